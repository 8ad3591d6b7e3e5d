// Package typeface knows the three typefaces of the screen: how wide a text is
// and what its glyphs look like. It needs no screen.
//
// Widths are exact: advances are taken from the fonts without hinting or
// kerning and grow linearly with the size, so that a text measured at one
// pixel ratio fits at every other. The fonts are Roboto and Roboto Bold
// (Apache License 2.0), and Go Mono (BSD-style licence), which also lends the
// other two the symbols they lack. What none of them has is drawn here.
package typeface

import (
	"image"
	"sync"

	"eliasnaur.com/font/roboto/robotobold"
	"eliasnaur.com/font/roboto/robotoregular"
	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gomono"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"

	"blockyard/render/scene"
)

// common is how many of the first runes have their advances ready: those of Latin-1.
const common = 0x100

// A cut is a font and what is read from it once. All lengths are in ems.
type cut struct {
	font            *sfnt.Font
	ascent, descent float64
	advances        [common]float64
}

// cuts holds the fonts in the order of scene.Face. They are parsed at the
// first use and never change, so any goroutine may read them.
var cuts = sync.OnceValue(func() (all [scene.Mono + 1]*cut) {
	all[scene.Regular] = parse(robotoregular.TTF)
	all[scene.Bold] = parse(robotobold.TTF)
	all[scene.Mono] = parse(gomono.TTF)
	return all
})

// parse reads a font that is part of the program; that it cannot is a fault of the build.
func parse(ttf []byte) *cut {
	f, err := sfnt.Parse(ttf)
	if err != nil {
		panic("typeface: " + err.Error())
	}
	units := fixed.Int26_6(f.UnitsPerEm())
	metrics, err := f.Metrics(nil, units, font.HintingNone)
	if err != nil {
		panic("typeface: " + err.Error())
	}
	c := &cut{font: f, ascent: float64(metrics.Ascent) / float64(units), descent: float64(metrics.Descent) / float64(units)}
	for r := range rune(common) {
		c.advances[r], _ = c.lookUp(r)
	}
	return c
}

// lookUp reads the advance of a rune from the font, in ems, and says whether
// the font has it; if not, the advance is that of the font's replacement box.
func (c *cut) lookUp(r rune) (ems float64, ok bool) {
	index, err := c.font.GlyphIndex(nil, r)
	if err != nil {
		panic("typeface: " + err.Error())
	}
	units := fixed.Int26_6(c.font.UnitsPerEm())
	advance, err := c.font.GlyphAdvance(nil, index, units, font.HintingNone)
	if err != nil {
		panic("typeface: " + err.Error())
	}
	return float64(advance) / float64(units), index != 0
}

// source returns the typeface that has a rune: the asked one, else Mono. If
// neither has it, ok is false and the asked face's replacement box stands in.
func source(face scene.Face, r rune) (from scene.Face, ems float64, ok bool) {
	all := cuts()
	if ems, ok = all[face].lookUp(r); ok {
		return face, ems, true
	}
	if borrowed, ok := all[scene.Mono].lookUp(r); ok {
		return scene.Mono, borrowed, true
	}
	return face, ems, false
}

// Advance returns how far a rune moves the pen, in the unit of size.
func Advance(face scene.Face, size float64, r rune) float64 {
	if r >= 0 && r < common {
		return cuts()[face].advances[r] * size
	}
	if _, ok := outlines[r]; ok {
		return cell * size
	}
	_, ems, _ := source(face, r)
	return ems * size
}

// Measure returns the width of a text: the sum of its runes' advances, in the
// unit of size. It is a scene.Measure.
func Measure(face scene.Face, size float64, text string) float64 {
	width := 0.0
	for _, r := range text {
		width += Advance(face, size, r)
	}
	return width
}

// Ascent returns how far a face reaches above its baseline, in the unit of size.
func Ascent(face scene.Face, size float64) float64 { return cuts()[face].ascent * size }

// Descent returns how far a face reaches below its baseline, in the unit of size; it is positive.
func Descent(face scene.Face, size float64) float64 { return cuts()[face].descent * size }

// A Glyph is the picture of a rune.
type Glyph struct {
	Alpha            []byte // coverage, W*H bytes by rows; empty for a space
	W, H             int    // in pixels
	OffsetX, OffsetY int    // from the whole pixel of the pen on the baseline to the upper left pixel; OffsetY grows downwards
	Advance          float64
}

// Rasterise returns the picture of a rune at a size in pixels, with the pen
// shift pixels (0 to 1) right of a whole pixel. Shifts let letters stand at
// fractions of a pixel, which even spacing needs on a coarse screen.
func Rasterise(face scene.Face, size float64, r rune, shift float64) Glyph {
	if contours, ok := outlines[r]; ok {
		return fill(contours, size, shift)
	}
	from, ems, _ := source(face, r)
	f, err := opentype.NewFace(cuts()[from].font, &opentype.FaceOptions{Size: size, DPI: 72})
	if err != nil {
		panic("typeface: " + err.Error())
	}
	bounds, mask, _, _, _ := f.Glyph(fixed.Point26_6{X: fixed.Int26_6(shift * 64)}, r)
	g := Glyph{W: bounds.Dx(), H: bounds.Dy(), OffsetX: bounds.Min.X, OffsetY: bounds.Min.Y, Advance: ems * size}
	if alpha, ok := mask.(*image.Alpha); ok {
		g.Alpha = alpha.Pix[:g.W*g.H]
	}
	return g
}
