package sim

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"blockyard/sim/apierr"
	"blockyard/sim/ec2"
	"blockyard/sim/unit"
)

// by is a filter.
func by(name string, values ...string) ec2.Filter { return ec2.Filter{Name: name, Values: values} }

// filtered returns how many resources of a kind pass filters.
func (l *lab) filtered(kind string, filters ...ec2.Filter) int {
	switch kind {
	case "instance":
		n := 0
		for _, r := range ask[ec2.DescribeInstancesOutput](l, ec2.DescribeInstancesInput{Filters: filters}).Reservations {
			n += len(r.Instances)
		}
		return n
	case "volume":
		return len(ask[ec2.DescribeVolumesOutput](l, ec2.DescribeVolumesInput{Filters: filters}).Volumes)
	case "snapshot":
		return len(ask[ec2.DescribeSnapshotsOutput](l, ec2.DescribeSnapshotsInput{Filters: filters}).Snapshots)
	case "image":
		return len(ask[ec2.DescribeImagesOutput](l, ec2.DescribeImagesInput{Owners: one("self"), Filters: filters}).Images)
	case "interface":
		return len(ask[ec2.DescribeNetworkInterfacesOutput](l, ec2.DescribeNetworkInterfacesInput{Filters: filters}).NetworkInterfaces)
	case "address":
		return len(ask[ec2.DescribeAddressesOutput](l, ec2.DescribeAddressesInput{Filters: filters}).Addresses)
	case "key pair":
		return len(ask[ec2.DescribeKeyPairsOutput](l, ec2.DescribeKeyPairsInput{Filters: filters}).KeyPairs)
	case "tag":
		return len(ask[ec2.DescribeTagsOutput](l, ec2.DescribeTagsInput{Filters: filters}).Tags)
	case "region":
		return len(ask[ec2.DescribeRegionsOutput](l, ec2.DescribeRegionsInput{Filters: filters}).Regions)
	}
	return len(ask[ec2.DescribeAvailabilityZonesOutput](l, ec2.DescribeAvailabilityZonesInput{Filters: filters}).AvailabilityZones)
}

// filterable is a world in which every filter below keeps some and drops some.
func filterable(t *testing.T) (l *lab, web, data string) {
	l = newLab(t, Config{Seed: 1})
	in := l.launching("al2023", "t3.micro", mapped("/dev/sdf", ec2.EbsBlockDevice{VolumeSize: 5, DeleteOnTermination: pointer(false)}))
	in.ClientToken = "web"
	l.do(ec2.CreateKeyPairInput{KeyName: "mine"})
	l.do(ec2.CreateKeyPairInput{KeyName: "yours"})
	in.KeyName, in.Monitoring = "mine", &ec2.Monitoring{Enabled: true}
	in.TagSpecifications = []ec2.TagSpecification{{ResourceType: "instance", Tags: []ec2.Tag{{Key: "Name", Value: "web"}, {Key: "note", Value: `{"a": "<b>"}`}}}}
	web = ask[ec2.Reservation](l, in).Instances[0].InstanceID
	l.launch("amzn-s3", "m3.medium")
	l.pass(10 * unit.Minute)
	other := l.launching("ubuntu-24.04", "t3.small")
	other.MaxCount, other.Placement = 2, &ec2.Placement{AvailabilityZone: "us-east-1b"}
	l.do(other)
	l.pass(unit.Minute)
	data = l.volumeAt(web, "/dev/sdf")
	l.newVolume(7)
	l.pass(unit.Minute)
	x := l.snapshot(data)
	l.do(ec2.CreateTagsInput{Resources: []string{x, data}, Tags: []ec2.Tag{{Key: "Name", Value: "web data"}, {Key: "empty"}}})
	l.pass(unit.Minute)
	l.do(ec2.CreateImageInput{InstanceID: web, Name: "web 1", Description: "first", NoReboot: true})
	l.pass(10 * unit.Minute)
	l.do(ec2.RegisterImageInput{Name: "by hand", RootDeviceName: "/dev/sda1", BlockDeviceMappings: []ec2.BlockDeviceMapping{
		mapped("/dev/sda1", ec2.EbsBlockDevice{SnapshotID: x, VolumeSize: 9, DeleteOnTermination: pointer(false)}),
	}})
	l.do(ec2.CreateVolumeInput{AvailabilityZone: "us-east-1c", SnapshotID: x, VolumeType: "gp3"})
	l.allocate()
	l.associate(l.allocate(), web)
	return l, web, data
}

func TestFiltersKeepWhatTheySay(t *testing.T) {
	l, web, data := filterable(t)
	image := l.Cloud().ID(ec2.Ref{Kind: ec2.KindImage, Index: l.Cloud().Length(ec2.KindImage) - 1})
	x := l.Cloud().ID(ec2.Ref{Kind: ec2.KindSnapshot, Index: l.ref(ask[ec2.DescribeSnapshotsOutput](l, ec2.DescribeSnapshotsInput{}).Snapshots[0].SnapshotID).Index})
	nic := l.described(web).NetworkInterfaces[0]
	launched, attached := "2026-04-01T00:00:00.000Z", "2026-04-01T00:00:00.000Z"
	require.Equal(t, []int{4, 6, 3, 2, 4}, []int{l.filtered("instance"), l.filtered("volume"), l.filtered("snapshot"), l.filtered("image"), l.filtered("interface")})
	tried := map[string]bool{}
	for _, c := range []struct {
		kind, name, value string
		want              int
	}{
		{"instance", "architecture", "x86_64", 4},
		{"instance", "availability-zone", "us-east-1b", 2},
		{"instance", "block-device-mapping.delete-on-termination", "false", 1},
		{"instance", "block-device-mapping.device-name", "/dev/sd?1", 2},
		{"instance", "block-device-mapping.status", "attached", 3},
		{"instance", "block-device-mapping.volume-id", data, 1},
		{"instance", "client-token", "web", 1},
		{"instance", "hibernation-options.configured", "false", 4},
		{"instance", "image-id", l.image("ubuntu-24.04"), 2},
		{"instance", "instance-id", web, 1},
		{"instance", "instance-id", "i-0123456789abcdef0", 0},
		{"instance", "instance-state-code", "16", 4},
		{"instance", "instance-state-name", "stopped", 0},
		{"instance", "instance-type", "t3.*", 3},
		{"instance", "launch-index", "1", 1},
		{"instance", "launch-time", launched, 2},
		{"instance", "owner-id", ec2.DefaultAccount, 4},
		{"instance", "private-ip-address", nic.PrivateIPAddress, 1},
		{"instance", "product-code", "?*", 0},
		{"instance", "product-code.type", "marketplace", 0},
		{"instance", "reservation-id", "r-*", 4},
		{"instance", "root-device-name", "/dev/xvda", 2},
		{"instance", "root-device-type", "instance-store", 1},
		{"instance", "source-dest-check", "true", 4},
		{"instance", "state-reason-code", "Client.*", 0},
		{"instance", "tag:Name", "w*", 1},
		{"instance", "tag:note", `{"a": "<b>"}`, 1},
		{"instance", "tag:other", "*", 0},
		{"instance", "tag-key", "note", 1},
		{"instance", "tag-value", "*<b>*", 1},
		{"volume", "attachment.attach-time", attached, 2},
		{"volume", "attachment.delete-on-termination", "true", 3},
		{"volume", "attachment.device", "/dev/sdf", 1},
		{"volume", "attachment.instance-id", web, 2},
		{"volume", "attachment.status", "attached", 4},
		{"volume", "availability-zone", "us-east-1c", 1},
		{"volume", "create-time", launched, 2},
		{"volume", "encrypted", "false", 6},
		{"volume", "encrypted", "true", 0},
		{"volume", "multi-attach-enabled", "true", 0},
		{"volume", "size", "7", 1},
		{"volume", "snapshot-id", x, 1},
		{"volume", "status", "available", 1},
		{"volume", "volume-id", data, 1},
		{"volume", "volume-type", "gp2", 1},
		{"volume", "tag:Name", "web data", 1},
		{"volume", "tag-key", "empty", 1},
		{"snapshot", "description", "Created by CreateImage*", 2},
		{"snapshot", "encrypted", "false", 3},
		{"snapshot", "owner-id", ec2.DefaultAccount, 3},
		{"snapshot", "progress", "100%", 3},
		{"snapshot", "snapshot-id", x, 1},
		{"snapshot", "start-time", "2026-04-01*", 3},
		{"snapshot", "status", "completed", 3},
		{"snapshot", "storage-tier", "standard", 3},
		{"snapshot", "volume-id", data, 2},
		{"snapshot", "volume-size", "5", 2},
		{"snapshot", "tag:empty", "", 1},
		{"image", "architecture", "i386", 1},
		{"image", "block-device-mapping.delete-on-termination", "false", 2},
		{"image", "block-device-mapping.device-name", "/dev/sdf", 1},
		{"image", "block-device-mapping.encrypted", "false", 2},
		{"image", "block-device-mapping.snapshot-id", x, 1},
		{"image", "block-device-mapping.volume-size", "9", 1},
		{"image", "block-device-mapping.volume-type", "gp2", 2},
		{"image", "creation-date", "2026-04-01*", 2},
		{"image", "description", "first", 1},
		{"image", "ena-support", "true", 1},
		{"image", "hypervisor", "xen", 2},
		{"image", "image-id", image, 1},
		{"image", "image-type", "machine", 2},
		{"image", "is-public", "false", 2},
		{"image", "kernel-id", "aki-*", 0},
		{"image", "manifest-location", ec2.DefaultAccount + "/*", 2},
		{"image", "name", "web*", 1},
		{"image", "owner-alias", "amazon", 0},
		{"image", "owner-id", ec2.DefaultAccount, 2},
		{"image", "platform", "windows", 0},
		{"image", "product-code", "?*", 0},
		{"image", "product-code.type", "marketplace", 0},
		{"image", "ramdisk-id", "ari-*", 0},
		{"image", "root-device-name", "/dev/sda1", 1},
		{"image", "root-device-type", "ebs", 2},
		{"image", "source-image-id", l.image("al2023"), 1},
		{"image", "source-image-region", "us-east-1", 1},
		{"image", "source-instance-id", web, 1},
		{"image", "sriov-net-support", "simple", 1},
		{"image", "state", "available", 1},
		{"image", "state-reason-code", "Server.*", 0},
		{"image", "state-reason-message", "*failed*", 0},
		{"image", "virtualization-type", "hvm", 1},
		{"instance", "key-name", "mine", 1},
		{"instance", "monitoring-state", "enabled", 1},
		{"instance", "ip-address", "198.19.255.2", 1},
		{"address", "allocation-id", "eipalloc-*", 2},
		{"address", "association-id", "eipassoc-*", 1},
		{"address", "instance-id", web, 1},
		{"address", "network-interface-id", nic.NetworkInterfaceID, 1},
		{"address", "private-ip-address", nic.PrivateIPAddress, 1},
		{"address", "public-ip", "198.19.255.2", 1},
		{"key pair", "key-name", "m*", 1},
		{"key pair", "key-pair-id", "key-*", 2},
		{"interface", "association.public-ip", "198.19.255.2", 1},
		{"interface", "addresses.private-ip-address", nic.PrivateIPAddress, 1},
		{"interface", "attachment.delete-on-termination", "true", 4},
		{"interface", "attachment.instance-id", web, 1},
		{"interface", "attachment.status", "attached", 4},
		{"interface", "availability-zone", "us-east-1b", 2},
		{"interface", "mac-address", nic.MacAddress, 1},
		{"interface", "network-interface-id", nic.NetworkInterfaceID, 1},
		{"interface", "owner-id", ec2.DefaultAccount, 4},
		{"interface", "private-ip-address", "172.31.*", 4},
		{"interface", "status", "in-use", 4},
		{"tag", "key", "Name", 3},
		{"tag", "resource-id", data, 2},
		{"tag", "resource-type", "instance", 2},
		{"tag", "value", "web*", 3},
		{"region", "region-name", "us-*", 4},
		{"region", "opt-in-status", "not-opted-in", 0},
		{"region", "endpoint", "*eu-west-1*", 1},
		{"zone", "zone-id", "use1-az1", 1},
		{"zone", "zone-name", "us-east-1?", 6},
		{"zone", "zone-type", "availability-zone", 6},
		{"zone", "opt-in-status", "opt-in-not-required", 6},
		{"zone", "region-name", "us-east-1", 6},
		{"zone", "state", "available", 6},
	} {
		t.Run(c.kind+" "+c.name+"="+c.value, func(t *testing.T) {
			require.Equal(t, c.want, l.filtered(c.kind, by(c.name, c.value)))
		})
		tried[c.kind+" "+c.name] = true
	}
	wrong := []ec2.Filter{by("no such filter", "x")}
	for kind, in := range map[string]any{
		"instance": ec2.DescribeInstancesInput{Filters: wrong}, "volume": ec2.DescribeVolumesInput{Filters: wrong},
		"snapshot": ec2.DescribeSnapshotsInput{Filters: wrong}, "image": ec2.DescribeImagesInput{Filters: wrong},
		"interface": ec2.DescribeNetworkInterfacesInput{Filters: wrong}, "tag": ec2.DescribeTagsInput{Filters: wrong},
		"address": ec2.DescribeAddressesInput{Filters: wrong}, "key pair": ec2.DescribeKeyPairsInput{Filters: wrong},
		"region": ec2.DescribeRegionsInput{Filters: wrong}, "zone": ec2.DescribeAvailabilityZonesInput{Filters: wrong},
	} {
		names := strings.TrimPrefix(l.refused(apierr.InvalidParameterValue, in).Why, "This call can be filtered by ")
		for _, name := range strings.Split(strings.TrimSuffix(names, "."), ", ") {
			require.True(t, tried[kind+" "+name] || strings.HasPrefix(name, "tag"), "%s by %s was not tried", kind, name)
		}
	}
}

func TestFiltersAreAndedAndTheirValuesOred(t *testing.T) {
	l, web, _ := filterable(t)
	require.Equal(t, 3, l.filtered("instance", by("instance-type", "t3.micro", "t3.small")))
	require.Equal(t, 1, l.filtered("instance", by("instance-type", "t3.micro", "t3.small"), by("instance-id", web)))
	require.Equal(t, 0, l.filtered("instance", by("instance-type", "m3.*"), by("instance-id", web)))
	require.Equal(t, 1, l.filtered("image", by("name", `web\ 1`)), "a backslash takes a character as it is")
	require.Equal(t, 0, l.filtered("image", by("name", `web\*`)))
	unknown := l.refused(apierr.InvalidParameterValue, ec2.DescribeVolumesInput{Filters: []ec2.Filter{by("colour", "red")}})
	require.Equal(t, "The filter 'colour' is invalid", unknown.Message)
	l.refused(apierr.InvalidParameterValue, ec2.DescribeRegionsInput{Filters: []ec2.Filter{by("tag:a", "b")}})
	l.refused(apierr.MissingParameter, ec2.DescribeVolumesInput{Filters: []ec2.Filter{by("size")}})
	l.refused(apierr.FilterLimitExceeded, ec2.DescribeVolumesInput{Filters: []ec2.Filter{by("size", make([]string, 201)...)}})
	eleven := make([]ec2.Filter, 11)
	for n := range eleven {
		eleven[n] = by("size", "1")
	}
	l.refused(apierr.FilterLimitExceeded, ec2.DescribeVolumesInput{Filters: eleven})
}
