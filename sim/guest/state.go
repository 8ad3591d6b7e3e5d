package guest

import (
	"slices"

	"blockyard/sim/catalog"
	"blockyard/sim/ec2"
	"blockyard/sim/store"
	"blockyard/sim/unit"
)

// State is what the guests of all instances know. Only events change it.
type State struct {
	machines  store.Table[Machine] // index is the instance's
	workloads store.Table[Workload]
	io        channels
	settled   []uint32 // volumes whose rates may have changed in the call or waking that is under way
	booted    *Memory  // the one that goes made last
}

// New returns a state without guests.
func New() *State { return &State{} }

// Fork returns an independent copy, as store.Table does.
func (s *State) Fork() *State {
	return &State{machines: s.machines.Fork(), workloads: s.workloads.Fork(), io: s.io.fork()}
}

// Machines returns the table of guests, for reading; it may be shorter than that of instances.
func (s *State) Machines() *store.Table[Machine] { return &s.machines }

// Workloads returns the table of workloads, for reading.
func (s *State) Workloads() *store.Table[Workload] { return &s.workloads }

// A Machine is the operating system of one instance.
type Machine struct {
	Gen      uint32
	DirtyGen uint32       // wake-ups to flush of an older generation are stale
	Up       bool         // the kernel has started
	Serving  bool         // its services have started
	Scripted bool         // user data has run; it does so once
	Asleep   bool         // its memory is on the root volume, as it was: hibernation
	Resumed  bool         // it came up with that memory instead of booting
	Booted   unit.Instant // when the kernel last started
	Began    unit.Instant // the latest boot, when the instance came to run or was rebooted
	*Memory
}

// A Memory is what came of a guest's latest boot and what the guest has in mind beside,
// which is mostly nothing. It is a value that never changes and is always there:
// goes and remember make the next one.
type Memory struct {
	Parts   []Part             // of the latest boot
	Started []catalog.Software // what it serves now
	Script  Progress           // of user data
	Dirty   []Dirty            // what is written but not yet on a disk; never changed in place
	Views   []View             // what it knows of disks that others can write to, too; never changed in place
}

// newMachine returns the guest of an instance that never ran.
func newMachine() Machine { return Machine{Memory: new(Memory)} }

// goes replaces the parts of a guest's latest boot, and what it serves now. Guests
// of which the same is known, such as those that start at once, share their memory.
func (s *State) goes(m *Machine, parts []Part, started []catalog.Software) {
	if !slices.Equal(m.Parts, parts) {
		parts = slices.Clone(parts)
	} else {
		parts = m.Parts
	}
	if m.isBusy() {
		own := m.remember()
		own.Parts, own.Started = parts, started
		return
	}
	if last := s.booted; last == nil || !slices.Equal(last.Parts, parts) || !slices.Equal(last.Started, started) {
		s.booted = &Memory{Parts: parts, Started: started}
	}
	m.Memory = s.booted
}

// isBusy reports whether a guest has anything in mind beside its services.
func (m *Machine) isBusy() bool {
	return len(m.Dirty) > 0 || len(m.Views) > 0 || m.Script != (Progress{})
}

// remember gives a guest a memory of its own, which who is about to replace the machine may change.
func (m *Machine) remember() *Memory {
	own := *m.Memory
	m.Memory = &own
	return m.Memory
}

// dropScript forgets how far user data is.
func (m *Machine) dropScript() {
	if m.Script != (Progress{}) {
		m.remember().Script = Progress{}
	}
}

// dropMemory forgets all but the boot.
func (m *Machine) dropMemory() {
	if m.isBusy() {
		m.Memory = &Memory{Parts: m.Parts, Started: m.Started}
	}
}

// Dirty is a file of which the newest version is still in memory.
type Dirty struct {
	Device string // where the disk is
	File   string
	Size   unit.Bytes // the new size
	Whole  bool       // written anew; otherwise only appended to
	Grown  uint32     // records appended since it was last flushed
	Since  unit.Instant
}

// machine returns the guest of an instance for reading; one that never ran has none.
func (s *State) machine(instance uint32) Machine {
	if int(instance) >= s.machines.Len() {
		return newMachine()
	}
	return *s.machines.At(instance)
}

// IsUp reports whether the guest of an instance has started its kernel.
func (s *State) IsUp(instance uint32) bool { return s.machine(instance).Up }

// Services returns what an instance serves now: what has been started since its boot.
func (s *State) Services(i *ec2.Instance, instance uint32) []catalog.Software {
	if m := s.machine(instance); i.State != ec2.InstanceRunning || !m.Serving || !m.Up {
		return nil
	}
	return s.machine(instance).Started
}

// Dirty returns what the guest of an instance has written but not yet flushed.
func (s *State) Dirty(instance uint32) []Dirty { return s.machine(instance).Dirty }

// An Event is a fact about guests; applying it is the only code that changes their state.
type Event interface{ apply(*State) }

// MachineChanged replaces what is known of one guest.
type MachineChanged struct {
	Instance uint32
	Machine  Machine
}

func (e MachineChanged) apply(s *State) {
	for s.machines.Len() <= int(e.Instance) {
		s.machines.Append(newMachine())
	}
	*s.machines.Mut(e.Instance) = e.Machine
}
