package lesson

import (
	"math"
	"slices"
	"strings"

	glua "github.com/yuin/gopher-lua"

	"blockyard/sim"
	"blockyard/sim/catalog"
)

// A reader fills a lesson from the table that its file returns, and notes what is wrong with it.
type reader struct {
	*notes
	machine *machine
	into    *Lesson
}

// apiVersion is the version of what lesson files may say.
const apiVersion = 1

// lesson reads the whole table.
func (n *reader) lesson(t *glua.LTable) {
	r, l := n.open(&lessonSchema, t), n.into
	l.ID, l.Title, l.Author, l.Licence = r.text("id"), r.text("title"), r.text("author"), r.text("licence")
	l.Version, l.Minutes = r.count("version", 1), r.count("minutes", 1)
	l.Teaches, l.Needs, l.Show, l.Hide = r.texts("teaches"), r.texts("needs"), r.texts("show"), r.texts("hide")
	l.Story, l.Solution = r.prose("story"), r.prose("solution")
	if r.has("api") && r.whole("api") != apiVersion {
		r.fault("api", "this program reads lessons of api = %d, not %d", apiVersion, r.whole("api"))
	}
	r.slug("id")
	r.notBlank("title")
	r.notBlank("solution")
	n.seedAndTiming(r)
	n.prices(r)
	n.lanes(r)
	n.commandLists(r)
	n.policy(r)
	l.Steps, l.Hidden = n.steps(r, "steps"), n.steps(r, "hidden")
	n.wrongRuns(r)
	if len(l.Steps) == len(items(r.child("steps"))) && len(l.Hidden) == len(items(r.child("hidden"))) {
		n.references()
	}
}

// count returns a whole number of at least some number, as far as it is there.
func (r record) count(name string, least int64) int {
	n := r.whole(name)
	if r.has(name) && fits(r.get(name), Whole) && (n < least || n > math.MaxInt32) {
		r.fault(name, "`%s` is %d; write a whole number from %d on", name, n, least)
	}
	return int(n)
}

// slug notes a text that is no stable name.
func (r record) slug(name string) {
	const allowed = "abcdefghijklmnopqrstuvwxyz0123456789-"
	text := r.text(name)
	if text != "" && (strings.Trim(text, allowed) != "" || strings.Trim(text, "-") != text || len(text) > 60) {
		r.fault(name, "`%s` is \"%s\"; write small letters, digits and hyphens, at most 60, such as \"move-volume-az\"", name, clip(text))
	}
}

// notBlank notes a text that says nothing.
func (r record) notBlank(name string) {
	if fits(r.get(name), Text) && strings.TrimSpace(r.text(name)) == "" {
		r.fault(name, "`%s` is empty; write %s", name, r.schema.field(name).Example)
	}
}

func (n *reader) seedAndTiming(r record) {
	n.into.Seed = 1
	if r.has("seed") {
		n.into.Seed = uint64(r.count("seed", 0))
	}
	if r.text("timing") == "" {
		return
	}
	mode, err := catalog.ParseMode(r.text("timing"))
	if err != nil {
		r.fault("timing", "%v", err)
	}
	n.into.Timing = mode
}

// mainLane is the name of the only lane of a lesson that names none.
const mainLane = "main"

// lanes reads world or lanes.
func (n *reader) lanes(r record) {
	l := n.into
	switch {
	case r.has("world") && r.has("lanes"):
		r.fault("lanes", "the lesson has `world` and `lanes`; leave one of them out")
	case r.has("world"):
		l.Lanes, l.builders = []string{mainLane}, []*glua.LFunction{r.function("world")}
	case r.child("lanes") != nil:
		n.namedLanes(r)
	case !r.has("lanes"):
		r.add(nil, "the lesson has no `world`; write world = function(w) … end, or lanes = { … }")
	}
}

func (n *reader) namedLanes(r record) {
	l, t := n.into, r.child("lanes")
	for key, value := t.Next(glua.LNil); key != glua.LNil; key, value = t.Next(key) {
		name, builder := keyName(key), value
		f, ok := builder.(*glua.LFunction)
		switch {
		case key.Type() != glua.LTString || name == "" || strings.ContainsAny(name, " \t\n\"'"):
			n.add([]any{"lanes", step(key)}, "a lane needs a name of one word; write left = function(w) … end")
		case !ok:
			n.add([]any{"lanes", name}, "the lane `%s` is %s, not a function; write %s = function(w) … end", clip(name), described(value), clip(name))
		}
		l.Lanes, l.builders = append(l.Lanes, name), append(l.builders, f)
	}
	if len(l.Lanes) == 0 || len(l.Lanes) > MaxLanes {
		r.fault("lanes", "the lesson has %d lanes; write 1 to %d", len(l.Lanes), MaxLanes)
	}
}

// commandLists reads allow and deny.
func (n *reader) commandLists(r record) {
	n.into.Allow = r.texts("allow")
	for i, c := range n.into.Allow {
		n.command([]any{"allow", i + 1}, c)
	}
	for i, v := range items(r.child("deny")) {
		d, path := Denial{}, []any{"deny", i + 1}
		switch v := v.(type) {
		case glua.LString:
			d.Command = string(v)
		case *glua.LTable:
			item := n.open(&denialSchema, v, path...)
			d = Denial{item.text("command"), item.text("say")}
		default:
			n.add(path, "a denied command is a text, not %s; write \"run-instances\"", described(v))
		}
		n.command(path, d.Command)
		if d.Say == "" {
			d.Say = "This lesson does without " + d.Command + "."
		}
		n.into.Deny = append(n.into.Deny, d)
	}
}

// command notes the name of a command of AWS that does not exist. Those of the yard belong to whoever runs the lesson.
func (n *reader) command(path []any, command string) {
	words := strings.Fields(strings.TrimPrefix(command, "aws "))
	if len(words) == 0 || len(words) > 2 {
		n.add(path, "\"%s\" is not a command; write \"run-instances\" or \"yard write\"", clip(command))
		return
	}
	if len(words) == 2 && words[0] != "ec2" {
		return
	}
	verb := words[len(words)-1]
	var known []string
	for _, o := range sim.Operations().All() {
		if o.Verb == verb {
			return
		}
		known = append(known, o.Verb)
	}
	n.add(path, "there is no command `%s`%s", clip(verb), hint(verb, known))
}

// policy reads how scores are taken.
func (n *reader) policy(r record) {
	t := r.child("policy")
	if t == nil {
		return
	}
	p := n.open(&policySchema, t, "policy")
	p.oneOf("attempts", "best", "last", "first")
	p.oneOf("reveal", "step", "end")
	n.into.Policy = Policy{Attempts: p.text("attempts"), Reveal: p.text("reveal")}
	if p.has("late") {
		n.into.Policy.Late = printed(p.get("late"))
	}
}

// oneOf notes a text that is not one of a few.
func (r record) oneOf(name string, known ...string) {
	if text := r.text(name); text != "" && !slices.Contains(known, text) {
		r.fault(name, "`%s` is \"%s\"; write one of %s", name, clip(text), strings.Join(known, ", "))
	}
}

// wrongRuns reads the runs that must not pass.
func (n *reader) wrongRuns(r record) {
	list := r.child("wrong")
	if list != nil && list.Len() == 0 {
		r.fault("wrong", "`wrong` is empty; write at least one run that must not pass, %s", r.schema.field("wrong").Example)
	}
	for i, v := range items(list) {
		t, ok := v.(*glua.LTable)
		if !ok {
			n.add([]any{"wrong", i + 1}, "a wrong run is a table, not %s; write { title = \"…\", must_fail = \"…\", run = [[ … ]] }", described(v))
			continue
		}
		w := n.open(&wrongSchema, t, "wrong", i+1)
		w.notBlank("run")
		n.into.Wrong = append(n.into.Wrong, Wrong{w.text("title"), w.text("must_fail"), w.prose("run")})
	}
}

// references notes steps that are named and do not exist, and a lesson without points.
func (n *reader) references() {
	l := n.into
	for i, w := range l.Wrong {
		n.names([]any{"wrong", i + 1, "must_fail"}, w.MustFail, Task, Quiz)
	}
	for i := range l.Steps {
		n.stepReferences(&l.Steps[i], "steps", i+1)
	}
	for i := range l.Hidden {
		n.stepReferences(&l.Hidden[i], "hidden", i+1)
	}
	if len(n.faults) == 0 && l.MaxScore() == 0 {
		n.add([]any{"steps"}, "no step has any points; give a task or a quiz points = 1 or more")
	}
}

func (n *reader) stepReferences(s *Step, list string, at int) {
	n.names([]any{list, at, "after"}, s.After, Task, Quiz)
	n.names([]any{list, at, "reveal_after"}, s.RevealAfter, Task, Quiz)
	if s.After == s.ID && s.ID != "" {
		n.add([]any{list, at, "after"}, "`after` names the step itself; name the step that comes before")
	}
	if s.NeedsLane != "" && !slices.Contains(n.into.Lanes, s.NeedsLane) {
		n.add([]any{list, at, "needs_lane"}, "there is no lane `%s`%s", clip(s.NeedsLane), hint(s.NeedsLane, n.into.Lanes))
	}
}

// names notes a step that a field names and that is not there, or is of the wrong kind.
func (n *reader) names(path []any, id string, of ...StepKind) {
	known := n.into.stepIDs(of...)
	if id != "" && !slices.Contains(known, id) {
		n.add(path, "`%s` names step `%s`%s", path[len(path)-1], clip(id), hint(id, known))
	}
}

// stepIDs lists the steps of some kinds, of all where none is named.
func (l *Lesson) stepIDs(of ...StepKind) []string {
	var ids []string
	for _, list := range [][]Step{l.Steps, l.Hidden} {
		for i := range list {
			if s := &list[i]; s.ID != "" && (len(of) == 0 || slices.Contains(of, s.Kind)) {
				ids = append(ids, s.ID)
			}
		}
	}
	return ids
}
