package block

import (
	"errors"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
)

type blocks struct{ from, to uint32 }

// collect returns a yield that appends to ranges and stops after limit of them.
func collect(ranges *[]blocks, limit int) func(from, to uint32) bool {
	return func(from, to uint32) bool {
		*ranges = append(*ranges, blocks{from, to})
		return len(*ranges) < limit
	}
}

func TestSnapshotBlocksAreWholeRangesInOrder(t *testing.T) {
	s := New()
	v := s.NewVolume(0)
	s.Write(v, 1000, 5000)
	s.Snapshot(v)
	s.Write(v, 4000, 4100)
	s.Write(v, 7, 9)
	s.Write(v, MaxBlocks-3, MaxBlocks)
	x := s.Snapshot(v)

	list := func(from uint32, limit int) (ranges []blocks) {
		s.SnapshotBlocks(x, from, collect(&ranges, limit))
		return ranges
	}
	last := blocks{MaxBlocks - 3, MaxBlocks}
	require.Equal(t, []blocks{{7, 9}, {1000, 5000}, last}, list(0, 10))
	require.Equal(t, []blocks{{8, 9}, {1000, 5000}, last}, list(8, 10))
	require.Equal(t, []blocks{{4050, 5000}, last}, list(4050, 10), "a range is cut at the start")
	require.Equal(t, []blocks{{7, 9}}, list(0, 1))
	require.Equal(t, []blocks{{7, 9}, {1000, 5000}}, list(0, 2))
	require.Equal(t, []blocks{{MaxBlocks - 1, MaxBlocks}}, list(MaxBlocks-1, 10))
	require.Empty(t, list(MaxBlocks, 10))
}

func TestChangedBlocksNeedALineage(t *testing.T) {
	s := New()
	v := s.NewVolume(0)
	s.Write(v, 0, 1<<20)
	a := s.Snapshot(v)
	s.Write(v, 100, 200)
	s.Write(v, 1<<20, 1<<20+5)
	b := s.Snapshot(v)
	stranger := s.Snapshot(s.NewVolume(0))

	var ranges []blocks
	require.NoError(t, s.ChangedBlocks(a, b, 0, collect(&ranges, 10)))
	require.Equal(t, []blocks{{100, 200}, {1 << 20, 1<<20 + 5}}, ranges)

	ranges = nil
	require.NoError(t, s.ChangedBlocks(b, a, 150, collect(&ranges, 1)))
	require.Equal(t, []blocks{{150, 200}}, ranges)

	ranges = nil
	require.ErrorIs(t, s.ChangedBlocks(a, stranger, 0, collect(&ranges, 10)), ErrUnrelated)
	require.Empty(t, ranges)
}

func TestAPixelSumsUpManyBlocks(t *testing.T) {
	s := New()
	v := s.NewVolume(0)
	s.Write(v, 0, 640)
	a := s.Snapshot(v)
	s.Write(v, 70, 73)
	b := s.Snapshot(v)
	s.Write(v, 600, 700)
	first, second, now := s.SnapshotContent(a, 0), s.SnapshotContent(b, 70), s.Content(v, 650)

	require.Equal(t, []Pixel{
		{Newest: first, Written: 64, Stored: true, Owner: a},
		{Newest: second, Written: 64, Stored: true, Owner: b},
		{Newest: first, Written: 64, Stored: true, Owner: a},
	}, s.Strip(b, 5, 3, 2, nil))
	require.Equal(t, []Pixel{
		{Newest: first, Written: 64, Stored: true, Owner: a},
		{Newest: now, Written: 64},
		{Newest: now, Written: 60},
		{},
	}, s.VolumeStrip(v, 8*64, 4, 2, nil))

	end := s.Strip(b, MaxBlocks-1, 2, 0, []Pixel{{Written: 7}})
	require.Equal(t, []Pixel{{Written: 7}, {}, {}}, end, "appended, and nothing lies beyond the end")

	fresh := s.NewVolume(0)
	s.Write(fresh, 0, 1)
	require.Equal(t, []Pixel{{Newest: s.Content(fresh, 0), Written: 1}}, s.VolumeStrip(fresh, 0, 1, levels, nil))
}

// A volume of 64 TiB that is written from end to end, in pieces, is one word again.
func TestSequentialWritesLeaveNoNodes(t *testing.T) {
	s := New()
	v := s.NewVolume(0)
	const piece = 1 << 12
	for at := uint32(0); at < MaxBlocks; at += piece {
		s.Write(v, at, at+piece-1)
		s.Write(v, at+piece-1, at+piece)
	}
	require.Zero(t, s.nodes)
	require.Equal(t, uint64(MaxBlocks), s.Total(v))
	require.Equal(t, uint64(MaxBlocks), s.Owned(s.Snapshot(v)))
}

func TestAnEmptySnapshotStoresNothing(t *testing.T) {
	s := New()
	v := s.NewVolume(4)
	s.Write(v, 9, 9)
	x := s.Snapshot(v)
	require.Zero(t, s.Full(x)+s.Owned(x)+s.Stored(4))
	require.Empty(t, s.TakeChanged())
	require.Zero(t, s.Delete(x))
	s.DeleteVolume(v)
	checkEmpty(t, s)
}

// Forks of one world, and forks of those, are used at once; the race detector
// watches. Equal histories give equal worlds, and the origin stays what it was.
// A discarded snapshot is there and empty; what others of its family need is
// handed on, and the volume's next snapshot stores again what only it had.
func TestADiscardedSnapshotHoldsNothing(t *testing.T) {
	s := New()
	v := s.NewVolume(0)
	s.Write(v, 0, 100)
	s.Snapshot(v)
	s.Write(v, 50, 60)
	x := s.Snapshot(v)
	require.Equal(t, uint64(10), s.Owned(x))
	require.Equal(t, uint64(10), s.Discard(x))
	require.Zero(t, s.Owned(x))
	require.Zero(t, s.Full(x))
	require.Equal(t, uint64(100), s.Stored(0))
	s.Write(v, 60, 65)
	next := s.Snapshot(v)
	require.Equal(t, uint64(15), s.Owned(next))
	require.Equal(t, uint64(100), s.Full(next))
	s.Delete(x)
	require.Equal(t, uint64(115), s.Stored(0))
	require.Equal(t, uint64(100), s.Full(next))
}

func TestForksRunOnDifferentGoroutines(t *testing.T) {
	origin := New()
	v := origin.NewVolume(0)
	for k := range uint32(50) {
		origin.Write(v, k*97, k*97+50)
		origin.Snapshot(v)
	}
	before := digestOf(t, origin)

	digests := make([][]byte, 6)
	var wg sync.WaitGroup
	for g := range digests {
		f := origin.Fork()
		wg.Go(func() {
			for k := range uint32(200) {
				f.Write(v, k*31*uint32(g/2+1), k*31*uint32(g/2+1)+20)
				if x := f.Snapshot(v); k%3 > 0 {
					f.Delete(x - 40)
				}
				if k%40 == uint32(g) { // when a world forks makes no difference
					f = f.Fork()
				}
			}
			digests[g] = digestOf(t, f)
			checkInvariants(t, f)
		})
	}
	wg.Wait()
	for g := 0; g < len(digests); g += 2 {
		require.Equal(t, digests[g], digests[g+1])
	}
	require.NotEqual(t, digests[0], digests[2])
	require.Equal(t, before, digestOf(t, origin))
	checkInvariants(t, origin)
}

// Whatever a caller can see, or will see later, is in the digest.
func TestTheDigestSeesEveryDifference(t *testing.T) {
	origin := New()
	v := origin.NewVolume(0)
	origin.Write(v, 0, 100)
	x := origin.Snapshot(v)
	y := origin.Snapshot(v)
	seen := map[string]string{string(digestOf(t, origin)): "nothing"}
	for name, change := range map[string]func(*Store){
		"a new volume":                 func(s *Store) { s.NewVolume(0) },
		"a new volume elsewhere":       func(s *Store) { s.NewVolume(1) },
		"a write":                      func(s *Store) { s.Write(v, 3, 4) },
		"another write":                func(s *Store) { s.Write(v, 3, 5) },
		"a snapshot":                   func(s *Store) { s.Snapshot(v) },
		"a restored volume":            func(s *Store) { s.Restore(x, 0, true) },
		"one of the later snapshot":    func(s *Store) { s.Restore(y, 0, true) },
		"one without lineage":          func(s *Store) { s.Restore(x, 0, false) },
		"a copied volume":              func(s *Store) { s.CopyVolume(v, true) },
		"a copied volume, no lineage":  func(s *Store) { s.CopyVolume(v, false) },
		"a copy":                       func(s *Store) { s.Copy(x, 1) },
		"a copy of the later snapshot": func(s *Store) { s.Copy(y, 1) },
		"a copy in the same account":   func(s *Store) { s.Copy(x, 0) },
		"a copy that is deleted":       func(s *Store) { s.Delete(s.Copy(x, 1)) },
		"the later copy, deleted":      func(s *Store) { s.Delete(s.Copy(y, 1)) },
		"an archived snapshot":         func(s *Store) { s.Archive(x, 1) },
		"one that came back":           func(s *Store) { s.Archive(x, 1); s.Unarchive(x) },
		"the first one deleted":        func(s *Store) { s.Delete(x) },
		"the second one deleted":       func(s *Store) { s.Delete(y) },
		"the volume deleted":           func(s *Store) { s.DeleteVolume(v) },
	} {
		f := origin.Fork()
		change(f)
		digest := string(digestOf(t, f))
		require.Empty(t, seen[digest], "%s looks like it", name)
		seen[digest] = name
	}
}

// failing is a writer that has no room.
type failing struct{}

var errFull = errors.New("full")

func (failing) Write([]byte) (int, error) { return 0, errFull }

func TestDigestToReportsTheWritersError(t *testing.T) {
	require.ErrorIs(t, New().DigestTo(failing{}), errFull)
}

func TestEngineBugsPanic(t *testing.T) {
	s := New()
	v := s.NewVolume(0)
	x := s.Snapshot(v)
	gone := s.Snapshot(v)
	s.Delete(gone)
	panics := func(message string, f func()) {
		t.Helper()
		require.PanicsWithValue(t, message, f)
	}
	panics("block: there is no volume 1", func() { s.Write(1, 0, 1) })
	panics("block: there is no snapshot 1", func() { s.Delete(gone) })
	panics("block: there is no snapshot 2", func() { s.Full(2) })
	panics("block: blocks 5 to 4 are not a range of volume 0", func() { s.Write(v, 5, 4) })
	panics("block: blocks 0 to 134217729 are not a range of volume 0", func() { s.Write(v, 0, MaxBlocks+1) })
	panics("block: there is no block 134217728 in a map of 134217728", func() { s.Content(v, MaxBlocks) })
	panics("block: a volume of account 2 cannot continue the lineage of snapshot 0 in account 0", func() { s.Restore(x, 2, true) })
	panics("block: account 1048576 was not counted up from 0", func() { s.NewVolume(maxAccounts) })
	panics("block: snapshot 0 is not archived", func() { s.Unarchive(x) })
	panics("block: a pixel of 8^10 blocks is more than a map has", func() { s.Strip(x, 0, 1, levels+1, nil) })
	s.Archive(x, 1)
	panics("block: snapshot 0 is archived", func() { s.Restore(x, 0, true) })
	panics("block: snapshot 0 is archived", func() { s.Copy(x, 0) })

	s.DeleteVolume(v)
	panics("block: there is no volume 0", func() { s.Snapshot(v) })
	s.epoch = maxEpoch - 1
	s.NewVolume(0)
	panics("block: all 2147483647 epochs are used up", func() { s.NewVolume(0) })
}
