package guest

import (
	"blockyard/sim/catalog"
	"blockyard/sim/ec2"
	"blockyard/sim/io"
	"blockyard/sim/store"
	"blockyard/sim/unit"
)

// A Channel is what is known of the I/O of a volume, or of an instance's path to
// its volumes. One that no workload ever used is zero.
type Channel struct {
	Bucket io.Bucket
	Latest uint32 // place of the newest spell plus one; 0 where there is none
}

// A Spell is a time during which the rates of a channel did not change. It lasts
// until the next one of the channel, or goes on.
type Spell struct {
	From     unit.Instant
	Asked    io.Rate
	Moved    io.Rate
	Limit    io.Rate
	Held     io.Holder
	Bucket   io.Bucket // as it was when the spell began
	Credits  io.Credits
	Capacity int64
	Previous uint32 // place of the spell before it plus one
}

// goesOnLike reports whether a spell says nothing new after another of its channel.
func (s Spell) goesOnLike(before Spell) bool {
	return s.Asked == before.Asked && s.Moved == before.Moved && s.Limit == before.Limit && s.Held == before.Held &&
		s.Credits == before.Credits && s.Capacity == before.Capacity && s.Bucket.Net == before.Bucket.Net && s.Bucket.Dry == before.Bucket.Dry &&
		s.Bucket.Missing == before.Bucket.MissingAt(s.From, before.Capacity)
}

// A Path is an instance's workloads by rate, and the volumes that they use now.
type Path struct {
	Gen       uint32
	Next      unit.Instant // when it is to be looked at next
	Workloads []uint32     // never changed in place
	Volumes   []uint32     // that something was asked of when the path was last settled; never changed in place
}

// channels is the I/O of all volumes and instances.
type channels struct {
	volumes, instances store.Table[Channel]
	spells             store.Table[Spell]
	paths              store.Table[Path]
}

func (c *channels) fork() channels {
	return channels{c.volumes.Fork(), c.instances.Fork(), c.spells.Fork(), c.paths.Fork()}
}

// IOSettled says what a channel does from now on.
type IOSettled struct {
	Ref   ec2.Ref // a volume or an instance
	Spell Spell
}

func (e IOSettled) apply(s *State) {
	table := s.io.of(e.Ref.Kind)
	for table.Len() <= int(e.Ref.Index) {
		table.Append(Channel{})
	}
	if e.Ref.Kind == ec2.KindVolume {
		s.settled = append(s.settled, e.Ref.Index)
	}
	c := table.Mut(e.Ref.Index)
	c.Bucket = e.Spell.Bucket
	if c.Latest > 0 && e.Spell.goesOnLike(*s.io.spells.At(c.Latest - 1)) {
		return
	}
	e.Spell.Previous = c.Latest
	if c.Latest > 0 && s.io.spells.At(c.Latest-1).From == e.Spell.From { // what lasted no time was not
		e.Spell.Previous = s.io.spells.At(c.Latest - 1).Previous
	}
	if before := e.Spell.Previous; before > 0 && before != c.Latest && e.Spell.goesOnLike(*s.io.spells.At(before - 1)) {
		c.Latest = before
		return
	}
	c.Latest = s.io.spells.Append(e.Spell) + 1
}

// PathChanged replaces what is known of an instance's workloads by rate.
type PathChanged struct {
	Instance uint32
	Path     Path
}

func (e PathChanged) apply(s *State) {
	for s.io.paths.Len() <= int(e.Instance) {
		s.io.paths.Append(Path{})
	}
	*s.io.paths.Mut(e.Instance) = e.Path
}

// of returns the table of the channels of a kind.
func (c *channels) of(kind ec2.Kind) *store.Table[Channel] {
	if kind == ec2.KindVolume {
		return &c.volumes
	}
	return &c.instances
}

// channel returns what is known of the I/O of a volume or an instance.
func (s *State) channel(ref ec2.Ref) Channel {
	if table := s.io.of(ref.Kind); int(ref.Index) < table.Len() {
		return *table.At(ref.Index)
	}
	return Channel{}
}

// Moving returns what a volume or an instance moves now.
func (s *State) Moving(ref ec2.Ref) io.Rate {
	if c := s.channel(ref); c.Latest > 0 {
		return s.io.spells.At(c.Latest - 1).Moved
	}
	return io.Rate{}
}

// TakeSettled returns the volumes whose rates may have changed since it was last
// asked, with repetitions. They are no part of the state: nothing is left when a call or a waking is over.
func (s *State) TakeSettled() []uint32 {
	settled := s.settled
	s.settled = s.settled[:0]
	return settled
}

// path returns the workloads by rate of an instance.
func (s *State) path(instance uint32) Path {
	if int(instance) < s.io.paths.Len() {
		return *s.io.paths.At(instance)
	}
	return Path{}
}

// Spells returns the spells of a volume or an instance, oldest first.
func (s *State) Spells(ref ec2.Ref) (spells []Spell) {
	for at := s.channel(ref).Latest; at > 0; {
		spell := *s.io.spells.At(at - 1)
		spells, at = append(spells, spell), spell.Previous
	}
	for i, j := 0, len(spells)-1; i < j; i, j = i+1, j-1 {
		spells[i], spells[j] = spells[j], spells[i]
	}
	return spells
}

// EachIO calls a function with everything that is known of I/O, in an order and
// with values that do not depend on which of two channels was settled first.
func (s *State) EachIO(f func(any)) {
	for _, kind := range []ec2.Kind{ec2.KindVolume, ec2.KindInstance} {
		for index, c := range s.io.of(kind).All() {
			f(c.Bucket)
			for _, spell := range s.Spells(ec2.Ref{Kind: kind, Index: index}) {
				spell.Previous = 0
				f(spell)
			}
		}
	}
	for _, p := range s.io.paths.All() {
		f(*p)
	}
}

// performanceOf returns what a volume can do now, through an instance.
//
// While it is optimized after a modification, it has the lower of its old and
// its new performance. A disk that is sold by throughput falls to its baseline
// while a snapshot of it is on its way (hdd-vols.md). Until all blocks of its
// snapshot, or of the volume that it is a copy of, have come, these hold it.
func (tx *Tx) performanceOf(volume, instance uint32) io.Performance {
	v, nitro := tx.Volumes().At(volume), tx.Instances().At(instance).Type.Nitro()
	p := specified(v.Specification, nitro)
	if v.Modification.UnderWay() {
		p = p.Least(specified(v.Modification.Original, nitro)).Least(specified(v.Modification.Target, nitro))
	}
	if p.Credits == io.ThroughputCredits && tx.isBeingSnapped(volume) {
		p.Burst = p.Base
	}
	if v.Initialization.Missing(tx.Now) > 0 {
		p = p.LoadingAt(v.Initialization.Rate)
	}
	return p
}

func specified(s ec2.Specification, nitro bool) io.Performance {
	return io.OfVolume(s.Type, s.GiB, s.IOPS, s.Throughput, nitro)
}

// isBeingSnapped reports whether a snapshot of a volume is pending.
func (tx *Tx) isBeingSnapped(volume uint32) bool {
	for _, x := range tx.Snapshots().All() {
		if x.State == ec2.SnapshotPending && x.HasVolume && x.Volume == volume {
			return true
		}
	}
	return false
}

// A Kind is a kind of workload by rate.
type Kind struct {
	Name       string
	Size       unit.Bytes // of an operation
	Sequential bool
	MilliOps   int64      // asked for where the call says nothing
	Amount     unit.Bytes // after which it is over; 0 for none
	Doc        string
}

// Kinds lists the kinds of workloads by rate.
//
// Simplified: real ones differ; each stands for a pattern that users' guides describe.
var Kinds = []Kind{
	{"database", 16 * unit.KiB, false, 1_000_000, 0, "random pages of 16 KiB, 1,000 a second unless said otherwise"},
	{"log", 4 * unit.KiB, true, 1_000_000, 0, "small records one after the other, 1,000 of 4 KiB a second unless said otherwise"},
	{"stream", unit.MiB, true, 100_000, 0, "one long file from its beginning, 100 MiB/s unless said otherwise"},
	{"boot", 32 * unit.KiB, false, 10_000_000, catalog.BootReads, "what a boot reads, as fast as the disk gives it, once"},
}

// kindNamed returns the kind of that name.
func kindNamed(name string) (Kind, bool) {
	for _, k := range Kinds {
		if k.Name == name {
			return k, true
		}
	}
	return Kind{}, false
}
