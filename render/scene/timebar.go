package scene

import (
	"strconv"

	"blockyard/sim/cost"
	"blockyard/sim/ec2"
	"blockyard/sim/unit"
)

// spans are the lengths of time that the bar can show, so that it changes its scale seldom.
var spans = []unit.Duration{
	unit.Hour, 3 * unit.Hour, 6 * unit.Hour, 12 * unit.Hour, unit.Day, 2 * unit.Day, 4 * unit.Day, 8 * unit.Day, 16 * unit.Day,
	unit.Month, 2 * unit.Month, 4 * unit.Month, 8 * unit.Month, 360 * unit.Day, 720 * unit.Day, 3600 * unit.Day, unit.MaxDuration,
}

// spanFor returns the length of time to show at an instant: some of it is always still to come.
func spanFor(now unit.Instant) unit.Duration {
	for _, s := range spans {
		if unit.Duration(now) <= s-s/8 {
			return s
		}
	}
	return unit.MaxDuration
}

// An axis places instants between two edges.
type axis struct {
	x, w float64
	span unit.Duration
}

func (a axis) at(i unit.Instant) float64 {
	return a.x + a.w*min(1, float64(i)/float64(a.span))
}

// timebar paints time: a row for each resource with its states, and where the clock stands.
func (p *pen) timebar(v *view, r Rect) {
	p.begin(PanelTime, r, p.panel)
	p.rule(r.X, r.Y, r.W, 1)
	name := min(p.px(120), r.W*0.34)
	foot := p.px(26)
	a := axis{r.X + p.px(16) + name, r.W - p.px(16+24) - name, spanFor(v.now)}
	body := Rect{r.X, r.Y + 1, r.W, r.H - foot - 1}
	rows := v.rows
	p.ticks(v, a, body, r.Bottom()-foot)
	p.scroll(PanelTime, body, false, func(y float64) float64 {
		y += p.px(8)
		if len(rows) == 0 {
			return p.timeEmpty(a, Rect{r.X + p.px(16), y, r.W - p.px(40), body.H})
		}
		row := Rect{r.X + p.px(16), y, name + a.w, p.px(24)}
		return p.longRows("time", "row", row, len(rows), func(i int, y float64) float64 {
			p.timeRow(v, rows[i], a, Rect{row.X, y, row.W, row.H})
			return y + row.H
		}) + p.px(4)
	})
	p.playhead(v, a, body, r.Bottom()-foot)
}

// timeEmpty says what will be seen here, on a ground of its own: the axis goes on behind it.
func (p *pen) timeEmpty(a axis, r Rect) float64 {
	const text = "Nothing has happened yet. Whatever you make gets a row here."
	x := a.x + p.px(12)
	w := max(p.px(120), min(a.w*0.75, a.x+a.w-x))
	lines := p.wrap(typeBody, text, w, 0)
	ground := Rect{x - p.px(6), r.Y + p.px(8), 0, float64(len(lines))*p.lineHeight(typeBody) + p.px(8)}
	for _, line := range lines {
		ground.W = max(ground.W, p.width(typeBody, line)+p.px(12))
	}
	p.box(ground, p.px(4), p.panel, 0, 0)
	return p.prose("time/empty", x, ground.Y+p.px(4), w, typeBody, p.muted, text) + p.px(4)
}

// ticks paints the axis: a hairline and a label for each quarter of the time shown.
func (p *pen) ticks(v *view, a axis, body Rect, y float64) {
	parts := unit.Duration(4)
	if a.w < p.px(340) {
		parts = 2
	}
	head := a.at(v.now)
	for n := range parts {
		at := unit.Instant(a.span * n / parts)
		x := a.at(at)
		p.box(Rect{x, body.Y, 1, body.H}, 0, p.hairline, 0, 0)
		text := dayOf(v.world.Date(at))
		if a.span < 4*unit.Day {
			text = timeOf(v.world.Date(at))
			if at == 0 {
				text = dayOf(v.world.Date(at))
			}
		}
		w := p.width(typeBody, text) + 1
		if left := head - p.px(32); x+w > left && x < head+p.px(32) {
			continue // the playhead's plate stands there
		}
		p.label(Rect{x, y, w, p.px(22)}, typeBody, p.muted, text)
	}
}

// playhead paints where the clock stands, with the time of day on a plate.
func (p *pen) playhead(v *view, a axis, body Rect, y float64) {
	x := a.at(v.now)
	p.box(Rect{x - 1, body.Y, 2, body.H + p.px(2)}, 0, p.ink, 0, 0)
	text := timeOf(v.world.Date(v.now))
	w := p.width(typeStrong, text) + p.px(12)
	plate := Rect{min(max(x-w/2, a.x-w/2), a.x+a.w-w/2), y + p.px(1), w, p.px(20)}
	p.box(plate, p.px(4), p.plate, 0, 0)
	p.labelCentre(plate, typeStrong, p.plateText, text)
	p.node(Node{ID: "time/now", Role: RoleStatus, Name: "It is " + v.when(v.now), Rect: plate})
}

// A timeRow is what happened to one resource.
type timeRow struct {
	ref    ec2.Ref
	spans  []timeSpan
	points []unit.Instant // snapshots taken
	words  string
}

// A timeSpan is a time in one state.
type timeSpan struct {
	from, to unit.Instant
	high     bool // running or existing; otherwise stopped
}

// rowOf returns what happened to one resource.
func (v *view) rowOf(ref ec2.Ref) timeRow {
	switch ref.Kind {
	case ec2.KindInstance:
		return v.instanceRow(ref)
	case ec2.KindVolume:
		return v.volumeRow(ref)
	case ec2.KindSnapshot, ec2.KindImage, ec2.KindInterface, ec2.KindReservation, ec2.KindInterfaceAttachment, ec2.KindAddress, ec2.KindAssociation, ec2.KindKeyPair:
	}
	return v.snapshotRow(ref)
}

func (v *view) instanceRow(ref ec2.Ref) timeRow {
	row := timeRow{ref: ref}
	var ran unit.Duration
	for _, i := range v.history(ref.Index) {
		to := min(i.To, v.now)
		row.spans = append(row.spans, timeSpan{i.From, to, i.Rate > 0})
		if i.Rate > 0 {
			ran += to.Sub(i.From)
		}
	}
	row.words = "ran " + about(ran) + " in all"
	return row
}

func (v *view) volumeRow(ref ec2.Ref) timeRow {
	row := timeRow{ref: ref}
	history := v.world.Meters().History(cost.Resource{Kind: uint8(ec2.KindVolume), Index: ref.Index}, cost.VolumeStorage)
	for _, i := range history {
		if i.Rate > 0 {
			row.spans = append(row.spans, timeSpan{i.From, min(i.To, v.now), true})
		}
	}
	row.words = "there from " + v.when(v.cloud.Created(ref))
	if n := len(row.spans); n > 0 && !v.cloud.Exists(ref) {
		row.words += " to " + v.when(row.spans[n-1].to)
	}
	return row
}

func (v *view) snapshotRow(ref ec2.Ref) timeRow {
	row := timeRow{ref: ref}
	for _, x := range v.cloud.Snapshots().All() {
		if x.HasVolume {
			row.points = append(row.points, x.Created)
		}
	}
	row.words = plural(len(row.points), "snapshot") + " taken"
	return row
}

// timeRow paints one row: what runs is high, what is stopped is low, and a snapshot is a diamond.
func (p *pen) timeRow(v *view, ref ec2.Ref, a axis, r Rect) {
	name := v.name(ref)
	if ref.Kind == ec2.KindSnapshot {
		name = "snapshots"
	}
	n := Node{ID: "time/" + ref.Kind.String() + "/" + strconv.Itoa(int(ref.Index)), Role: RoleText, Name: name, Rect: r}
	row := v.rowOf(ref)
	n.Help = row.words
	p.node(n)
	p.label(Rect{r.X, r.Y, a.x - r.X - p.px(8), r.H}, typeBody, p.muted, name)
	p.box(Rect{a.x, r.Y + r.H/2, a.w, 1}, 0, p.hairline, 0, 0)
	for _, s := range row.spans {
		p.timeSpan(&row, s, a, r)
	}
	size := p.px(14)
	for _, at := range row.points {
		p.icon(symbolSnapshot, a.at(at)-size/2, r.Y+(r.H-size)/2, size, p.ink)
	}
}

func (p *pen) timeSpan(row *timeRow, s timeSpan, a axis, r Rect) {
	from, to := a.at(s.from), a.at(s.to)
	h, hue := p.px(6), p.idle.text
	if p.light() {
		hue = p.muted
	}
	if s.high {
		h, hue = p.px(14), hueGreen
		if row.ref.Kind == ec2.KindVolume {
			h = p.px(10)
		}
	}
	p.box(Rect{from, r.Y + (r.H-h)/2, max(1.5, to-from), h}, p.px(2), hue, p.outline, lineWidth(p.outline, 1))
}
