package ec2

import (
	"slices"

	"blockyard/sim/apierr"
	"blockyard/sim/unit"
)

// CreateSnapshotsInput holds the parameters of CreateSnapshots.
type CreateSnapshotsInput struct {
	Description           string                `ec2:"Description"`
	InstanceSpecification InstanceSpecification `ec2:"InstanceSpecification,required"`
	TagSpecifications     []TagSpecification    `ec2:"TagSpecifications,query=TagSpecification"`
	DryRun                bool                  `ec2:"DryRun"`
	CopyTagsFromSource    string                `ec2:"CopyTagsFromSource,enum=volume"`
}

// An InstanceSpecification says of which of an instance's volumes snapshots are taken: all but those that are left out.
type InstanceSpecification struct {
	InstanceID           string   `ec2:"InstanceId,required,id=instance"`
	ExcludeBootVolume    bool     `ec2:"ExcludeBootVolume"`
	ExcludeDataVolumeIDs []string `ec2:"ExcludeDataVolumeIds,query=ExcludeDataVolumeId,id=volume"`
}

// CreateSnapshotsOutput is the answer of CreateSnapshots.
type CreateSnapshotsOutput struct {
	Snapshots []SnapshotInfo `ec2:"Snapshots,xml=snapshotSet"`
}

// A SnapshotInfo is a snapshot of a set as CreateSnapshots shows it.
type SnapshotInfo struct {
	Description string        `ec2:"Description"`
	Tags        []Tag         `ec2:"Tags,omitempty,xml=tagSet"`
	Encrypted   bool          `ec2:"Encrypted"`
	VolumeID    string        `ec2:"VolumeId"`
	State       SnapshotState `ec2:"State"`
	VolumeSize  int64         `ec2:"VolumeSize"`
	StartTime   unit.Date     `ec2:"StartTime"`
	Progress    string        `ec2:"Progress"`
	OwnerID     string        `ec2:"OwnerId"`
	SnapshotID  string        `ec2:"SnapshotId"`
}

// CreateSnapshots takes snapshots of the volumes of an instance, all of one
// instant: crash consistent across them, as if the power had failed. What the
// guest holds in memory is in none of them. Each is a snapshot of its own from
// then on; deleting one leaves the others.
// Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSnapshots.html.
func CreateSnapshots(tx *Tx, in CreateSnapshotsInput) (CreateSnapshotsOutput, error) {
	instance, err := tx.findInstance(in.InstanceSpecification.InstanceID)
	if err != nil {
		return CreateSnapshotsOutput{}, err
	}
	if err := tx.checkSnapshotSource(instance); err != nil {
		return CreateSnapshotsOutput{}, err
	}
	volumes, err := tx.snapshotSet(instance, in.InstanceSpecification)
	if err != nil {
		return CreateSnapshotsOutput{}, err
	}
	tags, err := tx.tagsOfSet(in, volumes)
	if err != nil {
		return CreateSnapshotsOutput{}, err
	}
	if err := tx.checkSnapshots(volumes...); err != nil {
		return CreateSnapshotsOutput{}, err
	}
	out := CreateSnapshotsOutput{}
	for n, v := range volumes {
		out.Snapshots = append(out.Snapshots, tx.describeOfSet(tx.startSnapshot(v, in.Description, tags[n])))
	}
	return out, nil
}

// checkSnapshotSource refuses an instance that is on its way up or gone.
func (tx *Tx) checkSnapshotSource(instance uint32) *apierr.Error {
	switch i := tx.instances.At(instance); i.State {
	case InstancePending, InstanceShuttingDown, InstanceTerminated, NoInstance:
		return apierr.New(apierr.IncorrectInstanceState, "The instance '%s' is not in a state from which its volumes can be snapshotted.", tx.ID(Ref{KindInstance, instance})).
			Because("The instance is %s; a set of snapshots is taken of a running, stopping or stopped one.", i.State)
	case InstanceRunning, InstanceStopping, InstanceStopped:
	}
	return nil
}

// snapshotSet returns the volumes of which a set of snapshots is taken, in the order of the instance's devices.
func (tx *Tx) snapshotSet(instance uint32, asked InstanceSpecification) (volumes []uint32, err *apierr.Error) {
	excluded, err := tx.excludedVolumes(instance, asked.ExcludeDataVolumeIDs)
	if err != nil {
		return nil, err
	}
	i := tx.instances.At(instance)
	for _, d := range i.Devices {
		if slices.Contains(excluded, d.Volume) || asked.ExcludeBootVolume && d.Name == i.RootDevice {
			continue
		}
		volumes = append(volumes, d.Volume)
	}
	if len(volumes) == 0 {
		return nil, apierr.New(apierr.InvalidParameterValue, "No volumes of the instance '%s' are left to take snapshots of.", asked.InstanceID).
			Because("Snapshots are of EBS volumes; all that the instance has are left out, or it has none.")
	}
	return volumes, nil
}

// excludedVolumes finds the data volumes that a call leaves out: each must be on the instance, and not its root.
func (tx *Tx) excludedVolumes(instance uint32, ids []string) (volumes []uint32, _ *apierr.Error) {
	i := tx.instances.At(instance)
	for _, id := range ids {
		v, err := tx.findVolume(id)
		if err != nil {
			return nil, err
		}
		at := slices.IndexFunc(i.Devices, func(d Device) bool { return d.Volume == v })
		switch {
		case at < 0:
			return nil, apierr.New(apierr.InvalidParameterValue, "Volume '%s' is not attached to the instance.", id).
				Because("Only a data volume of the instance can be left out.")
		case i.Devices[at].Name == i.RootDevice:
			return nil, apierr.New(apierr.InvalidParameterValue, "Volume '%s' is the root volume of the instance.", id).
				Because("The root is left out with ExcludeBootVolume.")
		}
		volumes = append(volumes, v)
	}
	return volumes, nil
}

// tagsOfSet returns the tags of each snapshot of a set: those of its volume, if they are asked for, and those of the call.
func (tx *Tx) tagsOfSet(in CreateSnapshotsInput, volumes []uint32) ([][]Tag, *apierr.Error) {
	asked, err := specifiedTags(in.TagSpecifications, KindSnapshot, KindSnapshot)
	if err != nil {
		return nil, err
	}
	tags := make([][]Tag, len(volumes))
	for n, v := range volumes {
		if tags[n] = asked; in.CopyTagsFromSource == "volume" {
			tags[n] = withTags(tx.Tags(Ref{KindVolume, v}), asked)
		}
		if len(tags[n]) > MaxTags {
			return nil, tooManyTags()
		}
	}
	return tags, nil
}

// describeOfSet shows a snapshot as CreateSnapshots does.
func (tx *Tx) describeOfSet(index uint32) SnapshotInfo {
	d := tx.describeSnapshot(index)
	return SnapshotInfo{
		Description: d.Description, Tags: d.Tags, Encrypted: d.Encrypted, VolumeID: d.VolumeID, State: d.State,
		VolumeSize: d.VolumeSize, StartTime: d.StartTime, Progress: d.Progress, OwnerID: d.OwnerID, SnapshotID: d.SnapshotID,
	}
}
