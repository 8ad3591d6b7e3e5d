package lesson

import (
	glua "github.com/yuin/gopher-lua"

	"blockyard/sim/unit"
)

// durations are the words for lengths of time. In a lesson a time is a whole number of milliseconds.
var durations = []struct {
	word   string
	length unit.Duration
}{{"seconds", unit.Second}, {"minutes", unit.Minute}, {"hours", unit.Hour}, {"days", unit.Day}}

func (m *machine) registerDurations() {
	for _, d := range durations {
		m.sandbox.Register("", d.word, func(state *glua.LState) int {
			n, ok := state.Get(1).(glua.LNumber)
			length := n * glua.LNumber(d.length)
			if !ok || length < 0 || length > glua.LNumber(unit.MaxDuration) || !isWhole(length) {
				state.RaiseError("%s takes a number that makes at most 36500 days in whole milliseconds, not %s; write %s(10)", d.word, described(state.Get(1)), d.word)
			}
			state.Push(length)
			return 1
		})
	}
}

// lengthOf returns a value that is a time in milliseconds.
func lengthOf(v glua.LValue) (unit.Duration, bool) {
	n, ok := v.(glua.LNumber)
	if !ok || !isWhole(n) || n < 0 || n > glua.LNumber(unit.MaxDuration) {
		return 0, false
	}
	return unit.Duration(n), true
}

// amount returns the money that a value is.
func amount(v glua.LValue) (unit.Money, bool) {
	data, ok := v.(*glua.LUserData)
	if !ok {
		return unit.Money{}, false
	}
	money, ok := data.Value.(unit.Money)
	return money, ok
}

// maxAmount bounds the letters of an exact amount, so that sums in a loop stay small.
const maxAmount = 400

// newMoney returns an amount as a value of the lesson.
func (m *machine) newMoney(amount unit.Money) *glua.LUserData {
	return m.sandbox.Userdata(amount, m.money)
}

// moneyMeta returns what amounts can do: be added, subtracted, compared and printed, and be taken several times.
func (m *machine) moneyMeta() *glua.LTable {
	meta := m.sandbox.Table()
	for _, f := range []struct {
		event string
		call  glua.LGFunction
	}{
		{"__add", m.sum(unit.Money.Plus)},
		{"__sub", m.sum(unit.Money.Minus)},
		{"__mul", m.times},
		{"__unm", func(state *glua.LState) int {
			state.Push(m.newMoney(unit.Money{}.Minus(moneyAt(state, 1, "-"))))
			return 1
		}},
		{"__eq", compareMoney("==", func(c int) bool { return c == 0 })},
		{"__lt", compareMoney("<", func(c int) bool { return c < 0 })},
		{"__le", compareMoney("<=", func(c int) bool { return c <= 0 })},
		{"__tostring", func(state *glua.LState) int {
			state.Push(glua.LString(moneyAt(state, 1, "tostring").String()))
			return 1
		}},
		{"__concat", func(state *glua.LState) int {
			text := printed(state.Get(1)) + printed(state.Get(2))
			if len(text) > maxSentence {
				state.RaiseError("a text with money in it has at most %d letters", maxSentence)
			}
			state.Push(glua.LString(text))
			return 1
		}},
	} {
		meta.RawSetString(f.event, m.sandbox.Function(f.call))
	}
	m.sandbox.Register("", "usd", m.usd)
	return meta
}

// usd is usd "72.00": an exact amount of dollars.
func (m *machine) usd(state *glua.LState) int {
	text, ok := state.Get(1).(glua.LString)
	if !ok {
		state.RaiseError("usd takes a text, not %s, so that no cent is lost; write usd \"72.00\"", described(state.Get(1)))
	}
	money, err := unit.ParseMoney(string(text))
	if err != nil {
		state.RaiseError("usd: %s", err.Error())
	}
	state.Push(m.newMoney(money))
	return 1
}

// moneyAt returns an operand that must be money.
func moneyAt(state *glua.LState, i int, operator string) unit.Money {
	money, ok := amount(state.Get(i))
	if !ok {
		state.RaiseError("`%s` works on two amounts of money, not on money and %s; write usd \"1.00\"", operator, described(state.Get(i)))
	}
	return money
}

func (m *machine) sum(add func(a, b unit.Money) unit.Money) glua.LGFunction {
	return func(state *glua.LState) int {
		m.pushMoney(state, add(moneyAt(state, 1, "+"), moneyAt(state, 2, "+")))
		return 1
	}
}

// times is money times a whole number, in either order.
func (m *machine) times(state *glua.LState) int {
	money, ok := amount(state.Get(1))
	factor, isNumber := state.Get(2).(glua.LNumber)
	if !ok {
		money, ok = amount(state.Get(2))
		factor, isNumber = state.Get(1).(glua.LNumber)
	}
	if !ok || !isNumber || !isWhole(factor) {
		state.RaiseError("money can be multiplied by a whole number only")
	}
	m.pushMoney(state, unit.Money{Ratio: money.Times(unit.RatioOf(int64(factor), 1))})
	return 1
}

func (m *machine) pushMoney(state *glua.LState, money unit.Money) {
	if len(money.Exact()) > maxAmount {
		state.RaiseError("an amount of money has more than %d digits; look for a sum that grows in a loop", maxAmount)
	}
	state.Push(m.newMoney(money))
}

func compareMoney(operator string, holds func(int) bool) glua.LGFunction {
	return func(state *glua.LState) int {
		a, b := moneyAt(state, 1, operator), moneyAt(state, 2, operator)
		state.Push(glua.LBool(holds(a.Compare(b))))
		return 1
	}
}

// printed returns a value as a learner reads it: money in cents, a thing by its name.
func printed(v glua.LValue) string {
	switch v := v.(type) {
	case *glua.LNilType:
		return "nothing"
	case glua.LNumber, glua.LString, glua.LBool:
		return v.String()
	case *glua.LUserData:
		switch value := v.Value.(type) {
		case unit.Money:
			return value.String()
		case object:
			return value.name()
		}
	}
	return described(v)
}
