package scene

import (
	"strconv"

	"blockyard/scripting/sweep"
	"blockyard/sim/unit"
)

// mostSweepRows is how many values the short table of a sweep has, beside the one at hand and those where lines meet.
const mostSweepRows = 4

// sweepResults paints the short table of a sweep and, beside or below it, what can be taken along.
func (p *pen) sweepResults(s *SweepView, x, y, w float64) float64 {
	take := p.px(252)
	if w < p.px(560) {
		end := p.sweepTable(s, x, y, w)
		return p.sweepTake(s, x, end+p.px(12), w)
	}
	end := p.sweepTable(s, x, y, w-take-p.px(20))
	return max(end, p.sweepTake(s, x+w-take, y, take))
}

// A sweepColumn is one column of the short table.
type sweepColumn struct {
	name string
	cell func(v unit.Ratio) string
	w    float64
}

// sweepColumns returns the columns that have room: the value, the series, and of two the second against the first.
func (p *pen) sweepColumns(s *SweepView, w float64) []sweepColumn {
	r, spec := s.reading(), s.Table.Spec
	columns := []sweepColumn{{name: capital0(spec.Axis()), cell: func(v unit.Ratio) string { return sweep.MeasureOf(spec.Name).Text(v) }}}
	for i := range r.series {
		line := &r.series[i]
		columns = append(columns, sweepColumn{name: seriesEnd(r.series, i), cell: func(v unit.Ratio) string {
			f, ok := line.Between(v)
			if !ok {
				return ""
			}
			return line.Text(f)
		}})
	}
	if len(r.series) == 2 {
		columns = append(columns, sweepColumn{name: r.series[1].Name + " against " + r.series[0].Name, cell: s.against})
	}
	left := w
	for i := range columns {
		c := &columns[i]
		c.w = p.width(typeBody, c.name)
		for _, v := range s.rows() {
			c.w = max(c.w, p.width(typeStrong, grouped(c.cell(v)))+p.px(14))
		}
		c.w += p.px(20)
		if left -= c.w; left >= 0 {
			continue
		}
		if i == 1 { // the first two share what there is
			columns[0].w, c.w, left = w/2, w/2, 0
			continue
		}
		columns, left = columns[:max(1, i)], left+c.w
		break
	}
	for i := range columns { // what is left over goes between the columns
		columns[i].w += max(0, left) / float64(len(columns))
	}
	return columns
}

// against compares the first two series at a value, in words: the sign is drawn.
func (s *SweepView) against(v unit.Ratio) string {
	r := s.reading()
	a, okA := r.series[0].Between(v)
	b, okB := r.series[1].Between(v)
	if !okA || !okB {
		return ""
	}
	switch less := a.Minus(b); less.Sign() {
	case 0:
		return "equal"
	case 1:
		return r.series[0].Text(less) + " less"
	default:
		return r.series[0].Text(b.Minus(a)) + " more"
	}
}

// rows returns the values of the short table.
func (s *SweepView) rows() []unit.Ratio {
	return s.Table.Rows(s.reading().series, s.value(), mostSweepRows)
}

// sweepTable paints the short table: the value at hand and those where lines meet stand out.
func (p *pen) sweepTable(s *SweepView, x, y, w float64) float64 {
	if len(s.reading().series) == 0 {
		return y
	}
	columns, h := p.sweepColumns(s, w), p.px(26)
	p.sweepRow(columns, Rect{x, y, w, h}, typeBody, p.muted, func(c *sweepColumn) string { return c.name })
	at := x
	for i := range columns {
		c := &columns[i]
		p.node(Node{ID: "sweep/column/" + strconv.Itoa(i+1), Role: RoleColumn, Name: c.name, Rect: Rect{at, y, c.w, h}})
		at += c.w
	}
	y += h
	rows := s.rows()
	for i, v := range rows {
		r := Rect{x, y, w, h}
		style := typeBody
		computed, meets := v.Compare(s.value()) == 0, s.meets(v)
		switch {
		case computed:
			p.box(r, p.px(4), p.accentTint, 0, 0)
			style = typeStrong
		case meets:
			p.box(r, p.px(4), p.warn.fill, 0, 0)
			style = typeStrong
		}
		cells := make([]string, len(columns))
		for k := range columns {
			cells[k] = columns[k].cell(v)
		}
		k := 0
		p.sweepRow(columns, r, style, p.ink, func(*sweepColumn) string { k++; return cells[k-1] })
		p.node(Node{
			ID: "sweep/row/" + strconv.Itoa(i+1), Role: RoleRow, Name: cells[0], Cells: cells, Chosen: computed,
			Value: strconv.Itoa(i+1) + " of " + strconv.Itoa(len(rows)), Rect: r,
		})
		y += h
	}
	return y
}

// meets reports whether two lines meet at a value.
func (s *SweepView) meets(v unit.Ratio) bool {
	for _, said := range s.reading().said {
		if said.At != nil && said.At.From.Compare(v) == 0 && (said.At.Before != 0 || said.At.After != 0) {
			return true
		}
	}
	return false
}

// sweepRow paints the cells of a row: the first at the left, the others at the right of their columns.
func (p *pen) sweepRow(columns []sweepColumn, r Rect, s style, color Color, text func(*sweepColumn) string) {
	at := r.X
	for i := range columns {
		c := &columns[i]
		cell := Rect{at + p.px(10), r.Y, c.w - p.px(20), r.H}
		if i == 0 {
			p.label(cell, s, color, text(c))
		} else {
			p.labelRight(cell, s, color, grouped(text(c)))
		}
		at += c.w
	}
}

// sweepTake paints what can be taken along: the files, and the command.
func (p *pen) sweepTake(s *SweepView, x, y, w float64) float64 {
	y = p.heading("sweep/take", 3, Rect{x, y, w, p.px(26)}, typeStrong, "Take it with you") + p.px(4)
	off := ""
	if len(s.Table.Results) < s.Table.Spec.Len() {
		off = "Not all points are computed yet"
	}
	file := func(ending, help string) button {
		return button{
			id: "sweep/file/" + ending, text: ending, name: "Download " + ending, help: help, symbol: symbolDownload, icon: true, off: off,
			act: Action{"Download", Download, "sweep." + ending},
		}
	}
	buttons := []button{
		file("csv", "A row for each value, a column for each figure"), file("png", "The chart as a picture"), file("svg", "The chart as lines, to be made larger"),
		{id: "sweep/copy", text: "Copy the command", symbol: symbolCopy, icon: true, help: s.Command(), act: Action{"Copy the command", Copy, s.Command()}},
	}
	for i := range buttons[:3] {
		buttons[i].text = map[string]string{"csv": "CSV", "png": "PNG", "svg": "SVG"}[buttons[i].text]
	}
	y = p.flow(x, y, w, buttons) + p.px(6)
	return p.prose("sweep/take/note", x, y, w, typeBody, p.muted, "All "+plural(s.Table.Spec.Len(), "point")+". The file says what the chart says.")
}
