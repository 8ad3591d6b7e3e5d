package session

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"blockyard/scripting/shell"
	"blockyard/sim"
	"blockyard/sim/unit"
)

// firstBranch is the name of the timeline that a session opens with.
const firstBranch = "main"

// longestBranch is how many letters the name of a branch may have.
const longestBranch = 60

// A Branch is one of the timelines of a session.
type Branch struct {
	Name    string
	Current bool         // it is the one at hand
	Now     unit.Instant // where its clock stands
	Deeds   int
}

// Branches returns the timelines of the session, the one at hand first, then the oldest.
func (s *Session) Branches() []Branch {
	all := []Branch{{s.name, true, s.now(), len(s.deeds)}}
	for _, t := range s.branches {
		all = append(all, Branch{t.name, false, t.now(), len(t.deeds)})
	}
	return all
}

// GoOn goes on from the past that is looked at, which becomes the present. What
// came later is kept as a branch of that name; "" has it named after the moment.
// In the present it keeps a copy of how things stand, and nothing else changes.
func (s *Session) GoOn(name string) (branch string, err error) {
	if name == "" {
		name = s.freeName("before " + momentOf(s.World()))
	}
	if err := s.checkName(name); err != nil {
		return "", err
	}
	s.leave()
	later := s.timeline
	if s.past == nil {
		later = s.fork()
	} else {
		m := s.markAt(s.World().Now())
		s.timeline = s.cut(&m)
		s.trim(m.at)
		s.past = nil
	}
	kept := *later
	kept.name = name
	s.branches = append(s.branches, &kept)
	s.undone = nil
	s.enter()
	s.evaluate(false)
	return name, nil
}

// trim ends the last deed at an instant, if it lasted longer.
func (s *Session) trim(at unit.Instant) {
	n := len(s.deeds)
	if n == 0 || s.deeds[n-1].To <= at {
		return
	}
	d := s.deeds[n-1]
	d.To = at
	d.Name = s.nameOf(&d)
	s.deeds = append(s.deeds[:n-1:n-1], d)
}

// SwitchTo goes to a branch. The timeline at hand is kept under its own name.
func (s *Session) SwitchTo(name string) error {
	if s.past != nil {
		return errLooksBack
	}
	if name == s.name {
		return nil
	}
	for i, t := range s.branches {
		if t.name == name {
			s.leave()
			s.branches[i], s.timeline = s.timeline, t
			s.undone = nil
			s.enter()
			return nil
		}
	}
	return s.noBranch(name)
}

// noBranch says that there is no branch of a name, and which there are.
func (s *Session) noBranch(name string) error {
	var names []string
	for _, b := range s.Branches() {
		names = append(names, strconv.Quote(b.Name))
	}
	return fmt.Errorf("there is no branch %q: there is %s", name, shell.And(names))
}

// JournalOf returns a branch as a journal that ends where the branch stands.
func (s *Session) JournalOf(branch string) (*sim.Journal, bool) {
	t, ok := s.branchNamed(branch)
	if !ok {
		return nil, false
	}
	return s.journalOf(t), true
}

// checkName refuses a name that a branch cannot have.
func (s *Session) checkName(name string) error {
	switch {
	case strings.TrimSpace(name) != name || name == "" || strings.ContainsAny(name, "\n\r\t") || utf8.RuneCountInString(name) > longestBranch:
		return fmt.Errorf("a branch needs a name of one line and at most %d letters", longestBranch)
	case s.has(name):
		return fmt.Errorf("there is a branch %q already: give this one another name", name)
	}
	return nil
}

func (s *Session) has(name string) bool {
	_, ok := s.branchNamed(name)
	return ok
}

// branchNamed returns a timeline of the session by name.
func (s *Session) branchNamed(name string) (*timeline, bool) {
	if s.name == name {
		return s.timeline, true
	}
	for _, t := range s.branches {
		if t.name == name {
			return t, true
		}
	}
	return nil, false
}

// freeName returns a name that no branch has, with a number where it needs one.
func (s *Session) freeName(name string) string {
	free := name
	for n := 2; s.has(free); n++ {
		free = name + " (" + strconv.Itoa(n) + ")"
	}
	return free
}
