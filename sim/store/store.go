// Package store keeps tables of plain values in copy-on-write pages.
//
// One idea carries it: a table knows which of its pages nobody else reads, and a
// fork makes that none of them, on both sides. From then on every page that existed
// is shared, so each side copies a page once, before its first write to it. A
// fork therefore costs one copy of the page directory (8 bytes for every 64
// values), and two forks share nothing that either of them will ever write: they
// may run on different goroutines without a lock, a counter or an atomic.
//
// Nobody counts references. A page that no directory names any more is garbage.
// A page is its values and nothing else: values without pointers are never
// scanned by the collector, and sizes that are powers of two waste none of its memory.
package store

import (
	"fmt"
	"iter"
	"math"
)

const (
	pageBits = 6
	pageSize = 1 << pageBits // values in a page
	slotMask = pageSize - 1
)

// A page holds 64 values.
type page[T any] [pageSize]T

// A Table is a growing sequence of values, numbered from 0 in the order of their creation.
//
// Values should be plain: whatever they point to is shared between forks. The
// zero Table is empty and ready to use.
// A Table must not be copied by assignment and then written; Fork is the way.
type Table[T any] struct {
	pages []*page[T]
	mine  []uint64 // bit p set: nobody else reads page p; bits that are not there are not set
	n     int
}

// Len returns the number of values.
func (t *Table[T]) Len() int { return t.n }

// At returns value i for reading. The pointer is valid until the next Mut or
// Append, which may copy the page away from under it. At panics if there is no value i.
func (t *Table[T]) At(i uint32) *T {
	if int64(i) >= int64(t.n) {
		outOfRange(i, t.n)
	}
	return &t.pages[i>>pageBits][i&slotMask]
}

// Mut returns value i for writing. The pointer may be written until the table is
// forked. Mut panics if there is no value i.
func (t *Table[T]) Mut(i uint32) *T {
	if int64(i) >= int64(t.n) {
		outOfRange(i, t.n)
	}
	p := i >> pageBits
	if int(p>>6) >= len(t.mine) || t.mine[p>>6]>>(p&63)&1 == 0 {
		t.own(p)
	}
	return &t.pages[p][i&slotMask]
}

// Append adds v and returns its index. Indices count up from 0 and are never reused.
func (t *Table[T]) Append(v T) uint32 {
	if int64(t.n) > math.MaxUint32 {
		panic(fmt.Sprintf("store: a table holds at most %d values", int64(math.MaxUint32)+1))
	}
	i := uint32(t.n)
	if i&slotMask == 0 {
		t.pages = append(t.pages, new(page[T]))
		t.claim(i >> pageBits)
	}
	t.n++
	*t.Mut(i) = v
	return i
}

// Fork returns a table with the same values. From now on both it and the
// receiver copy a page before they write it.
//
// A table may be forked by one goroutine at a time; the two tables are independent afterwards.
func (t *Table[T]) Fork() Table[T] {
	t.mine = t.mine[:0]
	// Room for one more page: most forks append sooner or later.
	pages := append(make([]*page[T], 0, len(t.pages)+1), t.pages...)
	return Table[T]{pages: pages, n: t.n}
}

// All yields every index and value in index order, for reading as At does.
// Values appended during the iteration are yielded too.
func (t *Table[T]) All() iter.Seq2[uint32, *T] {
	return func(yield func(uint32, *T) bool) {
		for i := 0; i < t.n; i++ {
			if !yield(uint32(i), t.At(uint32(i))) {
				return
			}
		}
	}
}

// own replaces a page that others read by a copy.
func (t *Table[T]) own(p uint32) {
	c := *t.pages[p]
	t.pages[p] = &c
	t.claim(p)
}

// claim notes that nobody else reads page p.
func (t *Table[T]) claim(p uint32) {
	for int(p>>6) >= len(t.mine) {
		t.mine = append(t.mine, 0)
	}
	t.mine[p>>6] |= 1 << (p & 63)
}

// outOfRange stands apart so that At and Mut stay small enough to be inlined.
func outOfRange(i uint32, n int) {
	panic(fmt.Sprintf("store: index %d out of range [0, %d)", i, n))
}
