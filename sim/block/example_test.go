package block

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// gib is the number of blocks in a GiB.
const gib = 1 << 30 / Size

// epochsOf reads a whole volume of 15 GiB, block by block.
func epochsOf(s *Store, v VolumeID) []Epoch {
	all := make([]Epoch, 15*gib)
	for b := range all {
		all[b] = s.Content(v, uint32(b))
	}
	return all
}

// AWS explains incremental snapshots with a volume of 15 GiB: snapshot A of 10 GiB
// of data, B after 4 GiB changed, C after 2 GiB were added
// (https://docs.aws.amazon.com/ebs/latest/userguide/how_snapshots_work.html).
// Together they store 10 + 4 + 2 GiB; deleting A leaves 10 of the 14 GiB that A and
// B stored, because B still needs the rest.
func TestTheWorkedExampleOfAWS(t *testing.T) {
	s := New()
	v := s.NewVolume(0)

	s.Write(v, 0, 10*gib)
	a := s.Snapshot(v)
	require.Equal(t, uint64(10*gib), s.Owned(a))

	s.Write(v, 2*gib, 6*gib)
	require.Equal(t, uint64(4*gib), s.Written(v))
	b, contentOfB := s.Snapshot(v), epochsOf(s, v)
	require.Equal(t, uint64(4*gib), s.Owned(b))

	s.Write(v, 10*gib, 12*gib)
	c, contentOfC := s.Snapshot(v), epochsOf(s, v)
	require.Equal(t, uint64(2*gib), s.Owned(c))

	require.Equal(t, uint64(16*gib), s.Stored(0))
	require.Equal(t, uint64(10*gib), s.Full(b), "each snapshot is complete, whoever stores its blocks")
	require.Equal(t, uint64(12*gib), s.Full(c))
	owner, stored := s.OwnerOf(c, 0)
	require.True(t, stored)
	require.Equal(t, a, owner)

	// Only the 4 GiB that B overwrote are freed; the other 6 GiB of A are now billed to B.
	require.Equal(t, uint64(4*gib), s.Delete(a))
	require.Equal(t, uint64(10*gib), s.Owned(b), "4 GiB of its own and 6 GiB of A")
	require.Equal(t, uint64(2*gib), s.Owned(c))
	require.Equal(t, uint64(12*gib), s.Stored(0))
	owner, _ = s.OwnerOf(c, 0)
	require.Equal(t, b, owner)

	require.Equal(t, contentOfB, epochsOf(s, s.Restore(b, 0, true)))
	require.Equal(t, contentOfC, epochsOf(s, s.Restore(c, 0, true)))
}

// A volume restored from a snapshot goes on where the snapshot ended; deleting the
// snapshot hands its blocks to the oldest heir, and what both heirs share is stored once.
func TestBranchesShareWhatTheyHaveInCommon(t *testing.T) {
	s := New()
	v := s.NewVolume(0)
	s.Write(v, 0, 100)
	golden := s.Snapshot(v)
	s.DeleteVolume(v)

	left, right := s.Restore(golden, 0, true), s.Restore(golden, 0, true)
	s.Write(left, 0, 10)
	s.Write(right, 5, 15)
	l, r := s.Snapshot(left), s.Snapshot(right)
	require.Equal(t, uint64(10), s.Owned(l))
	require.Equal(t, uint64(10), s.Owned(r))

	require.Equal(t, uint64(5), s.Delete(golden), "both have overwritten blocks 5 to 10")
	require.Equal(t, uint64(10+90), s.Owned(l))
	require.Equal(t, uint64(10+5), s.Owned(r), "blocks 0 to 5 are only here now")

	require.Equal(t, uint64(15), s.Delete(l), "10 of its own and 5 that only it still had")
	require.Equal(t, uint64(100), s.Owned(r))
}

// The first copy of a volume's snapshots to another region is full, the next one
// incremental, and one made after the latest copy was deleted is full again.
func TestCopiesAreIncrementalToTheLatestCopy(t *testing.T) {
	const home, away Account = 0, 1
	s := New()
	v := s.NewVolume(home)
	s.Write(v, 0, 100)
	x := s.Snapshot(v)
	s.Write(v, 0, 7)
	y := s.Snapshot(v)
	s.Write(v, 0, 3)
	z := s.Snapshot(v)

	first := s.Copy(x, away)
	second := s.Copy(y, away)
	require.Equal(t, []uint64{100, 7, 107}, []uint64{s.Owned(first), s.Owned(second), s.Stored(away)})
	require.True(t, s.Related(first, second))
	require.False(t, s.Related(x, first), "another region is another family")

	here := s.Copy(x, home)
	require.Zero(t, s.Owned(here), "in its own account a copy moves no data")

	s.Delete(second)
	third := s.Copy(z, away)
	require.Equal(t, uint64(100), s.Owned(third))
	require.False(t, s.Related(first, third))
	older := s.Copy(y, away)
	require.Equal(t, uint64(100), s.Owned(older), "an older snapshot after a newer one")
}

// Archiving stores the snapshot in full in the other tier, and frees in the first only what nobody else needs.
func TestArchivingStoresTheFullSnapshot(t *testing.T) {
	const hot, cold Account = 0, 3
	s := New()
	v := s.NewVolume(hot)
	s.Write(v, 0, 100)
	x := s.Snapshot(v)
	s.Write(v, 0, 10)
	y := s.Snapshot(v)
	require.Equal(t, []SnapshotID{x, y}, s.TakeChanged())
	require.Empty(t, s.TakeChanged())

	require.Equal(t, uint64(10), s.Archive(x, cold))
	require.Equal(t, []uint64{100, 100}, []uint64{s.Stored(hot), s.Stored(cold)})
	require.Equal(t, []uint64{100, 100}, []uint64{s.Owned(x), s.Owned(y)})
	require.Equal(t, []SnapshotID{y, x, x}, s.TakeChanged(), "its blocks moved, though it owns as many as before")
	require.False(t, s.Related(x, y))

	s.Unarchive(x)
	require.Equal(t, []uint64{200, 0}, []uint64{s.Stored(hot), s.Stored(cold)})
	require.Equal(t, uint64(100), s.Delete(x))
	require.Zero(t, s.Owned(x))
}

// A volume and its copy go on from the same content; what neither has saved is stored by the first that is.
func TestCopiedVolumesShareTheirPast(t *testing.T) {
	s := New()
	v := s.NewVolume(0)
	s.Write(v, 0, 100)
	s.Snapshot(v)
	s.Write(v, 0, 20)
	c := s.CopyVolume(v, true)
	require.Equal(t, []uint64{20, 20}, []uint64{s.Written(v), s.Written(c)})
	s.Write(c, 10, 30)
	require.Equal(t, []uint64{20, 30}, []uint64{s.Written(v), s.Written(c)})

	require.Equal(t, uint64(20), s.Owned(s.Snapshot(v)))
	require.Equal(t, uint64(20), s.Owned(s.Snapshot(c)), "its own writes; the first 10 blocks are stored already")
	require.Equal(t, uint64(100), s.Owned(s.Snapshot(s.CopyVolume(v, false))), "a lineage of its own is stored in full")
}
