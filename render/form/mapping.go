package form

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"blockyard/sim/catalog"
	"blockyard/sim/ec2"
	"blockyard/sim/op"
)

// mappings is the parameter for what is at each device. Its form begins with
// what is there already, an image's own mapping or an instance's volumes; the
// command then says only what is to be different.
const mappings = "BlockDeviceMappings"

// Members of a mapping.
const (
	device  = "DeviceName"
	virtual = "VirtualName"
	deletes = "Ebs.DeleteOnTermination"
)

// The members of what is there already at one device: "Ebs.VolumeSize" and the like.
type members map[string]string

// base returns what is there already, device by device; nothing where the operation starts from nothing.
func (d *draft) base() []members {
	switch d.op.Action {
	case runInstances:
		if m := d.image(); m != nil {
			return d.imageDevices(m)
		}
	case createImage, modifyInstanceAttribute:
		if ref, ok := d.thing("instance", d.value("InstanceId")); ok {
			return d.instanceDevices(d.cloud.Instances().At(ref.Index))
		}
	}
	return nil
}

// imageDevices returns an image's own mapping.
func (d *draft) imageDevices(m *ec2.Image) (all []members) {
	for _, b := range m.Mappings {
		if b.Virtual != "" {
			all = append(all, members{device: b.Device, virtual: b.Virtual})
			continue
		}
		x := members{device: b.Device, deletes: strconv.FormatBool(b.DeleteOnTermination), "Ebs.VolumeSize": number(b.GiB), "Ebs.VolumeType": b.Type}
		if b.Type == "" {
			x["Ebs.VolumeType"] = catalog.DefaultVolumeType
		}
		if b.HasSnapshot {
			x["Ebs.SnapshotId"] = d.cloud.ID(ec2.Ref{Kind: ec2.KindSnapshot, Index: b.Snapshot})
		}
		x["Ebs.Iops"], x["Ebs.Throughput"] = number(b.IOPS), number(b.Throughput)
		all = append(all, x)
	}
	return all
}

// instanceDevices returns an instance's volumes and mapped disks.
func (d *draft) instanceDevices(i *ec2.Instance) (all []members) {
	for _, at := range i.Devices {
		v := d.cloud.Volumes().At(at.Volume)
		x := members{device: at.Name, "Ebs.VolumeSize": number(v.GiB), "Ebs.VolumeType": v.Type.Name, "Ebs.VolumeId": d.cloud.ID(ec2.Ref{Kind: ec2.KindVolume, Index: at.Volume})}
		for _, a := range v.Attachments {
			x[deletes] = strconv.FormatBool(a.DeleteOnTermination)
		}
		if v.HasSnapshot {
			x["Ebs.SnapshotId"] = d.cloud.ID(ec2.Ref{Kind: ec2.KindSnapshot, Index: v.Snapshot})
		}
		x["Ebs.Iops"], x["Ebs.Throughput"] = number(v.IOPS), number(v.Throughput)
		all = append(all, x)
	}
	return all
}

// number returns a number as a field holds it: nothing for none.
func number(n int64) string {
	if n == 0 {
		return ""
	}
	return strconv.FormatInt(n, 10)
}

// baseRows returns the values of a row for each device that is there already.
func (d *draft) baseRows() (values []Value) {
	var numbers []string
	for i, x := range d.base() {
		numbers = append(numbers, digits(i))
		for _, member := range slices.Sorted(maps.Keys(x)) {
			values = append(values, Value{mappings + "." + digits(i) + "." + member, x[member]})
		}
	}
	return append([]Value{{mappings, strings.Join(numbers, ",")}}, values...)
}

// root returns the root device of what the mapping is for, or "".
func (d *draft) root() string {
	if named := d.value("RootDeviceName"); named != "" {
		return named
	}
	if m := d.image(); m != nil {
		return m.RootDevice
	}
	if ref, ok := d.thing("instance", d.value("InstanceId")); ok {
		return d.cloud.Instances().At(ref.Index).RootDevice
	}
	return ""
}

// storage gives the field of a mapping its rows.
func (d *draft) storage(f *Field, s slot) {
	base, root := d.base(), d.root()
	modify, volumes := d.op.Action == modifyInstanceAttribute, 1
	for _, number := range d.numbers(s.key) {
		name := d.value(s.key + "." + number + "." + device)
		at := slices.IndexFunc(base, func(x members) bool { return x[device] == name })
		r := Row{Number: number, Without: d.without(s.key, number), Removable: !modify && (name != root || d.has("RootDeviceName"))}
		switch {
		case d.values[s.key+"."+number+"."+virtual] != "":
			r.Title = "Instance store"
		case name == root && name != "":
			r.Title = "Root volume"
		default:
			volumes++
			r.Title = "Volume " + digits(volumes)
		}
		r.Fields = d.deviceFields(s.row(number), at >= 0)
		f.Rows = append(f.Rows, r)
	}
	f.Doc = d.ownDisks()
	if d.op.Action != createImage && !modify {
		f.Add = d.additions(s.key)
	}
}

// deviceOrder is the order of a row's fields; others follow, and whether the volume goes with its instance ends the row.
var deviceOrder = []string{device, virtual, "SnapshotId", "VolumeId", "VolumeSize", "VolumeType", "Iops", "Throughput"}

// deviceFields returns the fields of one device.
func (d *draft) deviceFields(s slot, there bool) []Field {
	isDisk := d.values[s.key+"."+virtual] != ""
	fields := slices.DeleteFunc(d.members(s, ""), func(f Field) bool {
		switch name := last(f.Key); {
		case name == "NoDevice":
			return true
		case name == virtual:
			return !isDisk
		case isDisk:
			return name != device
		case d.fixed(name, there):
			return f.Value == ""
		}
		return false
	})
	for i := range fields {
		fields[i].Fixed = d.fixed(last(fields[i].Key), there) || isDisk && there
	}
	rank := func(f Field) int {
		at := slices.Index(deviceOrder, last(f.Key))
		switch {
		case f.Kind == Switch:
			return 100
		case at < 0:
			return 50
		}
		return at
	}
	slices.SortStableFunc(fields, func(a, b Field) int { return rank(a) - rank(b) })
	return fields
}

// fixed reports whether a member of a device that is there already cannot be changed: an image takes volumes as they are.
func (d *draft) fixed(member string, there bool) bool {
	switch {
	case member == virtual:
		return true
	case !there || member == "DeleteOnTermination":
		return false
	case d.op.Action == runInstances:
		return member == device || member == "SnapshotId"
	}
	return true
}

// ownDisks says which disks an instance of the chosen type has without being asked for them.
func (d *draft) ownDisks() string {
	t, ok := catalog.InstanceTypeNamed(d.value("InstanceType"))
	if !ok || t.Store.Disks == 0 || d.op.Action != runInstances {
		return ""
	}
	disks := count(int(t.Store.Disks), "instance-store disk") + " of " + digits(int(t.Store.GB)) + " GB"
	if t.Store.Enumerated() {
		return t.Name + " brings " + disks + ", there without a row here; what is on it is gone when the instance stops or ends."
	}
	return t.Name + " has " + disks + ", there only if a row maps it; what is on it is gone when the instance stops or ends."
}

// additions returns what can be added: a volume, and a disk of the instance type that must be mapped.
func (d *draft) additions(key string) []Add {
	n := d.nextNumber(key)
	row := key + "." + n + "."
	list, free := Value{key, d.with(key, n)}, Value{row + device, d.freeDevice(d.rowDevices(key))}
	add := []Add{{"Add volume", key + "#0", []Value{
		list, free, {row + "Ebs.VolumeSize", "8"}, {row + "Ebs.VolumeType", "gp3"}, {row + deletes, "false"}, {row + virtual, ""}, {row + "Ebs.SnapshotId", ""},
	}}}
	t, ok := catalog.InstanceTypeNamed(d.value("InstanceType"))
	if !ok || t.Store.Enumerated() {
		return add
	}
	mapped := 0
	for _, number := range d.numbers(key) {
		if d.values[key+"."+number+"."+virtual] != "" {
			mapped++
		}
	}
	if mapped < int(t.Store.Disks) {
		add = append(add, Add{"Add instance store", key + "#1", []Value{list, {row + device, d.freeDisk(key)}, {row + virtual, "ephemeral" + digits(mapped)}}})
	}
	return add
}

// rowDevices returns the devices that the rows of a mapping use.
func (d *draft) rowDevices(key string) (used []string) {
	for _, number := range d.numbers(key) {
		used = append(used, d.value(key+"."+number+"."+device))
	}
	return used
}

// freeDevice returns the first of the usual names for data disks that is not used.
func (d *draft) freeDevice(used []string) string { return firstFree('f', 'p', used) }

// freeDisk returns the first of the usual names for instance-store disks that no row uses.
func (d *draft) freeDisk(key string) string { return firstFree('b', 'e', d.rowDevices(key)) }

func firstFree(from, to rune, used []string) string {
	for letter := from; letter <= to; letter++ {
		if name := "/dev/sd" + string(letter); !slices.Contains(used, name) {
			return name
		}
	}
	return ""
}

// devices returns the usual device names, and which are in use.
func (d *draft) devices(s slot) (options []Option) {
	used := map[string]bool{}
	if ref, ok := d.thing("instance", d.value("InstanceId")); ok {
		for _, name := range d.instanceUses(ref) {
			used[name] = true
		}
	}
	if s.inRow {
		for _, name := range d.rowDevices(mappings) {
			used[name] = true
		}
	}
	for letter := 'f'; letter <= 'p'; letter++ {
		o := Option{Fill: "/dev/sd" + string(letter), Text: "/dev/sd" + string(letter)}
		if used[o.Fill] && o.Fill != d.value(s.key) {
			o.Refused = "in use already"
		}
		options = append(options, o)
	}
	return options
}

// instanceUses returns the device names that an instance uses.
func (d *draft) instanceUses(ref ec2.Ref) (used []string) {
	i := d.cloud.Instances().At(ref.Index)
	for _, at := range i.Devices {
		used = append(used, at.Name)
	}
	for _, at := range i.Disks {
		used = append(used, at.Device)
	}
	return used
}

// mappingChanges returns what the rows of a mapping change in what is there already.
func (d *draft) mappingChanges(s slot) op.Value {
	base := d.base()
	var items []op.Value
	kept := d.rowDevices(s.key)
	for _, number := range d.numbers(s.key) {
		row := s.row(number)
		at := slices.IndexFunc(base, func(x members) bool { return x[device] == d.value(row.key+"."+device) })
		v := d.structure(row)
		if at >= 0 {
			v = d.changed(row, base[at])
		}
		if !v.IsNull() {
			items = append(items, v)
		}
	}
	for _, x := range base {
		if d.values[s.key] != "" && !slices.Contains(kept, x[device]) {
			gone := op.Field{Name: "NoDevice", Value: op.StringValue("")}
			items = append(items, op.ObjectValue(op.Field{Name: device, Value: op.StringValue(x[device])}, gone))
		}
	}
	if items == nil {
		return op.Value{}
	}
	return op.ListValue(items...)
}

// changed returns the members of a row that differ from what is there, with its device; null where none does.
func (d *draft) changed(row slot, base members) op.Value {
	only := *d
	only.values = maps.Clone(d.values)
	for member, text := range base {
		if key := row.key + "." + member; member != device && d.value(key) == text {
			delete(only.values, key)
		}
	}
	if v := only.structure(row); len(v.Fields()) > 1 {
		return v
	}
	return op.Value{}
}
