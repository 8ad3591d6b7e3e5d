package scene

import (
	"strings"

	"blockyard/scripting/session"
	"blockyard/scripting/shell"
)

// CostFile returns the chart of cost of a session as the panel of time shows it, with notes on what it rests on.
func CostFile(s *session.Session, ui *UI) (c *Plot, notes []string) {
	v, to := newView(s, ui.Memo), costEnd(s, ui)
	lanes := v.costLanes(to)
	c = v.costPlot(lanes, to, len(lanes) == 1 && Chosen(ui.Fields, costOf) == "services")
	c.Y.Name = "US dollars"
	for i := range lanes {
		l := &lanes[i]
		known := &l.course.points[len(l.course.points)-1]
		note := known.sum.Total.String() + " until " + v.when(known.at)
		if len(lanes) > 1 {
			note = l.title() + ": " + note
		}
		if b, ok := l.course.budget(); ok && HeldBy(s) == "" {
			note += ". Budget " + b.String() + ": " + strings.TrimSuffix(b.told(v), ".")
		}
		notes = append(notes, note+".")
	}
	book := v.world.Config().Book
	return c, append(notes, monthWords(book.Month.String())+" "+pricesWords(book))
}

// CostTable returns the points of the chart of cost as comma-separated values: what each lane has cost until then, to
// ten digits and exactly. What is to come is expected.
func CostTable(s *session.Session, ui *UI) string {
	v, to := newView(s, ui.Memo), costEnd(s, ui)
	rows := [][]string{{"until", "is"}}
	for _, l := range v.costLanes(to) {
		rows[0] = append(rows[0], l.name+"_usd", l.name+"_exact")
		points, known := l.through(to)
		for i := range points {
			if len(rows) == i+1 {
				is := "billed"
				if i >= known {
					is = "expected"
				}
				rows = append(rows, []string{v.world.Date(points[i].at).String(), is})
			}
			total := points[i].sum.Total
			rows[i+1] = append(rows[i+1], total.Decimal(10), total.Exact())
		}
	}
	return shell.CSV(rows)
}
