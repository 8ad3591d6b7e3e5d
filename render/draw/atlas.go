package draw

import "blockyard/render/scene"

const (
	atlasWidth     = 1024 // texels
	atlasMinHeight = 512
	atlasMaxHeight = 4096 // every WebGL device has textures of that size
	gutter         = 1    // free texels between sprites
	whiteSize      = 3    // the side of the white square in the upper left corner
)

// A sprite is a rectangle of the atlas, in texels.
type sprite struct {
	x, y, w, h float32
	// offsetX and offsetY lead from the pen to the upper left pixel of a glyph.
	offsetX, offsetY float32
}

// white is a sprite inside the white square.
var white = sprite{x: 1, y: 1, w: 1, h: 1}

// A spriteKey says what a sprite shows: a glyph, or a piece of a rounded rectangle.
type spriteKey struct {
	r      rune // of a glyph; 0 for a shape
	face   scene.Face
	shift  uint8   // of a glyph: quarter pixels of its pen
	size   float32 // of a glyph, in pixels
	w, h   uint16  // of a shape: that of the sprite
	full   bool    // of a shape: the sprite shows all of it, not its upper left corner
	radius float32 // of a shape
	line   float32 // of a shape: width of its border; 0 for a filled one
	inset  float32 // of a shape: how much smaller it is on each side
}

// An atlas packs sprites into rows of one texture of coverage. Sprites never
// move; when it is full it grows downwards, and when that ends it is full until it is emptied.
type atlas struct {
	alpha     []byte // atlasWidth*height texels
	height    int
	sprites   map[spriteKey]sprite
	x, y, row int // where the next sprite goes, and how high its row is
	dirtyFrom int // rows that have changed since clean was called
	dirtyTo   int
}

// newAtlas returns an atlas with nothing but the white square.
func newAtlas() *atlas {
	a := &atlas{height: atlasMinHeight, alpha: make([]byte, atlasWidth*atlasMinHeight)}
	a.empty()
	return a
}

// empty takes everything out but the white square.
func (a *atlas) empty() {
	clear(a.alpha)
	a.sprites = map[spriteKey]sprite{}
	a.x, a.y, a.row = 0, 0, 0
	a.place(whiteSize, whiteSize, []byte{255, 255, 255, 255, 255, 255, 255, 255, 255})
	a.dirtyFrom, a.dirtyTo = 0, a.height
}

// put stores a picture under a key. If the atlas is full, ok is false and the
// sprite paints nothing.
func (a *atlas) put(key spriteKey, w, h int, alpha []byte) (s sprite, ok bool) {
	if s, ok = a.place(w, h, alpha); ok {
		a.sprites[key] = s
	}
	return s, ok
}

// place copies a picture to a free place, and reports whether there is one.
func (a *atlas) place(w, h int, alpha []byte) (sprite, bool) {
	if a.x+w > atlasWidth {
		a.x, a.y, a.row = 0, a.y+a.row+gutter, 0
	}
	if w > atlasWidth || !a.grow(a.y+h) {
		return sprite{}, false
	}
	for y := range h {
		copy(a.alpha[(a.y+y)*atlasWidth+a.x:], alpha[y*w:(y+1)*w])
	}
	s := sprite{x: float32(a.x), y: float32(a.y), w: float32(w), h: float32(h)}
	a.dirtyFrom, a.dirtyTo = min(a.dirtyFrom, a.y), max(a.dirtyTo, a.y+h)
	a.x, a.row = a.x+w+gutter, max(a.row, h)
	return s, true
}

// grow makes the atlas at least so high, and reports whether it may be.
func (a *atlas) grow(height int) bool {
	if height > atlasMaxHeight {
		return false
	}
	for a.height < height {
		a.alpha = append(a.alpha, make([]byte, len(a.alpha))...)
		a.height *= 2
		a.dirtyFrom, a.dirtyTo = 0, a.height // the texture is made anew
	}
	return true
}
