package typeface

import (
	"image"
	"image/draw"

	"golang.org/x/image/vector"
)

// A point is a point of a contour. It is in the units of its font, x to the
// right of the pen and y above the baseline, or, once placed, in 1/64 pixels
// from the upper left corner of the picture, y downwards.
type point struct {
	x, y int
	on   bool // the curve goes through it; else it draws the curve towards it
}

// stored reads the contours of an outline; the last point of each leads to the first.
func stored(outline []byte) (all [][]point) {
	n, p := numbers{outline}, point{}
	for len(n.rest) > 0 {
		contour := make([]point, n.next())
		for i := range contour {
			dx := n.signed()
			p = point{p.x + dx>>1, p.y + n.signed(), dx&1 == 1}
			contour[i] = p
		}
		all = append(all, contour)
	}
	return all
}

// contours reads an outline with all points that its curves go through.
func contours(outline []byte) [][]point {
	all := stored(outline)
	for i, contour := range all {
		all[i] = withImplied(contour)
	}
	return all
}

// withImplied adds the points that a contour does not hold: where two points
// draw the curve, it goes through the middle between them.
func withImplied(contour []point) (all []point) {
	for i, p := range contour {
		all = append(all, p)
		if next := contour[(i+1)%len(contour)]; !p.on && !next.on {
			all = append(all, point{(p.x + next.x) / 2, (p.y + next.y) / 2, true})
		}
	}
	return all
}

// picture paints a glyph, with the pen shift pixels right of a whole one.
func (c *cut) picture(glyph int, size, shift float64) Glyph {
	all := contours(c.outlines[glyph])
	if len(all) == 0 {
		return Glyph{}
	}
	// Sizes and places are whole numbers of 1/64 pixels, as OpenType counts them.
	em, pen := int(size*64+0.5), int(shift*64)
	low, high := point{x: 1 << 30, y: 1 << 30}, point{x: -1 << 30, y: -1 << 30}
	for _, contour := range all {
		for i, p := range contour {
			p.x, p.y = pen+c.scaled(p.x*em), -c.scaled(p.y*em)
			low.x, low.y = min(low.x, p.x), min(low.y, p.y)
			high.x, high.y = max(high.x, p.x), max(high.y, p.y)
			contour[i] = p
		}
	}
	left, top := low.x>>6, low.y>>6
	g := Glyph{W: (high.x+63)>>6 - left, H: (high.y+63)>>6 - top, OffsetX: left, OffsetY: top}
	g.Alpha = painted(g.W, g.H, func(raster *vector.Rasterizer) {
		for _, contour := range all {
			trace(raster, contour, left<<6, top<<6)
		}
	})
	return g
}

// scaled divides by the units of an em and rounds to the nearest, halves away from zero.
func (c *cut) scaled(n int) int {
	if n < 0 {
		return -c.scaled(-n)
	}
	return (n + c.units/2) / c.units
}

// trace leads a rasteriser along a contour of placed points, from a corner of the picture.
func trace(raster *vector.Rasterizer, contour []point, left, top int) {
	at := func(i int) (x, y float32) {
		p := contour[i%len(contour)]
		return float32(p.x-left) / 64, float32(p.y-top) / 64
	}
	raster.MoveTo(at(0))
	for i := 1; i <= len(contour); i++ {
		x, y := at(i)
		if contour[i%len(contour)].on {
			raster.LineTo(x, y)
			continue
		}
		i++ // the point after one that draws the curve is on it
		toX, toY := at(i)
		raster.QuadTo(x, y, toX, toY)
	}
}

// painted returns how much of each pixel lies inside what is traced.
func painted(w, h int, trace func(*vector.Rasterizer)) []byte {
	raster := vector.NewRasterizer(w, h)
	raster.DrawOp = draw.Src
	trace(raster)
	mask := image.NewAlpha(image.Rect(0, 0, w, h))
	raster.Draw(mask, mask.Bounds(), image.Opaque, image.Point{})
	return mask.Pix
}
