package app

import (
	"slices"
	"strings"

	"blockyard/render/scene"
)

// pick selects a thing beside those that are selected, or takes it out again.
func (c *Controller) pick(id string) {
	switch at := slices.Index(c.ui.Also, id); {
	case c.ui.Selected == "":
		c.choose(id)
	case c.ui.Selected == id:
		c.ui.Selected = ""
		if len(c.ui.Also) > 0 {
			c.ui.Selected, c.ui.Also = c.ui.Also[0], slices.Clone(c.ui.Also[1:])
		}
	case at >= 0:
		c.ui.Also = slices.Delete(slices.Clone(c.ui.Also), at, at+1)
	default:
		c.ui.Also = append(slices.Clone(c.ui.Also), id)
	}
}

// worldTab is the tab of the stage that shows the world itself.
const worldTab = "Map"

// showThing selects a thing, and shows it in the world.
func (c *Controller) showThing(id string) {
	c.ui.Form, c.ui.Searching = nil, false
	c.choose(id)
	c.showPanel(scene.PanelWorld)
	c.showTab(string(scene.PanelWorld), worldTab)
	c.Frame()
	c.setFocus(id)
}

// write puts a command into the command line, and goes there: it is run when whoever wrote it wants it.
func (c *Controller) write(line string) {
	c.commandLine()
	c.Input(line, len(line))
}

// copy copies a text to the clipboard. A window has none: there the text goes into the command line.
func (c *Controller) copy(text string) {
	if c.Clipboard != nil && c.Clipboard(text) {
		c.say("Copied: " + firstLine(text))
		return
	}
	c.write(strings.ReplaceAll(text, "\n", "; "))
	c.say("There is no clipboard here: it stands in the command line.")
}

// openMenu opens the menu of a thing, at the pointer or, by keyboard, at the thing.
func (c *Controller) openMenu(n *scene.Node, of string) {
	at := c.pointer
	if n != nil && !n.Rect.Holds(at) {
		at = scene.Point{X: n.Rect.X + min(n.Rect.W, 24), Y: n.Rect.Y + min(n.Rect.H, 24)}
	}
	c.ui.Menu, c.ui.Marked = &scene.Menu{Of: of, At: at}, 0
}

// searchField is the text field of the search.
const searchField = "search/text"

// openSearch opens the search, and puts the caret into it.
func (c *Controller) openSearch() {
	c.ui.Searching, c.ui.Marked, c.ui.Menu = true, 0, nil
	c.fill(searchField, "")
	c.Frame()
	c.focusField(nil, searchField)
}

// close closes what is open, the topmost first, and reports whether there was anything.
func (c *Controller) close() bool {
	switch {
	case c.ui.Menu != nil:
		c.ui.Menu = nil
	case c.ui.Searching:
		c.ui.Searching = false
	case c.ui.Drag != nil:
		c.ui.Drag = nil
	case c.ui.Preview != "":
		c.ui.Preview = ""
	case c.ui.Refused != nil:
		c.ui.Refused = nil
	case c.ui.Form != nil:
		c.ui.Form = nil
	case len(c.ui.Also) > 0:
		c.ui.Also = nil
	default:
		return false
	}
	c.stale = true
	return true
}

// preview shows what a deed would do; the second time it is done.
func (c *Controller) preview(id string) {
	if c.ui.Preview != id {
		c.ui.Preview = id
		return
	}
	c.ui.Preview = ""
	if n := c.Frame().Node(id); n != nil && n.Action != nil && n.Action.Verb == scene.Command {
		c.run(n.Action.Arg, true)
	}
}

// zoomLevels are the levels from the nearest to the farthest.
var zoomLevels = []scene.ZoomLevel{scene.ZoomCards, scene.ZoomIcons, scene.ZoomCells}

// zoom shows the world nearer, farther, so that it fits, or at a level.
func (c *Controller) zoom(to string) {
	at := max(0, slices.Index(zoomLevels, c.frame.Zoom))
	switch to {
	case "nearer":
		c.ui.Zoom = zoomLevels[max(at-1, 0)]
	case "farther":
		c.ui.Zoom = zoomLevels[min(at+1, len(zoomLevels)-1)]
	case "fit":
		c.ui.Zoom = scene.ZoomFit
	default:
		c.ui.Zoom = scene.ZoomLevel(to)
	}
}

// sort sorts a list by a column: "volumes=Size". The column that it is sorted by already turns it round.
func (c *Controller) sort(by string) {
	list, column, _ := strings.Cut(by, "=")
	if scene.Chosen(c.ui.Sorts, list) == column {
		column = "-" + column
	}
	setChoice(&c.ui.Sorts, list, column)
}
