package sweep

import (
	"slices"

	"blockyard/sim/unit"
)

// A Meeting is where two series say the same: at one value, or over a stretch of them. Between values that were computed
// the lines are taken to be straight, and the place is exact.
type Meeting struct {
	From, To unit.Ratio // equal where the lines meet at one value
	Figure   unit.Ratio // what both say at From
	Between  bool       // no value that was computed, but between two of them
	Before   int        // the sign of the first series less the second before the meeting; 0 where nothing is before
	After    int        // and after it
}

// A gap is how two series differ at a value.
type gap struct {
	value, figure, less unit.Ratio // less is the first series less the second
}

// gaps returns how two series differ at every value that both have.
func gaps(a, b *Series) (all []gap) {
	for i := range a.Points {
		p := &a.Points[i]
		if q, ok := b.At(p.Value); ok {
			all = append(all, gap{p.Value, p.Mean, p.Mean.Minus(q.Mean)})
		}
	}
	return all
}

// Meetings returns where two series meet, by value.
func Meetings(a, b *Series) (all []Meeting) {
	list := gaps(a, b)
	for i := 0; i < len(list); i++ {
		here := &list[i]
		if here.less.Sign() == 0 {
			last := i
			for last+1 < len(list) && list[last+1].less.Sign() == 0 {
				last++
			}
			all = append(all, Meeting{From: here.value, To: list[last].value, Figure: here.figure, Before: signAt(list, i-1), After: signAt(list, last+1)})
			i = last
			continue
		}
		if i+1 < len(list) && here.less.Sign()*list[i+1].less.Sign() < 0 {
			all = append(all, crossing(here, &list[i+1]))
		}
	}
	return all
}

func signAt(list []gap, i int) int {
	if i < 0 || i >= len(list) {
		return 0
	}
	return list[i].less.Sign()
}

// crossing returns where two lines cross between two values: the share of the way is d ÷ (d − e) for the gaps d and e.
func crossing(p, q *gap) Meeting {
	share := p.less.Over(p.less.Minus(q.less))
	at := p.value.Plus(q.value.Minus(p.value).Times(share))
	figure := p.figure.Plus(q.figure.Minus(p.figure).Times(share))
	return Meeting{From: at, To: at, Figure: figure, Between: true, Before: p.less.Sign(), After: q.less.Sign()}
}

// A Slope is a straight line: its figure at the first value, and what it grows by for each 1 more.
type Slope struct{ Start, Each unit.Ratio }

// Straight returns the line of a series, if all its points lie exactly on one, whatever the seed.
func (s *Series) Straight() (line Slope, ok bool) {
	n := len(s.Points)
	if n == 0 {
		return line, false
	}
	first, last := &s.Points[0], &s.Points[n-1]
	line.Start = first.Mean
	if n == 1 {
		return line, true
	}
	line.Each = last.Mean.Minus(first.Mean).Over(last.Value.Minus(first.Value))
	for i := range s.Points {
		p := &s.Points[i]
		if p.Mean.Minus(first.Mean).Compare(p.Value.Minus(first.Value).Times(line.Each)) != 0 || p.Least.Compare(p.Most) != 0 {
			return line, false
		}
	}
	return line, true
}

// Rows returns the values that a short table shows: some of those that were computed, evenly spread, with the one at hand
// and the last, and those at which the first two series meet.
func (t *Table) Rows(series []Series, at unit.Ratio, most int) []unit.Ratio {
	values := t.Spec.Values
	var rows []unit.Ratio
	if len(values) <= most {
		rows = slices.Clone(values)
	} else {
		for i := range most {
			rows = append(rows, values[i*(len(values)-1)/max(1, most-1)])
		}
		rows = append(rows, at)
	}
	if len(series) >= 2 {
		for _, m := range Meetings(&series[0], &series[1]) {
			rows = append(rows, m.From)
		}
	}
	slices.SortFunc(rows, unit.Ratio.Compare)
	return slices.CompactFunc(rows, func(a, b unit.Ratio) bool { return a.Compare(b) == 0 })
}
