package app

import "blockyard/render/scene"

// A Pointer is one thing that a mouse, a pen or a finger did on the picture.
// The zero Pointer did nothing.
type Pointer struct {
	Kind             PointerKind
	X, Y             float64 // where, in logical pixels
	Button           int     // that went down or up, as PointerEvent.button counts them: 0 is the first
	Shift, Ctrl, Alt bool
	Touch            bool    // it is a finger
	ID               int     // tells the fingers that touch at the same time apart
	Scroll           float64 // of PointerWheel: how far down, in logical pixels
}

// A PointerKind says what a pointer did, as the browser's events spell it.
type PointerKind string

// What a pointer can do. Kinds that are not listed do nothing.
const (
	PointerDown   PointerKind = "pointerdown"   // a button or a finger went down
	PointerMove   PointerKind = "pointermove"   // it is at another place, with a button down or not
	PointerUp     PointerKind = "pointerup"     // the button or the finger went up again
	PointerCancel PointerKind = "pointercancel" // the system took it away
	PointerLeave  PointerKind = "pointerleave"  // it is no longer over the picture
	PointerMenu   PointerKind = "contextmenu"   // the menu of what is there was asked for
	PointerWheel  PointerKind = "wheel"         // its wheel was turned
)

// The modifiers are the keys that are held down while a pointer does something.
type modifiers struct{ shift, ctrl bool }

// Pointer tells what a pointer did. Everything that happens is told, in order,
// so that no click is lost, however little time lies between press and release.
func (c *Controller) Pointer(p Pointer) {
	c.down = modifiers{p.Shift, p.Ctrl}
	switch {
	case p.Kind == PointerWheel:
		switch {
		case c.wheelOnTime(p):
			return
		case p.Ctrl:
			c.zoomByWheel(p.X, p.Y, p.Scroll)
			return
		}
		c.Wheel(p.X, p.Y, p.Scroll)
	case p.Touch:
		c.finger(p)
	default:
		c.mouse(p)
	}
}

// mouse does what a mouse or a pen means.
func (c *Controller) mouse(p Pointer) {
	first := p.Button == 0
	switch {
	case p.Kind == PointerDown && first:
		c.Press(p.X, p.Y)
	case p.Kind == PointerMove:
		c.Move(p.X, p.Y)
	case p.Kind == PointerUp && first:
		c.Release(p.X, p.Y)
	case p.Kind == PointerUp || p.Kind == PointerCancel: // another button was the last one to go up
		c.Cancel()
	case p.Kind == PointerLeave:
		c.Leave()
	case p.Kind == PointerMenu:
		c.ContextMenu(p.X, p.Y)
	}
}

// Move tells where the pointer is, in logical pixels. Between Press and Release
// it may be anywhere, also outside of the picture.
func (c *Controller) Move(x, y float64) {
	defer c.survive()
	c.pointer, c.inside = scene.Point{X: x, Y: y}, true
	if c.frame != nil && !c.stale && c.hover() {
		c.stale = true
	}
	c.markHovered()
	if n := c.pressed(); c.slides(n) {
		c.slide(n)
	}
	c.scrub()
	c.slideSweep()
	c.pull()
}

// Leave tells that the pointer is no longer over the picture, or no longer
// touches it. What was held down is let go without effect.
func (c *Controller) Leave() {
	c.Cancel()
	c.inside = false
	if c.ui.Hover != "" {
		c.ui.Hover, c.stale = "", true
	}
}

// Cancel lets go without effect what is held down: the system took the pointer
// away, or it turned out to mean something else.
func (c *Controller) Cancel() {
	c.letGoOfPlayhead()
	c.letGo()
	if c.ui.Pressed != "" {
		c.ui.Pressed, c.stale = "", true
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

// Press tells that the pointer's first button, or a finger, went down. Release
// or Cancel ends it; what is moved until then moves with the button held.
func (c *Controller) Press(x, y float64) {
	defer c.survive()
	c.Move(x, y)
	f := c.Frame()
	c.ui.Passing = false
	if !ofCompletion(c.ui.Hover) {
		c.closeCompletion()
	}
	c.onLane = ""
	if f == nil || c.pressOutside() {
		return
	}
	if c.holdsPlayhead(c.pointer) {
		c.holdPlayhead()
		return
	}
	if f.At(c.pointer) == nil {
		c.onLane = c.laneUnder()
		return
	}
	c.grab(f.At(c.pointer))
	c.ui.Pressed, c.stale = c.ui.Hover, true
	if n := c.pressed(); c.slides(n) {
		c.slide(n)
	}
	c.slideSweep()
}

// pressed returns the node that is held down, or nil.
func (c *Controller) pressed() *scene.Node {
	if c.ui.Pressed == "" || c.frame == nil {
		return nil
	}
	return c.frame.Node(c.ui.Pressed)
}

// Release tells that it went up again. It activates the node that it went down
// on, unless it was moved away from it.
func (c *Controller) Release(x, y float64) {
	defer c.survive()
	c.Move(x, y)
	if c.letGoOfPlayhead() || c.drop() {
		return
	}
	c.letGo()
	f := c.Frame()
	pressed := c.ui.Pressed
	if f == nil || pressed == "" {
		if c.onLane != "" && c.onLane == c.laneUnder() {
			c.enterLane(c.onLane)
		}
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

// ContextMenu tells that what can be done with the thing at a point was asked
// for: with the secondary button, or with a finger that rests. A thing without
// a menu is selected and shown in the inspector, which tells it.
func (c *Controller) ContextMenu(x, y float64) {
	defer c.survive()
	c.Cancel()
	c.Move(x, y)
	f := c.Frame()
	if f == nil {
		return
	}
	switch n := f.At(c.pointer); {
	case n == nil:
	case n.Menu != "":
		c.do(n, scene.Action{Verb: scene.OpenMenu, Arg: n.Menu})
	case n.Action != nil && n.Action.Verb == scene.Select:
		c.click(n)
		c.showPanel(scene.PanelInspector)
	}
}

// click activates a node. The focus follows to what it is on, so that the keyboard goes on from there.
func (c *Controller) click(n *scene.Node) {
	if c.slides(n) || c.clickRow(n) || c.pickThing(n) {
		return
	}
	if n.Role != scene.RoleTextbox && focusable(n) {
		c.setFocus(n.ID)
	}
	c.activate(n, n.Action)
}
