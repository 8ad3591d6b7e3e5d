package sim

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"blockyard/sim/apierr"
	"blockyard/sim/cost"
	"blockyard/sim/ec2"
	"blockyard/sim/unit"
)

// costOf returns what a snapshot, and more of them, cost between two instants, to the cent.
func (l *lab) costOf(snapshot string, from, to unit.Instant, more ...string) string {
	var total unit.Money
	for _, line := range l.Bill(cost.Window{From: from, To: to}).Lines {
		if id := l.Cloud().ID(ec2.Ref{Kind: ec2.Kind(line.Resource.Kind), Index: line.Resource.Index}); slices.Contains(append(more, snapshot), id) {
			total = total.Plus(line.Amount)
		}
	}
	return total.String()
}

// While it is on its way into the archive a snapshot can be used; there it cannot, and on its way back neither.
func TestAnArchivedSnapshotHasToBeRestored(t *testing.T) {
	l, volume, _ := tenWritten(t)
	x := l.snapshot(volume)
	archive := ec2.ModifySnapshotTierInput{SnapshotID: x, StorageTier: "archive"}
	restore := ec2.RestoreSnapshotTierInput{SnapshotID: x, TemporaryRestoreDays: pointer(int64(3))}
	from := ec2.CreateVolumeInput{AvailabilityZone: "us-east-1a", SnapshotID: x}
	l.refused(apierr.IncorrectState, archive)
	l.pass(unit.Hour)
	l.refused(apierr.IncorrectState, restore)
	l.do(archive)
	l.do(from)
	l.pass(10 * unit.Minute)
	require.Equal(t, "archive", l.snapshotOf(x).Tier())
	l.refused(apierr.IncorrectState, archive)
	l.refused(apierr.IncorrectState, from)
	l.do(restore)
	l.pass(48*unit.Hour - 1)
	l.refused(apierr.IncorrectState, from)
	l.refused(apierr.IncorrectState, restore)
	l.pass(1)
	made := ask[ec2.VolumeDescription](l, from).VolumeID
	l.pass(3*unit.Day - 1)
	l.do(from)
	l.pass(1)
	l.refused(apierr.IncorrectState, from)
	require.Equal(t, l.volumeOf(volume).Files, l.volumeOf(made).Files, "what was made of it stays")
	require.Equal(t, uint64(10*2048), l.Meters().Counted(cost.Resource{Kind: uint8(ec2.KindSnapshot), Index: l.ref(x).Index}, cost.SnapshotRestore))
}

// A snapshot that is restored for a time can stay longer, shorter or for good, at once and for nothing more.
func TestATimeCanBeChanged(t *testing.T) {
	l, _, _, x := written(t)
	restore := func(days int64) { l.do(ec2.RestoreSnapshotTierInput{SnapshotID: x, TemporaryRestoreDays: &days}) }
	l.do(ec2.ModifySnapshotTierInput{SnapshotID: x, StorageTier: "archive"})
	restore(5)
	restore(1)
	l.pass(unit.Day - 1)
	require.True(t, l.snapshotOf(x).InStandard())
	restore(1)
	l.pass(unit.Day - 1)
	require.True(t, l.snapshotOf(x).InStandard())
	l.do(ec2.RestoreSnapshotTierInput{SnapshotID: x, PermanentRestore: true})
	l.pass(unit.Day)
	require.Equal(t, "standard", l.snapshotOf(x).Tier())
	require.Equal(t, uint64(2048), l.Meters().Counted(cost.Resource{Kind: uint8(ec2.KindSnapshot), Index: l.ref(x).Index}, cost.SnapshotRestore), "retrieved once")
}

// An image that comes to need a snapshot keeps it out of the archive, on its way there too.
func TestAnImageKeepsItsSnapshotsOutOfTheArchive(t *testing.T) {
	l, volume, _ := tenWritten(t)
	x := l.snapshot(volume)
	l.pass(unit.Hour)
	l.do(ec2.ModifySnapshotTierInput{SnapshotID: x, StorageTier: "archive"})
	l.do(ec2.RegisterImageInput{Name: "needs it", RootDeviceName: "/dev/xvda", BlockDeviceMappings: []ec2.BlockDeviceMapping{mapped("/dev/xvda", ec2.EbsBlockDevice{SnapshotID: x})}})
	l.pass(unit.Hour)
	require.Equal(t, "archival-failed", l.snapshotOf(x).Tiering.Status)
	require.Equal(t, "standard", l.snapshotOf(x).Tier())
	l.refused(apierr.InvalidSnapshotInUse, ec2.ModifySnapshotTierInput{SnapshotID: x, StorageTier: "archive"})
}

// In the Recycle Bin an archived snapshot stays archived, and a move that was under way goes on when it is back.
func TestTheBinAndTheArchive(t *testing.T) {
	l, volume, _ := tenWritten(t)
	x := l.snapshot(volume)
	l.keepDeleted(9)
	l.pass(unit.Hour)
	l.do(ec2.ModifySnapshotTierInput{SnapshotID: x, StorageTier: "archive"})
	l.do(ec2.DeleteSnapshotInput{SnapshotID: x})
	l.pass(unit.Hour)
	require.Equal(t, "standard", l.snapshotOf(x).Tier(), "not while it is in the bin")
	l.do(ec2.RestoreSnapshotFromRecycleBinInput{SnapshotID: x})
	l.pass(unit.Minute)
	require.Equal(t, "archive", l.snapshotOf(x).Tier())
	l.do(ec2.DeleteSnapshotInput{SnapshotID: x})
	l.pass(9 * unit.Day)
	require.Empty(t, l.state(x))
	require.Len(t, l.history(x, cost.ArchiveEarlyDelete), 1, "it was not there for 90 days")
	require.Equal(t, []uint64{10}, l.stores(l.snapshot(volume)), "nothing of it is left")
}

// While a shared snapshot is in the archive nobody else sees it.
func TestAnArchivedSnapshotIsNotShared(t *testing.T) {
	l, _, _, x := written(t)
	l.share(x)
	seen := func() int {
		l.as(partner)
		defer l.as(ec2.DefaultAccount)
		return len(l.snapshots(ec2.DescribeSnapshotsInput{}))
	}
	l.do(ec2.ModifySnapshotTierInput{SnapshotID: x, StorageTier: "archive"})
	require.Zero(t, seen())
	l.refused(apierr.IncorrectState, ec2.ModifySnapshotAttributeInput{SnapshotID: x, OperationType: "add", GroupNames: one("all")})
	l.do(ec2.RestoreSnapshotTierInput{SnapshotID: x, PermanentRestore: true})
	require.Equal(t, 1, seen())
}

// Fast restore ends when a snapshot goes into the archive, and when the time for which it was back is over.
func TestFastRestoreEndsInTheArchive(t *testing.T) {
	l, _, _, x := written(t)
	enable := func() int {
		in := ec2.EnableFastSnapshotRestoresInput{AvailabilityZones: one("us-east-1a"), SourceSnapshotIDs: one(x)}
		return len(ask[ec2.FastRestoresOutput](l, in).Successful)
	}
	zones := func() uint64 { return l.Cloud().FastZones(l.ref(x).Index) }
	require.Equal(t, 1, enable())
	require.Equal(t, uint64(1), zones())
	l.do(ec2.ModifySnapshotTierInput{SnapshotID: x, StorageTier: "archive"})
	require.Zero(t, zones())
	require.Zero(t, enable(), "not in the archive")
	l.do(ec2.RestoreSnapshotTierInput{SnapshotID: x, TemporaryRestoreDays: pointer(int64(1))})
	require.Equal(t, 1, enable())
	l.pass(unit.Day)
	require.Zero(t, zones())
}
