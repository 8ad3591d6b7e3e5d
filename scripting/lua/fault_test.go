package lua

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	glua "github.com/yuin/gopher-lua"
)

// TestFaults pins what teachers read.
func TestFaults(t *testing.T) {
	for source, want := range map[string]string{
		"local x = pas 'well'":                           "test.lua:1: there is no function `pas`; check the spelling, or define it above this line",
		"\nlocal t = {}\nt.x.y = 1":                      "test.lua:3: the field 'y' is set on a nil value; only a table has fields",
		"local t = {}\nprint(t.x.y)":                     "test.lua:2: the field 'y' is asked of a nil value; test that the thing before the dot exists first",
		"local t, k = nil, 'a'\nprint(t[k])":             "test.lua:2: the field 'a' is asked of a nil value; test that the thing before the bracket exists first",
		"print(1 + nil)":                                 "test.lua:1: adding works on two numbers, not on number and nil",
		"print({} % 2)":                                  "test.lua:1: taking a remainder works on two numbers, not on table and number",
		"print('a' .. {})":                               "test.lua:1: `..` joins texts and numbers, not a string and a table; tostring(…) makes a text of anything",
		"print(#nil)":                                    "test.lua:1: # gives the length of a text or a table, not of a nil",
		"print(-{})":                                     "test.lua:1: only a number can have a minus sign before it",
		"print(1 < 'a')":                                 "test.lua:1: `<` and its like compare two numbers or two texts, not a number and a string",
		"for i = 1, 'x' do end":                          "test.lua:1: a counting `for` needs numbers for its start, end and step",
		"local function f() return f() + 1 end f()":      "test.lua:1: functions call each other more than 200 deep; look for a function that calls itself without an end",
		"while true do end":                              "test.lua:1: the script used up its 500000 instructions; look for a loop that never ends",
		"local s = 'x' while true do s = s .. s end":     "test.lua:1: a string of more than 256 KiB would be made; make shorter ones",
		"error('no volume')":                             "test.lua:1: no volume",
		"local function f()\nerror('here', 2)\nend\nf()": "test.lua:4: here",
		"error({})":                                      "test.lua:1: the script raised a table as its error; raise a text: error \"what is wrong\"",
		"local t = {} t[nil] = 1":                        "test.lua:1: a table cannot have a field [nil]; the key's variable has no value here",

		"return lesson {\n  a = 1\n  b = 2\n}": "test.lua:3: the text is not Lua at `b`; look just before it for a missing comma, bracket, `then`, `do` or `end`",
		"if true then":                         "test.lua:1: the file ends too early; look for a missing `end`, `}` or `)`",
		"x = 'abc":                             "test.lua:1: a text is opened and never closed; close it with the mark it was opened with",
		"for i = 1, 3 do i = 2 end":            "test.lua:1: `i` counts this loop and cannot be set; copy it into another local variable",
		"break":                                "test.lua:1: no loop to break",
	} {
		require.Equal(t, want, faults(t, source).Error(), source)
	}
}

func TestNesting(t *testing.T) {
	for _, source := range []string{
		strings.Repeat("(", 50_000) + "1" + strings.Repeat(")", 50_000),
		"return " + strings.Repeat("{", 50_000) + strings.Repeat("}", 50_000),
		"return " + strings.Repeat("not ", 50_000) + "1",
		"return " + strings.Repeat("- ", 50_000) + "1",
		"return " + strings.Repeat("1 + ", 50_000) + "1",
		"return f" + strings.Repeat("()", 50_000),
		"return f" + strings.Repeat(".x", 50_000),
		strings.Repeat("do ", 50_000) + strings.Repeat("end ", 50_000),
		"return " + strings.Repeat("'a' .. ", 50_000) + "'a'",
		"if a then " + strings.Repeat("elseif a then ", 50_000) + "end",
		"return " + strings.Repeat("function() return ", 50_000) + strings.Repeat(" end", 50_000),
		"return " + strings.Repeat("x", 1<<19),
		strings.Repeat(" ", maxSource+1),
	} {
		require.Equal(t, KindSyntax, faults(t, source).Kind)
		if _, err := Positions("deep.lua", source); err != nil {
			require.IsType(t, &Fault{}, err)
		}
	}
	require.Equal(t, strings.Repeat("a", 100), prints(t, "print("+strings.Repeat("'a' .. ", 99)+"'a')"))
}

// TestPlaces checks that rewriting keeps lines.
func TestPlaces(t *testing.T) {
	for source, line := range map[string]int{
		"local a = 1\nlocal b = a ..\n{}":                 2,
		"local t = {\n x = 1,\n y = nil + 1,\n}":          3,
		"local t\n\nt.a, t.b = 1, 2":                      3,
		"local k = {}\nlocal t = { [k] = 1,\n[nil] = 2 }": 2,
	} {
		require.Equal(t, line, faults(t, source).Line, source)
	}
}

// TestFuelIsExact stops the same loop one turn later for each turn's worth of fuel.
func TestFuelIsExact(t *testing.T) {
	turns := func(fuel int64) (n int) {
		s := New(Options{Print: func(string) { n++ }})
		defer s.Close()
		body, err := s.Load("loop.lua", "while true do print() end")
		require.NoError(t, err)
		_, err = s.Call(fuel, body, 0)
		require.Equal(t, KindFuel, err.(*Fault).Kind)
		return n
	}
	first := turns(300)
	require.Positive(t, first)
	require.Equal(t, first, turns(300))
	require.Equal(t, 2*first, turns(600), "each turn costs the same")
}

func TestCallGetsFreshFuel(t *testing.T) {
	s := New(Options{Fuel: 1000})
	defer s.Close()
	body, err := s.Load("f.lua", "for i = 1, 300 do end return 1")
	require.NoError(t, err)
	for range 5 {
		results, err := s.Call(0, body, 1)
		require.NoError(t, err)
		require.Equal(t, glua.LNumber(1), results[0])
	}
	_, err = s.Call(100, body, 1)
	require.Equal(t, KindFuel, err.(*Fault).Kind)
	_, err = s.Call(0, body, 1)
	require.NoError(t, err, "a stopped call leaves the next one its fuel")
	again := s.Function(func(*glua.LState) int { _, _ = s.Call(0, body, 1); return 0 })
	require.PanicsWithValue(t, "lua: Call inside Call", func() { _, _ = s.Call(0, again, 0) })
}
