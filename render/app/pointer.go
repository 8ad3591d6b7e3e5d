package app

import "blockyard/render/scene"

// Move tells where the pointer is, in logical pixels.
func (c *Controller) Move(x, y float64) {
	defer c.survive()
	c.pointer, c.inside = scene.Point{X: x, Y: y}, true
	if c.frame != nil && !c.stale && c.hover() {
		c.stale = true
	}
}

// Leave tells that the pointer is no longer over the picture, or no longer
// touches it. What was held down is let go without effect.
func (c *Controller) Leave() {
	c.inside = false
	if c.ui.Hover != "" || c.ui.Pressed != "" {
		c.ui.Hover, c.ui.Pressed, c.stale = "", "", true
	}
}

// hover finds out what is under the pointer, and reports whether it is something else than before.
func (c *Controller) hover() bool {
	id := ""
	if c.inside && c.frame != nil {
		if n := c.frame.At(c.pointer); n != nil {
			id = n.ID
		}
	}
	changed := id != c.ui.Hover
	c.ui.Hover = id
	return changed
}

// Press tells that the pointer's first button, or a finger, went down.
func (c *Controller) Press(x, y float64) {
	defer c.survive()
	c.Move(x, y)
	if f := c.Frame(); f == nil || f.At(c.pointer) == nil {
		return
	}
	c.ui.Pressed, c.stale = c.ui.Hover, true
}

// Release tells that it went up again. It activates the node that it went down
// on, unless it was moved away from it.
func (c *Controller) Release(x, y float64) {
	defer c.survive()
	c.Move(x, y)
	f := c.Frame()
	pressed := c.ui.Pressed
	if f == nil || pressed == "" {
		return
	}
	c.ui.Pressed, c.stale = "", true
	if n := f.At(c.pointer); n != nil && n.ID == pressed {
		c.click(n)
	}
}

// Click presses and releases at a point.
func (c *Controller) Click(x, y float64) {
	c.Press(x, y)
	c.Release(x, y)
}

// click activates a node. The focus follows to what it is on, so that the keyboard goes on from there.
func (c *Controller) click(n *scene.Node) {
	if n.Role != scene.RoleTextbox {
		c.setFocus(n.ID)
	}
	c.activate(n, n.Action)
}

// Wheel scrolls the panel under a point; dy is in logical pixels, downwards.
func (c *Controller) Wheel(x, y, dy float64) {
	defer c.survive()
	f := c.Frame()
	if f == nil || dy != dy {
		return
	}
	for i := len(f.Scrolls) - 1; i >= 0; i-- {
		if e := &f.Scrolls[i]; e.Rect.Holds(scene.Point{X: x, Y: y}) {
			c.scroll(e, e.Y+dy)
			return
		}
	}
}

// scroll scrolls a panel to a place, as far as there is something to see.
func (c *Controller) scroll(e *scene.Extent, y float64) {
	if y = max(0, min(y, e.Most)); y != e.Y {
		c.setScroll(e.Panel, y)
		c.stale = true
	}
}

func (c *Controller) setScroll(panel scene.Panel, y float64) {
	for i := range c.ui.Scrolls {
		if c.ui.Scrolls[i].Panel == panel {
			c.ui.Scrolls[i].Y = y
			return
		}
	}
	c.ui.Scrolls = append(c.ui.Scrolls, scene.Offset{Panel: panel, Y: y})
}

// holdScrolls takes over how far the scene has really scrolled.
func (c *Controller) holdScrolls() {
	for _, e := range c.frame.Scrolls {
		c.setScroll(e.Panel, e.Y)
	}
}

// page scrolls a panel by most of what is seen of it, and from its end back to its start.
func (c *Controller) page(panel scene.Panel) {
	switch e := extentOf(c.frame, panel); {
	case e == nil:
	case e.Y >= e.Most:
		c.scroll(e, 0)
	default:
		c.scroll(e, e.Y+0.8*e.Rect.H)
	}
}
