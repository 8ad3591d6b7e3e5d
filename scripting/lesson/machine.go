package lesson

import (
	"errors"
	"fmt"

	glua "github.com/yuin/gopher-lua"

	"blockyard/scripting/lua"
	"blockyard/sim/rng"
)

// Instructions that one call may take.
const (
	loadFuel  = 2_000_000 // the file itself
	buildFuel = 2_000_000 // the builder of a lane, or one point of a what-if
	checkFuel = 200_000   // a check, a reveal or a plot
)

// A machine is the Lua side of a lesson: its sandbox, what the file's words mean in it, and what the call that is
// running works on.
type machine struct {
	sandbox *lua.Sandbox
	kinds   map[*glua.LTable]string // which word made a table: "task", "book" …
	loaded  bool                    // the file has been run
	money   *glua.LTable            // metatables
	things  []*glua.LTable          // by place in kinds of things
	guards  []*glua.LTable

	billGuard, partGuard, madeGuard *glua.LTable

	s, w *glua.LTable // what checks and builders are given

	random    rng.Stream
	drawn     uint64
	looking   *look  // while a check, a reveal or a plot runs
	building  *build // while a builder or the run of a what-if runs
	overdrawn string // why the call must end: it asked for more than it may
}

// newMachine returns a machine with the words of a lesson file.
func newMachine() *machine {
	m := &machine{kinds: map[*glua.LTable]string{}, random: rng.New(0, "load")}
	m.sandbox = lua.New(lua.Options{Fuel: loadFuel, Random: m.draw})
	m.money = m.moneyMeta()
	m.things = m.thingMetas()
	for _, word := range []string{"lesson", "book", "task", "predict", "quiz", "explore"} {
		m.sandbox.Register("", word, m.constructor(word))
	}
	m.registerDurations()
	m.registerJudgements()
	m.billGuard = m.guard("a bill", []string{"total", "by", "lines", "missing"})
	m.partGuard = m.guard("`by` of a bill", billServices)
	m.madeGuard = m.guard("s.created_since", kindNames())
	m.s = m.library("s", m.questions())
	m.w = m.library("w", m.macros())
	return m
}

func (m *machine) draw(n uint64) uint64 {
	m.drawn++
	return m.random.Draw(m.drawn-1, n)
}

// constructor returns a word that marks its table as what the word says.
func (m *machine) constructor(word string) glua.LGFunction {
	return func(state *glua.LState) int {
		t, ok := state.Get(1).(*glua.LTable)
		if !ok {
			state.RaiseError("%s takes a table, not %s; write %s { … }", word, described(state.Get(1)), word)
		}
		if m.loaded {
			state.RaiseError("%s stands in the file itself, not in a function that is called later", word)
		}
		m.kinds[t] = word
		state.SetTop(1)
		return 1
	}
}

// A function is one function of s or w.
type function struct {
	name string
	use  string // how it is called
	doc  string
	call glua.LGFunction
}

// library returns a table of functions that says so when it is asked for another.
func (m *machine) library(name string, functions []function) *glua.LTable {
	t, known := m.sandbox.Table(), make([]string, len(functions))
	for i, f := range functions {
		t.RawSetString(f.name, m.sandbox.Function(f.call))
		known[i] = f.name
	}
	t.Metatable = m.guard(name, known)
	return t
}

// guard returns a metatable for a table with known fields: asking for another one is a fault, not nil.
func (m *machine) guard(what string, known []string) *glua.LTable {
	meta := m.sandbox.Table()
	meta.RawSetString("__index", m.sandbox.Function(func(state *glua.LState) int {
		name := keyName(state.Get(2))
		for _, k := range known {
			if k == name {
				return 0
			}
		}
		state.RaiseError("%s has no `%s`%s", what, clip(name), hint(name, known))
		return 0
	}))
	m.guards = append(m.guards, meta)
	return meta
}

// roots returns what a script can reach beside the globals and must not change.
func (m *machine) roots(file glua.LValue) []glua.LValue {
	roots := []glua.LValue{file, m.s, m.w, m.money}
	for _, t := range append(append([]*glua.LTable{}, m.things...), m.guards...) {
		roots = append(roots, t)
	}
	return roots
}

// call runs a function of the lesson with fresh fuel. name is the stream of its random numbers.
func (m *machine) call(seed uint64, name string, fuel int64, f glua.LValue, args ...glua.LValue) (glua.LValue, error) {
	m.random, m.drawn, m.overdrawn = rng.New(seed, name), 0, ""
	results, err := m.sandbox.Call(fuel, f, 1, args...)
	if m.overdrawn != "" {
		return glua.LNil, m.overdraft(err)
	}
	if err != nil {
		return glua.LNil, err
	}
	return results[0], nil
}

// overdraft returns the fault of a call that asked for more than it may, even where the script caught that error.
func (m *machine) overdraft(err error) *lua.Fault {
	fault := &lua.Fault{Kind: lua.KindFuel, Message: m.overdrawn}
	var raised *lua.Fault
	if errors.As(err, &raised) && raised.Message == m.overdrawn {
		fault.File, fault.Line = raised.File, raised.Line
	}
	return fault
}

// overdraw ends a call that asks for more than it may.
func (m *machine) overdraw(state *glua.LState, format string, args ...any) {
	m.overdrawn = fmt.Sprintf(format, args...)
	state.RaiseError("%s", m.overdrawn)
}

// maxWork bounds what one call may have the host do for it, in units of about ten nanoseconds. Fuel does not see that.
const maxWork = 20_000_000

const overdrawnMessage = "the script asks for too much of the world; look for a question inside a loop that could stand before it"

// spend takes work off a call's allowance, and ends the call when there is none left.
func (m *machine) spend(state *glua.LState, left *int64, work int) {
	if *left -= int64(work); *left < 0 {
		m.overdraw(state, overdrawnMessage)
	}
}

// raise ends the call with the first fault of the notes, if there is one.
func (n *notes) raise(state *glua.LState) {
	if len(n.faults) > 0 {
		state.RaiseError("%s", n.faults[0].Message)
	}
}

// options opens the table argument of a function of s or w; an absent one is empty.
func (m *machine) options(state *glua.LState, s *Schema, i int) record {
	t, ok := state.Get(i).(*glua.LTable)
	if !ok {
		if state.Get(i) != glua.LNil {
			state.RaiseError("%s takes a table, not %s; write %s { … }", s.Name, described(state.Get(i)), s.Name)
		}
		t = m.sandbox.Table()
	}
	r := (&notes{}).open(s, t)
	r.raise(state)
	return r
}
