package sim

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"blockyard/sim/apierr"
	"blockyard/sim/block"
	"blockyard/sim/ec2"
	"blockyard/sim/guest"
	"blockyard/sim/unit"
	"blockyard/sim/yard"
)

func TestAWorkloadRunsWhileItsInstanceDoes(t *testing.T) {
	l := newLab(t, Config{Seed: 1})
	id := l.launch("demo-ebs", "demo.small", mapped("/dev/sdf", ec2.EbsBlockDevice{VolumeSize: 1}))
	l.pass(unit.Minute)
	l.do(guest.WorkloadInput{InstanceID: id, Path: "/mnt/sdf/orders.db", Every: "10m"})
	l.pass(unit.Hour)
	l.do(ec2.StopInstancesInput{InstanceIDs: one(id)})
	l.pass(unit.Hour)
	l.do(ec2.StartInstancesInput{InstanceIDs: one(id)})
	l.pass(30 * unit.Minute)
	w := l.Guests().Workloads().At(0)
	require.Equal(t, []uint32{9, 0}, []uint32{w.Records, w.Lost}, "nothing is written, or lost, while it is stopped")
	volume := l.volumeOf(l.volumeAt(id, "/dev/sdf"))
	f, _ := volume.Files.Find("orders.db")
	require.Equal(t, []any{9 * unit.Bytes(block.Size), uint32(9), uint32(9)}, []any{f.Size, f.Records, f.Version})
	require.EqualValues(t, 9, l.Cloud().Blocks().Written(volume.Block), "each record is one block")

	l.do(ec2.DetachVolumeInput{VolumeID: l.volumeAt(id, "/dev/sdf")})
	l.pass(30 * unit.Minute)
	require.EqualValues(t, 3, l.Guests().Workloads().At(0).Lost, "its disk is away")
	l.do(guest.WorkloadInput{InstanceID: id, Path: "root.db", Every: "1s"})
	l.refused(apierr.InvalidParameterValue, guest.WorkloadInput{InstanceID: id, Path: "other.db", Stop: true})
	l.do(guest.WorkloadInput{InstanceID: id, Path: "root.db", Stop: true})
	l.refused(apierr.InvalidParameterValue, guest.WorkloadInput{InstanceID: id, Path: "root.db", Stop: true})
	l.refused(apierr.InvalidParameterValue, guest.WorkloadInput{InstanceID: id, Path: "root.db", Every: "999ms"})
	l.do(ec2.TerminateInstancesInput{InstanceIDs: one(id)})
	l.pass(unit.Hour)
	require.True(t, l.Guests().Workloads().At(0).Stopped)
	require.Zero(t, l.Guests().Workloads().At(1).Records)
}

func TestAFullDiskTakesNoMore(t *testing.T) {
	l := newLab(t, Config{Seed: 1})
	id := l.launch("demo-ebs", "demo.small", mapped("/dev/sdf", ec2.EbsBlockDevice{VolumeSize: 1}))
	l.pass(unit.Minute)
	write := func(name, size string) guest.WriteInput {
		return guest.WriteInput{InstanceID: id, Path: "/mnt/sdf/" + name, Size: size}
	}
	l.do(write("a", "600MiB"))
	l.refused(apierr.InvalidParameterValue, write("b", "600MiB")) // both are in memory, but only one has room
	l.do(write("a", "700MiB"))
	l.do(write("b", "300MiB"))
	l.do(guest.FlushInput{InstanceID: id})
	l.do(write("a", "1MiB"))
	l.do(write("b", "324MiB"))
	l.refused(apierr.InvalidParameterValue, write("b", "325MiB"))
	l.refused(apierr.InvalidParameterValue, write("c", "64TiB"))
	l.pass(unit.Minute)
	checkInvariants(t, l.World)
	require.EqualValues(t, 2048, l.Cloud().Blocks().Total(l.volumeOf(l.volumeAt(id, "/dev/sdf")).Block))
	l.do(guest.WorkloadInput{InstanceID: id, Path: "/mnt/sdf/log", Every: "1m"})
	l.pass(3 * unit.Minute)
	require.EqualValues(t, 3, l.Guests().Workloads().At(0).Lost)
}

func TestLsShowsWhatIsStillInMemory(t *testing.T) {
	l := newLab(t, Config{Seed: 1})
	id := l.launch("demo-ebs", "demo.small", mapped("/dev/sdf", ec2.EbsBlockDevice{VolumeSize: 1}))
	l.refused(apierr.IncorrectInstanceState, guest.WriteInput{InstanceID: id, Path: "early", Size: "1B"})
	l.pass(20 * unit.Second)
	starting := l.refused(apierr.IncorrectInstanceState, guest.WriteInput{InstanceID: id, Path: "early", Size: "1B"})
	require.Equal(t, "An instance is running a little before its software is: let a minute pass.", starting.Why)
	l.pass(unit.Minute)
	l.writes(id, "/mnt/sdf/old", "1MiB")
	l.do(guest.WriteInput{InstanceID: id, Path: "/mnt/sdf/old", Size: "2MiB"})
	l.do(guest.WriteInput{InstanceID: id, Path: "/mnt/sdf/new", Size: "3MiB"})
	volume := l.volumeAt(id, "/dev/sdf")
	disks := ask[guest.ListOutput](l, guest.ListInput{Target: id}).Disks
	require.Equal(t, []string{"/", "/mnt/sdf/"}, []string{disks[0].MountPoint, disks[1].MountPoint})
	require.Equal(t, volume, disks[1].ID)
	old, fresh := disks[1].Files[0], disks[1].Files[1]
	require.Equal(t, []any{"/mnt/sdf/old", "2MiB", int64(1), false, int64(2)}, []any{old.Path, old.Size, old.Version, old.Flushed, old.Blocks})
	require.Equal(t, []any{"/mnt/sdf/new", "3MiB", int64(0), false, int64(0)}, []any{fresh.Path, fresh.Size, fresh.Version, fresh.Flushed, fresh.Blocks})
	onDisk := ask[guest.ListOutput](l, guest.ListInput{Target: volume}).Disks[0]
	require.Len(t, onDisk.Files, 1, "the volume alone has what is on it")
	require.Equal(t, []any{"old", "1MiB", true}, []any{onDisk.Files[0].Path, onDisk.Files[0].Size, onDisk.Files[0].Flushed})
	for _, path := range []string{"", "a b", "a/../b", "./a", "/mnt/sdf/", "/mnt/sdz/a", "x//y", strings.Repeat("x", 256), "/"} {
		l.refused(apierr.InvalidParameterValue, guest.WriteInput{InstanceID: id, Path: path, Size: "1B"})
	}
}

func TestSchedulesAreRefusedForGoodReasons(t *testing.T) {
	l := newLab(t, Config{Seed: 1})
	store := l.launch("amzn-s3", "m3.medium")
	l.refused(apierr.UnsupportedOperation, yard.ScheduleInput{InstanceID: store, Daily: "09:00-13:00"})
	id := l.launch("demo-ebs", "demo.small")
	l.refused(apierr.MissingParameter, yard.ScheduleInput{InstanceID: id})
	for _, daily := range []string{"9-13", "09:00-09:00", "09:00-24:01", "24:00-00:00", "09:00_13:00"} {
		l.refused(apierr.InvalidParameterValue, yard.ScheduleInput{InstanceID: id, Daily: daily})
	}
	l.do(yard.ScheduleInput{InstanceID: id, Daily: "09:00-13:00"})
	l.do(yard.ScheduleInput{InstanceID: id, Daily: "10:00-11:00"})
	s, ok := l.Yard().Of(0 + l.ref(id).Index)
	require.True(t, ok)
	require.Equal(t, "10:00-11:00", s.String())
	l.pass(10*unit.Hour - unit.Minute)
	require.Equal(t, "stopped", l.state(id))
	l.pass(30 * unit.Minute)
	require.Equal(t, "running", l.state(id))
	l.do(yard.ScheduleInput{InstanceID: id, Off: true})
	l.pass(unit.Day)
	require.Equal(t, "running", l.state(id))
	_, ok = l.Yard().Of(l.ref(id).Index)
	require.False(t, ok)
}

func TestFixedIDs(t *testing.T) {
	l := newLab(t, Config{Seed: 1})
	volume, next := l.newVolume(1), l.Fork()
	const fixed = "vol-0aaaaaaaaaaaaaaa1"
	l.do(yard.FixIDInput{Target: volume, ID: fixed})
	l.pass(unit.Minute)
	require.Equal(t, fixed, l.Cloud().ID(l.ref(fixed)))
	l.refused(apierr.InvalidParameterValue, yard.FixIDInput{Target: fixed, ID: "vol-xyz"})
	l.refused(apierr.InvalidParameterValue, yard.FixIDInput{Target: fixed, ID: "i-12345678"})
	ahead := &lab{t, next, l.caller}
	l.refused(apierr.InvalidParameterValue, yard.FixIDInput{Target: fixed, ID: ahead.newVolume(1)}) // the next volume will have it
	other := l.newVolume(1)
	l.refused(apierr.InvalidParameterValue, yard.FixIDInput{Target: other, ID: fixed})
	l.do(ec2.DeleteVolumeInput{VolumeID: fixed})
}

// The images that client test suites know by id are in every region.
func TestWellKnownImagesAreEverywhere(t *testing.T) {
	l := newLab(t, Config{Seed: 1})
	for _, region := range []string{"us-east-1", "eu-west-1", "sa-east-1"} {
		l.move(region)
		for id, platform := range map[string]string{"ami-12c6146b": "windows", "ami-03cf127a": ""} {
			images := ask[ec2.DescribeImagesOutput](l, ec2.DescribeImagesInput{ImageIDs: one(id)}).Images
			require.Len(t, images, 1)
			require.Equal(t, []any{platform, "/dev/sda1", int64(8), true}, []any{images[0].Platform, images[0].RootDeviceName, images[0].BlockDeviceMappings[0].Ebs.VolumeSize, images[0].Public})
			l.do(ec2.RunInstancesInput{ImageID: id, InstanceType: "t3.micro", MinCount: 1, MaxCount: 1})
		}
		_, err := l.Caller(ec2.DefaultAccount, "ap-east-1")
		require.ErrorContains(t, err, "there is no region")
	}
}
