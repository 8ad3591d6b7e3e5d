package cost

import (
	"blockyard/sim/catalog"
	"blockyard/sim/unit"
)

// A period is a window of time with the rules by which it is billed.
type period struct {
	window   Window
	book     *catalog.Book
	calendar *calendar // the months of the window
}

// newPeriod returns the period of a window in a world that started on a date.
func newPeriod(book *catalog.Book, start unit.Date, w Window) period {
	return period{w, book, newCalendar(book.Month, start, w)}
}

// unpriced stands for the price of what the book has no price for.
var unpriced = make([]catalog.Tier, 1)

// prices returns the prices of what a reading needs one for, from the first unit up, and whether the book lacks them.
func (p *period) prices(r *Reading) (tiers []catalog.Tier, missing bool) {
	if tiers = p.book.Tiers(p.item(r)); len(tiers) == 0 {
		return unpriced, true
	}
	return tiers, false
}

// item returns what a reading needs a price for from the period's book.
func (p *period) item(r *Reading) catalog.Item { return p.book.Placed(itemOf(r)) }

// itemOf returns what a reading needs a price for.
func itemOf(r *Reading) catalog.Item {
	return catalog.Item{Region: catalog.Regions()[r.Region].Name, Charge: meterKinds[r.Meter].charge, Key: r.Key}
}

// partOf returns how much of a rate falls under one of the tiers of a price.
func partOf(rate uint64, tiers []catalog.Tier, tier int) uint64 {
	part := rate - min(rate, tiers[tier].Above)
	if tier+1 < len(tiers) {
		part = min(part, tiers[tier+1].Above-tiers[tier].Above)
	}
	return part
}

// count adds what an interval used in the window, at a rate that is all or part of its own.
func (p *period) count(t *tally, i *Interval, rate uint64) {
	c := calendarOf(i.Meter, p.calendar)
	if meterKinds[i.Meter].counted {
		if p.window.holds(i.From) {
			t.at(c, rate, i.From, max(1, meterKinds[i.Meter].each))
		}
		return
	}
	least := p.least(i)
	if least > 0 && p.window.holds(i.From) {
		t.at(c, rate, i.From, least)
	}
	t.over(c, rate, max(p.window.From, i.From.Add(least)), min(p.window.To, i.To))
}

// least returns the minimum that is billed for an interval: the meter's own, or the book's.
func (p *period) least(i *Interval) unit.Duration {
	switch own := meterKinds[i.Meter].least; {
	case !i.hasMinimum():
		return 0
	case own > 0:
		return own
	}
	return p.book.Minimum
}

// calendarOf returns the calendar that a meter is priced by.
func calendarOf(meter Meter, months *calendar) *calendar {
	switch kind := meterKinds[meter]; {
	case kind.counted && kind.each == 0:
		return counted
	case kind.hourly:
		return hourly
	case kind.bySecond:
		return bySecond
	default:
		return months
	}
}
