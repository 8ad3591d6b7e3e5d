// Package agenda keeps the wake-ups of a virtual clock in the order in which they fall due.
//
// It is a monotone radix heap. A wake-up lies in the bucket whose number is the
// position of the highest bit in which its instant differs from the instant that
// was popped last. Time never runs backwards, so a wake-up only ever moves to
// lower buckets, at most once for each bit. Two properties follow, and the rest of
// the engine is built on them:
//
//   - First in, first out among equals, without a sequence number: equal instants
//     always share a bucket, appending keeps their order and so does moving.
//   - Looking costs nothing: each bucket knows its earliest instant, so Next, and
//     a PopUntil that finds nothing due, leave every wake-up where it is. That is
//     not only cheap. Moving wake-ups would move the instant popped last, and a
//     later Push of something earlier than the next wake-up would be refused.
//
// A wake-up is 16 bytes without a pointer. Buckets are lists of pages, which forks
// share: a page is copied when one side adds to it, never when it is only read.
package agenda

import (
	"cmp"
	"fmt"
	"math/bits"
	"slices"
)

// MaxGen is the largest generation number that a Wake can carry (24 bits).
const MaxGen = 1<<24 - 1

// A Wake says which resource wants to decide again, and when.
//
// It names no event: on waking, the resource looks at its present state. Whoever
// makes a wake-up stale raises the resource's generation instead of searching here.
type Wake struct {
	At    int64  // instant; not negative
	Index uint32 // index of the resource in its table
	Kind  uint8  // what kind of resource, and why it wakes
	Gen   uint32 // generation of the resource when this was asked for; at most MaxGen
}

// A slot is a Wake as it is stored: 16 bytes, so that four share a cache line.
type slot struct {
	at    int64
	index uint32
	tag   uint32 // generation<<8 | kind
}

func (s slot) wake() Wake {
	return Wake{At: s.at, Index: s.index, Kind: uint8(s.tag), Gen: s.tag >> 8}
}

const (
	pageBits = 6
	pageLen  = 1 << pageBits
)

// A page is 1024 bytes, a size class of Go's allocator.
type page [pageLen]slot

// A bucket is a queue of slots. Every page is full but the last. A bucket that is
// not occupied may keep one page with nothing in it.
type bucket struct {
	pages  []*page
	open   *page // the last page, if it has room and is ours alone
	room   int   // free slots in the last page
	shared int   // so many leading pages are read by a fork, too
	sooner int64 // by how much the earliest instant comes before the last that there can be; 0 for none
}

// buckets suffice for every instant: those are not negative, so the highest bit
// in which two of them differ is at most bit 62, which is bucket 63.
const buckets = 64

// An Agenda holds wake-ups and gives them back by instant, first in first out among equals.
//
// The zero Agenda is empty and ready to use. It must not be copied by assignment
// once used; Fork is the way.
type Agenda struct {
	last     int64  // instant of the last wake-up popped
	n        int    // wake-ups in all buckets
	head     int    // slots of bucket 0 that were popped already
	occupied uint64 // bit k: bucket k has something to give
	buckets  [buckets]bucket
	spare    []*page // empty pages of our own; as many as were ever needed at once
}

// Len returns the number of pending wake-ups.
func (a *Agenda) Len() int { return a.n }

// Push adds w. It panics if w lies before the last wake-up popped, because that
// instant is past, or if its generation does not fit.
func (a *Agenda) Push(w Wake) {
	if w.At < a.last || w.Gen > MaxGen {
		refuse(w, a.last)
	}
	a.put(slot{at: w.At, index: w.Index, tag: w.Gen<<8 | uint32(w.Kind)})
	a.n++
}

// PopUntil takes the earliest wake-up if it is due at or before until. Otherwise
// it returns false and changes nothing.
func (a *Agenda) PopUntil(until int64) (Wake, bool) {
	next, ok := a.Next()
	if !ok || next > until {
		return Wake{}, false
	}
	a.n--
	k := bits.TrailingZeros64(a.occupied)
	if k > 0 && a.buckets[k].len() == 1 {
		return a.single(k).wake(), true
	}
	if k > 0 {
		a.spread(k)
	}
	return a.shift().wake(), true
}

// Next returns the instant of the earliest wake-up, and false if there is none.
// It never changes anything.
func (a *Agenda) Next() (int64, bool) {
	if a.occupied == 0 {
		return 0, false
	}
	return a.buckets[bits.TrailingZeros64(a.occupied)].earliest(), true
}

// All returns every pending wake-up, stale ones included, sorted by instant, kind,
// index and generation: an order that does not depend on how they came here.
func (a *Agenda) All() []Wake {
	all := make([]Wake, 0, a.n)
	for k := range a.buckets {
		b, first := &a.buckets[k], 0
		if k == 0 {
			first = a.head
		}
		for i := first; i < b.len(); i++ {
			all = append(all, b.pages[i>>pageBits][i&(pageLen-1)].wake())
		}
	}
	slices.SortFunc(all, func(x, y Wake) int {
		return cmp.Or(cmp.Compare(x.At, y.At), cmp.Compare(x.Kind, y.Kind),
			cmp.Compare(x.Index, y.Index), cmp.Compare(x.Gen, y.Gen))
	})
	return all
}

// refuse stands apart so that Push stays small.
func refuse(w Wake, last int64) {
	if w.Gen > MaxGen {
		panic(fmt.Sprintf("agenda: generation %d does not fit into 24 bits", w.Gen))
	}
	panic(fmt.Sprintf("agenda: push at %d, but the clock has already popped %d", w.At, last))
}
