package lesson

import (
	"blockyard/sim"
	"blockyard/sim/ec2"
	"blockyard/sim/unit"
)

// A Moment is what a lesson is asked about: its lanes now, and what has happened since it was opened.
// Checks look at it and change nothing. The lanes must stand in the lesson's order, and at one instant.
type Moment struct {
	Lanes    []Lane
	Marks    []Mark   // of the opening, which Open makes, and of each step that has passed, in that order
	Answers  []Answer // in order; the last one of a step counts
	Commands []string // in order, as the journal has them
}

// A Lane is one world of a lesson.
type Lane struct {
	Name  string
	World *sim.World
}

// An Answer is what was answered to a quiz or a prediction, as the journal has it: the number of an option, or texts.
type Answer struct{ Step, Value string }

// Start is the step that a lesson's opening counts as.
const Start = "start"

// A Mark says how far each lane was when a step first passed.
type Mark struct {
	Step  string
	At    unit.Instant
	lanes []lengths
}

// lengths is how much there was in a world.
type lengths struct {
	made     [ec2.KindCount]uint32 // by kind
	calls    int
	refusals uint32
}

// Open returns the moment at which a lesson opens, with the lanes that Build made.
func Open(lanes []Lane) *Moment {
	m := &Moment{Lanes: lanes}
	m.Passed(Start)
	return m
}

// Passed marks that a step has passed now, unless it had before.
func (m *Moment) Passed(step string) {
	if _, before := m.mark(step); before {
		return
	}
	mark := Mark{Step: step, At: m.Lanes[0].World.Now()}
	for _, lane := range m.Lanes {
		mark.lanes = append(mark.lanes, measure(lane.World))
	}
	m.Marks = append(m.Marks, mark)
}

func measure(w *sim.World) (l lengths) {
	for kind := ec2.KindInstance; kind <= ec2.KindInterface; kind++ {
		l.made[kind] = w.Cloud().Length(kind)
	}
	l.calls, l.refusals = len(w.Journal()), uint32(w.Refusals().Len())
	return l
}

func (m *Moment) mark(step string) (Mark, bool) {
	for _, have := range m.Marks {
		if have.Step == step {
			return have, true
		}
	}
	return Mark{}, false
}

// Opening returns the instant at which the lesson opened. It panics for a moment that Open did not make.
func (m *Moment) Opening() unit.Instant { return m.start().At }

func (m *Moment) start() Mark {
	mark, ok := m.mark(Start)
	if !ok {
		panic("lesson: a moment without its start")
	}
	return mark
}

// Fork returns a moment of forked worlds, in which what-ifs may do as they like.
func (m *Moment) Fork() *Moment {
	f := *m
	f.Lanes = make([]Lane, len(m.Lanes))
	for i, lane := range m.Lanes {
		f.Lanes[i] = Lane{lane.Name, lane.World.Fork()}
	}
	return &f
}
