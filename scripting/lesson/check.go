package lesson

import (
	"errors"
	"strconv"

	glua "github.com/yuin/gopher-lua"

	"blockyard/scripting/lua"
	"blockyard/sim/unit"
)

// Check asks a task what it thinks of a moment. It changes neither, and does not ask whether the task's After has
// passed: that is for whoever keeps score. An error is the lesson's mistake, a *lua.Fault with
// file and line. A step that is no task of the lesson is a mistake of the caller and panics.
func (l *Lesson) Check(step string, m *Moment) (Result, error) {
	s := l.stepOf(step, Task)
	answer, err := l.look(s, "check", m, s.check)
	if err != nil {
		return Result{}, err
	}
	r, ok := resultOf(answer)
	if !ok {
		return Result{}, l.fault(lineOf(s.check), "the check of `%s` returns %s; let it end with return pass, fail, waiting, partial or all_of", s.ID, described(answer))
	}
	return r, nil
}

// stepOf returns a step that must be there and of a kind.
func (l *Lesson) stepOf(id string, kind StepKind) *Step {
	s := l.Step(id)
	if s == nil || s.Kind != kind {
		panic("lesson: no " + string(kind) + " " + id)
	}
	return s
}

// lineOf returns where a function begins.
func lineOf(f *glua.LFunction) int {
	if f.Proto == nil {
		return 0 // a function of the host
	}
	return f.Proto.LineDefined
}

// look calls a function of a step with s.
func (l *Lesson) look(s *Step, what string, m *Moment, f *glua.LFunction) (glua.LValue, error) {
	l.machine.looking = &look{lesson: l, moment: m, left: maxWork}
	defer func() { l.machine.looking = nil }()
	answer, err := l.machine.call(l.Seed, what+"/"+s.ID, checkFuel, f, l.machine.s)
	return answer, l.placed(err, f)
}

// placed gives a fault that no line is to blame for the line at which the function begins.
func (l *Lesson) placed(err error, f *glua.LFunction) error {
	var fault *lua.Fault
	if !errors.As(err, &fault) || fault.Line != 0 {
		return err
	}
	placed := *fault
	placed.File, placed.Line = l.Name, lineOf(f)
	return &placed
}

// A Figure is one named figure of a prediction or a what-if.
type Figure struct {
	Name    string     // of the field or the line; "" for the number of an option
	Text    string     // as it is shown
	Value   unit.Ratio // exact, for bars and lines
	IsMoney bool
	IsText  bool // there is no number
}

// Reveal returns the figures behind a prediction: one for each field in their order, or the number of the right option.
// An error is the lesson's mistake, a *lua.Fault. A step that is no prediction panics.
func (l *Lesson) Reveal(step string, m *Moment) ([]Figure, error) {
	s := l.stepOf(step, Predict)
	if s.reveal == nil {
		return []Figure{{Text: strconv.Itoa(s.Answer), Value: number(int64(s.Answer))}}, nil
	}
	answer, err := l.look(s, "reveal", m, s.reveal)
	if err != nil {
		return nil, err
	}
	if len(s.Guesses) == 0 {
		n, ok := answer.(glua.LNumber)
		if !ok || !isWhole(n) || n < 1 || int(n) > len(s.Options) {
			return nil, l.fault(lineOf(s.reveal), "the reveal of `%s` returns %s; return the number of the right option", s.ID, described(answer))
		}
		return []Figure{{Text: n.String(), Value: number(int64(n))}}, nil
	}
	return l.guessed(s, answer)
}

// guessed returns the figures of the fields of a prediction.
func (l *Lesson) guessed(s *Step, answer glua.LValue) ([]Figure, error) {
	t, ok := answer.(*glua.LTable)
	if !ok {
		return nil, l.fault(lineOf(s.reveal), "the reveal of `%s` returns %s; return a table with the fields: { %s = … }", s.ID, described(answer), s.Guesses[0].ID)
	}
	var figures []Figure
	for _, g := range s.Guesses {
		f, ok := figureOf(g.ID, t.RawGetString(g.ID))
		if !ok {
			return nil, l.fault(lineOf(s.reveal), "the reveal of `%s` gives %s for `%s`; give a number, money or a text", s.ID, described(t.RawGetString(g.ID)), clip(g.ID))
		}
		figures = append(figures, f)
	}
	return figures, nil
}

// number returns a whole number as an exact ratio.
func number(n int64) unit.Ratio { return unit.RatioOf(n, 1) }

// figureOf returns a value as a figure.
func figureOf(name string, v glua.LValue) (Figure, bool) {
	f := Figure{Name: name, Text: printed(v)}
	if money, ok := amount(v); ok {
		f.Value, f.IsMoney = money.Ratio, true
		return f, true
	}
	switch v := v.(type) {
	case glua.LNumber:
		if !fits(v, Number) || v > maxWhole || v < -maxWhole {
			return f, false
		}
		f.Value = share(float64(v))
		return f, true
	case glua.LString:
		f.IsText = true
		return f, true
	}
	return f, false
}

// Explore returns the figures of one point of a what-if: what its run does with one value of the sweep in forks of the
// moment's worlds, which should be fresh. The moment stays as it is. An error is the lesson's mistake, a *lua.Fault. A
// step that is no what-if panics.
func (l *Lesson) Explore(step string, m *Moment, value int64) ([]Figure, error) {
	s := l.stepOf(step, Explore)
	fork := m.Fork()
	b := &build{lesson: l, machine: l.machine, lanes: fork.Lanes, setup: Setup{Seed: fork.Lanes[0].World.Config().Seed}.filled(l)}
	if _, err := l.machine.runBuild(b, "explore/"+s.ID, s.run, glua.LNumber(value)); err != nil {
		return nil, l.placed(err, s.run)
	}
	answer, err := l.look(s, "plot", fork, s.plot)
	if err != nil {
		return nil, err
	}
	t, ok := answer.(*glua.LTable)
	if !ok {
		return nil, l.fault(lineOf(s.plot), "the plot of `%s` returns %s; return a table of figures: { cost = s.bill{}.total }", s.ID, described(answer))
	}
	var figures []Figure
	for key, v := t.Next(glua.LNil); key != glua.LNil; key, v = t.Next(key) {
		f, ok := figureOf(keyName(key), v)
		if !ok || f.IsText {
			return nil, l.fault(lineOf(s.plot), "the plot of `%s` gives %s for `%s`; give a number or money", s.ID, described(v), clip(keyName(key)))
		}
		figures = append(figures, f)
	}
	return figures, nil
}
