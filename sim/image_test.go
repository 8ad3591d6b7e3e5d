package sim

import (
	"testing"

	"github.com/stretchr/testify/require"

	"blockyard/sim/apierr"
	"blockyard/sim/catalog"
	"blockyard/sim/ec2"
	"blockyard/sim/unit"
	"blockyard/sim/yard"
)

// imageOf returns an image by its id.
func (l *lab) imageOf(id string) *ec2.Image { return l.Cloud().Images().At(l.ref(id).Index) }

// snapshotsOf returns the ids of the snapshots that an image points at.
func (l *lab) snapshotsOf(image string) (ids []string) {
	for _, b := range l.imageOf(image).Mappings {
		if b.HasSnapshot {
			ids = append(ids, l.Cloud().ID(ec2.Ref{Kind: ec2.KindSnapshot, Index: b.Snapshot}))
		}
	}
	return ids
}

// newImage makes an image of an instance and returns its id at once.
func (l *lab) newImage(instance, name string) string {
	return ask[ec2.ImageIDOutput](l, ec2.CreateImageInput{InstanceID: instance, Name: name}).ImageID
}

// imageIn returns a lab with an own image in a state.
func imageIn(t *testing.T, state ec2.ImageState) (l *lab, image string) {
	l = newLab(t, Config{Seed: 2})
	instance := l.launch("al2023", "t3.micro")
	l.pass(unit.Minute)
	image = l.newImage(instance, "mine")
	switch state {
	case ec2.ImagePending:
		return l, image
	case ec2.ImageFailed:
		l.do(yard.FailSnapshotInput{SnapshotID: l.snapshotsOf(image)[0]})
	case ec2.ImageAvailable, ec2.ImageDisabled, "":
	}
	l.pass(10 * unit.Minute)
	switch state {
	case ec2.ImageDisabled:
		l.do(ec2.DisableImageInput{ImageID: image})
	case "":
		l.do(ec2.DeregisterImageInput{ImageID: image})
	case ec2.ImagePending, ec2.ImageAvailable, ec2.ImageFailed:
	}
	require.Equal(t, string(state), l.state(image))
	return l, image
}

// For each state of an image: what each call answers. "" means that it is carried out.
func TestEachCallInEachStateOfAnOwnImage(t *testing.T) {
	const no, yes = apierr.InvalidAMIIDUnavailable, apierr.Code("")
	calls := []struct {
		name string
		in   func(image string) any
	}{
		{"launch", func(image string) any {
			return ec2.RunInstancesInput{ImageID: image, InstanceType: "t3.micro", MinCount: 1, MaxCount: 1}
		}},
		{"copy", func(image string) any {
			return ec2.CopyImageInput{SourceImageID: image, SourceRegion: "us-east-1", Name: "copy"}
		}},
		{"share", func(image string) any {
			return ec2.ModifyImageAttributeInput{ImageID: image, LaunchPermission: &ec2.PermissionChanges{Add: []ec2.Permission{{UserID: partner}}}}
		}},
		{"reset", func(image string) any {
			return ec2.ResetImageAttributeInput{ImageID: image, Attribute: "launchPermission"}
		}},
		{"deprecate", func(image string) any {
			return ec2.EnableImageDeprecationInput{ImageID: image, DeprecateAt: "2026-05-01T00:00:00Z"}
		}},
		{"undeprecate", func(image string) any { return ec2.DisableImageDeprecationInput{ImageID: image} }},
		{"protect", func(image string) any { return ec2.EnableImageDeregistrationProtectionInput{ImageID: image} }},
		{"unprotect", func(image string) any { return ec2.DisableImageDeregistrationProtectionInput{ImageID: image} }},
		{"disable", func(image string) any { return ec2.DisableImageInput{ImageID: image} }},
		{"enable", func(image string) any { return ec2.EnableImageInput{ImageID: image} }},
		{"deregister", func(image string) any { return ec2.DeregisterImageInput{ImageID: image} }},
		{"attribute", func(image string) any {
			return ec2.DescribeImageAttributeInput{ImageID: image, Attribute: "description"}
		}},
	}
	for state, answers := range map[ec2.ImageState][]apierr.Code{
		//                   launch copy share reset deprecate undep protect unprot disable enable deregister attribute
		ec2.ImagePending:   {no, no, no, no, no, no, no, no, no, no, yes, yes},
		ec2.ImageAvailable: {yes, yes, yes, yes, yes, yes, yes, yes, yes, no, yes, yes},
		ec2.ImageFailed:    {no, no, no, no, no, no, no, no, no, no, yes, yes},
		ec2.ImageDisabled:  {no, no, no, no, no, no, yes, yes, no, yes, yes, yes},
		"":                 {no, no, no, no, no, no, no, no, no, no, no, no},
	} {
		for n, code := range answers {
			l, image := imageIn(t, state)
			in := calls[n].in(image)
			if code == yes {
				l.do(in)
			} else {
				l.refused(code, in)
			}
		}
	}
}

func TestAFailedSnapshotFailsItsImage(t *testing.T) {
	l := newLab(t, Config{Seed: 2})
	id := l.launch("al2023", "t3.micro", mapped("/dev/sdf", ec2.EbsBlockDevice{VolumeSize: 4}))
	l.pass(unit.Minute)
	image := l.newImage(id, "spoilt")
	snapshots := l.snapshotsOf(image)
	l.do(yard.FailSnapshotInput{SnapshotID: snapshots[0]})
	require.Equal(t, "failed", l.state(image))
	require.Equal(t, "error", l.state(snapshots[0]))
	require.Zero(t, l.Cloud().Blocks().Full(l.snapshotOf(snapshots[0]).Block), "nothing of it is kept")
	shown := ask[ec2.DescribeImagesOutput](l, ec2.DescribeImagesInput{ImageIDs: one(image)}).Images[0]
	require.Equal(t, "Server.InternalError: The snapshot "+snapshots[0]+" failed.", shown.StateReason.Message)
	l.refused(apierr.IncorrectState, yard.FailSnapshotInput{SnapshotID: snapshots[0]})
	l.refused(apierr.IncorrectState, ec2.CreateVolumeInput{AvailabilityZone: "us-east-1a", SnapshotID: snapshots[0]})
	l.refused(apierr.InvalidSnapshotInUse, ec2.DeleteSnapshotInput{SnapshotID: snapshots[0]})
	l.pass(10 * unit.Minute)
	require.Equal(t, "failed", l.state(image), "its other snapshot changes nothing any more")
	out := ask[ec2.DeregisterImageOutput](l, ec2.DeregisterImageInput{ImageID: image, DeleteAssociatedSnapshots: true})
	require.Equal(t, []ec2.DeleteSnapshotResult{{SnapshotID: snapshots[0], ReturnCode: "success"}, {SnapshotID: snapshots[1], ReturnCode: "success"}}, out.DeleteSnapshotResults)

	// The volume's next snapshot stores what the failed one would have.
	next := l.snapshot(l.rootOf(id))
	l.pass(10 * unit.Minute)
	require.Equal(t, uint64(2*2048), l.Cloud().Blocks().Owned(l.snapshotOf(next).Block))
}

func TestProtectionFromDeregistrationHasACooldown(t *testing.T) {
	l, image := imageIn(t, ec2.ImageAvailable)
	drop := ec2.DeregisterImageInput{ImageID: image}
	out := ask[ec2.ImageProtectionOutput](l, ec2.EnableImageDeregistrationProtectionInput{ImageID: image, WithCooldown: true})
	require.Equal(t, "enabled-with-cooldown", out.Return)
	l.refused(apierr.OperationNotPermitted, drop)
	require.Equal(t, "disabled", ask[ec2.ImageProtectionOutput](l, ec2.DisableImageDeregistrationProtectionInput{ImageID: image}).Return)
	l.pass(unit.Day - 1)
	l.do(ec2.DisableImageDeregistrationProtectionInput{ImageID: image}) // again: the cooldown does not begin anew
	refused := l.refused(apierr.OperationNotPermitted, drop)
	require.Equal(t, "sleep 1ms", refused.Try)
	l.pass(1)
	l.do(drop)

	l, image = imageIn(t, ec2.ImageAvailable)
	require.Equal(t, "enabled-without-cooldown", ask[ec2.ImageProtectionOutput](l, ec2.EnableImageDeregistrationProtectionInput{ImageID: image}).Return)
	l.do(ec2.DisableImageDeregistrationProtectionInput{ImageID: image})
	l.do(ec2.DeregisterImageInput{ImageID: image})
}

// listedBy returns how many of the images of the account default a caller is shown.
func (l *lab) listedBy(account string, in ec2.DescribeImagesInput) int {
	was := l.caller
	caller, err := l.Caller(account, "us-east-1")
	require.NoError(l, err)
	l.caller = caller
	in.Owners = one(ec2.DefaultAccount)
	n := len(ask[ec2.DescribeImagesOutput](l, in).Images)
	l.caller = was
	return n
}

func TestDeprecatedAndDisabledImagesAreHidden(t *testing.T) {
	l, image := imageIn(t, ec2.ImageAvailable)
	l.do(ec2.ModifyImageAttributeInput{ImageID: image, LaunchPermission: &ec2.PermissionChanges{Add: []ec2.Permission{{UserID: partner}}}})
	at := l.Date(l.Now().Add(unit.Day)).Milliseconds()
	l.do(ec2.EnableImageDeprecationInput{ImageID: image, DeprecateAt: at})
	require.Equal(t, 1, l.listedBy(partner, ec2.DescribeImagesInput{}), "not yet")
	l.pass(unit.Day + unit.Minute)
	require.Equal(t, 0, l.listedBy(partner, ec2.DescribeImagesInput{}))
	require.Equal(t, 1, l.listedBy(partner, ec2.DescribeImagesInput{IncludeDeprecated: true}))
	require.Equal(t, 1, l.listedBy(partner, ec2.DescribeImagesInput{ImageIDs: one(image)}), "who knows its id sees it")
	require.Equal(t, 1, l.listedBy(ec2.DefaultAccount, ec2.DescribeImagesInput{}), "its owner does anyway")
	l.do(ec2.DisableImageDeprecationInput{ImageID: image})
	require.Equal(t, 1, l.listedBy(partner, ec2.DescribeImagesInput{}))

	running := l.launch("al2023", "t3.micro")
	l.do(ec2.DisableImageInput{ImageID: image})
	require.Equal(t, 0, l.listedBy(partner, ec2.DescribeImagesInput{IncludeDisabled: true}), "the permission is gone")
	require.Equal(t, 0, l.listedBy(ec2.DefaultAccount, ec2.DescribeImagesInput{}))
	require.Equal(t, 0, l.listedBy(ec2.DefaultAccount, ec2.DescribeImagesInput{ImageIDs: one(image)}))
	require.Equal(t, 1, l.listedBy(ec2.DefaultAccount, ec2.DescribeImagesInput{IncludeDisabled: true}))
	l.do(ec2.EnableImageInput{ImageID: image})
	require.Equal(t, 1, l.listedBy(ec2.DefaultAccount, ec2.DescribeImagesInput{}))
	require.Equal(t, 0, l.listedBy(partner, ec2.DescribeImagesInput{}), "permissions do not return")
	l.pass(unit.Minute)
	require.Equal(t, "running", l.state(running))
}

func TestDatesOfDeprecation(t *testing.T) {
	l, image := imageIn(t, ec2.ImageAvailable)
	set := func(date string) any { return ec2.EnableImageDeprecationInput{ImageID: image, DeprecateAt: date} }
	for _, bad := range []string{"2026-04-01T00:00:00Z", "2036-04-01T00:12:00Z", "tomorrow", "9999-12-31T00:00:00Z"} {
		l.refused(apierr.InvalidParameterValue, set(bad))
	}
	l.do(set("2036-04-01T00:11:00Z")) // ten years ahead, and no minute more
	shown := func() string {
		return ask[ec2.DescribeImagesOutput](l, ec2.DescribeImagesInput{ImageIDs: one(image)}).Images[0].DeprecationTime
	}
	l.do(set("2026-06-01T10:00:29Z"))
	require.Equal(t, "2026-06-01T10:00:00.000Z", shown(), "to the minute")

	public := &ec2.PermissionChanges{Add: []ec2.Permission{{Group: "all"}}}
	l.do(set("2030-01-01"))
	l.do(ec2.ModifyImageAttributeInput{ImageID: image, LaunchPermission: public})
	require.Equal(t, "2028-04-01T00:01:00.000Z", shown(), "a public image is deprecated two years after it was made")
	l.do(ec2.ModifyImageAttributeInput{ImageID: image, LaunchPermission: public})
	l.refused(apierr.InvalidParameterValue, set("2028-04-01T00:02:00Z"))
	l.refused(apierr.OperationNotPermitted, ec2.DisableImageDeprecationInput{ImageID: image})
	l.do(ec2.ResetImageAttributeInput{ImageID: image, Attribute: "launchPermission"})
	l.do(ec2.DisableImageDeprecationInput{ImageID: image})
	require.Empty(t, shown())
}

func TestABlockOnPublicImagesTakesAWhile(t *testing.T) {
	l, image := imageIn(t, ec2.ImageAvailable)
	state := func() string {
		return ask[ec2.ImageAccessOutput](l, ec2.GetImageBlockPublicAccessStateInput{}).State
	}
	public := ec2.ModifyImageAttributeInput{ImageID: image, LaunchPermission: &ec2.PermissionChanges{Add: []ec2.Permission{{Group: "all"}}}}
	require.Equal(t, "unblocked", state())
	l.do(ec2.EnableImageBlockPublicAccessInput{State: "block-new-sharing"})
	require.Equal(t, "unblocked", state(), "not at once")
	l.pass(10 * unit.Minute)
	require.Equal(t, "block-new-sharing", state())
	l.refused(apierr.OperationNotPermitted, public)
	l.do(ec2.ModifyImageAttributeInput{ImageID: image, LaunchPermission: &ec2.PermissionChanges{Add: []ec2.Permission{{UserID: partner}}}})
	l.move("eu-west-1")
	require.Equal(t, "unblocked", state(), "each region for itself")
	l.move("us-east-1")
	l.do(ec2.DisableImageBlockPublicAccessInput{})
	require.Equal(t, "block-new-sharing", state())
	l.pass(10 * unit.Minute)
	l.do(public)
	l.do(ec2.EnableImageBlockPublicAccessInput{State: "block-new-sharing"})
	l.pass(10 * unit.Minute)
	l.do(public) // what is public stays so
	require.True(t, l.imageOf(image).Shared.Everyone)
}

func TestARegisteredImageSaysWhatItsMachineNeeds(t *testing.T) {
	l := newLab(t, Config{Seed: 2, Timing: catalog.None})
	id := l.launch("al2023", "t3.micro")
	root := l.snapshot(l.rootOf(id))
	in := ec2.RegisterImageInput{Name: "old", RootDeviceName: "/dev/xvda", BlockDeviceMappings: []ec2.BlockDeviceMapping{mapped("/dev/xvda", ec2.EbsBlockDevice{SnapshotID: root})}}
	try := func(code apierr.Code, change func(*ec2.RegisterImageInput)) {
		bad := in
		change(&bad)
		l.refused(code, bad)
	}
	try(apierr.InvalidManifest, func(in *ec2.RegisterImageInput) { in.ImageLocation = "bucket/image.manifest.xml" })
	try(apierr.InvalidParameterValue, func(in *ec2.RegisterImageInput) { in.KernelID = "kernel" })
	try(apierr.InvalidParameterValue, func(in *ec2.RegisterImageInput) { in.RamdiskID = "ari-xyz" })
	try(apierr.InvalidParameterCombination, func(in *ec2.RegisterImageInput) { in.KernelID, in.VirtualizationType = "aki-919dcaf8", "hvm" })
	try(apierr.InvalidParameterCombination, func(in *ec2.RegisterImageInput) { in.Architecture = "arm64" })
	try(apierr.InvalidParameterCombination, func(in *ec2.RegisterImageInput) { in.TPMSupport = "v2.0" })

	in.Architecture, in.KernelID, in.RamdiskID = "x86_64", "aki-919dcaf8", "ari-a51cf9cc"
	old := ask[ec2.ImageIDOutput](l, in).ImageID
	kernel := ask[ec2.DescribeImageAttributeOutput](l, ec2.DescribeImageAttributeInput{ImageID: old, Attribute: "kernel"})
	require.Equal(t, "aki-919dcaf8", kernel.KernelID.Value)
	l.refused(apierr.InvalidParameterCombination, ec2.RunInstancesInput{ImageID: old, InstanceType: "t3.micro", MinCount: 1, MaxCount: 1})
	require.Equal(t, "running", l.state(ask[ec2.Reservation](l, ec2.RunInstancesInput{ImageID: old, InstanceType: "c3.large", MinCount: 1, MaxCount: 1}).Instances[0].InstanceID))

	in.Name, in.KernelID, in.RamdiskID, in.VirtualizationType, in.ENASupport = "new", "", "", "hvm", true
	l.do(ec2.RunInstancesInput{ImageID: ask[ec2.ImageIDOutput](l, in).ImageID, InstanceType: "t3.micro", MinCount: 1, MaxCount: 1})
}

func TestAnImageOfAnInstanceCanHaveMoreAndFewerDevices(t *testing.T) {
	l := newLab(t, Config{Seed: 2, Timing: catalog.None})
	id := l.launch("al2023", "t3.micro", mapped("/dev/sdf", ec2.EbsBlockDevice{VolumeSize: 4}), mapped("/dev/sdg", ec2.EbsBlockDevice{VolumeSize: 5}))
	in := ec2.CreateImageInput{InstanceID: id, Name: "shaped", BlockDeviceMappings: []ec2.BlockDeviceMapping{
		{DeviceName: "/dev/sdf", NoDevice: pointer("")},
		mapped("/dev/sdg", ec2.EbsBlockDevice{DeleteOnTermination: pointer(false)}),
		mapped("/dev/sdh", ec2.EbsBlockDevice{VolumeSize: 9, VolumeType: "gp3"}),
		ephemeral("/dev/sdb", "ephemeral0"),
	}}
	m := l.imageOf(ask[ec2.ImageIDOutput](l, in).ImageID)
	var devices []string
	for _, b := range m.Mappings {
		devices = append(devices, b.Device)
	}
	require.Equal(t, []string{"/dev/xvda", "/dev/sdg", "/dev/sdh", "/dev/sdb"}, devices)
	require.False(t, m.Mappings[1].DeleteOnTermination)
	require.False(t, m.Mappings[2].HasSnapshot)
	in.Name, in.BlockDeviceMappings = "grown", []ec2.BlockDeviceMapping{mapped("/dev/sdg", ec2.EbsBlockDevice{VolumeSize: 50})}
	l.refused(apierr.InvalidBlockDeviceMapping, in)
}

func TestALaunchIsReportedADayLater(t *testing.T) {
	l := newLab(t, Config{Seed: 2, Timing: catalog.None})
	image := l.newImage(l.launch("al2023", "t3.micro"), "mine")
	reported := func() string {
		in := ec2.DescribeImageAttributeInput{ImageID: image, Attribute: "lastLaunchedTime"}
		return ask[ec2.DescribeImageAttributeOutput](l, in).LastLaunchedTime.Value
	}
	l.pass(unit.Hour)
	run := ec2.RunInstancesInput{ImageID: image, InstanceType: "t3.micro", MinCount: 1, MaxCount: 1}
	l.do(run)
	l.pass(unit.Day - 1)
	require.Empty(t, reported())
	l.do(run)
	l.pass(1)
	require.Equal(t, "2026-04-01T01:00:00.000Z", reported())
	l.pass(unit.Day)
	require.Equal(t, "2026-04-02T00:59:59.999Z", reported())
}
