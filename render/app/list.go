package app

import (
	"slices"

	"blockyard/render/scene"
)

// pickAll selects every row of the list that the stage shows; where all of them are selected already, none.
func (c *Controller) pickAll() {
	rows := scene.Rows(c.session, &c.ui)
	if len(rows) == 0 {
		return
	}
	chosen := make(map[string]bool, len(c.ui.Also)+1)
	chosen[c.ui.Selected] = true
	for _, id := range c.ui.Also {
		chosen[id] = true
	}
	c.ui.Selected, c.ui.Also = "", nil
	if slices.ContainsFunc(rows, func(id string) bool { return !chosen[id] }) {
		c.ui.Selected, c.ui.Also = rows[0], rows[1:]
	}
}

// clickRow selects a row of a list: with Ctrl beside what is selected, with Shift all from the selected one to it. It
// reports whether it did; without either a row is clicked like anything else.
func (c *Controller) clickRow(n *scene.Node) bool {
	switch {
	case n.Role != scene.RoleRow || n.Action == nil:
		return false
	case c.down.ctrl:
		c.setFocus(n.ID)
		c.do(n, scene.Action{Verb: scene.Pick, Arg: n.ID})
	case c.down.shift:
		c.setFocus(n.ID)
		c.pickTo(n.ID)
	default:
		return false
	}
	return true
}

// pickTo selects all rows from the selected one to another.
func (c *Controller) pickTo(id string) {
	rows := scene.Rows(c.session, &c.ui)
	from, to := slices.Index(rows, c.ui.Selected), slices.Index(rows, id)
	if from < 0 || to < 0 {
		c.choose(id)
		return
	}
	c.ui.Also, c.stale = nil, true
	for at := from; at != to; {
		at += way(to - at)
		c.ui.Also = append(c.ui.Also, rows[at])
	}
}

// way returns the direction of a difference: -1, 0 or 1.
func way(difference int) int { return max(-1, min(difference, 1)) }

// rowKey does what a key does on a row of a list, and reports whether it does anything.
func (c *Controller) rowKey(key string, shift bool) bool {
	n := c.focused()
	if n == nil || n.Role != scene.RoleRow || n.Action == nil {
		return false
	}
	switch key {
	case "ArrowUp":
		c.goRow(n, -1, shift)
	case "ArrowDown":
		c.goRow(n, 1, shift)
	case "PageUp":
		c.goRow(n, -c.rowsSeen(n), shift)
	case "PageDown":
		c.goRow(n, c.rowsSeen(n), shift)
	case "Home":
		c.goRow(n, -1<<30, shift)
	case "End":
		c.goRow(n, 1<<30, shift)
	case " ":
		c.do(n, scene.Action{Verb: scene.Pick, Arg: n.ID})
	case "Enter":
		c.do(n, scene.Action{Verb: scene.Show, Arg: n.ID})
	default:
		return false
	}
	return true
}

// goRow moves the focus by a number of rows, as far as there are any; with Shift what lies between is selected.
func (c *Controller) goRow(n *scene.Node, by int, shift bool) {
	rows := scene.Rows(c.session, &c.ui)
	at := slices.Index(rows, n.ID)
	if at < 0 {
		return
	}
	id := rows[max(0, min(at+by, len(rows)-1))]
	if shift {
		if !slices.Contains(rows, c.ui.Selected) {
			c.choose(n.ID)
		}
		c.pickTo(id)
	}
	c.setFocus(id)
}

// rowsSeen returns how many rows are seen at once.
func (c *Controller) rowsSeen(n *scene.Node) int {
	e := extentOf(c.frame, n.Scrolled)
	if e == nil || n.Whole.H <= 0 {
		return 1
	}
	return max(1, int(e.Rect.H/n.Whole.H)-1)
}
