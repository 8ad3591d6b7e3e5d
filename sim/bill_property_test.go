package sim

import (
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"blockyard/sim/cost"
	"blockyard/sim/ec2"
	"blockyard/sim/unit"
)

// A share is what one account pays for one resource.
type share struct {
	account  uint16
	resource cost.Resource
}

// shares returns what each account pays for each resource.
func shares(b *cost.Bill, into map[share]unit.Money) {
	for i := range b.Lines {
		l := &b.Lines[i]
		into[share{l.Account, l.Resource}] = into[share{l.Account, l.Resource}].Plus(l.Amount)
	}
}

// Whatever is done, the bill is the exact sum over accounts and resources, day by
// day: the days of a resource add up to what the whole bill says of it, for each
// account, and nothing is billed to nobody.
func TestTheBillIsTheSumOverAccountsResourcesAndDays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := newPlayer(t)
		p.play(20, func(Call, error) {})
		p.world.Advance(p.world.Now().Add(rapid.SampledFrom([]unit.Duration{unit.Hour, 3 * unit.Day, 40 * unit.Day}).Draw(t, "on")), 0)
		now := p.world.Now()
		bill := p.world.Bill(cost.Window{To: now})
		whole, daily := map[share]unit.Money{}, map[share]unit.Money{}
		shares(&bill, whole)
		for from := unit.Instant(0); from < now; from += unit.Instant(unit.Day) {
			day := p.world.Bill(cost.Window{From: from, To: min(now, from+unit.Instant(unit.Day))})
			shares(&day, daily)
		}
		sum := unit.Money{}
		for of, amount := range whole {
			require.Zero(t, amount.Compare(daily[of]), "%+v: %s, day by day %s", of, amount.Exact(), daily[of].Exact())
			require.Contains(t, accounts, p.world.Cloud().AccountNumber(of.account))
			require.True(t, p.world.Cloud().Length(ec2.Kind(of.resource.Kind)) > of.resource.Index, "%+v", of)
			sum = sum.Plus(amount)
		}
		require.Zero(t, sum.Compare(bill.Total), "%s of %s", sum.Exact(), bill.Total.Exact())
		for _, by := range []func(*cost.Line) string{cost.ByService, cost.ByKey, cost.ByAccount, cost.ByRegion, cost.ByResource, p.tag} {
			parts := unit.Money{}
			for _, group := range bill.By(by) {
				parts = parts.Plus(group.Amount)
			}
			require.Zero(t, parts.Compare(bill.Total))
		}
	})
}

// tag names a line's resource by its first tag.
func (p *player) tag(l *cost.Line) string {
	for _, tag := range p.world.Cloud().Tags(ec2.Ref{Kind: ec2.Kind(l.Resource.Kind), Index: l.Resource.Index}) {
		return tag.Key + "=" + tag.Value
	}
	return ""
}
