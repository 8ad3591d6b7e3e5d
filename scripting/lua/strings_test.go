package lua

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	glua "github.com/yuin/gopher-lua"
	"pgregory.net/rapid"
)

func TestStrings(t *testing.T) {
	for source, printed := range map[string]string{
		`("hello"):sub(2, 3)`:                                   "el",
		`("hello"):sub(-3)`:                                     "llo",
		`("hello"):sub(0, 2)`:                                   "he",
		`("hello"):sub(4, 2)`:                                   "",
		`("hello"):sub(-100, 100)`:                              "hello",
		`("x"):sub(1e300)`:                                      "",
		`("MiXed é"):upper(), ("MiXed É"):lower()`:              "MIXED é\tmixed É",
		`("ab"):rep(3), ("ab"):rep(0), ("x"):rep(-1)`:           "ababab\t\t",
		`("abc"):reverse(), ("abc"):len()`:                      "cba\t3",
		`("abc"):byte(), ("abc"):byte(-1), ("abc"):byte(1, -1)`: "97\t99\t97\t98\t99",
		`string.char(72, 105), string.char()`:                   "Hi\t",

		`("hello world"):find("o w")`:                                         "5\t7",
		`("hello"):find("l")`:                                                 "3\t3",
		`("hello"):find("xyz"), ("hello"):find("")`:                           "nil\t1\t0",
		`("hello"):find("", 10)`:                                              "6\t5",
		`("a.b"):find(".", 1, true)`:                                          "2\t2",
		`("a+b"):find("+", 1, true)`:                                          "2\t2",
		`("key = value"):match("^(%w+)%s*=%s*(%w+)$")`:                        "key\tvalue",
		`("2024-01-02"):match("(%d+)-(%d+)-(%d+)")`:                           "2024\t01\t02",
		`("  trim  "):match("^%s*(.-)%s*$") .. "|"`:                           "trim|",
		`("abc"):match("()b()")`:                                              "2\t3",
		`("f(a(b)c)d"):match("%b()")`:                                         "(a(b)c)",
		`("THE (quick) fox"):find("%((%a+)%)")`:                               "5\t11\tquick",
		`("xyzxyz"):match("(xyz)%1")`:                                         "xyz",
		`("THE (quick) fox"):gsub("%f[%a]%a+", "w")`:                          "w (w) w\t3",
		`("a]b-c^"):gsub("[]%-^]", "_")`:                                      "a_b_c_\t3",
		`("0x1F"):match("^0[xX](%x+)$")`:                                      "1F",
		`("a,b,,c"):gsub(",", ";")`:                                           "a;b;;c\t3",
		`("abc"):gsub("", "-")`:                                               "-a-b-c-\t4",
		`("abc"):gsub("%w", "%0%0")`:                                          "aabbcc\t3",
		`("hello world"):gsub("(%w+) (%w+)", "%2 %1")`:                        "world hello\t1",
		`("$name is $age"):gsub("%$(%w+)", { name = "Ada", age = 36 })`:       "Ada is 36\t2",
		`("abc"):gsub("%w", function(c) if c == "b" then return "B" end end)`: "aBc\t3",
		`("abc"):gsub("%w", "x", 2)`:                                          "xxc\t2",
		`("aaa"):gsub("^a", "b")`:                                             "baa\t1",
		`("100%"):gsub("%%", " percent")`:                                     "100 percent\t1",
		`("abc"):gsub("b", "%%")`:                                             "a%c\t1",
		`("a$"):find("$", 1, true), ("a$b"):find("$b")`:                       "2\t2\t3",
		`("[x]"):match("[[]x[]]")`:                                            "[x]",
		`("a-z"):match("[a-]+")`:                                              "a-",

		`string.format("%d %5d|%-5d|%05d %+d", 1, 2, 3, 4, 5)`:                    "1     2|3    |00004 +5",
		`string.format("%i %u %d", 7.9, 8, "9")`:                                  "7 8 9",
		`string.format("%x %X %#x %o", 255, 255, 255, 8)`:                         "ff FF 0xff 10",
		`string.format("%x", -1)`:                                                 "ffffffffffffffff",
		`string.format("%c%c", 72, 105)`:                                          "Hi",
		`string.format("%s %10s|%-10s|%.2s", 1, "ab", "ab", "abc")`:               "1         ab|ab        |ab",
		`string.format("%q", 'a "b"\n\\')`:                                        "\"a \\\"b\\\"\\\n\\\\\"",
		`string.format("%f %.2f %e %g %g %G", 1, 2.345, 12345, 0.1, 1e20, 1e-10)`: "1.000000 2.35 1.234500e+04 0.1 1e+20 1E-10",
		`string.format("%5.1f|%-8.3f|%+.0f", 3.14159, 2.5, 2)`:                    "  3.1|2.500   |+2",
		`string.format("%d%%", 50)`:                                               "50%",
		`string.format("%f %5.1f", 1/0, 0/0)`:                                     "inf   nan",
		`string.format("%s %s %s", nil, true, {})`:                                "nil true table",
		`string.format("%.3d", 5)`:                                                "005",

		`table.concat({ 1, "a", 2.5 }, ", "), table.concat({}, "x"), table.concat({ 1, 2, 3 }, "", 2, 3)`: "1, a, 2.5\t\t23",
		`math.floor(-1.5), math.max(1, 3, 2), math.min(2, 1), math.fmod(-5, 3), math.huge`:                "-2\t3\t1\t-2\tinf",
		`math.modf(-1.5)`:    "-1\t-0.5",
		`math.frexp(8)`:      "0.5\t4",
		`math.ldexp(1, 1e9)`: "inf",
	} {
		require.Equal(t, printed, prints(t, "print("+source+")"), source)
	}
}

func TestTables(t *testing.T) {
	for source, printed := range map[string]string{
		`local t = { 3, 1, 2 } table.sort(t) print(unpack(t))`:                                                                                   "1\t2\t3",
		`local t = { "b", "a" } table.sort(t, function(a, b) return a > b end) print(unpack(t))`:                                                 "b\ta",
		`local t = { { 1, "x" }, { 0, "y" }, { 1, "z" } } table.sort(t, function(a, b) return a[1] < b[1] end) print(t[1][2], t[2][2], t[3][2])`: "y\tx\tz",
		`local t = {} table.insert(t, "a") table.insert(t, 1, "b") table.insert(t, 2, "c") print(unpack(t))`:                                     "b\tc\ta",
		`local t = { 1, 2, 3 } print(table.remove(t), table.remove(t, 1), #t, t[1], table.remove({}))`:                                           "3\t1\t1\t2",
		`print(table.maxn({ 1, 2, [10.5] = 1, x = 1 }), table.getn({ 1, 2 }))`:                                                                   "10.5\t2",
		`local words = {} for w in ("one two  three"):gmatch("%a+") do words[#words + 1] = w end print(unpack(words))`:                           "one\ttwo\tthree",
		`for k, v in ("a=1, b=2"):gmatch("(%w+)=(%w+)") do print(k, v) end`:                                                                      "a\t1\nb\t2",
		`local n = 0 for p in ("abc"):gmatch("()") do n = n + p end print(n)`:                                                                    "10",
		`for w in ("^a^b"):gmatch("^%a") do print(w) end`:                                                                                        "^a\n^b",
	} {
		require.Equal(t, printed, prints(t, source), source)
	}
}

func TestPatternErrors(t *testing.T) {
	for pattern, message := range map[string]string{
		"(":                      "without its )",
		")":                      "without its (",
		"[a":                     "without its ]",
		"%":                      "ends with %",
		"%1":                     "has not ended",
		"(%1)":                   "has not ended",
		"%bx":                    "two characters",
		"%fa":                    "[set]",
		"[%":                     "ends with %",
		strings.Repeat("()", 33): "32 captures",
		strings.Repeat("a", 501): "too long",
	} {
		fault := faults(t, fmt.Sprintf("return ('x'):find(%q)", pattern+"")+" or ('x'):match("+fmt.Sprintf("%q", pattern)+")")
		require.Contains(t, fault.Message, message, pattern)
	}
}

// plain gives gopher-lua's own string library, to compare with.
func plain(t testing.TB) *glua.LState {
	state := glua.NewState()
	t.Cleanup(state.Close)
	return state
}

// both calls one function of the string library here and there and gives what each returns, as text.
func both(t require.TestingT, s *Sandbox, other *glua.LState, function string, args ...glua.LValue) (ours, theirs string) {
	f := s.state.G.Global.RawGetString("string").(*glua.LTable).RawGetString(function)
	results, err := s.Call(0, f, glua.MultRet, args...)
	require.NoError(t, err)
	ours = fmt.Sprint(results)

	other.Push(other.GetGlobal("string").(*glua.LTable).RawGetString(function))
	for _, a := range args {
		other.Push(a)
	}
	require.NoError(t, other.PCall(len(args), glua.MultRet, nil))
	var got []glua.LValue
	for i := 1; i <= other.GetTop(); i++ {
		got = append(got, other.Get(i))
	}
	other.SetTop(0)
	if function == "match" && len(got) == 0 {
		got = append(got, glua.LNil) // gopher-lua's match returns nothing where there is no match
	}
	return ours, fmt.Sprint(got)
}

// TestPatternsAgree compares our matcher with gopher-lua's, on patterns that both give the same meaning.
func TestPatternsAgree(t *testing.T) {
	s, other := New(Options{}), plain(t)
	defer s.Close()
	rapid.Check(t, func(t *rapid.T) {
		single := rapid.SampledFrom([]string{"a", "b", ".", "%a", "%d", "%s", "%W", "[ab]", "[^a]", "[a-c1]", "[%d ]", "%."})
		piece := rapid.Custom(func(t *rapid.T) string {
			one := single.Draw(t, "class") + rapid.SampledFrom([]string{"", "", "*", "+", "-", "?"}).Draw(t, "repeat")
			return rapid.SampledFrom([]string{one, one, "(" + one + ")", "()", "%bab"}).Draw(t, "piece")
		})
		pattern := rapid.SampledFrom([]string{"", "^"}).Draw(t, "anchor") +
			strings.Join(rapid.SliceOfN(piece, 1, 4).Draw(t, "pieces"), "") +
			rapid.SampledFrom([]string{"", "", "$"}).Draw(t, "end")
		text := rapid.StringMatching(`[ab1 .]{0,12}`).Draw(t, "text")

		for _, function := range []string{"find", "match"} {
			ours, theirs := both(t, s, other, function, glua.LString(text), glua.LString(pattern))
			require.Equal(t, theirs, ours, "%s(%q, %q)", function, text, pattern)
		}
		ours, theirs := both(t, s, other, "gsub", glua.LString(text), glua.LString(pattern), glua.LString("<%0>"))
		require.Equal(t, theirs, ours, "gsub(%q, %q)", text, pattern)
	})
}

// TestStringsAgree compares the functions without patterns.
func TestStringsAgree(t *testing.T) {
	s, other := New(Options{}), plain(t)
	defer s.Close()
	rapid.Check(t, func(t *rapid.T) {
		text := glua.LString(rapid.StringMatching(`[a-zA-Z0-9 %]{0,20}`).Draw(t, "text"))
		from, to := rapid.IntRange(1, 25).Draw(t, "from"), rapid.IntRange(-25, 25).Draw(t, "to")
		for _, function := range []string{"len", "lower", "upper", "reverse"} {
			ours, theirs := both(t, s, other, function, text)
			require.Equal(t, theirs, ours, function)
		}
		if to != 0 { // gopher-lua takes an end of 0 for the last byte
			ours, theirs := both(t, s, other, "sub", text, glua.LNumber(from), glua.LNumber(to))
			require.Equal(t, theirs, ours, "sub(%q, %d, %d)", text, from, to)
		}
		ours, theirs := both(t, s, other, "rep", text, glua.LNumber(max(to, 0)))
		require.Equal(t, theirs, ours)
		layout := rapid.SampledFrom([]string{"%d", "%5d", "%-8d|", "%05d", "%x", "%.3f", "%10.2f", "%e", "%s"}).Draw(t, "layout")
		ours, theirs = both(t, s, other, "format", glua.LString(layout), glua.LNumber(from))
		require.Equal(t, theirs, ours, layout)
	})
}
