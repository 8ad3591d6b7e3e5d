package scene

import (
	"blockyard/sim/catalog"
	"blockyard/sim/cost"
	"blockyard/sim/ec2"
	"blockyard/sim/unit"
)

// welcomeThings are what the welcome is about: the first instance and the first volume that there are.
type welcomeThings struct{ server, disk *welcomeThing }

// A welcomeThing is one of them, with what the bill has of it.
type welcomeThing struct {
	ref     ec2.Ref
	entries []cost.Entry
}

// welcomeThings returns them; one that is no more is nil.
func (v *view) welcomeThings() (w welcomeThings) {
	return welcomeThings{v.firstOf(ec2.KindInstance), v.firstOf(ec2.KindVolume)}
}

// all returns those that there are.
func (w welcomeThings) all() (things []*welcomeThing) {
	for _, t := range []*welcomeThing{w.server, w.disk} {
		if t != nil {
			things = append(things, t)
		}
	}
	return things
}

// firstOf returns the first thing of a kind that exists, or nil.
func (v *view) firstOf(kind ec2.Kind) *welcomeThing {
	for index := range v.cloud.Length(kind) {
		if ref := (ec2.Ref{Kind: kind, Index: index}); v.cloud.Exists(ref) {
			return &welcomeThing{ref, v.entriesOf(ref)}
		}
	}
	return nil
}

// A meter is what a thing has cost, and how that goes on.
type meter struct{ id, title, sum, pace, more string }

// meterOf reads the meter of a thing.
func (p *pen) meterOf(v *view, t *welcomeThing) meter {
	window := paceWindow(v.world)
	hour := v.costUntil(t.entries, window.To).Minus(v.costUntil(t.entries, window.From))
	m := meter{sum: v.costUntil(t.entries, v.now).Dollars(4)}
	minute := unit.Money{Ratio: hour.Over(unit.RatioOf(60, 1))}
	m.pace = "+ " + minute.Dollars(4) + " a minute, ticking"
	if !p.ui.Playing {
		m.pace = minute.Dollars(4) + " a minute; time stands"
	}
	if t.ref.Kind == ec2.KindInstance {
		m.id, m.title = "welcome/server-meter", "Server meter"
		if hour.Sign() == 0 {
			m.pace = "stands: only what runs is billed"
		}
		return m
	}
	m.id, m.title, m.more = "welcome/disk-meter", "Disk meter", perMonth(hour)+" a month, running or not"
	return m
}

// welcomePicture paints server and disk in their zone, each beside its meter.
func (p *pen) welcomePicture(v *view, x, y, w float64) float64 {
	things := v.welcomeThings()
	if things.server == nil && things.disk == nil {
		return y
	}
	zone, end := p.welcomePlace(v, things, x, y, w)
	gap := p.px(44)
	left := (zone.W - gap) * 0.5
	y = zone.Y
	if t := things.server; t != nil {
		r := Rect{zone.X, y, left, p.px(88)}
		p.instance(v, t.ref.Index, v.cloud.Instances().At(t.ref.Index), v.cloud.StateOf(t.ref), r)
		p.meterBeside(p.meterOf(v, t), r, Rect{zone.X + left + gap, y, left, r.H})
		y = r.Bottom() + p.px(26)
		if things.disk != nil {
			p.box(Rect{r.X + r.W/2 - p.px(1.5), r.Bottom(), p.px(3), p.px(26)}, 0, hueVolume, p.outline, lineWidth(p.outline, 1))
		}
	}
	if t := things.disk; t != nil {
		r := Rect{zone.X, y, left, p.px(88)}
		p.welcomeDisk(v, t.ref, r)
		p.meterBeside(p.meterOf(v, t), r, Rect{zone.X + left + gap, y, left, r.H})
	}
	return end
}

// welcomeDisk paints the volume under its name, as the clock's rows and the bill have it.
func (p *pen) welcomeDisk(v *view, ref ec2.Ref, r Rect) {
	x, c := v.cloud.Volumes().At(ref.Index), v.caption(ref)
	p.thing(r, c, p.border(hueVolume), x.State == ec2.VolumeDeleting)
	if p.visible(r) {
		p.diskHead(r, symbolVolume, v.name(ref), gib(x.GiB), string(x.State))
		p.blocks(r, v.volumeCells(c, x))
	}
}

// welcomePlace paints the region and the zone that the things are in, high enough for two rows, and returns what is in the
// zone and the y below all of it.
func (p *pen) welcomePlace(v *view, things welcomeThings, x, y, w float64) (inside Rect, end float64) {
	number, zone := v.welcomeZone(things)
	name := catalog.Regions()[number].Name
	pad := p.px(18)
	rows := p.px(88)
	if things.server != nil && things.disk != nil {
		rows = p.px(88 + 26 + 88)
	}
	outer := Rect{x, y, w, p.px(36+32) + rows + pad*2}
	p.box(outer, p.px(12), p.region, p.hairline, p.cardLine())
	inner := Rect{x + pad, y + p.px(36), w - 2*pad, outer.H - p.px(36) - pad}
	p.dashed(inner, p.edge, 1, p.px(4), p.px(3))
	p.placeTitle("welcome/region", outer, name, "a region: one part of the world")
	p.placeTitle("welcome/zone", inner, zone, "a zone: one group of buildings")
	return Rect{inner.X + pad, inner.Y + p.px(32), inner.W - 2*pad, rows}, outer.Bottom()
}

// welcomeZone returns where the things are: the region's number, and the name of the zone.
func (v *view) welcomeZone(things welcomeThings) (region uint16, zone string) {
	if things.server != nil {
		i := v.cloud.Instances().At(things.server.ref.Index)
		return i.Region, zoneName(i.Region, i.Zone)
	}
	x := v.cloud.Volumes().At(things.disk.ref.Index)
	return x.Region, zoneName(x.Region, x.Zone)
}

// placeTitle paints the name of a place, and what such a place is where there is room for it.
func (p *pen) placeTitle(id string, r Rect, name, what string) {
	at := Rect{r.X + p.px(14), r.Y + p.px(6), r.W - p.px(28), p.px(24)}
	w := p.label(at, typeStrong, p.ink, name) + p.px(8)
	if p.width(typeBody, what) <= at.W-w {
		p.label(Rect{at.X + w, at.Y, at.W - w, at.H}, typeBody, p.muted, what)
	}
	p.node(Node{ID: id, Role: RoleText, Name: name + ", " + what, Rect: at})
}

// meterBeside paints a meter, and the dots that lead to it from the card of its thing.
func (p *pen) meterBeside(m meter, card, r Rect) {
	y := r.Y + r.H/2
	p.Items = append(p.Items, Item{Kind: Stroke, Line: p.edge, Width: 1.5, Dash: [2]float64{p.px(2), p.px(4)}, Points: []Point{{card.Right() + p.px(2), y}, {r.X - p.px(2), y}}})
	p.box(r, p.px(10), p.panel, p.hairline, p.cardLine())
	x, w := r.X+p.px(14), r.W-p.px(28)
	y = r.Y + p.px(10)
	p.label(Rect{x, y, w, p.px(18)}, typeBody, p.muted, m.title)
	p.label(Rect{x, y + p.px(18), w, p.px(28)}, typeSum, p.money, m.sum)
	below := m.pace
	if m.more != "" {
		below = m.more
	}
	p.label(Rect{x, y + p.px(46), w, p.px(20)}, typeBody, p.muted, below)
	p.meterNode(m, r)
}

func (p *pen) meterNode(m meter, r Rect) {
	p.node(Node{ID: m.id, Role: RoleText, Name: m.title + ": " + m.sum, Help: joinedWith("; ", m.pace, m.more), Rect: r})
}

// joinedWith joins two texts, of which the second may be empty.
func joinedWith(separator, first, second string) string {
	if second == "" {
		return first
	}
	return first + separator + second
}

// welcomeCards paints server and disk as cards that have their meters in them, side by side where there is room.
func (p *pen) welcomeCards(v *view, x, y, w float64) float64 {
	things := v.welcomeThings()
	across := w >= p.px(roomForLarge)
	at, width := x, w
	if across {
		width = (w - p.px(14)) / 2
	}
	h := 0.0
	for _, t := range things.all() {
		h = max(h, p.meterCardHeight(p.meterOf(v, t), width))
	}
	end := y
	for _, t := range things.all() {
		r := Rect{at, y, width, h}
		if !across {
			r.H = p.meterCardHeight(p.meterOf(v, t), width)
		}
		p.meterCard(v, t, r)
		end = r.Bottom()
		if across {
			at += width + p.px(14)
		} else {
			y = end + p.px(10)
		}
	}
	return end
}

// meterLines returns what stands below the sum of a meter.
func (p *pen) meterLines(m meter, w float64) []string {
	lines := p.wrap(typeBody, m.pace, w-p.px(24), 0)
	if m.more != "" {
		lines = append(lines, p.wrap(typeBody, m.more, w-p.px(24), 0)...)
	}
	return lines
}

func (p *pen) meterCardHeight(m meter, w float64) float64 {
	return p.px(38+28+10) + float64(len(p.meterLines(m, w)))*p.lineHeight(typeBody)
}

// meterCard paints a thing with its meter.
func (p *pen) meterCard(v *view, t *welcomeThing, r Rect) {
	hue, icon, state := hueVolume, symbolVolume, ""
	if t.ref.Kind == ec2.KindInstance {
		hue, icon, state = hueInstance, symbolInstance, v.cloud.StateOf(t.ref)
		if state != ec2.InstanceRunning.String() {
			icon = symbolStopped
		}
	}
	p.thing(r, v.caption(t.ref), p.border(hue), false)
	p.titled(r, icon, v.name(t.ref), state)
	m := p.meterOf(v, t)
	x, w := r.X+p.px(12), r.W-p.px(24)
	p.label(Rect{x, r.Y + p.px(36), w, p.px(28)}, typeSum, p.money, m.sum)
	p.lines(x, r.Y+p.px(66), w, typeBody, p.muted, p.meterLines(m, r.W))
	p.meterNode(m, Rect{x, r.Y + p.px(36), w, r.Bottom() - r.Y - p.px(36)})
}
