package sim

import (
	"testing"

	"github.com/stretchr/testify/require"

	"blockyard/sim/apierr"
	"blockyard/sim/catalog"
	"blockyard/sim/cost"
	"blockyard/sim/ec2"
	"blockyard/sim/guest"
	"blockyard/sim/unit"
	"blockyard/sim/yard"
)

// modification returns the latest modification of a volume as it is described.
func (l *lab) modification(volume string) ec2.ModificationDescription {
	out := ask[ec2.DescribeVolumesModificationsOutput](l, ec2.DescribeVolumesModificationsInput{VolumeIDs: one(volume)})
	require.Len(l, out.VolumesModifications, 1)
	return out.VolumesModifications[0]
}

// The size is there when optimizing begins, the price from the call on.
func TestAModificationTakesItsTimeAndCostsAtOnce(t *testing.T) {
	l := newLab(t, Config{Seed: 1})
	volume := l.newVolume(100)
	l.pass(unit.Hour)
	began := l.Now()
	m := ask[ec2.ModifyVolumeOutput](l, ec2.ModifyVolumeInput{VolumeID: volume, Size: 200, Iops: 4000, Throughput: 500}).VolumeModification
	require.Equal(t, ec2.Modifying, m.ModificationState)
	require.Equal(t, []int64{100, 3000, 125, 200, 4000, 500}, []int64{m.OriginalSize, m.OriginalIops, m.OriginalThroughput, m.TargetSize, m.TargetIops, m.TargetThroughput})
	require.Equal(t, int64(100), l.volumeOf(volume).GiB)
	l.refused(apierr.IncorrectModificationState, ec2.ModifyVolumeInput{VolumeID: volume, Size: 300})
	l.pass(catalog.VolumeModifying.Typical)
	require.Equal(t, ec2.Optimizing, l.modification(volume).ModificationState)
	require.Equal(t, int64(200), l.volumeOf(volume).GiB)
	l.pass(catalog.OptimizingMinimum / 2)
	require.Equal(t, int64(50), l.modification(volume).Progress)
	l.pass(catalog.OptimizingMinimum / 2)
	require.Equal(t, ec2.ModificationCompleted, l.modification(volume).ModificationState)

	sizes := l.Meters().History(cost.Resource{Kind: uint8(ec2.KindVolume), Index: l.ref(volume).Index}, cost.VolumeStorage)
	require.Len(t, sizes, 2)
	require.Equal(t, began, sizes[1].From, "the target is charged from the start")
	require.Equal(t, uint64(200), sizes[1].Rate)
}

// A full volume of 1 TiB is optimized for six hours (ebs-modify-volume.md).
func TestOptimizingTakesSixHoursForEachWrittenTiB(t *testing.T) {
	l := newLab(t, Config{Seed: 1})
	id, volume := l.launch("al2023", "t3.micro"), l.newVolume(1024)
	l.pass(unit.Minute)
	l.attach(volume, id, "/dev/sdf")
	l.pass(unit.Minute)
	l.do(guest.WriteInput{InstanceID: id, Path: "/mnt/sdf/full", Size: "512GiB", Flush: true})
	l.do(ec2.ModifyVolumeInput{VolumeID: volume, VolumeType: "io2", Iops: 10000})
	l.pass(catalog.VolumeModifying.Typical + 3*unit.Hour - 1)
	require.Equal(t, ec2.Optimizing, l.modification(volume).ModificationState)
	require.Equal(t, int64(99), l.modification(volume).Progress)
	l.pass(1)
	require.Equal(t, ec2.ModificationCompleted, l.modification(volume).ModificationState)
}

// Four modifications can begin in any 24 hours; by the older rule, one in six.
func TestModificationsAreLimitedByTheRuleOfTheDay(t *testing.T) {
	l := newLab(t, Config{Seed: 1})
	volume := l.newVolume(8)
	l.pass(unit.Minute)
	for n := range int64(4) {
		l.do(ec2.ModifyVolumeInput{VolumeID: volume, Size: 9 + n})
		l.pass(2 * unit.Minute)
	}
	fifth := ec2.ModifyVolumeInput{VolumeID: volume, Size: 20}
	refused := l.refused(apierr.VolumeModificationRateExceeded, fifth)
	require.Equal(t, "You've reached the maximum modification rate per volume limit. Wait until 2026-04-02T00:01:00.000Z before you can issue the next modification request for this volume.", refused.Message)
	l.Advance(unit.Instant(24*unit.Hour+unit.Minute)-1, 0)
	l.refused(apierr.VolumeModificationRateExceeded, fifth)
	l.pass(1)
	l.do(fifth)

	l.do(yard.CatalogueDateInput{Date: "2025-06-30"})
	other := l.newVolume(8)
	l.pass(unit.Minute)
	l.do(ec2.ModifyVolumeInput{VolumeID: other, Size: 9})
	l.pass(6*unit.Hour - 1)
	l.refused(apierr.VolumeModificationRateExceeded, ec2.ModifyVolumeInput{VolumeID: other, Size: 10})
	l.pass(1)
	l.do(ec2.ModifyVolumeInput{VolumeID: other, Size: 10})
}

// gp3 has the limits of the catalogue's date.
func TestBothErasOfGP3(t *testing.T) {
	for _, era := range []struct {
		date                  string
		gib, iops, throughput int64
	}{{"2025-06-30", 16384, 16000, 1000}, {"2026-04-01", 65536, 80000, 2000}} {
		l := newLab(t, Config{Seed: 1})
		l.do(yard.CatalogueDateInput{Date: era.date})
		most := ec2.CreateVolumeInput{AvailabilityZone: "us-east-1a", VolumeType: "gp3", Size: era.gib, Iops: era.iops, Throughput: era.throughput}
		l.do(most)
		for _, over := range []func(*ec2.CreateVolumeInput){
			func(in *ec2.CreateVolumeInput) { in.Size++ }, func(in *ec2.CreateVolumeInput) { in.Iops++ }, func(in *ec2.CreateVolumeInput) { in.Throughput++ },
		} {
			in := most
			over(&in)
			l.refused(apierr.InvalidParameterValue, in)
		}
	}
	l := newLab(t, Config{Seed: 1, Start: unit.DateOf(2024, 1, 1)})
	l.refused(apierr.InvalidParameterValue, ec2.CreateVolumeInput{AvailabilityZone: "us-east-1a", VolumeType: "gp3", Size: 16385})
	l.do(yard.CatalogueDateInput{Date: "now"})
	l.refused(apierr.InvalidParameterValue, ec2.CreateVolumeInput{AvailabilityZone: "us-east-1a", VolumeType: "gp3", Size: 16385})
}

// What a modification does not name is kept, or is what AWS gives a new type.
func TestWhatAModificationKeeps(t *testing.T) {
	for _, c := range []struct {
		name                  string
		from                  ec2.CreateVolumeInput
		in                    ec2.ModifyVolumeInput
		gib, iops, throughput int64
	}{
		{"gp2 grows and earns more", ec2.CreateVolumeInput{Size: 100}, ec2.ModifyVolumeInput{Size: 500}, 500, 1500, 0},
		{"gp2 becomes gp3", ec2.CreateVolumeInput{Size: 100}, ec2.ModifyVolumeInput{VolumeType: "gp3"}, 100, 3000, 125},
		{"gp2 becomes io2", ec2.CreateVolumeInput{Size: 100}, ec2.ModifyVolumeInput{VolumeType: "io2"}, 100, 3000, 0},
		{"gp3 keeps what it was given", ec2.CreateVolumeInput{Size: 100, VolumeType: "gp3", Iops: 6000, Throughput: 300}, ec2.ModifyVolumeInput{Size: 200}, 200, 6000, 300},
		{"gp3 becomes st1", ec2.CreateVolumeInput{Size: 200, VolumeType: "gp3", Iops: 6000}, ec2.ModifyVolumeInput{VolumeType: "st1"}, 200, 0, 0},
	} {
		l := instantLab(t)
		c.from.AvailabilityZone = "us-east-1a"
		id := ask[ec2.VolumeDescription](l, c.from).VolumeID
		c.in.VolumeID = id
		l.do(c.in)
		v := l.volumeOf(id)
		require.Equal(t, []int64{c.gib, c.iops, c.throughput}, []int64{v.GiB, v.IOPS, v.Throughput}, c.name)
		require.Equal(t, int64(100), l.modification(id).Progress)
	}
}

// Growing a volume leaves its file system as it is, also through a snapshot; a boot grows the root's.
func TestAFileSystemGrowsOnRequest(t *testing.T) {
	l := instantLab(t)
	id, volume := l.launch("al2023", "t3.micro"), l.newVolume(8)
	l.attach(volume, id, "/dev/sdf")
	spans := func(device string) string {
		for _, f := range ask[guest.DfOutput](l, guest.DfInput{InstanceID: id}).FileSystems {
			if f.Device == device {
				return f.Size + " of " + f.Disk
			}
		}
		return ""
	}
	nineteen := guest.WriteInput{InstanceID: id, Path: "/mnt/sdf/big", Size: "19GiB"}
	l.do(ec2.ModifyVolumeInput{VolumeID: volume, Size: 20})
	require.Equal(t, "8GiB of 20GiB", spans("/dev/sdf"))
	l.refused(apierr.InvalidParameterValue, nineteen)
	x := l.snapshot(volume)
	l.do(guest.GrowFileSystemInput{InstanceID: id, Path: "/mnt/sdf"})
	require.Equal(t, "20GiB of 20GiB", spans("/dev/sdf"))
	l.do(nineteen)
	l.refused(apierr.IncorrectState, guest.GrowFileSystemInput{InstanceID: id, Path: "/mnt/sdf"})
	restored := ask[ec2.VolumeDescription](l, ec2.CreateVolumeInput{AvailabilityZone: "us-east-1a", SnapshotID: x, Size: 30}).VolumeID
	require.Equal(t, int64(8), l.volumeOf(restored).FileSystemGiB())

	root := l.rootOf(id)
	before := l.volumeOf(root).GiB
	l.do(ec2.ModifyVolumeInput{VolumeID: root, Size: 30})
	require.Equal(t, before, l.volumeOf(root).FileSystemGiB())
	l.do(ec2.RebootInstancesInput{InstanceIDs: one(id)})
	require.Equal(t, int64(30), l.volumeOf(root).FileSystemGiB())
	large := l.launch("al2023", "t3.micro", mapped("/dev/xvda", ec2.EbsBlockDevice{VolumeSize: 50}))
	require.Equal(t, int64(50), l.volumeOf(l.rootOf(large)).FileSystemGiB())
}

// Multi-Attach can be given to an io2 volume, and taken from it, while it is attached to nothing.
func TestMultiAttachIsChangedWhileAVolumeIsDetached(t *testing.T) {
	l := instantLab(t)
	id := l.launch("al2023", "t3.micro")
	volume := ask[ec2.VolumeDescription](l, ec2.CreateVolumeInput{AvailabilityZone: "us-east-1a", Size: 8, VolumeType: "io2", Iops: 100}).VolumeID
	set := func(on bool) ec2.ModifyVolumeInput {
		return ec2.ModifyVolumeInput{VolumeID: volume, MultiAttachEnabled: &on}
	}
	l.do(set(true))
	require.True(t, l.volumeOf(volume).MultiAttach)
	l.refused(apierr.InvalidParameterCombination, ec2.ModifyVolumeInput{VolumeID: volume, VolumeType: "gp3"})
	l.attach(volume, id, "/dev/sdf")
	l.refused(apierr.IncorrectState, set(false))
	l.do(ec2.ModifyVolumeInput{VolumeID: volume, Size: 9})
	l.do(ec2.DetachVolumeInput{VolumeID: volume})
	l.do(set(false))
	require.False(t, l.volumeOf(volume).MultiAttach)
	l.refused(apierr.InvalidParameterCombination, ec2.ModifyVolumeInput{VolumeID: l.newVolume(8), MultiAttachEnabled: pointer(true)})
	io1 := ask[ec2.VolumeDescription](l, ec2.CreateVolumeInput{AvailabilityZone: "us-east-1a", Size: 8, VolumeType: "io1", Iops: 100}).VolumeID
	l.refused(apierr.InvalidParameterValue, ec2.ModifyVolumeInput{VolumeID: io1, MultiAttachEnabled: pointer(true)})
}
