package typeface

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"blockyard/render/scene"
)

// faces is every face.
var faces = []scene.Face{scene.Regular, scene.Bold, scene.Mono}

func TestWidths(t *testing.T) {
	for _, c := range []struct {
		face scene.Face
		text string
		want string
	}{
		{scene.Regular, "", "0.00"},
		{scene.Regular, "Snapshots, 71 GiB", "113.35"},
		{scene.Bold, "Stop paying for idle", "122.50"},
		{scene.Mono, "aws ec2 stop-instances", "184.83"},
		{scene.Regular, "$17.00 × 3 → 51 ✓", "108.27"},
	} {
		require.Equal(t, c.want, fmt.Sprintf("%.2f", Measure(c.face, 14, c.text)), "%q", c.text)
	}
}

func TestDigitsAreTabular(t *testing.T) {
	for _, face := range faces {
		zero := Measure(face, 14, "0")
		require.Positive(t, zero)
		for digit := '1'; digit <= '9'; digit++ {
			require.Equal(t, zero, Advance(face, 14, digit), "face %d, digit %c", face, digit)
		}
	}
}

func TestMonoColumnsStayStraight(t *testing.T) {
	for _, r := range "iW0·×…→−≈$✓✕◐⚠▸▁▂▃▄▅▆▇█│└\u00a0" {
		require.InDelta(t, Advance(scene.Mono, 14, 'M'), Advance(scene.Mono, 14, r), 1e-9, "%c", r)
	}
}

func TestMeasureAdds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		face := rapid.SampledFrom(faces).Draw(t, "face")
		size := rapid.Float64Range(8, 60).Draw(t, "size")
		a, b := rapid.String().Draw(t, "a"), rapid.String().Draw(t, "b")
		sum := Measure(face, size, a) + Measure(face, size, b)
		require.InDelta(t, sum, Measure(face, size, a+b), 1e-6)
		require.InDelta(t, 2*sum, Measure(face, 2*size, a+b), 1e-6, "widths grow with the size")
	})
}

func TestMetrics(t *testing.T) {
	require.InDelta(t, 12.99, Ascent(scene.Regular, 14), 0.01)
	require.InDelta(t, 3.42, Descent(scene.Regular, 14), 0.01)
	for _, face := range faces {
		require.Greater(t, Ascent(face, 14), Descent(face, 14))
		require.Equal(t, 2*Ascent(face, 14), Ascent(face, 28))
	}
}

// symbols is every rune of the lessons, the shell's answers and the labels that is not ASCII.
const symbols = "…×·✓→−≈–—“”‘’›éü°µπ≥≤±▼▲●○■□◆✕✗◐⚠▸▶⏸│├└┘┌┐─█▁▂▃▄▅▆▇░▒"

func TestEverySymbolHasAGlyph(t *testing.T) {
	for _, face := range faces {
		missing := Rasterise(face, 20, '\U0001F642', 0)
		for _, r := range "$-" + symbols {
			g := Rasterise(face, 20, r, 0)
			require.NotEmpty(t, strings.Trim(string(g.Alpha), "\x00"), "face %d has nothing for %c", face, r)
			require.NotEqual(t, missing.Alpha, g.Alpha, "face %d lacks %c", face, r)
			require.Equal(t, Advance(face, 20, r), g.Advance, "%c", r)
		}
	}
}

func TestGlyphStandsOnTheBaseline(t *testing.T) {
	g := Rasterise(scene.Regular, 20, 'H', 0)
	require.Len(t, g.Alpha, g.W*g.H)
	require.Equal(t, 0, g.OffsetY+g.H, "H has no descender")
	require.InDelta(t, 14.2, g.H, 1, "a capital is 0.71 em high")
	below := Rasterise(scene.Regular, 20, 'g', 0)
	require.Positive(t, below.OffsetY+below.H)
	space := Rasterise(scene.Regular, 20, ' ', 0)
	require.Empty(t, space.Alpha)
	require.Positive(t, space.Advance)
}

func TestShiftMovesInk(t *testing.T) {
	at := func(shift float64) (middle float64) {
		g := Rasterise(scene.Regular, 20, 'l', shift)
		sum := 0.0
		for i, a := range g.Alpha {
			sum += float64(a)
			middle += float64(a) * float64(g.OffsetX+i%g.W)
		}
		return middle / sum
	}
	require.InDelta(t, at(0)+0.5, at(0.5), 0.05)
	require.InDelta(t, at(0)+0.25, at(0.25), 0.05)
}

func TestDrawnGlyphStaysInItsCell(t *testing.T) {
	for r := range outlines {
		g := Rasterise(scene.Mono, 40, r, 0)
		for i, a := range g.Alpha {
			if a > 0 {
				require.LessOrEqual(t, float64(i%g.W), g.Advance+1, "%c", r)
			}
		}
	}
}

func BenchmarkMeasure(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		Measure(scene.Regular, 14, "vol-09e… · gp3 100 GiB")
	}
}

func BenchmarkRasterise(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		Rasterise(scene.Regular, 14, 'g', 0.25)
	}
}
