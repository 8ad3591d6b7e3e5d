package session

import (
	"fmt"
	"strings"

	"blockyard/scripting/lesson"
	"blockyard/scripting/shell"
	"blockyard/sim"
	"blockyard/sim/cost"
)

// A command is one of the yard's commands that concern the session: time,
// lanes, the bill, the lesson. Those that change the world are operations of
// the registry, as AWS's are.
type command struct {
	name, usage, doc string
	run              func(*Session, *shell.Call, []string) error
}

// commands lists the session's commands in the order of the help text.
var commands = []command{
	{"run", runUsage, "Let time pass, for example 30d, 4h or 90s, or until something is so.", (*Session).runCommand},
	{"clock", "yard clock", "Say what time it is.", (*Session).clockCommand},
	{"bill", shell.BillUsage, "Show what everything has cost so far, as quantity × price, or split by account, tag or day.", (*Session).billCommand},
	{"forecast", shell.ForecastUsage, "Show what the time to come will cost, or would cost if commands were given first; nothing is changed.", (*Session).forecastCommand},
	{"sweep", sweepUsage, "Vary one thing over copies of this moment, or as the lesson asks, and see what each costs and where they cost the same.", (*Session).sweepCommand},
	{"undo", "yard undo", "Take back the last command, or the last stretch of time: the world, the clock and the bill.", (*Session).undoCommand},
	{"redo", "yard redo", "Bring back what was undone.", (*Session).redoCommand},
	{"history", "yard history", "List what was done, and what undo and redo would do.", (*Session).historyCommand},
	{"travel", travelUsage, "Look at an earlier moment; nothing can be changed there.", (*Session).travelCommand},
	{"fork", forkUsage, "Go on from the moment that is looked at, and keep what came later as a branch; or keep how things stand now.", (*Session).forkCommand},
	{"branch", "yard branch [NAME]", "Go to a branch that was kept, or list the branches.", (*Session).branchCommand},
	{"lane", laneUsage, "Go to another lane, list the lanes, or split the sandbox into two lanes on one clock, to try the other way.", (*Session).laneCommand},
	{"try", tryUsage, "Leave the lesson alone for a while: try what you like, and nothing counts; then go back.", (*Session).tryCommand},
	{"story", "yard story", "Read the lesson's story again.", (*Session).storyCommand},
	{"steps", "yard steps", "Show the steps of the lesson, and which have passed.", (*Session).stepsCommand},
	{"hint", "yard hint [STEP]", "Get the next hint. Hints are free.", (*Session).hintCommand},
	{"answer", "yard answer STEP NUMBER", "Answer a quiz.", (*Session).answerCommand},
	{"journal", journalUsage, "Print the session as a journal, to keep or to hand in.", (*Session).journalCommand},
}

// own runs a command of the session's own; it leaves others to the registry.
func (s *Session) own(call *shell.Call) (status int, handled bool) {
	if len(call.Args) < 2 || call.Args[0] != "yard" {
		return 0, false
	}
	for _, c := range commands {
		if c.name != call.Args[1] {
			continue
		}
		args := call.Args[2:]
		if len(args) == 1 && (args[0] == "help" || args[0] == "--help") {
			call.Stdout.WriteString(c.usage + "\n" + c.doc + "\n")
			return 0, true
		}
		if err := c.run(s, call, args); err != nil {
			return call.Fail(err), true
		}
		return 0, true
	}
	return 0, false
}

// Commands returns the session's commands in the order of the help text.
func Commands() []shell.OwnCommand {
	var all []shell.OwnCommand
	for _, c := range commands {
		all = append(all, shell.OwnCommand{Name: c.name, Usage: c.usage, Doc: c.doc})
	}
	return all
}

// count refuses too few or too many words.
func count(args []string, least, most int, usage string) error {
	if len(args) < least || len(args) > most {
		return fmt.Errorf("write it so: %s", usage)
	}
	return nil
}

func (s *Session) clockCommand(call *shell.Call, args []string) error {
	if err := count(args, 0, 0, "yard clock"); err != nil {
		return err
	}
	w := s.World()
	call.Stdout.WriteString(fmt.Sprintf("It is %s, %s after the start.", w.Date(w.Now()), s.Clock()))
	for _, l := range s.seen().Lanes {
		total := l.World.Bill(cost.Window{To: l.World.Now()}).Total
		if len(s.seen().Lanes) == 1 {
			call.Stdout.WriteString(fmt.Sprintf(" Everything has cost %s so far.", total))
		} else {
			call.Stdout.WriteString(fmt.Sprintf(" Lane %s has cost %s so far.", l.Name, total))
		}
	}
	call.Stdout.WriteString("\n")
	return nil
}

func (s *Session) billCommand(call *shell.Call, args []string) error {
	request, err := shell.ParseBill(args, s.World().Now())
	if err != nil {
		return err
	}
	if request.CSV && request.Lane == "" {
		lanes := s.Lanes()
		var worlds []*sim.World
		for _, name := range lanes {
			w, _ := s.WorldOf(name)
			worlds = append(worlds, w)
		}
		call.Stdout.WriteString(request.CSVOf(lanes, worlds))
		return nil
	}
	return s.eachLane(call, request.Lane, func(w *sim.World) (string, error) { return request.Text(w), nil })
}

func (s *Session) forecastCommand(call *shell.Call, args []string) error {
	request, err := shell.ParseForecast(args, s.World().Now())
	if err != nil {
		return err
	}
	if request.If != "" && request.Lane == "" {
		request.Lane = s.Lane() // where the commands would act
	}
	foresight := shell.Foresight{Caller: s.caller, Permit: s.allowed, Interrupted: s.Interrupted}
	return s.eachLane(call, request.Lane, func(w *sim.World) (string, error) { return request.Text(w, foresight) })
}

// eachLane prints what there is to say of one lane, or of all of them, each under its name where there are several.
func (s *Session) eachLane(call *shell.Call, only string, text func(*sim.World) (string, error)) error {
	if _, ok := s.WorldOf(only); !ok && only != "" {
		return s.noLane(only)
	}
	for _, l := range s.seen().Lanes {
		if only != "" && only != l.Name {
			continue
		}
		if len(s.seen().Lanes) > 1 {
			call.Stdout.WriteString("Lane " + l.Name + "\n")
		}
		said, err := text(l.World)
		if err != nil {
			return err
		}
		call.Stdout.WriteString(said)
	}
	return nil
}

// inLesson refuses what only a lesson has.
func (s *Session) inLesson() error {
	if s.lesson == nil {
		return fmt.Errorf("this is the sandbox: it has no story and no steps")
	}
	return nil
}

func (s *Session) storyCommand(call *shell.Call, args []string) error {
	if err := s.inLesson(); err != nil {
		return err
	}
	if err := count(args, 0, 0, "yard story"); err != nil {
		return err
	}
	call.Stdout.WriteString(s.lesson.Title + "\n\n" + Plain(s.lesson.Story) + "\n")
	return nil
}

func (s *Session) stepsCommand(call *shell.Call, args []string) error {
	if err := s.inLesson(); err != nil {
		return err
	}
	if err := count(args, 0, 0, "yard steps"); err != nil {
		return err
	}
	if s.from != nil {
		call.Stdout.WriteString("You try freely: this is how the lesson was left.\n")
	}
	call.Stdout.WriteString(s.Report())
	return nil
}

func (s *Session) hintCommand(call *shell.Call, args []string) error {
	if err := count(args, 0, 1, "yard hint STEP"); err != nil {
		return err
	}
	id := s.OpenStep()
	if len(args) == 1 {
		id = args[0]
	}
	if id == "" && s.lesson != nil {
		return fmt.Errorf("all steps have passed: there is nothing to hint at")
	}
	hint, err := s.Hint(id)
	if err == nil {
		call.Stdout.WriteString(hint + "\n")
	}
	return err
}

func (s *Session) answerCommand(call *shell.Call, args []string) error {
	if err := count(args, 2, 10, "yard answer STEP NUMBER"); err != nil {
		return err
	}
	say, err := s.Answer(args[0], args[1:])
	if err == nil && say != "" {
		call.Stdout.WriteString(say + "\n")
	}
	return err
}

// markOf returns the sign of a step's state: states are never told by colour alone.
func markOf(s lesson.State) string {
	switch s {
	case lesson.Pass:
		return "✓"
	case lesson.Partial:
		return "◐"
	case lesson.Fail:
		return "✕"
	case lesson.Waiting:
	}
	return "·"
}

// Report returns the steps of the lesson with their states, as text.
func (s *Session) Report() string {
	var b strings.Builder
	steps := s.Steps()
	for i := range steps {
		t := &steps[i]
		switch t.Step.Kind {
		case lesson.Task, lesson.Quiz:
			s.reportStep(&b, t)
		case lesson.Predict, lesson.Explore:
		}
	}
	earned, most := s.Score()
	fmt.Fprintf(&b, "%s of %d points.\n", earned.Short(2), most)
	return b.String()
}

func (s *Session) reportStep(b *strings.Builder, t *StepState) {
	fmt.Fprintf(b, "%s %s (%s of %d points): %s\n", markOf(t.Result.State), t.Step.ID, t.Points().Short(2), t.Step.Points, Plain(t.Step.Text))
	if t.Fault != nil {
		fmt.Fprintf(b, "    fault of the lesson: %v\n", t.Fault)
		return
	}
	if t.Step.Kind == lesson.Quiz && t.Result.State != lesson.Pass {
		for n, o := range t.Step.Options {
			fmt.Fprintf(b, "    %d  %s\n", n+1, o.Text)
		}
	}
	if t.Result.Say != "" && !saidByPart(t.Result) {
		fmt.Fprintf(b, "    %s\n", t.Result.Say)
	}
	for _, p := range t.Result.Parts {
		mark := markOf(lesson.Pass)
		if !p.OK {
			mark = markOf(lesson.Fail) + " (is " + p.Got + ", wanted " + p.Want + ")"
		}
		fmt.Fprintf(b, "    %s %s\n", mark, p.Say)
	}
}

// saidByPart reports whether one of a result's parts says its sentence already.
func saidByPart(r lesson.Result) bool {
	for _, p := range r.Parts {
		if p.Say == r.Say {
			return true
		}
	}
	return false
}

// Plain returns lesson text for a terminal: the marks of bold and code, and the indentation of the file, go.
func Plain(text string) string {
	var lines []string
	for line := range strings.Lines(text) {
		lines = append(lines, strings.TrimSpace(line))
	}
	joined := strings.TrimSpace(strings.Join(lines, "\n"))
	return strings.NewReplacer("**", "", "`", "").Replace(joined)
}
