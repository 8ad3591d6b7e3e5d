package guest

import (
	"fmt"
	"strings"

	"blockyard/sim/apierr"
	"blockyard/sim/block"
	"blockyard/sim/ec2"
	"blockyard/sim/unit"
)

// A disk is what an instance has at a device: a volume or an instance-store disk.
type disk struct {
	device  string
	volume  uint32
	slot    int // of an instance-store disk; -1 for a volume
	size    unit.Bytes
	files   *ec2.Files
	mounted bool // the guest can use it: it is neither being attached nor detached
}

// disks returns the disks of an instance, the root first.
//
// Simplified: every attached disk has a file system and is mounted at once,
// the root at / and the others at /mnt and the end of their device name.
func (tx *Tx) disks(instance uint32) []disk {
	i, m := tx.Instances().At(instance), tx.Guests.machine(instance)
	var all []disk
	for n, d := range i.Disks {
		all = append(all, disk{d.Device, 0, n, unit.Bytes(d.GiB) * unit.GiB, d.Files, true})
	}
	for _, d := range i.Devices {
		v := tx.Volumes().At(d.Volume)
		files := v.Files
		if seen, has := m.seen(d.Name); has {
			files = seen
		}
		all = append(all, disk{d.Name, d.Volume, -1, unit.Bytes(v.FileSystemGiB()) * unit.GiB, files, isMounted(i, v, instance) && !v.Impairment.IODisabled})
	}
	for n, d := range all {
		if d.device == i.RootDevice && n > 0 {
			copy(all[1:n+1], all[:n])
			all[0] = d
		}
	}
	return all
}

// isMounted reports whether a guest has, or will have once it boots, a volume
// of its instance: one that is on its way on or off can be neither read nor written.
func isMounted(i *ec2.Instance, v *ec2.Volume, instance uint32) bool {
	a, _ := v.Attachment(instance)
	return a.State == ec2.Attached || a.State == ec2.Attaching && i.State == ec2.InstancePending
}

// MountPoint returns where a guest mounts the disk at a device, for example "/mnt/sdf/"; the root is "/".
func MountPoint(i *ec2.Instance, device string) string {
	if device == i.RootDevice {
		return "/"
	}
	return "/mnt/" + strings.TrimPrefix(device, "/dev/") + "/"
}

// locate returns the disk on which a path lies, and the file's name there.
func (tx *Tx) locate(instance uint32, path string) (disk, string, *apierr.Error) {
	i := tx.Instances().At(instance)
	full := "/" + strings.TrimPrefix(path, "/")
	mounts := ""
	var root *disk
	disks := tx.disks(instance)
	for n, d := range disks {
		if !d.mounted {
			continue
		}
		mount := MountPoint(i, d.device)
		mounts += " " + mount
		if mount == "/" {
			root = &disks[n]
		} else if name, ok := strings.CutPrefix(full, mount); ok && name != "" {
			return d, name, nil
		}
	}
	if strings.HasPrefix(full, "/mnt/") || root == nil || full == "/" {
		return disk{}, "", apierr.New(apierr.InvalidParameterValue, "Value (%s) for parameter path is invalid. No disk is mounted there.", path).
			Because("The instance's disks are mounted at%s.", mounts)
	}
	return *root, strings.TrimPrefix(full, "/"), nil
}

// put writes what was in memory for a file to its disk: what was appended to
// the file from its old end on, anything else whole.
func (tx *Tx) put(instance uint32, d disk, e Dirty) {
	file, _ := d.files.Find(e.File)
	from := unit.Bytes(0)
	if !e.Whole {
		from = file.Size
	}
	blocks, next, ok := extend(file.Extents, d.files.Used(), e.Size, d.size)
	if !ok {
		panic(fmt.Sprintf("guest: no room for %s on %s, which was there when it was written", e.File, d.device))
	}
	written := part(blocks, uint32(from/block.Size), blocksOf(e.Size))
	file = ec2.File{Name: e.File, Size: e.Size, Version: file.Version + 1, Written: tx.Now, Records: file.Records + e.Grown, Extents: blocks}
	files := d.files.With(file, next)
	if d.slot >= 0 {
		tx.Emit(ec2.DiskFilesChanged{Index: instance, Disk: d.slot, Files: files})
		return
	}
	if v := tx.Volumes().At(d.volume); v.MultiAttach || v.Files.WasShared() {
		files = d.files.WithShared(v.Files, file, next, written, instance)
	}
	tx.Emit(ec2.FilesWritten{Volume: d.volume, Files: files, Blocks: written})
	if tx.Volumes().At(d.volume).MultiAttach {
		tx.look(instance, d.device, files)
	}
}

// extend returns extents with room for a size: what a file has, and the first
// unused blocks of the disk for what is missing.
func extend(have []ec2.Extent, next uint32, size, disk unit.Bytes) ([]ec2.Extent, uint32, bool) {
	need := blocksOf(size)
	need -= min(need, length(have))
	if unit.Bytes(next+need)*block.Size > disk {
		return nil, 0, false
	}
	if need == 0 {
		return have, next, true
	}
	extents := append([]ec2.Extent(nil), have...)
	if last := len(extents) - 1; last >= 0 && extents[last].To == next {
		extents[last].To += need
	} else {
		extents = append(extents, ec2.Extent{From: next, To: next + need})
	}
	return extents, next + need, true
}

// blocksOf returns how many blocks hold a size.
func blocksOf(size unit.Bytes) uint32 { return uint32((size + block.Size - 1) / block.Size) }

// length returns how many blocks extents have.
func length(extents []ec2.Extent) (n uint32) {
	for _, x := range extents {
		n += x.To - x.From
	}
	return n
}

// part returns the blocks of a file from its first-th to before its end-th.
func part(extents []ec2.Extent, first, end uint32) []ec2.Extent {
	var out []ec2.Extent
	at := uint32(0)
	for _, x := range extents {
		n := x.To - x.From
		from, to := max(first, at), min(end, at+n)
		if from < to {
			out = append(out, ec2.Extent{From: x.From + from - at, To: x.From + to - at})
		}
		at += n
	}
	return out
}
