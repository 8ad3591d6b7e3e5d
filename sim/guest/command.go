package guest

import (
	"fmt"
	"slices"
	"strings"

	"blockyard/sim/apierr"
	"blockyard/sim/catalog"
	"blockyard/sim/ec2"
	"blockyard/sim/unit"
)

// A run is one command of user data while it is carried out.
type run struct {
	*Tx
	instance uint32
	step     step
	lines    []string // for the console
	failed   bool
	exit     bool // nothing comes after it
}

// commands are the commands that have an effect, by name. Package managers have names of their own.
var commands = []struct {
	name string
	do   func(r *run, arguments []string)
}{
	{"echo", (*run).echo},
	{"cat", (*run).cat},
	{"touch", (*run).touch},
	{"mkdir", func(*run, []string) {}},
	{"systemctl", (*run).systemctl},
	{"service", (*run).service},
	{"sync", func(r *run, _ []string) { r.flush(r.instance, "") }},
	{"sleep", (*run).sleep},
	{"set", func(*run, []string) {}},
	{"true", func(*run, []string) {}},
	{"exit", func(r *run, _ []string) { r.exit = true }},
	{"shutdown", (*run).shutdown},
	{"poweroff", (*run).shutdown},
	{"halt", (*run).shutdown},
}

// say adds a line to what the command prints.
func (r *run) say(format string, args ...any) {
	r.lines = append(r.lines, fmt.Sprintf(format, args...))
}

// fail says why the command has failed.
func (r *run) fail(format string, args ...any) {
	r.failed = true
	r.say(format, args...)
}

// out prints what the command has printed so far.
func (r *run) out() {
	if len(r.lines) > 0 {
		r.print(r.instance, false, r.lines...)
	}
	r.lines = nil
}

// carryOut does what the command asks for.
func (r *run) carryOut() {
	words := commandOf(r.step.words)
	if len(words) > 0 && isPackageManager(words[0]) {
		r.packages(words)
		return
	}
	for _, c := range commands {
		if len(words) > 0 && words[0] == c.name {
			c.do(r, words[1:])
			return
		}
	}
	r.notUnderstood()
}

// notUnderstood says that a command is skipped. It is no failure: set -e does not end at it.
func (r *run) notUnderstood() {
	r.say("user data: line %d is not understood, and skipped: %s", r.step.line, clip(r.step.text))
}

// clip shortens a long line.
func clip(text string) string {
	const most = 80
	if runes := []rune(text); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return text
}

// packages installs packages, or brings all up to date.
func (r *run) packages(words []string) {
	switch verb, names := packageCall(words); verb {
	case "update", "upgrade":
		r.say("Everything is up to date")
	case "install":
		for _, name := range names {
			r.install(name)
		}
	default:
		r.notUnderstood()
	}
}

// packageFile returns the file that stands for an installed package on the root disk.
func packageFile(name string) string { return "usr/lib/" + name }

// isInstalled reports whether a package is on an instance: user data or its
// image has installed it, or the image brings the service that is in it.
func (tx *Tx) isInstalled(instance uint32, name string) bool {
	p, _ := catalog.PackageNamed(name)
	if d, ok := catalog.DaemonNamed(p.Daemon); ok && has(tx.Instances().At(instance).Software, d.Software) {
		return true
	}
	disks := tx.disks(instance)
	_, found := disks[0].files.Find(packageFile(name))
	return found
}

// install puts one package on the root disk.
func (r *run) install(name string) {
	p, known := catalog.PackageNamed(name)
	if !known {
		r.fail("No match for argument: %s (packages here are %s)", name, strings.Join(catalog.PackageNames(), ", "))
		return
	}
	if r.isInstalled(r.instance, name) {
		r.say("Package %s is already installed", name)
		return
	}
	root := r.disks(r.instance)[0]
	if err := r.write(r.instance, root, packageFile(name), unit.Bytes(p.MiB)*unit.MiB, 0); err != nil {
		r.fail("Error installing %s: %s", name, err.Message)
		return
	}
	r.flush(r.instance, root.device) // package managers do not leave it to the kernel
	r.say("Installed: %s", name)
}

// echo prints its words, or writes them to a file.
//
// Simplified: a file keeps the length of the text alone.
func (r *run) echo(words []string) {
	text := strings.Join(words, " ")
	if r.step.file == "" {
		r.say("%s", text)
		return
	}
	r.save(r.step.file, unit.Bytes(len(text)+1), r.step.adds)
}

// cat writes a here-document to a file.
func (r *run) cat(words []string) {
	if !r.step.here || r.step.file == "" || len(words) > 0 {
		r.notUnderstood()
		return
	}
	r.save(r.step.file, unit.Bytes(r.step.size), r.step.adds)
}

// touch makes empty files.
func (r *run) touch(names []string) {
	for _, name := range names {
		if d, file, err := r.locate(r.instance, name); err == nil {
			if _, found := d.files.Find(file); found {
				continue
			}
		}
		r.save(name, 0, false)
	}
}

// save writes a file, or adds to its end.
func (r *run) save(path string, size unit.Bytes, adds bool) {
	d, name, err := r.locate(r.instance, path)
	if err == nil {
		err = checkName(name)
	}
	records := uint32(0)
	if err == nil {
		if adds {
			file, _ := d.files.Find(name)
			size += file.Size + r.unflushed(r.instance, d.device, name, file.Size)
			records = 1
		}
		err = r.write(r.instance, d, name, size, records)
	}
	if err != nil {
		r.failWith(path, err)
	}
}

// failWith says why a file cannot be written.
func (r *run) failWith(path string, err *apierr.Error) {
	_, reason, found := strings.Cut(err.Message, "is invalid. ")
	if !found {
		reason = err.Message
	}
	r.fail("sh: %s: %s", path, reason)
}

// service is the older spelling of systemctl: the name comes first.
func (r *run) service(words []string) {
	if len(words) != 2 {
		r.notUnderstood()
		return
	}
	r.systemctl([]string{words[1], words[0]})
}

// systemctl starts services, now or at every boot.
func (r *run) systemctl(words []string) {
	words, now := without(words, "--now")
	if len(words) == 0 || !slices.Contains([]string{"start", "restart", "stop", "enable", "disable", "reload", "daemon-reload"}, words[0]) {
		r.notUnderstood()
		return
	}
	verb := words[0]
	for _, name := range words[1:] {
		d, known := catalog.DaemonNamed(name)
		if !known || !r.hasDaemon(d) {
			r.fail("Failed to %s %s: Unit %s.service not found.", verb, name, strings.TrimSuffix(name, ".service"))
			continue
		}
		if verb == "enable" || verb == "disable" {
			r.atBoot(d, verb == "enable")
		}
		if verb == "start" || verb == "restart" || verb == "enable" && now {
			r.running(d, true)
		}
		if verb == "stop" || verb == "disable" && now {
			r.running(d, false)
		}
	}
}

// without returns words less one, and whether it was among them.
func without(words []string, word string) ([]string, bool) {
	left := slices.DeleteFunc(slices.Clone(words), func(w string) bool { return w == word })
	return left, len(left) < len(words)
}

// hasDaemon reports whether a package that brings a daemon is installed.
func (r *run) hasDaemon(d catalog.Daemon) bool {
	return slices.ContainsFunc(catalog.PackagesOf(d.Name), func(name string) bool { return r.isInstalled(r.instance, name) })
}

// atBoot has a service started at every boot, or no more.
func (r *run) atBoot(d catalog.Daemon, enable bool) {
	software := r.Instances().At(r.instance).Software
	if has(software, d.Software) == enable {
		return
	}
	r.Emit(ec2.SoftwareChanged{Index: r.instance, Software: withSoftware(software, d.Software, enable)})
}

// running starts or stops a service.
func (r *run) running(d catalog.Daemon, start bool) {
	m := r.Guests.machine(r.instance)
	if has(m.Started, d.Software) == start {
		return
	}
	r.Guests.goes(&m, m.Parts, withSoftware(m.Started, d.Software, start))
	r.setMachine(r.instance, m)
	if start {
		r.say("Started %s on port %d", d.Software.Name, d.Software.Port)
	}
}

// has reports whether a list has a service.
func has(list []catalog.Software, s catalog.Software) bool {
	return slices.ContainsFunc(list, func(have catalog.Software) bool { return have.Name == s.Name })
}

// withSoftware returns a list with a service added at its end, or taken out.
func withSoftware(list []catalog.Software, s catalog.Software, add bool) []catalog.Software {
	list = slices.Clone(list)
	if add {
		return append(list, s)
	}
	list = slices.DeleteFunc(list, func(have catalog.Software) bool { return have.Name == s.Name })
	if len(list) == 0 {
		return nil
	}
	return list
}

// sleep has waited already; it says what it did not understand.
func (r *run) sleep(words []string) {
	if _, ok := sleepLength(words); !ok {
		r.notUnderstood()
	}
}

// shutdown shuts the guest down from inside.
func (r *run) shutdown(words []string) {
	if slices.Contains(words, "-c") || slices.Contains(words, "-r") {
		r.notUnderstood()
		return
	}
	r.out()
	r.ShutDownFromInside(r.instance)
}
