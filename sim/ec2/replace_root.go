package ec2

import (
	"blockyard/sim/catalog"
	"blockyard/sim/lifecycle"
	"blockyard/sim/unit"
)

// A ReplaceTaskState is the state of a replacement of a root volume, spelled as DescribeReplaceRootVolumeTasks spells it.
type ReplaceTaskState string

// The states of a replacement. The empty state means that there is none.
//
// Simplified: the state failed-detached, in which an instance is left without a root volume, does not occur.
const (
	ReplacePending    ReplaceTaskState = "pending"
	ReplaceInProgress ReplaceTaskState = "in-progress"
	ReplaceFailing    ReplaceTaskState = "failing"
	ReplaceSucceeded  ReplaceTaskState = "succeeded"
	ReplaceFailed     ReplaceTaskState = "failed"
)

// ReplaceTaskLifecycle is every move that a replacement of a root volume can make.
// Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ReplaceRootVolumeTask.html.
var ReplaceTaskLifecycle = lifecycle.Table[ReplaceTaskState]{
	{From: "", On: "CreateReplaceRootVolumeTask", To: ReplacePending, Why: "the new volume is being prepared"},
	{From: ReplacePending, On: "RootVolumeReplaced", To: ReplaceInProgress, Why: "the instance reboots from the new volume; the old one is available"},
	{From: ReplacePending, On: "ReplacementFailing", To: ReplaceFailing, Why: "the instance no longer runs, or the snapshot or its key cannot be used"},
	{From: ReplaceInProgress, On: "ReplacementSucceeded", To: ReplaceSucceeded, Why: "with DeleteReplacedRootVolume the old volume goes"},
	{From: ReplaceFailing, On: "ReplacementFailed", To: ReplaceFailed, Why: "the instance keeps its root volume"},
}

// A ReplaceTask replaces the root volume of a running instance by one of a snapshot.
type ReplaceTask struct {
	Account, Region   uint16
	Gen               uint32
	Instance          uint32
	State             ReplaceTaskState
	Began, Ended      unit.Instant
	Image             uint32 // whose root it restores
	HasImage          bool   // one was asked for
	HasSnapshot       bool   // a snapshot was asked for; else it is that of an image
	Old               uint32 // the root volume that is replaced
	New               Volume // what is to come, without zone and attachment
	Rate              int64  // VolumeInitializationRate, or 0
	DeleteOld         bool
	DeleteWithMachine bool // DeleteOnTermination of the old volume, which the new one takes over
}

// isOver reports whether a replacement has come to its end.
func (t *ReplaceTask) isOver() bool { return t.State == ReplaceSucceeded || t.State == ReplaceFailed }

// ReplaceTaskBegun begins a replacement of a root volume.
type ReplaceTaskBegun struct{ Task ReplaceTask }

func (e ReplaceTaskBegun) apply(s *State) {
	e.Task.State = ReplaceTaskLifecycle.Must("", "CreateReplaceRootVolumeTask")
	s.replaceTasks.Append(e.Task)
}

// ReplaceTaskMoved takes a replacement of a root volume along its lifecycle.
type ReplaceTaskMoved struct {
	Index uint32
	On    string
	At    unit.Instant
}

func (e ReplaceTaskMoved) apply(s *State) {
	t := s.replaceTasks.Mut(e.Index)
	t.State = ReplaceTaskLifecycle.Must(t.State, e.On)
	t.Gen++
	if t.isOver() {
		t.Ended = e.At
	}
}

// EachReplaceTask calls a function with each replacement of a root volume, in their order.
func (s *State) EachReplaceTask(f func(ReplaceTask)) {
	for _, t := range s.replaceTasks.All() {
		f(*t)
	}
}

// replacement returns the replacement of an instance's root volume that is under way.
func (s *State) replacement(instance uint32) (uint32, bool) {
	for index, t := range s.replaceTasks.All() {
		if t.Instance == instance && !t.isOver() {
			return index, true
		}
	}
	return 0, false
}

// wasRoot reports whether a volume is, or was before a replacement, the root of an instance.
func (s *State) wasRoot(volume, instance uint32) bool {
	i := s.instances.At(instance)
	if root, ok := i.device(i.RootDevice); ok && root == volume {
		return true
	}
	for _, t := range s.replaceTasks.All() {
		if t.Instance == instance && t.State == ReplaceSucceeded && t.Old == volume {
			return true
		}
	}
	return false
}

// awaitReplacement wakes an instance's replacement when its next step is done.
func (tx *Tx) awaitReplacement(index uint32, process catalog.Process) {
	t := tx.replaceTasks.At(index)
	takes := tx.lasts(process, Ref{KindInstance, t.Instance})
	tx.WakeAt(tx.Now.Add(takes), Wake{WakeReplaceRoot, t.Instance, t.Gen})
}

// moveReplacement takes a replacement to its next state, and asks to be woken again if that is not its end.
func (tx *Tx) moveReplacement(index uint32, on string) {
	tx.Emit(ReplaceTaskMoved{index, on, tx.Now})
	if !tx.replaceTasks.At(index).isOver() {
		tx.awaitReplacement(index, catalog.RootReplacing)
	}
}

// wakeReplacement takes the replacement of an instance's root volume to its next state.
func (tx *Tx) wakeReplacement(instance uint32) {
	index, ok := tx.replacement(instance)
	if !ok {
		return
	}
	switch t := *tx.replaceTasks.At(index); t.State {
	case ReplacePending:
		if !tx.canReplace(&t) {
			tx.moveReplacement(index, "ReplacementFailing")
			return
		}
		tx.replaceRoot(&t)
		tx.moveReplacement(index, "RootVolumeReplaced")
	case ReplaceInProgress:
		tx.moveReplacement(index, "ReplacementSucceeded")
		if t.DeleteOld && tx.volumes.At(t.Old).State == VolumeAvailable {
			tx.Emit(VolumeMoved{t.Old, "DeleteVolume"})
			tx.wake(WakeVolume, Ref{KindVolume, t.Old}, tx.lasts(catalog.VolumeDeleting, Ref{KindVolume, t.Old}))
		}
	case ReplaceFailing:
		tx.moveReplacement(index, "ReplacementFailed")
	case ReplaceSucceeded, ReplaceFailed, "":
	}
}

// canReplace reports whether a replacement can be made now.
func (tx *Tx) canReplace(t *ReplaceTask) bool {
	i, x := tx.instances.At(t.Instance), tx.snapshots.At(t.New.Snapshot)
	root, ok := i.device(i.RootDevice)
	return ok && root == t.Old && i.State == InstanceRunning && !i.Health().Impaired &&
		x.State == SnapshotCompleted && x.InStandard() && tx.canSeal(t.New.Key, t.Account, t.New.Snapshot, true)
}

// replaceRoot makes the new root volume, puts it in the place of the old one, and
// lets the instance reboot from it. The guest first writes back what it holds.
func (tx *Tx) replaceRoot(t *ReplaceTask) {
	v, i := t.New, *tx.instances.At(t.Instance)
	v.Header, v.Zone = Header{Account: t.Account, Region: t.Region, Created: tx.Now}, i.Zone
	v.Attachments = []Attachment{{Instance: t.Instance, Device: i.RootDevice, Since: tx.Now, DeleteOnTermination: t.DeleteWithMachine}}
	var rate *int64
	if t.Rate > 0 {
		rate = &t.Rate
	}
	tx.initialise(&v, rate)
	tx.Emit(AttachmentMoved{Volume: t.Old, Instance: t.Instance, On: "DetachVolume"})
	tx.Emit(AttachmentMoved{Volume: t.Old, Instance: t.Instance, On: "VolumeDetached"})
	root := tx.Length(KindVolume)
	tx.Emit(VolumeCreated{v, "CreateReplaceRootVolumeTask"})
	tx.Emit(DevicesChanged{t.Instance, withRoot(&i, root)})
	tx.Emit(SoftwareChanged{t.Instance, tx.softwareOf(t)})
	tx.Emit(InstanceMoved{Index: t.Instance, On: "RebootInstances", At: tx.Now})
	tx.Emit(AttachmentMoved{Volume: root, Instance: t.Instance, On: "VolumeAttached"})
}

// withRoot returns the devices of an instance with another root volume.
func withRoot(i *Instance, root uint32) []Device {
	devices := append([]Device(nil), i.Devices...)
	for n, d := range devices {
		if d.Name == i.RootDevice {
			devices[n].Volume = root
		}
	}
	return devices
}

// softwareOf returns what an instance serves from the root that a replacement brings.
func (tx *Tx) softwareOf(t *ReplaceTask) []catalog.Software {
	if t.HasSnapshot {
		return tx.snapshots.At(t.New.Snapshot).Software
	}
	return tx.images.At(t.Image).Software
}
