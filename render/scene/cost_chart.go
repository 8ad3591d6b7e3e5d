package scene

import (
	"slices"
	"strconv"
	"strings"

	"blockyard/scripting/session"
	"blockyard/sim/cost"
	"blockyard/sim/unit"
)

// The fields of the interface that say what the chart of cost shows.
const (
	costSpan = "cost/span" // how far it goes: to the present, "now", or to the end of the month
	costOf   = "cost/of"   // its lines where there is one lane: of "services", or of everything together
)

// costPoints is about how many points a line of cost has.
const costPoints = 120

// courseSteps are the distances between points of a course, so that they change seldom.
var courseSteps = []unit.Duration{
	unit.Minute, 5 * unit.Minute, 15 * unit.Minute, unit.Hour, 3 * unit.Hour, 6 * unit.Hour, 12 * unit.Hour, unit.Day, 2 * unit.Day, 7 * unit.Day, 30 * unit.Day, 365 * unit.Day,
}

// courseStep returns the distance between the points of a course that is so long.
func courseStep(length unit.Duration) unit.Duration {
	for _, step := range courseSteps {
		if length/step <= costPoints {
			return step
		}
	}
	return courseSteps[len(courseSteps)-1]
}

// A costLane is one lane in the chart of cost.
type costLane struct {
	name   string
	number int
	course *costCourse
}

// costLanes returns the lanes with their courses up to the present, also while the session looks back.
func (v *view) costLanes(to unit.Instant) (lanes []costLane) {
	for i, name := range v.session.Lanes() {
		w, ok := v.session.PresentWorld(name)
		if !ok {
			w, _ = v.session.WorldOf(name)
		}
		lanes = append(lanes, costLane{name, i + 1, v.memo.courseOf(w, courseStep(to.Sub(0)))})
	}
	return lanes
}

// costEnd returns until when the chart of cost goes.
func costEnd(s *session.Session, ui *UI) unit.Instant {
	now := s.Present()
	if Chosen(ui.Fields, costSpan) == "now" || HeldBy(s) != "" { // who guesses is not told
		return now
	}
	return max(now, monthEnd(s.World(), now))
}

// costChart paints what everything has cost as time went on: a line for each lane, or for each service, the budget,
// and how it goes on to the end of the month. The line of the panel's tabs lies above r, and has its tools where there
// is room beside them.
func (p *pen) costChart(v *view, r Rect, names []string) {
	to := costEnd(p.session, p.ui)
	lanes := v.costLanes(to)
	c := v.costPlot(lanes, to, len(lanes) == 1 && Chosen(p.ui.Fields, costOf) == "services")
	y := p.costTools(c.Title, len(lanes) == 1, r, names)
	if p.session.LooksBack() {
		c.Mark = &PlotMark{X: hoursOf(v.now), Text: v.when(v.now)}
	}
	p.plot(Rect{r.X + p.px(16), y, r.W - p.px(32), max(0, r.Bottom()-p.px(4)-y)}, c)
}

// costTools paints how the chart can be shown and what it is of, beside the tabs or below them, and returns the y below.
func (p *pen) costTools(title string, single bool, r Rect, names []string) float64 {
	links, wide := []costLink{p.costSwitch(costSpan, "now", "So far alone")}, 0.0
	if single {
		links = append(links, p.costSwitch(costOf, "services", "By service"))
	}
	for _, ending := range []string{"SVG", "PNG", "CSV"} {
		file := "cost." + strings.ToLower(ending)
		links = append(links, costLink{id: file, text: ending, name: "The chart as " + ending, role: RoleButton, act: Action{"Take the chart along as " + ending, Download, file}})
	}
	for i := range links {
		wide += p.width(typeStrong, links[i].text) + 1 + p.px(14)
	}
	wide -= p.px(14)
	line := p.px(34)
	if p.isPhone() {
		line = p.px(44)
	}
	beside := Rect{r.Right() - p.px(16) - wide, r.Y - line + (line-p.px(26))/2, wide, p.px(26)}
	left := r.X + p.px(16) + p.tabsRoom(names) + p.px(8)
	if len(names) == 0 || beside.X < left {
		_, y := p.costLinks(links, Rect{r.X + p.px(16), r.Y, r.W - p.px(32), p.px(26)})
		return y
	}
	p.costLinks(links, beside)
	if room := beside.X - left - p.px(14); p.width(typeBody, title) <= room {
		p.labelRight(Rect{left, beside.Y, room, beside.H}, typeBody, p.muted, title)
	}
	return r.Y
}

// costSwitch returns a choice that is on or off.
func (p *pen) costSwitch(field, value, text string) costLink {
	l := costLink{id: field, text: text, role: RoleCheckbox, act: Action{text, Fill, field + "=" + value}}
	if l.chosen = Chosen(p.ui.Fields, field) == value; l.chosen {
		l.act.Arg = field + "="
	}
	return l
}

// A costLink is a choice beside the chart or the bill, as narrow as its words.
type costLink struct {
	id, text string
	name     string // for the mirror, where it says more than the text
	role     Role
	chosen   bool
	act      Action
}

// costLinks paints choices in rows, the chosen ones underlined as tabs are, and returns where they end and the y below.
func (p *pen) costLinks(links []costLink, r Rect) (x, y float64) {
	x, y = r.X, r.Y
	for i := range links {
		l := &links[i]
		w := min(p.width(typeStrong, l.text)+1, r.W)
		if x > r.X && x+w > r.Right() {
			x, y = r.X, y+r.H
		}
		p.costLink(l, Rect{x, y, w, r.H})
		x += w + p.px(14)
	}
	return x, y + r.H
}

func (p *pen) costLink(l *costLink, r Rect) {
	s, color := typeBody, p.muted
	switch {
	case l.chosen:
		s, color = typeStrong, p.ink
		p.box(Rect{r.X, r.Bottom() - p.px(3), r.W, p.px(2)}, 0, p.tabBar(), 0, 0)
	case p.ui.Hover == l.id:
		p.box(r, p.px(4), p.hover, 0, 0)
	}
	p.label(r, s, color, l.text)
	act := l.act
	n := Node{ID: l.id, Role: l.role, Name: l.name, Chosen: l.chosen, Rect: r, Action: &act}
	if n.Name == "" {
		n.Name = l.text
	}
	p.node(n)
}

// costPlot returns the chart of cost as plain data.
func (v *view) costPlot(lanes []costLane, to unit.Instant, services bool) *Plot {
	c := &Plot{ID: "cost/plot", Title: costTitle(v, lanes), X: costAxis(v, to), Y: PlotAxis{Text: DollarTicks}}
	for i := range lanes {
		l := &lanes[i]
		l.budgetIn(v, c, to, len(lanes) > 1)
		if services {
			l.servicesIn(v, c, to)
		} else {
			c.Series = append(c.Series, l.line(v, to, len(lanes) > 1))
		}
	}
	return c
}

// costTitle says what the chart shows.
func costTitle(v *view, lanes []costLane) string {
	text := "Cost"
	for i := range lanes {
		switch {
		case len(lanes) == 1:
		case i == 0:
			text += " of " + lanes[i].title()
		case i == len(lanes)-1:
			text += " and " + lanes[i].title()
		default:
			text += ", " + lanes[i].title()
		}
	}
	return text + " since " + dayOf(v.world.Date(0))
}

// title names a lane as charts and the bill do.
func (l *costLane) title() string { return strconv.Itoa(l.number) + " " + l.name }

// hoursOf returns an instant as a place on the axis of time.
func hoursOf(at unit.Instant) float64 { return float64(at) / float64(unit.Hour) }

// costAxis is the axis of time: hours of the first days, then days.
func costAxis(v *view, to unit.Instant) PlotAxis {
	a := PlotAxis{From: 0, To: max(hoursOf(to), 1.0/60), Steps: []float64{0.25, 1, 3, 6, 12, 24, 48, 120, 240, 720, 2160, 8760}}
	a.Text = func(at, step float64) string {
		switch {
		case at == 0 && step >= 24:
			return "0"
		case step >= 24:
			return "day " + strconv.Itoa(int(at/24+0.5))
		}
		date := v.world.Date(unit.Instant(at * float64(unit.Hour)))
		if date%unit.Date(unit.Day) == 0 {
			return dayOf(date)
		}
		return timeOf(date)
	}
	return a
}

// line returns what a lane has cost, and will have.
func (l *costLane) line(v *view, to unit.Instant, named bool) PlotSeries {
	all := func(s *cost.Amounts) unit.Money { return s.Total }
	s := PlotSeries{Name: l.name, Plain: true}
	now := l.into(&s, to, all)
	s.End = now
	if named {
		s.End = strconv.Itoa(l.number) + " " + now
	}
	s.Says = now + " so far"
	if s.Foretold > 0 {
		then := s.Points[len(s.Points)-1].Text
		s.Says += ", " + then + " by " + v.when(to) + ", as things go on"
		s.End = strings.Replace(s.End, now, then, 1)
	}
	return s
}

// into adds the points of a line, and says what it comes to now.
func (l *costLane) into(s *PlotSeries, to unit.Instant, of func(*cost.Amounts) unit.Money) (now string) {
	points, known := l.through(to)
	s.Foretold = len(points) - known
	for i := range points {
		sum := of(&points[i].sum)
		point := PlotPoint{X: hoursOf(points[i].at), Y: dollars(sum)}
		if i == known-1 {
			now = sum.String()
		}
		if i == 0 || i == known-1 || i == len(points)-1 {
			point.Text = sum.String()
		}
		s.Points = append(s.Points, point)
	}
	return now
}

// through returns the points of a lane until an instant, and how many of them are known.
func (l *costLane) through(to unit.Instant) (points []costPoint, known int) {
	points = l.course.points
	if to <= l.course.now {
		return points, len(points)
	}
	return slices.Concat(points, l.course.lookAhead(to).points), len(points)
}

// servicesIn adds a line for each service that costs something.
func (l *costLane) servicesIn(v *view, c *Plot, to unit.Instant) {
	for _, service := range services {
		s := PlotSeries{Name: service.title, Plain: true}
		now := l.into(&s, to, func(sum *cost.Amounts) unit.Money { return sum.By.Amount(service.name) })
		if n := len(s.Points); n > 0 && s.Points[n-1].Y > 0 {
			s.End, s.Says = service.title+" "+now, now+" so far"
			c.Series = append(c.Series, s)
		}
	}
	if len(c.Series) == 0 {
		c.Series = append(c.Series, l.line(v, to, false))
	}
}

// budgetIn adds a lane's budget as a line across, and where it is or will be reached.
func (l *costLane) budgetIn(v *view, c *Plot, to unit.Instant, named bool) {
	b, ok := l.course.budget()
	if !ok || HeldBy(v.session) != "" {
		return
	}
	level := PlotLevel{Y: dollars(b.level()), Text: "budget " + b.String()}
	if !slices.ContainsFunc(c.Levels, func(have PlotLevel) bool { return have == level }) {
		c.Levels = append(c.Levels, level)
	}
	at, says := b.At, "Budget reached "
	if !b.Reached {
		at, says = b.ahead, b.pace()+" reached "
	}
	if named {
		says = l.title() + ": " + says
	}
	if (b.Reached || b.comes) && at <= to {
		c.Calls = append(c.Calls, PlotCall{At: PlotPoint{X: hoursOf(at), Y: level.Y}, Title: says + v.when(at)})
	}
}
