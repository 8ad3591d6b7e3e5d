package session

import (
	"fmt"
	"strings"

	"blockyard/scripting/lesson"
	"blockyard/scripting/shell"
)

// A Trial is what came of one run of a lesson: of its start, its solution, or
// one of its wrong runs.
type Trial struct {
	Title   string // "start", "solution", or "wrong: …"
	Problem string // what is wrong with the lesson, or ""
	Score   string // for example "8/8"
	Digest  string // of the world at the end
}

// Try plays a lesson as its author promises that it goes: the start earns
// nothing, the solution everything, and each wrong run fails at its step. It
// also judges each run once more at its end alone: a check that then says
// something else remembers what it should not.
func Try(l *lesson.Lesson) ([]Trial, error) {
	start, err := Open(l, Options{})
	if err != nil {
		return nil, err
	}
	trials := []Trial{start.trial("start", start.problemOfStart())}
	solution, err := playAll(l, l.Solution)
	if err != nil {
		return nil, err
	}
	trials = append(trials, solution.trial("solution", solution.problemOfSolution()))
	for _, w := range l.Wrong {
		run, err := playAll(l, w.Run)
		if err != nil {
			return nil, err
		}
		trials = append(trials, run.trial("wrong: "+w.Title, run.problemOfWrong(w.MustFail)))
	}
	return trials, nil
}

// playAll opens a lesson and runs a program in it, command by command.
func playAll(l *lesson.Lesson, program string) (*Session, error) {
	s, err := Open(l, Options{})
	if err != nil {
		return nil, err
	}
	for _, command := range Split(program) {
		s.Run(command, func(string) {}, func(string) {})
	}
	return s, nil
}

func (s *Session) trial(title, problem string) Trial {
	if problem == "" {
		problem = s.problemOfMemory()
	}
	return Trial{Title: title, Problem: problem, Score: s.Claim(), Digest: s.Digest()}
}

func (s *Session) problemOfStart() string {
	if earned, _ := s.Score(); earned.Sign() != 0 {
		return fmt.Sprintf("nothing has been done, and it earns %s points", earned.Short(2))
	}
	return s.faults()
}

func (s *Session) problemOfSolution() string {
	for i := range s.steps {
		t := &s.steps[i]
		if t.Step.Points > 0 && t.Result.State != lesson.Pass {
			return fmt.Sprintf("the solution does not pass the step %s: %s", t.Step.ID, explanation(t.Result))
		}
	}
	return s.faults()
}

func (s *Session) problemOfWrong(step string) string {
	if s.passed(step) {
		return fmt.Sprintf("it passes the step %s, which it must not", step)
	}
	return s.faults()
}

// faults returns the first fault of the lesson in judging its steps, or "".
func (s *Session) faults() string {
	for i := range s.steps {
		if s.steps[i].Fault != nil {
			return s.steps[i].Fault.Error()
		}
	}
	return ""
}

// problemOfMemory plays the run's journal on a lesson whose checks have not
// been asked before, and compares: checks may look at the world and nothing else.
func (s *Session) problemOfMemory() string {
	again, err := Open(s.lesson, Options{})
	if err != nil {
		return err.Error()
	}
	again.quiet = true
	j := s.Journal()
	for _, line := range j.Lines {
		if err := again.play(line); err != nil {
			return err.Error()
		}
	}
	again.advance(s.now())
	again.quiet, again.moment.Marks, again.moment.Commands = false, s.moment.Marks, s.moment.Commands
	again.evaluate(false)
	for i := range s.steps {
		if a, b := s.steps[i].Result.State, again.steps[i].Result.State; a != b {
			return fmt.Sprintf("the check of the step %s has a memory: asked after every command it says %s, asked once at the end %s", s.steps[i].Step.ID, a, b)
		}
	}
	return ""
}

// Split returns the commands of a program, one by one: lines, joined where a
// command goes on over several. Lines that are empty or comments are left out.
func Split(program string) []string {
	var commands []string
	pending := ""
	for line := range strings.Lines(program) {
		pending += line
		if shell.Incomplete(pending) {
			continue
		}
		if text := strings.TrimSpace(pending); text != "" && !strings.HasPrefix(text, "#") {
			commands = append(commands, text)
		}
		pending = ""
	}
	if text := strings.TrimSpace(pending); text != "" {
		commands = append(commands, text)
	}
	return commands
}

// explanation returns why a step does not pass.
func explanation(r lesson.Result) string {
	for _, p := range r.Parts {
		if !p.OK {
			return fmt.Sprintf("%s (is %s, wanted %s)", p.Say, p.Got, p.Want)
		}
	}
	return r.Say
}
