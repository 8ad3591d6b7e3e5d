package ec2

import "blockyard/sim/unit"

// DescribeVolumesInput holds the parameters of DescribeVolumes.
type DescribeVolumesInput struct {
	VolumeIDs  []string `ec2:"VolumeIds,query=VolumeId,id=volume"`
	Filters    []Filter `ec2:"Filters,query=Filter"`
	NextToken  string   `ec2:"NextToken"`
	MaxResults *int64   `ec2:"MaxResults"`
	DryRun     bool     `ec2:"DryRun"`
}

// DescribeVolumesOutput is the answer of DescribeVolumes.
type DescribeVolumesOutput struct {
	Volumes   []VolumeDescription `ec2:"Volumes,xml=volumeSet"`
	NextToken string              `ec2:"NextToken"`
}

// A VolumeDescription is a volume as DescribeVolumes shows it.
type VolumeDescription struct {
	Attachments        []AttachmentDescription `ec2:"Attachments,xml=attachmentSet"`
	AvailabilityZone   string                  `ec2:"AvailabilityZone"`
	CreateTime         unit.Date               `ec2:"CreateTime"`
	Encrypted          bool                    `ec2:"Encrypted"`
	KmsKeyID           string                  `ec2:"KmsKeyId,omitempty"`
	Size               int64                   `ec2:"Size"` // GiB
	SnapshotID         string                  `ec2:"SnapshotId"`
	SourceVolumeID     string                  `ec2:"SourceVolumeId,omitempty"`
	State              VolumeState             `ec2:"State,xml=status"`
	VolumeID           string                  `ec2:"VolumeId"`
	Iops               int64                   `ec2:"Iops,omitempty"`
	Tags               []Tag                   `ec2:"Tags,omitempty,xml=tagSet"`
	VolumeType         string                  `ec2:"VolumeType"`
	FastRestored       bool                    `ec2:"FastRestored,omitempty"`
	MultiAttachEnabled bool                    `ec2:"MultiAttachEnabled"`
	InitializationRate int64                   `ec2:"VolumeInitializationRate,omitempty"` // MiB/s
	Throughput         int64                   `ec2:"Throughput,omitempty"`               // MiB/s
}

// An AttachmentDescription is an attachment as DescribeVolumes shows it.
type AttachmentDescription struct {
	AttachTime          unit.Date       `ec2:"AttachTime"`
	Device              string          `ec2:"Device"`
	InstanceID          string          `ec2:"InstanceId"`
	State               AttachmentState `ec2:"State,xml=status"`
	VolumeID            string          `ec2:"VolumeId"`
	DeleteOnTermination bool            `ec2:"DeleteOnTermination"`
}

// volumeFields is what volumes can be filtered by.
var volumeFields = []field[Volume]{
	{"attachment.attach-time", ofAttachment(func(tx *Tx, a Attachment) []string { return tx.moment(a.Since) })},
	{"attachment.delete-on-termination", ofAttachment(func(_ *Tx, a Attachment) []string { return truth(a.DeleteOnTermination) })},
	{"attachment.device", ofAttachment(func(_ *Tx, a Attachment) []string { return one(a.Device) })},
	{"attachment.instance-id", ofAttachment(func(tx *Tx, a Attachment) []string { return one(tx.ID(Ref{KindInstance, a.Instance})) })},
	{"attachment.status", ofAttachment(func(_ *Tx, a Attachment) []string { return one(string(a.State)) })},
	{"availability-zone", func(_ *Tx, _ uint32, v *Volume) []string { return one(zoneName(v.Region, v.Zone)) }},
	{"create-time", func(tx *Tx, _ uint32, v *Volume) []string { return tx.moment(v.Created) }},
	{"encrypted", func(_ *Tx, _ uint32, v *Volume) []string { return truth(v.Encrypted) }},
	{"multi-attach-enabled", func(_ *Tx, _ uint32, v *Volume) []string { return truth(v.MultiAttach) }},
	{"size", func(_ *Tx, _ uint32, v *Volume) []string { return number(v.GiB) }},
	{"snapshot-id", func(tx *Tx, _ uint32, v *Volume) []string { return one(tx.madeFrom(v)) }},
	{"status", func(_ *Tx, _ uint32, v *Volume) []string { return one(string(v.State)) }},
	{"volume-id", func(tx *Tx, index uint32, _ *Volume) []string { return one(tx.ID(Ref{KindVolume, index})) }},
	{"volume-type", func(_ *Tx, _ uint32, v *Volume) []string { return one(v.Type.Name) }},
}

// ofAttachment makes a filter field of a volume's attachments.
func ofAttachment(value func(*Tx, Attachment) []string) func(*Tx, uint32, *Volume) []string {
	return func(tx *Tx, _ uint32, v *Volume) (values []string) {
		for _, a := range v.Attachments {
			values = append(values, value(tx, a)...)
		}
		return values
	}
}

// DescribeVolumes lists the caller's volumes in the region in order of creation.
func DescribeVolumes(tx *Tx, in DescribeVolumesInput) (out DescribeVolumesOutput, err error) {
	if err := notWithLimit(in.VolumeIDs, in.MaxResults, "volumesSet"); err != nil {
		return out, err
	}
	indices, fault := tx.listed(KindVolume, in.VolumeIDs, eachID(tx.findVolume))
	if fault != nil {
		return out, fault
	}
	keep, fault := newSieve(tx, KindVolume, in.Filters, volumeFields)
	if fault != nil {
		return out, fault
	}
	volumes := []VolumeDescription{}
	for _, index := range indices {
		if keep.keeps(index, tx.volumes.At(index)) {
			volumes = append(volumes, tx.describeVolume(index))
		}
	}
	out.Volumes, out.NextToken, fault = page("DescribeVolumes", volumes, in.MaxResults, in.NextToken)
	return out, orNil(fault)
}

// describeVolume shows one volume.
func (tx *Tx) describeVolume(index uint32) VolumeDescription {
	v := tx.volumes.At(index)
	d := VolumeDescription{
		Attachments: make([]AttachmentDescription, 0, len(v.Attachments)), AvailabilityZone: zoneName(v.Region, v.Zone),
		CreateTime: tx.shown(v.Created), Encrypted: v.Encrypted, KmsKeyID: tx.KeyARN(v.Key, v.Account, v.Region), Size: v.GiB, SnapshotID: tx.madeFrom(v), State: v.State,
		VolumeID: tx.ID(Ref{KindVolume, index}), Iops: v.IOPS, Tags: v.Tags(), VolumeType: v.Type.Name, FastRestored: v.Initialization.Fast, InitializationRate: v.Initialization.Requested, MultiAttachEnabled: v.MultiAttach, Throughput: v.Throughput,
	}
	if v.HasSource {
		d.SourceVolumeID = tx.ID(Ref{KindVolume, v.Source})
	}
	for _, a := range v.Attachments {
		d.Attachments = append(d.Attachments, tx.describeAttachment(index, a))
	}
	return d
}

// madeFrom returns the id of the snapshot that a volume was made from, or "".
func (tx *Tx) madeFrom(v *Volume) string {
	if !v.HasSnapshot {
		return ""
	}
	return tx.ID(Ref{KindSnapshot, v.Snapshot})
}

// describeAttachment shows one attachment of a volume.
func (tx *Tx) describeAttachment(volume uint32, a Attachment) AttachmentDescription {
	return AttachmentDescription{
		tx.shown(a.Since), a.Device, tx.ID(Ref{KindInstance, a.Instance}), a.State, tx.ID(Ref{KindVolume, volume}), a.DeleteOnTermination,
	}
}
