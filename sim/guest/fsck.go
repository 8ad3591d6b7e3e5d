package guest

import (
	"fmt"

	"blockyard/sim/ec2"
)

// FsckInput holds the parameters of Fsck.
type FsckInput struct {
	VolumeID string `ec2:"VolumeId,required,id=volume"`
}

// FsckOutput is the answer of Fsck.
type FsckOutput struct {
	VolumeID string        `ec2:"VolumeId"`
	Status   string        `ec2:"Status"` // "clean" or "damaged"
	Files    []FileFinding `ec2:"Files"`
}

// A FileFinding is what is found of one file as one table of files has it: that
// on the disk, or that which a guest keeps in memory.
type FileFinding struct {
	SeenBy   string         `ec2:"SeenBy"` // "disk", or an instance by its name
	Path     string         `ec2:"Path"`
	Version  int64          `ec2:"Version"`
	Listed   bool           `ec2:"Listed"` // the table on the disk has this version of the file
	Blocks   int64          `ec2:"Blocks"`
	Stale    int64          `ec2:"Stale"` // how many of them do not hold what the table says
	Findings []BlockFinding `ec2:"Findings"`
}

// A BlockFinding is a range of a file's blocks that does not hold what a table says.
type BlockFinding struct {
	First    int64  `ec2:"First"`
	Last     int64  `ec2:"Last"`
	Expected string `ec2:"Expected"`
	Holds    string `ec2:"Holds"`
}

// Fsck compares the tables of files that there are of a volume, the one on the
// disk and those in the memory of guests, with what its blocks hold.
func Fsck(tx *Tx, in FsckInput) (out FsckOutput, err error) {
	ref, refused := tx.Find(in.VolumeID)
	if refused != nil {
		return out, refused
	}
	if ref.Kind != ec2.KindVolume {
		return out, notAVolume(in.VolumeID)
	}
	v := tx.Volumes().At(ref.Index)
	out = FsckOutput{VolumeID: in.VolumeID, Status: "clean", Files: tx.compare("disk", v.Files, v.Files)}
	if tx.Guests.Damaged(v) {
		out.Status = "damaged"
	}
	for _, a := range v.Attachments {
		m := tx.Guests.machine(a.Instance)
		if files, has := m.seen(a.Device); has {
			out.Files = append(out.Files, tx.compare(tx.handleOf(a.Instance), files, v.Files)...)
		}
	}
	return out, nil
}

// Damaged reports whether some table of the files of a volume, the one on the
// disk or one that a guest keeps in memory, does not fit what is on the disk:
// a file is not in the disk's table, or its blocks hold something else.
func (s *State) Damaged(v *ec2.Volume) bool {
	if damaged(v.Files, v.Files) {
		return true
	}
	for _, a := range v.Attachments {
		m := s.machine(a.Instance)
		if files, has := m.seen(a.Device); has && damaged(files, v.Files) {
			return true
		}
	}
	return false
}

// damaged reports whether a table of files does not fit what is on the disk.
func damaged(files, disk *ec2.Files) bool {
	for _, f := range files.All() {
		if on, listed := disk.Find(f.Name); !listed || on.Version != f.Version || len(files.Damage(f, disk)) > 0 {
			return true
		}
	}
	return false
}

// compare reports on each file of a table.
func (tx *Tx) compare(by string, files, disk *ec2.Files) (found []FileFinding) {
	found = []FileFinding{}
	for _, f := range files.All() {
		on, listed := disk.Find(f.Name)
		r := FileFinding{SeenBy: by, Path: f.Name, Version: int64(f.Version), Listed: listed && on.Version == f.Version, Blocks: int64(length(f.Extents)), Findings: []BlockFinding{}}
		for _, d := range files.Damage(f, disk) {
			r.Stale += int64(d.To - d.From)
			r.Findings = append(r.Findings, BlockFinding{int64(d.From), int64(d.To) - 1, tx.labelText(d.Meant), tx.labelText(d.Held)})
		}
		found = append(found, r)
	}
	return found
}

// labelText says what a write left in blocks.
func (tx *Tx) labelText(l ec2.Label) string {
	if l.File == "" {
		return "what was there before"
	}
	return fmt.Sprintf("%s version %d by %s", l.File, l.Version, tx.handleOf(l.Writer))
}

// handleOf returns how a learner names an instance, or its id once it is gone.
func (tx *Tx) handleOf(instance uint32) string {
	ref := ec2.Ref{Kind: ec2.KindInstance, Index: instance}
	if name := tx.Name(ref); name != "" {
		return name
	}
	return tx.ID(ref)
}
