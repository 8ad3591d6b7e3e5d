package guest

import (
	"strings"

	"blockyard/sim/apierr"
	"blockyard/sim/block"
	"blockyard/sim/ec2"
	"blockyard/sim/unit"
)

// ReadInput holds the parameters of Read.
type ReadInput struct {
	InstanceID string `ec2:"InstanceId,required,id=instance"`
	Path       string `ec2:"Path,required"`
}

// ReadOutput is the answer of Read.
type ReadOutput struct {
	Size    string `ec2:"Size"`    // of what is read
	Fetched string `ec2:"Fetched"` // how much of that has still to come from the snapshot
	Took    string `ec2:"Took"`
	Alone   string `ec2:"Alone"` // how long it would take if all of it were on the volume
}

// Read says how long it would take now to read a file, or a whole disk by its
// mount point: as fast as volume and instance are, but no faster than blocks
// that are read for the first time come from the volume's snapshot.
func Read(tx *Tx, in ReadInput) (out ReadOutput, err error) {
	instance, refused := tx.up(in.InstanceID)
	if refused != nil {
		return out, refused
	}
	d, size, refused := tx.readable(instance, in.Path)
	if refused != nil {
		return out, refused
	}
	alone, fetched, wait := unit.Duration(0), unit.Bytes(0), unit.Duration(0)
	if d.slot < 0 {
		v := tx.Volumes().At(d.volume)
		alone = unit.Duration(int64(size) * int64(unit.Second) / tx.bytesPerSecond(instance, v))
		fetched, wait = toFetch(v, size, d.size, tx.Now)
	}
	return ReadOutput{size.String(), fetched.String(), max(alone, wait).String(), alone.String()}, nil
}

// readable returns what a path names and its size: a file, or by its mount point a disk.
func (tx *Tx) readable(instance uint32, path string) (disk, unit.Bytes, *apierr.Error) {
	i := tx.Instances().At(instance)
	for _, d := range tx.disks(instance) {
		if mount := MountPoint(i, d.device); d.mounted && strings.TrimSuffix(path, "/") == strings.TrimSuffix(mount, "/") {
			return d, d.size, nil
		}
	}
	d, name, err := tx.locate(instance, path)
	if err != nil {
		return d, 0, err
	}
	file, found := d.files.Find(name)
	if !found {
		return d, 0, apierr.New(apierr.InvalidParameterValue, "Value (%s) for parameter path is invalid. There is no such file on the disk.", path).
			Suggest("yard ls %s", tx.Handle(ec2.Ref{Kind: ec2.KindInstance, Index: instance}))
	}
	return d, file.Size, nil
}

// toFetch returns how much of what is read has still to come from the volume's
// snapshot, and how long that takes.
//
// Simplified: what has come so far is spread evenly over the volume's blocks.
func toFetch(v *ec2.Volume, size, whole unit.Bytes, now unit.Instant) (unit.Bytes, unit.Duration) {
	i := v.Initialization
	missing := i.Missing(now)
	if missing == 0 {
		return 0, 0
	}
	if size < whole {
		missing = min(missing, (uint64(blocksOf(size))*missing+i.Blocks-1)/i.Blocks)
	}
	i.Blocks, i.Began = missing, now
	return unit.Bytes(missing) * block.Size, i.Ends().Sub(now)
}

// bytesPerSecond returns how fast an instance can read from a volume: as the
// volume can, with credits, or as the instance always can.
func (tx *Tx) bytesPerSecond(instance uint32, v *ec2.Volume) int64 {
	speed := int64(v.Type.BurstThroughput(uint32(v.GiB), uint32(v.IOPS))) * int64(unit.MiB)
	if v.Throughput > 0 {
		speed = v.Throughput * int64(unit.MiB)
	}
	if limit := int64(tx.Instances().At(instance).Type.EBS.Baseline.MilliMBps) * 1000; limit > 0 {
		speed = min(speed, limit)
	}
	return speed
}
