package guest

import (
	"blockyard/sim/apierr"
	"blockyard/sim/block"
	"blockyard/sim/ec2"
	"blockyard/sim/unit"
)

// GrowFileSystemInput holds the parameters of GrowFileSystem.
type GrowFileSystemInput struct {
	InstanceID string `ec2:"InstanceId,required,id=instance"`
	Path       string `ec2:"Path,required"`
	DryRun     bool   `ec2:"DryRun"`
}

// GrowFileSystem lets the file system of a disk span all of its volume, as
// growpart and resize2fs or xfs_growfs do. A volume that grows leaves it as it is.
// Source: https://docs.aws.amazon.com/ebs/latest/userguide/recognize-expanded-volume-linux.html.
func GrowFileSystem(tx *Tx, in GrowFileSystemInput) (ec2.Empty, error) {
	instance, err := tx.up(in.InstanceID)
	if err != nil {
		return ec2.Empty{}, err
	}
	d, err := tx.mountedAt(instance, in.Path)
	if err != nil {
		return ec2.Empty{}, err
	}
	if d.slot >= 0 || tx.Volumes().At(d.volume).FileSystem == 0 {
		return ec2.Empty{}, apierr.New(apierr.IncorrectState, "The file system on %s spans its disk already: there is nothing to grow into.", d.device).
			Because("A file system grows into the room that its volume got: enlarge the volume first, with aws ec2 modify-volume.")
	}
	tx.Emit(ec2.FileSystemGrown{Volume: d.volume})
	return ec2.Empty{}, nil
}

// mountedAt returns the disk whose mount point a path is, or on which it lies.
func (tx *Tx) mountedAt(instance uint32, path string) (disk, *apierr.Error) {
	i := tx.Instances().At(instance)
	for _, d := range tx.disks(instance) {
		if mount := MountPoint(i, d.device); d.mounted && (path == mount || path+"/" == mount || path == d.device) {
			return d, nil
		}
	}
	d, _, err := tx.locate(instance, path)
	return d, err
}

// DfInput holds the parameters of Df.
type DfInput struct {
	InstanceID string `ec2:"InstanceId,required,id=instance"`
}

// DfOutput is the answer of Df.
type DfOutput struct {
	FileSystems []FileSystemDescription `ec2:"FileSystems"`
}

// A FileSystemDescription is a file system as df shows it, beside the size of its disk.
type FileSystemDescription struct {
	Device     string `ec2:"Device"`
	MountPoint string `ec2:"MountPoint"`
	Disk       string `ec2:"Disk"`
	Size       string `ec2:"Size"`
	Used       string `ec2:"Used"`
	Available  string `ec2:"Available"`
}

// DescribeFileSystems lists the mounted file systems of an instance.
func DescribeFileSystems(tx *Tx, in DfInput) (DfOutput, error) {
	out := DfOutput{FileSystems: []FileSystemDescription{}}
	instance, err := tx.up(in.InstanceID)
	if err != nil {
		return out, err
	}
	i := tx.Instances().At(instance)
	for _, d := range tx.disks(instance) {
		if !d.mounted {
			continue
		}
		used := unit.Bytes(d.files.Used()) * block.Size
		whole := d.size
		if d.slot < 0 {
			whole = unit.Bytes(tx.Volumes().At(d.volume).GiB) * unit.GiB
		}
		out.FileSystems = append(out.FileSystems, FileSystemDescription{
			d.device, MountPoint(i, d.device), whole.String(), d.size.String(), used.String(), (d.size - used).String(),
		})
	}
	return out, nil
}

// growRoot lets the file system of the disk that was booted from span it, as
// cloud-init does at every boot.
//
// Simplified: the images of Windows do so, too, where AWS leaves it to the user.
func (tx *Tx) growRoot(instance uint32) {
	if root, ok := tx.rootVolume(instance); ok && tx.Volumes().At(root).FileSystem > 0 {
		tx.Emit(ec2.FileSystemGrown{Volume: root})
	}
}
