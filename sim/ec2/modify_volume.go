package ec2

import (
	"strings"

	"blockyard/sim/apierr"
	"blockyard/sim/catalog"
	"blockyard/sim/unit"
)

// ModifyVolumeInput holds the parameters of ModifyVolume.
type ModifyVolumeInput struct {
	VolumeID           string `ec2:"VolumeId,required,id=volume"`
	Size               int64  `ec2:"Size"` // GiB
	VolumeType         string `ec2:"VolumeType,enum=gp3|gp2|io2|io1|st1|sc1|standard,open"`
	Iops               int64  `ec2:"Iops"`
	Throughput         int64  `ec2:"Throughput"` // MiB/s
	MultiAttachEnabled *bool  `ec2:"MultiAttachEnabled"`
	DryRun             bool   `ec2:"DryRun"`
}

// ModifyVolumeOutput is the answer of ModifyVolume.
type ModifyVolumeOutput struct {
	VolumeModification ModificationDescription `ec2:"VolumeModification"`
}

// A ModificationDescription is the modification of a volume as ModifyVolume and
// DescribeVolumesModifications show it.
type ModificationDescription struct {
	VolumeID                   string            `ec2:"VolumeId"`
	ModificationState          ModificationState `ec2:"ModificationState"`
	StatusMessage              string            `ec2:"StatusMessage,omitempty"`
	TargetSize                 int64             `ec2:"TargetSize"`
	TargetIops                 int64             `ec2:"TargetIops,omitempty"`
	TargetVolumeType           string            `ec2:"TargetVolumeType"`
	TargetThroughput           int64             `ec2:"TargetThroughput,omitempty"`
	TargetMultiAttachEnabled   bool              `ec2:"TargetMultiAttachEnabled"`
	OriginalSize               int64             `ec2:"OriginalSize"`
	OriginalIops               int64             `ec2:"OriginalIops,omitempty"`
	OriginalVolumeType         string            `ec2:"OriginalVolumeType"`
	OriginalThroughput         int64             `ec2:"OriginalThroughput,omitempty"`
	OriginalMultiAttachEnabled bool              `ec2:"OriginalMultiAttachEnabled"`
	Progress                   int64             `ec2:"Progress"` // percent
	StartTime                  unit.Date         `ec2:"StartTime"`
	EndTime                    unit.Date         `ec2:"EndTime,omitempty"`
}

// ModifyVolume changes size, type or performance of a volume, attached or not.
// A volume can only grow; its file system has to be grown by its guest afterwards.
//
// The order of the checks says which refusal wins.
// Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyVolume.html.
func ModifyVolume(tx *Tx, in ModifyVolumeInput) (ModifyVolumeOutput, error) {
	index, err := tx.findVolume(in.VolumeID)
	if err != nil {
		return ModifyVolumeOutput{}, err
	}
	if err := tx.checkModifyVolume(index, in); err != nil {
		return ModifyVolumeOutput{}, err
	}
	target, err := tx.checkTarget(index, in)
	if err != nil {
		return ModifyVolumeOutput{}, err
	}
	if err := tx.checkModificationRate(index, in.VolumeID); err != nil {
		return ModifyVolumeOutput{}, err
	}
	if err := tx.roomToModify(index, target); err != nil {
		return ModifyVolumeOutput{}, err
	}
	ref := Ref{KindVolume, index}
	tx.Emit(VolumeModifying{index, target, tx.Now})
	tx.wakeModificationAfter(index, tx.lasts(catalog.VolumeModifying, ref))
	return ModifyVolumeOutput{tx.describeModification(index)}, nil
}

// checkModifyVolume refuses a call that asks for nothing, and a volume that cannot be modified now.
func (tx *Tx) checkModifyVolume(index uint32, in ModifyVolumeInput) *apierr.Error {
	v := tx.volumes.At(index)
	switch {
	case in.Size == 0 && in.VolumeType == "" && in.Iops == 0 && in.Throughput == 0 && in.MultiAttachEnabled == nil:
		return apierr.New(apierr.InvalidParameterValue, "Invalid input: Must specify at least one of size, type, iops, throughput or multi-attach.").
			Because("Say what is to change.").Suggest("aws ec2 modify-volume --volume-id %s --size %d", tx.Handle(Ref{KindVolume, index}), v.GiB*2)
	case v.State != VolumeAvailable && v.State != VolumeInUse:
		return apierr.New(apierr.IncorrectState, "Volume %s must be in the available or in-use state to be modified.", in.VolumeID).
			Because("The volume is %s.", v.State)
	case v.MultiAttach && v.Type.Name == "io1":
		return apierr.New(apierr.InvalidParameterValue, "io1 volumes with Multi-Attach enabled do not support modify-volume actions. Use an io2 volume instead.").
			Because("An io1 volume with Multi-Attach stays as it was made; io2 can be modified.")
	case v.Modification.UnderWay():
		return apierr.New(apierr.IncorrectModificationState, "Volume %s cannot be modified in modification state %s", in.VolumeID, strings.ToUpper(string(v.Modification.State))).
			Because("A volume is modified once at a time: wait until this modification is completed.").
			Suggest("aws ec2 describe-volumes-modifications --volume-ids %s", tx.Handle(Ref{KindVolume, index}))
	}
	return nil
}

// checkTarget returns the specification that a volume is to get, or the refusal.
func (tx *Tx) checkTarget(index uint32, in ModifyVolumeInput) (target Specification, refusal *apierr.Error) {
	v := tx.volumes.At(index)
	target = v.Specification
	o := volumeOrder{gib: orNumber(in.Size, v.GiB), typeName: in.VolumeType, iops: in.Iops, throughput: in.Throughput}
	if o.typeName == "" {
		o.typeName = v.Type.Name
	}
	kind, ok := tx.volumeType(o.typeName)
	switch {
	case !ok:
		return target, apierr.New(apierr.UnknownVolumeType, "Unsupported volume type '%s' for volume creation.", o.typeName)
	case o.gib < v.GiB:
		return target, apierr.New(apierr.InvalidParameterValue, "New size cannot be smaller than existing size").
			Because("A volume can only grow: make a smaller one, and copy the files over.").
			Suggest("aws ec2 create-volume --size %d --availability-zone %s", max(1, o.gib), zoneName(v.Region, v.Zone))
	case !kind.Bootable && tx.isRoot(v):
		return target, apierr.New(apierr.BootForVolumeTypeUnsupported, "The volume type '%s' is not supported for a root volume.", kind.Name).
			Because("No instance can boot from %s.", kind.Name)
	}
	if err := checkSize(kind, o.gib); err != nil {
		return target, err
	}
	o.keep(v, kind)
	if err := checkPerformance(kind, o); err != nil {
		return target, err
	}
	if err := tx.checkMultiAttachChange(v, kind, in); err != nil {
		return target, err
	}
	target.Type, target.GiB = kind, o.gib
	if in.MultiAttachEnabled != nil {
		target.MultiAttach = *in.MultiAttachEnabled
	}
	target.IOPS, target.Throughput = shownPerformance(kind, o)
	return target, nil
}

// checkMultiAttachChange refuses what a volume with Multi-Attach cannot become, and
// what cannot become one. Of io2 it can be changed while it is detached.
// Source: https://docs.aws.amazon.com/ebs/latest/userguide/working-with-multi-attach.html.
func (tx *Tx) checkMultiAttachChange(v *Volume, kind *catalog.VolumeType, in ModifyVolumeInput) *apierr.Error {
	switch wanted := in.MultiAttachEnabled; {
	case wanted == nil && (!v.MultiAttach || kind.MultiAttach), wanted != nil && *wanted == v.MultiAttach && kind.MultiAttach:
		return nil
	case wanted == nil, *wanted && !kind.MultiAttach:
		return notMultiAttach(kind)
	case kind.Name != "io2" && *wanted:
		return apierr.New(apierr.InvalidParameterValue, "Multi-Attach can be enabled for %s volumes only when they are created.", kind.Name).
			Because("Only io2 can be given Multi-Attach later.")
	case len(v.Attachments) > 0:
		return apierr.New(apierr.IncorrectState, "Volume %s must be in the available state to change Multi-Attach.", in.VolumeID).
			Because("Multi-Attach can be changed while the volume is attached to nothing.").
			Suggest("aws ec2 detach-volume --volume-id %s", in.VolumeID)
	}
	return nil
}

// keep fills in what a modification does not name: the same type keeps its
// performance, another one gets 3,000 IOPS, and gp3 its least throughput.
func (o *volumeOrder) keep(v *Volume, kind *catalog.VolumeType) {
	same := kind.Name == v.Type.Name
	if o.iops == 0 && kind.IOPS != catalog.NotAllowed {
		if o.iops = catalog.ModifiedIOPS; same {
			o.iops = v.IOPS
		}
	}
	if o.throughput == 0 && kind.Throughput != catalog.NotAllowed && same {
		o.throughput = v.Throughput
	}
}

// isRoot reports whether an instance boots from a volume.
func (tx *Tx) isRoot(v *Volume) bool {
	for _, a := range v.Attachments {
		if a.Device == tx.instances.At(a.Instance).RootDevice {
			return true
		}
	}
	return false
}

// checkModificationRate refuses a modification that comes too soon: up to four
// can begin in any 24 hours, and before that rule one in six hours.
func (tx *Tx) checkModificationRate(index uint32, id string) *apierr.Error {
	m := tx.volumes.At(index).Modification
	if m == nil {
		return nil
	}
	if tx.CatalogueDate() < catalog.FourModificationsSince {
		if tx.Now.Sub(m.Began) < catalog.ModificationSpacing {
			return apierr.New(apierr.VolumeModificationRateExceeded, "You've reached the maximum modification rate per volume limit. Wait at least 6 hours between modifications per EBS volume.").
				Because("This was the rule until it became four modifications in 24 hours.")
		}
		return nil
	}
	begun := m.countedAt(tx.Now)
	if len(begun) < catalog.ModificationsPerWindow {
		return nil
	}
	next := begun[len(begun)-catalog.ModificationsPerWindow].Add(catalog.ModificationWindow)
	return apierr.New(apierr.VolumeModificationRateExceeded, "You've reached the maximum modification rate per volume limit. Wait until %s before you can issue the next modification request for this volume.", tx.Date(next).Milliseconds()).
		Because("A volume can be modified %d times in 24 hours; %s has been.", catalog.ModificationsPerWindow, id)
}

// roomToModify refuses a modification that exceeds a quota of the account.
func (tx *Tx) roomToModify(index uint32, target Specification) *apierr.Error {
	if tx.quotas.Len() == 0 { // the usual case: nothing has to be counted
		return nil
	}
	v := tx.volumes.At(index)
	modified := target.GiB
	for _, other := range tx.volumes.All() {
		if other.Modification.UnderWay() && other.Account == tx.Account && other.Region == tx.Region {
			modified += other.Modification.Target.GiB
		}
	}
	if limit := tx.limit(QuotaModificationStorage); modified > limit {
		return apierr.New(apierr.VolumeModificationSizeLimitExceeded, "You have exceeded the maximum of %d GiB of volume storage that can be modified at once in this region.", limit)
	}
	more := Volume{Header: v.Header, Specification: target}
	more.GiB -= v.GiB
	if v.Type.IOPS == catalog.Required {
		more.IOPS -= v.IOPS
	}
	return tx.roomForVolumes(zoneName(v.Region, v.Zone), more)
}

// DescribeVolumesModificationsInput holds the parameters of DescribeVolumesModifications.
type DescribeVolumesModificationsInput struct {
	VolumeIDs  []string `ec2:"VolumeIds,query=VolumeId,id=volume"`
	Filters    []Filter `ec2:"Filters,query=Filter"`
	NextToken  string   `ec2:"NextToken"`
	MaxResults *int64   `ec2:"MaxResults"`
	DryRun     bool     `ec2:"DryRun"`
}

// DescribeVolumesModificationsOutput is the answer of DescribeVolumesModifications.
type DescribeVolumesModificationsOutput struct {
	NextToken            string                    `ec2:"NextToken"`
	VolumesModifications []ModificationDescription `ec2:"VolumesModifications,xml=volumeModificationSet"`
}

// modificationFields is what modifications can be filtered by.
var modificationFields = []field[Volume]{
	{"modification-state", func(_ *Tx, _ uint32, v *Volume) []string { return one(string(v.Modification.State)) }},
	{"original-iops", func(_ *Tx, _ uint32, v *Volume) []string { return number(v.Modification.Original.IOPS) }},
	{"original-size", func(_ *Tx, _ uint32, v *Volume) []string { return number(v.Modification.Original.GiB) }},
	{"original-volume-type", func(_ *Tx, _ uint32, v *Volume) []string { return one(v.Modification.Original.Type.Name) }},
	{"start-time", func(tx *Tx, _ uint32, v *Volume) []string { return tx.moment(v.Modification.Began) }},
	{"target-iops", func(_ *Tx, _ uint32, v *Volume) []string { return number(v.Modification.Target.IOPS) }},
	{"target-size", func(_ *Tx, _ uint32, v *Volume) []string { return number(v.Modification.Target.GiB) }},
	{"target-volume-type", func(_ *Tx, _ uint32, v *Volume) []string { return one(v.Modification.Target.Type.Name) }},
	{"volume-id", func(tx *Tx, index uint32, _ *Volume) []string { return one(tx.ID(Ref{KindVolume, index})) }},
}

// DescribeVolumesModifications lists the latest modification of each of the
// caller's volumes that ever had one.
func DescribeVolumesModifications(tx *Tx, in DescribeVolumesModificationsInput) (out DescribeVolumesModificationsOutput, err error) {
	if err := notWithLimit(in.VolumeIDs, in.MaxResults, "volumesModificationsSet"); err != nil {
		return out, err
	}
	indices, fault := tx.listed(KindVolume, in.VolumeIDs, eachID(tx.findVolume))
	if fault != nil {
		return out, fault
	}
	keep, fault := newSieve(tx, KindVolume, in.Filters, modificationFields)
	if fault != nil {
		return out, fault
	}
	found := []ModificationDescription{}
	for _, index := range indices {
		v := tx.volumes.At(index)
		if v.Modification == nil && len(in.VolumeIDs) > 0 {
			return out, apierr.New(apierr.InvalidVolumeModificationNotFound, "Modification for volume '%s' does not exist.", tx.ID(Ref{KindVolume, index})).
				Because("This volume is as it was made.")
		}
		if v.Modification != nil && keep.keeps(index, v) {
			found = append(found, tx.describeModification(index))
		}
	}
	out.VolumesModifications, out.NextToken, fault = page("DescribeVolumesModifications", found, in.MaxResults, in.NextToken)
	return out, orNil(fault)
}

// describeModification shows the latest modification of a volume.
func (tx *Tx) describeModification(index uint32) ModificationDescription {
	v := tx.volumes.At(index)
	m := v.Modification
	d := ModificationDescription{
		VolumeID: tx.ID(Ref{KindVolume, index}), ModificationState: m.State, Progress: m.Progress(tx.Now), StartTime: tx.shown(m.Began),
		TargetSize: m.Target.GiB, TargetIops: m.Target.IOPS, TargetVolumeType: m.Target.Type.Name, TargetThroughput: m.Target.Throughput,
		TargetMultiAttachEnabled: m.Target.MultiAttach, OriginalMultiAttachEnabled: m.Original.MultiAttach,
		OriginalSize: m.Original.GiB, OriginalIops: m.Original.IOPS, OriginalVolumeType: m.Original.Type.Name, OriginalThroughput: m.Original.Throughput,
	}
	if !m.UnderWay() {
		d.EndTime = tx.shown(m.Ended)
	}
	if m.State == ModificationFailed {
		d.StatusMessage = "The modification failed; the volume is what it was."
	}
	return d
}
