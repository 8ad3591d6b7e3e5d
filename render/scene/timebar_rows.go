package scene

import (
	"strconv"

	"blockyard/sim/cost"
	"blockyard/sim/ec2"
	"blockyard/sim/unit"
)

// A timeRow says of which resource a row of the time bar tells, or of which kind.
type timeRow struct {
	ref    ec2.Ref // of the resource; of a kind, its kind
	all    int     // how many resources of the kind, where it is of all of them; else 0
	opened bool    // the rows of these resources follow
}

// A timeSpan is a time in one state.
type timeSpan struct {
	from, to unit.Instant
	high     bool // running or existing; otherwise stopped
}

// volumesField is what was chosen for the row of all volumes: "open" or "shut".
const volumesField = "time/volumes"

// A rowsKey is what the rows of the time bar depend on.
type rowsKey struct {
	state
	field string
}

// rowsOf returns the rows of the time bar: one for each instance that is or was there, one for each volume or, where
// there are several, for all of them, and one for all snapshots.
func (p *pen) rowsOf(v *view) []timeRow {
	field := Chosen(p.ui.Fields, volumesField)
	return v.memo.rows.of(rowsKey{stateOf(v.world), field}, func() (rows []timeRow) {
		for index := range v.cloud.Length(ec2.KindInstance) {
			rows = append(rows, timeRow{ref: instanceRef(index)})
		}
		volumes := int(v.cloud.Length(ec2.KindVolume))
		if volumes > 1 {
			rows = append(rows, timeRow{ref: ec2.Ref{Kind: ec2.KindVolume}, all: volumes, opened: field == "open"})
		}
		if volumes == 1 || field == "open" {
			for index := range uint32(volumes) {
				rows = append(rows, timeRow{ref: volumeRef(index)})
			}
		}
		if n := v.snapshotsTaken(); n > 0 {
			rows = append(rows, timeRow{ref: ec2.Ref{Kind: ec2.KindSnapshot}, all: n})
		}
		return rows
	})
}

// snapshotsTaken returns how many snapshots were ever taken of volumes.
func (v *view) snapshotsTaken() (n int) {
	for _, x := range v.cloud.Snapshots().All() {
		if x.HasVolume {
			n++
		}
	}
	return n
}

// spansOf returns what happened to the resource of a row, and a sentence about it.
func (v *view) spansOf(row *timeRow) (spans []timeSpan, words string) {
	switch {
	case row.ref.Kind == ec2.KindInstance:
		return v.instanceSpans(row.ref)
	case row.all == 0:
		return v.volumeSpans(row.ref)
	}
	return v.allVolumes(row), plural(row.all, "volume") + ", from the first that was made"
}

// instanceSpans returns when an instance ran, and when it was stopped.
func (v *view) instanceSpans(ref ec2.Ref) (spans []timeSpan, words string) {
	var ran unit.Duration
	for _, i := range v.history(ref.Index) {
		to := min(i.To, v.now)
		spans = append(spans, timeSpan{i.From, to, i.Rate > 0})
		if i.Rate > 0 {
			ran += to.Sub(i.From)
		}
	}
	return spans, "ran " + about(ran) + " in all"
}

// volumeSpans returns when a volume was there.
func (v *view) volumeSpans(ref ec2.Ref) (spans []timeSpan, words string) {
	history := v.world.Meters().History(cost.Resource{Kind: uint8(ec2.KindVolume), Index: ref.Index}, cost.VolumeStorage)
	for _, i := range history {
		if i.Rate > 0 {
			spans = append(spans, timeSpan{i.From, min(i.To, v.now), true})
		}
	}
	words = "there from " + v.when(v.cloud.Created(ref))
	if n := len(spans); n > 0 && !v.cloud.Exists(ref) {
		words += " to " + v.when(spans[n-1].to)
	}
	return spans, words
}

// A volumesKey is what the row of all volumes depends on.
type volumesKey struct {
	state
	count int
}

// allVolumes returns when any volume was there. Volumes are in the order in which they were made.
func (v *view) allVolumes(row *timeRow) []timeSpan {
	spans := v.memo.volumes.of(volumesKey{stateOf(v.world), row.all}, func() (all []timeSpan) {
		for index := range uint32(row.all) {
			spans, _ := v.volumeSpans(volumeRef(index))
			for _, s := range spans {
				if n := len(all); n > 0 && s.from <= all[n-1].to {
					all[n-1].to = max(all[n-1].to, s.to)
				} else {
					all = append(all, s)
				}
			}
		}
		return all
	})
	if n := len(spans); n > 0 && v.anyVolume() {
		spans[n-1].to = v.now // the clock alone makes it longer
	}
	return spans
}

// anyVolume reports whether a volume is there now.
func (v *view) anyVolume() bool {
	for i := range v.regions {
		for _, z := range v.regions[i].zones {
			if z.attached+len(z.volumes) > 0 {
				return true
			}
		}
	}
	return false
}

// timeRow paints one row: what runs is high, what is stopped is low, and a snapshot is a diamond.
func (p *pen) timeRow(v *view, row *timeRow, a *TimeAxis, r Rect) {
	p.box(Rect{a.X, r.Y + r.H/2, a.W, 1}, 0, p.hairline, 0, 0)
	if row.ref.Kind == ec2.KindSnapshot {
		p.rowName(row, "snapshots", plural(row.all, "snapshot")+" taken", a, r)
		p.snapshotMarks(v, a, r)
		return
	}
	name := "volumes"
	if row.all == 0 {
		name = v.name(row.ref)
	}
	spans, words := v.spansOf(row)
	if f, ok := v.futureOf(v.preview(p.ui), row); ok {
		words += "; " + f.text
	}
	p.rowName(row, name, words, a, r)
	p.timeSpans(row, spans, a, r)
	p.future(v, row, a, r)
}

// rowName paints what a row is of. That of all volumes shows those of each of them.
func (p *pen) rowName(row *timeRow, name, words string, a *TimeAxis, r Rect) {
	n := Node{ID: "time/" + row.ref.Kind.String() + "/" + strconv.Itoa(int(row.ref.Index)), Role: RoleText, Name: name, Help: words, Rect: r}
	label := Rect{r.X, r.Y, a.X - r.X - p.px(15), r.H}
	if row.ref.Kind == ec2.KindVolume && row.all > 0 {
		n.ID, n.Role, n.Rect = volumesField, RoleButton, label
		act, mark := Action{"Show each volume", Fill, volumesField + "=open"}, symbolDown
		if row.opened {
			act, mark = Action{"Show all volumes as one", Fill, volumesField + "=shut"}, symbolUp
		}
		n.Action, n.Chosen = &act, row.opened
		if p.ui.Hover == n.ID {
			p.box(label, p.px(4), p.hover, 0, 0)
		}
		label.X += p.px(14)
		label.W -= p.px(14)
		p.icon(mark, r.X, r.Y+(r.H-p.px(10))/2, p.px(10), p.muted)
	}
	if row.ref.Kind == ec2.KindSnapshot {
		n.Rect = label // its marks have nodes of their own
	}
	p.node(n)
	p.label(label, typeBody, p.muted, name)
}

// timeSpans paints the times in states. Those that are too short to be told apart are painted as one.
func (p *pen) timeSpans(row *timeRow, spans []timeSpan, a *TimeAxis, r Rect) {
	drawn := 0.0
	for _, s := range spans {
		if !a.shows(s.from, s.to) || a.At(s.to) < drawn+0.5 && s.to < a.Present {
			continue
		}
		h, hue := p.spanLook(row, s.high)
		if s.from < a.Shown || s.to <= a.Shown {
			drawn = p.span(s.from, min(s.to, a.Shown), a, r, h, hue)
		}
		if s.to > a.Shown {
			drawn = p.span(max(s.from, a.Shown), s.to, a, r, h, p.laterHue())
		}
	}
}

// spanLook returns how high a time in a state is, and its hue.
func (p *pen) spanLook(row *timeRow, high bool) (h float64, hue Color) {
	switch {
	case !high && p.light():
		return p.px(6), p.muted
	case !high:
		return p.px(6), p.idle.text
	case row.ref.Kind == ec2.KindVolume:
		return p.px(10), hueGreen
	}
	return p.px(14), hueGreen
}

// laterHue is the colour of what came after the moment that is looked at.
func (p *pen) laterHue() Color {
	switch {
	case p.light():
		return p.panel
	case p.ui.Theme == Contrast:
		return p.ground
	}
	return 0x3A4660FF
}

// span paints a stretch of time and returns where it ends.
func (p *pen) span(from, to unit.Instant, a *TimeAxis, r Rect, h float64, hue Color) float64 {
	x := a.At(from)
	w := max(1.5, a.At(to)-x)
	line, width := p.outline, lineWidth(p.outline, 1)
	if p.ui.Theme == Contrast {
		line, width = p.ink, 1.5
	}
	p.box(Rect{x, r.Y + (r.H-h)/2, w, h}, p.px(2), hue, line, width)
	return x + w
}
