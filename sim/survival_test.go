package sim

import (
	"encoding/base64"
	"testing"

	"github.com/stretchr/testify/require"

	"blockyard/sim/apierr"
	"blockyard/sim/ec2"
	"blockyard/sim/guest"
	"blockyard/sim/unit"
)

// has reports whether one of an instance's disks holds a file.
func (l *lab) has(instance, path string) bool {
	for _, d := range ask[guest.ListOutput](l, guest.ListInput{Target: instance}).Disks {
		for _, f := range d.Files {
			if f.Path == path {
				return true
			}
		}
	}
	return false
}

// described returns an instance as DescribeInstances shows it.
func (l *lab) described(instance string) ec2.InstanceDescription {
	out := ask[ec2.DescribeInstancesOutput](l, ec2.DescribeInstancesInput{InstanceIDs: one(instance)})
	require.Len(l, out.Reservations, 1)
	return out.Reservations[0].Instances[0]
}

// write writes a file into the memory of an instance.
func (l *lab) write(instance, path string) {
	l.do(guest.WriteInput{InstanceID: instance, Path: path, Size: "1MiB"})
}

// furnished launches an instance with an EBS root, a data volume in its mapping
// (/dev/sdf), one attached later (/dev/sdg) and an instance-store disk (/dev/sdb),
// each with a file that is still in memory.
func furnished(l *lab) (instance string, paths []string) {
	instance = ask[ec2.Reservation](l, ec2.RunInstancesInput{
		ImageID: l.image("demo-ebs"), InstanceType: "demo.small", MinCount: 1, MaxCount: 1,
		UserData: base64.StdEncoding.EncodeToString([]byte("#!/bin/sh\nyum install -y httpd\nsudo systemctl enable --now httpd.service\n")),
		BlockDeviceMappings: []ec2.BlockDeviceMapping{
			mapped("/dev/sdf", ec2.EbsBlockDevice{VolumeSize: 8}),
			{DeviceName: "/dev/sdb", VirtualName: "ephemeral0"},
		},
	}).Instances[0].InstanceID
	l.pass(10 * unit.Minute)
	l.attach(l.newVolumeWhenReady(8), instance, "/dev/sdg")
	l.pass(unit.Minute)
	paths = []string{"/root.db", "/mnt/sdf/mapped.db", "/mnt/sdg/attached.db", "/mnt/sdb/scratch"}
	for _, path := range paths {
		l.write(instance, path)
	}
	return instance, paths
}

// newVolumeWhenReady is newVolume, and waits.
func (l *lab) newVolumeWhenReady(gib int64) string {
	id := l.newVolume(gib)
	l.pass(unit.Minute)
	return id
}

func TestARebootKeepsEverything(t *testing.T) {
	l := newLab(t, Config{Seed: 1})
	id, paths := furnished(l)
	before := l.described(id)
	l.do(ec2.RebootInstancesInput{InstanceIDs: one(id)})
	require.False(t, l.Guests().IsUp(0))
	l.pass(unit.Minute)
	require.True(t, l.Guests().IsUp(0))
	for _, path := range paths {
		require.True(t, l.has(id, path), path)
	}
	require.Equal(t, before, l.described(id), "addresses, launch time and state are as before")
}

func TestAStopErasesInstanceStoreAlone(t *testing.T) {
	l := newLab(t, Config{Seed: 1})
	id, paths := furnished(l)
	scripts := 0
	l.Listen(func(h Happening) {
		if _, ran := h.Event.(ec2.SoftwareChanged); ran {
			scripts++
		}
	})
	before := l.described(id)
	l.do(ec2.StopInstancesInput{InstanceIDs: one(id)})
	l.pass(unit.Minute)
	stopped := l.described(id)
	require.Empty(t, stopped.PublicIPAddress)
	require.Equal(t, "Client.UserInitiatedShutdown", stopped.StateReason.Code)
	require.Regexp(t, `^User initiated \(2026-04-01 \d\d:\d\d:\d\d GMT\)$`, stopped.StateTransitionReason)
	require.Len(t, stopped.BlockDeviceMappings, 3, "volumes stay attached")

	l.do(ec2.StartInstancesInput{InstanceIDs: one(id)})
	asked := l.Date(l.Now())
	l.pass(unit.Minute)
	after := l.described(id)
	require.Equal(t, before.PrivateIPAddress, after.PrivateIPAddress)
	require.NotEqual(t, before.PublicIPAddress, after.PublicIPAddress)
	require.Equal(t, asked, after.LaunchTime, "the launch time is that of the latest start call")
	require.Empty(t, after.StateTransitionReason)
	for _, path := range paths[:3] {
		require.True(t, l.has(id, path), path)
	}
	require.False(t, l.has(id, "/mnt/sdb/scratch"), "instance store survives no stop")
	require.Zero(t, scripts, "user data runs at the first boot only")
	require.Equal(t, "web", ask[guest.ServicesOutput](l, guest.ServicesInput{InstanceID: id}).Services[0].Name)
	require.Equal(t, "serving", ask[guest.ServicesOutput](l, guest.ServicesInput{InstanceID: id}).Services[0].Status)
}

func TestATerminationFollowsDeleteOnTermination(t *testing.T) {
	l := newLab(t, Config{Seed: 1})
	id, _ := furnished(l)
	root, data, attached := l.rootOf(id), l.volumeAt(id, "/dev/sdf"), l.volumeAt(id, "/dev/sdg")
	require.True(t, l.volumeOf(root).Attachments[0].DeleteOnTermination)
	require.True(t, l.volumeOf(data).Attachments[0].DeleteOnTermination, "the default of a mapping")
	require.False(t, l.volumeOf(attached).Attachments[0].DeleteOnTermination, "the default of AttachVolume")
	nic := l.described(id).NetworkInterfaces[0].NetworkInterfaceID
	l.do(ec2.TerminateInstancesInput{InstanceIDs: one(id)})
	require.Equal(t, "in-use", l.state(root), "volumes go when the instance is gone, not before")
	l.pass(unit.Minute)
	require.Equal(t, "terminated", l.state(id))
	require.Empty(t, l.state(root))
	require.Empty(t, l.state(data))
	require.Equal(t, "available", l.state(attached))
	_, kept := l.volumeOf(attached).Files.Find("attached.db")
	require.True(t, kept, "a termination shuts down cleanly")
	l.refused(apierr.InvalidNetworkInterfaceIDNotFound, ec2.DescribeNetworkInterfacesInput{NetworkInterfaceIDs: one(nic)})
	require.Empty(t, l.described(id).PrivateIPAddress)
	l.pass(unit.Hour)
	l.refused(apierr.InvalidInstanceIDNotFound, ec2.DescribeInstancesInput{InstanceIDs: one(id)})
}

func TestForceLosesWhatIsInMemory(t *testing.T) {
	for _, force := range []bool{false, true} {
		l := newLab(t, Config{Seed: 1})
		id, paths := furnished(l)
		l.do(ec2.StopInstancesInput{InstanceIDs: one(id), Force: force})
		l.pass(unit.Minute)
		for _, path := range paths[:3] {
			require.Equal(t, !force, l.has(id, path), "force %v: %s", force, path)
		}
	}
}

func TestAWriteReachesTheDiskInTime(t *testing.T) {
	l := newLab(t, Config{Seed: 1})
	id, _ := furnished(l)
	early := l.snapshot(l.rootOf(id))
	l.pass(29 * unit.Second)
	require.Len(t, l.Guests().Dirty(0), 4)
	l.pass(unit.Second)
	require.Empty(t, l.Guests().Dirty(0), "the kernel has written it back")
	late := l.snapshot(l.rootOf(id))
	_, inEarly := l.snapshotOf(early).Files.Find("root.db")
	_, inLate := l.snapshotOf(late).Files.Find("root.db")
	require.False(t, inEarly, "what is in memory is not in a snapshot")
	require.True(t, inLate)
}

func TestADetachWritesBackUnlessForced(t *testing.T) {
	for _, force := range []bool{false, true} {
		l := newLab(t, Config{Seed: 1})
		id, _ := furnished(l)
		volume, other := l.volumeAt(id, "/dev/sdg"), l.newVolume(8)
		l.do(ec2.DetachVolumeInput{VolumeID: volume, Force: force})
		l.refused(apierr.InvalidParameterValue, guest.WriteInput{InstanceID: id, Path: "/mnt/sdg/late", Size: "1MiB"})
		l.pass(10 * unit.Second)
		l.attach(other, id, "/dev/sdg")
		l.refused(apierr.InvalidParameterValue, guest.WriteInput{InstanceID: id, Path: "/mnt/sdg/early", Size: "1MiB"})
		l.pass(unit.Minute)
		_, kept := l.volumeOf(volume).Files.Find("attached.db")
		require.Equal(t, !force, kept)
		require.Empty(t, l.volumeOf(other).Files.All(), "what was meant for one volume must not reach the next one at its device")
		l.write(id, "/mnt/sdg/now")
	}
}

func TestImagesAreCleanUnlessThereIsNoReboot(t *testing.T) {
	for _, noReboot := range []bool{false, true} {
		l := newLab(t, Config{Seed: 1})
		id, paths := furnished(l)
		image := ask[ec2.ImageIDOutput](l, ec2.CreateImageInput{InstanceID: id, Name: "copy", NoReboot: noReboot}).ImageID
		require.Equal(t, noReboot, l.Guests().IsUp(0), "the instance is rebooted")
		require.Equal(t, ec2.InstanceRunning, l.instanceOf(id).State)
		l.refused(apierr.InvalidAMIIDUnavailable, ec2.RunInstancesInput{ImageID: image, InstanceType: "demo.small", MinCount: 1, MaxCount: 1})
		l.pass(10 * unit.Minute)

		copied := ask[ec2.Reservation](l, ec2.RunInstancesInput{ImageID: image, InstanceType: "demo.small", MinCount: 1, MaxCount: 1}).Instances[0].InstanceID
		l.pass(unit.Minute)
		for _, path := range paths[:3] {
			require.Equal(t, !noReboot, l.has(copied, path), "%v %s", noReboot, path)
		}
		require.False(t, l.has(copied, "/mnt/sdb/scratch"), "an image has no instance-store data")
		require.Len(t, l.instanceOf(copied).Disks, 1, "but it maps the disk")
		require.Equal(t, "web", l.instanceOf(copied).Software[0].Name, "what is installed travels with the image")
		require.False(t, l.volumeOf(l.volumeAt(copied, "/dev/sdg")).Attachments[0].DeleteOnTermination, "and each volume's DeleteOnTermination")
	}
}

func TestASnapshotIsFixedWhenTheCallReturns(t *testing.T) {
	l := newLab(t, Config{Seed: 1})
	id, _ := furnished(l)
	l.do(guest.FlushInput{InstanceID: id})
	volume := l.volumeAt(id, "/dev/sdg")
	x := l.snapshot(volume)
	at, _ := l.volumeOf(volume).Files.Find("attached.db")
	l.do(guest.WriteInput{InstanceID: id, Path: "/mnt/sdg/attached.db", Size: "3MiB", Flush: true})
	require.Equal(t, "pending", l.state(x))
	l.refused(apierr.IncorrectState, ec2.CreateVolumeInput{AvailabilityZone: "us-east-1b", SnapshotID: x})
	l.do(ec2.DetachVolumeInput{VolumeID: volume})
	l.pass(5 * unit.Second)
	l.do(ec2.DeleteVolumeInput{VolumeID: volume})
	l.pass(10 * unit.Minute)
	restored := ask[ec2.VolumeDescription](l, ec2.CreateVolumeInput{AvailabilityZone: "us-east-1b", SnapshotID: x})
	found, ok := l.volumeOf(restored.VolumeID).Files.Find("attached.db")
	require.True(t, ok)
	require.Equal(t, at, found)
	require.Equal(t, int64(8), restored.Size)
}

// A workload that appends to a file that is being written anew must not make the kernel keep the old blocks.
func TestAnAppendToANewVersionWritesItWhole(t *testing.T) {
	l := newLab(t, Config{Seed: 1})
	id, _ := furnished(l)
	path := "/mnt/sdg/log"
	l.do(guest.WriteInput{InstanceID: id, Path: path, Size: "4MiB", Flush: true})
	volume := l.volumeOf(l.volumeAt(id, "/dev/sdg"))
	f, _ := volume.Files.Find("log")
	l.snapshot(l.volumeAt(id, "/dev/sdg"))
	l.do(guest.WorkloadInput{InstanceID: id, Path: path, Every: "5s"})
	l.do(guest.WriteInput{InstanceID: id, Path: path, Size: "4MiB"})
	l.pass(5 * unit.Second)
	volume = l.volumeOf(l.volumeAt(id, "/dev/sdg"))
	g, _ := volume.Files.Find("log")
	require.Equal(t, f.Size+512*unit.KiB, g.Size)
	require.Equal(t, uint32(1), g.Records)
	require.EqualValues(t, 9, l.Cloud().Blocks().Written(volume.Block), "the eight blocks of the new version, and the record")
}
