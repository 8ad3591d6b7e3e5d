package sweep

import (
	"fmt"
	"math"
	"runtime"
	"runtime/debug"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"blockyard/scripting/lesson"
	"blockyard/sim/catalog"
	"blockyard/sim/unit"
)

// BenchmarkSweep computes a month at each of 64 points: a server that starts and stops every day, its disk, and the bill.
// months/s is how many simulated months pass in a second of wall time, by workers, where it was fastest.
func BenchmarkSweep(b *testing.B) {
	w, caller := present(b, catalog.Typical)
	spec := &Spec{Name: "hours", Values: values(b, "8..23.75", "0.25"), Seeds: []uint64{1}}
	p := Program{Lanes: []lesson.Lane{{Name: "main", World: w}}, Commands: "yard schedule @web --hours {hours}", Run: 30 * unit.Day, Caller: caller}
	source, err := p.Source(spec)
	require.NoError(b, err)
	defer debug.SetGCPercent(debug.SetGCPercent(400)) // as blockyard sweep has it
	for _, jobs := range workerCounts() {
		b.Run(fmt.Sprintf("workers=%d", jobs), func(b *testing.B) {
			fastest := math.Inf(1)
			for b.Loop() {
				before := time.Now()
				r := NewRecord(source, *spec, Shard{})
				require.NoError(b, Each(source, spec, r.Missing(), jobs, nil, r.take))
				require.Empty(b, r.Table().Faults())
				fastest = min(fastest, time.Since(before).Seconds())
			}
			b.ReportMetric(float64(spec.Len())/fastest, "months/s")
		})
	}
}

// workerCounts returns how many workers are measured: one where there is one thread, as in a page.
func workerCounts() []int {
	if runtime.GOOS == "js" {
		return []int{1}
	}
	return []int{1, 2}
}
