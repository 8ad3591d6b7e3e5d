package yard

import "blockyard/sim/ec2"

// FailSnapshotInput holds the parameters of FailSnapshot.
type FailSnapshotInput struct {
	SnapshotID string `ec2:"SnapshotId,required,id=snapshot"`
	DryRun     bool   `ec2:"DryRun"`
}

// FailSnapshot makes a pending snapshot fail: its state becomes error, nothing
// of it is kept, and an image that waits for it becomes failed.
func FailSnapshot(tx *Tx, in FailSnapshotInput) (ec2.Empty, error) {
	if err := tx.FailSnapshot(in.SnapshotID); err != nil {
		return ec2.Empty{}, err
	}
	return ec2.Empty{}, nil
}
