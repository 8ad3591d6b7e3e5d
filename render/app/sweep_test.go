package app

import (
	"bytes"
	"image/png"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"blockyard/render/scene"
	"blockyard/scripting/session"
)

// explored is the lesson on root disks, done, with its what-if open and computed.
func explored(t testing.TB) *Controller {
	c := opened(t, "cost-ebs-vs-instance-store")
	c.Submit("yard answer guess '?'")
	for _, command := range session.Split(c.Session().Lesson().Solution) {
		c.Submit(command)
	}
	click(t, c, "step/break-even/open")
	for range 500 {
		if !c.Running() {
			break
		}
		c.Tick(time.Millisecond)
	}
	require.False(t, c.Running())
	return c
}

func TestTheWhatIfOfALessonIsExplored(t *testing.T) {
	c := explored(t)
	digest := c.Session().Digest()
	require.Equal(t, scene.SweepSheet, c.ui.Sheet)
	require.Contains(t, c.ui.Say, "Same cost at 22 h 20 min a day")
	require.Equal(t, "yard sweep hours", newest(t, c).Command, "the log has it")
	require.Equal(t, "4 h a day", node(t, c, scene.SweepSlider).Value)
	click(t, c, "sweep/more")
	require.Equal(t, "5 h a day", node(t, c, scene.SweepSlider).Value)
	c.Set("focus", scene.SweepSlider)
	for key, value := range map[string]string{"End": "24 h a day", "Home": "0 h a day"} {
		press(c, key)
		require.Equal(t, value, node(t, c, scene.SweepSlider).Value)
	}
	press(c, "Home", "PageUp", "ArrowRight", "ArrowLeft", "ArrowLeft")
	require.Equal(t, "9 h a day", node(t, c, scene.SweepSlider).Value)
	c.Set(scene.SweepField, "16.4")
	require.Equal(t, "16 h a day", node(t, c, scene.SweepSlider).Value)
	press(c, "Escape")
	require.Equal(t, scene.NoSheet, c.ui.Sheet)
	require.Nil(t, c.ui.Sweep)
	require.Equal(t, digest, c.Session().Digest())
}

func TestTheSliderIsDragged(t *testing.T) {
	c := explored(t)
	n := node(t, c, scene.SweepSlider)
	y := n.Rect.Y + n.Rect.H/2
	c.Press(n.Rect.X+n.Rect.W/2, y)
	require.Equal(t, "12 h a day", node(t, c, scene.SweepSlider).Value)
	c.Move(n.Rect.Right()+200, y)
	require.Equal(t, "24 h a day", node(t, c, scene.SweepSlider).Value)
	c.Release(n.Rect.X+10, y)
	require.Equal(t, "0 h a day", node(t, c, scene.SweepSlider).Value)
	c.Move(n.Rect.X+n.Rect.W/2, y)
	require.Equal(t, "0 h a day", node(t, c, scene.SweepSlider).Value, "it was let go")
}

func TestAnotherThingIsVaried(t *testing.T) {
	c := explored(t)
	for _, n := range c.Frame().Nodes {
		if n.Role == scene.RoleRadio && strings.HasPrefix(n.Name, "Price of an hour") {
			click(t, c, n.ID)
			break
		}
	}
	for range 500 {
		c.Tick(time.Millisecond)
	}
	require.Equal(t, "yard sweep price --of demo.small", newest(t, c).Command)
	require.Equal(t, "What if an hour of demo.small cost something else?", node(t, c, "sheet/title").Name)
}

func TestASweepIsStoppedAndItsFilesAreGivenOut(t *testing.T) {
	c := explored(t)
	files := map[string]File{}
	c.GiveOut = func(f File) (string, error) { files[f.Name] = f; return "in the downloads", nil }
	for _, ending := range []string{"csv", "svg", "png"} {
		click(t, c, "sweep/file/"+ending)
	}
	require.True(t, strings.HasPrefix(string(files["sweep.csv"].Content), "hours,store,ebs\n0,72.00,5.00\n"))
	require.Contains(t, string(files["sweep.svg"].Content), ">Same cost at 22 h 20 min a day<")
	p, err := png.Decode(bytes.NewReader(files["sweep.png"].Content))
	require.NoError(t, err)
	require.Equal(t, 1920, p.Bounds().Dx())
	press(c, "Escape")
	c.download("sweep.csv")
	require.Contains(t, c.ui.Say, "no sweep is open")
}

func TestASweepThatCannotBeIsRefused(t *testing.T) {
	c := opened(t, "")
	c.openSweep("hours")
	require.Nil(t, c.ui.Sweep)
	require.Contains(t, c.ui.Say, "There is no instance here to vary")
}
