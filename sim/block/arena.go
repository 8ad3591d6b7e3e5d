package block

import (
	"fmt"
	"math/bits"
	"slices"

	"blockyard/sim/store"
)

// A word is either the epoch in which the whole range below it was last written,
// or, with the top bit set, the number of a node.
type word uint32

const (
	isNode word = 1 << 31
	none   word = 0 // nothing below was ever written
)

const (
	fanBits = 3
	fan     = 1 << fanBits
	levels  = 9 // fan to the power of levels is MaxBlocks
)

// span returns the number of blocks below a word of the given level.
func span(level uint) uint32 { return 1 << (fanBits * level) }

func (w word) node() uint32 { return uint32(w &^ isNode) }

const (
	nodeBits = 8
	pageLen  = 1 << nodeBits
	slotMask = pageLen - 1
	maxPages = 1 << (31 - nodeBits) // so many give every word with the top bit set a node

	// sparse is the number of nodes up to which a page is worth copying for the sake of its free slots.
	sparse = pageLen / 2
)

// A page holds 256 nodes. Without pointers it is never scanned by the collector,
// and 10,240 bytes is exactly a size class of the allocator.
type page struct {
	epoch   [pageLen]Epoch  // the newest epoch below the node, exactly
	written [pageLen]uint32 // the number of written blocks below it, exactly
	words   [pageLen][fan]word
}

// A pageInfo says which slots of a page are free. It lies apart from the page, so
// that freeing a node in a page that a fork reads, too, does not copy the page.
type pageInfo struct {
	free   [pageLen / 64]uint64 // bit set: slot is free
	used   int32
	listed bool   // on the list of pages with room
	next   uint32 // the next page on that list
}

// noPage ends the list of pages with room.
const noPage = ^uint32(0)

// An arena holds the nodes of all maps. A page may be written only by the world
// that made it, until that world forks: then neither side may.
type arena struct {
	pages   []*page  // nil: no node in it
	mine    []uint64 // bit p set: page p was made here since the last fork
	info    store.Table[pageInfo]
	current uint32 // the page from which nodes are taken
	roomy   uint32 // the first of the other pages of which half is free
	nodes   int    // nodes in use
}

func newArena() arena {
	return arena{current: noPage, roomy: noPage}
}

func (a *arena) fork() arena {
	clear(a.mine)
	f := *a
	f.pages = slices.Clone(a.pages)
	f.mine = make([]uint64, len(a.mine))
	f.info = a.info.Fork()
	return f
}

// words returns the eight words of node i, for reading.
func (a *arena) words(i uint32) *[fan]word { return &a.pages[i>>nodeBits].words[i&slotMask] }

// child returns word j below w: of a whole range, that is the range again.
func (a *arena) child(w word, j uint32) word {
	if w&isNode == 0 {
		return w
	}
	return a.words(w.node())[j]
}

func (a *arena) nodeEpoch(i uint32) Epoch { return a.pages[i>>nodeBits].epoch[i&slotMask] }

// newest returns the newest epoch below w.
func (a *arena) newest(w word) Epoch {
	if w&isNode == 0 {
		return Epoch(w)
	}
	return a.nodeEpoch(w.node())
}

// written returns the number of written blocks below w.
func (a *arena) written(w word, level uint) uint32 {
	switch {
	case w&isNode != 0:
		i := w.node()
		return a.pages[i>>nodeBits].written[i&slotMask]
	case w == none:
		return 0
	default:
		return span(level)
	}
}

// isMine reports whether page p may be written in place.
func (a *arena) isMine(p uint32) bool { return a.mine[p>>6]>>(p&63)&1 != 0 }

// own makes page p one that may be written in place.
func (a *arena) own(p uint32) *page {
	if a.isMine(p) {
		return a.pages[p]
	}
	c := new(page)
	if a.pages[p] != nil {
		*c = *a.pages[p]
	}
	a.pages[p] = c
	a.mine[p>>6] |= 1 << (p & 63)
	return c
}

// alloc takes a free node, in a page that may be written. Its words and count are whatever they were.
func (a *arena) alloc(epoch Epoch) uint32 {
	for !a.hasRoom() {
		a.turnPage()
	}
	slot := a.info.Mut(a.current).take()
	a.own(a.current).epoch[slot] = epoch
	a.nodes++
	return a.current<<nodeBits | slot
}

// hasRoom reports whether nodes can be taken from the current page. A page that
// a fork reads is copied only if that gains enough.
func (a *arena) hasRoom() bool {
	if a.current == noPage {
		return false
	}
	used := a.info.At(a.current).used
	return used <= sparse || used < pageLen && a.isMine(a.current)
}

// turnPage makes another page the current one.
func (a *arena) turnPage() {
	if a.roomy != noPage {
		a.current = a.roomy
		info := a.info.Mut(a.current)
		a.roomy, info.listed = info.next, false
		return
	}
	if len(a.pages) == maxPages {
		panic(fmt.Sprintf("block: all %d nodes are used up", maxPages*pageLen))
	}
	free := ^uint64(0)
	a.current = a.info.Append(pageInfo{free: [pageLen / 64]uint64{free, free, free, free}})
	a.pages = append(a.pages, nil)
	if len(a.pages) > 64*len(a.mine) {
		a.mine = append(a.mine, 0)
	}
}

// take returns the first free slot, which must exist.
func (info *pageInfo) take() uint32 {
	k := 0
	for info.free[k] == 0 {
		k++
	}
	slot := uint32(k)<<6 | uint32(bits.TrailingZeros64(info.free[k]))
	info.free[k] &= info.free[k] - 1
	info.used++
	return slot
}

// release gives node i back. Whatever a fork sees of it stays as it is.
func (a *arena) release(i uint32) {
	p, slot := i>>nodeBits, i&slotMask
	info := a.info.Mut(p)
	info.free[slot>>6] |= 1 << (slot & 63)
	info.used--
	a.nodes--
	if info.used <= sparse && !info.listed && p != a.current {
		info.listed = true
		info.next, a.roomy = a.roomy, p
	}
	if info.used == 0 {
		a.pages[p] = nil
		a.mine[p>>6] &^= 1 << (p & 63)
	}
}

// releaseAll gives back every node below w, which nobody may share.
func (a *arena) releaseAll(w word) {
	for _, c := range *a.words(w.node()) {
		if c&isNode != 0 {
			a.releaseAll(c)
		}
	}
	a.release(w.node())
}

// below returns the word for the range of the given level at block, in the map of root.
func (a *arena) below(root word, block uint32, level uint) word {
	for l := uint(levels); l > level && root&isNode != 0; l-- {
		root = a.words(root.node())[block>>(fanBits*(l-1))&(fan-1)]
	}
	return root
}
