package lua

import (
	"reflect"

	glua "github.com/yuin/gopher-lua"
)

// The fields of gopher-lua's table whose lengths say what an operation on it costs. TestExtent pins their names.
const (
	arrayField    = 1 // values of the keys 1, 2, 3 …, holes included
	otherField    = 2 // values of keys that are neither those nor strings
	stringField   = 3 // values of string keys
	keyOrderField = 4 // keys outside the array in the order they were first set, those since removed included
)

// An extent is how much room a table takes inside, in slots.
type extent struct {
	array int // slots of the array part, nil or not
	keys  int // keys outside it, removed ones included
	dead  int // removed keys among them, which every walk must step over
}

func extentOf(t *glua.LTable) extent {
	v := reflect.ValueOf(t).Elem()
	keys := v.Field(keyOrderField).Len()
	return extent{
		array: v.Field(arrayField).Len(),
		keys:  keys,
		dead:  keys - v.Field(otherField).Len() - v.Field(stringField).Len(),
	}
}

// step is next: gopher-lua's Next, in insertion order, paying for the holes it steps over.
func (s *Sandbox) step(state *glua.LState, t *glua.LTable, key glua.LValue) (glua.LValue, glua.LValue) {
	size := extentOf(t)
	if size.dead > 0 || size.array > shortString {
		s.meter.charge(state, holes(t, key, size))
	}
	return t.Next(key)
}

// holes bounds what Next will step over: the array's holes up to the next value, then all removed keys.
func holes(t *glua.LTable, key glua.LValue, size extent) int {
	from := 0
	if n, ok := key.(glua.LNumber); ok && n >= 1 && n <= glua.LNumber(size.array) {
		from = int(n)
	} else if key != glua.LNil {
		return size.dead / 8
	}
	i := from
	for i < size.array && t.RawGetInt(i+1) == glua.LNil {
		i++
	}
	if i < size.array {
		return (i - from) / 16
	}
	return (i-from)/16 + size.dead/8
}

func (s *Sandbox) next(state *glua.LState) int {
	key, value := s.step(state, state.CheckTable(1), state.Get(2))
	state.Push(key)
	if key == glua.LNil {
		return 1
	}
	state.Push(value)
	return 2
}

func (s *Sandbox) pairs(state *glua.LState) int {
	t := state.CheckTable(1)
	state.Push(s.nextPair)
	state.Push(t)
	state.Push(glua.LNil)
	return 3
}

func (s *Sandbox) ipairs(state *glua.LState) int {
	t := state.CheckTable(1)
	state.Push(s.nextIndex)
	state.Push(t)
	state.Push(glua.LNumber(0))
	return 3
}

func (s *Sandbox) nextInArray(state *glua.LState) int {
	i := integer(state, 2) + 1
	value := state.CheckTable(1).RawGet(glua.LNumber(i))
	if value == glua.LNil {
		return 0
	}
	state.Push(glua.LNumber(i))
	state.Push(value)
	return 2
}
