package sim

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"blockyard/sim/apierr"
	"blockyard/sim/cost"
	"blockyard/sim/ec2"
	"blockyard/sim/unit"
)

// tenWritten returns a lab with a volume of 15 GiB, of which 10 are written, and an instance that has it at /dev/sdf.
func tenWritten(t *testing.T) (l *lab, volume, instance string) {
	l = newLab(t, Config{Seed: 1})
	instance = l.launch("al2023", "t3.micro")
	volume = l.newVolume(15)
	l.pass(unit.Minute)
	l.attach(volume, instance, "/dev/sdf")
	l.pass(unit.Minute)
	l.writes(instance, "/mnt/sdf/stays", "6GiB")
	l.writes(instance, "/mnt/sdf/changes", "4GiB")
	return l, volume, instance
}

// copyTo copies a snapshot of us-east-1 to a region and returns the copy's id.
func (l *lab) copyTo(region, snapshot string) string {
	l.move(region)
	defer l.move("us-east-1")
	return ask[ec2.CopySnapshotOutput](l, ec2.CopySnapshotInput{SourceRegion: "us-east-1", SourceSnapshotID: snapshot}).SnapshotID
}

// moved returns how many blocks copying moved to make a snapshot or image.
func (l *lab) moved(id string) uint64 {
	ref := l.ref(id)
	return l.Meters().Counted(cost.Resource{Kind: uint8(ref.Kind), Index: ref.Index}, cost.Transfer)
}

// AWS's rule: the first copy of a volume to a region is whole, later ones are
// incremental, and one after the latest copy was deleted is whole again.
func TestCopiesToARegionMoveWhatChanged(t *testing.T) {
	l, volume, id := tenWritten(t)
	first := l.snapshot(volume)
	l.pass(unit.Hour)
	l.writes(id, "/mnt/sdf/changes", "4GiB")
	second := l.snapshot(volume)
	l.pass(unit.Hour)
	a, b := l.copyTo("eu-west-1", first), l.copyTo("eu-west-1", second)
	require.Equal(t, []uint64{10, 4}, l.stores(a, b))
	require.Equal(t, []uint64{10 * 2048, 4 * 2048}, []uint64{l.moved(a), l.moved(b)})
	require.Equal(t, 10*unit.Minute, l.snapshotOf(a).Completes.Sub(l.snapshotOf(a).Created), "a minute for each GiB that moves")
	elsewhere := l.copyTo("us-west-2", second)
	require.Equal(t, []uint64{10}, l.stores(elsewhere), "whole in a region that has none")
	l.pass(unit.Hour)

	l.move("eu-west-1")
	l.do(ec2.DeleteSnapshotInput{SnapshotID: b})
	l.move("us-east-1")
	again := l.copyTo("eu-west-1", second)
	require.Equal(t, []uint64{10, 10}, l.stores(a, again), "the latest copy is gone")
	require.Equal(t, []uint64{10, 4}, l.stores(first, second), "the sources store what they stored")
}

func TestACopyWithinARegionMovesAndStoresNothing(t *testing.T) {
	l, volume, _ := tenWritten(t)
	x := l.snapshot(volume)
	l.pass(unit.Hour)
	twin := l.copyTo("us-east-1", x)
	require.Equal(t, []uint64{10, 0}, l.stores(x, twin))
	require.Zero(t, l.moved(twin))
	l.pass(unit.Hour)
	l.do(ec2.DeleteSnapshotInput{SnapshotID: x})
	require.Equal(t, []uint64{10}, l.stores(twin), "it restores whole, so somebody must store the blocks")
}

// A copy is a snapshot of its own: it restores whole whatever becomes of its source.
func TestACopyRestoresWithoutItsSource(t *testing.T) {
	l, volume, id := tenWritten(t)
	x := l.snapshot(volume)
	l.pass(unit.Hour)
	c := l.copyTo("eu-west-1", x)
	require.Equal(t, "pending", l.state(c))
	l.do(ec2.DeleteSnapshotInput{SnapshotID: x}) // while it is being copied
	l.pass(unit.Hour)
	l.move("eu-west-1")
	shown := ask[ec2.DescribeSnapshotsOutput](l, ec2.DescribeSnapshotsInput{SnapshotIDs: one(c)}).Snapshots[0]
	require.Equal(t, "vol-ffffffff", shown.VolumeID, "no volume of this region")
	require.Equal(t, int64(10)<<30, shown.FullSnapshotSizeInBytes)
	v := ask[ec2.VolumeDescription](l, ec2.CreateVolumeInput{AvailabilityZone: "eu-west-1b", SnapshotID: c})
	require.Equal(t, int64(15), v.Size)
	require.Equal(t, l.volumeOf(volume).Files.All(), l.volumeOf(v.VolumeID).Files.All())
	require.Equal(t, uint64(10*2048), l.Cloud().Blocks().Total(l.volumeOf(v.VolumeID).Block))

	l.do(ec2.DeleteSnapshotInput{SnapshotID: c})
	l.move("us-east-1")
	l.writes(id, "/mnt/sdf/changes", "1GiB")
	require.Equal(t, []uint64{10}, l.stores(l.snapshot(volume)), "nothing in us-east-1 holds the volume's blocks any more")
}

// Transfer is billed once, at the source region's price; storage in the destination, as long as it lasts.
func TestTheBillOfACopy(t *testing.T) {
	l, volume, _ := tenWritten(t)
	x := l.snapshot(volume)
	l.pass(unit.Hour)
	transfer := func() (sums []string) {
		bill := l.Bill(cost.Window{To: l.Now() + 1})
		require.NotContains(t, strings.Join(bill.Missing, " "), "transfer")
		for i := range bill.Lines {
			if line := &bill.Lines[i]; line.Service == "transfer" {
				sums = append(sums, line.Key+" "+cost.ByRegion(line)+" "+line.Sum())
			}
		}
		return sums
	}
	ireland := l.copyTo("eu-west-1", x)
	require.Equal(t, []string{"eu-west-1 us-east-1 10 GB × $0.02/GB = $0.20"}, transfer())
	l.copyTo("us-east-2", x) // a pair of regions with a price of its own
	l.copyTo("us-east-1", x)
	l.pass(30 * unit.Day)
	l.move("eu-west-1")
	l.do(ec2.CreateTagsInput{Resources: one(ireland), Tags: []ec2.Tag{{Key: "a", Value: "b"}}})
	l.do(ec2.DeleteSnapshotInput{SnapshotID: ireland})
	require.Equal(t, []string{
		"eu-west-1 us-east-1 10 GB × $0.02/GB = $0.20",
		"us-east-2 us-east-1 10 GB × $0.01/GB = $0.10",
	}, transfer(), "once, whatever becomes of the copy")
	stored := l.history(ireland, cost.SnapshotStorage)
	require.Len(t, stored, 1)
	require.Equal(t, "eu-west-1", regionName(stored[0].Region))
	require.Equal(t, uint64(10*2048), stored[0].Rate)
	require.Equal(t, l.Now(), stored[0].To)
}

func TestCopiesAreRefusedForGoodReasons(t *testing.T) {
	l, volume, _ := tenWritten(t)
	x := l.snapshot(volume)
	from := func(region, id string) ec2.CopySnapshotInput {
		return ec2.CopySnapshotInput{SourceRegion: region, SourceSnapshotID: id}
	}
	l.move("eu-west-1")
	l.refused(apierr.IncorrectState, from("us-east-1", x))
	l.pass(unit.Hour)
	l.refused(apierr.InvalidRegion, from("mars-north-1", x))
	l.refused(apierr.InvalidRegion, from("ap-east-1", x)) // not opted in
	l.refused(apierr.InvalidSnapshotNotFound, from("eu-west-1", x))
	l.refused(apierr.InvalidSnapshotIDMalformed, from("us-east-1", "snap-xyz"))
	wrong := from("us-east-1", x)
	wrong.DestinationRegion = "us-west-2"
	l.refused(apierr.InvalidParameterValue, wrong)
	l.move("us-east-1")
	hidden := l.image("al2023")
	l.refused(apierr.InvalidSnapshotNotFound, from("us-east-1", ask[ec2.DescribeImagesOutput](l, ec2.DescribeImagesInput{ImageIDs: one(hidden)}).Images[0].BlockDeviceMappings[0].Ebs.SnapshotID))
	l.move("eu-west-1")

	l.setQuota("snapshot-copies", 2)
	l.do(from("us-east-1", x))
	l.do(from("us-east-1", x))
	many := l.refused(apierr.ResourceLimitExceeded, from("us-east-1", x))
	require.Equal(t, "Too many snapshot copies in progress. The limit is 2 for this destination region.", many.Message)
	l.pass(unit.Hour)
	l.do(from("us-east-1", x))
	l.setQuota("snapshots", 3)
	l.refused(apierr.SnapshotLimitExceeded, from("us-east-1", x))
}

// An image travels with its snapshots, its software and what it asks of an instance; permissions and, unless asked for, tags stay behind.
func TestACopiedImageLaunchesInItsRegion(t *testing.T) {
	l := newLab(t, Config{Seed: 1})
	id := l.launch("demo-web", "demo.small", mapped("/dev/sdf", ec2.EbsBlockDevice{VolumeSize: 5, DeleteOnTermination: pointer(false)}))
	l.pass(unit.Hour)
	image := ask[ec2.ImageIDOutput](l, ec2.CreateImageInput{InstanceID: id, Name: "gold"}).ImageID
	l.do(ec2.CreateTagsInput{Resources: one(image), Tags: []ec2.Tag{{Key: "team", Value: "blue"}}})
	in := ec2.CopyImageInput{SourceRegion: "us-east-1", SourceImageID: image, Name: "gold", Description: "for Ireland", ClientToken: "once"}
	l.move("eu-west-1")
	l.refused(apierr.InvalidAMIIDUnavailable, in)
	l.pass(unit.Hour)
	l.move("us-east-1")
	l.do(ec2.ModifyImageAttributeInput{ImageID: image, LaunchPermission: &ec2.PermissionChanges{Add: []ec2.Permission{{Group: "all"}}}})
	l.move("eu-west-1")
	c := ask[ec2.ImageIDOutput](l, in).ImageID
	require.Equal(t, c, ask[ec2.ImageIDOutput](l, in).ImageID, "a token makes one copy")
	other := in
	other.Description = "for Paris"
	l.refused(apierr.IdempotentParameterMismatch, other)
	launch := ec2.RunInstancesInput{ImageID: c, InstanceType: "demo.small", MinCount: 1, MaxCount: 1}
	l.refused(apierr.InvalidAMIIDUnavailable, launch)
	l.pass(unit.Hour)

	there := ask[ec2.DescribeImagesOutput](l, ec2.DescribeImagesInput{ImageIDs: one(c)}).Images[0]
	require.Equal(t, []string{"gold", "for Ireland", image, "us-east-1"}, []string{there.Name, there.Description, there.SourceImageID, there.SourceImageRegion})
	require.False(t, there.Public)
	require.Empty(t, there.Tags)
	require.Len(t, there.BlockDeviceMappings, 2)
	require.False(t, there.BlockDeviceMappings[1].Ebs.DeleteOnTermination)
	snapshot := there.BlockDeviceMappings[0].Ebs.SnapshotID
	require.Equal(t, "Copied for DestinationAmi "+c+" from SourceAmi "+image+" for SourceSnapshot "+l.sourceOf(snapshot)+". Task created on 1,775,008,800,000.", l.snapshotOf(snapshot).Description)
	l.refused(apierr.InvalidSnapshotInUse, ec2.DeleteSnapshotInput{SnapshotID: snapshot})
	require.Equal(t, uint64(2*2048), l.moved(snapshot))

	twin := ask[ec2.Reservation](l, launch).Instances[0].InstanceID
	l.pass(unit.Hour)
	require.Equal(t, "web", l.instanceOf(twin).Software[0].Name)
	in.ClientToken, in.Name, in.CopyImageTags = "", "tagged", true
	tagged := ask[ec2.ImageIDOutput](l, in).ImageID
	require.Equal(t, []ec2.Tag{{Key: "team", Value: "blue"}}, l.Cloud().Tags(l.ref(tagged)))
	in.Name = "tagged"
	l.refused(apierr.InvalidAMINameDuplicate, in)
}

// sourceOf returns the id of the snapshot that a snapshot is a copy of.
func (l *lab) sourceOf(id string) string {
	return l.Cloud().ID(ec2.Ref{Kind: ec2.KindSnapshot, Index: l.snapshotOf(id).Source})
}

func TestAnInstanceStoreImageCanBeCopied(t *testing.T) {
	l := newLab(t, Config{Seed: 1})
	l.move("eu-west-1")
	source := l.image("amzn-s3")
	l.move("us-east-1")
	c := ask[ec2.ImageIDOutput](l, ec2.CopyImageInput{SourceRegion: "eu-west-1", SourceImageID: source, Name: "old"}).ImageID
	require.Equal(t, uint64(4*2048), l.moved(c), "its bundle")
	l.pass(4 * unit.Minute)
	require.Equal(t, "pending", l.state(c))
	l.pass(unit.Minute)
	id := ask[ec2.Reservation](l, ec2.RunInstancesInput{ImageID: c, InstanceType: "m3.medium", MinCount: 1, MaxCount: 1}).Instances[0].InstanceID
	require.Equal(t, ec2.RootInstanceStore, l.instanceOf(id).RootKind)
}

// What comes from the Marketplace keeps its product code, and cannot be given away.
func TestProductCodesTravel(t *testing.T) {
	l := newLab(t, Config{Seed: 1})
	market := ask[ec2.DescribeImagesOutput](l, ec2.DescribeImagesInput{Owners: one("aws-marketplace")}).Images
	require.GreaterOrEqual(t, len(market), 3)
	for _, m := range market {
		require.Equal(t, []string{"aws-marketplace", "marketplace"}, []string{m.ImageOwnerAlias, m.ProductCodes[0].ProductCodeType})
	}
	require.Equal(t, 1, len(ask[ec2.DescribeImagesOutput](l, ec2.DescribeImagesInput{Filters: []ec2.Filter{by("product-code", market[0].ProductCodes[0].ProductCodeID)}}).Images))
	l.refused(apierr.InvalidRequest, ec2.CopyImageInput{SourceRegion: "us-east-1", SourceImageID: l.image("wordpress"), Name: "mine"})

	id := l.launch("wordpress", "t3.micro")
	l.pass(unit.Hour)
	require.Equal(t, 1, l.filtered("instance", by("product-code.type", "marketplace")))
	root, x := l.rootOf(id), l.snapshot(l.rootOf(id))
	l.pass(unit.Hour)
	register := ec2.RegisterImageInput{
		Name: "registered", RootDeviceName: "/dev/xvda", Architecture: "x86_64", VirtualizationType: "hvm",
		BlockDeviceMappings: []ec2.BlockDeviceMapping{mapped("/dev/xvda", ec2.EbsBlockDevice{SnapshotID: l.copyTo("us-east-1", x)})},
	}
	l.pass(unit.Hour)
	for _, image := range []string{
		ask[ec2.ImageIDOutput](l, register).ImageID,
		ask[ec2.ImageIDOutput](l, ec2.CreateImageInput{InstanceID: id, Name: "created"}).ImageID,
	} {
		require.NotEmpty(t, l.Cloud().Images().At(l.ref(image).Index).ProductCode)
		l.pass(unit.Hour)
		l.refused(apierr.OperationNotPermitted, ec2.ModifyImageAttributeInput{ImageID: image, LaunchPermission: &ec2.PermissionChanges{Add: []ec2.Permission{{Group: "all"}}}})
		l.do(ec2.CopyImageInput{SourceRegion: "us-east-1", SourceImageID: image, Name: "copy of " + image}) // within the account it may
	}

	rescue := l.launch("al2023", "t3.micro")
	l.do(ec2.StopInstancesInput{InstanceIDs: one(id)})
	l.pass(unit.Hour)
	l.do(ec2.DetachVolumeInput{VolumeID: root})
	l.pass(unit.Hour)
	attach := ec2.AttachVolumeInput{Device: "/dev/sdf", InstanceID: rescue, VolumeID: root}
	l.refused(apierr.OperationNotPermitted, attach)
	l.do(ec2.StopInstancesInput{InstanceIDs: one(rescue)})
	l.pass(unit.Hour)
	l.do(attach)
}

// What is shared can be copied: the copy belongs to who made it, is stored whole, and is paid for by that account.
func TestSharedThingsAreCopiedWhole(t *testing.T) {
	l, _, _, x := written(t)
	copied := ec2.CopySnapshotInput{SourceRegion: "us-east-1", SourceSnapshotID: x}
	l.as(partner)
	l.refused(apierr.InvalidSnapshotNotFound, copied)
	l.as(ec2.DefaultAccount)
	l.share(x)
	image := ask[ec2.ImageIDOutput](l, ec2.RegisterImageInput{
		Name: "shared", RootDeviceName: "/dev/xvda", BlockDeviceMappings: []ec2.BlockDeviceMapping{mapped("/dev/xvda", ec2.EbsBlockDevice{SnapshotID: x})},
	}).ImageID
	l.do(ec2.ModifyImageAttributeInput{ImageID: image, LaunchPermission: sharedWith(partner)})

	l.as(partner)
	c := ask[ec2.CopySnapshotOutput](l, copied).SnapshotID
	require.Equal(t, []uint64{1, 1}, l.stores(x, c))
	require.Zero(t, l.moved(c), "it stays in its region")
	account, _ := l.Cloud().Place(l.ref(c))
	require.Equal(t, partner, l.Cloud().AccountNumber(account))
	l.caller, _ = l.CallerAs(l.caller, "", "eu-west-1")
	there := ask[ec2.ImageIDOutput](l, ec2.CopyImageInput{SourceRegion: "us-east-1", SourceImageID: image, Name: "mine"}).ImageID
	bill := l.Bill(cost.Window{To: l.Now() + 1})
	moved := bill.Lines[len(bill.Lines)-1]
	require.Equal(t, "transfer", moved.Service)
	require.Equal(t, account, moved.Account)

	l.as(ec2.DefaultAccount)
	l.do(ec2.ModifySnapshotAttributeInput{SnapshotID: x, CreateVolumePermission: &ec2.PermissionChanges{Remove: []ec2.Permission{{UserID: partner}}}})
	l.as(partner)
	l.refused(apierr.InvalidSnapshotNotFound, copied)
	l.caller, _ = l.CallerAs(l.caller, "", "eu-west-1")
	l.refused(apierr.InvalidRequest, ec2.CopyImageInput{SourceRegion: "us-east-1", SourceImageID: image, Name: "again"})
	require.Equal(t, "available", l.state(there), "what was copied stays")
	l.do(ec2.DeregisterImageInput{ImageID: there, DeleteAssociatedSnapshots: true})
}
