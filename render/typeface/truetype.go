package typeface

import (
	"encoding/binary"
	"slices"

	"blockyard/render/scene"
)

// TrueType returns a face as a font file, so that a browser can set text in it
// exactly as wide as the screen does. It holds what the screen uses of the
// font, outlines and advances, without the symbols that are lent or drawn here.
//
// The format is that of https://learn.microsoft.com/typography/opentype/spec.
func TrueType(face scene.Face) []byte {
	f := drawingOf(cuts()[face])
	if face == scene.Bold {
		f.weight = 700
	}
	glyphs := f.glyphs()
	return fontFile([]table{ // in the order of their names
		{"OS/2", f.windowsTable()},
		{"cmap", runeTable(f.runes)},
		{"glyf", slices.Concat(glyphs...)},
		{"head", f.headTable()},
		{"hhea", f.lineTable()},
		{"hmtx", f.advanceTable()},
		{"loca", places(glyphs)},
		{"maxp", f.sizeTable()},
		{"name", words(0, 0, 6)}, // there are none
		{"post", slices.Concat(longs(3<<16, 0), words(f.units/-10, f.units/20), make([]byte, 20))},
	})
}

// A drawing is a font with its outlines read.
type drawing struct {
	*cut
	weight    int
	shapes    []shape
	low, high point // the corners of the smallest rectangle around all shapes
	widest    int   // advance, in units
}

// A shape is the contours of a glyph, and the corners of the smallest rectangle around them.
type shape struct {
	contours  [][]point
	low, high point
}

func drawingOf(c *cut) *drawing {
	f := &drawing{cut: c, weight: 400}
	for i, outline := range c.outlines {
		s := shape{contours: stored(outline)}
		if len(s.contours) > 0 {
			s.low, s.high = box(s.contours)
		}
		f.shapes = append(f.shapes, s)
		f.low, f.high = lower(f.low, s.low), higher(f.high, s.high)
		f.widest = max(f.widest, c.inUnits(c.advances[i]))
	}
	return f
}

// inUnits returns a length in ems in the units of the font, which it was divided by.
func (c *cut) inUnits(ems float64) int { return int(ems*float64(c.units) + 0.5) }

func box(contours [][]point) (low, high point) {
	low, high = contours[0][0], contours[0][0]
	for _, contour := range contours {
		for _, p := range contour {
			low, high = lower(low, p), higher(high, p)
		}
	}
	return low, high
}

func lower(a, b point) point  { return point{x: min(a.x, b.x), y: min(a.y, b.y)} }
func higher(a, b point) point { return point{x: max(a.x, b.x), y: max(a.y, b.y)} }

// A table is a part of a font file.
type table struct {
	name    string
	content []byte
}

// fontFile joins tables into a file. At its beginning it says where they are, for readers that halve the list to find one.
func fontFile(tables []table) []byte {
	const head, entry = 12, 16
	largest, steps := 1, 0
	for largest*2 <= len(tables) {
		largest, steps = largest*2, steps+1
	}
	file := words(1, 0, len(tables), largest*entry, steps, (len(tables)-largest)*entry)
	place := head + entry*len(tables)
	for i, t := range tables {
		tables[i].content = padded(t.content)
		file = append(file, t.name...)
		file = append(file, longs(checksum(tables[i].content), place, len(t.content))...)
		place += len(tables[i].content)
	}
	for _, t := range tables {
		file = append(file, t.content...)
	}
	return file
}

// padded fills a table up to whole longs.
func padded(b []byte) []byte { return append(b, make([]byte, -len(b)&3)...) }

// checksum is the sum of a table's longs.
func checksum(b []byte) int {
	sum := uint32(0)
	for ; len(b) > 0; b = b[4:] {
		sum += binary.BigEndian.Uint32(b)
	}
	return int(sum)
}

// words returns numbers in 16 bits each.
func words(numbers ...int) []byte { return appendWords(nil, numbers...) }

// appendWords appends numbers in 16 bits each; negative ones wrap round, as the format has them.
func appendWords(b []byte, numbers ...int) []byte {
	for _, n := range numbers {
		b = binary.BigEndian.AppendUint16(b, uint16(n)) //nolint:gosec // wrapping is meant
	}
	return b
}

// longs returns numbers in 32 bits each.
func longs(numbers ...int) (b []byte) {
	for _, n := range numbers {
		b = binary.BigEndian.AppendUint32(b, uint32(n)) //nolint:gosec // wrapping is meant
	}
	return b
}

// glyphs returns the shapes as the format has them, each filled up to whole longs.
func (f *drawing) glyphs() (all [][]byte) {
	for i := range f.shapes {
		all = append(all, padded(f.shapes[i].glyph()))
	}
	return all
}

// glyph returns a shape: its box, where its contours end, of what kind each point is, and where.
func (s *shape) glyph() []byte {
	if len(s.contours) == 0 {
		return nil
	}
	b := words(len(s.contours), s.low.x, s.low.y, s.high.x, s.high.y)
	var kinds, across, up []byte
	last := point{}
	for _, contour := range s.contours {
		for _, p := range contour {
			kind := byte(0)
			if p.on {
				kind = 1
			}
			kinds = append(kinds, kind)
			across, up = appendWords(across, p.x-last.x), appendWords(up, p.y-last.y)
			last = p
		}
		b = appendWords(b, len(kinds)-1)
	}
	return slices.Concat(appendWords(b, 0), kinds, across, up)
}

// places returns where each glyph begins, and where the last one ends.
func places(glyphs [][]byte) []byte {
	at := 0
	table := longs(at)
	for _, g := range glyphs {
		at += len(g)
		table = binary.BigEndian.AppendUint32(table, uint32(at)) //nolint:gosec // no font of ours is that large
	}
	return table
}

// runeTable returns which glyphs the runes have: in groups of runes that follow one another, as their glyphs do.
func runeTable(runes []rune) []byte {
	var groups []byte
	for first := 1; first < len(runes); {
		end := first + 1
		for end < len(runes) && runes[end] == runes[end-1]+1 {
			end++
		}
		groups = append(groups, longs(int(runes[first]), int(runes[end-1]), first)...)
		first = end
	}
	const windows, unicode, head, group = 3, 10, 16, 12
	return slices.Concat(words(0, 1, windows, unicode), longs(12), words(12, 0), longs(head+len(groups), 0, len(groups)/group), groups)
}

// advanceTable returns how far each glyph moves the pen, and where it begins.
func (f *drawing) advanceTable() (b []byte) {
	for i := range f.shapes {
		b = appendWords(b, f.inUnits(f.advances[i]), f.shapes[i].low.x)
	}
	return b
}

// headTable returns what holds for the font as a whole; it has no dates.
func (f *drawing) headTable() []byte {
	bold := 0
	if f.weight > 400 {
		bold = 1
	}
	const version, magic, smallest, leftToRight, longPlaces = 1 << 16, 0x5F0F3CF5, 6, 2, 1
	return slices.Concat(longs(version, version, 0, magic), words(0, f.units), make([]byte, 16),
		words(f.low.x, f.low.y, f.high.x, f.high.y, bold, smallest, leftToRight, longPlaces, 0))
}

// lineTable returns how high a line is and, at its end, how many advances there are.
func (f *drawing) lineTable() []byte {
	return slices.Concat(longs(1<<16), words(f.inUnits(f.ascent), -f.inUnits(f.descent), 0, f.widest, f.low.x, 0, f.high.x, 1, 0, 0),
		make([]byte, 10), words(len(f.shapes)))
}

// sizeTable returns how much a reader needs at most.
func (f *drawing) sizeTable() []byte {
	points, ends := 0, 0
	for _, s := range f.shapes {
		n := 0
		for _, contour := range s.contours {
			n += len(contour)
		}
		points, ends = max(points, n), max(ends, len(s.contours))
	}
	return slices.Concat(longs(1<<16), words(len(f.shapes), points, ends, 0, 0, 1), make([]byte, 16))
}

// windowsTable returns the measures that Windows goes by.
func (f *drawing) windowsTable() []byte {
	const normal, regular, bold = 5, 1 << 6, 1 << 5
	style := regular
	if f.weight > 400 {
		style = bold
	}
	first, last := int(f.runes[1]), int(f.runes[len(f.runes)-1])
	return slices.Concat(words(4, f.widest/2, f.weight, normal), make([]byte, 24+10+16), []byte("none"),
		words(style, first, last, f.inUnits(f.ascent), -f.inUnits(f.descent), 0, f.high.y, -f.low.y), make([]byte, 8),
		words(f.units/2, f.units*7/10, 0, ' ', 0))
}
