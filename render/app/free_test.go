package app

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"blockyard/render/scene"
)

// The lesson is left by a click, and gone back to by a key: the focus is on the one button where it was on the other.
func TestTryingFreelyByClickAndKey(t *testing.T) {
	c := opened(t, costLesson)
	before := c.Session().Digest()
	require.Equal(t, "Day 1, 00:00. The bill is $0.00. 0 of 8 points.", c.ui.Say)
	click(t, c, scene.TryNode)
	require.Equal(t, "yard try", lastCommand(c))
	require.Equal(t, "Now you try freely: nothing you do counts. yard try --back goes back to the lesson, as it is now.", c.ui.Say)
	require.Equal(t, scene.BackNode, c.Frame().Focus)
	c.Submit("aws ec2 terminate-instances --instance-ids @web")
	c.play()
	c.Tick(200 * time.Millisecond)
	require.NotZero(t, c.Session().Clock(), "time does not wait for the prediction")
	c.Tick(betweenSentences)
	c.summarise()
	require.Contains(t, c.ui.Say, "You try freely: nothing counts.")
	c.Set("focus", scene.BackNode)
	press(c, "Enter")
	require.False(t, c.Session().TriesFreely())
	require.False(t, c.ui.Playing, "the lesson stands as it was left")
	require.Equal(t, `This is the lesson again, Apr 01 00:00. What you tried is kept as the branch "free".`, c.ui.Say)
	require.Equal(t, scene.TryNode, c.Frame().Focus)
	require.Equal(t, before, c.Session().Digest())
}

func TestTryingFreelyShowsTheTopOfTheLesson(t *testing.T) {
	c := opened(t, costLesson)
	c.Resize(1200, 600)
	c.Frame()
	c.setScroll(scene.PanelLesson, 300)
	c.stale = true
	require.Zero(t, c.Frame().Node("lesson/title").Rect.H)
	c.Submit("yard try")
	require.NotZero(t, c.Frame().Node(scene.BackNode).Rect.H)
}

// What the lesson asks waits: it is neither chosen nor typed, and a key for a hint is told why.
func TestWhileTryingFreelyNothingIsAnswered(t *testing.T) {
	c := opened(t, costLesson)
	c.Submit("yard try")
	click(t, c, "button/dont-know")
	require.Contains(t, c.ui.Say, "You try freely, and nothing counts")
	require.Equal(t, "yard try", lastCommand(c))
	click(t, c, "textbox/guess/store")
	require.Contains(t, c.ui.Say, "You try freely, and nothing counts")
	c.Type("7")
	require.Empty(t, c.Frame().Node("textbox/guess/store").Value)
	c.Set("focus", "panel/World")
	press(c, "p")
	require.Equal(t, "No prediction is asked for now.", c.ui.Say)
	press(c, "h")
	require.Contains(t, c.ui.Say, "yard try --back goes back to the lesson")
}
