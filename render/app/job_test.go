package app

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"blockyard/render/scene"
	"blockyard/render/typeface"
	"blockyard/sim/unit"
)

// hurried returns a controller for which wall time passes whenever somebody looks at it, so that commands are halted often.
func hurried(t testing.TB, each time.Duration) (*Controller, *wall) {
	w := &wall{}
	c := NewController(open, typeface.Measure, func() time.Duration { w.at += each; return w.at })
	c.Resize(1600, 1000)
	return c, w
}

// busyWorld has so much happen in a month that a command halts on the way.
var busyWorld = []string{
	"aws ec2 run-instances --image-id @al2023 --instance-type t3.micro --name web", "yard run 5m",
	"for i in 1 2 3 4 5; do yard workload @web log$i --every 10m; done",
}

// finished lets what runs come to its end, and returns how many ticks that took.
func finished(t testing.TB, c *Controller) (ticks int) {
	for c.Running() {
		c.Tick(time.Millisecond)
		require.Less(t, ticks, 100_000)
		ticks++
	}
	return ticks
}

func TestALongCommandGoesOnTickByTick(t *testing.T) {
	c, _ := hurried(t, 10*time.Millisecond)
	for _, line := range busyWorld {
		c.Submit(line)
		finished(t, c)
	}
	entries := len(c.ui.Log)
	c.Submit("yard run 30d; echo done")
	require.True(t, c.Running())
	require.Len(t, c.ui.Log, entries, "its entry is written when it has ended")
	before := c.Session().Clock()
	require.NotNil(t, node(t, c, "running"))
	require.Contains(t, node(t, c, scene.CommandLine).Off, "running")
	require.Greater(t, finished(t, c), 3)
	require.Greater(t, c.Session().Clock(), before)
	require.Equal(t, 30*unit.Day, c.Session().Clock()-5*unit.Minute)
	require.Contains(t, newest(t, c).Output, "done\n")
	require.Nil(t, c.Frame().Node("running"))
	require.Empty(t, node(t, c, scene.CommandLine).Off)
}

// What a command computes does not depend on when it was halted.
func TestHaltsLeaveNoTrace(t *testing.T) {
	digest := func(c *Controller) string {
		for _, line := range append(busyWorld, "yard run 20d; for i in 1 2 3; do aws ec2 create-volume --size $i --availability-zone us-east-1a; yard run 1h; done") {
			c.Submit(line)
			finished(t, c)
		}
		return c.Session().Digest() + c.Session().Journal().String()
	}
	at := digest(opened(t, ""))
	for _, each := range []time.Duration{time.Millisecond, 9 * time.Millisecond, time.Second} {
		c, _ := hurried(t, each)
		require.Equal(t, at, digest(c), each)
	}
}

func TestEscapeStopsWhatRuns(t *testing.T) {
	for name, stop := range map[string]func(*Controller){
		"in the picture":    func(c *Controller) { c.Key("Escape", "", false, false, false, false) },
		"in a field":        func(c *Controller) { c.Key("Escape", "", false, false, false, true) },
		"by its button":     func(c *Controller) { c.Activate("button/stop-command") },
		"by another lesson": func(c *Controller) { c.Set("lesson", costLesson) },
	} {
		t.Run(name, func(t *testing.T) {
			c, _ := hurried(t, 10*time.Millisecond)
			for _, line := range busyWorld {
				c.Submit(line)
				finished(t, c)
			}
			session := c.Session()
			c.Submit("yard run 300d")
			c.Tick(time.Millisecond)
			require.True(t, c.Running())
			stop(c)
			require.False(t, c.Running())
			require.Less(t, session.Clock(), 300*unit.Day)
			if name == "by another lesson" {
				require.NotSame(t, session, c.Session())
				return
			}
			require.Contains(t, newest(t, c).Error, "stopped: the clock stands where it was")
			c.Submit("echo on")
			finished(t, c)
			require.Equal(t, "on\n", newest(t, c).Output)
		})
	}
}

func TestALoopWithoutEndCanBeStopped(t *testing.T) {
	c, _ := hurried(t, 10*time.Millisecond)
	c.Submit("while true; do sleep 1; done")
	c.Tick(time.Millisecond)
	require.True(t, c.Running())
	c.Key("Escape", "", false, false, false, true)
	require.Contains(t, newest(t, c).Error, "nterrupted")
	require.NotZero(t, newest(t, c).Status)
}

func TestNothingElseReachesTheWorldWhileACommandRuns(t *testing.T) {
	c, _ := hurried(t, 10*time.Millisecond)
	for _, line := range busyWorld {
		c.Submit(line)
		finished(t, c)
	}
	c.Submit("yard run 30d")
	require.True(t, c.Running())
	lines := len(c.Session().Journal().Lines)
	for _, deed := range []func(){
		func() { c.Submit("aws ec2 create-volume --size 1 --availability-zone us-east-1a") },
		func() { c.run("aws ec2 create-volume --size 1 --availability-zone us-east-1a", true) },
		c.play, c.step, c.pause,
	} {
		clock := c.Session().Clock()
		c.ui.Say = ""
		deed()
		require.True(t, c.Running())
		require.Equal(t, clock, c.Session().Clock())
		require.Len(t, c.Session().Journal().Lines, lines)
	}
	require.Equal(t, "aws ec2 create-volume --size 1 --availability-zone us-east-1a", c.ui.Input, "what was typed is not lost")
	finished(t, c)
}

func TestAPanicInAJobIsTheControllersOwn(t *testing.T) {
	c := opened(t, "")
	c.job = newJob(scene.Entry{Command: "x"}, func(string, func(string), func(string)) int { panic("something that cannot be") })
	c.Tick(time.Millisecond)
	require.False(t, c.Running())
	require.Contains(t, newest(t, c).Error, "a fault of Blockyard")
	c.Submit("echo on")
	require.Equal(t, "on\n", newest(t, c).Output)
}

func TestEntriesHaveTheCommandOfTheAWSCLI(t *testing.T) {
	c := opened(t, "")
	c.perform(scene.Entry{Command: "aws ec2 create-volume --size 1 --availability-zone us-east-1a --name data", Comment: "drag a volume", Clicked: true})
	c.Submit("aws ec2 delete-volume --volume-id @data")
	e := newest(t, c)
	require.Regexp(t, `^aws ec2 delete-volume --volume-id vol-[0-9a-f]{17}$`, e.CLI)
	require.Equal(t, "drag a volume", c.ui.Log[len(c.ui.Log)-2].Comment)
	copied := ""
	c.Clipboard = func(text string) bool { copied = text; return true }
	c.Activate("log/1#1")
	require.Equal(t, e.CLI, copied)
}
