package guest

import (
	"slices"

	"blockyard/sim/block"
	"blockyard/sim/catalog"
	"blockyard/sim/ec2"
	"blockyard/sim/rng"
	"blockyard/sim/unit"
)

// A Part is one part of a boot: what it is, and from when to when it lasts. The
// end of one that is not over is when it is expected to be.
type Part struct {
	Name     PartName
	From, To unit.Instant
}

// A PartName says what a part of a boot is spent on.
type PartName string

// The parts of a boot in their order. Which of them there are depends on the
// root: an instance-store root is fetched whole before anything runs, an EBS
// root loads its blocks when they are first read.
const (
	PartFetch    PartName = "image fetch"  // instance-store root: the whole image comes from S3
	PartPlace    PartName = "placing"      // EBS root: a host is found and the volume attached
	PartLoad     PartName = "lazy loading" // EBS root, first boot from it: blocks come from the snapshot
	PartKernel   PartName = "kernel"
	PartRestart  PartName = "restart"  // a reboot: down and up again on the same host
	PartResume   PartName = "resume"   // a start after hibernation: the memory comes back from the root volume
	PartServices PartName = "services" // what the image brings and starts
	PartScript   PartName = "user data"
)

// Boot returns the parts of the latest boot of an instance that have begun, in
// order, and what is already planned of it. The caller must not change them.
func (s *State) Boot(instance uint32) []Part { return s.machine(instance).Parts }

// BootingAt returns the part of an instance's boot that is under way at an
// instant; ok is false when the boot is over or none is.
func (s *State) BootingAt(instance uint32, now unit.Instant) (part Part, ok bool) {
	for _, p := range s.Boot(instance) {
		if p.From <= now && now < p.To {
			return p, true
		}
	}
	return Part{}, false
}

// pend begins a boot: the instance is pending.
func (tx *Tx) pend(instance uint32) {
	name, process := PartPlace, catalog.BootEBSImage
	if tx.Instances().At(instance).RootKind == ec2.RootInstanceStore {
		name, process = PartFetch, catalog.BootStoreImage
	}
	length := process.Typical
	if tx.Timing == catalog.None {
		length = 0
	}
	m := tx.Guests.machine(instance)
	tx.Guests.goes(&m, []Part{{name, tx.Now, tx.Now.Add(length)}}, m.Started)
	tx.setMachine(instance, m)
}

// boot starts the kernel of an instance; it is up when the process is over, and
// what it reads of its root for the first time has come from the snapshot.
func (tx *Tx) boot(instance uint32, takes catalog.Process) {
	m := tx.Guests.machine(instance)
	m.Gen, m.Up, m.Serving, m.Resumed = m.Gen+1, false, false, false
	m.Began = tx.Now
	m.dropScript()
	name, at, parts := PartKernel, tx.Now, make([]Part, 0, maxParts)
	if takes.Name == catalog.Rebooting.Name {
		name = PartRestart
	}
	if len(m.Parts) == 1 && name == PartKernel { // it was pending; else nothing is left of an earlier boot
		parts = append(parts, Part{m.Parts[0].Name, m.Parts[0].From, tx.Now})
	}
	if load := tx.loading(instance, m.Gen); load > 0 && (name == PartKernel || tx.isRootNew(instance)) {
		parts = append(parts, Part{PartLoad, at, at.Add(load)})
		at = at.Add(load)
	}
	up := at.Add(takes.Lasts(tx.Timing, rng.New(tx.Seed, takes.Name), position(instance, m.Gen)))
	parts = append(parts, Part{name, at, up}, Part{PartServices, up, up.Add(tx.serviceTime(instance, m.Gen))})
	tx.Guests.goes(&m, parts, nil)
	tx.setMachine(instance, m)
	tx.wake(WakeKernel, instance, m.Gen, up.Sub(tx.Now))
}

// maxParts is how many parts a boot has at most when its kernel starts.
const maxParts = 4

// ended returns parts cut at an instant: those that have not begun are left out.
func ended(parts []Part, now unit.Instant) (cut []Part) {
	if n := len(parts); n == 0 || parts[n-1].To <= now { // the usual case: the boot is over
		return parts
	}
	for _, p := range parts {
		if p.From < now || p.To == now {
			p.To = min(p.To, now)
			cut = append(cut, p)
		}
	}
	return cut
}

// closed returns parts of which the last is over now, whatever was expected.
func closed(parts []Part, now unit.Instant) []Part {
	parts = slices.Clone(parts)
	if n := len(parts); n > 0 {
		parts[n-1].To = now
	}
	return parts
}

// rootVolume returns the volume that an instance boots from, if its root is one.
func (tx *Tx) rootVolume(instance uint32) (uint32, bool) {
	i := tx.Instances().At(instance)
	for _, d := range i.Devices {
		if d.Name == i.RootDevice {
			return d.Volume, true
		}
	}
	return 0, false
}

// isRootNew reports whether the root volume of an instance was made just now, in the place of another one.
func (tx *Tx) isRootNew(instance uint32) bool {
	root, ok := tx.rootVolume(instance)
	return ok && tx.Volumes().At(root).Created == tx.Now
}

// loading returns how long a boot waits for blocks of the root volume's
// snapshot. Only the first boot from a volume does.
//
// Simplified: every boot reads the same amount, as far as there is so much, and
// none of it before it is needed.
func (tx *Tx) loading(instance, gen uint32) unit.Duration {
	root, ok := tx.rootVolume(instance)
	if !ok || tx.Volumes().At(root).Booted || !tx.Volumes().At(root).HasSnapshot {
		return 0
	}
	v := tx.Volumes().At(root)
	if v.Initialization.Missing(tx.Now) == 0 {
		return 0 // fast restore, or all has come meanwhile
	}
	read := min(catalog.BootReads, unit.Bytes(tx.Blocks().Total(v.Block))*block.Size) * catalog.DefaultInitializationRate / unit.Bytes(v.Initialization.Rate)
	p := catalog.BootLoad
	return p.Share(read, catalog.BootReads, tx.Timing, rng.New(tx.Seed, p.Name), position(instance, gen))
}

// kernelUp starts the services.
func (tx *Tx) kernelUp(instance uint32) {
	if root, ok := tx.rootVolume(instance); ok && !tx.Volumes().At(root).Booted {
		tx.Emit(ec2.VolumeBooted{Index: root})
	}
	tx.growRoot(instance)
	m := tx.Guests.machine(instance)
	m.Up, m.Booted = true, tx.Now
	tx.setMachine(instance, m)
	tx.settle(instance, true)
	tx.mount(instance)
	tx.wake(WakeServices, instance, m.Gen, tx.serviceTime(instance, m.Gen))
}

// serviceTime returns how long it takes to start what a boot starts.
func (tx *Tx) serviceTime(instance, gen uint32) unit.Duration {
	p := catalog.BootServices
	return p.Lasts(tx.Timing, rng.New(tx.Seed, p.Name), position(instance, gen))
}

// servicesUp lets an instance serve what its image and its user data have set
// to start at every boot, and then runs user data, at the first boot alone.
func (tx *Tx) servicesUp(instance uint32) {
	m, i := tx.Guests.machine(instance), tx.Instances().At(instance)
	first := !m.Scripted
	m.Serving, m.Scripted = true, true
	tx.Guests.goes(&m, m.Parts, i.Software)
	tx.setMachine(instance, m)
	scripted := first && i.UserData != ""
	tx.Emit(ec2.ConsoleBegun{Index: instance, Console: ec2.Console{
		Type: i.Type, Root: i.RootDevice, Kernel: m.Booted.Sub(m.Began), Services: tx.Now.Sub(m.Began), Started: i.Software,
		Again: i.UserData != "" && !scripted, Over: !scripted, At: tx.Now,
	}})
	if scripted {
		tx.beginScript(instance)
	}
}
