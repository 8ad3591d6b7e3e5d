package scene

import (
	"blockyard/sim/ec2"
	"blockyard/sim/unit"
	"blockyard/sim/yard"
)

// untilItems are the moments to run to.
func (p *pen) untilItems(v *view) []menuItem {
	items := []menuItem{{text: "The next event", help: "Lets time run to whatever happens next", act: Action{"Next event", Step, ""}}}
	if ref, ok := v.selected(p.ui.Selected); ok {
		if state := nextStates[ref.Kind][v.cloud.StateOf(ref)]; state != "" {
			items = append(items, runUntil(v.name(ref)+" is "+state, v.handle(ref)+" "+state))
		}
	}
	items = append(items, v.runTo("The end of the day", v.endOfDay()), v.runTo("The end of the month", v.endOfMonth()))
	if sum, ok := v.nextSum(); ok {
		items = append(items, runUntil("The bill reaches "+sum.String(), "bill >= "+sum.String()))
	}
	if budget := v.world.Yard().Budget(); budget.IsSet() && budget.Period == yard.BudgetOfAll && budget.Amount().Compare(v.bill.Total) > 0 {
		items = append(items, runUntil("The bill reaches the budget, "+budget.Amount().String(), "bill >= "+budget.Amount().String()))
	}
	return items
}

// nextStates say, of the states of each kind, in which one a thing will be next: by itself, by a schedule, or not at all.
var nextStates = map[ec2.Kind]map[string]string{
	ec2.KindInstance: {"pending": "running", "running": "stopped", "stopping": "stopped", "stopped": "running", "shutting-down": "terminated"},
	ec2.KindVolume:   {"creating": "available", "available": "in-use", "in-use": "available"},
	ec2.KindSnapshot: {"pending": "completed"},
	ec2.KindImage:    {"pending": "available"},
}

// runUntil returns the item of a menu that runs until something is so.
func runUntil(text, condition string) menuItem {
	command := "yard run --until '" + condition + "'"
	return menuItem{text: text, help: command, act: Action{text, Command, command}}
}

// runTo returns the item of a menu that runs to an instant.
func (v *view) runTo(text string, at unit.Instant) menuItem {
	command := "yard run " + at.Sub(v.now).String()
	return menuItem{text: text, help: command, act: Action{text, Command, command}}
}

// endOfDay returns the next midnight.
func (v *view) endOfDay() unit.Instant {
	day := int64(unit.Day)
	return v.now + unit.Instant(day-int64(v.world.Date(v.now))%day)
}

// endOfMonth returns when the month ends that it is.
func (v *view) endOfMonth() unit.Instant {
	begin, length := v.world.Date(v.now).MonthLength()
	return v.now + unit.Instant(int64(begin)+int64(length)-int64(v.world.Date(v.now)))
}

// nextSum returns the next round sum of money above what everything has cost: $1, $2, $5, $10 and so on. Where nothing
// costs anything there is none.
func (v *view) nextSum() (unit.Money, bool) {
	if hour := v.hour(); hour.Sign() <= 0 {
		return unit.Money{}, false
	}
	for n := int64(1); n < 1e12; n *= 10 {
		for _, digit := range []int64{1, 2, 5} {
			sum := unit.Money{Ratio: unit.RatioOf(n*digit, 1)}
			if sum.Compare(v.bill.Total) > 0 {
				return sum, true
			}
		}
	}
	return unit.Money{}, false
}
