package cost

import (
	"slices"

	"blockyard/sim/unit"
)

// A chain is the intervals of one meter of one resource. Which of them is the
// newest stands in the table lasts, at the same place, since that changes.
type chain struct {
	next  uint32 // place plus one of the chain of the resource's next meter
	meter Meter
	part  uint8
}

// before reports whether a chain comes before that of a meter and a part.
func (c *chain) before(meter Meter, part uint8) bool {
	return c.meter < meter || c.meter == meter && c.part < part
}

// A link is an interval as it is kept: small, and without pointers, since there
// are many. What it is of, the chain says. When it ended stands apart, at the same
// place of another table: that alone is written later, so it is all that forks copy then.
type link struct {
	from            unit.Instant
	rate            uint64
	previous        uint32 // place plus one of the interval before it in its chain; 0 ends the chain
	phrase          uint32
	account, region uint16
}

// end returns when the interval at a place ended; unit.Forever while it goes on.
func (m *Meters) end(place uint32) unit.Instant { return *m.ends.At(place - 1) }

// open reports whether the interval at a place goes on.
func (m *Meters) open(place uint32) bool { return m.end(place) == unit.Forever }

// A phrase is what an interval says in words.
type phrase struct{ key, why string }

// Phrases are the few that all intervals share. None is ever changed or taken out.
type phrases struct {
	all    []phrase
	recent [meterCount]uint32 // the one that was used last, by meter
}

// fork returns phrases that can grow on their own.
func (p *phrases) fork() phrases {
	p.all = slices.Clip(p.all)
	return phrases{all: p.all, recent: p.recent}
}

// phrase returns the place of a reading's phrase, which is new, that of one of
// the two intervals before, that of another resource's, or one of long ago.
func (m *Meters) phrase(r *Reading, last uint32) uint32 {
	said, p := phrase{r.Key, r.Why}, &m.phrases
	for range 2 {
		if last == 0 {
			break
		}
		l := m.links.At(last - 1)
		if p.all[l.phrase] == said {
			return l.phrase
		}
		last = l.previous
	}
	if at := p.recent[r.Meter]; int(at) < len(p.all) && p.all[at] == said {
		return at
	}
	at := slices.Index(p.all, said)
	if at < 0 {
		at = len(p.all)
		p.all = append(p.all, said)
	}
	p.recent[r.Meter] = uint32(at)
	return uint32(at)
}

// first returns the place plus one of a resource's first chain, and 0 for none.
func (m *Meters) first(resource Resource) uint32 {
	heads := &m.heads[resource.Kind]
	if int64(resource.Index) >= int64(heads.Len()) {
		return 0
	}
	return *heads.At(resource.Index)
}

// find returns the place plus one of a chain, and 0 for none.
func (m *Meters) find(resource Resource, meter Meter, part uint8) uint32 {
	for c := m.first(resource); c != 0; {
		chain := m.chains.At(c - 1)
		if !chain.before(meter, part) {
			if chain.meter == meter && chain.part == part {
				return c
			}
			break
		}
		c = chain.next
	}
	return 0
}

// newest returns the place plus one of a chain's newest interval, and 0 for an empty chain or none.
func (m *Meters) newest(c uint32) uint32 {
	if c == 0 {
		return 0
	}
	return *m.lasts.At(c - 1)
}

// last is newest of the chain of a resource and a meter.
func (m *Meters) last(resource Resource, meter Meter) uint32 {
	return m.newest(m.find(resource, meter, 0))
}

// newChain begins a chain among those of its resource, which are in the order of
// their meters, and returns its place plus one.
func (m *Meters) newChain(resource Resource, meter Meter, part uint8) uint32 {
	heads := &m.heads[resource.Kind]
	for int64(heads.Len()) <= int64(resource.Index) {
		heads.Append(0)
	}
	before, after := uint32(0), *heads.At(resource.Index)
	if after == 0 {
		m.resources.Append(resource)
	}
	for after != 0 && m.chains.At(after-1).before(meter, part) {
		before, after = after, m.chains.At(after-1).next
	}
	c := m.chains.Append(chain{next: after, meter: meter, part: part}) + 1
	m.lasts.Append(0)
	if before == 0 {
		*heads.Mut(resource.Index) = c
	} else {
		m.chains.Mut(before - 1).next = c
	}
	return c
}

// shows reports whether an interval at a place has a reading of its chain.
func (m *Meters) shows(at uint32, r *Reading) bool {
	l := m.links.At(at - 1)
	return l.rate == r.Rate && l.account == r.Account && l.region == r.Region && m.phrases.all[l.phrase] == phrase{r.Key, r.Why}
}

// interval returns the interval at a place of a chain.
func (m *Meters) interval(resource Resource, meter Meter, at uint32) Interval {
	l := m.links.At(at - 1)
	p := &m.phrases.all[l.phrase]
	return Interval{Reading{Resource: resource, Meter: meter, Account: l.account, Region: l.region, Key: p.key, Rate: l.rate, Why: p.why}, l.from, m.end(at)}
}
