package app

import "blockyard/render/scene"

const (
	// welcomeOption is how Keep names that somebody has been welcomed.
	welcomeOption = "welcome"
	// welcomeSpeed is slow enough to see the meters tick.
	welcomeSpeed = "1m"
)

// welcomes reports whether the lesson at hand is the welcome.
func (c *Controller) welcomes() bool { return scene.IsWelcome(c.session) }

// welcome lets time run in the welcome, unless nothing is to move by itself, with the focus on what leads on.
func (c *Controller) welcome() {
	c.ui.Speed = welcomeSpeed
	if f := c.Frame(); f != nil {
		c.setFocus(f.Lead)
	}
	if !c.ui.Calm {
		c.play()
	}
}

// followWelcome shows each new step of the welcome from its top.
func (c *Controller) followWelcome() {
	if at := scene.OpenStep(c.session); c.welcomes() && at != c.welcomeAt {
		c.welcomeAt = at
		c.setScroll(scene.PanelWorld, 0)
	}
}

// noteWelcome notes that somebody has been welcomed, once the first step is done or the welcome is left: it is not shown again by itself.
func (c *Controller) noteWelcome(left bool) {
	if c.welcomed || c.Keep == nil || !left && !(c.welcomes() && c.session.Steps()[0].Passed) {
		return
	}
	c.welcomed = true
	c.Keep(welcomeOption, "seen")
}
