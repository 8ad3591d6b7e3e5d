package sim

import (
	"testing"

	"github.com/stretchr/testify/require"

	"blockyard/sim/apierr"
	"blockyard/sim/cost"
	"blockyard/sim/ec2"
	"blockyard/sim/unit"
)

// keepDeleted makes a rule that keeps every deleted snapshot of the region for days, and returns its identifier.
func (l *lab) keepDeleted(days int64) string {
	in := ec2.CreateRuleInput{RetentionPeriod: ec2.RetentionPeriod{Value: days, Unit: "DAYS"}, ResourceType: "EBS_SNAPSHOT"}
	return ask[ec2.RuleDescription](l, in).Identifier
}

// A snapshot in the bin holds and costs what it did until its time is over, to the millisecond.
func TestASnapshotInTheBinStaysAsLongAsItsRuleSaid(t *testing.T) {
	l, _, volume, x := written(t)
	rule := l.keepDeleted(2)
	l.do(ec2.DeleteSnapshotInput{SnapshotID: x})
	l.do(ec2.UpdateRuleInput{RuleInput: ec2.RuleInput{Identifier: rule}, RetentionPeriod: &ec2.RetentionPeriod{Value: 1, Unit: "DAYS"}})
	l.pass(2*unit.Day - 1)
	require.Equal(t, "recoverable", l.state(x))
	require.Equal(t, []uint64{1}, l.stores(x))
	l.refused(apierr.InvalidSnapshotNotFound, ec2.CreateVolumeInput{AvailabilityZone: "us-east-1a", SnapshotID: x})
	l.refused(apierr.InvalidSnapshotNotFound, ec2.CopySnapshotInput{SourceRegion: "us-east-1", SourceSnapshotID: x})
	l.refused(apierr.InvalidSnapshotNotFound, ec2.DeleteSnapshotInput{SnapshotID: x})
	require.Empty(t, l.snapshots(ec2.DescribeSnapshotsInput{OwnerIDs: one("self")}))
	l.pass(1)
	require.Empty(t, l.state(x))
	billed := l.history(x, cost.SnapshotStorage)
	require.Len(t, billed, 1)
	require.Equal(t, 2*unit.Day, billed[0].To.Sub(billed[0].From))
	require.Equal(t, "in-use", l.state(volume))
}

// What comes back is what went, with its tags and whom it was shared with; a second deletion counts anew.
func TestASnapshotComesBackAsItWent(t *testing.T) {
	l, _, _, x := written(t)
	l.keepDeleted(1)
	l.share(x)
	files := l.snapshotOf(x).Files
	l.do(ec2.DeleteSnapshotInput{SnapshotID: x})
	seen := func() int {
		l.as(partner)
		defer l.as(ec2.DefaultAccount)
		l.refused(apierr.InvalidSnapshotNotFound, ec2.RestoreSnapshotFromRecycleBinInput{SnapshotID: x})
		return len(l.snapshots(ec2.DescribeSnapshotsInput{}))
	}
	require.Zero(t, seen())
	l.pass(unit.Day - 1)
	l.do(ec2.RestoreSnapshotFromRecycleBinInput{SnapshotID: x})
	l.pass(unit.Day)
	require.Equal(t, "completed", l.state(x))
	l.as(partner)
	require.Len(t, l.snapshots(ec2.DescribeSnapshotsInput{}), 1)
	l.as(ec2.DefaultAccount)
	require.Equal(t, files, l.snapshotOf(x).Files)
	l.do(ec2.DeleteSnapshotInput{SnapshotID: x})
	l.pass(unit.Day - 1)
	require.Equal(t, "recoverable", l.state(x))
}

// A snapshot that is deleted while it is pending goes into the bin when it is completed; one that failed never does.
func TestPendingSnapshotsAreBinnedOnceCompleted(t *testing.T) {
	l, volume, _ := volumeIn(t, "available")
	l.keepDeleted(1)
	x := l.snapshot(volume)
	l.do(ec2.DeleteSnapshotInput{SnapshotID: x})
	require.Equal(t, "pending", l.state(x))
	l.pass(unit.Minute)
	require.Equal(t, "recoverable", l.state(x))
	y := l.snapshot(volume)
	require.Nil(t, ec2.NewTx(l.cloud, &l.host, l.caller).FailSnapshot(y))
	l.do(ec2.DeleteSnapshotInput{SnapshotID: y})
	require.Empty(t, l.state(y))
}

// Rules with tags keep what has one of them; those without keep all but what they exclude.
func TestRulesKeepWhatTheyMatch(t *testing.T) {
	l, volume, _ := volumeIn(t, "available")
	l.SetTiming(2)
	rule := ec2.CreateRuleInput{RetentionPeriod: ec2.RetentionPeriod{Value: 1, Unit: "DAYS"}, ResourceType: "EBS_SNAPSHOT"}
	for _, c := range []struct {
		match, exclude, key, value string
		kept                       bool
	}{
		{"", "", "a", "b", true},
		{"a", "", "a", "b", true},
		{"a", "", "a", "c", false},
		{"a", "", "", "", false},
		{"", "a", "a", "b", false},
		{"", "a", "a", "c", true},
	} {
		in := rule
		if c.match != "" {
			in.ResourceTags = []ec2.ResourceTag{{Key: "x", Value: "y"}, {Key: c.match, Value: "b"}}
		}
		if c.exclude != "" {
			in.ExcludeResourceTags = []ec2.ResourceTag{{Key: c.exclude, Value: "b"}}
		}
		made := ask[ec2.RuleDescription](l, in).Identifier
		x := l.snapshot(volume)
		if c.key != "" {
			l.do(ec2.CreateTagsInput{Resources: one(x), Tags: []ec2.Tag{{Key: c.key, Value: c.value}}})
		}
		l.do(ec2.DeleteSnapshotInput{SnapshotID: x})
		require.Equal(t, c.kept, l.state(x) == "recoverable", "%+v", c)
		l.do(ec2.DeleteRuleInput{RuleInput: ec2.RuleInput{Identifier: made}})
	}
}
