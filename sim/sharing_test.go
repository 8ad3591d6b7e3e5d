package sim

import (
	"testing"

	"github.com/stretchr/testify/require"

	"blockyard/sim/apierr"
	"blockyard/sim/cost"
	"blockyard/sim/ec2"
	"blockyard/sim/guest"
	"blockyard/sim/unit"
)

// as makes the following calls in the name of an account, in us-east-1.
func (l *lab) as(account string) {
	caller, err := l.Caller(account, "us-east-1")
	require.NoError(l, err)
	l.caller = caller
}

// sharedWith returns a change that lets an account use something.
func sharedWith(account string) *ec2.PermissionChanges {
	return &ec2.PermissionChanges{Add: []ec2.Permission{{UserID: account}}}
}

// share lets the partner make volumes of a snapshot.
func (l *lab) share(snapshot string) {
	l.do(ec2.ModifySnapshotAttributeInput{SnapshotID: snapshot, CreateVolumePermission: sharedWith(partner)})
}

// snapshots returns the ids that DescribeSnapshots lists.
func (l *lab) snapshots(in ec2.DescribeSnapshotsInput) (ids []string) {
	for _, x := range ask[ec2.DescribeSnapshotsOutput](l, in).Snapshots {
		ids = append(ids, x.SnapshotID)
	}
	return ids
}

// images returns the ids that DescribeImages lists of images that are not in the public catalogue.
func (l *lab) images(in ec2.DescribeImagesInput) (ids []string) {
	for _, m := range ask[ec2.DescribeImagesOutput](l, in).Images {
		if !l.Cloud().Images().At(l.ref(m.ImageID).Index).Public {
			ids = append(ids, m.ImageID)
		}
	}
	return ids
}

// written returns a lab in which nothing takes time, an instance, its volume of data with 1 GiB on it, and a snapshot of that.
func written(t require.TestingT) (l *lab, instance, volume, snapshot string) {
	l = instantLab(t)
	instance = l.launch("demo-ebs", "demo.small")
	volume = l.newVolume(8)
	l.attach(volume, instance, "/dev/sdf")
	l.do(guest.WriteInput{InstanceID: instance, Path: "/mnt/sdf/orders.db", Size: "1GiB", Flush: true})
	return l, instance, volume, l.snapshot(volume)
}

func TestASharedSnapshotServesTheReceiver(t *testing.T) {
	l, _, volume, snapshot := written(t)
	l.do(ec2.CreateTagsInput{Resources: one(snapshot), Tags: []ec2.Tag{{Key: "Name", Value: "orders"}}})
	restore := ec2.CreateVolumeInput{AvailabilityZone: "us-east-1b", SnapshotID: snapshot}
	l.as(partner)
	l.refused(apierr.InvalidSnapshotNotFound, restore)
	l.as(ec2.DefaultAccount)
	l.share(snapshot)

	l.as(partner)
	seen := ask[ec2.DescribeSnapshotsOutput](l, ec2.DescribeSnapshotsInput{}).Snapshots
	require.Len(t, seen, 1)
	require.Equal(t, []string{snapshot, ec2.DefaultAccount, volume}, []string{seen[0].SnapshotID, seen[0].OwnerID, seen[0].VolumeID})
	require.Nil(t, seen[0].Tags, "tags are not shared")
	require.Empty(t, l.snapshots(ec2.DescribeSnapshotsInput{Filters: []ec2.Filter{{Name: "tag:Name", Values: one("orders")}}}))
	restored := ask[ec2.VolumeDescription](l, restore).VolumeID
	require.Equal(t, l.Cloud().Blocks().Total(l.volumeOf(volume).Block), l.Cloud().Blocks().Total(l.volumeOf(restored).Block))
	account, _ := l.Cloud().Place(l.ref(restored))
	require.Equal(t, partner, l.Cloud().AccountNumber(account), "a volume of it belongs to the receiver")

	first := l.snapshotOf(l.snapshot(restored))
	require.Equal(t, l.Cloud().Blocks().Full(first.Block), l.Cloud().Blocks().Owned(first.Block), "its first snapshot is whole")
	l.as(ec2.DefaultAccount)
	own := l.snapshotOf(l.snapshot(ask[ec2.VolumeDescription](l, restore).VolumeID))
	require.Zero(t, l.Cloud().Blocks().Owned(own.Block), "the owner's own goes on from the snapshot")
}

func TestWhatWasMadeOfASharedSnapshotStays(t *testing.T) {
	l, _, _, snapshot := written(t)
	l.share(snapshot)
	restore := ec2.CreateVolumeInput{AvailabilityZone: "us-east-1b", SnapshotID: snapshot}
	l.as(partner)
	restored := ask[ec2.VolumeDescription](l, restore).VolumeID
	content := func() []uint64 {
		blocks := l.Cloud().Blocks()
		return []uint64{blocks.Total(l.volumeOf(restored).Block), uint64(blocks.Content(l.volumeOf(restored).Block, 0))}
	}
	before := content()

	l.as(ec2.DefaultAccount)
	l.do(ec2.ResetSnapshotAttributeInput{SnapshotID: snapshot, Attribute: "createVolumePermission"})
	l.as(partner)
	require.Empty(t, l.snapshots(ec2.DescribeSnapshotsInput{}))
	l.refused(apierr.InvalidSnapshotNotFound, restore)
	require.Equal(t, "available", l.state(restored))

	l.as(ec2.DefaultAccount)
	l.do(ec2.DeleteSnapshotInput{SnapshotID: snapshot})
	require.Equal(t, before, content(), "the volume holds what it held")
	checkInvariants(t, l.World)
}

func TestASharedImageLaunchesWithoutItsSnapshots(t *testing.T) {
	l, instance, _, _ := written(t)
	image := ask[ec2.ImageIDOutput](l, ec2.CreateImageInput{InstanceID: instance, Name: "gold"}).ImageID
	ingredient := l.Cloud().ID(ec2.Ref{Kind: ec2.KindSnapshot, Index: l.Cloud().Images().At(l.ref(image).Index).Mappings[0].Snapshot})
	launch := ec2.RunInstancesInput{ImageID: image, InstanceType: "demo.small", MinCount: 1, MaxCount: 1}
	l.as(partner)
	l.refused(apierr.InvalidAMIIDNotFound, launch)
	l.as(ec2.DefaultAccount)
	l.do(ec2.ModifyImageAttributeInput{ImageID: image, LaunchPermission: sharedWith(partner)})

	l.as(partner)
	require.Equal(t, one(image), l.images(ec2.DescribeImagesInput{}))
	l.refused(apierr.InvalidSnapshotNotFound, ec2.CreateVolumeInput{AvailabilityZone: "us-east-1a", SnapshotID: ingredient})
	launched := ask[ec2.Reservation](l, launch).Instances[0].InstanceID
	require.Equal(t, "running", l.state(launched))
	data := l.volumeOf(l.volumeAt(launched, "/dev/sdf"))
	require.Equal(t, "orders.db", data.Files.All()[0].Name, "the data came with it")
	l.refused(apierr.AuthFailure, ec2.DeregisterImageInput{ImageID: image})
	l.refused(apierr.AuthFailure, ec2.ModifyImageAttributeInput{ImageID: image, LaunchPermission: sharedWith(partner)})
	l.refused(apierr.AuthFailure, ec2.DescribeImageAttributeInput{ImageID: image, Attribute: "launchPermission"})

	l.as(ec2.DefaultAccount)
	l.do(ec2.DeregisterImageInput{ImageID: image})
	l.do(ec2.DeleteSnapshotInput{SnapshotID: ingredient})
	l.as(partner)
	l.refused(apierr.InvalidAMIIDUnavailable, launch)
	require.Equal(t, "running", l.state(launched), "what was launched goes on")
	again := ask[ec2.ImageIDOutput](l, ec2.CreateImageInput{InstanceID: launched, Name: "gold"}).ImageID
	l.do(ec2.RunInstancesInput{ImageID: again, InstanceType: "demo.small", MinCount: 1, MaxCount: 1}) // and its image is the receiver's own
}

// An image of another's snapshot could lose it at any time.
func TestOnlyOwnSnapshotsAreRegistered(t *testing.T) {
	l, instance, _, _ := written(t)
	root := l.snapshot(l.rootOf(instance))
	l.share(root)
	l.as(partner)
	register := ec2.RegisterImageInput{
		Name: "borrowed", RootDeviceName: "/dev/xvda", BlockDeviceMappings: []ec2.BlockDeviceMapping{mapped("/dev/xvda", ec2.EbsBlockDevice{SnapshotID: root})},
	}
	l.refused(apierr.AuthFailure, register)
	register.BlockDeviceMappings[0].Ebs.SnapshotID = ask[ec2.CopySnapshotOutput](l, ec2.CopySnapshotInput{SourceRegion: "us-east-1", SourceSnapshotID: root}).SnapshotID
	l.do(register)
	launch := l.launching("demo-ebs", "demo.small", mapped("/dev/sdg", ec2.EbsBlockDevice{SnapshotID: root}))
	l.do(launch) // a launch takes its volumes at once
}

func TestWhatIsSharedIsNotTheReceivers(t *testing.T) {
	l, instance, volume, snapshot := written(t)
	l.share(snapshot)
	l.as(partner)
	for _, in := range []any{
		ec2.DeleteSnapshotInput{SnapshotID: snapshot},
		ec2.CreateTagsInput{Resources: one(snapshot), Tags: []ec2.Tag{{Key: "mine"}}},
		ec2.ModifySnapshotAttributeInput{SnapshotID: snapshot, CreateVolumePermission: sharedWith(partner)},
		ec2.DescribeSnapshotAttributeInput{SnapshotID: snapshot, Attribute: "createVolumePermission"},
		ec2.ResetSnapshotAttributeInput{SnapshotID: snapshot, Attribute: "createVolumePermission"},
	} {
		refused := l.refused(apierr.AuthFailure, in)
		require.Contains(t, refused.Why, ec2.DefaultAccount, "%T says whose it is", in)
	}
	l.refused(apierr.InvalidVolumeNotFound, ec2.CreateSnapshotInput{VolumeID: volume})
	l.refused(apierr.InvalidVolumeNotFound, ec2.DescribeVolumesInput{VolumeIDs: one(volume)})
	l.refused(apierr.InvalidInstanceIDNotFound, ec2.StopInstancesInput{InstanceIDs: one(instance)})
	l.refused(apierr.InvalidVolumeNotFound, ec2.AttachVolumeInput{Device: "/dev/sdf", InstanceID: instance, VolumeID: volume})
	l.refused(apierr.InvalidVolumeNotFound, ec2.CreateTagsInput{Resources: one(volume), Tags: []ec2.Tag{{Key: "mine"}}})
	require.Empty(t, ask[ec2.DescribeTagsOutput](l, ec2.DescribeTagsInput{}).Tags)
}

func TestBothSpellingsAreOneChange(t *testing.T) {
	l, _, _, snapshot := written(t)
	structured, listed := l.Fork(), l.Fork()
	a, b := &lab{t, structured, l.caller}, &lab{t, listed, l.caller}
	a.do(ec2.ModifySnapshotAttributeInput{SnapshotID: snapshot, CreateVolumePermission: &ec2.PermissionChanges{Add: []ec2.Permission{{UserID: partner}, {Group: "all"}}}})
	b.do(ec2.ModifySnapshotAttributeInput{
		SnapshotID: snapshot, Attribute: "createVolumePermission", OperationType: "add", UserIDs: one(partner), GroupNames: one("all"),
	})
	require.Equal(t, structured.Digest(), listed.Digest())
	require.NotEqual(t, l.Digest(), listed.Digest(), "permissions are in the digest")

	b.share(snapshot)
	require.Equal(t, structured.Digest(), listed.Digest(), "to add what is there changes nothing")
	shown := ask[ec2.DescribeSnapshotAttributeOutput](b, ec2.DescribeSnapshotAttributeInput{SnapshotID: snapshot, Attribute: "createVolumePermission"})
	require.Equal(t, []ec2.Permission{{Group: "all"}, {UserID: partner}}, shown.CreateVolumePermissions)

	b.do(ec2.ModifySnapshotAttributeInput{SnapshotID: snapshot, OperationType: "remove", UserIDs: []string{partner, "111122223333"}})
	b.do(ec2.ModifySnapshotAttributeInput{SnapshotID: snapshot, CreateVolumePermission: &ec2.PermissionChanges{Remove: []ec2.Permission{{Group: "all"}}}})
	require.Equal(t, l.Digest(), listed.Digest(), "all permissions are gone")
}

// Forks share lists of permissions, so no list is ever changed in place.
func TestAForkKeepsItsPermissions(t *testing.T) {
	l, _, _, snapshot := written(t)
	l.do(ec2.ModifySnapshotAttributeInput{SnapshotID: snapshot, OperationType: "add", UserIDs: []string{partner, "111122223333", "444455556666"}})
	before, fork := l.Digest(), &lab{t, l.Fork(), l.caller}
	fork.do(ec2.ModifySnapshotAttributeInput{SnapshotID: snapshot, OperationType: "remove", UserIDs: one(partner)})
	require.Equal(t, before, l.Digest())
	there := fork.Digest()
	l.do(ec2.ModifySnapshotAttributeInput{SnapshotID: snapshot, OperationType: "add", UserIDs: one("777788889999")})
	require.Equal(t, there, fork.Digest())
}

func TestImagesAndSnapshotsAreListedByWhoMayUseThem(t *testing.T) {
	l, instance, volume, named := written(t)
	public, kept := l.snapshot(volume), l.snapshot(volume)
	l.share(named)
	l.do(ec2.ModifySnapshotAttributeInput{SnapshotID: public, OperationType: "add", GroupNames: one("all")})
	image := func(name string, c *ec2.PermissionChanges) string {
		id := ask[ec2.ImageIDOutput](l, ec2.CreateImageInput{InstanceID: instance, Name: name}).ImageID
		if c != nil {
			l.do(ec2.ModifyImageAttributeInput{ImageID: id, LaunchPermission: c})
		}
		return id
	}
	byNumber, byAll, own := image("by number", sharedWith(partner)), image("by all", &ec2.PermissionChanges{Add: []ec2.Permission{{Group: "all"}}}), image("own", nil)

	restorable := func(users ...string) []string {
		return l.snapshots(ec2.DescribeSnapshotsInput{RestorableByUserIDs: users, Filters: []ec2.Filter{{Name: "volume-id", Values: one(volume)}, {Name: "description", Values: one("")}}})
	}
	executable := func(users ...string) []string { return l.images(ec2.DescribeImagesInput{ExecutableUsers: users}) }
	require.Equal(t, []string{named, public, kept}, restorable("self"), "own ones are the owner's to restore")
	require.Equal(t, one(named), restorable(partner))
	require.Equal(t, one(public), restorable("all"))
	require.Equal(t, []string{byNumber, byAll, own}, executable())
	require.Empty(t, executable("self"), "the owner's own permission is implicit")
	require.Equal(t, one(byNumber), executable(partner))
	require.Equal(t, one(byAll), executable("all"))
	require.Empty(t, executable("111122223333"))
	l.refused(apierr.InvalidUserIDMalformed, ec2.DescribeImagesInput{ExecutableUsers: one("amazon")})
	l.refused(apierr.InvalidUserIDMalformed, ec2.DescribeSnapshotsInput{RestorableByUserIDs: one("partner")})

	l.as(partner)
	require.Equal(t, []string{named, public}, restorable())
	require.Equal(t, one(named), restorable("self"))
	require.Equal(t, one(public), restorable("all"))
	require.Empty(t, restorable(ec2.DefaultAccount), "with whom else they are shared is the owner's to know")
	require.Equal(t, []string{byNumber, byAll}, executable())
	require.Equal(t, one(byNumber), executable("self"))
	require.Equal(t, one(byNumber), executable(partner))
	require.Equal(t, one(byAll), executable("all"))
	require.Equal(t, []string{byNumber, byAll}, l.images(ec2.DescribeImagesInput{Owners: one(ec2.DefaultAccount)}))
	require.Empty(t, l.images(ec2.DescribeImagesInput{Owners: one("self")}))
	for _, m := range ask[ec2.DescribeImagesOutput](l, ec2.DescribeImagesInput{ImageIDs: []string{byNumber, byAll}}).Images {
		require.Equal(t, m.ImageID == byAll, m.Public, "public means shared with all")
	}
}

func TestAnImageIsSharedOnceItIsAvailable(t *testing.T) {
	l := newLab(t, Config{Seed: 1})
	instance := l.launch("demo-ebs", "demo.small")
	l.pass(unit.Minute)
	image := ask[ec2.ImageIDOutput](l, ec2.CreateImageInput{InstanceID: instance, Name: "gold"}).ImageID
	share := ec2.ModifyImageAttributeInput{ImageID: image, LaunchPermission: sharedWith(partner)}
	pending := l.refused(apierr.InvalidAMIIDUnavailable, share)
	require.Equal(t, "The AMI ID '"+image+"' is currently pending and may not be used for this operation", pending.Message)
	l.pass(unit.Hour)
	l.do(share)
	l.do(ec2.ModifyImageAttributeInput{ImageID: image, Description: &ec2.TextValue{Value: "for the partner"}})
	l.do(ec2.ModifyImageAttributeInput{ImageID: image, Attribute: "description", Value: "for partners"})
	shown := ask[ec2.DescribeImageAttributeOutput](l, ec2.DescribeImageAttributeInput{ImageID: image, Attribute: "description"})
	require.Equal(t, ec2.DescribeImageAttributeOutput{Description: &ec2.TextValue{Value: "for partners"}, ImageID: image}, shown)
	l.refused(apierr.InvalidParameterCombination, ec2.ModifyImageAttributeInput{ImageID: image, Description: &ec2.TextValue{Value: "x"}, LaunchPermission: sharedWith(partner)})
	l.refused(apierr.InvalidParameterCombination, ec2.ModifyImageAttributeInput{ImageID: image})
	l.do(ec2.ResetImageAttributeInput{ImageID: image, Attribute: "launchPermission"})
	none := ask[ec2.DescribeImageAttributeOutput](l, ec2.DescribeImageAttributeInput{ImageID: image, Attribute: "launchPermission"})
	require.Equal(t, []ec2.Permission{}, none.LaunchPermissions)
}

// What came from the Marketplace goes to single accounts, never to everybody.
func TestMarketplaceContentIsNotMadePublic(t *testing.T) {
	l := instantLab(t)
	instance := l.launch("centos-7", "t3.micro")
	snapshot := l.snapshot(l.rootOf(instance))
	image := ask[ec2.ImageIDOutput](l, ec2.CreateImageInput{InstanceID: instance, Name: "centos of mine"}).ImageID
	everybody := &ec2.PermissionChanges{Add: []ec2.Permission{{Group: "all"}}}
	l.refused(apierr.OperationNotPermitted, ec2.ModifySnapshotAttributeInput{SnapshotID: snapshot, CreateVolumePermission: everybody})
	l.refused(apierr.OperationNotPermitted, ec2.ModifyImageAttributeInput{ImageID: image, LaunchPermission: everybody})
	l.share(snapshot)
	l.do(ec2.ModifyImageAttributeInput{ImageID: image, LaunchPermission: sharedWith(partner)})
	codes := ask[ec2.DescribeSnapshotAttributeOutput](l, ec2.DescribeSnapshotAttributeInput{SnapshotID: snapshot, Attribute: "productCodes"}).ProductCodes
	require.Len(t, codes, 1)
	require.Equal(t, codes, ask[ec2.DescribeImageAttributeOutput](l, ec2.DescribeImageAttributeInput{ImageID: image, Attribute: "productCodes"}).ProductCodes)
}

func TestEachAccountPaysForItsOwn(t *testing.T) {
	l, _, _, snapshot := written(t)
	l.share(snapshot)
	l.as(partner)
	l.do(ec2.CreateVolumeInput{AvailabilityZone: "us-east-1b", SnapshotID: snapshot, VolumeType: "gp3"})
	l.pass(30 * unit.Day)
	bill := l.Bill(cost.Window{To: l.Now()})
	accounts := bill.By(func(line *cost.Line) string { return l.Cloud().AccountNumber(line.Account) })
	require.Equal(t, "$0.64", accounts.Amount(partner).String(), "8 GiB of gp3, and nothing of the owner's snapshot")
	require.Equal(t, bill.Total.String(), accounts.Amount(ec2.DefaultAccount).Plus(accounts.Amount(partner)).String())
}
