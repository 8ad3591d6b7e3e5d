package sim

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"blockyard/sim/apierr"
	"blockyard/sim/ec2"
	"blockyard/sim/guest"
	"blockyard/sim/lifecycle"
	"blockyard/sim/unit"
	"blockyard/sim/yard"
)

func TestLifecycleTablesAreSound(t *testing.T) {
	require.NoError(t, ec2.InstanceLifecycle.Check())
	require.NoError(t, ec2.VolumeLifecycle.Check())
	require.NoError(t, ec2.ModificationLifecycle.Check())
	require.NoError(t, ec2.AttachmentLifecycle.Check())
	require.NoError(t, ec2.SnapshotLifecycle.Check())
	require.NoError(t, ec2.ImageLifecycle.Check())
	require.NoError(t, ec2.InterfaceLifecycle.Check())
	require.NoError(t, ec2.AddressLifecycle.Check())
	require.NoError(t, ec2.FastRestoreLifecycle.Check())
	require.NoError(t, ec2.ReplaceTaskLifecycle.Check())
}

// A move is one step of a resource along its lifecycle, as it happened.
type move struct{ table, from, on, to string }

// A moveLog collects the moves of a world's resources.
type moveLog struct {
	world  *World
	states map[string]map[uint32]string
	seen   map[move]bool
}

func newMoveLog(w *World) *moveLog {
	log := &moveLog{world: w, states: map[string]map[uint32]string{}, seen: map[move]bool{}}
	w.Listen(func(h Happening) { log.happened(h.Event) })
	return log
}

// moved notes that a resource has come to another state.
func (l *moveLog) moved(table string, index uint32, on, to string) {
	if l.states[table] == nil {
		l.states[table] = map[uint32]string{}
	}
	l.seen[move{table, l.states[table][index], on, to}] = true
	l.states[table][index] = to
}

func (l *moveLog) volume(index uint32, on string) {
	v := l.world.Cloud().Volumes().At(index)
	if l.states["volume"][index] != string(v.State) || on == "InstanceTerminated" || on == "AttachVolume" {
		l.moved("volume", index, on, string(v.State))
	}
	attachment := ""
	if len(v.Attachments) > 0 {
		attachment = string(v.Attachments[0].State)
	}
	if l.states["attachment"][index] != attachment {
		l.moved("attachment", index, on, attachment)
	}
}

func (l *moveLog) happened(event any) {
	cloud := l.world.Cloud()
	switch e := event.(type) {
	case ec2.InstanceLaunched:
		l.moved("instance", cloud.Length(ec2.KindInstance)-1, "RunInstances", "pending")
	case ec2.InstanceMoved:
		l.moved("instance", e.Index, e.On, cloud.Instances().At(e.Index).State.String())
	case ec2.VolumeCreated:
		l.volume(cloud.Length(ec2.KindVolume)-1, e.On)
	case ec2.VolumeMoved:
		l.volume(e.Index, e.On)
	case ec2.VolumeAttaching:
		l.volume(e.Volume, "AttachVolume")
	case ec2.AttachmentMoved:
		l.volume(e.Volume, e.On)
	case ec2.VolumeModifying:
		l.moved("modification", e.Index, "ModifyVolume", string(cloud.Volumes().At(e.Index).Modification.State))
	case ec2.ModificationMoved:
		l.moved("modification", e.Index, e.On, string(cloud.Volumes().At(e.Index).Modification.State))
	case ec2.SnapshotStarted:
		l.moved("snapshot", cloud.Length(ec2.KindSnapshot)-1, "CreateSnapshot", "pending")
	case ec2.SnapshotCopied:
		l.moved("snapshot", cloud.Length(ec2.KindSnapshot)-1, "CopySnapshot", "pending")
	case ec2.SnapshotMoved:
		l.moved("snapshot", e.Index, e.On, string(cloud.Snapshots().At(e.Index).State))
	case ec2.DirectStarted:
		l.moved("snapshot", cloud.Length(ec2.KindSnapshot)-1, "StartSnapshot", "pending")
	case ec2.SnapshotBinned:
		l.moved("snapshot", e.Index, "SnapshotBinned", string(cloud.Snapshots().At(e.Index).State))
	case ec2.ReplaceTaskBegun, ec2.ReplaceTaskMoved:
		l.replacement(e)
	case ec2.ImageRegistered:
		l.moved("image", cloud.Length(ec2.KindImage)-1, e.On, "pending")
	case ec2.ImageMoved:
		l.moved("image", e.Index, e.On, string(cloud.Images().At(e.Index).State))
	case ec2.AddressAllocated:
		l.moved("address", cloud.Length(ec2.KindAddress)-1, "AllocateAddress", "idle")
	case ec2.AddressAssociated:
		l.moved("address", e.Ref().Index, "AssociateAddress", cloud.StateOf(e.Ref()))
	case ec2.AddressDisassociated:
		l.moved("address", e.Index, e.On, cloud.StateOf(ec2.Ref{Kind: ec2.KindAddress, Index: e.Index}))
	case ec2.AddressReleased:
		l.moved("address", e.Index, "ReleaseAddress", cloud.StateOf(ec2.Ref{Kind: ec2.KindAddress, Index: e.Index}))
	case ec2.InterfaceCreated:
		l.moved("interface", cloud.Length(ec2.KindInterface)-1, "RunInstances", "in-use")
	case ec2.InterfaceDeleted:
		l.moved("interface", e.Index, "InstanceTerminated", string(cloud.Interfaces().At(e.Index).State))
	}
}

// replacement notes a move of a replacement of a root volume.
func (l *moveLog) replacement(event any) {
	index, on := uint32(0), "CreateReplaceRootVolumeTask"
	if moved, ok := event.(ec2.ReplaceTaskMoved); ok {
		index, on = moved.Index, moved.On
	}
	var tasks []ec2.ReplaceTask
	l.world.Cloud().EachReplaceTask(func(t ec2.ReplaceTask) { tasks = append(tasks, t) })
	if on == "CreateReplaceRootVolumeTask" {
		index = uint32(len(tasks) - 1)
	}
	l.moved("replacement", index, on, string(tasks[index].State))
}

// movesOf lists a table's moves.
func movesOf[S comparable](table string, t lifecycle.Table[S]) []move {
	var moves []move
	for _, m := range t {
		moves = append(moves, move{table, fmt.Sprint(m.From), m.On, fmt.Sprint(m.To)})
	}
	return moves
}

// Every move that a table promises can be made, and nothing ever moves otherwise.
func TestResourcesMoveAsTheTablesSay(t *testing.T) {
	l := newLab(t, Config{Seed: 1})
	log := newMoveLog(l.World)
	walkInstances(l)
	walkVolumes(l)
	walkModifications(l)
	walkSnapshotsAndImages(l)
	walkAddresses(l)
	walkReplacements(l)
	l.pass(unit.Day)

	var promised []move
	promised = append(promised, movesOf("instance", ec2.InstanceLifecycle)...)
	promised = append(promised, movesOf("volume", ec2.VolumeLifecycle)...)
	promised = append(promised, movesOf("attachment", ec2.AttachmentLifecycle)...)
	promised = append(promised, movesOf("modification", ec2.ModificationLifecycle)...)
	promised = append(promised, movesOf("snapshot", ec2.SnapshotLifecycle)...)
	promised = append(promised, movesOf("replacement", ec2.ReplaceTaskLifecycle)...)
	promised = append(promised, movesOf("image", ec2.ImageLifecycle)...)
	promised = append(promised, movesOf("interface", ec2.InterfaceLifecycle)...)
	promised = append(promised, movesOf("address", ec2.AddressLifecycle)...)
	for _, m := range promised {
		require.True(t, log.seen[m], "%v was not made", m)
		delete(log.seen, m)
	}
	require.Empty(t, log.seen, "moves that no table has")
}

func walkInstances(l *lab) {
	ids := []string{}
	for range 4 {
		ids = append(ids, l.launch("al2023", "t3.micro"))
	}
	l.do(ec2.TerminateInstancesInput{InstanceIDs: ids[3:]}) // pending
	l.pass(unit.Minute)
	l.do(ec2.RebootInstancesInput{InstanceIDs: ids[:1]})
	l.do(ec2.StopInstancesInput{InstanceIDs: ids[:2]})
	l.do(ec2.TerminateInstancesInput{InstanceIDs: ids[1:2]}) // stopping
	l.pass(unit.Minute)
	l.do(ec2.StartInstancesInput{InstanceIDs: ids[:1]})
	l.pass(unit.Minute)
	l.do(ec2.StopInstancesInput{InstanceIDs: ids[:1]})
	l.pass(unit.Minute)
	l.do(ec2.TerminateInstancesInput{InstanceIDs: ids[:3]}) // stopped, terminated, running
	l.pass(2 * unit.Hour)
	walkHosts(l)
}

// walkHosts takes instances along the moves that nobody asks AWS for.
func walkHosts(l *lab) {
	stops, ends, store, old := l.launch("al2023", "t3.micro"), l.launch("al2023", "t3.micro"), l.launch("amzn-s3", "m3.medium"), l.launch("amzn-s3", "m3.medium")
	l.do(ec2.ModifyInstanceAttributeInput{InstanceID: ends, ShutdownBehavior: &ec2.TextValue{Value: "terminate"}})
	l.pass(10 * unit.Minute)
	l.do(guest.ShutdownInput{InstanceID: ends})
	l.do(guest.ShutdownInput{InstanceID: stops})
	l.do(ec2.StopInstancesInput{InstanceIDs: one(stops), Force: true}) // stopping
	l.pass(unit.Minute)
	l.do(ec2.StartInstancesInput{InstanceIDs: one(stops)})
	l.pass(unit.Minute)
	l.do(yard.FailHostInput{InstanceID: stops})
	l.pass(10 * unit.Minute)
	l.do(yard.RetireHostInput{InstanceID: stops, In: "1h"})
	l.do(yard.FailHostInput{InstanceID: store})
	l.do(yard.RetireHostInput{InstanceID: old, In: "1h"})
	l.pass(2 * unit.Hour)
	require.Equal(l, "stopped", l.state(stops))
	l.setQuota(ec2.QuotaVolumeStorage, 1)
	l.launch("al2023", "t3.micro")
	l.setQuota(ec2.QuotaVolumeStorage, 1<<40)
	l.pass(2 * unit.Hour)
}

func walkVolumes(l *lab) {
	instance := l.launch("al2023", "t3.micro", mapped("/dev/sdh", ec2.EbsBlockDevice{VolumeSize: 1}))
	volume := l.newVolume(8)
	l.pass(unit.Minute)
	l.attach(volume, instance, "/dev/sdf")
	l.do(ec2.DetachVolumeInput{VolumeID: volume}) // attaching
	l.pass(unit.Minute)
	l.attach(volume, instance, "/dev/sdf")
	l.pass(unit.Minute)
	l.do(ec2.DetachVolumeInput{VolumeID: volume})
	l.pass(unit.Minute)
	l.do(ec2.DeleteVolumeInput{VolumeID: volume})
	l.do(ec2.StopInstancesInput{InstanceIDs: one(instance)})
	l.pass(unit.Minute)
	l.do(ec2.TerminateInstancesInput{InstanceIDs: one(instance)})
	l.do(ec2.DetachVolumeInput{VolumeID: l.volumeAt(instance, "/dev/sdh")}) // goes while it is being detached
	l.pass(unit.Minute)
	first, second := l.launch("al2023", "t3.micro"), l.launch("al2023", "t3.micro")
	shared := l.newShared()
	l.pass(unit.Minute)
	l.attach(shared, first, "/dev/sdf")
	l.pass(unit.Minute)
	l.attach(shared, second, "/dev/sdf")
	l.pass(unit.Minute)
	sealed := ask[ec2.VolumeDescription](l, ec2.CreateVolumeInput{AvailabilityZone: "us-east-1a", Size: 1, Encrypted: pointer(true), KmsKeyID: "alias/nobodys"}).VolumeID
	l.pass(unit.Minute)
	l.do(ec2.DeleteVolumeInput{VolumeID: sealed})
	l.do(ec2.CopyVolumesInput{SourceVolumeID: shared})
	l.pass(unit.Minute)
}

func walkReplacements(l *lab) {
	id := l.launch("al2023", "t3.micro")
	l.pass(unit.Minute)
	l.do(ec2.CreateReplaceRootVolumeTaskInput{InstanceID: id})
	l.pass(unit.Hour)
	l.do(ec2.CreateReplaceRootVolumeTaskInput{InstanceID: id})
	l.do(ec2.StopInstancesInput{InstanceIDs: one(id)})
	l.pass(unit.Hour)
}

func walkModifications(l *lab) {
	volume := l.newVolume(8)
	l.pass(unit.Minute)
	grow := func(gib int64) { l.do(ec2.ModifyVolumeInput{VolumeID: volume, Size: gib}) }
	grow(9)
	l.do(yard.FailModificationInput{VolumeID: volume})
	grow(10) // after a failed one
	l.pass(unit.Hour)
	grow(11) // after a completed one
	l.pass(unit.Hour)
}

func walkSnapshotsAndImages(l *lab) {
	instance := l.launch("al2023", "t3.micro")
	l.pass(unit.Minute)
	volume := l.rootOf(instance)
	kept := l.snapshot(volume)
	l.pass(unit.Minute)
	doomed := l.snapshot(volume)
	l.do(ec2.DeleteSnapshotInput{SnapshotID: doomed})
	l.pass(10 * unit.Minute)
	l.do(ec2.RegisterImageInput{
		Name: "registered", RootDeviceName: "/dev/xvda", Architecture: "x86_64",
		BlockDeviceMappings: []ec2.BlockDeviceMapping{mapped("/dev/xvda", ec2.EbsBlockDevice{SnapshotID: kept})},
	})
	l.do(ec2.DeregisterImageInput{ImageID: ask[ec2.ImageIDOutput](l, ec2.CreateImageInput{InstanceID: instance, Name: "pending"}).ImageID})
	l.pass(10 * unit.Minute)
	image := ask[ec2.ImageIDOutput](l, ec2.CreateImageInput{InstanceID: instance, Name: "created"}).ImageID
	l.pass(10 * unit.Minute)
	l.do(ec2.CopySnapshotInput{SourceRegion: "us-east-1", SourceSnapshotID: kept})
	l.do(ec2.CopyImageInput{SourceRegion: "us-east-1", SourceImageID: image, Name: "copied"})
	l.pass(10 * unit.Minute)
	l.do(ec2.DeregisterImageInput{ImageID: image})
	l.do(ec2.DeregisterImageInput{ImageID: ask[ec2.DescribeImagesOutput](l, ec2.DescribeImagesInput{Owners: one("self")}).Images[0].ImageID})
	l.do(ec2.DeleteSnapshotInput{SnapshotID: kept})
	walkRecycleBin(l, volume)
	l.do(ec2.StartSnapshotInput{VolumeSize: 1})
	walkImagesOutOfUse(l, instance)
}

// walkRecycleBin lets one snapshot be taken out of the Recycle Bin, and its time in it be over.
func walkRecycleBin(l *lab, volume string) {
	rule := l.keepDeleted(1)
	x := l.snapshot(volume)
	l.pass(10 * unit.Minute)
	l.do(ec2.DeleteSnapshotInput{SnapshotID: x})
	l.do(ec2.RestoreSnapshotFromRecycleBinInput{SnapshotID: x})
	l.pass(unit.Minute)
	l.do(ec2.DeleteSnapshotInput{SnapshotID: x})
	l.pass(unit.Day)
	l.do(ec2.DeleteRuleInput{RuleInput: ec2.RuleInput{Identifier: rule}})
}

// walkImagesOutOfUse disables images and lets them fail.
func walkImagesOutOfUse(l *lab, instance string) {
	newImage := func(name string) string {
		return ask[ec2.ImageIDOutput](l, ec2.CreateImageInput{InstanceID: instance, Name: name}).ImageID
	}
	image := newImage("disabled")
	l.pass(10 * unit.Minute)
	l.do(ec2.DisableImageInput{ImageID: image})
	l.do(ec2.EnableImageInput{ImageID: image})
	l.do(ec2.DisableImageInput{ImageID: image})
	l.do(ec2.DeregisterImageInput{ImageID: image})
	spoilt := newImage("failed")
	snapshot := l.snapshotsOf(spoilt)[0]
	l.do(yard.FailSnapshotInput{SnapshotID: snapshot})
	l.do(ec2.DeregisterImageInput{ImageID: spoilt})
	l.do(ec2.DeleteSnapshotInput{SnapshotID: snapshot})
}

// instanceIn returns a lab with an instance in a state.
func instanceIn(t *testing.T, state ec2.InstanceState, image, kind string) (*lab, string) {
	l := newLab(t, Config{Seed: 2})
	id := l.launch(image, kind)
	if state == ec2.InstancePending {
		return l, id
	}
	l.pass(10 * unit.Minute)
	switch state {
	case ec2.InstanceStopping, ec2.InstanceStopped:
		l.do(ec2.StopInstancesInput{InstanceIDs: one(id)})
	case ec2.InstanceShuttingDown, ec2.InstanceTerminated, ec2.NoInstance:
		l.do(ec2.TerminateInstancesInput{InstanceIDs: one(id)})
	case ec2.InstancePending, ec2.InstanceRunning:
	}
	switch state {
	case ec2.InstanceStopped, ec2.InstanceTerminated:
		l.pass(10 * unit.Minute)
	case ec2.NoInstance:
		l.pass(2 * unit.Hour)
	case ec2.InstancePending, ec2.InstanceRunning, ec2.InstanceStopping, ec2.InstanceShuttingDown:
	}
	require.Equal(t, state, l.Cloud().Instances().At(0).State)
	return l, id
}

// leftAlone are the states in which a call on an instance is no error and does nothing.
var leftAlone = map[string][]ec2.InstanceState{
	"StartInstances":     {ec2.InstancePending, ec2.InstanceRunning},
	"StopInstances":      {ec2.InstanceStopping, ec2.InstanceStopped},
	"RebootInstances":    {ec2.InstanceShuttingDown, ec2.InstanceTerminated},
	"TerminateInstances": {ec2.InstanceShuttingDown, ec2.InstanceTerminated},
}

// power returns the input of one of the calls that move an instance.
func power(action, id string) any {
	switch action {
	case "StartInstances":
		return ec2.StartInstancesInput{InstanceIDs: one(id)}
	case "StopInstances":
		return ec2.StopInstancesInput{InstanceIDs: one(id)}
	case "RebootInstances":
		return ec2.RebootInstancesInput{InstanceIDs: one(id)}
	}
	return ec2.TerminateInstancesInput{InstanceIDs: one(id)}
}

func TestEachCallInEachStateOfAnInstance(t *testing.T) {
	states := append(ec2.InstanceLifecycle.States(), ec2.NoInstance)
	for _, root := range []struct{ image, kind string }{{"al2023", "t3.micro"}, {"amzn-s3", "m3.medium"}} {
		for _, state := range states {
			if root.image == "amzn-s3" && (state == ec2.InstanceStopping || state == ec2.InstanceStopped) {
				continue // an instance-store root never gets there
			}
			for action, idle := range leftAlone {
				l, id := instanceIn(t, state, root.image, root.kind)
				next, legal := ec2.InstanceLifecycle.Next(state, action)
				stays := false
				for _, s := range idle {
					stays = stays || s == state
				}
				switch {
				case state == ec2.NoInstance:
					l.refused(apierr.InvalidInstanceIDNotFound, power(action, id))
				case root.image == "amzn-s3" && (action == "StartInstances" || action == "StopInstances"):
					l.refused(apierr.UnsupportedOperation, power(action, id))
				case legal:
					l.do(power(action, id))
					require.Equal(t, next, l.instanceOf(id).State, "%s of %s", action, state)
				case stays:
					l.do(power(action, id))
					require.Equal(t, state, l.instanceOf(id).State, "%s of %s", action, state)
				default:
					l.refused(apierr.IncorrectInstanceState, power(action, id))
				}
			}
		}
	}
}
