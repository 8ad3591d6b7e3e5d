package sim

import (
	"github.com/stretchr/testify/require"

	"blockyard/sim/ec2"
	"blockyard/sim/guest"
	"blockyard/sim/unit"
)

// io fails unless no volume and no instance moves more than it can, no bucket
// holds more than it has room for or less than nothing, and one that is being
// emptied will be looked at when it is empty, as will be a volume whose blocks are coming when the last has come.
func (c invariants) io() {
	for _, kind := range []ec2.Kind{ec2.KindVolume, ec2.KindInstance} {
		for index := range c.w.Cloud().Length(kind) {
			ref := ec2.Ref{Kind: kind, Index: index}
			steps := c.w.Guests().IOSteps(ref, c.w.Now())
			for n, s := range steps {
				require.True(c.t, s.Limit.MilliIOPS == 0 || s.Moved.MilliIOPS <= s.Limit.MilliIOPS, "%v moves %v of %v", ref, s.Moved, s.Limit)
				require.True(c.t, s.Limit.Bytes == 0 || s.Moved.Bytes <= s.Limit.Bytes, "%v moves %v of %v", ref, s.Moved, s.Limit)
				require.LessOrEqual(c.t, s.Moved.MilliIOPS, s.Asked.MilliIOPS)
				require.LessOrEqual(c.t, s.LevelFrom, s.Capacity)
				require.GreaterOrEqual(c.t, min(s.LevelFrom, s.LevelTo), int64(0))
				require.LessOrEqual(c.t, s.From, s.To)
				if n > 0 {
					require.Equal(c.t, steps[n-1].To, s.From, "a chart without gaps")
				}
			}
		}
	}
	for index, v := range c.w.Cloud().Volumes().All() {
		ref := ec2.Ref{Kind: ec2.KindVolume, Index: index}
		if moved := c.w.Guests().Moving(ref); moved.Bytes > 0 && v.Initialization.Missing(c.w.Now()) > 0 {
			require.LessOrEqual(c.t, moved.Bytes, v.Initialization.Rate*int64(unit.MiB), "%v moves more than has come", ref)
			c.goesOn(guest.WakeIO, v.Attachments[0].Instance, "having its blocks")
		}
	}
	c.w.Cloud().EachReplaceTask(func(t ec2.ReplaceTask) {
		if t.State != ec2.ReplaceSucceeded && t.State != ec2.ReplaceFailed {
			c.goesOn(ec2.WakeReplaceRoot, t.Instance, "having its root volume replaced")
		}
	})
	for index, w := range c.w.Guests().Workloads().All() {
		require.True(c.t, w.Rate == 0 || !w.Stopped, "workload %d has ended and goes on", index)
		if w.Rate > 0 && w.Amount > 0 {
			c.goesOn(guest.WakeIO, w.Instance, "moving an amount")
		}
	}
}
