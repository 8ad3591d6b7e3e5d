package scene

import (
	"cmp"
	"strconv"
	"strings"

	"blockyard/sim/catalog"
	"blockyard/sim/cost"
	"blockyard/sim/ec2"
)

// tellInstance writes what a screen reader says of an instance: "Instance web, running, m5.large".
func (v *view) tellInstance(c *caption, index uint32, i *ec2.Instance) {
	c.name = joined(c.name, "Instance ", c.called(), ", ", i.State.String(), ", ", i.Type.Name)
	var more, serves string
	if share, booting := v.boot(index, i); booting {
		c.moving, more = true, ", booting: "+string(v.stageNow(index, i))+", "+percent(share)
	}
	more += v.healthWords(i)
	if services := v.services(index, i); len(services) > 0 {
		serves = ", serves " + strings.Join(services, ", ")
	}
	c.help = joined(c.help, "In ", zoneName(i.Region, i.Zone), ", root on ", rootWords(i.RootKind), ", ", plural(len(i.Devices), "volume"), more, serves)
}

func rootWords(kind string) string {
	if kind == ec2.RootInstanceStore {
		return "an instance-store disk"
	}
	return "an EBS volume"
}

// tellVolume writes what a screen reader says of a volume: "Volume data, 100 GiB, in use by app-a at /dev/sdf".
func (v *view) tellVolume(c *caption, index uint32, x *ec2.Volume) {
	use, instance, at, device := v.useWords(x)
	more, moving := v.volumeWords(index, x)
	c.moving = moving
	c.name = joined(c.name, "Volume ", c.called(), ", ", gib(x.GiB), ", ", use, instance, at, device)
	written := v.cloud.Blocks().Total(x.Block)
	c.help = joined(c.help, x.Type.Name, ", in ", zoneName(x.Region, x.Zone), ", ", stored(written), " written", v.madeFrom(x), more, ". ", c.filesOf(x.Files))
}

// madeFrom says what a volume was made from.
func (v *view) madeFrom(x *ec2.Volume) string {
	switch {
	case !x.HasSnapshot:
		return ""
	case v.cloud.Snapshots().At(x.Snapshot).InCatalogue():
		return ", made from a public image"
	}
	return ", made from snapshot " + v.name(snapshotRef(x.Snapshot))
}

// use says what a volume is doing.
func (v *view) use(x *ec2.Volume) string {
	use, instance, at, device := v.useWords(x)
	return use + instance + at + device
}

// useWords says what a volume is doing, in parts.
func (v *view) useWords(x *ec2.Volume) (use, instance, at, device string) {
	if len(x.Attachments) == 0 {
		return string(x.State), "", "", ""
	}
	a := x.Attachments[0]
	use = "in use by "
	switch a.State {
	case ec2.Attaching:
		use = "being attached to "
	case ec2.Detaching:
		use = "being detached from "
	case ec2.Attached:
	}
	device = a.Device
	for _, more := range x.Attachments[1:] {
		device += ", by " + v.name(instanceRef(more.Instance)) + " at " + more.Device
	}
	return use, v.name(instanceRef(a.Instance)), " at ", device
}

// tellSnapshot writes what a screen reader says of a snapshot.
func (v *view) tellSnapshot(c *caption, x *ec2.Snapshot) {
	rest, end := "", ""
	if x.State == ec2.SnapshotPending {
		c.moving, rest = true, percent(v.progress(x))
	} else {
		rest, end = stored(v.cloud.Blocks().Owned(x.Block)), " stored for it"
	}
	c.name = joined(c.name, "Snapshot ", c.called(), ", ", string(x.State), ", ", rest, end)
	more, moving := v.snapshotWords(x)
	c.moving = c.moving || moving
	c.help = joined(c.help, "Of ", v.sourceOf(x), ", ", gib(x.GiB), ", taken ", v.when(x.Created), more, ". ", c.filesOf(x.Files))
}

// sourceOf names the volume that a snapshot was taken of.
func (v *view) sourceOf(x *ec2.Snapshot) string {
	switch {
	case x.HasSource:
		return "snapshot " + v.name(snapshotRef(x.Source)) + " in " + catalog.Regions()[v.cloud.Snapshots().At(x.Source).Region].Name + ", as a copy"
	case !x.HasVolume:
		return "no volume of yours"
	}
	return "volume " + v.name(volumeRef(x.Volume))
}

// tellImage writes what a screen reader says of an image.
func (v *view) tellImage(c *caption, m *ec2.Image) {
	c.name = joined(c.name, "Image ", c.called(), ", ", string(m.State))
	owner, of := "yours", ""
	switch {
	case m.Public:
		owner, of = "public, of ", ownerWords(m)
	case m.Account != homeAccount:
		owner, of = "of account ", v.accountName(m.Account)
	}
	made, from := "", ""
	if m.HasSource {
		made, from = ", made from instance ", v.name(instanceRef(m.Source))
	}
	use, safe := v.imageUse(m), ""
	if use != "" {
		use = ", " + use
	}
	if v.isProtected(m) {
		safe = ", protected against deregistration"
	}
	c.moving = m.HasDeprecation || m.Protection.Until > 0 // the clock alone ends these
	c.help = joined(c.help, owner, of, ", root on ", rootWords(m.RootKind), ", ", m.Architecture, made, from, use, safe)
}

// tellDisk writes what a screen reader says of a disk of an instance's host.
func (v *view) tellDisk(c *caption, of *caption, d *ec2.Disk) {
	c.name = joined(c.name, "Instance-store disk ", cmp.Or(d.Virtual, d.Device), ", ", gib(d.GiB), ", of ", of.called())
	c.help = joined(c.help, "On the host: what is on it is gone when the instance stops or ends. ", c.filesOf(d.Files))
}

func ownerWords(m *ec2.Image) string {
	if m.OwnerAlias != "" {
		return m.OwnerAlias
	}
	return "another account"
}

// percent returns a share in whole percent.
func percent(share float64) string { return strconv.Itoa(int(100*share)) + " %" }

// history returns when an instance was billed for running, and when not, oldest first.
func (v *view) history(index uint32) []cost.Interval {
	return v.world.Meters().History(cost.Resource{Kind: uint8(ec2.KindInstance), Index: index}, cost.Compute)
}
