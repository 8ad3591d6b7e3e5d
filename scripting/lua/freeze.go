package lua

import (
	"fmt"
	"math"

	glua "github.com/yuin/gopher-lua"
)

// frozen is what a lesson made while it was loaded. The zero value freezes nothing.
type frozen struct {
	tables map[*glua.LTable]bool
	shared []sharedVariable
}

// A sharedVariable is a local variable that outlives the function that declared it, because a function made there uses
// it, with the value it had when the lesson was frozen.
type sharedVariable struct {
	cell  *glua.Upvalue
	value glua.LValue
	name  string
	file  string
}

// Freeze ends the loading of a lesson: from now on a call that changes what it left behind is a Fault of KindFrozen.
// That is every table and shared local variable that can be reached from the globals, the libraries and roots, which
// are what the file's body returned and whatever else the host calls later.
//
// A write to such a table, by any means a script has, is refused before it happens and ends the call through any pcall.
// A shared local variable is compared after the call and put back, so a script may use it as scratch as long as it
// leaves it as it was. Either way everything is as before the call. Tables that host functions write on their own
// account are theirs to keep.
func (s *Sandbox) Freeze(roots ...glua.LValue) {
	w := walk{tables: map[*glua.LTable]bool{}, functions: map[*glua.LFunction]bool{}, cells: map[*glua.Upvalue]bool{}}
	w.queue = append([]glua.LValue{s.state.G.Global, s.texts}, roots...)
	for len(w.queue) > 0 {
		v := w.queue[0]
		w.queue = w.queue[1:]
		w.visit(v)
	}
	s.frozen = frozen{w.tables, w.shared}
}

// A walk visits all that can be reached, each thing once, in an order that is the same in every run.
type walk struct {
	queue     []glua.LValue
	tables    map[*glua.LTable]bool
	functions map[*glua.LFunction]bool
	cells     map[*glua.Upvalue]bool
	shared    []sharedVariable
}

func (w *walk) visit(v glua.LValue) {
	switch v := v.(type) {
	case *glua.LTable:
		if v != nil && !w.tables[v] {
			w.tables[v] = true
			w.table(v)
		}
	case *glua.LFunction:
		if !w.functions[v] {
			w.functions[v] = true
			w.function(v)
		}
	case *glua.LUserData:
		w.queue = append(w.queue, v.Metatable)
	}
}

func (w *walk) table(t *glua.LTable) {
	for k, v := t.Next(glua.LNil); k != glua.LNil; k, v = t.Next(k) {
		w.queue = append(w.queue, k, v)
	}
	w.queue = append(w.queue, t.Metatable)
}

func (w *walk) function(f *glua.LFunction) {
	for i, cell := range f.Upvalues {
		if cell == nil || w.cells[cell] {
			continue
		}
		w.cells[cell] = true
		w.queue = append(w.queue, cell.Value())
		v := sharedVariable{cell: cell, value: cell.Value()}
		if f.Proto != nil {
			v.name, v.file = f.Proto.DbgUpvalues[i], f.Proto.SourceName
		}
		w.shared = append(w.shared, v)
	}
}

// refuseFrozen ends the call if it is about to write a frozen table.
func (s *Sandbox) refuseFrozen(state *glua.LState, t *glua.LTable, what string) {
	if !s.frozen.tables[t] {
		return
	}
	where := "of a table made while the lesson was loaded"
	if t == state.G.Global {
		where = "of the globals"
	}
	s.meter.end(state, KindFrozen, fmt.Sprintf("%s %s is set after loading; keep what changes in a local variable inside the function", what, where))
}

// restoreVariables puts shared local variables back and gives the fault of the first that had changed, if any.
func (s *Sandbox) restoreVariables() (fault *Fault) {
	for _, v := range s.frozen.shared {
		if same(v.cell.Value(), v.value) {
			continue
		}
		v.cell.SetValue(v.value)
		if fault == nil {
			fault = s.changedVariable(v)
		}
	}
	return fault
}

func (s *Sandbox) changedVariable(v sharedVariable) *Fault {
	fault := &Fault{File: v.file, Kind: KindFrozen}
	if v.name == "" {
		fault.Message = "an iterator made while the lesson was loaded is moved on after loading; make it inside the function"
		return fault
	}
	if writes := s.writes[variableKey(v.file, v.name)]; len(writes) > 0 {
		fault.Line = writes[0].line
	}
	fault.Message = fmt.Sprintf("the variable `%s` is changed after loading; make it local to the function that changes it", v.name)
	return fault
}

// same says whether two values are one; a number that is no number is the same as itself here.
func same(a, b glua.LValue) bool {
	x, isNumber := a.(glua.LNumber)
	y, isToo := b.(glua.LNumber)
	return a == b || isNumber && isToo && math.IsNaN(float64(x)) && math.IsNaN(float64(y))
}

func variableKey(file, name string) string { return file + "\x00" + name }
