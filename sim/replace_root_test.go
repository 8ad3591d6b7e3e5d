package sim

import (
	"testing"

	"github.com/stretchr/testify/require"

	"blockyard/sim/apierr"
	"blockyard/sim/catalog"
	"blockyard/sim/ec2"
	"blockyard/sim/guest"
	"blockyard/sim/unit"
)

// replaced asks for a replacement and lets it come to its end.
func (l *lab) replaced(in ec2.CreateReplaceRootVolumeTaskInput) ec2.ReplaceTaskDescription {
	task := ask[ec2.CreateReplaceRootVolumeTaskOutput](l, in).Task
	require.Equal(l, ec2.ReplacePending, task.State)
	l.pass(2 * catalog.RootReplacing.Typical)
	tasks := ask[ec2.DescribeReplaceRootVolumeTasksOutput](l, ec2.DescribeReplaceRootVolumeTasksInput{TaskIDs: one(task.ID)}).Tasks
	require.Len(l, tasks, 1)
	return tasks[0]
}

// rooted returns a running instance with a data disk, and its root volume.
func rooted(t *testing.T) (l *lab, id, root string) {
	l = newLab(t, Config{Seed: 4})
	id = l.launch("al2023", "t3.micro", mapped("/dev/sdf", ec2.EbsBlockDevice{VolumeSize: 8, VolumeType: "gp3"}))
	l.pass(10 * unit.Minute)
	return l, id, l.volumeAt(id, "/dev/xvda")
}

// fileNames returns what lies on the disks of an instance, or on a volume, in the order of the disks.
func (l *lab) fileNames(target string) (names []string) {
	for _, d := range ask[guest.ListOutput](l, guest.ListInput{Target: target}).Disks {
		for _, f := range d.Files {
			names = append(names, f.Path)
		}
	}
	return names
}

// A root goes back to its launch: what was written since is on the old volume,
// which stays; data disks, addresses and the instance itself stay, too.
func TestARootGoesBackToItsLaunch(t *testing.T) {
	l, id, root := rooted(t)
	fresh := l.fileNames(id)
	before := l.Cloud().Instances().At(l.ref(id).Index)
	public, starts := before.Public, before.Starts
	l.save(id, "/mnt/sdf/data", "1GiB")
	l.do(guest.WriteInput{InstanceID: id, Path: "/etc/broken", Size: "1MiB"}) // still in memory
	dirty := l.fileNames(id)
	task := l.replaced(ec2.CreateReplaceRootVolumeTaskInput{InstanceID: id})
	require.Equal(t, ec2.ReplaceSucceeded, task.State)
	require.NotEmpty(t, task.CompleteTime)
	l.pass(unit.Minute)

	now := l.volumeAt(id, "/dev/xvda")
	require.NotEqual(t, root, now)
	require.Equal(t, "running", l.state(id))
	require.Equal(t, "available", l.state(root))
	require.Equal(t, "in-use", l.state(now))
	after := l.Cloud().Instances().At(l.ref(id).Index)
	require.Equal(t, public, after.Public)
	require.Equal(t, starts, after.Starts, "it was rebooted, not started")
	require.ElementsMatch(t, append(fresh, "/mnt/sdf/data"), l.fileNames(id))
	require.Contains(t, l.fileNames(root), "etc/broken", "the guest wrote back what it held")
	require.Len(t, dirty, len(fresh)+2)
	require.Equal(t, l.volumeOf(root).Specification, l.volumeOf(now).Specification)
	a := l.volumeOf(now).Attachments[0]
	require.True(t, a.DeleteOnTermination)
	require.True(t, l.Guests().IsUp(l.ref(id).Index))
	checkInvariants(t, l.World)

	l.do(ec2.TerminateInstancesInput{InstanceIDs: one(id)})
	l.pass(10 * unit.Minute)
	require.Equal(t, []string{"available", ""}, []string{l.state(root), l.state(now)})
}

// A root is restored from snapshots of itself and of those that it replaced, never from others.
func TestARootIsRestoredFromItsSnapshots(t *testing.T) {
	l, id, root := rooted(t)
	l.save(id, "/var/first", "1MiB")
	first := l.snapshot(root)
	other := l.snapshot(l.volumeAt(id, "/dev/sdf"))
	l.pass(10 * unit.Minute)
	foreign := ask[ec2.CopySnapshotOutput](l, ec2.CopySnapshotInput{SourceRegion: "us-east-1", SourceSnapshotID: first}).SnapshotID
	l.save(id, "/var/second", "1MiB")
	l.pass(10 * unit.Minute)
	for _, x := range []string{other, foreign} {
		l.refused(apierr.InvalidParameterValue, ec2.CreateReplaceRootVolumeTaskInput{InstanceID: id, SnapshotID: x})
	}
	for range 2 { // the second time it is a snapshot of an earlier root
		task := l.replaced(ec2.CreateReplaceRootVolumeTaskInput{InstanceID: id, SnapshotID: first, DeleteReplaced: true, InitializationRate: pointer(int64(100))})
		require.Equal(t, []any{ec2.ReplaceSucceeded, first, true}, []any{task.State, task.SnapshotID, task.DeleteReplaced})
		l.pass(unit.Minute)
		require.Contains(t, l.fileNames(id), "/var/first")
		require.NotContains(t, l.fileNames(id), "/var/second")
		require.Equal(t, "", l.state(root), "the old one goes")
		require.Equal(t, int64(100), l.volumeOf(l.volumeAt(id, "/dev/xvda")).Initialization.Requested)
	}
	checkInvariants(t, l.World)
}

// An image takes the place of a root if it could have been launched there.
func TestARootIsReplacedByAnImage(t *testing.T) {
	l, id, _ := rooted(t)
	golden := l.launch("al2023", "t3.micro")
	l.pass(10 * unit.Minute)
	l.save(golden, "/opt/app", "1MiB")
	image := l.newImage(golden, "golden")
	l.pass(10 * unit.Minute)
	task := l.replaced(ec2.CreateReplaceRootVolumeTaskInput{InstanceID: id, ImageID: image})
	require.Equal(t, []any{ec2.ReplaceSucceeded, image}, []any{task.State, task.ImageID})
	l.pass(unit.Minute)
	require.Contains(t, l.fileNames(id), "/opt/app")
	l.refused(apierr.InvalidParameterCombination, ec2.CreateReplaceRootVolumeTaskInput{InstanceID: id, ImageID: image, SnapshotID: "snap-00000001"})
	for _, unfit := range []string{"al2023-arm64", "windows-2022", "openvpn"} {
		l.refused(apierr.InvalidParameterValue, ec2.CreateReplaceRootVolumeTaskInput{InstanceID: id, ImageID: l.image(unfit)})
	}
}

// A replacement fails where its instance no longer runs: it keeps its root volume.
func TestAReplacementFails(t *testing.T) {
	l, id, root := rooted(t)
	in := ec2.CreateReplaceRootVolumeTaskInput{InstanceID: id}
	task := ask[ec2.CreateReplaceRootVolumeTaskOutput](l, in).Task
	l.refused(apierr.IncorrectState, in)
	l.do(ec2.StopInstancesInput{InstanceIDs: one(id)})
	l.pass(catalog.RootReplacing.Typical)
	states := func() ec2.ReplaceTaskState {
		return ask[ec2.DescribeReplaceRootVolumeTasksOutput](l, ec2.DescribeReplaceRootVolumeTasksInput{TaskIDs: one(task.ID)}).Tasks[0].State
	}
	require.Equal(t, ec2.ReplaceFailing, states())
	l.pass(catalog.RootReplacing.Typical)
	require.Equal(t, ec2.ReplaceFailed, states())
	require.Equal(t, root, l.volumeAt(id, "/dev/xvda"))
	l.pass(10 * unit.Minute)
	l.refused(apierr.IncorrectInstanceState, in)
	store := l.launch("amzn-s3", "m3.medium")
	l.pass(10 * unit.Minute)
	l.refused(apierr.UnsupportedOperation, ec2.CreateReplaceRootVolumeTaskInput{InstanceID: store})
	l.refused(apierr.InvalidParameterValue, ec2.DescribeReplaceRootVolumeTasksInput{TaskIDs: one("replacevol-00000000000000000")})
}
