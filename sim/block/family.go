package block

import (
	"cmp"
	"slices"
)

// bill adds blocks to what member m owns, and to its account.
func (s *Store) bill(m uint32, blocks int64) {
	if blocks == 0 {
		return
	}
	n := s.members.Mut(m)
	n.data.owned += uint32(blocks)
	s.charge(n.data.account, blocks)
	s.changed = append(s.changed, n.data.snapshot)
}

func (s *Store) charge(a Account, blocks int64) {
	for int(a) >= len(s.stored) {
		s.stored = append(s.stored, 0)
	}
	s.stored[a] += uint64(blocks)
}

// leave takes a member out of its family. Its blocks go to the oldest other member
// that has them; the rest is freed, and counted.
func (s *Store) leave(m uint32) (freed uint64) {
	n := *s.members.At(m)
	s.findCandidates(m)
	heir := slices.IndexFunc(s.walk.candidates, func(c candidate) bool { return !c.older })
	if heir < 0 {
		freed = uint64(n.data.owned)
	} else {
		freed = s.handOn(n.root, heir, uint64(n.data.owned))
	}
	s.forgo(m)
	s.buryMember(m)
	return freed
}

// handOn bills the younger candidates for what they inherit of owned blocks and
// returns the rest. What the first heir gets is not counted, because that can be
// nearly everything: it gets what the others leave.
func (s *Store) handOn(root word, heir int, owned uint64) (freed uint64) {
	freed = s.split(root, heir)
	rest := owned - freed
	for i := heir + 1; i < len(s.walk.candidates); i++ {
		c := &s.walk.candidates[i]
		rest -= uint64(c.gain)
		s.bill(c.member, int64(c.gain))
	}
	s.bill(s.walk.candidates[heir].member, int64(rest))
	return freed
}

// forgo takes what m owns off its bill; others have been billed for what they inherit.
func (s *Store) forgo(m uint32) {
	data := s.members.At(m).data
	s.charge(data.account, -int64(data.owned))
	if data.owned > 0 {
		s.changed = append(s.changed, data.snapshot)
	}
}

// unheld counts the blocks of member m that no other live member of its family has.
func (s *Store) unheld(m uint32) uint64 {
	s.findCandidates(m)
	return s.split(s.members.At(m).root, -1)
}

// findCandidates finds the members that decide who stores the blocks of m, by age.
//
// Its neighbours are enough. The members that have one and the same content in a
// block are connected in the forest, and a path from m to an older one meets, at
// its first live member, one that is older than m and has the content, too. If
// there is none, the next oldest is a neighbour: the path to it rises only through
// tombstones, and the first live member on the way down is older than all below.
func (s *Store) findCandidates(m uint32) {
	k := &s.walk
	k.neighbours = s.members.frontier(m, noVertex, unlimited, k.neighbours[:0])
	k.candidates = k.candidates[:0]
	age := s.members.At(m).data.age
	for _, f := range k.neighbours {
		if n := s.members.At(f.vertex); !n.volume {
			k.candidates = append(k.candidates, candidate{
				member: f.vertex, root: n.root, age: n.data.age, limit: f.limit, older: n.data.age < age,
			})
		}
	}
	slices.SortFunc(k.candidates, func(a, b candidate) int { return cmp.Compare(a.age, b.age) })
}

// buryMember lets go of a member, or of a volume's leaf in a family. Its map is no
// longer needed there: of a tombstone in a family only the epoch counts.
func (s *Store) buryMember(m uint32) {
	s.members.Mut(m).root = none
	s.members.bury(m)
	for s.members.idle(m) {
		m = s.members.splice(m)
	}
}

// Related reports whether two snapshots belong to one family, which is what
// ListChangedBlocks needs to compare them.
func (s *Store) Related(a, b SnapshotID) bool {
	return s.progenitor(s.liveSnapshot(a).member) == s.progenitor(s.liveSnapshot(b).member)
}

// progenitor returns the root of the family of m.
func (s *Store) progenitor(m uint32) uint32 {
	for s.members.At(m).up != noVertex {
		m = s.members.At(m).up
	}
	return m
}
