package sim

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"blockyard/sim/unit"
)

// A moment is how a world was when it had so many calls in its journal at an instant.
type moment struct {
	calls  int
	at     unit.Instant
	digest Digest
}

func (w *World) moment() moment { return moment{w.Calls(), w.Now(), w.Digest()} }

// history returns a history of a player's world that keeps few checkpoints, so that it is soon thinned.
func (p *player) history() *History {
	h := NewHistory(p.world, uint64(rapid.IntRange(1, 6).Draw(p.t, "every")))
	h.most = rapid.IntRange(3, 12).Draw(p.t, "most")
	return h
}

// record plays with a history, and returns the moments after each call and in each pause.
func (p *player) record(h *History, calls int) (moments []moment) {
	for range calls {
		h.Advance(p.world, p.world.Now().Add(p.pause()))
		moments = append(moments, p.world.moment())
		_, _ = p.world.Do(p.call())
		h.Record(p.world)
		moments = append(moments, p.world.moment())
	}
	return moments
}

// instants draws moments of a history: any, and those at which something was called.
func (p *player) instants(h *History, n int) (drawn []unit.Instant) {
	journal := p.world.Journal()
	for range n {
		at := h.Begins() + unit.Instant(p.below(int(p.world.Now()-h.Begins())+1, "instant"))
		if e := journal[p.below(len(journal), "entry")].At; e >= h.Begins() && p.below(3, "at a call") == 0 {
			at = e
		}
		drawn = append(drawn, at)
	}
	return drawn
}

// straight runs a world of its own through ascending instants of another one's journal.
func straight(w *World, through []unit.Instant) (digests []Digest) {
	run, done := New(w.Config()), 0
	for _, at := range through {
		from := done
		for done < w.Calls() && w.Journal()[done].At <= at {
			done++
		}
		run.Replay(w.Journal()[from:done])
		run.Advance(at, 0)
		digests = append(digests, run.Digest())
	}
	return digests
}

// Wherever one goes in a random history, in whatever order, there is the world
// that a run without any history comes to: at ten instants of each of a hundred
// worlds, and after ten of its calls.
func TestSeeksInRandomHistories(t *testing.T) {
	thinned := 0
	rapid.Check(t, func(t *rapid.T) {
		p := newPlayer(t)
		h := p.history()
		moments := p.record(h, 15)
		if h.Checkpoints() == h.most {
			thinned++
		}
		now := p.world.Digest()

		instants := p.instants(h, 10)
		slices.Sort(instants)
		digests := straight(p.world, instants)
		for _, n := range rapid.Permutation([]int{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}).Draw(t, "order") {
			past := h.At(p.world, instants[n])
			require.Equal(t, instants[n], past.Now())
			require.Equal(t, digests[n], past.Digest(), "at %d", instants[n])

			m := pick(p, "moment", moments)
			past = h.AtCall(p.world, m.calls, m.at)
			require.Equal(t, m, past.moment())
		}
		require.Equal(t, now, p.world.Digest())
	})
	require.Positive(t, thinned, "no history was long enough to be thinned")
}

// What is done to a fork of any moment, or to a world that goes on from a moment
// with what is cut of the history, changes nothing else: not the world that it
// comes from, no checkpoint, no other fork.
func TestForksNeverLeak(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := newPlayer(t)
		h := p.history()
		moments := p.record(h, 8)

		m := pick(p, "moment", moments)
		sibling, fork, past := h.AtCall(p.world, m.calls, m.at), h.At(p.world, p.instants(h, 1)[0]), h.AtCall(p.world, m.calls, m.at)
		other := &player{t, past}
		cut, idle := h.Cut(past), h.Cut(sibling)
		present := p.world.Fork()
		before := append(digestsOf(h.checkpoints), p.world.Digest(), present.Digest(), sibling.Digest())
		require.Equal(t, m, past.moment())

		later := other.record(cut, 8)
		(&player{t, fork}).play(6, func(Call, error) {})
		require.Equal(t, before, append(digestsOf(h.checkpoints), p.world.Digest(), present.Digest(), sibling.Digest()))

		gone, untouched := past.Digest(), digestsOf(idle.checkpoints)
		p.record(h, 6) // the world itself goes on, and so may its history thin
		require.Equal(t, gone, past.Digest())
		require.Equal(t, m, sibling.moment())
		require.Equal(t, untouched, digestsOf(idle.checkpoints))
		for _, m := range []moment{pick(p, "again", moments), m} {
			require.Equal(t, m, h.AtCall(p.world, m.calls, m.at).moment())
		}
		l := pick(p, "later", later)
		require.Equal(t, l, cut.AtCall(past, l.calls, l.at).moment())
	})
}

func digestsOf(worlds []*World) (digests []Digest) {
	for _, w := range worlds {
		digests = append(digests, w.Digest())
	}
	return digests
}
