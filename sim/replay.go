package sim

import (
	"math"
	"math/bits"
	"sort"

	"blockyard/sim/catalog"
	"blockyard/sim/unit"
)

func regionName(region uint16) string { return catalog.Regions()[region].Name }

// Replay makes the calls of entries on a world, each at its time. What was
// refused is refused again. A call in the world's past is an error of the caller and panics.
func (w *World) Replay(entries []Entry) {
	for _, e := range entries {
		w.Advance(e.At, 0)
		_, _ = w.Do(e.Call) // a refusal is part of the history
	}
}

// A History keeps checkpoints of a world, so that any moment of its past is near.
// A checkpoint is a fork: it costs what changes after it. It lies before a time in
// which nothing happens, where there is one, since whoever looks back mostly looks
// there. A history of any length keeps few: when there are too many, the one goes
// that spares the least, which is the time for which it is the nearest, times what
// would have to be played on to get there from the one before it.
type History struct {
	every       uint64 // wake-ups and calls between two checkpoints, while the history is short
	last        uint64 // how many there were at the last one
	most        int    // how many checkpoints are kept
	checkpoints []*World
}

// maxCheckpoints is how many checkpoints a history keeps at most.
const maxCheckpoints = 80

// NewHistory returns a history with a checkpoint of the present, and then one
// after every so many wake-ups and calls, or after more of them in a long history.
func NewHistory(w *World, every uint64) *History {
	return &History{every: max(1, every), last: w.activity(), most: maxCheckpoints, checkpoints: []*World{w.Fork()}}
}

// activity counts what has happened to a world: wake-ups and calls.
func (w *World) activity() uint64 { return w.fired + uint64(len(w.journal)) }

// Record takes a checkpoint if enough has happened since the last one. It
// belongs after each call and each slice of World.Advance.
func (h *History) Record(w *World) {
	next, ok := w.Next()
	if !ok {
		next = unit.Forever
	}
	if h.isDue(w, next) {
		h.take(w)
	}
}

// Advance lets time pass until an instant and takes the checkpoints on the way.
func (h *History) Advance(w *World, until unit.Instant) {
	for {
		next, ok := w.Next()
		if !ok || next > until {
			break
		}
		if h.isDue(w, next) {
			h.take(w)
		}
		w.Step(until)
	}
	w.Advance(until, 0)
	h.Record(w)
}

// isDue reports whether a checkpoint belongs here, where the next wake-up is at
// an instant: at latest after twice a checkpoint's share of all that has happened,
// and after a quarter of the share if nothing will happen for a good while.
func (h *History) isDue(w *World, next unit.Instant) bool {
	passed := w.activity() - h.last
	if passed < (h.every+3)/4 {
		return false
	}
	first := h.checkpoints[0]
	share := (w.activity() - first.activity()) / uint64(h.most)
	long := w.Now().Sub(first.Now()) / unit.Duration(4*h.most)
	return passed >= max(h.every, 2*share) || passed >= share/4 && next.Sub(w.Now()) > long
}

// take takes a checkpoint, and drops one if there are too many.
func (h *History) take(w *World) {
	h.last = w.activity()
	h.checkpoints = append(h.checkpoints, w.Fork())
	if len(h.checkpoints) > h.most {
		h.thin()
	}
}

// thin drops the checkpoint that spares the least. The first and the newest stay,
// and so does one without which too much would lie between two: twice the mean,
// which cannot be so everywhere.
func (h *History) thin() {
	c := h.checkpoints
	last := len(c) - 1
	most := 2 * (c[last].activity() - c[0].activity()) / uint64(last-1)
	drop, leastHigh, leastLow := 0, uint64(math.MaxUint64), uint64(math.MaxUint64)
	for i := 1; i < last; i++ {
		high, low := bits.Mul64(c[i].activity()-c[i-1].activity(), uint64(c[i+1].Now().Sub(c[i].Now())))
		if c[i+1].activity()-c[i-1].activity() <= most && (high < leastHigh || high == leastHigh && low < leastLow) {
			drop, leastHigh, leastLow = i, high, low
		}
	}
	h.checkpoints = append(c[:drop:drop], c[drop+1:]...) // in a list of its own, since histories that were cut share lists
}

// Checkpoints returns how many checkpoints there are.
func (h *History) Checkpoints() int { return len(h.checkpoints) }

// At returns the world as it was at an instant, after everything that happened
// then: a fork of the checkpoint before it, on which the journal of w is
// played on. It panics for an instant before the history begins or after w's present.
func (h *History) At(w *World, at unit.Instant) *World {
	if at < h.checkpoints[0].Now() || at > w.Now() {
		panic("sim: an instant outside of the history")
	}
	next := sort.Search(len(h.checkpoints), func(i int) bool { return h.checkpoints[i].Now() > at })
	past := h.checkpoints[next-1].Fork()
	done := len(past.journal)
	end := done + sort.Search(len(w.journal)-done, func(i int) bool { return w.journal[done+i].At > at })
	past.Replay(w.journal[done:end])
	past.Advance(at, 0)
	return past
}
