package app

import (
	"strings"

	"blockyard/render/scene"
)

// openSearch opens the search, and puts the caret into it.
func (c *Controller) openSearch() {
	if !c.ui.Searching {
		c.focus.back = c.ui.Focus
	}
	c.ui.Searching, c.ui.Menu = true, nil
	c.fill(scene.SearchField, "")
	c.Frame()
	c.focusField(nil, scene.SearchField)
}

// closeSearch closes the search; the focus goes back to where it was.
func (c *Controller) closeSearch() {
	c.ui.Searching, c.stale = false, true
	c.setFocus(c.focus.back)
	c.focus.back = ""
}

// found returns what the search shows, in order.
func (c *Controller) found() (rows []*scene.Node) {
	for i := range c.frame.Nodes {
		if n := &c.frame.Nodes[i]; n.Panel == scene.PanelSearch && n.Role == scene.RoleOption {
			rows = append(rows, n)
		}
	}
	return rows
}

// searchKey does what a key does in the search, and reports whether it does anything.
func (c *Controller) searchKey(key string) bool {
	rows := c.found()
	switch {
	case key == "Escape":
		c.closeSearch()
	case key == "ArrowDown":
		c.ui.Marked, c.stale = min(c.ui.Marked+1, max(0, len(rows)-1)), true
	case key == "ArrowUp":
		c.ui.Marked, c.stale = max(c.ui.Marked-1, 0), true
	case key == "Enter" && len(rows) > 0:
		c.takeFound(rows[min(c.ui.Marked, len(rows)-1)])
	default:
		return false
	}
	return true
}

// takeFound goes to what was found, and closes the search.
func (c *Controller) takeFound(n *scene.Node) {
	c.ui.Searching = false
	c.activate(n, n.Action)
}

// openList opens a list with a filter: "Volumes=state:available".
func (c *Controller) openList(arg string) {
	list, filter, _ := strings.Cut(arg, "=")
	c.ui.Form, c.ui.Searching, c.ui.Sheet = nil, false, scene.NoSheet
	c.fill("list/filter", filter)
	c.showPanel(scene.PanelWorld)
	c.showTab(string(scene.PanelWorld), list)
}
