package lua

import (
	"math"

	glua "github.com/yuin/gopher-lua"
)

// Bytes that gopher-lua's tables take, roughly and never much less.
const (
	slotBytes  = 16   // a slot of the array part
	arrayBytes = 512  // the array part's first slots
	keyBytes   = 192  // a key outside the array: two maps and a list
	mapsBytes  = 2048 // the maps a table makes for its first key
	tableBytes = 128  // a table with nothing in it
)

// store is object[key] = value as a script writes it.
func (s *Sandbox) store(state *glua.LState) int {
	object, key, value := state.Get(1), state.Get(2), state.Get(3)
	for range indexChain {
		t, isTable := object.(*glua.LTable)
		if isTable && (t.Metatable == glua.LNil || t.RawGet(key) != glua.LNil) {
			s.rawStore(state, t, key, value)
			return 0
		}
		switch handler := state.GetMetaField(object, "__newindex").(type) {
		case *glua.LNilType:
			if !isTable {
				state.RaiseError("%s is set on a %s value; only a table has fields", keyWords(key), object.Type())
			}
			s.rawStore(state, t, key, value)
			return 0
		case *glua.LFunction:
			state.Push(handler)
			state.Push(object)
			state.Push(key)
			state.Push(value)
			state.Call(3, 0)
			return 0
		default:
			object = handler
		}
	}
	state.RaiseError("too many recursions in settable")
	return 0
}

// storeGlobal is name = value for a global.
func (s *Sandbox) storeGlobal(state *glua.LState) int {
	name, value := state.Get(1), state.Get(2)
	state.SetTop(0)
	state.Push(state.G.Global)
	state.Push(name)
	state.Push(value)
	return s.store(state)
}

// rawStore is the one place where a script's write reaches a table that exists.
// It refuses frozen tables and pays for what the table grows by before it grows.
func (s *Sandbox) rawStore(state *glua.LState, t *glua.LTable, key, value glua.LValue) {
	n, isNumber := key.(glua.LNumber)
	switch {
	case key == glua.LNil:
		state.RaiseError("a table cannot have a field [nil]; the key's variable has no value here")
	case isNumber && math.IsNaN(float64(n)):
		state.RaiseError("a table cannot have a field [nan]; the key's number is no number")
	}
	s.refuseFrozen(state, t, keyWords(key))
	s.meter.read(state, key)
	if t.RawGet(key) == glua.LNil {
		if value == glua.LNil {
			return // gopher-lua would fill an array with holes up to there
		}
		s.grow(state, t, key)
	}
	t.RawSet(key, value)
}

// grow pays for a key that a table does not have.
func (s *Sandbox) grow(state *glua.LState, t *glua.LTable, key glua.LValue) {
	size := extentOf(t)
	if slot := arraySlot(key); slot > 0 {
		bytes := 2 * slotBytes * max(slot-size.array, 0)
		if size.array == 0 {
			bytes += arrayBytes
		}
		s.meter.allocate(state, bytes)
		return
	}
	bytes := keyBytes
	if size.keys == 0 {
		bytes += mapsBytes
	}
	s.meter.allocate(state, bytes)
}

// arraySlot gives the slot that a key has in the array part, from 1, or 0 for a key outside it.
func arraySlot(key glua.LValue) int {
	n, ok := key.(glua.LNumber)
	if !ok || n < 1 || n >= glua.LNumber(glua.MaxArrayIndex) || n != glua.LNumber(int(n)) {
		return 0
	}
	return int(n)
}

// key pays for a key of a table constructor that is computed, before the machine stores it.
func (s *Sandbox) key(state *glua.LState) int {
	key := state.Get(1)
	s.meter.read(state, key)
	s.meter.allocate(state, 2*slotBytes*arraySlot(key))
	state.SetTop(1)
	return 1
}

// made pays for a table that a constructor has just filled from constants of the file.
func (s *Sandbox) made(state *glua.LState) int {
	size := extentOf(state.CheckTable(1))
	bytes := tableBytes + size.array*slotBytes + size.keys*keyBytes
	if size.keys > 0 {
		bytes += 4 * keyBytes // maps start with eight places
	}
	s.meter.allocate(state, bytes)
	return 1
}
