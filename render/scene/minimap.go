package scene

import (
	"strconv"

	"blockyard/sim/ec2"
)

// MinimapField is the field of the interface that says whether the whole world is shown small in a corner of a part of
// it: "hidden" where it is not.
const MinimapField = "world/overview"

// Minimap is the id of the node of the whole world, small. A press on it goes there.
const Minimap = "overview/map"

// The sizes of the whole world in a corner, in pixels at 100 %.
const (
	minimapWidth  = 168
	leastMinimap  = 96
	minimapHeight = 132
	roomForCorner = 420 // of a stage: how wide it is at least
	muchMore      = 2   // from how many screens on the world is shown small
)

// A minimap is the whole world, small.
type minimap struct {
	*mapper
	box    Rect
	sx, sy float64 // how long a pixel of the chart is
}

// cornerOf returns how large the whole world is in the corner of a stage: nothing where it is not shown there, since little
// of it is out of sight, or nobody wants it.
func (p *pen) cornerOf(c *chart, r Rect) (size Point) {
	if c.height <= r.H*muchMore || !p.hasCorner(r) || Chosen(p.ui.Fields, MinimapField) == "hidden" {
		return size
	}
	shrink := min(p.px(minimapWidth)/r.W, p.px(minimapHeight)/c.height)
	return Point{max(p.px(leastMinimap), shrink*r.W), min(p.px(minimapHeight), r.H/2)}
}

// hasCorner reports whether a stage is large enough for the whole world in its corner. On a narrow screen fingers scroll.
func (p *pen) hasCorner(r Rect) bool {
	return !p.seesAllLanes() && r.W >= p.px(roomForCorner) && r.H >= p.px(minimapHeight+60) && p.Width >= p.px(roomForRail)
}

// corner paints the whole world in the lower right corner of a part of it, or in the left one where it would lie over what
// has the focus. What lies below it is met only beside it; the end of the world can be scrolled out from under it.
func (m *mapper) corner(r Rect, size Point, nodes int) {
	if size.X <= 0 {
		return
	}
	box := Rect{r.Right() - m.px(16) - size.X, r.Bottom() - m.px(8) - size.Y, size.X, size.Y}
	if n := m.Node(m.ui.Focus); n != nil && n.Scrolled == PanelWorld && overlap(n.Rect, box).W > 0 {
		box.X = r.X + m.px(8)
	}
	for i := nodes; i < len(m.Nodes); i++ {
		if n := &m.Nodes[i]; n.Scrolled == PanelWorld {
			n.Rect = beside(n.Rect, box)
		}
	}
	extent := m.Scrolls[len(m.Scrolls)-1]
	mini := &minimap{m, box, box.W / r.W, box.H / (extent.Most + r.H)}
	mini.paint(r, extent)
}

// beside returns the larger part of a rectangle at a side of another that lies over it.
func beside(r, over Rect) Rect {
	o := overlap(r, over)
	if o.W <= 0 {
		return r
	}
	above := Rect{r.X, r.Y, r.W, max(0, o.Y-r.Y)}
	left := Rect{r.X, r.Y, max(0, o.X-r.X), r.H}
	right := Rect{o.Right(), r.Y, max(0, r.Right()-o.Right()), r.H}
	best := above
	for _, part := range []Rect{left, right} {
		if part.W*part.H > best.W*best.H {
			best = part
		}
	}
	return best
}

// paint paints the whole world, with a frame round the part that is seen.
func (m *minimap) paint(r Rect, extent Extent) {
	m.plate(m.box, m.panel, m.edge, 1.5)
	for i := range m.c.regions {
		m.smallRegion(&m.c.regions[i], r.X)
	}
	m.marks(r.X)
	view := Rect{m.box.X, m.box.Y + extent.Y*m.sy, m.box.W, max(m.px(6), r.H*m.sy)}
	m.plate(view.Inset(1), 0, m.ink, 2)
	whole := extent.Most + r.H
	m.node(Node{
		ID: Minimap, Role: RoleSlider, Name: "Overview of the world", Rect: m.box,
		Help:   "The frame is what is seen. A click goes there; Enter goes on by a screen",
		Value:  percentOf(extent.Y, whole) + " to " + percentOf(extent.Y+r.H, whole),
		Action: &Action{Label: "Go on", Verb: Scroll, Arg: string(PanelWorld)},
	})
}

// marks paints where things are: of many in the same place the first.
func (m *minimap) marks(left float64) {
	painted := map[[2]int]bool{}
	for i := range m.c.spots {
		s := &m.c.spots[i]
		r := m.small(s.rect, left)
		at := [2]int{int(r.X), int(r.Y / leastMark)}
		if !painted[at] {
			painted[at] = true
			m.mark(r, hueOf(s))
		}
	}
}

// leastMark is how high a thing is at least where the world is small.
const leastMark = 1.5

// percentOf returns a part of a whole in percent.
func percentOf(part, whole float64) string { return strconv.Itoa(int(100*part/whole+0.5)) + " %" }

// plate paints a rectangle over everything, sharp at its corners.
func (m *minimap) plate(r Rect, fill, line Color, width float64) {
	m.Items = append(m.Items, Item{Kind: Box, Rect: r, Radius: m.px(3), Fill: fill, Line: line, Width: width})
}

// small returns where a rectangle of the chart is in the small world; left is the x of the stage.
func (m *minimap) small(r Rect, left float64) Rect {
	return Rect{m.box.X + (r.X-left)*m.sx, m.box.Y + r.Y*m.sy, r.W * m.sx, r.H * m.sy}
}

// smallRegion paints a region with its zones and its shelf.
func (m *minimap) smallRegion(rc *regionChart, left float64) {
	m.plate(m.small(rc.rect, left), m.palette.region, m.hairline, 1)
	if rc.neighbour {
		return
	}
	if rc.far != nil {
		for i := range rc.far.zones {
			m.smallZone(&rc.far.zones[i], left)
		}
		return
	}
	for i := range rc.zones {
		m.plate(m.small(rc.zones[i].rect, left), m.raised, m.hairline, 1)
	}
	m.plate(m.small(rc.shelf.rect, left), m.palette.shelf, m.hairline, 1)
}

// smallZone paints a zone of cells: its ground by what it costs, and where its instances and volumes are.
func (m *minimap) smallZone(z *farZone, left float64) {
	m.plate(m.small(z.rect, left), m.costGround(m.v.zoneCost(z)), m.hairline, 1)
	m.mark(m.small(z.instances.rect, left), cellHue(ec2.KindInstance))
	m.mark(m.small(z.volumes.rect, left), cellHue(ec2.KindVolume))
}

// cellHue returns the hue of things of a kind.
func cellHue(kind ec2.Kind) Color { return hueOf(&spot{ref: ec2.Ref{Kind: kind}}) }

// mark paints a thing, or many, as no more than a hue.
func (m *minimap) mark(r Rect, hue Color) {
	if r.H <= 0 {
		return
	}
	r.H = max(leastMark, r.H-1)
	m.Items = append(m.Items, Item{Kind: Box, Rect: r, Radius: 1, Fill: hue})
}

// cornerButton is the button that shows the whole world in the corner, or no longer, where it is so many screens high.
func (p *pen) cornerButton(screens float64) button {
	b := button{id: "zoom/overview", name: "Overview in the corner", symbol: symbolOverview, icon: true, chosen: true, act: Action{"Hide the overview", Fill, MinimapField + "=hidden"}}
	if Chosen(p.ui.Fields, MinimapField) == "hidden" {
		b.chosen, b.act = false, Action{"Show the overview", Fill, MinimapField + "=shown"}
	}
	if screens <= muchMore {
		b.chosen, b.off = false, "Most of the world is in sight"
	}
	return b
}
