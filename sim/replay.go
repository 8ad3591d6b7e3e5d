package sim

import (
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
// A checkpoint is a fork: it costs what changes after it. A history of any length
// keeps few of them, evenly spaced: when there are too many, every other goes.
type History struct {
	every       uint64 // wake-ups and calls between two checkpoints
	last        uint64 // how many there were at the last one
	checkpoints []*World
}

// maxCheckpoints is how many checkpoints a history keeps at most, and half of it
// how many at least once it is long. A seek replays as much as lies between two.
const maxCheckpoints = 64

// NewHistory returns a history with a checkpoint of the present, and then one
// after every so many wake-ups and calls, or after more of them in a long history.
func NewHistory(w *World, every uint64) *History {
	return &History{every: max(1, every), last: w.activity(), checkpoints: []*World{w.Fork()}}
}

// activity counts what has happened to a world: wake-ups and calls.
func (w *World) activity() uint64 { return w.fired + uint64(len(w.journal)) }

// Record takes a checkpoint if enough has happened since the last one. It
// belongs after each call and each slice of Advance.
func (h *History) Record(w *World) {
	if w.activity()-h.last < h.every {
		return
	}
	h.last = w.activity()
	h.checkpoints = append(h.checkpoints, w.Fork())
	if len(h.checkpoints) > maxCheckpoints {
		h.thin()
	}
}

// Advance lets time pass until an instant and takes the checkpoints on the way.
func (h *History) Advance(w *World, until unit.Instant) {
	for !w.Advance(until, int(h.every)) {
		h.Record(w)
	}
	h.Record(w)
}

// thin drops every other checkpoint but the first and the newest, and takes the next ones half as often.
func (h *History) thin() {
	kept := h.checkpoints[:0:0]
	for i, c := range h.checkpoints {
		if i%2 == 0 || i == len(h.checkpoints)-1 {
			kept = append(kept, c)
		}
	}
	h.checkpoints = kept
	h.every *= 2
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
