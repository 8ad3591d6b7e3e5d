package sim

import (
	"reflect"

	"blockyard/sim/ec2"
	"blockyard/sim/guest"
	"blockyard/sim/unit"
)

// loadLazily lets a workload use a volume whose blocks are still coming.
func (l *lab) loadLazily(snapshot, instance string) {
	lazy := ask[ec2.VolumeDescription](l, ec2.CreateVolumeInput{AvailabilityZone: "us-east-1a", SnapshotID: snapshot}).VolumeID
	l.pass(8 * unit.Second)
	l.attach(lazy, instance, "/dev/sdh")
	l.pass(4 * unit.Second)
	l.do(guest.WorkloadInput{InstanceID: instance, Path: "/mnt/sdh", Kind: "stream", Throughput: 60})
}

// steerVolume lets a call about volumes make sense as a whole.
func (p *player) steerVolume(action string, in reflect.Value) {
	switch action {
	case "CreateVolume":
		p.steerMultiAttach(in)
		p.steerRate(in)
	case "CopyVolumes":
		p.steerMultiAttach(in)
		in.FieldByName("Size").SetInt(0)
	case "CreateReplaceRootVolumeTask":
		p.steerReplacement(in)
	case "AttachVolume":
		p.steerFurther(in)
	}
}

// steerMultiAttach makes Multi-Attach of a type that has it, and rare.
func (p *player) steerMultiAttach(in reflect.Value) {
	set := func(name string, value any) { in.FieldByName(name).Set(reflect.ValueOf(value)) }
	if p.below(4, "shared") > 0 {
		set("MultiAttach", (*bool)(nil))
		return
	}
	set("MultiAttach", pointer(true))
	set("VolumeType", "io2")
	set("Iops", int64(100))
	set("Throughput", int64(0))
	set("Size", int64(8))
}

// steerFurther mostly takes a volume that can still be attached: a free one, or one with Multi-Attach.
func (p *player) steerFurther(in reflect.Value) {
	id := in.FieldByName("VolumeID").String()
	if kind, ok := ec2.KindOfID(id); !ok || kind != ec2.KindVolume || p.below(8, "taken") == 7 {
		return
	}
	for index, v := range p.world.Cloud().Volumes().All() {
		if v.MultiAttach && v.State == ec2.VolumeInUse && p.below(2, "further") == 0 {
			in.FieldByName("VolumeID").SetString(p.world.Cloud().ID(ec2.Ref{Kind: ec2.KindVolume, Index: index}))
			return
		}
	}
}

// steerReplacement mostly replaces a root by what it was launched from, or by a
// snapshot of it where there is one.
func (p *player) steerReplacement(in reflect.Value) {
	rate := in.FieldByName("InitializationRate")
	rate.SetZero()
	if p.below(8, "odd replacement") == 7 {
		return
	}
	in.FieldByName("ImageID").SetString("")
	in.FieldByName("SnapshotID").SetString("")
	if p.below(2, "to a snapshot") == 0 {
		return
	}
	cloud, id := p.world.Cloud(), in.FieldByName("InstanceID").String()
	for instance, i := range cloud.Instances().All() {
		if len(i.Devices) == 0 || cloud.ID(ec2.Ref{Kind: ec2.KindInstance, Index: instance}) != id {
			continue
		}
		for index, x := range cloud.Snapshots().All() {
			if x.State == ec2.SnapshotCompleted && x.HasVolume && i.Devices[0].Volume == x.Volume {
				in.FieldByName("SnapshotID").SetString(cloud.ID(ec2.Ref{Kind: ec2.KindSnapshot, Index: index}))
			}
		}
	}
}

// steerRate asks for a rate that there is, seldom, and only where there is something to fetch.
func (p *player) steerRate(in reflect.Value) {
	rate := in.FieldByName("InitializationRate")
	rate.SetZero()
	if in.FieldByName("SnapshotID").String() != "" && p.below(4, "rate") == 0 {
		rate.Set(reflect.ValueOf(pointer(int64(100 + p.below(201, "MiB/s")))))
	}
}
