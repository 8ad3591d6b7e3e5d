package scene

import (
	"slices"

	"blockyard/sim/ec2"
)

// links paints what leads from one thing to another: dots for what was made from what.
func (m *mapper) links() {
	if m.c.zoom == ZoomCells {
		return
	}
	for i := range m.c.regions {
		rc := &m.c.regions[i]
		if rc.neighbour {
			continue
		}
		if m.c.zoom == ZoomCards {
			m.shelfLinks(rc)
		}
		m.imageLinks(rc)
		m.travellers(rc)
	}
	m.lineageLinks()
}

// madeFrom is the colour of links that say what was made from what.
func (m *mapper) madeFrom() Color {
	if m.link != 0 {
		return m.link
	}
	return hueSnapshot
}

// dots paints a dotted line.
func (m *mapper) dots(color Color, points ...Point) {
	m.Items = append(m.Items, Item{Kind: Stroke, Line: color, Width: m.px(2.5), Dash: [2]float64{2, 5}, Points: points})
}

// spotAt returns where a thing is on the screen, if it is on the map.
func (m *mapper) spotAt(ref ec2.Ref) (r Rect, ok bool) {
	i, ok := m.c.spotOf[ref]
	if !ok {
		return r, false
	}
	return m.onScreen(m.c.spots[i].rect), true
}

// shelfLinks leads from each volume that has snapshots down to the shelf, where its zone touches it.
func (m *mapper) shelfLinks(rc *regionChart) {
	shelf := m.onScreen(rc.shelf.rect)
	for i := range rc.shelf.groups {
		g := &rc.shelf.groups[i]
		at, ok := m.c.spotOf[volumeRef(g.volume)]
		if !ok || g.copied || !rc.touches(at) {
			continue
		}
		r := m.onScreen(m.c.spots[at].rect)
		x, y := r.Right()+m.px(6+float64(i%3)*3), r.Y+r.H/2 // in lanes, lest they run over each other
		if m.visible(Rect{r.X, y, r.W + m.px(16), shelf.Y - y}) {
			m.dots(m.madeFrom(), Point{r.Right(), y}, Point{x, y}, Point{x, shelf.Y})
			m.icon(symbolSnapshot, x-m.px(5), shelf.Y-m.px(5), m.px(10), m.ink)
		}
	}
}

// touches reports whether a spot is in a zone whose lower edge is that of the shelf.
func (rc *regionChart) touches(at int) bool {
	for i := range rc.zones {
		if z := &rc.zones[i]; at >= z.from && at < z.to {
			return z.lastRow
		}
	}
	return false
}

// imageLinks leads from each image to the snapshots that it is made of.
func (m *mapper) imageLinks(rc *regionChart) {
	s := &rc.shelf
	if s.gutter == 0 {
		return
	}
	for i := s.pictures; i < s.to; i++ {
		to := m.onScreen(m.c.spots[i].rect)
		x := s.gutter + m.px(float64((i-s.pictures)%3)*2)
		for _, mapping := range m.v.cloud.Images().At(m.c.spots[i].ref.Index).Mappings {
			from, ok := m.spotAt(snapshotRef(mapping.Snapshot))
			if !mapping.HasSnapshot || !ok || from.X > to.X || from.Right() > to.X {
				continue
			}
			y := from.Y + m.px(12)
			if m.visible(Rect{from.X, min(y, to.Y), to.X - from.X, max(y, to.Bottom()) - min(y, to.Y)}) {
				m.dots(m.madeFrom(), Point{from.Right(), y}, Point{x, y}, Point{x, to.Y + to.H/2}, Point{to.X, to.Y + to.H/2})
			}
		}
	}
}

// travellers paints copies on their way into a region: a diamond on the line from what they are a copy of, as far as they are.
func (m *mapper) travellers(rc *regionChart) {
	for i := rc.shelf.from; i < rc.shelf.pictures; i++ {
		ref := m.c.spots[i].ref
		x := m.v.cloud.Snapshots().At(ref.Index)
		if x.State != ec2.SnapshotPending || !x.HasSource {
			continue
		}
		from, ok := m.spotAt(snapshotRef(x.Source))
		home := m.regionOf(m.v.cloud.Snapshots().At(x.Source).Region)
		if !ok || home == nil {
			continue
		}
		path := m.journey(from, home, m.onScreen(m.c.spots[i].rect), rc)
		m.dots(m.madeFrom(), path...)
		at := along(path, m.v.progress(x))
		m.icon(symbolSnapshot, max(m.clip.X, at.X-m.px(9)), at.Y-m.px(9), m.px(18), m.ink)
	}
}

// regionOf returns the chart of a region, or nil.
func (m *mapper) regionOf(index uint16) *regionChart {
	for i := range m.c.regions {
		if rc := &m.c.regions[i]; uint16(rc.Index) == index && !rc.neighbour {
			return rc
		}
	}
	return nil
}

// journey returns the way from a row on the shelf of a region to a row on that of another: between the regions where
// they stand side by side, else along their left sides. Images lie at the right of a shelf: there it runs above them.
func (m *mapper) journey(from Rect, home *regionChart, to Rect, there *regionChart) []Point {
	y0, y1 := from.Y+m.px(12), to.Y+m.px(12)
	switch a, b := m.onScreen(home.rect), m.onScreen(there.rect); {
	case a.X >= b.Right():
		x := (a.X + b.Right()) / 2
		return append([]Point{{from.X, y0}, {x, y0}}, m.behindImages(there, x, Point{to.Right(), y1})...)
	case b.X >= a.Right():
		x := (b.X + a.Right()) / 2
		out := m.behindImages(home, x, Point{from.Right(), y0})
		slices.Reverse(out)
		return append(out, Point{x, y1}, Point{to.X, y1})
	default:
		x := max(m.clip.X+m.px(3), a.X-m.px(5))
		return []Point{{from.X, y0}, {x, y0}, {x, y1}, {to.X, y1}}
	}
}

// behindImages returns the way from an x beside a region to the right end of a row on its shelf.
func (m *mapper) behindImages(rc *regionChart, x float64, end Point) []Point {
	if rc.shelf.gutter == 0 {
		return []Point{{x, end.Y}, end}
	}
	y := m.shelfLane(rc)
	return []Point{{x, y}, {rc.shelf.gutter, y}, {rc.shelf.gutter, end.Y}, end}
}

// shelfLane returns the y just below the upper edge of a shelf, where nothing else is.
func (m *mapper) shelfLane(rc *regionChart) float64 { return rc.shelf.rect.Y + m.y + m.px(3) }

// along returns the point that is a share of the way along a path of right angles.
func along(path []Point, share float64) Point {
	whole := 0.0
	length := func(a, b Point) float64 { return max(a.X-b.X, b.X-a.X) + max(a.Y-b.Y, b.Y-a.Y) }
	for i := 1; i < len(path); i++ {
		whole += length(path[i-1], path[i])
	}
	left := whole * share
	for i := 1; i < len(path); i++ {
		a, b := path[i-1], path[i]
		if d := length(a, b); left <= d && d > 0 {
			return Point{a.X + (b.X-a.X)*left/d, a.Y + (b.Y-a.Y)*left/d}
		} else {
			left -= d
		}
	}
	return path[len(path)-1]
}
