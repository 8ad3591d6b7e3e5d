package sim

import (
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"blockyard/sim/catalog"
	"blockyard/sim/cost"
	"blockyard/sim/unit"
	"blockyard/sim/yard"
)

// A budget belongs to the world: its copies have it, a replay sets it again, and the digest knows it.
func TestABudgetBelongsToTheWorld(t *testing.T) {
	l := newLab(t, Config{Seed: 1})
	before := l.Digest()
	l.do(yard.BudgetInput{Amount: "$20.50", Month: true})
	require.Equal(t, yard.Budget{Cents: 2050, Period: yard.BudgetOfMonth}, l.Yard().Budget())
	require.Equal(t, "$20.50 a month", l.Yard().Budget().String())
	require.Equal(t, l.Yard().Budget(), l.Fork().Yard().Budget())
	again := New(l.Config())
	again.Replay(l.Journal())
	require.Equal(t, l.Digest(), again.Digest())
	require.NotEqual(t, before, l.Digest())
	l.do(yard.BudgetInput{Amount: "off"})
	require.False(t, l.Yard().Budget().IsSet())
	require.Equal(t, before, l.Digest(), "who has no budget any more has none")
}

func TestThePeriodsOfABudget(t *testing.T) {
	start := unit.DefaultStart + unit.Date(9*unit.Hour) // nine o'clock on April 1st
	now := unit.Instant(40 * unit.Day)                  // nine o'clock on May 11th
	bounds := func(p yard.BudgetPeriod) []string {
		b := yard.Budget{Cents: 1, Period: p}
		begin, end := b.Begin(start, now), b.End(start, now)
		if end == unit.Forever {
			return []string{start.At(begin).String()}
		}
		return []string{start.At(begin).String(), start.At(end).String()}
	}
	require.Equal(t, []string{"2026-04-01 09:00:00 UTC"}, bounds(yard.BudgetOfAll))
	require.Equal(t, []string{"2026-05-11 00:00:00 UTC", "2026-05-12 00:00:00 UTC"}, bounds(yard.BudgetOfDay))
	require.Equal(t, []string{"2026-05-01 00:00:00 UTC", "2026-06-01 00:00:00 UTC"}, bounds(yard.BudgetOfMonth))
	require.Zero(t, yard.Budget{Cents: 1, Period: yard.BudgetOfMonth}.Begin(start, 5), "nothing was before the start")
}

// The bill of a world reaches an amount when its own windows say so.
func TestWhenTheBillReachesABudget(t *testing.T) {
	l := newLab(t, Config{Seed: 1})
	l.launch("al2023", "t3.micro")
	l.pass(30 * unit.Hour)
	w := cost.Window{To: l.Now().Add(unit.Month)}
	at, ok := l.When(w, yard.Budget{Cents: 100}.Amount())
	require.True(t, ok)
	require.Greater(t, at, l.Now())
	costs := l.Course(0, []unit.Instant{at - 1, at})
	require.Negative(t, costs[0].Total.Compare(yard.Budget{Cents: 100}.Amount()))
	require.GreaterOrEqual(t, costs[1].Total.Compare(yard.Budget{Cents: 100}.Amount()), 0)
	l.pass(at.Sub(l.Now()))
	require.Equal(t, "$1.00", l.Bill(cost.Window{To: l.Now()}).Total.String())
}

// A budget of each day is reached again and again, and what is ahead comes true.
func TestABudgetIsReachedInEachPeriod(t *testing.T) {
	l := newLab(t, Config{Seed: 1, Book: catalog.Documents(), Timing: catalog.None})
	_, ok := l.Budgeted()
	require.False(t, ok)
	web := l.launch("demo-ebs", "demo.small")
	l.do(yard.ScheduleInput{InstanceID: web, Daily: "09:00-21:00"})
	l.do(yard.BudgetInput{Amount: "1", Day: true})
	b, ok := l.Budgeted()
	require.True(t, ok)
	require.False(t, b.Reached)
	future, lived := l.Lives(l.Now().Add(unit.Month), 1000)
	require.True(t, lived)
	foreseen, ok := b.Ahead(future, future.Now())
	require.True(t, ok)
	l.pass(3*unit.Day + 12*unit.Hour)
	reached := l.ReachedBudgets(0, l.Now())
	require.Len(t, reached, 3)
	require.Equal(t, foreseen, reached[0])
	require.Equal(t, reached[1:], l.ReachedBudgets(reached[0], l.Now()), "once each")
	require.Equal(t, reached[:1], l.ReachedBudgets(0, reached[0]))
	b, _ = l.Budgeted()
	require.Equal(t, unit.Instant(3*unit.Day), b.From)
	require.False(t, b.Reached, "a new day, a new budget")
	l.pass(10 * unit.Hour)
	b, _ = l.Budgeted()
	require.True(t, b.Reached)
	require.Equal(t, "$1.20", b.Spent.String()[:5])
	require.Equal(t, l.ReachedBudgets(reached[2], l.Now()), []unit.Instant{b.At})
	_, lived = l.Lives(l.Now().Add(unit.Month), 10)
	require.False(t, lived)
}

// Who watches a world as it goes on, in strides of any length, hears each time that the budget is reached, and once.
func TestABudgetIsWatched(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := newLab(t, Config{Seed: 1, Book: catalog.Documents(), Timing: catalog.None})
		web := l.launch("demo-ebs", "demo.small")
		l.do(yard.ScheduleInput{InstanceID: web, Daily: "09:00-21:00"})
		l.do(yard.BudgetInput{Amount: rapid.SampledFrom([]string{"0.50", "1", "3"}).Draw(t, "budget"), Day: rapid.Bool().Draw(t, "day")})
		var watch BudgetWatch
		var heard []unit.Instant
		for range rapid.IntRange(1, 40).Draw(t, "strides") {
			before := l.Now()
			l.pass(rapid.SampledFrom([]unit.Duration{1, unit.Minute, 50 * unit.Minute, 7 * unit.Hour, 31 * unit.Hour}).Draw(t, "stride"))
			heard = append(heard, watch.Reached(l.World, before)...)
		}
		require.Equal(t, l.ReachedBudgets(0, l.Now()), heard)
	})
}
