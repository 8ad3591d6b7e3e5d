package block

import (
	"github.com/stretchr/testify/require"
)

// checkInvariants checks what no caller can see: that nothing leaks, that maps are
// canonical, that nodes know what is below them, and that tombstones are few.
func checkInvariants(t require.TestingT, s *Store) {
	c := checker{t: t, store: s, seen: map[uint32]bool{}}
	checkForest(t, &s.versions, func(v *vertex[version]) { c.words(v.root, levels) })
	checkForest(t, &s.members, func(v *vertex[member]) { c.member(v) })
	require.Equal(t, len(c.seen), s.nodes, "nodes reachable and in use")

	var stored, owned uint64
	for _, blocks := range s.stored {
		stored += blocks
	}
	for x := range s.snapshots.Len() {
		owned += s.Owned(SnapshotID(x))
	}
	require.Equal(t, owned, stored, "owned and stored blocks")
}

type checker struct {
	t     require.TestingT
	store *Store
	seen  map[uint32]bool
}

// words checks the nodes below w, and returns its written blocks and its newest epoch.
func (c *checker) words(w word, level uint) (written uint32, newest Epoch) {
	s := c.store
	if w&isNode == 0 {
		return s.written(w, level), Epoch(w)
	}
	i := w.node()
	if c.seen[i] {
		return s.written(w, level), s.nodeEpoch(i)
	}
	c.seen[i] = true
	first := s.words(i)[0]
	same := first&isNode == 0
	for _, child := range *s.words(i) {
		n, e := c.words(child, level-1)
		written, newest = written+n, max(newest, e)
		same = same && child == first
	}
	require.False(c.t, same, "a node of eight equal words")
	require.Equal(c.t, written, s.written(w, level), "written blocks below a node")
	require.Equal(c.t, newest, s.nodeEpoch(i), "newest epoch below a node")
	return written, newest
}

func (c *checker) member(v *vertex[member]) {
	s := c.store
	if v.state != held || v.volume {
		return
	}
	require.Equal(c.t, s.versions.At(v.data.version).root, v.root, "the map of a member")
	require.Equal(c.t, s.versions.At(v.data.version).epoch, v.epoch, "the epoch of a member")
	if p := s.members.At(v.up); v.up != noVertex && p.state == held {
		require.Less(c.t, p.data.age, v.data.age, "a child is younger than its parent")
	}
}

func checkForest[T any](t require.TestingT, f *forest[T], check func(*vertex[T])) {
	heldOnes, tombstones := 0, 0
	for x, v := range f.All() {
		switch v.state {
		case held:
			heldOnes++
			check(v)
		case tombstone:
			tombstones++
			require.GreaterOrEqual(t, v.children, uint32(2), "an idle tombstone")
			check(v)
		case free:
			continue
		}
		children := uint32(0)
		for c := v.first; c != noVertex; c = f.At(c).next {
			children++
			require.Equal(t, x, f.At(c).up)
			require.LessOrEqual(t, v.epoch, f.At(c).leafEpoch(), "epochs fall on the way up")
		}
		require.Equal(t, v.children, children)
	}
	require.Equal(t, f.used, heldOnes+tombstones, "vertices in use")
	require.LessOrEqual(t, tombstones, max(0, heldOnes-1), "tombstones")
}

// leafEpoch is the newest epoch v can contain: a live volume's is not kept in the forest.
func (v *vertex[T]) leafEpoch() Epoch {
	if v.volume {
		return unlimited
	}
	return v.epoch
}

// checkEmpty checks that a store in which everything was deleted holds nothing.
func checkEmpty(t require.TestingT, s *Store) {
	require.Zero(t, s.nodes, "nodes left over")
	require.Zero(t, s.versions.used, "versions left over")
	require.Zero(t, s.members.used, "members left over")
	for _, p := range s.pages {
		require.Nil(t, p)
	}
}
