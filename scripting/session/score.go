package session

import (
	"fmt"
	"strconv"
	"strings"

	"blockyard/scripting/lesson"
	"blockyard/scripting/shell"
	"blockyard/sim/unit"
)

// A StepState is where a learner stands in one step of a lesson.
type StepState struct {
	Step     lesson.Step
	Result   lesson.Result
	Tries    int           // commands after which the step turned to fail or partial
	Passed   bool          // has passed at least once
	PassedAt unit.Duration // when it first did, since the lesson opened
	Hints    int           // hints that were asked for
	Fault    error         // the lesson's own fault in judging the step, or nil
}

// Steps returns where the learner stands, step by step. While somebody tries freely, that is where the lesson was left.
func (s *Session) Steps() []StepState { return s.judged().steps }

// Points returns the points that a step earns now.
func (t *StepState) Points() unit.Ratio {
	return t.Result.Fraction.Times(unit.RatioOf(int64(t.Step.Points), 1))
}

// Score returns the points earned now, and the most there are.
func (s *Session) Score() (earned unit.Ratio, most int) { return s.judged().score() }

// score returns the points that the timeline earns, and the most there are.
func (t *timeline) score() (earned unit.Ratio, most int) {
	for i := range t.steps {
		earned = earned.Plus(t.steps[i].Points())
		most += t.steps[i].Step.Points
	}
	return earned, most
}

// Claim returns the score as text, for example "10/10" or "7.5/10".
func (s *Session) Claim() string { return s.claimOf(s.judged()) }

func (s *Session) claimOf(t *timeline) string {
	if s.lesson == nil {
		return ""
	}
	earned, most := t.score()
	return fmt.Sprintf("%s/%d", earned.Short(2), most)
}

// evaluate judges every step by the world as it is now. After a command,
// a step that turns to fail or partial counts as a try.
func (s *Session) evaluate(afterCommand bool) {
	if s.lesson == nil || s.quiet || s.past != nil || s.from != nil {
		return
	}
	for i := range s.steps {
		t := &s.steps[i]
		before := t.Result.State
		t.Result, t.Fault = s.judge(&t.Step)
		turned := t.Result.State != before && (t.Result.State == lesson.Fail || t.Result.State == lesson.Partial)
		if afterCommand && turned {
			t.Tries++
		}
		if t.Result.State == lesson.Pass && !t.Passed {
			t.Passed, t.PassedAt = true, s.elapsed()
			s.moment.Passed(t.Step.ID)
		}
	}
}

// judge returns the result of one step.
func (s *Session) judge(step *lesson.Step) (lesson.Result, error) {
	switch step.Kind {
	case lesson.Task:
		if step.After != "" && !s.passed(step.After) {
			return lesson.Result{State: lesson.Waiting, Say: fmt.Sprintf("First comes the step %s.", step.After)}, nil
		}
		result, err := s.lesson.Check(step.ID, s.moment)
		return explained(result, step), err
	case lesson.Quiz:
		return s.judgeQuiz(step), nil
	case lesson.Predict, lesson.Explore:
	}
	return lesson.Result{State: lesson.Waiting}, nil
}

// explained adds what a task explains once it has passed to what its check says; where the check speaks by its parts, it stands alone.
func explained(r lesson.Result, step *lesson.Step) lesson.Result {
	why := strings.Join(strings.Fields(step.OnPass), " ")
	switch {
	case r.State != lesson.Pass || why == "":
	case len(r.Parts) > 0:
		r.Say = why
	default:
		r.Say += " " + why
	}
	return r
}

// passed reports whether a step passes now.
func (s *Session) passed(id string) bool {
	for i := range s.steps {
		if s.steps[i].Step.ID == id {
			return s.steps[i].Result.State == lesson.Pass
		}
	}
	return false
}

// Answer answers a quiz by the number of an option as the lesson lists them,
// from 1, or notes a prediction, which is never graded. It belongs to the journal.
func (s *Session) Answer(id string, values []string) (say string, err error) {
	t, err := s.step(id, lesson.Quiz, lesson.Predict)
	switch {
	case err != nil:
		return "", err
	case s.from != nil:
		return "", errFree
	}
	if t.Step.Kind == lesson.Quiz {
		if say, err = s.checkAnswer(&t.Step, values); err != nil {
			return "", err
		}
	}
	s.moment.Answers = append(s.moment.Answers, lesson.Answer{Step: id, Value: strings.Join(values, " ")})
	s.note(append([]string{answerNote, id}, values...))
	return say, nil
}

// checkAnswer refuses an answer that is none, and returns what the lesson says to it.
func (s *Session) checkAnswer(step *lesson.Step, values []string) (string, error) {
	given := 0
	for _, a := range s.moment.Answers {
		if a.Step == step.ID {
			given++
		}
	}
	if step.Tries > 0 && given >= step.Tries {
		return "", fmt.Errorf("the quiz %s can be answered %d times, and you have", step.ID, step.Tries)
	}
	n, ok := optionNumber(strings.Join(values, " "), len(step.Options))
	if !ok {
		return "", fmt.Errorf("answer the quiz %s with a number from 1 to %d: yard answer %s 1", step.ID, len(step.Options), step.ID)
	}
	option := step.Options[n-1]
	switch {
	case option.Correct:
		return "Right: " + option.Text, nil
	case option.Says != "":
		return option.Says, nil
	}
	return "That is not it.", nil
}

// optionNumber reads the number of an option, from 1.
func optionNumber(value string, options int) (n int, ok bool) {
	n, err := strconv.Atoi(value)
	return n, err == nil && n >= 1 && n <= options
}

// judgeQuiz returns the result of a quiz: that of its last answer.
func (s *Session) judgeQuiz(step *lesson.Step) lesson.Result {
	result := lesson.Result{State: lesson.Waiting, Say: "Not answered yet."}
	for _, a := range s.moment.Answers {
		if a.Step != step.ID {
			continue
		}
		n, _ := optionNumber(a.Value, len(step.Options))
		result = lesson.Result{State: lesson.Fail, Say: step.Options[n-1].Says}
		if step.Options[n-1].Correct {
			result = lesson.Result{State: lesson.Pass, Fraction: unit.RatioOf(1, 1), Say: step.Options[n-1].Text}
		}
	}
	return result
}

// Hint returns the next hint of a step, and notes that it was asked for. Hints are free.
func (s *Session) Hint(id string) (string, error) {
	t, err := s.step(id, lesson.Task, lesson.Quiz)
	switch {
	case err != nil:
		return "", err
	case s.from != nil:
		return "", errFree
	case len(t.Step.Hints) == 0:
		return "", fmt.Errorf("the step %s has no hints", id)
	}
	n := min(t.Hints+1, len(t.Step.Hints))
	if t.Hints < n {
		t.Hints = n
		s.note([]string{hintNote, id, fmt.Sprint(n)})
	}
	return fmt.Sprintf("Hint %d of %d: %s", n, len(t.Step.Hints), t.Step.Hints[n-1]), nil
}

// OpenStep returns the first step that asks something of the learner and has not passed, or "".
func (s *Session) OpenStep() string {
	steps := s.Steps()
	for i := range steps {
		t := &steps[i]
		if (t.Step.Kind == lesson.Task || t.Step.Kind == lesson.Quiz) && t.Result.State != lesson.Pass {
			return t.Step.ID
		}
	}
	return ""
}

// step returns a step by its id, which must be of one of the kinds.
func (s *Session) step(id string, kinds ...lesson.StepKind) (*StepState, error) {
	if s.lesson == nil {
		return nil, fmt.Errorf("this is the sandbox: it has no steps, hints or quizzes")
	}
	var names []string
	steps := s.Steps()
	for i := range steps {
		for _, k := range kinds {
			if steps[i].Step.Kind == k {
				if steps[i].Step.ID == id {
					return &steps[i], nil
				}
				names = append(names, steps[i].Step.ID)
			}
		}
	}
	return nil, fmt.Errorf("there is no such step as %q here; there is %s", id, shell.And(names))
}

// Reveal returns what an open prediction comes to now: the figures that its
// step tells once the step that it waits for has passed.
func (s *Session) Reveal(id string) ([]lesson.Figure, error) {
	t, err := s.step(id, lesson.Predict)
	if err != nil {
		return nil, err
	}
	return s.lesson.Reveal(t.Step.ID, s.judged().moment)
}

// Given returns the latest answer to a quiz or a prediction, in words, and whether there is one.
func (s *Session) Given(id string) (words []string, ok bool) {
	for _, a := range s.judged().moment.Answers {
		if a.Step == id {
			words, ok = strings.Fields(a.Value), true
		}
	}
	return words, ok
}
