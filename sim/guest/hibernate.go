package guest

import (
	"blockyard/sim/block"
	"blockyard/sim/catalog"
	"blockyard/sim/ec2"
	"blockyard/sim/rng"
)

// memoryFile is where a guest keeps its memory on the root disk: the swap file
// of Amazon Linux's hibernation agent.
const memoryFile = "swap-hibinit"

// hibernate writes what files a guest holds in memory to its disks, as Linux does before
// it hibernates, and the whole memory to its root disk. It reports whether there was room for that;
// where there was none, AWS has an ordinary shutdown happen.
// Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_StopInstances.html.
func (tx *Tx) hibernate(instance uint32) bool {
	memory := tx.Instances().At(instance).Type.Memory
	m := tx.Guests.machine(instance)
	tx.flush(instance, "")
	root := tx.disks(instance)[0]
	file, _ := root.files.Find(memoryFile)
	if _, _, ok := extend(file.Extents, root.files.Used(), memory, root.size); !ok || !m.Up || root.slot >= 0 {
		tx.Emit(ec2.HibernationFailed{Index: instance})
		return false
	}
	tx.put(instance, root, Dirty{Device: root.device, File: memoryFile, Size: max(memory, block.Size), Whole: true, Since: tx.Now})
	m = tx.Guests.machine(instance)
	m.Gen, m.Up, m.Asleep = m.Gen+1, false, true
	m.remember().Dirty = nil
	m.DirtyGen++
	tx.setMachine(instance, m)
	return true
}

// resume reads the memory of a guest back, if its root disk holds it; it goes on
// where it was when that is over. It reports whether the guest does so instead of booting.
func (tx *Tx) resume(instance uint32) bool {
	m, takes := tx.Guests.machine(instance), catalog.Resuming
	if !m.Asleep {
		return false
	}
	if _, kept := tx.disks(instance)[0].files.Find(memoryFile); !kept { // another root volume
		tx.forget(instance)
		return false
	}
	m.Gen++
	length := takes.Lasts(tx.Timing, rng.New(tx.Seed, takes.Name), position(instance, m.Gen))
	tx.Guests.goes(&m, append(closed(m.Parts, tx.Now), Part{PartResume, tx.Now, tx.Now.Add(length)}), m.Started)
	tx.setMachine(instance, m)
	tx.wake(WakeKernel, instance, m.Gen, length)
	return true
}

// awake lets a guest go on: with its services, without a boot and without user data.
func (tx *Tx) awake(instance uint32) {
	m := tx.Guests.machine(instance)
	m.Asleep, m.Up, m.Resumed = false, true, true
	m.remember().Script.Waiting = false // what it was waiting for begins anew
	tx.setMachine(instance, m)
	tx.mount(instance)
	tx.settle(instance, true)
	if !m.Serving { // it was put to sleep before they had started
		takes := catalog.BootServices
		tx.wake(WakeServices, instance, m.Gen, takes.Lasts(tx.Timing, rng.New(tx.Seed, takes.Name), position(instance, m.Gen)))
	}
	tx.goOn(instance)
}

// forget drops the memory that a guest kept on its disk: it will boot.
func (tx *Tx) forget(instance uint32) {
	m := tx.Guests.machine(instance)
	if !m.Asleep {
		return
	}
	m.Gen, m.Asleep, m.Serving = m.Gen+1, false, false
	tx.setMachine(instance, m)
}
