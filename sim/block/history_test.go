package block

import (
	"crypto/sha256"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// A program is a history in bytes: each step draws from it what to do.
type program struct{ bytes []byte }

// below draws a number below n, which is at most 256; 0 when the program is at its end.
func (p *program) below(n int) int {
	if len(p.bytes) == 0 {
		return 0
	}
	b := p.bytes[0]
	p.bytes = p.bytes[1:]
	return int(b) * n / 256
}

func (p *program) done() bool { return len(p.bytes) == 0 }

// pick draws the index of one of values that is good, or -1.
func pick[T any](p *program, values []T, good func(*T) bool) int {
	if len(values) == 0 {
		return -1
	}
	first := p.below(min(256, len(values)))
	for i := range values {
		if k := (first + i) % len(values); good(&values[k]) {
			return k
		}
	}
	return -1
}

// A lived is a store beside its model.
type lived struct {
	store *Store
	model *model
}

func newLived() *lived { return &lived{store: New(), model: newModel()} }

func (l *lived) fork() *lived { return &lived{store: l.store.Fork(), model: l.model.clone()} }

func liveVolume(v *modelVolume) bool        { return v.live }
func liveSnapshot(x *modelSnapshot) bool    { return x.live }
func standardOne(x *modelSnapshot) bool     { return x.live && !x.archived }
func archivedOne(x *modelSnapshot) bool     { return x.live && x.archived }
func (l *lived) volume(p *program) int      { return pick(p, l.model.volumes, liveVolume) }
func (l *lived) standard(p *program) int    { return pick(p, l.model.snapshots, standardOne) }
func (l *lived) anySnapshot(p *program) int { return pick(p, l.model.snapshots, liveSnapshot) }

// steps are what a history is made of, with how often each occurs.
var steps = []struct {
	often int
	name  string
	do    func(*lived, require.TestingT, *program)
}{
	{4, "new volume", (*lived).newVolume},
	{30, "write", (*lived).write},
	{20, "snapshot", (*lived).snapshot},
	{12, "restore", (*lived).restore},
	{4, "copy volume", (*lived).copyVolume},
	{8, "copy", (*lived).copy},
	{3, "archive", (*lived).archive},
	{2, "unarchive", (*lived).unarchive},
	{12, "delete", (*lived).delete},
	{5, "delete volume", (*lived).deleteVolume},
}

func (l *lived) step(t require.TestingT, p *program) {
	n := p.below(100)
	for _, s := range steps {
		if n -= s.often; n < 0 {
			s.do(l, t, p)
			return
		}
	}
}

func (l *lived) newVolume(_ require.TestingT, p *program) {
	a := Account(p.below(2))
	l.store.NewVolume(a)
	l.model.newVolume(a)
}

func (l *lived) write(_ require.TestingT, p *program) {
	v := l.volume(p)
	if v < 0 {
		return
	}
	for range 1 + p.below(3) {
		from := p.below(modelBlocks)
		to := min(modelBlocks, from+1+p.below(1+p.below(40)))
		if p.below(12) == 11 {
			from, to = 0, modelBlocks
		}
		l.model.write(v, from, to)
		runsOf(from, to, func(a, b uint32) { l.store.Write(VolumeID(v), a, b) })
	}
}

func (l *lived) snapshot(t require.TestingT, p *program) {
	if v := l.volume(p); v >= 0 {
		l.model.snapshot(v)
		x := l.store.Snapshot(VolumeID(v))
		require.Equal(t, len(l.model.snapshots)-1, int(x))
	}
}

func (l *lived) restore(_ require.TestingT, p *program) {
	x := l.standard(p)
	if x < 0 {
		return
	}
	a := l.model.snapshots[x].account
	if p.below(6) == 0 {
		a = Account(p.below(5))
	}
	lineage := a == l.model.snapshots[x].account && p.below(8) > 0
	l.model.restore(x, a, lineage)
	l.store.Restore(SnapshotID(x), a, lineage)
}

func (l *lived) copyVolume(_ require.TestingT, p *program) {
	if v := l.volume(p); v >= 0 {
		lineage := p.below(3) > 0
		l.model.copyVolume(v, lineage)
		l.store.CopyVolume(VolumeID(v), lineage)
	}
}

func (l *lived) copy(_ require.TestingT, p *program) {
	if x := l.standard(p); x >= 0 {
		a := Account(p.below(5))
		l.model.copy(x, a)
		l.store.Copy(SnapshotID(x), a)
	}
}

func (l *lived) archive(t require.TestingT, p *program) {
	x := l.standard(p)
	if x < 0 {
		return
	}
	a := l.model.snapshots[x].account
	before := l.model.storedIn(a)
	l.model.move(x, 5+a%3, true)
	freed := l.store.Archive(SnapshotID(x), 5+a%3)
	require.Equal(t, before-l.model.storedIn(a), freed, "blocks freed by archiving %d", x)
}

func (l *lived) unarchive(_ require.TestingT, p *program) {
	if x := pick(p, l.model.snapshots, archivedOne); x >= 0 {
		l.model.move(x, l.model.snapshots[x].account, false)
		l.store.Unarchive(SnapshotID(x))
	}
}

func (l *lived) delete(t require.TestingT, p *program) {
	x := l.anySnapshot(p)
	if x < 0 {
		return
	}
	a := l.model.snapshots[x].billed
	before := l.model.storedIn(a)
	l.model.snapshots[x].live = false
	freed := l.store.Delete(SnapshotID(x))
	require.Equal(t, before-l.model.storedIn(a), freed, "blocks freed by deleting %d", x)
}

func (l *lived) deleteVolume(_ require.TestingT, p *program) {
	if v := l.volume(p); v >= 0 {
		l.model.volumes[v].live = false
		l.store.DeleteVolume(VolumeID(v))
	}
}

// run lives the program to its end, comparing as it goes.
func (l *lived) run(t require.TestingT, p *program) {
	for k := 0; !p.done(); k++ {
		owned := l.owned()
		l.step(t, p)
		l.checkChanged(t, owned)
		l.model.agree(t, l.store, k%9 == 8)
	}
	l.model.agree(t, l.store, true)
}

// owned returns what every snapshot owns, once the changes so far are taken.
func (l *lived) owned() []uint64 {
	l.store.TakeChanged()
	owned := make([]uint64, l.store.snapshots.Len())
	for x := range owned {
		owned[x] = l.store.Owned(SnapshotID(x))
	}
	return owned
}

// checkChanged checks that every snapshot is reported that now owns something else than before.
func (l *lived) checkChanged(t require.TestingT, before []uint64) {
	changed := l.store.TakeChanged()
	for x := range l.store.snapshots.Len() {
		was := uint64(0)
		if x < len(before) {
			was = before[x]
		}
		if l.store.Owned(SnapshotID(x)) != was {
			require.Contains(t, changed, SnapshotID(x))
		}
	}
}

// wipe deletes everything in random order. Nothing may be left.
func (l *lived) wipe(t require.TestingT, p *program) {
	for {
		x, v := l.anySnapshot(p), l.volume(p)
		switch {
		case x < 0 && v < 0:
			checkEmpty(t, l.store)
			return
		case v < 0 || x >= 0 && p.below(2) == 0:
			l.delete(t, p)
		default:
			l.deleteVolume(t, p)
		}
		l.model.agree(t, l.store, false)
	}
}

func digestOf(t require.TestingT, s *Store) []byte {
	h := sha256.New()
	require.NoError(t, s.DigestTo(h))
	return h.Sum(nil)
}

// live runs a history with a checkpoint in the middle: the rest of the history,
// run again on a fork of the checkpoint, gives the same world, and whatever the two
// do afterwards, the checkpoint stays as it was.
func live(t require.TestingT, history []byte) {
	half := len(history) / 2
	l := newLived()
	l.run(t, &program{bytes: history[:half]})

	checkpoint := l.fork()
	digest := digestOf(t, checkpoint.store)
	require.Equal(t, digest, digestOf(t, l.store))
	l.run(t, &program{bytes: history[half:]})

	again := checkpoint.fork()
	again.run(t, &program{bytes: history[half:]})
	require.Equal(t, digestOf(t, l.store), digestOf(t, again.store))

	order := slices.Clone(history)
	slices.Reverse(order)
	l.wipe(t, &program{bytes: order})
	again.model.agree(t, again.store, true)
	again.wipe(t, &program{bytes: history})
	checkpoint.model.agree(t, checkpoint.store, true)
	require.Equal(t, digest, digestOf(t, checkpoint.store))
	checkpoint.wipe(t, &program{bytes: order})
}

// histories generates programs from a few drawn numbers: rapid's own bytes favour small ones, which are all writes.
func histories(longest int) *rapid.Generator[[]byte] {
	return rapid.Custom(func(t *rapid.T) []byte {
		length := rapid.IntRange(1, longest).Draw(t, "length")
		seed := rapid.SliceOfN(rapid.Uint64(), 2, 2).Draw(t, "seed")
		random := rand.New(rand.NewPCG(seed[0]*0x9E3779B97F4A7C15, seed[1]))
		history := make([]byte, length)
		for i := range history {
			history[i] = byte(random.Uint32())
		}
		return history
	})
}

func TestHistoriesAgreeWithTheModel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) { live(t, histories(500).Draw(t, "history")) })
}

func FuzzHistory(f *testing.F) {
	random := rand.New(rand.NewPCG(3, 4))
	for range 8 {
		history := make([]byte, 300)
		for i := range history {
			history[i] = byte(random.Uint32())
		}
		f.Add(history)
	}
	f.Fuzz(func(t *testing.T, history []byte) {
		if len(history) <= 600 {
			live(t, history)
		}
	})
}
