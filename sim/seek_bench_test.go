package sim

import (
	"math"
	"runtime"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"blockyard/sim/unit"
)

// seekEvery is how many wake-ups lie between two checkpoints here, until there are too many.
const seekEvery = 4096

// seekRounds is how often each part is measured, in turns; the fastest counts, since machines are noisy.
const seekRounds = 3

// BenchmarkSeek plays a history of about a million wake-ups of 10,000 resources
// with checkpoints and without, and goes to random moments of it. An op is all of
// that; the metrics are of the parts.
func BenchmarkSeek(b *testing.B) {
	start, end := scheduled(b, 3333), 45*unit.Instant(unit.Day)
	for b.Loop() {
		var w *World
		var h *History
		plain, recorded := time.Duration(math.MaxInt64), time.Duration(math.MaxInt64)
		for range seekRounds {
			w, h = nil, nil
			plain = min(plain, took(func() { w = start.Fork(); w.Advance(end, 0) }))
			w = nil
			recorded = min(recorded, took(func() { w = start.Fork(); h = NewHistory(w, seekEvery); h.Advance(w, end) }))
		}
		b.ReportMetric(float64(w.Fired()-start.Fired()), "events")
		b.ReportMetric(float64(recorded)/float64(plain), "x-recorded")
		b.ReportMetric(float64(h.Checkpoints()), "checkpoints")

		zero := NewHistory(start.Fork(), 1<<62)
		seeks := seek(b, w, h, 100)
		b.ReportMetric(float64(seeks[len(seeks)/2]), "ns-seek-median")
		b.ReportMetric(float64(seeks[len(seeks)*95/100]), "ns-seek-p95")
		b.ReportMetric(float64(seeks[len(seeks)-1]), "ns-seek-max")
		replays := seek(b, w, zero, 3)
		b.ReportMetric(float64(replays[len(replays)/2]), "ns-replay-median")
		all := heapInUse()
		h.checkpoints = nil
		b.ReportMetric((all-heapInUse())/1e6, "MB-history")
		runtime.KeepAlive(w)
	}
}

// took returns how long something takes that begins without garbage.
func took(do func()) time.Duration {
	runtime.GC()
	before := time.Now()
	do()
	return time.Since(before)
}

// seek goes to random moments of a world's past, and returns how long each took, the shortest first.
func seek(b *testing.B, w *World, h *History, times int) (all []time.Duration) {
	random := uint64(88172645463325252)
	for range times {
		random ^= random << 13
		random ^= random >> 7
		random ^= random << 17
		first := h.checkpoints[0].Now()
		target, least := first+unit.Instant(random%uint64(w.Now()-first)), time.Duration(math.MaxInt64)
		for range seekRounds {
			before := time.Now()
			past := h.At(w, target)
			least = min(least, time.Since(before))
			require.Equal(b, target, past.Now())
		}
		all = append(all, least)
	}
	slices.Sort(all)
	return all
}

// heapInUse returns the bytes of live objects.
func heapInUse() float64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return float64(m.HeapAlloc)
}
