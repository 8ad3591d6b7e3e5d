package guest

import (
	"slices"
	"strings"
)

// A script is user data as it was understood: the subset of sh that guests here run.
//
// Simplified: of a script for sh or bash these commands have an effect: yum, dnf
// and apt (install, update), echo and cat <<END into files with > and >>,
// systemctl and service (enable, start, restart, stop, disable), mkdir, touch,
// sleep, sync, set, exit, shutdown and its like. Commands may be joined by ; and
// &&. Variables and $( ) stand for themselves, since files have a size and no
// content. Anything else, such as pipes and loops, is said on the console and skipped.
type script struct {
	steps   []step
	errexit bool   // the first failure ends it, as after set -e
	refused string // why it is not run at all
}

// A step is one command of a script.
type step struct {
	line  int      // in the script, from 1
	text  string   // as it was written
	words []string // without quotes; nil where the step is not understood
	file  string   // that the output goes to, or ""
	adds  bool     // to the file's end
	size  int      // of a here-document
	here  bool     // it has one
}

// opening and closing are the words between which sh repeats or chooses.
var (
	opening = []string{"if", "for", "while", "until", "case", "select"}
	closing = []string{"fi", "done", "esac"}
)

// parseScript reads user data.
func parseScript(text string) script {
	first, _, _ := strings.Cut(text, "\n")
	shell, options, _ := strings.Cut(strings.TrimSpace(strings.TrimPrefix(first, "#!")), " ")
	switch {
	case !strings.HasPrefix(text, "#!"):
		return script{refused: "it does not begin with #!, so it is no script"}
	case !isShell(shell):
		return script{refused: shell + " is not understood here; only sh and bash are"}
	}
	p := parser{rest: text, line: 1}
	s := script{errexit: strings.HasPrefix(options, "-") && strings.Contains(options, "e")}
	for p.rest != "" {
		s.steps = append(s.steps, p.list()...)
	}
	return s
}

// isShell reports whether a program runs scripts for sh.
func isShell(program string) bool {
	at := strings.LastIndexByte(program, '/')
	return program[at+1:] == "sh" || program[at+1:] == "bash" || program[at+1:] == "dash"
}

// A parser reads a script line by line.
type parser struct {
	rest string
	line int // of rest's beginning
}

// list reads the commands of one line, or of a block that is not understood.
func (p *parser) list() []step {
	from, before := p.line, p.rest
	commands, plain := p.commands()
	depth := depthOf(commands)
	inFunction := strings.HasSuffix(strings.TrimSpace(before[:len(before)-len(p.rest)]), "{")
	if depth <= 0 && !inFunction {
		if plain && !hasBlock(commands) {
			return commands
		}
		return skipped(from, before[:len(before)-len(p.rest)])
	}
	for p.rest != "" && (depth > 0 || inFunction) {
		inner, _ := p.commands()
		depth += depthOf(inner)
		inFunction = inFunction && !(len(inner) > 0 && len(inner[0].words) > 0 && inner[0].words[0] == "}")
	}
	return skipped(from, before[:len(before)-len(p.rest)])
}

// skipped returns one step for text that is not understood.
func skipped(line int, text string) []step {
	text = strings.TrimSpace(text)
	if first, _, more := strings.Cut(text, "\n"); more {
		text = first + " …"
	}
	return []step{{line: line, text: text}}
}

// depthOf returns how many more blocks commands open than they close.
func depthOf(commands []step) (depth int) {
	for _, c := range commands {
		for n, word := range c.words {
			if n > 0 && c.words[n-1] != "do" && c.words[n-1] != "then" && c.words[n-1] != "else" {
				break
			}
			if slices.Contains(opening, word) {
				depth++
			} else if slices.Contains(closing, word) {
				depth--
			}
		}
	}
	return depth
}

// hasBlock reports whether one of the commands begins a block, or is part of one.
func hasBlock(commands []step) bool {
	return slices.ContainsFunc(commands, func(c step) bool {
		return len(c.words) > 0 && (slices.Contains(opening, c.words[0]) || slices.Contains(closing, c.words[0]))
	})
}

// commands reads to the end of a line: its commands, and whether all of it is plain.
func (p *parser) commands() (commands []step, plain bool) {
	plain = true
	c, ends := step{line: p.line}, []int{}
	var documents []string
	start := p.rest
	add := func() {
		c.text = strings.TrimSpace(strings.TrimRight(start[:len(start)-len(p.rest)], ";&\n"))
		if len(c.words) > 0 || c.file != "" {
			commands = append(commands, c)
		}
		c, start = step{line: p.line}, p.rest
	}
	for {
		t := p.token()
		switch t.kind {
		case tokenWord:
			c.words = append(c.words, t.text)
		case tokenRedirect:
			to := p.token()
			if t.text == "<<" {
				c.here = true
				documents, ends = append(documents, to.text), append(ends, len(commands))
			} else if to.kind == tokenWord && !strings.HasPrefix(t.text, "2") && to.text != "/dev/null" && !strings.HasPrefix(to.text, "&") {
				c.file, c.adds = to.text, t.text == ">>"
			}
			plain = plain && to.kind == tokenWord
		case tokenThen:
			add()
		case tokenOdd:
			plain = false
		case tokenLine:
			add()
			for n, word := range documents {
				if size := p.document(word); ends[n] < len(commands) {
					commands[ends[n]].size = size
				}
			}
			return commands, plain
		}
	}
}

// document skips a here-document and returns its size.
func (p *parser) document(end string) (size int) {
	for p.rest != "" {
		line, rest, _ := strings.Cut(p.rest, "\n")
		p.rest = rest
		p.line++
		if strings.TrimLeft(line, "\t") == end {
			break
		}
		size += len(line) + 1
	}
	return size
}
