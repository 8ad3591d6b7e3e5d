package typeface

import (
	"bytes"
	"image"
	"testing"

	"eliasnaur.com/font/roboto/robotobold"
	"eliasnaur.com/font/roboto/robotoregular"
	"github.com/stretchr/testify/require"
	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gomono"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"

	"blockyard/render/scene"
)

// original returns the font that the glyphs of a face were taken from.
func original(t *testing.T, face scene.Face) *sfnt.Font {
	ttf := map[scene.Face][]byte{scene.Regular: robotoregular.TTF, scene.Bold: robotobold.TTF, scene.Mono: gomono.TTF}[face]
	f, err := opentype.Parse(ttf)
	require.NoError(t, err)
	return f
}

// TestGlyphsAreThoseOfTheFonts compares the picture and the width of every glyph with what a reader of
// OpenType makes of the original.
func TestGlyphsAreThoseOfTheFonts(t *testing.T) {
	for _, face := range faces {
		f := original(t, face)
		em := fixed.Int26_6(f.UnitsPerEm())
		for _, at := range []struct{ size, shift float64 }{{13, 0}, {14, 0.25}, {21.5, 0.75}} {
			painter, err := opentype.NewFace(f, &opentype.FaceOptions{Size: at.size, DPI: 72})
			require.NoError(t, err)
			for glyph, r := range cuts()[face].runes {
				if r < 0 {
					r = '\U0001F642' // the font lacks it
				}
				bounds, mask, _, _, _ := painter.Glyph(fixed.Point26_6{X: fixed.Int26_6(at.shift * 64)}, r)
				got := cuts()[face].picture(glyph, at.size, at.shift)
				if want := mask.(*image.Alpha).Pix[:bounds.Dx()*bounds.Dy()]; len(want) > 0 {
					require.Equal(t, bounds, image.Rect(got.OffsetX, got.OffsetY, got.OffsetX+got.W, got.OffsetY+got.H), "face %d, %U", face, r)
					require.True(t, bytes.Equal(want, got.Alpha), "face %d, %U", face, r)
				} else {
					require.Empty(t, got.Alpha)
				}
				index, err := f.GlyphIndex(nil, r)
				require.NoError(t, err)
				units, err := f.GlyphAdvance(nil, index, em, font.HintingNone)
				require.NoError(t, err)
				require.Equal(t, float64(units)/float64(em), cuts()[face].advances[glyph], "face %d, %U", face, r)
			}
		}
		metrics, err := f.Metrics(nil, em, font.HintingNone)
		require.NoError(t, err)
		require.Equal(t, float64(metrics.Ascent)/float64(em), Ascent(face, 1))
		require.Equal(t, float64(metrics.Descent)/float64(em), Descent(face, 1))
	}
}

// TestTextsAreCovered finds the letters, signs and accents of many languages in all faces that had them.
func TestTextsAreCovered(t *testing.T) {
	const texts = "The quick brown fox, 0123456789! Größe ÇĞİŞ Łódź Žižka Nguyễn ŵŷ Καλημέρα κόσμε Здравей, свят Ґанок ѐ £€₹₽ ½ ⅓ № ™ → ≤ ∞ ∑ √ ° « » „ “ \u2009\u202f\u00a0 ﬁ �"
	for _, face := range faces {
		f := original(t, face)
		for _, r := range texts {
			index, err := f.GlyphIndex(nil, r)
			require.NoError(t, err)
			require.Equal(t, index != 0, cuts()[face].find(r) != 0, "face %d, %c (%U)", face, r, r)
		}
	}
	require.Zero(t, cuts()[scene.Regular].find('界'))
}
