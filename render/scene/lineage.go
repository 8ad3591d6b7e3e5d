package scene

import (
	"slices"

	"blockyard/sim/ec2"
)

// A lineage is a thing with what it was made from, and what was made from it. The zero lineage is nobody's.
type lineage struct {
	of   ec2.Ref
	from []ec2.Ref
	to   []ec2.Ref
	dims bool // all else is fainter, as long as the pointer is on it
}

// lineageOf returns where a thing came from, and what came from it.
func (v *view) lineageOf(ref ec2.Ref) lineage {
	return v.memo.lineage.of(inspectedKey{stateOf(v.world), ref}, func() lineage {
		l := lineage{of: ref}
		switch ref.Kind {
		case ec2.KindVolume:
			x := v.cloud.Volumes().At(ref.Index)
			if x.HasSnapshot {
				l.from = v.origin(x.Snapshot)
			}
			l.to = v.snapshotsOf(ref)
		case ec2.KindSnapshot:
			v.snapshotLineage(&l)
		case ec2.KindImage:
			v.imageLineage(&l)
		case ec2.KindInstance:
			l.from = v.existing(imageRef(v.cloud.Instances().At(ref.Index).Image))
			l.to = v.those(ec2.KindImage, func(index uint32) bool {
				m := v.cloud.Images().At(index)
				return m.HasSource && m.Source == ref.Index
			})
		case ec2.KindInterface, ec2.KindReservation, ec2.KindInterfaceAttachment, ec2.KindAddress, ec2.KindAssociation, ec2.KindKeyPair:
		}
		return l
	})
}

// existing returns those of some things that are still there.
func (v *view) existing(refs ...ec2.Ref) []ec2.Ref {
	return slices.DeleteFunc(refs, func(ref ec2.Ref) bool { return !v.cloud.Exists(ref) })
}

// origin returns a snapshot as what something was made from: of one in the public catalogue the images that it belongs to.
func (v *view) origin(snapshot uint32) []ec2.Ref {
	if !v.cloud.Snapshots().At(snapshot).InCatalogue() {
		return v.existing(snapshotRef(snapshot))
	}
	return v.imagesOn(snapshot)
}

// imagesOn returns the images whose mapping points at a snapshot.
func (v *view) imagesOn(snapshot uint32) []ec2.Ref {
	return v.those(ec2.KindImage, func(index uint32) bool {
		for _, m := range v.cloud.Images().At(index).Mappings {
			if m.HasSnapshot && m.Snapshot == snapshot {
				return true
			}
		}
		return false
	})
}

func (v *view) snapshotLineage(l *lineage) {
	index := l.of.Index
	x := v.cloud.Snapshots().At(index)
	switch {
	case x.HasVolume:
		l.from = v.existing(volumeRef(x.Volume))
	case x.HasSource:
		l.from = v.origin(x.Source)
	}
	l.to = slices.Concat(
		v.those(ec2.KindVolume, func(i uint32) bool {
			x := v.cloud.Volumes().At(i)
			return x.HasSnapshot && x.Snapshot == index
		}),
		v.imagesOn(index),
		v.those(ec2.KindSnapshot, func(i uint32) bool {
			x := v.cloud.Snapshots().At(i)
			return x.HasSource && x.Source == index
		}))
}

func (v *view) imageLineage(l *lineage) {
	m := v.cloud.Images().At(l.of.Index)
	if m.HasSource {
		l.from = append(l.from, instanceRef(m.Source))
	}
	if m.HasSourceImage && !m.HasSource {
		l.from = append(l.from, imageRef(m.SourceImage))
	}
	l.from = v.existing(append(l.from, v.snapshotsOf(l.of)...)...)
	l.to = v.those(ec2.KindInstance, func(index uint32) bool { return v.cloud.Instances().At(index).Image == l.of.Index })
}

// lineageOfFocus returns the lineage of what is under the pointer, has the focus or is selected.
func (m *mapper) lineageOfFocus() lineage {
	if m.c.zoom == ZoomCells || m.preview != nil {
		return lineage{}
	}
	for _, id := range []string{m.ui.Hover, m.ui.Focus, m.ui.Selected} {
		if ref, ok := m.thingOf(id); ok {
			l := m.v.lineageOf(ref)
			l.dims = id == m.ui.Hover && m.ui.Pressed == "" && m.ui.Drag == nil && m.outlineDims() && m.shows(l.from)+m.shows(l.to) > 0
			return l
		}
	}
	return lineage{}
}

// outlineDims reports whether the theme has tones that are fainter than others.
func (m *mapper) outlineDims() bool { return m.ui.Theme != Contrast }

// thingOf returns the thing on the map whose node has an id.
func (m *mapper) thingOf(id string) (ref ec2.Ref, ok bool) {
	if id == "" {
		return ref, false
	}
	for i := range m.c.spots {
		if s := &m.c.spots[i]; s.disk == 0 && m.v.idOf(s.ref) == id {
			return s.ref, true
		}
	}
	return ref, false
}

// shows returns how many of some things are on the map.
func (m *mapper) shows(refs []ec2.Ref) (n int) {
	for _, ref := range refs {
		if _, ok := m.c.spotOf[ref]; ok {
			n++
		}
	}
	return n
}

// dimmed is how faint what has nothing to do with the thing under the pointer is, in percent.
const dimmed = 72

// kinship tells what was just painted from the rest: what the thing at hand was made from, or what was made from it, has
// an outline, and all else is a little fainter.
func (m *mapper) kinship(s *spot, r Rect, first int) {
	l := &m.lineage
	if l.of.Kind == 0 {
		return
	}
	if s.disk == 0 && (slices.Contains(l.from, s.ref) || slices.Contains(l.to, s.ref)) {
		m.dashed(r.Inset(-m.px(2)), m.madeFrom(), 2, 2, m.px(4))
		return
	}
	if l.dims && s.ref != l.of {
		m.fade(first, dimmed)
	}
}

// mostKin is to how many things of a lineage lines are drawn: more would be a tangle, and have an outline all the same.
const mostKin = 8

// lineageLinks draws dotted lines between the thing at hand and its kin, unless one is always there.
func (m *mapper) lineageLinks() {
	at, ok := m.c.spotOf[m.lineage.of]
	if m.lineage.of.Kind == 0 || !ok {
		return
	}
	drawn := 0
	for _, ref := range slices.Concat(m.lineage.from, m.lineage.to) {
		i, ok := m.c.spotOf[ref]
		if !ok || m.isLinked(m.lineage.of, ref) || drawn == mostKin {
			continue
		}
		drawn++
		m.dots(m.madeFrom(), m.kinPath(at, i, m.px(float64(drawn)))...)
	}
}

// isLinked reports whether a line between two things is always there.
func (m *mapper) isLinked(a, b ec2.Ref) bool {
	one, other := a.Kind, b.Kind
	return one == ec2.KindSnapshot && other == ec2.KindImage || one == ec2.KindImage && other == ec2.KindSnapshot
}

// kinPath returns the way in right angles from one thing to another, around what lies between them: from a thing in a
// zone along its right side down to the shelf, and there between snapshots and images; between two shelves as copies travel.
func (m *mapper) kinPath(a, b int, lane float64) []Point {
	home, there := m.regionAround(a), m.regionAround(b)
	from, to := m.onScreen(m.c.spots[a].rect), m.onScreen(m.c.spots[b].rect)
	switch {
	case home != there && home.holds(a) && there.holds(b):
		return m.journey(from, home, to, there)
	case home == there && home.holds(b) && !home.holds(a):
		return m.downToShelf(home, from, to, lane)
	case home == there && home.holds(a) && !home.holds(b):
		return m.downToShelf(home, to, from, lane)
	}
	x := min(from.X, to.X) - m.px(3) - lane // one above the other
	return []Point{{from.X, from.Y + from.H/2}, {x, from.Y + from.H/2}, {x, to.Y + to.H/2}, {to.X, to.Y + to.H/2}}
}

// downToShelf returns the way from a thing in a zone to one on the shelf of its region.
func (m *mapper) downToShelf(rc *regionChart, from, to Rect, lane float64) []Point {
	down, y, end := from.Right()+m.px(5)+lane, m.shelfLane(rc), to.Y+m.px(12)
	out := []Point{{from.Right(), from.Y + from.H/2}, {down, from.Y + from.H/2}, {down, y}}
	switch gutter := rc.shelf.gutter; {
	case gutter == 0: // images lie below the snapshots
		x := to.X - m.px(3) - lane
		return append(out, Point{x, y}, Point{x, end}, Point{to.X, end})
	case to.X > gutter:
		return append(out, Point{gutter, y}, Point{gutter, end}, Point{to.X, end})
	default:
		return append(out, Point{gutter, y}, Point{gutter, end}, Point{to.Right(), end})
	}
}

// regionAround returns the chart of the region that a spot is in.
func (m *mapper) regionAround(at int) *regionChart {
	for i := range m.c.regions {
		if rc := &m.c.regions[i]; rc.far == nil && !rc.neighbour && at < rc.shelf.to {
			return rc // spots are in the order of regions
		}
	}
	return &m.c.regions[0]
}

// holds reports whether a spot is on the shelf of a region.
func (rc *regionChart) holds(at int) bool { return at >= rc.shelf.from && at < rc.shelf.to }
