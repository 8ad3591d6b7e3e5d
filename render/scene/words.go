package scene

import (
	"strconv"
	"strings"

	"blockyard/sim/cost"
	"blockyard/sim/ec2"
)

// instanceName returns what a screen reader says of an instance: "Instance web, running, m5.large".
func (v *view) instanceName(index uint32, i *ec2.Instance) string {
	return "Instance " + v.name(instanceRef(index)) + ", " + string(i.State) + ", " + i.Type.Name
}

func (v *view) instanceHelp(index uint32, i *ec2.Instance) string {
	help := "In " + zoneName(i.Region, i.Zone) + ", root on " + rootWords(i.RootKind) + ", " + plural(len(i.Devices), "volume")
	if share, booting := v.boot(index, i); booting {
		help += ", booting, " + percent(share)
	}
	if services := v.services(index, i); len(services) > 0 {
		help += ", serves " + strings.Join(services, ", ")
	}
	return help
}

func rootWords(kind string) string {
	if kind == ec2.RootInstanceStore {
		return "an instance-store disk"
	}
	return "an EBS volume"
}

// volumeName returns what a screen reader says of a volume: "Volume data, 100 GiB, in use by app-a at /dev/sdf".
func (v *view) volumeName(index uint32, x *ec2.Volume) string {
	return "Volume " + v.name(volumeRef(index)) + ", " + gib(x.GiB) + ", " + v.use(x)
}

// use says what a volume is doing.
func (v *view) use(x *ec2.Volume) string {
	if len(x.Attachments) == 0 {
		return string(x.State)
	}
	a := x.Attachments[0]
	where := v.name(instanceRef(a.Instance)) + " at " + a.Device
	switch a.State {
	case ec2.Attaching:
		return "being attached to " + where
	case ec2.Detaching:
		return "being detached from " + where
	case ec2.Attached:
	}
	return "in use by " + where
}

func (v *view) volumeHelp(x *ec2.Volume) string {
	written := v.cloud.Blocks().Total(x.Block)
	return x.Type.Name + ", in " + zoneName(x.Region, x.Zone) + ", " + stored(written) + " written. " + filesText(x.Files)
}

// snapshotName returns what a screen reader says of a snapshot.
func (v *view) snapshotName(index uint32, x *ec2.Snapshot) string {
	text := "Snapshot " + v.name(snapshotRef(index))
	if x.State == ec2.SnapshotPending {
		return text + ", pending, " + percent(v.progress(x))
	}
	return text + ", " + string(x.State) + ", " + stored(v.cloud.Blocks().Owned(x.Block)) + " stored for it"
}

func (v *view) snapshotHelp(x *ec2.Snapshot) string {
	return "Of " + v.sourceOf(x) + ", " + gib(x.GiB) + ", taken " + v.when(x.Created) + ". " + filesText(x.Files)
}

// sourceOf names the volume that a snapshot was taken of.
func (v *view) sourceOf(x *ec2.Snapshot) string {
	if !x.HasVolume {
		return "no volume of yours"
	}
	return "volume " + v.name(volumeRef(x.Volume))
}

// imageName returns what a screen reader says of an image.
func (v *view) imageName(index uint32, m *ec2.Image) string {
	return "Image " + v.name(imageRef(index)) + ", " + string(m.State)
}

func (v *view) imageHelp(m *ec2.Image) string {
	owner := "yours"
	if m.Public {
		owner = "public, of " + ownerWords(m)
	}
	return owner + ", root on " + rootWords(m.RootKind) + ", " + m.Architecture
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
