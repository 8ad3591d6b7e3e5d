package main

import (
	"errors"

	"blockyard/scripting/session"
)

// tryCommand plays what lessons promise.
type tryCommand struct {
	Lessons []string `arg:"" help:"Lesson files, or ids of lessons that are built in."`
	Digest  bool     `help:"Print only the digest at the end of each lesson's solution."`
}

// Run plays start, solution and wrong runs of each lesson.
func (a *tryCommand) Run(c *console) error {
	failed := false
	for _, name := range a.Lessons {
		if err := a.try(c, name); err != nil {
			failed = true
			if !errors.Is(err, failure{}) {
				c.printError("blockyard: " + err.Error() + "\n")
			}
		}
	}
	if failed {
		return failure{}
	}
	return nil
}

func (a *tryCommand) try(c *console, name string) error {
	l, err := readLesson(c, name)
	if err != nil {
		return err
	}
	trials, err := session.Try(l)
	if err != nil {
		return err
	}
	if a.Digest {
		c.printf("%s %s\n", l.ID, trials[1].Digest)
	} else {
		c.printf("%s\n", l.ID)
	}
	failed := error(nil)
	for _, t := range trials {
		verdict := "as it should be"
		if t.Problem != "" {
			verdict, failed = t.Problem, failure{}
		}
		if !a.Digest || t.Problem != "" {
			c.printf("  %-42s %7s  %s\n", t.Title, t.Score, verdict)
		}
	}
	return failed
}
