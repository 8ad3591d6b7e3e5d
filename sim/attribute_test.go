package sim

import (
	"encoding/base64"
	"testing"

	"github.com/stretchr/testify/require"

	"blockyard/sim/apierr"
	"blockyard/sim/cost"
	"blockyard/sim/ec2"
	"blockyard/sim/guest"
	"blockyard/sim/unit"
)

// modify changes an attribute of an instance by name.
func modify(instance, attribute, value string) ec2.ModifyInstanceAttributeInput {
	return ec2.ModifyInstanceAttributeInput{InstanceID: instance, Attribute: attribute, Value: value}
}

// attribute asks for an attribute of an instance.
func (l *lab) attribute(instance, name string) ec2.InstanceAttributes {
	return ask[ec2.InstanceAttributes](l, ec2.DescribeInstanceAttributeInput{InstanceID: instance, Attribute: name})
}

func TestProtectedInstancesStayUntilTheProtectionIsOff(t *testing.T) {
	l := newLab(t, Config{Seed: 1})
	launched := l.launching("al2023", "t3.micro")
	launched.DisableTermination = true
	id := ask[ec2.Reservation](l, launched).Instances[0].InstanceID
	l.pass(unit.Minute)
	require.True(t, l.attribute(id, "disableApiTermination").DisableAPITermination.Value)
	refused := l.refused(apierr.OperationNotPermitted, ec2.TerminateInstancesInput{InstanceIDs: one(id)})
	require.Equal(t, "The instance '"+id+"' may not be terminated. Modify its 'disableApiTermination' instance attribute and try again.", refused.Message)
	l.do(ec2.StopInstancesInput{InstanceIDs: one(id)}) // that protects from its end alone
	l.pass(unit.Minute)
	l.do(ec2.StartInstancesInput{InstanceIDs: one(id)})
	l.pass(unit.Minute)
	l.do(modify(id, "disableApiTermination", "false"))
	l.do(ec2.ModifyInstanceAttributeInput{InstanceID: id, DisableAPIStop: &ec2.BoolValue{Value: true}})
	require.False(t, l.attribute(id, "disableApiTermination").DisableAPITermination.Value)
	stop := l.refused(apierr.OperationNotPermitted, ec2.StopInstancesInput{InstanceIDs: one(id)})
	require.Equal(t, "The instance '"+id+"' may not be stopped. Modify its 'disableApiStop' instance attribute and try again.", stop.Message)
	l.refused(apierr.OperationNotPermitted, ec2.TerminateInstancesInput{InstanceIDs: one(id)})
	l.do(ec2.RebootInstancesInput{InstanceIDs: one(id)})
	l.do(modify(id, "disableApiStop", "false"))
	l.do(ec2.TerminateInstancesInput{InstanceIDs: one(id)})
}

// inZone launches an instance in a zone of us-east-1.
func (l *lab) inZone(zone string) string {
	in := l.launching("al2023", "t3.micro")
	in.Placement = &ec2.Placement{AvailabilityZone: "us-east-1" + zone}
	return ask[ec2.Reservation](l, in).Instances[0].InstanceID
}

// AWS judges zone by zone: what is protected keeps the others of its zone that the call names, and those of other zones end.
func TestAProtectedInstanceKeepsItsZone(t *testing.T) {
	l := newLab(t, Config{Seed: 1})
	kept, beside, elsewhere := l.inZone("a"), l.inZone("a"), l.inZone("b")
	l.pass(unit.Minute)
	l.do(modify(kept, "disableApiTermination", "true"))
	all := ec2.TerminateInstancesInput{InstanceIDs: []string{beside, elsewhere, kept}}
	dry := all
	dry.DryRun = true
	before := l.Digest()
	l.refused(apierr.OperationNotPermitted, dry)
	require.Equal(t, before, l.Digest(), "a dry run does nothing, not even in part")
	l.refused(apierr.OperationNotPermitted, all)
	require.Equal(t, []string{"running", "running", "shutting-down"}, []string{l.state(kept), l.state(beside), l.state(elsewhere)})
	l.pass(unit.Minute)
	require.Equal(t, "terminated", l.state(elsewhere))
	last := l.Journal()[len(l.Journal())-1]
	require.True(t, last.Refused)

	again := New(l.Config())
	again.Replay(l.Journal())
	again.Advance(l.Now(), 0)
	require.Equal(t, l.Digest(), again.Digest(), "what was done in part is done again")

	before = withoutRefusals(l.World)
	l.refused(apierr.OperationNotPermitted, ec2.TerminateInstancesInput{InstanceIDs: []string{kept, elsewhere}})
	require.Equal(t, before, withoutRefusals(l.World), "the other one has ended already: nothing is left to do")
	l.do(ec2.TerminateInstancesInput{InstanceIDs: one(beside)})
}

func TestVolumesStayOrGoAsTheAttributeSays(t *testing.T) {
	l := newLab(t, Config{Seed: 1})
	id, data, other := l.launch("al2023", "t3.micro"), l.newVolume(1), l.newVolume(1)
	root := l.rootOf(id)
	l.pass(unit.Minute)
	l.attach(data, id, "/dev/sdf")
	l.attach(other, id, "/dev/sdg")
	device := func(name string, ebs *ec2.InstanceDeviceEbs) ec2.ModifyInstanceAttributeInput {
		return ec2.ModifyInstanceAttributeInput{InstanceID: id, BlockDeviceMappings: []ec2.InstanceDevice{{DeviceName: name, Ebs: ebs}}}
	}
	l.do(device("/dev/xvda", &ec2.InstanceDeviceEbs{DeleteOnTermination: pointer(false)}))
	l.do(device("/dev/sdf", &ec2.InstanceDeviceEbs{VolumeID: data})) // deleted, unless said otherwise
	l.refused(apierr.InvalidInstanceAttributeValue, device("/dev/sdh", &ec2.InstanceDeviceEbs{}))
	l.refused(apierr.InvalidInstanceAttributeValue, device("/dev/sdf", nil))
	l.refused(apierr.InvalidInstanceAttributeValue, device("/dev/sdf", &ec2.InstanceDeviceEbs{VolumeID: other}))
	l.pass(unit.Minute)
	shown := map[string]bool{}
	for _, d := range l.attribute(id, "blockDeviceMapping").BlockDeviceMappings {
		require.Equal(t, ec2.Attached, d.Ebs.Status)
		shown[d.DeviceName] = d.Ebs.DeleteOnTermination
	}
	require.Equal(t, map[string]bool{"/dev/xvda": false, "/dev/sdf": true, "/dev/sdg": false}, shown)
	l.do(ec2.TerminateInstancesInput{InstanceIDs: one(id)})
	l.pass(unit.Minute)
	require.Equal(t, []string{"available", "", "available"}, []string{l.state(root), l.state(data), l.state(other)})
}

// The type changes while the instance is stopped: price, limits and the disks of the host follow, volumes stay.
func TestAnInstanceGetsAnotherType(t *testing.T) {
	l := newLab(t, Config{Seed: 1})
	id := l.launch("al2023", "m3.medium", ephemeral("/dev/sdb", "ephemeral0"))
	l.pass(10 * unit.Minute)
	l.do(guest.WriteInput{InstanceID: id, Path: "kept", Size: "1MiB", Flush: true})
	refused := l.refused(apierr.IncorrectInstanceState, modify(id, "instanceType", "m3.large"))
	require.Equal(t, "The instance '"+id+"' is not in the 'stopped' state.", refused.Message)
	l.do(ec2.StopInstancesInput{InstanceIDs: one(id)})
	l.refused(apierr.IncorrectInstanceState, modify(id, "instanceType", "m3.large")) // stopping
	l.pass(unit.Minute)
	l.refused(apierr.InvalidInstanceAttributeValue, modify(id, "instanceType", "m99.huge"))
	l.refused(apierr.InvalidParameterValue, modify(id, "instanceType", "m7g.large")) // arm64
	l.do(modify(id, "instanceType", "m3.large"))
	require.Equal(t, []ec2.Disk{{Device: "/dev/sdb", Virtual: "ephemeral0", GiB: 32}}, l.instanceOf(id).Disks, "mapped at launch, of the new size")
	l.do(ec2.ModifyInstanceAttributeInput{InstanceID: id, InstanceType: &ec2.TextValue{Value: "m5d.large"}})
	require.Equal(t, "m5d.large", l.attribute(id, "instanceType").InstanceType.Value)
	require.Equal(t, "/dev/nvme1n1", l.instanceOf(id).Disks[0].Device, "NVMe disks need no mapping, and the new type has no others")
	l.do(ec2.StartInstancesInput{InstanceIDs: one(id)})
	l.pass(unit.Hour)
	runs := l.history(id, cost.Compute)
	require.Equal(t, []string{"m3.medium", "m5d.large"}, []string{runs[0].Key, runs[1].Key})
	require.Len(t, l.volumeOf(l.rootOf(id)).Files.All(), 2, "the system and the file")
}

func TestATypeNeedsRoomForTheVolumes(t *testing.T) {
	l := instantLab(t)
	id := l.launch("al2023", "t2.micro") // 40 volumes at most
	for n := range 28 {
		l.attach(l.newVolume(1), id, "/dev/xvdb"+string(rune('a'+n%26))+map[bool]string{true: "1", false: ""}[n >= 26])
	}
	l.do(ec2.StopInstancesInput{InstanceIDs: one(id)})
	l.refused(apierr.AttachmentLimitExceeded, modify(id, "instanceType", "t3.micro"))
	l.do(modify(id, "instanceType", "m3.medium"))
}

// EBS optimization outlives a change of the type, and the start then fails, as at AWS.
func TestEBSOptimizationNeedsATypeThatHasIt(t *testing.T) {
	l := newLab(t, Config{Seed: 1})
	optimized := l.launching("al2023", "t2.micro")
	optimized.EBSOptimized = true
	l.refused(apierr.Unsupported, optimized)
	optimized.InstanceType = "i2.xlarge"
	id := ask[ec2.Reservation](l, optimized).Instances[0].InstanceID
	l.pass(unit.Minute)
	require.True(t, l.attribute(id, "ebsOptimized").EBSOptimized.Value)
	l.refused(apierr.IncorrectInstanceState, modify(id, "ebsOptimized", "false"))
	l.do(ec2.StopInstancesInput{InstanceIDs: one(id)})
	l.pass(unit.Minute)
	l.do(modify(id, "instanceType", "t2.micro"))
	require.False(t, l.attribute(id, "ebsOptimized").EBSOptimized.Value)
	refused := l.refused(apierr.Unsupported, ec2.StartInstancesInput{InstanceIDs: one(id)})
	require.Equal(t, "The requested configuration is currently not supported. Please check the documentation for supported configurations.", refused.Message)
	l.do(modify(id, "ebsOptimized", "false"))
	l.refused(apierr.Unsupported, modify(id, "ebsOptimized", "true"))
	l.do(modify(id, "instanceType", "t3.micro"))
	require.True(t, l.attribute(id, "ebsOptimized").EBSOptimized.Value, "by default")
	l.do(ec2.StartInstancesInput{InstanceIDs: one(id)})
}

func TestUserDataChangesAndDoesNotRunAgain(t *testing.T) {
	l := newLab(t, Config{Seed: 1})
	id := l.launch("al2023", "t3.micro")
	script := base64.StdEncoding.EncodeToString([]byte("#!/bin/bash\nsystemctl start httpd\n"))
	l.pass(unit.Minute)
	l.refused(apierr.IncorrectInstanceState, modify(id, "userData", script))
	l.do(ec2.StopInstancesInput{InstanceIDs: one(id)})
	l.pass(unit.Minute)
	l.refused(apierr.InvalidUserDataMalformed, modify(id, "userData", "#!"))
	l.do(ec2.ModifyInstanceAttributeInput{InstanceID: id, UserData: &ec2.TextValue{Value: script}})
	require.Equal(t, script, l.attribute(id, "userData").UserData.Value)
	l.do(ec2.StartInstancesInput{InstanceIDs: one(id)})
	l.pass(unit.Hour)
	require.Empty(t, l.instanceOf(id).Software, "user data runs at the first boot")
}

func TestOneAttributeAtATime(t *testing.T) {
	l := newLab(t, Config{Seed: 1})
	id, store := l.launch("al2023", "t3.micro"), l.launch("amzn-s3", "m3.medium")
	l.pass(10 * unit.Minute)
	yes := &ec2.BoolValue{Value: true}
	l.refused(apierr.InvalidParameterCombination, ec2.ModifyInstanceAttributeInput{InstanceID: id})
	l.refused(apierr.InvalidParameterCombination, ec2.ModifyInstanceAttributeInput{InstanceID: id, DisableAPIStop: yes, DisableAPITermination: yes})
	l.refused(apierr.InvalidParameterCombination, ec2.ModifyInstanceAttributeInput{InstanceID: id, Attribute: "disableApiStop", Value: "true", DisableAPIStop: yes})
	l.do(ec2.ModifyInstanceAttributeInput{InstanceID: id, Attribute: "disableApiStop", DisableAPIStop: yes})
	l.refused(apierr.InvalidInstanceAttributeValue, modify(id, "disableApiStop", "maybe"))
	l.refused(apierr.InvalidParameterValue, modify(id, "rootDeviceName", "/dev/sda1"))
	l.refused(apierr.UnsupportedOperation, modify(id, "sriovNetSupport", "false"))
	l.refused(apierr.MissingParameter, modify(id, "blockDeviceMapping", "x"))
	l.refused(apierr.InvalidInstanceAttributeValue, modify(id, "instanceInitiatedShutdownBehavior", "hibernate"))
	l.do(modify(id, "instanceInitiatedShutdownBehavior", "terminate"))
	require.Equal(t, "terminate", l.attribute(id, "instanceInitiatedShutdownBehavior").ShutdownBehavior.Value)
	require.Equal(t, "/dev/xvda", l.attribute(id, "rootDeviceName").RootDeviceName.Value)
	require.Empty(t, l.attribute(id, "productCodes").ProductCodes)
	l.refused(apierr.UnsupportedOperation, ec2.DescribeInstanceAttributeInput{InstanceID: id, Attribute: "groupSet"})

	for attribute, code := range map[string]apierr.Code{
		"instanceType": apierr.IncorrectInstanceState, "disableApiStop": apierr.UnsupportedOperation, "instanceInitiatedShutdownBehavior": apierr.UnsupportedOperation,
	} {
		value := map[string]string{"instanceType": "m3.large", "disableApiStop": "true", "instanceInitiatedShutdownBehavior": "stop"}[attribute]
		l.refused(code, modify(store, attribute, value))
	}
	l.do(modify(store, "disableApiTermination", "true"))
	l.refused(apierr.OperationNotPermitted, ec2.TerminateInstancesInput{InstanceIDs: one(store)})
	launched := l.launching("amzn-s3", "m3.medium")
	launched.DisableAPIStop = true
	l.refused(apierr.UnsupportedOperation, launched)
	l.do(modify(store, "disableApiTermination", "false"))
	l.do(ec2.TerminateInstancesInput{InstanceIDs: one(store)})
	l.refused(apierr.IncorrectInstanceState, modify(store, "disableApiTermination", "true"))
}
