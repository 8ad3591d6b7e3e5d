package scene

import (
	"strings"

	"blockyard/sim/ec2"
)

// ec2Kinds is one more than the greatest number of a kind.
const ec2Kinds = ec2.KindCount

// A caption is what is said of a thing: what its node is called and tells. Only
// what has changed is written anew, so that ten thousand captions cost little.
type caption struct {
	named  uint64 // the stamp of the places for which id and names were found
	told   uint64 // that for which name and help were written
	moving bool   // they say how far something is, which changes with the clock

	given  string // the id that a lesson gave it, or ""
	id     string // of the node: "volume/vol-0a31c04be9d127f2"
	short  string // its own id, with the middle left out
	own    string // the name that it has, or ""
	choose *Action

	name, help string
	files      *ec2.Files // that the help tells of
	filesText  string
	disks      []caption // of an instance's host
	cells      []Color   // of its strip of blocks
	drawn      uint64    // the stamp for which they were found
}

// joined returns the parts as one text: the old one, where it is that.
func joined(old string, parts ...string) string {
	rest := old
	for _, part := range parts {
		if !strings.HasPrefix(rest, part) {
			return strings.Join(parts, "")
		}
		rest = rest[len(part):]
	}
	if rest != "" {
		return strings.Join(parts, "")
	}
	return old
}

// named returns the caption of a thing with its id and names.
func (v *view) named(ref ec2.Ref) *caption {
	all := &v.memo.captions[ref.Kind]
	if int(ref.Index) >= len(*all) {
		*all = append(*all, make([]caption, int(v.cloud.Length(ref.Kind))-len(*all))...)
	}
	c := &(*all)[ref.Index]
	if c.named == v.stamp {
		return c
	}
	if given := v.given(ref); c.id == "" || given != c.given {
		c.identify(ref.Kind, given, v.cloud.ID(ref))
	}
	name, rest := v.ownWords(ref)
	c.own, c.named = joined(c.own, name, rest), v.stamp
	return c
}

// identify notes a thing's id.
func (c *caption) identify(kind ec2.Kind, given, id string) {
	c.given, c.id, c.short = given, kind.String()+"/"+id, shortID(id)
	c.choose = &Action{Label: "Select", Verb: Select, Arg: c.id}
}

// given returns the id that a lesson or the catalogue gave a thing, or "".
func (v *view) given(ref ec2.Ref) string {
	switch ref.Kind {
	case ec2.KindInstance:
		return v.cloud.Instances().At(ref.Index).Given()
	case ec2.KindVolume:
		return v.cloud.Volumes().At(ref.Index).Given()
	case ec2.KindSnapshot:
		return v.cloud.Snapshots().At(ref.Index).Given()
	case ec2.KindImage:
		return v.cloud.Images().At(ref.Index).Given()
	case ec2.KindInterface, ec2.KindInterfaceAttachment:
		return v.cloud.Interfaces().At(ref.Index).Given()
	case ec2.KindAddress:
		return v.cloud.Addresses().At(ref.Index).Given()
	case ec2.KindKeyPair:
		return v.cloud.KeyPairs().At(ref.Index).Given()
	case ec2.KindReservation, ec2.KindAssociation:
	}
	return ""
}

// caption returns what is said of a thing.
func (v *view) caption(ref ec2.Ref) *caption {
	c := v.named(ref)
	if c.told == v.stamp && !c.moving {
		return c
	}
	c.told, c.moving = v.stamp, false
	switch ref.Kind {
	case ec2.KindInstance:
		v.tellInstance(c, ref.Index, v.cloud.Instances().At(ref.Index))
	case ec2.KindVolume:
		v.tellVolume(c, ref.Index, v.cloud.Volumes().At(ref.Index))
	case ec2.KindSnapshot:
		v.tellSnapshot(c, v.cloud.Snapshots().At(ref.Index))
	case ec2.KindImage:
		v.tellImage(c, v.cloud.Images().At(ref.Index))
	case ec2.KindAddress:
		v.tellAddress(c, ref.Index)
	case ec2.KindKeyPair:
		v.tellKeyPair(c, ref.Index)
	case ec2.KindInterface, ec2.KindReservation, ec2.KindInterfaceAttachment, ec2.KindAssociation:
	}
	return c
}

// diskCaption returns what is said of a disk of an instance's host.
func (v *view) diskCaption(index uint32, i *ec2.Instance, n int) *caption {
	of := v.named(instanceRef(index))
	for len(of.disks) < len(i.Disks) {
		of.disks = append(of.disks, caption{})
	}
	c, d := &of.disks[n], &i.Disks[n]
	if id := joined(c.id, of.id, "/disk/", d.Device); id != c.id {
		c.id, c.choose = id, &Action{Label: "Select", Verb: Select, Arg: id}
	}
	if c.told != v.stamp {
		c.told = v.stamp
		v.tellDisk(c, of, d)
	}
	return c
}

// called returns what the thing of a caption is called.
func (c *caption) called() string {
	if c.own != "" {
		return c.own
	}
	return c.short
}

// filesOf returns what is said of the files on a disk, which never change once a disk holds them.
func (c *caption) filesOf(files *ec2.Files) string {
	if c.filesText == "" || files != c.files {
		c.files, c.filesText = files, filesText(files)
	}
	return c.filesText
}

// isDrawn reports whether the cells of the caption are those of the present. If not they are all empty, so many, and to be filled.
func (v *view) isDrawn(c *caption, count int) bool {
	if c.drawn == v.stamp {
		return true
	}
	c.drawn, c.cells = v.stamp, cleared(c.cells, count)
	return false
}
