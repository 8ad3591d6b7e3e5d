package scene

import (
	"strconv"

	"blockyard/sim/ec2"
)

// zone paints what is in a zone, in slots in the order of creation, and returns the y below it.
func (p *pen) zone(v *view, z *zoneView, x, y, w float64) float64 {
	pad := p.px(12)
	if w < p.px(230) {
		pad = p.px(9)
	}
	title := Rect{x + pad, y, w - 2*pad, p.px(30)}
	p.icon(symbolZone, x+pad, y+p.px(8), p.px(14), p.ink)
	p.label(Rect{title.X + p.px(20), y, title.W - p.px(20), title.H}, typeBody, p.muted, z.Name)
	p.node(Node{ID: "zone/" + z.Name, Role: RoleHeading, Name: "Zone " + z.Name, Help: z.contents(), Level: 3, Rect: title})
	y += p.px(32)
	if !z.used() {
		return p.emptyZone(z, x+pad, y, w-2*pad)
	}
	across := max(1, int((w-2*pad+p.px(10))/p.px(cardWidth+10)))
	each := min((w-2*pad-float64(across-1)*p.px(10))/float64(across), p.px(320))
	y = p.towers(v, z, x+pad, y, each, across)
	return p.loose(v, z, x+pad, y, each, across) + p.px(4)
}

// contents says how much is in a zone.
func (z *zoneView) contents() string {
	return plural(len(z.instances), "instance") + ", " + plural(len(z.volumes)+z.attached, "volume")
}

func (p *pen) emptyZone(z *zoneView, x, y, w float64) float64 {
	const sentence = "Nothing in this zone."
	r := Rect{x, y, w, p.px(76)}
	p.dashed(r, p.edge, 1, p.px(3), p.px(3))
	lines := p.wrap(typeBody, sentence, w-p.px(16), 3)
	at := y + (r.H-float64(len(lines))*p.lineHeight(typeBody))/2
	for _, line := range lines {
		p.labelCentre(Rect{x + p.px(8), at, w - p.px(16), p.lineHeight(typeBody)}, typeBody, p.muted, line)
		at += p.lineHeight(typeBody)
	}
	p.node(Node{ID: "zone/" + z.Name + "/empty", Role: RoleText, Name: sentence, Rect: r})
	return y + r.H + p.px(12)
}

// towers paints instances, each with its disks below it, in rows.
func (p *pen) towers(v *view, z *zoneView, x, y, each float64, across int) float64 {
	end := y
	for n, index := range z.instances {
		if n%across == 0 {
			y = end
		}
		end = max(end, p.tower(v, index, x+float64(n%across)*(each+p.px(10)), y, each)+p.px(12))
	}
	return end
}

// loose paints the volumes that are attached to nothing.
func (p *pen) loose(v *view, z *zoneView, x, y, each float64, across int) float64 {
	if len(z.volumes) == 0 {
		return y
	}
	p.label(Rect{x, y, each, p.px(20)}, typeBody, p.muted, "not attached")
	y += p.px(24)
	end := y
	for n, index := range z.volumes {
		if n%across == 0 {
			y = end
		}
		at := Rect{x + float64(n%across)*(each+p.px(10)), y, each, p.px(volumeHeight)}
		p.volume(v, index, at)
		end = at.Bottom() + p.px(10)
	}
	return end
}

// The heights of cards, at 100 %.
const (
	instanceHeight = 86
	volumeHeight   = 66
	diskHeight     = 66
)

// tower paints an instance, and below it, on cables, its volumes and the disks of its host.
func (p *pen) tower(v *view, index uint32, x, y, w float64) float64 {
	i := v.cloud.Instances().At(index)
	h := p.px(instanceHeight)
	p.instance(v, index, i, Rect{x, y, w, h})
	trunk, from := x+p.px(7), y+h
	y += h + p.px(8)
	left := p.px(16)
	for _, d := range i.Devices {
		at := Rect{x + left, y, w - left, p.px(volumeHeight)}
		p.cable(trunk, from, at, hueVolume, false)
		p.volume(v, d.Volume, at)
		y, from = at.Bottom()+p.px(8), at.Y+at.H/2
	}
	for n := range i.Disks {
		at := Rect{x + left, y, w - left, p.px(diskHeight)}
		p.cable(trunk, from, at, hueDisk, true)
		p.disk(v, index, i, n, at)
		y, from = at.Bottom()+p.px(8), at.Y+at.H/2
	}
	return y
}

// cable paints the link from an instance, or from the branch above, to a disk: in right angles, in dashes to a disk of the host.
func (p *pen) cable(trunk, from float64, to Rect, hue Color, dashed bool) {
	middle := to.Y + to.H/2
	if !p.visible(Rect{trunk, from, to.X - trunk, middle - from + 1}) {
		return
	}
	if p.link != 0 {
		hue = p.link
	}
	item := Item{Kind: Stroke, Line: hue, Width: p.px(2.5), Points: []Point{{trunk, from}, {trunk, middle}, {to.X, middle}}}
	if dashed {
		item.Dash = [2]float64{p.px(5), p.px(4)}
	}
	p.Items = append(p.Items, item)
}

// services returns what an instance serves now, as texts: "web :80".
func (v *view) services(index uint32, i *ec2.Instance) []string {
	var all []string
	for _, s := range v.world.Guests().Services(i, index) {
		text := s.Name
		if s.Port > 0 {
			text += " :" + strconv.Itoa(int(s.Port))
		}
		all = append(all, text)
	}
	return all
}
