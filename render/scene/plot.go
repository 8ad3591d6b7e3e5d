package scene

import (
	"math"
	"strings"
)

// A Plot is a line chart as plain data. Its places are floats, for they are only painted; whatever is told as a figure
// is a text, which says exactly what its maker computed.
type Plot struct {
	ID     string // begins the ids of its nodes: "sweep/plot"
	Title  string // what it shows, for the mirror; it is not painted
	X, Y   PlotAxis
	Series []PlotSeries
	Levels []PlotLevel
	Calls  []PlotCall
	Mark   *PlotMark // nil where none is set
}

// A PlotAxis says what an axis counts. Where From and To are equal it goes as far as the points do, and a y axis from zero.
type PlotAxis struct {
	Name     string // "hours a day that web runs"; "" is not painted
	From, To float64
	Steps    []float64                     // distances of ticks that make sense, in rising order; none means 1, 2, 5 and their tenfolds
	Text     func(at, step float64) string // what a tick says, where ticks are a step apart; nil means the plain number
}

// A PlotSeries is one line. Its place in the plot decides colour, dash and marker (looks), unless Look says another.
type PlotSeries struct {
	Name     string      // for the mirror: "store"
	End      string      // what is painted at the end of the line: "1 store", "1 $72.00"; "" means Name
	Says     string      // for the mirror: what it says in a sentence
	Look     int         // the number of its look from 1 on; 0 means by its place
	Points   []PlotPoint // by rising x
	Foretold int         // so many points at the end are not yet so: a fine line of dots leads there
	Plain    bool        // no markers but at the end
}

// A PlotPoint is a value and what it says.
type PlotPoint struct {
	X, Y float64
	Text string // the figure, where it is painted: "$72.00"; may be ""
}

// A PlotLevel is a line across the chart, such as a budget.
type PlotLevel struct {
	Y    float64
	Text string // painted beside it: "budget $20.00"
}

// A PlotCall points at a place and says what is there.
type PlotCall struct {
	At         PlotPoint
	Title, Sub string // "Same cost at 22 h 20 min a day", "$67.00 ÷ $3.00"; Sub may be ""
}

// A PlotMark is where a slider stands: a line down the chart with what the series say there.
type PlotMark struct {
	X      float64
	Text   string      // on its plate: "4 h a day"
	Values []PlotPoint // what each series says there, in their order; one without a text is not painted
	Gap    string      // what lies between the first and the last value: "saves $55.00"; "" is not painted
	Better bool        // the gap is in somebody's favour
}

// A seriesLook is how a series is told from the others: by hue, by dash and by marker.
type seriesLook struct {
	hue    Color
	dash   []float64 // lengths of dashes and gaps at 100 %; none is solid
	marker func(g grid, fill Color)
}

// looks are those of the series, again from the first after the last.
var looks = [...]seriesLook{
	{0x56B4E9FF, nil, func(g grid, fill Color) { g.polygon(fill, g.arc(8, 8, 7, 7, 0, 4, 16)[:16]) }},
	{0xD55E00FF, []float64{8, 4}, func(g grid, fill Color) { g.shape(fill, 2, 2, 14, 2, 14, 14, 2, 14) }},
	{0x2BB38AFF, []float64{2, 4}, func(g grid, fill Color) { g.shape(fill, 8, 0.5, 15.5, 14, 0.5, 14) }},
	{0xE69F00FF, []float64{12, 4, 2, 4}, func(g grid, fill Color) { g.shape(fill, 8, 0, 16, 8, 8, 16, 0, 8) }},
	{0xCC79A7FF, []float64{5, 3}, func(g grid, fill Color) { g.shape(fill, 0.5, 2, 15.5, 2, 8, 15.5) }},
}

// lookOf returns the look of a series in its place.
func (c *Plot) lookOf(place int) *seriesLook {
	if number := c.Series[place].Look; number > 0 {
		place = number - 1
	}
	return &looks[place%len(looks)]
}

// lineOf returns the colour of a series' line: ink where hues are too pale for a line on the ground.
func (p *pen) lineOf(l *seriesLook) Color {
	if p.light() {
		return p.outline
	}
	return l.hue
}

// A plotting is a plot on its way into a rectangle.
type plotting struct {
	*pen
	plot                 *Plot
	area                 Rect // between the axes
	fromX, toX           float64
	fromY, toY           float64
	stepX, stepY         float64
	ends                 []plotEnd
	taken                []Rect // where texts stand already
	labelsLeft, endsWide float64
}

// plot paints a chart with its nodes into a rectangle.
func (p *pen) plot(r Rect, c *Plot) {
	g := &plotting{pen: p, plot: c}
	g.measure(r)
	p.node(Node{ID: c.ID, Role: RoleText, Name: c.Title, Help: g.summary(), Rect: r})
	if g.area.W < p.px(40) || g.area.H < p.px(24) {
		return // nothing could be told apart; the mirror has it all
	}
	g.axes(r)
	g.levels()
	for i := range c.Series {
		g.line(i)
	}
	g.placeEnds()
	g.levelTexts()
	g.mark()
	for i := range c.Calls {
		g.call(i)
	}
	g.nodes()
}

// summary says in words what the chart shows, for who does not see it.
func (g *plotting) summary() string {
	var parts []string
	c := g.plot
	if c.X.Name != "" {
		parts = append(parts, c.X.Name+" from "+g.tickText(&c.X, g.fromX, g.stepX)+" to "+g.tickText(&c.X, g.toX, g.stepX))
	}
	for i := range c.Calls {
		parts = append(parts, strings.TrimSpace(c.Calls[i].Title+" "+c.Calls[i].Sub))
	}
	return strings.Join(parts, ". ")
}

// nodes adds a node for each series, where its name stands.
func (g *plotting) nodes() {
	for i := range g.plot.Series {
		s := &g.plot.Series[i]
		at := Rect{g.area.X, g.area.Y, g.area.W, g.lineHeight(typeBody)}
		if i < len(g.ends) && g.ends[i].shown {
			at = g.ends[i].rect
		}
		g.node(Node{ID: g.plot.ID + "/" + s.Name, Role: RoleText, Name: s.Name, Help: s.told(), Rect: at})
	}
}

// told says of a series what it begins and ends with, unless it has a sentence of its own.
func (s *PlotSeries) told() string {
	n := len(s.Points)
	switch {
	case s.Says != "":
		return s.Says
	case n == 0:
		return "no points"
	case n == 1 || s.Points[0].Text == s.Points[n-1].Text:
		return s.Points[0].Text
	}
	return "from " + s.Points[0].Text + " to " + s.Points[n-1].Text
}

// x returns where a value of the x axis lies; y, one of the y axis.
func (g *plotting) x(v float64) float64 {
	return g.area.X + g.area.W*(v-g.fromX)/(g.toX-g.fromX)
}

func (g *plotting) y(v float64) float64 {
	return g.area.Bottom() - g.area.H*(v-g.fromY)/(g.toY-g.fromY)
}

// within returns the place of a point, held to the chart.
func (g *plotting) within(v PlotPoint) Point {
	return Point{
		math.Min(math.Max(g.x(v.X), g.area.X), g.area.Right()),
		math.Min(math.Max(g.y(v.Y), g.area.Y), g.area.Bottom()),
	}
}

// PlotSheet returns a frame of a chart alone: a title, the chart, and notes below it. It is what files of charts are made from.
func PlotSheet(c *Plot, notes []string, width, height float64, theme ThemeName, scale int, measure Measure) *Frame {
	ui := &UI{Width: width, Height: height, Theme: theme, Scale: scale}
	k := float64(min(max(scale, 100), 200)) / 100
	f := &Frame{Width: width, Height: height, Theme: theme, Scale: scale}
	p := &pen{Frame: f, palette: paletteOf(theme), ui: ui, measure: measure, k: k, at: PanelWorld}
	p.box(Rect{0, 0, width, height}, 0, p.panel, 0, 0)
	margin := p.px(20)
	y := p.lines(margin, margin, width-2*margin, typeTitle, p.ink, p.wrap(typeTitle, c.Title, width-2*margin, 3)) + p.px(8)
	p.node(Node{ID: "plot/title", Role: RoleHeading, Name: c.Title, Level: 1, Rect: Rect{margin, margin, width - 2*margin, y - margin}})
	var lines []string
	for _, note := range notes {
		lines = append(lines, p.wrap(typeBody, note, width-2*margin, 4)...)
	}
	foot := height - margin - float64(len(lines))*p.lineHeight(typeBody)
	p.plot(Rect{margin, y, width - 2*margin, foot - p.px(8) - y}, c)
	p.lines(margin, foot, width-2*margin, typeBody, p.muted, lines)
	return f
}
