// Package lifecycle holds transition tables: every move that a resource can
// make, as data. Handlers ask the table, the manual prints it, tests walk it.
package lifecycle

import (
	"cmp"
	"fmt"
	"strings"
)

// A Move takes a resource from one state to another when something happens.
// The zero state means that there is no resource.
type Move[S comparable] struct {
	From S
	On   string // an operation or event, for example "AttachVolume"
	To   S
	Why  string // one clause for the manual; may be empty
}

// A Table is every move of one kind of resource. Its order is the order of the manual.
type Table[S comparable] []Move[S]

// Next returns the state to which a resource in state from goes on an
// operation or event, and whether there is such a move.
func (t Table[S]) Next(from S, on string) (S, bool) {
	for i := range t {
		if t[i].From == from && t[i].On == on {
			return t[i].To, true
		}
	}
	var none S
	return none, false
}

// Must is Next for engine code that has already checked: it panics where there is no such move.
func (t Table[S]) Must(from S, on string) S {
	to, ok := t.Next(from, on)
	if !ok {
		panic(fmt.Sprintf("lifecycle: no move from %q on %s", fmt.Sprint(from), on))
	}
	return to
}

// States returns the states of the table in order of appearance, without the zero one.
func (t Table[S]) States() []S {
	var states []S
	var none S
	add := func(s S) {
		for _, have := range states {
			if have == s {
				return
			}
		}
		if s != none {
			states = append(states, s)
		}
	}
	for _, m := range t {
		add(m.From)
		add(m.To)
	}
	return states
}

// Check returns an error when two moves share state and cause, or when a
// state cannot be reached from the zero one.
func (t Table[S]) Check() error {
	for i, m := range t {
		for _, n := range t[:i] {
			if m.From == n.From && m.On == n.On {
				return fmt.Errorf("two moves from %q on %s", fmt.Sprint(m.From), m.On)
			}
		}
	}
	reached := t.reachable()
	for _, s := range t.States() {
		if !strings.Contains(reached, "|"+fmt.Sprint(s)+"|") {
			return fmt.Errorf("state %q cannot be reached", fmt.Sprint(s))
		}
	}
	return nil
}

// reachable returns the states that can be reached, each between bars.
func (t Table[S]) reachable() string {
	reached := "||"
	for again := true; again; {
		again = false
		for _, m := range t {
			from, to := "|"+fmt.Sprint(m.From)+"|", fmt.Sprint(m.To)+"|"
			if strings.Contains(reached, from) && !strings.Contains(reached, "|"+to) {
				reached, again = reached+to, true
			}
		}
	}
	return reached
}

// Markdown returns the table for the manual.
func (t Table[S]) Markdown() string {
	var b strings.Builder
	b.WriteString("| From | On | To | Why |\n|---|---|---|---|\n")
	for _, m := range t {
		fmt.Fprintf(&b, "| %s | %s | %s | %s |\n", shown(m.From), m.On, shown(m.To), m.Why)
	}
	return b.String()
}

// DOT returns the table as a Graphviz digraph of the given name.
func (t Table[S]) DOT(name string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "digraph %q {\n", name)
	for _, m := range t {
		fmt.Fprintf(&b, "  %q -> %q [label=%q];\n", shown(m.From), shown(m.To), m.On)
	}
	b.WriteString("}\n")
	return b.String()
}

func shown[S comparable](s S) string { return cmp.Or(fmt.Sprint(s), "(none)") }
