package app

import (
	"testing"

	"github.com/stretchr/testify/require"

	"blockyard/render/scene"
)

func TestAClickIsPressAndReleaseOnTheSameNode(t *testing.T) {
	c := opened(t, "")
	play, step := node(t, c, "button/play").Rect, node(t, c, "button/step").Rect
	c.Press(play.X+5, play.Y+5)
	require.Equal(t, "button/play", c.ui.Pressed)
	c.Release(step.X+5, step.Y+5)
	require.False(t, c.ui.Playing)
	require.Empty(t, c.ui.Say, "nor does what it was moved to")
	c.Press(play.X+5, play.Y+5)
	c.Leave()
	c.Release(play.X+5, play.Y+5)
	require.False(t, c.ui.Playing, "it was let go outside")
	c.Release(play.X+5, play.Y+5)
	c.Click(play.X+5, play.Y+5)
	require.True(t, c.ui.Playing)
	require.Equal(t, "button/play", c.ui.Focus)
	require.Empty(t, c.ui.Pressed)
}

func TestWheelScrollsWhatIsUnderThePointer(t *testing.T) {
	c := opened(t, cost)
	c.Resize(1200, 600)
	e := *extentOf(c.Frame(), scene.PanelLesson)
	require.Positive(t, e.Most)
	x, y := e.Rect.X+9, e.Rect.Y+9
	c.Wheel(x, y, 30)
	require.Equal(t, 30.0, extentOf(c.Frame(), scene.PanelLesson).Y)
	c.Wheel(x, y, 1e9)
	require.Equal(t, e.Most, extentOf(c.Frame(), scene.PanelLesson).Y)
	c.Wheel(x, y, -1e9)
	require.Zero(t, extentOf(c.Frame(), scene.PanelLesson).Y)
	c.page(scene.PanelLesson)
	require.Positive(t, extentOf(c.Frame(), scene.PanelLesson).Y)
	for range 9 {
		c.page(scene.PanelLesson)
		c.Frame()
	}
	require.LessOrEqual(t, extentOf(c.Frame(), scene.PanelLesson).Y, e.Most)
}

// touch hands the way of a finger to a controller; the last point is where it is lifted.
func touch(c *Controller, points ...scene.Point) {
	var f finger
	for _, p := range points {
		var in Input
		f.follow(true, p, &in)
		in.feed(c)
	}
	var in Input
	f.follow(false, scene.Point{}, &in)
	in.feed(c)
}

func TestFingersTapAndScroll(t *testing.T) {
	c := opened(t, cost)
	c.Resize(1200, 600)
	c.Submit("yard answer guess '?'")
	r := node(t, c, "button/play").Rect
	touch(c, scene.Point{X: r.X + 9, Y: r.Y + 9}, scene.Point{X: r.X + 12, Y: r.Y + 9})
	require.True(t, c.ui.Playing)
	require.Empty(t, c.Frame().Node("button/play").Help+c.ui.Hover, "nothing stays under a lifted finger")

	e := extentOf(c.Frame(), scene.PanelLesson).Rect
	touch(c, scene.Point{X: e.X + 50, Y: e.Y + 200}, scene.Point{X: e.X + 50, Y: e.Y + 150}, scene.Point{X: e.X + 50, Y: e.Y + 120})
	require.Equal(t, 80.0, extentOf(c.Frame(), scene.PanelLesson).Y)

	touch(c, scene.Point{X: r.X + 9, Y: r.Y + 9}, scene.Point{X: r.X + 9, Y: r.Y + 60}, scene.Point{X: r.X + 9, Y: r.Y + 9})
	require.True(t, c.ui.Playing, "a finger that strayed does not press")
}
