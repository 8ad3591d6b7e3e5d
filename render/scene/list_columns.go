package scene

import (
	"strconv"

	"blockyard/sim/catalog"
	"blockyard/sim/ec2"
)

// A column is one fact of the things of a list.
type column struct {
	title  string
	key    string // what a filter calls it
	least  string // no narrower than this text; what is longer is cut
	wide   string // where there is room, as wide as this text
	look   look
	text   func(v *view, index uint32) string
	more   func(v *view, index uint32) string // what changes with the clock alone, after the text; nil for nothing. It is neither sorted nor filtered by.
	number func(v *view, index uint32) int64  // what it is sorted by; nil for its text
}

// A look says how a cell is painted.
type look uint8

const (
	asText  look = iota
	asName       // the first column: with the kind's icon
	asID         // cut in the middle: the ends of ids tell them apart
	asState      // with the mark of the state
	asNumber
)

// nothing stands in a cell that has no fact to show.
const nothing = "–"

var columnsOfInstances = []column{
	{title: "Name", key: "name", least: "web-server-1", wide: "a-server-with-a-long-name", look: asName, text: nameOf(ec2.KindInstance)},
	{title: "Instance ID", key: "id", least: "i-0a3…27f2", wide: "i-0a31c04be9d127f23", look: asID, text: idOf(ec2.KindInstance)},
	{title: "State", key: "state", least: "terminated", wide: "shutting-down", look: asState, text: func(v *view, index uint32) string {
		return v.cloud.Instances().At(index).State.String()
	}},
	{title: "Type", key: "type", least: "t3.micro", wide: "m5d.24xlarge", text: func(v *view, index uint32) string {
		return v.cloud.Instances().At(index).Type.Name
	}},
	{title: "Status", key: "status", least: "Hibernated", wide: "Booting: lazy loading, 100 %", text: (*view).bootText, more: (*view).bootShare},
	{title: "Zone", key: "zone", least: "eu-central-1a", wide: "ap-northeast-1a", text: func(v *view, index uint32) string {
		i := v.cloud.Instances().At(index)
		return zoneName(i.Region, i.Zone)
	}},
	{title: "Private IP", key: "ip", least: "172.31.200.200", wide: "172.31.200.200", text: (*view).privateAddress},
	{
		title: "Launched", key: "launched", least: "May 00 00:00", wide: "May 00 00:00",
		text:   func(v *view, index uint32) string { return v.when(v.cloud.Instances().At(index).Started) },
		number: func(v *view, index uint32) int64 { return int64(v.cloud.Instances().At(index).Started) },
	},
	{title: "Image", key: "image", least: "al2023", wide: "image-of-web-server-1", text: func(v *view, index uint32) string {
		return v.name(imageRef(v.cloud.Instances().At(index).Image))
	}},
}

var columnsOfVolumes = []column{
	{title: "Name", key: "name", least: "web-server-1", wide: "a-volume-with-a-long-name", look: asName, text: nameOf(ec2.KindVolume)},
	{title: "Volume ID", key: "id", least: "vol-0…27f2", wide: "vol-0a31c04be9d127f23", look: asID, text: idOf(ec2.KindVolume)},
	{title: "State", key: "state", least: "available", wide: "available", look: asState, text: func(v *view, index uint32) string {
		return string(v.cloud.Volumes().At(index).State)
	}},
	{
		title: "Size", key: "size", least: "16000 GiB", wide: "16000 GiB", look: asNumber,
		text:   func(v *view, index uint32) string { return gib(v.cloud.Volumes().At(index).GiB) },
		number: func(v *view, index uint32) int64 { return v.cloud.Volumes().At(index).GiB },
	},
	{title: "Type", key: "type", least: "gp3", wide: "standard", text: func(v *view, index uint32) string {
		return v.cloud.Volumes().At(index).Type.Name
	}},
	{title: "Attached to", key: "attached", least: "a-server: /dev/xvda", wide: "i-0a31…27f2: /dev/xvda", text: (*view).attachedText},
	{title: "Zone", key: "zone", least: "eu-central-1a", wide: "ap-northeast-1a", text: func(v *view, index uint32) string {
		x := v.cloud.Volumes().At(index)
		return zoneName(x.Region, x.Zone)
	}},
	{title: "Note", key: "note", least: "optimizing", wide: "optimizing, impaired, Multi-Attach", text: (*view).volumeNote, more: (*view).volumeNoteNow},
	{
		title: "IOPS", key: "iops", least: "16000", wide: "256000", look: asNumber,
		text:   func(v *view, index uint32) string { return count(v.cloud.Volumes().At(index).IOPS) },
		number: func(v *view, index uint32) int64 { return v.cloud.Volumes().At(index).IOPS },
	},
	{
		title: "Throughput", key: "throughput", least: "125 MiB/s", wide: "1000 MiB/s", look: asNumber,
		text:   func(v *view, index uint32) string { return throughput(v.cloud.Volumes().At(index).Throughput) },
		number: func(v *view, index uint32) int64 { return v.cloud.Volumes().At(index).Throughput },
	},
	{title: "Snapshot", key: "snapshot", least: "snap-0a3…27f2", wide: "snap-0a31…27f2", text: func(v *view, index uint32) string {
		x := v.cloud.Volumes().At(index)
		if !x.HasSnapshot {
			return ""
		}
		return v.name(snapshotRef(x.Snapshot))
	}},
	{title: "Encryption", key: "encryption", least: "Encrypted", wide: "Not encrypted", text: func(v *view, index uint32) string {
		return encryption(v.cloud.Volumes().At(index).Encrypted)
	}},
	createdColumn("Created", ec2.KindVolume),
}

var columnsOfSnapshots = []column{
	{title: "Name", key: "name", least: "web-server-1", wide: "a-snapshot-with-a-name", look: asName, text: nameOf(ec2.KindSnapshot)},
	{title: "Snapshot ID", key: "id", least: "snap-…27f2", wide: "snap-0a31c04be9d127f23", look: asID, text: idOf(ec2.KindSnapshot)},
	{
		title: "Status", key: "status", least: "pending, 100 %", wide: "pending, 100 %", look: asState,
		text: func(v *view, index uint32) string { return string(v.cloud.Snapshots().At(index).State) },
		more: func(v *view, index uint32) string {
			if x := v.cloud.Snapshots().At(index); x.State == ec2.SnapshotPending {
				return ", " + percent(v.progress(x))
			}
			return ""
		},
	},
	{
		title: "Size", key: "size", least: "16000 GiB", wide: "16000 GiB", look: asNumber,
		text:   func(v *view, index uint32) string { return gib(v.cloud.Snapshots().At(index).GiB) },
		number: func(v *view, index uint32) int64 { return v.cloud.Snapshots().At(index).GiB },
	},
	{
		title: "Stored", key: "stored", least: "512.5 MiB", wide: "16000 GiB", look: asNumber,
		text:   func(v *view, index uint32) string { return stored(v.owned(index)) },
		number: func(v *view, index uint32) int64 { return int64(v.owned(index)) },
	},
	createdColumn("Started", ec2.KindSnapshot),
	{title: "Volume", key: "volume", least: "web-root", wide: "vol-0a31…27f2", text: func(v *view, index uint32) string {
		x := v.cloud.Snapshots().At(index)
		if !x.HasVolume {
			return ""
		}
		return v.name(volumeRef(x.Volume))
	}},
	{title: "Note", key: "note", least: "compliance lock", wide: "compliance lock, fast restore", text: (*view).snapshotNote, more: (*view).snapshotNoteNow},
	{title: "Description", key: "description", least: "Created by Crea", wide: "Created by CreateImage for ami-", text: func(v *view, index uint32) string {
		return v.cloud.Snapshots().At(index).Description
	}},
	{title: "Storage tier", key: "tier", least: "standard", wide: "standard", text: func(v *view, index uint32) string {
		return v.cloud.Snapshots().At(index).Tier()
	}},
	{title: "Encryption", key: "encryption", least: "Encrypted", wide: "Not encrypted", text: func(v *view, index uint32) string {
		return encryption(v.cloud.Snapshots().At(index).Encrypted)
	}},
	regionColumn(ec2.KindSnapshot),
	ownerColumn(ec2.KindSnapshot),
}

var columnsOfImages = []column{
	{title: "Name", key: "name", least: "web-server-1", wide: "an-image-with-a-long-name", look: asName, text: nameOf(ec2.KindImage)},
	{title: "AMI ID", key: "id", least: "ami-0…27f2", wide: "ami-0a31c04be9d127f23", look: asID, text: idOf(ec2.KindImage)},
	{title: "AMI name", key: "ami-name", least: "golden-image-1", wide: "al2023-ami-2023.7.20250331.0-kernel", text: func(v *view, index uint32) string {
		return v.cloud.Images().At(index).Name
	}},
	{title: "Status", key: "status", least: "available", wide: "available", look: asState, text: func(v *view, index uint32) string {
		return string(v.cloud.Images().At(index).State)
	}},
	ownerColumn(ec2.KindImage),
	{title: "Root device", key: "root", least: "instance-store", wide: "instance-store", text: func(v *view, index uint32) string {
		return v.cloud.Images().At(index).RootKind
	}},
	{title: "Architecture", key: "architecture", least: "x86_64", wide: "x86_64", text: func(v *view, index uint32) string {
		return v.cloud.Images().At(index).Architecture
	}},
	{title: "Note", key: "note", least: "Marketplace", wide: "deprecated, instance store", text: (*view).imageNote, more: (*view).imageNoteNow},
	{title: "Visibility", key: "visibility", least: "Private", wide: "Private", text: func(v *view, index uint32) string {
		return visibility(v.cloud.Images().At(index))
	}},
	{title: "Virtualization", key: "virtualization", least: "paravirtual", wide: "paravirtual", text: func(v *view, index uint32) string {
		return v.cloud.Images().At(index).Virtualization
	}},
	{title: "Platform", key: "platform", least: "Linux/UNIX", wide: "Linux/UNIX", text: func(v *view, index uint32) string {
		return platform(v.cloud.Images().At(index))
	}},
	createdColumn("Creation date", ec2.KindImage),
	regionColumn(ec2.KindImage),
}

var columnsOfInterfaces = []column{
	{title: "Interface ID", key: "id", least: "eni-0a31…27f2", wide: "eni-0a31c04be9d127f23", look: asName, text: idOf(ec2.KindInterface)},
	{title: "Status", key: "status", least: "in-use", wide: "available", look: asState, text: func(v *view, index uint32) string {
		return string(v.cloud.Interfaces().At(index).State)
	}},
	{title: "Instance", key: "instance", least: "web-server-1", wide: "a-server-with-a-long-name", text: func(v *view, index uint32) string {
		return v.name(instanceRef(v.cloud.Interfaces().At(index).Instance))
	}},
	{title: "Zone", key: "zone", least: "eu-central-1a", wide: "ap-northeast-1a", text: func(v *view, index uint32) string {
		n := v.cloud.Interfaces().At(index)
		return zoneName(n.Region, n.Zone)
	}},
	{title: "Private IP", key: "ip", least: "172.31.200.200", wide: "172.31.200.200", text: func(v *view, index uint32) string {
		return v.cloud.PrivateAddress(index)
	}},
	{title: "MAC address", key: "mac", least: "02:00:00:00:00:00", wide: "02:00:00:00:00:00", text: func(v *view, index uint32) string {
		return v.cloud.MACAddress(index)
	}},
}

// nameOf returns what a column of names shows of things of a kind.
func nameOf(kind ec2.Kind) func(*view, uint32) string {
	return func(v *view, index uint32) string { return v.ownName(ec2.Ref{Kind: kind, Index: index}) }
}

// idOf returns what a column of ids shows of things of a kind.
func idOf(kind ec2.Kind) func(*view, uint32) string {
	return func(v *view, index uint32) string { return v.cloud.ID(ec2.Ref{Kind: kind, Index: index}) }
}

// createdColumn tells when things of a kind were made.
func createdColumn(title string, kind ec2.Kind) column {
	at := func(v *view, index uint32) int64 { return int64(v.cloud.Created(ec2.Ref{Kind: kind, Index: index})) }
	return column{
		title: title, key: "created", least: "May 00 00:00", wide: "May 00 00:00", number: at,
		text: func(v *view, index uint32) string { return v.madeAt(ec2.Ref{Kind: kind, Index: index}) },
	}
}

// madeAt tells when a thing was made: to the day where that was long before the beginning.
func (v *view) madeAt(ref ec2.Ref) string {
	at := v.cloud.Created(ref)
	if at < 0 {
		return v.world.Date(at).Day()
	}
	return v.when(at)
}

// regionColumn tells the region of things that belong to no zone.
func regionColumn(kind ec2.Kind) column {
	return column{title: "Region", key: "region", least: "us-east-1", wide: "ap-northeast-1", text: func(v *view, index uint32) string {
		return v.regionText(ec2.Ref{Kind: kind, Index: index})
	}}
}

// regionText names the region of a thing.
func (v *view) regionText(ref ec2.Ref) string {
	_, region := v.cloud.Place(ref)
	return catalog.Regions()[region].Name
}

// ownerColumn tells whose a thing is: an alias where AWS has one, else the account's number.
func ownerColumn(kind ec2.Kind) column {
	return column{title: "Owner", key: "owner", least: "000000000000", wide: "aws-marketplace", text: func(v *view, index uint32) string {
		return v.ownerText(ec2.Ref{Kind: kind, Index: index})
	}}
}

// ownerText tells whose a thing is: an alias where AWS has one, else the account's number.
func (v *view) ownerText(ref ec2.Ref) string {
	if ref.Kind == ec2.KindImage {
		if alias := v.cloud.Images().At(ref.Index).OwnerAlias; alias != "" {
			return alias
		}
	}
	account, _ := v.cloud.Place(ref)
	return v.cloud.AccountNumber(account)
}

// visibility returns who can see an image, as AWS's console says it.
func visibility(m *ec2.Image) string {
	if m.Shared.Everyone {
		return "Public"
	}
	return "Private"
}

// owned returns how many blocks are stored for a snapshot, and billed to it.
func (v *view) owned(index uint32) uint64 {
	return v.cloud.Blocks().Owned(v.cloud.Snapshots().At(index).Block)
}

// bootText says what state the guest of an instance is in.
func (v *view) bootText(index uint32) string {
	i := v.cloud.Instances().At(index)
	switch {
	case i.Health().Impaired:
		return "Impaired"
	case v.isBooting(index, i):
		return "Booting"
	case i.State == ec2.InstanceRunning:
		return "Up"
	case i.Hibernation.Asleep && i.State == ec2.InstanceStopping:
		return "Hibernating"
	case i.Hibernation.Asleep:
		return "Hibernated"
	}
	return ""
}

// bootShare is the part of bootText that changes with the clock: what a boot is spent on now, and how far it is.
func (v *view) bootShare(index uint32) string {
	i := v.cloud.Instances().At(index)
	if share, booting := v.boot(index, i); booting {
		return ": " + string(v.stageNow(index, i)) + ", " + percent(share)
	}
	return ""
}

// privateAddress returns an instance's private address; one that is terminated has none.
func (v *view) privateAddress(index uint32) string {
	i := v.cloud.Instances().At(index)
	if i.State == ec2.InstanceTerminated {
		return ""
	}
	return v.cloud.PrivateAddress(i.Interface)
}

// attachedText says what a volume is attached to, and where: "web: /dev/sdf".
func (v *view) attachedText(index uint32) string {
	text := ""
	for n, a := range v.cloud.Volumes().At(index).Attachments {
		if n > 0 {
			text += ", "
		}
		text += v.name(instanceRef(a.Instance)) + ": " + a.Device
	}
	return text
}

// count returns a number of something; "" for none.
func count(n int64) string {
	if n == 0 {
		return ""
	}
	return strconv.FormatInt(n, 10)
}

// throughput returns a number of MiB/s with its unit; "" for none.
func throughput(n int64) string {
	if n == 0 {
		return ""
	}
	return count(n) + " MiB/s"
}
