package draw

import (
	"math"

	"blockyard/render/scene"
)

// maxVertices is how many vertices a batch may have: 16,383 rectangles, which 16-bit indices can still name.
const maxVertices = 4 * 16383

// A batch is a run of triangles for one draw call. Its indices count from the first of its vertices.
type batch struct {
	vertices []vertex
	indices  []uint16
}

// A box is a rectangle by its edges, in device pixels.
type box struct{ x0, y0, x1, y1 float32 }

// empty reports whether the box holds no point.
func (b box) empty() bool { return b.x0 >= b.x1 || b.y0 >= b.y1 }

// holds reports whether all of another box lies in this one.
func (b box) holds(o box) bool {
	return o.x0 >= b.x0 && o.y0 >= b.y0 && o.x1 <= b.x1 && o.y1 <= b.y1
}

// meets reports whether the two boxes have area in common.
func (b box) meets(o box) bool { return o.x0 < b.x1 && o.x1 > b.x0 && o.y0 < b.y1 && o.y1 > b.y0 }

// intersect returns what both boxes hold.
func (b box) intersect(o box) box {
	return box{max(b.x0, o.x0), max(b.y0, o.y0), min(b.x1, o.x1), min(b.y1, o.y1)}
}

// inset returns the box made smaller by d on each side.
func (b box) inset(d float32) box { return box{b.x0 + d, b.y0 + d, b.x1 - d, b.y1 - d} }

// A tint is a colour, premultiplied by its alpha.
type tint struct{ r, g, b, a float32 }

// tintOf converts a colour.
func tintOf(c scene.Color) tint {
	a := float32(c&0xff) / 255
	return tint{float32(c>>24) / 255 * a, float32(c>>16&0xff) / 255 * a, float32(c>>8&0xff) / 255 * a, a}
}

// A mesh is a frame as triangles. It keeps its memory from frame to frame, so
// a frame like the one before makes no garbage.
type mesh struct {
	atlas   *atlas
	labels  labelCache
	batches []batch
	current int  // the batch that is being filled
	clip    box  // nothing is painted outside
	screen  box  // the whole frame
	void    bool // the atlas was too full for something in this frame
	ratio   float64

	lastKey    spriteKey // most boxes are like the one before
	lastSprite sprite

	path pathScratch
}

// newMesh returns an empty mesh.
func newMesh() *mesh { return &mesh{atlas: newAtlas(), ratio: 1} }

// build replaces the triangles by those of a frame on a screen with so many
// device pixels per logical one.
func (m *mesh) build(f *scene.Frame, ratio float64) {
	if ratio != m.ratio {
		m.ratio = ratio
		m.forget()
	}
	if m.run(f); m.void {
		// The second run starts with an atlas that holds only this frame's
		// sprites. A frame that has too many even so loses some of them.
		m.forget()
		m.run(f)
	}
}

// forget empties the atlas and everything that points into it.
func (m *mesh) forget() {
	m.atlas.empty()
	m.labels = labelCache{}
	m.lastKey = spriteKey{}
}

// run makes the triangles of a frame once.
func (m *mesh) run(f *scene.Frame) {
	for i := range m.batches {
		m.batches[i].vertices, m.batches[i].indices = m.batches[i].vertices[:0], m.batches[i].indices[:0]
	}
	m.current, m.void = 0, false
	m.labels.nextFrame()
	m.screen = m.snap(scene.Rect{W: f.Width, H: f.Height})
	m.clip = m.screen
	for i := range f.Items {
		m.item(&f.Items[i])
	}
}

// filled returns the batches that have something in them.
func (m *mesh) filled() []batch {
	n := 0
	for n < len(m.batches) && len(m.batches[n].vertices) > 0 {
		n++
	}
	return m.batches[:n]
}

// item adds the triangles of an item.
func (m *mesh) item(it *scene.Item) {
	switch it.Kind {
	case scene.Box:
		m.box(it)
	case scene.Polygon:
		m.polygon(it)
	case scene.Stroke:
		m.stroke(it.Points, false, it.Width, it.Dash, it.Line)
	case scene.Label:
		m.label(it)
	case scene.CellGrid:
		m.grid(it)
	case scene.Clip:
		m.clip = m.screen
		if it.Rect.W > 0 && it.Rect.H > 0 {
			m.clip = m.screen.intersect(m.snap(it.Rect))
		}
	}
}

// snap rounds the edges of a rectangle to device pixels. What has a size keeps at least one pixel of it.
func (m *mesh) snap(r scene.Rect) box {
	b := box{m.pixel(r.X), m.pixel(r.Y), m.pixel(r.Right()), m.pixel(r.Bottom())}
	if r.W > 0 {
		b.x1 = max(b.x1, b.x0+1)
	}
	if r.H > 0 {
		b.y1 = max(b.y1, b.y0+1)
	}
	return b
}

// pixel rounds a logical coordinate to a device pixel.
func (m *mesh) pixel(v float64) float32 { return float32(math.Floor(v*m.ratio + 0.5)) }

// lineWidth rounds the width of a line to device pixels: at least one, and a
// half goes down, so that lines of 1.5 and 2 differ on a coarse screen.
func (m *mesh) lineWidth(w float64) float32 { return float32(max(1, math.Ceil(w*m.ratio-0.5))) }

// room returns the batch that takes n more vertices, and the number of its next one.
func (m *mesh) room(n int) (b *batch, next uint16) {
	if m.current < len(m.batches) && len(m.batches[m.current].vertices)+n > maxVertices {
		m.current++
	}
	if m.current == len(m.batches) {
		m.batches = append(m.batches, batch{})
	}
	b = &m.batches[m.current]
	return b, uint16(len(b.vertices))
}

// rect paints a rectangle.
func (m *mesh) rect(b box, c tint) { m.quad(b, white, c) }

// quad paints a sprite into a rectangle, cut to the clip. A sprite of negative size is mirrored.
func (m *mesh) quad(b box, s sprite, c tint) {
	cut := b.intersect(m.clip)
	if cut.empty() || s.w == 0 {
		return
	}
	u0, v0, u1, v1 := s.x, s.y, s.x+s.w, s.y+s.h
	if cut != b {
		perX, perY := s.w/(b.x1-b.x0), s.h/(b.y1-b.y0)
		u0, u1 = u0+(cut.x0-b.x0)*perX, u1+(cut.x1-b.x1)*perX
		v0, v1 = v0+(cut.y0-b.y0)*perY, v1+(cut.y1-b.y1)*perY
	}
	to, n := m.room(4)
	to.vertices = append(to.vertices,
		vertex{DstX: cut.x0, DstY: cut.y0, SrcX: u0, SrcY: v0, ColorR: c.r, ColorG: c.g, ColorB: c.b, ColorA: c.a},
		vertex{DstX: cut.x1, DstY: cut.y0, SrcX: u1, SrcY: v0, ColorR: c.r, ColorG: c.g, ColorB: c.b, ColorA: c.a},
		vertex{DstX: cut.x0, DstY: cut.y1, SrcX: u0, SrcY: v1, ColorR: c.r, ColorG: c.g, ColorB: c.b, ColorA: c.a},
		vertex{DstX: cut.x1, DstY: cut.y1, SrcX: u1, SrcY: v1, ColorR: c.r, ColorG: c.g, ColorB: c.b, ColorA: c.a})
	to.indices = append(to.indices, n, n+1, n+2, n+1, n+3, n+2)
}
