package sim

import (
	"github.com/stretchr/testify/require"

	"blockyard/sim/apierr"
	"blockyard/sim/catalog"
	"blockyard/sim/ec2"
	"blockyard/sim/unit"
	"blockyard/sim/yard"
)

// A lab is a world with shorthands for tests; its calls come from one caller.
type lab struct {
	require.TestingT
	*World
	caller ec2.Caller
}

// newLab returns a lab in us-east-1.
func newLab(t require.TestingT, c Config) *lab {
	l := &lab{TestingT: t, World: New(c)}
	l.move("us-east-1")
	return l
}

// instantLab returns a lab in which nothing takes time.
func instantLab(t require.TestingT) *lab {
	return newLab(t, Config{Seed: 1, Timing: catalog.None})
}

// move makes the following calls in another region.
func (l *lab) move(region string) {
	caller, err := l.Caller(ec2.DefaultAccount, region)
	require.NoError(l, err)
	l.caller = caller
}

// try carries out the operation that an input belongs to.
func (l *lab) try(in any) (any, error) {
	return l.Do(l.call(in))
}

// call returns the call that try makes.
func (l *lab) call(in any) Call {
	o, ok := Operations().ForInput(in)
	require.True(l, ok, "%T", in)
	return Call{Caller: l.caller, Op: o, In: in}
}

// do carries out an operation that must succeed.
func (l *lab) do(in any) any {
	out, err := l.try(in)
	require.NoError(l, err, "%T %+v", in, in)
	return out
}

// refused carries out an operation that must be refused with a code.
func (l *lab) refused(code apierr.Code, in any) *apierr.Error {
	_, err := l.try(in)
	var refusal *apierr.Error
	require.ErrorAs(l, err, &refusal, "%T %+v", in, in)
	require.Equal(l, code, refusal.Code, "%v", err)
	return refusal
}

// ask is do with a typed answer.
func ask[Out any](l *lab, in any) Out {
	out, ok := l.do(in).(Out)
	require.True(l, ok, "%T", in)
	return out
}

// pass lets time pass.
func (l *lab) pass(d unit.Duration) { require.True(l, l.Advance(l.Now().Add(d), 0)) }

// launch starts one instance and returns its id.
func (l *lab) launch(alias, kind string, devices ...ec2.BlockDeviceMapping) string {
	r := ask[ec2.Reservation](l, ec2.RunInstancesInput{
		ImageID: l.image(alias), InstanceType: kind, MinCount: 1, MaxCount: 1, BlockDeviceMappings: devices,
	})
	return r.Instances[0].InstanceID
}

// image returns the id of a public image in the lab's region.
func (l *lab) image(alias string) string {
	for _, p := range catalog.PublicImages(&catalog.Regions()[l.caller.Region]) {
		if p.Alias == alias {
			return p.ID
		}
	}
	require.Fail(l, "no image", alias)
	return ""
}

// newVolume makes an empty gp3 volume in the first zone.
func (l *lab) newVolume(gib int64) string {
	in := ec2.CreateVolumeInput{AvailabilityZone: "us-east-1a", Size: gib, VolumeType: "gp3"}
	return ask[ec2.VolumeDescription](l, in).VolumeID
}

// newShared makes an empty io2 volume with Multi-Attach in the first zone.
func (l *lab) newShared() string {
	in := ec2.CreateVolumeInput{AvailabilityZone: "us-east-1a", Size: 8, VolumeType: "io2", Iops: 100, MultiAttach: pointer(true)}
	return ask[ec2.VolumeDescription](l, in).VolumeID
}

// attach attaches a volume.
func (l *lab) attach(volume, instance, device string) {
	l.do(ec2.AttachVolumeInput{Device: device, InstanceID: instance, VolumeID: volume})
}

// snapshot takes a snapshot of a volume and returns its id.
func (l *lab) snapshot(volume string) string {
	return ask[ec2.SnapshotDescription](l, ec2.CreateSnapshotInput{VolumeID: volume}).SnapshotID
}

// ref returns what an id names.
func (l *lab) ref(id string) ec2.Ref {
	kind, ok := ec2.KindOfID(id)
	require.True(l, ok, id)
	for index := range l.Cloud().Length(kind) {
		if ref := (ec2.Ref{Kind: kind, Index: index}); l.Cloud().ID(ref) == id {
			return ref
		}
	}
	require.Fail(l, "nothing has the id", id)
	return ec2.Ref{}
}

// state returns the lifecycle state of a resource.
func (l *lab) state(id string) string { return l.Cloud().StateOf(l.ref(id)) }

// instanceOf, volumeOf and snapshotOf return a resource by its id.
func (l *lab) instanceOf(id string) *ec2.Instance { return l.Cloud().Instances().At(l.ref(id).Index) }
func (l *lab) volumeOf(id string) *ec2.Volume     { return l.Cloud().Volumes().At(l.ref(id).Index) }
func (l *lab) snapshotOf(id string) *ec2.Snapshot { return l.Cloud().Snapshots().At(l.ref(id).Index) }

// rootOf returns the id of the volume at an instance's root device.
func (l *lab) rootOf(instance string) string {
	return l.volumeAt(instance, l.instanceOf(instance).RootDevice)
}

// volumeAt returns the id of the volume at a device of an instance.
func (l *lab) volumeAt(instance, device string) string {
	for _, d := range l.instanceOf(instance).Devices {
		if d.Name == device {
			return l.Cloud().ID(ec2.Ref{Kind: ec2.KindVolume, Index: d.Volume})
		}
	}
	require.Fail(l, "nothing is at "+device)
	return ""
}

// mapped is a volume in a launch's mapping.
func mapped(device string, ebs ec2.EbsBlockDevice) ec2.BlockDeviceMapping {
	return ec2.BlockDeviceMapping{DeviceName: device, Ebs: &ebs}
}

// pointer returns a pointer to a value, as optional parameters want it.
func pointer[T any](v T) *T { return &v }

// one is a list of one id.
func one(id string) []string { return []string{id} }

// setQuota sets a quota.
func (l *lab) setQuota(name string, limit int64) { l.do(yard.QuotaInput{Name: name, Limit: limit}) }
