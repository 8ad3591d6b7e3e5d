package cost

import (
	"encoding/binary"
	"fmt"
	"slices"

	"blockyard/sim/store"
	"blockyard/sim/unit"
)

// Meters is the metering of one world.
//
// The intervals of one meter of one resource form a chain, newest first, so a
// bill for a short time reads only what happened in it.
type Meters struct {
	links     store.Table[link]
	ends      store.Table[unit.Instant] // of the links
	chains    store.Table[chain]
	lasts     store.Table[uint32]            // of the chains: place plus one of the newest interval; 0 for none
	resources store.Table[Resource]          // in the order of their first reading
	heads     [kindCount]store.Table[uint32] // the first chain of each resource: its place plus one
	phrases   phrases
}

// NewMeters returns meters without any reading.
func NewMeters() *Meters { return &Meters{} }

// Fork returns independent meters with the same history; the receiver goes on
// on its own.
func (m *Meters) Fork() *Meters {
	f := &Meters{
		links: m.links.Fork(), ends: m.ends.Fork(), chains: m.chains.Fork(), lasts: m.lasts.Fork(),
		resources: m.resources.Fork(), phrases: m.phrases.fork(),
	}
	for kind := range m.heads {
		f.heads[kind] = m.heads[kind].Fork()
	}
	return f
}

// Set says what a meter shows from an instant on. It does nothing when that is
// what the meter shows already. A rate of 0 ends the metering; with a reason in
// Why the resource keeps a line of $0.00 that gives it.
//
// Each interval of a meter with a minimum is a start of its own: one that ends
// at the instant at which it began is still billed for the minimum. The other
// meters join what is the same, so that the history depends on what was in use and
// not on the order of the calls at one instant. Instants may not go back; Set panics if they do.
func (m *Meters) Set(r Reading, at unit.Instant) {
	if meterKinds[r.Meter].counted {
		panic(fmt.Sprintf("cost: Set on the meter %s, which counts", r.Meter))
	}
	c := m.find(r.Resource, r.Meter, r.Part)
	last, free := m.newest(c), uint32(0)
	if last != 0 && m.open(last) {
		if m.shows(last, &r) {
			return
		}
		last, free = m.finish(&r, c, last, at)
	}
	if r.Rate > 0 || r.Why != "" {
		m.begin(&r, at, c, last, free)
	}
}

// Restart begins a new interval with the same reading: a stop and a start at
// one instant, with a minimum of its own. It does nothing where nothing is metered.
func (m *Meters) Restart(resource Resource, meter Meter, at unit.Instant) {
	last := m.last(resource, meter)
	if last == 0 || !m.open(last) {
		return
	}
	r := m.interval(resource, meter, last).Reading
	m.Set(Reading{Resource: resource, Meter: meter}, at)
	m.Set(r, at)
}

// Count adds things that happened at an instant, as many as r.Rate, to a meter
// that counts. What happens within one hour of the clock is kept as one interval
// and billed at the first of it, so that long workloads stay small.
func (m *Meters) Count(r Reading, at unit.Instant) {
	if !meterKinds[r.Meter].counted {
		panic(fmt.Sprintf("cost: Count on the meter %s, which measures", r.Meter))
	}
	c := m.find(r.Resource, r.Meter, r.Part)
	last := m.newest(c)
	if last != 0 {
		before := m.links.At(last - 1)
		if end := m.end(last); at < end {
			panic(fmt.Sprintf("cost: count of %v at %d, before %d", r.Resource, at, end))
		}
		same := r
		same.Rate = before.rate
		if m.shows(last, &same) && at/unit.Instant(unit.Hour) == before.from/unit.Instant(unit.Hour) {
			m.links.Mut(last - 1).rate += r.Rate
			*m.ends.Mut(last - 1) = at
			return
		}
	}
	if r.Rate > 0 {
		m.put(&r, at, at, c, last, 0)
	}
}

// Counted returns how many things a meter that counts has counted of a resource.
func (m *Meters) Counted(resource Resource, meter Meter) (total uint64) {
	for at := m.last(resource, meter); at != 0; at = m.links.At(at - 1).previous {
		total += m.links.At(at - 1).rate
	}
	return total
}

// CountedFor returns how many things a meter that counts has counted of a reading's
// resource for the reading's account, in its part.
func (m *Meters) CountedFor(r Reading) (total uint64) {
	for at := m.newest(m.find(r.Resource, r.Meter, r.Part)); at != 0; at = m.links.At(at - 1).previous {
		if l := m.links.At(at - 1); l.account == r.Account {
			total += l.rate
		}
	}
	return total
}

// Knows reports whether a meter has ever shown anything of a resource.
func (m *Meters) Knows(resource Resource, meter Meter) bool {
	for c := m.first(resource); c != 0; c = m.chains.At(c - 1).next {
		switch have := m.chains.At(c - 1).meter; {
		case have == meter && m.newest(c) != 0:
			return true
		case have > meter: // they are in order
			return false
		}
	}
	return false
}

// finish closes a chain's newest interval. One that leaves no trace, because it
// had no length and has no minimum, is taken out of the chain and its place is free.
func (m *Meters) finish(r *Reading, c, last uint32, at unit.Instant) (newLast, free uint32) {
	l := m.links.At(last - 1)
	if at < l.from {
		panic(fmt.Sprintf("cost: reading of %v at %d, before %d", r.Resource, at, l.from))
	}
	*m.ends.Mut(last - 1) = at
	if at > l.from || hasMinimum(r.Meter, l.rate) {
		return last, 0
	}
	*m.lasts.Mut(c - 1) = l.previous
	return l.previous, last
}

// begin opens an interval after another, in a place that is free or new.
func (m *Meters) begin(r *Reading, at unit.Instant, c, last, free uint32) {
	if last != 0 {
		switch end := m.end(last); {
		case at < end:
			panic(fmt.Sprintf("cost: reading of %v at %d, before %d", r.Resource, at, end))
		case at == end && m.shows(last, r) && !hasMinimum(r.Meter, m.links.At(last-1).rate):
			*m.ends.Mut(last - 1) = unit.Forever
			return
		}
	}
	m.put(r, at, unit.Forever, c, last, free)
}

// put makes an interval the newest of its chain.
func (m *Meters) put(r *Reading, from, to unit.Instant, c, last, free uint32) {
	l := link{from: from, rate: r.Rate, previous: last, phrase: m.phrase(r, last), account: r.Account, region: r.Region}
	if free == 0 {
		free = m.links.Append(l) + 1
		m.ends.Append(to)
	} else {
		*m.links.Mut(free - 1), *m.ends.Mut(free - 1) = l, to
	}
	if c == 0 {
		c = m.newChain(r.Resource, r.Meter, r.Part)
	}
	*m.lasts.Mut(c - 1) = free
}

// History returns the intervals of one meter of one resource, oldest first; of
// one that has parts, those of the first.
func (m *Meters) History(resource Resource, meter Meter) []Interval {
	return m.history(resource, meter, 0)
}

func (m *Meters) history(resource Resource, meter Meter, part uint8) []Interval {
	var history []Interval
	for at := m.newest(m.find(resource, meter, part)); at != 0; at = m.links.At(at - 1).previous {
		history = append(history, m.interval(resource, meter, at))
	}
	slices.Reverse(history)
	return history
}

// AppendDigest appends the history in canonical form: by kind, index and meter, newest first.
func (m *Meters) AppendDigest(b []byte) []byte {
	for kind := range m.heads {
		for index, head := range m.heads[kind].All() {
			for c := *head; c != 0; c = m.chains.At(c - 1).next {
				if chain, last := m.chains.At(c-1), m.newest(c); last != 0 {
					if chain.part > 0 {
						b = append(b, 0xff, chain.part) // no kind has that number
					}
					b = append(b, byte(kind), byte(chain.meter))
					b = binary.BigEndian.AppendUint32(b, index)
					b = m.appendChain(b, last)
				}
			}
		}
	}
	return b
}

func (m *Meters) appendChain(b []byte, last uint32) []byte {
	for last != 0 {
		l := m.links.At(last - 1)
		b = binary.BigEndian.AppendUint64(b, uint64(l.from))
		b = binary.BigEndian.AppendUint64(b, uint64(m.end(last)))
		b = binary.BigEndian.AppendUint64(b, l.rate)
		b = binary.BigEndian.AppendUint16(b, l.account)
		b = binary.BigEndian.AppendUint16(b, l.region)
		p := &m.phrases.all[l.phrase]
		b = appendText(appendText(b, p.key), p.why)
		last = l.previous
	}
	return append(b, 0)
}

func appendText(b []byte, text string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(text))), text...)
}
