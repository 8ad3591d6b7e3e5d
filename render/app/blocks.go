package app

import (
	"strings"

	"blockyard/render/scene"
)

// blocksPrefix is what the ids of a block map's nodes begin with.
const blocksPrefix = "blocks/"

// blocksKey does what a key does on a row of a block map, and reports whether
// it does anything: the arrows choose the next row in which something was
// written, Enter goes into the chosen one, and Backspace out again.
func (c *Controller) blocksKey(key string) bool {
	n := c.focused()
	if n == nil || n.Role != scene.RoleOption || !strings.HasPrefix(n.ID, blocksPrefix) {
		return false
	}
	field := n.ID[:strings.LastIndex(n.ID, "/row/")]
	switch key {
	case "ArrowUp":
		c.goBlocks(n.ID, field, -1)
	case "ArrowDown":
		c.goBlocks(n.ID, field, 1)
	case "Enter":
		if !n.Chosen {
			c.activate(n, n.Action)
		} else {
			c.useIn(field+"/in", field)
		}
	case "Backspace":
		c.useIn(field+"/out", field)
	default:
		return false
	}
	return true
}

// goBlocks chooses the next row of a block map, or the one before.
func (c *Controller) goBlocks(from, field string, by int) {
	rows, at := []*scene.Node{}, 0
	for i := range c.frame.Nodes {
		if n := &c.frame.Nodes[i]; strings.HasPrefix(n.ID, field+"/row/") {
			if n.ID == from {
				at = len(rows)
			}
			rows = append(rows, n)
		}
	}
	n := rows[max(0, min(at+by, len(rows)-1))]
	c.activate(n, n.Action)
	c.setFocus(n.ID)
}

// useIn does what a node does, where there is one, and goes to the first row of the map that follows from it.
func (c *Controller) useIn(id, field string) {
	n := c.frame.Node(id)
	if n == nil {
		return
	}
	c.activate(n, n.Action)
	f := c.Frame()
	for i := range f.Nodes {
		if n := &f.Nodes[i]; strings.HasPrefix(n.ID, field+"/row/") {
			c.setFocus(n.ID)
			return
		}
	}
}
