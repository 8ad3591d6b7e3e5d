package app

import "blockyard/render/scene"

// zoomByKey shows the world nearer, farther, or so that all of it is seen, where the stage shows it.
func (c *Controller) zoomByKey(to string) {
	if c.inTime() {
		c.zoomTime(map[string]string{"nearer": "nearer", "farther": "farther", "fit": "all"}[to])
		return
	}
	if c.frame.Zoom == "" {
		return
	}
	c.zoom(to)
	c.stale = true
	c.say(zoomSentences[c.Frame().Zoom])
}

// zoomSentences say at which level the world is shown.
var zoomSentences = map[scene.ZoomLevel]string{
	scene.ZoomCards: "Each thing is a card.",
	scene.ZoomIcons: "Each thing is an icon with its name.",
	scene.ZoomCells: "Each thing is a cell; where the pointer or the focus is, it tells what it is.",
}

// zoomTurn is how far the wheel turns, in logical pixels, for the next zoom level.
const zoomTurn = 60

// zoomByWheel shows the world nearer or farther as the wheel turns over it with Ctrl held. In the page that enlarges
// the page, and nothing else.
func (c *Controller) zoomByWheel(x, y, dy float64) {
	defer c.survive()
	f := c.Frame()
	if f == nil || f.Zoom == "" || c.ui.InputIsNative || dy != dy {
		return
	}
	e := extentOf(f, scene.PanelWorld)
	if e == nil || !e.Rect.Holds(scene.Point{X: x, Y: y}) {
		return
	}
	if c.turned*dy < 0 {
		c.turned = 0
	}
	c.turned += dy
	switch {
	case c.turned >= zoomTurn:
		c.turned = 0
		c.zoomByKey("farther")
	case c.turned <= -zoomTurn:
		c.turned = 0
		c.zoomByKey("nearer")
	}
}

// cellward moves the focus to the next cell in a direction, or from elsewhere into the nearest cells, where those are
// nearer than anything else. It reports whether it did.
func (c *Controller) cellward(from *scene.Node, dx, dy, distance float64) bool {
	f := c.frame
	if next, ok := f.Beside(from.ID, int(dx), int(dy)); ok {
		c.setFocus(next)
		return true
	}
	id, d := f.FirstCell(from.Whole, dx, dy)
	if id == "" || id == from.ID || d >= distance {
		return false
	}
	c.setFocus(id)
	return true
}
