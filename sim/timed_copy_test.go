package sim

import (
	"testing"

	"github.com/stretchr/testify/require"

	"blockyard/sim/apierr"
	"blockyard/sim/cost"
	"blockyard/sim/ec2"
	"blockyard/sim/unit"
)

// A copy within a time is done by then, is shown as such, and is billed by all that it copies.
func TestTimeBasedCopies(t *testing.T) {
	l, _, x := snapshotOf40(t)
	from := l.Now()
	l.move("eu-west-1")
	copyOf := func(minutes *int64) string {
		return ask[ec2.CopySnapshotOutput](l, ec2.CopySnapshotInput{SourceRegion: "us-east-1", SourceSnapshotID: x, CompletionMinutes: minutes}).SnapshotID
	}
	timed := copyOf(pointer(int64(15)))
	l.pass(15*unit.Minute - 1)
	require.Equal(t, "pending", l.state(timed), "40 GiB would take 40 minutes")
	l.pass(1)
	require.Equal(t, "completed", l.state(timed))
	shown := ask[ec2.DescribeSnapshotsOutput](l, ec2.DescribeSnapshotsInput{SnapshotIDs: one(timed)}).Snapshots[0]
	require.Equal(t, []any{"time-based", int64(15)}, []any{shown.TransferType, *shown.CompletionMinutes})
	var sums []string
	for _, line := range l.Bill(cost.Window{From: from, To: l.Now()}).Lines {
		if line.Meter == cost.TimedCopy {
			sums = append(sums, line.Key+" "+line.Sum())
		}
	}
	require.Equal(t, []string{"15m 40 GB: the price book has no price for this"}, sums)

	soon := copyOf(pointer(int64(48 * 60))) // nothing has changed since, so nothing is copied
	l.pass(unit.Minute)
	require.Equal(t, "completed", l.state(soon))
	for _, minutes := range []int64{0, -15, 14, 20, 48*60 + 15} {
		l.refused(apierr.InvalidParameterValue, ec2.CopySnapshotInput{SourceRegion: "us-east-1", SourceSnapshotID: x, CompletionMinutes: &minutes})
	}
	plain := ask[ec2.CopySnapshotOutput](l, ec2.CopySnapshotInput{SourceRegion: "us-east-1", SourceSnapshotID: x}).SnapshotID
	require.Equal(t, "standard", ask[ec2.DescribeSnapshotsOutput](l, ec2.DescribeSnapshotsInput{SnapshotIDs: one(plain)}).Snapshots[0].TransferType)
}
