package draw

import (
	"math"

	"blockyard/render/scene"
)

// fullSize is up to how many pixels a rounded box is one sprite of its own
// instead of four corners and what is between them: block cells, marks, bars.
const fullSize = 24

// box adds a rectangle: its fill, then its border inside its edges.
func (m *mesh) box(it *scene.Item) {
	if it.Rect.W <= 0 || it.Rect.H <= 0 {
		return
	}
	b := m.snap(it.Rect)
	if !b.meets(m.clip) {
		return
	}
	radius := min(float32(it.Radius*m.ratio), (b.x1-b.x0)/2, (b.y1-b.y0)/2)
	line := float32(0)
	if it.Width > 0 && it.Line&0xff != 0 {
		line = min(m.lineWidth(it.Width), (b.x1-b.x0)/2, (b.y1-b.y0)/2)
	}
	if it.Fill&0xff != 0 {
		m.fillBox(b, radius, line, it)
	}
	switch {
	case line > 0 && it.Dash != [2]float64{}:
		m.dashBox(b.inset(line/2), max(0, radius-line/2), it)
	case line > 0:
		m.borderBox(b, radius, line, tintOf(it.Line))
	}
}

// fillBox paints the inside of a box. Under an opaque border the corners are
// cut a little smaller, lest the fill shine through at the border's soft edge.
func (m *mesh) fillBox(b box, radius, line float32, it *scene.Item) {
	c, inset := tintOf(it.Fill), float32(0)
	if it.Line&0xff == 0xff && it.Dash == [2]float64{} {
		inset = line / 2
	}
	if radius <= 0 {
		m.rect(b, c)
		return
	}
	if m.small(b) {
		m.quad(b, m.shape(b, true, radius, 0, inset), c)
		return
	}
	n := m.corners(b, m.shape(b, false, radius, 0, inset), c)
	m.rect(box{b.x0 + n, b.y0, b.x1 - n, b.y0 + n}, c)
	m.rect(box{b.x0, b.y0 + n, b.x1, b.y1 - n}, c)
	m.rect(box{b.x0 + n, b.y1 - n, b.x1 - n, b.y1}, c)
}

// borderBox paints a solid border.
func (m *mesh) borderBox(b box, radius, line float32, c tint) {
	n := line
	switch {
	case radius <= 0: // the sides alone make the corners
		m.rect(box{b.x0, b.y0, b.x0 + line, b.y0 + line}, c)
		m.rect(box{b.x1 - line, b.y0, b.x1, b.y0 + line}, c)
		m.rect(box{b.x0, b.y1 - line, b.x0 + line, b.y1}, c)
		m.rect(box{b.x1 - line, b.y1 - line, b.x1, b.y1}, c)
	case m.small(b):
		m.quad(b, m.shape(b, true, radius, line, 0), c)
		return
	default:
		n = m.corners(b, m.shape(b, false, radius, line, 0), c)
	}
	m.rect(box{b.x0 + n, b.y0, b.x1 - n, b.y0 + line}, c)
	m.rect(box{b.x0 + n, b.y1 - line, b.x1 - n, b.y1}, c)
	m.rect(box{b.x0, b.y0 + n, b.x0 + line, b.y1 - n}, c)
	m.rect(box{b.x1 - line, b.y0 + n, b.x1, b.y1 - n}, c)
}

// small reports whether a rounded box is a sprite of its own.
func (m *mesh) small(b box) bool { return b.x1-b.x0 <= fullSize && b.y1-b.y0 <= fullSize }

// corners paints one corner four times, mirrored, and returns its size.
func (m *mesh) corners(b box, s sprite, c tint) (size float32) {
	n := s.w
	right, below := sprite{x: s.x + n, y: s.y, w: -n, h: n}, sprite{x: s.x, y: s.y + n, w: n, h: -n}
	m.quad(box{b.x0, b.y0, b.x0 + n, b.y0 + n}, s, c)
	m.quad(box{b.x1 - n, b.y0, b.x1, b.y0 + n}, right, c)
	m.quad(box{b.x0, b.y1 - n, b.x0 + n, b.y1}, below, c)
	m.quad(box{b.x1 - n, b.y1 - n, b.x1, b.y1}, sprite{x: right.x, y: below.y, w: -n, h: -n}, c)
	return n
}

// shape returns the sprite of a rounded box, all of it or its upper left corner.
func (m *mesh) shape(b box, full bool, radius, line, inset float32) sprite {
	n := uint16(math.Ceil(float64(max(radius, line))))
	n = min(n, uint16(min(b.x1-b.x0, b.y1-b.y0)/2))
	key := spriteKey{w: n, h: n, full: full, radius: radius, line: line, inset: inset}
	if full {
		key.w, key.h = uint16(b.x1-b.x0), uint16(b.y1-b.y0)
	}
	if key == m.lastKey {
		return m.lastSprite
	}
	s, ok := m.atlas.sprites[key]
	if !ok {
		if s, ok = m.atlas.put(key, int(key.w), int(key.h), coverage(key)); !ok {
			m.void = true
			return sprite{}
		}
	}
	m.lastKey, m.lastSprite = key, s
	return s
}

// coverage returns how much of each pixel of a sprite a rounded box covers,
// counted at samples a side.
func coverage(key spriteKey) []byte {
	const samples = 8
	w, h := float32(key.w), float32(key.h)
	if !key.full {
		w, h = 4*w+4, 4*h+4 // big enough that the other corners are out of the way
	}
	outer := box{0, 0, w, h}
	alpha := make([]byte, int(key.w)*int(key.h))
	for i := range alpha {
		count := 0
		for j := range samples * samples {
			x := float32(i%int(key.w)) + (float32(j%samples)+0.5)/samples
			y := float32(i/int(key.w)) + (float32(j/samples)+0.5)/samples
			if rounded(outer, key.inset, key.radius, x, y) && !(key.line > 0 && rounded(outer, key.line, key.radius, x, y)) {
				count++
			}
		}
		alpha[i] = byte(count * 255 / (samples * samples))
	}
	return alpha
}

// rounded reports whether a point lies in a rounded box that was made smaller by inset on each side.
func rounded(b box, inset, radius, x, y float32) bool {
	b, radius = b.inset(inset), max(0, radius-inset)
	dx := max(b.x0+radius-x, x-(b.x1-radius), 0)
	dy := max(b.y0+radius-y, y-(b.y1-radius), 0)
	inside := x >= b.x0 && x < b.x1 && y >= b.y0 && y < b.y1
	return inside && (dx == 0 || dy == 0 || dx*dx+dy*dy < radius*radius)
}

// polygon adds a convex polygon: its fill with a soft edge, then its outline on its edge.
func (m *mesh) polygon(it *scene.Item) {
	if len(it.Points) >= 3 && it.Fill&0xff != 0 {
		m.fillPolygon(it.Points, tintOf(it.Fill))
	}
	m.stroke(it.Points, true, it.Width, it.Dash, it.Line)
}

// fillPolygon paints a polygon half a pixel smaller, and round it a ramp that
// ends half a pixel outside.
func (m *mesh) fillPolygon(points []scene.Point, c tint) {
	path := m.device(points, true)
	if len(path) < 3 {
		return
	}
	inner, side := m.path.shape[:0], float32(0.5)
	if area(path) < 0 {
		side = -side
	}
	for i := range path {
		inner = append(inner, offset(path, i, true, -side, 1))
	}
	m.path.shape = inner
	m.convex(inner, c)
	for i := range path {
		j := (i + 1) % len(path)
		m.quadrangle(inner[i], inner[j], offset(path, j, true, side, 0), offset(path, i, true, side, 0), c)
	}
}

// quadrangle paints a shape of four corners.
func (m *mesh) quadrangle(a, b, c, d corner, t tint) {
	m.path.four = [4]corner{a, b, c, d}
	m.convex(m.path.four[:], t)
}
