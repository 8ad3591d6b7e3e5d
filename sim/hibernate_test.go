package sim

import (
	"testing"

	"github.com/stretchr/testify/require"

	"blockyard/sim/apierr"
	"blockyard/sim/catalog"
	"blockyard/sim/ec2"
	"blockyard/sim/guest"
	"blockyard/sim/unit"
)

// sleeper is a launch of an instance that can hibernate.
func (l *lab) sleeper(image, kind string, root ec2.EbsBlockDevice) ec2.RunInstancesInput {
	return ec2.RunInstancesInput{
		ImageID: l.image(image), InstanceType: kind, MinCount: 1, MaxCount: 1,
		HibernationOptions: &ec2.HibernationOptions{Configured: true}, BlockDeviceMappings: []ec2.BlockDeviceMapping{mapped("/dev/xvda", root)},
	}
}

func (l *lab) launchSleeper() string {
	id := ask[ec2.Reservation](l, l.sleeper("al2023", "t3.micro", ec2.EbsBlockDevice{Encrypted: pointer(true), VolumeSize: 10})).Instances[0].InstanceID
	l.pass(5 * unit.Minute)
	return id
}

func (l *lab) hibernate(id string) {
	l.do(ec2.StopInstancesInput{InstanceIDs: one(id), Hibernate: true})
}

func TestHibernationHasItsPrerequisites(t *testing.T) {
	l := newLab(t, Config{Seed: 2})
	encrypted := ec2.EbsBlockDevice{Encrypted: pointer(true)}
	l.refused(apierr.UnsupportedHibernationConfiguration, l.sleeper("al2023", "t3.micro", ec2.EbsBlockDevice{VolumeSize: 8})) // not encrypted
	l.refused(apierr.UnsupportedHibernationConfiguration, l.sleeper("al2023", "r6i.large", encrypted))                        // not that type
	l.refused(apierr.UnsupportedHibernationConfiguration, l.sleeper("al2023", "m5.xlarge", encrypted))                        // no room for its memory
	store := l.sleeper("amzn-s3", "m3.medium", encrypted)
	store.BlockDeviceMappings = nil
	l.refused(apierr.UnsupportedHibernationConfiguration, store)
	l.do(l.sleeper("al2023", "m5.xlarge", ec2.EbsBlockDevice{Encrypted: pointer(true), VolumeSize: 30}))

	id := ask[ec2.Reservation](l, l.sleeper("al2023", "t3.micro", encrypted)).Instances[0].InstanceID
	l.pass(unit.Minute)
	l.refused(apierr.UnsupportedHibernationConfiguration, ec2.StopInstancesInput{InstanceIDs: one(id), Hibernate: true}) // too early
	l.pass(unit.Minute)
	l.hibernate(id)
	l.pass(unit.Minute)
	l.refused(apierr.OperationNotPermitted, ec2.ModifyInstanceAttributeInput{InstanceID: id, InstanceType: &ec2.TextValue{Value: "t3.small"}})
	require.True(t, l.described(id).HibernationOptions.Configured)
	plain := l.launch("al2023", "t3.micro")
	l.pass(5 * unit.Minute)
	l.refused(apierr.UnsupportedHibernationConfiguration, ec2.StopInstancesInput{InstanceIDs: one(plain), Hibernate: true})
	require.False(t, l.described(plain).HibernationOptions.Configured)
}

func TestHibernationKeepsTheMemoryAndGoesOn(t *testing.T) {
	l := newLab(t, Config{Seed: 2})
	id := l.launchSleeper()
	l.write(id, "late")
	booted := ask[guest.UptimeOutput](l, guest.UptimeInput{InstanceID: id})
	require.False(t, booted.Resumed)
	l.hibernate(id)
	require.Equal(t, "Client.UserInitiatedHibernate", l.described(id).StateReason.Code)
	l.pass(unit.Minute)
	require.Equal(t, "stopped", l.state(id))
	require.True(t, l.has(id, "/late"))
	require.True(t, l.has(id, "/swap-hibinit"), "the memory takes room on the root volume")
	l.pass(10 * unit.Day)
	l.do(ec2.StartInstancesInput{InstanceIDs: one(id)})
	l.pass(15 * unit.Second)
	require.Equal(t, "running", l.state(id))
	require.False(t, l.Guests().IsUp(0))
	l.pass(10 * unit.Second)
	resumed := ask[guest.UptimeOutput](l, guest.UptimeInput{InstanceID: id})
	require.Equal(t, booted.Since, resumed.Since, "it never booted again")
	require.True(t, resumed.Resumed)
	l.do(ec2.RebootInstancesInput{InstanceIDs: one(id)})
	l.pass(unit.Minute)
	again := ask[guest.UptimeOutput](l, guest.UptimeInput{InstanceID: id})
	require.NotEqual(t, booted.Since, again.Since)
	require.False(t, again.Resumed)
}

// An instance that stops to hibernate is billed until its memory is on the disk.
func TestHibernatingIsBilled(t *testing.T) {
	hours := func(hibernate bool) unit.Duration {
		l := newLab(t, Config{Seed: 2})
		id := l.launchSleeper()
		l.do(ec2.StopInstancesInput{InstanceIDs: one(id), Hibernate: hibernate})
		l.pass(unit.Hour)
		return l.billed(id)
	}
	require.Equal(t, 30*unit.Second, hours(true)-hours(false), "the time that the memory takes to get to the disk")
}

func TestHibernationCanFail(t *testing.T) {
	full := newLab(t, Config{Seed: 2})
	id := full.launchSleeper()
	full.do(guest.WriteInput{InstanceID: id, Path: "big", Size: "8000MiB", Flush: true})
	full.hibernate(id)
	full.pass(unit.Minute)
	full.do(ec2.StartInstancesInput{InstanceIDs: one(id)})
	full.pass(unit.Minute)
	require.False(t, ask[guest.UptimeOutput](full, guest.UptimeInput{InstanceID: id}).Resumed, "without room an ordinary shutdown happens")
	require.True(t, full.has(id, "/big"))

	forced := newLab(t, Config{Seed: 2})
	id = forced.launchSleeper()
	forced.hibernate(id)
	forced.do(ec2.StopInstancesInput{InstanceIDs: one(id), Force: true})
	forced.pass(unit.Minute)
	forced.do(ec2.StartInstancesInput{InstanceIDs: one(id)})
	forced.pass(unit.Minute)
	require.False(t, ask[guest.UptimeOutput](forced, guest.UptimeInput{InstanceID: id}).Resumed, "it was switched off before its memory was kept")

	long := newLab(t, Config{Seed: 2})
	id = long.launchSleeper()
	long.hibernate(id)
	long.pass(61 * unit.Day)
	long.do(ec2.StartInstancesInput{InstanceIDs: one(id)})
	long.pass(unit.Minute)
	require.False(t, ask[guest.UptimeOutput](long, guest.UptimeInput{InstanceID: id}).Resumed, "60 days are the most")
}

func TestHibernationTakesNoTimeWhereNothingDoes(t *testing.T) {
	l := newLab(t, Config{Seed: 2, Timing: catalog.None})
	id := l.launchSleeper()
	l.hibernate(id)
	require.Equal(t, "stopped", l.state(id))
	l.do(ec2.StartInstancesInput{InstanceIDs: one(id)})
	require.True(t, ask[guest.UptimeOutput](l, guest.UptimeInput{InstanceID: id}).Resumed)
}

// The memory is on the volume that was the root, and nowhere else.
func TestAnotherRootVolumeBootsAnew(t *testing.T) {
	l := newLab(t, Config{Seed: 2})
	id := l.launchSleeper()
	root, other := l.rootOf(id), l.snapshot(l.rootOf(id))
	l.pass(10 * unit.Minute)
	l.hibernate(id)
	l.pass(unit.Minute)
	l.do(ec2.DetachVolumeInput{VolumeID: root})
	replacement := ask[ec2.VolumeDescription](l, ec2.CreateVolumeInput{AvailabilityZone: "us-east-1a", SnapshotID: other}).VolumeID
	l.pass(unit.Minute)
	l.attach(replacement, id, "/dev/xvda")
	l.pass(unit.Minute)
	l.do(ec2.StartInstancesInput{InstanceIDs: one(id)})
	l.pass(2 * unit.Minute)
	require.False(t, ask[guest.UptimeOutput](l, guest.UptimeInput{InstanceID: id}).Resumed)
}

// A client token stands for hibernation, too.
func TestATokenKnowsOfHibernation(t *testing.T) {
	l := newLab(t, Config{Seed: 2})
	in := l.sleeper("al2023", "t3.micro", ec2.EbsBlockDevice{Encrypted: pointer(true)})
	in.ClientToken = "once"
	first := ask[ec2.Reservation](l, in).ReservationID
	again := l.sleeper("al2023", "t3.micro", ec2.EbsBlockDevice{Encrypted: pointer(true)})
	again.ClientToken = "once"
	require.Equal(t, first, ask[ec2.Reservation](l, again).ReservationID)
	again.HibernationOptions = nil
	l.refused(apierr.IdempotentParameterMismatch, again)
	again.HibernationOptions = &ec2.HibernationOptions{Configured: true}
	again.BlockDeviceMappings[0].Ebs.Encrypted = pointer(false)
	l.refused(apierr.IdempotentParameterMismatch, again)
}
