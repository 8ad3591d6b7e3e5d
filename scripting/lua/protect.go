package lua

import (
	glua "github.com/yuin/gopher-lua"
)

// guarded calls its first argument with the others, so that errors are raised by raise and not by gopher-lua, whose own
// way lists every tail call of every waiting function: a quarter of a gigabyte after ten million of them.
// It must run right inside PCall, which puts the old way back.
func (s *Sandbox) guarded(state *glua.LState) int {
	state.Panic = s.raise
	state.Call(state.GetTop()-1, glua.MultRet)
	return state.GetTop()
}

// raise notes where an error happens and unwinds. A stack trace that is there already keeps PCall from making one.
func (s *Sandbox) raise(state *glua.LState) {
	object := state.Get(-1)
	if !s.meter.noted {
		s.raised = here(state)
		s.called = s.missingCalls(state, object)
		s.meter.noted = s.meter.cause != ""
	}
	s.meter.fuel -= raiseCost
	panic(&glua.ApiError{Type: glua.ApiErrorRun, Object: object, StackTrace: "none"})
}

// missingCalls lists what the running line calls by a name that no global has, for an error about calling.
func (s *Sandbox) missingCalls(state *glua.LState, object glua.LValue) []string {
	frame, ok := state.GetStack(0)
	text, isText := object.(glua.LString)
	if _, words := splitPlace(string(text), s.raised); !ok || !isText || words != "attempt to call a non-function object" {
		return nil
	}
	value, err := state.GetInfo("f", frame, glua.LNil)
	f, isFunction := value.(*glua.LFunction)
	if err != nil || !isFunction || f.IsG {
		return nil
	}
	return missingNames(f.Proto, s.raised.line, state.G.Global)
}

func missingNames(p *glua.FunctionProto, line int, globals *glua.LTable) (names []string) {
	for _, call := range p.DbgCalls {
		ours := call.Name == "" || call.Name[0] == '(' || call.Name == "?"
		if ours || p.DbgSourcePositions[call.Pc] != line || isLocal(p, call.Name) {
			continue
		}
		if globals.RawGetString(call.Name) == glua.LNil {
			names = append(names, call.Name)
		}
	}
	return names
}

func isLocal(p *glua.FunctionProto, name string) bool {
	for _, local := range p.DbgLocals {
		if local.Name == name {
			return true
		}
	}
	for _, shared := range p.DbgUpvalues {
		if shared == name {
			return true
		}
	}
	return false
}

// roomForFrame raises a stack overflow now if PCall would: inside PCall it would be raised gopher-lua's way.
func (s *Sandbox) roomForFrame(state *glua.LState) {
	state.Push(s.nothing)
	state.Call(0, 0)
}

// attempt calls the function at index 1 with everything above it. Either the results are all there is on the stack, or
// nothing is and failed is true.
func (s *Sandbox) attempt(state *glua.LState) (object glua.LValue, failed bool) {
	s.meter.charge(state, attemptCost)
	s.roomForFrame(state)
	state.Insert(s.guard, 1)
	err := state.PCall(state.GetTop()-1, glua.MultRet, nil)
	if err == nil {
		return nil, false
	}
	raised := err.(*glua.ApiError) // PCall gives no other
	if raised.Type == glua.ApiErrorPanic || s.meter.cause != "" {
		raised.StackTrace = "none"
		panic(raised) // not an error of Lua's, or the end of the budget: nobody catches that
	}
	state.SetTop(0)
	return raised.Object, true
}

func (s *Sandbox) pcall(state *glua.LState) int {
	state.CheckAny(1)
	object, failed := s.attempt(state)
	if failed {
		state.Push(glua.LFalse)
		state.Push(object)
		return 2
	}
	state.Insert(glua.LTrue, 1)
	return state.GetTop()
}

// xpcall calls the handler after unwinding, as a function like any other: there is no traceback it could miss.
func (s *Sandbox) xpcall(state *glua.LState) int {
	state.CheckAny(1)
	handler := state.CheckFunction(2)
	state.SetTop(1)
	object, failed := s.attempt(state)
	if !failed {
		state.Insert(glua.LTrue, 1)
		return state.GetTop()
	}
	state.Push(handler)
	state.Push(object)
	if object, failed = s.attempt(state); failed {
		state.Push(object)
	}
	state.Insert(glua.LFalse, 1)
	return state.GetTop()
}

// raiseValue is error(value, level).
func (s *Sandbox) raiseValue(state *glua.LState) int {
	object := state.Get(1)
	level := 1
	if state.GetTop() > 1 {
		level = integer(state, 2)
	}
	if text, ok := object.(glua.LString); ok {
		s.meter.text(state, len(text)+shortString)
	}
	if level > 1 {
		level++ // gopher-lua counts error itself
	}
	state.Error(object, min(max(level, 0), callDepth))
	return 0
}

func (s *Sandbox) assert(state *glua.LState) int {
	if glua.LVAsBool(state.CheckAny(1)) {
		return state.GetTop()
	}
	if state.GetTop() < 2 {
		state.RaiseError("assertion failed!")
	}
	state.Error(state.Get(2), 0)
	return 0
}
