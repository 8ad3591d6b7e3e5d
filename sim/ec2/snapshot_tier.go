package ec2

import (
	"blockyard/sim/block"
	"blockyard/sim/unit"
)

// The storage tiers of snapshots.
const (
	tierStandard = "standard"
	tierArchive  = "archive"
)

// The states of the latest change of tier, spelled as AWS spells them.
// Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_SnapshotTierStatus.html.
const (
	archiving        = "archival-in-progress"
	archivedNow      = "archival-completed"
	archivingFailed  = "archival-failed"
	restoring        = "temporary-restore-in-progress"
	restoredForATime = "temporary-restore-completed"
	restoringForGood = "permanent-restore-in-progress"
	restoredForGood  = "permanent-restore-completed"
	maxTemporaryDays = 180
)

// A Tiering is a snapshot's way into the archive tier and back. It is never
// changed in place, so that forks share it.
type Tiering struct {
	Archived  bool         // all its blocks are in the archive tier
	Restored  bool         // for a time, they are in the standard tier, too
	Status    string       // of the latest change of tier
	Detail    string       // why it failed, if it did
	Began     unit.Instant // the latest change
	Ends      unit.Instant // when the latest change is done
	Since     unit.Instant // when it was archived
	Days      int64        // for how long it is restored; 0: for good
	Expires   unit.Instant // when what is restored for a time goes again
	Retrieved uint64       // blocks that were restored from the archive, in all
}

// isMoving reports whether a change of tier is under way.
func (t *Tiering) isMoving() bool {
	return t != nil && (t.Status == archiving || t.Status == restoring || t.Status == restoringForGood)
}

// InStandard reports whether the blocks of a snapshot are in the standard tier, where alone it can be used.
func (x *Snapshot) InStandard() bool {
	return x.Tiering == nil || !x.Tiering.Archived || x.Tiering.Restored
}

// InArchive reports whether the blocks of a snapshot are in the archive tier; for a time they may be in both.
func (x *Snapshot) InArchive() bool { return x.Tiering != nil && x.Tiering.Archived }

// Tier returns the storage tier that AWS shows of a snapshot.
func (x *Snapshot) Tier() string {
	if x.InArchive() {
		return tierArchive
	}
	return tierStandard
}

// SnapshotTiered replaces what is known of a snapshot's tier. In the archive it
// holds all its blocks itself; what others need of them is billed to those from then on.
type SnapshotTiered struct {
	Index   uint32
	Tiering Tiering
}

func (e SnapshotTiered) apply(s *State) {
	x := s.snapshot(e.Index)
	before := x.InStandard()
	x.extra().Tiering = &e.Tiering
	x.Gen++
	switch after := x.InStandard(); {
	case before && !after:
		s.blocks.Archive(x.Block, s.archivePool(x.Header))
	case !before && after:
		s.blocks.Unarchive(x.Block)
	}
}

// archivePool returns the counter to which what an owner has in the archive tier
// of a region is billed. Nothing is shared there, so keys make no difference.
func (s *State) archivePool(h Header) block.Account { return firstArchived + s.pool(h, NoKey) }

// firstArchived is the first counter of the archive tier: between those of plain and of encrypted snapshots.
const firstArchived block.Account = 512

// tier changes what is known of a snapshot's tier, and looks again when there is more to come.
func (tx *Tx) tier(index uint32, t Tiering) {
	tx.Emit(SnapshotTiered{index, t})
	tx.awaitTiering(index)
}

// awaitTiering wakes a snapshot when its change of tier is done, or what is restored for a time goes.
func (tx *Tx) awaitTiering(index uint32) {
	switch t := tx.snapshots.At(index).Tiering; {
	case t.isMoving():
		tx.wake(WakeSnapshot, Ref{KindSnapshot, index}, max(0, t.Ends.Sub(tx.Now)))
	case t != nil && t.Restored:
		tx.wake(WakeSnapshot, Ref{KindSnapshot, index}, max(0, t.Expires.Sub(tx.Now)))
	}
}

// wakeTiering ends a change of tier, or the time for which a snapshot was restored.
func (tx *Tx) wakeTiering(index uint32) {
	x := tx.snapshots.At(index)
	if x.Tiering == nil {
		return
	}
	t := *x.Tiering
	switch t.Status {
	case archiving:
		if why := tx.unfitForArchive(index); why != "" { // an image has come to need it
			t.Status, t.Detail = archivingFailed, why
		} else {
			t.Status, t.Archived, t.Since = archivedNow, true, tx.Now
			tx.dropFastRestore(index, "Snapshot archived")
		}
	case restoring:
		t.Status, t.Restored, t.Expires = restoredForATime, true, tx.Now.Add(unit.Duration(t.Days)*unit.Day)
		t.Retrieved += tx.blocks.Full(x.Block)
	case restoringForGood:
		t.Status, t.Archived = restoredForGood, false
		t.Retrieved += tx.blocks.Full(x.Block)
	default:
		t.Restored = false
		tx.dropFastRestore(index, "Snapshot archived")
	}
	tx.tier(index, t)
}
