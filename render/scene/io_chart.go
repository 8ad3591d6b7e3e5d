package scene

import (
	"strconv"

	"blockyard/sim/ec2"
	"blockyard/sim/io"
	"blockyard/sim/unit"
)

// An ioChart is what is told of the I/O of a volume, or of an instance with all its volumes.
type ioChart struct {
	ref   ec2.Ref
	steps []io.Step
	paths []ioPath // of a volume: the instances through which it is used
	from  unit.Instant
	to    unit.Instant
}

// An ioPath is what an instance can move to and from all its volumes.
type ioPath struct {
	instance uint32
	steps    []io.Step
}

// A measured is one of the two things that are limited of I/O.
type measured struct {
	name string
	of   func(io.Rate) int64 // 0 of a limit means that there is none
	text func(int64) string
}

// measureds are operations and throughput.
var measureds = [...]measured{
	{"IOPS", func(r io.Rate) int64 { return r.MilliIOPS }, func(n int64) string { return strconv.FormatInt((n+500)/1000, 10) }},
	{"MiB/s", func(r io.Rate) int64 { return r.Bytes }, mebibytes},
}

// mebibytes returns bytes in MiB with one place behind the point where that says anything.
func mebibytes(n int64) string {
	mib := float64(n) / float64(unit.MiB)
	if mib >= 100 || mib == float64(int64(mib)) {
		return strconv.FormatInt(int64(mib+0.5), 10)
	}
	return strconv.FormatFloat(mib, 'f', 1, 64)
}

// ioOf returns what is known of the I/O of a volume or of an instance; ok is false where nobody ever asked for any.
func (v *view) ioOf(ref ec2.Ref) (c ioChart, ok bool) {
	if ref.Kind != ec2.KindVolume && ref.Kind != ec2.KindInstance {
		return ioChart{ref: ref}, false
	}
	c = ioChart{ref: ref, steps: v.world.IO(ref), to: v.now}
	if len(c.steps) == 0 {
		return c, false
	}
	c.from = c.steps[0].From
	if ref.Kind == ec2.KindVolume {
		for _, a := range v.cloud.Volumes().At(ref.Index).Attachments {
			if steps := v.world.IO(instanceRef(a.Instance)); len(steps) > 0 {
				c.paths = append(c.paths, ioPath{a.Instance, steps})
			}
		}
	}
	return c, true
}

// now returns the step that the present is in.
func (c *ioChart) now() io.Step { return c.steps[len(c.steps)-1] }

// ioField is the field of the interface that says how much of the past of I/O is shown: "1h", "1d" or all of it.
const ioField = "inspector/io"

// pasts are the parts of the past that can be shown.
var pasts = []struct {
	value, text string
	length      unit.Duration
}{{"1h", "Last hour", unit.Hour}, {"1d", "Last day", unit.Day}, {"all", "All", 0}}

// ioSection paints the I/O of a volume or an instance: what it moves and what limits that over time, what holds it
// back, and what it has of credits.
func (p *pen) ioSection(v *view, c *ioChart, x, y, w float64) float64 {
	used := len(c.steps) > 0
	balance, has := v.balanceOf(c.ref)
	if !used && !has {
		return y
	}
	y = p.sectionHead("I/O", x, y, w)
	if used {
		y = p.prose("io/held", x, y, w, typeBody, p.ink, v.heldText(c, balance, has)) + p.px(4)
	}
	if has {
		y = p.balance(v, &balance, x, y, w) + p.px(2)
	}
	if used {
		y = p.ioSpans(c, x, y, w)
		for i := range measureds {
			y = p.rateChart(v, c, &measureds[i], x, y, w)
		}
	}
	return y
}

// heldText says what keeps a volume or an instance from more, or that nothing does.
func (v *view) heldText(c *ioChart, b balance, credited bool) string {
	now := c.now()
	if now.Asked == (io.Rate{}) {
		return "Nothing is asked of it now."
	}
	spent := ""
	if credited && b.bucket.Dry {
		spent = " Its credits are used up."
	}
	volume, instance := "the volume", v.name(c.ref)
	if c.ref.Kind == ec2.KindInstance {
		volume = "a volume"
	} else if len(c.paths) > 0 {
		instance = v.name(instanceRef(c.paths[0].instance))
	}
	switch now.Held {
	case io.VolumeIOPS:
		return "Held back by " + volume + ": it gets " + of(now, &measureds[0]) + "." + spent
	case io.VolumeThroughput:
		return "Held back by " + volume + ": it gets " + of(now, &measureds[1]) + "." + spent
	case io.InstanceIOPS:
		return "Held back by the instance " + instance + ": it gets " + of(now, &measureds[0]) + "." + spent
	case io.InstanceThroughput:
		return "Held back by the instance " + instance + ": it gets " + of(now, &measureds[1]) + "." + spent
	case io.Initialization:
		return "Held back by blocks that have still to come from the snapshot: it gets " + of(now, &measureds[1]) + "."
	case io.Nothing:
	}
	return "Nothing holds it back: it gets all that is asked for."
}

// of says how much there is of what is asked for: "3 000 of 5 000 IOPS".
func of(s io.Step, m *measured) string {
	return m.text(m.of(s.Moved)) + " of " + m.text(m.of(s.Asked)) + " " + m.name + " asked for"
}

// ioSpans paints the choice of how much of the past is shown, where there is more than the shortest, and keeps to it.
func (p *pen) ioSpans(c *ioChart, x, y, w float64) float64 {
	if c.to.Sub(c.from) <= pasts[0].length {
		c.from = min(c.from, c.to-1)
		return y
	}
	chosen := Chosen(p.ui.Fields, ioField)
	if chosen == "" {
		chosen = "all"
	}
	var buttons []button
	whole := c.to.Sub(c.from)
	for _, s := range pasts {
		if s.length >= whole {
			continue
		}
		if s.value == chosen && s.length > 0 {
			c.from = c.to.Add(-s.length)
		}
		buttons = append(buttons, button{id: "io/span/" + s.value, text: s.text, chosen: s.value == chosen, act: Action{s.text, Fill, ioField + "=" + s.value}})
	}
	return p.flow(x, y, w, buttons) + p.px(6)
}

// rateChartHeight is how high a chart of rates is, in pixels at 100 %.
const rateChartHeight = 64

// rateChart paints one measure over time, with its limits, and below what each line is and is now.
func (p *pen) rateChart(v *view, c *ioChart, m *measured, x, y, w float64) float64 {
	lines := v.rateLines(c, m)
	top := int64(1)
	for i := range lines {
		if lines[i].scales {
			top = max(top, lines[i].most())
		}
	}
	area := Rect{x, p.nameAndValue(x, y, w, typeStrong, p.ink, m.name, "up to "+m.text(top)) + p.px(2), w, p.px(rateChartHeight)}
	name := m.name + " over time"
	if p.visible(area) {
		p.chartGround(area)
		for i := range lines {
			p.rateLine(area, &lines[i], float64(top)*1.1, c.from, c.to)
		}
	}
	p.node(Node{ID: "io/" + m.name, Role: RoleText, Name: name, Help: "From " + v.when(c.from) + " to now, up to " + m.text(top), Rect: Rect{x, y, w, area.Bottom() - y}})
	y = p.timeAxis(v, c, x, area.Bottom(), w)
	for i := range lines {
		y = p.rateLegend(&lines[i], m, x, y, w)
	}
	return y + p.px(6)
}

// chartGround paints the ground of a small chart: its base and two lines above it.
func (p *pen) chartGround(area Rect) {
	p.box(area, p.px(3), p.sunk, 0, 0)
	for _, share := range []float64{1.0 / 3, 2.0 / 3} {
		p.rule(area.X, area.Y+area.H*share, area.W, 1)
	}
	p.box(Rect{area.X, area.Bottom() - 1, area.W, 1}, 0, p.muted, 0, 0)
}

// timeAxis says from when to when a chart goes, and returns the y below.
func (p *pen) timeAxis(v *view, c *ioChart, x, y, w float64) float64 {
	return p.nameAndValue(x, y, w, typeBody, p.muted, v.when(c.from), "now")
}

// A rateLine is one line of a chart of rates.
type rateLine struct {
	name   string
	points []ratePoint
	dash   [2]float64
	color  Color // in the dark; in light lines are ink
	filled bool
	scales bool // the chart is as high as it
	unsaid string
}

// A ratePoint is a value that holds from one instant to another.
type ratePoint struct {
	from, to unit.Instant
	value    int64
}

// most returns the greatest value of a line.
func (l *rateLine) most() (top int64) {
	for _, x := range l.points {
		top = max(top, x.value)
	}
	return top
}

// The hues of the lines, by what they are.
const (
	hueMoved = hueInstance
	hueLimit = hueDisk
	huePath  = Color(0x2BB38AFF)
)

// rateLines returns the lines of one measure: what moves, what is asked for, the limit, and those of the instances.
func (v *view) rateLines(c *ioChart, m *measured) []rateLine {
	own := "limit of the volume"
	if c.ref.Kind == ec2.KindInstance {
		own = "limit of the instance"
	}
	lines := []rateLine{
		{name: "moved", color: hueMoved, filled: true, scales: true, points: c.points(c.steps, func(s io.Step) int64 { return m.of(s.Moved) })},
		{name: "asked for", unsaid: "nothing", points: c.points(c.steps, func(s io.Step) int64 { return m.of(s.Asked) }), color: 0},
		{name: own, unsaid: "none", color: hueLimit, dash: [2]float64{8, 4}, scales: true, points: c.points(c.steps, func(s io.Step) int64 { return m.of(s.Limit) })},
	}
	for i := range c.paths {
		path := &c.paths[i]
		lines = append(lines, rateLine{
			name: "limit of " + v.name(instanceRef(path.instance)), unsaid: "none", color: huePath, dash: [2]float64{2, 4},
			points: c.points(path.steps, func(s io.Step) int64 { return m.of(s.Limit) }),
		})
	}
	return lines
}

// points returns a value over the time that is shown, equal neighbours as one.
func (c *ioChart) points(steps []io.Step, value func(io.Step) int64) (points []ratePoint) {
	for i := range steps {
		s := &steps[i]
		from, to := max(s.From, c.from), min(s.To, c.to)
		if to < from || to == from && i+1 < len(steps) {
			continue
		}
		n := value(*s)
		if last := len(points) - 1; last >= 0 && points[last].value == n {
			points[last].to = to
			continue
		}
		points = append(points, ratePoint{from, to, n})
	}
	return points
}

// rateLine paints a line, and the ground below it where it is filled. What lies beyond the chart is not painted.
func (p *pen) rateLine(area Rect, l *rateLine, top float64, from, to unit.Instant) {
	if l.color == 0 {
		return
	}
	at := func(i unit.Instant) float64 {
		return area.X + area.W*float64(i.Sub(from))/float64(max(1, to.Sub(from)))
	}
	color := l.color
	if p.light() {
		color = p.outline
	}
	var line []Point
	flush := func() {
		if len(line) > 1 {
			p.Items = append(p.Items, Item{Kind: Stroke, Line: color, Width: max(1.5, p.px(2)), Dash: l.dash, Points: line})
		}
		line = nil
	}
	for _, x := range thinned(l.points, to.Sub(from), int(area.W)) {
		left, right := at(x.from), max(at(x.to), at(x.from)+1)
		high := float64(x.value) / top * area.H
		if high > area.H || x.value == 0 && !l.filled {
			flush()
			continue
		}
		y := area.Bottom() - high
		if l.filled && high > 0 {
			p.box(Rect{left, y, min(right, area.Right()) - left, high}, 0, l.color.faded(40), 0, 0)
		}
		line = append(line, Point{left, y}, Point{min(right, area.Right()), y})
	}
	flush()
}

// thinned returns points of which none is shorter than a pixel: of several in one the greatest.
func thinned(points []ratePoint, whole unit.Duration, pixels int) (thin []ratePoint) {
	least := whole / unit.Duration(max(1, pixels))
	for _, x := range points {
		if last := len(thin) - 1; last >= 0 && thin[last].to.Sub(thin[last].from) < least {
			thin[last].to, thin[last].value = x.to, max(thin[last].value, x.value)
			continue
		}
		thin = append(thin, x)
	}
	return thin
}

// rateLegend says what a line is and what its value is now, and returns the y below.
func (p *pen) rateLegend(l *rateLine, m *measured, x, y, w float64) float64 {
	h, sample := p.px(20), p.px(22)
	color := l.color
	if p.light() && color != 0 {
		color = p.outline
	}
	if color != 0 {
		p.Items = append(p.Items, Item{Kind: Stroke, Line: color, Width: max(1.5, p.px(2)), Dash: l.dash, Points: []Point{{x, y + h/2}, {x + sample - p.px(4), y + h/2}}})
	}
	value := l.unsaid
	if n := len(l.points); n > 0 && (l.points[n-1].value > 0 || l.unsaid == "") {
		value = m.text(l.points[n-1].value)
	}
	bottom := p.nameAndValue(x+sample, y, w-sample, typeBody, p.muted, l.name, value)
	p.node(Node{ID: "io/" + m.name + "/" + l.name, Role: RoleText, Name: m.name + " " + l.name + ": " + value, Rect: Rect{x, y, w, bottom - y}})
	return bottom
}

// nameAndValue paints a name at the left and a value at the right: in one line, or below each other where there is no
// room for both. It returns the y below.
func (p *pen) nameAndValue(x, y, w float64, s style, color Color, name, value string) float64 {
	h := p.lineHeight(s)
	if p.width(s, name)+p.width(typeBody, value)+p.px(10) <= w {
		p.label(Rect{x, y, w, h}, s, color, name)
		p.labelRight(Rect{x, y, w, h}, typeBody, p.ink, value)
		return y + h
	}
	y = p.lines(x, y, w, s, color, p.wrap(s, name, w, 3))
	return p.lines(x, y, w, typeBody, p.ink, p.wrap(typeBody, value, w, 3))
}

// progressBar paints how far something is, without a node.
func (p *pen) progressBar(r Rect, share float64, hue Color) {
	p.box(r, r.H/2, p.empty, p.emptyLine, lineWidth(p.emptyLine, 1))
	if share > 0 {
		p.box(Rect{r.X, r.Y, max(r.H, r.W*min(1, share)), r.H}, r.H/2, hue, p.outline, lineWidth(p.outline, 1))
	}
}
