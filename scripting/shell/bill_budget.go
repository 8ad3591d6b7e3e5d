package shell

import (
	"blockyard/sim/unit"
	"blockyard/sim/yard"
)

// foreseenFor is how far ahead a budget is looked at, within its period.
const foreseenFor = unit.Month

// foreseenWakeups is how much may happen in that time: beyond it, what is in use is taken to stay in use.
const foreseenWakeups = 200_000

// budget writes how the world stands to its budget, if it has one and the bill is one of everything up to now.
func (p *billPrinter) budget() {
	w := p.world
	b, ok := w.Budgeted()
	if !ok || p.ahead != nil || p.bill.Window.To != w.Now() || p.asked.In+p.asked.Prices+p.asked.Month != "" {
		return
	}
	name := "Budget"
	if b.Period != yard.BudgetOfAll {
		name += " of " + b.Period.String()
	}
	p.amount(name, b.Amount())
	switch rest := b.Amount().Minus(b.Spent); {
	case b.Reached:
		p.amount("Beyond it, since "+p.bill.Start.At(b.At).String(), b.Spent.Minus(b.Amount()))
	default:
		p.amount("Left of it", rest)
		until := min(b.To, w.Now().Add(foreseenFor))
		future, _ := w.Lives(until, foreseenWakeups)
		if at, ok := b.Ahead(future, until); ok {
			p.line("As it goes on, it is reached at " + p.bill.Start.At(at).String() + ".")
		} else {
			p.line("As it goes on, it is not reached by " + p.bill.Start.At(until).String() + ".")
		}
	}
}
