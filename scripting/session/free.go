package session

import (
	"errors"
	"fmt"

	"blockyard/scripting/shell"
)

// freeBranch is what the branch is called in which a lesson is left alone for a while.
const freeBranch = "free"

// errFree refuses what belongs to a lesson that is left alone.
var errFree = errors.New("you are trying freely, and nothing counts here: yard try --back goes back to the lesson, where it is asked")

// TryFreely goes on in a copy of a lesson in which nothing is judged and time
// waits for no prediction. BackToLesson goes back; what was tried is kept as a branch.
func (s *Session) TryFreely() error {
	switch {
	case s.lesson == nil:
		return errors.New("this is the sandbox: everything here is free to try; yard fork keeps how things stand")
	case s.past != nil:
		return errLooksBack
	case s.from != nil:
		return errors.New("you are trying freely already: yard try --back goes back to the lesson")
	}
	s.leave()
	lesson := s.timeline
	s.timeline = lesson.fork()
	s.name, s.from, s.undone = s.freeName(freeBranch), lesson, nil
	s.branches = append(s.branches, lesson)
	s.enter()
	return nil
}

// TriesFreely reports whether the timeline at hand is one in which nothing is judged.
func (s *Session) TriesFreely() bool { return s.from != nil }

// judged returns the timeline whose steps count: the one at hand, or the lesson's while that one leaves it alone.
func (s *Session) judged() *timeline {
	if s.from == nil {
		return s.timeline
	}
	t, _ := s.branchNamed(s.from.name) // it may have gone on since
	return t
}

// BackToLesson goes back from trying freely to where the lesson was left.
func (s *Session) BackToLesson() error {
	if s.from == nil {
		return errors.New("this is the lesson: yard try leaves it alone for a while")
	}
	s.past = nil
	return s.SwitchTo(s.from.name)
}

const tryUsage = "yard try [--back]"

func (s *Session) tryCommand(call *shell.Call, args []string) error {
	switch {
	case len(args) == 0:
		if err := s.TryFreely(); err != nil {
			return err
		}
		call.Stdout.WriteString("Now you try freely: nothing you do counts. yard try --back goes back to the lesson, as it is now.\n")
	case len(args) == 1 && args[0] == "--back":
		tried := s.name
		if err := s.BackToLesson(); err != nil {
			return err
		}
		call.Stdout.WriteString(fmt.Sprintf("This is the lesson again, %s. What you tried is kept as the branch %q.\n", momentOf(s.World()), tried))
	default:
		return fmt.Errorf("write it so: %s", tryUsage)
	}
	return nil
}
