package main

import (
	"io"
	"strings"

	"blockyard/scripting/lesson"
	"blockyard/scripting/session"
	"blockyard/scripting/shell"
	"blockyard/sim/cost"
	"blockyard/sim/op"
	"blockyard/sim/unit"
)

// runCommand plays a lesson from its start.
type runCommand struct {
	Lesson  string `arg:"" help:"A lesson file, or the id of one that is built in."`
	With    string `help:"Play the commands in this file instead of the lesson's solution; - reads them from standard input." placeholder:"FILE"`
	JSON    bool   `help:"Print one JSON document instead of a transcript." name:"json"`
	Journal string `help:"Write the journal to this file." type:"path" placeholder:"FILE"`
}

// A played command is one command of a run with what it answered.
type played struct {
	command, output string
	status          int
}

// Run plays the lesson and prints the transcript.
func (a *runCommand) Run(c *console) error {
	l, err := readLesson(c, a.Lesson)
	if err != nil {
		return err
	}
	program, err := a.program(c, l)
	if err != nil {
		return err
	}
	s, err := session.Open(l, session.Options{})
	if err != nil {
		return err
	}
	t := transcript{console: c, session: s, json: a.JSON}
	t.start()
	for _, command := range session.Split(program) {
		t.play(command)
		if s.Exited() {
			break
		}
	}
	t.end()
	if a.Journal != "" {
		return writeFile(a.Journal, s.Journal().String())
	}
	return nil
}

// program returns the commands to play.
func (a *runCommand) program(c *console, l *lesson.Lesson) (string, error) {
	switch a.With {
	case "":
		return l.Solution, nil
	case "-":
		b, err := io.ReadAll(io.LimitReader(c.in, maxLesson))
		return string(b), err
	}
	return readFile(a.With)
}

// A transcript prints a run as it goes, or collects it for one document.
type transcript struct {
	*console
	session *session.Session
	json    bool
	played  []played
}

// start prints what the lesson is about.
func (t *transcript) start() {
	if t.json {
		return
	}
	l := t.session.Lesson()
	t.printf("%s\n%s\n\n%s\n", l.Title, strings.Repeat("=", len([]rune(l.Title))), session.Plain(l.Story))
	t.print("\nWhat there is to do:\n")
	number := 0
	for _, step := range l.Steps {
		if step.Kind == lesson.Task || step.Kind == lesson.Quiz {
			number++
			t.printf("%d. %s\n", number, session.Plain(step.Text))
		}
	}
	t.print("\n")
}

// play runs one command and prints it with its answer.
func (t *transcript) play(command string) {
	p := played{command: command}
	if !t.json {
		t.print("$ " + strings.ReplaceAll(command, "\n", "\n> ") + "\n")
	}
	collect := func(text string) {
		p.output += text
		if !t.json {
			t.print(text)
		}
	}
	p.status = t.session.Run(command, collect, collect)
	t.played = append(t.played, p)
}

// end prints what it came to: bills, steps and the digest.
func (t *transcript) end() {
	if t.json {
		t.print(string(t.document().AppendJSON(nil)) + "\n")
		return
	}
	t.printf("\nThe bill after %s\n", t.session.Clock())
	for _, name := range t.session.Lanes() {
		w, _ := t.session.WorldOf(name)
		if len(t.session.Lanes()) > 1 {
			t.print("\nLane " + name + "\n")
		}
		t.print(shell.FormatBill(w, w.Bill(cost.Window{To: w.Now()})))
	}
	t.difference()
	t.print("\nThe steps\n" + t.session.Report())
	t.printf("\ndigest %s\n", t.session.Digest())
}

// difference compares the bills of two lanes.
func (t *transcript) difference() {
	names := t.session.Lanes()
	if len(names) != 2 {
		return
	}
	a, b := t.total(names[0]), t.total(names[1])
	switch a.Compare(b) {
	case 1:
		t.printf("\nLane %s costs %s less than lane %s.\n", names[1], a.Minus(b), names[0])
	case -1:
		t.printf("\nLane %s costs %s less than lane %s.\n", names[0], b.Minus(a), names[1])
	default:
		t.print("\nBoth lanes cost the same.\n")
	}
}

func (t *transcript) total(lane string) unit.Money {
	w, _ := t.session.WorldOf(lane)
	return w.Bill(cost.Window{To: w.Now()}).Total
}

// document returns the run as one document.
func (t *transcript) document() op.Value {
	l := t.session.Lesson()
	earned, most := t.session.Score()
	var commands, lanes, steps []op.Value
	for _, p := range t.played {
		commands = append(commands, op.ObjectValue(
			op.Field{Name: "command", Value: op.StringValue(p.command)}, op.Field{Name: "status", Value: op.IntValue(int64(p.status))},
			op.Field{Name: "output", Value: op.StringValue(p.output)}))
	}
	for _, name := range t.session.Lanes() {
		lanes = append(lanes, op.ObjectValue(
			op.Field{Name: "lane", Value: op.StringValue(name)}, op.Field{Name: "total", Value: op.StringValue(t.total(name).Cents())}, t.bill(name)))
	}
	for _, step := range t.session.Steps() {
		steps = append(steps, op.ObjectValue(
			op.Field{Name: "step", Value: op.StringValue(step.Step.ID)}, op.Field{Name: "state", Value: op.StringValue(string(step.Result.State))},
			op.Field{Name: "points", Value: op.StringValue(step.Points().Short(2))}, op.Field{Name: "max", Value: op.IntValue(int64(step.Step.Points))},
			op.Field{Name: "tries", Value: op.IntValue(int64(step.Tries))}, op.Field{Name: "message", Value: op.StringValue(step.Result.Say)}))
	}
	return op.ObjectValue(
		op.Field{Name: "lesson", Value: op.StringValue(l.ID)}, op.Field{Name: "version", Value: op.IntValue(int64(l.Version))},
		op.Field{Name: "points", Value: op.StringValue(earned.Short(2))}, op.Field{Name: "max", Value: op.IntValue(int64(most))},
		op.Field{Name: "milliseconds", Value: op.IntValue(int64(t.session.Clock()))}, op.Field{Name: "digest", Value: op.StringValue(t.session.Digest())},
		op.Field{Name: "commands", Value: op.ListValue(commands...)}, op.Field{Name: "lanes", Value: op.ListValue(lanes...)}, op.Field{Name: "steps", Value: op.ListValue(steps...)})
}

// bill returns the lines of a lane's bill.
func (t *transcript) bill(lane string) op.Field {
	w, _ := t.session.WorldOf(lane)
	bill := w.Bill(cost.Window{To: w.Now()})
	var lines []op.Value
	for i := range bill.Lines {
		line := &bill.Lines[i]
		lines = append(lines, op.ObjectValue(
			op.Field{Name: "service", Value: op.StringValue(line.Service)}, op.Field{Name: "key", Value: op.StringValue(line.Key)},
			op.Field{Name: "amount", Value: op.StringValue(line.Amount.Cents())}, op.Field{Name: "sum", Value: op.StringValue(line.Sum())}))
	}
	return op.Field{Name: "lines", Value: op.ListValue(lines...)}
}
