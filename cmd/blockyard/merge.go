package main

import (
	"fmt"
	"os"
	"path/filepath"

	"blockyard/scripting/sweep"
)

// mergeCommand puts the shards of a sweep together.
type mergeCommand struct {
	Shards []string   `arg:"" help:"The .points files of all shards."`
	Out    string     `help:"Write points, tables and chart into this folder." type:"path" placeholder:"FOLDER"`
	Format formatFlag `help:"What to print: text, csv, long, svg, png or points." default:"text"`
}

// Run merges the shards, if they belong together and nothing is missing.
func (a *mergeCommand) Run(c *console) error {
	var records []*sweep.Record
	for _, name := range a.Shards {
		text, err := readFile(name)
		if err != nil {
			return err
		}
		r, err := sweep.ParseRecord(text)
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		records = append(records, r)
	}
	whole, err := sweep.Merge(a.Shards, records)
	if err != nil {
		return err
	}
	if a.Out != "" {
		if err := os.MkdirAll(a.Out, 0o755); err != nil {
			return cannotUse(a.Out, "written", err)
		}
		if err := replaceFile(filepath.Join(a.Out, "sweep.points"), whole.String()); err != nil {
			return err
		}
	}
	return finish(c, whole, a.Out, a.Format)
}
