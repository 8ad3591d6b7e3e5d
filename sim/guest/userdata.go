package guest

import (
	"encoding/base64"
	"fmt"
	"strings"

	"blockyard/sim/catalog"
	"blockyard/sim/rng"
	"blockyard/sim/unit"
)

// Progress says how far user data has come.
type Progress struct {
	Step    uint32 // the next command
	Running bool
	Waiting bool // the command takes its time
	From    unit.Instant
}

// scriptOf returns the user data of an instance as it is understood.
func (tx *Tx) scriptOf(instance uint32) script {
	i := tx.Instances().At(instance)
	return readUserData(i.UserData, tx.Images().At(i.Image).Platform)
}

// readUserData reads user data, in base64, for an image of a platform.
func readUserData(userData, platform string) script {
	text, err := base64.StdEncoding.DecodeString(userData)
	switch {
	case err != nil:
		return script{refused: "it is not base64"}
	case platform == "windows":
		return script{refused: "scripts of Windows are not understood here"}
	}
	return parseScript(string(text))
}

// NotRun returns why user data, in base64, is not run on an image of a platform, for example "windows", or "" where it is.
func NotRun(userData, platform string) string { return readUserData(userData, platform).refused }

// beginScript starts the user data of an instance.
func (tx *Tx) beginScript(instance uint32) {
	s := tx.scriptOf(instance)
	if s.refused != "" {
		tx.print(instance, true, "user data was not run: "+s.refused, "Ready")
		return
	}
	m := tx.Guests.machine(instance)
	m.remember().Script = Progress{Running: true, From: tx.Now}
	expected := unit.Duration(0)
	for n, step := range s.steps {
		expected += tx.takes(instance, uint32(n), step)
	}
	tx.Guests.goes(&m, append(m.Parts[:len(m.Parts):len(m.Parts)], Part{PartScript, tx.Now, tx.Now.Add(expected)}), m.Started)
	tx.setMachine(instance, m)
	tx.print(instance, false, "Running user data: "+counted(len(s.steps), "command"))
	tx.goOn(instance)
}

// counted returns a number of things in words.
func counted(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return fmt.Sprintf("%d %ss", n, thing)
}

// goOn runs the user data of an instance until a command takes its time, or to its end.
func (tx *Tx) goOn(instance uint32) {
	s := tx.scriptOf(instance)
	for {
		m := tx.Guests.machine(instance)
		at := m.Script.Step
		if !m.Script.Running {
			return // a command has shut the guest down
		}
		if int(at) >= len(s.steps) {
			tx.endScript(instance, "user data is done")
			return
		}
		step := s.steps[at]
		if takes := tx.takes(instance, at, step); takes > 0 && !m.Script.Waiting {
			m.remember().Script.Waiting = true
			tx.setMachine(instance, m)
			tx.print(instance, false, "+ "+step.text)
			tx.wake(WakeScript, instance, m.Gen, takes)
			return
		}
		waited := m.Script.Waiting
		script := &m.remember().Script
		script.Step, script.Waiting = at+1, false
		tx.setMachine(instance, m)
		r := run{Tx: tx, instance: instance, step: step}
		if !waited && step.words != nil {
			r.say("+ %s", step.text)
		}
		r.carryOut()
		r.out()
		if ends := r.exit || r.failed && (s.errexit || s.setsErrexit(at)); ends && tx.Guests.machine(instance).Script.Running {
			tx.endScript(instance, fmt.Sprintf("user data ended at line %d", step.line))
			return
		}
	}
}

// setsErrexit reports whether a command before another one is set -e.
func (s *script) setsErrexit(before uint32) bool {
	for _, step := range s.steps[:before] {
		if len(step.words) > 1 && step.words[0] == "set" && strings.HasPrefix(step.words[1], "-") && strings.Contains(step.words[1], "e") {
			return true
		}
	}
	return false
}

// endScript ends the user data of an instance, and with it the boot.
func (tx *Tx) endScript(instance uint32, how string) {
	m := tx.Guests.machine(instance)
	length := tx.Now.Sub(m.Script.From)
	m.dropScript()
	if n := len(m.Parts); n > 0 && m.Parts[n-1].Name == PartScript {
		tx.Guests.goes(&m, closed(m.Parts, tx.Now), m.Started)
	}
	tx.setMachine(instance, m)
	tx.print(instance, true, how+" after "+length.String(), "Ready")
}

// takes returns how long a command of a script takes: installing by package,
// sleep as long as it says, the rest no time.
func (tx *Tx) takes(instance, at uint32, s step) unit.Duration {
	lasts := func(p catalog.Process) unit.Duration {
		return p.Lasts(tx.Timing, rng.New(tx.Seed, p.Name), position(instance, tx.Guests.machine(instance).Gen<<12|at&0xfff))
	}
	words := commandOf(s.words)
	switch {
	case len(words) == 0:
		return 0
	case words[0] == "sleep":
		length, _ := sleepLength(words[1:])
		return length
	case !isPackageManager(words[0]):
		return 0
	}
	verb, names := packageCall(words)
	length := unit.Duration(0)
	switch verb {
	case "update", "upgrade":
		return lasts(catalog.PackageUpdate)
	case "install":
		for _, name := range names {
			if p, ok := catalog.PackageNamed(name); ok && !tx.isInstalled(instance, name) {
				length += lasts(p.Installing())
			}
		}
	}
	return length
}

// commandOf returns the words of a command without what comes before it: sudo, and variables that it alone is given.
func commandOf(words []string) []string {
	for len(words) > 1 && (words[0] == "sudo" || words[0] == "-E" || strings.Contains(words[0], "=") && !strings.HasPrefix(words[0], "-")) {
		words = words[1:]
	}
	return words
}

// isPackageManager reports whether a command installs packages.
func isPackageManager(name string) bool {
	switch name {
	case "yum", "dnf", "apt", "apt-get":
		return true
	}
	return false
}

// packageCall returns what a package manager is asked for, and the packages.
func packageCall(words []string) (verb string, names []string) {
	for _, word := range words[1:] {
		switch {
		case strings.HasPrefix(word, "-"):
		case verb == "":
			verb = word
		default:
			names = append(names, word)
		}
	}
	return verb, names
}

// sleepLength reads the words of sleep: seconds, or a number with s, m, h or d.
func sleepLength(words []string) (length unit.Duration, ok bool) {
	for _, word := range words {
		if strings.Trim(word, "0123456789") == "" {
			word += "s"
		}
		part, err := unit.ParseDuration(word)
		if err != nil || length+part > unit.MaxDuration {
			return 0, false
		}
		length += part
	}
	return length, len(words) > 0
}
