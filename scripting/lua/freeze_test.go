package lua

import (
	"testing"

	"github.com/stretchr/testify/require"
	glua "github.com/yuin/gopher-lua"
)

// loaded runs a file, freezes what it made, and gives the table it returned.
func loaded(t testing.TB, source string) (*Sandbox, *glua.LTable) {
	t.Helper()
	s := New(Options{})
	t.Cleanup(s.Close)
	body, err := s.Load("lesson.lua", source)
	require.NoError(t, err)
	results, err := s.Call(0, body, 1)
	require.NoError(t, err)
	s.Freeze(results...)
	return s, results[0].(*glua.LTable)
}

// TestFrozenWrites tries every way to remember something from one call to the next.
// Each must fail twice in the same way, with everything as it was.
func TestFrozenWrites(t *testing.T) {
	for name, c := range map[string]struct {
		source string
		line   int
	}{
		"a new global":             {"return { check = function() seen = true end }", 1},
		"an old global":            {"count = 1\nreturn { check = function() count = count + 1 end }", 2},
		"a global by _G":           {"return { check = function() _G.x = 1 end }", 1},
		"a global by rawset":       {"return { check = function() rawset(_G, 'x', 1) end }", 1},
		"a global function":        {"return { check = function() function f() end end }", 1},
		"a shared table":           {"local t = {}\nreturn { check = function()\nt.x = 1 end }", 3},
		"a shared element":         {"local t = { 1, 2 }\nreturn { check = function() t[1] = 5 end }", 2},
		"a removal":                {"local t = { x = 1 }\nreturn { check = function() t.x = nil end }", 2},
		"a nested table":           {"local t = { a = { b = {} } }\nreturn { check = function() t.a.b.c = 1 end }", 2},
		"the lesson itself":        {"local l = {}\nl.check = function() l.n = 1 end\nreturn l", 2},
		"several targets":          {"local t = {}\nreturn { check = function() local a a, t.x = 1, 2 end }", 2},
		"table.insert":             {"local t = {}\nreturn { check = function() table.insert(t, 1) end }", 2},
		"table.insert in front":    {"local t = { 1 }\nreturn { check = function() table.insert(t, 1, 2) end }", 2},
		"table.remove":             {"local t = { 1 }\nreturn { check = function() table.remove(t) end }", 2},
		"table.sort":               {"local t = { 2, 1 }\nreturn { check = function() table.sort(t) end }", 2},
		"rawset":                   {"local t = {}\nreturn { check = function() rawset(t, 1, 1) end }", 2},
		"setmetatable":             {"local t = {}\nreturn { check = function() setmetatable(t, {}) end }", 2},
		"a metatable's field":      {"local t = setmetatable({}, {})\nreturn { check = function() getmetatable(t).__index = t end }", 2},
		"through __newindex":       {"local into = {}\nlocal t = setmetatable({}, { __newindex = into })\nreturn { check = function() t.x = 1 end }", 3},
		"the string library":       {"return { check = function() string.trim = tostring end }", 1},
		"a table used as a key":    {"local k = {}\nlocal t = { [k] = true }\nk = nil\nreturn { check = function() next(t).x = 1 end, t = t }", 4},
		"a shared variable":        {"local n = 0\nreturn { check = function()\nn = n + 1 end }", 3},
		"a shared table variable":  {"local t = {}\nreturn { check = function() t = { 1 } end }", 2},
		"a counter in a function":  {"local function counter() local n = 0\nreturn function() n = n + 1 return n end end\nreturn { check = counter() }", 2},
		"a function under a name":  {"local f\nreturn { check = function() function f() end end }", 2},
		"several shared variables": {"local a, b = 1, 2\nreturn { check = function() a, b = b, a end }", 2},
		"an iterator":              {"local it = ('a b c'):gmatch('%a')\nreturn { check = function() return it() end }", 0},
		"inside pcall":             {"local t = {}\nreturn { check = function() pcall(function() t.x = 1 end) end }", 2},
		"inside a callback":        {"local t = {}\nreturn { check = function() ('a'):gsub('a', function() t.x = 1 end) end }", 2},
	} {
		t.Run(name, func(t *testing.T) {
			s, lesson := loaded(t, c.source)
			before, err := ToGo(s.state.G.Global.RawGetString("count"))
			require.NoError(t, err)
			var faults []string
			for range 2 {
				_, err := s.Call(0, lesson.RawGetString("check"), 0)
				fault, ok := err.(*Fault)
				require.True(t, ok, "the write was allowed")
				require.Equal(t, KindFrozen, fault.Kind, "%v", fault)
				require.Equal(t, c.line, fault.Line, "%v", fault)
				require.Contains(t, fault.Message, "after loading")
				faults = append(faults, fault.Error())
			}
			require.Equal(t, faults[0], faults[1])
			after, err := ToGo(s.state.G.Global.RawGetString("count"))
			require.NoError(t, err)
			require.Equal(t, before, after)
			require.Equal(t, glua.LNil, s.state.G.Global.RawGetString("x"))
		})
	}
}

func TestFrozenAllows(t *testing.T) {
	for name, source := range map[string]string{
		"local tables": "return { check = function() local t = {} t.x = 1 t[1] = 2 table.sort(t) return true end }",
		"variables shared inside a call": `return { check = function()
			local n = 0 local function each(f) for i = 1, 3 do f(i) end end
			each(function(i) n = n + i end) return n == 6 end }`,
		"a variable left as it was": "local n = 0 return { check = function() n = 5 n = 0 return true end }",
		"reading":                   "local t = { 1, 2, x = { 3 } } return { check = function() return #t == 2 and t.x[1] == 3 end }",
		"nothing where nothing is":  "local t = {} return { check = function() local u = { t } u[1] = nil return true end }",
		"iterators of its own":      "return { check = function() for w in ('a b'):gmatch('%a') do end for k in pairs(_G) do end return true end }",
		"not a number":              "local n = 0 / 0 return { check = function() return n ~= n end }",
	} {
		t.Run(name, func(t *testing.T) {
			s, lesson := loaded(t, source)
			for range 2 {
				results, err := s.Call(0, lesson.RawGetString("check"), 1)
				require.NoError(t, err)
				require.Equal(t, glua.LTrue, results[0])
			}
		})
	}
}

// TestFreezeAfterAFault shows that a call that ends otherwise leaves nothing behind either.
func TestFreezeAfterAFault(t *testing.T) {
	s, lesson := loaded(t, `
		local n = 0
		return { spend = function() n = 1 while true do end end, get = function() return n end }`)
	_, err := s.Call(0, lesson.RawGetString("spend"), 0)
	require.Equal(t, KindFuel, err.(*Fault).Kind)
	results, err := s.Call(0, lesson.RawGetString("get"), 1)
	require.NoError(t, err)
	require.Equal(t, glua.LNumber(0), results[0])
}

func TestRegisterAfterFreezePanics(t *testing.T) {
	s, _ := loaded(t, "return {}")
	require.Panics(t, func() { s.Register("", "late", func(*glua.LState) int { return 0 }) })
}
