package sim

import (
	"testing"

	"github.com/stretchr/testify/require"

	"blockyard/sim/apierr"
	"blockyard/sim/catalog"
	"blockyard/sim/ec2"
	"blockyard/sim/unit"
)

// typesBy returns the names of the types that a filter keeps.
func (l *lab) typesBy(name string, values ...string) (names []string) {
	in := ec2.DescribeInstanceTypesInput{Filters: []ec2.Filter{{Name: name, Values: values}}}
	for _, d := range ask[ec2.DescribeInstanceTypesOutput](l, in).InstanceTypes {
		names = append(names, d.InstanceType)
	}
	return names
}

func TestInstanceTypesAreDescribedAndFiltered(t *testing.T) {
	l := instantLab(t)
	all := ask[ec2.DescribeInstanceTypesOutput](l, ec2.DescribeInstanceTypesInput{}).InstanceTypes
	require.Len(t, all, len(catalog.InstanceTypes()))
	d := ask[ec2.DescribeInstanceTypesOutput](l, ec2.DescribeInstanceTypesInput{InstanceTypes: one("t3.micro")}).InstanceTypes[0]
	require.Equal(t, []any{int64(2), int64(1024), true, true, true, "required"}, []any{
		d.VCPUInfo.DefaultVCPUs, d.MemoryInfo.SizeInMiB, d.HibernationSupported, d.BurstablePerformanceSupported, d.AutoRecoverySupported, d.NetworkInfo.ENASupport,
	})
	require.Equal(t, ec2.TypeBandwidth{BaselineMbps: 87, BaselineMBps: "10.875", BaselineIOPS: 500, MaximumMbps: 2085, MaximumMBps: "260.625", MaximumIOPS: 11800}, *d.EBSInfo.OptimizedInfo)
	require.Nil(t, d.InstanceStorageInfo)
	store := ask[ec2.DescribeInstanceTypesOutput](l, ec2.DescribeInstanceTypesInput{InstanceTypes: one("d3.xlarge")}).InstanceTypes[0].InstanceStorageInfo
	require.Equal(t, ec2.TypeStorage{TotalSizeInGB: 5940, Disks: []ec2.TypeDisk{{SizeInGB: 1980, Count: 3, Type: "hdd"}}, NVMeSupport: "required", EncryptionSupport: "required"}, *store)

	require.Equal(t, []string{"t4g.micro", "m7g.large"}, l.typesBy("processor-info.supported-architecture", "arm64"))
	require.Equal(t, []string{"t3.nano"}, l.typesBy("memory-info.size-in-mib", "512"))
	require.Equal(t, []string{"c3.large"}, l.typesBy("instance-storage-info.disk.count", "2"))
	require.NotContains(t, l.typesBy("hibernation-supported", "true"), "r6i.large")
	require.Contains(t, l.typesBy("supported-root-device-type", "instance-store"), "m3.medium")
	require.NotContains(t, l.typesBy("current-generation", "true"), "m1.small")
	require.Contains(t, l.typesBy("ebs-info.ebs-optimized-info.baseline-iops", "500"), "t3.micro")
	l.refused(apierr.InvalidInstanceType, ec2.DescribeInstanceTypesInput{InstanceTypes: []string{"t3.micro", "t3.huge"}})
	l.move("eu-central-1")
	l.refused(apierr.InvalidInstanceType, ec2.DescribeInstanceTypesInput{InstanceTypes: one("m1.small")})
}

// Every filter finds the types for which it has a value, and every type can be found by each of its values.
func TestEveryFilterOfInstanceTypesFindsSome(t *testing.T) {
	l := instantLab(t)
	for _, name := range ec2.FilterNames("DescribeInstanceTypes") {
		require.NotEmpty(t, l.typesBy(name, "*"), name)
		require.Empty(t, l.typesBy(name, "no such value"), name)
	}
}

func TestTypesAreOfferedInZones(t *testing.T) {
	l := instantLab(t)
	where := func(kind, by string) (places []string) {
		in := ec2.DescribeInstanceTypeOfferingsInput{LocationType: by, Filters: []ec2.Filter{{Name: "instance-type", Values: one(kind)}}}
		for _, o := range ask[ec2.DescribeInstanceTypeOfferingsOutput](l, in).InstanceTypeOfferings {
			places = append(places, o.Location)
		}
		return places
	}
	require.Equal(t, one("us-east-1"), where("t3.micro", ""))
	require.Equal(t, []string{"us-east-1a", "us-east-1b", "us-east-1c", "us-east-1d", "us-east-1f"}, where("t3.micro", "availability-zone"))
	require.Equal(t, []string{"use1-az6", "use1-az1", "use1-az2", "use1-az4", "use1-az5"}, where("t3.micro", "availability-zone-id"))
	require.Len(t, where("t2.micro", "availability-zone"), 6)

	launch := ec2.RunInstancesInput{ImageID: l.image("al2023"), InstanceType: "t3.micro", MinCount: 1, MaxCount: 1, Placement: &ec2.Placement{AvailabilityZone: "us-east-1e"}}
	refused := l.refused(apierr.Unsupported, launch)
	require.Equal(t, "Your requested instance type (t3.micro) is not supported in your requested Availability Zone (us-east-1e). Please retry your request by not specifying an Availability Zone or choosing us-east-1a, us-east-1b, us-east-1c, us-east-1d, us-east-1f.", refused.Message)
	launch.InstanceType = "t2.micro"
	id := ask[ec2.Reservation](l, launch).Instances[0].InstanceID
	l.do(ec2.StopInstancesInput{InstanceIDs: one(id)})
	l.do(ec2.ModifyInstanceAttributeInput{InstanceID: id, InstanceType: &ec2.TextValue{Value: "t3.micro"}})
	l.refused(apierr.Unsupported, ec2.StartInstancesInput{InstanceIDs: one(id)}) // its zone has no such host

	l.move("eu-central-1")
	old := ec2.RunInstancesInput{ImageID: l.image("demo-instance-store"), InstanceType: "m1.small", MinCount: 1, MaxCount: 1}
	l.refused(apierr.Unsupported, old)
}

// Every type launches, with an image that fits it, in each zone that offers it.
func TestEveryTypeLaunchesWhereItIsOffered(t *testing.T) {
	for n := range catalog.InstanceTypes() {
		kind := &catalog.InstanceTypes()[n]
		for r := range catalog.Regions() {
			region := &catalog.Regions()[r]
			if !region.Usable() || r%3 != n%3 { // a third of them each
				continue
			}
			l := instantLab(t)
			l.move(region.Name)
			image := "al2023"
			if !kind.Runs("x86_64") {
				image = "al2023-arm64"
			}
			for _, zone := range catalog.ZonesOffering(region, kind) {
				in := ec2.RunInstancesInput{ImageID: l.image(image), InstanceType: kind.Name, MinCount: 1, MaxCount: 1, Placement: &ec2.Placement{AvailabilityZone: zone.Name}}
				i := ask[ec2.Reservation](l, in).Instances[0]
				require.Equal(t, zone.Name, i.Placement.AvailabilityZone)
				require.Equal(t, "running", l.state(i.InstanceID))
			}
		}
	}
}

func TestATypeChangeHasItsLimits(t *testing.T) {
	l := newLab(t, Config{Seed: 2})
	change := func(id, kind string) any {
		return ec2.ModifyInstanceAttributeInput{InstanceID: id, InstanceType: &ec2.TextValue{Value: kind}}
	}
	id := l.launch("al2023", "t3.micro")
	l.pass(unit.Minute)
	l.refused(apierr.IncorrectInstanceState, change(id, "t3.small"))
	l.do(ec2.StopInstancesInput{InstanceIDs: one(id)})
	l.pass(unit.Minute)
	l.refused(apierr.InvalidParameterValue, change(id, "t4g.micro"))           // another architecture
	l.refused(apierr.InvalidInstanceAttributeValue, change(id, "t3.enormous")) // no such type
	l.refused(apierr.InvalidParameterCombination, ec2.ModifyInstanceAttributeInput{InstanceID: id, EnaSupport: &ec2.BoolValue{}})
	l.do(change(id, "t2.micro"))
	l.do(ec2.ModifyInstanceAttributeInput{InstanceID: id, EnaSupport: &ec2.BoolValue{}})
	l.refused(apierr.InvalidParameterCombination, change(id, "t3.micro")) // no driver for its network adapter
	l.do(ec2.ModifyInstanceAttributeInput{InstanceID: id, EnaSupport: &ec2.BoolValue{Value: true}})
	l.do(change(id, "m5d.large"))
	require.Len(t, l.instanceOf(id).Disks, 1, "NVMe disks are there by themselves")
	l.do(change(id, "m3.medium"))
	require.Empty(t, l.instanceOf(id).Disks, "others only where the launch mapped them")
	l.do(ec2.StartInstancesInput{InstanceIDs: one(id)})
}

func TestEncryptionIsNeverTakenOff(t *testing.T) {
	l := newLab(t, Config{Seed: 2})
	volume := ask[ec2.VolumeDescription](l, ec2.CreateVolumeInput{AvailabilityZone: "us-east-1a", Size: 8, Encrypted: pointer(true)})
	require.True(t, volume.Encrypted)
	l.pass(unit.Minute)
	x := l.snapshot(volume.VolumeID)
	l.pass(unit.Minute)
	require.True(t, l.snapshotOf(x).Encrypted)
	l.refused(apierr.InvalidParameterCombination, ec2.CreateVolumeInput{AvailabilityZone: "us-east-1a", SnapshotID: x, Encrypted: pointer(false)})
	again := ask[ec2.VolumeDescription](l, ec2.CreateVolumeInput{AvailabilityZone: "us-east-1a", SnapshotID: x})
	require.True(t, again.Encrypted, "a volume of an encrypted snapshot is encrypted")
	l.refused(apierr.OperationNotPermitted, ec2.ModifySnapshotAttributeInput{SnapshotID: x, OperationType: "add", UserIDs: []string{"210987654321"}})
	in := ec2.RunInstancesInput{ImageID: l.image("demo-ebs"), InstanceType: "m1.small", MinCount: 1, MaxCount: 1}
	in.BlockDeviceMappings = []ec2.BlockDeviceMapping{mapped("/dev/xvda", ec2.EbsBlockDevice{Encrypted: pointer(true)})}
	l.refused(apierr.EncryptedVolumesNotSupported, in)
	in.InstanceType = "t3.micro"
	id := ask[ec2.Reservation](l, in).Instances[0].InstanceID
	l.pass(unit.Minute)
	plain, first := l.volumeOf(l.rootOf(id)), l.snapshot(l.rootOf(id))
	require.True(t, plain.Encrypted, "a plain snapshot becomes an encrypted volume")
	require.Equal(t, l.Cloud().Blocks().Full(l.snapshotOf(first).Block), l.Cloud().Blocks().Owned(l.snapshotOf(first).Block), "whose first snapshot is whole")
	l.pass(unit.Minute)
	image := ask[ec2.ImageIDOutput](l, ec2.CreateImageInput{InstanceID: id, Name: "secret"}).ImageID
	l.pass(10 * unit.Minute)
	l.refused(apierr.OperationNotPermitted, ec2.ModifyImageAttributeInput{ImageID: image, OperationType: "add", UserIDs: []string{"210987654321"}})
}
