package lesson

import (
	"errors"

	"blockyard/scripting/lua"
	"blockyard/sim/unit"
)

// A trial calls every function of a lesson once, on its opening.
type trial struct {
	*notes
	lesson *Lesson
}

func (t *trial) run() {
	m, err := t.lesson.BuildAll(Setup{})
	if err != nil {
		t.addError(nil, err)
		return
	}
	for _, lane := range m.Lanes {
		if opening := lane.World.Now(); opening != m.Opening() {
			t.add([]any{"lanes", lane.Name}, "lane `%s` opens after %s and lane `%s` after %s; lanes must open at the same instant",
				lane.Name, opening.Sub(0), m.Lanes[0].Name, m.Opening().Sub(0))
			return
		}
	}
	for i := range t.lesson.Steps {
		t.step(m, &t.lesson.Steps[i], "steps", i+1)
	}
	for i := range t.lesson.Hidden {
		t.step(m, &t.lesson.Hidden[i], "hidden", i+1)
	}
}

// step tries the functions of one step. What a later step asks for may not be there yet, so only faults that do not
// depend on the world count there.
func (t *trial) step(m *Moment, s *Step, list string, at int) {
	var err error
	switch {
	case s.Kind == Task:
		t.task(m, s, list, at)
		return
	case s.Kind == Predict:
		_, err = t.lesson.Reveal(s.ID, m)
	case s.Kind == Explore:
		_, err = t.lesson.Explore(s.ID, m, s.Sweep.From)
		t.note(err, list, at)
		return
	}
	if !dependsOnTheWorld(err) {
		t.note(err, list, at)
	}
}

func (t *trial) task(m *Moment, s *Step, list string, at int) {
	r, err := t.lesson.Check(s.ID, m)
	if s.After != "" && dependsOnTheWorld(err) {
		return
	}
	t.note(err, list, at)
	if err == nil && s.After == "" && r.State == Pass && r.Fraction.Compare(unit.RatioOf(1, 1)) == 0 {
		t.add([]any{list, at, "check"}, "the check of `%s` passes when the lesson opens, before anything is done; let it ask for something", s.ID)
	}
}

func (t *trial) note(err error, list string, at int) {
	if err != nil {
		t.addError([]any{list, at}, err)
	}
}

// dependsOnTheWorld reports whether an error may be gone when more has happened.
func dependsOnTheWorld(err error) bool {
	var fault *lua.Fault
	return errors.As(err, &fault) && fault.Kind == lua.KindRuntime
}
