package shell

import (
	"slices"
	"strconv"
	"strings"

	"mvdan.cc/sh/v3/syntax"
)

// A builtin is a command that changes the shell itself.
type builtin func(*Shell, *Call) int

// builtins are the commands that the shell answers itself.
var builtins = map[string]builtin{
	":":        func(*Shell, *Call) int { return 0 },
	"true":     func(*Shell, *Call) int { return 0 },
	"false":    func(*Shell, *Call) int { return 1 },
	"[":        (*Shell).bracket,
	"test":     (*Shell).testCommand,
	"break":    (*Shell).breakLoop,
	"continue": (*Shell).breakLoop,
	"return":   (*Shell).leave,
	"exit":     (*Shell).leave,
	"set":      (*Shell).setOptions,
	"shift":    (*Shell).shift,
	"unset":    (*Shell).unset,
	"read":     (*Shell).read,
	"echo":     (*Shell).echo,
	"printf":   (*Shell).printf,
	"seq":      (*Shell).seq,
}

// Names returns every command that the shell answers itself, sorted: what
// completion and help offer beside the host's commands.
func Names() []string {
	names := []string{"export", "local", "readonly"}
	for name := range builtins {
		names = append(names, name)
	}
	for name := range filters {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// refuse prints what is wrong with a call and returns the status for it.
func (c *Call) refuse(sentence string) int {
	c.Stderr.WriteString(c.Args[0] + ": " + sentence + "\n")
	return statusUsage
}

// breakLoop is break and continue.
func (s *Shell) breakLoop(c *Call) int {
	loops, ok := c.count()
	switch {
	case !ok || loops < 1:
		return c.refuse("the number of loops must be 1 or more")
	case s.loops == 0:
		return c.refuse("only meaningful in a loop")
	}
	s.flow = flow{kind: flowBreak, loops: min(loops, s.loops)}
	if c.Args[0] == "continue" {
		s.flow.kind = flowContinue
	}
	return 0
}

// count returns the optional number that a builtin takes, 1 without one.
func (c *Call) count() (int, bool) {
	if len(c.Args) < 2 {
		return 1, true
	}
	n, err := strconv.Atoi(c.Args[1])
	return n, err == nil && len(c.Args) == 2
}

// leave is return and exit.
func (s *Shell) leave(c *Call) int {
	status, ok := s.status, true
	if len(c.Args) > 1 {
		status, ok = c.count()
	}
	switch {
	case !ok:
		return c.refuse("give one number as the status")
	case c.Args[0] == "exit":
		s.flow.kind = flowExit
	case s.calls == 0:
		return c.refuse("can only be used in a function")
	default:
		s.flow.kind = flowReturn
	}
	return status & 0xff
}

// setOptions is set: -e, -u, -o pipefail, and -- with new arguments.
func (s *Shell) setOptions(c *Call) int {
	args := c.Args[1:]
	for len(args) > 0 {
		word := args[0]
		args = args[1:]
		if word == "--" {
			s.arguments = args
			return 0
		}
		if len(word) < 2 || word[0] != '-' && word[0] != '+' {
			return c.refuse(word + ": use -e, -u, -o pipefail, or -- and new arguments")
		}
		for _, letter := range word[1:] {
			name := string(letter)
			if letter == 'o' && len(args) > 0 {
				name, args = args[0], args[1:]
			}
			if !s.setOption(name, word[0] == '-') {
				return c.refuse("the option " + name + " is no part of this shell: use -e, -u or -o pipefail")
			}
		}
	}
	return 0
}

func (s *Shell) setOption(name string, on bool) bool {
	switch name {
	case "e", "errexit":
		s.options.errexit = on
	case "u", "nounset":
		s.options.nounset = on
	case "pipefail":
		s.options.pipefail = on
	default:
		return false
	}
	return true
}

// shift drops the first arguments.
func (s *Shell) shift(c *Call) int {
	n, ok := c.count()
	if !ok || n < 0 {
		return c.refuse("give a number of arguments")
	}
	if n > len(s.arguments) {
		return 1
	}
	s.arguments = s.arguments[n:]
	return 0
}

// unset removes variables and, with -f, functions.
func (s *Shell) unset(c *Call) int {
	status := 0
	names := c.Args[1:]
	onlyFunctions := len(names) > 0 && names[0] == "-f"
	if len(names) > 0 && (names[0] == "-f" || names[0] == "-v") {
		names = names[1:]
	}
	for _, name := range names {
		if s.variables[name].readonly {
			status = c.refuse(name + " is readonly")
			continue
		}
		_, isVariable := s.variables[name]
		if onlyFunctions || !isVariable {
			delete(s.functions, name)
			continue
		}
		s.remove(name)
	}
	return status
}

// read takes one line of input apart into variables.
func (s *Shell) read(c *Call) int {
	names, raw := c.Args[1:], false
	if len(names) > 0 && names[0] == "-r" {
		names, raw = names[1:], true
	}
	if len(names) == 0 {
		names = []string{"REPLY"}
	}
	for _, name := range names {
		if !syntax.ValidName(name) {
			return c.refuse(name + ": only -r and names of variables are taken here")
		}
	}
	line, ok := c.Stdin.ReadLine()
	s.spendText(len(line))
	for !raw && ok && endsWithEscape(line) {
		more, _ := c.Stdin.ReadLine()
		s.spendText(len(line) + len(more))
		line = line[:len(line)-1] + more
	}
	if !raw {
		line = unescape(line, "")
	}
	rest := line
	for i, name := range names {
		var word string
		if i == len(names)-1 {
			word = trimSeparators(rest, s.separators())
		} else {
			word, rest = firstField(rest, s.separators())
		}
		s.assign(name, word)
	}
	return truth(ok)
}

// endsWithEscape reports whether a line ends with a backslash that escapes the newline.
func endsWithEscape(line string) bool {
	return (len(line)-len(strings.TrimRight(line, `\`)))%2 == 1
}

// maxSequence bounds the numbers of seq.
const maxSequence = 1_000_000_000_000

// seq prints numbers from first to last.
func (s *Shell) seq(c *Call) int {
	bounds := []int64{}
	for _, arg := range c.Args[1:] {
		n, err := strconv.ParseInt(arg, 10, 64)
		if err != nil || n > maxSequence || n < -maxSequence {
			return c.refuse(arg + " is not a whole number")
		}
		bounds = append(bounds, n)
	}
	first, step, last := int64(1), int64(1), int64(0)
	switch len(bounds) {
	case 1:
		last = bounds[0]
	case 2:
		first, last = bounds[0], bounds[1]
	case 3:
		first, step, last = bounds[0], bounds[1], bounds[2]
	default:
		return c.refuse("give LAST, FIRST LAST, or FIRST STEP LAST")
	}
	if step == 0 {
		return c.refuse("the step must not be 0")
	}
	for n := first; step > 0 && n <= last || step < 0 && n >= last; n += step {
		s.spend(1)
		c.Stdout.WriteString(strconv.FormatInt(n, 10) + "\n")
	}
	return 0
}
