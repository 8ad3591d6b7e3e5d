package lesson

import (
	"math"
	"slices"
	"strconv"

	glua "github.com/yuin/gopher-lua"

	"blockyard/sim"
	"blockyard/sim/apierr"
	"blockyard/sim/cost"
	"blockyard/sim/ec2"
	"blockyard/sim/unit"
)

// The schemas of what questions take.
var (
	billSchema = Schema{"s.bill", "", []Field{
		{"lane", Text, false, `lane = "ebs"`, "the lane; may be left out where there is one"},
		{"from", Whole, false, "from = 0", "milliseconds since instant 0"},
		{"to", Whole, false, "to = days(30)", "milliseconds since instant 0; after now it is a forecast"},
	}}
	scheduleQuestion = Schema{"s.schedule", "", []Field{
		{"lane", Text, false, `lane = "ebs"`, "the lane; all of them unless said otherwise"},
		{"name", Text, true, `name = "web"`, "the instance's name or id"},
	}}
	refusedSchema = Schema{"s.refused", "", []Field{
		{"lane", Text, false, `lane = "ebs"`, "the lane; all of them unless said otherwise"},
		{"code", Text, false, `code = "VolumeInUse"`, "AWS's code"},
		{"action", Text, false, `action = "AttachVolume"`, "the operation"},
	}}
	eventsSchema = Schema{"s.events", "", append(refusedSchema.Fields[:len(refusedSchema.Fields):len(refusedSchema.Fields)],
		Field{"refused", YesNo, false, "refused = true", "only calls that were refused, or only those that were not"})}
)

// A billAsked is a bill that a check has asked for.
type billAsked struct {
	world  *sim.World
	window cost.Window
	bill   cost.Bill
}

// bill is s.bill { lane, from, to }.
func (m *machine) bill(state *glua.LState) int {
	l := m.look(state, 1000)
	r := m.options(state, &billSchema, 1)
	lane := l.oneLane(state, r.text("lane"), "s.bill")
	w := cost.Window{From: unit.Instant(r.whole("from")), To: lane.World.Now()}
	if r.has("to") {
		w.To = unit.Instant(r.whole("to"))
	}
	if w.From < 0 || w.To < w.From || w.To.Sub(w.From) > unit.MaxDuration {
		state.RaiseError("s.bill: a bill goes from an instant to a later one, not from %d to %d; write from = 0, to = days(30)", w.From, w.To)
	}
	state.Push(m.billTable(state, lane, m.billOf(state, lane, w)))
	return 1
}

// billOf returns a bill, the same one when it is asked for again in one check.
func (m *machine) billOf(state *glua.LState, lane Lane, w cost.Window) cost.Bill {
	for _, have := range m.looking.bills {
		if have.world == lane.World && have.window == w {
			return have.bill
		}
	}
	m.look(state, int(min(lane.World.Fired(), math.MaxInt32)))
	bill := lane.World.Bill(w)
	m.looking.bills = append(m.looking.bills, billAsked{lane.World, w, bill})
	return bill
}

// services of a bill, in the order in which they are shown.
var billServices = []string{"compute", "software", "address", "monitoring", "volume", "snapshot", "transfer"}

// billTable returns a bill as a lesson reads it.
func (m *machine) billTable(state *glua.LState, lane Lane, bill cost.Bill) *glua.LTable {
	m.look(state, tableCost*(len(bill.Lines)+3))
	groups, by := bill.By(cost.ByService), m.sandbox.Table()
	for _, service := range billServices {
		by.RawSetString(service, m.newMoney(groups.Amount(service)))
	}
	by.Metatable = m.partGuard
	lines, missing := []any{}, []any{}
	for i := range bill.Lines {
		lines = append(lines, m.lineTable(lane, &bill.Lines[i]))
	}
	for _, name := range bill.Missing {
		missing = append(missing, name)
	}
	t := m.value(table{
		{"total", m.newMoney(bill.Total)}, {"by", by}, {"lines", lines}, {"missing", missing},
	}).(*glua.LTable)
	t.Metatable = m.billGuard
	return t
}

// lineTable returns one line of a bill.
func (m *machine) lineTable(lane Lane, line *cost.Line) table {
	ref := ec2.Ref{Kind: ec2.Kind(line.Resource.Kind), Index: line.Resource.Index}
	return table{
		{"id", lane.World.Cloud().ID(ref)},
		{"service", line.Service},
		{"account", lane.World.Cloud().AccountNumber(line.Account)},
		{"key", line.Key},
		{"amount", m.newMoney(line.Amount)},
		{"quantity", line.Quantity.Short(6)},
		{"unit", line.Unit},
		{"sum", line.Sum()},
		{"why", line.Why},
	}
}

// schedule is s.schedule { lane, name }.
func (m *machine) schedule(state *glua.LState) int {
	l := m.look(state, 100)
	r := m.options(state, &scheduleQuestion, 1)
	f := filter{kind: kindNamed("instance"), lanes: l.lanes(state, r.text("lane"))}
	var hours glua.LValue = glua.LNil
	m.each(state, f, everything, func(o object) bool {
		if o.name() != r.text("name") && o.id() != r.text("name") {
			return true
		}
		m.look(state, o.world.Yard().Schedules().Len())
		schedule, ok := o.world.Yard().Of(o.index)
		if ok {
			hours = glua.LString(schedule.String())
		}
		return !ok
	})
	state.Push(hours)
	return 1
}

// An event is one call since the opening.
type event struct {
	lane string
	sim.Entry
	code string
}

// eachEvent calls a function with the calls since the opening that options ask for, lane by lane.
func (m *machine) eachEvent(state *glua.LState, r record, found func(event)) {
	l := m.look(state, 500)
	r.knownCall(state)
	lanes, start := l.lanes(state, r.text("lane")), l.moment.start()
	for i, lane := range l.moment.Lanes {
		if len(lanes) == 1 && lanes[0] != lane {
			continue
		}
		refused := start.lanes[i].refusals
		for _, entry := range lane.World.Journal()[start.lanes[i].calls:] {
			m.look(state, 5)
			e := event{lane: lane.Name, Entry: entry}
			if entry.Refused {
				e.code = lane.World.Refusals().At(refused).Code
				refused++
			}
			if e.asked(r) {
				found(e)
			}
		}
	}
}

// knownCall ends the call where the options ask for a code or an operation that does not exist.
func (r record) knownCall(state *glua.LState) {
	if !r.has("code") && !r.has("action") {
		return
	}
	var codes, actions []string
	for _, entry := range apierr.Catalogue {
		codes = append(codes, string(entry.Code))
	}
	for _, o := range sim.Operations().All() {
		actions = append(actions, o.Action, o.Verb)
	}
	if code := r.text("code"); code != "" && !slices.Contains(codes, code) {
		state.RaiseError("%s: there is no code `%s`%s", r.schema.Name, clip(code), hint(code, codes))
	}
	if action := r.text("action"); action != "" && !slices.Contains(actions, action) {
		state.RaiseError("%s: there is no operation `%s`%s", r.schema.Name, clip(action), hint(action, actions))
	}
}

// asked reports whether options ask for an event.
func (e event) asked(r record) bool {
	return (!r.has("code") || r.text("code") == e.code) &&
		(!r.has("action") || r.text("action") == e.Op.Action || r.text("action") == e.Op.Verb) &&
		(r.schema.field("refused") == nil || !r.has("refused") || r.truth("refused") == e.Refused)
}

// refused is s.refused { lane, code, action }.
func (m *machine) refused(state *glua.LState) int {
	found := false
	m.eachEvent(state, m.options(state, &refusedSchema, 1), func(e event) { found = found || e.Refused })
	state.Push(glua.LBool(found))
	return 1
}

// events is s.events { lane, code, action, refused }.
func (m *machine) events(state *glua.LState) int {
	list := []any{}
	m.eachEvent(state, m.options(state, &eventsSchema, 1), func(e event) {
		m.look(state, tableCost)
		list = append(list, table{
			{"at", int64(e.At)}, {"lane", e.lane}, {"action", e.Op.Action}, {"refused", e.Refused}, {"code", orNil(e.code)},
		})
	})
	state.Push(m.value(list))
	return 1
}

func (m *machine) clock(state *glua.LState) int {
	state.Push(glua.LNumber(m.look(state, 1).moment.Lanes[0].World.Now()))
	return 1
}

// answer is s.answer(step).
func (m *machine) answer(state *glua.LState) int {
	l := m.look(state, 100)
	id := keyName(state.Get(1))
	if step := l.lesson.Step(id); step == nil || step.Kind != Quiz && step.Kind != Predict {
		state.RaiseError("there is no quiz or prediction `%s`%s", clip(id), hint(id, l.lesson.stepIDs(Quiz, Predict)))
	}
	state.Push(glua.LNil)
	for _, a := range l.moment.Answers {
		m.look(state, 5)
		if a.Step != id {
			continue
		}
		state.Pop(1)
		if n, err := strconv.ParseInt(a.Value, 10, 32); err == nil {
			state.Push(glua.LNumber(n))
		} else {
			state.Push(glua.LString(a.Value))
		}
	}
	return 1
}

func (m *machine) commands(state *glua.LState) int {
	l, list := m.look(state, 100), []any{}
	for _, c := range l.moment.Commands {
		m.look(state, 50)
		list = append(list, c)
	}
	state.Push(m.value(list))
	return 1
}

// records is s.records(thing): what is on its disk, without what a guest still holds in memory.
func (m *machine) records(state *glua.LState) int {
	m.look(state, 100)
	o, ok := m.thingAt(state, 1, "volume", "snapshot")
	var files *ec2.Files
	switch {
	case !ok:
	case o.kind.kind == ec2.KindVolume:
		files = o.volume().Files
	default:
		files = o.snapshot().Files
	}
	var n int64
	for _, f := range files.All() {
		n += int64(f.Records)
	}
	state.Push(glua.LNumber(n))
	return 1
}

// recordsWritten is s.records_written(name), over all lanes.
func (m *machine) recordsWritten(state *glua.LState) int {
	l := m.look(state, 100)
	name, ok := state.Get(1).(glua.LString)
	if !ok {
		state.RaiseError("s.records_written takes a name, not %s; write s.records_written \"data\"", described(state.Get(1)))
	}
	var n int64
	for _, lane := range l.moment.Lanes {
		for _, w := range lane.World.Guests().Workloads().All() {
			m.look(state, 5)
			if w.Name == string(name) {
				n += int64(w.Records)
			}
		}
	}
	state.Push(glua.LNumber(n))
	return 1
}
