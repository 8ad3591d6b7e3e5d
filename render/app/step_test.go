package app

import (
	"testing"

	"github.com/stretchr/testify/require"

	"blockyard/render/scene"
	"blockyard/scripting/session"
)

// At every command of a lesson's solution the step at hand can be seen, if it is not higher than the panel, and once all is
// done, that it is.
func TestTheStepAtHandIsSeen(t *testing.T) {
	c := opened(t, "incremental-snapshots")
	c.Resize(1280, 720)
	scrolled := false
	for _, line := range session.Split(c.Session().Lesson().Solution) {
		before := scene.OpenStep(c.Session())
		c.Submit(line)
		f := c.Frame()
		e := extentOf(f, scene.PanelLesson)
		at := scene.OpenStep(c.Session())
		if at < 0 || at == before {
			continue
		}
		n := f.Node("step/" + c.Session().Steps()[at].Step.ID)
		require.True(t, n.Whole.Y >= e.Rect.Y && n.Whole.Bottom() <= e.Rect.Bottom() || n.Whole.Y == e.Rect.Y, n.ID)
		scrolled = scrolled || e.Y > 0
	}
	require.True(t, scrolled)
	require.NotZero(t, c.Frame().Node("lesson/done").Rect.H)
	c.Submit("yard undo")
	require.NotZero(t, c.Frame().Node("step/"+c.Session().Steps()[scene.OpenStep(c.Session())].Step.ID).Rect.H, "what is open again")
}

// Where the lesson's panel shares its place with others, the step is shown when the panel is.
func TestTheStepAtHandIsSeenLater(t *testing.T) {
	c := opened(t, costLesson)
	c.Resize(390, 600)
	all := session.Split(c.Session().Lesson().Solution)
	c.Submit("yard answer guess 70 20")
	c.Frame()
	click(t, c, "tab/Bar/World")
	for _, line := range all[:len(all)-1] {
		c.Submit(line)
		c.Frame()
	}
	click(t, c, "tab/Bar/Lesson")
	require.NotZero(t, c.Frame().Node("option/why/1").Rect.H)
	c.setScroll(scene.PanelLesson, 0)
	c.stale = true
	require.Zero(t, extentOf(c.Frame(), scene.PanelLesson).Y, "and only once")
}
