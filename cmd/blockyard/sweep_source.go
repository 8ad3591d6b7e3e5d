package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"blockyard/scripting/lesson"
	"blockyard/scripting/session"
	"blockyard/scripting/sweep"
	"blockyard/sim"
	"blockyard/sim/unit"
)

// read returns what is swept: the what-if of a lesson, or a program over copies of a moment.
func (a *sweepCommand) read(c *console) (*sweep.Spec, sweep.Source, error) {
	commands, err := a.commands(c)
	if err != nil {
		return nil, sweep.Source{}, err
	}
	spec := &sweep.Spec{Seeds: []uint64{1}}
	var source sweep.Source
	if commands == "" && a.Price == "" && !strings.HasPrefix(a.Vary, sweep.SeedName+"=") {
		spec, source, err = a.whatIf(c)
	} else if err = a.vary(spec); err == nil {
		source, err = a.program(c, commands, spec)
	}
	if err == nil {
		err = spec.Check()
	}
	return spec, source, err
}

// commands returns the commands to give.
func (a *sweepCommand) commands(c *console) (string, error) {
	switch {
	case a.Do != "" && a.Program != "":
		return "", errors.New("--do and --program both say the commands: use one of them")
	case a.Program == "-":
		b, err := io.ReadAll(io.LimitReader(c.in, maxLesson))
		return string(b), err
	case a.Program != "":
		return readFile(a.Program)
	}
	return a.Do, nil
}

// vary reads into a spec what the command line says of values and seeds.
func (a *sweepCommand) vary(spec *sweep.Spec) (err error) {
	if a.Vary != "" {
		if spec.Name, spec.Values, err = sweep.ParseVary(a.Vary); err != nil {
			return err
		}
	}
	if a.Seeds != "" {
		spec.Seeds, err = sweep.ParseSeeds(a.Seeds)
	}
	if err == nil && spec.Name == "" {
		err = errors.New("nothing is varied: write --vary 'hours=0..24'")
	}
	return err
}

// whatIf returns the sweep of a lesson's what-if, with other values and seeds where the command line has them.
func (a *sweepCommand) whatIf(c *console) (*sweep.Spec, sweep.Source, error) {
	name, step := a.What, ""
	if _, err := os.Stat(name); err != nil {
		name, step, _ = strings.Cut(a.What, ":")
	}
	if name == "" {
		return nil, sweep.Source{}, errors.New("there is nothing to sweep: name a lesson with a what-if, or give commands with --do")
	}
	l, err := readLesson(c, name)
	if err != nil {
		return nil, sweep.Source{}, err
	}
	spec, err := sweep.ExploreSpec(l, step)
	if err != nil {
		return nil, sweep.Source{}, err
	}
	own := spec.Name
	if err := a.vary(spec); err != nil {
		return nil, sweep.Source{}, err
	}
	if spec.Name != own {
		return nil, sweep.Source{}, fmt.Errorf("the lesson %s varies %s, not %s: with --do you can vary anything", l.ID, own, spec.Name)
	}
	source, err := sweep.FromLesson(l, step, func() (*lesson.Lesson, error) { return readLesson(c, name) })
	return spec, source, err
}

// program returns the sweep of commands over copies of a moment.
func (a *sweepCommand) program(c *console, commands string, spec *sweep.Spec) (sweep.Source, error) {
	s, err := a.moment(c)
	if err != nil {
		return sweep.Source{}, err
	}
	p := s.Copies()
	if p.Run, err = unit.ParseDuration(a.Length); err != nil {
		return sweep.Source{}, err
	}
	p.Commands, p.Lane, p.By, p.Price = commands, a.Lane, a.By, a.Price
	return p.Source(spec)
}

// moment returns the session whose worlds are copied: of a lesson as it opens, of a journal at its end, or an empty sandbox.
func (a *sweepCommand) moment(c *console) (*session.Session, error) {
	if a.What == "" {
		return session.Sandbox(session.Options{Seed: 1}), nil
	}
	text, err := os.ReadFile(a.What)
	if err == nil && strings.HasPrefix(string(text), "yardlog ") {
		j, err := sim.ParseJournal(string(text))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", a.What, err)
		}
		l, err := (&replayCommand{}).lesson(c, j)
		if err != nil {
			return nil, err
		}
		return session.Replay(j, l)
	}
	l, err := readLesson(c, a.What)
	if err != nil {
		return nil, err
	}
	return session.Open(l, session.Options{})
}
