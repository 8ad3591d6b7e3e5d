package guest

import (
	"slices"

	"blockyard/sim/ec2"
	"blockyard/sim/io"
	"blockyard/sim/unit"
)

// A settlement is a set of instances whose workloads can hold one another, with
// the volumes that these use or used until now.
type settlement struct {
	tx        *Tx
	changed   bool // what is asked for, or a limit, may have changed
	instances []uint32
	volumes   []uint32
	through   []uint32 // by volume: an instance that has it
	workloads []uint32
	flows     []io.Flow
}

// settle works out the rates of an instance's workloads, and of all that share
// a volume with them, and when they will change next.
func (tx *Tx) settle(instance uint32, changed bool) {
	if len(tx.Guests.path(instance).Workloads) == 0 { // the usual case
		return
	}
	s := settlement{tx: tx, changed: changed, instances: []uint32{instance}}
	for n := 0; n < len(s.instances); n++ { // grows as it goes
		s.gather(n)
	}
	volumes, instances := s.limits(s.volumes, ec2.KindVolume), s.limits(s.instances, ec2.KindInstance)
	grants := io.Share(s.flows, rates(volumes), loading(volumes), rates(instances))
	s.moveOn(grants)
	next := s.spell(ec2.KindVolume, s.volumes, volumes, grants, func(f io.Flow) int { return f.Volume })
	next = min(next, s.spell(ec2.KindInstance, s.instances, instances, grants, func(f io.Flow) int { return f.Instance }))
	s.wake(min(next, s.finish(), s.loaded()))
}

// gather adds the flows of one of the instances, its volumes, and the instances that share these.
func (s *settlement) gather(n int) {
	instance := s.instances[n]
	path := s.tx.Guests.path(instance)
	for _, volume := range path.Volumes { // one that nothing is asked of any more comes to rest
		s.place(volume, instance)
		s.reach(volume)
	}
	for _, index := range path.Workloads {
		w := s.tx.Guests.workloads.At(index)
		volume, ok := s.tx.used(*w)
		if !ok {
			continue
		}
		place := s.place(volume, instance)
		p := s.tx.performanceOf(volume, instance)
		moved, charged := w.Demand.Load(p.Largest, p.Whole)
		s.workloads = append(s.workloads, index)
		s.flows = append(s.flows, io.Flow{Volume: place, Instance: n, Moved: moved, Charged: charged})
		s.reach(volume)
	}
}

// reach adds the instances whose workloads may use a volume.
func (s *settlement) reach(volume uint32) {
	for _, a := range s.tx.Volumes().At(volume).Attachments {
		if !slices.Contains(s.instances, a.Instance) && len(s.tx.Guests.path(a.Instance).Workloads) > 0 {
			s.instances = append(s.instances, a.Instance)
		}
	}
}

// place returns the place of a volume among those of the settlement.
func (s *settlement) place(volume, instance uint32) int {
	if at := slices.Index(s.volumes, volume); at >= 0 {
		return at
	}
	s.volumes, s.through = append(s.volumes, volume), append(s.through, instance)
	return len(s.volumes) - 1
}

// used returns the volume that a workload asks something of now.
func (tx *Tx) used(w Workload) (volume uint32, ok bool) {
	if w.Stopped || tx.Instances().At(w.Instance).State != ec2.InstanceRunning || !tx.Guests.IsUp(w.Instance) {
		return 0, false
	}
	d, err := tx.mountedAt(w.Instance, w.Path)
	return d.volume, err == nil && d.slot < 0
}

// A bound is what a channel can do, and its bucket now.
type bound struct {
	performance io.Performance
	bucket      io.Bucket
}

// limits returns what the volumes or the instances of a settlement can do now.
func (s *settlement) limits(indices []uint32, kind ec2.Kind) []bound {
	bounds := make([]bound, len(indices))
	for n, index := range indices {
		b, changed := &bounds[n], s.changed
		if kind == ec2.KindVolume {
			b.performance = s.tx.performanceOf(index, s.through[n])
			changed = changed || s.tx.Volumes().At(index).Initialization.Ends() == s.tx.Now
		} else {
			b.performance = io.OfInstance(s.tx.Instances().At(index).Type)
		}
		b.bucket = s.tx.Guests.channel(ec2.Ref{Kind: kind, Index: index}).Bucket.Settle(s.tx.Now, b.performance, changed)
	}
	return bounds
}

func rates(bounds []bound) []io.Rate {
	limits := make([]io.Rate, len(bounds))
	for n, b := range bounds {
		limits[n] = b.performance.Limit(b.bucket)
	}
	return limits
}

// loading returns what the blocks that are still coming let through.
func loading(bounds []bound) []io.Rate {
	limits := make([]io.Rate, len(bounds))
	for n, b := range bounds {
		limits[n] = b.performance.Loading
	}
	return limits
}

// never is later than anything that happens.
const never = unit.Forever

// spell says what each volume or instance does from now on, and when the first of their buckets turns.
func (s *settlement) spell(kind ec2.Kind, indices []uint32, bounds []bound, grants []io.Grant, of func(io.Flow) int) unit.Instant {
	next := never
	for n, index := range indices {
		p := bounds[n].performance
		spell := Spell{From: s.tx.Now, Limit: p.Shown(bounds[n].bucket), Credits: p.Credits, Capacity: p.Capacity}
		var charged int64
		for i, f := range s.flows {
			if of(f) == n {
				spell.Asked, spell.Moved = spell.Asked.Plus(f.Moved), spell.Moved.Plus(grants[i].Moved)
				charged += grants[i].Charged
				spell.Held = max(spell.Held, grants[i].Held)
			}
		}
		spell.Bucket = p.Spend(bounds[n].bucket, spell.Moved, charged)
		s.tx.Change(IOSettled{ec2.Ref{Kind: kind, Index: index}, spell})
		if at, turns := spell.Bucket.Turns(p.Capacity); turns && (spell.Bucket.Net < 0 || spell.Bucket.Dry && spell.Asked != io.Rate{}) {
			next = min(next, at)
		}
	}
	return next
}

// moveOn notes what each workload gets from now on, after what it got until now.
func (s *settlement) moveOn(grants []io.Grant) {
	for _, instance := range s.instances {
		for _, index := range s.tx.Guests.path(instance).Workloads {
			w, rate := s.tx.Guests.workloads.At(index), int64(0)
			if n := slices.Index(s.workloads, index); n >= 0 {
				rate = grants[n].Moved.Bytes
			}
			if w.Rate != 0 || rate != 0 {
				s.tx.Change(WorkloadMoved{index, w.movedAt(s.tx.Now), rate, s.tx.Now})
			}
		}
	}
}

// finish ends the workloads that have moved all that they were to, and returns
// when the next one will have.
func (s *settlement) finish() unit.Instant {
	next := never
	for _, index := range s.workloads {
		if at, ends := s.tx.Guests.workloads.At(index).over(); ends {
			next = min(next, max(at, s.tx.Now))
		}
	}
	return next
}

// loaded returns when the first of the volumes that something is asked of will have all its blocks.
func (s *settlement) loaded() unit.Instant {
	next := never
	for _, f := range s.flows {
		if i := s.tx.Volumes().At(s.volumes[f.Volume]).Initialization; i.Missing(s.tx.Now) > 0 {
			next = min(next, i.Ends())
		}
	}
	return next
}

// wake notes which volumes are in use, and asks to be woken at the next change.
// A path for which all is as it was keeps the wake-up that it waits for.
func (s *settlement) wake(next unit.Instant) {
	for n, instance := range s.instances {
		path, volumes := s.tx.Guests.path(instance), s.used(n)
		if path.Next == next && next > s.tx.Now && slices.Equal(path.Volumes, volumes) {
			continue
		}
		path.Gen, path.Next, path.Volumes = path.Gen+1, next, volumes
		s.tx.Change(PathChanged{instance, path})
		if next != never { // the first that wakes settles them all
			s.tx.wake(WakeIO, instance, path.Gen, next.Sub(s.tx.Now))
		}
	}
}

// used returns the volumes that one of the instances asks something of.
func (s *settlement) used(instance int) (volumes []uint32) {
	for _, f := range s.flows {
		if volume := s.volumes[f.Volume]; f.Instance == instance && !slices.Contains(volumes, volume) {
			volumes = append(volumes, volume)
		}
	}
	return volumes
}

// wakeIO looks at an instance's I/O when a bucket has turned, a volume has all its
// blocks, or a workload has moved all that it was to.
func (tx *Tx) wakeIO(instance uint32) {
	for _, index := range tx.Guests.path(instance).Workloads {
		if at, ends := tx.Guests.workloads.At(index).over(); ends && at <= tx.Now {
			tx.endWorkload(index)
		}
	}
	tx.settle(instance, false)
}

// endWorkload ends a workload by rate and takes it off its instance's list.
func (tx *Tx) endWorkload(index uint32) {
	w := tx.Guests.workloads.At(index)
	tx.Change(WorkloadStopped{index})
	tx.settle(w.Instance, true) // while it is still listed, so that its volume comes to rest
	path := tx.Guests.path(w.Instance)
	path.Workloads = slices.DeleteFunc(slices.Clone(path.Workloads), func(have uint32) bool { return have == index })
	tx.Change(PathChanged{w.Instance, path})
}

// settleAfter settles the I/O of whom an event concerns.
func (tx *Tx) settleAfter(e ec2.Event) {
	switch e := e.(type) {
	case ec2.InstanceMoved:
		if e.On == "StartInstances" {
			tx.freshPath(e.Index)
		}
		tx.settle(e.Index, true)
	case ec2.HibernationFailed:
		tx.settle(e.Index, true)
	case ec2.AttachmentMoved:
		tx.settleVolume(e.Volume)
	case ec2.VolumeModifying:
		tx.settleVolume(e.Index)
	case ec2.ModificationMoved:
		tx.settleVolume(e.Index)
	case ec2.SnapshotStarted:
		tx.settleVolume(e.Snapshot.Volume)
	case ec2.SnapshotMoved:
		if x := tx.Snapshots().At(e.Index); x.HasVolume {
			tx.settleVolume(x.Volume)
		}
	}
}

// freshPath gives an instance that starts on another host, and perhaps as
// another type, all of the time that it may be above its baseline.
func (tx *Tx) freshPath(instance uint32) {
	ref := ec2.Ref{Kind: ec2.KindInstance, Index: instance}
	if tx.Guests.channel(ref).Latest == 0 {
		return
	}
	p := io.OfInstance(tx.Instances().At(instance).Type)
	tx.Change(IOSettled{ref, Spell{From: tx.Now, Limit: p.Burst, Credits: p.Credits, Capacity: p.Capacity, Bucket: io.Bucket{At: tx.Now}}})
}

// settleVolume settles the I/O of the instances that have a volume.
func (tx *Tx) settleVolume(volume uint32) {
	for _, a := range tx.Volumes().At(volume).Attachments {
		tx.settle(a.Instance, true)
	}
}
