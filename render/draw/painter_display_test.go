//go:build display

package draw

import (
	"image"
	"image/color"
	"os"
	"testing"

	"github.com/hajimehoshi/ebiten/v2"
	"github.com/hajimehoshi/ebiten/v2/vector"
	"github.com/stretchr/testify/require"

	"blockyard/render/scene"
)

// A stage is a game that runs jobs inside Update, where pixels can be painted
// and read; Ebitengine insists on running in the main goroutine.
type stage struct {
	jobs <-chan func()
	code <-chan int
	exit int
}

func (s *stage) Update() error {
	select {
	case job := <-s.jobs:
		job()
	case s.exit = <-s.code:
		return ebiten.Termination
	default:
	}
	return nil
}

func (s *stage) Draw(*ebiten.Image) {}

func (s *stage) Layout(int, int) (width, height int) { return 480, 300 }

var jobs = make(chan func())

// onStage runs a job inside the game and waits for it.
func onStage(job func()) {
	done := make(chan struct{})
	jobs <- func() { defer close(done); job() }
	<-done
}

func TestMain(m *testing.M) {
	code := make(chan int)
	go func() { code <- m.Run() }()
	s := &stage{jobs: jobs, code: code}
	if err := ebiten.RunGame(s); err != nil {
		panic(err)
	}
	os.Exit(s.exit)
}

// painted returns what a painter paints, read back from the graphics card.
func painted(p *Painter, f *scene.Frame, ratio float64) *image.RGBA {
	var got *image.RGBA
	onStage(func() {
		screen := ebiten.NewImage(int(f.Width*ratio), int(f.Height*ratio))
		p.Paint(screen, f, ratio)
		got = image.NewRGBA(screen.Bounds())
		screen.ReadPixels(got.Pix)
	})
	return got
}

func TestPainterPaintsWhatSoftwarePaints(t *testing.T) {
	p := &Painter{}
	for _, ratio := range []float64{1, 2, 1.25, 1} { // one painter: its texture is made anew in between
		want, got := Software(sampler(), ratio), painted(p, sampler(), ratio)
		require.Equal(t, want.Bounds(), got.Bounds())
		pixels := want.Bounds().Dx() * want.Bounds().Dy()
		require.Less(t, differing(want, got, 4), pixels/2000, "pixels that differ at ratio %v", ratio)
	}
}

func TestPainterGrowsItsTexture(t *testing.T) {
	p, many := &Painter{}, sampler()
	for size := 14; size < 60; size++ {
		many.Items = append(many.Items, scene.Item{Kind: scene.Label, Rect: scene.Rect{Y: 150}, Text: "abcdefghijklmnopqrstuvwxyz0123456789", Size: float64(size), Fill: ink})
	}
	painted(p, sampler(), 1)
	before := p.texture.Bounds().Dy()
	want, got := Software(many, 1), painted(p, many, 1)
	require.Greater(t, p.texture.Bounds().Dy(), before)
	require.Less(t, differing(want, got, 4), 100)
}

// measure counts only what a job takes inside one turn of the game; what
// Ebitengine does with it afterwards is not in it.
func measure(b *testing.B, job func()) {
	b.ReportAllocs()
	for b.Loop() {
		b.StopTimer()
		onStage(func() {
			b.StartTimer()
			job()
			b.StopTimer()
		})
		b.StartTimer()
	}
}

// BenchmarkPaint measures a frame of 10,000 boxes and 300 labels up to the draw calls.
func BenchmarkPaint(b *testing.B) {
	p, f := &Painter{}, crowd()
	screen := ebiten.NewImage(int(f.Width), int(f.Height))
	onStage(func() { p.Paint(screen, f, 1) })
	measure(b, func() { p.Paint(screen, f, 1) })
	b.ReportMetric(float64(len(p.mesh.filled())), "draws/op")
}

// BenchmarkVector paints the boxes of the same frame, without its labels and
// round corners, one at a time.
func BenchmarkVector(b *testing.B) {
	f, c := crowd(), rgbaOf(tintOf(accent))
	screen := ebiten.NewImage(int(f.Width), int(f.Height))
	measure(b, func() {
		for i := range f.Items {
			if it := &f.Items[i]; it.Kind == scene.Box {
				r := it.Rect
				vector.DrawFilledRect(screen, float32(r.X), float32(r.Y), float32(r.W), float32(r.H), c, false)
			}
		}
	})
}

// rgbaOf returns a tint as an image colour.
func rgbaOf(c tint) color.RGBA {
	return color.RGBA{byte(c.r*255 + 0.5), byte(c.g*255 + 0.5), byte(c.b*255 + 0.5), byte(c.a*255 + 0.5)}
}
