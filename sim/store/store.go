// Package store keeps tables of plain values in copy-on-write pages.
//
// One idea carries it: every page names the generation that may write it, and a
// fork gives both sides a new generation. From then on every page that existed is
// foreign to both, so each copies a page once, before its first write to it. A
// fork therefore costs one copy of the page directory (8 bytes for every 64
// values), and two forks share nothing that either of them will ever write: they
// may run on different goroutines without a lock, a counter or an atomic.
//
// Nobody counts references. A page that no directory names any more is garbage.
package store

import (
	"fmt"
	"iter"
	"math"
)

// An Owner is the identity of one generation of one world: the right to write a page.
//
// Owners are compared by their address alone, which is why an Owner has a size:
// values without one may share an address. All tables of a world may carry the
// same Owner; two worlds never do.
type Owner struct{ _ byte }

// NewOwner returns an owner that is different from every other.
func NewOwner() *Owner { return new(Owner) }

const (
	pageBits = 6
	pageSize = 1 << pageBits // values in a page
	slotMask = pageSize - 1
)

// A page holds 64 values and says who may write them.
type page[T any] struct {
	owner  *Owner
	values [pageSize]T
}

// A Table is a growing sequence of values, numbered from 0 in the order of their creation.
//
// Values should be plain: whatever they point to is shared between forks. The
// zero Table belongs to nobody: it can be read (it is empty) but not written.
// A Table must not be copied by assignment and then written; Fork is the way.
type Table[T any] struct {
	owner *Owner
	pages []*page[T]
	n     int
}

// New returns an empty table that owner may write. It panics if owner is nil.
func New[T any](owner *Owner) Table[T] {
	if owner == nil {
		panic("store: a table needs an owner")
	}
	return Table[T]{owner: owner}
}

// Len returns the number of values.
func (t *Table[T]) Len() int { return t.n }

// At returns value i for reading. The pointer is valid until the next Mut or
// Append, which may copy the page away from under it. At panics if there is no value i.
func (t *Table[T]) At(i uint32) *T {
	if int64(i) >= int64(t.n) {
		outOfRange(i, t.n)
	}
	return &t.pages[i>>pageBits].values[i&slotMask]
}

// Mut returns value i for writing. The pointer may be written until the table is
// forked. Mut panics if there is no value i.
func (t *Table[T]) Mut(i uint32) *T {
	if int64(i) >= int64(t.n) {
		outOfRange(i, t.n)
	}
	p := t.pages[i>>pageBits]
	if p.owner != t.owner {
		p = t.own(i >> pageBits)
	}
	return &p.values[i&slotMask]
}

// Append adds v and returns its index. Indices count up from 0 and are never reused.
func (t *Table[T]) Append(v T) uint32 {
	if int64(t.n) > math.MaxUint32 {
		panic(fmt.Sprintf("store: a table holds at most %d values", int64(math.MaxUint32)+1))
	}
	i := uint32(t.n)
	if i&slotMask == 0 {
		t.pages = append(t.pages, t.newPage())
	}
	t.n++
	*t.Mut(i) = v
	return i
}

// Fork returns a table with the same values that child may write, and gives the
// receiver to parent, so that both copy a page before they write it.
//
// Both owners must be new to the table; Fork panics otherwise, because a reused
// owner would write into pages that the other side reads. A table may be forked
// by one goroutine at a time; the two tables are independent afterwards.
func (t *Table[T]) Fork(parent, child *Owner) Table[T] {
	if parent == nil || child == nil || parent == child || parent == t.owner || child == t.owner {
		panic("store: a fork needs two new owners")
	}
	t.owner = parent
	// Room for one more page: most forks append sooner or later.
	pages := append(make([]*page[T], 0, len(t.pages)+1), t.pages...)
	return Table[T]{owner: child, pages: pages, n: t.n}
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

// own replaces a foreign page by a copy that this table may write.
func (t *Table[T]) own(at uint32) *page[T] {
	p := t.newPage()
	p.values = t.pages[at].values
	t.pages[at] = p
	return p
}

func (t *Table[T]) newPage() *page[T] {
	if t.owner == nil {
		panic("store: a table without an owner cannot be written")
	}
	return &page[T]{owner: t.owner}
}

// outOfRange stands apart so that At and Mut stay small enough to be inlined.
func outOfRange(i uint32, n int) {
	panic(fmt.Sprintf("store: index %d out of range [0, %d)", i, n))
}
