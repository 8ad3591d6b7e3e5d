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
		case ec2.KindInterface, ec2.KindReservation, ec2.KindInterfaceAttachment:
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
	at, ok := m.spotAt(m.lineage.of)
	if m.lineage.of.Kind == 0 || !ok {
		return
	}
	drawn := 0
	for _, ref := range slices.Concat(m.lineage.from, m.lineage.to) {
		r, ok := m.spotAt(ref)
		if !ok || m.isLinked(m.lineage.of, ref) || drawn == mostKin {
			continue
		}
		drawn++
		m.kinLine(at, r, float64(drawn))
	}
}

// isLinked reports whether a line between two things is always there.
func (m *mapper) isLinked(a, b ec2.Ref) bool {
	one, other := a.Kind, b.Kind
	return one == ec2.KindSnapshot && other == ec2.KindImage || one == ec2.KindImage && other == ec2.KindSnapshot
}

// kinLine draws a dotted line in right angles from the side of one thing to the side of another.
func (m *mapper) kinLine(a, b Rect, lane float64) {
	from, to := Point{a.Right(), a.Y + a.H/2}, Point{b.X, b.Y + b.H/2}
	switch {
	case b.X >= a.Right():
	case b.Right() <= a.X:
		from.X, to.X = a.X, b.Right()
	default: // one above the other: along their left sides
		x := min(a.X, b.X) - m.px(3+lane)
		m.dots(m.madeFrom(), Point{a.X, from.Y}, Point{x, from.Y}, Point{x, to.Y}, Point{b.X, to.Y})
		return
	}
	x := to.X - m.px(3+lane)
	if to.X < from.X {
		x = to.X + m.px(3+lane)
	}
	m.dots(m.madeFrom(), from, Point{x, from.Y}, Point{x, to.Y}, to)
}
