package scene

import (
	"strings"

	"blockyard/sim/ec2"
)

// A mapper paints the world where a chart says that everything is.
type mapper struct {
	*pen
	v       *view
	c       *chart
	y       float64 // where the content begins on the screen
	lineage lineage
	preview *preview
	told    []toldCell
	flying  []Item // what is on its way, over everything else
}

// worldMap paints the world: the regions in use, the one at hand first, and an empty neighbour.
func (p *pen) worldMap(v *view, r Rect) {
	c := p.fitted(v, r)
	p.Zoom, p.Arrangement = c.zoom, Arrangement{c.placing}
	m := &mapper{pen: p, v: v, c: c, preview: v.preview(p.ui)}
	m.lineage = m.lineageOfFocus()
	corner, nodes := p.cornerOf(c, r), len(p.Nodes)
	p.scroll(p.worldExtent(), r, false, func(y float64) float64 {
		m.y, m.told, m.flying, p.Places, p.Grids = y, m.told[:0], m.flying[:0], p.Places[:0], p.Grids[:0]
		for i := range c.regions {
			m.region(&c.regions[i])
		}
		m.links()
		m.land()
		return y + c.height + corner.Y
	})
	m.tellCells(r)
	m.corner(r, corner, nodes)
}

// onScreen returns where a rectangle of the chart is on the screen.
func (m *mapper) onScreen(r Rect) Rect {
	r.Y += m.y
	return r
}

// region paints a region with its zones and its shelf.
func (m *mapper) region(rc *regionChart) {
	r := m.onScreen(rc.rect)
	m.place(regionPrefix+rc.Name, r)
	if rc.neighbour {
		m.neighbourBox(rc, r)
		return
	}
	m.box(r, m.px(14), m.palette.region, m.edge, 1.5)
	m.regionHead(rc)
	if rc.far != nil {
		m.farRegion(rc)
		return
	}
	if rc.spine.W > 0 {
		m.box(m.onScreen(rc.spine), 0, m.palette.shelf, m.edge, 1.5)
	}
	for i := range rc.zones {
		m.zone(rc, &rc.zones[i])
	}
	m.shelf(rc)
}

// regionHead paints a region's name and place.
func (m *mapper) regionHead(rc *regionChart) {
	head := m.onScreen(rc.head)
	pad := m.px(14)
	m.icon(symbolRegion, head.X+pad, head.Y+(head.H-m.px(15))/2, m.px(15), m.ink)
	x, right := head.X+pad+m.px(22), head.Right()-pad
	x += m.label(Rect{x, head.Y, right - x, head.H}, typeHeading, m.ink, rc.Name) + m.px(8)
	text := rc.Place
	if hidden := len(rc.Region.Zones) - len(rc.zones); hidden > 0 && rc.far == nil {
		text += " · " + plural(hidden, "more zone") + ", empty"
		if m.width(typeBody, text) > right-x {
			text = rc.Place
		}
	}
	if rc.far != nil {
		text = grouped(rc.far.sum)
		if m.width(typeBody, text)+1 > right-x {
			text, _, _ = strings.Cut(text, ",")
		}
	}
	if m.width(typeBody, text)+1 <= right-x {
		m.label(Rect{x, head.Y, right - x, head.H}, typeBody, m.muted, text)
	}
	n := Node{ID: regionPrefix + rc.Name, Role: RoleHeading, Name: "Region " + rc.Name + ", " + rc.Place, Level: 2, Rect: head}
	if rc.far != nil {
		n.Help = rc.far.sum
	}
	m.selectable(n, n.Rect, 14)
}

// selectable adds the heading of a place, which can be selected.
func (m *mapper) selectable(n Node, r Rect, radius float64) {
	n.Chosen = m.isChosen(n.ID)
	n.Action = &Action{Label: "Select", Verb: Select, Arg: n.ID}
	if m.ui.Width/m.k >= roomForRail { // on a narrow screen fingers scroll
		n.Drop = n.ID
	}
	if n.Chosen && m.visible(r) {
		m.box(r.Inset(m.px(2)), m.px(radius-6), 0, m.selectionLine(), 2)
	}
	m.node(n)
}

// neighbourBox paints an empty region.
func (m *mapper) neighbourBox(rc *regionChart, r Rect) {
	m.box(r, m.px(14), m.palette.region, m.hairline, 1.5)
	head := m.onScreen(rc.head)
	pad := m.px(14)
	n := Node{ID: regionPrefix + rc.Name, Role: RoleHeading, Name: "Region " + rc.Name + ", " + rc.Place + ", empty", Help: "Copy an image or a snapshot here.", Level: 2, Rect: head}
	if rc.rect.H <= m.px(neighbourHeight) {
		n.Rect = r
		x := r.X + pad
		x += m.label(Rect{x, r.Y, r.Right() - pad - x, r.H}, typeHeading, m.ink, rc.Name) + m.px(8)
		for _, text := range []string{"empty · " + neighbourInvites, "empty"} {
			if m.width(typeBody, text)+1 <= r.Right()-pad-x {
				m.label(Rect{x, r.Y, r.Right() - pad - x, r.H}, typeBody, m.muted, text)
				break
			}
		}
		m.selectable(n, r, 14)
		return
	}
	m.labelCentre(head.Inset(m.px(4)), typeHeading, m.ink, rc.Name)
	m.selectable(n, n.Rect, 14)
	lines, h := m.neighbourLines(r.W), m.lineHeight(typeBody)
	room := Rect{r.X + m.px(8), head.Bottom(), r.W - m.px(16), max(float64(len(lines))*h, min(r.H, m.clip.H)-head.H)} // seen before anybody scrolls
	m.centred(room.X, room.Y+max(0, room.H-float64(len(lines))*h)/2, room.W, typeBody, m.muted, lines)
}

// neighbourInvites says what an empty region is shown for.
const neighbourInvites = "copy an image or a snapshot here"

// neighbourLines returns what is said in an empty region beside others.
func (p *pen) neighbourLines(w float64) []string {
	return append([]string{"empty", ""}, p.wrap(typeBody, neighbourInvites, w-p.px(16), 6)...)
}

// spots paints things and adds their nodes, in order.
func (m *mapper) spots(from, to int) {
	for i := from; i < to; i++ {
		m.spot(&m.c.spots[i])
	}
}

// spot paints a thing.
func (m *mapper) spot(s *spot) {
	r, first := m.onScreen(s.rect), len(m.Items)
	switch {
	case m.c.zoom == ZoomIcons:
		m.iconOf(s, r)
	case s.disk > 0:
		m.disk(m.v, s.ref.Index, m.v.cloud.Instances().At(s.ref.Index), s.disk-1, r)
	default:
		m.card(s, r)
	}
	if s.note != "" && !m.hasTag(s) {
		m.label(Rect{r.X + m.px(2), r.Bottom() + m.px(1), r.W - m.px(4), m.px(20)}, typeBody, m.muted, s.note)
	}
	m.look(s, r, first)
	m.move(s, first)
}

// card paints the card of a thing.
func (m *mapper) card(s *spot, r Rect) {
	switch s.ref.Kind {
	case ec2.KindInstance:
		m.instance(m.v, s.ref.Index, m.v.cloud.Instances().At(s.ref.Index), m.shownState(s), r)
	case ec2.KindVolume:
		m.volume(m.v, s.ref.Index, r)
	case ec2.KindSnapshot:
		m.snapshot(m.v, s.ref.Index, r)
	case ec2.KindImage:
		m.image(m.v, s.ref.Index, r)
	case ec2.KindInterface, ec2.KindReservation, ec2.KindInterfaceAttachment, ec2.KindAddress, ec2.KindAssociation, ec2.KindKeyPair:
	}
}

// look changes how what was just painted looks: faint where it is about to go, and told from others by a preview or by
// what hangs together.
func (m *mapper) look(s *spot, r Rect, first int) {
	if !m.visible(r) {
		return
	}
	if s.ref.Kind == ec2.KindInstance && m.v.cloud.Instances().At(s.ref.Index).State == ec2.InstanceTerminated {
		m.fade(first, m.fadeOf(s.ref.Index))
	}
	if m.preview != nil {
		m.fateOf(s, r, first)
		return
	}
	m.kinship(s, r, first)
}

// fade makes everything painted from an item on fainter, in percent.
func (p *pen) fade(first int, percent uint32) {
	if percent >= 100 {
		return
	}
	for i := first; i < len(p.Items); i++ {
		it := &p.Items[i]
		it.Fill, it.Line = it.Fill.faded(percent), it.Line.faded(percent)
	}
}

// leastFade is how faint something gets that is gone, in percent.
const leastFade = 38

// fadeOf returns how faint a terminated instance is: more with the time, until it is forgotten.
func (m *mapper) fadeOf(index uint32) uint32 {
	gone := m.v.now.Sub(m.v.cloud.Instances().At(index).Stopped)
	share := float64(gone) / float64(terminatedVisible)
	return uint32(100 - min(1, max(0, share*4))*(100-leastFade))
}
