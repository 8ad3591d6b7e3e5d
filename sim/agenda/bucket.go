package agenda

import (
	"math"
	"math/bits"
)

// put appends s to the bucket it belongs to. Spread does so, too, in its own
// words: that is most of what an agenda does, and calls are dear in WebAssembly.
func (a *Agenda) put(s slot) {
	k := bits.Len64(uint64(s.at^a.last)) & (buckets - 1)
	b := &a.buckets[k]
	a.occupied |= 1 << k
	if b.open == nil {
		a.openPage(b)
	}
	b.add(&s)
}

// add appends s where there is room.
func (b *bucket) add(s *slot) {
	b.sooner = max(b.sooner, math.MaxInt64-s.at)
	b.open[(pageLen-b.room)&(pageLen-1)] = *s
	if b.room--; b.room == 0 {
		b.open = nil
	}
}

// openPage makes the last page of b one that has room and that nobody else reads.
func (a *Agenda) openPage(b *bucket) {
	p := a.newPage()
	if b.room == 0 {
		b.pages = append(b.pages, p)
		b.room = pageLen
	} else { // a fork reads the half-filled page
		*p = *b.pages[len(b.pages)-1]
		b.pages[len(b.pages)-1] = p
		b.shared = len(b.pages) - 1
	}
	b.open = p
}

func (a *Agenda) newPage() *page {
	if n := len(a.spare); n > 0 {
		p := a.spare[n-1]
		a.spare = a.spare[:n-1]
		return p
	}
	return new(page)
}

// spread empties bucket k, the lowest that is occupied, into the buckets below
// it, which are all empty. Its earliest instant goes to bucket 0.
func (a *Agenda) spread(k int) {
	b := &a.buckets[k]
	a.last = b.earliest()
	n := b.len()
	for i, p := range b.pages {
		for at := range p[:min(pageLen, n)] {
			s := &p[at]
			k := bits.Len64(uint64(s.at^a.last)) & (buckets - 1)
			to := &a.buckets[k]
			a.occupied |= 1 << k
			if to.open == nil {
				a.openPage(to)
			}
			to.add(s)
		}
		if i > 0 {
			a.recycle(b, i)
		}
		n -= pageLen
	}
	a.clear(k)
}

// shift pops the first slot of bucket 0.
func (a *Agenda) shift() slot {
	b := &a.buckets[0]
	s := b.pages[a.head>>pageBits][a.head&(pageLen-1)]
	a.head++
	switch {
	case a.head == b.len():
		if last := len(b.pages) - 1; last > 0 {
			b.pages[0] = b.pages[last] // the pages before the last went as they were read
			b.shared = max(0, b.shared-last)
		}
		a.clear(0)
		a.head = 0
	case a.head&(pageLen-1) == 0: // do not let a long run at one instant pile up
		a.recycle(b, a.head>>pageBits-1)
		b.pages[a.head>>pageBits-1] = nil
	}
	return s
}

// single pops the only slot of bucket k, which is the lowest that is occupied:
// what spread and shift would do, without moving it.
func (a *Agenda) single(k int) slot {
	b := &a.buckets[k]
	a.last = b.earliest()
	s := b.pages[0][0]
	a.clear(k)
	return s
}

// recycle keeps page i of b for later use, unless a fork reads it.
func (a *Agenda) recycle(b *bucket, i int) {
	if i >= b.shared {
		a.spare = append(a.spare, b.pages[i])
	}
}

// clear empties bucket k, whose pages but the first were recycled. It keeps that
// one, unless a fork reads it: most buckets never need a second.
func (a *Agenda) clear(k int) {
	b := &a.buckets[k]
	a.occupied &^= 1 << k
	b.sooner = 0
	if len(b.pages) > 1 {
		clear(b.pages[1:])
		b.pages = b.pages[:1]
	}
	if b.shared > 0 {
		b.pages[0] = nil
		*b = bucket{pages: b.pages[:0]}
		return
	}
	b.open, b.room = b.pages[0], pageLen
}

// earliest returns the earliest instant; that of a bucket that is not occupied means nothing.
func (b *bucket) earliest() int64 { return math.MaxInt64 - b.sooner }

// len counts the slots of b, popped ones included.
func (b *bucket) len() int { return len(b.pages)<<pageBits - b.room }

// Fork returns an independent agenda with the same wake-ups. It costs one copy of
// the page lists (8 bytes for every 64 wake-ups), however much is pending.
//
// The two sides may go on, and fork again, on different goroutines; the call
// itself must not overlap with another use of the receiver.
func (a *Agenda) Fork() Agenda {
	total := 0
	for k := range a.buckets {
		total += len(a.buckets[k].pages)
	}
	lists := make([]*page, 0, total)
	f := Agenda{last: a.last, n: a.n, head: a.head, occupied: a.occupied}
	for left := a.occupied; left != 0; left &= left - 1 {
		k := bits.TrailingZeros64(left)
		b := &a.buckets[k]
		b.open, b.shared = nil, len(b.pages) // from now on both sides copy before they add
		from := len(lists)
		lists = append(lists, b.pages...)
		f.buckets[k] = *b
		f.buckets[k].pages = lists[from:len(lists):len(lists)]
	}
	return f
}
