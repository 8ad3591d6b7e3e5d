package scene

import (
	"blockyard/sim/ec2"
)

// MotionTime is how long a motion takes, in seconds.
const MotionTime = 0.24

// mostMotions is how many things move at once: where more have changed, all of them are where they are at once.
const mostMotions = 40

// A Motion shows for a moment what has changed in the world: something has appeared, is gone, or has come to where it is
// from elsewhere. The zero Motion is of nothing.
type Motion struct {
	Since float64 // when it began, as UI.Wall counts

	of   ec2.Ref
	kind motionKind
	from Rect // where it was, in the chart
	hue  Color
}

// A motionKind says what has changed.
type motionKind uint8

const (
	appears motionKind = iota
	vanishes
	travels
)

// An Arrangement is where the things of a world are in a frame. The zero Arrangement is that of a frame that does not
// show the world.
type Arrangement struct{ *placing }

// MotionsTo returns what has changed up to a later arrangement, as motions that began at a time. Nothing moves where the
// whole picture is another one: another world, zoom level or size.
func (a Arrangement) MotionsTo(b Arrangement, since float64) (all []Motion) {
	from, to := a.placing, b.placing
	if from == to || from == nil || to == nil || from.world != to.world || from.shape != to.shape || to.zoom == ZoomCells {
		return nil
	}
	for i := range to.spots {
		s := &to.spots[i]
		if s.disk > 0 {
			continue // as its instance does
		}
		at, was := from.spotOf[s.ref]
		switch {
		case !was:
			all = append(all, Motion{Since: since, of: s.ref, kind: appears})
		case s.ref.Kind == ec2.KindVolume && from.hostOf(at) != to.hostOf(i):
			all = append(all, Motion{Since: since, of: s.ref, kind: travels, from: from.spots[at].rect})
		}
	}
	for i := range from.spots {
		s := &from.spots[i]
		if _, stays := to.spotOf[s.ref]; !stays && s.disk == 0 {
			all = append(all, Motion{Since: since, of: s.ref, kind: vanishes, from: s.rect, hue: hueOf(s)})
		}
	}
	if len(all) > mostMotions {
		return nil
	}
	return all
}

// hostOf returns what the thing at a spot hangs on; the zero reference where that is nothing.
func (c *placing) hostOf(at int) (host ec2.Ref) {
	if h := c.spots[at].host; h >= 0 {
		return c.spots[h].ref
	}
	return host
}

// progressOf returns how far a motion is, fast at first: 0 where it begins and 1 where it has ended.
func (m *mapper) progressOf(x *Motion) float64 {
	t := (m.ui.Wall - x.Since) / MotionTime
	if m.ui.Calm || !(t < 1) {
		return 1
	}
	left := 1 - max(0, t)
	return 1 - left*left*left
}

// motionOf returns the motion of a thing that is in the world, and how far it is; nil where it rests.
func (m *mapper) motionOf(ref ec2.Ref) (x *Motion, t float64) {
	for i := range m.ui.Motions {
		if x = &m.ui.Motions[i]; x.of == ref && x.kind != vanishes {
			if t = m.progressOf(x); t < 1 {
				return x, t
			}
		}
	}
	return nil, 1
}

// move shows what was just painted on its way: fainter while it appears, and over everything else while it comes from elsewhere.
func (m *mapper) move(s *spot, first int) {
	x, t := m.motionOf(s.ref)
	if x == nil {
		return
	}
	if x.kind == appears {
		m.fade(first, uint32(100*t))
		return
	}
	dx, dy := (x.from.X-s.rect.X)*(1-t), (x.from.Y-s.rect.Y)*(1-t)
	for _, item := range m.Items[first:] {
		m.flying = append(m.flying, item.moved(dx, dy))
	}
	m.Items = m.Items[:first]
}

// moved returns an item at another place.
func (i Item) moved(dx, dy float64) Item {
	i.Rect.X, i.Rect.Y = i.Rect.X+dx, i.Rect.Y+dy
	points := make([]Point, len(i.Points))
	for n, p := range i.Points {
		points[n] = Point{p.X + dx, p.Y + dy}
	}
	i.Points = points
	return i
}

// land paints what is on its way over everything else, and what is gone as it fades.
func (m *mapper) land() {
	m.Items = append(m.Items, m.flying...)
	for i := range m.ui.Motions {
		x := &m.ui.Motions[i]
		r := m.onScreen(x.from)
		t := m.progressOf(x)
		if _, back := m.c.spotOf[x.of]; x.kind != vanishes || back || t >= 1 || !m.visible(r) {
			continue
		}
		first := len(m.Items)
		m.box(r, m.px(10), m.raised, 0, 0)
		m.dashed(r, m.border(x.hue), 2, m.px(5), m.px(4))
		m.fade(first, uint32(100*(1-t)))
	}
}
