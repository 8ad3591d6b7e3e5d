package yard

import "blockyard/sim/ec2"

// FastRestoreCreditsInput holds the parameters of FastRestoreCredits.
type FastRestoreCreditsInput struct {
	SnapshotID string `ec2:"SnapshotId,required,id=snapshot"`
}

// FastRestoreCreditsOutput is the answer of FastRestoreCredits.
type FastRestoreCreditsOutput struct {
	Credits []ec2.FastRestoreCredit `ec2:"Credits"`
}

// DescribeFastRestoreCredits shows the credits of fast restore of an own snapshot, zone by zone.
func DescribeFastRestoreCredits(tx *Tx, in FastRestoreCreditsInput) (FastRestoreCreditsOutput, error) {
	credits, err := tx.FastRestoreCredits(in.SnapshotID)
	if err != nil {
		return FastRestoreCreditsOutput{}, err
	}
	return FastRestoreCreditsOutput{credits}, nil
}
