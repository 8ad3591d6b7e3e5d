package sim

import (
	"blockyard/sim/cost"
	"blockyard/sim/unit"
	"blockyard/sim/yard"
)

// A Budgeted is how a world stands to its budget, in the period that holds its present.
type Budgeted struct {
	yard.Budget
	From    unit.Instant // when the period began
	To      unit.Instant // when it ends, or unit.Forever
	Spent   unit.Money   // since then
	Reached bool
	At      unit.Instant // when the bill reached the budget, where it has
}

// Budgeted says how the world stands to its budget; ok is false where it has none.
func (w *World) Budgeted() (b Budgeted, ok bool) {
	if b.Budget = w.yard.Budget(); !b.IsSet() {
		return b, false
	}
	now := w.Now()
	b.From, b.To = b.Begin(w.config.Start, now), b.End(w.config.Start, now)
	b.Spent = w.Course(b.From, []unit.Instant{now})[0].Total
	if b.Reached = b.Spent.Compare(b.Amount()) >= 0; b.Reached {
		b.At, _ = w.When(cost.Window{From: b.From, To: now}, b.Amount())
	}
	return b, true
}

// ReachedBudgets returns when the bill reached the world's budget between two
// instants, the second of which may not be after the clock: each time at most once
// in a period, in order.
func (w *World) ReachedBudgets(after, until unit.Instant) (all []unit.Instant) {
	b := w.yard.Budget()
	if !b.IsSet() {
		return nil
	}
	for at := after; at <= until; {
		period := cost.Window{From: b.Begin(w.config.Start, at), To: min(until, b.End(w.config.Start, at))}
		if reached, ok := w.When(period, b.Amount()); ok && reached > after {
			all = append(all, reached)
		}
		if period.To >= until {
			return all
		}
		at = period.To
	}
	return all
}

// Ahead returns when the bill will reach the budget in the period at hand, in a
// world that is the future of this one; ok is false where it does not up to an instant.
func (b *Budgeted) Ahead(future *World, until unit.Instant) (at unit.Instant, ok bool) {
	return future.When(cost.Window{From: b.From, To: min(b.To, until)}, b.Amount())
}

// Lives lets a copy of the world live until an instant, with all that is under
// way and scheduled, and returns it. It gives up after some wake-ups: then the
// copy is as it is now, of which bills take what is in use to stay in use, and
// lived is false.
func (w *World) Lives(until unit.Instant, wakeups int) (future *World, lived bool) {
	future = w.Fork()
	if future.Advance(max(until, w.Now()), wakeups) {
		return future, true
	}
	return w.Fork(), false
}

// A BudgetWatch tells of a world that goes on when its bill reaches the budget,
// for who asks at every moment: it reads only what has come since. The zero watch has not looked yet.
type BudgetWatch struct {
	world   *World
	budget  yard.Budget
	from    unit.Instant // when the period began
	settled unit.Instant // what was before stays as it is: this is a whole hour, or from
	spent   unit.Money   // from from to settled
}

// Reached returns when the bill of a world reached its budget after an instant, until now: what ReachedBudgets says.
func (b *BudgetWatch) Reached(w *World, after unit.Instant) []unit.Instant {
	budget, now := w.yard.Budget(), w.Now()
	if !budget.IsSet() || after >= now {
		return nil
	}
	start := w.config.Start
	if budget.End(start, after) <= now { // the period ends in between
		*b = BudgetWatch{}
		return w.ReachedBudgets(after, now)
	}
	if from := budget.Begin(start, after); w != b.world || budget != b.budget || from != b.from || after < b.settled {
		*b = BudgetWatch{world: w, budget: budget, from: from, settled: from}
	}
	costs := w.Course(b.settled, []unit.Instant{after, now})
	left := budget.Amount().Minus(b.spent)
	var reached []unit.Instant
	if costs[0].Total.Compare(left) < 0 && costs[1].Total.Compare(left) >= 0 {
		at, _ := w.When(cost.Window{From: b.settled, To: now}, left)
		reached = append(reached, at)
	}
	b.settle(now - now%unit.Instant(unit.Hour))
	return reached
}

// settle adds up what no longer changes.
func (b *BudgetWatch) settle(until unit.Instant) {
	if until > b.settled {
		b.spent = b.spent.Plus(b.world.Course(b.settled, []unit.Instant{until})[0].Total)
		b.settled = until
	}
}
