package cost

import (
	"fmt"
	"slices"

	"blockyard/sim/catalog"
	"blockyard/sim/unit"
)

// A Ledger is a bill that goes on: what everything has cost from one instant to
// whichever later one is asked for, added up by price and not line by line.
//
// It reads the meters when it is made and when it is told to Follow them; what
// was in use then is taken to stay in use, as Bill takes it beyond the clock. A
// world of ten thousand resources has a few dozen prices, so amounts that
// follow the clock cost next to nothing.
type Ledger struct {
	meters *Meters
	book   *catalog.Book
	start  unit.Date
	from   unit.Instant
	since  unit.Instant // the accounts were closed then
	to     unit.Instant // the meters were read until then

	accounts []account
	recent   [meterCount]int // the account of the interval that was read last, plus one
	young    []young         // what was read and counts from the closing on
	entries  []Entry
}

// An account is what everything with one price has used, by the tiers of the price.
type account struct {
	Reading // of the first interval, for what the price depends on
	prices  []catalog.Tier
	missing bool
	used    []tally  // of each tier, until the meters were read
	rates   []uint64 // of each tier: what is in use from then on
}

// A young interval was read and is not in its account yet, since it does not
// count in proportion to time: the minimum of its start is not over, or it
// began, or happened, at the very instant until which the meters were read.
type young struct {
	account int // its place
	Interval
}

// An Entry is one meter of one resource: what has at least one line on a bill.
type Entry struct {
	Resource
	Meter
}

// Amounts are what a bill comes to.
type Amounts struct {
	Total   unit.Money
	By      Breakdown // by service
	Missing []string  // the prices that the book lacks, each once
}

// Ledger returns the ledger from an instant on in a world that started on a
// date, read until another. None of the meters may have been set after that one.
func (m *Meters) Ledger(book *catalog.Book, start unit.Date, w Window) *Ledger {
	l := &Ledger{meters: m, book: book, start: start, from: w.From, since: w.From, to: w.From}
	l.Follow(w.To)
	return l
}

// Follow reads what was metered since the meters were read last, until an
// instant. It is for meters that go on: forks of them have ledgers of their
// own. Follow panics for an instant before the last one.
func (l *Ledger) Follow(to unit.Instant) {
	if to < l.to {
		panic(fmt.Sprintf("cost: ledger followed to %d, which is before %d", to, l.to))
	}
	l.settle()
	since := l.period(to)
	l.entries = l.entries[:0]
	for _, resource := range l.meters.resources.All() {
		for c := l.meters.first(*resource); c != 0; c = l.meters.chains.At(c - 1).next {
			if chain, last := l.meters.chains.At(c-1), l.meters.newest(c); last != 0 && !l.book.Leaves(meterKinds[chain.meter].charge) {
				l.chain(*since, Entry{*resource, chain.meter}, last)
			}
		}
	}
	l.to = to
}

// period returns the time from the closing of the accounts to an instant. Its
// months are those of the ledger's whole time, so that tallies can be added.
func (l *Ledger) period(to unit.Instant) *period {
	p := newPeriod(l.book, l.start, Window{l.from, to})
	p.window.From = l.since
	return &p
}

// settle brings the accounts to the instant until which they were read. What is
// counted may still grow in an interval that was read, so all of it is read anew.
func (l *Ledger) settle() {
	past := l.period(l.to)
	for i := range l.young {
		a := &l.accounts[l.young[i].account]
		a.add(past, a.used, &l.young[i].Interval)
	}
	l.young, l.since = l.young[:0], l.to
	for i := range l.accounts {
		a := &l.accounts[i]
		clear(a.rates)
		if meterKinds[a.Meter].counted {
			clear(a.used)
		}
	}
}

// chain reads what a chain has of a period, newest first.
func (l *Ledger) chain(since period, e Entry, last uint32) {
	if meterKinds[e.Meter].counted {
		since.window.From = l.from
	}
	for at := last; at != 0; {
		k := l.meters.links.At(at - 1)
		listed := len(l.entries) > 0 && l.entries[len(l.entries)-1] == e // by another part of the meter
		if at == last && !listed && (k.from >= l.from || l.meters.end(at) > l.from) {
			l.entries = append(l.entries, e)
		}
		if k.from < since.window.From && l.meters.end(at) <= since.window.From {
			return // and so are all before it
		}
		if k.rate > 0 {
			i := l.meters.interval(e.Resource, e.Meter, at)
			l.read(&since, &i)
		}
		at = k.previous
	}
}

// read notes an interval: in its account, or among the young.
func (l *Ledger) read(since *period, i *Interval) {
	at, to := l.account(since, i), since.window.To
	if i.From >= to || i.open() && i.From.Add(since.least(i)) > to {
		l.young = append(l.young, young{at, *i})
		return
	}
	a := &l.accounts[at]
	a.add(since, a.used, i)
	if i.open() {
		a.run(i.Rate)
	}
}

// account returns the place of an interval's account.
func (l *Ledger) account(p *period, i *Interval) int {
	if at := l.recent[i.Meter]; at > 0 && l.accounts[at-1].isFor(i) {
		return at - 1
	}
	at := slices.IndexFunc(l.accounts, func(a account) bool { return a.isFor(i) })
	if at < 0 {
		at = len(l.accounts)
		a := account{Reading: i.Reading}
		a.prices, a.missing = p.prices(&i.Reading)
		a.used, a.rates = make([]tally, len(a.prices)), make([]uint64, len(a.prices))
		l.accounts = append(l.accounts, a)
	}
	l.recent[i.Meter] = at + 1
	return at
}

// isFor reports whether an interval has the account's price.
func (a *account) isFor(i *Interval) bool {
	return a.Meter == i.Meter && a.Region == i.Region && a.Key == i.Key
}

// add counts an interval of the account by its tiers.
func (a *account) add(p *period, used []tally, i *Interval) {
	for tier := range used {
		if part := partOf(i.Rate, a.prices, tier); part > 0 {
			p.count(&used[tier], i, part)
		}
	}
}

// run notes that a rate is in use from now on.
func (a *account) run(rate uint64) {
	for tier := range a.rates {
		a.rates[tier] += partOf(rate, a.prices, tier)
	}
}

// Entries returns what has lines on the bill of the ledger, in their order,
// until Follow is called again. The caller must not change it.
func (l *Ledger) Entries() []Entry { return l.entries }

// Lines returns the lines of an entry on the bill that ends at an instant: the way to see a few of a long one.
func (l *Ledger) Lines(e Entry, to unit.Instant) []Line {
	w := Window{l.from, to}
	b := biller{Meters: l.meters, period: newPeriod(l.book, l.start, w), bill: Bill{Book: l.book, Start: l.start, Window: w}}
	for c := b.first(e.Resource); c != 0; c = b.chains.At(c - 1).next {
		if b.chains.At(c-1).meter == e.Meter {
			b.chain(e.Resource, c)
		}
	}
	return b.bill.Lines
}

// At returns what the bill comes to that ends at an instant, exactly. It panics
// for an instant before that until which the meters were read.
func (l *Ledger) At(to unit.Instant) Amounts {
	if to < l.to {
		panic(fmt.Sprintf("cost: ledger asked for %d, which is before %d", to, l.to))
	}
	since := l.period(to)
	used := l.usedUntil(since)
	var sum Amounts
	for i := range l.accounts {
		sum.add(since, &l.accounts[i], used[i])
	}
	return sum
}

// usedUntil returns what each account has used at the end of a period.
func (l *Ledger) usedUntil(since *period) [][]tally {
	used := make([][]tally, len(l.accounts))
	for n := range l.accounts {
		a := &l.accounts[n]
		used[n] = slices.Clone(a.used)
		for tier := range a.rates {
			used[n][tier].over(calendarOf(a.Meter, since.calendar), a.rates[tier], l.to, since.window.To)
		}
	}
	for n := range l.young {
		at := l.young[n].account
		l.accounts[at].add(since, used[at], &l.young[n].Interval)
	}
	return used
}

// add adds what an account has used.
func (s *Amounts) add(p *period, a *account, used []tally) {
	kind := meterKinds[a.Meter]
	for tier := range used {
		quantity := used[tier].months(calendarOf(a.Meter, p.calendar), kind.per)
		if quantity.Sign() == 0 {
			continue
		}
		amount := unit.Money{Ratio: quantity.Times(a.prices[tier].Rate)}
		s.Total, s.By = s.Total.Plus(amount), s.By.plus(kind.service, amount)
		if a.missing {
			s.miss(p.item(&a.Reading).String())
		}
	}
}

func (s *Amounts) miss(name string) {
	if !slices.Contains(s.Missing, name) {
		s.Missing = append(s.Missing, name)
	}
}
