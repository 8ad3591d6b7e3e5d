package lesson

import (
	"encoding/base64"
	"errors"
	"fmt"

	glua "github.com/yuin/gopher-lua"

	"blockyard/sim/apierr"
	"blockyard/sim/catalog"
	"blockyard/sim/ec2"
	"blockyard/sim/guest"
	"blockyard/sim/unit"
	"blockyard/sim/yard"
)

// The schemas of what macros take.
var (
	laneField = Field{"lane", Text, false, `lane = "ebs"`, "the lane, where there are several"}
	tagsField = Field{"tags", Table, false, `tags = { Role = "db" }`, "its tags"}
	idField   = Field{"id", Text, false, `id = "i-0123456789abcdef0"`, "its id, so that a text can name it"}

	instanceMacro = Schema{"w.instance", "", []Field{
		{"name", Text, true, `name = "web"`, "its Name tag"},
		{"type", Text, true, `type = "demo.small"`, "its instance type"},
		{"az", Text, false, `az = "us-east-1a"`, "its zone; the region's first unless said otherwise"},
		{"root", Anything, false, `root = { kind = "ebs", gib = 8, volume = "gp2" }`, "its root disk, or \"ebs\" or \"instance-store\""},
		{"image", Text, false, `image = "al2023"`, "a public image by short name, or any by name or id"},
		{"disks", Texts, false, `disks = { "/dev/sdb" }`, "device names for the type's instance-store disks"},
		{"user_data", Text, false, `user_data = "#!/bin/sh\nyum install -y httpd\nsystemctl start httpd"`, "the script of its first boot"},
		{"booting", YesNo, false, "booting = true", "whether it is only being launched as the lesson opens, and takes its time"},
		tagsField, idField, laneField,
	}}
	rootSchema = Schema{"a root disk", "", []Field{
		{"kind", Text, true, `kind = "ebs"`, "\"ebs\" or \"instance-store\""},
		{"gib", Whole, false, "gib = 8", "its size; the image's unless said otherwise"},
		{"volume", Text, false, `volume = "gp2"`, "its volume type; the image's unless said otherwise"},
		{"iops", Whole, false, "iops = 3000", "its provisioned IOPS"},
		{"throughput", Whole, false, "throughput = 125", "its MiB/s, for gp3"},
		{"keep", YesNo, false, "keep = true", "whether it outlives the instance"},
	}}
	volumeMacro = Schema{"w.volume", "", []Field{
		{"name", Text, true, `name = "data"`, "its Name tag"},
		{"gib", Whole, false, "gib = 100", "its size in GiB; its snapshot's unless said otherwise"},
		{"volume", Text, false, `volume = "gp2"`, "its volume type"},
		{"iops", Whole, false, "iops = 3000", "its provisioned IOPS"},
		{"throughput", Whole, false, "throughput = 125", "its MiB/s, for gp3"},
		{"snapshot", Text, false, `snapshot = "data-snap"`, "what it is made from"},
		{"az", Text, false, `az = "us-east-1a"`, "its zone; that of its instance unless said otherwise"},
		{"attach", Table, false, `attach = { web, "/dev/sdf" }`, "an instance and a device name"},
		{"used", Whole, false, "used = 40", "GiB of it that are written; needs attach"},
		{"encrypted", YesNo, false, "encrypted = true", "whether it is encrypted, with the key that AWS manages"},
		{"multi_attach", YesNo, false, "multi_attach = true", "whether several instances can have it"},
		tagsField, idField, laneField,
	}}
	snapshotMacro = Schema{"w.snapshot", "", []Field{
		{"name", Text, true, `name = "data-snap"`, "its Name tag"},
		{"volume", Text, true, `volume = "data"`, "the volume's name or id"},
		{"description", Text, false, `description = "before the update"`, "its description"},
		tagsField, idField, laneField,
	}}
	imageMacro = Schema{"w.image", "", []Field{
		{"name", Text, true, `name = "gold"`, "its name"},
		{"of", Text, true, `of = "web"`, "the instance's name or id, which is rebooted"},
		tagsField, idField, laneField,
	}}
	workloadMacro = Schema{"w.workload", "", []Field{
		{"on", Text, true, `on = "app-a"`, "the instance's name or id"},
		{"every", Anything, true, "every = minutes(10)", "the time between two records"},
		{"writes", Text, false, `writes = "data"`, "the volume, by name or id, whose name the records are counted under"},
		{"path", Text, false, `path = "/mnt/sdf/orders.db"`, "the file, instead of writes"},
		{"name", Text, false, `name = "orders"`, "what the records are counted under"},
		laneField,
	}}
	writeMacro = Schema{"w.write", "", []Field{
		{"on", Text, true, `on = "web"`, "the instance's name or id"},
		{"path", Text, true, `path = "/mnt/sdf/orders.db"`, "the file"},
		{"size", Text, true, `size = "10MiB"`, "how large it is then"},
		laneField,
	}}
	scheduleMacro = Schema{"w.schedule", "", []Field{
		{"daily", Text, false, `daily = "09:00-13:00"`, "the hours"},
		{"hours", Whole, false, "hours = 8", "how many hours from midnight on, instead of daily"},
		{"off", YesNo, false, "off = true", "take the schedule off"},
		laneField,
	}}
	tagMacro = Schema{"w.tag", "", []Field{
		{"on", Text, true, `on = "web"`, "the thing's name or id"},
		{"tags", Table, true, `tags = { Role = "db" }`, "the tags"},
		laneField,
	}}
	quotaMacro = Schema{"w.quota", "", []Field{
		{"name", Text, true, `name = "vcpus"`, "the quota; yard quotas lists them"},
		{"limit", Whole, true, "limit = 4", "the most there may be"},
		{"az", Text, false, `az = "us-east-1a"`, "the zone that it holds in"},
		laneField,
	}}
)

// macros are the functions of w, in the order of the manual. Each is a few calls of the registry.
func (m *machine) macros() []function {
	return []function{
		{"instance", `w.instance { name = "web", type = "demo.small" }`, "launches an instance; returns its id", m.placeInstance},
		{"volume", `w.volume { name = "data", gib = 100 }`, "makes a volume, attaches it and fills it; returns its id", m.placeVolume},
		{"snapshot", `w.snapshot { name = "data-snap", volume = "data" }`, "takes a snapshot; returns its id", m.placeSnapshot},
		{"image", `w.image { name = "gold", of = "web" }`, "makes an image of an instance; returns its id", m.placeImage},
		{"workload", `w.workload { on = "app", writes = "data", every = minutes(10) }`, "lets an instance append a record at regular times", m.placeWorkload},
		{"write", `w.write { on = "web", path = "orders.db", size = "10MiB" }`, "writes a file", m.placeFile},
		{"stop", `w.stop("web")`, "stops an instance", m.stopInstance},
		{"schedule", `w.schedule("web", { daily = "09:00-13:00" })`, "keeps an instance running by the clock", m.placeSchedule},
		{"tag", `w.tag { on = "web", tags = { Role = "db" } }`, "adds tags", m.placeTags},
		{"quota", `w.quota { name = "vcpus", limit = 4 }`, "sets a quota", m.placeQuota},
		{"run", "w.run(hours(3))", "lets time pass, billed", m.letTimePass},
	}
}

// placeInstance is w.instance: RunInstances, and FixId for an id of one's own.
func (m *machine) placeInstance(state *glua.LState) int {
	b := m.build(state)
	r := m.options(state, &instanceMacro, 1)
	lane, region := b.lane(state, r.text("lane"), "w.instance"), b.regionOf(state, r.text("az"))
	in := ec2.RunInstancesInput{
		InstanceType: r.text("type"), MinCount: 1, MaxCount: 1, TagSpecifications: specification(r, ec2.KindInstance),
		UserData: base64.StdEncoding.EncodeToString([]byte(r.text("user_data"))),
	}
	if zone := r.text("az"); zone != "" {
		in.Placement = &ec2.Placement{AvailabilityZone: zone}
	}
	image := b.imageFor(state, lane, region, r, m.rootOf(state, r))
	in.ImageID = lane.World.Cloud().ID(ec2.Ref{Kind: ec2.KindImage, Index: image})
	if e := ebsOf(m.rootOf(state, r)); e != nil {
		device := lane.World.Cloud().Images().At(image).RootDevice
		in.BlockDeviceMappings = append(in.BlockDeviceMappings, ec2.BlockDeviceMapping{DeviceName: device, Ebs: e})
	}
	for n, device := range r.texts("disks") {
		in.BlockDeviceMappings = append(in.BlockDeviceMappings, ec2.BlockDeviceMapping{DeviceName: device, VirtualName: fmt.Sprintf("ephemeral%d", n)})
	}
	if r.truth("booting") {
		lane.World.SetTiming(b.lesson.Timing)
	}
	b.do(state, "w.instance", lane, region.Name, in)
	if b.placing {
		lane.World.SetTiming(catalog.None)
	}
	return b.made(state, r, lane, region.Name, newest(lane, ec2.KindInstance))
}

// rootOf opens the root of an instance, which may be a kind alone.
func (m *machine) rootOf(state *glua.LState, r record) record {
	t := m.sandbox.Table()
	switch root := r.get("root").(type) {
	case *glua.LNilType:
		t.RawSetString("kind", glua.LString(ec2.RootEBS))
	case *glua.LTable:
		t = root
	default:
		t.RawSetString("kind", root)
	}
	root := (&notes{}).open(&rootSchema, t)
	root.raise(state)
	if kind := root.text("kind"); kind != ec2.RootEBS && kind != ec2.RootInstanceStore {
		state.RaiseError("w.instance: a root disk is \"ebs\" or \"instance-store\", not \"%s\"", clip(kind))
	}
	return root
}

// ebsOf returns what a root changes of its image's volume, nil for nothing.
func ebsOf(root record) *ec2.EbsBlockDevice {
	e := ec2.EbsBlockDevice{
		VolumeSize: root.whole("gib"), VolumeType: root.text("volume"), Iops: root.whole("iops"), Throughput: root.whole("throughput"),
	}
	if root.truth("keep") {
		e.DeleteOnTermination = new(bool)
	}
	if e == (ec2.EbsBlockDevice{}) {
		return nil
	}
	return &e
}

// placeVolume is w.volume: CreateVolume, AttachVolume, Write and FixId.
func (m *machine) placeVolume(state *glua.LState) int {
	b := m.build(state)
	r := m.options(state, &volumeMacro, 1)
	lane := b.lane(state, r.text("lane"), "w.volume")
	holder, device, attach := b.attachOf(state, lane, r)
	zone := r.text("az")
	if attach && zone == "" {
		i := lane.World.Cloud().Instances().At(holder)
		zone = catalog.Regions()[i.Region].Zones[i.Zone].Name
	}
	region := b.regionOf(state, zone)
	if zone == "" {
		zone = region.Zones[0].Name
	}
	in := ec2.CreateVolumeInput{
		AvailabilityZone: zone, Size: r.whole("gib"), VolumeType: r.text("volume"), Iops: r.whole("iops"), Throughput: r.whole("throughput"),
		TagSpecifications: specification(r, ec2.KindVolume),
	}
	if r.truth("multi_attach") {
		in.MultiAttach = new(true)
	}
	if r.truth("encrypted") {
		in.Encrypted = new(true)
	}
	if from := r.text("snapshot"); from != "" {
		in.SnapshotID = b.id(lane, b.named(state, lane, from, "w.volume", ec2.KindSnapshot))
	}
	b.do(state, "w.volume", lane, region.Name, in)
	volume := newest(lane, ec2.KindVolume)
	if attach {
		instance := b.id(lane, ec2.Ref{Kind: ec2.KindInstance, Index: holder})
		b.do(state, "w.volume", lane, region.Name, ec2.AttachVolumeInput{Device: device, InstanceID: instance, VolumeID: b.id(lane, volume)})
		b.fill(state, lane, region.Name, r.whole("used"), holder, device)
	}
	return b.made(state, r, lane, region.Name, volume)
}

// attachOf reads the attach of a volume: an instance and a device name.
func (b *build) attachOf(state *glua.LState, lane Lane, r record) (instance uint32, device string, ok bool) {
	t := r.child("attach")
	switch {
	case t == nil && r.has("used"):
		state.RaiseError("w.volume: `used` needs `attach`, since only an instance can write on a disk; write attach = { web, \"/dev/sdf\" }")
	case t == nil:
		return 0, "", false
	case t.Len() != 2 || !isListOfTexts(t):
		state.RaiseError("w.volume: `attach` is an instance and a device name; write attach = { web, \"/dev/sdf\" }")
	}
	ref := b.named(state, lane, t.RawGetInt(1).String(), "w.volume", ec2.KindInstance)
	return ref.Index, t.RawGetInt(2).String(), true
}

// contents is the file that fills a disk as far as its builder says.
const contents = "contents"

// fill writes GiB to a disk of a running instance.
func (b *build) fill(state *glua.LState, lane Lane, region string, gib int64, instance uint32, device string) {
	if gib == 0 {
		return
	}
	path := guest.MountPoint(lane.World.Cloud().Instances().At(instance), device) + contents
	b.do(state, "w.volume", lane, region, guest.WriteInput{
		InstanceID: b.id(lane, ec2.Ref{Kind: ec2.KindInstance, Index: instance}), Path: path, Size: fmt.Sprintf("%dGiB", gib),
	})
}

// placeSnapshot is w.snapshot: CreateSnapshot.
func (m *machine) placeSnapshot(state *glua.LState) int {
	b := m.build(state)
	r := m.options(state, &snapshotMacro, 1)
	lane := b.lane(state, r.text("lane"), "w.snapshot")
	volume := b.named(state, lane, r.text("volume"), "w.snapshot", ec2.KindVolume)
	region := regionNameOf(lane, volume)
	b.do(state, "w.snapshot", lane, region, ec2.CreateSnapshotInput{
		VolumeID: b.id(lane, volume), Description: r.text("description"), TagSpecifications: specification(r, ec2.KindSnapshot),
	})
	return b.made(state, r, lane, region, newest(lane, ec2.KindSnapshot))
}

// placeImage is w.image: CreateImage.
func (m *machine) placeImage(state *glua.LState) int {
	b := m.build(state)
	r := m.options(state, &imageMacro, 1)
	lane := b.lane(state, r.text("lane"), "w.image")
	instance := b.named(state, lane, r.text("of"), "w.image", ec2.KindInstance)
	region := regionNameOf(lane, instance)
	in := ec2.CreateImageInput{InstanceID: b.id(lane, instance), Name: r.text("name")}
	if r.has("tags") {
		in.TagSpecifications = []ec2.TagSpecification{{ResourceType: ec2.KindImage.String(), Tags: tagsOf(r)}}
	}
	b.do(state, "w.image", lane, region, in)
	return b.made(state, r, lane, region, newest(lane, ec2.KindImage))
}

// placeWorkload is w.workload: Workload.
func (m *machine) placeWorkload(state *glua.LState) int {
	b := m.build(state)
	r := m.options(state, &workloadMacro, 1)
	lane := b.lane(state, r.text("lane"), "w.workload")
	instance := b.named(state, lane, r.text("on"), "w.workload", ec2.KindInstance)
	in := guest.WorkloadInput{InstanceID: b.id(lane, instance), Path: r.text("path"), Name: r.text("name")}
	switch every, ok := lengthOf(r.get("every")); {
	case r.has("writes") == r.has("path"):
		state.RaiseError("w.workload takes either `writes`, a volume, or `path`, a file")
	case ok:
		in.Every = every.String()
	default:
		in.Every = r.text("every")
	}
	if r.has("writes") {
		in.Path = b.recordsPath(state, lane, instance.Index, r.text("writes"))
		in.Name = r.text("writes")
	}
	b.do(state, "w.workload", lane, regionNameOf(lane, instance), in)
	return 0
}

// recordsPath returns the path of the file that holds the records on a volume of an instance.
func (b *build) recordsPath(state *glua.LState, lane Lane, instance uint32, volume string) string {
	ref := b.named(state, lane, volume, "w.workload", ec2.KindVolume)
	i := lane.World.Cloud().Instances().At(instance)
	for _, d := range i.Devices {
		if d.Volume == ref.Index {
			return guest.MountPoint(i, d.Name) + "records"
		}
	}
	state.RaiseError("w.workload: the volume `%s` is not attached to that instance; give it attach = { … } first", clip(volume))
	return ""
}

// placeFile is w.write: Write.
func (m *machine) placeFile(state *glua.LState) int {
	b := m.build(state)
	r := m.options(state, &writeMacro, 1)
	lane := b.lane(state, r.text("lane"), "w.write")
	instance := b.named(state, lane, r.text("on"), "w.write", ec2.KindInstance)
	b.do(state, "w.write", lane, regionNameOf(lane, instance), guest.WriteInput{InstanceID: b.id(lane, instance), Path: r.text("path"), Size: r.text("size")})
	return 0
}

// stopInstance is w.stop(name): StopInstances.
func (m *machine) stopInstance(state *glua.LState) int {
	b := m.build(state)
	lane := b.lane(state, "", "w.stop")
	b.stop(state, lane, b.named(state, lane, keyName(state.Get(1)), "w.stop", ec2.KindInstance), "w.stop")
	return 0
}

func (b *build) stop(state *glua.LState, lane Lane, instance ec2.Ref, macro string) {
	b.do(state, macro, lane, regionNameOf(lane, instance), ec2.StopInstancesInput{InstanceIDs: []string{b.id(lane, instance)}})
}

// placeSchedule is w.schedule(name, options): Schedule; no hours at all is a stop.
func (m *machine) placeSchedule(state *glua.LState) int {
	b := m.build(state)
	r := m.options(state, &scheduleMacro, 2)
	lane := b.lane(state, r.text("lane"), "w.schedule")
	instance := b.named(state, lane, keyName(state.Get(1)), "w.schedule", ec2.KindInstance)
	in := yard.ScheduleInput{InstanceID: b.id(lane, instance), Daily: r.text("daily"), Off: r.truth("off")}
	hours, none := r.whole("hours"), r.has("hours") && r.whole("hours") == 0
	switch {
	case r.has("hours") && (hours < 0 || hours > 24):
		state.RaiseError("w.schedule: a day has 0 to 24 hours, not %d", hours)
	case none:
		in.Off = true
	case r.has("hours"):
		in.Daily = "00:00-" + unit.ClockTime(unit.Duration(hours)*unit.Hour).String()
	}
	b.do(state, "w.schedule", lane, regionNameOf(lane, instance), in)
	if none {
		b.stop(state, lane, instance, "w.schedule")
	}
	return 0
}

// placeTags is w.tag: CreateTags.
func (m *machine) placeTags(state *glua.LState) int {
	b := m.build(state)
	r := m.options(state, &tagMacro, 1)
	lane := b.lane(state, r.text("lane"), "w.tag")
	ref := b.named(state, lane, r.text("on"), "w.tag", ec2.KindInstance, ec2.KindVolume, ec2.KindSnapshot, ec2.KindImage)
	b.do(state, "w.tag", lane, regionNameOf(lane, ref), ec2.CreateTagsInput{Resources: []string{b.id(lane, ref)}, Tags: tagsOf(r)})
	return 0
}

// placeQuota is w.quota: Quota.
func (m *machine) placeQuota(state *glua.LState) int {
	b := m.build(state)
	r := m.options(state, &quotaMacro, 1)
	lane := b.lane(state, r.text("lane"), "w.quota")
	b.do(state, "w.quota", lane, b.regionOf(state, r.text("az")).Name, yard.QuotaInput{Name: r.text("name"), Limit: r.whole("limit"), AvailabilityZone: r.text("az")})
	return 0
}

// letTimePass is w.run(duration), in every lane.
func (m *machine) letTimePass(state *glua.LState) int {
	b := m.build(state)
	d, ok := lengthOf(state.Get(1))
	if !ok {
		state.RaiseError("w.run takes a time of at most 36500 days, not %s; write w.run(hours(3))", described(state.Get(1)))
	}
	b.advance(state, d)
	return 0
}

// refusal words an engine's refusal for the author: code, message and why.
func refusal(err error) string {
	var refused *apierr.Error
	if errors.As(err, &refused) && refused.Why != "" {
		return err.Error() + " " + refused.Why
	}
	return err.Error()
}
