package lua

import (
	"fmt"

	glua "github.com/yuin/gopher-lua"
)

// Defaults for what Options leaves at zero.
const (
	DefaultFuel   = 500_000  // instructions; a hundredth of a second natively, four times that in a browser
	DefaultMemory = 16 << 20 // bytes
)

// Options says what a sandbox gives to its scripts. The zero value is usable.
type Options struct {
	Fuel   int64                 // instructions of a call that names none; 0 means DefaultFuel
	Memory int64                 // bytes of strings and tables that one call may make, alive or not; 0 means DefaultMemory
	Print  func(string)          // what print writes to, one line without its end a call; nil drops it
	Random func(n uint64) uint64 // a number below n, n > 0; nil leaves rng out
}

// A Sandbox is one Lua machine with its globals. It is not safe for use by several goroutines at once.
type Sandbox struct {
	options   Options
	state     *glua.LState
	meter     *meter
	runtime   []glua.LValue      // what rewritten code calls, in the order of runtimeFunctions
	guard     *glua.LFunction    // runs a function with our way of raising errors; see guarded
	nothing   *glua.LFunction    // does nothing; see roomForFrame
	nextPair  *glua.LFunction    // what pairs walks with
	nextIndex *glua.LFunction    // what ipairs walks with
	texts     *glua.LTable       // the metatable of strings
	raised    place              // where the error in flight was raised
	called    []string           // what the failing line calls and does not exist
	running   bool               // inside Call
	panicked  any                // what a host function panicked with
	writes    map[string][]place // where a shared local variable is written, by file and name
	frozen    frozen
}

// New gives a machine with everything open that the package's text lists, and nothing else.
func New(o Options) *Sandbox {
	if o.Fuel == 0 {
		o.Fuel = DefaultFuel
	}
	if o.Memory == 0 {
		o.Memory = DefaultMemory
	}
	s := &Sandbox{options: o, meter: newMeter(), writes: map[string][]place{}}
	s.state = glua.NewState(glua.Options{
		SkipOpenLibs: true, CallStackSize: callDepth,
		RegistrySize: 1 << 10, RegistryMaxSize: 1 << 15, RegistryGrowStep: 1 << 10,
	})
	s.state.SetContext(s.meter)
	s.meter.refill(o.Fuel, o.Memory)
	s.guard = s.state.NewFunction(s.guarded)
	s.nothing = s.state.NewFunction(func(*glua.LState) int { return 0 })
	s.nextPair, s.nextIndex = s.library(s.next), s.state.NewFunction(s.nextInArray)
	for _, f := range runtimeFunctions {
		s.runtime = append(s.runtime, s.state.NewFunction(f.of(s)))
	}
	s.openLibraries()
	return s
}

// Close frees the machine, which must not be used again.
func (s *Sandbox) Close() { s.state.Close() }

// Table gives an empty table.
func (s *Sandbox) Table() *glua.LTable { return s.state.CreateTable(0, 0) }

// Userdata gives a value that scripts can hold and pass on, and use as far as its metatable says (nil: not at all).
func (s *Sandbox) Userdata(value any, metatable *glua.LTable) *glua.LUserData {
	data := s.state.NewUserData()
	data.Value = value
	if metatable != nil {
		data.Metatable = metatable
	}
	return data
}

// Function gives a host function as a Lua value. Long string arguments are charged for; a panic of f that is not a Lua
// error ends Call with the same panic, through any pcall.
func (s *Sandbox) Function(f glua.LGFunction) *glua.LFunction {
	return s.library(func(state *glua.LState) int {
		defer s.notePanic()
		return f(state)
	})
}

// Register opens a host function: as a field of the global table of that name, which it makes where there is none, or
// as a global where table is empty. It panics after Freeze.
func (s *Sandbox) Register(table, name string, f glua.LGFunction) {
	if s.frozen.tables != nil {
		panic("lua: Register " + name + " after Freeze")
	}
	s.set(table, name, s.Function(f))
}

func (s *Sandbox) set(table, name string, value glua.LValue) {
	into := s.state.G.Global
	if table != "" {
		t, ok := into.RawGetString(table).(*glua.LTable)
		if !ok {
			t = s.Table()
			into.RawSetString(table, t)
		}
		into = t
	}
	into.RawSetString(name, value)
}

// library wraps a function so that it pays for reading its arguments.
func (s *Sandbox) library(f glua.LGFunction) *glua.LFunction {
	return s.state.NewFunction(func(state *glua.LState) int {
		for i := state.GetTop(); i > 0; i-- {
			s.meter.read(state, state.Get(i))
		}
		return f(state)
	})
}

func (s *Sandbox) notePanic() {
	v := recover()
	if v == nil {
		return
	}
	if _, raised := v.(*glua.ApiError); !raised && s.panicked == nil {
		s.panicked = v
	}
	panic(v)
}

// Load compiles a file's text and gives its body as a function without arguments, which has not run yet.
// Errors are a *Fault of KindSyntax.
func (s *Sandbox) Load(name, source string) (*glua.LFunction, error) {
	chunk, fault := parseSource(name, source)
	if fault != nil {
		return nil, fault
	}
	r := newRewriter(name, s.writes)
	chunk = r.chunk(chunk)
	if r.fault != nil {
		return nil, r.fault
	}
	prototype, fault := compile(name, chunk)
	if fault != nil {
		return nil, fault
	}
	if !s.running {
		s.meter.refill(s.options.Fuel, s.options.Memory)
	}
	s.state.Push(s.state.NewFunctionFromProto(prototype))
	for _, f := range s.runtime {
		s.state.Push(f)
	}
	s.state.Call(len(s.runtime), 1)
	body, _ := s.state.Get(-1).(*glua.LFunction)
	s.state.Pop(1)
	return body, nil
}

// Call runs f with fresh fuel (0: the sandbox's own) and fresh memory, and gives nret results, or all with glua.MultRet.
// Errors are a *Fault. It panics inside another Call: host functions call back with the state they are given.
func (s *Sandbox) Call(fuel int64, f glua.LValue, nret int, args ...glua.LValue) ([]glua.LValue, error) {
	if s.running {
		panic("lua: Call inside Call")
	}
	if fuel == 0 {
		fuel = s.options.Fuel
	}
	s.running = true
	defer func() { s.running = false }()
	s.meter.refill(fuel, s.options.Memory)
	s.raised, s.called = place{}, nil

	results, fault := s.protect(f, nret, args)
	changed := s.restoreVariables()
	switch {
	case fault != nil:
		return nil, fault
	case changed != nil:
		return nil, changed
	}
	return results, nil
}

func (s *Sandbox) protect(f glua.LValue, nret int, args []glua.LValue) ([]glua.LValue, *Fault) {
	s.state.SetTop(0)
	s.state.Push(s.guard)
	s.state.Push(f)
	for _, a := range args {
		s.state.Push(a)
	}
	if err := s.state.PCall(len(args)+1, nret, nil); err != nil {
		s.state.SetTop(0)
		return nil, s.faultOf(err)
	}
	results := make([]glua.LValue, s.state.GetTop())
	for i := range results {
		results[i] = s.state.Get(i + 1)
	}
	s.state.SetTop(0)
	return results, nil
}

// faultOf words the error that ended a call, and passes a host function's panic on.
func (s *Sandbox) faultOf(err error) *Fault {
	if v := s.panicked; v != nil {
		s.panicked = nil
		panic(v)
	}
	if s.meter.cause != "" {
		return &Fault{File: s.raised.file, Line: s.raised.line, Kind: s.meter.cause, Message: s.meter.message}
	}
	raised, ok := err.(*glua.ApiError)
	if !ok || raised.Type == glua.ApiErrorPanic {
		return &Fault{File: s.raised.file, Line: s.raised.line, Kind: KindRuntime, Message: fmt.Sprintf("the Lua machine itself failed: %v", err)}
	}
	return runtimeFault(raised.Object, s.raised, s.called)
}
