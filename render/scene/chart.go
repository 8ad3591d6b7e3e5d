package scene

import (
	"slices"

	"blockyard/sim"
	"blockyard/sim/catalog"
	"blockyard/sim/ec2"
)

// A chart says where everything in the world is at a zoom level: rectangles
// alone, in the order in which they are read, with y counted from the top of
// what can be scrolled. It follows from the state of the world and the room
// there is, so it is kept while both stay.
type chart struct {
	*placing
	height  float64
	regions []regionChart
}

// A placing says where each thing is, at a zoom level at which they are told apart.
type placing struct {
	zoom   ZoomLevel
	world  *sim.World
	shape  chartKey // what it depends on beside the state of the world
	spots  []spot
	spotOf map[ec2.Ref]int // the place in spots of each thing; disks of hosts are with their instance
}

// A spot is where a thing is.
type spot struct {
	ref   ec2.Ref
	rect  Rect
	disk  int    // of an instance's host, counted from 1; 0 for the thing itself
	cable cable  // how it hangs on what is above it
	label string // on the cable
	note  string // below it
	host  int    // place in spots of the instance that it hangs on
}

// A cable says how a disk hangs on its instance.
type cable uint8

const (
	noCable   cable = iota
	midCable        // from the middle of what is right above it
	leftCable       // along the left side
)

// A regionChart is where a region is, and what is in it.
type regionChart struct {
	*regionView
	rect      Rect
	head      Rect
	zones     []zoneChart
	spine     Rect // of the shelf, beside zones in more than one row
	shelf     shelfChart
	far       *farRegion // where things are cells, in place of zones and shelf
	neighbour bool       // it is empty, and shown because something can be copied there
}

// A zoneChart is where a zone is. Its things are the spots [from, to).
type zoneChart struct {
	*zoneView
	rect     Rect
	from, to int
	empty    Rect      // what is said where there is nothing
	loose    []Rect    // the heads above what is attached to nothing
	warnings []warning // below disks of hosts
	accounts []accountBox
	shared   []sharedCable
	lastRow  bool
	ghosts   []ghost // what is not yet there, seen from the past
}

// A sharedCable leads from a further instance to a volume that hangs on another one: their places in spots.
type sharedCable struct{ host, volume int }

// A warning is a rule that a picture alone does not tell.
type warning struct {
	rect  Rect
	of    int // the place in spots of its instance
	text  string
	lines []string
}

// An accountBox is drawn round what belongs to another account than the one at hand.
type accountBox struct {
	index uint16
	rect  Rect
	head  Rect
	name  string
}

// A chartKey is what a chart depends on.
type chartKey struct {
	stamp   uint64
	zoom    ZoomLevel
	x, w, h float64
	k       float64
	lessons int
	theme   ThemeName
	beside  bool      // it is one of several lanes that are seen at once
	past    comersKey // what is not yet there depends on it
}

// A charter makes a chart.
type charter struct {
	*pen
	v    *view
	out  *chart
	lean bool // no more than the things themselves: there is little room
}

// chart returns where everything is at a level, in a part of the stage.
func (p *pen) chart(v *view, zoom ZoomLevel, r Rect) *chart {
	key := p.chartKey(v, zoom, r)
	kept := &v.memo.charts[slices.Index(zoomLevels[:], zoom)]
	return kept.of(key, func() *chart {
		c := &charter{pen: p, v: v, out: newChart(zoom)}
		c.out.world, c.out.shape = v.world, key
		c.out.shape.stamp, c.out.shape.past = 0, comersKey{}
		c.everything(r)
		return c.out
	})
}

// chartKey returns what a chart of a world in a part of the stage depends on.
func (p *pen) chartKey(v *view, zoom ZoomLevel, r Rect) chartKey {
	key := chartKey{v.stamp, zoom, r.X, r.W, r.H, p.k, len(p.ui.Lessons), p.ui.Theme, p.seesAllLanes(), comersKey{}}
	if p.session.LooksBack() {
		key.past = comersKey{stateOf(v.inPresent().world), v.now, true}
	}
	return key
}

// newChart returns a chart with nothing on it.
func newChart(zoom ZoomLevel) *chart { return &chart{placing: &placing{zoom: zoom}} }

// zoomLevels are the levels from the nearest to the farthest.
var zoomLevels = [...]ZoomLevel{ZoomCards, ZoomIcons, ZoomCells}

// stageMargin is what is left free round the regions, and between them.
func (p *pen) stageMargin(w float64) float64 {
	if w < p.px(760) {
		return p.px(8)
	}
	return p.px(14)
}

// The widths of regions, in pixels at 100 %.
const (
	neighbourWidth  = 104
	neighbourHeight = 44 // where it has no room beside the others
	regionHead      = 34
)

// everything places the regions, and what is in them. Those of the first row reach down as far as there is room.
func (c *charter) everything(r Rect) {
	margin := c.stageMargin(r.W)
	x, w := r.X+margin, r.W-2*margin-c.px(4)
	rows := c.rowsOfRegions(w, margin)
	y := margin * 0.75
	for _, row := range rows {
		y = c.rowOfRegions(row, x, y, w, margin) + margin
	}
	c.out.height = y - margin*0.25
	if spare := r.H - c.out.height; spare > 0 && (c.out.zoom != ZoomCells || len(rows) == 1) {
		c.stretchRow(len(rows[0]), spare)
		c.out.height = r.H
	}
	c.out.index()
}

// index notes where each thing is.
func (c *placing) index() {
	c.spotOf = make(map[ec2.Ref]int, len(c.spots))
	for i := range c.spots {
		if s := &c.spots[i]; s.disk == 0 {
			c.spotOf[s.ref] = i
		}
	}
}

// A shownRegion is a region that is to be placed, with the width that it needs at least.
type shownRegion struct {
	*regionView
	least     float64
	weight    float64 // of what is left over
	neighbour bool
}

// rowsOfRegions puts the regions side by side as far as there is room: those in use, the one at hand first, and one empty neighbour.
func (c *charter) rowsOfRegions(w, gap float64) (rows [][]shownRegion) {
	left := -1.0
	add := func(r shownRegion) {
		if len(rows) == 0 || left < r.least+gap {
			rows, left = append(rows, nil), w+gap
		}
		rows[len(rows)-1] = append(rows[len(rows)-1], r)
		left -= r.least + gap
	}
	for i := range c.v.regions {
		zones := c.zonesWanted(&c.v.regions[i])
		add(shownRegion{regionView: &c.v.regions[i], least: c.regionLeast(zones), weight: float64(zones)})
	}
	if n := c.v.neighbour(); n != nil && !c.seesAllLanes() {
		add(shownRegion{regionView: n, least: c.px(neighbourWidth), neighbour: true})
	}
	return rows
}

// zonesWanted returns how many zones a region should show side by side.
func (c *charter) zonesWanted(r *regionView) int {
	used := 0
	for i := range r.zones {
		if r.zones[i].used() {
			used++
		}
	}
	least := 1
	if uint16(r.Index) == c.v.region && !c.seesAllLanes() {
		least = 2
	}
	return min(3, max(used, least))
}

// regionLeast returns how wide a region with so many zones side by side is at least.
func (c *charter) regionLeast(zones int) float64 {
	return float64(zones)*c.px(zoneWidth) + float64(zones-1)*c.px(12) + 2*c.px(14)
}

// neighbours are the regions of which one is shown empty: something can be copied there.
var neighbours = []string{"us-west-2", "eu-west-1", "us-east-1"}

// neighbour returns an empty region to be shown beside those in use.
func (v *view) neighbour() *regionView {
	for _, name := range neighbours {
		r, ok := catalog.RegionNamed(name)
		if ok && !slices.ContainsFunc(v.regions, func(have regionView) bool { return have.Index == r.Index }) {
			return &regionView{Region: r}
		}
	}
	return nil
}

// rowOfRegions places regions side by side and returns the y below them.
func (c *charter) rowOfRegions(row []shownRegion, x, y, w, gap float64) float64 {
	spare, weights := w+gap, 0.0
	for _, r := range row {
		spare -= r.least + gap
		weights += r.weight
	}
	first, end := len(c.out.regions), y
	for _, r := range row {
		width := min(w, r.least)
		if weights > 0 {
			width += max(0, spare) * r.weight / weights
		}
		switch {
		case r.neighbour:
			end = max(end, c.placeNeighbour(r.regionView, x, y, width, len(row) > 1, w))
		case c.out.zoom == ZoomCells:
			end = max(end, c.placeFar(r.regionView, x, y, width))
		default:
			end = max(end, c.placeRegion(r.regionView, x, y, width))
		}
		x += width + gap
	}
	for i := first; i < len(c.out.regions); i++ {
		c.stretch(&c.out.regions[i], end-c.out.regions[i].rect.Bottom())
	}
	return end
}

// placeNeighbour places an empty region: as a column beside others, or as a strip below them.
func (c *charter) placeNeighbour(r *regionView, x, y, w float64, beside bool, whole float64) float64 {
	rc := regionChart{regionView: r, neighbour: true, rect: Rect{x, y, whole, c.px(neighbourHeight)}}
	if beside {
		rc.rect.W, rc.rect.H = w, c.px(regionHead+14)+float64(len(c.neighbourLines(w)))*c.lineHeight(typeBody)
	}
	rc.head = Rect{x, y, rc.rect.W, c.px(regionHead)}
	c.out.regions = append(c.out.regions, rc)
	return rc.rect.Bottom()
}

// placeRegion places a region with its zones and its shelf.
func (c *charter) placeRegion(r *regionView, x, y, w float64) float64 {
	pad := c.px(14)
	if w < c.px(520) {
		pad = c.px(8)
	}
	rc := regionChart{regionView: r, rect: Rect{x, y, w, 0}, head: Rect{x, y, w, c.px(regionHead)}}
	end := c.placeZones(&rc, x+pad, rc.head.Bottom(), w-2*pad)
	end = c.placeShelf(&rc, x+pad, end, w-2*pad)
	rc.rect.H = end + pad - y
	c.out.regions = append(c.out.regions, rc)
	return rc.rect.Bottom()
}

// stretchRow makes the regions of the first row higher.
func (c *charter) stretchRow(regions int, by float64) {
	for i := range c.out.regions {
		if rc := &c.out.regions[i]; i < regions {
			c.stretch(rc, by)
		} else {
			c.lower(rc, by)
		}
	}
}

// stretch makes a region higher: its zones reach further down, and its shelf stays at their feet.
func (c *charter) stretch(rc *regionChart, by float64) {
	if by <= 0 {
		return
	}
	rc.rect.H += by
	if rc.neighbour || rc.far != nil {
		return
	}
	for i := range rc.zones {
		if z := &rc.zones[i]; z.lastRow {
			z.rect.H += by
		}
	}
	if rc.spine.W > 0 {
		rc.spine.H += by
	}
	c.lowerShelf(&rc.shelf, by)
}

// lower moves a whole region down.
func (c *charter) lower(rc *regionChart, by float64) {
	for _, r := range []*Rect{&rc.rect, &rc.head, &rc.spine} {
		r.Y += by
	}
	for i := range rc.zones {
		c.lowerZone(&rc.zones[i], by)
	}
	c.lowerShelf(&rc.shelf, by)
}

func (c *charter) lowerZone(z *zoneChart, by float64) {
	z.rect.Y, z.empty.Y = z.rect.Y+by, z.empty.Y+by
	for i := range z.loose {
		z.loose[i].Y += by
	}
	for i := range z.warnings {
		z.warnings[i].rect.Y += by
	}
	for i := range z.accounts {
		z.accounts[i].rect.Y += by
		z.accounts[i].head.Y += by
	}
	lowerGhosts(z.ghosts, by)
	c.lowerSpots(z.from, z.to, by)
}

func (c *charter) lowerSpots(from, to int, by float64) {
	for i := from; i < to; i++ {
		c.out.spots[i].rect.Y += by
	}
}

// homeAccount is the index of the account at hand: that of commands without --profile.
const homeAccount = 0

// accountName returns what an account is called: the profile that acts for it, or its number.
func (v *view) accountName(index uint16) string {
	number := v.cloud.AccountNumber(index)
	if profile, ok := catalog.ProfileOf(number); ok {
		return profile.Name
	}
	return number
}
