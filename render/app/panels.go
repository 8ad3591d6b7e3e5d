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
	c.ui.Form, c.ui.Searching, c.ui.Sheet = nil, false, scene.NoSheet
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
	c.closeCompletion()
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

// close closes what is open, the topmost first, and reports whether there was anything.
func (c *Controller) close() bool {
	switch {
	case c.ui.Menu != nil:
		c.closeMenu()
	case c.ui.Searching:
		c.closeSearch()
	case c.letGo():
	case c.ui.Sheet != scene.NoSheet:
		c.closeSheet()
	case c.ui.Preview != "":
		c.ui.Preview = ""
	case c.ui.Refused != nil:
		c.ui.Refused = nil
	case c.ui.Form != nil:
		c.closeForm()
	case len(c.ui.Also) > 0:
		c.ui.Also = nil
	case c.ui.Selected != "":
		c.choose("")
	default:
		return c.backToNow()
	}
	c.stale = true
	return true
}

// preview shows what a deed would do, with the focus on what does it; the second time it is done.
func (c *Controller) preview(id string) {
	if c.ui.Preview != id {
		c.ui.Preview = id
		c.Frame()
		c.showPanel(scene.PanelInspector)
		if c.Frame().Node(id) != nil {
			c.setFocus(id)
		}
		return
	}
	n := c.Frame().Node(id)
	c.ui.Preview = ""
	if n != nil && n.Action != nil && n.Action.Verb == scene.Command {
		c.runFrom(n, n.Action.Arg)
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
		c.ui.Zoom = c.frame.Fits
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
