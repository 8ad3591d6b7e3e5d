package sim

import (
	"testing"

	"github.com/stretchr/testify/require"

	"blockyard/sim/apierr"
	"blockyard/sim/catalog"
	"blockyard/sim/cost"
	"blockyard/sim/ec2"
	"blockyard/sim/unit"
)

const (
	wordpress = "wordpress0of0this0sandbox"
	openvpn   = "f2ew2wrz425a1jagnifd02u5t"
)

// productLab returns a lab in which nothing takes time and products have a fee.
func productLab(t *testing.T) *lab {
	book, err := catalog.NewBook(catalog.BookSpec{
		Month: "30d", Minimum: "60s", Compute: []catalog.PriceText{{Key: "t3.micro", Text: "0.01/h"}, {Key: "t3.micro windows", Text: "0.02/h"}},
		Software: []catalog.PriceText{{Key: wordpress, Text: "0.05/h"}, {Key: openvpn, Text: "0.07/h"}},
	})
	require.NoError(t, err)
	return newLab(t, Config{Seed: 1, Timing: catalog.None, Book: book})
}

// fees returns the time for which a product's fee is due.
func (l *lab) fees(product string) (total string) {
	sum := unit.Ratio{}
	for _, line := range l.Bill(cost.Window{To: l.Now()}).Lines {
		if line.Meter == cost.SoftwareFee && line.Key == product {
			sum = sum.Plus(line.Quantity)
		}
	}
	return sum.Short(6)
}

func TestAProductIsPaidForWhileItRuns(t *testing.T) {
	l := productLab(t)
	id := l.launch("wordpress", "t3.micro")
	l.pass(2 * unit.Hour)
	l.do(ec2.StopInstancesInput{InstanceIDs: one(id)})
	l.pass(5 * unit.Hour)
	require.Equal(t, "2", l.fees(wordpress))
	l.do(ec2.StartInstancesInput{InstanceIDs: one(id)})
	l.do(ec2.RebootInstancesInput{InstanceIDs: one(id)})
	l.pass(unit.Second)
	l.do(ec2.StopInstancesInput{InstanceIDs: one(id)})
	require.Equal(t, "2.016667", l.fees(wordpress), "a start is a minute at least")
	bill := l.Bill(cost.Window{To: l.Now()})
	require.Equal(t, "$0.10", bill.By(cost.ByService).Amount("software").String())
}

// The code travels with the blocks: from the volume to its snapshot, to volumes and images made of it, and to whoever boots or attaches them.
func TestAProductCodeTravels(t *testing.T) {
	l := productLab(t)
	blog := l.launch("wordpress", "t3.micro")
	snapshot := l.snapshot(l.rootOf(blog))
	require.Equal(t, wordpress, l.snapshotOf(snapshot).ProductCode)
	copied := ask[ec2.CopySnapshotOutput](l, ec2.CopySnapshotInput{SourceRegion: "us-east-1", SourceSnapshotID: snapshot}).SnapshotID
	require.Equal(t, wordpress, l.snapshotOf(copied).ProductCode)
	registered := ask[ec2.ImageIDOutput](l, ec2.RegisterImageInput{
		Name: "registered", Architecture: "x86_64", VirtualizationType: "hvm", ENASupport: true, RootDeviceName: "/dev/xvda",
		BlockDeviceMappings: []ec2.BlockDeviceMapping{mapped("/dev/xvda", ec2.EbsBlockDevice{SnapshotID: copied})},
	}).ImageID
	created := l.newImage(blog, "created")
	for _, image := range []string{registered, created} {
		require.Equal(t, wordpress, l.imageOf(image).ProductCode)
	}

	plain := l.launch("openvpn", "t3.micro")
	volume := ask[ec2.VolumeDescription](l, ec2.CreateVolumeInput{AvailabilityZone: "us-east-1a", SnapshotID: snapshot}).VolumeID
	attach := ec2.AttachVolumeInput{Device: "/dev/sdf", InstanceID: plain, VolumeID: volume}
	l.refused(apierr.OperationNotPermitted, attach)
	l.do(ec2.StopInstancesInput{InstanceIDs: one(plain)})
	l.do(attach)
	codes := func() []string { return l.Cloud().Products(l.instanceOf(plain)) }
	require.Equal(t, []string{openvpn, wordpress}, codes())
	l.do(ec2.TerminateInstancesInput{InstanceIDs: one(blog)})
	before := l.fees(wordpress)
	l.do(ec2.StartInstancesInput{InstanceIDs: one(plain)})
	l.pass(3 * unit.Hour)
	require.Equal(t, "3.016667", l.fees(openvpn))
	require.NotEqual(t, before, l.fees(wordpress), "both products of the instance are paid for")
	l.do(ec2.DetachVolumeInput{VolumeID: volume})
	require.Equal(t, []string{openvpn}, codes(), "the code goes with the volume")
	after := l.fees(wordpress)
	l.pass(unit.Hour)
	require.Equal(t, after, l.fees(wordpress))
}

// Two volumes of one product are one product.
func TestAProductIsPaidForOnceAnInstance(t *testing.T) {
	l := productLab(t)
	first := l.launch("wordpress", "t3.micro")
	snapshot := l.snapshot(l.rootOf(first))
	l.do(ec2.TerminateInstancesInput{InstanceIDs: one(first)})
	before := l.fees(wordpress)
	l.launch("openvpn", "t3.micro", mapped("/dev/sdf", ec2.EbsBlockDevice{SnapshotID: snapshot}), mapped("/dev/sdg", ec2.EbsBlockDevice{SnapshotID: snapshot}))
	l.pass(10 * unit.Hour)
	require.Equal(t, "0", before, "it has only just begun")
	require.Equal(t, "10.016667", l.fees(wordpress))
	require.Equal(t, "10", l.fees(openvpn))
}

func TestWindowsIsPaidForInTheHour(t *testing.T) {
	l := productLab(t)
	windows := l.launch("windows-2022", "t3.micro")
	root := l.snapshot(l.rootOf(windows))
	in := ec2.RegisterImageInput{
		Name: "registered", Architecture: "x86_64", VirtualizationType: "hvm", ENASupport: true,
		BlockDeviceMappings: []ec2.BlockDeviceMapping{mapped("/dev/sda1", ec2.EbsBlockDevice{SnapshotID: root})},
	}
	image := ask[ec2.ImageIDOutput](l, in).ImageID
	shown := ask[ec2.DescribeImagesOutput](l, ec2.DescribeImagesInput{ImageIDs: one(image)}).Images[0]
	require.Equal(t, "Windows", shown.PlatformDetails, "the license comes with the snapshot")
	l.do(ec2.RunInstancesInput{ImageID: image, InstanceType: "t3.micro", MinCount: 1, MaxCount: 1})
	l.pass(100 * unit.Hour)
	bill := l.Bill(cost.Window{To: l.Now()})
	require.Equal(t, "$4.00", bill.By(cost.ByService).Amount("compute").String())

	aws := newLab(t, Config{Seed: 1, Timing: catalog.None, Book: catalog.AWS()})
	aws.launch("windows-2022", "t3.micro")
	aws.launch("openvpn", "t3.micro")
	aws.pass(unit.Hour)
	require.Subset(t, aws.Bill(cost.Window{To: aws.Now()}).Missing, []string{"compute t3.micro windows in us-east-1", "software " + openvpn + " in us-east-1"}, "a price that nobody confirmed is named, not guessed")
}
