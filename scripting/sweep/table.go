package sweep

import (
	"slices"

	"blockyard/sim/unit"
)

// A Table is a sweep with its results, as far as they are known.
type Table struct {
	Spec    *Spec
	Results []Result // by number, rising; some may still be missing
}

// A Series is one figure over all values: a line of the chart.
type Series struct {
	Name   string
	Money  bool
	Points []SeriesPoint // by value; those without figures are left out
}

// A SeriesPoint is a figure at one value: the mean over its seeds, and the least and the most of them.
type SeriesPoint struct {
	Value             unit.Ratio
	Mean, Least, Most unit.Ratio
	Seeds             int // that had the figure
}

// Series returns the lines of the sweep, in the order in which the points name them.
func (t *Table) Series() []Series {
	var all []Series
	places := map[string]int{}
	for i := range t.Results {
		value := t.Spec.Point(t.Results[i].Number).Value
		for _, f := range t.Results[i].Figures {
			place, ok := places[f.Name]
			if !ok {
				place = len(all)
				places[f.Name] = place
				all = append(all, Series{Name: f.Name, Money: f.Money})
			}
			all[place].add(value, f.Value)
		}
	}
	for i := range all {
		all[i].finish()
	}
	return all
}

// add counts a figure at a value; Mean is the sum until finish.
func (s *Series) add(value, figure unit.Ratio) {
	if n := len(s.Points); n == 0 || s.Points[n-1].Value.Compare(value) != 0 {
		s.Points = append(s.Points, SeriesPoint{Value: value, Least: figure, Most: figure})
	}
	p := &s.Points[len(s.Points)-1]
	p.Seeds++
	p.Mean = p.Mean.Plus(figure)
	if figure.Compare(p.Least) < 0 {
		p.Least = figure
	}
	if figure.Compare(p.Most) > 0 {
		p.Most = figure
	}
}

// finish makes means of sums.
func (s *Series) finish() {
	for i := range s.Points {
		if p := &s.Points[i]; p.Seeds > 1 {
			p.Mean = p.Mean.Over(unit.RatioOf(int64(p.Seeds), 1))
		}
	}
}

// At returns the figure at a value that was computed.
func (s *Series) At(value unit.Ratio) (SeriesPoint, bool) {
	place, ok := slices.BinarySearchFunc(s.Points, value, func(p SeriesPoint, v unit.Ratio) int { return p.Value.Compare(v) })
	if !ok {
		return SeriesPoint{}, false
	}
	return s.Points[place], true
}

// Between returns the figure at any value between the first and the last, on the straight line between its neighbours.
func (s *Series) Between(value unit.Ratio) (unit.Ratio, bool) {
	if p, ok := s.At(value); ok {
		return p.Mean, true
	}
	for i := 1; i < len(s.Points); i++ {
		a, b := &s.Points[i-1], &s.Points[i]
		if a.Value.Compare(value) < 0 && value.Compare(b.Value) < 0 {
			share := value.Minus(a.Value).Over(b.Value.Minus(a.Value))
			return a.Mean.Plus(b.Mean.Minus(a.Mean).Times(share)), true
		}
	}
	return unit.Ratio{}, false
}

// Text returns a figure of the series: "$17.00", or a number.
func (s *Series) Text(figure unit.Ratio) string {
	if s.Money {
		return unit.Money{Ratio: figure}.String()
	}
	return figure.Short(2)
}

// Faults returns the points that came to nothing.
func (t *Table) Faults() (faults []Result) {
	for _, r := range t.Results {
		if r.Fault != "" {
			faults = append(faults, r)
		}
	}
	return faults
}

// Notes returns what was otherwise than asked for, each thing once, in the order of the points.
func (t *Table) Notes() (notes []string) {
	for _, r := range t.Results {
		if r.Note != "" && !slices.Contains(notes, r.Note) {
			notes = append(notes, r.Note)
		}
	}
	return notes
}
