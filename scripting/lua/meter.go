package lua

import (
	"context"
	"fmt"

	glua "github.com/yuin/gopher-lua"
)

// Bounds that hold whatever the budget is.
const (
	callDepth    = 200       // functions that wait for each other to return
	indexChain   = 5         // tables that one read may walk through by __index
	maxString    = 256 << 10 // bytes of one string
	maxArguments = 4000      // values that unpack gives at once
	attemptCost  = 10        // fuel for pcall
	raiseCost    = 100       // fuel for raising an error: unwinding is dear
)

// Two settings of gopher-lua are variables of its package and cannot be given per state. Each lookup through __index
// is one instruction however long the chain, and a table per call for "arg" would be memory that nobody counts.
func init() {
	glua.MaxTableGetLoop = indexChain
	glua.CompatVarArg = false
}

// A meter counts down what one call may still use. It is the context of the machine, which asks for Done once before
// each instruction; that is the whole clock, so a slow machine stops where a fast one does.
type meter struct {
	context.Context

	fuel, fuelLimit     int64 // instructions, and work worth as much
	memory, memoryLimit int64 // bytes of strings and tables made, alive or not
	cause               Kind  // why the call must end; empty while it may go on
	message             string
	noted               bool          // the place of the end has been noted
	spent               chan struct{} // closed from the start
}

func newMeter() *meter {
	m := &meter{Context: context.Background(), spent: make(chan struct{})}
	close(m.spent)
	return m
}

// Done counts one instruction. A nil channel never becomes ready, a closed one always is.
func (m *meter) Done() <-chan struct{} {
	m.fuel--
	if m.fuel < 0 {
		return m.spent
	}
	return nil
}

// Err says why the call must end.
func (m *meter) Err() error {
	m.stop(KindFuel, m.fuelMessage())
	return fmt.Errorf("%s", m.message)
}

func (m *meter) fuelMessage() string {
	return fmt.Sprintf("the script used up its %d instructions; look for a loop that never ends", m.fuelLimit)
}

func (m *meter) memoryMessage() string {
	return fmt.Sprintf("the script made more than %d KiB of strings and tables; look for one that grows in a loop", m.memoryLimit>>10)
}

func (m *meter) refill(fuel, memory int64) {
	m.fuel, m.fuelLimit = fuel, fuel
	m.memory, m.memoryLimit = memory, memory
	m.cause, m.message, m.noted = "", "", false
}

// stop ends the call for good; the first cause is the one that is reported.
func (m *meter) stop(kind Kind, message string) {
	if m.cause == "" {
		m.cause, m.message = kind, message
	}
	m.fuel = -1
}

// end stops the call and unwinds it.
func (m *meter) end(state *glua.LState, kind Kind, message string) {
	m.stop(kind, message)
	state.RaiseError("%s", m.message)
}

// charge takes fuel for work that the machine does not count.
func (m *meter) charge(state *glua.LState, work int) {
	m.fuel -= int64(work)
	if m.fuel < 0 {
		m.end(state, KindFuel, m.fuelMessage())
	}
}

// allocate takes memory, and fuel for filling it.
func (m *meter) allocate(state *glua.LState, bytes int) {
	m.memory -= int64(bytes)
	if m.memory < 0 {
		m.end(state, KindMemory, m.memoryMessage())
	}
	m.charge(state, bytes/64)
}

// text makes room for a string of n bytes, which must not have been made yet.
func (m *meter) text(state *glua.LState, n int) {
	if n > maxString {
		m.end(state, KindMemory, fmt.Sprintf("a string of more than %d KiB would be made; make shorter ones", maxString>>10))
	}
	m.allocate(state, n+32)
}

// read charges for hashing, comparing or parsing a value: nothing but for long strings.
func (m *meter) read(state *glua.LState, value glua.LValue) {
	if s, ok := value.(glua.LString); ok && len(s) > shortString {
		m.charge(state, len(s)/32)
	}
}

// shortString is the length in bytes up to which looking at a string costs no more than an instruction.
const shortString = 64
