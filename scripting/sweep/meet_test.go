package sweep

import (
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"blockyard/sim/unit"
)

// drawLine draws a series over the values 0, 1, 2 … of which some may be missing.
func drawLine(t *rapid.T, name string) Series {
	s := Series{Name: name, Money: true}
	for i := range rapid.IntRange(0, 12).Draw(t, "length") {
		if rapid.IntRange(0, 9).Draw(t, "missing") == 0 {
			continue
		}
		s.add(unit.RatioOf(int64(i), 1), unit.RatioOf(rapid.Int64Range(-6, 6).Draw(t, "figure"), rapid.Int64Range(1, 3).Draw(t, "part")))
	}
	return s
}

func TestLinesAreEqualWhereTheyMeetAndNowhereElse(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := drawLine(t, "a"), drawLine(t, "b")
		list := gaps(&a, &b)
		meetings := Meetings(&a, &b)
		for _, m := range meetings {
			if !m.Between {
				p, _ := a.At(m.From)
				q, _ := b.At(m.From)
				require.Zero(t, p.Mean.Compare(q.Mean))
				continue
			}
			below, above := neighbours(list, m.From)
			require.Negative(t, below.Compare(m.From))
			require.Negative(t, m.From.Compare(above))
			require.Zero(t, onLine(&a, below, above, m.From).Compare(m.Figure))
			require.Zero(t, onLine(&b, below, above, m.From).Compare(m.Figure))
			require.Negative(t, m.Before*m.After)
		}
		for i, g := range list {
			require.Equal(t, g.less.Sign() == 0, met(meetings, g.value), "at %s", g.value.Exact())
			if i > 0 && list[i-1].less.Sign()*g.less.Sign() < 0 {
				require.True(t, crossed(meetings, list[i-1].value, g.value), "between %s and %s", list[i-1].value.Exact(), g.value.Exact())
			}
		}
		table := &Table{Spec: &Spec{Name: "hours"}}
		if len(list) > 0 {
			require.NotEmpty(t, table.Compare([]Series{a, b}))
		}
	})
}

// onLine returns what a series says between two values.
func onLine(s *Series, below, above, at unit.Ratio) unit.Ratio {
	p, _ := s.At(below)
	q, _ := s.At(above)
	return p.Mean.Plus(q.Mean.Minus(p.Mean).Times(at.Minus(below).Over(above.Minus(below))))
}

func met(meetings []Meeting, at unit.Ratio) bool {
	for _, m := range meetings {
		if m.From.Compare(at) <= 0 && at.Compare(m.To) <= 0 {
			return true
		}
	}
	return false
}

func crossed(meetings []Meeting, below, above unit.Ratio) bool {
	for _, m := range meetings {
		if m.Between && below.Compare(m.From) < 0 && m.From.Compare(above) < 0 {
			return true
		}
	}
	return false
}

// lineOf returns a series of figures at 0, 1, 2 and so on.
func lineOf(name string, figures ...int64) Series {
	s := Series{Name: name, Money: true}
	for i, f := range figures {
		s.add(unit.RatioOf(int64(i), 1), unit.RatioOf(f, 1))
	}
	return s
}

func TestWhatATableSaysOfTwoLines(t *testing.T) {
	table := &Table{Spec: &Spec{Name: "hours"}}
	says := func(a, b Series) (all []string) {
		for _, s := range table.Compare([]Series{a, b}) {
			if all = append(all, s.Text); s.Why != "" {
				all = append(all, s.Why)
			}
			if s.At != nil {
				all = append(all, Sides(&a, &b, s.At))
			}
		}
		return all
	}
	require.Equal(t, []string{"b is always cheaper, by $2.00 to $5.00."}, says(lineOf("a", 5, 6, 9), lineOf("b", 3, 4, 4)))
	require.Equal(t, []string{"a is always cheaper, by $1.00."}, says(lineOf("a", 1, 2), lineOf("b", 2, 3)))
	require.Equal(t, []string{"a and b are equal everywhere.", ""}, says(lineOf("a", 1, 2), lineOf("b", 1, 2)))
	require.Equal(t, []string{"Same cost from 1 h a day to 2 h a day", "Below, a is cheaper; above, b."}, says(lineOf("a", 1, 2, 2, 4), lineOf("b", 2, 2, 2, 3)))
	require.Equal(t, []string{"Same cost at 1 h a day", "Elsewhere a is cheaper."}, says(lineOf("a", 1, 2, 1), lineOf("b", 2, 2, 2)))
	require.Equal(t, []string{"Same cost at 20 min a day", "$1.00 ÷ $3.00 for each hour a day = 0.33", "Below, b is cheaper; above, a."}, says(lineOf("a", 3, 3), lineOf("b", 2, 5)))
	require.Equal(t, []string{
		"Same cost at 30 min a day", "between 0 h a day and 1 h a day, on straight lines", "Below, a is cheaper; above, b.",
		"Same cost at 2 h a day", "Below, b is cheaper.",
	}, says(lineOf("a", 1, 3, 7), lineOf("b", 2, 2, 7)))
}

func TestMeasures(t *testing.T) {
	third := unit.RatioOf(67, 3)
	for _, c := range []struct {
		name, at string
		value    unit.Ratio
	}{
		{"hours", "22 h 20 min a day", third},
		{"hours", "20 min a day", unit.RatioOf(1, 3)},
		{"hours", "about 7 h 9 min a day", unit.RatioOf(50, 7)},
		{"hours", "0 h a day", unit.Ratio{}},
		{"size", "about 22.33 GiB", third},
		{"size", "100 GiB", unit.RatioOf(100, 1)},
		{"price", "$0.10 an hour", unit.RatioOf(1, 10)},
		{"price", "$0.0416 an hour", unit.RatioOf(416, 10000)},
		{"servers", "servers = 7", unit.RatioOf(7, 1)},
	} {
		require.Equal(t, c.at, (&Spec{Name: c.name}).At(c.value))
	}
}
