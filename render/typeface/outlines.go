package typeface

import (
	"math"

	"golang.org/x/image/vector"
)

// cell is the advance of every drawn glyph, in ems. It is that of Go Mono, so
// that columns stay straight.
const cell = 1229.0 / 2048

// A contour is a closed polygon in ems: x from the pen, y up from the
// baseline. One that turns against another cuts a hole into it.
type contour [][2]float64

// outlines holds the glyphs that none of the fonts has: check marks, warning
// signs, and those steps of a bar that Go Mono leaves out.
var outlines = map[rune][]contour{
	'✓': {{{.05, .33}, {.12, .40}, {.23, .28}, {.48, .62}, {.56, .56}, {.24, .13}}},
	'✗': cross,
	'✕': cross,
	'◆': {{{.30, .08}, {.56, .35}, {.30, .62}, {.04, .35}}},
	'▸': {{{.12, .10}, {.50, .34}, {.12, .58}}},
	'▶': {{{.06, .04}, {.57, .34}, {.06, .64}}},
	'⏸': {{{.08, .04}, {.08, .64}, {.24, .64}, {.24, .04}}, {{.36, .04}, {.36, .64}, {.52, .64}, {.52, .04}}},
	'◐': {arc(.26, 0, 360), arc(.20, 90, -90), {{.302, .15}, {.302, .55}, {.298, .55}, {.298, .15}}},
	'⚠': {
		{{.01, .02}, {.30, .66}, {.59, .02}},
		{{.10, .08}, {.50, .08}, {.30, .53}},
		{{.27, .36}, {.33, .36}, {.32, .22}, {.28, .22}},
		{{.27, .18}, {.33, .18}, {.33, .12}, {.27, .12}},
	},
	'▁': bar(1), '▂': bar(2), '▃': bar(3), '▅': bar(5), '▆': bar(6), '▇': bar(7),
}

// cross is a diagonal cross of two strokes.
var cross = []contour{{
	{.06, .12},
	{.23, .34},
	{.06, .56},
	{.13, .62},
	{.30, .41},
	{.47, .62},
	{.54, .56},
	{.37, .34},
	{.54, .12},
	{.47, .06},
	{.30, .27},
	{.13, .06},
}}

// bar returns a block that fills so many eighths of the line from below, as Go Mono's full block does.
func bar(eighths float64) []contour {
	const foot, height = -.21, 1.17
	top := foot + height*eighths/8
	return []contour{{{0, foot}, {0, top}, {cell, top}, {cell, foot}}}
}

// arc returns the points of a circle in the middle of the cell from one angle
// to another, in degrees from the right, upwards.
func arc(radius, from, to float64) (c contour) {
	const points = 24
	for i := range points + 1 {
		sin, cos := math.Sincos((from + (to-from)*float64(i)/points) * math.Pi / 180)
		c = append(c, [2]float64{.30 + radius*cos, .35 + radius*sin})
	}
	return c
}

// fill paints contours.
func fill(contours []contour, size, shift float64) Glyph {
	low, high := -.25, 1.0
	top := int(math.Ceil(high * size))
	w, h := int(math.Ceil(cell*size+shift))+1, top-int(math.Floor(low*size))
	alpha := painted(w, h, func(raster *vector.Rasterizer) {
		for _, c := range contours {
			for i, p := range c {
				x, y := float32(p[0]*size+shift), float32(float64(top)-p[1]*size)
				if i == 0 {
					raster.MoveTo(x, y)
				} else {
					raster.LineTo(x, y)
				}
			}
			raster.ClosePath()
		}
	})
	return Glyph{Alpha: alpha, W: w, H: h, OffsetY: -top, Advance: cell * size}
}
