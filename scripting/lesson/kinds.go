package lesson

import (
	"encoding/base64"
	"fmt"
	"slices"

	"blockyard/sim/ec2"
	"blockyard/sim/guest"
)

// common are the fields that every kind of thing has.
var common = []ThingField{
	{"id", "the id, for example \"vol-0a1b2c3d4e5f60718\"", func(o object) any { return o.id() }},
	{"name", "the image's name, the Name tag, `<instance>-root` for a root volume without one, or the id", func(o object) any { return o.name() }},
	{"state", "the state in AWS's spelling; \"deleted\" for what is gone", func(o object) any { return o.state() }},
	{"region", "the region, for example \"us-east-1\"", func(o object) any { return o.region().Name }},
	{"account", "the number of the account that it belongs to, which pays for it", func(o object) any { return o.cloud().AccountNumber(o.header().Account) }},
	{"lane", "the lane that it is in", func(o object) any { return o.lane }},
	{"created", "when it was made, in milliseconds since instant 0", func(o object) any { return int64(o.header().Created) }},
	{"tags", "a table of its tags", func(o object) any { return o.tags() }},
}

// kinds is everything that checks can find, with every field that they can read. The manual prints it.
var kinds = []Kind{
	{
		Name: "instance", Doc: "an instance", kind: ec2.KindInstance,
		gone: "terminated", going: []string{"shutting-down"}, Fields: with(
			ThingField{"az", "the zone, for example \"us-east-1a\"", func(o object) any { return o.zone(o.instance().Zone) }},
			ThingField{"type", "the instance type, for example \"t3.micro\"", func(o object) any { return o.instance().Type.Name }},
			ThingField{"image", "the id of the image that it was launched from", func(o object) any { return o.idOf(ec2.KindImage, o.instance().Image) }},
			ThingField{"root", "what its root device is: \"ebs\" or \"instance-store\"", func(o object) any { return o.instance().RootKind }},
			ThingField{"root_device", "its root's device name, for example \"/dev/xvda\"", func(o object) any { return o.instance().RootDevice }},
			ThingField{"started", "its latest start, in milliseconds since instant 0", func(o object) any { return int64(o.instance().Started) }},
			ThingField{"starts", "how often it has started", func(o object) any { return int64(o.instance().Starts) }},
			ThingField{"mapping", "a list of its volumes: { device, volume }, the latter an id", instanceMapping},
			ThingField{"services", "a list of what it serves now, for example \"web\"", services},
			ThingField{"files", "a list of the paths of the files on its disks, for example \"/mnt/sdf/orders.db\"; what is in memory only is none", instanceFiles},
			ThingField{"boot", "a list of what its latest boot has been spent on so far: { part, took }, the latter in milliseconds", bootParts},
			ThingField{"user_data", "the script of its first boot, or nil", userData},
			ioFields[0], ioFields[1],
		),
	},
	{
		Name: "volume", Doc: "a volume", kind: ec2.KindVolume,
		gone: "deleted", going: []string{"deleting"}, Fields: with(
			ThingField{"az", "the zone that it lives in", func(o object) any { return o.zone(o.volume().Zone) }},
			ThingField{"type", "the volume type, for example \"gp2\"", func(o object) any { return o.volume().Type.Name }},
			ThingField{"gib", "the size in GiB", func(o object) any { return o.volume().GiB }},
			ThingField{"iops", "the IOPS that it has; 0 where AWS shows none", func(o object) any { return o.volume().IOPS }},
			ThingField{"throughput", "the MiB/s that were ordered; 0 where AWS shows none", func(o object) any { return o.volume().Throughput }},
			ThingField{"snapshot", "the id of the snapshot that it was made from, or nil", volumeSnapshot},
			ThingField{"instance", "the id of the instance that it is attached to, or nil", volumeHolder},
			ThingField{"multi_attach", "whether it can be attached to several instances", func(o object) any { return o.volume().MultiAttach }},
			ThingField{"instances", "a list of the ids of the instances that it is attached to", volumeHolders},
			ThingField{"device", "the device name there, or nil", attachment(func(a ec2.Attachment) any { return a.Device })},
			ThingField{"attached", "whether the attachment is complete", func(o object) any {
				waiting := slices.ContainsFunc(o.volume().Attachments, func(a ec2.Attachment) bool { return a.State != ec2.Attached })
				return len(o.volume().Attachments) > 0 && !waiting
			}},
			ThingField{"delete_on_termination", "whether it goes with its instance, or nil", attachment(func(a ec2.Attachment) any { return a.DeleteOnTermination })},
			ThingField{"files", "a list of the names of the files on it, for example \"orders.db\"", func(o object) any { return paths("", o.volume().Files) }},
			ThingField{"key", "the ARN of the key that it is encrypted with, or nil", func(o object) any { return o.keyOf(o.volume().Key) }},
			ThingField{"damaged", "whether files on it do not hold what they should, since several instances wrote to it", func(o object) any { return o.world.Guests().Damaged(o.volume()) }},
			ThingField{"initialized", "how much of what was in its snapshot has come, in percent", func(o object) any { return o.volume().Initialization.Progress(o.world.Now()) }},
			ThingField{"initialization_rate", "the MiB/s at which that was asked to come; 0 where nothing was asked", func(o object) any { return o.volume().Initialization.Requested }},
			ThingField{"fast_restored", "whether it was made by fast snapshot restore", func(o object) any { return o.volume().Initialization.Fast }},
			ioFields[0], ioFields[1],
		),
	},
	{
		Name: "snapshot", Doc: "a snapshot", kind: ec2.KindSnapshot,
		gone: "deleted", Fields: with(
			ThingField{"gib", "the size of its volume in GiB", func(o object) any { return o.snapshot().GiB }},
			ThingField{"volume", "the id of the volume that it was taken of, or nil", snapshotVolume},
			ThingField{"blocks", "how many blocks of 512 KiB it is billed for", snapshotBlocks},
			ThingField{"description", "its description", func(o object) any { return o.snapshot().Description }},
			ThingField{"files", "a list of the names of the files in it, for example \"orders.db\"", func(o object) any { return paths("", o.snapshot().Files) }},
			ThingField{"fast_restore", "a list of the zones in which fast snapshot restore was ever enabled for it: { az, state }", snapshotFastRestore},
			ThingField{"key", "the ARN of the key that it is encrypted with, or nil", func(o object) any { return o.keyOf(o.snapshot().Key) }},
			ThingField{"shared", "a list of the accounts that may use it besides its own, \"all\" for everybody", func(o object) any { return sharedWith(o.snapshot().Shared) }},
		),
	},
	{
		Name: "ami", Alias: "image", Doc: "an image", kind: ec2.KindImage,
		gone: "deregistered", Fields: with(
			ThingField{"mapping", "a list of its devices: { device, snapshot, gib, type }; the snapshot is an id or nil", imageMapping},
			ThingField{"root", "what its root device is: \"ebs\" or \"instance-store\"", func(o object) any { return o.image().RootKind }},
			ThingField{"source", "the id of the instance that it was made of, or nil", imageSource},
			ThingField{"alias", "its short name in the public catalogue, or nil", func(o object) any { return orNil(o.image().Alias) }},
			ThingField{"architecture", "\"x86_64\", \"arm64\" or \"i386\"", func(o object) any { return o.image().Architecture }},
			ThingField{"description", "its description", func(o object) any { return o.image().Description }},
			ThingField{"brings", "a list of what is started at each boot from it, for example \"web\"", imageBrings},
			ThingField{"shared", "a list of the accounts that may launch it besides its own, \"all\" for everybody", func(o object) any { return sharedWith(o.image().Shared) }},
			ThingField{"copy_of", "the id of the image that it is a copy of, or that its instance was launched from, or nil", imageCopyOf},
		),
	},
	{
		Name: "eni", Alias: "interface", Doc: "a network interface", kind: ec2.KindInterface,
		gone: "deleted", Fields: with(
			ThingField{"az", "the zone that it is in", func(o object) any { return o.zone(o.cloud().Interfaces().At(o.index).Zone) }},
			ThingField{"instance", "the id of its instance", func(o object) any {
				return o.idOf(ec2.KindInstance, o.cloud().Interfaces().At(o.index).Instance)
			}},
		),
	},
}

// Kinds returns everything that checks can find, for the manual. The caller must not change it.
func Kinds() []Kind { return kinds }

// with returns the common fields and more.
func with(more ...ThingField) []ThingField {
	return append(append([]ThingField{}, common...), more...)
}

// orNil returns a text, or nil for the empty one.
func orNil(text string) any {
	if text == "" {
		return nil
	}
	return text
}

func instanceMapping(o object) any {
	list := []any{}
	for _, d := range o.instance().Devices {
		list = append(list, table{{"device", d.Name}, {"volume", o.idOf(ec2.KindVolume, d.Volume)}})
	}
	return list
}

func services(o object) any {
	list := []any{}
	for _, s := range o.world.Guests().Services(o.instance(), o.index) {
		list = append(list, s.Name)
	}
	return list
}

// paths lists the files of a disk under the path at which it is mounted.
func paths(mount string, files *ec2.Files) []any {
	list := []any{}
	for _, f := range files.All() {
		list = append(list, mount+f.Name)
	}
	return list
}

func instanceFiles(o object) any {
	i, list := o.instance(), []any{}
	for _, d := range i.Devices {
		list = append(list, paths(guest.MountPoint(i, d.Name), o.cloud().Volumes().At(d.Volume).Files)...)
	}
	for _, d := range i.Disks {
		list = append(list, paths(guest.MountPoint(i, d.Device), d.Files)...)
	}
	return list
}

// bootParts returns what there has been of the latest boot; a part under way counts as far as it has come.
func bootParts(o object) any {
	list, now := []any{}, o.world.Now()
	for _, p := range o.world.Guests().Boot(o.index) {
		if p.From < now {
			list = append(list, table{{"part", string(p.Name)}, {"took", int64(min(p.To, now).Sub(p.From))}})
		}
	}
	return list
}

// userData returns the script, which is kept as base64.
func userData(o object) any {
	script, err := base64.StdEncoding.DecodeString(o.instance().UserData)
	if err != nil {
		panic(fmt.Sprintf("lesson: user data of instance %d: %v", o.index, err)) // RunInstances refuses such
	}
	return orNil(string(script))
}

func volumeSnapshot(o object) any {
	if v := o.volume(); v.HasSnapshot {
		return o.idOf(ec2.KindSnapshot, v.Snapshot)
	}
	return nil
}

func volumeHolder(o object) any {
	return attachment(func(a ec2.Attachment) any { return o.idOf(ec2.KindInstance, a.Instance) })(o)
}

func volumeHolders(o object) any {
	list := []any{}
	for _, a := range o.volume().Attachments {
		list = append(list, o.idOf(ec2.KindInstance, a.Instance))
	}
	return list
}

// attachment reads something of a volume's attachment, nil where there is none.
func attachment(read func(ec2.Attachment) any) func(object) any {
	return func(o object) any {
		for _, a := range o.volume().Attachments {
			return read(a)
		}
		return nil
	}
}

func snapshotVolume(o object) any {
	if x := o.snapshot(); x.HasVolume {
		return o.idOf(ec2.KindVolume, x.Volume)
	}
	return nil
}

// keyOf returns the ARN of a key, or nil for none.
func (o object) keyOf(key ec2.KeyID) any {
	return orNil(o.cloud().KeyARN(key, o.header().Account, o.header().Region))
}

func snapshotFastRestore(o object) any {
	list := []any{}
	o.cloud().EachFastRestore(func(r ec2.FastRestore) {
		if r.Snapshot == o.index {
			list = append(list, table{{"az", o.zone(r.Zone)}, {"state", string(r.State)}})
		}
	})
	return list
}

func snapshotBlocks(o object) any {
	if o.isGone() {
		return int64(0)
	}
	return int64(o.cloud().Blocks().Owned(o.snapshot().Block))
}

func imageMapping(o object) any {
	list := []any{}
	for _, m := range o.image().Mappings {
		row := table{{"device", m.Device}, {"gib", m.GiB}, {"type", m.Type}}
		if m.HasSnapshot {
			row = append(row, pair{"snapshot", o.idOf(ec2.KindSnapshot, m.Snapshot)})
		}
		list = append(list, row)
	}
	return list
}

func imageBrings(o object) any {
	list := []any{}
	for _, software := range o.image().Software {
		list = append(list, software.Name)
	}
	return list
}

// sharedWith lists the accounts that permissions are given to.
func sharedWith(shared ec2.Permissions) any {
	list := []any{}
	if shared.Everyone {
		list = append(list, "all")
	}
	for _, account := range shared.Accounts {
		list = append(list, account)
	}
	return list
}

func imageCopyOf(o object) any {
	if m := o.image(); m.HasSourceImage {
		return o.idOf(ec2.KindImage, m.SourceImage)
	}
	return nil
}

func imageSource(o object) any {
	if m := o.image(); m.HasSource {
		return o.idOf(ec2.KindInstance, m.Source)
	}
	return nil
}
