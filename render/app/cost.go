package app

import (
	"blockyard/render/paper"
	"blockyard/render/scene"
)

// The size of charts in files, in logical pixels, and the pixels of each in a PNG.
const (
	sheetWidth  = 960
	sheetHeight = 600
	sheetRatio  = 2
)

// costSheet returns the chart of cost as a frame of its own, on light ground as paper is, and its title.
func (c *Controller) costSheet() (f *scene.Frame, title string) {
	plot, notes := scene.CostFile(c.session, &c.ui)
	return scene.PlotSheet(plot, notes, sheetWidth, sheetHeight, scene.Light, 100, c.measure), plot.Title
}

// costSVG makes the chart of cost as SVG.
func (c *Controller) costSVG() (File, error) {
	f, title := c.costSheet()
	return File{"cost.svg", paper.SVG(f, scene.Rect{W: f.Width, H: f.Height}, title)}, nil
}

// costPNG makes the chart of cost as PNG.
func (c *Controller) costPNG() (File, error) {
	f, _ := c.costSheet()
	picture, err := paper.PNG(f, scene.Rect{W: f.Width, H: f.Height}, sheetRatio)
	return File{"cost.png", picture}, err
}

// costCSV makes the points of the chart of cost as comma-separated values.
func (c *Controller) costCSV() (File, error) {
	return File{"cost.csv", []byte(scene.CostTable(c.session, &c.ui))}, nil
}
