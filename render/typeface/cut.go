package typeface

import (
	_ "embed" // the glyphs are part of the program
	"encoding/binary"
	"slices"
)

//go:generate go run ./extract

// The glyphs of the faces, as extract took them out of their fonts (see NOTICE.md).
var (
	//go:embed regular.glyphs
	regularGlyphs []byte
	//go:embed bold.glyphs
	boldGlyphs []byte
	//go:embed mono.glyphs
	monoGlyphs []byte
)

// common is how many of the first runes have their advances ready: those of Latin-1.
const common = 0x100

// A cut is the glyphs of a font. It is read from a file of numbers (those of
// encoding/binary of variable length):
//
//	units per em, ascent, descent, how many glyphs there are
//	for each glyph: its rune less the one before, its advance, how many bytes its outline takes
//	the outlines one after another
//
// The first glyph stands for every rune that the font lacks; its own rune
// counts as -1. The others are in the order of their runes.
//
// An outline is its contours one after another: how many points it has, and
// for each point how far it is right of the one before, doubled, plus 1 if it
// is on the curve; and how far above. The second and third are signed. A point
// of the curve is left out if it is half-way between two that are not on it.
type cut struct {
	units           int     // how many make up an em, which all lengths in the file are given in
	ascent, descent float64 // in ems, and so are the advances
	runes           []rune
	advances        []float64
	outlines        [][]byte
	ready           [common]float64 // the advances of the first runes
}

// parse reads a file of glyphs, which is part of the program.
func parse(file []byte) *cut {
	n := numbers{file}
	c := &cut{units: n.next()}
	em := float64(c.units)
	c.ascent, c.descent = float64(n.next())/em, float64(n.next())/em
	count := n.next()
	sizes, last := make([]int, count), rune(-1)
	for i := range count {
		last += rune(n.next())
		c.runes = append(c.runes, last)
		c.advances = append(c.advances, float64(n.next())/em)
		sizes[i] = n.next()
	}
	for _, size := range sizes {
		c.outlines = append(c.outlines, n.rest[:size])
		n.rest = n.rest[size:]
	}
	for r := range c.ready {
		c.ready[r] = c.advances[c.find(rune(r))]
	}
	return c
}

// find returns the glyph of a rune, 0 if there is none.
func (c *cut) find(r rune) int {
	if at, ok := slices.BinarySearch(c.runes, r); ok {
		return at
	}
	return 0
}

// numbers is what is left to read of a sequence of numbers.
type numbers struct{ rest []byte }

// next returns the next number, which is not negative.
func (n *numbers) next() int {
	number, size := binary.Uvarint(n.rest)
	n.rest = n.rest[size:]
	return int(number)
}

// signed returns the next number.
func (n *numbers) signed() int {
	number, size := binary.Varint(n.rest)
	n.rest = n.rest[size:]
	return int(number)
}
