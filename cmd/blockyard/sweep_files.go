package main

import (
	"fmt"
	"path/filepath"
	"slices"

	"blockyard/render/paper"
	"blockyard/render/scene"
	"blockyard/render/typeface"
	"blockyard/scripting/session"
	"blockyard/scripting/sweep"
)

// A formatFlag is what a sweep prints.
type formatFlag string

// formats are what a sweep can be printed as.
var formats = []string{"text", "csv", "long", "svg", "png", "points"}

// UnmarshalText reads a format.
func (f *formatFlag) UnmarshalText(text []byte) error {
	if *f = formatFlag(text); !slices.Contains(formats, string(text)) {
		return fmt.Errorf("%q is no format: there are text, csv, long, svg, png and points", text)
	}
	return nil
}

// The size of charts in files, in logical pixels, and the pixels of each in a PNG.
const (
	chartWidth  = 960
	chartHeight = 600
	chartRatio  = 2
)

// as returns a sweep in a format.
func as(record *sweep.Record, format formatFlag) (string, error) {
	t := record.Table()
	switch format {
	case "csv":
		return t.Wide(), nil
	case "long":
		return t.Long(), nil
	case "points":
		return record.String(), nil
	case "svg", "png":
		return chartFile(record, format)
	}
	return t.Report(), nil
}

// chartFile returns the chart of a sweep as a file: what the page exports is made the same way.
func chartFile(record *sweep.Record, format formatFlag) (string, error) {
	t := record.Table()
	title := session.Plain(record.Title)
	f := scene.PlotSheet(scene.SweepPlot(t, title, record.Whole), t.Verdicts(t.Series()), chartWidth, chartHeight, scene.Light, 100, typeface.Measure)
	whole := scene.Rect{W: f.Width, H: f.Height}
	if format == "svg" {
		return string(paper.SVG(f, whole, title)), nil
	}
	picture, err := paper.PNG(f, whole, chartRatio)
	return string(picture), err
}

// files are what a finished sweep is written as, beside its points.
var files = []struct {
	name   string
	format formatFlag
}{{"sweep.csv", "csv"}, {"sweep-long.csv", "long"}, {"sweep.svg", "svg"}, {"sweep.png", "png"}}

// finish writes the files of a complete sweep, and prints it.
func finish(c *console, record *sweep.Record, out string, format formatFlag) error {
	if out != "" {
		for _, f := range files {
			text, err := as(record, f.format)
			if err != nil {
				return err
			}
			if err := replaceFile(filepath.Join(out, f.name), text); err != nil {
				return err
			}
		}
	}
	text, err := as(record, format)
	if err == nil {
		c.print(text)
	}
	return err
}
