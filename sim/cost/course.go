package cost

import (
	"fmt"
	"slices"

	"blockyard/sim/catalog"
	"blockyard/sim/unit"
)

// Course returns what a bill from an instant on comes to at each of some later
// ones, which ascend: what Bill says of the windows that end there, read in one go.
// So a line of cost over time costs about as much as one bill. Beyond the clock,
// what is in use is taken to stay in use. Since bills of windows that follow each
// other add up, who has a course needs only what has come since.
//
// Course panics for instants that do not ascend from the first one on.
func (m *Meters) Course(book *catalog.Book, start unit.Date, from unit.Instant, at []unit.Instant) []Amounts {
	if len(at) == 0 {
		return nil
	}
	if at[0] < from || !slices.IsSorted(at) {
		panic(fmt.Sprintf("cost: course from %d through %v", from, at))
	}
	c := course{Meters: m, period: newPeriod(book, start, Window{from, at[len(at)-1]}), at: at}
	for _, resource := range m.resources.All() {
		for place := m.first(*resource); place != 0; place = m.chains.At(place - 1).next {
			if chain := m.chains.At(place - 1); !book.Leaves(meterKinds[chain.meter].charge) {
				c.chain(Entry{*resource, chain.meter}, m.newest(place))
			}
		}
	}
	return c.amounts()
}

// A course reads meters for bills that begin together.
type course struct {
	*Meters
	period
	at       []unit.Instant // where the bills end
	accounts []courseAccount
	recent   [meterCount]int // the account of the interval that was read last, plus one
}

// A courseAccount is what everything with one price has used in each stretch of the course.
type courseAccount struct {
	account
	parts [][]tally  // of each tier, by stretch: what does not last through all of it
	steps [][]uint64 // of each tier, by stretch: by how much the rate is more that lasts through all of it; less, where that overflows
}

// chain reads what one chain has of the course, newest first.
func (c *course) chain(e Entry, last uint32) {
	for at := last; at != 0; {
		l := c.links.At(at - 1)
		if l.from < c.window.From && c.end(at) <= c.window.From {
			return // and so are all before it
		}
		if l.rate > 0 && l.from < c.window.To {
			i := c.interval(e.Resource, e.Meter, at)
			c.read(&i)
		}
		at = l.previous
	}
}

// read counts an interval by the tiers of its price.
func (c *course) read(i *Interval) {
	a := c.account(i)
	for tier := range a.prices {
		if rate := partOf(i.Rate, a.prices, tier); rate > 0 {
			c.begin(a.parts[tier], i, rate)
			if !meterKinds[i.Meter].counted {
				c.last(a, tier, rate, max(c.window.From, i.From.Add(c.least(i))), min(c.window.To, i.To))
			}
		}
	}
}

// begin counts what belongs to the instant at which an interval began: the minimum of its start, or what was counted.
func (c *course) begin(parts []tally, i *Interval, rate uint64) {
	if c.window.holds(i.From) {
		instant := *i
		instant.To = i.From
		c.count(&parts[c.stretch(i.From+1)], &instant, rate)
	}
}

// last counts a rate that lasts from one instant of the course to another.
func (c *course) last(a *courseAccount, tier int, rate uint64, from, to unit.Instant) {
	if from >= to {
		return
	}
	months, parts := calendarOf(a.Meter, c.calendar), a.parts[tier]
	first, last := c.stretch(from+1), c.stretch(to)
	if first == last {
		parts[first].over(months, rate, from, to)
		return
	}
	parts[first].over(months, rate, from, c.at[first])
	parts[last].over(months, rate, c.at[last-1], to)
	a.steps[tier][first+1] += rate
	a.steps[tier][last] -= rate
}

// stretch returns the number of the stretch of the course that ends at an instant or after it.
func (c *course) stretch(to unit.Instant) int {
	n, _ := slices.BinarySearch(c.at, to)
	return n
}

// account returns an interval's account.
func (c *course) account(i *Interval) *courseAccount {
	if at := c.recent[i.Meter]; at > 0 && c.accounts[at-1].isFor(i) {
		return &c.accounts[at-1]
	}
	at := slices.IndexFunc(c.accounts, func(a courseAccount) bool { return a.isFor(i) })
	if at < 0 {
		at = len(c.accounts)
		a := courseAccount{account: account{Reading: i.Reading}}
		a.prices, a.missing = c.prices(&i.Reading)
		a.used = make([]tally, len(a.prices))
		for range a.prices {
			a.parts, a.steps = append(a.parts, make([]tally, len(c.at))), append(a.steps, make([]uint64, len(c.at)))
		}
		c.accounts = append(c.accounts, a)
	}
	c.recent[i.Meter] = at + 1
	return &c.accounts[at]
}

// amounts adds the accounts up, stretch by stretch.
func (c *course) amounts() []Amounts {
	all, since := make([]Amounts, len(c.at)), c.window.From
	for n, to := range c.at {
		for k := range c.accounts {
			a := &c.accounts[k]
			a.pass(calendarOf(a.Meter, c.calendar), n, since, to)
			all[n].add(&c.period, &a.account, a.used)
		}
		since = to
	}
	return all
}

// pass brings what an account has used from one end of a stretch to the other.
func (a *courseAccount) pass(months *calendar, stretch int, from, to unit.Instant) {
	for tier := range a.used {
		steps := a.steps[tier]
		if stretch > 0 {
			steps[stretch] += steps[stretch-1]
		}
		for kind, part := range a.parts[tier][stretch] {
			a.used[tier][kind] = a.used[tier][kind].Plus(part)
		}
		if steps[stretch] > 0 {
			a.used[tier].over(months, steps[stretch], from, to)
		}
	}
}

// Plus returns what two bills come to together that are of windows that follow each other.
func (s Amounts) Plus(t Amounts) Amounts {
	sum := Amounts{Total: s.Total.Plus(t.Total), By: slices.Clone(s.By), Missing: slices.Clone(s.Missing)}
	for _, group := range t.By {
		sum.By = sum.By.plus(group.Name, group.Amount)
	}
	for _, name := range t.Missing {
		sum.miss(name)
	}
	return sum
}

// sections is into how many parts When cuts the time that it searches, again and again.
const sections = 64

// When returns the first instant of a window at which what it has cost since its
// beginning is at least an amount, to the millisecond; ok is false where it never
// is. Beyond the clock, what is in use is taken to stay in use.
func (m *Meters) When(book *catalog.Book, start unit.Date, w Window, amount unit.Money) (at unit.Instant, ok bool) {
	if amount.Sign() <= 0 {
		return w.From, true
	}
	for w.From < w.To {
		ends := sectionsOf(w)
		costs := m.Course(book, start, w.From, ends)
		n := slices.IndexFunc(costs, func(s Amounts) bool { return s.Total.Compare(amount) >= 0 })
		if n < 0 {
			return 0, false
		}
		if n > 0 {
			w.From, amount = ends[n-1], amount.Minus(costs[n-1].Total)
		}
		if w.To = ends[n]; w.To == w.From+1 {
			return w.To, true
		}
	}
	return 0, false
}

// sectionsOf returns the ends of the parts into which a window is cut, each of a millisecond at least.
func sectionsOf(w Window) (ends []unit.Instant) {
	each := max(1, w.To.Sub(w.From)/sections)
	for end := w.From.Add(each); end < w.To; end = end.Add(each) {
		ends = append(ends, end)
	}
	return append(ends, w.To)
}
