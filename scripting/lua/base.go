package lua

import (
	glua "github.com/yuin/gopher-lua"
)

// An entry is one function of a library. Libraries are lists because pairs shows their order.
type entry struct {
	name string
	call glua.LGFunction
}

func (s *Sandbox) openLibraries() {
	s.open("", []entry{
		{"assert", s.assert},
		{"error", s.raiseValue},
		{"getmetatable", getMetatable},
		{"ipairs", s.ipairs},
		{"next", s.next},
		{"pairs", s.pairs},
		{"pcall", s.pcall},
		{"print", s.print},
		{"rawequal", s.rawEqual},
		{"rawget", rawGet},
		{"rawset", s.rawSet},
		{"select", selectFrom},
		{"setmetatable", s.setMetatable},
		{"tonumber", toNumber},
		{"tostring", s.toString},
		{"type", typeName},
		{"unpack", s.unpack},
		{"xpcall", s.xpcall},
	})
	s.set("", "_G", s.state.G.Global)
	s.set("", "_VERSION", glua.LString(glua.LuaVersion))
	s.openStrings()
	s.open("table", s.tableLibrary())
	s.openMath()
	if s.options.Random != nil {
		s.open("rng", []entry{{"int", s.randomInt}, {"pick", s.randomPick}})
	}
}

func (s *Sandbox) open(table string, entries []entry) {
	for _, e := range entries {
		s.set(table, e.name, s.library(e.call))
	}
}

// tostring writes a value without its address: "table", "function", "userdata".
func tostring(v glua.LValue) string {
	switch v := v.(type) {
	case glua.LString:
		return string(v)
	case glua.LNumber:
		return numberText(float64(v))
	case *glua.LNilType, glua.LBool:
		return v.String()
	}
	return v.Type().String()
}

// text writes a value as tostring does for scripts: __tostring decides where there is one.
func (s *Sandbox) text(state *glua.LState, v glua.LValue) string {
	f, ok := state.GetMetaField(v, "__tostring").(*glua.LFunction)
	if !ok {
		return tostring(v)
	}
	state.Push(f)
	state.Push(v)
	state.Call(1, 1)
	written, ok := state.Get(-1).(glua.LString)
	state.Pop(1)
	if !ok {
		state.RaiseError("__tostring must return a text")
	}
	return string(written)
}

func (s *Sandbox) toString(state *glua.LState) int {
	v := state.CheckAny(1)
	s.meter.allocate(state, shortString)
	state.Push(glua.LString(s.text(state, v)))
	return 1
}

func (s *Sandbox) print(state *glua.LState) int {
	var line []byte
	for i := 1; i <= state.GetTop(); i++ {
		if i > 1 {
			line = append(line, '\t')
		}
		word := s.text(state, state.Get(i))
		s.meter.text(state, len(line)+len(word))
		line = append(line, word...)
	}
	if s.options.Print != nil {
		s.options.Print(string(line))
	}
	return 0
}

func typeName(state *glua.LState) int {
	state.Push(glua.LString(state.CheckAny(1).Type().String()))
	return 1
}

func (s *Sandbox) rawEqual(state *glua.LState) int {
	a, b := state.CheckAny(1), state.CheckAny(2)
	state.Push(glua.LBool(a == b))
	return 1
}

func rawGet(state *glua.LState) int {
	state.Push(state.CheckTable(1).RawGet(state.CheckAny(2)))
	return 1
}

func (s *Sandbox) rawSet(state *glua.LState) int {
	s.rawStore(state, state.CheckTable(1), state.CheckAny(2), state.CheckAny(3))
	state.SetTop(1)
	return 1
}

func getMetatable(state *glua.LState) int {
	state.Push(state.GetMetatable(state.CheckAny(1)))
	return 1
}

// setMetatable takes tables alone: gopher-lua's own would change what all numbers or all strings can do.
func (s *Sandbox) setMetatable(state *glua.LState) int {
	t, metatable := state.CheckTable(1), state.Get(2)
	state.CheckTypes(2, glua.LTNil, glua.LTTable)
	if state.GetMetaField(t, "__metatable") != glua.LNil {
		state.RaiseError("this table's metatable is protected")
	}
	s.refuseFrozen(state, t, "the metatable")
	t.Metatable = metatable
	state.SetTop(1)
	return 1
}

// selectFrom is select(n, ...): the values from the nth on, from the end for n < 0, or their number for "#".
func selectFrom(state *glua.LState) int {
	count := state.GetTop() - 1
	if state.Get(1) == glua.LString("#") {
		state.Push(glua.LNumber(count))
		return 1
	}
	n := integer(state, 1)
	switch {
	case n < 0 && -n <= count:
		return -n
	case n <= 0:
		state.ArgError(1, "index out of range")
	}
	return max(count-n+1, 0)
}

func (s *Sandbox) unpack(state *glua.LState) int {
	t := state.CheckTable(1)
	from, to := 1, 0
	if state.GetTop() > 1 && state.Get(2) != glua.LNil {
		from = integer(state, 2)
	}
	if state.GetTop() > 2 && state.Get(3) != glua.LNil {
		to = integer(state, 3)
	} else {
		to = s.length(state, t)
	}
	if to-from >= maxArguments {
		state.RaiseError("unpack gives at most %d values", maxArguments)
	}
	s.meter.charge(state, 2*max(to-from, 0))
	for i := from; i <= to; i++ {
		state.Push(t.RawGet(glua.LNumber(i)))
	}
	return max(to-from+1, 0)
}
