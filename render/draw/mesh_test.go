package draw

import (
	"fmt"
	"image/color"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"blockyard/render/scene"
	"blockyard/render/typeface"
)

// meshOf returns the mesh of items on a screen of 100 by 100 logical pixels.
func meshOf(ratio float64, items ...scene.Item) *mesh {
	m := newMesh()
	m.build(&scene.Frame{Width: 100, Height: 100, Items: items}, ratio)
	return m
}

// vertices returns every vertex of a mesh.
func vertices(m *mesh) (all []vertex) {
	for _, b := range m.filled() {
		all = append(all, b.vertices...)
	}
	return all
}

// extent returns the smallest box round all vertices.
func extent(m *mesh) box {
	var shape []corner
	for _, v := range vertices(m) {
		shape = append(shape, corner{x: v.DstX, y: v.DstY})
	}
	return boundsOf(shape)
}

// boxes returns the rectangles of a mesh that has nothing else.
func boxes(m *mesh) (all []box) {
	v := vertices(m)
	for i := 0; i < len(v); i += 4 {
		all = append(all, box{v[i].DstX, v[i].DstY, v[i+3].DstX, v[i+3].DstY})
	}
	return all
}

// crowd returns a frame of 10,000 boxes and 300 labels.
func crowd() *scene.Frame {
	f := &scene.Frame{Width: 1440, Height: 900}
	for i := range 10000 {
		r := scene.Rect{X: float64(i%160) * 9, Y: float64(i/160) * 14, W: 7, H: 9}
		f.Items = append(f.Items, scene.Item{Kind: scene.Box, Rect: r, Radius: 1.5, Fill: accent})
	}
	for i := range 300 {
		r := scene.Rect{X: float64(i%10) * 140, Y: 20 + float64(i/10)*29}
		f.Items = append(f.Items, scene.Item{Kind: scene.Label, Rect: r, Text: fmt.Sprintf("vol-%05d GiB", i), Size: 14, Fill: ink})
	}
	return f
}

func TestBoxStandsOnPixels(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ratio := rapid.SampledFrom([]float64{1, 1.25, 1.5, 2, 3}).Draw(t, "ratio")
		number := rapid.Float64Range(0, 40)
		it := scene.Item{Kind: scene.Box, Fill: ink, Line: edgeC, Width: rapid.Float64Range(0, 4).Draw(t, "width"), Radius: number.Draw(t, "radius")}
		it.Rect = scene.Rect{X: number.Draw(t, "x"), Y: number.Draw(t, "y"), W: 0.1 + number.Draw(t, "w"), H: 0.1 + number.Draw(t, "h")}
		m := meshOf(ratio, it)
		require.Equal(t, m.snap(it.Rect), extent(m), "the box is all there")
		for _, v := range vertices(m) {
			if it.Width == 0 {
				require.Equal(t, nearest(v.DstX), v.DstX)
				require.Equal(t, nearest(v.DstY), v.DstY)
			}
		}
	})
}

func TestThinBoxKeepsAPixel(t *testing.T) {
	m := meshOf(1, scene.Item{Kind: scene.Box, Rect: scene.Rect{X: 10.2, Y: 5, W: 0.2, H: 20}, Fill: ink})
	require.Equal(t, []box{{10, 5, 11, 25}}, boxes(m))
}

func TestNothingIsPaintedOfNothing(t *testing.T) {
	for _, it := range []scene.Item{
		{Kind: scene.Box, Rect: scene.Rect{W: 10, H: 10}, Fill: 0xffffff00, Line: 0xffffff00, Width: 2},
		{Kind: scene.Box, Rect: scene.Rect{X: 200, W: 10, H: 10}, Fill: ink},
		{Kind: scene.Box, Rect: scene.Rect{W: 0, H: 10}, Fill: ink},
		{Kind: scene.Stroke, Points: []scene.Point{{X: 1, Y: 1}}, Line: ink, Width: 2},
		{Kind: scene.Stroke, Points: []scene.Point{{X: 1, Y: 1}, {X: 9, Y: 9}}, Line: ink},
		{Kind: scene.Polygon, Points: []scene.Point{{X: 1, Y: 1}, {X: 9, Y: 9}}, Fill: ink},
		{Kind: scene.Polygon, Fill: ink},
		{Kind: scene.Label, Text: "", Size: 14, Fill: ink},
		{Kind: scene.Label, Text: "far", Rect: scene.Rect{Y: 500}, Size: 14, Fill: ink},
		{Kind: scene.Label, Text: "  \n", Rect: scene.Rect{Y: 50}, Size: 14, Fill: ink},
	} {
		require.Empty(t, vertices(meshOf(1, it)), "%+v", it)
	}
}

func TestClipHoldsEverything(t *testing.T) {
	clip := scene.Rect{X: 20, Y: 30, W: 25, H: 15}
	for i, it := range sampler().Items {
		if it.Kind == scene.Clip {
			continue
		}
		for j := range it.Points { // bring everything under the clip
			it.Points[j].X, it.Points[j].Y = it.Points[j].X/5, it.Points[j].Y/3
		}
		it.Rect.X, it.Rect.Y = it.Rect.X/5, it.Rect.Y/3
		m := meshOf(2, scene.Item{Kind: scene.Clip, Rect: clip}, it)
		if len(vertices(m)) > 0 {
			require.True(t, m.snap(clip).holds(extent(m)), "item %d reaches outside: %v", i, extent(m))
		}
	}
}

func TestClipCutsPicturesNotSqueezesThem(t *testing.T) {
	whole := scene.Item{Kind: scene.Box, Rect: scene.Rect{X: 10, Y: 10, W: 60, H: 60}, Radius: 20, Fill: ink, Line: accent, Width: 3}
	tip := scene.Item{Kind: scene.Polygon, Points: []scene.Point{{X: 50, Y: 3}, {X: 90, Y: 50}, {X: 50, Y: 97}}, Fill: 0xcc79a7ff}
	word := scene.Item{Kind: scene.Label, Rect: scene.Rect{X: 5, Y: 50}, Text: "under the clip", Size: 20, Fill: money}
	items := []scene.Item{whole, tip, word}
	clip := scene.Rect{X: 17, Y: 13, W: 40, H: 41}
	free := Software(&scene.Frame{Width: 100, Height: 100, Items: items}, 1)
	cut := Software(&scene.Frame{Width: 100, Height: 100, Items: append([]scene.Item{{Kind: scene.Clip, Rect: clip}}, items...)}, 1)
	for y := range 100 {
		for x := range 100 {
			want := color.RGBA{A: 255}
			if clip.Holds(scene.Point{X: float64(x), Y: float64(y)}) {
				want = free.RGBAAt(x, y)
			}
			got := cut.RGBAAt(x, y)
			require.InDelta(t, want.R, got.R, 1, "at %d, %d", x, y)
			require.InDelta(t, want.B, got.B, 1, "at %d, %d", x, y)
		}
	}
}

func TestClipEnds(t *testing.T) {
	wide := scene.Item{Kind: scene.Box, Rect: scene.Rect{W: 100, H: 100}, Fill: ink}
	m := meshOf(1, scene.Item{Kind: scene.Clip, Rect: scene.Rect{X: 5, Y: 5, W: 10, H: 10}}, wide, scene.Item{Kind: scene.Clip}, wide)
	require.Equal(t, []box{{5, 5, 15, 15}, {0, 0, 100, 100}}, boxes(m))
}

func TestDashes(t *testing.T) {
	line := scene.Item{Kind: scene.Stroke, Points: []scene.Point{{X: 10, Y: 20}, {X: 37, Y: 20}}, Line: ink, Width: 2, Dash: [2]float64{5, 4}}
	require.Equal(t, []box{{10, 19, 15, 21}, {19, 19, 24, 21}, {28, 19, 33, 21}}, boxes(meshOf(1, line)))

	line.Points = append(line.Points, scene.Point{X: 37, Y: 30}) // round a corner: a gap is half over
	require.Equal(t, box{36, 20, 38, 25}, boxes(meshOf(1, line))[3])
}

func TestDashesFitRoundAClosedPath(t *testing.T) {
	square := []scene.Point{{X: 10, Y: 10}, {X: 35, Y: 10}, {X: 35, Y: 35}, {X: 10, Y: 35}} // 100 round: 11.1 times 9 pixels
	m := meshOf(1, scene.Item{Kind: scene.Polygon, Points: square, Line: ink, Width: 2, Dash: [2]float64{5, 4}})
	all := boxes(m)
	last := all[len(all)-1]
	require.InDelta(t, 14, last.y0, 0.5, "the last gap ends at the first dash: %v", all)
}

func TestStraightLinesAreCrispAndPaintedOnce(t *testing.T) {
	bent := scene.Item{Kind: scene.Stroke, Points: []scene.Point{{X: 10.3, Y: 20.4}, {X: 50, Y: 20.4}, {X: 50, Y: 60}}, Line: 0xffffff80, Width: 2.5}
	require.Equal(t, []box{{10, 19, 51, 21}, {49, 21, 51, 60}}, boxes(meshOf(1, bent)))
	picture := Software(&scene.Frame{Width: 100, Height: 100, Items: []scene.Item{bent}}, 1)
	for y := range 100 {
		for x := range 100 {
			require.Contains(t, []uint8{0, 0x80}, picture.RGBAAt(x, y).R, "at %d, %d", x, y)
		}
	}
}

func TestLineWidths(t *testing.T) {
	m := newMesh()
	for _, c := range []struct {
		ratio, width float64
		want         float32
	}{{1, 0.2, 1}, {1, 1, 1}, {1, 1.5, 1}, {1, 2, 2}, {1, 2.5, 2}, {1, 3, 3}, {2, 1.5, 3}, {1.5, 1, 1}, {2, 2.5, 5}} {
		m.ratio = c.ratio
		require.Equal(t, c.want, m.lineWidth(c.width), "%v", c)
	}
}

// light returns how much white a picture has, in pixels.
func light(items ...scene.Item) (sum float64) {
	picture := Software(&scene.Frame{Width: 100, Height: 100, Items: items}, 1)
	for i := 0; i < len(picture.Pix); i += 4 {
		sum += float64(picture.Pix[i]) / 255
	}
	return sum
}

// TestCoverage compares how much is painted with the area of the shape.
func TestCoverage(t *testing.T) {
	const full = scene.Color(0xffffffff)
	disc := func(d float64) scene.Item {
		return scene.Item{Kind: scene.Box, Rect: scene.Rect{X: 10, Y: 10, W: d, H: d}, Radius: d / 2, Fill: full}
	}
	require.InDelta(t, 3.1416*25, light(disc(10)), 1)
	require.InDelta(t, 3.1416*30*30, light(disc(60)), 4)
	ring := disc(60)
	ring.Fill, ring.Line, ring.Width = 0, full, 4
	require.InDelta(t, 3.1416*(30*30-26*26), light(ring), 3)
	ring.Dash = [2]float64{6, 6}
	require.InDelta(t, 3.1416*(30*30-26*26)/2, light(ring), 15)

	diamond := scene.Item{Kind: scene.Polygon, Points: []scene.Point{{X: 50, Y: 10}, {X: 80, Y: 50}, {X: 50, Y: 90}, {X: 20, Y: 50}}, Fill: full}
	require.InDelta(t, 2400, light(diamond), 5)
	back := diamond
	back.Points = []scene.Point{{X: 20, Y: 50}, {X: 50, Y: 90}, {X: 80, Y: 50}, {X: 50, Y: 10}}
	require.InDelta(t, light(diamond), light(back), 0.5, "points may turn either way")

	slant := scene.Item{Kind: scene.Stroke, Points: []scene.Point{{X: 10, Y: 10}, {X: 70, Y: 55}}, Line: full, Width: 3}
	require.InDelta(t, 75*3, light(slant), 3)
}

func TestSoftEdgeFadesToNothing(t *testing.T) {
	m := meshOf(1, scene.Item{Kind: scene.Polygon, Points: []scene.Point{{X: 10, Y: 10}, {X: 90, Y: 20}, {X: 40, Y: 80}}, Fill: 0xff000080})
	seen := map[float32]int{}
	for _, v := range vertices(m) {
		seen[v.ColorA]++
		require.Equal(t, v.ColorA, v.ColorR, "premultiplied red")
	}
	require.Len(t, seen, 2)
	require.Positive(t, seen[0], "the outer end of the ramp")
	require.Positive(t, seen[float32(0x80)/255], "the inside")
}

func TestLabelIsAsWideAsMeasured(t *testing.T) {
	const text = "Snapshots"
	m := meshOf(1, scene.Item{Kind: scene.Label, Rect: scene.Rect{X: 10, Y: 50}, Text: text, Size: 14, Fill: ink})
	width := float32(typeface.Measure(scene.Regular, 14, text))
	e := extent(m)
	require.InDelta(t, 10, e.x0, 1.5)
	require.InDelta(t, 10+width, e.x1, 1.5)
	require.Greater(t, e.y1, float32(50), "p reaches below the baseline")
	require.InDelta(t, 50-14*0.72, e.y0, 1.5)
}

func TestBatchesStayBelowTheLimit(t *testing.T) {
	f := crowd()
	f.Items = append(f.Items, f.Items...)
	m := newMesh()
	m.build(f, 1)
	require.Greater(t, len(m.filled()), 1)
	require.LessOrEqual(t, len(m.filled()), 2)
	for _, b := range m.filled() {
		require.LessOrEqual(t, len(b.vertices), maxVertices)
		for _, i := range b.indices {
			require.Less(t, int(i), len(b.vertices))
		}
	}
	m.build(&scene.Frame{Width: 10, Height: 10}, 1)
	require.Empty(t, m.filled(), "nothing is left of the frame before")
}

func TestSteadyFramesMakeNoGarbage(t *testing.T) {
	for name, f := range map[string]*scene.Frame{"sampler": sampler(), "crowd": crowd()} {
		m := newMesh()
		m.build(f, 1)
		build := func() { m.build(f, 1) }
		least := testing.AllocsPerRun(5, build) // what the game that runs beside it makes is counted, too
		for tries := 1; least > 0 && tries < 100; tries++ {
			least = min(least, testing.AllocsPerRun(5, build))
		}
		require.Zero(t, least, name)
	}
}

func TestLabelCacheForgets(t *testing.T) {
	m := newMesh()
	for i := range 5000 {
		text := fmt.Sprint(i)
		m.build(&scene.Frame{Width: 100, Height: 100, Items: []scene.Item{{Kind: scene.Label, Rect: scene.Rect{X: 5, Y: 50}, Text: text, Size: 14, Fill: ink}}}, 1)
	}
	require.Less(t, len(m.labels.young)+len(m.labels.old), 2200)
}

func TestFullAtlasStartsAgain(t *testing.T) {
	m := newMesh()
	label := func(size float64) *scene.Frame {
		it := scene.Item{Kind: scene.Label, Rect: scene.Rect{X: 5, Y: 90}, Text: "abcdefghijklm", Size: size, Fill: ink}
		return &scene.Frame{Width: 1000, Height: 100, Items: []scene.Item{it}}
	}
	sizes := 0
	for size := 60.0; len(m.atlas.sprites) >= sizes; size++ {
		require.Less(t, size, 600.0, "the atlas never fills")
		sizes = len(m.atlas.sprites)
		m.build(label(size), 1)
		require.False(t, m.void)
		require.Len(t, vertices(m), 13*4, "every glyph is there")
	}
	require.LessOrEqual(t, m.atlas.height, atlasMaxHeight)
}

func BenchmarkMesh(b *testing.B) {
	m, f := newMesh(), crowd()
	m.build(f, 1)
	b.ReportAllocs()
	for b.Loop() {
		m.build(f, 1)
	}
	b.ReportMetric(float64(len(m.filled())), "draws/op")
}

func BenchmarkSoftware(b *testing.B) {
	f := sampler()
	for b.Loop() {
		Software(f, 2)
	}
}
