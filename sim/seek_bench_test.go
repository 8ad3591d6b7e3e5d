package sim

import (
	"runtime"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"blockyard/sim/unit"
)

// seekEvery is how many wake-ups lie between two checkpoints here, until there are too many.
const seekEvery = 4096

// BenchmarkSeek plays a history of about a million wake-ups of 10,000 resources
// with checkpoints and without, and goes to random moments of it. An op is all of
// that; the metrics are of the parts. It plays a tenth of it with -short.
func BenchmarkSeek(b *testing.B) {
	days := 45
	if testing.Short() {
		days = 5
	}
	start, end := scheduled(b, 3333), unit.Instant(days)*unit.Instant(unit.Day)
	for b.Loop() {
		before := time.Now()
		w := start.Fork()
		w.Advance(end, 0)
		plain := time.Since(before)
		b.ReportMetric(float64(w.Fired()-start.Fired()), "events")

		before = time.Now()
		w = start.Fork()
		h := NewHistory(w, seekEvery)
		h.Advance(w, end)
		b.ReportMetric(float64(time.Since(before))/float64(plain), "x-recorded")
		b.ReportMetric(float64(h.Checkpoints()), "checkpoints")

		zero := NewHistory(start.Fork(), 1<<62)
		seeks := seek(b, w, h, 100)
		b.ReportMetric(float64(seeks[len(seeks)/2]), "ns-seek-median")
		b.ReportMetric(float64(seeks[len(seeks)*95/100]), "ns-seek-p95")
		b.ReportMetric(float64(seeks[len(seeks)-1]), "ns-seek-max")
		replays := seek(b, w, zero, 5)
		b.ReportMetric(float64(replays[len(replays)/2]), "ns-replay-median")
		all := heapInUse()
		h.checkpoints = nil
		b.ReportMetric((all-heapInUse())/1e6, "MB-history")
		runtime.KeepAlive(w)
	}
}

// seek goes to random moments of a world's past, and returns how long each took, the shortest first.
func seek(b *testing.B, w *World, h *History, times int) (took []time.Duration) {
	random := uint64(88172645463325252)
	for range times {
		random ^= random << 13
		random ^= random >> 7
		random ^= random << 17
		first := h.checkpoints[0].Now()
		target := first + unit.Instant(random%uint64(w.Now()-first))
		before := time.Now()
		past := h.At(w, target)
		took = append(took, time.Since(before))
		require.Equal(b, target, past.Now())
	}
	slices.Sort(took)
	return took
}

// heapInUse returns the bytes of live objects.
func heapInUse() float64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return float64(m.HeapAlloc)
}
