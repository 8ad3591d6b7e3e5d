package guest

import (
	"blockyard/sim/catalog"
	"blockyard/sim/ec2"
	"blockyard/sim/rng"
	"blockyard/sim/unit"
)

// The wake-ups of this package.
const (
	WakeKernel   ec2.WakeKind = iota + 64 // the kernel has started
	WakeServices                          // the services have started
	WakeFlush                             // what is in memory goes to the disks
	WakeWorkload                          // a workload writes its next record
)

// A Tx is a call or waking that may change guests as well as what they run on.
type Tx struct {
	*ec2.Tx
	Guests *State
}

// Change makes an event of this package happen.
func (tx *Tx) Change(e Event) {
	e.apply(tx.Guests)
	tx.Changed(e)
}

// Observe lets guests react to what happens to their instances.
func (tx *Tx) Observe(e ec2.Event) {
	switch e := e.(type) {
	case ec2.InstanceMoved:
		tx.instanceMoved(e)
	case ec2.AttachmentMoved:
		if e.On == "DetachVolume" {
			tx.unmount(e.Volume, e.Unsafe)
		}
	}
}

// instanceMoved boots, shuts down or forgets the guest of an instance.
func (tx *Tx) instanceMoved(e ec2.InstanceMoved) {
	switch e.On {
	case "InstanceRunning":
		tx.boot(e.Index, catalog.BootKernel)
	case "RebootInstances":
		tx.shutDown(e.Index, false)
		tx.boot(e.Index, catalog.Rebooting)
	case "StopInstances", "TerminateInstances":
		tx.shutDown(e.Index, e.Unsafe)
	}
}

// boot starts the kernel of an instance; it is up when the process is over.
func (tx *Tx) boot(instance uint32, takes catalog.Process) {
	m := tx.Guests.machine(instance)
	m.Gen, m.Up, m.Serving = m.Gen+1, false, false
	tx.Change(MachineChanged{instance, m})
	tx.wake(WakeKernel, instance, m.Gen, takes.Lasts(tx.Timing, rng.New(tx.Seed, takes.Name), position(instance, m.Gen)))
}

// shutDown stops the guest of an instance: cleanly, after writing back what it
// holds in memory, or so that this is lost.
func (tx *Tx) shutDown(instance uint32, unsafe bool) {
	if !unsafe {
		tx.flush(instance, "")
	}
	m := tx.Guests.machine(instance)
	m.Gen, m.DirtyGen, m.Up, m.Serving, m.Dirty = m.Gen+1, m.DirtyGen+1, false, false, nil
	tx.Change(MachineChanged{instance, m})
}

// unmount ends what a guest does with a volume that is being detached: it
// writes back what it holds of it, or has no chance to and loses that.
func (tx *Tx) unmount(volume uint32, unsafe bool) {
	for _, a := range tx.Volumes().At(volume).Attachments {
		if unsafe {
			tx.takeDirty(a.Instance, a.Device)
		} else {
			tx.flush(a.Instance, a.Device)
		}
	}
}

// Wake lets a guest or a workload go on.
func (tx *Tx) Wake(w ec2.Wake) {
	switch w.Kind { //nolint:exhaustive // the other kinds are ec2's, which wakes its own
	case WakeKernel:
		tx.kernelUp(w.Index)
	case WakeServices:
		m := tx.Guests.machine(w.Index)
		m.Serving = true
		tx.Change(MachineChanged{w.Index, m})
	case WakeFlush:
		tx.flush(w.Index, "")
	case WakeWorkload:
		tx.wakeWorkload(w.Index)
	}
}

// IsLive reports whether a wake-up of this package still means something.
func (s *State) IsLive(w ec2.Wake) bool {
	switch w.Kind { //nolint:exhaustive // the other kinds are ec2's, or mean something as long as the machine does
	case WakeWorkload:
		return s.workloads.At(w.Index).Gen == w.Gen
	case WakeFlush:
		return s.machine(w.Index).DirtyGen == w.Gen
	}
	return s.machine(w.Index).Gen == w.Gen
}

// kernelUp runs user data at the first boot, and then starts the services.
func (tx *Tx) kernelUp(instance uint32) {
	m := tx.Guests.machine(instance)
	first := !m.Scripted
	m.Up, m.Booted, m.Scripted = true, tx.Now, true
	tx.Change(MachineChanged{instance, m})
	if first {
		tx.runUserData(instance)
	}
	takes := catalog.BootServices
	tx.wake(WakeServices, instance, m.Gen, takes.Lasts(tx.Timing, rng.New(tx.Seed, takes.Name), position(instance, m.Gen)))
}

// InstanceOf returns the instance in whose guest a wake-up happens.
func (s *State) InstanceOf(w ec2.Wake) uint32 {
	if w.Kind == WakeWorkload {
		return s.workloads.At(w.Index).Instance
	}
	return w.Index
}

func (tx *Tx) wake(kind ec2.WakeKind, index, gen uint32, after unit.Duration) {
	tx.WakeAt(tx.Now.Add(after), ec2.Wake{Kind: kind, Index: index, Gen: gen})
}

// position is the place in a random stream of what a guest does next.
func position(instance, gen uint32) uint64 { return uint64(instance)<<24 | uint64(gen&0xffffff) }
