package sim

import (
	"testing"

	"github.com/stretchr/testify/require"

	"blockyard/sim/apierr"
	"blockyard/sim/ec2"
	"blockyard/sim/unit"
)

// lockFor locks a snapshot for days, with a cooling-off period of hours.
func lockFor(snapshot, mode string, days, hours int64) ec2.LockSnapshotInput {
	in := ec2.LockSnapshotInput{SnapshotID: snapshot, LockMode: mode, LockDuration: &days}
	if hours > 0 {
		in.CoolOffPeriod = &hours
	}
	return in
}

func (l *lab) lockState(snapshot string) string {
	locks := ask[ec2.DescribeLockedSnapshotsOutput](l, ec2.DescribeLockedSnapshotsInput{SnapshotIDs: one(snapshot)}).Snapshots
	require.Len(l, locks, 1)
	return locks[0].LockState
}

// A lock holds to the millisecond: until it expires, and for good once its cooling-off period is over.
func TestALockHoldsUntilItExpires(t *testing.T) {
	l, _, _, x := written(t)
	remove, unlock := ec2.DeleteSnapshotInput{SnapshotID: x}, ec2.UnlockSnapshotInput{SnapshotID: x}
	l.do(lockFor(x, "compliance", 2, 3))
	l.pass(3*unit.Hour - 1)
	require.Equal(t, "compliance-cooloff", l.lockState(x))
	l.refused(apierr.OperationNotPermitted, remove)
	l.do(lockFor(x, "governance", 5, 0)) // as long as it cools off everything can be changed
	l.do(unlock)
	l.do(lockFor(x, "compliance", 2, 3))
	l.pass(3 * unit.Hour)
	require.Equal(t, "compliance", l.lockState(x))
	l.refused(apierr.OperationNotPermitted, unlock)
	l.refused(apierr.OperationNotPermitted, lockFor(x, "governance", 9, 0))
	l.refused(apierr.OperationNotPermitted, lockFor(x, "compliance", 1, 0))
	l.refused(apierr.OperationNotPermitted, lockFor(x, "compliance", 9, 1))
	l.pass(45*unit.Hour - 1)
	l.refused(apierr.OperationNotPermitted, remove)
	l.pass(1)
	require.Equal(t, "expired", l.lockState(x))
	l.do(remove)
}

// Whom a snapshot is shared with, or the bill of it, has nothing to do with its lock; a copy has none.
func TestALockIsOfOneSnapshot(t *testing.T) {
	l, _, _, x := written(t)
	l.do(lockFor(x, "compliance", 2, 0))
	twin := l.copyTo("us-east-1", x)
	l.do(ec2.DeleteSnapshotInput{SnapshotID: twin})
	l.share(x)
	l.as(partner)
	l.refused(apierr.AuthFailure, lockFor(x, "governance", 1, 0))
	l.refused(apierr.AuthFailure, ec2.UnlockSnapshotInput{SnapshotID: x})
}

// While an account lets no snapshot be public, nobody sees what is, and those it is shared with by number do.
func TestBlockedSnapshotsAreSeenByNobody(t *testing.T) {
	l, _, _, x := written(t)
	l.do(ec2.ModifySnapshotAttributeInput{SnapshotID: x, OperationType: "add", GroupNames: one("all")})
	seen := func() int {
		l.as(partner)
		defer l.as(ec2.DefaultAccount)
		return len(l.snapshots(ec2.DescribeSnapshotsInput{}))
	}
	require.Equal(t, 1, seen())
	l.do(ec2.EnableSnapshotBlockPublicAccessInput{State: "block-new-sharing"})
	require.Equal(t, 1, seen())
	l.do(ec2.EnableSnapshotBlockPublicAccessInput{State: "block-all-sharing"})
	require.Zero(t, seen())
	l.share(x)
	require.Equal(t, 1, seen())
	l.do(ec2.ModifySnapshotAttributeInput{SnapshotID: x, OperationType: "remove", UserIDs: one(partner)})
	require.Zero(t, seen())
	l.do(ec2.DisableSnapshotBlockPublicAccessInput{})
	require.Equal(t, 1, seen())
}
