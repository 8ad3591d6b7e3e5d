package draw

import (
	"math"

	"blockyard/render/scene"
	"blockyard/render/typeface"
)

// shifts is at how many places within a pixel the pen may stand.
const shifts = 4

// A labelKey is a text as it is laid out.
type labelKey struct {
	text string
	face scene.Face
	size float32 // in device pixels
}

// A labelCache remembers how texts are laid out: each as the sprites of its
// glyphs, placed from the start of the baseline. It has two generations, so
// that texts that are no longer painted are forgotten.
type labelCache struct {
	young, old map[labelKey][]sprite
	used       int // labels painted in this frame
}

// nextFrame forgets what is old when the cache has grown far beyond one frame.
func (c *labelCache) nextFrame() {
	const spare = 1024
	if c.young == nil || len(c.young) > 2*c.used+spare {
		c.young, c.old = map[labelKey][]sprite{}, c.young
	}
	c.used = 0
}

// find returns the layout of a text, if it is known.
func (c *labelCache) find(key labelKey) (glyphs []sprite, ok bool) {
	c.used++
	if glyphs, ok = c.young[key]; ok {
		return glyphs, true
	}
	if glyphs, ok = c.old[key]; ok {
		c.young[key] = glyphs
	}
	return glyphs, ok
}

// label adds a text.
func (m *mesh) label(it *scene.Item) {
	if it.Fill&0xff == 0 || it.Size <= 0 {
		return
	}
	x, y, size := m.pixel(it.Rect.X), m.pixel(it.Rect.Y), float32(it.Size*m.ratio)
	if y-2*size > m.clip.y1 || y+size < m.clip.y0 || x-size > m.clip.x1 {
		return
	}
	key := labelKey{it.Text, it.Face, size}
	glyphs, ok := m.labels.find(key)
	if !ok {
		if glyphs, ok = m.layOut(key); ok {
			m.labels.young[key] = glyphs
		}
	}
	c := tintOf(it.Fill)
	for _, g := range glyphs {
		left, top := x+g.offsetX, y+g.offsetY
		m.quad(box{left, top, left + g.w, top + g.h}, g, c)
	}
}

// layOut places the glyphs of a text; ok is false if the atlas is too full for one of them.
func (m *mesh) layOut(key labelKey) (glyphs []sprite, ok bool) {
	pen, size := 0.0, float64(key.size)
	ok = true
	for _, r := range key.text {
		if r < ' ' {
			continue
		}
		place := int(math.Floor(pen*shifts + 0.5))
		g, fits := m.glyph(spriteKey{r: r, face: key.face, shift: uint8(place % shifts), size: key.size})
		ok = ok && fits
		if g.w > 0 {
			g.offsetX += float32(place / shifts)
			glyphs = append(glyphs, g)
		}
		pen += typeface.Advance(key.face, size, r)
	}
	return glyphs, ok
}

// glyph returns the sprite of a glyph; ok is false if the atlas is too full for it.
func (m *mesh) glyph(key spriteKey) (s sprite, ok bool) {
	if s, ok = m.atlas.sprites[key]; ok {
		return s, true
	}
	g := typeface.Rasterise(key.face, float64(key.size), key.r, float64(key.shift)/shifts)
	if len(g.Alpha) == 0 {
		m.atlas.sprites[key] = sprite{}
		return sprite{}, true
	}
	if s, ok = m.atlas.put(key, g.W, g.H, g.Alpha); !ok {
		m.void = true
		return s, false
	}
	s.offsetX, s.offsetY = float32(g.OffsetX), float32(g.OffsetY)
	m.atlas.sprites[key] = s
	return s, true
}
