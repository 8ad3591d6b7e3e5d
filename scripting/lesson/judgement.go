package lesson

import (
	"fmt"
	"strconv"

	glua "github.com/yuin/gopher-lua"

	"blockyard/sim/unit"
)

// A State says what a check thinks of a task.
type State string

// The states of a task.
const (
	Pass    State = "pass"
	Fail    State = "fail"
	Waiting State = "waiting" // nothing is wrong yet; time must go on
	Partial State = "partial"
)

// A Result is what a check says.
type Result struct {
	State    State
	Fraction unit.Ratio // of the points: 0 to 1
	Say      string     // one sentence for the learner
	Parts    []Part     // what it was made of, where the check says so
}

// A Part is one thing that a check looked at.
type Part struct {
	Say       string
	OK        bool
	Got, Want string // as they are printed; empty where nothing was compared
}

// Points returns how many of a step's points the result earns, exactly.
func (r Result) Points(of int) unit.Ratio { return r.Fraction.Times(unit.RatioOf(int64(of), 1)) }

// registerJudgements opens the words with which a check ends.
func (m *machine) registerJudgements() {
	for _, w := range []struct {
		word  string
		state State
		part  unit.Ratio
	}{{"pass", Pass, unit.RatioOf(1, 1)}, {"fail", Fail, unit.Ratio{}}, {"waiting", Waiting, unit.Ratio{}}} {
		m.sandbox.Register("", w.word, func(state *glua.LState) int {
			return m.push(state, Result{State: w.state, Fraction: w.part, Say: sentence(state, 1, w.word)})
		})
	}
	m.sandbox.Register("", "partial", m.partial)
	m.sandbox.Register("", "equal", m.comparison("equal", printed))
	m.sandbox.Register("", "exactly", m.comparison("exactly", exact))
	m.sandbox.Register("", "all_of", m.allOf)
}

func (m *machine) push(state *glua.LState, value any) int {
	state.Push(m.sandbox.Userdata(value, nil))
	return 1
}

// maxSentence bounds what a check says, in bytes.
const maxSentence = 2000

// sentence returns an argument that is said to the learner.
func sentence(state *glua.LState, i int, word string) string {
	text, ok := state.Get(i).(glua.LString)
	if !ok || text == "" || len(text) > maxSentence {
		state.RaiseError("%s needs a sentence for the learner; write %s \"…\", at most %d letters", word, word, maxSentence)
	}
	return string(text)
}

// partial is partial(f, say).
func (m *machine) partial(state *glua.LState) int {
	n, ok := state.Get(1).(glua.LNumber)
	if !ok || !(n > 0 && n < 1) {
		state.RaiseError("partial takes a share between 0 and 1, not %s; write partial(0.5, \"…\")", described(state.Get(1)))
	}
	return m.push(state, Result{State: Partial, Fraction: share(float64(n)), Say: sentence(state, 2, "partial")})
}

// share returns the shortest decimal number that a float64 stands for, to nine digits.
func share(n float64) unit.Ratio {
	r, err := unit.ParseRatio(strconv.FormatFloat(n, 'f', 9, 64))
	if err != nil {
		panic(fmt.Sprintf("lesson: share %v: %v", n, err))
	}
	return r
}

// comparison is equal(got, want, say) and its like: two values are the same when they are shown alike.
func (m *machine) comparison(word string, show func(glua.LValue) string) glua.LGFunction {
	return func(state *glua.LState) int {
		got, want := state.Get(1), state.Get(2)
		for _, v := range []glua.LValue{got, want} {
			if v.Type() == glua.LTTable || v.Type() == glua.LTFunction {
				state.RaiseError("%s compares numbers, texts and money, not %s; compare one field of it", word, described(v))
			}
		}
		_, isMoney := amount(got)
		if _, isToo := amount(want); isMoney != isToo && got != glua.LNil {
			state.RaiseError("%s compares money with money; write usd \"1.00\" for the amount", word)
		}
		p := Part{Say: sentence(state, 3, word), Got: show(got), Want: show(want)}
		p.OK = p.Got == p.Want
		return m.push(state, p)
	}
}

// exact returns a value with everything that tells it from others: money as an exact fraction where cents do not do.
func exact(v glua.LValue) string {
	money, ok := amount(v)
	if !ok {
		return printed(v)
	}
	cents := money.String()
	if back, err := unit.ParseMoney(money.Cents()); err == nil && back.Compare(money) == 0 {
		return cents
	}
	return "$" + money.Exact()
}

// maxParts bounds how many parts a judgement has.
const maxParts = 100

// allOf is all_of { … }: the score is the share of parts that hold.
func (m *machine) allOf(state *glua.LState) int {
	t, ok := state.Get(1).(*glua.LTable)
	if !ok || t.Len() == 0 || t.Len() > maxParts {
		state.RaiseError("all_of takes a list of 1 to %d parts; write all_of { equal(a, b, \"…\"), … }", maxParts)
	}
	var parts []Part
	for i, v := range items(t) {
		p, ok := partOf(v)
		if !ok {
			state.RaiseError("part %d of all_of is %s; write equal, exactly, pass or fail there", i+1, described(v))
		}
		parts = append(parts, p)
	}
	return m.push(state, judge(parts))
}

// partOf returns the part that a value in all_of is.
func partOf(v glua.LValue) (Part, bool) {
	data, ok := v.(*glua.LUserData)
	if !ok {
		return Part{}, false
	}
	switch value := data.Value.(type) {
	case Part:
		return value, true
	case Result:
		return Part{Say: value.Say, OK: value.State == Pass}, value.State == Pass || value.State == Fail
	}
	return Part{}, false
}

// judge returns the result of parts: what it says is the last one where all hold, else the first that does not.
func judge(parts []Part) Result {
	r := Result{State: Pass, Say: parts[len(parts)-1].Say, Parts: parts}
	var held int64
	for i := len(parts) - 1; i >= 0; i-- {
		if p := parts[i]; p.OK {
			held++
		} else {
			r.Say = p.missing()
		}
	}
	r.Fraction = unit.RatioOf(held, int64(len(parts)))
	switch held {
	case int64(len(parts)):
	case 0:
		r.State = Fail
	default:
		r.State = Partial
	}
	return r
}

// missing says of a part that does not hold what there is instead.
func (p Part) missing() string {
	if p.Got == p.Want {
		return p.Say
	}
	return fmt.Sprintf("Not yet: %s (there: %s, wanted: %s)", p.Say, p.Got, p.Want)
}

// resultOf returns what a check's answer says, and false where it is no judgement.
func resultOf(v glua.LValue) (Result, bool) {
	data, ok := v.(*glua.LUserData)
	if !ok {
		return Result{}, false
	}
	switch value := data.Value.(type) {
	case Result:
		return value, true
	case Part:
		return judge([]Part{value}), true
	}
	return Result{}, false
}
