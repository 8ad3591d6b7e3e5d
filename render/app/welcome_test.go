package app

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"blockyard/render/scene"
	"blockyard/render/typeface"
	"blockyard/scenarios"
)

// greeted returns a controller in the welcome, with what it has kept, and a way to let wall time pass.
func greeted(t testing.TB) (c *Controller, kept map[string]string, pass func(time.Duration)) {
	w := &wall{}
	c = NewController(open, typeface.Measure, w.now)
	c.Resize(1600, 1000)
	kept = map[string]string{}
	c.Keep = func(option, value string) { kept[option] = value }
	c.Set("lesson", scenarios.Welcome)
	require.True(t, c.welcomes())
	require.Empty(t, kept)
	return c, kept, func(d time.Duration) {
		for ; d > 0; d -= 100 * time.Millisecond {
			w.at += 100 * time.Millisecond
			c.Tick(100 * time.Millisecond)
		}
	}
}

func TestTheWelcomeByPointerAlone(t *testing.T) {
	c, kept, pass := greeted(t)
	require.Equal(t, "welcome/stop", c.Frame().Focus, "Enter would do it, too")
	before := node(t, c, "welcome/server-meter").Name
	pass(2 * time.Second)
	require.NotEqual(t, before, node(t, c, "welcome/server-meter").Name, "it ticks")
	click(t, c, "welcome/stop")
	require.Equal(t, "aws ec2 stop-instances --instance-ids @web", newest(t, c).Command)
	require.Equal(t, map[string]string{welcomeOption: "seen"}, kept)

	server, disk := node(t, c, "welcome/server-meter").Name, node(t, c, "welcome/disk-meter").Name
	pass(3 * time.Second)
	require.Equal(t, server, node(t, c, "welcome/server-meter").Name, "its meter stands")
	require.NotEqual(t, disk, node(t, c, "welcome/disk-meter").Name, "that of the disk does not")

	click(t, c, "option/why/3")
	require.Contains(t, node(t, c, "step/why/say").Name, "No: it has stopped.")
	click(t, c, "option/why/2")
	pass(time.Second)
	require.False(t, c.ui.Playing, "time waits for the guess")
	click(t, c, "option/guess/3")
	require.Contains(t, node(t, c, "welcome/said").Name, "About $72")
	click(t, c, "welcome/month")
	require.Contains(t, node(t, c, "welcome/title").Name, "The disk has cost $5.02.")
	require.Contains(t, node(t, c, "step/guess/reveal/1").Name, "it is “About $5”")
	c.Set("speed", "1d")
	click(t, c, "welcome/door/sandbox")
	require.Nil(t, c.Session().Lesson())
	require.Equal(t, defaultSpeed, c.ui.Speed)
	require.False(t, c.ui.Playing)
}

func TestTheWelcomeByKeyboardAlone(t *testing.T) {
	c, _, _ := greeted(t)
	for _, lead := range []string{"welcome/stop", "option/why/1"} {
		require.Equal(t, lead, c.Frame().Focus)
		press(c, "Enter")
	}
	press(c, "Tab", "Enter")
	for _, lead := range []string{"option/guess/1", "welcome/month", "welcome/door/lessons"} {
		require.Equal(t, lead, c.Frame().Focus)
		press(c, "Enter")
	}
	require.Equal(t, scene.LessonsSheet, c.ui.Sheet, "no lessons were offered here")
}

func TestTheWelcomeIsSkippedAtEachStep(t *testing.T) {
	for steps := range 4 {
		c, kept, _ := greeted(t)
		for _, line := range []string{"aws ec2 stop-instances --instance-ids @web", "yard answer why 2", "yard answer guess '?'"}[:steps] {
			c.Submit(line)
		}
		click(t, c, "welcome/skip")
		require.Nil(t, c.Session().Lesson())
		require.Equal(t, map[string]string{welcomeOption: "seen"}, kept)
		press(c, "?")
		c.Activate("help/welcome")
		require.True(t, c.welcomes(), "the help brings it back")
	}
}

func TestNothingTicksByItselfWhereNothingIsToMove(t *testing.T) {
	c := opened(t, "")
	c.Set("reduced-motion", "true")
	c.Set("lesson", scenarios.Welcome)
	require.False(t, c.ui.Playing)
	require.Contains(t, node(t, c, "welcome/server-meter").Help, "time stands")
	c.Activate("button/play")
	require.True(t, c.ui.Playing)
	require.Contains(t, node(t, c, "welcome/server-meter").Help, "ticking")
}

func TestAStepOfTheWelcomeIsSeenFromItsTop(t *testing.T) {
	c, _, _ := greeted(t)
	c.Resize(800, 600)
	c.Set("scale", "200")
	c.Frame()
	c.setScroll(scene.PanelWorld, 120)
	require.Positive(t, scrolledIn(c.Frame(), scene.PanelWorld))
	c.Set("focus", "")
	c.Activate("welcome/stop")
	require.Zero(t, scrolledIn(c.Frame(), scene.PanelWorld))
}

func TestTheWelcomeSaysNoPoints(t *testing.T) {
	c, _, _ := greeted(t)
	require.NotContains(t, c.ui.Say, "points")
	c.Set("lesson", costLesson)
	require.Contains(t, c.ui.Say, "points")
}

func TestTheWelcomeIsTheOneThatThePictureKnows(t *testing.T) {
	require.Equal(t, scenarios.Welcome, scene.WelcomeLesson)
}
