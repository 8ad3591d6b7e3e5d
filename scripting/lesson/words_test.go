package lesson

import (
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"blockyard/sim/unit"
)

// said returns the result of a check that is one expression.
func said(t *testing.T, expression string) (Result, error) {
	t.Helper()
	l, m := opened(t, `return lesson { api = 1, id = "w", version = 1, title = "W", world = function(w) end,
  steps = { quiz { id = "q", ask = "?", points = 1, options = { { "a", correct = true }, { "b" } } },
    task { id = "ask", text = "?", points = 4, after = "q", check = function(s) return `+expression+` end } },
  solution = "x", wrong = { { title = "x", must_fail = "ask", run = "x" } } }`)
	return l.Check("ask", m)
}

func TestWords(t *testing.T) {
	for _, c := range []struct{ expression, want string }{
		{`seconds(2)`, "2000"},
		{`minutes(2)`, "120000"},
		{`hours(0.5)`, "1800000"},
		{`days(30) / days(1)`, "30"},
		{`usd "72.00"`, "$72.00"},
		{`usd "1" + usd "0.005"`, "$1.00"},
		{`usd "1" - usd "3"`, "-$2.00"},
		{`-usd "1"`, "-$1.00"},
		{`usd "0.10" * 3 == 3 * usd "0.10"`, "true"},
		{`usd "1" < usd "2"`, "true"},
		{`usd "2" <= usd "1"`, "false"},
		{`usd "1" == usd "1.00"`, "true"},
		{`usd "0.1" + usd "0.2" == usd "0.3"`, "true"},
		{`"now " .. usd "5" .. "!"`, "now $5.00!"},
	} {
		r, err := said(t, `fail(tostring(`+c.expression+`))`)
		require.NoError(t, err, c.expression)
		require.Equal(t, c.want, r.Say, c.expression)
	}
}

func TestWordsRefuse(t *testing.T) {
	for _, c := range []struct{ expression, want string }{
		{`fail(days("x"))`, "days takes a number that makes at most 36500 days in whole milliseconds, not the text \"x\"; write days(10)"},
		{`fail(days(1e9))`, "days takes a number that makes at most 36500 days in whole milliseconds, not the number 1000000000; write days(10)"},
		{`fail(usd(72))`, "usd takes a text, not the number 72, so that no cent is lost; write usd \"72.00\""},
		{`fail(usd "ten")`, "usd: \"ten\" is not a decimal number: write one such as 0.10"},
		{`fail(usd "1" + 1)`, "`+` works on two amounts of money, not on money and the number 1; write usd \"1.00\""},
		{`fail(usd "1" * 0.5)`, "money can be multiplied by a whole number only"},
		{`(function() local m = usd "1" for i = 1, 2000 do m = m * 9007199254740992 end return fail "x" end)()`, "an amount of money has more than 400 digits; look for a sum that grows in a loop"},
		{`fail()`, "fail needs a sentence for the learner; write fail \"…\", at most 2000 letters"},
		{`partial(2, "x")`, "partial takes a share between 0 and 1, not the number 2; write partial(0.5, \"…\")"},
		{`all_of {}`, "all_of takes a list of 1 to 100 parts; write all_of { equal(a, b, \"…\"), … }"},
		{`all_of { waiting "x" }`, "part 1 of all_of is a judgement; write equal, exactly, pass or fail there"},
		{`equal({}, 1, "x")`, "equal compares numbers, texts and money, not a table; compare one field of it"},
		{`equal(usd "1", 1, "x")`, "equal compares money with money; write usd \"1.00\" for the amount"},
		{`5`, "the check of `ask` returns the number 5; let it end with return pass, fail, waiting, partial or all_of"},
	} {
		_, err := said(t, c.expression)
		require.EqualError(t, err, "a.lua:3: "+c.want, c.expression)
	}
}

func TestJudgements(t *testing.T) {
	whole, none := unit.RatioOf(1, 1), unit.Ratio{}
	for _, c := range []struct {
		expression string
		want       Result
	}{
		{`pass "Done."`, Result{State: Pass, Fraction: whole, Say: "Done."}},
		{`fail "No."`, Result{State: Fail, Fraction: none, Say: "No."}},
		{`waiting "Soon."`, Result{State: Waiting, Fraction: none, Say: "Soon."}},
		{`partial(0.25, "A bit.")`, Result{State: Partial, Fraction: unit.RatioOf(1, 4), Say: "A bit."}},
		{`equal(2, 2, "Two")`, Result{State: Pass, Fraction: whole, Say: "Two", Parts: []Part{{"Two", true, "2", "2"}}}},
		{`equal(nil, 2, "Two")`, Result{State: Fail, Fraction: none, Say: "Not yet: Two (there: nothing, wanted: 2)", Parts: []Part{{"Two", false, "nothing", "2"}}}},
		{`equal(usd "1.004", usd "1", "A dollar")`, Result{State: Pass, Fraction: whole, Say: "A dollar", Parts: []Part{{"A dollar", true, "$1.00", "$1.00"}}}},
		{`exactly(usd "1.004", usd "1", "A dollar")`, Result{State: Fail, Fraction: none, Say: "Not yet: A dollar (there: $251/250, wanted: $1.00)", Parts: []Part{{"A dollar", false, "$251/250", "$1.00"}}}},
		{`all_of { pass "a", fail "b", equal("x", "x", "c"), fail "d" }`, Result{
			State: Partial, Fraction: unit.RatioOf(1, 2), Say: "b",
			Parts: []Part{{"a", true, "", ""}, {"b", false, "", ""}, {"c", true, "x", "x"}, {"d", false, "", ""}},
		}},
	} {
		r, err := said(t, c.expression)
		require.NoError(t, err, c.expression)
		require.Equal(t, c.want.Fraction.Exact(), r.Fraction.Exact(), c.expression)
		c.want.Fraction, r.Fraction = unit.Ratio{}, unit.Ratio{}
		require.Equal(t, c.want, r, c.expression)
	}
	r, err := said(t, `partial(0.25, "A bit.")`)
	require.NoError(t, err)
	require.Equal(t, "1", r.Points(4).Exact())
}

// TestRandomNumbersRepeat draws in a check, which must not have a memory.
func TestRandomNumbersRepeat(t *testing.T) {
	first, err := said(t, `fail(tostring(rng.int(1, 1000000)))`)
	require.NoError(t, err)
	second, err := said(t, `fail(tostring(rng.int(1, 1000000)))`)
	require.NoError(t, err)
	require.Equal(t, first.Say, second.Say)
}

// TestJudgeCounts compares the share of parts that hold with the parts.
func TestJudgeCounts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		holds := rapid.SliceOfN(rapid.Bool(), 1, 20).Draw(t, "holds")
		var parts []Part
		held := 0
		for _, ok := range holds {
			parts = append(parts, Part{Say: "x", OK: ok})
			if ok {
				held++
			}
		}
		r := judge(parts)
		require.Equal(t, unit.RatioOf(int64(held), int64(len(holds))).Exact(), r.Fraction.Exact())
		require.Equal(t, held == len(holds), r.State == Pass)
		require.Equal(t, held == 0, r.State == Fail)
	})
}

// TestManualIsComplete reads what the manual prints.
func TestManualIsComplete(t *testing.T) {
	var functions []Entry
	functions = append(append(append(functions, Questions()...), Macros()...), Words()...)
	for _, e := range functions {
		require.NotEmpty(t, e.Use, e.Name)
		require.NotEmpty(t, e.Doc, e.Name)
	}
	for _, s := range Schemas() {
		for _, f := range s.Fields {
			require.NotEmpty(t, f.Example, "%s.%s", s.Name, f.Name)
			require.NotEmpty(t, f.Doc, "%s.%s", s.Name, f.Name)
		}
	}
	for _, k := range Kinds() {
		for _, f := range k.Fields {
			require.NotEmpty(t, f.Doc, "%s.%s", k.Name, f.Name)
		}
	}
}
