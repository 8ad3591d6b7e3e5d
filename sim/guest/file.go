package guest

import (
	"strings"

	"blockyard/sim/apierr"
	"blockyard/sim/block"
	"blockyard/sim/catalog"
	"blockyard/sim/ec2"
	"blockyard/sim/unit"
)

// write puts a file's new version into the guest's memory; it goes to the disk
// when it is flushed: by the kernel after a while, on request, or by a clean
// shutdown or detach. Room is checked now, as file systems do.
func (tx *Tx) write(instance uint32, d disk, name string, size unit.Bytes, records uint32) *apierr.Error {
	m := tx.Guests.machine(instance)
	file, _ := d.files.Find(name)
	if _, _, ok := extend(file.Extents, d.files.Used()+pendingBlocks(m.Dirty, d, name), size, d.size); !ok {
		return apierr.New(apierr.InvalidParameterValue, "Value (%s) for parameter size is invalid. No space left on device %s.", size, d.device).
			Because("The disk has %s, of which %s are in use.", d.size, unit.Bytes(d.files.Used()+pendingBlocks(m.Dirty, d, name))*block.Size)
	}
	entry := Dirty{Device: d.device, File: name, Size: size, Whole: records == 0, Grown: records, Since: tx.Now}
	var dirty []Dirty
	for _, have := range m.Dirty {
		if have.Device == d.device && have.File == name {
			entry.Grown, entry.Since, entry.Whole = entry.Grown+have.Grown, have.Since, entry.Whole || have.Whole
			continue
		}
		dirty = append(dirty, have)
	}
	first := len(m.Dirty) == 0
	m.remember().Dirty = append(dirty, entry)
	if first {
		m.DirtyGen++
	}
	tx.setMachine(instance, m)
	if first {
		tx.wake(WakeFlush, instance, m.DirtyGen, writeBack(tx.Timing))
	}
	return nil
}

// writeBack returns how long the kernel keeps a write in memory.
func writeBack(mode catalog.Mode) unit.Duration {
	if mode == catalog.None {
		return 0
	}
	return catalog.WriteBack
}

// pendingBlocks returns how many more blocks the other files in memory will need of a disk.
func pendingBlocks(dirty []Dirty, d disk, except string) (n uint32) {
	for _, e := range dirty {
		if e.Device != d.device || e.File == except {
			continue
		}
		file, _ := d.files.Find(e.File)
		if need, have := blocksOf(e.Size), length(file.Extents); need > have {
			n += need - have
		}
	}
	return n
}

// flush writes what a guest holds in memory to its disks: all of it, or that of one device.
func (tx *Tx) flush(instance uint32, device string) {
	for _, entry := range tx.takeDirty(instance, device) {
		for _, d := range tx.disks(instance) {
			if d.device == entry.Device {
				tx.put(instance, d, entry)
			}
		}
	}
}

// takeDirty empties a guest's memory, or what it holds for one device, and returns what was there.
func (tx *Tx) takeDirty(instance uint32, device string) (taken []Dirty) {
	m := tx.Guests.machine(instance)
	var kept []Dirty
	for _, d := range m.Dirty {
		if device == "" || d.Device == device {
			taken = append(taken, d)
		} else {
			kept = append(kept, d)
		}
	}
	if len(taken) == 0 {
		return nil
	}
	m.remember().Dirty = kept
	if len(kept) == 0 {
		m.DirtyGen++
	}
	tx.setMachine(instance, m)
	return taken
}

// up returns the instance that an id names if its guest can do something now.
func (tx *Tx) up(id string) (uint32, *apierr.Error) {
	index, err := tx.Instance(id)
	if err != nil {
		return 0, err
	}
	i := tx.Instances().At(index)
	if i.State != ec2.InstanceRunning || !tx.Guests.IsUp(index) {
		if i.Health().Impaired {
			return 0, apierr.New(apierr.IncorrectInstanceState, "The operating system of the instance '%s' does not answer.", id).
				Because("The host beneath it has failed; a stop and a start bring the instance to another one.").
				Suggest("aws ec2 stop-instances --instance-ids %s", tx.Handle(ec2.Ref{Kind: ec2.KindInstance, Index: index}))
		}
		if i.State == ec2.InstanceRunning {
			return 0, apierr.New(apierr.IncorrectInstanceState, "The operating system of the instance '%s' is still starting.", id).
				Because("An instance is running a little before its software is: let a minute pass.").Suggest("sleep 60")
		}
		refused := apierr.New(apierr.IncorrectInstanceState, "The instance '%s' is not in the 'running' state.", id).
			Because("The instance is %s; only a running one can read and write.", i.State)
		handle := tx.Handle(ec2.Ref{Kind: ec2.KindInstance, Index: index})
		if i.State == ec2.InstanceStopped {
			return 0, refused.Suggest("aws ec2 start-instances --instance-ids %s", handle)
		}
		if i.State == ec2.InstancePending {
			return 0, refused.Suggest("aws ec2 wait instance-running --instance-ids %s", handle)
		}
		if i.State == ec2.InstanceStopping {
			return 0, refused.Suggest("aws ec2 wait instance-stopped --instance-ids %s", handle)
		}
		return 0, refused
	}
	return index, nil
}

// A FileDescription is a file as yard ls shows it.
type FileDescription struct {
	Path    string    `ec2:"Path"`
	Size    string    `ec2:"Size"`
	Version int64     `ec2:"Version"`
	Records int64     `ec2:"Records,omitempty"`
	Written unit.Date `ec2:"Written"`
	Flushed bool      `ec2:"Flushed"` // false while the newest version is in memory only
	Blocks  int64     `ec2:"Blocks"`
}

// describeFiles lists the files of a disk under a path.
func (tx *Tx) describeFiles(files *ec2.Files, mount string, dirty []Dirty) []FileDescription {
	var out []FileDescription
	for _, f := range files.All() {
		d := FileDescription{Path: mount + f.Name, Size: f.Size.String(), Version: int64(f.Version), Records: int64(f.Records), Written: tx.Date(f.Written), Flushed: true}
		for _, x := range f.Extents {
			d.Blocks += int64(x.To - x.From)
		}
		for _, e := range dirty {
			if e.File == f.Name {
				d.Flushed, d.Size, d.Records = false, e.Size.String(), d.Records+int64(e.Grown)
			}
		}
		out = append(out, d)
	}
	for _, e := range dirty {
		if _, on := files.Find(e.File); !on {
			out = append(out, FileDescription{Path: mount + e.File, Size: e.Size.String(), Records: int64(e.Grown), Written: tx.Date(e.Since)})
		}
	}
	return out
}

// dirtyOn returns what is in memory for one device.
func dirtyOn(dirty []Dirty, device string) (on []Dirty) {
	for _, d := range dirty {
		if d.Device == device {
			on = append(on, d)
		}
	}
	return on
}

// hasDots reports whether a part of a path is . or .., which would name another file than it seems to.
func hasDots(name string) bool {
	for part := range strings.SplitSeq(name, "/") {
		if part == "." || part == ".." {
			return true
		}
	}
	return false
}

// checkName refuses file names that would not read back as they were written.
func checkName(name string) *apierr.Error {
	if name == "" || len(name) > 255 || strings.ContainsAny(name, "\n\t\"'\\ ") || strings.Contains(name, "//") || strings.HasSuffix(name, "/") {
		return apierr.New(apierr.InvalidParameterValue, "Value (%s) for parameter path is invalid. A file name has up to 255 characters, no spaces and no quotes.", name)
	}
	if hasDots(name) {
		return apierr.New(apierr.InvalidParameterValue, "Value (%s) for parameter path is invalid. It goes through . or .., which are no names.", name).
			Because("A path here is written out, from the top of the disk.")
	}
	return nil
}
