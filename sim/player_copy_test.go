package sim

import (
	"reflect"

	"blockyard/sim/ec2"
)

// steerSource lets a copy come from a region that has something to copy.
func (p *player) steerSource(action string, in reflect.Value, c ec2.Caller) {
	region := pick(p, "source region", []string{"us-east-1", "us-east-1", "us-east-1", "eu-west-1"})
	there, err := p.world.CallerAs(c, "", region)
	if err != nil {
		p.t.Fatalf("%v", err)
	}
	in.FieldByName("SourceRegion").SetString(region)
	if field := in.FieldByName("SourceSnapshotID"); field.IsValid() {
		p.steerID(action, field, p.ids("snapshot", there))
		in.FieldByName("DestinationRegion").SetString("")
		minutes := in.FieldByName("CompletionMinutes")
		if minutes.SetZero(); p.below(4, "in time") == 0 {
			minutes.Set(reflect.ValueOf(pointer(int64(15 * (1 + p.below(192, "quarters"))))))
		}
		return
	}
	p.steerID(action, in.FieldByName("SourceImageID"), p.ids("image", there))
}

// steerAttribute lets a call change one attribute of an instance.
func (p *player) steerAttribute(in reflect.Value) {
	id := in.FieldByName("InstanceID").String()
	in.SetZero()
	in.FieldByName("InstanceID").SetString(id)
	set := func(name string, value any) { in.FieldByName(name).Set(reflect.ValueOf(value)) }
	yes := p.below(3, "yes") == 0
	switch p.below(10, "attribute") {
	case 0:
		set("DisableAPIStop", &ec2.BoolValue{Value: yes})
	case 1:
		set("DisableAPITermination", &ec2.BoolValue{Value: yes})
	case 2, 3:
		kinds := []string{"t3.micro", "t3.small", "demo.small", "m3.medium", "m5d.large", "c3.large"}
		set("InstanceType", &ec2.TextValue{Value: pick(p, "type", kinds)})
	case 4:
		set("Attribute", "userData")
		set("Value", "aGVsbG8=")
	case 5:
		device := pick(p, "device", []string{"/dev/xvda", "/dev/sdf", "/dev/sdg"})
		set("BlockDeviceMappings", []ec2.InstanceDevice{{DeviceName: device, Ebs: &ec2.InstanceDeviceEbs{DeleteOnTermination: &yes}}})
	case 6:
		set("EBSOptimized", &ec2.BoolValue{Value: yes})
	case 7:
		set("EnaSupport", &ec2.BoolValue{Value: !yes})
	case 8:
		set("SourceDestCheck", &ec2.BoolValue{Value: yes})
	case 9:
		set("ShutdownBehavior", &ec2.TextValue{Value: pick(p, "behaviour", []string{"stop", "terminate"})})
	}
}
