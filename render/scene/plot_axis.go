package scene

import (
	"math"
	"strconv"
)

// Distances in a plot, at 100 %.
const (
	plotTick    = 5  // length of a tick
	plotGap     = 8  // between an axis and its labels
	tickApart   = 34 // of ticks one above the other, at least
	plotHead    = 26 // above the chart, for the name of y and the plate of the mark
	mostForEnds = 0.36
)

// measure finds how far the axes go and what room is left between the labels around the chart.
func (g *plotting) measure(r Rect) {
	g.extent()
	p, c := g.pen, g.plot
	line := p.lineHeight(typeBody)
	head := line/2 + p.px(2)
	if c.Y.Name != "" || c.Mark != nil {
		head = p.px(plotHead)
	}
	foot := p.px(plotTick) + line + p.px(2)
	if c.X.Name != "" {
		foot += line
	}
	g.area = Rect{r.X, r.Y + head, r.W, r.H - head - foot}
	g.stepY = c.Y.step(g.toY-g.fromY, int(g.area.H/max(p.px(tickApart), line+p.px(6))), len(c.Y.Steps) == 0)
	g.roundY()
	for v := g.firstTick(g.fromY, g.stepY); v <= g.toY+g.stepY/1e6; v += g.stepY {
		g.labelsLeft = max(g.labelsLeft, p.width(typeBody, g.tickText(&c.Y, v, g.stepY)))
	}
	g.labelsLeft = math.Ceil(g.labelsLeft) + p.px(plotGap)
	for i := range c.Series {
		g.endsWide = max(g.endsWide, p.width(typeStrong, c.Series[i].endText()))
	}
	g.endsWide = min(math.Ceil(g.endsWide)+p.px(plotGap+4), r.W*mostForEnds)
	g.area.X, g.area.W = r.X+g.labelsLeft, r.W-g.labelsLeft-g.endsWide
	g.stepX = g.fittingStepX()
	g.makeRoomForPlate(r)
}

// makeRoomForPlate moves the chart down where the plate of the mark would cover the name of the y axis.
func (g *plotting) makeRoomForPlate(r Rect) {
	c := g.plot
	if c.Mark == nil || c.Y.Name == "" {
		return
	}
	if g.plateRect().X < r.X+g.width(typeBody, c.Y.Name)+g.px(10) {
		h := g.lineHeight(typeBody)
		g.area.Y, g.area.H = g.area.Y+h, g.area.H-h
	}
}

// extent finds from where to where the axes go.
func (g *plotting) extent() {
	c := g.plot
	g.fromX, g.toX = c.X.From, c.X.To
	g.fromY, g.toY = c.Y.From, c.Y.To
	lowX, highX, lowY, highY := math.Inf(1), math.Inf(-1), 0.0, 0.0
	for i := range c.Series {
		for _, v := range c.Series[i].Points {
			lowX, highX = min(lowX, v.X), max(highX, v.X)
			lowY, highY = min(lowY, v.Y), max(highY, v.Y)
		}
	}
	for _, l := range c.Levels {
		lowY, highY = min(lowY, l.Y), max(highY, l.Y)
	}
	if g.fromX == g.toX {
		g.fromX, g.toX = lowX, highX
	}
	if !(g.toX > g.fromX) { // one point, or none
		if math.IsInf(g.fromX, 0) {
			g.fromX = 0
		}
		g.fromX, g.toX = g.fromX-0.5, g.fromX+0.5
	}
	if g.fromY == g.toY {
		g.fromY, g.toY = lowY, highY
	}
	if !(g.toY > g.fromY) {
		g.toY = g.fromY + 1
	}
}

// roundY lets the y axis end at a tick, unless it was told where.
func (g *plotting) roundY() {
	if c := g.plot.Y; c.From != c.To {
		return
	}
	g.toY = g.stepY * math.Ceil(g.toY/g.stepY-1e-9)
	g.fromY = g.stepY * math.Floor(g.fromY/g.stepY+1e-9)
}

// step returns how far apart ticks are so that there are at most so many of them.
func (a *PlotAxis) step(length float64, most int, any bool) float64 {
	most = max(1, most)
	for _, s := range a.Steps {
		if length/s <= float64(most)+1e-9 {
			return s
		}
	}
	if n := len(a.Steps); n > 0 && !any { // a whole number of the largest
		return a.Steps[n-1] * math.Ceil(length/a.Steps[n-1]/float64(most))
	}
	ten := math.Pow(10, math.Floor(math.Log10(length/float64(most))))
	for _, times := range []float64{1, 2, 5, 10} {
		if length/(ten*times) <= float64(most)+1e-9 {
			return ten * times
		}
	}
	return ten * 10
}

// fittingStepX returns the smallest step of the x axis whose labels do not touch.
func (g *plotting) fittingStepX() float64 {
	most := max(1, int(g.area.W/g.px(36)))
	for ; most > 1; most-- {
		step := g.plot.X.step(g.toX-g.fromX, most, len(g.plot.X.Steps) == 0)
		wide := 0.0
		for v := g.firstTick(g.fromX, step); v <= g.toX+step/1e6; v += step {
			wide = max(wide, g.width(typeBody, g.tickText(&g.plot.X, v, step)))
		}
		if wide+g.px(12) <= g.area.W*step/(g.toX-g.fromX) {
			return step
		}
	}
	return g.plot.X.step(g.toX-g.fromX, 1, len(g.plot.X.Steps) == 0)
}

// firstTick returns the first multiple of a step that is not below a value.
func (g *plotting) firstTick(from, step float64) float64 { return step * math.Ceil(from/step-1e-9) }

// tickText returns what a tick says.
func (g *plotting) tickText(a *PlotAxis, at, step float64) string {
	if math.Abs(at) < step/1e6 {
		at = 0
	}
	if a.Text != nil {
		return a.Text(at, step)
	}
	return strconv.FormatFloat(at, 'f', decimalsOf(step), 64)
}

// decimalsOf returns how many places behind the point tell multiples of a step apart.
func decimalsOf(step float64) (places int) {
	for places = 0; places < 9 && math.Abs(step-math.Round(step)) > step*1e-6; places++ {
		step *= 10
	}
	return places
}

// DollarTicks is the text of an axis that counts dollars.
func DollarTicks(at, step float64) string {
	places := decimalsOf(step)
	if places == 1 {
		places = 2
	}
	sign := ""
	if at < 0 {
		sign, at = "−", -at
	}
	return sign + "$" + strconv.FormatFloat(at, 'f', places, 64)
}

// axes paints the axes with their ticks, lines and labels.
func (g *plotting) axes(r Rect) {
	p, c := g.pen, g.plot
	line := p.lineHeight(typeBody)
	if c.Y.Name != "" {
		at := Rect{r.X, r.Y, g.area.Right() - r.X, line}
		g.taken = append(g.taken, Rect{at.X, at.Y, p.label(at, typeBody, p.ink, c.Y.Name), line})
	}
	for v := g.firstTick(g.fromY, g.stepY); v <= g.toY+g.stepY/1e6; v += g.stepY {
		y := g.y(v)
		p.rule(g.area.X, math.Round(y), g.area.W, 1)
		p.labelRight(Rect{r.X, y - line/2, g.labelsLeft - p.px(plotGap), line}, typeBody, p.muted, grouped(g.tickText(&c.Y, v, g.stepY)))
	}
	base := g.area.Bottom()
	p.box(Rect{g.area.X, math.Round(base), g.area.W, 1}, 0, p.muted, 0, 0)
	for v := g.firstTick(g.fromX, g.stepX); v <= g.toX+g.stepX/1e6; v += g.stepX {
		g.tickX(v, Rect{r.X, base, r.W, line})
	}
	if c.X.Name != "" {
		p.labelCentre(Rect{g.area.X, base + p.px(plotTick) + line + p.px(2), g.area.W, line}, typeBody, p.ink, c.X.Name)
	}
}

// tickX paints a tick of the x axis with its label below, held to a row.
func (g *plotting) tickX(v float64, row Rect) {
	p, x := g.pen, g.x(v)
	p.box(Rect{math.Round(x), math.Round(row.Y), 1, p.px(plotTick)}, 0, p.muted, 0, 0)
	text := g.tickText(&g.plot.X, v, g.stepX)
	w := p.width(typeBody, text) + 1
	left := min(max(x-w/2, row.X), row.Right()-w)
	p.label(Rect{left, row.Y + p.px(plotTick+1), w, row.H}, typeBody, p.muted, text)
}

// levels paints lines across the chart.
func (g *plotting) levels() {
	for _, l := range g.plot.Levels {
		if y := math.Round(g.y(l.Y)); g.shows(l.Y) {
			g.Items = append(g.Items, Item{
				Kind: Stroke, Line: g.warn.text, Width: max(1, g.px(1.5)), Dash: [2]float64{g.px(6), g.px(3)},
				Points: []Point{{g.area.X, y}, {g.area.Right(), y}},
			})
		}
	}
}

// shows reports whether a value of the y axis lies in the chart.
func (g *plotting) shows(y float64) bool { return y >= g.fromY && y <= g.toY }

// levelTexts paints what the lines across the chart say, where that covers least.
func (g *plotting) levelTexts() {
	h := g.lineHeight(typeBody)
	for _, l := range g.plot.Levels {
		if !g.shows(l.Y) {
			continue
		}
		w, y := g.width(typeBody, l.Text)+1, g.y(l.Y)
		var places []Rect
		for i := range 5 {
			x := g.area.X + g.px(6) + (g.area.W-w-g.px(12))*float64(i)/4
			places = append(places, Rect{x, y - h - 1, w, h}, Rect{x, y + 2, w, h})
		}
		g.write(places, typeBody, g.warn.text, l.Text)
	}
}
