package lua

import (
	"regexp"
	"runtime"
	"testing"

	"github.com/stretchr/testify/require"
)

// bombs are scripts that would never end, or fill the memory, or do both in one instruction.
var bombs = []struct {
	name, source string
	kind         Kind
}{
	{"endless loop", `while true do end`, KindFuel},
	{"endless repeat", `repeat until false`, KindFuel},
	{"endless goto", `::again:: goto again`, KindFuel},
	{"loop inside pcall", `while true do pcall(function() while true do end end) end`, KindFuel},
	{"loop inside a last pcall", `return pcall(function() while true do end end)`, KindFuel},
	{"growth inside a last pcall", `return pcall(string.rep, "x", 1e9)`, KindMemory},
	{"growth inside a last xpcall", `return xpcall(function() return ("x"):rep(1e9) end, print)`, KindMemory},
	{"loop of pcalls", `while true do pcall(error, "x") end`, KindFuel},
	{"nested pcalls", `local function f() return pcall(f) end while true do f() end`, KindFuel},
	{"recursion", `local function f() return 1 + f() end f()`, KindStack},
	{"recursion through pcall", `local function f() pcall(f) pcall(f) end f()`, KindFuel},
	{"recursion by __index", `local t = setmetatable({}, { __index = function(t, k) return t[k .. "x"] end }) return t.x`, KindStack},
	{"recursion by __tostring", `local t t = setmetatable({}, { __tostring = function() return tostring(t) end }) print(t)`, KindStack},
	{"recursion by __newindex", `local t = setmetatable({}, { __newindex = function(t, k, v) t[k] = v end }) t.x = 1`, KindStack},
	{"tail recursion", `local function f() return f() end f()`, KindFuel},
	{"errors below tail calls", `
		local function deep(n) if n == 0 then pcall(error, "x") return 1 end return 1 + deep(n - 1) end
		local function tail(n) if n == 0 then while true do pcall(deep, 190) end end return tail(n - 1) end
		tail(200000)`, KindFuel},
	{"pcalls on a full stack below tail calls", `
		local function full() pcall(error) return 1 + full() end
		local function tail(n) if n == 0 then while true do pcall(full) end end return tail(n - 1) end
		tail(100000)`, KindFuel},
	{"metatable index circle", `local t = setmetatable({}, {}) getmetatable(t).__index = t return t.x`, KindRuntime},
	{"metatable index chain", `
		local t = {} for i = 1, 4 do t = setmetatable({}, { __index = t }) end
		while true do local x = t.missing end`, KindFuel},
	{"table growth", `local t = {} while true do t[#t + 1] = "x" end`, KindFuel},
	{"table growth by names", `local t, i = {}, 0 while true do i = i + 1 t["k" .. i] = i end`, KindMemory},
	{"tables with fields", `local t = {} while true do t[#t + 1] = { x = 1 } end`, KindMemory},
	{"tables that get a field", `local t = {} while true do local u = {} u.x = 1 t[#t + 1] = u end`, KindMemory},
	{"list of nested tables", `local t = {} while true do t = { x = t, y = { z = 1 } } end`, KindMemory},
	{"closures", `local t = {} while true do local n = 0 t[#t + 1] = function() n = n + 1 end end`, KindFuel},
	{"far element", `local t = {} for i = 1, 100 do t[67108862] = i end`, KindMemory},
	{"far element of nil", `local t = {} while true do t[67108862] = nil end`, KindFuel},
	{"far element in a constructor", `local k = 67108862 return { [k] = 1 }`, KindMemory},
	{"far constant in a constructor", `return { [67108862] = 1 }`, KindMemory},
	{"far rawset", `rawset({}, 67108862, 1)`, KindMemory},
	{"length of holes", `
		local t = {} for i = 1, 50000 do t[i] = i end for i = 50000, 2, -1 do t[i] = nil end
		while true do local n = #t end`, KindFuel},
	{"next over removed keys", `
		local t = {} for i = 1, 5000 do t["k" .. i] = 1 end for i = 1, 5000 do t["k" .. i] = nil end
		while true do next(t) end`, KindFuel},
	{"next over holes", `
		local t = {} for i = 1, 50000 do t[i] = i end for i = 49999, 1, -1 do t[i] = nil end
		while true do next(t) end`, KindFuel},
	{"insert at the front", `local t = {} while true do table.insert(t, 1, 1) end`, KindFuel},
	{"remove at the front", `local t = {} for i = 1, 50000 do t[i] = i end while true do table.insert(t, table.remove(t, 1)) end`, KindFuel},
	{"string doubling", `local s = "x" while true do s = s .. s end`, KindMemory},
	{"string growth", `local s = "" while true do s = s .. "x" end`, KindMemory},
	{"string.rep", `local s = string.rep("x", 256 * 1024 * 1024)`, KindMemory},
	{"string.rep of nothing", `for i = 1, 1e9 do local s = string.rep("", 1e15) end`, KindFuel},
	{"rep of rep", `local s = ("x"):rep(1e5):rep(1e5)`, KindMemory},
	{"string.format width", `local s = string.format("%099999999d", 1)`, KindRuntime},
	{"string.format repeated", `local s = ("x"):rep(1e5) while true do s = string.format("%s%s", s, s) end`, KindMemory},
	{"string.format quoting", `local s = ("\n"):rep(1e5) while true do s = ("%q"):format(s) end`, KindMemory},
	{"table.concat", `local t, s = {}, string.rep("x", 2e5) for i = 1, 100 do t[i] = s end return table.concat(t)`, KindMemory},
	{"table.concat separator", `local t = {} for i = 1, 1000 do t[i] = "" end return table.concat(t, ("x"):rep(1e5))`, KindMemory},
	{"gsub growth", `local s = string.rep("x", 10000) s = s:gsub("x", s)`, KindMemory},
	{"gsub template", `local s = string.rep("x", 10000) s = s:gsub(".+", ("%0"):rep(1000))`, KindMemory},
	{"gsub callback", `(("x"):rep(10)):gsub(".", function() while true do end end)`, KindFuel},
	{"pattern of two", `while true do string.find(string.rep("a", 400), "a-a-b") end`, KindFuel},
	{"pattern of three", `string.find(string.rep("a", 4000), "a-a-a-b")`, KindFuel},
	{"pattern of many", `string.find(string.rep("a", 4000), (".-"):rep(20) .. "b")`, KindFuel},
	{"pattern of greed", `string.match(string.rep("a", 4000), ("a*"):rep(20) .. "b")`, KindFuel},
	{"pattern of options", `string.match(string.rep("a", 30), ("a?"):rep(400) .. ("a"):rep(40))`, KindFuel},
	{"pattern of references", `string.match(string.rep("a", 20000), "(.+)(.+)%2%1b")`, KindFuel},
	{"pattern of balance", `string.match(string.rep("(", 100000), "%b()")`, KindFuel},
	{"gmatch", `for w in string.rep("a", 1000):gmatch("(.-)(.-)b") do end while true do ("x"):gmatch("x") end`, KindFuel},
	{"long comparison", `local a = ("x"):rep(2e5) local b = a .. "" while true do local c = a < b end`, KindFuel},
	{"long equality", `local a = ("x"):rep(2e5) local b = a .. "" while true do local c = a == b end`, KindFuel},
	{"long key", `local k, t = ("x"):rep(2e5), { x = 1 } while true do local v = t[k] end`, KindFuel},
	{"long rawequal", `local a = ("x"):rep(2e5) local b = a .. "" while true do rawequal(a, b) end`, KindFuel},
	{"long number", `local s = ("1"):rep(2e5) while true do pcall(function() return s + 1 end) end`, KindFuel},
	{"long tonumber", `local s = (" "):rep(2e5) while true do tonumber(s) math.floor(1, s) end`, KindFuel},
	{"long error", `local t, s = {}, ("x"):rep(2e5) while true do t[#t + 1] = select(2, pcall(error, s)) end`, KindFuel},
	{"index of nil by a long key", `local t, k, n = {}, ("x"):rep(2e5) while true do t[#t + 1] = select(2, pcall(function() return n[k] end)) end`, KindFuel},
	{"remainder of extremes", `local a, b = 1e308, 3e-308 while true do local c = a % b end`, KindFuel},
	{"power of extremes", `local a, b = 1.0000001, 2147483647 while true do local c = a ^ b end`, KindFuel},
	{"sort comparator loop", `local t = {} for i = 1, 1000 do t[i] = i end table.sort(t, function() while true do end end)`, KindFuel},
	{"sort comparator lies", `local t = {} for i = 1, 1000 do t[i] = i end while true do table.sort(t, function() return true end) end`, KindFuel},
	{"sort of long texts", `local t = {} for i = 1, 20 do t[i] = ("x"):rep(1e5) end while true do table.sort(t) end`, KindFuel},
	{"error in a handler", `xpcall(function() error("x") end, function() while true do end end)`, KindFuel},
	{"errors in handlers", `local function h() error("y") end while true do xpcall(error, h) end`, KindFuel},
	{"unpack", `local t = {} for i = 1, 1e4 do t[i] = i end return (function(...) return select("#", ...) end)(unpack(t))`, KindRuntime},
	{"unpack of nothing", `return select("#", unpack({}, 1, 1e15))`, KindRuntime},
	{"varargs that grow", `local function f(...) return f(1, ...) end f()`, KindFuel},
	{"varargs passed on", `local function f(...) while true do local n = select("#", ...) end end local t = {} for i = 1, 3000 do t[i] = i end f(unpack(t))`, KindFuel},
	{"results passed up", `
		local t = {} for i = 1, 3000 do t[i] = i end
		local function f(n) if n == 0 then return unpack(t) end return 1, f(n - 1) end
		while true do f(150) end`, KindFuel},
	{"printing", `local s = ("x"):rep(1e5) while true do print(s, s) end`, KindMemory},
	{"ipairs over itself", `local t = { 1 } for i, v in ipairs(t) do t[i + 1] = v end`, KindFuel},
	{"pairs over itself", `local t = { a = 1 } for k in pairs(t) do t[k .. "x"] = 1 end`, KindFuel},
}

func TestBombs(t *testing.T) {
	for _, bomb := range bombs {
		t.Run(bomb.name, func(t *testing.T) {
			small := Options{Fuel: DefaultFuel / 2, Memory: DefaultMemory / 4}
			_, _, err := runWith(small, bomb.source)
			_, _, again := runWith(small, bomb.source)
			require.EqualError(t, again, err.Error())
			first, ok := err.(*Fault)
			require.True(t, ok)
			require.Equal(t, bomb.kind, first.Kind, "%v", first)
			require.Positive(t, first.Line)
			require.NotContains(t, first.Message, "0x")
			require.Less(t, len(first.Error()), 300)
		})
	}
}

// lastLoop finds the loop that does the hidden work.
var lastLoop = regexp.MustCompile(`for i = 1, (500|1000|2000) do`)

// TestHiddenWorkIsCharged runs what is a few thousand instructions to the machine and much more to the processor.
func TestHiddenWorkIsCharged(t *testing.T) {
	long := `local a = ("x"):rep(2e5) local b = a .. "" local t = { x = 1 } `
	for name, source := range map[string]string{
		"holes at the front":  `local t = {} for i = 1, 40000 do t[i] = i end for i = 39999, 1, -1 do t[i] = nil end for i = 1, 1000 do next(t) end`,
		"holes at the end":    `local t = {} for i = 1, 40000 do t[i] = i end for i = 40000, 2, -1 do t[i] = nil end for i = 1, 1000 do local n = #t end`,
		"removed keys":        `local t = {} for i = 1, 5000 do t["k" .. i] = 1 end for i = 1, 5000 do t["k" .. i] = nil end for i = 1, 2000 do next(t) end`,
		"removal in front":    `local t = {} for i = 1, 40000 do t[i] = i end for i = 1, 1000 do table.remove(t, 1) end`,
		"insertion in front":  `local t = {} for i = 1, 40000 do t[i] = i end for i = 1, 1000 do table.insert(t, 1, i) end`,
		"comparison":          long + `for i = 1, 1000 do local c = a < b end`,
		"equality":            long + `for i = 1, 1000 do local c = a == b end`,
		"inequality":          long + `for i = 1, 1000 do local c = a ~= b end`,
		"reading by a key":    long + `for i = 1, 1000 do local c = t[a] end`,
		"writing by a key":    long + `for i = 1, 1000 do t[a] = i end`,
		"a constructor's key": long + `for i = 1, 1000 do local u = { [a] = i } end`,
		"arguments":           long + `for i = 1, 1000 do rawequal(a, b) end`,
		"plain search":        long + `for i = 1, 1000 do a:find("y", 1, true) end`,
		"a remainder":         `local a, b = 1e308, 3e-308 for i = 1, 1000 do local c = a % b end`,
		"unpacking":           `local t = {} for i = 1, 3000 do t[i] = i end for i = 1, 500 do select("#", unpack(t)) end`,
		"passing values on":   `local function f(...) for i = 1, 1000 do local n = select("#", ...) end end local t = {} for i = 1, 3000 do t[i] = i end f(unpack(t))`,
	} {
		_, _, err := runWith(Options{Fuel: 1_000_000}, source)
		require.Error(t, err, name)
		require.Equal(t, KindFuel, err.(*Fault).Kind, name)
		_, _, err = runWith(Options{Fuel: 1_000_000}, lastLoop.ReplaceAllString(source, "for i = 1, 1 do"))
		require.NoError(t, err, "%s: the loop is what costs", name)
	}
}

// BenchmarkBombs gives the time until each bomb is stopped, and the memory that is still held then.
func BenchmarkBombs(b *testing.B) {
	for _, bomb := range bombs {
		b.Run(bomb.name, func(b *testing.B) {
			var before, after runtime.MemStats
			runtime.GC()
			runtime.ReadMemStats(&before)
			s := New(Options{})
			body, err := s.Load("bomb.lua", bomb.source)
			require.NoError(b, err)
			for b.Loop() {
				_, err = s.Call(0, body, 0)
			}
			require.Error(b, err)
			runtime.ReadMemStats(&after)
			b.ReportMetric(float64(after.TotalAlloc-before.TotalAlloc)/float64(max(b.N, 1))/1e6, "MB-made/op")
			b.ReportMetric(float64(after.HeapSys)/1e6, "MB-heap")
		})
	}
}
