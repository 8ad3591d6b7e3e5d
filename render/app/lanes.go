package app

import "blockyard/render/scene"

// toLaneOf goes to the lane that a node is in, by the command for it, and returns what the node is there. The node of the
// lane at hand stays as it is.
func (c *Controller) toLaneOf(n *scene.Node) *scene.Node {
	if n == nil || n.Lane == "" || n.Lane == c.session.Lane() {
		return n
	}
	focused, there := c.ui.Focus == n.ID, *n // the frame that n belongs to may be painted over
	if !c.enterLane(n.Lane) {
		return n
	}
	_, there.ID = scene.LaneOf(there.ID)
	there.Lane = ""
	if focused {
		c.setFocus(there.ID)
	}
	return &there
}

// enterLane makes a lane the one that commands act on, and reports whether it is.
func (c *Controller) enterLane(lane string) bool {
	c.run("yard lane "+lane, true)
	c.Frame()
	return c.session.Lane() == lane
}

// laneUnder returns the lane whose frame is under the pointer where nothing else is, "" where that is the lane at hand.
func (c *Controller) laneUnder() string {
	f := c.Frame()
	if f == nil || f.At(c.pointer) != nil {
		return ""
	}
	if lane := f.LaneAt(c.pointer); lane != c.session.Lane() {
		return lane
	}
	return ""
}
