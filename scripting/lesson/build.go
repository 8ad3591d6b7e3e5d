package lesson

import (
	"fmt"

	glua "github.com/yuin/gopher-lua"

	"blockyard/scripting/lua"
	"blockyard/sim"
	"blockyard/sim/catalog"
	"blockyard/sim/ec2"
	"blockyard/sim/unit"
)

// A Setup says for whom a world is built. The zero Setup is the lesson's own seed and AWS's example account in us-east-1.
type Setup struct {
	Seed    uint64 // 0 means the lesson's
	Account string // "" means ec2.DefaultAccount
	Region  string // "" means us-east-1; where a builder names no zone
}

// filled returns the setup with nothing left out.
func (s Setup) filled(l *Lesson) Setup {
	if s.Seed == 0 {
		s.Seed = l.Seed
	}
	if s.Account == "" {
		s.Account = ec2.DefaultAccount
	}
	if s.Region == "" {
		s.Region = "us-east-1"
	}
	return s
}

// Bounds on what one call of a builder may do.
const (
	maxPlaced = 5_000   // things
	maxFired  = 500_000 // wake-ups while it lets time pass
)

// A build is one call of a builder, or of the run of a what-if.
type build struct {
	lesson  *Lesson
	machine *machine
	lanes   []Lane // that it may act on
	setup   Setup
	placing bool // a builder: what it places is there at once
	placed  int
	fired   int
	left    int64 // work that may still be asked for
}

// Build returns a fresh world of a lane, as its builder makes it: what is placed before time runs is there at instant 0,
// already running and never billed for its making; w.run lets time pass in the lesson's timing, billed. The world's
// journal holds the builder's calls. An error is the lesson's mistake, a *lua.Fault, or names a setup that does not exist.
func (l *Lesson) Build(lane int, setup Setup) (*sim.World, error) {
	setup = setup.filled(l)
	w := sim.New(sim.Config{Seed: setup.Seed, Lane: uint8(lane), Timing: catalog.None, Book: l.Book})
	if _, err := w.Caller(setup.Account, setup.Region); err != nil {
		return nil, err
	}
	b := &build{lesson: l, machine: l.machine, lanes: []Lane{{l.Lanes[lane], w}}, setup: setup, placing: true}
	if _, err := l.machine.runBuild(b, "build/"+l.Lanes[lane], l.builders[lane]); err != nil {
		return nil, l.placed(err, l.builders[lane])
	}
	w.SetTiming(l.Timing)
	return w, nil
}

// BuildAll returns the moment at which the lesson opens, with a fresh world for each lane.
func (l *Lesson) BuildAll(setup Setup) (*Moment, error) {
	var lanes []Lane
	for i, name := range l.Lanes {
		w, err := l.Build(i, setup)
		if err != nil {
			return nil, err
		}
		lanes = append(lanes, Lane{name, w})
	}
	return Open(lanes), nil
}

// runBuild calls a function with w.
func (m *machine) runBuild(b *build, name string, f glua.LValue, more ...glua.LValue) (glua.LValue, error) {
	b.left = maxWork
	m.building = b
	defer func() { m.building = nil }()
	return m.call(b.setup.Seed, name, buildFuel, f, append([]glua.LValue{m.w}, more...)...)
}

// build returns the build that is running, and counts a thing that it places.
func (m *machine) build(state *glua.LState) *build {
	b := m.building
	if b == nil {
		state.RaiseError("the world can be built only by the function that is given w")
	}
	if b.placed++; b.placed > maxPlaced {
		m.overdraw(state, "w is asked for more than %d things; look for a loop that never ends", maxPlaced)
	}
	return b
}

// lane returns the lane that a macro acts on, which has to say so where there are several.
func (b *build) lane(state *glua.LState, name, macro string) Lane {
	known := make([]string, len(b.lanes))
	for i, lane := range b.lanes {
		if known[i] = lane.Name; name == lane.Name {
			return lane
		}
	}
	if name != "" {
		state.RaiseError("there is no lane `%s` here%s", clip(name), hint(name, known))
	}
	if len(b.lanes) > 1 {
		state.RaiseError("%s acts on one lane; name it: lane = \"%s\"", macro, known[0])
	}
	return b.lanes[0]
}

// do carries out an operation of the registry by its typed input, and ends the call where it is refused.
func (b *build) do(state *glua.LState, macro string, lane Lane, region string, in any) any {
	o, ok := sim.Operations().ForInput(in)
	if !ok {
		panic(fmt.Sprintf("lesson: no operation takes %T", in))
	}
	caller, err := lane.World.Caller(b.setup.Account, region)
	if err != nil {
		state.RaiseError("%s: %s", macro, err.Error())
	}
	out, err := lane.World.Do(sim.Call{Caller: caller, Op: o, In: in})
	if err != nil {
		state.RaiseError("%s: %s", macro, refusal(err))
	}
	return out
}

// advance lets time pass in every lane.
func (b *build) advance(state *glua.LState, d unit.Duration) {
	for _, lane := range b.lanes {
		if b.placing {
			lane.World.SetTiming(b.lesson.Timing)
		}
		before := lane.World.Fired()
		if room := maxFired - b.fired; room < 1 || !lane.World.Advance(lane.World.Now().Add(d), room) {
			b.machine.overdraw(state, "more than %d things happen while time runs; let less happen, or run for a shorter time", maxFired)
		}
		b.fired += int(lane.World.Fired() - before)
		if b.placing {
			lane.World.SetTiming(catalog.None)
		}
	}
}

// fault words an error that is no fault of Lua's as one, at a line of the lesson.
func (l *Lesson) fault(line int, format string, args ...any) *lua.Fault {
	return &lua.Fault{File: l.Name, Line: line, Kind: lua.KindRuntime, Message: fmt.Sprintf(format, args...)}
}
