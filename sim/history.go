package sim

import (
	"slices"
	"sort"

	"blockyard/sim/unit"
)

// Calls returns how many calls the world's journal has.
func (w *World) Calls() int { return len(w.journal) }

// Begins returns the earliest instant that the history can go to.
func (h *History) Begins() unit.Instant { return h.checkpoints[0].Now() }

// AtCall returns the world as it was at an instant when it had so many calls
// in its journal: At tells calls of one instant apart only as a whole. It panics
// for what is not part of the history of w.
func (h *History) AtCall(w *World, calls int, at unit.Instant) *World {
	if first := h.checkpoints[0]; calls < len(first.journal) || calls > len(w.journal) || at < first.Now() || at > w.Now() {
		panic("sim: a call outside of the history")
	}
	past := h.before(calls, at).Fork()
	past.Replay(w.journal[len(past.journal):calls])
	past.Advance(at, 0)
	return past
}

// before returns the last checkpoint with at most so many calls, not after an instant.
func (h *History) before(calls int, at unit.Instant) *World {
	next := sort.Search(len(h.checkpoints), func(i int) bool {
		return h.checkpoints[i].Now() > at || len(h.checkpoints[i].journal) > calls
	})
	return h.checkpoints[next-1]
}

// Cut returns the history of a world that AtCall or At returned: what came
// later is not in it. The history itself stays as it is; the two share checkpoints.
func (h *History) Cut(past *World) *History {
	last := h.before(len(past.journal), past.Now())
	kept := slices.Index(h.checkpoints, last) + 1
	return &History{every: h.every, last: last.activity(), most: h.most, checkpoints: h.checkpoints[:kept:kept]}
}

// Previous returns the last instant before another at which something happened
// to w, a call or a wake-up, and whether there is one in the history.
func (h *History) Previous(w *World, at unit.Instant) (unit.Instant, bool) {
	for i := sort.Search(len(h.checkpoints), func(i int) bool { return h.checkpoints[i].Now() >= at }) - 1; i >= 0; i-- {
		if found, ok := h.checkpoints[i].Fork().lastBefore(w.journal, at); ok {
			return found, true
		}
	}
	return 0, false
}

// lastBefore plays a world on with the calls of a journal, as long as they come before an instant,
// and returns when it last did something.
func (w *World) lastBefore(journal []Entry, at unit.Instant) (last unit.Instant, ok bool) {
	for {
		next, due := w.Next()
		called := len(w.journal) < len(journal) && journal[len(w.journal)].At < at
		switch {
		case called && (!due || journal[len(w.journal)].At < next):
			last, ok = journal[len(w.journal)].At, true
			w.Replay(journal[len(w.journal) : len(w.journal)+1])
		case due && next < at:
			last, ok = next, true
			w.Step(next)
		default:
			return last, ok
		}
	}
}
