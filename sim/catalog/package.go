package catalog

import (
	"strings"

	"blockyard/sim/unit"
)

// A Package is software that user data can install.
type Package struct {
	Name   string
	Takes  unit.Duration // to fetch and install it
	MiB    int64         // that it takes of the root disk
	Daemon string        // what systemctl calls the service in it, or ""
}

// A Daemon is a program that a package brings and that systemctl starts.
type Daemon struct {
	Name string
	Software
}

// packages is every package that user data can install, whatever its image's
// system is: the names are those of Amazon Linux and of Ubuntu.
//
// Simplified: how long each takes and how large it is are round figures of an
// ordinary day; dependencies count as parts of the package.
var packages = []Package{
	{"httpd", 20 * unit.Second, 12, "httpd"},
	{"apache2", 20 * unit.Second, 12, "apache2"},
	{"nginx", 15 * unit.Second, 8, "nginx"},
	{"php", 20 * unit.Second, 30, ""},
	{"vsftpd", 8 * unit.Second, 1, "vsftpd"},
	{"mariadb-server", 45 * unit.Second, 180, "mariadb"},
	{"mariadb105-server", 45 * unit.Second, 180, "mariadb"},
	{"mysql-server", 60 * unit.Second, 250, "mysqld"},
	{"mysql-community-server", 60 * unit.Second, 250, "mysqld"},
	{"postgresql", 40 * unit.Second, 120, "postgresql"},
	{"postgresql-server", 40 * unit.Second, 120, "postgresql"},
	{"postgresql15-server", 40 * unit.Second, 120, "postgresql"},
	{"docker", 40 * unit.Second, 200, "docker"},
	{"nodejs", 25 * unit.Second, 100, ""},
	{"python3", 10 * unit.Second, 40, ""},
	{"java-17-amazon-corretto", 40 * unit.Second, 300, ""},
	{"amazon-efs-utils", 8 * unit.Second, 2, ""},
	{"amazon-cloudwatch-agent", 15 * unit.Second, 110, ""},
	{"nfs-utils", 5 * unit.Second, 2, ""},
	{"xfsprogs", 5 * unit.Second, 3, ""},
	{"git", 10 * unit.Second, 40, ""},
	{"jq", 3 * unit.Second, 1, ""},
	{"unzip", 3 * unit.Second, 1, ""},
	{"htop", 3 * unit.Second, 1, ""},
}

// daemons are the services that systemctl knows, by each of their names.
var daemons = []Daemon{
	{"httpd", Software{"web", 80}},
	{"apache2", Software{"web", 80}},
	{"nginx", Software{"web", 80}},
	{"vsftpd", Software{"ftp", 21}},
	{"mysqld", Software{"database", 3306}},
	{"mysql", Software{"database", 3306}},
	{"mariadb", Software{"database", 3306}},
	{"postgresql", Software{"database", 5432}},
	{"docker", Software{"containers", 2375}},
}

// PackageNamed returns the package of that name.
func PackageNamed(name string) (Package, bool) {
	for _, p := range packages {
		if p.Name == name {
			return p, true
		}
	}
	return Package{}, false
}

// PackageNames returns the names of all packages, in the order of the table.
func PackageNames() []string {
	names := make([]string, len(packages))
	for i, p := range packages {
		names[i] = p.Name
	}
	return names
}

// DaemonNamed returns the daemon that systemctl knows by that name, with or without ".service".
func DaemonNamed(name string) (Daemon, bool) {
	for _, d := range daemons {
		if d.Name == strings.TrimSuffix(name, ".service") {
			return d, true
		}
	}
	return Daemon{}, false
}

// PackagesOf returns the packages that bring a daemon. MySQL's has two names.
func PackagesOf(daemon string) (names []string) {
	for _, p := range packages {
		if p.Daemon == daemon || daemon == "mysql" && p.Daemon == "mysqld" {
			names = append(names, p.Name)
		}
	}
	return names
}

// Installing returns the process of installing a package.
func (p Package) Installing() Process {
	return Process{"install-" + p.Name, p.Takes, 30, "fetch and install " + p.Name}
}
