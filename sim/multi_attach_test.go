package sim

import (
	"testing"

	"github.com/stretchr/testify/require"

	"blockyard/sim/apierr"
	"blockyard/sim/ec2"
	"blockyard/sim/guest"
	"blockyard/sim/unit"
)

// twoGuests returns two instances with one volume mounted by both.
func twoGuests(t *testing.T) (l *lab, volume, first, second string) {
	l = newLab(t, Config{Seed: 4})
	first, second = l.launch("al2023", "t3.micro"), l.launch("al2023", "t3.micro")
	volume = l.newShared()
	l.pass(10 * unit.Minute)
	l.attach(volume, first, "/dev/sdf")
	l.pass(unit.Second)
	l.attach(volume, second, "/dev/sdg")
	l.pass(unit.Minute)
	return l, volume, first, second
}

// save writes a file through to the disk.
func (l *lab) save(instance, path, size string) {
	l.do(guest.WriteInput{InstanceID: instance, Path: path, Size: size, Flush: true})
}

func TestSixteenInstancesShareAVolume(t *testing.T) {
	l := newLab(t, Config{Seed: 4})
	volume := l.newShared()
	var ids []string
	for range 17 {
		ids = append(ids, l.launch("al2023", "t3.micro"))
	}
	old, far := l.launch("demo-ebs", "m3.medium"), ask[ec2.Reservation](l, ec2.RunInstancesInput{
		ImageID: l.image("al2023"), InstanceType: "t3.micro", MinCount: 1, MaxCount: 1, Placement: &ec2.Placement{AvailabilityZone: "us-east-1b"},
	}).Instances[0].InstanceID
	l.pass(10 * unit.Minute)
	at := func(instance, device string) ec2.AttachVolumeInput {
		return ec2.AttachVolumeInput{Device: device, InstanceID: instance, VolumeID: volume}
	}
	l.refused(apierr.UnsupportedOperation, at(old, "/dev/sdf"))
	l.refused(apierr.InvalidVolumeZoneMismatch, at(far, "/dev/sdf"))
	for _, id := range ids[:16] {
		l.do(at(id, "/dev/sdf"))
	}
	l.refused(apierr.AttachmentLimitExceeded, at(ids[16], "/dev/sdf"))
	l.refused(apierr.VolumeInUse, at(ids[0], "/dev/sdg"))
	l.pass(unit.Minute)
	for _, a := range l.volumeOf(volume).Attachments {
		require.Equal(t, ec2.Attached, a.State, "each attachment takes its own time")
	}
	l.refused(apierr.MissingParameter, ec2.DetachVolumeInput{VolumeID: volume})
	for n, id := range ids[:16] {
		require.Equal(t, "in-use", l.state(volume))
		l.do(ec2.DetachVolumeInput{VolumeID: volume, InstanceID: id})
		if n%2 == 0 {
			l.pass(unit.Minute)
		}
	}
	l.pass(unit.Minute)
	require.Equal(t, "available", l.state(volume))
}

// The last instance decides what becomes of the volume.
func TestASharedVolumeGoesWithTheLastOfItsInstances(t *testing.T) {
	l, volume, first, second := twoGuests(t)
	for id, device := range map[string]string{first: "/dev/sdf", second: "/dev/sdg"} {
		l.do(ec2.ModifyInstanceAttributeInput{InstanceID: id, BlockDeviceMappings: []ec2.InstanceDevice{{DeviceName: device, Ebs: &ec2.InstanceDeviceEbs{DeleteOnTermination: pointer(true)}}}})
	}
	l.do(ec2.TerminateInstancesInput{InstanceIDs: one(first)})
	l.pass(10 * unit.Minute)
	require.Equal(t, "in-use", l.state(volume))
	l.do(ec2.TerminateInstancesInput{InstanceIDs: one(second)})
	l.pass(10 * unit.Minute)
	require.Empty(t, l.state(volume))
}

// findings returns what fsck finds of each file: by whom it is seen, and how many of its blocks are stale.
func (l *lab) findings(volume string) map[string]int64 {
	out := map[string]int64{}
	for _, f := range ask[guest.FsckOutput](l, guest.FsckInput{VolumeID: volume}).Files {
		out[f.SeenBy+" "+f.Path] = f.Stale
		if !f.Listed {
			out[f.SeenBy+" "+f.Path+" lost"] = f.Stale
		}
	}
	return out
}

// Two guests give the same blocks to two files, and the table of the last one to write is what the disk has.
func TestTwoGuestsWithoutAClusterFileSystemLoseData(t *testing.T) {
	l, volume, first, second := twoGuests(t)
	l.save(first, "/mnt/sdf/a.db", "3MiB")
	require.Equal(t, map[string]int64{"disk a.db": 0, first + " a.db": 0}, l.findings(volume))
	l.save(second, "/mnt/sdg/b.db", "2MiB") // over the first four of a.db's six blocks
	require.Equal(t, map[string]int64{
		"disk b.db": 0, first + " a.db": 4, first + " a.db lost": 4, second + " b.db": 0,
	}, l.findings(volume))
	l.save(first, "/mnt/sdf/c.db", "1MiB") // the first guest's table comes back, the blocks do not
	require.Equal(t, map[string]int64{
		"disk a.db": 4, "disk c.db": 0, first + " a.db": 4, first + " c.db": 0, second + " b.db": 0, second + " b.db lost": 0,
	}, l.findings(volume))
	x := l.snapshot(volume)
	l.pass(10 * unit.Minute)
	restored := ask[ec2.VolumeDescription](l, ec2.CreateVolumeInput{AvailabilityZone: "us-east-1a", SnapshotID: x}).VolumeID
	require.Equal(t, map[string]int64{"disk a.db": 4, "disk c.db": 0}, l.findings(restored), "the damage is in the snapshot, too")
	l.do(ec2.RebootInstancesInput{InstanceIDs: one(second)})
	l.pass(10 * unit.Minute)
	require.Equal(t, int64(4), l.findings(volume)[second+" a.db"], "after a reboot the second guest knows what the disk has")
	require.Equal(t, "damaged", ask[guest.FsckOutput](l, guest.FsckInput{VolumeID: volume}).Status)
}

// One guest that reads what another one has written anew has the old version.
func TestAGuestKeepsAStaleVersion(t *testing.T) {
	l, volume, first, second := twoGuests(t)
	l.save(first, "/mnt/sdf/a.db", "1MiB")
	l.do(ec2.DetachVolumeInput{VolumeID: volume, InstanceID: second})
	l.pass(unit.Minute)
	l.attach(volume, second, "/dev/sdg")
	l.pass(unit.Minute)
	require.Zero(t, l.findings(volume)[second+" a.db"], "a fresh mount knows all")
	l.save(first, "/mnt/sdf/a.db", "1MiB")
	require.Equal(t, int64(2), l.findings(volume)[second+" a.db"])
	require.Zero(t, l.findings(volume)[first+" a.db"])
}

// A guest that alone has a volume finds all as it left it.
func TestOneGuestAtATimeLosesNothing(t *testing.T) {
	l, volume, first, second := twoGuests(t)
	for n, id := range []string{first, second, first} {
		l.do(ec2.StopInstancesInput{InstanceIDs: []string{first, second}})
		l.pass(10 * unit.Minute)
		l.do(ec2.StartInstancesInput{InstanceIDs: one(id)})
		l.pass(10 * unit.Minute)
		device := map[string]string{first: "/mnt/sdf/", second: "/mnt/sdg/"}[id]
		l.save(id, device+string(rune('a'+n)), "1MiB")
		l.save(id, device+"a", "2MiB")
	}
	require.Equal(t, "clean", ask[guest.FsckOutput](l, guest.FsckInput{VolumeID: volume}).Status)
	require.Len(t, l.volumeOf(volume).Files.All(), 3)
}
