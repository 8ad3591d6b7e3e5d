package app

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"blockyard/render/scene"
	"blockyard/render/typeface"
)

// fingers hands to a controller what a finger of an id does along points: it goes down at the first and is lifted at the last.
func fingers(c *Controller, id int, points ...scene.Point) {
	for i, p := range points {
		kind := PointerMove
		if i == 0 {
			kind = PointerDown
		}
		c.Pointer(Pointer{Kind: kind, X: p.X, Y: p.Y, Touch: true, ID: id})
	}
	lift(c, id, PointerUp, points[len(points)-1])
}

func lift(c *Controller, id int, kind PointerKind, at scene.Point) {
	c.Pointer(Pointer{Kind: kind, X: at.X, Y: at.Y, Touch: true, ID: id})
	c.Pointer(Pointer{Kind: PointerLeave, X: at.X, Y: at.Y, Touch: true, ID: id})
}

// touched returns a controller whose lesson waits for nothing and does not fit, the wall clock that it goes by, and where its play button is.
func touched(t *testing.T) (*Controller, *wall, scene.Point) {
	w := &wall{}
	c := NewController(open, typeface.Measure, w.now)
	c.Resize(1200, 600)
	c.Set("lesson", costLesson)
	c.Submit("yard answer guess '?'")
	c.Frame()
	c.setScroll(scene.PanelLesson, 0)
	c.stale = true
	x, y := middle(node(t, c, "button/play").Rect)
	return c, w, scene.Point{X: x, Y: y}
}

func away(p scene.Point, x, y float64) scene.Point { return scene.Point{X: p.X + x, Y: p.Y + y} }

func TestFingersTapAndScroll(t *testing.T) {
	c, _, button := touched(t)
	fingers(c, 1, button, away(button, 3, 0))
	require.True(t, c.ui.Playing)
	require.Empty(t, c.Frame().Node("button/play").Help+c.ui.Hover, "nothing stays under a lifted finger")
	fingers(c, 1, button, away(button, 0, 60), button)
	require.True(t, c.ui.Playing, "a finger that strayed does not press")

	e := extentOf(c.Frame(), scene.PanelLesson).Rect
	start := scene.Point{X: e.X + 50, Y: e.Y + 200}
	fingers(c, 1, start, away(start, 0, -50), away(start, 0, -80))
	require.Equal(t, 80.0, extentOf(c.Frame(), scene.PanelLesson).Y)
	lift(c, 1, PointerUp, button)
	c.Pointer(Pointer{Kind: PointerMove, X: button.X, Y: button.Y, Touch: true, ID: 7})
	require.Equal(t, 80.0, extentOf(c.Frame(), scene.PanelLesson).Y, "fingers that do not touch do nothing")
}

func TestTwoFingersScroll(t *testing.T) {
	c, _, button := touched(t)
	lines := len(c.ui.Log)
	e := extentOf(c.Frame(), scene.PanelLesson).Rect
	first, second := scene.Point{X: e.X + 50, Y: e.Y + 200}, scene.Point{X: e.X + 150, Y: e.Y + 200}
	down := func(id int, p scene.Point) {
		c.Pointer(Pointer{Kind: PointerDown, X: p.X, Y: p.Y, Touch: true, ID: id})
	}
	move := func(id int, p scene.Point) {
		c.Pointer(Pointer{Kind: PointerMove, X: p.X, Y: p.Y, Touch: true, ID: id})
	}
	down(1, first)
	down(2, second)
	require.Empty(t, c.ui.Pressed)
	move(1, away(first, 0, -40))
	move(2, away(second, 0, -40))
	require.Equal(t, 40.0, extentOf(c.Frame(), scene.PanelLesson).Y, "as far as both have gone")
	lift(c, 1, PointerUp, first)
	move(2, away(second, 0, -60))
	require.Equal(t, 60.0, extentOf(c.Frame(), scene.PanelLesson).Y, "the one that stays goes on")
	lift(c, 2, PointerUp, second)

	down(1, button)
	down(2, second)
	lift(c, 2, PointerUp, second)
	lift(c, 1, PointerUp, button)
	require.False(t, c.ui.Playing, "two fingers do not press")
	require.Len(t, c.ui.Log, lines)
	fingers(c, 3, button)
	require.True(t, c.ui.Playing, "the next one does")
}

func TestAFingerThatRestsAsksForTheMenu(t *testing.T) {
	c, w, button := touched(t)
	web := firstInstance(t, c)
	x, y := middle(node(t, c, web).Rect)
	at := scene.Point{X: x, Y: y}
	c.Pointer(Pointer{Kind: PointerDown, X: x, Y: y, Touch: true})
	w.at += untilMenu - time.Millisecond
	c.Tick(time.Millisecond)
	require.Empty(t, c.ui.Selected)
	w.at += time.Millisecond
	c.Tick(time.Millisecond)
	require.Equal(t, web, c.ui.Selected)
	require.Empty(t, c.ui.Pressed)
	c.choose("")
	w.at += time.Second
	c.Tick(time.Millisecond)
	c.Pointer(Pointer{Kind: PointerMenu, X: x, Y: y, Touch: true})
	c.Pointer(Pointer{Kind: PointerDown, X: x, Y: y + 40, Touch: true, ID: 1})
	lift(c, 1, PointerUp, at)
	lift(c, 0, PointerUp, at)
	require.Empty(t, c.ui.Selected, "nothing else comes of it")

	c.Pointer(Pointer{Kind: PointerDown, X: x, Y: y, Touch: true})
	c.Pointer(Pointer{Kind: PointerMenu, X: x, Y: y, Touch: true})
	require.Equal(t, web, c.ui.Selected, "the system may be faster")
	lift(c, 0, PointerCancel, at)

	c.Pointer(Pointer{Kind: PointerDown, X: button.X, Y: button.Y, Touch: true})
	lift(c, 0, PointerCancel, button)
	require.False(t, c.ui.Playing, "a finger that the system takes away does not press")
	w.at += time.Second
	c.Tick(time.Millisecond)
	require.Nil(t, c.ui.Menu)
}

func TestAFingerDragsWhatCanBeDragged(t *testing.T) {
	c, w, button := touched(t)
	web := firstInstance(t, c)
	node(t, c, web).Drag = web
	x, y := middle(node(t, c, web).Rect)
	c.Pointer(Pointer{Kind: PointerDown, X: x, Y: y, Touch: true})
	c.Pointer(Pointer{Kind: PointerMove, X: button.X, Y: button.Y, Touch: true})
	require.Equal(t, web, c.ui.Pressed, "it is held")
	requireHover(t, c)
	require.Equal(t, "button/play", c.ui.Hover, "above something else")
	w.at += time.Second
	c.Tick(time.Millisecond)
	require.Equal(t, web, c.ui.Pressed, "it does not rest")
	lift(c, 0, PointerUp, button)
	require.Empty(t, c.ui.Pressed+c.ui.Hover+c.ui.Selected)
	require.False(t, c.ui.Playing)
}
