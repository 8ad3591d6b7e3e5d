package block

// buryVersion lets go of a version, or of a volume's leaf. As long as two or more
// children need it as a tombstone it keeps its map, because the children share
// nodes of it that only they see, and both may overwrite them. When it goes, so do
// the nodes that neither its parent nor its child has.
func (s *Store) buryVersion(v uint32) {
	s.versions.bury(v)
	for s.versions.idle(v) {
		n := s.versions.At(v)
		s.sweep(n.root, s.mapOf(n.up), s.mapOf(n.first))
		v = s.versions.splice(v)
	}
}

// mapOf returns the map of a version, which may be no version.
func (s *Store) mapOf(v uint32) word { return s.versions.At(v).root }

// sweep gives back the nodes below x that neither p nor q has.
func (s *Store) sweep(x, p, q word) {
	if x&isNode == 0 || x == p || x == q {
		return
	}
	if (p|q)&isNode == 0 {
		s.releaseAll(x)
		return
	}
	for j := range uint32(fan) {
		if c := s.words(x.node())[j]; c&isNode != 0 {
			s.sweep(c, s.child(p, j), s.child(q, j))
		}
	}
	s.release(x.node())
}

// isBetween reports whether the neighbours that decide who is billed for a
// snapshot and those that share its nodes are the same two versions: one child,
// and one parent or none. So it is everywhere in a chain of snapshots.
func (s *Store) isBetween(o *snapshot) bool {
	m, v := s.members.At(o.member), s.versions.At(o.version)
	if v.data.pins != 1 || m.children != 1 || v.children != 1 || (m.up == noVertex) != (v.up == noVertex) {
		return false
	}
	child := s.members.At(m.first) // if a volume's leaf, it has no version
	if child.state != held || child.data.version != v.first {
		return false
	}
	parent := s.members.At(m.up)
	return m.up == noVertex || parent.state == held && parent.data.version == v.up
}

// takeOut makes a snapshot that isBetween leave its family and gives back its
// nodes, in one walk.
func (s *Store) takeOut(o *snapshot) (freed uint64) {
	n := *s.versions.At(o.version)
	freed = s.between(n.root, s.mapOf(n.up), s.mapOf(n.first), levels)
	s.versions.Mut(o.version).root = none // its nodes are gone
	m := s.members.At(o.member)
	s.bill(m.first, int64(m.data.owned)-int64(freed))
	s.forgo(o.member)
	s.buryMember(o.member)
	return freed
}

// between gives back the nodes below x that neither its parent p nor its child q
// has, and counts the blocks that neither has.
func (s *Store) between(x, p, q word, level uint) (freed uint64) {
	switch {
	case x == none || x == p || x == q:
		return 0
	case x&isNode == 0:
		if s.differs(p, x) && s.differs(q, x) {
			return uint64(span(level))
		}
	case p == none && q&isNode == 0: // a child's uniform range is newer, so all of x was overwritten
		freed = uint64(s.written(x, level))
		s.releaseAll(x)
		return freed
	}
	for j := range uint32(fan) {
		c, a, b := s.child(x, j), s.child(p, j), s.child(q, j)
		switch {
		case c == a || c == b:
		case level > 1:
			freed += s.between(c, a, b, level-1)
		case c != none:
			freed++
		}
	}
	if x&isNode != 0 {
		s.release(x.node())
	}
	return freed
}

// differs reports whether w, another word, surely has no cell of the epoch x.
func (s *Store) differs(w, x word) bool {
	return w&isNode == 0 || s.nodeEpoch(w.node()) < Epoch(x)
}
