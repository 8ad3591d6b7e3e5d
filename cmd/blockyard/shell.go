package main

import (
	"bufio"
	"fmt"
	"os"
	"os/signal"
	"strconv"
	"strings"
	"sync/atomic"

	"blockyard/scripting/session"
	"blockyard/scripting/shell"
)

// shellCommand opens a sandbox or a lesson to type in.
type shellCommand struct {
	Lesson  string `arg:"" optional:"" help:"A lesson file, or the id of one that is built in; without one, the sandbox."`
	Seed    seed   `default:"1" help:"Seed of the sandbox: ids and chances follow from it."`
	Journal string `help:"Write the journal to this file at the end." type:"path"`
	Learner string `help:"A code of yours for the journal; no name."`
}

// A seed is a number from which a sandbox's ids and chances follow.
type seed uint64

// UnmarshalText reads a seed as it is typed.
func (s *seed) UnmarshalText(text []byte) error {
	n, err := strconv.ParseUint(string(text), 10, 64)
	if err != nil {
		return fmt.Errorf("a seed is a whole number, such as 7, and %q is none", text)
	}
	*s = seed(n)
	return nil
}

// Run reads commands until the input ends. Its exit code is that of the last
// command where the commands come from a pipe.
func (a *shellCommand) Run(c *console) error {
	s, err := a.open(c)
	if err != nil {
		return err
	}
	if c.typed {
		c.print(greeting(s))
	}
	return converse(c, s, a.Journal)
}

// converse reads commands until the input ends, and then writes the journal to a file, if one is named.
func converse(c *console, s *session.Session, journal string) error {
	var interrupted atomic.Bool
	stop := notify(&interrupted)
	defer stop()
	s.Interrupted = func() bool { return interrupted.Load() }
	status := c.read(s, &interrupted)
	if journal != "" {
		if err := writeFile(journal, s.Journal().String()); err != nil {
			return err
		}
	}
	if status != 0 && !c.typed {
		return failure{}
	}
	return nil
}

func (a *shellCommand) open(c *console) (*session.Session, error) {
	if a.Lesson == "" {
		return session.Sandbox(session.Options{Seed: uint64(a.Seed), Learner: a.Learner}), nil
	}
	l, err := readLesson(c, a.Lesson)
	if err != nil {
		return nil, err
	}
	return session.Open(l, session.Options{Learner: a.Learner})
}

// greeting is what somebody who types reads first.
func greeting(s *session.Session) string {
	if l := s.Lesson(); l != nil {
		return l.Title + "\n\n" + session.Plain(l.Story) + "\n\nyard steps shows what to do, yard hint helps, exit ends.\n"
	}
	return "An empty sandbox in us-east-1: nothing here costs anything yet.\n" +
		"Try: aws ec2 run-instances --image-id @al2023 --instance-type t3.micro --name web\n" +
		"     yard run 30d; yard bill\n" +
		"help lists the commands, exit ends.\n"
}

// notify lets Ctrl+C stop a running command instead of the program.
func notify(interrupted *atomic.Bool) (stop func()) {
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, os.Interrupt)
	go func() {
		for range signals {
			interrupted.Store(true)
		}
	}()
	return func() { signal.Stop(signals); close(signals) }
}

// read runs what is typed, command by command; one may go on over several lines.
func (c *console) read(s *session.Session, interrupted *atomic.Bool) (status int) {
	lines := bufio.NewScanner(c.in)
	lines.Buffer(make([]byte, 0, 64<<10), 1<<20)
	pending := ""
	c.prompt(pending)
	for lines.Scan() {
		pending += lines.Text() + "\n"
		if !shell.Incomplete(pending) {
			interrupted.Store(false)
			if strings.TrimSpace(pending) != "" {
				status = s.Run(pending, c.print, c.printError)
			}
			pending = ""
			if s.Exited() {
				return status
			}
		}
		c.prompt(pending)
	}
	if err := lines.Err(); err != nil {
		c.printError("blockyard: a line is longer than 1 MiB\n")
		return exitFailed
	}
	if strings.TrimSpace(pending) != "" {
		status = s.Run(pending, c.print, c.printError)
	}
	return status
}

// prompt asks for the next line, where somebody types.
func (c *console) prompt(pending string) {
	switch {
	case !c.typed:
	case pending == "":
		c.print("$ ")
	default:
		c.print("> ")
	}
}
