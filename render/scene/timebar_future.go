package scene

import (
	"strings"

	"blockyard/sim/ec2"
)

// A future is what would become of what a row tells of, if the deed that is looked at were done.
type future struct {
	text string
	good bool
}

// futureOf returns what would become of what a row tells of; without a preview, or where nothing would, ok is false.
func (v *view) futureOf(x *preview, row *timeRow) (f future, ok bool) {
	switch {
	case x == nil:
		return f, false
	case row.all == 0:
		return v.futureOfThing(x, row.ref)
	case row.ref.Kind == ec2.KindVolume && !row.opened:
		return v.futureOfVolumes(x, row.all)
	}
	return f, false
}

// futureOfThing returns what would become of one thing.
func (v *view) futureOfThing(x *preview, ref ec2.Ref) (f future, ok bool) {
	name, fate := v.name(ref), x.fateOf(ref)
	if fate.kind == fateChanges && ref.Kind == ec2.KindVolume {
		fate.kind = fateStays // attached to nothing, it is billed as before
	}
	switch fate.kind {
	case fateGoes:
		if ref.Kind == ec2.KindInstance {
			return future{name + ": nothing runs, nothing is billed", false}, true
		}
		return future{name + ": gone, with what is on it", false}, true
	case fateChanges:
		return future{name + ": " + fate.state, false}, true
	case fateStays:
		return future{name + " goes on", true}, true
	case fateNone:
	}
	return f, false
}

// mostNamed is how many things a future names; more are counted.
const mostNamed = 3

// futureOfVolumes returns which of all volumes would stay, or else go.
func (v *view) futureOfVolumes(x *preview, volumes int) (f future, ok bool) {
	var stay, leave []string
	for index := range uint32(volumes) {
		switch x.fateOf(volumeRef(index)).kind {
		case fateStays, fateChanges:
			stay = append(stay, v.name(volumeRef(index)))
		case fateGoes:
			leave = append(leave, v.name(volumeRef(index)))
		case fateNone:
		}
	}
	switch {
	case len(stay) > mostNamed:
		return future{plural(len(stay), "volume") + " go on", true}, true
	case len(stay) > 1:
		return future{enumerated(stay) + " go on", true}, true
	case len(stay) == 1:
		return future{stay[0] + " goes on", true}, true
	case len(leave) > mostNamed:
		return future{plural(len(leave), "volume") + " gone", false}, true
	case len(leave) > 0:
		return future{enumerated(leave) + ": gone", false}, true
	}
	return f, false
}

// enumerated returns names as a sentence names them: "a, b and c".
func enumerated(names []string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	last := len(names) - 1
	return strings.Join(names[:last], ", ") + " and " + names[last]
}

// leastFuture is the least room, at 100 %, in which a future is told.
const leastFuture = 48

// future paints in dashes, from now on, what would become of what a row tells of.
func (p *pen) future(v *view, row *timeRow, a *TimeAxis, r Rect) {
	f, ok := v.futureOf(v.preview(p.ui), row)
	x := a.At(a.Present) + p.px(3)
	in := Rect{x, r.Y + p.px(1), a.X + a.W - x, r.H - p.px(2)}
	if !ok || in.W < p.px(leastFuture) || !a.shows(a.Present, a.Present) {
		return
	}
	line, ink := p.badEdge, p.bad.text
	if f.good {
		line, ink = p.okEdge(), p.on.text
	}
	p.box(in, p.px(4), p.panel, 0, 0)
	p.dashed(in, line, 1.5, p.px(3), p.px(3))
	p.labelCentre(Rect{in.X + p.px(4), r.Y, in.W - p.px(8), r.H}, typeBody, ink, f.text)
}

// futureHint says what the dashes mean, in the line of the tabs, while a deed is looked at. It reports whether it did.
func (p *pen) futureHint(v *view, r Rect) bool {
	x := v.preview(p.ui)
	if x == nil {
		return false
	}
	text := "dashed = if you " + strings.ToLower(x.verb) + " now"
	w := p.width(typeBody, text) + 1
	if w+p.px(24) > r.W {
		return true
	}
	p.labelRight(r, typeBody, p.muted, text)
	p.icon(symbolEye, r.Right()-w-p.px(22), r.Y+(r.H-p.px(16))/2, p.px(16), p.muted)
	return true
}
