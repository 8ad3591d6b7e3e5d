package lua

import (
	"strings"

	glua "github.com/yuin/gopher-lua"
)

func (s *Sandbox) tableLibrary() []entry {
	return []entry{
		{"concat", s.tableConcat},
		{"getn", s.tableGetN},
		{"insert", s.tableInsert},
		{"maxn", s.tableMaxN},
		{"remove", s.tableRemove},
		{"sort", s.tableSort},
	}
}

// tableConcat is table.concat(t, separator, from, to).
func (s *Sandbox) tableConcat(state *glua.LState) int {
	t, separator := state.CheckTable(1), optionalText(state, 2)
	from := integerOr(state, 3, 1)
	to := integerOr(state, 4, 0)
	if state.Get(4) == glua.LNil {
		to = s.length(state, t)
	}
	var b strings.Builder
	for i := from; i <= to; i++ {
		v := t.RawGet(glua.LNumber(i))
		if !glua.LVCanConvToString(v) {
			state.RaiseError("table.concat joins texts and numbers; element %d is a %s", i, v.Type())
		}
		part := tostring(v)
		s.room(state, &b, len(part)+len(separator))
		b.WriteString(part)
		if i < to {
			b.WriteString(separator)
		}
	}
	state.Push(glua.LString(b.String()))
	return 1
}

// room pays for what is about to be added to a string that is being built.
func (s *Sandbox) room(state *glua.LState, b *strings.Builder, more int) {
	if b.Len()+more > maxString {
		s.meter.text(state, b.Len()+more)
	}
	s.meter.allocate(state, more+4)
	s.meter.charge(state, 1)
}

func optionalText(state *glua.LState, i int) string {
	if state.Get(i) == glua.LNil {
		return ""
	}
	return checkText(state, i)
}

// checkText is an argument that must be a text or a number.
func checkText(state *glua.LState, i int) string {
	v := state.Get(i)
	if !glua.LVCanConvToString(v) {
		state.TypeError(i, glua.LTString)
	}
	return tostring(v)
}

func (s *Sandbox) tableGetN(state *glua.LState) int {
	return pushNumber(state, float64(s.length(state, state.CheckTable(1))), true)
}

// tableMaxN is table.maxn(t): the largest positive number among the keys.
func (s *Sandbox) tableMaxN(state *glua.LState) int {
	t := state.CheckTable(1)
	size := extentOf(t)
	s.meter.charge(state, size.array/16+size.keys)
	largest := glua.LNumber(t.MaxN())
	for k, _ := t.Next(glua.LNumber(size.array)); k != glua.LNil; k, _ = t.Next(k) {
		if n, ok := k.(glua.LNumber); ok && n > largest {
			largest = n
		}
	}
	state.Push(largest)
	return 1
}

// tableInsert is table.insert(t, value) and table.insert(t, position, value), for positions 1 to #t + 1.
func (s *Sandbox) tableInsert(state *glua.LState) int {
	t := state.CheckTable(1)
	n := s.length(state, t)
	position, value := n+1, state.Get(2)
	switch state.GetTop() {
	case 2:
	case 3:
		position, value = integer(state, 2), state.Get(3)
	default:
		state.RaiseError("table.insert takes a table, a position if it is not the end, and a value")
	}
	if position < 1 || position > n+1 {
		state.RaiseError("table.insert: position %d is outside 1 to %d", position, n+1)
	}
	if position == n+1 {
		s.rawStore(state, t, glua.LNumber(position), value)
		return 0
	}
	s.refuseFrozen(state, t, keyWords(glua.LNumber(position)))
	s.meter.charge(state, (n-position)/8)
	s.meter.allocate(state, 2*slotBytes)
	t.Insert(position, value)
	return 0
}

// tableRemove is table.remove(t, position), for positions 1 to #t; without a position it removes the last element.
func (s *Sandbox) tableRemove(state *glua.LState) int {
	t := state.CheckTable(1)
	n := s.length(state, t)
	position := integerOr(state, 2, n)
	if position < 1 || position > n {
		return 0
	}
	s.refuseFrozen(state, t, keyWords(glua.LNumber(position)))
	s.meter.charge(state, (n-position)/8)
	state.Push(t.Remove(position))
	return 1
}

// tableSort is table.sort(t, less): a merge sort, so that equal elements stay in order and the number of comparisons,
// which costs fuel, is the same with every version of Go.
func (s *Sandbox) tableSort(state *glua.LState) int {
	t := state.CheckTable(1)
	less := func(a, b glua.LValue) bool { return s.lessThan(state, a, b) }
	if state.Get(2) != glua.LNil {
		f := state.CheckFunction(2)
		less = func(a, b glua.LValue) bool { return glua.LVAsBool(call2(state, f, a, b)) }
	}
	n := s.length(state, t)
	s.meter.allocate(state, 2*n*slotBytes)
	values := make([]glua.LValue, n)
	for i := range values {
		values[i] = t.RawGetInt(i + 1)
	}
	mergeSort(values, make([]glua.LValue, n), func(a, b glua.LValue) bool {
		s.meter.charge(state, 2)
		return less(a, b)
	})
	for i, v := range values {
		s.rawStore(state, t, glua.LNumber(i+1), v)
	}
	return 0
}

// mergeSort sorts values with as much room beside them. Any less, however foolish, ends it after n log n comparisons.
func mergeSort(values, beside []glua.LValue, less func(a, b glua.LValue) bool) {
	if len(values) < 2 {
		return
	}
	middle := len(values) / 2
	mergeSort(values[:middle], beside[:middle], less)
	mergeSort(values[middle:], beside[middle:], less)
	copy(beside, values)
	left, right := beside[:middle], beside[middle:]
	for i := range values {
		if len(right) == 0 || len(left) > 0 && !less(right[0], left[0]) {
			values[i], left = left[0], left[1:]
		} else {
			values[i], right = right[0], right[1:]
		}
	}
}
