package guest

import (
	"encoding/base64"
	"strings"

	"blockyard/sim/catalog"
	"blockyard/sim/ec2"
)

// daemons are the programs that user data can start, and the service that each is.
var daemons = []struct {
	name    string
	service catalog.Software
}{
	{"httpd", catalog.Software{Name: "web", Port: 80}},
	{"apache2", catalog.Software{Name: "web", Port: 80}},
	{"nginx", catalog.Software{Name: "web", Port: 80}},
	{"vsftpd", catalog.Software{Name: "ftp", Port: 21}},
	{"mysqld", catalog.Software{Name: "database", Port: 3306}},
	{"mysql", catalog.Software{Name: "database", Port: 3306}},
	{"mariadb", catalog.Software{Name: "database", Port: 3306}},
	{"postgresql", catalog.Software{Name: "database", Port: 5432}},
}

// runUserData does what an instance's user data asks for, at its first boot.
//
// Simplified: of a script only the lines that start a known service have an
// effect (systemctl start, systemctl enable --now, service NAME start); it
// takes no time, and everything that it starts counts as installed.
func (tx *Tx) runUserData(instance uint32) {
	i := tx.Instances().At(instance)
	script, err := base64.StdEncoding.DecodeString(i.UserData)
	if err != nil || !strings.HasPrefix(string(script), "#!") {
		return
	}
	software := append([]catalog.Software(nil), i.Software...)
	for line := range strings.Lines(string(script)) {
		for _, s := range started(strings.Fields(line)) {
			software = install(software, s)
		}
	}
	if len(software) > len(i.Software) {
		tx.Emit(ec2.SoftwareChanged{Index: instance, Software: software})
	}
}

// started returns the services that one line of a script starts.
func started(words []string) (services []catalog.Software) {
	if len(words) > 0 && words[0] == "sudo" {
		words = words[1:]
	}
	switch {
	case len(words) >= 3 && words[0] == "service" && words[2] == "start":
		words = words[1:2]
	case len(words) >= 3 && words[0] == "systemctl" && words[1] == "start":
		words = words[2:]
	case len(words) >= 4 && words[0] == "systemctl" && words[1] == "enable" && words[2] == "--now":
		words = words[3:]
	default:
		return nil
	}
	for _, w := range words {
		for _, d := range daemons {
			if strings.TrimSuffix(w, ".service") == d.name {
				services = append(services, d.service)
			}
		}
	}
	return services
}

// install adds a service unless one of its name is there.
func install(have []catalog.Software, s catalog.Software) []catalog.Software {
	for _, h := range have {
		if h.Name == s.Name {
			return have
		}
	}
	return append(have, s)
}
