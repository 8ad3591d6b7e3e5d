package ec2

import (
	"blockyard/sim/apierr"
	"blockyard/sim/catalog"
)

// CreateReplaceRootVolumeTaskInput holds the parameters of CreateReplaceRootVolumeTask.
type CreateReplaceRootVolumeTaskInput struct {
	InstanceID         string `ec2:"InstanceId,required,id=instance"`
	SnapshotID         string `ec2:"SnapshotId,id=snapshot"`
	DryRun             bool   `ec2:"DryRun"`
	ImageID            string `ec2:"ImageId,id=image"`
	DeleteReplaced     bool   `ec2:"DeleteReplacedRootVolume"`
	InitializationRate *int64 `ec2:"VolumeInitializationRate"` // MiB/s
}

// CreateReplaceRootVolumeTaskOutput is the answer of CreateReplaceRootVolumeTask.
type CreateReplaceRootVolumeTaskOutput struct {
	Task ReplaceTaskDescription `ec2:"ReplaceRootVolumeTask"`
}

// A ReplaceTaskDescription is a replacement of a root volume as DescribeReplaceRootVolumeTasks shows it.
type ReplaceTaskDescription struct {
	ID             string           `ec2:"ReplaceRootVolumeTaskId"`
	InstanceID     string           `ec2:"InstanceId"`
	State          ReplaceTaskState `ec2:"TaskState"`
	StartTime      string           `ec2:"StartTime"`
	CompleteTime   string           `ec2:"CompleteTime,omitempty"`
	ImageID        string           `ec2:"ImageId,omitempty"`
	SnapshotID     string           `ec2:"SnapshotId,omitempty"`
	DeleteReplaced bool             `ec2:"DeleteReplacedRootVolume"`
}

// CreateReplaceRootVolumeTask begins to replace the root volume of a running
// instance: by what it was launched from, by a snapshot of that root, or by the
// root of an image. The instance reboots; its other volumes, its instance-store
// disks and its addresses stay.
// Source: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/replace-root.html.
func CreateReplaceRootVolumeTask(tx *Tx, in CreateReplaceRootVolumeTaskInput) (out CreateReplaceRootVolumeTaskOutput, _ error) {
	instance, err := tx.findInstance(in.InstanceID)
	if err != nil {
		return out, err
	}
	old, err := tx.rootToReplace(instance)
	if err != nil {
		return out, err
	}
	t := ReplaceTask{Account: tx.Account, Region: tx.Region, Instance: instance, Began: tx.Now, Old: old, DeleteOld: in.DeleteReplaced}
	snapshot, err := tx.newRoot(&t, in)
	if err != nil {
		return out, err
	}
	if t.New, err = tx.checkVolume(orderLike(tx.volumes.At(old), snapshot, tx.snapshots.At(snapshot).GiB, in.InitializationRate)); err != nil {
		return out, err
	}
	if kind := tx.instances.At(instance).Type; t.New.Encrypted && !kind.Encrypts() {
		return out, notEncrypting(kind)
	}
	if err := tx.roomForVolumes(zoneName(tx.Region, tx.volumes.At(old).Zone), t.New); err != nil {
		return out, err
	}
	if in.InitializationRate != nil {
		t.Rate = *in.InitializationRate
	}
	a, _ := tx.volumes.At(old).Attachment(instance)
	t.DeleteWithMachine = a.DeleteOnTermination
	tx.Emit(ReplaceTaskBegun{t})
	index := uint32(tx.replaceTasks.Len() - 1)
	tx.awaitReplacement(index, catalog.RootReplacing)
	out.Task = tx.describeReplaceTask(index)
	return out, nil
}

// rootToReplace returns the root volume of an instance if it can be replaced now.
func (tx *Tx) rootToReplace(instance uint32) (uint32, *apierr.Error) {
	i, ref := tx.instances.At(instance), Ref{KindInstance, instance}
	if i.RootKind == RootInstanceStore {
		return 0, apierr.New(apierr.UnsupportedOperation, "The instance '%s' does not have an 'ebs' root device type.", tx.ID(ref)).
			Because("Its root disk is on the host itself, so there is no root volume to replace.")
	}
	if i.State != InstanceRunning {
		return 0, apierr.New(apierr.IncorrectInstanceState, "The instance '%s' is not in the 'running' state.", tx.ID(ref)).
			Because("The instance is %s; a root volume is replaced while its instance runs.", i.State)
	}
	root, ok := i.device(i.RootDevice)
	if a, _ := tx.volumes.At(root).Attachment(instance); !ok || a.State != Attached {
		return 0, noRoot(tx.ID(ref), i)
	}
	if index, busy := tx.replacement(instance); busy {
		return 0, apierr.New(apierr.IncorrectState, "The root volume of '%s' is already being replaced.", tx.ID(ref)).
			Because("The task %s is %s.", tx.ReplaceTaskID(index), tx.replaceTasks.At(index).State)
	}
	return root, nil
}

// newRoot returns the snapshot that a new root volume is made of, and notes in the task where it comes from.
func (tx *Tx) newRoot(t *ReplaceTask, in CreateReplaceRootVolumeTaskInput) (uint32, *apierr.Error) {
	t.Image = tx.instances.At(t.Instance).Image
	switch {
	case in.SnapshotID != "" && in.ImageID != "":
		return 0, apierr.New(apierr.InvalidParameterCombination, "The parameters SnapshotId and ImageId cannot be used together.").
			Because("Without either the root goes back to its state at the launch.")
	case in.SnapshotID != "":
		t.HasSnapshot = true
		return tx.snapshotOfRoot(in.SnapshotID, t.Instance)
	case in.ImageID != "":
		image, err := tx.imageForRoot(in.ImageID, t)
		if err != nil {
			return 0, err
		}
		t.Image, t.HasImage = image, true
	}
	snapshot, ok := tx.images.At(t.Image).rootSnapshot()
	if x := tx.snapshots.At(snapshot); !ok || x.State != SnapshotCompleted || !x.InStandard() {
		return 0, apierr.New(apierr.InvalidSnapshotNotFound, "The snapshot '%s' does not exist.", tx.ID(Ref{KindSnapshot, snapshot})).
			Because("It is what the instance was launched from, and cannot be used any more; name a snapshot of the root, or an image.")
	}
	return snapshot, nil
}

// snapshotOfRoot returns a snapshot of what is, or was, the root volume of an
// instance. Copies of snapshots are no such ones.
func (tx *Tx) snapshotOfRoot(id string, instance uint32) (uint32, *apierr.Error) {
	snapshot, err := tx.usableSnapshot(id)
	if err != nil {
		return 0, err
	}
	if x := tx.snapshots.At(snapshot); !x.HasVolume || x.HasSource || !tx.wasRoot(x.Volume, instance) {
		return 0, apierr.New(apierr.InvalidParameterValue, "The snapshot '%s' was not created from the root volume of instance '%s'.", id, tx.ID(Ref{KindInstance, instance})).
			Because("A root is restored from snapshots of itself, or of those that it replaced; a copy of one is of another lineage.").
			Suggest("aws ec2 describe-snapshots --owner-ids self")
	}
	return snapshot, nil
}

// imageForRoot returns an image whose root can take the place of an instance's: of
// the same product, platform, architecture and virtualization.
func (tx *Tx) imageForRoot(id string, t *ReplaceTask) (uint32, *apierr.Error) {
	image, err := tx.visibleImage(id)
	if err != nil {
		return 0, err
	}
	m, i := tx.images.At(image), tx.instances.At(t.Instance)
	is := tx.images.At(i.Image)
	if m.State != ImageAvailable {
		return 0, tx.notReady(image, "used", "")
	}
	if err := checkFit(m, i.Type, false); err != nil {
		return 0, err
	}
	if m.RootKind != RootEBS || m.ProductCode != tx.volumes.At(t.Old).ProductCode || m.Platform != is.Platform || m.Architecture != is.Architecture || m.Virtualization != is.Virtualization {
		return 0, apierr.New(apierr.InvalidParameterValue, "The image '%s' cannot replace the root volume of instance '%s'.", id, tx.ID(Ref{KindInstance, t.Instance})).
			Because("The image must have an EBS root and the product code, platform, architecture and virtualization of what the instance runs.")
	}
	return image, nil
}

// rootSnapshot returns the snapshot of an image's root volume.
func (m *Image) rootSnapshot() (uint32, bool) {
	for _, b := range m.Mappings {
		if b.Device == m.RootDevice && b.HasSnapshot {
			return b.Snapshot, true
		}
	}
	return 0, false
}

// orderLike asks for a volume of a snapshot with the type, the performance and at least the size of another one.
func orderLike(v *Volume, snapshot uint32, least int64, rate *int64) volumeOrder {
	o := volumeOrder{gib: max(v.GiB, least), typeName: v.Type.Name, snapshot: snapshot, hasSnapshot: true, rate: rate}
	if v.Type.IOPS != catalog.NotAllowed {
		o.iops = v.IOPS
	}
	if v.Type.Throughput != catalog.NotAllowed {
		o.throughput = v.Throughput
	}
	return o
}

// DescribeReplaceRootVolumeTasksInput holds the parameters of DescribeReplaceRootVolumeTasks.
type DescribeReplaceRootVolumeTasksInput struct {
	TaskIDs    []string `ec2:"ReplaceRootVolumeTaskIds,query=ReplaceRootVolumeTaskId"`
	Filters    []Filter `ec2:"Filters,query=Filter"`
	MaxResults *int64   `ec2:"MaxResults"`
	NextToken  string   `ec2:"NextToken"`
	DryRun     bool     `ec2:"DryRun"`
}

// DescribeReplaceRootVolumeTasksOutput is the answer of DescribeReplaceRootVolumeTasks.
type DescribeReplaceRootVolumeTasksOutput struct {
	Tasks     []ReplaceTaskDescription `ec2:"ReplaceRootVolumeTasks,xml=replaceRootVolumeTaskSet"`
	NextToken string                   `ec2:"NextToken"`
}

// replaceTaskFields is what replacements of root volumes can be filtered by.
var replaceTaskFields = []field[ReplaceTask]{
	{"instance-id", func(tx *Tx, _ uint32, t *ReplaceTask) []string { return one(tx.ID(Ref{KindInstance, t.Instance})) }},
}

// DescribeReplaceRootVolumeTasks shows the caller's replacements of root volumes in the region, oldest first.
func DescribeReplaceRootVolumeTasks(tx *Tx, in DescribeReplaceRootVolumeTasksInput) (out DescribeReplaceRootVolumeTasksOutput, err error) {
	if err := notWithLimit(in.TaskIDs, in.MaxResults, "replaceRootVolumeTaskIds"); err != nil {
		return out, err
	}
	indices, fault := tx.replaceTasksNamed(in.TaskIDs)
	if fault != nil {
		return out, fault
	}
	keep, fault := plainSieve(tx, in.Filters, replaceTaskFields)
	if fault != nil {
		return out, fault
	}
	tasks := []ReplaceTaskDescription{}
	for _, index := range indices {
		if keep.keeps(index, tx.replaceTasks.At(index)) {
			tasks = append(tasks, tx.describeReplaceTask(index))
		}
	}
	out.Tasks, out.NextToken, fault = page("DescribeReplaceRootVolumeTasks", tasks, in.MaxResults, in.NextToken)
	return out, orNil(fault)
}

// replaceTasksNamed returns the caller's replacements with some ids, or all of them.
func (tx *Tx) replaceTasksNamed(ids []string) (indices []uint32, _ *apierr.Error) {
	if len(ids) > 0 {
		return eachID(tx.findReplaceTask)(ids)
	}
	for index, t := range tx.replaceTasks.All() {
		if t.Account == tx.Account && t.Region == tx.Region {
			indices = append(indices, index)
		}
	}
	return indices, nil
}

// findReplaceTask returns the caller's replacement with an id.
func (tx *Tx) findReplaceTask(id string) (uint32, *apierr.Error) {
	for index, t := range tx.replaceTasks.All() {
		if t.Account == tx.Account && t.Region == tx.Region && tx.ReplaceTaskID(index) == id {
			return index, nil
		}
	}
	return 0, apierr.New(apierr.InvalidParameterValue, "Value (%s) for parameter replaceRootVolumeTaskId is invalid. The task does not exist.", id).
		Suggest("aws ec2 describe-replace-root-volume-tasks")
}

// ReplaceTaskID returns the id of a replacement of a root volume, for example "replacevol-0123456789abcdef0".
func (s *State) ReplaceTaskID(index uint32) string {
	return s.names.ID(s.replaceTasks.At(index).Region, Ref{Kind(KindCount), index}, "")
}

// describeReplaceTask shows one replacement of a root volume.
func (tx *Tx) describeReplaceTask(index uint32) ReplaceTaskDescription {
	t := tx.replaceTasks.At(index)
	d := ReplaceTaskDescription{
		ID: tx.ReplaceTaskID(index), InstanceID: tx.ID(Ref{KindInstance, t.Instance}), State: t.State,
		StartTime: tx.moment(t.Began)[0], DeleteReplaced: t.DeleteOld,
	}
	if t.isOver() {
		d.CompleteTime = tx.moment(t.Ended)[0]
	}
	if t.HasImage {
		d.ImageID = tx.ID(Ref{KindImage, t.Image})
	}
	if t.HasSnapshot {
		d.SnapshotID = tx.ID(Ref{KindSnapshot, t.New.Snapshot})
	}
	return d
}
