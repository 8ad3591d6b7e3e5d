package scene

import (
	"blockyard/sim"
	"blockyard/sim/cost"
	"blockyard/sim/unit"
	"blockyard/sim/yard"
)

// A reachedKey is what depends when a budget was reached: that never changes afterwards.
type reachedKey struct {
	budget yard.Budget
	from   unit.Instant
}

// A budgeted is how a world stands to its budget, and will.
type budgeted struct {
	sim.Budgeted
	before unit.Money   // what had been spent when its period began
	until  unit.Instant // how far ahead it was looked
	comes  bool         // it will be reached by then, at ahead
	ahead  unit.Instant
	lived  bool // the time to come was lived through; else what is in use was taken to stay in use
}

// budget returns how the world of a course stands to its budget; ok is false where it has none.
func (c *costCourse) budget() (b budgeted, ok bool) {
	w := c.world
	if b.Budget = w.Yard().Budget(); !b.IsSet() {
		return b, false
	}
	start := w.Config().Start
	b.From, b.To = b.Begin(start, c.now), b.End(start, c.now)
	b.before = c.before.of(b.From, func() unit.Money { return w.Course(0, []unit.Instant{b.From})[0].Total })
	b.Spent = c.points[len(c.points)-1].sum.Total.Minus(b.before)
	if b.Reached = b.Spent.Compare(b.Amount()) >= 0; b.Reached {
		b.At = c.reached.of(reachedKey{b.Budget, b.From}, func() unit.Instant {
			at, _ := w.When(cost.Window{From: b.From, To: c.now}, b.Amount())
			return at
		})
		return b, true
	}
	end := monthEnd(w, c.now)
	a := c.lookAhead(end)
	b.until, b.lived = min(b.To, end), a.lived
	comes := c.comes.of(comesKey{c.ahead.key, b.Budget, b.From}, func() (x reachedBy) {
		x.at, x.ok = b.Ahead(a.future, b.until)
		return x
	})
	b.ahead, b.comes = comes.at, comes.ok
	return b, true
}

// A comesKey is what depends whether a budget will be reached.
type comesKey struct {
	aheadKey
	budget yard.Budget
	from   unit.Instant
}

// A reachedBy says when a budget will be reached, and whether.
type reachedBy struct {
	at unit.Instant
	ok bool
}

// level returns what everything has cost when the budget is reached: chart and bill count from the beginning.
func (b *budgeted) level() unit.Money { return b.before.Plus(b.Amount()) }

// told says in a sentence how things stand.
func (b *budgeted) told(v *view) string {
	switch {
	case b.Reached:
		text := "Reached on " + v.when(b.At)
		if over := b.Spent.Minus(b.Amount()); over.Sign() > 0 {
			text += ", now " + over.String() + " beyond it"
		}
		return text + "."
	case b.comes:
		return b.left() + " " + b.pace() + " it is reached on " + v.when(b.ahead) + "."
	case b.until > v.now:
		return b.left() + " " + b.pace() + " it lasts until " + v.when(b.until) + "."
	}
	return b.left()
}

func (b *budgeted) left() string { return b.Amount().Minus(b.Spent).String() + " left." }

// pace says what the look ahead rests on.
func (b *budgeted) pace() string {
	if b.lived {
		return "As things go on,"
	}
	return "At this pace,"
}
