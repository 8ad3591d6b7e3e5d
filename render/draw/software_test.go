package draw

import (
	"flag"
	"image"
	"image/color"
	"image/png"
	"os"
	"testing"

	"github.com/stretchr/testify/require"

	"blockyard/render/scene"
)

var update = flag.Bool("update", false, "rewrite the pictures in testdata")

// The colours of the test pictures.
const (
	ground = scene.Color(0x0e1420ff)
	panel  = scene.Color(0x1b2537ff)
	edgeC  = scene.Color(0x5e7194ff)
	ink    = scene.Color(0xe8ecf2ff)
	accent = scene.Color(0x56b4e9ff)
	money  = scene.Color(0xf0e442ff)
	amber  = scene.Color(0xe69f00ff)
)

// sampler returns a frame with everything that can be painted.
func sampler() *scene.Frame {
	b := scene.Box
	items := []scene.Item{
		{Kind: b, Rect: scene.Rect{W: 480, H: 300}, Fill: ground},
		{Kind: b, Rect: scene.Rect{X: 10, Y: 10, W: 200, H: 82}, Radius: 10, Fill: panel, Line: edgeC, Width: 1},
		{Kind: b, Rect: scene.Rect{X: 10, Y: 102, W: 200, H: 64}, Radius: 8, Fill: panel, Line: amber, Width: 1.5, Dash: [2]float64{5, 4}},
		{Kind: b, Rect: scene.Rect{X: 7, Y: 7, W: 206, H: 88}, Radius: 12, Line: accent, Width: 2},
		{Kind: b, Rect: scene.Rect{X: 120, Y: 20, W: 80, H: 20}, Radius: 10, Fill: 0x10412fff},
		{Kind: b, Rect: scene.Rect{X: 128, Y: 25, W: 10, H: 10}, Radius: 5, Fill: 0x5fe0b5ff},
		{Kind: scene.Label, Rect: scene.Rect{X: 142, Y: 35}, Text: "running", Face: scene.Regular, Size: 14, Fill: 0x5fe0b5ff},
		{Kind: scene.Label, Rect: scene.Rect{X: 22, Y: 36}, Text: "web", Face: scene.Bold, Size: 15, Fill: ink},
		{Kind: scene.Label, Rect: scene.Rect{X: 22, Y: 57}, Text: "i-0a31…27f2", Face: scene.Mono, Size: 14, Fill: 0x9aa7b8ff},
		{Kind: scene.Label, Rect: scene.Rect{X: 22, Y: 77}, Text: "m5.large · root: EBS × 2 → $17.00", Size: 14, Fill: 0x9aa7b8ff},
		{Kind: scene.Polygon, Points: []scene.Point{{X: 250, Y: 20}, {X: 270, Y: 40}, {X: 250, Y: 60}, {X: 230, Y: 40}}, Fill: 0xcc79a7ff},
		{Kind: scene.Polygon, Points: []scene.Point{{X: 284.5, Y: 22}, {X: 305.5, Y: 22}, {X: 315, Y: 40}, {X: 305.5, Y: 58}, {X: 284.5, Y: 58}, {X: 275, Y: 40}}, Fill: money, Line: ink, Width: 2},
		{Kind: scene.Polygon, Points: []scene.Point{{X: 330, Y: 20}, {X: 360, Y: 20}, {X: 345, Y: 58}}, Line: amber, Width: 1.5, Dash: [2]float64{4, 3}},
		{Kind: scene.Stroke, Points: []scene.Point{{X: 230, Y: 80}, {X: 300, Y: 80}, {X: 300, Y: 120}, {X: 360, Y: 120}}, Line: amber, Width: 2.5},
		{Kind: scene.Stroke, Points: []scene.Point{{X: 230, Y: 90}, {X: 290, Y: 90}, {X: 290, Y: 130}, {X: 360, Y: 130}}, Line: 0xcc79a7ff, Width: 2.5, Dash: [2]float64{2, 5}},
		{Kind: scene.Stroke, Points: []scene.Point{{X: 376, Y: 40}, {X: 384, Y: 50}, {X: 404, Y: 24}}, Line: 0x5fe0b5ff, Width: 2},
		{Kind: scene.Stroke, Points: []scene.Point{{X: 376, Y: 80}, {X: 420, Y: 100}, {X: 440, Y: 76}, {X: 470, Y: 110}}, Line: accent, Width: 2.5, Dash: [2]float64{8, 4}},
		{Kind: scene.Stroke, Points: []scene.Point{{X: 376, Y: 100}, {X: 420, Y: 120}, {X: 440, Y: 96}, {X: 470, Y: 130}}, Line: 0x80808080, Width: 6},
		{Kind: scene.Label, Rect: scene.Rect{X: 10, Y: 258}, Text: "✓ ✕ ✗ ◆ ▸ ▶ ⏸ ◐ ⚠ ▁▂▃▄▅▆▇█ ░▒ ● ○ ■ □ ▲▼ $0.10 ≈ −3", Face: scene.Mono, Size: 14, Fill: ink},
		{Kind: scene.Label, Rect: scene.Rect{X: 10, Y: 284}, Text: "Stop paying for idle", Face: scene.Bold, Size: 18, Fill: ink},
		{Kind: scene.Label, Rect: scene.Rect{X: 220, Y: 284}, Text: "What does the month cost if it runs", Size: 14, Fill: ink},
		{Kind: scene.Clip, Rect: scene.Rect{X: 380, Y: 150, W: 80, H: 60}},
		{Kind: b, Rect: scene.Rect{X: 360, Y: 140, W: 60, H: 60}, Radius: 20, Fill: 0x1d4e73ff, Line: accent, Width: 3},
		{Kind: scene.Polygon, Points: []scene.Point{{X: 440, Y: 130}, {X: 480, Y: 180}, {X: 440, Y: 230}, {X: 400, Y: 180}}, Fill: 0xcc79a780},
		{Kind: scene.Label, Rect: scene.Rect{X: 370, Y: 190}, Text: "clipped text", Size: 20, Fill: ink},
		{Kind: scene.Clip},
	}
	for i := range 24 {
		for row := range 2 {
			items = append(items, scene.Item{Kind: b, Rect: scene.Rect{X: 22 + 7.5*float64(i), Y: 130 + 11*float64(row), W: 6, H: 9}, Radius: 1.5, Fill: []scene.Color{accent, 0x26334bff, 0x2bb38aff}[(i+row)%3]})
		}
	}
	for i := range 12 {
		d := float64(2 + 3*i)
		items = append(items, scene.Item{Kind: b, Rect: scene.Rect{X: 16 + 14*d - d*d/6, Y: 180, W: d, H: d}, Radius: d / 2, Fill: panel, Line: ink, Width: 1})
	}
	return &scene.Frame{Width: 480, Height: 300, Items: items}
}

func TestPicture(t *testing.T) {
	for name, ratio := range map[string]float64{"testdata/sampler.png": 1, "testdata/sampler-fine.png": 2} {
		got := Software(sampler(), ratio)
		if *update {
			f, err := os.Create(name)
			require.NoError(t, err)
			require.NoError(t, png.Encode(f, got))
			require.NoError(t, f.Close())
		}
		f, err := os.Open(name)
		require.NoError(t, err)
		want, err := png.Decode(f)
		require.NoError(t, err)
		require.NoError(t, f.Close())
		require.Equal(t, want.Bounds(), got.Bounds())
		require.Zero(t, differing(want, got, 2), "pixels that are not as in %s; look at them, then -update", name)
	}
}

// differing counts the pixels of which a channel differs by more than the tolerance.
func differing(a, b image.Image, tolerance int) (count int) {
	for y := range a.Bounds().Dy() {
		for x := range a.Bounds().Dx() {
			p, q := rgba(a, x, y), rgba(b, x, y)
			far := func(u, v uint8) bool { return max(u, v)-min(u, v) > uint8(tolerance) }
			if far(p.R, q.R) || far(p.G, q.G) || far(p.B, q.B) || far(p.A, q.A) {
				count++
			}
		}
	}
	return count
}

// rgba returns a pixel.
func rgba(m image.Image, x, y int) color.RGBA {
	return color.RGBAModel.Convert(m.At(x, y)).(color.RGBA)
}
