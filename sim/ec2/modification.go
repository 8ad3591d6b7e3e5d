package ec2

import (
	"blockyard/sim/apierr"
	"blockyard/sim/block"
	"blockyard/sim/catalog"
	"blockyard/sim/lifecycle"
	"blockyard/sim/unit"
)

// A Specification is what of a volume can be modified.
type Specification struct {
	Type        *catalog.VolumeType
	GiB         int64
	IOPS        int64 // what DescribeVolumes shows: provisioned, or the type's baseline; 0 where AWS shows none
	Throughput  int64 // MiB/s; 0 where AWS shows none
	MultiAttach bool  // may be attached to several instances at once
}

// A ModificationState is the state of a volume's modification, spelled as DescribeVolumesModifications spells it.
type ModificationState string

// The states of a modification. The empty state means that there was none.
const (
	Modifying             ModificationState = "modifying"
	Optimizing            ModificationState = "optimizing"
	ModificationCompleted ModificationState = "completed"
	ModificationFailed    ModificationState = "failed"
)

// ModificationLifecycle is every move that the modification of a volume can make.
// Source: https://docs.aws.amazon.com/ebs/latest/userguide/monitoring-volume-modifications.html.
var ModificationLifecycle = lifecycle.Table[ModificationState]{
	{From: "", On: "ModifyVolume", To: Modifying, Why: "what is asked for is billed from now on"},
	{From: Modifying, On: "VolumeModified", To: Optimizing, Why: "the new size is there; the performance lies between the old and the new"},
	{From: Optimizing, On: "VolumeOptimized", To: ModificationCompleted, Why: "the new performance is there"},
	{From: Modifying, On: "ModificationFailed", To: ModificationFailed, Why: "the volume stays what it was"},
	{From: ModificationCompleted, On: "ModifyVolume", To: Modifying},
	{From: ModificationFailed, On: "ModifyVolume", To: Modifying},
}

// A Modification is the latest change of a volume's specification. It is never
// changed in place, so that forks share it.
type Modification struct {
	State            ModificationState
	Gen              uint32 // wake-ups of an older generation are stale
	Original, Target Specification
	Began            unit.Instant
	Optimizes        unit.Instant   // when the target's size was reached and optimizing began
	Due              unit.Instant   // when optimizing is over, once it has begun
	Ended            unit.Instant   // when it was completed or failed
	Earlier          []unit.Instant // when the modifications before it began, as far as they count for the limit; oldest first
}

// UnderWay reports whether a modification has begun and is neither completed nor failed.
func (m *Modification) UnderWay() bool {
	return m != nil && (m.State == Modifying || m.State == Optimizing)
}

// Progress returns how much of a modification is done, in percent.
func (m *Modification) Progress(now unit.Instant) int64 {
	switch {
	case m.State == ModificationCompleted:
		return 100
	case m.State != Optimizing || m.Due <= m.Optimizes:
		return 0
	}
	return min(99, int64(now.Sub(m.Optimizes))*100/int64(m.Due.Sub(m.Optimizes)))
}

// Billed returns the specification that a volume is charged by: from the moment
// at which a modification is asked for, the target's.
// Source: https://docs.aws.amazon.com/ebs/latest/userguide/ebs-modify-volume.html.
func (v *Volume) Billed() Specification {
	if v.Modification.UnderWay() {
		return v.Modification.Target
	}
	return v.Specification
}

// FileSystemGiB returns how much of a volume its file system spans: all of it,
// unless the volume has grown and the file system has not.
func (v *Volume) FileSystemGiB() int64 {
	if v.FileSystem > 0 {
		return v.FileSystem
	}
	return v.GiB
}

// isFormatted reports whether a volume has a file system, as far as anybody can
// tell: one that is attached, that holds files or that came from a snapshot has.
func (v *Volume) isFormatted() bool {
	return v.Files != nil || v.HasSnapshot || v.Booted || len(v.Attachments) > 0
}

// VolumeModifying begins a modification of a volume.
type VolumeModifying struct {
	Index  uint32
	Target Specification
	At     unit.Instant
}

func (e VolumeModifying) apply(s *State) {
	v := s.volume(e.Index)
	m := Modification{Original: v.Specification, Target: e.Target, Began: e.At}
	var before ModificationState
	if old := v.Modification; old != nil {
		before, m.Gen, m.Earlier = old.State, old.Gen+1, old.countedAt(e.At)
	}
	m.State = ModificationLifecycle.Must(before, "ModifyVolume")
	v.Modification, v.MultiAttach = &m, e.Target.MultiAttach // at once, so that nothing is attached by the old rule meanwhile
}

// countedAt returns when the modifications began, this one included, that count
// for the limit at an instant; the result is a new list.
func (m *Modification) countedAt(now unit.Instant) (counted []unit.Instant) {
	for _, at := range append(append([]unit.Instant(nil), m.Earlier...), m.Began) {
		if now.Sub(at) < catalog.ModificationWindow {
			counted = append(counted, at)
		}
	}
	return counted
}

// ModificationMoved takes the modification of a volume along its lifecycle.
type ModificationMoved struct {
	Index   uint32
	On      string
	At, Due unit.Instant // Due: when optimizing will be over, where it begins
}

func (e ModificationMoved) apply(s *State) {
	v := s.volume(e.Index)
	m := *v.Modification
	m.State = ModificationLifecycle.Must(m.State, e.On)
	m.Gen++
	switch m.State {
	case Optimizing:
		m.Optimizes, m.Due = e.At, e.Due
		if m.Target.GiB > v.GiB && v.isFormatted() && v.FileSystem == 0 {
			v.FileSystem = v.GiB
		}
		v.Specification = m.Target
	case ModificationCompleted, ModificationFailed:
		m.Ended = e.At
	case Modifying, "":
	}
	v.Modification = &m
}

// FileSystemGrown lets the file system of a volume span all of it.
type FileSystemGrown struct{ Volume uint32 }

func (e FileSystemGrown) apply(s *State) { s.volume(e.Volume).FileSystem = 0 }

// wakeModification takes the modification of a volume to its next state. A
// volume that is being deleted meanwhile takes it along.
func (tx *Tx) wakeModification(index uint32) {
	v := tx.volumes.At(index)
	if v.State != VolumeAvailable && v.State != VolumeInUse {
		return
	}
	switch v.Modification.State {
	case Modifying:
		length := tx.optimizingTime(index)
		tx.Emit(ModificationMoved{index, "VolumeModified", tx.Now, tx.Now.Add(length)})
		tx.wakeModificationAfter(index, length)
	case Optimizing:
		tx.Emit(ModificationMoved{Index: index, On: "VolumeOptimized", At: tx.Now})
	case ModificationCompleted, ModificationFailed, "":
	}
}

// wakeModificationAfter looks at a volume's modification again after a time.
func (tx *Tx) wakeModificationAfter(index uint32, length unit.Duration) {
	tx.WakeAt(tx.Now.Add(length), Wake{WakeModification, index, tx.volumes.At(index).Modification.Gen})
}

// optimizingTime returns how long a volume is optimized: so long for each TiB
// that was ever written.
func (tx *Tx) optimizingTime(index uint32) unit.Duration {
	ref, p := Ref{KindVolume, index}, catalog.VolumeOptimizing
	written := unit.Bytes(tx.blocks.Total(tx.volumes.At(index).Block)) * block.Size
	length := p.Share(written, unit.TiB, tx.Timing, tx.stream(p), tx.position(ref))
	if tx.Timing == catalog.None {
		return 0
	}
	return max(length, catalog.OptimizingMinimum)
}

// FailModification makes the modification of an own volume fail that has not
// reached its target's size: the volume stays what it was.
func (tx *Tx) FailModification(id string) *apierr.Error {
	index, err := tx.findVolume(id)
	if err != nil {
		return err
	}
	v := tx.volumes.At(index)
	if v.Modification == nil || v.Modification.State != Modifying || v.State == VolumeDeleting {
		return apierr.New(apierr.IncorrectState, "The volume '%s' is not in the modification state 'modifying'.", id).
			Because("Only a modification that has just begun can fail.")
	}
	tx.Emit(ModificationMoved{Index: index, On: "ModificationFailed", At: tx.Now})
	return nil
}
