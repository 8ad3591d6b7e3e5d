package draw

// A corner is a point of a free shape, in device pixels, with a share of the
// shape's colour: 1 inside, 0 outside, and between them across the soft edge.
type corner struct{ x, y, share float32 }

// mix returns the corner a share t of the way from one to another.
func mix(a, b corner, t float32) corner {
	return corner{a.x + (b.x-a.x)*t, a.y + (b.y-a.y)*t, a.share + (b.share-a.share)*t}
}

// convex paints a convex shape, cut to the clip.
func (m *mesh) convex(shape []corner, c tint) {
	bounds := boundsOf(shape)
	if !bounds.meets(m.clip) {
		return
	}
	if !m.clip.holds(bounds) {
		shape = m.cut(shape)
	}
	if len(shape) < 3 {
		return
	}
	to, n := m.room(len(shape))
	for _, p := range shape {
		to.vertices = append(to.vertices, vertex{
			DstX: p.x, DstY: p.y, SrcX: white.x + 0.5, SrcY: white.y + 0.5,
			ColorR: c.r * p.share, ColorG: c.g * p.share, ColorB: c.b * p.share, ColorA: c.a * p.share,
		})
	}
	for i := range uint16(len(shape) - 2) {
		to.indices = append(to.indices, n, n+i+1, n+i+2)
	}
}

// boundsOf returns the smallest box round a shape.
func boundsOf(shape []corner) box {
	b := box{shape[0].x, shape[0].y, shape[0].x, shape[0].y}
	for _, p := range shape[1:] {
		b = box{min(b.x0, p.x), min(b.y0, p.y), max(b.x1, p.x), max(b.y1, p.y)}
	}
	return b
}

// cut returns the part of a convex shape inside the clip: what each of the
// four edges leaves of it in turn (Sutherland and Hodgman).
func (m *mesh) cut(shape []corner) []corner {
	from, to := append(m.path.cutFrom[:0], shape...), m.path.cutTo[:0]
	for edge := range 4 {
		to = to[:0]
		for i, b := range from {
			a := from[(i+len(from)-1)%len(from)]
			da, db := m.inside(edge, a), m.inside(edge, b)
			if (da < 0) != (db < 0) {
				to = append(to, mix(a, b, da/(da-db)))
			}
			if db >= 0 {
				to = append(to, b)
			}
		}
		from, to = to, from
	}
	m.path.cutFrom, m.path.cutTo = from, to
	return from
}

// inside returns how far a point lies inside an edge of the clip.
func (m *mesh) inside(edge int, p corner) float32 {
	switch edge {
	case 0:
		return p.x - m.clip.x0
	case 1:
		return m.clip.x1 - p.x
	case 2:
		return p.y - m.clip.y0
	default:
		return m.clip.y1 - p.y
	}
}
