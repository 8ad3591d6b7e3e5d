//go:build display

package app

import (
	"bytes"
	"cmp"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/hajimehoshi/ebiten/v2"
	"github.com/stretchr/testify/require"

	"blockyard/render/typeface"
)

// A window runs in a process of its own: Ebitengine wants the main goroutine,
// and runs one game only. These variables tell the process what to show.
const (
	scriptVariable = "BLOCKYARD_TEST_SCRIPT"
	lessonVariable = "BLOCKYARD_TEST_LESSON"
	scaleVariable  = "BLOCKYARD_TEST_SCALE"
	alwaysVariable = "BLOCKYARD_TEST_ALWAYS"
	filesVariable  = "BLOCKYARD_TEST_FILES"
)

func TestMain(m *testing.M) {
	if script, ok := os.LookupEnv(scriptVariable); ok {
		os.Exit(show(script))
	}
	os.Exit(m.Run())
}

// show plays a script in a window and prints digest and score.
func show(source string) int {
	script, err := ParseScript(source)
	if err != nil {
		panic(err)
	}
	a := New(open, typeface.Measure)
	a.Set("lesson", os.Getenv(lessonVariable))
	a.Scale, _ = strconv.ParseFloat(os.Getenv(scaleVariable), 64)
	ebiten.SetWindowSize(1440, 900)
	files := 0
	a.GiveOut(func(f File) (string, error) {
		files++
		path := filepath.Join(os.Getenv(filesVariable), strconv.Itoa(files)+"-"+f.Name)
		return "at " + path, os.WriteFile(path, f.Content, 0o600)
	})
	a.Play(script)
	counted := &counted{App: a, always: os.Getenv(alwaysVariable) != ""}
	if err := counted.run(); err != nil {
		_, _ = fmt.Fprintln(os.Stderr, err)
		return 1
	}
	_, err = fmt.Fprintln(os.Stdout, a.Session().Digest(), cmp.Or(a.Session().Claim(), "-"), counted.painted, int64(counted.median()))
	if err != nil {
		panic(err)
	}
	return 0
}

// counted counts in how many frames something was painted, and how long they took.
type counted struct {
	*App
	always  bool // every frame is laid out and painted
	painted int
	updated time.Duration
	took    []time.Duration // Update and Draw of the painted frames
}

func (c *counted) Update() error {
	if c.always {
		c.do(func(c *Controller) { c.stale = true })
	}
	start := time.Now()
	defer func() { c.updated = time.Since(start) }()
	return c.App.Update()
}

// median returns what the middle one of the last hundred painted frames took.
func (c *counted) median() time.Duration {
	last := slices.Sorted(slices.Values(c.took[max(0, len(c.took)-100):]))
	return last[len(last)/2]
}

func (c *counted) Draw(screen *ebiten.Image) {
	if !c.paint {
		return
	}
	c.painted++
	start := time.Now()
	c.App.Draw(screen)
	c.took = append(c.took, c.updated+time.Since(start))
}

func (c *counted) run() error {
	ebiten.SetScreenClearedEveryFrame(false)
	ebiten.SetTPS(ebiten.SyncWithFPS)
	err := ebiten.RunGameWithOptions(c, runOptions)
	if c.failed != nil {
		return c.failed
	}
	return err
}

// window plays a script in a window of its own and returns what show prints.
func window(t *testing.T, lesson, scale, script string) (digest, claim string, painted int) {
	command := exec.Command(os.Args[0])
	command.Env = append(os.Environ(), scriptVariable+"="+script, lessonVariable+"="+lesson, scaleVariable+"="+scale)
	out, err := command.CombinedOutput()
	require.NoError(t, err, "%s", out)
	words := strings.Fields(string(out))
	require.Len(t, words, 4, "%s", out)
	painted, err = strconv.Atoi(words[2])
	require.NoError(t, err)
	return words[0], words[1], painted
}

// picture reads a screenshot.
func picture(t *testing.T, name string) image.Image {
	content, err := os.ReadFile(name)
	require.NoError(t, err)
	p, err := png.Decode(bytes.NewReader(content))
	require.NoError(t, err)
	return p
}

// hues counts the colours in a picture.
func hues(p image.Image) int {
	seen := map[color.Color]bool{}
	for y := p.Bounds().Min.Y; y < p.Bounds().Max.Y; y += 2 {
		for x := p.Bounds().Min.X; x < p.Bounds().Max.X; x++ {
			seen[p.At(x, y)] = true
		}
	}
	return len(seen)
}

// costScript plays the cost lesson with the pointer where the scene offers
// something to click, and by typing what it does not.
const costScript = `
click textbox/guess/store
type 72
click textbox/guess/ebs
type 17
shot DIR/predict.png
click button/answer
run yard lane ebs
run yard schedule @web --daily 09:00-13:00
click lane/store
click instance/i-0e849f9d318f1f030
shot DIR/selected.png
click action/stop-instances
shot DIR/refused.png
run yard run 30d
click option/why/1
key Escape
shot DIR/end.png
quit
`

// pictures is where screenshots go: where BLOCKYARD_PICTURES says, to look at them, or a folder that goes with the test.
func pictures(t *testing.T) string {
	if folder := os.Getenv("BLOCKYARD_PICTURES"); folder != "" {
		return folder
	}
	return t.TempDir()
}

func TestCostLessonInAWindow(t *testing.T) {
	folder := pictures(t)
	digest, claim, painted := window(t, costLesson, "", strings.ReplaceAll(costScript, "DIR", folder))
	want := solved(t, costLesson)
	require.Equal(t, want.Digest(), digest, "what blockyard run prints")
	require.Equal(t, want.Claim(), claim)
	require.Positive(t, painted)
	before, after := picture(t, filepath.Join(folder, "predict.png")), picture(t, filepath.Join(folder, "end.png"))
	require.Equal(t, image.Rect(0, 0, 1440, 900), after.Bounds())
	for _, p := range []image.Image{before, after} {
		require.Greater(t, hues(p), 200, "glyphs are antialiased, and kinds have hues")
	}
	require.NotEqual(t, before, after)
}

func TestALessonByMouseInAWindow(t *testing.T) {
	folder := pictures(t)
	digest, claim, _ := window(t, zoneLesson, "", strings.ReplaceAll(mouseScript, "DIR", folder))
	want := byMouse(t)
	require.Equal(t, want.Digest(), digest, "what blockyard run --with prints")
	require.Equal(t, want.Claim(), claim)
	preview, moved := picture(t, filepath.Join(folder, "preview.png")), picture(t, filepath.Join(folder, "moved.png"))
	require.Greater(t, hues(moved), 200)
	require.NotEqual(t, preview, moved)
}

func TestPixelsOfTheDevice(t *testing.T) {
	folder := pictures(t)
	window(t, costLesson, "2", "click button/dont-know\nkey F6\nshot "+folder+"/twice.png")
	p := picture(t, filepath.Join(folder, "twice.png"))
	require.Equal(t, image.Rect(0, 0, 1440, 900), p.Bounds(), "720 by 450 logical pixels")
}

func TestNothingIsPaintedWhileNothingChanges(t *testing.T) {
	_, _, few := window(t, costLesson, "", "wait 10")
	_, _, many := window(t, costLesson, "", "wait 150")
	require.LessOrEqual(t, many, few+2)
	require.Less(t, many, 10)
}

func TestAScriptThatFailsEndsTheWindow(t *testing.T) {
	command := exec.Command(os.Args[0])
	command.Env = append(os.Environ(), scriptVariable+"=click button/nothing")
	out, err := command.CombinedOutput()
	require.Error(t, err)
	require.Contains(t, string(out), "there is no node button/nothing")
}

// BenchmarkWindow is Update and Draw of a frame with 1,000 resources: layout,
// mesh, and handing it to Ebitengine. What the graphics card does is not in it.
func BenchmarkWindow(b *testing.B) {
	for b.Loop() {
		command := exec.Command(os.Args[0])
		command.Env = append(os.Environ(), alwaysVariable+"=yes", scriptVariable+"=run "+crowd+"\nwait 120")
		out, err := command.CombinedOutput()
		require.NoError(b, err, "%s", out)
		words := strings.Fields(string(out))
		median, err := strconv.Atoi(words[len(words)-1])
		require.NoError(b, err)
		b.ReportMetric(float64(median), "ns/frame")
	}
	b.ReportMetric(0, "ns/op")
}
