package app

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"blockyard/render/scene"
	"blockyard/render/typeface"
	"blockyard/scripting/session"
	"blockyard/sim/unit"
)

// answered returns a controller whose lesson asks for no prediction any more.
func answered(t *testing.T) *Controller {
	c := opened(t, costLesson)
	c.Submit("yard answer guess '?'")
	return c
}

func TestAPredictionHoldsTime(t *testing.T) {
	c := opened(t, costLesson)
	for _, act := range []func(){c.play, c.step, func() { c.Activate("button/play") }, func() { c.Key(" ", "", false, false, false, false) }} {
		act()
		require.False(t, c.ui.Playing)
		c.Tick(time.Second)
		require.Zero(t, c.Session().Clock())
		require.Contains(t, c.ui.Say, "time waits for your prediction")
	}
	c.ui.Playing = true // also where it plays already
	c.Tick(time.Second)
	require.False(t, c.ui.Playing)
	require.Zero(t, c.Session().Clock())

	click(t, c, "textbox/guess/store")
	c.Type("72")
	play(t, c, "key Enter\ntype 17\nclick button/answer")
	require.Equal(t, "yard answer guess '72' '17'", newest(t, c).Command)
	click(t, c, "button/play")
	require.True(t, c.ui.Playing)
	c.Tick(100 * time.Millisecond)
	require.Equal(t, 6*unit.Minute, c.Session().Clock())
}

func TestAnsweredPredictionStaysAnsweredInALongLog(t *testing.T) {
	c := answered(t)
	for range mostEntries + 50 {
		c.note(scene.Entry{Command: "x"})
	}
	require.Len(t, c.ui.Log, mostEntries)
	c.play()
	require.True(t, c.ui.Playing)
}

func TestPlayingTimeEqualsRunningIt(t *testing.T) {
	c := answered(t)
	c.Submit("yard lane ebs; yard schedule @web --daily 09:00-13:00")
	c.Set("speed", "1d")
	c.play()
	ticks := 0
	for ; c.Session().Clock() < 30*unit.Day; ticks++ {
		c.Tick([]time.Duration{16, 17, 33, 8}[ticks%4] * time.Millisecond)
	}
	c.pause()

	want, err := open(costLesson)
	require.NoError(t, err)
	nothing := func(string) {}
	want.Run("yard lane ebs; yard schedule @web --daily 09:00-13:00", nothing, nothing)
	require.NoError(t, want.RunFor(c.Session().Clock()))
	require.Equal(t, want.Digest(), c.Session().Digest())
	require.Equal(t, want.Journal().Lines, c.Session().Journal().Lines[1:], "time is in the commands' instants alone")

	again, err := session.Replay(c.Session().Journal(), want.Lesson())
	require.NoError(t, err)
	require.Equal(t, c.Session().Digest(), again.Digest())
}

func TestStepsAreJudgedWhenTimeStops(t *testing.T) {
	c := answered(t)
	c.Submit("yard lane ebs; yard schedule @web --daily 09:00-13:00; yard lane store; aws ec2 stop-instances --instance-ids @web")
	c.Set("speed", "30d")
	c.play()
	for range 5 {
		c.Tick(200 * time.Millisecond)
	}
	require.Equal(t, 30*unit.Day, c.Session().Clock())
	require.False(t, monthPassed(c))
	lines := len(c.ui.Log)
	c.pause()
	require.True(t, monthPassed(c))
	require.Len(t, c.ui.Log, lines)
}

func monthPassed(c *Controller) bool {
	for _, s := range c.Session().Steps() {
		if s.Step.ID == "month" {
			return s.Passed
		}
	}
	return false
}

func TestATickHasABudget(t *testing.T) {
	w := &wall{}
	reads := 0
	c := NewController(open, typeface.Measure, func() time.Duration {
		if reads++; reads%2 == 0 {
			w.at += 3 * time.Millisecond // so long takes each stride of the engine
		}
		return w.at
	})
	c.Set("speed", "1d")
	c.play()
	before := w.at
	c.Tick(250 * time.Millisecond)
	require.Less(t, w.at-before, 2*workPerTick)
	got := c.Session().Clock()
	require.Positive(t, got)
	require.Less(t, got, 6*unit.Hour)
	require.Equal(t, 6*unit.Hour, got+c.clock.owed, "the rest stays owed")
	for range 100 {
		c.Tick(250 * time.Millisecond)
		require.LessOrEqual(t, c.clock.owed, unit.Day, "up to a second's worth")
	}
}

func TestSlowTabsDoNotJump(t *testing.T) {
	c := opened(t, "")
	c.play()
	c.Tick(time.Hour)
	require.Equal(t, unit.Hour/4, c.Session().Clock())
	c.Tick(-time.Hour)
	require.Equal(t, unit.Hour/4, c.Session().Clock())
}

func TestOwedTimeIsExact(t *testing.T) {
	c := opened(t, "")
	c.Set("speed", "1m")
	c.play()
	for range 3000 {
		c.Tick(time.Second / 3000)
	}
	require.InDelta(t, float64(59_940), float64(c.Session().Clock()), 61, "a second, less what is under a microsecond in each tick")
}

func TestStepGoesToTheNextEvent(t *testing.T) {
	c := opened(t, "")
	c.step()
	require.Contains(t, c.ui.Say, "Nothing is about to happen")
	c.Submit("aws ec2 run-instances --image-id @al2023 --instance-type t3.micro --name web")
	at, ok := c.Session().World().Next()
	require.True(t, ok)
	c.Key(".", "", false, false, false, false)
	require.Equal(t, at, c.Session().World().Now())
}

func TestTheClockEnds(t *testing.T) {
	c := opened(t, "")
	require.NoError(t, c.Session().RunFor(unit.MaxDuration-unit.Second))
	c.play()
	c.Tick(250 * time.Millisecond)
	require.Equal(t, unit.MaxDuration, c.Session().Clock())
	c.Tick(250 * time.Millisecond)
	require.False(t, c.ui.Playing)
	require.Contains(t, c.ui.Say, "The clock ends here")
}

func TestSpeedKeys(t *testing.T) {
	c := opened(t, "")
	for range 9 {
		c.Key("]", "", false, false, false, false)
	}
	require.Equal(t, scene.Speeds[len(scene.Speeds)-1].Of, c.ui.Speed)
	for range 9 {
		c.Key("[", "", false, false, false, false)
	}
	require.Equal(t, scene.Speeds[0].Of, c.ui.Speed)
}
