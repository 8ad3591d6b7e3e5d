package cost

import (
	"encoding/binary"
	"fmt"

	"blockyard/sim/store"
	"blockyard/sim/unit"
)

// Meters is the metering of one world.
//
// The intervals of one meter of one resource form a chain, newest first, so a
// bill for a short time reads only what happened in it.
type Meters struct {
	intervals store.Table[link]
	resources store.Table[Resource] // in the order of their first reading
	heads     [kindCount]store.Table[head]
}

// A link is an interval and the one before it in its chain.
type link struct {
	Interval
	previous uint32 // place of the interval before it plus one; 0 ends the chain
}

// A head holds where the chains of a resource begin: places plus one.
type head struct {
	listed bool // among the resources
	last   [meterCount]uint32
}

// NewMeters returns meters without any reading.
func NewMeters(owner *store.Owner) *Meters {
	m := &Meters{intervals: store.New[link](owner), resources: store.New[Resource](owner)}
	for kind := range m.heads {
		m.heads[kind] = store.New[head](owner)
	}
	return m
}

// Fork returns independent meters with the same history; the receiver goes on
// as parent's. Both owners must be new, as store.Table.Fork asks.
func (m *Meters) Fork(parent, child *store.Owner) *Meters {
	f := &Meters{intervals: m.intervals.Fork(parent, child), resources: m.resources.Fork(parent, child)}
	for kind := range m.heads {
		f.heads[kind] = m.heads[kind].Fork(parent, child)
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
	last, free := m.last(r.Resource, r.Meter), uint32(0)
	if last != 0 && m.intervals.At(last-1).open() {
		if m.intervals.At(last-1).Reading == r {
			return
		}
		last, free = m.end(last, at)
	}
	if r.Rate > 0 || r.Why != "" {
		m.begin(r, at, last, free)
	}
}

// Restart begins a new interval with the same reading: a stop and a start at
// one instant, with a minimum of its own. It does nothing where nothing is metered.
func (m *Meters) Restart(resource Resource, meter Meter, at unit.Instant) {
	last := m.last(resource, meter)
	if last == 0 || !m.intervals.At(last-1).open() {
		return
	}
	r := m.intervals.At(last - 1).Reading
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
	last := m.last(r.Resource, r.Meter)
	if last != 0 {
		before := m.intervals.At(last - 1).Interval
		same := r
		same.Rate = before.Rate
		if at < before.To {
			panic(fmt.Sprintf("cost: count of %v at %d, before %d", r.Resource, at, before.To))
		}
		if same == before.Reading && at/unit.Instant(unit.Hour) == before.From/unit.Instant(unit.Hour) {
			i := m.intervals.Mut(last - 1)
			i.Rate, i.To = i.Rate+r.Rate, at
			return
		}
	}
	if r.Rate > 0 {
		m.put(link{Interval{r, at, at}, last}, 0)
	}
}

// Counted returns how many things a meter that counts has counted of a resource.
func (m *Meters) Counted(resource Resource, meter Meter) (total uint64) {
	for at := m.last(resource, meter); at != 0; at = m.intervals.At(at - 1).previous {
		total += m.intervals.At(at - 1).Rate
	}
	return total
}

// Knows reports whether a meter has ever shown anything of a resource.
func (m *Meters) Knows(resource Resource, meter Meter) bool { return m.last(resource, meter) != 0 }

// last returns the place plus one of a chain's newest interval, and 0 for an empty chain.
func (m *Meters) last(resource Resource, meter Meter) uint32 {
	heads := &m.heads[resource.Kind]
	if int64(resource.Index) >= int64(heads.Len()) {
		return 0
	}
	return heads.At(resource.Index).last[meter]
}

// end closes a chain's newest interval. One that leaves no trace, because it
// had no length and has no minimum, is taken out of the chain and its place is free.
func (m *Meters) end(last uint32, at unit.Instant) (newLast, free uint32) {
	i := m.intervals.Mut(last - 1)
	if at < i.From {
		panic(fmt.Sprintf("cost: reading of %v at %d, before %d", i.Resource, at, i.From))
	}
	i.To = at
	if at > i.From || i.hasMinimum() {
		return last, 0
	}
	m.head(i.Resource).last[i.Meter] = i.previous
	return i.previous, last
}

// begin opens an interval after another, in a place that is free or new.
func (m *Meters) begin(r Reading, at unit.Instant, last, free uint32) {
	if last != 0 {
		before := m.intervals.At(last - 1)
		switch {
		case at < before.To:
			panic(fmt.Sprintf("cost: reading of %v at %d, before %d", r.Resource, at, before.To))
		case at == before.To && before.Reading == r && !before.hasMinimum():
			m.intervals.Mut(last - 1).To = unit.Forever
			return
		}
	}
	m.put(link{Interval{r, at, unit.Forever}, last}, free)
}

// put makes a link the newest of its chain.
func (m *Meters) put(l link, free uint32) {
	if free == 0 {
		free = m.intervals.Append(l) + 1
	} else {
		*m.intervals.Mut(free - 1) = l
	}
	h := m.head(l.Resource)
	h.last[l.Meter] = free
	if !h.listed {
		h.listed = true
		m.resources.Append(l.Resource)
	}
}

// head returns a resource's head for writing.
func (m *Meters) head(resource Resource) *head {
	heads := &m.heads[resource.Kind]
	for int64(heads.Len()) <= int64(resource.Index) {
		heads.Append(head{})
	}
	return heads.Mut(resource.Index)
}

// History returns the intervals of one meter of one resource, oldest first.
func (m *Meters) History(resource Resource, meter Meter) []Interval {
	var history []Interval
	for at := m.last(resource, meter); at != 0; at = m.intervals.At(at - 1).previous {
		history = append(history, m.intervals.At(at-1).Interval)
	}
	for i, j := 0, len(history)-1; i < j; i, j = i+1, j-1 {
		history[i], history[j] = history[j], history[i]
	}
	return history
}

// AppendDigest appends the history in canonical form: by kind, index and meter, newest first.
func (m *Meters) AppendDigest(b []byte) []byte {
	for kind := range m.heads {
		for index, h := range m.heads[kind].All() {
			for meter, last := range h.last {
				if last != 0 {
					b = append(b, byte(kind), byte(meter))
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
		l := m.intervals.At(last - 1)
		b = binary.BigEndian.AppendUint64(b, uint64(l.From))
		b = binary.BigEndian.AppendUint64(b, uint64(l.To))
		b = binary.BigEndian.AppendUint64(b, l.Rate)
		b = binary.BigEndian.AppendUint16(b, l.Account)
		b = binary.BigEndian.AppendUint16(b, l.Region)
		b = appendText(appendText(b, l.Key), l.Why)
		last = l.previous
	}
	return append(b, 0)
}

func appendText(b []byte, text string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(text))), text...)
}
