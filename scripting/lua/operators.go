package lua

import (
	"fmt"
	"math"
	"strings"

	glua "github.com/yuin/gopher-lua"
)

// runtimeFunctions is what rewritten code calls, under names that no script can spell.
// Each costs a function call more than the machine's own instruction and pays for what it does.
var runtimeFunctions = []struct {
	name string
	of   func(*Sandbox) glua.LGFunction
}{
	{opConcat, func(s *Sandbox) glua.LGFunction { return s.concat }},
	{opGet, func(s *Sandbox) glua.LGFunction { return s.get }},
	{opStore, func(s *Sandbox) glua.LGFunction { return s.store }},
	{opGlobal, func(s *Sandbox) glua.LGFunction { return s.storeGlobal }},
	{opTable, func(s *Sandbox) glua.LGFunction { return s.made }},
	{opKey, func(s *Sandbox) glua.LGFunction { return s.key }},
	{opSpread, func(s *Sandbox) glua.LGFunction { return s.spread }},
	{opLength, func(s *Sandbox) glua.LGFunction { return s.lengthOf }},
	{opEqual, func(s *Sandbox) glua.LGFunction { return s.equal }},
	{opLess, func(s *Sandbox) glua.LGFunction { return s.less }},
	{opLessEqual, func(s *Sandbox) glua.LGFunction { return s.lessEqual }},
	{opRemainder, func(s *Sandbox) glua.LGFunction { return s.arithmetic("__mod", s.remainder) }},
	{opPower, func(s *Sandbox) glua.LGFunction { return s.arithmetic("__pow", power) }},
}

// The names of the runtime functions.
const (
	opConcat    = "(..)"
	opGet       = "([])"
	opStore     = "([]=)"
	opGlobal    = "(_G=)"
	opTable     = "({})"
	opKey       = "({[]})"
	opSpread    = "(...)"
	opLength    = "(#)"
	opEqual     = "(==)"
	opLess      = "(<)"
	opLessEqual = "(<=)"
	opRemainder = "(%)"
	opPower     = "(^)"
)

// concat is a .. b .. c, from the right: runs of texts and numbers are joined at once.
func (s *Sandbox) concat(state *glua.LState) int {
	last := state.GetTop()
	result := state.Get(last)
	for i := last - 1; i >= 1; i-- {
		if !glua.LVCanConvToString(state.Get(i)) || !glua.LVCanConvToString(result) {
			result = s.concatByMetatable(state, state.Get(i), result)
			continue
		}
		first := i
		for first > 1 && glua.LVCanConvToString(state.Get(first-1)) {
			first--
		}
		result = s.join(state, first, i, result)
		i = first
	}
	state.Push(result)
	return 1
}

// join joins the arguments first to last, texts and numbers all, and the end.
func (s *Sandbox) join(state *glua.LState, first, last int, end glua.LValue) glua.LValue {
	parts := make([]string, 0, 8)
	length := 0
	for i := first; i <= last; i++ {
		parts = append(parts, tostring(state.Get(i)))
		length += len(parts[len(parts)-1])
	}
	parts = append(parts, tostring(end))
	s.meter.text(state, length+len(parts[len(parts)-1]))
	return glua.LString(strings.Join(parts, ""))
}

func (s *Sandbox) concatByMetatable(state *glua.LState, a, b glua.LValue) glua.LValue {
	if f := eitherMetafield(state, a, b, "__concat"); f != nil {
		return call2(state, f, a, b)
	}
	state.RaiseError("`..` joins texts and numbers, not a %s and a %s; tostring(…) makes a text of anything", a.Type(), b.Type())
	return nil
}

// eitherMetafield gives the function that one of two operands has for an event, the left one's first.
func eitherMetafield(state *glua.LState, a, b glua.LValue, event string) *glua.LFunction {
	if f, ok := state.GetMetaField(a, event).(*glua.LFunction); ok {
		return f
	}
	f, _ := state.GetMetaField(b, event).(*glua.LFunction)
	return f
}

func call2(state *glua.LState, f *glua.LFunction, a, b glua.LValue) glua.LValue {
	state.Push(f)
	state.Push(a)
	state.Push(b)
	state.Call(2, 1)
	result := state.Get(-1)
	state.Pop(1)
	return result
}

// get is object[key] for a key that may be anything.
func (s *Sandbox) get(state *glua.LState) int {
	object, key := state.Get(1), state.Get(2)
	s.meter.read(state, key)
	state.Push(s.index(state, object, key))
	return 1
}

func (s *Sandbox) index(state *glua.LState, object, key glua.LValue) glua.LValue {
	for range indexChain {
		t, isTable := object.(*glua.LTable)
		if isTable {
			if v := t.RawGet(key); v != glua.LNil || t.Metatable == glua.LNil {
				return v
			}
		}
		switch handler := state.GetMetaField(object, "__index").(type) {
		case *glua.LNilType:
			if !isTable {
				state.RaiseError("%s is asked of a %s value; test that the thing before the bracket exists first", keyWords(key), object.Type())
			}
			return glua.LNil
		case *glua.LFunction:
			return call2(state, handler, object, key)
		default:
			object = handler
		}
	}
	state.RaiseError("too many recursions in gettable")
	return nil
}

// keyWords names a key in a message, in bounded length and without an address.
func keyWords(key glua.LValue) string {
	text := tostring(key)
	if len(text) > shortString {
		text = text[:shortString] + "…"
	}
	if _, ok := key.(glua.LString); ok {
		return fmt.Sprintf("the field '%s'", text)
	}
	return fmt.Sprintf("the field [%s]", text)
}

// length is #t without __len: the array's holes at its end are paid for.
func (s *Sandbox) length(state *glua.LState, t *glua.LTable) int {
	n := t.Len()
	if size := extentOf(t); size.array > n {
		s.meter.charge(state, (size.array-n)/16)
	}
	return n
}

// lengthOf is #v, and always gives a number: rewritten code relies on it.
func (s *Sandbox) lengthOf(state *glua.LState) int {
	v := state.Get(1)
	if text, ok := v.(glua.LString); ok {
		return pushNumber(state, float64(len(text)), true)
	}
	if f, ok := state.GetMetaField(v, "__len").(*glua.LFunction); ok {
		n, ok := call2(state, f, v, glua.LNil).(glua.LNumber)
		if !ok {
			state.RaiseError("__len must return a number")
		}
		return pushNumber(state, float64(n), true)
	}
	t, ok := v.(*glua.LTable)
	if !ok {
		state.RaiseError("# gives the length of a text or a table, not of a %s", v.Type())
	}
	return pushNumber(state, float64(s.length(state, t)), true)
}

// spread is "..." where all its values are passed on: it pays for copying them,
// here and on their way up through functions that return them.
func (s *Sandbox) spread(state *glua.LState) int {
	n := state.GetTop()
	s.meter.charge(state, n/2)
	return n
}

func (s *Sandbox) equal(state *glua.LState) int {
	a, b := state.Get(1), state.Get(2)
	s.meter.read(state, a)
	state.Push(glua.LBool(state.Equal(a, b)))
	return 1
}

func (s *Sandbox) less(state *glua.LState) int {
	state.Push(glua.LBool(s.lessThan(state, state.Get(1), state.Get(2))))
	return 1
}

// lessThan is a < b.
func (s *Sandbox) lessThan(state *glua.LState, a, b glua.LValue) bool {
	x, isText := a.(glua.LString)
	y, isToo := b.(glua.LString)
	if isText && isToo {
		s.meter.read(state, x)
		return x < y
	}
	return state.LessThan(a, b)
}

func (s *Sandbox) lessEqual(state *glua.LState) int {
	a, b := state.Get(1), state.Get(2)
	x, isNumber := a.(glua.LNumber)
	y, isToo := b.(glua.LNumber)
	if isNumber && isToo {
		state.Push(glua.LBool(x <= y))
		return 1
	}
	if result, ok := sameMetamethod(state, a, b, "__le"); ok {
		state.Push(result)
		return 1
	}
	state.Push(glua.LBool(!s.lessThan(state, b, a)))
	return 1
}

// sameMetamethod compares two values that have the same function for an event.
func sameMetamethod(state *glua.LState, a, b glua.LValue, event string) (glua.LBool, bool) {
	f, ok := state.GetMetaField(a, event).(*glua.LFunction)
	if !ok || state.GetMetaField(b, event) != glua.LValue(f) {
		return false, false
	}
	return glua.LBool(glua.LVAsBool(call2(state, f, a, b))), true
}

// arithmetic gives a function of two operands: numbers, texts that spell numbers, or what has a metamethod.
func (s *Sandbox) arithmetic(event string, compute func(*glua.LState, float64, float64) float64) glua.LGFunction {
	return func(state *glua.LState) int {
		a, b := state.Get(1), state.Get(2)
		x, isNumber := a.(glua.LNumber)
		y, isToo := b.(glua.LNumber)
		if !isNumber || !isToo {
			return s.coerced(state, event, a, b, compute)
		}
		state.Push(glua.LNumber(compute(state, float64(x), float64(y))))
		return 1
	}
}

func (s *Sandbox) coerced(state *glua.LState, event string, a, b glua.LValue, compute func(*glua.LState, float64, float64) float64) int {
	for _, v := range []glua.LValue{a, b} {
		if _, isText := v.(glua.LString); isText {
			continue
		}
		if f, ok := state.GetMetaField(v, event).(*glua.LFunction); ok {
			state.Push(call2(state, f, a, b))
			return 1
		}
	}
	x, ok := asNumber(a)
	y, too := asNumber(b)
	if !ok || !too {
		state.RaiseError("cannot perform %s operation between %s and %s", strings.TrimPrefix(event, "__"), a.Type(), b.Type())
	}
	state.Push(glua.LNumber(compute(state, x, y)))
	return 1
}

// remainder is a % b, which has the sign of b. The steps of a division grow with the difference of the exponents.
func (s *Sandbox) remainder(state *glua.LState, a, b float64) float64 {
	if math.Abs(a) <= maxExact && math.Abs(b) <= maxExact && a == math.Trunc(a) && b == math.Trunc(b) && b != 0 {
		return float64(floorRemainder(int64(a), int64(b)))
	}
	if b == 0 || math.IsNaN(a) || math.IsInf(a, 0) || math.IsNaN(b) {
		return math.NaN()
	}
	s.meter.charge(state, max(math.Ilogb(a)-math.Ilogb(b), 0))
	r := math.Mod(a, b)
	if r != 0 && (r < 0) != (b < 0) {
		r += b
	}
	return r
}

func floorRemainder(a, b int64) int64 {
	r := a % b
	if r != 0 && (r < 0) != (b < 0) {
		r += b
	}
	return r
}
