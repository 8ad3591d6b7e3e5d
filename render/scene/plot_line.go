package scene

import (
	"cmp"
	"math"
	"slices"
)

// Sizes in a plot, at 100 %.
const (
	plotLine   = 2.5 // width of a line
	plotMarker = 7   // side of the square that a marker fills
)

// line paints a series: its line, the dotted rest that is foretold, and its markers.
func (g *plotting) line(place int) {
	s, l := &g.plot.Series[place], g.plot.lookOf(place)
	color := g.lineOf(l)
	known := max(0, len(s.Points)-s.Foretold)
	path := g.path(s.Points[:known])
	g.dashes(path, l.dash, color, max(1, g.px(plotLine)))
	if s.Foretold > 0 {
		rest := g.path(s.Points[max(0, known-1):])
		g.dashes(rest, []float64{2, 5}, color, max(1, g.px(1.5)))
	}
	for _, i := range g.marked(s, known, path) {
		g.marker(g.within(s.Points[i]), l)
	}
}

// path returns where points lie. Of several in one column of pixels that lie on a straight line all but the ends are left out.
func (g *plotting) path(points []PlotPoint) (path []Point) {
	for _, v := range points {
		q := g.within(v)
		if n := len(path); n > 1 && inLine(path[n-2], path[n-1], q) {
			path = path[:n-1]
		}
		path = append(path, q)
	}
	return path
}

// inLine reports whether b lies on the way from a to c, within a hundredth of a pixel.
func inLine(a, b, c Point) bool {
	length := math.Hypot(c.X-a.X, c.Y-a.Y)
	if length == 0 || (b.X-a.X)*(c.X-a.X)+(b.Y-a.Y)*(c.Y-a.Y) < 0 || (b.X-c.X)*(a.X-c.X)+(b.Y-c.Y)*(a.Y-c.Y) < 0 {
		return false
	}
	return math.Abs((c.X-a.X)*(b.Y-a.Y)-(c.Y-a.Y)*(b.X-a.X))/length < 0.01
}

// marked returns which points have a marker: all where they have room, else the last alone.
func (g *plotting) marked(s *PlotSeries, known int, path []Point) (places []int) {
	if known == 0 {
		return nil
	}
	apart := (g.x(s.Points[known-1].X) - g.x(s.Points[0].X)) / float64(max(1, known-1))
	if s.Plain || apart < g.px(plotMarker+3) && len(path) > 0 && known > 2 {
		return []int{known - 1}
	}
	for i := range known {
		places = append(places, i)
	}
	return places
}

// marker paints the marker of a look at a place.
func (g *plotting) marker(at Point, l *seriesLook) {
	side := g.px(plotMarker)
	l.marker(grid{g.pen, at.X - side/2, at.Y - side/2, side / 16}, l.hue)
}

// dashes paints a line in dashes of any pattern; none is solid.
func (g *plotting) dashes(path []Point, pattern []float64, color Color, width float64) {
	if len(path) < 2 {
		return
	}
	stroke := Item{Kind: Stroke, Line: color, Width: width, Points: path}
	switch len(pattern) {
	case 0:
		g.Items = append(g.Items, stroke)
	case 2:
		stroke.Dash = [2]float64{g.px(pattern[0]), g.px(pattern[1])}
		g.Items = append(g.Items, stroke)
	default:
		for _, dash := range g.cutInDashes(path, pattern) {
			stroke.Points = dash
			g.Items = append(g.Items, stroke)
		}
	}
}

// cutInDashes returns the dashes of a path, one by one: an item knows one length of dash and one of gap.
func (g *plotting) cutInDashes(path []Point, pattern []float64) (dashes [][]Point) {
	phase, left, dash := 0, g.px(pattern[0]), []Point{path[0]}
	for i := 1; i < len(path); i++ {
		a, b := path[i-1], path[i]
		length, done := math.Hypot(b.X-a.X, b.Y-a.Y), 0.0
		for length-done > left {
			done += left
			at := Point{a.X + (b.X-a.X)*done/length, a.Y + (b.Y-a.Y)*done/length}
			if phase%2 == 0 {
				dashes = append(dashes, append(dash, at))
			}
			phase = (phase + 1) % len(pattern)
			left, dash = g.px(pattern[phase]), []Point{at}
		}
		left -= length - done
		dash = append(dash, b)
	}
	if phase%2 == 0 && len(dash) > 1 {
		dashes = append(dashes, dash)
	}
	return dashes
}

// A plotEnd is the name at the end of a line.
type plotEnd struct {
	series int
	y      float64 // of the line
	rect   Rect    // of the name
	shown  bool
}

func (s *PlotSeries) endText() string {
	if s.End != "" {
		return s.End
	}
	return s.Name
}

// placeEnds paints the name of each series at its end, moved up or down where two would touch. Where the chart is too low
// for all of them the last ones go without.
func (g *plotting) placeEnds() {
	h := g.lineHeight(typeStrong)
	g.ends = make([]plotEnd, len(g.plot.Series))
	var order []*plotEnd
	most := max(1, int((g.area.H+h)/h))
	for i := range g.plot.Series {
		g.ends[i].series = i
		if points := g.plot.Series[i].Points; len(points) > 0 && len(order) < most {
			g.ends[i].y, g.ends[i].shown = g.within(points[len(points)-1]).Y, true
			order = append(order, &g.ends[i])
		}
	}
	slices.SortStableFunc(order, func(a, b *plotEnd) int { return cmp.Compare(a.y, b.y) })
	g.spread(order, h)
	for _, e := range order {
		g.end(e)
	}
}

// spread moves names apart: each as near to its line as those above it allow, and all up where they would leave the chart.
func (g *plotting) spread(order []*plotEnd, h float64) {
	top, bottom := g.area.Y-h/2, g.area.Bottom()+h/2
	for i, e := range order {
		y := max(e.y-h/2, top)
		if i > 0 {
			y = max(y, order[i-1].rect.Bottom())
		}
		e.rect = Rect{g.area.Right() + g.px(plotGap+2), y, g.endsWide - g.px(plotGap+2), h}
	}
	for i := len(order) - 1; i >= 0; i-- {
		e := order[i]
		e.rect.Y = min(e.rect.Y, bottom-h)
		if i+1 < len(order) {
			e.rect.Y = min(e.rect.Y, order[i+1].rect.Y-h)
		}
	}
}

// end paints a name, with a fine line to where its series ends if it had to move.
func (g *plotting) end(e *plotEnd) {
	s := &g.plot.Series[e.series]
	text := grouped(s.endText())
	if short := g.cut(typeStrong, text, e.rect.W); short != text && len([]rune(short)) < 4 {
		return // nobody could read it; its node says it
	}
	last := g.within(s.Points[len(s.Points)-1])
	if middle := e.rect.Y + e.rect.H/2; math.Abs(middle-e.y) > g.px(5) {
		g.Items = append(g.Items, Item{Kind: Stroke, Line: g.muted, Width: 1, Points: []Point{
			{last.X + g.px(4), last.Y}, {e.rect.X - g.px(2), middle},
		}})
	}
	g.label(e.rect, typeStrong, g.ink, text)
	g.taken = append(g.taken, e.rect)
}
