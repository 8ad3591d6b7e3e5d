package cost

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"blockyard/sim/unit"
)

// A course says at each of its instants what the bill of the window to there says.
func TestACourseIsABillAtEachInstant(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m, book := play(drawHistory(t)), drawBook(t)
		var ends []unit.Instant
		for range rapid.IntRange(1, 8).Draw(t, "ends") {
			ends = append(ends, drawInstant(t, "end"))
		}
		slices.Sort(ends)
		from := rapid.SampledFrom([]unit.Instant{0, 1, ends[0] / 2, ends[0]}).Draw(t, "from")
		from = min(from, ends[0])
		for n, sum := range m.Course(book, unit.DefaultStart, from, ends) {
			bill := m.Bill(book, unit.DefaultStart, Window{from, ends[n]})
			require.Equal(t, bill.Total.Exact(), sum.Total.Exact())
			require.ElementsMatch(t, bill.Missing, sum.Missing)
			for _, g := range bill.By(ByService) {
				require.Equal(t, g.Amount.Exact(), sum.By.Amount(g.Name).Exact(), g.Name)
			}
		}
	})
}

// Who has a course until some instant goes on from there.
func TestACourseGoesOn(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m, book := play(drawHistory(t)), drawBook(t)
		a, b := drawInstant(t, "a"), drawInstant(t, "b")
		a, b = min(a, b), max(a, b)
		whole := m.Course(book, unit.DefaultStart, 0, []unit.Instant{a, b})
		rest := m.Course(book, unit.DefaultStart, a, []unit.Instant{b})
		together := whole[0].Plus(rest[0])
		require.Equal(t, whole[1].Total.Exact(), together.Total.Exact())
		require.ElementsMatch(t, whole[1].Missing, together.Missing)
		for _, g := range whole[1].By {
			require.Equal(t, g.Amount.Exact(), together.By.Amount(g.Name).Exact())
		}
	})
}

// A bill reaches an amount at an instant: a millisecond before it has not.
func TestWhenABillReachesAnAmount(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m, book := play(drawHistory(t)), drawBook(t)
		a, b := drawInstant(t, "from"), drawInstant(t, "to")
		w := Window{min(a, b), max(a, b)}
		amount := unit.Money{Ratio: unit.RatioOf(rapid.Int64Range(1, 2_000_000).Draw(t, "mills"), 1000)}
		until := func(to unit.Instant) unit.Money {
			return m.Bill(book, unit.DefaultStart, Window{w.From, to}).Total
		}
		when, ok := m.When(book, unit.DefaultStart, w, amount)
		require.Equal(t, until(w.To).Compare(amount) >= 0, ok)
		if ok {
			require.GreaterOrEqual(t, until(when).Compare(amount), 0)
			require.Negative(t, until(when-1).Compare(amount))
		}
	})
}

func TestWhenIsExact(t *testing.T) {
	m := play([]step{{Reading{Meter: Compute, Key: "demo.small", Rate: 1}, 0}})
	book := propertyBooks[1] // $0.10 an hour, without a minimum
	when, ok := m.When(book, unit.DefaultStart, Window{0, at(30 * unit.Day)}, usd("43.40"))
	require.True(t, ok)
	require.Equal(t, "2026-04-19 02:00:00 UTC", unit.DefaultStart.At(when).String())
	when, ok = m.When(book, unit.DefaultStart, Window{0, at(unit.Day)}, usd("0.01"))
	require.True(t, ok)
	require.Equal(t, at(6*unit.Minute), when)
	_, ok = m.When(book, unit.DefaultStart, Window{0, at(unit.Day)}, usd("2.41"))
	require.False(t, ok)
	when, ok = m.When(book, unit.DefaultStart, Window{7, 9}, unit.Money{})
	require.True(t, ok, "nothing is reached at once")
	require.Equal(t, unit.Instant(7), when)
}

func TestACourseAscends(t *testing.T) {
	m := play(nil)
	require.Empty(t, m.Course(propertyBooks[0], unit.DefaultStart, 0, nil))
	require.PanicsWithValue(t, "cost: course from 5 through [4]", func() { m.Course(propertyBooks[0], unit.DefaultStart, 5, []unit.Instant{4}) })
}

func usd(text string) unit.Money {
	m, err := unit.ParseMoney(text)
	if err != nil {
		panic(err)
	}
	return m
}
