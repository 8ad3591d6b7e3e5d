package main

import (
	"fmt"
	"os"
	"path/filepath"

	"blockyard/scripting/sweep"
)

// mergeCommand puts the shards of a sweep together.
type mergeCommand struct {
	Shards []string   `arg:"" help:"The .points files of all shards, or folders with them."`
	Out    string     `help:"Write points, tables and chart into this folder." type:"path" placeholder:"FOLDER"`
	Format formatFlag `help:"What to print: text, csv, long, svg, png or points." default:"text"`
}

// Run merges the shards, if they belong together and nothing is missing.
func (a *mergeCommand) Run(c *console) error {
	names, err := a.files()
	if err != nil {
		return err
	}
	var records []*sweep.Record
	for _, name := range names {
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
	whole, err := sweep.Merge(names, records)
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

// files returns the files of points that are named, themselves or by their folders.
func (a *mergeCommand) files() (names []string, err error) {
	for _, name := range a.Shards {
		if about, err := os.Stat(name); err != nil || !about.IsDir() {
			names = append(names, name)
			continue
		}
		inside, err := filepath.Glob(filepath.Join(name, "*.points"))
		if err != nil || len(inside) == 0 {
			return nil, fmt.Errorf("there are no .points files in %s: blockyard sweep --shard i/n --out FOLDER writes them", name)
		}
		names = append(names, inside...)
	}
	return names, nil
}
