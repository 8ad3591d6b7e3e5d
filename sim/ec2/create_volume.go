package ec2

import (
	"blockyard/sim/apierr"
	"blockyard/sim/catalog"
	"blockyard/sim/unit"
)

// CreateVolumeInput holds the parameters of CreateVolume.
type CreateVolumeInput struct {
	AvailabilityZone   string             `ec2:"AvailabilityZone,required"`
	Encrypted          *bool              `ec2:"Encrypted"`
	Iops               int64              `ec2:"Iops"`
	KmsKeyID           string             `ec2:"KmsKeyId"`
	MultiAttach        *bool              `ec2:"MultiAttachEnabled"`
	Size               int64              `ec2:"Size"` // GiB
	SnapshotID         string             `ec2:"SnapshotId,id=snapshot"`
	VolumeType         string             `ec2:"VolumeType,enum=gp3|gp2|io2|io1|st1|sc1|standard,open"`
	Throughput         int64              `ec2:"Throughput"`               // MiB/s
	InitializationRate *int64             `ec2:"VolumeInitializationRate"` // MiB/s
	TagSpecifications  []TagSpecification `ec2:"TagSpecifications,query=TagSpecification"`
	DryRun             bool               `ec2:"DryRun"`
}

// CreateVolume makes a volume in a zone: an empty one of the given size, or
// one with the content of a snapshot and at least its size.
func CreateVolume(tx *Tx, in CreateVolumeInput) (VolumeDescription, error) {
	zone, err := tx.zone(in.AvailabilityZone)
	if err != nil {
		return VolumeDescription{}, err
	}
	order := volumeOrder{gib: in.Size, typeName: in.VolumeType, iops: in.Iops, throughput: in.Throughput, multiAttach: in.MultiAttach != nil && *in.MultiAttach, sealing: sealing{in.Encrypted, in.KmsKeyID}, rate: in.InitializationRate}
	if in.SnapshotID != "" {
		if order.snapshot, err = tx.usableSnapshot(in.SnapshotID); err != nil {
			return VolumeDescription{}, err
		}
		order.hasSnapshot = true
	}
	v, err := tx.checkVolume(order)
	if err != nil {
		return VolumeDescription{}, err
	}
	tags, err := specifiedTags(in.TagSpecifications, KindVolume, KindVolume)
	if err != nil {
		return VolumeDescription{}, err
	}
	v.setTags(tags)
	if err := tx.roomForVolumes(in.AvailabilityZone, v); err != nil {
		return VolumeDescription{}, err
	}
	v.Zone, v.MultiAttach = zone, order.multiAttach
	ref := Ref{KindVolume, tx.Length(KindVolume)}
	tx.initialise(&v, in.InitializationRate)
	tx.Emit(VolumeCreated{v, "CreateVolume"})
	tx.wake(WakeVolume, ref, tx.lasts(catalog.VolumeCreating, ref))
	return tx.describeVolume(ref.Index), nil
}

// A volumeOrder is what is asked of a volume, by CreateVolume or by a launch.
type volumeOrder struct {
	gib, iops, throughput int64
	typeName              string
	snapshot              uint32
	hasSnapshot           bool
	sealing               sealing
	multiAttach           bool
	rate                  *int64 // VolumeInitializationRate
}

// checkVolume returns the volume that an order makes, without a zone or tags,
// or the refusal. The order of the checks says which refusal wins.
// Source of the wordings: what the service answers, as its users quote it.
func (tx *Tx) checkVolume(o volumeOrder) (Volume, *apierr.Error) {
	if o.typeName == "" {
		o.typeName = catalog.DefaultVolumeType
	}
	kind, ok := tx.volumeType(o.typeName)
	if !ok {
		return Volume{}, apierr.New(apierr.UnknownVolumeType, "Unsupported volume type '%s' for volume creation.", o.typeName)
	}
	if o.gib == 0 && !o.hasSnapshot {
		return Volume{}, apierr.New(apierr.MissingParameter, "The request must contain the parameter size/snapshot").
			Because("A volume needs a size in GiB, or a snapshot whose size it takes.").Suggest("aws ec2 create-volume --size 8 --availability-zone %sa", tx.region().Name)
	}
	if o.hasSnapshot && o.gib == 0 {
		o.gib = tx.snapshots.At(o.snapshot).GiB
	}
	if err := checkSize(kind, o.gib); err != nil {
		return Volume{}, err
	}
	if o.hasSnapshot && o.gib < tx.snapshots.At(o.snapshot).GiB {
		return Volume{}, tooSmall(apierr.InvalidParameterValue, o.gib, tx.ID(Ref{KindSnapshot, o.snapshot}), tx.snapshots.At(o.snapshot).GiB)
	}
	if err := checkPerformance(kind, o); err != nil {
		return Volume{}, err
	}
	if err := checkInitializationRate(o.rate, o.hasSnapshot); err != nil {
		return Volume{}, err
	}
	if o.multiAttach && !kind.MultiAttach {
		return Volume{}, notMultiAttach(kind)
	}
	v := Volume{Header: tx.newHeader(), Specification: Specification{Type: kind, GiB: o.gib}, Snapshot: o.snapshot, HasSnapshot: o.hasSnapshot}
	var err *apierr.Error
	if v.Key, err = tx.keyOf(o.sealing, o.snapshot, o.hasSnapshot); err != nil {
		return Volume{}, err
	}
	v.Encrypted = v.Key != NoKey
	v.IOPS, v.Throughput = shownPerformance(kind, o)
	return v, nil
}

func tooSmall(code apierr.Code, gib int64, snapshot string, least int64) *apierr.Error {
	return apierr.New(code, "Volume of size %dGB is smaller than snapshot '%s', expect size >= %dGB", gib, snapshot, least).
		Because("A volume can be larger than the snapshot that it is made from, never smaller.")
}

// checkSize refuses a size that the volume type does not have.
func checkSize(t *catalog.VolumeType, gib int64) *apierr.Error {
	switch {
	case gib < int64(t.MinGiB):
		return apierr.New(apierr.InvalidParameterValue, "The volume size is invalid for %s volumes: %d GiB. %s volumes must be at least %d GiB in size. Please specify a volume size above the minimum limit.",
			t.Name, gib, t.Name, t.MinGiB).Because("Volumes of type %s have %d to %d GiB.", t.Name, t.MinGiB, t.MaxGiB)
	case gib > int64(t.MaxGiB):
		return apierr.New(apierr.InvalidParameterValue, "Volume of %dGiB is too large for volume type %s; maximum is %dGiB", gib, t.Name, t.MaxGiB).
			Because("Volumes of type %s have %d to %d GiB.", t.Name, t.MinGiB, t.MaxGiB)
	}
	return nil
}

// checkPerformance refuses IOPS and throughput that the volume type does not have.
func checkPerformance(t *catalog.VolumeType, o volumeOrder) *apierr.Error {
	switch {
	case t.IOPS == catalog.Required && o.iops == 0:
		return apierr.New(apierr.InvalidParameterCombination, "The parameter iops must be specified for %s volumes.", t.Name).
			Because("What %s delivers is what is ordered: say how much with --iops.", t.Name)
	case t.IOPS == catalog.NotAllowed && o.iops != 0:
		return apierr.New(apierr.InvalidParameterCombination, "The parameter iops is not supported for %s volumes.", t.Name).
			Because("The performance of %s follows from its size or its kind; only gp3, io1 and io2 take --iops.", t.Name)
	case t.Throughput == catalog.NotAllowed && o.throughput != 0:
		return apierr.New(apierr.InvalidParameterCombination, "The throughput parameter is not supported for %s volumes.", t.Name).
			Because("Only gp3 takes --throughput.")
	case o.iops != 0 && o.iops < int64(t.MinIOPS):
		return apierr.New(apierr.InvalidParameterValue, "Volume iops of %d is too low; minimum is %d.", o.iops, t.MinIOPS).
			Because("Volumes of type %s take --iops from %d to %d.", t.Name, t.MinIOPS, t.MaxIOPS)
	case o.iops > int64(t.MaxIOPS):
		return apierr.New(apierr.InvalidParameterValue, "Volume iops of %d is too high; maximum is %d.", o.iops, t.MaxIOPS).
			Because("Volumes of type %s take --iops from %d to %d.", t.Name, t.MinIOPS, t.MaxIOPS)
	case o.iops > int64(t.IOPSLimit(uint32(o.gib))):
		return apierr.New(apierr.InvalidParameterValue, "Iops to volume size ratio of %s is too high; maximum is %d",
			unit.RatioOf(o.iops, o.gib).Decimal(6), t.PerGiB).
			Because("%s gives at most %d IOPS a GiB: ask for a larger volume, or for fewer.", t.Name, t.PerGiB)
	}
	return checkThroughput(t, o)
}

func checkThroughput(t *catalog.VolumeType, o volumeOrder) *apierr.Error {
	iops := max(o.iops, int64(t.DefaultIOPS))
	switch {
	case o.throughput == 0:
		return nil
	case o.throughput < int64(t.MinThroughput):
		return apierr.New(apierr.InvalidParameterValue, "Volume throughput of %d is too low; minimum is %d.", o.throughput, t.MinThroughput).
			Because("Volumes of type %s take --throughput from %d to %d MiB/s.", t.Name, t.MinThroughput, t.MaxThroughput)
	case o.throughput > int64(t.MaxThroughput):
		return apierr.New(apierr.InvalidParameterValue, "Volume throughput of %d is too high; maximum is %d.", o.throughput, t.MaxThroughput).
			Because("Volumes of type %s take --throughput from %d to %d MiB/s.", t.Name, t.MinThroughput, t.MaxThroughput)
	case o.throughput*int64(t.IOPSPerMiBps) > iops:
		return apierr.New(apierr.InvalidParameterValue, "Throughput (MiBps) to iops ratio of %s is too high; maximum is 0.250000 MiBps per iops",
			unit.RatioOf(o.throughput, iops).Decimal(6)).
			Because("Each MiB/s needs %d IOPS: ask for more --iops, or less --throughput.", t.IOPSPerMiBps)
	}
	return nil
}

// shownPerformance returns the IOPS and MiB/s that DescribeVolumes shows: gp2
// follows its size (3 IOPS a GiB, from 100 to 16,000), gp3 has its baseline or
// what was provisioned, the others show what was provisioned or nothing.
func shownPerformance(t *catalog.VolumeType, o volumeOrder) (iops, throughput int64) {
	return orNumber(o.iops, int64(t.BaselineIOPS(uint32(o.gib)))), orNumber(o.throughput, int64(t.DefaultThroughput))
}

// newHeader returns the header of something that the caller makes now.
func (tx *Tx) newHeader() Header {
	return Header{Account: tx.Account, Region: tx.Region, Created: tx.Now}
}

// roomForVolumes refuses volumes that exceed a quota of the account.
func (tx *Tx) roomForVolumes(zone string, volumes ...Volume) *apierr.Error {
	if tx.quotas.Len() == 0 { // the usual case: nothing has to be counted
		return nil
	}
	var gib, iops int64
	for i := range volumes {
		gib += volumes[i].GiB
		if volumes[i].Type.IOPS == catalog.Required {
			iops += volumes[i].IOPS
		}
	}
	for _, v := range tx.volumes.All() {
		if v.State != "" && v.State != VolumeDeleting && v.State != VolumeError && v.Account == tx.Account && v.Region == tx.Region {
			gib += v.GiB
			if v.Type.IOPS == catalog.Required {
				iops += v.IOPS
			}
		}
	}
	switch {
	case gib > tx.limit(QuotaVolumeStorage):
		return apierr.New(apierr.VolumeLimitExceeded, "You have exceeded your maximum volume storage of %d GiB in this region.", tx.limit(QuotaVolumeStorage))
	case iops > tx.limit(QuotaProvisionedIOPS):
		return apierr.New(apierr.MaxIOPSLimitExceeded, "You have reached the limit of %d provisioned IOPS for this region.", tx.limit(QuotaProvisionedIOPS))
	case tx.zoneLimit(QuotaVolumeCapacity, zone) < int64(len(volumes)):
		return apierr.New(apierr.InsufficientVolumeCapacity, "There is not enough capacity to fulfill your EBS volume request in %s.", zone)
	}
	return nil
}
