package scene

import "math"

// mark paints where the slider stands: a line, its plate, what each series says there and what lies between.
func (g *plotting) mark() {
	m := g.plot.Mark
	if m == nil {
		return
	}
	p, x := g.pen, math.Round(g.within(PlotPoint{X: m.X}).X)
	p.box(Rect{x - p.px(1), g.area.Y - p.px(2), p.px(2), g.area.H + p.px(2)}, 0, p.ink, 0, 0)
	g.plate()
	for i, v := range m.Values {
		if v.Text != "" && i < len(g.plot.Series) {
			g.ring(g.within(v), g.plot.lookOf(i).hue)
		}
	}
	g.gap(x)
	for i, v := range m.Values {
		if v.Text != "" && i < len(g.plot.Series) {
			g.value(g.within(v), v.Text)
		}
	}
}

// plate paints the words of the mark above the chart.
func (g *plotting) plate() {
	r := g.plateRect()
	g.box(r, g.px(4), g.pen.plate, 0, 0)
	g.labelCentre(r, typeStrong, g.plateText, g.plot.Mark.Text)
	g.taken = append(g.taken, r)
}

// plateRect returns where the words of the mark stand.
func (g *plotting) plateRect() Rect {
	m, h := g.plot.Mark, g.px(22)
	w := g.width(typeStrong, m.Text) + g.px(20)
	x := math.Round(g.within(PlotPoint{X: m.X}).X)
	left := min(max(x-w/2, g.area.X-g.labelsLeft), g.area.Right()+g.endsWide-w)
	return Rect{left, g.area.Y - g.px(2) - h, w, h}
}

// ring paints a ring round a place on a line.
func (g *plotting) ring(at Point, hue Color) {
	radius, line := g.px(6), hue
	if g.light() {
		line = g.outline
	}
	g.box(Rect{at.X - radius, at.Y - radius, 2 * radius, 2 * radius}, radius, g.panel, line, max(2, g.px(2.5)))
}

// value paints a figure beside a place: where it covers nothing, to the right if it can.
func (g *plotting) value(at Point, text string) {
	text = grouped(text)
	w, h := g.width(typeStrong, text)+1, g.lineHeight(typeStrong)
	away, up, down := g.px(11), at.Y-h-g.px(3), at.Y+g.px(3)
	g.write([]Rect{{at.X + away, up, w, h}, {at.X + away, down, w, h}, {at.X - away - w, up, w, h}, {at.X - away - w, down, w, h}}, typeStrong, g.ink, text)
}

// write paints a text in the place, of several, where it covers least; on a ground of its own where it covers a line. It
// returns where, and false where there is no room: then it is told elsewhere, in the mirror and the table.
func (g *plotting) write(places []Rect, s style, color Color, text string) (at Rect, ok bool) {
	if at, ok = g.best(places); ok {
		g.label(at, s, color, text)
	}
	return at, ok
}

// best returns the place, of several, where a text covers least, with a ground where it covers a line.
func (g *plotting) best(places []Rect) (at Rect, ok bool) {
	least := float64(unfit)
	for i, r := range places {
		if cost := g.covers(r) + float64(i)*0.1; cost < least {
			at, least, ok = r, cost, true
		}
	}
	if !ok {
		return at, false
	}
	if least >= 1 {
		g.box(at, g.px(3), g.panel, 0, 0)
	}
	g.taken = append(g.taken, at)
	return at, true
}

// gap paints the distance between the first and the last value at the mark, with its words.
func (g *plotting) gap(x float64) {
	m := g.plot.Mark
	if m.Gap == "" || len(m.Values) < 2 {
		return
	}
	p, color := g.pen, g.bad.text
	if m.Better {
		color = g.on.text
	}
	a, b := g.within(m.Values[0]).Y, g.within(m.Values[len(m.Values)-1]).Y
	top, bottom := min(a, b)+p.px(7), max(a, b)-p.px(7)
	if bottom-top < p.px(24) {
		return
	}
	line := max(1, p.px(1.5))
	p.box(Rect{x + p.px(8), top, line, bottom - top}, 0, color, 0, 0)
	for _, y := range []float64{top, bottom} {
		p.box(Rect{x + p.px(4), y, p.px(9), line}, 0, color, 0, 0)
	}
	g.taken = append(g.taken, Rect{x + p.px(4), top, p.px(9), bottom - top})
	s, h := p.px(9), p.lineHeight(typeStrong)
	w := s + p.px(6) + p.width(typeStrong, m.Gap) + 1
	var places []Rect
	for _, share := range []float64{0.5, 0.35, 0.65, 0.2, 0.8} {
		y := top + (bottom-top)*share - h/2
		places = append(places, Rect{x + p.px(20), y, w, h}, Rect{x - p.px(12) - w, y, w, h})
	}
	if at, ok := g.best(places); ok {
		g.triangle(at.X, at.Y+(h-s)/2, s, color, m.Better)
		p.label(Rect{at.X + s + p.px(6), at.Y, w, h}, typeStrong, color, m.Gap)
	}
}

// triangle paints the sign of less or more.
func (g *plotting) triangle(x, y, size float64, color Color, down bool) {
	in := grid{g.pen, x, y, size / 16}
	if down {
		in.fill(color, 0, 2, 16, 2, 8, 14)
		return
	}
	in.fill(color, 8, 2, 16, 14, 0, 14)
}

// unfit is the cost from which on a text had better not stand in a place: it would cover another, or leave the chart.
const unfit = 100

// covers returns what a text in a place would cost: the lines that it covers, and much where it meets another text.
func (g *plotting) covers(r Rect) (cost float64) {
	if r.X < g.area.X || r.Right() > g.area.Right()+g.endsWide || r.Y < g.area.Y-g.px(4) || r.Bottom() > g.area.Bottom() {
		return unfit
	}
	for _, t := range g.taken {
		if o := overlap(r, t); o.W > 0 && o.H > 0 {
			return unfit
		}
	}
	for i := range g.plot.Series {
		points := g.plot.Series[i].Points
		for j := 1; j < len(points); j++ {
			if crosses(g.within(points[j-1]), g.within(points[j]), r) {
				cost++
			}
		}
	}
	return cost
}

// crosses reports whether the way from a to b leads through a rectangle (Liang and Barsky's clipping).
func crosses(a, b Point, r Rect) bool {
	from, to := 0.0, 1.0
	for _, edge := range [4][2]float64{
		{a.X - b.X, a.X - r.X}, {b.X - a.X, r.Right() - a.X}, {a.Y - b.Y, a.Y - r.Y}, {b.Y - a.Y, r.Bottom() - a.Y},
	} {
		switch d, q := edge[0], edge[1]; {
		case d == 0 && q < 0:
			return false
		case d < 0:
			from = max(from, q/d)
		case d > 0:
			to = min(to, q/d)
		}
	}
	return from <= to
}

// narrowPlot is the width, at 100 %, below which a card has its first line alone.
const narrowPlot = 380

// call paints a ring at a place, a line down to the axis, and a card with words where it covers least.
func (g *plotting) call(place int) {
	c := g.plot.Calls[place]
	if g.area.W < g.px(narrowPlot) {
		c.Sub = "" // the card would cover the lines; the words beside the chart say it
	}
	p, at := g.pen, g.within(c.At)
	color := p.money
	p.Items = append(p.Items, Item{Kind: Stroke, Line: p.ink, Width: max(1, p.px(1.5)), Dash: [2]float64{p.px(2), p.px(3)}, Points: []Point{at, {at.X, g.area.Bottom()}}})
	p.box(Rect{at.X - p.px(7), at.Y - p.px(7), p.px(14), p.px(14)}, p.px(7), 0, color, max(2, p.px(2.5)))
	card, ok := g.cardFor(&c, at)
	g.node(Node{ID: g.plot.ID + "/call/" + string(rune('1'+place)), Role: RoleText, Name: c.Title, Help: g.plot.Calls[place].Sub, Rect: card})
	if !ok {
		return // what is below the chart says it
	}
	tie := Point{min(max(at.X, card.X+p.px(12)), card.Right()-p.px(12)), card.Y}
	if card.Y < at.Y {
		tie.Y = card.Bottom()
	}
	p.Items = append(p.Items, Item{Kind: Stroke, Line: color, Width: max(1, p.px(1.5)), Points: []Point{tie, at}})
	p.box(card, p.px(6), p.warn.fill, color, max(1, p.px(1.5)))
	x, w := card.X+p.px(12), card.W-p.px(24)
	y := p.lines(x, card.Y+p.px(6), w, typeStrong, p.ink, p.wrap(typeStrong, c.Title, w, 3))
	if c.Sub != "" {
		p.lines(x, y, w, typeBody, p.ink, p.wrap(typeBody, c.Sub, w, 3))
	}
	g.taken = append(g.taken, card)
}

// cardFor finds the place for the words of a call: of a raster over the chart the one that covers least and is nearest.
func (g *plotting) cardFor(c *PlotCall, at Point) (best Rect, ok bool) {
	p := g.pen
	w := min(max(p.width(typeStrong, c.Title), p.width(typeBody, c.Sub))+p.px(25), g.area.W*0.7)
	lines := len(p.wrap(typeStrong, c.Title, w-p.px(24), 3))
	if c.Sub != "" {
		lines += len(p.wrap(typeBody, c.Sub, w-p.px(24), 3))
	}
	h := float64(lines)*p.lineHeight(typeBody) + p.px(12)
	least := float64(unfit)
	best = Rect{at.X - p.px(7), at.Y - p.px(7), p.px(14), p.px(14)}
	const steps = 9
	area := g.area.Inset(p.px(6))
	for i := range steps * steps {
		r := Rect{
			area.X + (area.W-w)*float64(i%steps)/(steps-1), area.Y + (area.H-h)*float64(i/steps)/(steps-1), w, h,
		}
		if r.H > area.H || r.Inset(-p.px(10)).Holds(at) || g.marks(r) {
			continue
		}
		far := math.Hypot(r.X+r.W/2-at.X, r.Y+r.H/2-at.Y) / (g.area.W + g.area.H)
		if cost := 4*g.covers(r.Inset(-p.px(4))) + 3*far; cost < least {
			best, least, ok = r, cost, true
		}
	}
	return best, ok
}

// marks reports whether the line of the mark leads through a rectangle.
func (g *plotting) marks(r Rect) bool {
	if g.plot.Mark == nil {
		return false
	}
	x := g.within(PlotPoint{X: g.plot.Mark.X}).X
	return x > r.X-g.px(8) && x < r.Right()+g.px(8)
}
