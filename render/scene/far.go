package scene

import (
	"strconv"

	"blockyard/sim/cost"
	"blockyard/sim/ec2"
	"blockyard/sim/unit"
)

// farRegion paints a region in which each thing is a cell.
func (m *mapper) farRegion(rc *regionChart) {
	for i := range rc.far.zones {
		m.farZone(rc, &rc.far.zones[i])
	}
	m.farRow(rc, rc.far.snapshots, symbolSnapshot, "Snapshots", len(rc.snapshots), "snapshot")
	m.farRow(rc, rc.far.images, symbolImage, "Images", len(rc.images), "image")
	if rc.far.snapshots.H+rc.far.images.H > 0 {
		m.place("shelf/"+rc.Name, m.onScreen(rc.far.shelf()))
	}
}

// shelf returns where what is regional is.
func (f *farRegion) shelf() Rect {
	if f.snapshots.H > 0 {
		return f.snapshots
	}
	return f.images
}

// farRow paints how many things of a kind a region has, as a button that lists them.
func (m *mapper) farRow(rc *regionChart, at Rect, icon symbol, list string, n int, noun string) {
	if at.H <= 0 {
		return
	}
	r := m.onScreen(at)
	id := "shelf/" + rc.Name + "/list/" + list
	fill := m.palette.shelf
	if m.ui.Hover == id {
		fill = m.hover
	}
	m.box(r, m.px(6), fill, m.hairline, 1.5)
	m.icon(icon, r.X+m.px(8), r.Y+(r.H-m.px(14))/2, m.px(14), m.ink)
	m.label(Rect{r.X + m.px(28), r.Y, r.W - m.px(34), r.H}, typeBody, m.ink, countOf(n, noun))
	m.node(Node{
		ID: id, Role: RoleButton, Name: countOf(n, noun) + " in " + rc.Name, Help: "List them", Rect: r,
		Action: &Action{Label: "List them", Verb: OpenList, Arg: list + "=region:" + rc.Name},
	})
}

// farZone paints a zone: its ground by what it costs, and its things as cells.
func (m *mapper) farZone(rc *regionChart, z *farZone) {
	r, head := m.onScreen(z.rect), m.onScreen(z.head)
	m.place(zonePrefix+z.Name, r)
	hour := m.v.zoneCost(z)
	if m.visible(r) {
		m.box(r, m.px(8), m.costGround(hour), 0, 0)
		m.dashed(r, m.edge, 1.5, m.px(4), m.px(3))
	}
	pad := m.px(farZoneInside)
	money := hour.String() + "/h"
	width := m.width(typeBody, money) + 1
	name := Rect{head.X + pad, head.Y, head.W - 2*pad, head.H}
	if used := m.width(typeBody, z.Name); used+width+m.px(6) <= name.W {
		m.labelRight(name, typeBody, m.ink, money)
		name.W -= width + m.px(6)
	}
	m.label(name, typeBody, m.ink, z.Name)
	m.selectable(Node{
		ID: zonePrefix + z.Name, Role: RoleHeading, Name: "Zone " + z.Name + ", " + money, Help: z.told, Level: 3, Rect: head,
		Actions: []Action{
			{"List the instances", OpenList, "Instances=zone:" + z.Name}, {"List the volumes", OpenList, "Volumes=zone:" + z.Name},
		},
	}, head, 10)
	m.node(Node{ID: zonePrefix + z.Name + "/told", Role: RoleText, Name: z.told, Rect: m.onScreen(z.instances.rect)})
	m.cellGrid(&z.instances)
	m.cellGrid(&z.volumes)
}

// cellGrid paints things as cells, notes where each can be met, and adds the nodes of those that matter now.
func (m *mapper) cellGrid(t *cellChart) {
	if len(t.refs) == 0 {
		return
	}
	r := m.onScreen(t.rect)
	if m.visible(r) {
		m.Items = append(m.Items, Item{Kind: CellGrid, Rect: r, Cells: t.cells})
	}
	seen := r
	if m.clip.W > 0 {
		seen = overlap(r, m.clip)
	}
	m.Grids = append(m.Grids, Grid{Rect: seen, Whole: r, Pitch: t.pitch, Columns: t.cells.Columns, IDs: t.ids, Scrolled: m.scrolled})
	for i, id := range t.ids {
		if m.matters(id) {
			m.cell(t, i)
		}
	}
}

// matters reports whether a thing is selected, under the pointer or has the focus.
func (m *mapper) matters(id string) bool {
	return id == m.ui.Selected || id == m.ui.Hover || id == m.ui.Focus || len(m.ui.Also) > 0 && m.isChosen(id)
}

// cell adds the node of a cell, with a ring round it.
func (m *mapper) cell(t *cellChart, i int) {
	g := &m.Grids[len(m.Grids)-1]
	r := g.Cell(i)
	c := m.v.caption(ec2.Ref{Kind: t.kind, Index: t.refs[i]})
	chosen := m.isChosen(c.id)
	m.thingNode(r, c, chosen)
	if m.visible(r) {
		line := m.ink
		if chosen {
			line = m.selectionLine()
		}
		m.box(r.Inset(-m.px(2)), m.px(3), 0, line, 2)
	}
	if c.id == m.ui.Hover || c.id == m.ui.Focus {
		m.told = append(m.told, toldCell{r, c})
	}
}

// A toldCell is a cell that is told of beside it.
type toldCell struct {
	rect Rect
	of   *caption
}

// tellCells paints beside cells what they are: over everything else.
func (m *mapper) tellCells(stage Rect) {
	for i, t := range m.told {
		if t.rect.H <= 0 || i > 0 && m.told[i-1].of == t.of {
			continue
		}
		w := min(m.width(typeBody, t.of.name)+m.px(20)+1, stage.W-m.px(16))
		r := within(Rect{t.rect.X + m.px(14), t.rect.Y - m.px(38), w, m.px(30)}, stage)
		m.box(r, m.px(7), m.tooltipGround(), m.edge, 1)
		m.label(Rect{r.X + m.px(10), r.Y, r.W - m.px(20), r.H}, typeBody, m.ink, t.of.name)
		return // one is enough, lest they lie over each other
	}
}

// tooltipGround is the ground of what floats beside a thing.
func (p *pen) tooltipGround() Color {
	if p.palette == palettes[Dark] {
		return 0x243149FF
	}
	return p.panel
}

// costGrounds are the grounds of zones by what an hour costs, from the least.
var costGrounds = map[ThemeName][5]Color{
	Dark:     {0x131C2DFF, 0x1E2436FF, 0x33283AFF, 0x4B2D38FF, 0x663331FF},
	Light:    {0xFFFFFFFF, 0xFBEFE9FF, 0xF6DACDFF, 0xEFC0ACFF, 0xE5A287FF},
	Contrast: {},
}

// costSteps are the costs of an hour, in dollars, from which on the ground is the next one.
var costSteps = [4]int64{1, 5, 20, 48}

// costGround returns the ground of a zone that costs so much in an hour.
func (m *mapper) costGround(hour unit.Money) Color {
	step := 0
	for step < len(costSteps) && hour.Minus(unit.Money{Ratio: unit.RatioOf(costSteps[step], 1)}).Sign() >= 0 {
		step++
	}
	grounds, ok := costGrounds[m.ui.Theme]
	if !ok {
		grounds = costGrounds[Dark]
	}
	return grounds[step]
}

// A zoneCostKey is what the cost of an hour of a zone depends on.
type zoneCostKey struct {
	stamp uint64
	now   unit.Instant
}

// zoneCost returns what an hour of a zone costs as it is: of things that cost the same one is asked.
func (v *view) zoneCost(z *farZone) unit.Money {
	costs := v.memo.zoneCosts.of(zoneCostKey{v.stamp, v.now}, func() map[string]unit.Money { return map[string]unit.Money{} })
	if sum, ok := costs[z.Name]; ok {
		return sum
	}
	var sum unit.Money
	window := paceWindow(v.world)
	for _, p := range z.prices {
		one := v.hourOf(p.ref, window)
		sum = sum.Plus(unit.Money{Ratio: one.Times(unit.RatioOf(p.count, 1))})
	}
	costs[z.Name] = sum
	return sum
}

// hourOf returns what a thing costs in a window.
func (v *view) hourOf(ref ec2.Ref, w cost.Window) (sum unit.Money) {
	for meter := range cost.MeterCount {
		e := cost.Entry{Resource: cost.Resource{Kind: uint8(ref.Kind), Index: ref.Index}, Meter: meter}
		for _, l := range v.account.ledger.Lines(e, w.To) {
			sum = sum.Plus(l.Amount)
		}
		for _, l := range v.account.ledger.Lines(e, w.From) {
			sum = sum.Minus(l.Amount)
		}
	}
	return sum
}

// overview tells how many things there are in which state, and how the ground is to be read, beside a world of cells.
func (p *pen) overview(v *view, x, y, w float64) float64 {
	y = p.heading("overview/title", 2, Rect{x, y, w, p.lineHeight(typeTitle)}, typeTitle, "World") + p.px(6)
	tallies := v.tallies()
	y = p.overviewOf("Instances", ec2.KindInstance, &tallies[0], x, y, w) + p.px(8)
	y = p.overviewOf("Volumes", ec2.KindVolume, &tallies[1], x, y, w) + p.px(8)
	return p.costLegend(x, y, w)
}

// overviewOf tells the states of the things of a kind, each with what it looks like as a cell, as buttons that list them.
func (p *pen) overviewOf(list string, kind ec2.Kind, t *tally, x, y, w float64) float64 {
	states, counts := t.names[0], t.counts[0]
	sum := 0
	for _, n := range counts {
		sum += n
	}
	row := Rect{x, y, w, p.px(24)}
	p.label(row, typeStrong, p.ink, list)
	p.labelRight(Rect{x + w*0.6, y, w * 0.4, row.H}, typeStrong, p.ink, grouped(count(int64(sum))))
	p.node(Node{ID: "overview/" + list, Role: RoleHeading, Name: list + ": " + strconv.Itoa(sum), Level: 3, Rect: row})
	y = row.Bottom()
	pitch := Point{p.px(cellPitch), p.px(cellPitch)}
	for i, state := range states {
		r := Rect{x, y, w, p.px(24)}
		id := "overview/" + list + "/" + state
		if p.ui.Hover == id {
			p.box(r, p.px(6), p.hover, 0, 0)
		}
		cells := &Cells{Columns: 1, Pitch: pitch, Looks: p.cellLooks(kind), Of: []uint8{uint8(moodOf(state, false))}}
		p.Items = append(p.Items, Item{Kind: CellGrid, Rect: Rect{x + p.px(6), y + (r.H-pitch.Y)/2, pitch.X, pitch.Y}, Cells: cells})
		p.label(Rect{x + p.px(26), y, w*0.7 - p.px(26), r.H}, typeBody, p.ink, state)
		p.labelRight(Rect{x + w*0.7, y, w*0.3 - p.px(4), r.H}, typeBody, p.ink, grouped(count(int64(counts[i]))))
		p.node(Node{
			ID: id, Role: RoleButton, Name: strconv.Itoa(counts[i]) + " " + list + " " + state, Rect: r,
			Action: &Action{Label: "List them", Verb: OpenList, Arg: list + "=state:" + state},
		})
		y = r.Bottom()
	}
	return y
}

// tallies counts the instances and volumes by state, in the order in which the states are first met.
func (v *view) tallies() [2]tally {
	return v.memo.tallies.of(stateOf(v.world), func() (t [2]tally) {
		for i, kind := range []ec2.Kind{ec2.KindInstance, ec2.KindVolume} {
			for index := range v.cloud.Length(kind) {
				if state := v.cloud.StateOf(ec2.Ref{Kind: kind, Index: index}); state != "" {
					t[i].add(0, state)
				}
			}
		}
		return t
	})
}

// costLegend says what the grounds of zones mean.
func (p *pen) costLegend(x, y, w float64) float64 {
	grounds := costGrounds[p.ui.Theme]
	if p.ui.Theme == Contrast {
		return y
	}
	p.label(Rect{x, y, w, p.px(22)}, typeStrong, p.ink, "Ground shows cost")
	y += p.px(24)
	each := w / float64(len(grounds))
	for i, ground := range grounds {
		p.box(Rect{x + float64(i)*each, y, each, p.px(14)}, 0, ground, p.edge, 1)
	}
	y += p.px(16)
	p.label(Rect{x, y, w / 2, p.px(20)}, typeBody, p.muted, "under $"+strconv.Itoa(int(costSteps[0]))+"/h")
	p.labelRight(Rect{x + w/2, y, w / 2, p.px(20)}, typeBody, p.muted, "over $"+strconv.Itoa(int(costSteps[len(costSteps)-1]))+"/h")
	p.node(Node{ID: "overview/ground", Role: RoleText, Name: "The ground of a zone shows what it costs in an hour: from under $" + strconv.Itoa(int(costSteps[0])) + " to over $" + strconv.Itoa(int(costSteps[len(costSteps)-1])), Rect: Rect{x, y - p.px(40), w, p.px(60)}})
	return y + p.px(24)
}
