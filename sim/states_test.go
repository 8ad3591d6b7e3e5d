package sim

import (
	"testing"

	"github.com/stretchr/testify/require"

	"blockyard/sim/apierr"
	"blockyard/sim/catalog"
	"blockyard/sim/ec2"
	"blockyard/sim/unit"
)

// volumeIn returns a lab with an instance and a volume in a state.
func volumeIn(t *testing.T, state string) (l *lab, volume, instance string) {
	l = newLab(t, Config{Seed: 2})
	instance = l.launch("al2023", "t3.micro")
	l.pass(unit.Minute)
	volume = l.newVolume(8)
	switch state {
	case "creating":
		return l, volume, instance
	case "available":
		l.pass(unit.Minute)
	case "attaching", "in-use", "detaching":
		l.pass(unit.Minute)
		l.attach(volume, instance, "/dev/sdf")
	case "deleting", "":
		l.pass(unit.Minute)
		l.do(ec2.DeleteVolumeInput{VolumeID: volume})
	}
	switch state {
	case "in-use", "":
		l.pass(unit.Minute)
	case "detaching":
		l.pass(unit.Minute)
		l.do(ec2.DetachVolumeInput{VolumeID: volume})
	}
	return l, volume, instance
}

// For each state of a volume and of its attachment: what each call answers. "" means that it is carried out.
func TestEachCallInEachStateOfAVolume(t *testing.T) {
	attach := func(volume, instance string) any {
		return ec2.AttachVolumeInput{Device: "/dev/sdg", InstanceID: instance, VolumeID: volume}
	}
	detach := func(volume, _ string) any { return ec2.DetachVolumeInput{VolumeID: volume} }
	remove := func(volume, _ string) any { return ec2.DeleteVolumeInput{VolumeID: volume} }
	snap := func(volume, _ string) any { return ec2.CreateSnapshotInput{VolumeID: volume} }
	for _, c := range []struct {
		state                        string
		attach, detach, remove, snap apierr.Code
	}{
		{"creating", apierr.IncorrectState, apierr.IncorrectState, apierr.IncorrectState, apierr.IncorrectState},
		{"available", "", apierr.IncorrectState, "", ""},
		{"attaching", apierr.VolumeInUse, "", apierr.VolumeInUse, ""},
		{"in-use", apierr.VolumeInUse, "", apierr.VolumeInUse, ""},
		{"detaching", apierr.VolumeInUse, apierr.IncorrectState, apierr.VolumeInUse, ""},
		{"deleting", apierr.IncorrectState, apierr.IncorrectState, apierr.IncorrectState, apierr.IncorrectState},
		{"", apierr.InvalidVolumeNotFound, apierr.InvalidVolumeNotFound, apierr.InvalidVolumeNotFound, apierr.InvalidVolumeNotFound},
	} {
		for _, try := range []struct {
			in   func(volume, instance string) any
			code apierr.Code
		}{{attach, c.attach}, {detach, c.detach}, {remove, c.remove}, {snap, c.snap}} {
			l, volume, instance := volumeIn(t, c.state)
			if try.code != "" {
				l.refused(try.code, try.in(volume, instance))
				continue
			}
			l.do(try.in(volume, instance))
		}
	}
}

func TestVolumesAttachToRunningAndStoppedInstances(t *testing.T) {
	for _, state := range append(ec2.InstanceLifecycle.States(), ec2.NoInstance) {
		l, id := instanceIn(t, state, "al2023", "t3.micro")
		volume := l.newVolumeWhenReadyIn(state)
		in := ec2.AttachVolumeInput{Device: "/dev/sdf", InstanceID: id, VolumeID: volume}
		switch state {
		case ec2.InstanceRunning, ec2.InstanceStopped:
			l.do(in)
			require.Equal(t, "in-use", l.state(volume), "attaching is already in use")
			l.pass(unit.Minute)
			require.Equal(t, ec2.Attached, l.volumeOf(volume).Attachments[0].State)
		case ec2.NoInstance:
			l.refused(apierr.InvalidInstanceIDNotFound, in)
		case ec2.InstancePending, ec2.InstanceStopping, ec2.InstanceShuttingDown, ec2.InstanceTerminated:
			l.refused(apierr.IncorrectState, in)
		}
	}
}

// newVolumeWhenReadyIn makes a volume in no time, so that an instance stays in its state.
func (l *lab) newVolumeWhenReadyIn(state ec2.InstanceState) string {
	before := l.Config().Timing
	l.SetTiming(catalog.None)
	id := l.newVolume(8)
	l.SetTiming(before)
	require.Equal(l, state, l.Cloud().Instances().At(0).State)
	return id
}

func TestAttachmentsAreRefusedForGoodReasons(t *testing.T) {
	l := newLab(t, Config{Seed: 2})
	id := l.launch("demo-ebs", "demo.small", ec2.BlockDeviceMapping{DeviceName: "/dev/sdb", VirtualName: "ephemeral0"})
	elsewhere := ask[ec2.VolumeDescription](l, ec2.CreateVolumeInput{AvailabilityZone: "us-east-1b", Size: 1}).VolumeID
	volume := l.newVolume(1)
	l.pass(unit.Minute)
	at := func(volume, device string) ec2.AttachVolumeInput {
		return ec2.AttachVolumeInput{Device: device, InstanceID: id, VolumeID: volume}
	}
	l.refused(apierr.InvalidVolumeZoneMismatch, at(elsewhere, "/dev/sdf"))
	l.refused(apierr.InvalidParameterValue, at(volume, "/dev/xvda")) // the root is there
	l.refused(apierr.InvalidParameterValue, at(volume, "/dev/sdb"))  // instance store is there
	l.refused(apierr.InvalidParameterValue, at(volume, "sdf"))
	l.refused(apierr.InvalidVolumeNotFound, at("vol-0123456789abcdef0", "/dev/sdf"))
	l.refused(apierr.InvalidInstanceIDNotFound, ec2.AttachVolumeInput{Device: "/dev/sdf", InstanceID: "i-1234abcd", VolumeID: volume})
	l.refused(apierr.OperationNotPermitted, ec2.DetachVolumeInput{VolumeID: l.rootOf(id)})
	l.refused(apierr.InvalidInstanceIDNotFound, ec2.DetachVolumeInput{VolumeID: volume, InstanceID: "i-1234abcd"})
	l.refused(apierr.InvalidAttachmentNotFound, ec2.DetachVolumeInput{VolumeID: volume, InstanceID: id, Device: "/dev/sdf"})
	l.attach(volume, id, "/dev/sdf")
	wrong := l.refused(apierr.InvalidAttachmentNotFound, ec2.DetachVolumeInput{VolumeID: volume, Device: "/dev/sdg"})
	require.Equal(t, "The volume "+volume+" is not attached to instance "+id+" as device /dev/sdg", wrong.Message)
	for n := range 26 { // with root and /dev/sdf the type's limit of 28 is reached
		l.do(at(l.newVolumeWhenReady(1), "/dev/xvdb"+string(rune('a'+n))))
	}
	l.refused(apierr.AttachmentLimitExceeded, at(l.newVolumeWhenReady(1), "/dev/sdz"))
}

// An instance without its root volume cannot start, and nothing can be made of it.
func TestARootThatIsAwayStopsTheStart(t *testing.T) {
	l := newLab(t, Config{Seed: 2})
	id := l.launch("al2023", "t3.micro")
	l.pass(unit.Minute)
	root := l.rootOf(id)
	l.do(ec2.StopInstancesInput{InstanceIDs: one(id)})
	l.pass(unit.Minute)
	l.do(ec2.DetachVolumeInput{VolumeID: root})
	l.refused(apierr.InvalidParameterValue, ec2.StartInstancesInput{InstanceIDs: one(id)}) // it is on its way off
	l.pass(unit.Minute)
	l.refused(apierr.InvalidParameterValue, ec2.StartInstancesInput{InstanceIDs: one(id)})
	l.refused(apierr.InvalidParameterValue, ec2.CreateImageInput{InstanceID: id, Name: "rootless"})
	l.attach(root, id, "/dev/xvda")
	l.do(ec2.StartInstancesInput{InstanceIDs: one(id)})
	l.pass(unit.Minute)
	require.True(t, l.Guests().IsUp(0))
}

func TestEachCallInEachStateOfASnapshot(t *testing.T) {
	l, volume, _ := volumeIn(t, "available")
	x := l.snapshot(volume)
	from := ec2.CreateVolumeInput{AvailabilityZone: "us-east-1a", SnapshotID: x}
	l.refused(apierr.SnapshotCreationPerVolumeRateExceeded, ec2.CreateSnapshotInput{VolumeID: volume})
	l.refused(apierr.IncorrectState, from)
	l.do(ec2.DeleteSnapshotInput{SnapshotID: x})
	require.Equal(t, "pending", l.state(x), "the deletion takes effect after completion")
	l.pass(unit.Minute)
	require.Empty(t, l.state(x))
	l.refused(apierr.InvalidSnapshotNotFound, from)
	l.refused(apierr.InvalidSnapshotNotFound, ec2.DeleteSnapshotInput{SnapshotID: x})
	y := l.snapshot(volume)
	l.pass(unit.Minute)
	require.Equal(t, "completed", l.state(y))
	l.do(ec2.CreateVolumeInput{AvailabilityZone: "us-east-1a", SnapshotID: y})
	l.do(ec2.DeleteSnapshotInput{SnapshotID: y}) // a volume made of it does not hold it
	require.Empty(t, l.state(y))
}

func TestEachCallInEachStateOfAnImage(t *testing.T) {
	l, _, instance := volumeIn(t, "in-use")
	launch := func(image string) any {
		return ec2.RunInstancesInput{ImageID: image, InstanceType: "t3.micro", MinCount: 1, MaxCount: 1}
	}
	image := ask[ec2.ImageIDOutput](l, ec2.CreateImageInput{InstanceID: instance, Name: "mine"}).ImageID
	l.refused(apierr.InvalidAMIIDUnavailable, launch(image))
	l.refused(apierr.InvalidAMINameDuplicate, ec2.CreateImageInput{InstanceID: instance, Name: "mine"})
	l.pass(10 * unit.Minute)
	m := l.Cloud().Images().At(l.ref(image).Index)
	require.Len(t, m.Mappings, 2)
	snapshot := l.Cloud().ID(ec2.Ref{Kind: ec2.KindSnapshot, Index: m.Mappings[0].Snapshot})
	inUse := l.refused(apierr.InvalidSnapshotInUse, ec2.DeleteSnapshotInput{SnapshotID: snapshot})
	require.Equal(t, "The snapshot "+snapshot+" is currently in use by "+image, inUse.Message)
	require.Equal(t, "Created by CreateImage("+instance+") for "+image, l.snapshotOf(snapshot).Description)
	l.do(launch(image))
	l.do(ec2.DeregisterImageInput{ImageID: image})
	l.refused(apierr.InvalidAMIIDUnavailable, ec2.DeregisterImageInput{ImageID: image})
	l.refused(apierr.InvalidAMIIDUnavailable, launch(image))
	require.Equal(t, "completed", l.state(snapshot), "its snapshots stay")
	l.do(ec2.DeleteSnapshotInput{SnapshotID: snapshot})
	l.refused(apierr.AuthFailure, ec2.DeregisterImageInput{ImageID: l.image("al2023")})
	l.refused(apierr.UnsupportedOperation, ec2.CreateImageInput{InstanceID: l.launch("amzn-s3", "m3.medium"), Name: "bundle"})
}

func TestDeregisteringWithSnapshotsSparesThoseOfOtherImages(t *testing.T) {
	l, volume, _ := volumeIn(t, "available")
	x, register := l.snapshot(volume), ec2.RegisterImageInput{RootDeviceName: "/dev/sda1", Name: "first"}
	l.pass(unit.Minute)
	register.BlockDeviceMappings = []ec2.BlockDeviceMapping{
		mapped("/dev/sda1", ec2.EbsBlockDevice{SnapshotID: x}), mapped("/dev/sdf", ec2.EbsBlockDevice{SnapshotID: x}),
	}
	first := ask[ec2.ImageIDOutput](l, register).ImageID
	register.Name = "second"
	second := ask[ec2.ImageIDOutput](l, register).ImageID
	l.pass(unit.Minute)
	drop := func(image string) []ec2.DeleteSnapshotResult {
		in := ec2.DeregisterImageInput{ImageID: image, DeleteAssociatedSnapshots: true}
		return ask[ec2.DeregisterImageOutput](l, in).DeleteSnapshotResults
	}
	require.Equal(t, []ec2.DeleteSnapshotResult{{SnapshotID: x, ReturnCode: "skipped"}}, drop(first))
	require.Equal(t, []ec2.DeleteSnapshotResult{{SnapshotID: x, ReturnCode: "success"}}, drop(second))
	require.Empty(t, l.state(x))
}

// What overtakes a transition makes its wake-up stale: nothing ends early.
func TestOvertakenTransitionsTakeTheirTime(t *testing.T) {
	l := newLab(t, Config{Seed: 2})
	id, volume := l.launch("al2023", "t3.micro"), l.newVolume(1)
	l.pass(unit.Minute)
	l.attach(volume, id, "/dev/sdf")
	l.pass(unit.Second)
	l.do(ec2.DetachVolumeInput{VolumeID: volume})
	l.pass(2 * unit.Second) // the attachment would be made by now
	require.Equal(t, "in-use", l.state(volume))
	l.pass(unit.Second)
	require.Equal(t, "available", l.state(volume))

	l.do(ec2.StopInstancesInput{InstanceIDs: one(id)})
	l.pass(15 * unit.Second)
	l.do(ec2.TerminateInstancesInput{InstanceIDs: one(id)})
	l.pass(9 * unit.Second) // the instance would be stopped by now
	require.Equal(t, "shutting-down", l.state(id))
	l.pass(unit.Second)
	require.Equal(t, "terminated", l.state(id))

	late := l.launch("al2023", "t3.micro")
	l.pass(20 * unit.Second)
	l.do(ec2.RebootInstancesInput{InstanceIDs: one(late)})
	l.pass(20 * unit.Second) // the first boot would be over by now
	require.False(t, l.Guests().IsUp(l.ref(late).Index))
	l.pass(10 * unit.Second)
	require.True(t, l.Guests().IsUp(l.ref(late).Index))
}
