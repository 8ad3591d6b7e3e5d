package yard

import "blockyard/sim/ec2"

// ImpairVolumeInput holds the parameters of ImpairVolume.
type ImpairVolumeInput struct {
	VolumeID string `ec2:"VolumeId,required,id=volume"`
	DryRun   bool   `ec2:"DryRun"`
}

// ImpairVolume lets AWS find that the data of a volume may be inconsistent.
func ImpairVolume(tx *Tx, in ImpairVolumeInput) (ec2.Empty, error) {
	if err := tx.ImpairVolume(in.VolumeID); err != nil {
		return ec2.Empty{}, err
	}
	return ec2.Empty{}, nil
}
