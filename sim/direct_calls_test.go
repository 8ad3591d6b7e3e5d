package sim

import (
	"testing"

	"github.com/stretchr/testify/require"

	"blockyard/sim/cost"
	"blockyard/sim/ec2"
	"blockyard/sim/unit"
)

// Whoever reads a snapshot by direct calls pays for them, whosever it is.
func TestTheCallerPaysForDirectCalls(t *testing.T) {
	l, _, x := snapshotOf40(t)
	l.share(x)
	from := l.Now()
	list := func(times int) (tokens []ec2.BlockOfSnapshot) {
		for range times {
			tokens = ask[ec2.ListSnapshotBlocksOutput](l, ec2.ListSnapshotBlocksInput{SnapshotID: x, MaxResults: pointer(int64(100))}).Blocks
		}
		return tokens
	}
	list(3)
	l.as(partner)
	blocks := list(2)
	l.do(ec2.GetSnapshotBlockInput{SnapshotID: x, BlockIndex: blocks[0].BlockIndex, BlockToken: blocks[0].BlockToken})
	l.pass(unit.Minute)
	l.as("123456789012")
	list(1)
	l.as(partner)
	list(1)

	used := map[string]string{}
	for _, line := range l.Bill(cost.Window{From: from, To: l.Now().Add(1)}).Lines {
		if line.Meter == cost.DirectList || line.Meter == cost.DirectGet {
			account := l.Cloud().AccountNumber(line.Account)
			require.NotContains(t, used, account+" "+line.Key, "one line for each")
			used[account+" "+line.Key] = line.Quantity.Short(4)
		}
	}
	require.Equal(t, map[string]string{"123456789012 list": "0.004", partner + " list": "0.003", partner + " get": "0.001"}, used)
	checkInvariants(t, l.World)
}
