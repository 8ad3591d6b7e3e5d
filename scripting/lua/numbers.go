package lua

import (
	"math"
	"strconv"
	"strings"

	glua "github.com/yuin/gopher-lua"
)

// maxExact is the number up to which every whole number has its own float64.
const maxExact = 1 << 53

// numberText writes a number: whole numbers up to 2^53 with all their digits, others with 14 significant ones.
func numberText(n float64) string {
	switch {
	case n == math.Trunc(n) && math.Abs(n) <= maxExact:
		return strconv.FormatInt(int64(n), 10)
	case math.IsNaN(n):
		return "nan"
	case math.IsInf(n, 0):
		return strings.TrimPrefix(strings.ToLower(strconv.FormatFloat(n, 'g', -1, 64)), "+")
	}
	return strconv.FormatFloat(n, 'g', 14, 64)
}

// parseNumber reads a number as scripts write them: decimal with or without a fraction and exponent, or hexadecimal,
// with blanks around. Longer than shortString it is none.
func parseNumber(text string) (float64, bool) {
	text = strings.Trim(text[:min(len(text), 4*shortString)], " \t\n\v\f\r")
	if len(text) > shortString {
		return 0, false
	}
	unsigned := strings.TrimLeft(text, "+-")
	if digits, ok := strings.CutPrefix(strings.ToLower(unsigned), "0x"); ok {
		n, err := strconv.ParseUint(digits, 16, 64)
		if err != nil || len(text)-len(unsigned) > 1 {
			return 0, false
		}
		if text[0] == '-' {
			return -float64(n), true
		}
		return float64(n), true
	}
	if strings.Trim(text, "0123456789+-.eE") != "" {
		return 0, false
	}
	n, err := strconv.ParseFloat(text, 64)
	return n, err == nil || math.IsInf(n, 0)
}

// asNumber gives the number that a value is, or that a string spells.
func asNumber(v glua.LValue) (float64, bool) {
	switch v := v.(type) {
	case glua.LNumber:
		return float64(v), true
	case glua.LString:
		return parseNumber(string(v))
	}
	return 0, false
}

// number is an argument that must be a number.
func number(state *glua.LState, i int) float64 {
	n, ok := asNumber(state.Get(i))
	if !ok {
		state.TypeError(i, glua.LTNumber)
	}
	return n
}

// integer is an argument that must be a number, cut to a whole one between -2^53 and 2^53: what a larger one becomes
// as an int differs between processors.
func integer(state *glua.LState, i int) int {
	return wholeNumber(number(state, i))
}

func wholeNumber(n float64) int {
	switch {
	case math.IsNaN(n):
		return 0
	case n > maxExact:
		return maxExact
	case n < -maxExact:
		return -maxExact
	}
	return int(n)
}

// integerOr is an optional argument.
func integerOr(state *glua.LState, i, otherwise int) int {
	if state.Get(i) == glua.LNil {
		return otherwise
	}
	return integer(state, i)
}

func toNumber(state *glua.LState) int {
	v := state.CheckAny(1)
	base := integerOr(state, 2, 10)
	if base == 10 {
		n, ok := asNumber(v)
		return pushNumber(state, n, ok)
	}
	if base < 2 || base > 36 {
		state.ArgError(2, "base out of range")
	}
	text := strings.Trim(tostring(v), " \t\n\v\f\r")
	if base == 16 {
		text = strings.TrimPrefix(strings.ToLower(text), "0x")
	}
	if len(text) > shortString || strings.Contains(text, "_") {
		return pushNumber(state, 0, false)
	}
	n, err := strconv.ParseInt(text, base, 64)
	return pushNumber(state, float64(n), err == nil)
}

func pushNumber(state *glua.LState, n float64, ok bool) int {
	if !ok {
		state.Push(glua.LNil)
		return 1
	}
	state.Push(glua.LNumber(n))
	return 1
}

// randomInt is rng.int(a, b): a whole number from a to b, both included.
func (s *Sandbox) randomInt(state *glua.LState) int {
	from, to := integer(state, 1), integer(state, 2)
	if to < from {
		state.RaiseError("rng.int(%d, %d): the second number must not be below the first", from, to)
	}
	state.Push(glua.LNumber(int64(from) + int64(s.options.Random(uint64(to-from)+1))))
	return 1
}

// randomPick is rng.pick(t): one of t[1] … t[#t].
func (s *Sandbox) randomPick(state *glua.LState) int {
	t := state.CheckTable(1)
	n := s.length(state, t)
	if n == 0 {
		state.RaiseError("rng.pick: the list is empty")
	}
	state.Push(t.RawGet(glua.LNumber(1 + int64(s.options.Random(uint64(n))))))
	return 1
}
