package block

// A candidate is a member that may have blocks of the member in question.
type candidate struct {
	member uint32
	root   word
	age    uint32
	limit  Epoch  // it shares nothing newer than this
	older  bool   // than the member in question: what it has was never that member's
	gain   uint32 // blocks it inherits; not counted for the first heir
}

// A share is what a candidate has at one position of the maps.
type share struct {
	word      word
	candidate uint32 // index, which is also its place by age
}

// A walk decides who gets the blocks of one member x: a descent into x and the
// candidates at once, which stops wherever words decide.
//
// Candidates behind a tombstone above x are far. They are looked at only where x
// is old enough for them to share anything, and by age until one has the same
// word. A tombstone with a thousand branches beside x costs nothing else.
type walk struct {
	neighbours []neighbour
	candidates []candidate // by age
	heir       int         // the oldest younger candidate; -1: there is none
	far        []uint32    // the far candidates, by age
	farOldest  Epoch       // the smallest of their limits
	farNewest  Epoch       // the largest
	shares     [levels + 1][]share
	merged     []share
}

// split shares out the blocks below root of which no older candidate has a copy.
// It adds to the gains of all younger candidates but heir, and returns the number
// of blocks that nobody has.
func (s *Store) split(root word, heir int) (nobodys uint64) {
	k := &s.walk
	k.heir, k.far, k.farOldest, k.farNewest = heir, k.far[:0], unlimited, 0
	near := k.shares[levels][:0]
	for i, c := range k.candidates {
		if c.limit == unlimited {
			near = append(near, share{word: c.root, candidate: uint32(i)})
			continue
		}
		k.far = append(k.far, uint32(i))
		k.farOldest, k.farNewest = min(k.farOldest, c.limit), max(k.farNewest, c.limit)
	}
	k.shares[levels] = near
	return s.descend(root, levels, 0, unlimited)
}

// descend is split for one position: the word x of the given level at block.
// Far candidates with a limit of seen or more have been looked at further up.
func (s *Store) descend(x word, level uint, block uint32, seen Epoch) (nobodys uint64) {
	if x == none {
		return 0
	}
	k := &s.walk
	epoch := s.newest(x)
	all := s.narrow(x, epoch, level, block, seen)
	if all != nil && (all.older || all == k.first()) {
		return 0 // the older one's, or the first heir's
	}
	settled := x&isNode == 0 || len(k.far) == 0 || epoch <= k.farOldest // nobody else comes in further down
	switch n := len(k.shares[level]); {
	case settled && n == 0:
		return uint64(s.written(x, level))
	case settled && n == 1 && all != nil:
		all.gain += s.written(x, level)
		return 0
	}
	for j := range uint32(fan) {
		if c := s.child(x, j); c != none {
			s.childShares(level, j)
			nobodys += s.descend(c, level-1, block+j*span(level-1), epoch)
		}
	}
	return nobodys
}

// first returns the first heir, or nil.
func (k *walk) first() *candidate {
	if k.heir < 0 {
		return nil
	}
	return &k.candidates[k.heir]
}

// childShares fills the shares one level down with what lies below word j of those here.
func (s *Store) childShares(level uint, j uint32) {
	below := s.walk.shares[level-1][:0]
	for _, h := range s.walk.shares[level] {
		below = append(below, share{word: s.child(h.word, j), candidate: h.candidate})
	}
	s.walk.shares[level-1] = below
}

// narrow drops the shares that have nothing of x, and takes in the far candidates
// that may from here on. It stops at, and returns, the oldest candidate that has
// all of x: those after it cannot get anything.
func (s *Store) narrow(x word, epoch Epoch, level uint, block uint32, seen Epoch) (all *candidate) {
	k := &s.walk
	if epoch <= k.farNewest && seen > k.farOldest {
		return s.narrowFar(x, epoch, level, block, seen)
	}
	kept := k.shares[level][:0]
	for _, h := range k.shares[level] {
		if h.word == x {
			kept, all = append(kept, h), &k.candidates[h.candidate]
			break
		}
		if s.mayShare(h.word, x, epoch) {
			kept = append(kept, h)
		}
	}
	k.shares[level] = kept
	return all
}

// narrowFar is narrow where far candidates come in: a merge by age.
func (s *Store) narrowFar(x word, epoch Epoch, level uint, block uint32, seen Epoch) (all *candidate) {
	k := &s.walk
	kept, near, far := k.merged[:0], k.shares[level], k.far
	for len(near)+len(far) > 0 && all == nil {
		var h share
		if len(far) > 0 && (len(near) == 0 || far[0] < near[0].candidate) {
			c := &k.candidates[far[0]]
			h.candidate, far = far[0], far[1:]
			if c.limit < epoch || c.limit >= seen {
				continue
			}
			h.word = s.below(c.root, block, level)
		} else {
			h, near = near[0], near[1:]
		}
		if h.word == x {
			kept, all = append(kept, h), &k.candidates[h.candidate]
		} else if s.mayShare(h.word, x, epoch) {
			kept = append(kept, h)
		}
	}
	k.merged = kept
	k.shares[level] = append(k.shares[level][:0], kept...)
	return all
}

// mayShare reports whether the different words w and x can have a cell in common, x being of the given epoch.
func (s *Store) mayShare(w, x word, epoch Epoch) bool {
	if w&isNode != 0 {
		return x&isNode != 0 || s.nodeEpoch(w.node()) >= epoch
	}
	return w != none && x&isNode != 0 && Epoch(w) <= epoch
}
