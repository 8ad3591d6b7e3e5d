package sim

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"blockyard/sim/apierr"
	"blockyard/sim/ec2"
	"blockyard/sim/guest"
	"blockyard/sim/unit"
)

// scripted launches an instance with user data.
func (l *lab) scripted(image, kind, script string) string {
	in := l.launching("al2023", kind)
	if strings.HasPrefix(image, "ami-") {
		in.ImageID = image
	} else {
		in = l.launching(image, kind)
	}
	in.UserData = encoded(script)
	return ask[ec2.Reservation](l, in).Instances[0].InstanceID
}

// console returns what an instance has printed, without the times.
func (l *lab) console(id string) (lines []string) {
	out := ask[ec2.GetConsoleOutputOutput](l, ec2.GetConsoleOutputInput{InstanceID: id})
	for line := range strings.Lines(out.Output) {
		_, text, _ := strings.Cut(strings.TrimSpace(line), "] ")
		lines = append(lines, text)
	}
	return lines
}

// serves returns what an instance serves now, and what every boot starts.
func (l *lab) serves(id string) (now, atBoot []string) {
	for _, s := range ask[guest.ServicesOutput](l, guest.ServicesInput{InstanceID: id}).Services {
		if s.Status == "serving" {
			now = append(now, s.Name)
		}
		if s.AtBoot {
			atBoot = append(atBoot, s.Name)
		}
	}
	return now, atBoot
}

// boot returns the parts of an instance's latest boot with their lengths.
func (l *lab) boot(id string) (parts []string, done bool) {
	out := ask[guest.BootOutput](l, guest.BootInput{InstanceID: id})
	for _, p := range out.Parts {
		parts = append(parts, p.Name+" "+p.Took)
	}
	return parts, out.Done
}

const webScript = "#!/bin/bash\nyum install -y httpd\nsystemctl enable --now httpd\necho 'It works' > /var/www/html/index.html\n"

func TestUserDataRunsOnceAndTakesItsTime(t *testing.T) {
	l := newLab(t, Config{Seed: 1})
	id := l.scripted("al2023", "t3.micro", webScript)
	l.pass(45 * unit.Second) // placing 15, lazy loading 12, kernel 8, services 5, and 5 of the 20 that httpd takes
	now, _ := l.serves(id)
	require.Empty(t, now)
	parts, done := l.boot(id)
	require.Equal(t, []string{"placing 15s", "lazy loading 12s", "kernel 8s", "services 5s", "user data 5s"}, parts)
	require.False(t, done)
	l.pass(15 * unit.Second)
	now, atBoot := l.serves(id)
	require.Equal(t, [][]string{{"web"}, {"web"}}, [][]string{now, atBoot})
	parts, done = l.boot(id)
	require.Equal(t, "user data 20s", parts[4])
	require.True(t, done)
	require.Contains(t, l.console(id), "Installed: httpd")
	l.pass(unit.Minute)
	page, found := l.volumeOf(l.rootOf(id)).Files.Find("var/www/html/index.html")
	require.True(t, found)
	require.EqualValues(t, len("It works\n"), page.Size)
	require.EqualValues(t, 1, page.Version)

	for _, again := range []any{ec2.RebootInstancesInput{InstanceIDs: one(id)}, ec2.StopInstancesInput{InstanceIDs: one(id)}, ec2.StartInstancesInput{InstanceIDs: one(id)}} {
		l.do(again)
		l.pass(2 * unit.Minute)
	}
	now, _ = l.serves(id)
	require.Equal(t, one("web"), now, "what it enabled starts at every boot")
	parts, _ = l.boot(id)
	require.Equal(t, []string{"placing 15s", "kernel 8s", "services 5s"}, parts, "no script, and the blocks are on the volume by now")
	page, _ = l.volumeOf(l.rootOf(id)).Files.Find("var/www/html/index.html")
	require.EqualValues(t, 1, page.Version, "the script has not written again")
	require.Contains(t, l.console(id), "user data has run on this instance before; it runs once, at the first boot")
}

// What an image brings is there at boot; the same user data runs again for a new instance, and finds it installed.
func TestBakedSoftwareTakesNoTime(t *testing.T) {
	l := newLab(t, Config{Seed: 1})
	id := l.scripted("al2023", "t3.micro", webScript)
	l.pass(10 * unit.Minute)
	image := l.newImage(id, "golden")
	l.pass(10 * unit.Minute)
	baked := l.scripted(image, "t3.micro", "")
	again := l.scripted(image, "t3.micro", webScript)
	l.pass(40 * unit.Second)
	for _, copied := range []string{baked, again} {
		now, _ := l.serves(copied)
		require.Equal(t, one("web"), now)
	}
	parts, done := l.boot(baked)
	require.Equal(t, []string{"placing 15s", "lazy loading 12s", "kernel 8s", "services 5s"}, parts)
	require.True(t, done)
	require.Contains(t, l.console(again), "Package httpd is already installed")
	l.pass(unit.Minute)
	page, _ := l.volumeOf(l.rootOf(again)).Files.Find("var/www/html/index.html")
	require.EqualValues(t, 2, page.Version, "once for each instance: it has written over what the image brought")
}

// One image, two servers.
func TestUserDataMakesServersDiffer(t *testing.T) {
	l := newLab(t, Config{Seed: 1})
	web := l.scripted("al2023", "t3.micro", webScript)
	data := l.scripted("al2023", "t3.micro", "#!/bin/sh\nyum install -y mariadb-server\nsystemctl start mariadb\n")
	l.pass(10 * unit.Minute)
	now, atBoot := l.serves(web)
	require.Equal(t, [][]string{{"web"}, {"web"}}, [][]string{now, atBoot})
	now, atBoot = l.serves(data)
	require.Equal(t, [][]string{{"database"}, nil}, [][]string{now, atBoot})
	l.do(ec2.RebootInstancesInput{InstanceIDs: one(data)})
	l.pass(10 * unit.Minute)
	now, _ = l.serves(data)
	require.Empty(t, now, "start is for now, enable for every boot")
}

// The two kinds of root: the whole image first, or blocks as they are read.
// Source of the bounds: ComponentsAMIs.md of the user guide, under a minute and under five.
func TestBootTimeByRoot(t *testing.T) {
	l := newLab(t, Config{Seed: 1})
	ebs, store := l.launch("demo-ebs", "demo.small"), l.launch("demo-instance-store", "demo.small")
	l.pass(10 * unit.Minute)
	parts, _ := l.boot(ebs)
	require.Equal(t, []string{"placing 15s", "lazy loading 12s", "kernel 8s", "services 5s"}, parts)
	parts, _ = l.boot(store)
	require.Equal(t, []string{"image fetch 4m", "kernel 8s", "services 5s"}, parts)
}

// What is not understood is said and skipped; the rest runs.
func TestWhatUserDataDoesNotUnderstandItSays(t *testing.T) {
	l := newLab(t, Config{Seed: 1})
	for script, want := range map[string][]string{
		"#!/bin/sh\ncurl -O https://x.example/a\necho done\n":                             {"user data: line 2 is not understood, and skipped: curl -O https://x.example/a", "+ echo done", "done"},
		"#!/bin/sh\nfor i in 1 2\ndo\nyum install -y httpd\ndone\necho done":              {"user data: line 2 is not understood, and skipped: for i in 1 2 …", "+ echo done", "done"},
		"#!/bin/sh\nif true; then reboot; fi; echo one\necho done":                        {"user data: line 2 is not understood, and skipped: if true; then reboot; fi; echo one", "+ echo done", "done"},
		"#!/bin/sh\nls | wc -l\nyum -y install htpd\n":                                    {"user data: line 2 is not understood, and skipped: ls | wc -l"},
		"#!/bin/sh\nsystemctl start nginx\n":                                              {"Failed to start nginx: Unit nginx.service not found."},
		"#!/bin/sh -e\necho a > /mnt/sdf/a\necho never\n":                                 {"sh: /mnt/sdf/a: No disk is mounted there.", "user data ended at line 2 after 0s"},
		"#!/bin/sh\nsleep 5\nsleep soon\nset -e\nservice nginx start; echo never\n":       {"+ sleep 5", "user data: line 3 is not understood, and skipped: sleep soon", "user data ended at line 5 after 5s"},
		"#!/usr/bin/python3\nprint(1)\n":                                                  {"user data was not run: /usr/bin/python3 is not understood here; only sh and bash are"},
		"#cloud-config\npackages: [httpd]\n":                                              {"user data was not run: it does not begin with #!, so it is no script"},
		"#!/bin/bash\ncat <<END > /etc/motd\nyum install -y httpd\nEND\ntouch /a; sync\n": {"Running user data: 3 commands"},
	} {
		id := l.scripted("al2023", "t3.micro", script)
		l.pass(10 * unit.Minute)
		for _, line := range want {
			require.Contains(t, l.console(id), line, script)
		}
		now, _ := l.serves(id)
		require.Empty(t, now, script)
	}
}

func TestUserDataLimits(t *testing.T) {
	l := newLab(t, Config{Seed: 1})
	in := l.launching("demo-ebs", "demo.small")
	in.UserData = "not base64!"
	l.refused(apierr.InvalidUserDataMalformed, in)
	in.UserData = encoded(string(make([]byte, 16385)))
	l.refused(apierr.InvalidParameterValue, in)
	in.UserData = encoded(string(make([]byte, 16384)))
	l.do(in)
	l.pass(10 * unit.Minute)
}

// A script may end its instance: what is left of it then follows from the shutdown behavior.
func TestUserDataShutsDown(t *testing.T) {
	l := newLab(t, Config{Seed: 1})
	in := l.launching("al2023", "t3.micro")
	in.UserData, in.ShutdownBehavior = encoded("#!/bin/sh\necho result > /result\nsleep 1m\nsudo shutdown -h now\necho never\n"), "terminate"
	id := ask[ec2.Reservation](l, in).Instances[0].InstanceID
	l.pass(100 * unit.Second)
	require.Equal(t, "shutting-down", l.state(id))
	l.pass(unit.Minute)
	require.Equal(t, "terminated", l.state(id))
	require.NotContains(t, l.console(id), "never")
}

func TestConsoleOutputIsThatOfTheLastFinishedBoot(t *testing.T) {
	l := newLab(t, Config{Seed: 1})
	nitro, xen := l.scripted("al2023", "t3.micro", "#!/bin/sh\nsleep 60\n"), l.launch("al2023", "t2.micro")
	l.pass(50 * unit.Second)
	latest := ask[ec2.GetConsoleOutputOutput](l, ec2.GetConsoleOutputInput{InstanceID: nitro, Latest: true})
	require.Contains(t, latest.Output, "+ sleep 60")
	require.Empty(t, l.console(nitro), "its first boot is not over")
	require.NotEmpty(t, l.console(xen))
	l.refused(apierr.UnsupportedOperation, ec2.GetConsoleOutputInput{InstanceID: xen, Latest: true})
	l.pass(unit.Hour)
	require.Contains(t, l.console(nitro), "user data is done after 1m")
}
