package ec2

import "blockyard/sim/apierr"

// DeleteSnapshotInput holds the parameters of DeleteSnapshot.
type DeleteSnapshotInput struct {
	SnapshotID string `ec2:"SnapshotId,required,id=snapshot"`
	DryRun     bool   `ec2:"DryRun"`
}

// DeleteSnapshot deletes a snapshot that no image uses and no lock protects.
// Blocks that other snapshots need stay, and are from now on billed to one of
// those. A pending snapshot goes once it is completed. What a retention rule
// keeps goes into the Recycle Bin.
func DeleteSnapshot(tx *Tx, in DeleteSnapshotInput) (Empty, error) {
	index, err := tx.ownSnapshot(in.SnapshotID)
	if err != nil {
		return Empty{}, err
	}
	if image, used := tx.imageOf(index); used {
		return Empty{}, apierr.New(apierr.InvalidSnapshotInUse, "The snapshot %s is currently in use by %s", in.SnapshotID, tx.ID(Ref{KindImage, image})).
			Because("The image %s would have nothing to launch from.", shortName(tx.State, Ref{KindImage, image})).
			Suggest("aws ec2 deregister-image --image-id %s", tx.ID(Ref{KindImage, image}))
	}
	if err := tx.notLocked(index); err != nil {
		return Empty{}, err
	}
	if state := tx.snapshots.At(index).State; state == SnapshotRecovering {
		return Empty{}, apierr.New(apierr.IncorrectState, "Snapshot is in invalid state - %s", state).
			Because("It is on its way out of the Recycle Bin.").Suggest("sleep 10")
	}
	tx.removeSnapshot(index)
	return Empty{}, nil
}

// imageOf returns the first registered image that a snapshot belongs to.
func (tx *Tx) imageOf(snapshot uint32) (uint32, bool) {
	for i, m := range tx.images.All() {
		for _, b := range m.Mappings {
			if m.State != "" && b.HasSnapshot && b.Snapshot == snapshot {
				return i, true
			}
		}
	}
	return 0, false
}

// removeSnapshot deletes a snapshot, now or when it is completed. Where a
// retention rule keeps it, it goes into the Recycle Bin.
func (tx *Tx) removeSnapshot(index uint32) {
	x := tx.snapshots.At(index)
	if x.State == SnapshotPending {
		tx.Emit(SnapshotDoomed{index})
		return
	}
	tx.dropFastRestore(index, "Snapshot deleted")
	keep := tx.retention(index)
	if keep == 0 || x.State == SnapshotError {
		tx.Emit(SnapshotMoved{index, "SnapshotDeleted"})
		return
	}
	tx.Emit(SnapshotBinned{index, Binned{tx.Now, tx.Now.Add(keep)}})
	tx.wake(WakeSnapshot, Ref{KindSnapshot, index}, keep)
}
