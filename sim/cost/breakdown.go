package cost

import (
	"fmt"
	"strconv"

	"blockyard/sim/catalog"
	"blockyard/sim/unit"
)

// A Group is a part of a bill.
type Group struct {
	Name   string
	Amount unit.Money
}

// A Breakdown is a bill in parts. The amounts are the bill's own exact ones, so they always add up to its total.
type Breakdown []Group

// By groups the lines by what a function says of each, in the order of the lines.
func (b *Bill) By(name func(*Line) string) Breakdown {
	var groups Breakdown
	places := map[string]int{}
	for i := range b.Lines {
		l := &b.Lines[i]
		key := name(l)
		place, ok := places[key]
		if !ok {
			place = len(groups)
			places[key] = place
			groups = append(groups, Group{Name: key})
		}
		groups[place].Amount = groups[place].Amount.Plus(l.Amount)
	}
	return groups
}

// plus returns the parts with an amount added to that of a name.
func (g Breakdown) plus(name string, amount unit.Money) Breakdown {
	for i := range g {
		if g[i].Name == name {
			g[i].Amount = g[i].Amount.Plus(amount)
			return g
		}
	}
	return append(g, Group{name, amount})
}

// ByService names a line's service, for By.
func ByService(l *Line) string { return l.Service }

// ByKey names a line's instance or volume type, for By.
func ByKey(l *Line) string { return l.Key }

// ByResource names a line's resource by kind and index, for By.
func ByResource(l *Line) string { return fmt.Sprintf("%d/%d", l.Resource.Kind, l.Resource.Index) }

// ByAccount names a line's account by its number, for By.
func ByAccount(l *Line) string { return strconv.Itoa(int(l.Account)) }

// ByRegion names a line's Region, for By.
func ByRegion(l *Line) string { return catalog.Regions()[l.Region].Name }

// Amount returns the amount of a group, and nothing where there is none of that name.
func (g Breakdown) Amount(name string) unit.Money {
	for _, group := range g {
		if group.Name == name {
			return group.Amount
		}
	}
	return unit.Money{}
}

// RoundingNote says so where the amounts, each printed to the cent, do not add up
// to the printed total; it is "" where they do.
func (g Breakdown) RoundingNote() string {
	var printed, exact unit.Money
	for _, group := range g {
		printed = printed.Plus(unit.Money{Ratio: parse(group.Amount.Cents())})
		exact = exact.Plus(group.Amount)
	}
	if printed.Cents() == exact.Cents() {
		return ""
	}
	return fmt.Sprintf("Each amount is rounded to the cent, so they add up to %s; the exact total is %s.", printed, exact)
}

// RoundingNote says so where the lines, each printed to the cent, do not add up
// to the printed total; it is "" where they do.
func (b *Bill) RoundingNote() string {
	lines := make(Breakdown, len(b.Lines))
	for i := range b.Lines {
		lines[i].Amount = b.Lines[i].Amount
	}
	return lines.RoundingNote()
}

// A Day is the bill of one calendar day, or of the part of it that a window holds.
type Day struct {
	Date  string // for example "2026-04-01"
	Total unit.Money
	By    Breakdown // by service
}

// Days returns the bill of a window day by day, in UTC. The days add up exactly to the bill of the window.
func (m *Meters) Days(book *catalog.Book, start unit.Date, w Window) []Day {
	var days []Day
	for from := w.From; from < w.To; {
		to := min(w.To, nextMidnight(start, from))
		bill := m.Bill(book, start, Window{from, to})
		days = append(days, Day{Date: start.At(from).Day(), Total: bill.Total, By: bill.By(ByService)})
		from = to
	}
	return days
}

// nextMidnight returns the first midnight after an instant.
func nextMidnight(start unit.Date, at unit.Instant) unit.Instant {
	const day = unit.Date(unit.Day)
	sinceMidnight := (start.At(at)%day + day) % day
	return at.Add(unit.Duration(day - sinceMidnight))
}
