package guest

import (
	"blockyard/sim/catalog"
	"blockyard/sim/ec2"
	"blockyard/sim/unit"
)

// The wake-ups of this package.
const (
	WakeKernel   ec2.WakeKind = iota + 64 // the kernel has started
	WakeServices                          // the services have started
	WakeFlush                             // what is in memory goes to the disks
	WakeWorkload                          // a workload writes its next record
	WakeScript                            // a command of user data has taken its time
	WakeIO                                // a bucket of credits turns, a volume has all its blocks, or a workload by rate is over
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

// setMachine is Change of a MachineChanged, the most frequent event here: where
// nobody listens, it is not put together.
func (tx *Tx) setMachine(instance uint32, m Machine) {
	if tx.Tell != nil {
		tx.Change(MachineChanged{instance, m})
		return
	}
	MachineChanged{instance, m}.apply(tx.Guests)
	tx.Changed(nil)
}

// Observe lets guests react to what happens to their instances and disks.
func (tx *Tx) Observe(e ec2.Event) {
	tx.react(e)
	tx.settleAfter(e)
}

func (tx *Tx) react(e ec2.Event) {
	switch e := e.(type) {
	case ec2.InstanceLaunched:
		tx.pend(tx.Length(ec2.KindInstance) - 1)
	case ec2.InstanceMoved:
		tx.instanceMoved(e)
	case ec2.HibernationFailed:
		tx.forget(e.Index)
	case ec2.AttachmentMoved:
		switch e.On {
		case "DetachVolume":
			tx.unmount(e)
		case "VolumeAttached":
			tx.mount(e.Instance)
		}
	}
}

// instanceMoved boots, shuts down or forgets the guest of an instance.
func (tx *Tx) instanceMoved(e ec2.InstanceMoved) {
	switch e.On {
	case "StartInstances":
		tx.pend(e.Index)
	case "InstanceRunning":
		if tx.resume(e.Index) {
			return
		}
		tx.boot(e.Index, catalog.BootKernel)
	case "HostRecovered":
		tx.boot(e.Index, catalog.BootKernel)
	case "RebootInstances":
		if tx.Instances().At(e.Index).Health().Impaired {
			return // there is no host on which it could come up
		}
		tx.shutDown(e.Index, false)
		tx.boot(e.Index, catalog.Rebooting)
	case "StopInstances":
		if e.Hibernate && tx.hibernate(e.Index) {
			return
		}
		tx.shutDown(e.Index, e.Unsafe)
	case "TerminateInstances", "GuestShutdown", "GuestTermination", "HostRetired", "HostRetiredForGood", "HostFailed", "ForceStop":
		tx.shutDown(e.Index, e.Unsafe)
	}
}

// shutDown stops the guest of an instance: cleanly, after writing back what it
// holds in memory, or so that this is lost.
func (tx *Tx) shutDown(instance uint32, unsafe bool) {
	if !unsafe {
		tx.flush(instance, "")
	}
	m := tx.Guests.machine(instance)
	m.Gen, m.DirtyGen, m.Up, m.Serving, m.Asleep = m.Gen+1, m.DirtyGen+1, false, false, false
	m.dropMemory()
	tx.Guests.goes(&m, ended(m.Parts, tx.Now), nil)
	tx.setMachine(instance, m)
}

// unmount ends what a guest does with a volume that is being detached: it
// writes back what it holds of it, or has no chance to and loses that.
func (tx *Tx) unmount(e ec2.AttachmentMoved) {
	a, _ := tx.Volumes().At(e.Volume).Attachment(e.Instance)
	if e.Unsafe {
		tx.takeDirty(a.Instance, a.Device)
	} else {
		tx.flush(a.Instance, a.Device)
	}
	tx.look(a.Instance, a.Device, nil)
}

// Wake lets a guest or a workload go on.
func (tx *Tx) Wake(w ec2.Wake) {
	switch w.Kind { //nolint:exhaustive // the other kinds are ec2's, which wakes its own
	case WakeKernel:
		if tx.Guests.machine(w.Index).Asleep {
			tx.awake(w.Index)
			return
		}
		tx.kernelUp(w.Index)
	case WakeServices:
		tx.servicesUp(w.Index)
	case WakeScript:
		tx.goOn(w.Index)
	case WakeFlush:
		tx.flush(w.Index, "")
	case WakeWorkload:
		tx.wakeWorkload(w.Index)
	case WakeIO:
		tx.wakeIO(w.Index)
	}
}

// IsLive reports whether a wake-up of this package still means something.
func (s *State) IsLive(w ec2.Wake) bool {
	switch w.Kind { //nolint:exhaustive // the other kinds are ec2's, or mean something as long as the machine does
	case WakeWorkload:
		return s.workloads.At(w.Index).Gen == w.Gen
	case WakeIO:
		return s.path(w.Index).Gen&0xffffff == w.Gen
	case WakeFlush:
		return s.machine(w.Index).DirtyGen == w.Gen
	}
	return s.machine(w.Index).Gen == w.Gen
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
