package session

import (
	"strconv"

	"blockyard/sim"
	"blockyard/sim/unit"
)

// A Deed is what one undo takes back: a line of commands that changed something, or a stretch of time that passed by itself.
type Deed struct {
	Name     string       // "Start web", "Run 30d"
	Command  string       // as it was given; "" for a stretch of time
	Lane     string       // that was at hand when it began
	From, To unit.Instant // since instant 0
	Stretch  bool         // only time passed
	before   mark
}

// beginsAfter reports whether the deed began after all that happened at an instant.
func (d *Deed) beginsAfter(at unit.Instant) bool { return d.From > at || d.Stretch && d.From == at }

// Deeds returns what was done, the oldest first. Reads and what was only refused are no deeds.
func (s *Session) Deeds() []Deed { return s.deeds }

// Undone returns what Redo brings back, the next first.
func (s *Session) Undone() (deeds []Deed) {
	for i := len(s.undone) - 1; i >= 0; i-- {
		t := s.undone[i]
		deeds = append(deeds, t.deeds[len(t.deeds)-1])
	}
	return deeds
}

// An opened deed is one that is under way.
type opened struct {
	command string
	before  mark
}

// begin opens a deed; what was played until now is one of its own.
func (s *Session) begin(command string) {
	s.playing = false
	s.opened = &opened{command, s.mark()}
}

// finish closes the open deed, and keeps it if it changed anything.
func (s *Session) finish() {
	o := s.opened
	s.opened = nil
	if o == nil || !s.changedSince(&o.before) {
		return
	}
	d := Deed{Command: o.command, Lane: o.before.current, From: o.before.at, To: s.now(), before: o.before}
	d.Stretch = len(s.lines) == o.before.lines
	d.Name = s.nameOf(&d)
	s.deeds, s.undone = append(s.deeds, d), nil
}

// pass lets time pass outside of any deed: played time is one deed, however many strides it has.
func (s *Session) pass(advance func() error) error {
	if s.opened != nil {
		return advance()
	}
	if s.playing {
		err := advance()
		d := &s.deeds[len(s.deeds)-1]
		d.To = s.now()
		d.Name, s.undone = s.nameOf(d), nil
		return err
	}
	s.begin("")
	err := advance()
	before := len(s.deeds)
	s.finish()
	s.playing = len(s.deeds) > before
	return err
}

// nameOf names what a deed did, from the journal: the one name that undo, redo and the history use.
func (s *Session) nameOf(d *Deed) string {
	if d.Stretch {
		return "Run " + d.To.Sub(d.From).String()
	}
	first, more := "", 0
	for i := range s.lines[d.before.lines:] {
		l := &s.lines[d.before.lines+i]
		switch {
		case l.Lane == sim.SessionLane && l.Words[0] == hintNote:
		case first == "":
			first = s.nameOfLine(l)
		default:
			more++
		}
	}
	switch {
	case more == 1:
		return first + " and 1 more"
	case more > 1:
		return first + " and " + strconv.Itoa(more) + " more"
	}
	return first
}
