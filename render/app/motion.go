package app

import (
	"slices"
	"time"

	"blockyard/render/scene"
	"blockyard/sim/unit"
)

// animate lets what has changed in the world move to where it is: frames are asked for as long as something moves, and no longer.
func (c *Controller) animate(elapsed time.Duration) {
	if len(c.ui.Motions) > 0 {
		c.ui.Wall += elapsed.Seconds()
		c.ui.Motions = slices.DeleteFunc(c.ui.Motions, c.hasEnded)
		c.stale = true
	}
	f := c.Frame()
	if f == nil || f.Arrangement == c.arranged {
		return
	}
	before := c.arranged
	c.arranged = f.Arrangement
	if c.still() {
		return
	}
	fresh := slices.DeleteFunc(before.MotionsTo(f.Arrangement, c.ui.Wall-elapsed.Seconds()), c.hasEnded)
	if len(fresh) > 0 {
		c.ui.Motions, c.stale = append(fresh, c.ui.Motions...), true // what has changed again moves from where it is now
	}
}

// hasEnded reports whether a motion is over.
func (c *Controller) hasEnded(m scene.Motion) bool { return c.ui.Wall-m.Since >= scene.MotionTime }

// still reports whether everything is at once where it is: the learner wants it so, or time passes too fast to follow.
func (c *Controller) still() bool {
	return c.ui.Calm || c.ui.Playing && c.speed() > unit.Hour
}
