package cost

import (
	"fmt"
	"slices"

	"blockyard/sim/catalog"
	"blockyard/sim/unit"
)

// A Window is a time that is billed: [From, To). One that ends after the
// world's clock is a forecast: what is in use then is assumed to stay.
type Window struct{ From, To unit.Instant }

// holds reports whether an instant lies in the window.
func (w Window) holds(at unit.Instant) bool { return w.From <= at && at < w.To }

// A Bill is what a window of time costs by a price book.
type Bill struct {
	Book    *catalog.Book
	Start   unit.Date // calendar date of instant 0
	Window  Window
	Lines   []Line // by resource in the order of first use, then by meter
	Total   unit.Money
	Missing []string // the prices that the book lacks, each once; what they are for is not in the total
}

// Bill returns the bill of a window in a world that started on a date. Bills
// of windows that follow each other add up exactly to the bill of them all, and
// a bill never falls as its window grows.
//
// The book's minimum is due at the start of each interval: the first 60 seconds
// belong to the instant at which it began, and time counts after them. So a bill
// for the past never changes, however the interval ends. Bill panics for a
// window that goes backwards or is longer than unit.MaxDuration.
func (m *Meters) Bill(book *catalog.Book, start unit.Date, w Window) Bill {
	if w.To < w.From || w.To.Sub(w.From) > unit.MaxDuration {
		panic(fmt.Sprintf("cost: window from %d to %d", w.From, w.To))
	}
	b := biller{Meters: m, period: newPeriod(book, start, w), bill: Bill{Book: book, Start: start, Window: w}}
	for _, resource := range m.resources.All() {
		for c := b.first(*resource); c != 0; c = b.chains.At(c - 1).next {
			b.chain(*resource, c)
		}
	}
	return b.bill
}

// A biller makes one bill.
type biller struct {
	*Meters
	period
	bill        Bill
	newestFirst []uint32 // the intervals of the chain at hand, places plus one
	groups      []group  // of the chain at hand, in the order of first use
}

// A group is what becomes one line for each tier of a price: the intervals of a chain with one key and one place.
type group struct {
	Reading // of its first interval
	missing bool
	prices  []catalog.Tier
	tiers   []tierUse // of each price
	why     string    // of its newest interval without a rate
}

// A tierUse is what falls under one tier of a price.
type tierUse struct {
	tally
	size     uint64 // the rate, while it is the same in all intervals
	variable bool   // the rate changed
}

// chain adds the lines of one chain of a resource: its place plus one.
func (b *biller) chain(resource Resource, c uint32) {
	meter, last := b.chains.At(c-1).meter, b.newest(c)
	if last == 0 || b.book.Leaves(meterKinds[meter].charge) {
		return
	}
	b.newestFirst, b.groups = b.newestFirst[:0], b.groups[:0]
	for at := last; at != 0; {
		l := b.links.At(at - 1)
		if l.from < b.bill.Window.From && b.end(at) <= b.bill.Window.From {
			break // and so are all before it
		}
		if l.from <= b.bill.Window.To {
			b.newestFirst = append(b.newestFirst, at)
		}
		at = l.previous
	}
	for _, at := range slices.Backward(b.newestFirst) {
		i := b.interval(resource, meter, at)
		b.group(&i).add(b, &i)
	}
	for i := range b.groups {
		b.groups[i].Part = b.chains.At(c - 1).part
		b.lines(&b.groups[i])
	}
}

// group returns the group of an interval.
func (b *biller) group(i *Interval) *group {
	for at := range b.groups {
		if g := &b.groups[at]; g.Key == i.Key && g.Account == i.Account && g.Region == i.Region {
			return g
		}
	}
	g := group{Reading: i.Reading}
	g.prices, g.missing = b.prices(&i.Reading)
	g.tiers = make([]tierUse, len(g.prices))
	b.groups = append(b.groups, g)
	return &b.groups[len(b.groups)-1]
}

// add counts an interval of the chain.
func (g *group) add(b *biller, i *Interval) {
	if i.Rate == 0 {
		g.why = i.Why
		return
	}
	for k := range g.tiers {
		if part := partOf(i.Rate, g.prices, k); part > 0 {
			t := &g.tiers[k]
			t.variable = t.variable || t.size != 0 && t.size != part
			t.size = part
			b.count(&t.tally, i, part)
		}
	}
}

// lines adds a line for each tier that was used, and one of $0.00 where none was.
func (b *biller) lines(g *group) {
	months, per, used := calendarOf(g.Meter, b.calendar), meterKinds[g.Meter].per, false
	for k := range g.tiers {
		if quantity := g.tiers[k].months(months, per); quantity.Sign() > 0 {
			b.line(g, k, quantity, "")
			used = true
		}
	}
	if !used {
		b.line(g, 0, unit.Ratio{}, g.why)
	}
}

// line adds one line, and the name of its price where the book lacks it.
func (b *biller) line(g *group, tier int, quantity unit.Ratio, why string) {
	t, price := &g.tiers[tier], &g.prices[tier]
	l := Line{
		Resource: g.Resource, Meter: g.Meter, Part: g.Part, Key: g.Key, Account: g.Account, Region: g.Region,
		Service: g.Meter.Service(), Unit: meterKinds[g.Meter].quantity.many,
		Quantity: quantity, Above: price.Above, Price: price.Rate, PriceText: price.Text,
		Amount: unit.Money{Ratio: quantity.Times(price.Rate)}, Why: why,
	}
	if kind := &meterKinds[g.Meter]; !t.variable && !kind.counted && !kind.bySecond {
		l.Size = t.size
	}
	if g.missing && quantity.Sign() > 0 {
		b.miss(b.item(&g.Reading).String())
	}
	b.bill.Total = b.bill.Total.Plus(l.Amount)
	b.bill.Lines = append(b.bill.Lines, l)
}

func (b *biller) miss(name string) {
	if !slices.Contains(b.bill.Missing, name) {
		b.bill.Missing = append(b.bill.Missing, name)
	}
}

// Over returns the bill as that of another length of time at the same pace: a
// month of 720 or 730 hours, by a book of such months. Its total is exact; a line
// still says quantity × price. It panics for a bill of no time at all.
func (b Bill) Over(length unit.Duration) Bill {
	share := unit.RatioOf(int64(length), int64(b.Window.To.Sub(b.Window.From)))
	b.Lines, b.Total = slices.Clone(b.Lines), unit.Money{Ratio: b.Total.Times(share)}
	for i := range b.Lines {
		l := &b.Lines[i]
		l.Quantity, l.Amount = l.Quantity.Times(share), unit.Money{Ratio: l.Amount.Times(share)}
	}
	return b
}
