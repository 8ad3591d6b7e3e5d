package typeface

import (
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// TestTrueTypeIsTheFont reads the files as any program would that knows fonts,
// and finds the glyphs of the screen: as wide, and with the same outlines.
func TestTrueTypeIsTheFont(t *testing.T) {
	for _, face := range faces {
		c := cuts()[face]
		f, err := sfnt.Parse(TrueType(face))
		require.NoError(t, err)
		require.Equal(t, len(c.runes), f.NumGlyphs())
		em := fixed.Int26_6(f.UnitsPerEm())
		metrics, err := f.Metrics(nil, em, font.HintingNone)
		require.NoError(t, err)
		require.Equal(t, c.ascent, float64(metrics.Ascent)/float64(em))
		require.Equal(t, c.descent, float64(metrics.Descent)/float64(em))
		for i, r := range c.runes[1:] {
			glyph, err := f.GlyphIndex(nil, r)
			require.NoError(t, err)
			require.EqualValues(t, i+1, glyph, "%U", r)
			advance, err := f.GlyphAdvance(nil, glyph, em, font.HintingNone)
			require.NoError(t, err)
			require.Equal(t, c.advances[i+1], float64(advance)/float64(em), "%U", r)
			requireOutline(t, f, glyph, em, contours(c.outlines[glyph]), r)
		}
		missing, err := f.GlyphIndex(nil, '世')
		require.NoError(t, err)
		require.Zero(t, missing)
	}
}

// requireOutline requires that a font draws a glyph along the contours that the screen fills.
func requireOutline(t *testing.T, f *sfnt.Font, glyph sfnt.GlyphIndex, em fixed.Int26_6, want [][]point, r rune) {
	segments, err := f.LoadGlyph(nil, glyph, em, nil)
	require.NoError(t, err)
	starts := 0
	on := map[point]bool{}
	for _, contour := range want {
		for _, p := range contour {
			on[p] = true
		}
	}
	for _, s := range segments {
		args := s.Args[:1]
		switch s.Op {
		case sfnt.SegmentOpMoveTo:
			starts++
		case sfnt.SegmentOpQuadTo:
			args = s.Args[:2]
		case sfnt.SegmentOpLineTo, sfnt.SegmentOpCubeTo:
		}
		for i, a := range args {
			p := point{int(a.X), -int(a.Y), i == len(args)-1}
			require.True(t, on[p], "%U goes through %v", r, p)
		}
	}
	require.Equal(t, len(want), starts, "%U", r)
}

func BenchmarkTrueType(b *testing.B) {
	cuts()
	for b.Loop() {
		b.SetBytes(int64(len(TrueType(faces[0]))))
	}
}
