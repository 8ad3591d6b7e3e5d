package ec2

import (
	"blockyard/sim/apierr"
	"blockyard/sim/catalog"
)

// CopyVolumesInput holds the parameters of CopyVolumes.
type CopyVolumesInput struct {
	SourceVolumeID    string             `ec2:"SourceVolumeId,required,id=volume"`
	Iops              int64              `ec2:"Iops"`
	Size              int64              `ec2:"Size"` // GiB
	VolumeType        string             `ec2:"VolumeType,enum=gp3|gp2|io2|io1|st1|sc1|standard,open"`
	DryRun            bool               `ec2:"DryRun"`
	TagSpecifications []TagSpecification `ec2:"TagSpecifications,query=TagSpecification"`
	MultiAttach       *bool              `ec2:"MultiAttachEnabled"`
	Throughput        int64              `ec2:"Throughput"` // MiB/s
}

// CopyVolumesOutput is the answer of CopyVolumes.
type CopyVolumesOutput struct {
	Volumes []VolumeDescription `ec2:"Volumes,xml=volumeSet"`
}

// CopyVolumes makes a volume in the zone of another one with the content that
// this one has now: what its guest holds in memory is not in it. The copy can be
// used once it is available; its blocks come by and by.
// Source: https://docs.aws.amazon.com/ebs/latest/userguide/ebs-copying-volume.html.
func CopyVolumes(tx *Tx, in CopyVolumesInput) (out CopyVolumesOutput, _ error) {
	index, err := tx.findVolume(in.SourceVolumeID)
	if err != nil {
		return out, err
	}
	source := *tx.volumes.At(index)
	if source.State != VolumeAvailable && source.State != VolumeInUse {
		return out, apierr.New(apierr.IncorrectState, "Volume '%s' is not in the 'available' or 'in-use' state.", in.SourceVolumeID).
			Because("The volume is %s.", source.State)
	}
	v, err := tx.checkVolume(volumeOrder{
		gib: orNumber(in.Size, source.GiB), iops: in.Iops, throughput: in.Throughput, typeName: in.VolumeType,
		multiAttach: in.MultiAttach != nil && *in.MultiAttach,
	})
	if err != nil {
		return out, err
	}
	if v.GiB < source.GiB {
		return out, apierr.New(apierr.InvalidParameterValue, "Volume of size %dGB is smaller than volume '%s', expect size >= %dGB", v.GiB, in.SourceVolumeID, source.GiB).
			Because("A copy can be larger than its source, never smaller.")
	}
	tags, err := specifiedTags(in.TagSpecifications, KindVolume, KindVolume)
	if err != nil {
		return out, err
	}
	v.setTags(tags)
	if err := tx.roomForVolumes(zoneName(source.Region, source.Zone), v); err != nil {
		return out, err
	}
	v.Zone, v.MultiAttach, v.Encrypted, v.Key = source.Zone, in.MultiAttach != nil && *in.MultiAttach, source.Encrypted, source.Key
	v.Source, v.HasSource = index, true
	v.Initialization = Initialization{Method: InitializedByCopy, Rate: catalog.VolumeCopyRate, Blocks: tx.blocks.Total(source.Block), Began: tx.Now}
	if tx.Timing == catalog.None {
		v.Initialization.Rate = 0
	}
	ref := Ref{KindVolume, tx.Length(KindVolume)}
	tx.Emit(VolumeCreated{v, "CopyVolumes"})
	tx.wake(WakeVolume, ref, tx.lasts(catalog.VolumeCreating, ref))
	out.Volumes = []VolumeDescription{tx.describeVolume(ref.Index)}
	return out, nil
}

// copyOf takes over what a volume has from the one that it is a copy of.
func (v *Volume) copyOf(s *State, from *Volume) {
	v.Block = s.blocks.CopyVolume(from.Block, true)
	v.Files, v.ProductCode, v.Platform, v.FileSystem = from.Files, from.ProductCode, from.Platform, from.FileSystem
	if spans := from.FileSystemGiB(); spans < v.GiB {
		v.FileSystem = spans
	}
}
