package yard

import "blockyard/sim/ec2"

// FailModificationInput holds the parameters of FailModification.
type FailModificationInput struct {
	VolumeID string `ec2:"VolumeId,required,id=volume"`
	DryRun   bool   `ec2:"DryRun"`
}

// FailModification makes the modification of a volume fail that has just begun.
func FailModification(tx *Tx, in FailModificationInput) (ec2.Empty, error) {
	if err := tx.FailModification(in.VolumeID); err != nil {
		return ec2.Empty{}, err
	}
	return ec2.Empty{}, nil
}
