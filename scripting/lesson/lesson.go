package lesson

import (
	"strings"

	"blockyard/sim/catalog"
	"blockyard/sim/unit"

	glua "github.com/yuin/gopher-lua"
)

// What a lesson may have at most.
const (
	MaxLanes = 8
	MaxSteps = 50 // in steps, and in hidden
)

// A Lesson is a lesson file that has been read and found without fault. What it exports must not be changed.
// It holds one Lua machine, so it is not safe for concurrent use; sessions can share it one after the other.
type Lesson struct {
	Name    string // of the file
	ID      string
	Version int
	Title   string
	Minutes int // 0 where the file does not say
	Author  string
	Licence string
	Teaches []string
	Needs   []string // ids of lessons
	Seed    uint64
	Timing  catalog.Mode
	Book    *catalog.Book
	Lanes   []string // in the file's order; "main" alone where it has none
	Allow   []string // the only commands; empty means all
	Deny    []Denial
	Show    []string
	Hide    []string
	Story   string // Markdown
	Steps   []Step
	Hidden  []Step // only for the grader
	Policy  Policy

	Solution string // commands
	Wrong    []Wrong
	Hash     string // of the file: "sha256:" and 64 hex digits

	builders []*glua.LFunction // by lane
	machine  *machine
}

// A StepKind is a kind of step.
type StepKind string

// The kinds of steps, as the file calls them.
const (
	Task    StepKind = "task"
	Predict StepKind = "predict"
	Quiz    StepKind = "quiz"
	Explore StepKind = "explore"
)

// A Step is one step of a lesson. Which fields mean something depends on its kind.
type Step struct {
	Kind   StepKind
	ID     string
	Line   int    // where it stands in the file
	Text   string // what is asked
	Points int
	Notes  string // for the teacher

	Hints     []string // task
	After     string   // task: the step that must pass first; "" for none
	OnPass    string   // task
	NeedsLane string   // task

	Guesses     []Guess // predict: what is guessed; empty where there are options
	Answer      int     // predict: the option that is right, from 1; 0 where Reveal tells
	RevealAfter string  // predict
	Explain     string  // predict

	Options []Option // quiz, predict
	Shuffle bool     // quiz
	Tries   int      // quiz: how often it can be answered; 0 for any number

	Sweep  Sweep // explore
	Repeat int   // explore: worlds for each value; at least 1

	check, reveal, run, plot *glua.LFunction
}

// A Guess is one figure that a prediction asks for.
type Guess struct {
	ID        string
	Label     string
	Unit      string
	Tolerance unit.Ratio // how far off is still right
}

// An Option is one answer to choose.
type Option struct {
	Text    string
	Correct bool   // in a quiz
	Says    string // what a wrong one answers; may be empty
}

// A Sweep is the values that a what-if tries: From, From+Step … up to To.
type Sweep struct {
	Name           string
	From, To, Step int64
}

// Len returns how many values there are.
func (s Sweep) Len() int { return int((s.To-s.From)/s.Step) + 1 }

// A Denial is a command that the lesson does not have, and what it says about that.
type Denial struct{ Command, Say string }

// A Wrong is a run that must not pass a step.
type Wrong struct{ Title, MustFail, Run string }

// A Policy says how scores are taken. Empty texts mean that the file does not say.
type Policy struct{ Attempts, Late, Reveal string }

// Step returns the step of that id, hidden ones included, and nil where there is none.
func (l *Lesson) Step(id string) *Step {
	for _, list := range [][]Step{l.Steps, l.Hidden} {
		for i := range list {
			if list[i].ID == id {
				return &list[i]
			}
		}
	}
	return nil
}

// MaxScore returns the points of all steps that are not hidden.
func (l *Lesson) MaxScore() int {
	sum := 0
	for i := range l.Steps {
		sum += l.Steps[i].Points
	}
	return sum
}

// Permits reports whether the lesson has a command, for example "run-instances" of "ec2" or "write" of "yard", and
// otherwise what it says about that. Lists name commands as the shell does: "run-instances", "aws ec2 run-instances",
// "yard write".
func (l *Lesson) Permits(service, verb string) (say string, ok bool) {
	for _, d := range l.Deny {
		if names(d.Command, service, verb) {
			return d.Say, false
		}
	}
	for _, a := range l.Allow {
		if names(a, service, verb) {
			return "", true
		}
	}
	if len(l.Allow) > 0 {
		return "This lesson does not need " + verb + ". Its commands are: " + strings.Join(l.Allow, ", ") + ".", false
	}
	return "", true
}

// names reports whether a command as a list names it is that verb of that service.
func names(command, service, verb string) bool {
	words := strings.Fields(strings.TrimPrefix(command, "aws "))
	switch len(words) {
	case 1:
		return words[0] == verb
	case 2:
		return words[0] == service && words[1] == verb
	}
	return false
}
