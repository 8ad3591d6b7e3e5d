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
	"sync"

	"blockyard/render/scene"
)

// cuts holds the fonts in the order of scene.Face. They are parsed at the
// first use and never change, so any goroutine may read them.
var cuts = sync.OnceValue(func() (all [scene.Mono + 1]*cut) {
	all[scene.Regular] = parse(regularGlyphs)
	all[scene.Bold] = parse(boldGlyphs)
	all[scene.Mono] = parse(monoGlyphs)
	return all
})

// source returns the font that has a rune, and its glyph: that of the asked
// face, else Mono. If neither has it, the asked one's replacement box stands in.
func source(face scene.Face, r rune) (from *cut, glyph int) {
	all := cuts()
	if glyph = all[face].find(r); glyph != 0 {
		return all[face], glyph
	}
	if glyph = all[scene.Mono].find(r); glyph != 0 {
		return all[scene.Mono], glyph
	}
	return all[face], 0
}

// Advance returns how far a rune moves the pen, in the unit of size.
func Advance(face scene.Face, size float64, r rune) float64 {
	if r >= 0 && r < common {
		return cuts()[face].ready[r] * size
	}
	if _, ok := outlines[r]; ok {
		return cell * size
	}
	from, glyph := source(face, r)
	return from.advances[glyph] * size
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
	from, glyph := source(face, r)
	g := from.picture(glyph, size, shift)
	g.Advance = from.advances[glyph] * size
	return g
}
