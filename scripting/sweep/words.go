package sweep

import "blockyard/sim/unit"

// A Saying is what a table says in words: a sentence, and how it is known.
type Saying struct {
	Text, Why string
	At        *Meeting // where it is, for a chart; nil where it is everywhere
}

// mostCompared is how many series are compared in words, each with each.
const mostCompared = 4

// Compare says of the series, each with each, where they are equal and which is less on which side.
func (t *Table) Compare(series []Series) (all []Saying) {
	for i := range series[:min(len(series), mostCompared)] {
		for j := range i {
			if a, b := &series[j], &series[i]; a.Money == b.Money {
				all = append(all, t.compare(a, b)...)
			}
		}
	}
	return all
}

func (t *Table) compare(a, b *Series) (all []Saying) {
	meetings := Meetings(a, b)
	list := gaps(a, b)
	if len(list) == 0 {
		return nil
	}
	if len(meetings) == 0 {
		return []Saying{t.never(a, b, list)}
	}
	for i := range meetings {
		all = append(all, t.meet(a, b, &meetings[i], list))
	}
	return all
}

// cheap is the word for less.
func cheap(s *Series) string {
	if s.Money {
		return "cheaper"
	}
	return "less"
}

// never says which of two lines that never meet is less, and by how much.
func (t *Table) never(a, b *Series, list []gap) Saying {
	less, sign := a, list[0].less.Sign()
	if sign > 0 {
		less = b
	}
	least, most := distance(&list[0]), distance(&list[0])
	for i := range list {
		if d := distance(&list[i]); d.Compare(least) < 0 {
			least = d
		} else if d.Compare(most) > 0 {
			most = d
		}
	}
	by := a.Text(least)
	if least.Compare(most) != 0 {
		by += " to " + a.Text(most)
	}
	return Saying{Text: less.Name + " is always " + cheap(a) + ", by " + by + "."}
}

// distance returns how far apart two lines are at a value.
func distance(g *gap) unit.Ratio {
	if g.less.Sign() < 0 {
		return unit.Ratio{}.Minus(g.less)
	}
	return g.less
}

// meet says where two lines are equal, and which is less before and after.
func (t *Table) meet(a, b *Series, m *Meeting, list []gap) Saying {
	s := Saying{At: m}
	word := "Same cost"
	if !a.Money {
		word = "The same"
	}
	switch {
	case m.Before == 0 && m.After == 0:
		s.Text = a.Name + " and " + b.Name + " are equal everywhere."
		return s
	case m.From.Compare(m.To) != 0:
		s.Text = word + " from " + t.Spec.At(m.From) + " to " + t.Spec.At(m.To)
	default:
		s.Text = word + " at " + t.Spec.At(m.From)
	}
	s.Why = t.reckoning(a, b, m, list)
	return s
}

// Sides says which of two lines is less below a meeting, and which above it.
func Sides(a, b *Series, m *Meeting) string {
	lesser := func(sign int) string {
		if sign < 0 {
			return a.Name
		}
		return b.Name
	}
	switch {
	case m.Before == 0 && m.After == 0:
		return ""
	case m.Before == 0:
		return "Above, " + lesser(m.After) + " is " + cheap(a) + "."
	case m.After == 0:
		return "Below, " + lesser(m.Before) + " is " + cheap(a) + "."
	case m.Before == m.After:
		return "Elsewhere " + lesser(m.Before) + " is " + cheap(a) + "."
	}
	return "Below, " + lesser(m.Before) + " is " + cheap(a) + "; above, " + lesser(m.After) + "."
}

// reckoning says how a meeting is known: from two straight lines as a sum, else as lying between two values.
func (t *Table) reckoning(a, b *Series, m *Meeting, list []gap) string {
	p, straightA := a.Straight()
	q, straightB := b.Straight()
	if faster := q.Each.Minus(p.Each); straightA && straightB && faster.Sign() != 0 && len(list) > 1 {
		apart := p.Start.Minus(q.Start)
		if start := list[0].value; apart.Sign()*faster.Sign() > 0 && start.Sign() == 0 {
			return a.Text(abs(apart)) + " ÷ " + a.Text(abs(faster)) + " for each " + t.Spec.each() + " = " + m.From.Short(2)
		}
	}
	if m.Between {
		below, above := neighbours(list, m.From)
		return "between " + t.Spec.At(below) + " and " + t.Spec.At(above) + ", on straight lines"
	}
	return ""
}

func abs(v unit.Ratio) unit.Ratio {
	if v.Sign() < 0 {
		return unit.Ratio{}.Minus(v)
	}
	return v
}

// neighbours returns the values next to a place.
func neighbours(list []gap, at unit.Ratio) (below, above unit.Ratio) {
	for i := range list {
		if list[i].value.Compare(at) < 0 {
			below = list[i].value
		} else {
			return below, list[i].value
		}
	}
	return below, above
}

// Read says of one series what its line is like.
func (t *Table) Read(s *Series) string {
	n := len(s.Points)
	if n == 0 {
		return s.Name + " came to nothing."
	}
	first, last := &s.Points[0], &s.Points[n-1]
	line, straight := s.Straight()
	switch {
	case straight && line.Each.Sign() == 0:
		return s.Name + " stays at " + s.Text(line.Start) + "."
	case straight && line.Each.Sign() > 0:
		return s.Name + " begins at " + s.Text(line.Start) + " and grows by " + s.Text(line.Each) + " for each " + t.Spec.each() + "."
	case straight:
		return s.Name + " begins at " + s.Text(line.Start) + " and falls by " + s.Text(abs(line.Each)) + " for each " + t.Spec.each() + "."
	}
	return s.Name + " goes from " + s.Text(first.Mean) + " at " + t.Spec.At(first.Value) + " to " + s.Text(last.Mean) + " at " + t.Spec.At(last.Value) + "."
}
