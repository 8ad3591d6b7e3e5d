package app

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"blockyard/render/scene"
	"blockyard/render/typeface"
)

const beat = 16 * time.Millisecond

// resting returns a sandbox with an instance and a volume that waits beside it, at rest.
func resting(t *testing.T) *Controller {
	c := NewController(open, typeface.Measure, func() time.Duration { return 0 })
	c.Resize(1440, 900)
	c.Submit("aws ec2 run-instances --image-id @al2023 --instance-type t3.micro --availability-zone us-east-1a --name web; " +
		"aws ec2 create-volume --size 8 --availability-zone us-east-1a --name data; yard run 5m")
	c.Tick(time.Second)
	require.Empty(t, c.ui.Motions)
	require.False(t, c.Changed())
	return c
}

const attachData = "aws ec2 attach-volume --volume-id @data --instance-id @web --device /dev/sdf"

func TestFramesAreAskedForOnlyWhileSomethingMoves(t *testing.T) {
	c := resting(t)
	c.Submit(attachData)
	c.Tick(beat)
	require.NotEmpty(t, c.ui.Motions)
	frames := 0
	for before := -1; frames < 100 && before != c.Layouts(); frames++ {
		c.Frame()
		before = c.Layouts()
		c.Tick(beat)
	}
	require.InDelta(t, scene.MotionTime/beat.Seconds(), frames, 3)
	require.Empty(t, c.ui.Motions)
	wall, layouts := c.ui.Wall, c.Layouts()
	for range 10 {
		c.Tick(beat)
		c.Frame()
	}
	require.Equal(t, layouts, c.Layouts(), "nothing moves, nothing is laid out")
	require.Equal(t, wall, c.ui.Wall)
}

func TestNothingMovesForWhoWantsCalmOrIsInAHurry(t *testing.T) {
	for name, set := range map[string]func(*Controller){
		"calm":   func(c *Controller) { c.Set("reduced-motion", "true") },
		"hurry":  func(c *Controller) { c.Set("speed", "1d"); c.ui.Playing = true },
		"asleep": func(*Controller) {}, // a tick that took longer than any motion
	} {
		c := resting(t)
		set(c)
		c.Submit(attachData)
		elapsed := beat
		if name == "asleep" {
			elapsed = time.Second
		}
		c.Tick(elapsed)
		require.Empty(t, c.ui.Motions, name)
	}
}

func TestAPressOnTheSmallWorldGoesThere(t *testing.T) {
	c := resting(t)
	c.Submit("for n in 1 2 3 4 5 6 7 8; do aws ec2 run-instances --image-id @al2023 --instance-type t3.micro --availability-zone us-east-1a; done >/dev/null; yard run 5m")
	c.ui.Zoom, c.stale = scene.ZoomCards, true
	n := c.Frame().Node(scene.Minimap)
	require.NotNil(t, n)
	most := extentOf(c.Frame(), scene.PanelWorld).Most
	require.Positive(t, most)
	y := func() float64 { return extentOf(c.Frame(), scene.PanelWorld).Y }
	c.Press(n.Rect.X+20, n.Rect.Bottom()-1)
	require.Equal(t, most, y())
	c.Move(n.Rect.X+20, n.Rect.Y+n.Rect.H/2)
	require.InDelta(t, most/2, y(), 1, "it follows while it is held")
	c.Move(n.Rect.X+20, n.Rect.Y-50)
	require.Zero(t, y())
	c.Release(n.Rect.X+20, n.Rect.Y-50)
	c.Move(n.Rect.X+20, n.Rect.Bottom()-1)
	require.Zero(t, y(), "it is let go")
	c.Click(n.Rect.X+20, n.Rect.Bottom()-1)
	require.Equal(t, most, y(), "a click goes there and no further")
	c.setFocus(scene.Minimap)
	c.Frame()
	c.Key("Enter", "Enter", false, false, false, false)
	require.Zero(t, y(), "from the end Enter goes to the start")

	bar := c.Frame().Node("scroll/World")
	c.Click(bar.Rect.X+3, bar.Rect.Y+bar.Rect.H/2)
	require.InDelta(t, most/2, y(), 2, "a scroll bar works alike")
	c.Activate("zoom/overview")
	require.Nil(t, c.Frame().Node(scene.Minimap))
	c.Activate("zoom/overview")
	require.NotNil(t, c.Frame().Node(scene.Minimap))
}
