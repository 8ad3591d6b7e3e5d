package main

import (
	"errors"
	"fmt"
	"os"
	"strings"

	"blockyard/scripting/lesson"
	"blockyard/scripting/session"
	"blockyard/sim"
)

// replayCommand plays a journal again.
type replayCommand struct {
	Journal string `arg:"" help:"A journal." type:"existingfile"`
	Lesson  string `help:"The journal's lesson file, if it is not built in."`
	Steps   bool   `help:"Show the steps of the lesson as the journal left them." default:"true" negatable:""`
}

// Run plays the journal and says whether it ends where it should.
func (a *replayCommand) Run(c *console) error {
	text, err := os.ReadFile(a.Journal)
	if err != nil {
		return err
	}
	j, err := sim.ParseJournal(string(text))
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
	c.printf("%d commands over %s\n", len(j.Lines), s.Elapsed())
	if l != nil && a.Steps {
		c.print(s.Report())
	}
	c.printf("digest %s\n", s.Digest())
	if mismatch != nil {
		return fmt.Errorf("%s: %w", a.Journal, mismatch)
	}
	return nil
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
	return readLesson(c, j.Lesson)
}
