package app

import (
	"slices"
	"strings"
	"unicode/utf8"

	"blockyard/render/scene"
)

// openMenu opens the menu of a thing, at the pointer or, by keyboard, at the thing. The thing is selected, unless it is
// one of several that are: then the menu is that of all.
func (c *Controller) openMenu(n *scene.Node, of string) {
	at := c.pointer
	if n != nil && !n.Rect.Holds(at) {
		at = scene.Point{X: n.Rect.X + min(n.Rect.W, 24), Y: n.Rect.Y + min(n.Rect.H, 24)}
	}
	if n != nil && strings.HasPrefix(of, scene.TimeMenus) {
		at = scene.Point{X: n.Rect.X, Y: n.Rect.Bottom() + 4}
	}
	if of != c.ui.Selected && !strings.HasPrefix(of, scene.TimeMenus) && !slices.Contains(c.ui.Also, of) {
		c.choose(of)
	}
	if c.ui.Menu == nil {
		c.menuBack = c.ui.Focus
	}
	c.ui.Menu, c.stale = &scene.Menu{Of: of, At: at}, true
	c.setScroll(scene.PanelMenu, 0)
	c.markItem(scene.FirstMarked(&c.ui))
	if f := c.Frame(); f == nil || f.Node(scene.MenuItemID(0)) == nil {
		c.closeMenu()
		c.say("There is nothing that could be done with it.")
	}
}

// menuByKey opens the menu of what has the focus, or else of what is selected.
func (c *Controller) menuByKey() {
	n := c.focused()
	if n == nil || n.Menu == "" {
		n = c.frame.Node(c.ui.Selected)
	}
	if n == nil || n.Menu == "" {
		c.say("Choose something in the world first: the menu tells what can be done with it.")
		return
	}
	c.pointer.X = -1 // the menu opens at the thing
	c.do(n, scene.Action{Verb: scene.OpenMenu, Arg: n.Menu})
}

// closeMenu closes the menu. The focus goes back to where it was.
func (c *Controller) closeMenu() {
	if c.ui.Menu == nil {
		return
	}
	c.ui.Menu, c.stale = nil, true
	c.setFocus(c.menuBack)
	c.menuBack = ""
}

// menuItems returns the nodes of the open menu's items, in order.
func (c *Controller) menuItems() (items []*scene.Node) {
	for i := range c.frame.Nodes {
		if n := &c.frame.Nodes[i]; n.Panel == scene.PanelMenu && n.Role == scene.RoleMenuitem {
			items = append(items, n)
		}
	}
	return items
}

// markItem goes to an item of the open menu.
func (c *Controller) markItem(number int) {
	c.ui.Marked, c.stale = number, true
	c.setFocus(scene.MenuItemID(number))
}

// markHovered marks the item of the open menu that is under the pointer.
func (c *Controller) markHovered() {
	if c.ui.Menu == nil {
		return
	}
	for i, n := range c.menuItems() {
		if n.ID == c.ui.Hover && i != c.ui.Marked {
			c.ui.Marked, c.ui.Focus, c.stale = i, n.ID, true
		}
	}
}

// menuKey does what a key does while a menu is open, which takes all of them. It reports whether one is.
func (c *Controller) menuKey(key string, ctrl bool) bool {
	if c.ui.Menu == nil {
		return false
	}
	items := c.menuItems()
	if len(items) == 0 {
		c.closeMenu()
		return false
	}
	at := max(0, min(c.ui.Marked, len(items)-1))
	switch {
	case key == "ArrowDown":
		c.markItem((at + 1) % len(items))
	case key == "ArrowUp":
		c.markItem((at + len(items) - 1) % len(items))
	case key == "Home" || key == "PageUp":
		c.markItem(0)
	case key == "End" || key == "PageDown":
		c.markItem(len(items) - 1)
	case key == "Enter" || key == " ":
		c.activate(items[at], items[at].Action)
	case key == "Tab":
		c.closeMenu()
	case ctrl && strings.EqualFold(key, "c"):
		c.copyItem(items[at])
	case !ctrl && utf8.RuneCountInString(key) == 1:
		c.markLetter(items, at, key)
	}
	return true
}

// markLetter goes to the next item that begins with a letter.
func (c *Controller) markLetter(items []*scene.Node, at int, letter string) {
	for i := range items {
		next := (at + 1 + i) % len(items)
		if strings.HasPrefix(strings.ToLower(items[next].Name), strings.ToLower(letter)) {
			c.markItem(next)
			return
		}
	}
}

// copyItem copies the command of an item as the AWS CLI takes it.
func (c *Controller) copyItem(n *scene.Node) {
	for _, a := range append(slices.Clone(n.Actions), *n.Action) {
		if a.Verb == scene.Copy {
			text := a.Arg
			c.closeMenu()
			c.copy(text)
			return
		}
	}
}

// takeItem does what an item of the open menu does, which closes the menu.
func (c *Controller) takeItem(n *scene.Node, a *scene.Action) {
	item, act := *n, *a
	if menu := c.frame.Node("panel/Menu"); menu != nil {
		c.aside = strings.ToLower(menu.Name[:1]) + menu.Name[1:] + ": " + n.Name
	}
	c.closeMenu()
	if a != n.Action {
		c.do(&item, act)
	} else {
		item.Action = &act
		c.activate(&item, &act)
	}
	c.aside = ""
}

// pressOutside closes the menu where the pointer goes down beside it, and reports whether it did. Nothing else comes of it.
func (c *Controller) pressOutside() bool {
	if c.ui.Menu == nil || c.frame == nil {
		return false
	}
	if menu := c.frame.Node("panel/Menu"); menu != nil && menu.Rect.Holds(c.pointer) {
		return false
	}
	c.closeMenu()
	return true
}

// pickThing selects a thing beside what is selected, where Ctrl or Shift is held, and reports whether it did.
func (c *Controller) pickThing(n *scene.Node) bool {
	if n.Role != scene.RoleListitem || n.Action == nil || n.Action.Verb != scene.Select || !c.down.ctrl && !c.down.shift {
		return false
	}
	c.setFocus(n.ID)
	c.do(n, scene.Action{Verb: scene.Pick, Arg: n.Action.Arg})
	return true
}
