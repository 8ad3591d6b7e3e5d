package scene

import (
	"slices"

	"blockyard/sim/cost"
	"blockyard/sim/ec2"
	"blockyard/sim/unit"
)

// A thingPriceKey is what the entries of a thing in the bill depend on.
type thingPriceKey struct {
	state
	ref ec2.Ref
}

// entriesOf returns what the bill has of a thing.
func (v *view) entriesOf(ref ec2.Ref) []cost.Entry {
	return v.memo.prices.of(thingPriceKey{stateOf(v.world), ref}, func() (entries []cost.Entry) {
		for _, e := range v.account.ledger.Entries() {
			if resourceRef(e.Resource) == ref {
				entries = append(entries, e)
			}
		}
		return entries
	})
}

// costUntil returns what a thing has cost until an instant, from now on as it is.
func (v *view) costUntil(entries []cost.Entry, to unit.Instant) (sum unit.Money) {
	for _, e := range entries {
		for _, l := range v.account.ledger.Lines(e, to) {
			sum = sum.Plus(l.Amount)
		}
	}
	return sum
}

// costFacts tells what a thing has cost so far, and costs in 30 days as it is. What is not billed by itself says so.
func (v *view) costFacts(ref ec2.Ref) []fact {
	entries := slices.Clone(v.entriesOf(ref))
	switch {
	case len(entries) > 0:
	case ref.Kind == ec2.KindImage && v.cloud.Images().At(ref.Index).Public:
		return nil
	case ref.Kind == ec2.KindImage:
		return []fact{{name: "Cost", value: "nothing itself: its snapshots are billed"}}
	case ref.Kind == ec2.KindKeyPair:
		return []fact{{name: "Cost", value: "nothing"}}
	case ref.Kind == ec2.KindInterface:
		return []fact{{name: "Cost", value: "nothing: it comes with its instance"}}
	}
	window := paceWindow(v.world)
	hour := v.costUntil(entries, window.To).Minus(v.costUntil(entries, window.From))
	return []fact{
		{name: "Cost so far", value: v.costUntil(entries, v.now).String()},
		{name: "A month", value: perMonth(hour) + " at this pace"},
	}
}
