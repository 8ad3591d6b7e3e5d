package app

import (
	"strings"

	"blockyard/render/scene"
)

// openSheet shows a sheet in the place of the world. The one that is shown already closes.
func (c *Controller) openSheet(sheet scene.Sheet) {
	if c.Frame() == nil {
		return
	}
	if c.ui.Sheet == sheet {
		c.closeSheet()
		return
	}
	if c.ui.Sheet == scene.NoSheet {
		c.sheetBack = sheetBack{c.ui.Focus, scrolledIn(c.frame, scene.PanelWorld)}
	}
	c.ui.Menu, c.ui.Searching = nil, false
	c.ui.Sheet, c.stale = sheet, true
	c.showPanel(scene.PanelWorld)
	c.setScroll(scene.PanelWorld, 0)
	if f := c.Frame(); f != nil && f.Node(closesSheet) != nil {
		c.setFocus(closesSheet)
	}
}

// closesSheet is the button that closes a sheet; there the focus enters it.
const closesSheet = "sheet/close"

// closeSheet closes the sheet: the world is seen again as it was before, with the focus where it was.
func (c *Controller) closeSheet() {
	if c.ui.Sheet == scene.SweepSheet {
		c.interrupt() // what is left of it is nobody's wish
		c.ui.Sweep = nil
	}
	c.ui.Sheet, c.stale = scene.NoSheet, true
	c.setScroll(scene.PanelWorld, c.sheetBack.scrolled)
	c.setFocus(c.sheetBack.focus)
}

// A sheetBack is what is restored when a sheet closes.
type sheetBack struct {
	focus    string
	scrolled float64 // of the world
}

// scrolledIn returns how far a panel is scrolled.
func scrolledIn(f *scene.Frame, panel scene.Panel) float64 {
	if f != nil {
		if e := extentOf(f, panel); e != nil {
			return e.Y
		}
	}
	return 0
}

// setOption sets an option as the learner wants it from now on: "scale=125".
func (c *Controller) setOption(assignment string) {
	option, value, _ := strings.Cut(assignment, "=")
	c.Set(option, value)
	if c.Keep != nil {
		c.Keep(option, value)
	}
}
