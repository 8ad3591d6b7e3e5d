package sim

import (
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"blockyard/sim/cost"
	"blockyard/sim/unit"
)

// A ledger that follows a world in which anything happens says what the bill says.
func TestALedgerFollowsTheWorld(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := newPlayer(t)
		l := p.world.Ledger(cost.Window{})
		p.play(25, func(Call, error) {
			now := p.world.Now()
			l.Follow(now)
			for _, to := range []unit.Instant{now, now.Add(unit.Second), now.Add(unit.Month)} {
				bill, sum := p.world.Bill(cost.Window{To: to}), l.At(to)
				require.Equal(t, bill.Total.Exact(), sum.Total.Exact())
				require.ElementsMatch(t, bill.Missing, sum.Missing)
			}
		})
	})
}

// Where something has happened, the number of changes has grown.
func TestNothingHappensWithoutAChange(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := newPlayer(t)
		heard, changes := 0, p.world.Changes()
		p.world.Listen(func(Happening) { heard++ })
		look := func() {
			now := p.world.Changes()
			require.GreaterOrEqual(t, now, changes)
			require.True(t, heard == 0 || now > changes, "%d events", heard)
			heard, changes = 0, now
		}
		p.play(25, func(Call, error) {
			look()
			require.Equal(t, p.world.Changes(), p.world.Fork().Changes())
			p.world.Advance(p.world.Now().Add(rapid.SampledFrom([]unit.Duration{0, 1, unit.Minute, unit.Day}).Draw(t, "on")), 0)
			look()
		})
	})
}
