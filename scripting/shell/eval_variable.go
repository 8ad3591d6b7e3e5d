package shell

import (
	"strings"

	"mvdan.cc/sh/v3/syntax"
)

// A variable is a named text.
type variable struct {
	text     string
	exported bool
	readonly bool
}

// A local remembers what a variable was before a function made it its own.
type local struct {
	name   string
	before variable
	wasSet bool
}

// assign gives a variable a new text.
func (s *Shell) assign(name, text string) {
	v := s.variables[name]
	if v.readonly {
		s.stop(Failed, name+" is readonly and keeps its value: use another name.")
	}
	v.text = text
	s.store(name, v)
}

// store puts a variable in its place and counts its bytes.
func (s *Shell) store(name string, v variable) {
	before, was := s.variables[name]
	if was {
		s.size -= len(name) + len(before.text)
	}
	s.size += len(name) + len(v.text)
	s.checkText(s.size, "The text in all variables")
	s.variables[name] = v
}

// remove takes a variable away.
func (s *Shell) remove(name string) {
	if v, ok := s.variables[name]; ok {
		s.size -= len(name) + len(v.text)
		delete(s.variables, name)
	}
}

// assignment evaluates name=value or name+=value and returns the name.
func (s *Shell) assignment(a *syntax.Assign) string {
	name, text := a.Name.Value, ""
	if a.Value != nil {
		text = s.text(a.Value)
	}
	if a.Append {
		before := s.variables[name].text
		s.spendText(len(before))
		text = before + text
	}
	s.assign(name, text)
	return name
}

// declare evaluates export, local, readonly, declare and typeset.
func (s *Shell) declare(c *syntax.DeclClause) {
	kind := c.Variant.Value
	s.status, s.substituted = 0, 0
	if kind == "local" && s.calls == 0 {
		s.complain("local: can only be used in a function")
		return
	}
	for _, a := range c.Args {
		switch {
		case a.Name == nil:
			for _, word := range s.fields([]*syntax.Word{a.Value}) {
				s.declareWord(&kind, word)
			}
		case a.Naked:
			s.mark(kind, a.Name.Value)
		default:
			s.makeLocal(kind, a.Name.Value)
			s.mark(kind, s.assignment(a))
		}
	}
	if s.status == 0 {
		s.status = s.substituted
	}
}

// declareWord handles an argument that is only known after expansion: an option, a name or name=value.
func (s *Shell) declareWord(kind *string, word string) {
	name, text, hasText := strings.Cut(word, "=")
	switch {
	case word == "-x":
		*kind = "export"
	case word == "-r":
		*kind = "readonly"
	case !syntax.ValidName(name):
		s.complain(*kind + ": " + word + ": give plain names or name=value")
	default:
		s.makeLocal(*kind, name)
		if hasText {
			s.assign(name, text)
		}
		s.mark(*kind, name)
	}
}

// makeLocal remembers the variable, so that the function's end brings it back.
func (s *Shell) makeLocal(kind, name string) {
	if s.calls == 0 || kind == "export" || kind == "readonly" {
		return
	}
	before, wasSet := s.variables[name]
	if before.readonly {
		s.stop(Failed, name+" is readonly and keeps its value: use another name.")
	}
	s.locals = append(s.locals, local{name, before, wasSet})
	s.spend(1)
}

// mark gives a variable the property that the kind of declaration stands for.
func (s *Shell) mark(kind, name string) {
	v, set := s.variables[name]
	switch kind {
	case "export":
		v.exported = true
	case "readonly":
		v.readonly = true
	default:
		if set {
			return
		}
		s.makeLocal(kind, name)
	}
	s.store(name, v)
}

// restore brings local variables back, the last one first, down to a number of them.
func (s *Shell) restore(down int) {
	for i := len(s.locals) - 1; i >= down; i-- {
		l := s.locals[i]
		s.remove(l.name)
		if l.wasSet {
			s.variables[l.name] = l.before
			s.size += len(l.name) + len(l.before.text)
		}
	}
	s.locals = s.locals[:down]
}

// complain prints a sentence as a command's error and sets the status.
func (s *Shell) complain(text string) {
	s.streams.err.WriteString(text + "\n")
	s.status = 1
}
