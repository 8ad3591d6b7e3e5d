package block

import (
	"cmp"
	"fmt"
	"slices"
)

// A Pixel says what is in a range of blocks, by the newest content there.
type Pixel struct {
	Newest  Epoch      // newest content; 0: nothing was ever written
	Written uint32     // written blocks in the range
	Stored  bool       // a snapshot stores the newest content
	Owner   SnapshotID // the snapshot that is billed for it, if Stored
}

// Strip appends pixels of 8^level blocks each to out: what is in snapshot x and who
// stores it, from block from on, rounded down to a whole pixel. Of what lies beyond
// MaxBlocks, nothing was ever written.
func (s *Store) Strip(x SnapshotID, from uint32, pixels int, level uint, out []Pixel) []Pixel {
	return s.strip(s.root(x), s.lineageOf(s.liveSnapshot(x).member), from, pixels, level, out)
}

// VolumeStrip is Strip for a volume. What no snapshot has yet is not Stored.
func (s *Store) VolumeStrip(v VolumeID, from uint32, pixels int, level uint, out []Pixel) []Pixel {
	o := s.liveVolume(v)
	return s.strip(s.mapOf(o.version), s.lineageOf(o.member), from, pixels, level, out)
}

// OwnerOf returns the snapshot that is billed for a block of x, and false if the block was never written.
func (s *Store) OwnerOf(x SnapshotID, block uint32) (SnapshotID, bool) {
	c := s.SnapshotContent(x, block)
	if c == 0 {
		return 0, false
	}
	l := s.lineageOf(s.liveSnapshot(x).member)
	return s.ownerIn(l, block, c)
}

// An ancestor is a step of the way from a member to the root of its family.
type ancestor struct {
	epoch  Epoch
	member uint32
}

// A lineage is the way from a member to the root of its family, by falling epoch.
type lineage struct {
	ancestors []ancestor
	branch    uint32   // the tombstone that heirs are the heirs of
	heirs     []uint32 // live members below it, by age
}

// lineageOf returns the lineage of a member, or of a volume's leaf, which may be no
// vertex. It is valid until the next call.
func (s *Store) lineageOf(m uint32) *lineage {
	l := &s.lineage
	l.ancestors, l.branch = l.ancestors[:0], noVertex
	for m != noVertex {
		n := s.members.At(m)
		a := ancestor{epoch: n.epoch, member: m}
		if n.volume {
			a.epoch = unlimited
		}
		l.ancestors = append(l.ancestors, a)
		m = n.up
	}
	return l
}

// highest returns the highest ancestor that has content c: birth says that it is
// the last whose epoch is not before c. The lineage must not be empty.
func (l *lineage) highest(c Epoch) uint32 {
	after, _ := slices.BinarySearchFunc(l.ancestors, c, func(a ancestor, c Epoch) int {
		if a.epoch >= c {
			return -1
		}
		return 1
	})
	return l.ancestors[after-1].member
}

// ownerIn returns the snapshot that is billed for content c of a block, if any has it.
func (s *Store) ownerIn(l *lineage, block uint32, c Epoch) (SnapshotID, bool) {
	if len(l.ancestors) == 0 {
		return 0, false
	}
	m := l.highest(c)
	switch n := s.members.At(m); {
	case n.volume:
		return 0, false
	case n.state == held:
		return n.data.snapshot, true
	default:
		return s.ownerBelow(l, m, block, c)
	}
}

// ownerBelow returns the oldest live member below a tombstone that has content c in a block.
func (s *Store) ownerBelow(l *lineage, branch, block uint32, c Epoch) (SnapshotID, bool) {
	if l.branch != branch {
		l.branch, l.heirs = branch, s.heirsBelow(branch, l.heirs[:0])
	}
	for _, h := range l.heirs {
		if n := s.members.At(h); s.below(n.root, block, 0) == word(c) {
			return n.data.snapshot, true
		}
	}
	return 0, false
}

// heirsBelow appends the live members that are reached from a tombstone downwards, by age.
func (s *Store) heirsBelow(branch uint32, heirs []uint32) []uint32 {
	k := &s.walk
	k.neighbours = s.members.frontier(branch, s.members.At(branch).up, unlimited, k.neighbours[:0])
	for _, f := range k.neighbours {
		if !s.members.At(f.vertex).volume {
			heirs = append(heirs, f.vertex)
		}
	}
	slices.SortFunc(heirs, func(a, b uint32) int {
		return cmp.Compare(s.members.At(a).data.age, s.members.At(b).data.age)
	})
	return heirs
}

func (s *Store) strip(root word, l *lineage, from uint32, pixels int, level uint, out []Pixel) []Pixel {
	if level > levels {
		panic(fmt.Sprintf("block: a pixel of 8^%d blocks is more than a map has", level))
	}
	var last Pixel
	at := uint64(from) / uint64(span(level)) * uint64(span(level))
	for range pixels {
		var p Pixel
		if at < MaxBlocks {
			p = s.pixel(root, l, uint32(at), level, &last)
		}
		out = append(out, p)
		at += uint64(span(level))
	}
	return out
}

// pixel describes the range of the given level at block. Most neighbours have the
// same owner as the last pixel; only below a tombstone must each be asked.
func (s *Store) pixel(root word, l *lineage, block uint32, level uint, last *Pixel) Pixel {
	w, at := s.wordAt(root, block, level)
	p := Pixel{Newest: s.newest(w), Written: min(s.written(w, at), span(level))}
	switch {
	case p.Newest == 0:
		return p
	case p.Newest == last.Newest && len(l.ancestors) > 0 && s.members.At(l.highest(p.Newest)).state == held:
		p.Stored, p.Owner = last.Stored, last.Owner
	default:
		p.Owner, p.Stored = s.ownerIn(l, s.blockOf(w, block, level), p.Newest)
	}
	*last = p
	return p
}

// wordAt returns the word of the given level at block, or the larger range it lies in, and its level.
func (s *Store) wordAt(root word, block uint32, level uint) (word, uint) {
	l := uint(levels)
	for ; l > level && root&isNode != 0; l-- {
		root = s.child(root, block>>(fanBits*(l-1))&(fan-1))
	}
	return root, l
}

// blockOf returns the first block below w, which begins at block, with the newest content there.
func (s *Store) blockOf(w word, block uint32, level uint) uint32 {
	newest := s.newest(w)
	for w&isNode != 0 {
		level--
		j := uint32(0)
		for s.newest(s.child(w, j)) != newest {
			j++
		}
		block += j * span(level)
		w = s.child(w, j)
	}
	return block
}
