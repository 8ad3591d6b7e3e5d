package sweep

import (
	"strconv"

	"blockyard/scripting/shell"
	"blockyard/sim/unit"
)

// Long returns the results as a table with a row for each figure: exact, and rounded to be read.
func (t *Table) Long() string {
	rows := [][]string{{t.Spec.Name, "seed", "figure", "value", "exact", "fault"}}
	for i := range t.Results {
		r := &t.Results[i]
		p := t.Spec.Point(r.Number)
		head := []string{decimal(p.Value), strconv.FormatUint(p.Seed, 10)}
		for _, f := range r.Figures {
			rows = append(rows, append(head[:2:2], f.Name, f.text(), f.Value.Exact(), ""))
		}
		if r.Fault != "" {
			rows = append(rows, append(head[:2:2], "", "", "", r.Fault))
		}
	}
	return shell.CSV(rows)
}

// text returns a figure for a table: money with cents, and a number with six digits behind the point at most.
func (f *Figure) text() string {
	if f.Money {
		return unit.Money{Ratio: f.Value}.Cents()
	}
	return f.Value.Short(6)
}

// Wide returns the results as a table with a row for each value and a column for each series; where there are several
// seeds, three: the mean, the least and the most.
func (t *Table) Wide() string {
	series := t.Series()
	seeds := len(t.Spec.Seeds) > 1
	head := []string{t.Spec.Name}
	for i := range series {
		head = append(head, series[i].Name)
		if seeds {
			head = append(head, series[i].Name+" least", series[i].Name+" most")
		}
	}
	rows := [][]string{head}
	for _, v := range t.Spec.Values {
		row := []string{decimal(v)}
		for i := range series {
			row = append(row, series[i].cells(v, seeds)...)
		}
		rows = append(rows, row)
	}
	return shell.CSV(rows)
}

// cells returns what a wide row says of a series at a value; nothing where it came to nothing.
func (s *Series) cells(v unit.Ratio, seeds bool) []string {
	p, ok := s.At(v)
	figures := []unit.Ratio{p.Mean}
	if seeds {
		figures = append(figures, p.Least, p.Most)
	}
	cells := make([]string, len(figures))
	for i := range cells {
		if ok {
			cells[i] = (&Figure{Value: figures[i], Money: s.Money}).text()
		}
	}
	return cells
}
