package scene

import "blockyard/sim/ec2"

// A mood is how a state looks: its mark and its colours.
type mood uint8

const (
	moodOn mood = iota
	moodGoing
	moodLeaving
	moodIdle
	moodGone
	moodBad
)

// isReady reports whether a thing of a kind that is available is ready, rather than waits for use.
func isReady(kind ec2.Kind) bool { return kind == ec2.KindImage || kind == ec2.KindKeyPair }

// moodOf returns how a state in AWS's spelling looks. A volume that is available waits for use; an image that is available is ready.
func moodOf(state string, image bool) mood {
	switch state {
	case "running", "in-use", "completed", "attached", "associated":
		return moodOn
	case "pending", "creating", "attaching", "recovering", "modifying", "optimizing", "enabling":
		return moodGoing
	case "stopping", "shutting-down", "detaching", "deleting":
		return moodLeaving
	case "stopped", "recoverable", "hibernated", "disabled", "idle", "would stop":
		return moodIdle
	case "terminated", "deleted", "would end":
		return moodGone
	case "available":
		if image {
			return moodOn
		}
		return moodIdle
	}
	return moodBad
}

func (p *pen) toneOf(m mood) tone {
	switch m {
	case moodOn:
		return p.on
	case moodGoing:
		return p.going
	case moodLeaving:
		return p.warn
	case moodIdle:
		return p.idle
	case moodGone:
		return tone{p.muted, 0, p.edge}
	case moodBad:
	}
	return p.bad
}

// stateMark draws the mark of a mood: disc, half disc, ring, cross or triangle, so that colour is never alone.
func (p *pen) stateMark(m mood, x, y, size float64, color Color) {
	if !p.visible(Rect{x, y, size, size}) {
		return
	}
	g := grid{p, x, y, size / 16}
	switch m {
	case moodOn:
		g.disc(color, 0, 0, 8, 8, 6.5)
	case moodGoing:
		g.disc(0, color, 2.4, 8, 8, 6.5)
		g.Items = append(g.Items, Item{Kind: Polygon, Fill: color, Points: g.arc(8, 8, 6.5, 6.5, 1, 3, 8)})
	case moodLeaving:
		g.disc(0, color, 2.4, 8, 8, 6.5)
		g.Items = append(g.Items, Item{Kind: Polygon, Fill: color, Points: g.arc(8, 8, 6.5, 6.5, -1, 1, 8)})
	case moodIdle:
		g.disc(0, color, 2.6, 8, 8, 6.2)
	case moodGone:
		drawings[symbolCross](g, color)
	case moodBad:
		drawings[symbolWarning](g, color)
	}
}

// pillWidth returns how wide the pill of a state is.
func (p *pen) pillWidth(state string) float64 { return p.width(typeBody, state) + p.px(8+10+5+8) }

// pill paints a state as mark and word; right is where it ends. It returns where it begins.
func (p *pen) pill(right, y float64, state string, image bool) float64 {
	w := p.pillWidth(state)
	r := Rect{right - w, y, w, p.px(20)}
	m := moodOf(state, image)
	t := p.toneOf(m)
	if m == moodGone {
		p.dashed(r, t.line, 1, p.px(3), p.px(2))
	} else {
		p.box(r, p.px(10), t.fill, t.line, lineWidth(t.line, 1))
	}
	p.stateMark(m, r.X+p.px(8), r.Y+p.px(5), p.px(10), t.text)
	p.label(Rect{r.X + p.px(23), r.Y, w - p.px(27), r.H}, typeBody, t.text, state)
	return r.X
}

// lineWidth returns a width for a line that is there, and 0 for one without colour.
func lineWidth(c Color, width float64) float64 {
	if c == 0 {
		return 0
	}
	return width
}
