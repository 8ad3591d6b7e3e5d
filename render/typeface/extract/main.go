// Command extract takes what Blockyard needs out of its fonts: the outlines and
// advances of the glyphs that a screen may show. It leaves out hinting,
// kerning, ligatures and names, which the screen does not use, and the scripts
// that cannot be set by placing one glyph after another. What is left is a
// third of the fonts and needs no library to be read.
//
// It writes a file for each face into the working folder. The format stands at
// the type cut of package typeface.
//
//	go generate ./render/typeface
package main

import (
	"encoding/binary"
	"fmt"
	"os"

	"eliasnaur.com/font/roboto/robotobold"
	"eliasnaur.com/font/roboto/robotoregular"
	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gomono"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// sources are the fonts, and the files that their glyphs go to.
var sources = []struct {
	file string
	ttf  []byte
}{
	{"regular.glyphs", robotoregular.TTF},
	{"bold.glyphs", robotobold.TTF},
	{"mono.glyphs", gomono.TTF},
}

// kept are the first and last runes of what is kept, where a font has it:
// names and texts in any language written in Latin, Greek or Cyrillic letters,
// and the signs that belong to them.
var kept = [][2]rune{
	{0x0000, 0x024f}, // Latin
	{0x02b0, 0x052f}, // accents, Greek, Cyrillic
	{0x1e00, 0x1eff}, // Latin of Vietnam, Wales and others
	{0x2000, 0x23ff}, // punctuation, currencies, fractions, arrows, mathematics
	{0x2500, 0x25ff}, // boxes, blocks, shapes
	{0xfb00, 0xfb06}, // joined letters
	{0xfffd, 0xfffd}, // stands for broken text
}

func main() {
	for _, s := range sources {
		glyphs, err := extract(s.ttf)
		if err == nil {
			err = os.WriteFile(s.file, glyphs, 0o644)
		}
		if err != nil {
			fmt.Fprintf(os.Stderr, "extract: %s: %v\n", s.file, err)
			os.Exit(1)
		}
	}
}

// extract returns the file of glyphs of a font.
func extract(ttf []byte) ([]byte, error) {
	f, err := sfnt.Parse(ttf)
	if err != nil {
		return nil, err
	}
	em := fixed.Int26_6(f.UnitsPerEm()) // a size at which a unit of the font is the smallest of lengths
	metrics, err := f.Metrics(nil, em, font.HintingNone)
	if err != nil {
		return nil, err
	}
	var index, outlines []byte
	count, last := 0, rune(-1)
	add := func(r rune, glyph sfnt.GlyphIndex) error {
		advance, err := f.GlyphAdvance(nil, glyph, em, font.HintingNone)
		if err != nil {
			return err
		}
		outline, err := outlineOf(f, glyph, em)
		index = appendNumbers(index, int(r-last), int(advance), len(outline))
		outlines = append(outlines, outline...)
		count, last = count+1, r
		return err
	}
	if err := add(-1, 0); err != nil { // the glyph that stands for what the font lacks
		return nil, err
	}
	for _, span := range kept {
		for r := span[0]; r <= span[1]; r++ {
			glyph, err := f.GlyphIndex(nil, r)
			if err == nil && glyph != 0 {
				err = add(r, glyph)
			}
			if err != nil {
				return nil, fmt.Errorf("%U: %w", r, err)
			}
		}
	}
	head := appendNumbers(nil, int(em), int(metrics.Ascent), int(metrics.Descent), count)
	return append(append(head, index...), outlines...), nil
}

func appendNumbers(b []byte, numbers ...int) []byte {
	for _, n := range numbers {
		b = binary.AppendUvarint(b, uint64(n))
	}
	return b
}

// A point is a point of a contour in font units, x to the right and y upwards.
type point struct {
	x, y int
	on   bool // the curve goes through it; else it draws the curve towards it
}

// outlineOf returns the outline of a glyph as the file has it.
func outlineOf(f *sfnt.Font, glyph sfnt.GlyphIndex, em fixed.Int26_6) (b []byte, err error) {
	segments, err := f.LoadGlyph(nil, glyph, em, nil)
	if err != nil {
		return nil, err
	}
	x, y := 0, 0
	for _, contour := range contoursOf(segments) {
		contour = withoutImplied(contour)
		b = appendNumbers(b, len(contour))
		for _, p := range contour {
			b = appendPoint(b, p.x-x, p.y-y, p.on)
			x, y = p.x, p.y
		}
	}
	return b, nil
}

// appendPoint appends how far a point is from the one before.
func appendPoint(b []byte, dx, dy int, on bool) []byte {
	bit := 0
	if on {
		bit = 1
	}
	return binary.AppendVarint(binary.AppendVarint(b, int64(dx<<1|bit)), int64(dy))
}

// contoursOf returns the points of closed contours; their first points are on the curve.
func contoursOf(segments sfnt.Segments) (all [][]point) {
	for _, s := range segments {
		at := func(i int, on bool) point { return point{int(s.Args[i].X), -int(s.Args[i].Y), on} }
		last := len(all) - 1
		switch s.Op {
		case sfnt.SegmentOpMoveTo:
			all = append(all, []point{at(0, true)})
		case sfnt.SegmentOpLineTo:
			all[last] = append(all[last], at(0, true))
		case sfnt.SegmentOpQuadTo:
			all[last] = append(all[last], at(0, false), at(1, true))
		case sfnt.SegmentOpCubeTo:
			panic("extract: the fonts have no cubic curves")
		}
	}
	return all
}

// withoutImplied leaves out the points that follow from their neighbours: those half-way between two
// that draw the curve, rounded towards zero, and the last one, which closes the contour.
func withoutImplied(contour []point) (rest []point) {
	contour = contour[:len(contour)-1]
	for i, p := range contour {
		if i > 0 && p.on && !contour[i-1].on {
			a, b := contour[i-1], contour[(i+1)%len(contour)]
			if !b.on && p.x == (a.x+b.x)/2 && p.y == (a.y+b.y)/2 {
				continue
			}
		}
		rest = append(rest, p)
	}
	return rest
}
