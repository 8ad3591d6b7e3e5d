package block

// SnapshotBlocks yields the ranges of written blocks of x, from block from on, in
// ascending order and as long as they can be, until yield returns false. It is
// what ListSnapshotBlocks lists, and costs nothing to keep.
func (s *Store) SnapshotBlocks(x SnapshotID, from uint32, yield func(from, to uint32) bool) {
	s.yieldDifferences(s.root(x), none, from, yield)
}

// ChangedBlocks yields the ranges of blocks that differ between a and b, as
// SnapshotBlocks does. It refuses, with ErrUnrelated, snapshots of different families.
func (s *Store) ChangedBlocks(a, b SnapshotID, from uint32, yield func(from, to uint32) bool) error {
	if !s.Related(a, b) {
		return ErrUnrelated
	}
	s.yieldDifferences(s.root(a), s.root(b), from, yield)
	return nil
}

// A run is a range that may still grow, and where it goes then.
type run struct {
	from, to uint32
	yield    func(from, to uint32) bool
}

func (s *Store) yieldDifferences(x, y word, from uint32, yield func(from, to uint32) bool) {
	r := run{yield: yield}
	if s.differences(x, y, levels, 0, from, &r) && r.to > r.from {
		yield(r.from, r.to)
	}
}

// differences adds the ranges below x and y, which begin at base, to r, and reports whether it may go on.
func (s *Store) differences(x, y word, level uint, base, from uint32, r *run) bool {
	if x == y || base+span(level) <= from {
		return true
	}
	if (x|y)&isNode == 0 {
		return r.add(max(base, from), base+span(level))
	}
	for j := range uint32(fan) {
		a, b := s.child(x, j), s.child(y, j)
		if a != b && !s.differences(a, b, level-1, base+j*span(level-1), from, r) {
			return false
		}
	}
	return true
}

// add appends a range that begins at or after the end of r.
func (r *run) add(from, to uint32) bool {
	if from == r.to && r.to > r.from {
		r.to = to
		return true
	}
	ok := r.to == r.from || r.yield(r.from, r.to)
	r.from, r.to = from, to
	return ok
}
