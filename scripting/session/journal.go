package session

import (
	"fmt"

	"blockyard/scripting/lesson"
	"blockyard/sim"
	"blockyard/sim/op"
	"blockyard/sim/unit"
)

// note writes a line that concerns the session into the journal.
func (s *Session) note(words []string) {
	s.lines = append(s.lines, sim.Line{At: s.elapsed(), Lane: sim.SessionLane, Words: words})
	s.undone = nil
}

// Journal returns the session as a journal that ends now. What is undone, what is tried freely, and the other branches, are not in it.
func (s *Session) Journal() *sim.Journal { return s.journalOf(s.judged()) }

func (s *Session) journalOf(t *timeline) *sim.Journal {
	j := &sim.Journal{Engine: sim.Version, Seed: s.seed, Learner: s.learner, Lines: t.lines[:len(t.lines):len(t.lines)]}
	if s.lesson != nil {
		j.Lesson, j.Version, j.Hash = s.lesson.ID, s.lesson.Version, s.lesson.Hash
	}
	j.End = &sim.End{At: t.elapsed(), Digest: digestOf(t.moment), Claim: s.claimOf(t)}
	return j
}

// Replay plays a journal again: of the lesson that it names, or of the sandbox
// if it names none, for which l is nil. A journal that ends must end in the
// same world; if it does not, the session comes with a *MismatchError.
func Replay(j *sim.Journal, l *lesson.Lesson) (*Session, error) {
	if err := fits(j, l); err != nil {
		return nil, err
	}
	s := &Session{lesson: l, seed: j.Seed, learner: j.Learner}
	if l != nil {
		opened, err := Open(l, Options{Learner: j.Learner})
		if err != nil {
			return nil, err
		}
		s = opened
	} else {
		s = Sandbox(Options{Learner: j.Learner, Seed: j.Seed})
	}
	for n, line := range j.Lines {
		if err := s.replay(line); err != nil {
			return nil, fmt.Errorf("command %d of the journal: %w", n+1, err)
		}
	}
	if j.End == nil {
		return s, nil
	}
	if j.End.At < s.elapsed() {
		return nil, fmt.Errorf("the journal ends before its last command")
	}
	s.passUntil(s.moment.Opening().Add(j.End.At))
	s.evaluate(true)
	if digest := s.Digest(); digest != j.End.Digest {
		return s, &MismatchError{Want: j.End.Digest, Got: digest}
	}
	return s, nil
}

// fits refuses a journal that is not of a lesson.
func fits(j *sim.Journal, l *lesson.Lesson) error {
	switch {
	case l == nil && j.Lesson != "":
		return fmt.Errorf("the journal is of the lesson %s, version %d: give its file too", j.Lesson, j.Version)
	case l == nil:
		return nil
	case j.Lesson == "":
		return fmt.Errorf("the journal is of the sandbox: play it without a lesson's file")
	case j.Lesson != l.ID:
		return fmt.Errorf("the journal is of the lesson %q, and the file holds the lesson %q", j.Lesson, l.ID)
	case j.Version != l.Version:
		return fmt.Errorf("the journal is of version %d of the lesson %s, and the file holds version %d", j.Version, l.ID, l.Version)
	case j.Hash != l.Hash:
		return fmt.Errorf("the file of the lesson %s was changed since the journal was written: it needs the very same file", l.ID)
	case j.Seed != l.Seed:
		return fmt.Errorf("the journal has seed %d, and the lesson %s has %d", j.Seed, l.ID, l.Seed)
	}
	return nil
}

// A MismatchError says that a journal ended in another world when it was played again.
type MismatchError struct{ Want, Got string }

// Error says so in a sentence.
func (e *MismatchError) Error() string {
	return fmt.Sprintf("the journal does not end in the world that it says: digest %s, not %s; it was changed by hand, or an engine computed something else", short(e.Got), short(e.Want))
}

func short(digest string) string { return digest[:min(12, len(digest))] }

// replay does what one line of a journal says, as a deed after the time that passed before it.
func (s *Session) replay(line sim.Line) error {
	s.passUntil(s.moment.Opening().Add(line.At))
	s.begin(string(op.AppendWords(nil, line.Words)))
	err := s.play(line)
	s.finish()
	s.evaluate(true)
	return err
}

// passUntil lets time pass until an instant, as a deed of its own.
func (s *Session) passUntil(at unit.Instant) {
	if at <= s.now() {
		return
	}
	s.begin("")
	s.advance(at)
	s.finish()
}

// play does what one line of a journal says.
func (s *Session) play(line sim.Line) error {
	at := s.moment.Opening().Add(line.At)
	if at < s.now() {
		return fmt.Errorf("its time is before what came earlier")
	}
	s.advance(at)
	if line.Lane == sim.SessionLane {
		return s.playNote(line.Words)
	}
	if err := s.UseLane(line.Lane); err != nil {
		return err
	}
	call, err := sim.ParseCall(line.Words)
	if err != nil {
		return err
	}
	if call.Caller, err = s.World().Caller(line.Account, line.Region); err != nil {
		return err
	}
	_, _ = s.Do(call) // a refusal is part of the history
	return nil
}

// The notes of a journal: what its lines of the session begin with.
const (
	answerNote = "answer"
	hintNote   = "hint"
	splitNote  = "split"
	dropNote   = "drop"
)

// playNote does what a line that concerns the session says.
func (s *Session) playNote(words []string) error {
	switch {
	case words[0] == answerNote && len(words) >= 3:
		_, err := s.Answer(words[1], words[2:])
		return err
	case words[0] == hintNote && len(words) == 3:
		_, err := s.Hint(words[1])
		return err
	case words[0] == splitNote && len(words) == 3:
		if err := s.UseLane(words[2]); err != nil {
			return err
		}
		return s.SplitLane(words[1])
	case words[0] == dropNote && len(words) == 2:
		return s.DropLane(words[1])
	}
	return fmt.Errorf("%q is not understood", words[0])
}
