package ec2

import (
	"blockyard/sim/apierr"
	"blockyard/sim/catalog"
	"blockyard/sim/unit"
)

// Binned says when a snapshot came into the Recycle Bin and when it is deleted
// for good. It is never changed in place, so that forks share it.
type Binned struct{ Entered, Leaves unit.Instant }

// SnapshotBinned puts a deleted snapshot into the Recycle Bin. Its blocks stay
// and cost what they did; its permissions stay, and hold again when it is restored.
type SnapshotBinned struct {
	Index uint32
	Bin   Binned
}

func (e SnapshotBinned) apply(s *State) {
	x := s.snapshot(e.Index)
	x.State = SnapshotLifecycle.Must(x.State, "SnapshotBinned")
	x.Gen++
	x.extra().Bin = &e.Bin
}

// BinnedSnapshot is a snapshot in the Recycle Bin as it is listed.
type BinnedSnapshot struct {
	SnapshotID          string    `ec2:"SnapshotId"`
	RecycleBinEnterTime unit.Date `ec2:"RecycleBinEnterTime"`
	RecycleBinExitTime  unit.Date `ec2:"RecycleBinExitTime"`
	Description         string    `ec2:"Description"`
	VolumeID            string    `ec2:"VolumeId"`
}

// ListSnapshotsInRecycleBinInput holds the parameters of ListSnapshotsInRecycleBin.
type ListSnapshotsInRecycleBinInput struct {
	MaxResults  *int64   `ec2:"MaxResults"`
	NextToken   string   `ec2:"NextToken"`
	SnapshotIDs []string `ec2:"SnapshotIds,query=SnapshotId,id=snapshot"`
	DryRun      bool     `ec2:"DryRun"`
}

// ListSnapshotsInRecycleBinOutput is the answer of ListSnapshotsInRecycleBin.
type ListSnapshotsInRecycleBinOutput struct {
	Snapshots []BinnedSnapshot `ec2:"Snapshots,xml=snapshotSet"`
	NextToken string           `ec2:"NextToken"`
}

// ListSnapshotsInRecycleBin lists the caller's snapshots in the Recycle Bin of the region.
func ListSnapshotsInRecycleBin(tx *Tx, in ListSnapshotsInRecycleBinInput) (out ListSnapshotsInRecycleBinOutput, err error) {
	if err := notWithLimit(in.SnapshotIDs, in.MaxResults, "snapshotsSet"); err != nil {
		return out, err
	}
	indices, fault := tx.listed(KindSnapshot, in.SnapshotIDs, eachID(tx.binnedSnapshot))
	if fault != nil {
		return out, fault
	}
	binned := []BinnedSnapshot{}
	for _, index := range indices {
		if x := tx.snapshots.At(index); x.State == SnapshotRecoverable {
			binned = append(binned, BinnedSnapshot{tx.ID(Ref{KindSnapshot, index}), tx.shown(x.Bin.Entered), tx.shown(x.Bin.Leaves), x.Description, tx.takenOf(x)})
		}
	}
	out.Snapshots, out.NextToken, fault = page("ListSnapshotsInRecycleBin", binned, in.MaxResults, in.NextToken)
	return out, orNil(fault)
}

// binnedSnapshot returns the caller's snapshot in the Recycle Bin with that id.
func (tx *Tx) binnedSnapshot(id string) (uint32, *apierr.Error) {
	if ref, ok := tx.find(KindSnapshot, id); ok && tx.snapshots.At(ref.Index).State == SnapshotRecoverable {
		return ref.Index, nil
	}
	if _, err := tx.ownSnapshot(id); err != nil {
		return 0, err
	}
	return 0, apierr.New(apierr.InvalidSnapshotNotFound, "The snapshot '%s' does not exist.", id).
		Because("It is not in the Recycle Bin: it has not been deleted.").Suggest("aws ec2 list-snapshots-in-recycle-bin")
}

// RestoreSnapshotFromRecycleBinInput holds the parameters of RestoreSnapshotFromRecycleBin.
type RestoreSnapshotFromRecycleBinInput struct {
	SnapshotID string `ec2:"SnapshotId,required,id=snapshot"`
	DryRun     bool   `ec2:"DryRun"`
}

// RestoreSnapshotFromRecycleBin takes a snapshot back out of the Recycle Bin, as
// it was: with its tags and its permissions.
// Source: https://docs.aws.amazon.com/ebs/latest/userguide/recycle-bin-working-with-snaps.html.
func RestoreSnapshotFromRecycleBin(tx *Tx, in RestoreSnapshotFromRecycleBinInput) (SnapshotInfo, error) {
	index, err := tx.binnedSnapshot(in.SnapshotID)
	if err != nil {
		return SnapshotInfo{}, err
	}
	ref := Ref{KindSnapshot, index}
	tx.Emit(SnapshotMoved{index, "RestoreSnapshotFromRecycleBin"})
	tx.wake(WakeSnapshot, ref, tx.lasts(catalog.SnapshotRecovering, ref))
	out := tx.describeOfSet(index)
	out.Tags = nil // it has them, and AWS does not say so here
	return out, nil
}
