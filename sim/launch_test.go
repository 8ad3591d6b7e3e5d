package sim

import (
	"testing"

	"github.com/stretchr/testify/require"

	"blockyard/sim/apierr"
	"blockyard/sim/ec2"
	"blockyard/sim/unit"
)

// launching returns the input of a launch with a mapping.
func (l *lab) launching(alias, kind string, devices ...ec2.BlockDeviceMapping) ec2.RunInstancesInput {
	return ec2.RunInstancesInput{ImageID: l.image(alias), InstanceType: kind, MinCount: 1, MaxCount: 1, BlockDeviceMappings: devices}
}

// ephemeral maps an instance-store disk.
func ephemeral(device, name string) ec2.BlockDeviceMapping {
	return ec2.BlockDeviceMapping{DeviceName: device, VirtualName: name}
}

func TestMappingsAreMergedByDevice(t *testing.T) {
	l := newLab(t, Config{Seed: 3})
	id := l.launch("al2023", "t3.micro",
		mapped("/dev/xvda", ec2.EbsBlockDevice{VolumeSize: 20, DeleteOnTermination: pointer(false)}),
		mapped("/dev/sdf", ec2.EbsBlockDevice{VolumeSize: 5, VolumeType: "gp2"}),
	)
	root, data := l.volumeOf(l.rootOf(id)), l.volumeOf(l.volumeAt(id, "/dev/sdf"))
	require.Equal(t, []any{int64(20), "gp3", true, false}, []any{root.GiB, root.Type.Name, root.HasSnapshot, root.Attachments[0].DeleteOnTermination})
	require.Equal(t, []any{int64(5), "gp2", false, true}, []any{data.GiB, data.Type.Name, data.HasSnapshot, data.Attachments[0].DeleteOnTermination})
	require.Len(t, root.Files.All(), 1, "the root has what the image has")

	l.pass(unit.Minute)
	image := ask[ec2.ImageIDOutput](l, ec2.CreateImageInput{InstanceID: id, Name: "two disks"}).ImageID
	l.pass(10 * unit.Minute)
	run := ec2.RunInstancesInput{ImageID: image, InstanceType: "t3.micro", MinCount: 1, MaxCount: 1}
	require.Len(t, ask[ec2.Reservation](l, run).Instances[0].BlockDeviceMappings, 2)
	run.BlockDeviceMappings = []ec2.BlockDeviceMapping{{DeviceName: "/dev/sdf", NoDevice: pointer("")}}
	require.Len(t, ask[ec2.Reservation](l, run).Instances[0].BlockDeviceMappings, 1, "NoDevice leaves a device out")
}

func TestMappingsThatCannotBeMade(t *testing.T) {
	l := newLab(t, Config{Seed: 3})
	big := l.newVolumeWhenReady(100)
	snapshot := l.snapshot(big)
	l.pass(unit.Minute)
	for _, c := range []struct {
		code    apierr.Code
		message string
		in      ec2.RunInstancesInput
	}{
		{apierr.MissingParameter, "The request must contain the parameter ebs", l.launching("al2023", "t3.micro", ec2.BlockDeviceMapping{DeviceName: "/dev/sdf"})},
		{apierr.InvalidBlockDeviceMapping, "is used in more than one", l.launching("al2023", "t3.micro", mapped("/dev/sdf", ec2.EbsBlockDevice{VolumeSize: 1}), mapped("/dev/sdf", ec2.EbsBlockDevice{VolumeSize: 2}))},
		{apierr.InvalidBlockDeviceMapping, "must be an EBS volume", l.launching("al2023", "t3.micro", ec2.BlockDeviceMapping{DeviceName: "/dev/xvda", NoDevice: pointer("")})},
		{apierr.InvalidBlockDeviceMapping, "must be an EBS volume", l.launching("demo-ebs", "demo.small", ephemeral("/dev/xvda", "ephemeral0"))},
		{apierr.InvalidBlockDeviceMapping, "cannot be mapped", l.launching("amzn-s3", "m3.medium", mapped("/dev/xvda", ec2.EbsBlockDevice{VolumeSize: 8}))},
		{apierr.InvalidBlockDeviceMapping, "mapped to both", l.launching("demo-ebs", "c3.large", ephemeral("/dev/sdb", "ephemeral0"), ephemeral("/dev/sdc", "ephemeral0"))},
		{apierr.InvalidBlockDeviceMapping, "is smaller than snapshot", l.launching("al2023", "t3.micro", mapped("/dev/sdf", ec2.EbsBlockDevice{SnapshotID: snapshot, VolumeSize: 50}))},
		{apierr.InvalidBlockDeviceMapping, "is smaller than snapshot", l.launching("al2023", "t3.micro", mapped("/dev/xvda", ec2.EbsBlockDevice{VolumeSize: 1}))},
		{apierr.BootForVolumeTypeUnsupported, "", l.launching("al2023", "t3.micro", mapped("/dev/xvda", ec2.EbsBlockDevice{VolumeSize: 500, VolumeType: "st1"}))},
		{apierr.UnknownVolumeType, "", l.launching("al2023", "t3.micro", mapped("/dev/sdf", ec2.EbsBlockDevice{VolumeSize: 5, VolumeType: "gp9"}))},
		{apierr.InvalidParameterValue, "does not match", l.launching("al2023-arm64", "t3.micro")},
		{apierr.UnsupportedOperation, "instance-store root", l.launching("amzn-s3", "t3.micro")},
	} {
		refusal := l.refused(c.code, c.in)
		require.Contains(t, refusal.Message, c.message)
	}
	require.Zero(t, l.Cloud().Instances().Len())
}

func TestInstanceStoreDisks(t *testing.T) {
	l := newLab(t, Config{Seed: 3})
	disks := func(id string) (names []string) {
		for _, d := range l.instanceOf(id).Disks {
			names = append(names, d.Device)
		}
		return names
	}
	require.Empty(t, disks(l.launch("demo-ebs", "c3.large")), "they must be mapped")
	two := l.launch("demo-ebs", "c3.large", ephemeral("/dev/sdc", "ephemeral1"), ephemeral("/dev/sdd", "ephemeral2"))
	require.Equal(t, []string{"/dev/sdc"}, disks(two), "more than the type has are ignored")
	require.Equal(t, []string{"/dev/nvme1n1"}, disks(l.launch("al2023", "m5d.large")), "NVMe disks are there without a mapping")
	require.Equal(t, []string{"/dev/nvme1n1"}, disks(l.launch("al2023", "m5d.large", ephemeral("/dev/sdb", "ephemeral0"))))
	require.Equal(t, []string{"/dev/xvda", "/dev/sdb"}, disks(l.launch("amzn-s3", "m3.medium", ephemeral("/dev/sdb", "ephemeral0"))))
	require.Equal(t, "terminate", l.Cloud().Instances().At(l.Cloud().Length(ec2.KindInstance)-1).OnShutdown)

	l.pass(unit.Minute)
	nvme := l.Cloud().ID(ec2.Ref{Kind: ec2.KindInstance, Index: 2})
	l.write(nvme, "/mnt/nvme1n1/scratch")
	l.pass(unit.Minute)
	require.True(t, l.has(nvme, "/mnt/nvme1n1/scratch"))
	for source, want := range map[string][]ec2.MappedDevice{two: {{DeviceName: "/dev/sdc", VirtualName: "ephemeral1"}}, nvme: nil} {
		image := ask[ec2.ImageIDOutput](l, ec2.CreateImageInput{InstanceID: source, Name: "of " + source}).ImageID
		out := ask[ec2.DescribeImagesOutput](l, ec2.DescribeImagesInput{ImageIDs: one(image)})
		require.ElementsMatch(t, want, out.Images[0].BlockDeviceMappings[1:])
	}
}

func TestRegisteringAnImage(t *testing.T) {
	l := newLab(t, Config{Seed: 3})
	snapshot := l.snapshot(l.newVolumeWhenReady(8))
	l.pass(unit.Minute)
	root := mapped("/dev/sda1", ec2.EbsBlockDevice{SnapshotID: snapshot})
	l.refused(apierr.InvalidBlockDeviceMapping, ec2.RegisterImageInput{Name: "nothing but a name"})
	for _, second := range []ec2.EbsBlockDevice{{}, {VolumeSize: -1}, {VolumeSize: 8, VolumeType: "gp9"}, {VolumeSize: 8, Throughput: 300}} {
		_, err := l.try(ec2.RegisterImageInput{Name: "wrong second disk", BlockDeviceMappings: []ec2.BlockDeviceMapping{root, mapped("/dev/sdf", second)}})
		require.Error(t, err, "%+v", second)
	}
	in := ec2.RegisterImageInput{Name: "registered", BlockDeviceMappings: []ec2.BlockDeviceMapping{root, mapped("/dev/sdf", ec2.EbsBlockDevice{VolumeSize: 9})}}
	image := ask[ec2.ImageIDOutput](l, in).ImageID
	shown := ask[ec2.DescribeImagesOutput](l, ec2.DescribeImagesInput{ImageIDs: one(image)}).Images[0]
	require.Equal(t, []any{"i386", "paravirtual", "/dev/sda1"}, []any{shown.Architecture, shown.VirtualizationType, shown.RootDeviceName})
	require.Equal(t, ec2.MappedEbs{DeleteOnTermination: true, SnapshotID: snapshot, VolumeSize: 8, VolumeType: "gp2"}, *shown.BlockDeviceMappings[0].Ebs)
	l.pass(unit.Minute)
	old := ec2.RunInstancesInput{ImageID: image, MinCount: 1, MaxCount: 1, InstanceType: "m1.small"}
	require.Len(t, ask[ec2.Reservation](l, old).Instances[0].BlockDeviceMappings, 2)
	old.InstanceType = "t3.micro"
	l.refused(apierr.InvalidParameterValue, old)
}

func TestQuotasLimitLaunchesAndStarts(t *testing.T) {
	l := newLab(t, Config{Seed: 3})
	l.setQuota("vcpus", 4)
	many := ec2.RunInstancesInput{ImageID: l.image("al2023"), InstanceType: "t3.micro", MinCount: 1, MaxCount: 10}
	launched := ask[ec2.Reservation](l, many).Instances
	require.Len(t, launched, 2, "as many as there is room for: two vCPUs each")
	l.refused(apierr.VcpuLimitExceeded, many)
	l.pass(unit.Minute)
	first := one(launched[0].InstanceID)
	l.do(ec2.StopInstancesInput{InstanceIDs: first})
	l.pass(unit.Minute)
	many.MinCount, many.MaxCount = 1, 1
	l.do(many)
	l.refused(apierr.VcpuLimitExceeded, ec2.StartInstancesInput{InstanceIDs: first})
	l.setQuota("vcpus", 6)
	l.do(ec2.StartInstancesInput{InstanceIDs: first})
	l.setQuota("instances", 3)
	l.refused(apierr.InstanceLimitExceeded, many)
	l.setQuota("volume-storage", 30)
	require.Equal(t, 24, int(l.gibOfVolumes()))
	l.refused(apierr.VolumeLimitExceeded, ec2.CreateVolumeInput{AvailabilityZone: "us-east-1a", Size: 7})
	l.do(ec2.CreateVolumeInput{AvailabilityZone: "us-east-1a", Size: 6})
}

func (l *lab) gibOfVolumes() (gib int64) {
	for _, v := range l.Cloud().Volumes().All() {
		if v.State != "" {
			gib += v.GiB
		}
	}
	return gib
}
