package app

import (
	"math"
	"slices"

	"blockyard/render/scene"
)

// panels is the order in which F6 goes through the screen.
var panels = []scene.Panel{
	scene.PanelLesson, scene.PanelWorld, scene.PanelTime, scene.PanelCommands, scene.PanelInspector, scene.PanelBill, scene.PanelBar,
}

// A focus remembers about the keyboard's focus what its node does not say.
type focus struct {
	panel    scene.Panel // that it was in when it was last seen
	revealed bool        // it has been scrolled to since it moved
	back     string      // where it was before it went to the command line
}

// commandField is what the scene calls the command line in Focus actions.
const commandField = "command"

// focusable reports whether the keyboard's focus can be on a node: also on one
// that cannot be used now, which then says why.
func focusable(n *scene.Node) bool { return n.Action != nil || n.Off != "" }

// setFocus moves the focus to the node of that id; "" takes it away.
func (c *Controller) setFocus(id string) {
	if c.ui.Focus == id {
		return
	}
	switch {
	case id == scene.CommandLine:
		c.focus.back = c.ui.Focus
	case id != "" && !ofCompletion(id):
		c.closeCompletion()
	}
	c.ui.Focus, c.stale = id, true
	c.focus.revealed = false
	if n := c.focused(); n != nil {
		c.focus.panel = n.Panel
		c.ui.Caret = len(n.Value) // of a text field
	}
}

// focused returns the node with the focus, or nil.
func (c *Controller) focused() *scene.Node {
	if c.frame == nil || c.ui.Focus == "" {
		return nil
	}
	return c.frame.Node(c.ui.Focus)
}

// keepFocus finds another place for a focus whose node is gone: the first node
// that can be used of its panel, or what leads on there. It reports whether it had to.
func (c *Controller) keepFocus() bool {
	n := c.focused()
	if n != nil {
		c.focus.panel = n.Panel
	}
	if n != nil || c.ui.Focus == "" {
		return false
	}
	c.ui.Focus = c.entry(c.focus.panel)
	if c.focus.panel == scene.PanelWorld && c.frame.Lead != "" {
		c.ui.Focus = c.frame.Lead
	}
	return true
}

// entry returns the id of the node where the focus enters a panel: what can be
// used but a scroll bar, or else whatever is there, or "" where the panel is not on the screen.
func (c *Controller) entry(panel scene.Panel) string {
	other := ""
	for i := range c.frame.Nodes {
		n := &c.frame.Nodes[i]
		switch {
		case n.Panel != panel:
		case focusable(n) && n.Role != scene.RoleSlider:
			return n.ID
		case other == "":
			other = n.ID
		}
	}
	return other
}

// focusPanel moves the focus into a panel that is on the screen.
func (c *Controller) focusPanel(panel scene.Panel) bool {
	id := c.entry(panel)
	if id != "" {
		c.setFocus(id)
	}
	return id != ""
}

// narrowTab is the tab of a narrow screen for what can be done: the inspector and the commands.
const narrowTab = "Do"

// showPanel brings a panel to the screen where it shares its place with others and a tab leads to it.
func (c *Controller) showPanel(panel scene.Panel) {
	if c.entry(panel) != "" {
		return
	}
	for i := range c.frame.Nodes {
		n := &c.frame.Nodes[i]
		if a := n.Action; n.Role == scene.RoleTab && a != nil && a.Verb == scene.ShowTab && (a.Arg == string(panel) || a.Arg == narrowTab) {
			c.showTab(string(n.Panel), a.Arg)
			c.Frame()
			if c.entry(panel) != "" {
				return
			}
		}
	}
}

// nextPanel moves the focus to the next panel on the screen, or the one before.
func (c *Controller) nextPanel(direction int) {
	at := -1
	if n := c.focused(); n != nil {
		at = slices.Index(panels, n.Panel)
	} else if direction < 0 {
		at = 0
	}
	for range panels {
		at = (at + direction + len(panels)) % len(panels)
		if c.focusPanel(panels[at]) {
			return
		}
	}
}

// nextNode moves the focus to the next node that can have it, or the one
// before, in reading order. From the last it goes to the first: a window has
// nothing around it that it could go to.
func (c *Controller) nextNode(direction int) {
	nodes := c.frame.Nodes
	at := slices.IndexFunc(nodes, func(n scene.Node) bool { return n.ID == c.ui.Focus })
	if at < 0 && direction < 0 {
		at = 0
	}
	for range nodes {
		at = (at + direction + len(nodes)) % len(nodes)
		if focusable(&nodes[at]) {
			c.setFocus(nodes[at].ID)
			return
		}
	}
}

// nearest moves the focus in the world to the nearest thing in a direction.
// What lies aside counts as three times as far.
func (c *Controller) nearest(dx, dy float64) {
	from := c.focused()
	if from == nil || from.Panel != scene.PanelWorld {
		c.focusPanel(scene.PanelWorld)
		return
	}
	best, distance := "", math.Inf(1)
	for i := range c.frame.Nodes {
		n := &c.frame.Nodes[i]
		if n.Panel != scene.PanelWorld || !focusable(n) {
			continue
		}
		x, y := between(from.Whole, n.Whole)
		along, aside := x*dx+y*dy, math.Abs(x*dy)+math.Abs(y*dx)
		if d := along + 3*aside; along > 0 && d < distance {
			best, distance = n.ID, d
		}
	}
	if !c.cellward(from, dx, dy, distance) && best != "" {
		c.setFocus(best)
	}
}

// between returns how far the middle of b lies from that of a.
func between(a, b scene.Rect) (x, y float64) {
	return b.X + b.W/2 - a.X - a.W/2, b.Y + b.H/2 - a.Y - a.H/2
}

// reveal scrolls so that the node with the focus is seen after the focus has
// moved, and reports whether it had to.
func (c *Controller) reveal() bool {
	n := c.focused()
	if n == nil || c.focus.revealed {
		return false
	}
	c.focus.revealed = true
	e := extentOf(c.frame, n.Scrolled)
	if e == nil || n.Whole.H == 0 || n.Whole.Right() <= e.Rect.X || n.Whole.X >= e.Rect.Right() {
		return false
	}
	by := min(0, n.Whole.Y-e.Rect.Y)
	if by == 0 {
		by = max(0, min(n.Whole.Bottom()-e.Rect.Bottom(), n.Whole.Y-e.Rect.Y))
	}
	y := max(0, min(e.Y+by, e.Most))
	c.setScroll(e.Panel, y)
	return y != e.Y
}

// focusField moves the focus to a text field; the command line is "command",
// a field of a prediction "guess/store".
func (c *Controller) focusField(n *scene.Node, field string) {
	if n == nil || n.Role != scene.RoleTextbox {
		if field == commandField {
			c.showPanel(scene.PanelCommands)
		}
		n = textboxOf(c.frame, field)
	}
	if n == nil {
		return
	}
	c.setFocus(n.ID)
}

// editing returns the text field with the focus, or "".
func (c *Controller) editing() string {
	if n := c.focused(); n != nil && n.Role == scene.RoleTextbox && n.Off == "" && n.Action != nil && n.Action.Verb == scene.Focus {
		return n.Action.Arg
	}
	return ""
}
