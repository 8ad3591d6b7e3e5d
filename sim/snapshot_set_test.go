package sim

import (
	"testing"

	"github.com/stretchr/testify/require"

	"blockyard/sim/apierr"
	"blockyard/sim/ec2"
	"blockyard/sim/guest"
	"blockyard/sim/unit"
)

// setOf takes a set of snapshots of an instance's data volumes and returns their ids.
func (l *lab) setOf(instance string) (ids []string) {
	in := ec2.CreateSnapshotsInput{InstanceSpecification: ec2.InstanceSpecification{InstanceID: instance, ExcludeBootVolume: true}}
	for _, x := range ask[ec2.CreateSnapshotsOutput](l, in).Snapshots {
		ids = append(ids, x.SnapshotID)
	}
	return ids
}

// shop returns an instance that writes orders to one volume a while after it has written each to a journal on another.
func shop(t *testing.T) (l *lab, instance string) {
	l = newLab(t, Config{Seed: 1})
	instance = l.launch("demo-ebs", "demo.small")
	orders, journal := l.newVolume(4), l.newVolume(4)
	l.pass(unit.Minute)
	l.attach(orders, instance, "/dev/sdf")
	l.attach(journal, instance, "/dev/sdg")
	l.pass(unit.Minute)
	l.do(guest.WorkloadInput{InstanceID: instance, Path: "/mnt/sdg/journal", Every: "7s"})
	l.pass(unit.Second)
	l.do(guest.WorkloadInput{InstanceID: instance, Path: "/mnt/sdf/orders", Every: "7s"})
	return l, instance
}

func (l *lab) recordsIn(snapshot, file string) uint32 {
	f, _ := l.snapshotOf(snapshot).Files.Find(file)
	return f.Records
}

// Whenever a set is taken, it holds at most the order that was under way twice: journal first, then orders.
func TestASetOfSnapshotsIsOfOneInstant(t *testing.T) {
	l, instance := shop(t)
	for range 20 {
		l.pass(16 * unit.Second)
		set := l.setOf(instance)
		orders, journal := l.recordsIn(set[0], "orders"), l.recordsIn(set[1], "journal")
		require.NotZero(t, orders)
		require.Contains(t, []uint32{orders, orders + 1}, journal)
		require.Equal(t, l.snapshotOf(set[0]).Created, l.snapshotOf(set[1]).Created)
	}
}

// What was written and not flushed is in no snapshot; what was flushed is in all later ones.
func TestASetHoldsWhatWasFlushed(t *testing.T) {
	l, instance := shop(t)
	l.do(guest.WriteInput{InstanceID: instance, Path: "/mnt/sdf/cached", Size: "1MiB"})
	first := l.setOf(instance)
	l.do(guest.FlushInput{InstanceID: instance})
	l.pass(16 * unit.Second)
	second := l.setOf(instance)
	_, found := l.snapshotOf(first[0]).Files.Find("cached")
	require.False(t, found)
	_, found = l.snapshotOf(second[0]).Files.Find("cached")
	require.True(t, found)
}

// A quota counts the whole set, and a set that exceeds it leaves no snapshot behind.
func TestASetIsTakenWholeOrNotAtAll(t *testing.T) {
	l, instance := shop(t)
	set := ec2.CreateSnapshotsInput{InstanceSpecification: ec2.InstanceSpecification{InstanceID: instance}}
	before := l.Cloud().Length(ec2.KindSnapshot)
	l.setQuota("pending-snapshots", 2)
	l.refused(apierr.PendingSnapshotLimitExceeded, set)
	l.setQuota("pending-snapshots", 3)
	l.setQuota("pending-per-volume", 1)
	set.InstanceSpecification.ExcludeDataVolumeIDs = []string{l.volumeAt(instance, "/dev/sdg")}
	l.do(set)
	l.pass(5 * unit.Second)
	require.Equal(t, before+2, l.Cloud().Length(ec2.KindSnapshot))
	set.InstanceSpecification.ExcludeDataVolumeIDs = nil
	l.refused(apierr.SnapshotCreationPerVolumeRateExceeded, set)
	l.pass(20 * unit.Second)
	l.refused(apierr.ConcurrentSnapshotLimitExceeded, set) // the root is still on its way
	require.Equal(t, before+2, l.Cloud().Length(ec2.KindSnapshot))
	l.pass(5 * unit.Minute)
	l.do(set)
	require.Equal(t, before+5, l.Cloud().Length(ec2.KindSnapshot))
}
