package app

import (
	"math"

	"blockyard/render/scene"
)

const (
	// grasp is how far the pointer goes, in logical pixels, before what it holds is dragged.
	grasp = 6
	// brink is how near the edge of the world a drag scrolls it, and by how much with each move.
	brink, brinkStep = 28, 18
)

// A grip is what the pointer went down on and could drag. The zero grip is nothing.
type grip struct {
	of   string // id of the thing
	from scene.Point
}

// grab notes what a node lets be dragged.
func (c *Controller) grab(n *scene.Node) {
	c.grip = grip{n.Drag, c.pointer}
}

// pull moves what is dragged with the pointer, once that has gone far enough.
func (c *Controller) pull() {
	g := c.grip
	if g.of == "" || c.frame == nil {
		return
	}
	if c.ui.Drag == nil {
		if math.Hypot(c.pointer.X-g.from.X, c.pointer.Y-g.from.Y) <= grasp {
			return
		}
		if c.session.LooksBack() {
			c.grip = grip{}
			c.say(scene.PastReason + ".")
			return
		}
		c.ui.Pressed, c.ui.Menu = "", nil
		c.choose(g.of)
	}
	c.ui.Drag, c.stale = &scene.Drag{Of: g.of, From: g.from, At: c.pointer, Over: c.frame.DropAt(g.of, c.pointer)}, true
	c.scrollAtBrink()
}

// scrollAtBrink scrolls the world where something is dragged to its upper or lower edge.
func (c *Controller) scrollAtBrink() {
	e := extentOf(c.frame, scene.PanelWorld)
	switch {
	case e == nil || !e.Rect.Holds(c.pointer):
	case c.pointer.Y < e.Rect.Y+brink:
		c.scroll(e, e.Y-brinkStep)
	case c.pointer.Y > e.Rect.Bottom()-brink:
		c.scroll(e, e.Y+brinkStep)
	}
}

// letGo ends a drag without effect, and reports whether there was one.
func (c *Controller) letGo() bool {
	c.grip = grip{}
	if c.ui.Drag == nil {
		return false
	}
	c.ui.Drag, c.stale = nil, true
	return true
}

// drop does what a drag means where it ends, and reports whether something was dragged. What is forbidden there is done
// all the same: the refusal says the rule.
func (c *Controller) drop() bool {
	if c.ui.Drag == nil {
		return false
	}
	c.ui.Drag = &scene.Drag{Of: c.grip.of, From: c.grip.from, At: c.pointer, Over: c.Frame().DropAt(c.grip.of, c.pointer)}
	d := scene.Drop(c.session, &c.ui)
	c.letGo()
	switch {
	case d.Say != "":
		c.say(d.Say)
	case d.Action.Arg == "":
	case d.Action.Verb == scene.Command:
		c.ui.Say = ""
		c.perform(scene.Entry{Command: d.Action.Arg, Clicked: true, Comment: d.Comment})
	default:
		c.do(nil, d.Action)
	}
	return true
}
