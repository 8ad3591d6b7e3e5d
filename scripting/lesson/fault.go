package lesson

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"blockyard/scripting/lua"
	"blockyard/sim/op"
)

// A Fault is one mistake in a lesson file, in a sentence for its author.
type Fault struct {
	File    string
	Line    int // from 1; 0 where no line is to blame
	Message string
}

// Error returns place and sentence, for example "cost.lua:31: the lesson has no `title`; …".
func (f Fault) Error() string {
	if f.Line == 0 {
		return f.File + ": " + f.Message
	}
	return fmt.Sprintf("%s:%d: %s", f.File, f.Line, f.Message)
}

// Faults are the mistakes in a lesson file by line. A file without any has none.
type Faults []Fault

// Error returns the faults, one a line.
func (f Faults) Error() string {
	lines := make([]string, len(f))
	for i := range f {
		lines[i] = f[i].Error()
	}
	return strings.Join(lines, "\n")
}

// notes collects the faults that are found while tables are read.
type notes struct {
	file   string
	root   *lua.Node // where the values stand in the file; nil while a function runs, which knows its line itself
	faults Faults
}

// add notes a fault at the field that a path of keys and indices leads to from the lesson's table.
func (n *notes) add(path []any, format string, args ...any) {
	f := Fault{File: n.file, Message: fmt.Sprintf(format, args...)}
	if n.root != nil {
		f.Line = n.root.LineOf(path...)
	}
	n.faults = append(n.faults, f)
}

// addError notes the error of a function of the lesson, which carries its own line. Anything else has the path's.
func (n *notes) addError(path []any, err error) {
	var fault *lua.Fault
	if !errors.As(err, &fault) {
		n.add(path, "%v", err)
		return
	}
	n.faults = append(n.faults, Fault{File: n.file, Line: fault.Line, Message: fault.Message})
}

// sorted returns the faults by line, those of one line in the order in which they were found.
func (n *notes) sorted() Faults {
	slices.SortStableFunc(n.faults, func(a, b Fault) int { return a.Line - b.Line })
	return n.faults
}

// listed is how many names a sentence lists at most.
const listed = 12

// hint ends a sentence about a name that nothing has: with what was probably meant, or with all that there is.
func hint(name string, known []string) string {
	switch near := op.Near(name, known); {
	case len(near) > 0:
		return "; did you mean " + quoted(near, " or ") + "?"
	case len(known) == 0:
		return "; there is none"
	case len(known) > listed:
		return "; the manual lists them"
	}
	return "; there is " + quoted(known, ", ")
}

// quoted lists names as a text shows them.
func quoted(names []string, separator string) string {
	return "`" + strings.Join(names, "`"+separator+"`") + "`"
}

// clip keeps what a message quotes short and on one line.
func clip(text string) string {
	const most = 60
	text, _, _ = strings.Cut(text, "\n")
	if len(text) > most {
		return strings.ToValidUTF8(text[:most], "") + "…"
	}
	return text
}
