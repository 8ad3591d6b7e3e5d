package lua

import (
	"strings"

	glua "github.com/yuin/gopher-lua"
)

// openStrings opens the string library, and its functions as methods of every text.
func (s *Sandbox) openStrings() {
	s.open("string", []entry{
		{"byte", s.stringByte},
		{"char", s.stringChar},
		{"find", s.stringFind},
		{"format", s.stringFormat},
		{"gmatch", s.stringGmatch},
		{"gsub", s.stringGsub},
		{"len", stringLen},
		{"lower", s.stringLower},
		{"match", s.stringMatch},
		{"rep", s.stringRep},
		{"reverse", s.stringReverse},
		{"sub", s.stringSub},
		{"upper", s.stringUpper},
	})
	s.texts = s.Table()
	s.texts.RawSetString("__index", s.state.G.Global.RawGetString("string"))
	s.texts.RawSetString("__metatable", glua.LString("string"))
	for _, operation := range []struct {
		event   string
		compute func(*glua.LState, float64, float64) float64
	}{
		{"__add", func(_ *glua.LState, a, b float64) float64 { return a + b }},
		{"__sub", func(_ *glua.LState, a, b float64) float64 { return a - b }},
		{"__mul", func(_ *glua.LState, a, b float64) float64 { return a * b }},
		{"__div", func(_ *glua.LState, a, b float64) float64 { return a / b }},
	} {
		// The machine would read a text of any length as a number in one instruction, had it no such function.
		s.texts.RawSetString(operation.event, s.state.NewFunction(s.arithmetic(operation.event, operation.compute)))
	}
	s.texts.RawSetString("__unm", s.state.NewFunction(negate))
	s.state.SetMetatable(glua.LString(""), s.texts)
}

func negate(state *glua.LState) int {
	n, ok := asNumber(state.Get(1))
	if !ok {
		state.RaiseError("__unm undefined")
	}
	return pushNumber(state, -n, true)
}

// pushText gives a string that has been paid for.
func pushText(state *glua.LState, text string) int {
	state.Push(glua.LString(text))
	return 1
}

func stringLen(state *glua.LState) int {
	return pushNumber(state, float64(len(checkText(state, 1))), true)
}

// span turns positions counted from 1, or from -1 at the end, into a slice's bounds.
func span(length, from, to int) (int, int) {
	if from < 0 {
		from = max(length+from+1, 1)
	}
	if to < 0 {
		to = length + to + 1
	}
	from, to = max(from, 1), min(to, length)
	if from > to {
		return 0, 0
	}
	return from - 1, to
}

func (s *Sandbox) stringSub(state *glua.LState) int {
	text := checkText(state, 1)
	from, to := span(len(text), integer(state, 2), integerOr(state, 3, -1))
	s.meter.text(state, to-from)
	return pushText(state, strings.Clone(text[from:to])) // a part would keep the whole alive
}

func (s *Sandbox) stringUpper(state *glua.LState) int {
	return s.mapBytes(state, 'a', 'z', 'A'-'a'+256)
}

func (s *Sandbox) stringLower(state *glua.LState) int { return s.mapBytes(state, 'A', 'Z', 'a'-'A') }

// mapBytes moves the letters from first to last; like Lua's own it leaves bytes outside ASCII as they are.
func (s *Sandbox) mapBytes(state *glua.LState, first, last byte, by int) int {
	text := checkText(state, 1)
	s.meter.text(state, len(text))
	bytes := []byte(text)
	for i, c := range bytes {
		if first <= c && c <= last {
			bytes[i] = byte(int(c) + by)
		}
	}
	return pushText(state, string(bytes))
}

func (s *Sandbox) stringRep(state *glua.LState) int {
	text, times := checkText(state, 1), max(integer(state, 2), 0)
	if len(text) == 0 || times == 0 {
		return pushText(state, "")
	}
	s.meter.text(state, len(text)*min(times, maxString+1))
	return pushText(state, strings.Repeat(text, times))
}

func (s *Sandbox) stringReverse(state *glua.LState) int {
	text := checkText(state, 1)
	s.meter.text(state, len(text))
	bytes := make([]byte, len(text))
	for i := range len(text) {
		bytes[len(text)-1-i] = text[i]
	}
	return pushText(state, string(bytes))
}

func (s *Sandbox) stringByte(state *glua.LState) int {
	text := checkText(state, 1)
	first := integerOr(state, 2, 1)
	from, to := span(len(text), first, integerOr(state, 3, first))
	if to-from > maxArguments {
		state.RaiseError("string.byte gives at most %d values", maxArguments)
	}
	s.meter.charge(state, (to-from)/8)
	for i := from; i < to; i++ {
		state.Push(glua.LNumber(text[i]))
	}
	return to - from
}

func (s *Sandbox) stringChar(state *glua.LState) int {
	n := state.GetTop()
	s.meter.text(state, n)
	bytes := make([]byte, n)
	for i := range bytes {
		c := integer(state, i+1)
		if c < 0 || c > 255 {
			state.ArgError(i+1, "a byte is a number from 0 to 255")
		}
		bytes[i] = byte(c)
	}
	return pushText(state, string(bytes))
}
