package block

import "blockyard/sim/store"

// noVertex is the parent of a root, the child of a leaf and the end of a list.
const noVertex = 0

// A state says who needs a vertex.
type state uint8

const (
	free      state = iota // nobody: it waits for reuse
	held                   // a snapshot or a live volume
	tombstone              // its two or more children, who share what it had
)

// A vertex is a node of one of the two forests.
type vertex[T any] struct {
	up, first      uint32 // parent and first child
	previous, next uint32 // siblings
	children       uint32
	state          state
	volume         bool  // a leaf that stands for a live volume
	epoch          Epoch // the newest that its map can contain
	root           word  // its map
	data           T
}

// A forest is contracted: a vertex that nobody holds stays only while it has two
// or more children. Vertices are reused, in an order that depends on nothing but
// the calls.
type forest[T any] struct {
	store.Table[vertex[T]]
	free uint32 // first vertex to be reused, linked by next
	used int    // vertices held, and tombstones
}

func newForest[T any]() (f forest[T]) {
	f.Append(vertex[T]{}) // noVertex
	return f
}

func (f *forest[T]) fork() forest[T] {
	return forest[T]{Table: f.Table.Fork(), free: f.free, used: f.used}
}

// add makes a vertex without relatives.
func (f *forest[T]) add(v vertex[T]) uint32 {
	f.used++
	x := f.free
	if x == noVertex {
		return f.Append(v)
	}
	f.free = f.At(x).next
	*f.Mut(x) = v
	return x
}

// addBelow makes a vertex that is a child of p.
func (f *forest[T]) addBelow(p uint32, v vertex[T]) uint32 {
	x := f.add(v)
	f.link(p, x)
	return x
}

// addAbove makes a vertex on the edge between x and its parent.
func (f *forest[T]) addAbove(x uint32, v vertex[T]) uint32 {
	p := f.At(x).up
	y := f.add(v)
	f.unlink(x)
	f.link(p, y)
	f.link(y, x)
	return y
}

// link makes x, which has no parent, the first child of p.
func (f *forest[T]) link(p, x uint32) {
	if p == noVertex {
		return
	}
	parent := f.Mut(p)
	next := parent.first
	parent.first = x
	parent.children++
	if next != noVertex {
		f.Mut(next).previous = x
	}
	n := f.Mut(x)
	n.up, n.next = p, next
}

// unlink takes x from its parent.
func (f *forest[T]) unlink(x uint32) {
	n := f.Mut(x)
	p, previous, next := n.up, n.previous, n.next
	if p == noVertex {
		return
	}
	n.up, n.previous, n.next = noVertex, noVertex, noVertex
	parent := f.Mut(p)
	parent.children--
	if previous == noVertex {
		parent.first = next
	} else {
		f.Mut(previous).next = next
	}
	if next != noVertex {
		f.Mut(next).previous = previous
	}
}

// bury lets go of x. While idle says so, splice must follow.
func (f *forest[T]) bury(x uint32) {
	n := f.Mut(x)
	n.state, n.volume = tombstone, false
}

// idle reports whether x is a tombstone that nobody needs.
func (f *forest[T]) idle(x uint32) bool {
	n := f.At(x)
	return n.state == tombstone && n.children < 2
}

// splice takes the idle vertex x out, gives its child to its parent, and returns the parent, which may be idle now.
func (f *forest[T]) splice(x uint32) uint32 {
	p, child := f.At(x).up, f.At(x).first
	f.unlink(x)
	if child != noVertex {
		f.unlink(child)
		f.link(p, child)
	}
	*f.Mut(x) = vertex[T]{next: f.free}
	f.free = x
	f.used--
	return p
}

// A neighbour is a held vertex that is reached through tombstones only. With the
// vertex it was reached from it can share nothing that is newer than limit.
type neighbour struct {
	vertex uint32
	limit  Epoch
}

// unlimited is the limit of neighbours that no tombstone lies above.
const unlimited = ^Epoch(0)

// frontier appends the neighbours of x to found, except those reached by way of from.
//
// What lies behind a tombstone above x shares with x only what was there before
// the branch: limit becomes the epoch of the highest one on the way.
func (f *forest[T]) frontier(x, from uint32, limit Epoch, found []neighbour) []neighbour {
	n := f.At(x)
	if n.up != noVertex && n.up != from {
		p := f.At(n.up)
		bound := p.epoch
		if from == noVertex && p.state == held {
			bound = unlimited
		}
		found = f.reach(n.up, x, bound, found)
	}
	for c := n.first; c != noVertex; c = f.At(c).next {
		if c != from {
			found = f.reach(c, x, limit, found)
		}
	}
	return found
}

func (f *forest[T]) reach(y, from uint32, limit Epoch, found []neighbour) []neighbour {
	if f.At(y).state == held {
		return append(found, neighbour{vertex: y, limit: limit})
	}
	return f.frontier(y, from, limit, found)
}
