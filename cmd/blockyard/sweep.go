package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"
	"sync/atomic"

	"blockyard/scripting/sweep"
)

// sweepCommand computes a sweep, or a shard of it.
type sweepCommand struct {
	What    string     `arg:"" optional:"" help:"A lesson with a what-if, as LESSON or LESSON:STEP; with --do or --program also a journal, whose end is varied, or nothing, for an empty sandbox."`
	Do      string     `help:"Commands to give in each copy of the moment; {NAME} stands for the value." placeholder:"COMMANDS"`
	Program string     `help:"A file with such commands; - reads them from standard input." placeholder:"FILE"`
	Price   string     `help:"Vary the price of an hour of this instance type; with --vary price=…" placeholder:"TYPE"`
	Lane    string     `help:"Give the commands in this lane alone."`
	Vary    string     `help:"What is varied: 'hours=0..24 step 1', or size=8,16,100. A lesson says it itself."`
	Seeds   string     `help:"Compute each value with these seeds, such as 1..100: what is drawn differs."`
	Length  string     `help:"How much time passes in each copy." default:"30d" name:"run"`
	By      string     `help:"A figure for each part of the bill: service, resource, account, region, day or tag:KEY." placeholder:"PART"`
	Jobs    int        `help:"How many points are computed at once; 0 means one for each processor." default:"0"`
	Shard   shardFlag  `help:"Compute only every n-th point, from the i-th on; merge puts the shards together." placeholder:"i/n"`
	Out     string     `help:"Write tables and chart into this folder, and go on there after an interruption." type:"path" placeholder:"FOLDER"`
	Format  formatFlag `help:"What to print: text, csv, long, svg, png or points." default:"text"`
}

// A shardFlag is a shard as it is typed.
type shardFlag struct{ sweep.Shard }

// UnmarshalText reads a shard.
func (s *shardFlag) UnmarshalText(text []byte) (err error) {
	s.Shard, err = sweep.ParseShard(string(text))
	return err
}

// Run computes the points that are missing, and writes and prints what they say.
func (a *sweepCommand) Run(c *console) error {
	spec, source, err := a.read(c)
	if err != nil {
		return err
	}
	record := sweep.NewRecord(source, *spec, a.Shard.Shard)
	kept, err := a.resume(c, record)
	if err != nil {
		return err
	}
	err = a.compute(c, source, record, kept)
	if closed := kept.close(); err == nil {
		err = closed
	}
	if err != nil {
		return err
	}
	if missing := len(record.Missing()); missing > 0 {
		return fmt.Errorf("stopped at %s; %s", record.Count(), a.goOn())
	}
	if record.Shard.Of > 1 {
		return a.shardDone(c, record)
	}
	return finish(c, record, a.Out, a.Format)
}

// goOn says how an interrupted sweep goes on.
func (a *sweepCommand) goOn() string {
	if a.Out == "" {
		return "with --out=FOLDER it could go on from there"
	}
	return "the same command goes on from there"
}

// shardDone says what to do with a shard, or prints it where it was not written.
func (a *sweepCommand) shardDone(c *console, record *sweep.Record) error {
	if a.Out == "" {
		c.print(record.String())
		return nil
	}
	c.printf("%s of shard %s are in %s; blockyard merge puts the shards together.\n", record.Count(), record.Shard, a.pointsFile())
	return nil
}

// pointsFile returns where the points are kept.
func (a *sweepCommand) pointsFile() string {
	name := "sweep.points"
	if s := a.Shard; s.Of > 1 {
		name = fmt.Sprintf("sweep-%d-of-%d.points", s.Number, s.Of)
	}
	return filepath.Join(a.Out, name)
}

// garbage is how much larger the heap grows before it is cleaned: copies of a small world are short-lived, and workers
// would wait for the cleaning more than they compute.
const garbage = 400

// compute computes what is missing, keeps it point by point, and says how far it is.
func (a *sweepCommand) compute(c *console, source sweep.Source, record *sweep.Record, kept *pointsFile) error {
	defer debug.SetGCPercent(debug.SetGCPercent(garbage))
	var interrupted atomic.Bool
	defer notify(&interrupted)()
	jobs := a.Jobs
	if jobs <= 0 {
		jobs = runtime.NumCPU()
	}
	shown := newProgress(c, record)
	err := sweep.Each(source, &record.Spec, record.Missing(), jobs, interrupted.Load, func(r sweep.Result) error {
		record.Results = append(record.Results, r)
		shown.show()
		return kept.append(r)
	})
	shown.end()
	return err
}

// A pointsFile is where points are kept as they come; the zero pointsFile keeps nothing.
type pointsFile struct{ file *os.File }

func (k *pointsFile) append(r sweep.Result) error {
	if k.file == nil {
		return nil
	}
	_, err := k.file.WriteString(r.Line())
	return err
}

func (k *pointsFile) close() error {
	if k.file == nil {
		return nil
	}
	return k.file.Close()
}

// resume opens the file of points, and takes in what an earlier run has computed of the same sweep.
func (a *sweepCommand) resume(c *console, record *sweep.Record) (*pointsFile, error) {
	if a.Out == "" {
		return &pointsFile{}, nil
	}
	if err := os.MkdirAll(a.Out, 0o755); err != nil {
		return nil, cannotUse(a.Out, "written", err)
	}
	name := a.pointsFile()
	text, err := os.ReadFile(name)
	switch {
	case errors.Is(err, os.ErrNotExist):
	case err != nil:
		return nil, cannotUse(name, "read", err)
	default:
		if err := takeOver(c, name, string(text), record); err != nil {
			return nil, err
		}
	}
	// What is there is written anew without its torn end; then points are appended.
	if err := replaceFile(name, record.String()); err != nil {
		return nil, err
	}
	file, err := os.OpenFile(name, os.O_WRONLY|os.O_APPEND, 0)
	if err != nil {
		return nil, cannotUse(name, "written", err)
	}
	return &pointsFile{file}, nil
}

// takeOver takes in the points of an earlier run. What another sweep has left is refused by name, never overwritten.
func takeOver(c *console, name, text string, record *sweep.Record) error {
	before, err := sweep.ParseRecord(text)
	if err == nil {
		err = record.Same(before)
	}
	if err == nil && before.Shard.String() != record.Shard.String() {
		err = fmt.Errorf("it is shard %s", before.Shard)
	}
	if err != nil {
		return fmt.Errorf("%s holds something else: %w. Take another folder, or remove the file", name, err)
	}
	record.Results = before.Results
	if before.Torn != "" {
		c.printError(fmt.Sprintf("blockyard: %s is cut off: its last line was left out\n", name))
	}
	if len(before.Results) > 0 {
		c.printError(fmt.Sprintf("blockyard: %s are there already\n", record.Count()))
	}
	return nil
}

// replaceFile writes a file so that it is the old one or the new one, whatever happens on the way.
func replaceFile(name, text string) error {
	fresh := name + ".new"
	if err := os.WriteFile(fresh, []byte(text), 0o644); err != nil {
		return cannotUse(fresh, "written", err)
	}
	if err := os.Rename(fresh, name); err != nil {
		return cannotUse(name, "written", err)
	}
	return nil
}

// A progress says how far a sweep is: as a bar where somebody watches, else as a line for each tenth.
type progress struct {
	console *console
	record  *sweep.Record
	all     int
	watched bool
	last    int // the share that was said last, in steps
}

// barWidth is how many steps the bar has; plain lines come in tenths.
const barWidth = 40

func newProgress(c *console, record *sweep.Record) *progress {
	file, ok := c.err.(*os.File)
	p := &progress{console: c, record: record, all: len(record.Shard.Numbers(record.Spec.Len())), watched: ok && isTerminal(file)}
	p.last = p.share()
	return p
}

func (p *progress) share() int {
	steps := 10
	if p.watched {
		steps = barWidth
	}
	return len(p.record.Results) * steps / max(1, p.all)
}

// show says how far the sweep is, where that has changed enough.
func (p *progress) show() {
	share := p.share()
	if share == p.last {
		return
	}
	p.last = share
	if p.watched {
		p.console.printError("\r[" + strings.Repeat("#", share) + strings.Repeat(".", barWidth-share) + "] " + p.record.Count() + " ")
		return
	}
	p.console.printError(p.record.Count() + "\n")
}

// end leaves the line of the bar.
func (p *progress) end() {
	if p.watched {
		p.console.printError("\r" + strings.Repeat(" ", barWidth+40) + "\r")
	}
}
