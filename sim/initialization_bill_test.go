package sim

import (
	"testing"

	"github.com/stretchr/testify/require"

	"blockyard/sim/cost"
	"blockyard/sim/ec2"
	"blockyard/sim/unit"
)

// A rate that is asked for is billed for all blocks of the snapshot, a copy for
// all that its source has written: once, and by name where the book has no price.
func TestInitializationIsBilledByWhatComes(t *testing.T) {
	l, instance, x := snapshotOf40(t)
	from := l.Now()
	l.do(ec2.CreateVolumeInput{AvailabilityZone: "us-east-1a", SnapshotID: x, VolumeType: "gp3"})
	rated := ask[ec2.VolumeDescription](l, ec2.CreateVolumeInput{AvailabilityZone: "us-east-1a", SnapshotID: x, InitializationRate: pointer(int64(250))}).VolumeID
	made := ask[ec2.CopyVolumesOutput](l, ec2.CopyVolumesInput{SourceVolumeID: l.volumeAt(instance, "/dev/sdf"), VolumeType: "gp2"}).Volumes[0].VolumeID
	l.pass(unit.Minute)
	l.do(ec2.ModifyVolumeInput{VolumeID: made, VolumeType: "gp3"})
	l.do(ec2.DeleteVolumeInput{VolumeID: rated})
	l.pass(unit.Day)
	bill := l.Bill(cost.Window{From: from, To: l.Now()})
	var sums []string
	for _, line := range bill.Lines {
		if line.Meter == cost.Initialization || line.Meter == cost.VolumeClone {
			sums = append(sums, line.Key+" "+line.Sum())
		}
	}
	require.Equal(t, []string{"250 40 GB: the price book has no price for this", "gp2 40 GB: the price book has no price for this"}, sums)
	require.Subset(t, bill.Missing, []string{"volume-initialization 250 in us-east-1", "volume-clone gp2 in us-east-1"})
}
