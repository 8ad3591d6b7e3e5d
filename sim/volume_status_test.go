package sim

import (
	"testing"

	"github.com/stretchr/testify/require"

	"blockyard/sim/apierr"
	"blockyard/sim/ec2"
	"blockyard/sim/guest"
	"blockyard/sim/unit"
	"blockyard/sim/yard"
)

// statusOf returns the status of a volume.
func (l *lab) statusOf(volume string) ec2.VolumeStatus {
	return ask[ec2.DescribeVolumeStatusOutput](l, ec2.DescribeVolumeStatusInput{VolumeIDs: one(volume)}).VolumeStatuses[0]
}

func TestAnImpairedVolumeStandsStill(t *testing.T) {
	l := newLab(t, Config{Seed: 7})
	id := l.launch("al2023", "t3.micro", mapped("/dev/sdf", ec2.EbsBlockDevice{VolumeSize: 1}))
	l.pass(unit.Minute)
	volume := l.volumeAt(id, "/dev/sdf")
	write := guest.WriteInput{InstanceID: id, Path: "/mnt/sdf/a", Size: "1MiB", Flush: true}
	l.do(write)
	require.Equal(t, "ok", l.statusOf(volume).VolumeStatus.Status)
	l.do(yard.ImpairVolumeInput{VolumeID: volume})
	s := l.statusOf(volume)
	require.Equal(t, "impaired", s.VolumeStatus.Status)
	require.Equal(t, "enable-volume-io", s.Actions[0].Code)
	l.refused(apierr.InvalidParameterValue, write)
	l.do(ec2.EnableVolumeIOInput{VolumeID: volume})
	l.do(write)
	require.Empty(t, l.statusOf(volume).Events)

	l.do(ec2.ModifyVolumeAttributeInput{VolumeID: volume, AutoEnableIO: &ec2.BoolValue{Value: true}})
	l.do(yard.ImpairVolumeInput{VolumeID: volume})
	l.do(write)
	require.Equal(t, "ok", l.statusOf(volume).VolumeStatus.Status)
	require.Len(t, l.statusOf(volume).Events, 1)
	l.refused(apierr.InvalidParameterCombination, ec2.ModifyVolumeAttributeInput{VolumeID: volume})
	l.refused(apierr.InvalidParameterValue, ec2.DescribeVolumeAttributeInput{VolumeID: volume, Attribute: "size"})
}

// A copy has what its source had at the call, and goes its own way.
func TestACopyOfAVolume(t *testing.T) {
	l := newLab(t, Config{Seed: 7})
	id := l.launch("al2023", "t3.micro", mapped("/dev/sdf", ec2.EbsBlockDevice{VolumeSize: 8}))
	l.pass(unit.Minute)
	volume := l.volumeAt(id, "/dev/sdf")
	l.save(id, "/mnt/sdf/a", "1GiB")
	l.do(guest.WriteInput{InstanceID: id, Path: "/mnt/sdf/unflushed", Size: "1MiB"})
	l.refused(apierr.InvalidParameterValue, ec2.CopyVolumesInput{SourceVolumeID: volume, Size: 4})
	before := l.snapshot(volume)
	made := ask[ec2.CopyVolumesOutput](l, ec2.CopyVolumesInput{SourceVolumeID: volume, Size: 20, VolumeType: "gp3"}).Volumes[0]
	require.Equal(t, []any{volume, "us-east-1a", int64(20), "gp3"}, []any{made.SourceVolumeID, made.AvailabilityZone, made.Size, made.VolumeType})
	l.save(id, "/mnt/sdf/b", "1GiB")
	l.pass(unit.Minute)
	files := func(target string) (names []string) {
		for _, f := range ask[guest.ListOutput](l, guest.ListInput{Target: target}).Disks[0].Files {
			names = append(names, f.Path)
		}
		return names
	}
	require.Equal(t, one("a"), files(made.VolumeID), "crash-consistent: what was in memory is missing")
	require.Equal(t, []string{"a", "unflushed", "b"}, files(volume))
	require.Equal(t, []uint64{1}, l.stores(before))
	l.do(ec2.DeleteVolumeInput{VolumeID: made.VolumeID})
	l.pass(unit.Minute)
	require.Equal(t, []string{"a", "unflushed", "b"}, files(volume))
	checkInvariants(t, l.World)
}
