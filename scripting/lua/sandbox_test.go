package lua

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	glua "github.com/yuin/gopher-lua"
)

// run loads and runs a file in a fresh sandbox and gives what it printed, returned and failed with.
func run(t testing.TB, source string) (printed string, results []glua.LValue, err error) {
	t.Helper()
	return runWith(Options{}, source)
}

func runWith(o Options, source string) (printed string, results []glua.LValue, err error) {
	var lines []string
	o.Print = func(line string) { lines = append(lines, line) }
	s := New(o)
	defer s.Close()
	body, err := s.Load("test.lua", source)
	if err != nil {
		return "", nil, err
	}
	results, err = s.Call(0, body, glua.MultRet)
	return strings.Join(lines, "\n"), results, err
}

// prints runs a file that must succeed and gives what it printed.
func prints(t testing.TB, source string) string {
	t.Helper()
	printed, _, err := run(t, source)
	require.NoError(t, err)
	return printed
}

// faults runs a file that must fail.
func faults(t testing.TB, source string) *Fault {
	t.Helper()
	_, _, err := run(t, source)
	require.Error(t, err)
	fault, ok := err.(*Fault)
	require.True(t, ok, "%T is not a fault", err)
	return fault
}

func TestLanguage(t *testing.T) {
	for name, c := range map[string]struct{ source, printed string }{
		"concat is right associative": {`
			local m = setmetatable({}, { __concat = function(a, b) return "<" .. tostring(a) .. "|" .. tostring(b) .. ">" end })
			print("a" .. "b" .. m .. "c" .. 1)`, "ab<table|c1>"},
		"concat of numbers":        {`print(1 .. 2, 1.5 .. "x", 2^53 .. "", -0 .. "")`, "12\t1.5x\t9007199254740992\t0"},
		"parenthesised concat":     {`print(("a" .. "b") .. "c")`, "abc"},
		"concat takes one value":   {`local function two() return "a", "b" end print("x" .. two())`, "xa"},
		"several targets":          {`local i, a = 1, {} i, a[i] = i + 1, 20 print(i, a[1], a[2])`, "2\t20\tnil"},
		"swap of fields":           {`local t = {1, 2} t[1], t[2] = t[2], t[1] print(t[1], t[2])`, "2\t1"},
		"globals among targets":    {`local t = {} x, t.y, t[3] = 1, 2, 3 print(x, t.y, t[3], y)`, "1\t2\t3\tnil"},
		"more values than targets": {`local t = {} t.a, t.b = (function() return 1, 2, 3 end)() print(t.a, t.b)`, "1\t2"},
		"functions as fields":      {`local t = { n = {} } function t.n.f(x) return x + 1 end function t.n:g() return self.v end t.n.v = 5 print(t.n.f(1), t.n:g())`, "2\t5"},
		"global functions":         {`function f() return "f" end print(f())`, "f"},
		"recursion of locals":      {`local function f(n) if n == 0 then return 0 end return n + f(n - 1) end print(f(10))`, "55"},
		"varargs":                  {`local function f(...) return select("#", ...), ... end print(f(1, nil, 3))`, "3\t1\tnil\t3"},
		"varargs in tables":        {`local function f(...) return { n = select("#", ...), ... } end local t = f(7, 8) print(t.n, t[1], t[2])`, "2\t7\t8"},
		"one vararg":               {`local function f(...) return (...) end print(f(1, 2))`, "1"},
		"no arg table":             {`local function f(...) return arg end print(f(1))`, "nil"},
		"repeat sees its locals":   {`local n = 0 repeat local done = n > 3 n = n + 1 until done print(n)`, "5"},
		"comparisons":              {`local a, b = 1, 2 print(a < b, a > b, a <= b, a >= b, a == b, a ~= b)`, "true\tfalse\ttrue\tfalse\tfalse\ttrue"},
		"text comparisons":         {`local a, b = "a", "b" print(a < b, a > b, a <= b, a >= b, a <= a)`, "true\tfalse\ttrue\tfalse\ttrue"},
		"comparison by metatable": {`
			local m = { __lt = function(a, b) return a.v < b.v end, __le = function(a, b) return a.v <= b.v end, __eq = function(a, b) return a.v == b.v end }
			local a, b = setmetatable({ v = 1 }, m), setmetatable({ v = 1 }, m)
			print(a < b, a <= b, a == b, a ~= b)`, "false\ttrue\ttrue\tfalse"},
		"remainder":           {`local a = -5 print(a % 3, 5 % -3, 5.5 % 2, a % 1e300, 1 % 0)`, "1\t-1\t1.5\t1e+300\tnan"},
		"power":               {`local a = 2 print(a ^ 10, a ^ -1, 4 ^ 0.5, -2 ^ 2, 2 ^ 3 ^ 2)`, "1024\t0.5\t2\t-4\t512"},
		"arithmetic on texts": {`print("10" + 5, "3" * "4", -"2", "0x10" + 0, 10 / "4", "7" % 4, "2" ^ 3)`, "15\t12\t-2\t16\t2.5\t3\t8"},
		"no octal":            {`print(010, 0010, 0010.5, 0x10)`, "10\t10\t10.5\t16"},
		"lengths":             {`print(#"abc", #{1, 2, 3}, #setmetatable({}, { __len = function() return 7 end }))`, "3\t3\t7"},
		"index by metatable": {`
			local base = { x = 1 } local k = "x" local t = setmetatable({}, { __index = base })
			local u = setmetatable({}, { __index = function(_, key) return key .. "!" end })
			print(t[k], u[k], u.y)`, "1\tx!\ty!"},
		"newindex": {`
			local log = {} local t = setmetatable({}, { __newindex = function(t, k, v) rawset(t, k, v * 2) end })
			t.a = 1 t["b"] = 2 t.a = 5 print(t.a, t.b)`, "5\t4"},
		"newindex table":        {`local into = {} local t = setmetatable({}, { __newindex = into }) t.x = 1 print(rawget(t, "x"), into.x)`, "nil\t1"},
		"call by metatable":     {`local t = setmetatable({}, { __call = function(self, a) return a + 1 end }) print(t(1))`, "2"},
		"pcall":                 {`print(pcall(error, "x", 0)) print(pcall(function() error({}) end)) print(pcall(function(a, b) return a + b end, 1, 2))`, "false\tx\nfalse\ttable\ntrue\t3"},
		"pcall of no function":  {`print(pcall(nil))`, "false\ttest.lua:1: attempt to call a non-function object"},
		"error places":          {`print(pcall(function() error("x") end))`, "false\ttest.lua:1: x"},
		"xpcall":                {`print(xpcall(function() error("x", 0) end, function(m) return m .. "!" end)) print(xpcall(function() return 1, 2 end, print))`, "false\tx!\ntrue\t1\t2"},
		"error in a handler":    {`print(xpcall(function() error("x", 0) end, function() error("y", 0) end))`, "false\ty"},
		"assert":                {`print(pcall(assert, false, "no")) print(pcall(assert, nil)) print(assert(1, 2))`, "false\tno\nfalse\ttest.lua:1: assertion failed!\n1\t2"},
		"select":                {`print(select(2, "a", "b", "c")) print(select(-1, "a", "b")) print(select("#"))`, "b\tc\nb\n0"},
		"unpack":                {`print(unpack({1, 2, 3})) print(unpack({1, 2, 3}, 2)) print(unpack({1, nil, 3}, 1, 3))`, "1\t2\t3\n2\t3\n1\tnil\t3"},
		"tonumber":              {`print(tonumber("0x1F"), tonumber(" 5 "), tonumber("1e3"), tonumber("z", 36), tonumber("12", 3), tonumber("x"), tonumber("1_0"), tonumber(""), tonumber("inf"))`, "31\t5\t1000\t35\t5\tnil\tnil\tnil\tnil"},
		"tostring":              {`print(tostring(0.1), tostring(1/3), 1e15, 2^60, 1/0, -1/0, 0/0, nil, true)`, "0.1\t0.33333333333333\t1000000000000000\t1.1529215046068e+18\tinf\t-inf\tnan\tnil\ttrue"},
		"by metatable":          {`print(setmetatable({}, { __tostring = function() return "me" end }))`, "me"},
		"long numbers are none": {`print(tonumber(("1"):rep(64)), tonumber(("1"):rep(65)), pcall(function() return ("1"):rep(65) + 1 end))`, "1.1111111111111e+63\tnil\tfalse\ttest.lua:1: cannot perform add operation between string and number"},
		"goto":                  {`for i = 1, 3 do if i == 2 then goto on end print(i) ::on:: end`, "1\n3"},
		"closures in loops":     {`local f = {} for i = 1, 3 do f[i] = function() return i end end print(f[1](), f[2](), f[3]())`, "1\t2\t3"},
		"shadowing":             {`local x = 1 do local x = 2 x = x + 1 print(x) end print(x)`, "3\n1"},
		"method of a text":      {`print(("%d of %d"):format(1, 2), ("x"):rep(3))`, "1 of 2\txxx"},
	} {
		t.Run(name, func(t *testing.T) {
			require.Equal(t, c.printed, prints(t, c.source))
		})
	}
}

func TestNoAddresses(t *testing.T) {
	printed := prints(t, `
		print({}, print, function() end)
		print(tostring({}), tostring(print), ("%s"):format({}))
		local k, n = {}, nil
		print(pcall(function() return n[k] end))
		print(pcall(function() n[k] = 1 end))
		print(pcall(function() return k + k end))
		print(pcall(function() return k < print end))
		print(pcall(function() return k .. "x" end))
		print(pcall(error, k))`)
	require.NotContains(t, printed, "0x")
	require.Contains(t, printed, "table\tfunction\tfunction\n")
	fault := faults(t, `error({})`)
	require.NotContains(t, fault.Error(), "0x")
}

// TestOpen pins what is open: a name that appears here was judged harmless.
func TestOpen(t *testing.T) {
	printed := prints(t, `
		for k, v in pairs(_G) do
			if type(v) == "table" and k ~= "_G" then
				local names = {}
				for name in pairs(v) do names[#names + 1] = name end
				print(k .. ": " .. table.concat(names, " "))
			else print(k) end
		end`)
	require.Equal(t, strings.Join([]string{
		"assert", "error", "getmetatable", "ipairs", "next", "pairs", "pcall", "print", "rawequal", "rawget", "rawset",
		"select", "setmetatable", "tonumber", "tostring", "type", "unpack", "xpcall", "_G", "_VERSION",
		"string: byte char find format gmatch gsub len lower match rep reverse sub upper",
		"table: concat getn insert maxn remove sort",
		"math: abs acos asin atan ceil cos cosh deg exp floor log log10 rad sin sinh sqrt tan tanh" +
			" atan2 fmod frexp ldexp max min mod modf pow pi huge",
	}, "\n"), printed)
}

func TestPairsIsInsertionOrder(t *testing.T) {
	printed := prints(t, `
		local t = {}
		for _, k in ipairs { "zeta", "alpha", 10.5, "mid", true } do t[k] = 1 end
		t.alpha = nil
		t[1] = "first"
		t.last = 2
		t.alpha = 3
		for k in pairs(t) do print(k) end
		local k = next(t)
		print(k, next({}))`)
	require.Equal(t, "1\nzeta\nalpha\n10.5\nmid\ntrue\nlast\n1\tnil", printed)
}

func TestRandomComesFromTheHost(t *testing.T) {
	var asked []uint64
	s := New(Options{Random: func(n uint64) uint64 { asked = append(asked, n); return n - 1 }})
	defer s.Close()
	body, err := s.Load("r.lua", `return rng.int(-3, 6), rng.pick { "a", "b", "c" }, math.random`)
	require.NoError(t, err)
	results, err := s.Call(0, body, 3)
	require.NoError(t, err)
	require.Equal(t, []glua.LValue{glua.LNumber(6), glua.LString("c"), glua.LNil}, results)
	require.Equal(t, []uint64{10, 3}, asked)
	require.Contains(t, faults(t, `rng.int(1, 2)`).Message, "field 'int' is asked of a nil value")
}

func TestHostFunctions(t *testing.T) {
	s := New(Options{})
	defer s.Close()
	s.Register("", "twice", func(state *glua.LState) int {
		state.Push(state.CheckNumber(1) * 2)
		return 1
	})
	s.Register("yard", "broken", func(*glua.LState) int { panic("yard: a bug") })
	body, err := s.Load("host.lua", "local ok = pcall(twice, {})\nif ok then error('taken') end\nreturn twice(21)")
	require.NoError(t, err)
	results, err := s.Call(0, body, 1)
	require.NoError(t, err)
	require.Equal(t, glua.LNumber(42), results[0])

	body, err = s.Load("bug.lua", "pcall(yard.broken)")
	require.NoError(t, err)
	require.PanicsWithValue(t, "yard: a bug", func() { _, _ = s.Call(0, body, 0) })
	results, err = s.Call(0, s.Function(func(state *glua.LState) int { state.Push(glua.LTrue); return 1 }), 1)
	require.NoError(t, err)
	require.Equal(t, glua.LTrue, results[0], "the machine works on after a host's panic")
}
