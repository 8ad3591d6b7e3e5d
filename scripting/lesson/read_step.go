package lesson

import (
	"slices"

	glua "github.com/yuin/gopher-lua"
)

// steps reads a list of steps.
func (n *reader) steps(r record, list string) []Step {
	t := r.child(list)
	if t == nil {
		return nil
	}
	if t.Len() == 0 {
		r.fault(list, "`%s` is empty; write at least one task { … }", list)
	}
	if t.Len() > MaxSteps {
		r.fault(list, "`%s` has %d steps; write at most %d", list, t.Len(), MaxSteps)
		return nil
	}
	var steps []Step
	for i, v := range items(t) {
		path := []any{list, i + 1}
		item, ok := v.(*glua.LTable)
		kind := StepKind(n.machine.kinds[item])
		if read := stepReaders[kind]; !ok || read == nil {
			n.add(path, "step %d is %s; begin it with task, predict, quiz or explore", i+1, described(v))
			continue
		}
		s := Step{Kind: kind, Line: n.root.LineOf(path...)}
		stepReaders[kind](n, item, &s, path)
		n.unique(path, s.ID, steps)
		steps = append(steps, s)
	}
	return steps
}

// stepReaders fill a step of each kind.
var stepReaders = map[StepKind]func(n *reader, t *glua.LTable, s *Step, path []any){
	Task: (*reader).task, Predict: (*reader).predict, Quiz: (*reader).quiz, Explore: (*reader).explore,
}

// unique notes an id that another step has, in this list or in the other one.
func (n *reader) unique(path []any, id string, before []Step) {
	taken := func(s Step) bool { return s.ID == id }
	switch {
	case id == "":
	case id == Start:
		n.add(append(path, "id"), "no step may be called `%s`, which means the opening; choose another id", Start)
	case slices.ContainsFunc(before, taken) || slices.ContainsFunc(n.into.Steps, taken):
		n.add(append(path, "id"), "two steps are called `%s`; give each its own id", clip(id))
	}
}

// begin reads what all kinds of steps have.
func (n *reader) begin(schema *Schema, t *glua.LTable, s *Step, path []any, asks string) record {
	r := n.open(schema, t, path...)
	s.ID, s.Text, s.Notes, s.Points = r.text("id"), r.prose(asks), r.prose("notes"), r.count("points", 0)
	r.slug("id")
	r.notBlank(asks)
	return r
}

func (n *reader) task(t *glua.LTable, s *Step, path []any) {
	r := n.begin(&taskSchema, t, s, path, "text")
	s.Hints, s.After, s.OnPass, s.NeedsLane = r.texts("hints"), r.text("after"), r.prose("on_pass"), r.text("needs_lane")
	s.check = r.function("check")
}

func (n *reader) predict(t *glua.LTable, s *Step, path []any) {
	r := n.begin(&predictSchema, t, s, path, "ask")
	s.RevealAfter, s.Explain, s.reveal = r.text("reveal_after"), r.prose("explain"), r.function("reveal")
	for _, text := range r.texts("options") {
		s.Options = append(s.Options, Option{Text: text})
	}
	if s.Points != 0 {
		r.fault("points", "a prediction has no points, since a guess must be free; write points = 0")
	}
	switch {
	case r.has("fields") == r.has("options"):
		r.add(path, "a prediction asks for either `fields` or `options`; write one of them")
	case r.has("fields"):
		n.guesses(r, s, path)
	default:
		n.predictedOption(r, s)
	}
}

// guesses reads the figures that a prediction asks for.
func (n *reader) guesses(r record, s *Step, path []any) {
	if s.reveal == nil {
		r.add(path, "a prediction with fields needs `reveal`; write %s", r.schema.field("reveal").Example)
	}
	if r.has("answer") {
		r.fault("answer", "`answer` is for options; fields are told by `reveal`")
	}
	if t := r.child("fields"); t != nil && t.Len() == 0 {
		r.fault("fields", "`fields` is empty; write %s", r.schema.field("fields").Example)
	}
	for i, v := range items(r.child("fields")) {
		at := append(path[:len(path):len(path)], "fields", i+1)
		t, ok := v.(*glua.LTable)
		if !ok {
			n.add(at, "a field of a prediction is a table, not %s; write { id = \"cost\", label = \"Cost\" }", described(v))
			continue
		}
		f := n.open(&guessSchema, t, at...)
		g := Guess{ID: f.text("id"), Label: f.text("label"), Unit: f.text("unit")}
		if tolerance, ok := f.get("tolerance").(glua.LNumber); ok {
			if tolerance < 0 || tolerance > maxWhole {
				f.fault("tolerance", "`tolerance` is %s; write a number from 0 on", tolerance)
				tolerance = 0
			}
			g.Tolerance = share(float64(tolerance))
		}
		if slices.ContainsFunc(s.Guesses, func(have Guess) bool { return have.ID == g.ID }) {
			f.fault("id", "two fields are called `%s`; give each its own id", clip(g.ID))
		}
		s.Guesses = append(s.Guesses, g)
	}
}

// predictedOption reads which option of a prediction is right.
func (n *reader) predictedOption(r record, s *Step) {
	s.Answer = r.count("answer", 1)
	switch {
	case len(s.Options) < 2:
		r.fault("options", "a prediction needs at least two options")
	case r.has("answer") == r.has("reveal"):
		r.fault("options", "a prediction with options needs either `answer`, the number of the right one, or `reveal`")
	case s.Answer > len(s.Options):
		r.fault("answer", "`answer` is %d; there are %d options", s.Answer, len(s.Options))
	}
}

func (n *reader) quiz(t *glua.LTable, s *Step, path []any) {
	r := n.begin(&quizSchema, t, s, path, "ask")
	s.Shuffle, s.Tries = r.truth("shuffle"), r.count("tries", 1)
	correct := 0
	for i, v := range items(r.child("options")) {
		at := append(path[:len(path):len(path)], "options", i+1)
		t, ok := v.(*glua.LTable)
		if !ok {
			n.add(at, "an option is a table, not %s; write { \"the answer\", correct = true }", described(v))
			continue
		}
		o := n.open(&optionSchema, t, at...)
		o.notBlank("text")
		if o.truth("correct") {
			correct++
			if o.has("says") {
				o.fault("says", "`says` is for wrong options; what the right one teaches belongs in its text")
			}
		}
		s.Options = append(s.Options, Option{unindent(o.text("text")), o.truth("correct"), unindent(o.text("says"))})
	}
	if all := len(items(r.child("options"))); len(s.Options) == all && all > 0 && (correct != 1 || all < 2) {
		r.fault("options", "%d of %d options are marked correct; a quiz has at least two options and exactly one correct = true", correct, len(s.Options))
	}
}

// maxPoints bounds how many worlds a what-if makes.
const maxPoints = 1000

func (n *reader) explore(t *glua.LTable, s *Step, path []any) {
	r := n.begin(&exploreSchema, t, s, path, "ask")
	s.run, s.plot = r.function("run"), r.function("plot")
	s.Repeat = max(r.count("repeat_", 1), 1)
	if r.child("sweep") == nil {
		return
	}
	w := n.open(&sweepSchema, r.child("sweep"), append(path[:len(path):len(path)], "sweep")...)
	s.Sweep = Sweep{Name: w.text("name"), From: w.whole("from"), To: w.whole("to"), Step: 1}
	if w.has("step") {
		s.Sweep.Step = int64(w.count("step", 1))
	}
	if s.Sweep.Step < 1 || s.Sweep.To < s.Sweep.From || (s.Sweep.To-s.Sweep.From)/s.Sweep.Step >= maxPoints {
		r.fault("sweep", "a sweep goes upward in at most %d steps; this one goes from %d to %d", maxPoints, s.Sweep.From, s.Sweep.To)
	}
}
