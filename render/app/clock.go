package app

import (
	"fmt"
	"slices"
	"time"

	"blockyard/render/scene"
	"blockyard/sim/unit"
)

// defaultSpeed is the simulated time that passes in a second.
const defaultSpeed = "1h"

const (
	// workPerTick is the wall time that a tick may spend on the engine: half a
	// frame at 60 a second, so that there is time to paint.
	workPerTick = 8 * time.Millisecond
	// longestTick is the wall time that a tick makes up for at most. A tab
	// that was in the background does not jump ahead.
	longestTick = 250 * time.Millisecond
	// betweenFrames is the least wall time between two frames that differ by
	// the time alone: playing costs a third of the battery, and nobody reads faster.
	betweenFrames = 50 * time.Millisecond
)

// A clock paces simulated time by wall time.
type clock struct {
	owed      unit.Duration // simulated time that is due but has not been computed
	remainder int64         // of it, in thousandths of a millisecond times a second's speed
	stride    unit.Duration // how much is computed at once
	painted   time.Duration // when a frame was last asked for because of time
}

// held says why time may not run, and reports whether that is so: while a
// prediction is open, time waits.
func (c *Controller) held() bool {
	why := scene.HeldBy(c.session)
	if why != "" {
		c.say(why + ".")
	}
	return why != ""
}

// play lets time run.
func (c *Controller) play() {
	if c.ui.Playing || c.busy() || c.held() {
		return
	}
	c.ui.Playing, c.stale = true, true
	c.clock = clock{painted: c.now()}
	c.say("Time runs at " + scene.SpeedWords(c.ui.Speed) + ".")
}

// pause stops time. Then the lesson's steps are judged, as after a command.
func (c *Controller) pause() {
	if !c.ui.Playing {
		return
	}
	c.ui.Playing, c.stale = false, true
	c.clock = clock{}
	c.judge()
	c.say("Time stands at " + c.session.Clock().String() + ".")
}

// judge judges the steps by the world as it is now. A program without
// commands does nothing else, and leaves no trace in the journal.
func (c *Controller) judge() {
	if c.job != nil || c.session.LooksBack() {
		return // it ends with that; the past was judged
	}
	nothing := func(string) {}
	c.session.Run("", nothing, nothing)
	c.noteProgress()
}

// toggle plays or pauses.
func (c *Controller) toggle() {
	if c.ui.Playing {
		c.pause()
		return
	}
	c.play()
}

// Tick lets simulated time run for the wall time that has passed, where time
// plays. What cannot be computed in a few milliseconds stays owed, up to a
// second's worth; beyond that time runs slower than the speed says.
func (c *Controller) Tick(elapsed time.Duration) {
	defer c.survive()
	c.rest()
	c.pass(elapsed)
	c.animate(elapsed)
}

// pass lets simulated time run for a wall time.
func (c *Controller) pass(elapsed time.Duration) {
	if c.job != nil {
		c.proceed(workPerTurn)
		return // what has to be computed of time is the command's
	}
	if !c.ui.Playing || elapsed <= 0 {
		return
	}
	if c.held() {
		c.pause()
		c.held() // its sentence stays
		return
	}
	second := c.speed()
	c.owe(second, min(elapsed, longestTick))
	if c.session.LooksBack() {
		c.playPast()
	} else {
		since := c.session.Present()
		c.work(workPerTick)
		c.alert(since)
	}
	c.clock.owed = min(c.clock.owed, second)
	if now := c.now(); now-c.clock.painted >= betweenFrames {
		c.clock.painted, c.stale = now, true
	}
	if c.now()-c.said >= betweenSentences {
		c.summarise()
	}
}

// speed returns the simulated time that passes in a second.
func (c *Controller) speed() unit.Duration {
	d, err := unit.ParseDuration(c.ui.Speed)
	if err != nil || d <= 0 {
		return unit.Hour
	}
	return min(d, unit.Month)
}

// owe adds the simulated time that belongs to a wall time, to the last millisecond over time.
func (c *Controller) owe(second unit.Duration, elapsed time.Duration) {
	due := int64(second)*elapsed.Microseconds() + c.clock.remainder
	c.clock.owed += unit.Duration(due / 1e6)
	c.clock.remainder = due % 1e6
}

// work computes what is owed, in strides that take about a millisecond each, for a wall time.
func (c *Controller) work(budget time.Duration) {
	if c.clock.stride == 0 {
		c.clock.stride = unit.Minute
	}
	for end := c.now() + budget; c.clock.owed > 0; {
		d := min(c.clock.owed, c.clock.stride, unit.MaxDuration-c.session.Clock())
		if d <= 0 {
			c.pause()
			c.say("The clock ends here, " + unit.MaxDuration.String() + " after the start.")
			return
		}
		before := c.now()
		c.runFor(d)
		c.clock.owed -= d
		switch took := c.now() - before; {
		case took < time.Millisecond/2:
			c.clock.stride = min(2*c.clock.stride, unit.Month)
		case took > 2*time.Millisecond:
			c.clock.stride = max(c.clock.stride/2, unit.Second)
		}
		if c.now() >= end {
			return
		}
	}
}

// runFor lets time pass in all lanes.
func (c *Controller) runFor(d unit.Duration) {
	if err := c.session.RunFor(d); err != nil {
		c.say(err.Error() + ".")
	}
}

// step goes on to the next event of any lane.
func (c *Controller) step() {
	if c.busy() || c.held() {
		return
	}
	if c.session.LooksBack() {
		c.forward()
		return
	}
	next, now := unit.Forever, c.session.World().Now()
	for _, lane := range c.session.Lanes() {
		w, _ := c.session.WorldOf(lane)
		if at, ok := w.Next(); ok {
			next = min(next, at)
		}
	}
	if next == unit.Forever || next.Sub(0) > unit.MaxDuration {
		c.say("Nothing is about to happen by itself.")
		return
	}
	c.runFor(next.Sub(now))
	c.judge()
	c.stale = true
	c.say(fmt.Sprintf("The next event, %s after the start.", c.session.Clock()))
	c.alert(now)
}

// faster goes to the next of the speeds that the scene offers, or to the one before.
func (c *Controller) faster(direction int) {
	at := slices.IndexFunc(scene.Speeds, func(s scene.Choice) bool { return s.Of == c.ui.Speed })
	if at < 0 {
		at = slices.IndexFunc(scene.Speeds, func(s scene.Choice) bool { return s.Of == defaultSpeed })
	}
	at = max(0, min(at+direction, len(scene.Speeds)-1))
	c.setSpeed(scene.Speeds[at].Of)
	c.say("Speed " + scene.Speeds[at].Value + ".")
}
