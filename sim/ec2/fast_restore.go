package ec2

import (
	"blockyard/sim/catalog"
	"blockyard/sim/lifecycle"
	"blockyard/sim/unit"
)

// A FastRestoreState is the state of fast restore of a snapshot in a zone, spelled as DescribeFastSnapshotRestores spells it.
type FastRestoreState string

// The states of fast restore. The empty state means that it was never enabled.
const (
	FastEnabling   FastRestoreState = "enabling"
	FastOptimizing FastRestoreState = "optimizing"
	FastEnabled    FastRestoreState = "enabled"
	FastDisabling  FastRestoreState = "disabling"
	FastDisabled   FastRestoreState = "disabled"
)

// FastRestoreLifecycle is every move that fast restore of a snapshot in a zone can make.
// Source: https://docs.aws.amazon.com/ebs/latest/userguide/ebs-fast-snapshot-restore.html.
var FastRestoreLifecycle = lifecycle.Table[FastRestoreState]{
	{From: "", On: "EnableFastSnapshotRestores", To: FastEnabling},
	{From: FastEnabling, On: "FastRestoreOptimizing", To: FastOptimizing, Why: "the snapshot is prepared: about an hour for each TiB"},
	{From: FastOptimizing, On: "FastRestoreEnabled", To: FastEnabled, Why: "credits begin to fill, and it is billed by the hour"},
	{From: FastEnabling, On: "DisableFastSnapshotRestores", To: FastDisabling},
	{From: FastOptimizing, On: "DisableFastSnapshotRestores", To: FastDisabling},
	{From: FastEnabled, On: "DisableFastSnapshotRestores", To: FastDisabling, Why: "or the snapshot is deleted; billing ends, credits are lost"},
	{From: FastDisabling, On: "FastRestoreDisabled", To: FastDisabled},
	{From: FastDisabled, On: "EnableFastSnapshotRestores", To: FastEnabling},
}

// A FastRestore lets volumes be made of a snapshot in a zone that have all their
// blocks at once. Each takes a credit from a bucket that is empty at first.
//
// Simplified: only the owner of a snapshot can enable it; at AWS whoever it is
// shared with can, too. While it is optimizing it is of no use yet.
type FastRestore struct {
	Account, Region uint16
	Gen             uint32
	Snapshot        uint32
	Zone            uint8
	State           FastRestoreState
	Reason          string
	Times           [5]unit.Instant // when it last came to each state, in the order above
	Reached         [5]bool
	Credits         uint64 // at Since, in parts; see Bucket
	Since           unit.Instant
}

// fastStates are the states in the order of their times.
var fastStates = [5]FastRestoreState{FastEnabling, FastOptimizing, FastEnabled, FastDisabling, FastDisabled}

// A Bucket holds the credits of fast restore of a snapshot, in parts that make
// filling exact: each millisecond brings Fill parts, a credit is One of them,
// and more than Size are never there. By AWS's rule that is 1024 / GiB credits an
// hour, but at most 10, in a bucket of as many, but of at least one.
type Bucket struct{ One, Fill, Size uint64 }

// BucketOf returns the bucket of a snapshot of a volume of so many GiB.
func BucketOf(gib int64) Bucket {
	one, fill := uint64(gib)*uint64(unit.Hour), min(10*uint64(gib), 1024)
	return Bucket{one, fill, max(one, fill*uint64(unit.Hour))}
}

// Held returns what is in the bucket of fast restore at an instant.
func (b Bucket) Held(r *FastRestore, now unit.Instant) uint64 {
	if r.State != FastEnabled {
		return 0
	}
	return min(b.Size, r.Credits+b.Fill*uint64(now.Sub(r.Since)))
}

// FastRestoreMoved takes fast restore of a snapshot in a zone along its lifecycle.
type FastRestoreMoved struct {
	Index  uint32
	On     string
	At     unit.Instant
	Reason string
}

func (e FastRestoreMoved) apply(s *State) {
	r := s.fastRestores.Mut(e.Index)
	r.State = FastRestoreLifecycle.Must(r.State, e.On)
	r.Gen++
	if e.Reason != "" {
		r.Reason = e.Reason
	}
	r.Credits, r.Since = 0, e.At
	for n, state := range fastStates {
		if state == r.State {
			r.Times[n], r.Reached[n] = e.At, true
		}
	}
	s.touch(KindSnapshot, r.Snapshot)
}

// FastRestoreAsked makes the record of fast restore of a snapshot in a zone, which is not enabled yet.
type FastRestoreAsked struct{ FastRestore FastRestore }

func (e FastRestoreAsked) apply(s *State) { s.fastRestores.Append(e.FastRestore) }

// FastRestoreSpent takes a credit.
type FastRestoreSpent struct {
	Index uint32
	At    unit.Instant
}

func (e FastRestoreSpent) apply(s *State) {
	r := s.fastRestores.Mut(e.Index)
	b := BucketOf(s.snapshots.At(r.Snapshot).GiB)
	r.Credits, r.Since = b.Held(r, e.At)-b.One, e.At
}

// EachFastRestore calls a function with what there is of fast restore, in the order in which it was first enabled.
func (s *State) EachFastRestore(f func(FastRestore)) {
	for _, r := range s.fastRestores.All() {
		f(*r)
	}
}

// FastZones returns in how many zones fast restore of a snapshot is enabled, and so billed.
func (s *State) FastZones(snapshot uint32) (n uint64) {
	for _, r := range s.fastRestores.All() {
		if r.Snapshot == snapshot && r.State == FastEnabled {
			n++
		}
	}
	return n
}

// fastRestore returns the record of fast restore of a snapshot in a zone.
func (s *State) fastRestore(snapshot uint32, zone uint8) (uint32, bool) {
	for index, r := range s.fastRestores.All() {
		if r.Snapshot == snapshot && r.Zone == zone {
			return index, true
		}
	}
	return 0, false
}

// credit returns the fast restore that has a credit for a volume.
func (tx *Tx) credit(v *Volume) (uint32, bool) {
	index, ok := tx.fastRestore(v.Snapshot, v.Zone)
	if !ok {
		return 0, false
	}
	r := tx.fastRestores.At(index)
	b := BucketOf(tx.snapshots.At(v.Snapshot).GiB)
	return index, r.Account == v.Account && b.Held(r, tx.Now) >= b.One
}

// wakeFastRestore takes fast restore to its next state.
func (tx *Tx) wakeFastRestore(index uint32) {
	switch tx.fastRestores.At(index).State {
	case FastEnabling:
		tx.moveFastRestore(index, "FastRestoreOptimizing", "Client.UserInitiated - Lifecycle state transition")
	case FastOptimizing:
		tx.moveFastRestore(index, "FastRestoreEnabled", "Client.UserInitiated - Lifecycle state transition")
	case FastDisabling:
		tx.moveFastRestore(index, "FastRestoreDisabled", "Client.UserInitiated - Lifecycle state transition")
	case FastEnabled, FastDisabled, "":
	}
}

// moveFastRestore takes fast restore along its lifecycle, and lets it go on by itself.
func (tx *Tx) moveFastRestore(index uint32, on, reason string) {
	tx.Emit(FastRestoreMoved{index, on, tx.Now, reason})
	r := tx.fastRestores.At(index)
	position := uint64(index)<<24 | uint64(r.Gen&0xffffff)
	var takes unit.Duration
	switch r.State {
	case FastEnabling, FastDisabling:
		takes = catalog.FastRestoreSwitch.Lasts(tx.Timing, tx.stream(catalog.FastRestoreSwitch), position)
	case FastOptimizing:
		p := catalog.FastRestoreOptimizing
		takes = p.Share(unit.Bytes(tx.snapshots.At(r.Snapshot).GiB)*unit.GiB, unit.TiB, tx.Timing, tx.stream(p), position)
	case FastEnabled, FastDisabled, "":
		return
	}
	tx.WakeAt(tx.Now.Add(takes), Wake{WakeFastRestore, index, r.Gen})
}

// dropFastRestore disables fast restore of a snapshot that goes, or goes into the archive.
func (tx *Tx) dropFastRestore(snapshot uint32, why string) {
	for index, r := range tx.fastRestores.All() {
		if _, on := FastRestoreLifecycle.Next(r.State, "DisableFastSnapshotRestores"); on && r.Snapshot == snapshot {
			tx.moveFastRestore(index, "DisableFastSnapshotRestores", "Client.InvalidSnapshot.InvalidState - "+why)
		}
	}
}
