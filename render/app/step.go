package app

import "blockyard/render/scene"

// A stepAt is the step of the lesson that was at hand when it was last looked for, and whether it is still to be shown.
type stepAt struct {
	number int
	hidden bool
}

// followStep has the step at hand shown once it is another one.
func (c *Controller) followStep() {
	if at := scene.OpenStep(c.session); at != c.at.number {
		c.at = stepAt{at, !c.welcomes()}
	}
}

// revealStep scrolls the lesson's panel so that the step at hand is seen, with as much above it as there is room for, and
// reports whether it had to. Where all steps are done, the top says so.
func (c *Controller) revealStep() bool {
	e := extentOf(c.frame, scene.PanelLesson)
	if !c.at.hidden || e == nil {
		return false
	}
	c.at.hidden = false
	y := 0.0
	if c.at.number >= 0 {
		n := c.frame.Node("step/" + c.session.Steps()[c.at.number].Step.ID)
		if n == nil {
			return false
		}
		top := e.Y + n.Whole.Y - e.Rect.Y
		y = max(0, min(top, max(e.Y, top+n.Whole.H+stepRoom-e.Rect.H)))
	}
	if y == e.Y {
		return false
	}
	c.setScroll(scene.PanelLesson, y)
	return true
}

// stepRoom is how much is seen below the step at hand at least, where it is not at the end.
const stepRoom = 8
