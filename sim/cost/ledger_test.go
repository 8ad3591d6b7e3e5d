package cost

import (
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"blockyard/sim/unit"
)

// agree requires that a ledger says what the bill of the same window says.
func agree(t require.TestingT, bill Bill, l *Ledger) {
	sum := l.At(bill.Window.To)
	require.Equal(t, bill.Total.Exact(), sum.Total.Exact())
	require.ElementsMatch(t, bill.Missing, sum.Missing)
	for _, g := range bill.By(ByService) {
		require.Equal(t, g.Amount.Exact(), sum.By.Amount(g.Name).Exact(), g.Name)
	}
	var lines []Line
	for _, e := range l.Entries() {
		of := l.Lines(e, bill.Window.To)
		require.NotEmpty(t, of)
		lines = append(lines, of...)
	}
	require.Equal(t, bill.Lines, lines)
}

// A ledger that has followed a random history in random steps, over forks and
// at instants at which things still change, is the bill at every step and beyond.
func TestALedgerIsTheBill(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		steps, book := drawHistory(t), drawBook(t)
		from := rapid.SampledFrom([]unit.Instant{0, 0, 1, at(unit.Day), at(40 * unit.Day)}).Draw(t, "from")
		m := NewMeters()
		l := m.Ledger(book, unit.DefaultStart, Window{from, from})
		for n, s := range steps {
			set(m, s)
			if n+1 < len(steps) && rapid.Bool().Draw(t, "go on") || s.at < from {
				continue
			}
			now := s.at.Add(rapid.SampledFrom([]unit.Duration{0, 1, unit.Minute - 1, 3 * unit.Day}).Draw(t, "then"))
			if n+1 < len(steps) {
				now = min(now, steps[n+1].at)
			}
			l.Follow(now)
			for _, later := range []unit.Duration{0, 1, unit.Minute, 8 * unit.Day, 70 * unit.Day} {
				agree(t, m.Bill(book, unit.DefaultStart, Window{from, now.Add(later)}), l)
			}
			agree(t, m.Bill(book, unit.DefaultStart, Window{from, now}), m.Ledger(book, unit.DefaultStart, Window{from, now}))
		}
	})
}

func TestALedgerDoesNotLookBack(t *testing.T) {
	l := NewMeters().Ledger(lesson(t, "60s"), unit.DefaultStart, Window{5, 10})
	require.PanicsWithValue(t, "cost: ledger followed to 9, which is before 10", func() { l.Follow(9) })
	require.PanicsWithValue(t, "cost: ledger asked for 9, which is before 10", func() { l.At(9) })
}

// BenchmarkLedger is what a picture asks for in every frame, with 10,000
// volumes of 30 intervals each: what all costs when only the clock has moved,
// when something was metered, and at the first look.
func BenchmarkLedger(b *testing.B) {
	m, book := resized(), propertyBooks[0]
	now := month
	l := m.Ledger(book, unit.DefaultStart, Window{0, now})
	b.Run("at", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			l.At(now.Add(unit.Hour))
		}
	})
	b.Run("follow", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			now++
			l.Follow(now)
		}
	})
	b.Run("first", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			m.Ledger(book, unit.DefaultStart, Window{0, now})
		}
	})
}
