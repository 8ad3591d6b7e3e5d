package form

import (
	"slices"
	"strings"

	"blockyard/sim/catalog"
	"blockyard/sim/ec2"
	"blockyard/sim/op"
)

// seldom are parameters that most calls do without.
var seldom = []string{
	"DryRun", "ClientToken", "TagSpecifications", "MaxResults", "NextToken", "KeyName", "SubnetId", "SecurityGroupIds", "DestinationRegion",
	"Attribute", "Value", // an older way to say which attribute is changed
}

// How many lines a text of several has: with its length.
const (
	leastLines = 4
	mostLines  = 14
)

// usual is how many optional fields are shown at once; what there is beyond them is not needed often.
const usual = 8

// orders are the fields of operations whose console has an order of its own; the others follow as seldom ones.
var orders = map[string][]string{
	runInstances:       {"Name", "ImageId", "InstanceType", "AvailabilityZone", "Count", mappings, "UserData"},
	createImage:        {"InstanceId", "Name", "Description", "NoReboot", mappings},
	"CreateVolume":     {"AvailabilityZone", "Size", "VolumeType", "Iops", "Throughput", "SnapshotId", "Name"},
	"AssociateAddress": {"InstanceId", "AllocationId"},
	"AllocateAddress":  {"Name"},
	"ReleaseAddress":   {"AllocationId"},
	"CreateKeyPair":    {"KeyName", "KeyType"},
	"DeleteKeyPair":    {"KeyName"},
	"RegisterImage":    {"Name", "Description", "Architecture", "VirtualizationType", "RootDeviceName", mappings, "EnaSupport", "BootMode"},
	"AttachVolume":     {"VolumeId", "InstanceId", "Device"},
	"ModifyVolume":     {"VolumeId", "Size", "VolumeType", "Iops", "Throughput"},
	"LockSnapshot":     {"SnapshotId", "LockMode", "LockDuration", "CoolOffPeriod", "ExpirationDate"},
	"CreateRule":       {"ResourceType", "RetentionPeriod.RetentionPeriodValue", "RetentionPeriod.RetentionPeriodUnit", "Description", "ResourceTags", "ExcludeResourceTags"},

	"ModifySnapshotAttribute": {"SnapshotId", "OperationType", "UserIds", "GroupNames"},
	"ModifyImageAttribute":    {"ImageId", "OperationType", "UserIds", "UserGroups", "Description"},
	"DisassociateAddress":     {"PublicIp"},
	modifyInstanceAttribute: {
		"InstanceId", "InstanceType", "UserData", "DisableApiTermination", "DisableApiStop", "InstanceInitiatedShutdownBehavior", mappings, "EbsOptimized", "EnaSupport",
	},
}

// fields returns the fields of the form: required ones first, seldom ones last.
func (d *draft) fields() []Field {
	var fields []Field
	for _, p := range d.parameters() {
		if p.key == "Placement" && d.hasFlag("availability-zone") {
			continue // the sandbox's own flag says the same
		}
		own := d.fieldsOf(p.slot, d.labelOf(p.key))
		for _, f := range own {
			if f.Flag, f.Default = p.flag, p.initial; f.Doc == "" && len(own) == 1 {
				f.Doc = p.doc
			}
			f.More = !f.Required && slices.Contains(seldom, p.key)
			if p.base64 {
				f.Lines = max(leastLines, min(mostLines, strings.Count(f.Value, "\n")+2))
				f.Limit = ec2.MaxUserData // the only text that the API takes in base64
			}
			fields = append(fields, f)
		}
	}
	fields = append(fields, d.regionField())
	return d.ordered(fields)
}

func (d *draft) hasFlag(name string) bool {
	return slices.ContainsFunc(d.op.Flags(), func(f op.Flag) bool { return f.Name == name })
}

// ordered returns fields in the order of the form.
func (d *draft) ordered(fields []Field) []Field {
	order := orders[d.op.Action]
	rank := func(f *Field) int {
		at := slices.Index(order, f.Key)
		switch {
		case at >= 0:
			return at
		case f.Key == KeyRegion && !f.More:
			return -1
		case f.Required && order == nil:
			return 0
		case f.Key == "Name":
			return 1
		case f.More || order != nil:
			f.More = true
			return 100
		}
		return 2
	}
	shown := 0
	for i := range fields {
		f := &fields[i]
		if r := rank(f); r == 1 || r == 2 {
			shown++
			f.More = shown > usual
		}
		f.More = f.More && (f.Value == "" || f.Key == KeyRegion)
	}
	slices.SortStableFunc(fields, func(a, b Field) int {
		if a.More != b.More {
			return map[bool]int{true: 1, false: -1}[a.More]
		}
		return rank(&a) - rank(&b)
	})
	return fields
}

// regionField returns the field for where the call is made. A copy is made where it is to be.
func (d *draft) regionField() Field {
	f := d.field(slot{key: KeyRegion, kind: &op.Type{Kind: op.String}, required: true}, "Region")
	f.Doc = "Where the call is made."
	f.More = !d.has("SourceRegion")
	if !f.More {
		f.Name, f.Doc = "Destination region", "The copy is made in the region that is called."
	}
	return f
}

// fieldsOf returns the fields of a slot: one, or those of a structure's members.
func (d *draft) fieldsOf(s slot, name string) []Field {
	if inner, ok := s.boxed(); ok {
		f := d.field(inner, name)
		if inner.kind.Kind == op.Bool {
			f = d.yesOrNo(inner, name)
		}
		return []Field{f}
	}
	switch {
	case s.isRows():
		return []Field{d.rows(s, name)}
	case s.kind.Kind == op.Object:
		return d.members(s, name)
	case s.kind.Kind == op.Bool && s.kind.Pointer && !s.inRow:
		return []Field{d.yesOrNo(s, name)}
	case !d.applies(s):
		return nil
	}
	return []Field{d.field(s, name)}
}

// members returns the fields of a structure. In a row, where there is little room, their own names must do.
func (d *draft) members(s slot, name string) (fields []Field) {
	for _, m := range s.kind.Shape.Members {
		label := d.labelOf(m.Name)
		if own := labels[d.op.Action+"."+s.key+"."+m.Name]; own != "" {
			label = own
		} else if !s.inRow {
			label = name + ": " + lowered(label)
		}
		inner := s.inner(m)
		inner.required = inner.required && (s.required || s.inRow || d.isBegun(s))
		fields = append(fields, d.fieldsOf(inner, label)...)
	}
	return fields
}

// isBegun reports whether anything of a structure has a value: of one that may be left out, nothing is required before.
func (d *draft) isBegun(s slot) bool {
	for key, value := range d.values {
		if value != "" && strings.HasPrefix(key, s.key+".") {
			return true
		}
	}
	return false
}

// applies reports whether a field means something for what else was chosen: some volume types take no IOPS or throughput.
func (d *draft) applies(s slot) bool {
	name := last(s.key)
	if name != "Iops" && name != "Throughput" || d.value(s.key) != "" {
		return true
	}
	chosen := d.value(strings.TrimSuffix(s.key, name) + "VolumeType")
	if chosen == "" {
		chosen = catalog.DefaultVolumeType
	}
	t, ok := catalog.VolumeTypeNamed(chosen)
	switch {
	case !ok || !strings.Contains(s.key, ".") && !d.has("VolumeType"):
		return true
	case name == "Iops":
		return t.IOPS != catalog.NotAllowed
	}
	return t.Throughput != catalog.NotAllowed
}

// field returns the field of a scalar or of a list of scalars.
func (d *draft) field(s slot, name string) Field {
	f := Field{Key: s.key, Name: name, Kind: Text, Required: s.required, Value: d.values[s.key]}
	switch s.kind.Kind {
	case op.Bool:
		f.Kind = Switch
	case op.Int:
		f.Kind, f.Unit = Number, units[last(s.key)]
	case op.List:
		f.Kind = Several
	case op.Null, op.String, op.Object:
		if s.key == "Count" {
			f.Kind = Number
		}
	}
	d.choices(&f, s)
	if f.Kind == Several && f.Shown == "" {
		f.Shown = strings.Join(Split(f.Value), ", ")
	}
	return f
}

// yesOrNo returns the field of a switch that can also be left as it is.
func (d *draft) yesOrNo(s slot, name string) Field {
	f := Field{Key: s.key, Name: name, Kind: Choice, Value: d.value(s.key)}
	d.offer(&f, []Option{{Fill: "true", Text: "Yes"}, {Fill: "false", Text: "No"}})
	return f
}

// rows returns the field of a list of structures.
func (d *draft) rows(s slot, name string) Field {
	f := Field{Key: s.key, Name: name, Kind: Rows, Required: s.required, Value: d.values[s.key]}
	if last(s.key) == mappings {
		d.storage(&f, s)
		return f
	}
	item := strings.TrimSuffix(name, "s")
	for i, number := range d.numbers(s.key) {
		f.Rows = append(f.Rows, Row{
			Number: number, Title: item + " " + digits(i+1), Fields: d.members(s.row(number), ""),
			Without: d.without(s.key, number), Removable: true,
		})
	}
	next := d.nextNumber(s.key)
	f.Add = []Add{{"Add " + lowered(item), s.key + "#0", []Value{{s.key, d.with(s.key, next)}}}}
	return f
}
