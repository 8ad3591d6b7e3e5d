package main

import (
	"errors"
	"fmt"
	"strings"

	"blockyard/scenarios"
	"blockyard/scripting/lesson"
	"blockyard/scripting/session"
	"blockyard/sim"
)

// replayCommand plays a journal again.
type replayCommand struct {
	Journal string `arg:"" help:"A journal, as shell --journal writes it."`
	Lesson  string `help:"The journal's lesson file, if it is not built in."`
	Steps   bool   `help:"Show the steps of the lesson as the journal left them." default:"true" negatable:""`
	At      string `help:"Open it at this moment and look around there: a date such as 2026-04-02T12:30, or a time since the start such as 36h." placeholder:"WHEN"`
	Keep    string `help:"With --at: write the journal of what you did from there to this file." type:"path"`
}

// Run plays the journal and says whether it ends where it should.
func (a *replayCommand) Run(c *console) error {
	text, err := readFile(a.Journal)
	if err != nil {
		return err
	}
	j, err := sim.ParseJournal(text)
	if err != nil {
		return fmt.Errorf("%s: %w", a.Journal, err)
	}
	if j.Torn != "" {
		c.printError(fmt.Sprintf("blockyard: %s is cut off: its last line (%q) was left out\n", a.Journal, j.Torn))
	}
	l, err := a.lesson(c, j)
	if err != nil {
		return err
	}
	s, err := session.Replay(j, l)
	var mismatch *session.MismatchError
	if err != nil && !errors.As(err, &mismatch) {
		return fmt.Errorf("%s: %w", a.Journal, err)
	}
	plural := "s"
	if len(j.Lines) == 1 {
		plural = ""
	}
	c.printf("%d command%s over %s\n", len(j.Lines), plural, s.Elapsed())
	if l != nil && a.Steps {
		c.print(s.Report())
	}
	c.printf("digest %s\n", s.Digest())
	if mismatch != nil {
		return fmt.Errorf("%s: %w", a.Journal, mismatch)
	}
	if a.At != "" {
		return a.lookAround(c, s)
	}
	return nil
}

// lookAround goes to a moment of what was played, and reads commands there.
func (a *replayCommand) lookAround(c *console, s *session.Session) error {
	at, err := s.Instant(a.At)
	if err != nil {
		return err
	}
	if err := s.Travel(at); err != nil {
		return err
	}
	s.Run("yard clock; yard history; yard bill", c.print, c.printError)
	return converse(c, s, a.Keep)
}

// lesson returns the lesson that a journal is of, or nil for the sandbox.
func (a *replayCommand) lesson(c *console, j *sim.Journal) (*lesson.Lesson, error) {
	switch {
	case a.Lesson != "":
		return readLesson(c, a.Lesson)
	case j.Lesson == "":
		return nil, nil
	case strings.ContainsAny(j.Lesson, "/\\"):
		return nil, fmt.Errorf("%q is no lesson's id", j.Lesson)
	}
	if _, ok := scenarios.Source(j.Lesson); !ok {
		return nil, fmt.Errorf("the journal is of the lesson %s, version %d, which is not built in: give its file with --lesson=FILE", j.Lesson, j.Version)
	}
	return readLesson(c, j.Lesson)
}
