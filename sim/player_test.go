package sim

import (
	"reflect"
	"slices"
	"strings"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"blockyard/sim/catalog"
	"blockyard/sim/ec2"
	"blockyard/sim/guest"
	"blockyard/sim/op"
	"blockyard/sim/op/opgen"
	"blockyard/sim/unit"
)

// A player makes random calls on a world. What it draws is random in every
// field; then most fields are steered towards something that makes sense, so
// that most calls are carried out and the world fills up.
type player struct {
	t     *rapid.T
	world *World
}

// newPlayer returns a player in a world that has been lived in: a few
// instances with files, free and attached volumes, snapshots, an image and a disabled one.
func newPlayer(t *rapid.T) *player {
	l := newLab(t, playerConfig().Draw(t, "config"))
	first := l.launch("al2023", "t3.micro")
	second := l.launch("demo-web", "demo.small", ec2.BlockDeviceMapping{DeviceName: "/dev/sdb", VirtualName: "ephemeral0"})
	l.launch("amzn-s3", "m3.medium")
	l.launchSleeper()
	volume, other, shared := l.newVolume(8), l.newVolume(20), l.newShared()
	l.newVolume(1)
	l.pass(10 * unit.Minute)
	l.attach(volume, first, "/dev/sdf")
	l.attach(other, second, "/dev/sdg")
	l.attach(shared, first, "/dev/sdg")
	l.pass(unit.Minute)
	l.do(guest.WriteInput{InstanceID: first, Path: "/mnt/sdf/orders.db", Size: "1GiB"})
	l.pass(unit.Minute)
	x := l.snapshot(volume)
	l.do(ec2.CreateImageInput{InstanceID: second, Name: "furnished"})
	l.pass(10 * unit.Minute)
	retired := l.newImage(second, "retired")
	l.pass(10 * unit.Minute)
	l.do(ec2.DisableImageInput{ImageID: retired})
	l.putSnapshotsAway(volume)
	l.do(ec2.AllocateAddressInput{})
	l.do(ec2.AssociateAddressInput{AllocationID: ask[ec2.AllocateAddressOutput](l, ec2.AllocateAddressInput{}).AllocationID, InstanceID: first})
	l.do(ec2.CreateKeyPairInput{KeyName: "key a"})
	l.loadLazily(x, second)
	return &player{t, l.World}
}

// playerConfig draws a world: a seed and a timing.
func playerConfig() *rapid.Generator[Config] {
	return rapid.Custom(func(t *rapid.T) Config {
		mode := rapid.SampledFrom([]catalog.Mode{catalog.Typical, catalog.Jitter, catalog.None}).Draw(t, "timing")
		return Config{Seed: rapid.Uint64().Draw(t, "seed"), Timing: mode}
	})
}

// frequent are the operations that are drawn more often than the others: those that move resources along.
var frequent = []string{
	"RunInstances", "RunInstances", "StartInstances", "StopInstances", "StopInstances", "TerminateInstances", "RebootInstances",
	"CreateVolume", "CreateVolume", "AttachVolume", "AttachVolume", "AttachVolume", "DetachVolume", "DetachVolume", "DeleteVolume",
	"CreateSnapshot", "CreateSnapshot", "CreateSnapshot", "CopySnapshot", "CopySnapshot", "DeleteSnapshot", "CopyImage", "CreateImage", "RegisterImage", "DeregisterImage",
	"AllocateAddress", "AssociateAddress", "DisassociateAddress", "ReleaseAddress", "CreateKeyPair", "MonitorInstances",
	"Write", "Write", "Write", "Write", "Send", "Workload", "Schedule", "ModifyInstanceAttribute", "ModifySnapshotAttribute", "ModifySnapshotAttribute", "ModifyImageAttribute", "ModifyImageAttribute",
	"Shutdown", "RetireHost", "FailHost", "StopInstances", "DescribeInstanceStatus",
	"ModifyVolume", "ModifyVolume", "GrowFileSystem", "CreateReplaceRootVolumeTask", "CreateReplaceRootVolumeTask",
	"DisableImage", "EnableImage", "EnableImageDeprecation", "FailSnapshot", "CreateImage",
}

// below draws a number under n, evenly: rapid itself prefers small numbers.
func (p *player) below(n int, what string) int {
	return int(rapid.Uint64().Draw(p.t, what) % uint64(n))
}

// pick draws one of some values, evenly.
func pick[T any](p *player, what string, values []T) T { return values[p.below(len(values), what)] }

// operation draws one of all operations, by its action.
func (p *player) operation() string {
	if p.below(5, "any") == 4 {
		return pick(p, "operation", Operations().All()).Action
	}
	return pick(p, "action", slices.Concat(frequent, frequentForSnapshots))
}

// call draws a call.
func (p *player) call() Call { return p.callOf(p.operation()) }

// callOf draws a call of an operation.
func (p *player) callOf(action string) Call { return p.callBy(pick(p, "account", accounts), action) }

// callBy draws a call of an operation in the name of an account.
func (p *player) callBy(account, action string) Call {
	region := pick(p, "region", []string{"us-east-1", "us-east-1", "us-east-1", "us-east-1", "us-east-1", "eu-west-1"})
	caller, err := p.world.Caller(account, region)
	require.NoError(p.t, err)
	o := p.find(action)
	drawn := opgen.Input(o, func(kind string) []string { return p.ids(kind, caller) }).Draw(p.t, o.Action)
	in := reflect.New(o.InputType()).Elem()
	in.Set(reflect.ValueOf(drawn))
	p.steer(o.Action, in, caller)
	if p.below(8, "odd snapshot call") < 7 {
		p.steerSnapshot(o.Action, in, caller)
	}
	if o.Action == "RegisterImage" && p.below(8, "rootless") < 7 {
		p.steerRoot(in, caller)
		p.steerMachine(in)
	}
	if field := in.FieldByName("SourceRegion"); field.IsValid() && p.below(8, "odd source") < 7 {
		p.steerSource(o.Action, in, caller)
	}
	if o.Action == "ModifyInstanceAttribute" && p.below(8, "many attributes") < 7 {
		p.steerAttribute(in)
	}
	if (action == "AssociateAddress" || action == "DisassociateAddress") && p.below(8, "odd address") < 7 {
		p.steerAddress(action, in, caller)
	}
	p.steerVolume(o.Action, in)
	if in.FieldByName("OperationType").IsValid() && p.below(8, "odd sharing") < 7 {
		p.steerSharing(in)
	}
	if o.Action == "ModifyImageAttribute" && p.below(4, "no sharing") == 0 {
		p.steerImageChange(in)
	}
	return Call{Caller: caller, Op: o, In: in.Interface()}
}

// find returns an operation by its action.
func (p *player) find(action string) *op.Operation {
	all := Operations().All()
	return all[slices.IndexFunc(all, func(o *op.Operation) bool { return o.Action == action })]
}

// steerRoot gives an image that is being registered a root.
func (p *player) steerRoot(in reflect.Value, c ec2.Caller) {
	in.FieldByName("RootDeviceName").SetString("/dev/xvda")
	root := ec2.BlockDeviceMapping{DeviceName: "/dev/xvda", Ebs: &ec2.EbsBlockDevice{}}
	p.steer("RegisterImage", reflect.ValueOf(root.Ebs).Elem(), c)
	p.steerID("RegisterImage", reflect.ValueOf(root.Ebs).Elem().FieldByName("SnapshotID"), p.ids("snapshot", c))
	mappings := []ec2.BlockDeviceMapping{root}
	if p.below(2, "second") == 1 {
		mappings = append(mappings, ec2.BlockDeviceMapping{DeviceName: "/dev/sdf", Ebs: root.Ebs})
	}
	in.FieldByName("BlockDeviceMappings").Set(reflect.ValueOf(mappings))
}

// ids returns the ids that exist for a caller, and sometimes those of another region.
func (p *player) ids(kind string, c ec2.Caller) (ids []string) {
	for k := ec2.KindInstance; k <= ec2.KindKeyPair; k++ {
		if !k.HasTags() || kind != "any" && kind != k.String() && !(kind == "interface" && k == ec2.KindInterface) && !(kind == "address" && k == ec2.KindAddress) {
			continue
		}
		for index := range p.world.Cloud().Length(k) {
			ref := ec2.Ref{Kind: k, Index: index}
			_, region := p.world.Cloud().Place(ref)
			old := p.world.Cloud().StateOf(ref) == "" && index%4 != 0          // few of what is gone
			foreign := !p.world.Cloud().Allows(c.Account, ref) && index%4 != 0 // few of what is refused anyway
			if region == c.Region && !old && !foreign && !p.isPublic(ref, kind) {
				ids = append(ids, p.world.Cloud().ID(ref))
			}
		}
	}
	return ids
}

// isPublic reports whether a resource is a public one that calls rarely can use.
func (p *player) isPublic(ref ec2.Ref, kind string) bool {
	switch ref.Kind {
	case ec2.KindSnapshot:
		return p.world.Cloud().Snapshots().At(ref.Index).InCatalogue()
	case ec2.KindImage:
		m := p.world.Cloud().Images().At(ref.Index)
		return m.Public && (kind == "any" || !slices.Contains([]string{"al2023", "demo-ebs", "demo-web", "amzn-s3", "demo-instance-store"}, m.Alias))
	}
	return false
}

// steered are values that make sense, by the name of a field or of an action's field.
var steered = map[string][]any{
	"InstanceType":                      {"t3.micro", "demo.small", "demo.small", "m3.medium", "m5d.large", "c3.large"},
	"KeyName":                           {"", "", "key a"},
	"CreateKeyPair.KeyName":             {"key a", "key b", "key c"},
	"DeleteKeyPair.KeyName":             {"key a", "key b"},
	"KeyPairID":                         {""},
	"AvailabilityZones":                 {[]string{"us-east-1a"}, []string{"us-east-1a", "us-east-1b"}},
	"ModifyEbsDefaultKmsKeyId.KmsKeyID": {"alias/mine", "alias/aws/ebs"},
	"KmsKeyID":                          {"", "", "", "alias/mine", "alias/aws/ebs"},
	"Key.Name":                          {"mine", "mine", "yours"},
	"Budget.Amount":                     {"20", "0.50", "$3", "off"},
	"Budget.Day":                        {false, true},
	"Budget.Month":                      {false, false, true},
	"Share":                             {"", partner},
	"Disable":                           {false, false, true},
	"Enable":                            {false},
	"PublicIP":                          {""},
	"UserData":                          scripts,
	"SubnetID":                          {""},
	"ClientToken":                       {"", "", "", "", "", "", "a", "b"},
	"NextToken":                         {""},
	"MinCount":                          {int64(1)},
	"MaxCount":                          {int64(1), int64(2), int64(3)},
	"Size":                              {int64(1), int64(8), int64(20)},
	"VolumeSize":                        {int64(0), int64(8), int64(20)},
	"VolumeType":                        {"", "gp3", "gp2", "standard"},
	"Iops":                              {int64(0)},
	"Throughput":                        {int64(0)},
	"Device":                            {"/dev/sdf", "/dev/sdg", "/dev/sdb", "/dev/xvda"},
	"DeviceName":                        {"/dev/sdf", "/dev/sdg", "/dev/sdb", "/dev/xvda", "/dev/sda1"},
	"RootDeviceName":                    {"/dev/sdf", "/dev/xvda"},
	"VirtualName":                       {"", "", "", "ephemeral0", "ephemeral1"},
	"ResourceType":                      {"instance", "volume", "snapshot", "image"},
	"CreateRule.ResourceType":           {"EBS_SNAPSHOT"},
	"UpdateRule.ResourceType":           {"EBS_SNAPSHOT"},
	"ListRules.ResourceType":            {"EBS_SNAPSHOT"},
	"Architecture":                      {"x86_64"},
	"Virtualization":                    {"hvm"},
	"Hibernate":                         {false, false, true},
	"Force":                             {false, false, true},
	"Configured":                        {false, false, false, true},
	"SkipOSShutdown":                    {false, false, true},
	"In":                                {"0s", "1m", "3h"},
	"InstanceTypes":                     {[]string(nil), []string{"t3.micro"}},
	"DryRun":                            {false},
	"Off":                               {false},
	"Stop":                              {false},
	"ToPath":                            {"", "orders.db", "/mnt/sdf/orders.db"},
	"Path":                              {"orders.db", "big", "/mnt/sdf/orders.db", "/mnt/sdg/a", "/mnt/sdb/scratch"},
	"Every":                             {"10s", "10m", "3h"},
	"Daily":                             {"09:00-13:00", "22:00-04:30", "00:00-24:00"},
	"DetachVolume.Device":               {"", "", "/dev/sdf"},
	"DetachVolume.InstanceID":           {""},
	"Limit":                             {int64(0), int64(2), int64(30), int64(1000)},
	"Write.Size":                        {"1B", "3MiB", "40MiB", "1GiB", "9GiB"},
	"CreateImage.Name":                  {"image a", "image b", "image c", "image d"}, "RegisterImage.Name": {"image a", "image b", "image c", "image d"},
	"CopyImage.Name":                      {"image a", "image b", "image c", "image d"},
	"DescribeSnapshotAttribute.Attribute": {"createVolumePermission", "productCodes"}, "ResetSnapshotAttribute.Attribute": {"createVolumePermission"},
	"DeprecateAt":                      {"2026-04-01T12:00:00Z", "2026-04-03T00:00:00Z", "2030-01-01T00:00:00Z"},
	"DescribeImageAttribute.Attribute": {"launchPermission", "description", "productCodes", "lastLaunchedTime", "deregistrationProtection"}, "ResetImageAttribute.Attribute": {"launchPermission"},
	"OwnerIDs": {[]string(nil), []string{"self"}, []string{partner}}, "Owners": {[]string(nil), []string{"self"}, []string{"amazon"}},
	"RestorableByUserIDs": {[]string(nil), []string{"self"}, []string{"all"}}, "ExecutableUsers": {[]string(nil), []string{"self"}, []string{partner}},
	"Kind": {"", "", "database", "stream", "log", "boot"}, "Workload.Iops": {int64(0), int64(0), int64(5000)},
	"IOSize": {"", "", "64KiB"}, "Amount": {"", "", "1GiB"}, "Workload.Path": {"orders.db", "/", "/mnt/sdf", "/mnt/sdg", "/mnt/sdf/orders.db"},
	"ModifyVolume.Size": {int64(0), int64(20), int64(21), int64(40)}, "CatalogueDate.Date": {"2025-06-30", "now"},
	"GrowFileSystem.Path":  {"/", "/mnt/sdf", "/mnt/sdg"},
	"ExcludeDataVolumeIDs": {[]string(nil)},
	"StorageTier":          {"archive"},
	"BlockIndex":           {int64(0), int64(1), int64(5)}, "DataLength": {int64(524288)}, "Checksum": {""}, "Progress": {int64(0), int64(50)}, "ChangedBlocksCount": {int64(0), int64(1), int64(2)},
	"StartSnapshot.VolumeSize": {int64(8), int64(20), int64(30)}, "StartingBlockIndex": {int64(0), int64(3)},
	"Quota.Name": {"instances", "vcpus", "snapshots", "pending-snapshots", "volume-storage"},
	"FixId.ID":   {"vol-11111111", "i-22222222", "snap-33333333", "ami-44444444444444444", "vol-05555555555555555"},
}

// steer replaces most fields of an input by values that make sense. Fields
// that no value is known for, such as lists of filters, are mostly left out.
func (p *player) steer(action string, in reflect.Value, c ec2.Caller) {
	for n := range in.NumField() {
		name, field := in.Type().Field(n).Name, in.Field(n)
		if p.below(24, "odd") == 23 {
			continue
		}
		values, known := steered[action+"."+name]
		if !known {
			values, known = steered[name]
		}
		kind := kindOf(in.Type().Field(n))
		switch {
		case name == "AvailabilityZone":
			field.SetString(regionName(c.Region) + pick(p, "zone", []string{"a", "a", "a", "b"}))
		case kind != "" && !field.IsZero() && !known:
			p.steerID(action, field, p.ids(kind, c))
		case known && field.Kind() == reflect.TypeOf(values[0]).Kind():
			field.Set(reflect.ValueOf(pick(p, name, values)))
		case name == "Filters", name == "SecurityGroupIDs", name == "MaxResults", name == "NoDevice", name == "UserData":
			field.SetZero()
		case name == "BlockDeviceMappings", name == "TagSpecifications":
			p.steerSome(action, field, c)
		case field.Kind() == reflect.Pointer && !field.IsNil() && field.Elem().Kind() == reflect.Struct:
			p.steer(action, field.Elem(), c)
		case field.Kind() == reflect.Struct:
			p.steer(action, field, c)
		}
	}
}

// ref returns what an id names.
func (p *player) ref(id string) ec2.Ref { return (&lab{p.t, p.world, ec2.Caller{}}).ref(id) }

// kindOf returns the kind of resource whose id a field holds, or "".
func kindOf(field reflect.StructField) string {
	for _, word := range strings.Split(field.Tag.Get("ec2"), ",") {
		if kind, ok := strings.CutPrefix(word, "id="); ok {
			return kind
		}
	}
	return ""
}

// fitting are the states in which an operation may succeed, by kind of resource.
var fitting = map[string]map[ec2.Kind]string{
	"CopyVolumes":     {ec2.KindVolume: "available in-use"},
	"ImpairVolume":    {ec2.KindVolume: "available in-use"},
	"AttachVolume":    {ec2.KindVolume: "available", ec2.KindInstance: "running stopped"},
	"DetachVolume":    {ec2.KindVolume: "in-use"},
	"DeleteVolume":    {ec2.KindVolume: "available"},
	"CreateSnapshot":  {ec2.KindVolume: "available in-use"},
	"ModifyVolume":    {ec2.KindVolume: "available in-use"},
	"GrowFileSystem":  {ec2.KindInstance: "running"},
	"CreateSnapshots": {ec2.KindInstance: "running stopped"},
	"StartInstances":  {ec2.KindInstance: "stopped"},
	"StopInstances":   {ec2.KindInstance: "running"},
	"CreateImage":     {ec2.KindInstance: "running stopped"},
	"Write":           {ec2.KindInstance: "running"},
	"Send":            {ec2.KindInstance: "running"},
	"Shutdown":        {ec2.KindInstance: "running"},
	"RetireHost":      {ec2.KindInstance: "running"},
	"FailHost":        {ec2.KindInstance: "running"},
	"Flush":           {ec2.KindInstance: "running"},
	"RunInstances":    {ec2.KindSnapshot: "completed", ec2.KindImage: "available"},
	"RegisterImage":   {ec2.KindSnapshot: "completed"},
	"CreateVolume":    {ec2.KindSnapshot: "completed"},

	"CreateReplaceRootVolumeTask": {ec2.KindInstance: "running", ec2.KindSnapshot: "completed", ec2.KindImage: "available"},

	"ModifyImageAttribute": {ec2.KindImage: "available"},
	"DisableImage":         {ec2.KindImage: "available"},
	"EnableImage":          {ec2.KindImage: "disabled"},
	"FailSnapshot":         {ec2.KindSnapshot: "pending"},

	"EnableImageDeprecation": {ec2.KindImage: "available"},
	"ResetImageAttribute":    {ec2.KindImage: "available"},
	"CopySnapshot":           {ec2.KindSnapshot: "completed"},
	"PutSnapshotBlock":       {ec2.KindSnapshot: "pending"}, "CompleteSnapshot": {ec2.KindSnapshot: "pending"}, "StartSnapshot": {ec2.KindSnapshot: "completed"}, "ListChangedBlocks": {ec2.KindSnapshot: "completed"},
	"ModifySnapshotTier":            {ec2.KindSnapshot: "completed"},
	"RestoreSnapshotTier":           {ec2.KindSnapshot: "completed"},
	"RestoreSnapshotFromRecycleBin": {ec2.KindSnapshot: "recoverable"},
	"CopyImage":                     {ec2.KindImage: "available"},
}

// steerID makes a field, or the first of a list, an id that exists, and
// mostly one of a resource that the operation may succeed with.
func (p *player) steerID(action string, field reflect.Value, ids []string) {
	fits := slices.DeleteFunc(slices.Clone(ids), func(id string) bool {
		ref := p.ref(id)
		states := fitting[action][ref.Kind]
		return states != "" && !slices.Contains(strings.Fields(states), p.world.Cloud().StateOf(ref)) || p.isPublic(ref, "any") && action != "RunInstances"
	})
	if len(fits) > 0 && p.below(8, "unfit") < 7 {
		ids = fits
	}
	switch {
	case len(ids) == 0:
	case field.Kind() == reflect.String:
		field.SetString(pick(p, "id", ids))
	default:
		field.Set(reflect.ValueOf([]string{pick(p, "id", ids)}))
	}
}

// steerMapping makes an entry of a mapping one thing only.
func (p *player) steerMapping(entry reflect.Value) {
	virtual, ebs := entry.FieldByName("VirtualName"), entry.FieldByName("Ebs")
	if ebs.IsNil() && virtual.IsZero() {
		ebs.Set(reflect.ValueOf(&ec2.EbsBlockDevice{VolumeSize: 8}))
	} else if p.below(8, "both") < 7 && !ebs.IsNil() {
		virtual.SetZero()
	}
}

// steerSome leaves a list of structures out, half of the time, or steers each.
func (p *player) steerSome(action string, list reflect.Value, c ec2.Caller) {
	if p.below(2, "with") == 0 {
		list.SetZero()
		return
	}
	for n := range list.Len() {
		p.steer(action, list.Index(n), c)
		if list.Index(n).Type() == reflect.TypeFor[ec2.BlockDeviceMapping]() {
			p.steerMapping(list.Index(n))
		}
	}
}

// pauses are how long nothing is done between two calls.
var pauses = []unit.Duration{0, 0, 1, unit.Second, 3 * unit.Second, 20 * unit.Second, 20 * unit.Second, unit.Minute, unit.Minute, 5 * unit.Minute, unit.Hour, 7 * unit.Hour}

func (p *player) pause() unit.Duration { return pick(p, "pause", pauses) }
