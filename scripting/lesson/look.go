package lesson

import (
	"slices"

	glua "github.com/yuin/gopher-lua"

	"blockyard/sim/ec2"
)

// A look is what one check, reveal or plot looks at.
type look struct {
	lesson *Lesson
	moment *Moment
	left   int64       // work that may still be asked for
	bills  []billAsked // made in this call
}

// questions are the functions of s, in the order of the manual.
func (m *machine) questions() []function {
	return []function{
		{"find", `s.find("instance", { name = "web" })`, "the first thing of a kind that fits, in order of creation, or nil", m.find},
		{"all", `s.all("volume", { az = "us-east-1a" })`, "all that fit, in order of creation", m.all},
		{"count", `s.count("snapshot", { state = "completed" })`, "how many fit", m.count},
		{"created_since", `s.created_since "start"`, "what was made since the opening or since a step first passed, by kind; nothing while it has not", m.createdSince},
		{"attached", `s.attached(instance, "/dev/sdf")`, "the volume at a device of an instance, or nil; one that is being detached is none", m.attached},
		{"records", "s.records(volume)", "how many records of workloads are on a volume or in a snapshot", m.records},
		{"records_written", `s.records_written "data"`, "how many records workloads of that name have written in all", m.recordsWritten},
		{"bill", `s.bill { lane = "ebs", from = 0, to = days(30) }`, "what a time costs, from instant 0 until now unless said otherwise: total, by, lines, missing", m.bill},
		{"schedule", `s.schedule { lane = "ebs", name = "web" }`, "the hours of an instance's schedule, for example \"09:00-13:00\", or nil", m.schedule},
		{"refused", `s.refused { code = "VolumeInUse" }`, "whether such a call was refused since the opening", m.refused},
		{"events", `s.events { action = "CreateSnapshot" }`, "the calls since the opening: { at, lane, action, refused, code }", m.events},
		{"clock", "s.clock()", "milliseconds since instant 0", m.clock},
		{"answer", `s.answer "guess"`, "what was answered to a quiz or a prediction: a number, a text, or nil", m.answer},
		{"commands", "s.commands()", "the commands so far, as the journal has them", m.commands},
	}
}

// What things that are made for a check cost, in units of work: they take memory that the sandbox does not see.
const (
	itemCost  = 100  // a thing in a list
	tableCost = 1000 // a table
)

// look takes work off what the running check may ask for. Outside of one there is nothing to look at.
func (m *machine) look(state *glua.LState, work int) *look {
	if m.looking == nil {
		state.RaiseError("the world can be looked at only while a check, a reveal or a plot runs")
	}
	m.spend(state, &m.looking.left, work)
	return m.looking
}

// lanes returns the lanes that a question is about: the named one, or all.
func (l *look) lanes(state *glua.LState, name string) []Lane {
	if name == "" {
		return l.moment.Lanes
	}
	for i, lane := range l.moment.Lanes {
		if lane.Name == name {
			return l.moment.Lanes[i : i+1]
		}
	}
	state.RaiseError("there is no lane `%s`%s", clip(name), hint(name, l.lesson.Lanes))
	return nil
}

// oneLane returns the lane that a question is about, which has to say so where there are several.
func (l *look) oneLane(state *glua.LState, name, question string) Lane {
	lanes := l.lanes(state, name)
	if len(lanes) > 1 {
		state.RaiseError("%s is about one lane; write %s { lane = \"%s\" }", question, question, lanes[0].Name)
	}
	return lanes[0]
}

// kindAt returns the kind that an argument names.
func kindAt(state *glua.LState, i int) *Kind {
	kind := kindNamed(keyName(state.Get(i)))
	if kind == nil {
		name := keyName(state.Get(i))
		state.RaiseError("there is no kind of thing `%s`%s", clip(name), hint(name, kindNames()))
	}
	return kind
}

// A filter is what is asked of things.
type filter struct {
	kind       *Kind
	lanes      []Lane
	conditions []condition
	withGone   bool // it names a state
	withPublic bool // it names something
}

// A condition is that a field, or a tag, reads as a text.
type condition struct {
	field *ThingField
	tag   string
	want  string
}

// filterAt returns the filter that the arguments are: a kind and a table of fields.
func (m *machine) filterAt(state *glua.LState) filter {
	l, kind := m.look(state, 100), kindAt(state, 1)
	f := filter{kind: kind, lanes: l.moment.Lanes}
	t, ok := state.Get(2).(*glua.LTable)
	if !ok {
		if state.Get(2) != glua.LNil {
			state.RaiseError("a filter is a table, not %s; write { name = \"web\" }", described(state.Get(2)))
		}
		return f
	}
	for key, value := t.Next(glua.LNil); key != glua.LNil; key, value = t.Next(key) {
		switch name := keyName(key); name {
		case "lane":
			f.lanes = l.lanes(state, printed(value))
		case "tags":
			f.addTags(state, value)
		default:
			f.add(state, name, value)
		}
	}
	return f
}

// add adds a condition on a field.
func (f *filter) add(state *glua.LState, name string, value glua.LValue) {
	field := f.kind.field(name)
	if field == nil {
		state.RaiseError("%s has no `%s`%s", f.kind.Doc, clip(name), hint(name, f.kind.fieldNames()))
	}
	if value.Type() != glua.LTString && value.Type() != glua.LTNumber && value.Type() != glua.LTBool {
		state.RaiseError("a filter asks for a text, a number or true or false, not %s", described(value))
	}
	f.withGone = f.withGone || name == "state"
	f.withPublic = f.withPublic || name == "name" || name == "alias" || name == "id"
	f.conditions = append(f.conditions, condition{field: field, want: value.String()})
}

func (f *filter) addTags(state *glua.LState, value glua.LValue) {
	t, ok := value.(*glua.LTable)
	if !ok {
		state.RaiseError("tags are a table, not %s; write tags = { Role = \"db\" }", described(value))
	}
	for key, value := t.Next(glua.LNil); key != glua.LNil; key, value = t.Next(key) {
		f.conditions = append(f.conditions, condition{tag: keyName(key), want: printed(value)})
	}
}

// fits reports whether a thing is asked for.
func (f *filter) fits(m *machine, o object) bool {
	if o.isGone() && !f.withGone || o.isPublic() && !f.withPublic {
		return false
	}
	for _, c := range f.conditions {
		if !c.holds(m, o) {
			return false
		}
	}
	return true
}

func (c condition) holds(m *machine, o object) bool {
	if c.field == nil {
		return slices.ContainsFunc(o.header().Tags(), func(t ec2.Tag) bool { return t.Key == c.tag && t.Value == c.want })
	}
	if c.field.Name == "name" && o.isPublic() && o.kind.kind == ec2.KindImage && o.image().Alias == c.want {
		return true
	}
	return printed(m.value(c.field.read(o))) == c.want
}

// each calls a function with every thing that fits, from a place in each lane's table on, until it returns false.
func (m *machine) each(state *glua.LState, f filter, from func(lane int) uint32, found func(object) bool) {
	for i, lane := range f.lanes {
		for index := from(i); index < lane.World.Cloud().Length(f.kind.kind); index++ {
			m.look(state, 5+20*len(f.conditions))
			o := object{lane.Name, lane.World, f.kind, index}
			if f.fits(m, o) && !found(o) {
				return
			}
		}
	}
}

// everything is where each starts unless only newer things count.
func everything(int) uint32 { return 0 }

func (m *machine) find(state *glua.LState) int {
	var first glua.LValue = glua.LNil
	m.each(state, m.filterAt(state), everything, func(o object) bool {
		first = m.thing(o)
		return false
	})
	state.Push(first)
	return 1
}

func (m *machine) all(state *glua.LState) int {
	state.Push(m.list(state, m.filterAt(state), everything))
	return 1
}

// list returns a list of everything that fits.
func (m *machine) list(state *glua.LState, f filter, from func(lane int) uint32) *glua.LTable {
	list := m.sandbox.Table()
	m.each(state, f, from, func(o object) bool {
		m.look(state, itemCost)
		list.Append(m.thing(o))
		return true
	})
	return list
}

func (m *machine) count(state *glua.LState) int {
	n := 0
	m.each(state, m.filterAt(state), everything, func(object) bool {
		n++
		return true
	})
	state.Push(glua.LNumber(n))
	return 1
}

// createdSince is s.created_since(step).
func (m *machine) createdSince(state *glua.LState) int {
	l := m.look(state, 100)
	step := keyName(state.Get(1))
	if step != Start && l.lesson.Step(step) == nil {
		state.RaiseError("there is no step `%s`%s", clip(step), hint(step, append(l.lesson.stepIDs(), Start)))
	}
	mark, passed := l.moment.mark(step)
	out := m.sandbox.Table()
	for i := range kinds {
		list := m.sandbox.Table()
		if passed {
			f := filter{kind: &kinds[i], lanes: l.moment.Lanes}
			list = m.list(state, f, func(lane int) uint32 { return mark.lanes[lane].made[f.kind.kind] })
		}
		out.RawSetString(kinds[i].Name, list)
		if kinds[i].Alias != "" {
			out.RawSetString(kinds[i].Alias, list)
		}
	}
	out.Metatable = m.madeGuard
	state.Push(out)
	return 1
}

// attached is s.attached(instance, device).
func (m *machine) attached(state *glua.LState) int {
	m.look(state, 100)
	device, ok := state.Get(2).(glua.LString)
	if !ok {
		state.RaiseError("s.attached takes an instance and a device name; write s.attached(instance, \"/dev/sdf\")")
	}
	state.Push(glua.LNil)
	holder, ok := m.thingAt(state, 1, "instance")
	if !ok || holder.isGone() {
		return 1
	}
	for _, d := range holder.instance().Devices {
		o := object{holder.lane, holder.world, kindNamed("volume"), d.Volume}
		if a, ok := o.volume().Attachment(holder.index); d.Name == string(device) && ok && a.State != ec2.Detaching {
			state.Push(m.thing(o))
		}
	}
	return 1
}

// thingAt returns the thing of some kinds that an argument is, or names by name or id; nil is none.
func (m *machine) thingAt(state *glua.LState, i int, names ...string) (object, bool) {
	v := state.Get(i)
	if o, ok := objectOf(v); ok && slices.Contains(names, o.kind.Name) {
		return o, true
	}
	if v == glua.LNil {
		return object{}, false
	}
	name, ok := v.(glua.LString)
	if !ok {
		state.RaiseError("%s is wanted here, not %s; take it from s.find", kindNamed(names[0]).Doc, described(v))
	}
	for _, kind := range names {
		f := filter{kind: kindNamed(kind), lanes: m.looking.moment.Lanes}
		var found object
		m.each(state, f, everything, func(o object) bool {
			if o.name() == string(name) || o.id() == string(name) {
				found = o
			}
			return found.world == nil
		})
		if found.world != nil {
			return found, true
		}
	}
	return object{}, false
}
