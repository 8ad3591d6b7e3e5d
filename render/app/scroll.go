package app

import "blockyard/render/scene"

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

// slides reports whether a press on a node scrolls to where it is: on a scroll bar, and on the whole world, small. Fingers
// scroll by themselves, and would hit a scroll bar by mistake.
func (c *Controller) slides(n *scene.Node) bool {
	return n != nil && n.Role == scene.RoleSlider && n.Action != nil && n.Action.Verb == scene.Scroll &&
		(n.ID == scene.Minimap || len(c.touch.fingers) == 0)
}

// slide scrolls to where the pointer is on a node, so that the place is in the middle of what is seen.
func (c *Controller) slide(n *scene.Node) {
	if e := extentOf(c.frame, scene.Panel(n.Action.Arg)); e != nil {
		share := (c.pointer.Y - n.Rect.Y) / n.Rect.H
		c.scroll(e, share*(e.Most+e.Rect.H)-e.Rect.H/2)
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
