package scene

import (
	"math"
	"testing"

	"github.com/stretchr/testify/require"
)

// luminance is the relative luminance of WCAG 2.2.
func luminance(c Color) float64 {
	channel := func(v uint32) float64 {
		s := float64(v&0xFF) / 255
		if s <= 0.04045 {
			return s / 12.92
		}
		return math.Pow((s+0.055)/1.055, 2.4)
	}
	n := uint32(c)
	return 0.2126*channel(n>>24) + 0.7152*channel(n>>16) + 0.0722*channel(n>>8)
}

func contrast(a, b Color) float64 {
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

func TestWordsCanBeReadInEveryTheme(t *testing.T) {
	require.InDelta(t, 21, contrast(0x000000FF, 0xFFFFFFFF), 0.01)
	for name, p := range palettes {
		grounds := []Color{p.ground, p.panel, p.raised, p.hover, p.pressed, p.sunk, p.region, p.shelf, p.current, p.accentTint}
		for _, ground := range grounds {
			require.Greater(t, contrast(p.ink, ground), 7.0, "%s: ink on %08x", name, ground)
			require.Greater(t, contrast(p.muted, ground), 4.5, "%s: muted on %08x", name, ground)
			require.Greater(t, contrast(p.code, ground), 4.5, "%s: code on %08x", name, ground)
		}
		require.Greater(t, contrast(p.ink, p.accentFill), 4.5, name)
		require.Greater(t, contrast(p.money, p.panel), 4.5, name)
		require.Greater(t, contrast(p.plateText, p.plate), 4.5, name)
		for _, tone := range []tone{p.on, p.going, p.warn, p.idle, p.bad} {
			require.Greater(t, contrast(tone.text, tone.fill), 6.5, "%s: %08x", name, tone.text)
			for _, ground := range []Color{p.panel, p.raised, p.current} {
				require.Greater(t, contrast(tone.text, ground), 4.5, "%s: %08x on %08x", name, tone.text, ground)
			}
		}
		for _, line := range []Color{p.edge, p.focus} {
			require.Greater(t, contrast(line, p.panel), 3.0, "%s: line %08x", name, line)
		}
	}
}

func TestAnUnknownThemeIsDark(t *testing.T) {
	require.Equal(t, palettes[Dark], paletteOf("sepia"))
	require.Equal(t, palettes[Light], paletteOf(Light))
}
