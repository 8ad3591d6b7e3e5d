package scene

import (
	"strconv"
	"strings"

	"blockyard/sim/catalog"
	"blockyard/sim/ec2"
)

// detailParts returns what is told of a thing below its list.
func (v *view) detailParts(ref ec2.Ref) []detailPart {
	var parts []detailPart
	switch ref.Kind {
	case ec2.KindInstance:
		parts = v.instanceParts(ref.Index)
	case ec2.KindVolume:
		parts = v.volumeParts(ref.Index)
	case ec2.KindSnapshot:
		parts = v.snapshotParts(ref.Index)
	case ec2.KindImage:
		parts = v.imageParts(ref.Index)
	case ec2.KindInterface:
		parts = v.interfaceParts(ref.Index)
	case ec2.KindAddress:
		parts = v.addressParts(ref)
	case ec2.KindKeyPair:
		parts = v.keyPairParts(ref)
	case ec2.KindReservation, ec2.KindInterfaceAttachment, ec2.KindAssociation:
	}
	return append(parts, v.tagsPart(ref))
}

// yesNo returns a truth as AWS's console says it.
func yesNo(is bool) string {
	if is {
		return "Yes"
	}
	return "No"
}

// enabled returns a setting as AWS's console says it.
func enabled(is bool) string {
	if is {
		return "Enabled"
	}
	return "Disabled"
}

// both returns a name with the id that it stands for, or the id alone.
func (v *view) both(ref ec2.Ref) string {
	id, name := v.cloud.ID(ref), v.ownName(ref)
	if name == "" {
		return id
	}
	return id + " (" + name + ")"
}

func (v *view) tagsPart(ref ec2.Ref) detailPart {
	t := &smallTable{columns: []smallColumn{{"Key", asText}, {"Value", asText}}}
	for _, tag := range v.cloud.Tags(ref) {
		t.rows = append(t.rows, []string{tag.Key, tag.Value})
	}
	return detailPart{title: "Tags", table: t, none: "No tags. A tag named Name is what a thing is called."}
}

func (v *view) instanceParts(index uint32) []detailPart {
	i := v.cloud.Instances().At(index)
	m := v.cloud.Images().At(i.Image)
	facts := []detail{
		{"Instance ID", v.cloud.ID(instanceRef(index))},
		{"Instance state", i.State.String()},
		{"Instance type", i.Type.Name},
		{"Status", v.bootText(index) + v.bootShare(index)},
		{"Status check", checks(i)},
		{"Scheduled event", retirement(v, i)},
		{"Availability Zone", zoneName(i.Region, i.Zone)},
		{"AMI ID", v.cloud.ID(imageRef(i.Image))},
		{"AMI name", m.Name},
		{"Virtualization type", m.Virtualization},
		{"Architecture", m.Architecture},
		{"Platform", platform(m)},
		{"Launch time", v.when(i.Started)},
		{"State transition reason", v.cloud.Reason(i).Text},
		{"Reservation", v.cloud.ID(ec2.Ref{Kind: ec2.KindReservation, Index: i.Launch})},
		{"Owner", v.ownerText(instanceRef(index))},
		{"Termination protection", enabled(i.DisableAPITermination)},
		{"Stop protection", enabled(i.DisableAPIStop)},
		{"Detailed monitoring", enabled(i.Monitoring)},
		{"Stop-hibernate behavior", enabled(i.Hibernation.Enabled)},
		{"Key pair assigned at launch", i.KeyName},
		{"Serves", strings.Join(v.services(index, i), ", ")},
		{"Schedule", v.schedule(index)},
	}
	return []detailPart{{title: "Details", facts: facts}, v.instanceStorage(i), v.networking(i.Interface, index)}
}

func platform(m *ec2.Image) string {
	if m.Platform == "windows" {
		return "Windows"
	}
	return "Linux/UNIX"
}

// instanceStorage tells the block devices of an instance: volumes, and disks of its host.
func (v *view) instanceStorage(i *ec2.Instance) detailPart {
	t := &smallTable{columns: []smallColumn{
		{"Volume ID", asID}, {"Device", asText}, {"Size", asNumber}, {"Type", asText}, {"Attachment status", asText}, {"Attached", asText}, {"Delete on termination", asText},
	}}
	for _, d := range i.Devices {
		x := v.cloud.Volumes().At(d.Volume)
		for _, a := range x.Attachments {
			if a.Device == d.Name {
				t.rows = append(t.rows, []string{v.cloud.ID(volumeRef(d.Volume)), d.Name, gib(x.GiB), x.Type.Name, string(a.State), v.when(a.Since), yesNo(a.DeleteOnTermination)})
				break
			}
		}
	}
	for _, d := range i.Disks {
		name := d.Virtual
		if name == "" {
			name = "instance store"
		}
		t.rows = append(t.rows, []string{name, d.Device, gib(d.GiB), "instance store", "of the host", v.when(i.Started), "gone with the host"})
	}
	return detailPart{
		title: "Storage", table: t, none: "No block devices.",
		facts: []detail{{"Root device name", i.RootDevice}, {"Root device type", strings.ToUpper(i.RootKind[:1]) + i.RootKind[1:]}, {"EBS optimization", enabled(i.EBSOptimized)}},
	}
}

// networking tells the network interface of an instance.
func (v *view) networking(index, instance uint32) detailPart {
	n := v.cloud.Interfaces().At(index)
	if n.State == "" {
		return detailPart{title: "Networking", none: "The network interface went with the instance."}
	}
	return detailPart{title: "Networking", facts: []detail{
		{"Interface ID", v.cloud.ID(ec2.Ref{Kind: ec2.KindInterface, Index: index})},
		{"Private IPv4 address", v.cloud.PrivateAddress(index)},
		{"Public IPv4 address", v.cloud.PublicAddress(instance)},
		{"MAC address", v.cloud.MACAddress(index)},
		{"Interface status", string(n.State)},
	}}
}

func (v *view) volumeParts(index uint32) []detailPart {
	x := v.cloud.Volumes().At(index)
	store := v.cloud.Blocks()
	from := ""
	if x.HasSnapshot {
		from = v.both(snapshotRef(x.Snapshot))
	}
	facts := []detail{
		{"Volume ID", v.cloud.ID(volumeRef(index))},
		{"Volume state", string(x.State)},
		{"Size", gib(x.GiB)},
		{"Volume type", x.Type.Title},
		{"IOPS", count(x.IOPS)},
		{"Throughput", throughput(x.Throughput)},
		{"Availability Zone", zoneName(x.Region, x.Zone)},
		{"Created", v.when(x.Created)},
		{"Snapshot", from},
		{"Attachment information", v.attachmentInformation(x)},
		{"Encryption", encryption(x.Encrypted)},
		{"KMS key", v.keyText(x.Encrypted, x.Key)},
		{"Multi-Attach enabled", yesNo(x.MultiAttach)},
		{"Fast snapshot restored", yesNo(x.Initialization.Fast)},
		{"Initialization", initializedText(x.Initialization)},
		{"File system", v.spanText(x)},
		{"Last modification", v.lastModification(x)},
		{"Under way", v.underWay(volumeRef(index))},
		{"Status", volumeStatus(x)},
		{"Auto-enabled I/O", enabled(x.AutoEnableIO)},
		{"Product code", x.ProductCode},
		{"Written", stored(store.Total(x.Block))},
		{"Changed since the last snapshot", stored(store.Written(x.Block))},
		{"Owner", v.ownerText(volumeRef(index))},
	}
	return []detailPart{{title: "Details", facts: facts}, v.attachedInstances(x)}
}

// attachmentInformation tells what a volume is attached to as AWS's console does: "i-0a31… (web): /dev/sdf (attached)".
func (v *view) attachmentInformation(x *ec2.Volume) string {
	var all []string
	for _, a := range x.Attachments {
		all = append(all, v.both(instanceRef(a.Instance))+": "+a.Device+" ("+string(a.State)+")")
	}
	return strings.Join(all, ", ")
}

// attachedInstances tells the instances that a volume is attached to.
func (v *view) attachedInstances(x *ec2.Volume) detailPart {
	t := &smallTable{columns: []smallColumn{
		{"Instance ID", asID}, {"Name", asText}, {"Device", asText}, {"Attachment status", asText}, {"Attached", asText}, {"Delete on termination", asText},
	}}
	for _, a := range x.Attachments {
		ref := instanceRef(a.Instance)
		name := v.cloud.Name(ref)
		if name == "" {
			name = nothing
		}
		t.rows = append(t.rows, []string{v.cloud.ID(ref), name, a.Device, string(a.State), v.when(a.Since), yesNo(a.DeleteOnTermination)})
	}
	return detailPart{title: "Attached instances", table: t, none: "Not attached. A volume can be attached to instances of its own zone."}
}

func (v *view) snapshotParts(index uint32) []detailPart {
	x := v.cloud.Snapshots().At(index)
	store := v.cloud.Blocks()
	source, progress := "", "100 %"
	if x.HasVolume {
		source = v.both(volumeRef(x.Volume))
		if !v.cloud.Exists(volumeRef(x.Volume)) {
			source += ", deleted"
		}
	}
	if x.State == ec2.SnapshotPending {
		progress = percent(v.progress(x)) + ", until " + v.when(x.Completes)
	}
	copied := ""
	if x.HasSource {
		copied = v.both(snapshotRef(x.Source))
	}
	facts := []detail{
		{"Snapshot ID", v.cloud.ID(snapshotRef(index))},
		{"Snapshot status", string(x.State)},
		{"Progress", progress},
		{"Volume ID", source},
		{"Copied from", copied},
		{"Volume size", gib(x.GiB)},
		{"Full snapshot size", stored(store.Full(x.Block))},
		{"Stored for it", stored(store.Owned(x.Block))},
		{"Started", v.when(x.Created)},
		{"Region", catalog.Regions()[x.Region].Name},
		{"Owner", v.ownerText(snapshotRef(index))},
		{"Encryption", encryption(x.Encrypted)},
		{"KMS key", v.keyText(x.Encrypted, x.Key)},
		{"Storage tier", x.Tier()},
		{"Tiering", v.tierText(x)},
		{"Under way", v.underWay(snapshotRef(index))},
		{"Lock", v.lockText(x)},
		{"Recycle Bin", v.binText(x)},
		{"Product code", x.ProductCode},
	}
	return []detailPart{{title: "Details", facts: facts, wide: []detail{{"Description", x.Description}}}, v.fastRestorePart(index), permissionsPart(x.Shared)}
}

// permissionsPart tells who may use a snapshot or an image beside its owner.
func permissionsPart(shared ec2.Permissions) detailPart {
	if shared.Everyone {
		return detailPart{title: "Permissions", none: "Public: every account may use it."}
	}
	t := &smallTable{columns: []smallColumn{{"Shared with account", asText}}}
	for _, account := range shared.Accounts {
		t.rows = append(t.rows, []string{account})
	}
	return detailPart{title: "Permissions", table: t, none: "Private: no other account may use it."}
}

func (v *view) imageParts(index uint32) []detailPart {
	m := v.cloud.Images().At(index)
	facts := []detail{
		{"AMI ID", v.cloud.ID(imageRef(index))},
		{"AMI name", m.Name},
		{"Status", string(m.State)},
		{"Owner", v.ownerText(imageRef(index))},
		{"Visibility", visibility(m)},
		{"Architecture", m.Architecture},
		{"Platform", platform(m)},
		{"Root device name", m.RootDevice},
		{"Root device type", m.RootKind},
		{"Virtualization type", m.Virtualization},
		{"Creation date", v.madeAt(imageRef(index))},
		{"Deprecation time", v.deprecation(m)},
		{"Deregistration protection", m.Protection.String()},
		{"Boot mode", m.BootMode},
		{"State reason", m.Reason},
		{"Region", catalog.Regions()[m.Region].Name},
		{"Product code", m.ProductCode},
	}
	if m.HasSource {
		facts = append(facts, detail{"Source instance", v.both(instanceRef(m.Source))})
	}
	if m.HasSourceImage {
		facts = append(facts, detail{"Source AMI", v.both(imageRef(m.SourceImage))})
	}
	wide := []detail{{"Block devices", v.blockDevices(m)}, {"Description", m.Description}}
	return []detailPart{{title: "Details", facts: facts, wide: wide}, v.imageStorage(m), permissionsPart(m.Shared)}
}

// blockDevices tells what an image puts at which device as AWS's console does: device, snapshot, GiB, whether the volume
// goes with its instance, and type, as in "/dev/xvda=snap-0a31…:8:true:gp3".
func (v *view) blockDevices(m *ec2.Image) string {
	var all []string
	for _, d := range m.Mappings {
		snapshot := ""
		switch {
		case d.Virtual != "":
			all = append(all, d.Device+"="+d.Virtual)
			continue
		case d.HasSnapshot:
			snapshot = v.cloud.ID(snapshotRef(d.Snapshot))
		}
		all = append(all, d.Device+"="+snapshot+":"+strconv.FormatInt(d.GiB, 10)+":"+strconv.FormatBool(d.DeleteOnTermination)+":"+d.Type)
	}
	return strings.Join(all, ", ")
}

// imageStorage tells what an image puts at which device of an instance.
func (v *view) imageStorage(m *ec2.Image) detailPart {
	t := &smallTable{columns: []smallColumn{
		{"Device", asText}, {"Snapshot ID", asID}, {"Size", asNumber}, {"Type", asText}, {"Delete on termination", asText},
	}}
	for _, d := range m.Mappings {
		row := []string{d.Device, nothing, gib(d.GiB), d.Type, yesNo(d.DeleteOnTermination)}
		switch {
		case d.Virtual != "":
			row[1], row[2], row[3], row[4] = d.Virtual, nothing, "instance store", nothing
		case d.HasSnapshot:
			row[1] = v.cloud.ID(snapshotRef(d.Snapshot))
		}
		t.rows = append(t.rows, row)
	}
	return detailPart{title: "Storage", table: t, none: "The root is " + strconv.FormatInt(m.RootGiB, 10) + " GiB of the host's instance store."}
}

func (v *view) interfaceParts(index uint32) []detailPart {
	n := v.cloud.Interfaces().At(index)
	return []detailPart{{title: "Details", facts: []detail{
		{"Interface ID", v.cloud.ID(ec2.Ref{Kind: ec2.KindInterface, Index: index})},
		{"Interface status", string(n.State)},
		{"Instance", v.both(instanceRef(n.Instance))},
		{"Availability Zone", zoneName(n.Region, n.Zone)},
		{"Private IPv4 address", v.cloud.PrivateAddress(index)},
		{"Public IPv4 address", v.cloud.PublicAddress(n.Instance)},
		{"MAC address", v.cloud.MACAddress(index)},
		{"Attached", v.when(n.Created)},
		{"Delete on termination", yesNo(true)},
		{"Owner", v.ownerText(ec2.Ref{Kind: ec2.KindInterface, Index: index})},
	}}}
}
