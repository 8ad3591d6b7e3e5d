package draw

import (
	"image"
	"math"

	"blockyard/render/scene"
)

// Software paints a frame without a screen: the same triangles from the same
// texture as Painter, on a black ground. ratio is the number of device pixels
// per logical one.
func Software(f *scene.Frame, ratio float64) *image.RGBA {
	m := newMesh()
	m.build(f, ratio)
	canvas := image.NewRGBA(image.Rect(0, 0, int(m.screen.x1), int(m.screen.y1)))
	for i := 3; i < len(canvas.Pix); i += 4 {
		canvas.Pix[i] = 0xff
	}
	for _, b := range m.filled() {
		for i := 0; i < len(b.indices); i += 3 {
			paintTriangle(canvas, m.atlas, b.vertices[b.indices[i]], b.vertices[b.indices[i+1]], b.vertices[b.indices[i+2]])
		}
	}
	return canvas
}

// An edge of a triangle in 1/256 pixels, as a function that is positive inside.
type edge struct{ x, y, dx, dy, bias int }

// newEdge returns the edge from a to b. A pixel whose middle lies exactly on
// it belongs to the triangle below or to the right of it, and only to that.
func newEdge(a, b vertex) edge {
	x, y := fixed(a.DstX), fixed(a.DstY)
	e := edge{x: x, y: y, dx: fixed(b.DstX) - x, dy: fixed(b.DstY) - y}
	if !(e.dy < 0 || e.dy == 0 && e.dx > 0) {
		e.bias = -1
	}
	return e
}

// fixed converts pixels to 1/256 pixels.
func fixed(v float32) int { return int(math.Round(float64(v) * 256)) }

// at returns twice the area of the triangle of the edge and a point.
func (e edge) at(x, y int) int { return e.dx*(y-e.y) - e.dy*(x-e.x) }

// paintTriangle paints every pixel whose middle is in a triangle.
func paintTriangle(canvas *image.RGBA, a *atlas, p, q, r vertex) {
	whole := newEdge(p, q).at(fixed(r.DstX), fixed(r.DstY))
	if whole == 0 {
		return
	}
	if whole < 0 {
		q, r, whole = r, q, -whole
	}
	qr, rp, pq := newEdge(q, r), newEdge(r, p), newEdge(p, q)
	x0, x1 := int(min(p.DstX, q.DstX, r.DstX)), int(math.Ceil(float64(max(p.DstX, q.DstX, r.DstX))))
	y0, y1 := int(min(p.DstY, q.DstY, r.DstY)), int(math.Ceil(float64(max(p.DstY, q.DstY, r.DstY))))
	area := image.Rect(x0, y0, x1, y1).Intersect(canvas.Rect)
	for y := area.Min.Y; y < area.Max.Y; y++ {
		for x := area.Min.X; x < area.Max.X; x++ {
			cx, cy := x*256+128, y*256+128
			wp, wq, wr := qr.at(cx, cy), rp.at(cx, cy), pq.at(cx, cy)
			if wp+qr.bias < 0 || wq+rp.bias < 0 || wr+pq.bias < 0 {
				continue
			}
			scale := 1 / float32(whole)
			v := blend(p, q, r, float32(wp)*scale, float32(wq)*scale, float32(wr)*scale)
			texel := a.alpha[int(v.SrcY)*atlasWidth+int(v.SrcX)]
			paintPixel(canvas.Pix[canvas.PixOffset(x, y):][:4], v, float32(texel)/255)
		}
	}
}

// blend returns the weighted mean of what three vertices carry.
func blend(p, q, r vertex, wp, wq, wr float32) vertex {
	return vertex{
		SrcX:   p.SrcX*wp + q.SrcX*wq + r.SrcX*wr,
		SrcY:   p.SrcY*wp + q.SrcY*wq + r.SrcY*wr,
		ColorR: p.ColorR*wp + q.ColorR*wq + r.ColorR*wr,
		ColorG: p.ColorG*wp + q.ColorG*wq + r.ColorG*wr,
		ColorB: p.ColorB*wp + q.ColorB*wq + r.ColorB*wr,
		ColorA: p.ColorA*wp + q.ColorA*wq + r.ColorA*wr,
	}
}

// paintPixel lays a premultiplied colour over a pixel.
func paintPixel(pixel []byte, v vertex, coverage float32) {
	keep := 1 - v.ColorA*coverage
	for i, c := range [4]float32{v.ColorR, v.ColorG, v.ColorB, v.ColorA} {
		pixel[i] = byte(min(255, c*coverage*255+float32(pixel[i])*keep+0.5))
	}
}
