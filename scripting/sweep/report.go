package sweep

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"blockyard/sim/unit"
)

// mostRows is how many values a report shows; of more, some are left out.
const mostRows = 30

// Report returns the sweep as text: a table of values, what it says, and which points came to nothing.
func (t *Table) Report() string {
	series := t.Series()
	var b strings.Builder
	if len(series) > 0 {
		rows := [][]string{t.head(series)}
		for _, v := range t.Rows(series, t.Spec.Values[0], mostRows) {
			rows = append(rows, t.row(series, v))
		}
		align(&b, rows)
		b.WriteByte('\n')
	}
	for _, sentence := range t.Sentences(series) {
		b.WriteString(sentence + "\n")
	}
	return b.String()
}

// Sentences returns what the table says: where lines meet, what each is like, and what came to nothing.
func (t *Table) Sentences(series []Series) (all []string) {
	all = t.Verdicts(series)
	for i := range series {
		all = append(all, t.Read(&series[i]))
	}
	all = append(all, t.Notes()...)
	return append(all, t.faultSentences()...)
}

// Verdicts returns where the series meet and which of them is less on which side, a sentence each.
func (t *Table) Verdicts(series []Series) (all []string) {
	for i := range series[:min(len(series), mostCompared)] {
		for j := range i {
			a, b := &series[j], &series[i]
			if a.Money != b.Money {
				continue
			}
			for _, s := range t.compare(a, b) {
				all = append(all, s.sentence(a, b, len(series) > 2))
			}
		}
	}
	return all
}

// sentence returns a saying with how it is known and what is on its sides; of whom it speaks where there are more than two.
func (s *Saying) sentence(a, b *Series, named bool) string {
	text := s.Text
	if s.At == nil || s.At.Before == 0 && s.At.After == 0 {
		return text
	}
	if named {
		text = a.Name + " and " + b.Name + ": " + strings.ToLower(text[:1]) + text[1:]
	}
	if s.Why != "" {
		text += " (" + s.Why + ")"
	}
	return text + ". " + Sides(a, b, s.At)
}

// mostFaults is how many points that came to nothing are told with their reason.
const mostFaults = 3

func (t *Table) faultSentences() (all []string) {
	faults := t.Faults()
	if len(faults) == 0 {
		return nil
	}
	all = append(all, fmt.Sprintf("%d of %d points came to nothing:", len(faults), t.Spec.Len()))
	for i, r := range faults {
		if i == mostFaults {
			return append(all, "  …")
		}
		p := t.Spec.Point(r.Number)
		where := t.Spec.At(p.Value)
		if len(t.Spec.Seeds) > 1 {
			where += fmt.Sprintf(", seed %d", p.Seed)
		}
		all = append(all, "  "+where+": "+r.Fault)
	}
	return all
}

// head returns the names of the columns: the series, and, of two, the second against the first.
func (t *Table) head(series []Series) []string {
	head := []string{t.Spec.Axis()}
	for i := range series {
		head = append(head, series[i].Name)
	}
	if len(series) == 2 {
		head = append(head, series[1].Name+" against "+series[0].Name)
	}
	return head
}

// row returns what the series say at a value, also between those that were computed.
func (t *Table) row(series []Series, v unit.Ratio) []string {
	row := []string{MeasureOf(t.Spec.Name).Text(v)}
	var figures []unit.Ratio
	for i := range series {
		f, ok := series[i].Between(v)
		if !ok {
			row = append(row, "")
			continue
		}
		figures = append(figures, f)
		row = append(row, series[i].Text(f))
	}
	if len(series) == 2 && len(figures) == 2 {
		row = append(row, Against(&series[0], figures[0], figures[1]))
	}
	return row
}

// Against says how a figure compares with that of a series: "▼ $55.00", "▲ $5.00" or "equal".
func Against(s *Series, figure, other unit.Ratio) string {
	switch less := figure.Minus(other); less.Sign() {
	case 0:
		return "equal"
	case 1:
		return "▼ " + s.Text(less)
	default:
		return "▲ " + s.Text(abs(less))
	}
}

// align writes rows in columns: the first to the left, the others to the right.
func align(b *strings.Builder, rows [][]string) {
	var widths []int
	for _, row := range rows {
		for i, cell := range row {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], utf8.RuneCountInString(cell))
		}
	}
	for _, row := range rows {
		line := ""
		for i, cell := range row {
			pad := strings.Repeat(" ", widths[i]-utf8.RuneCountInString(cell))
			if i == 0 {
				line += cell + pad
			} else {
				line += "  " + pad + cell
			}
		}
		b.WriteString(strings.TrimRight(line, " ") + "\n")
	}
}
