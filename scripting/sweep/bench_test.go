package sweep

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"testing"

	"github.com/stretchr/testify/require"

	"blockyard/scripting/lesson"
	"blockyard/sim/catalog"
	"blockyard/sim/unit"
)

// BenchmarkSweep computes a month at each of 64 points: a server that starts and stops every day, its disk, and the bill.
// months/s is how many simulated months pass in a second of wall time, by workers.
func BenchmarkSweep(b *testing.B) {
	w, caller := present(b, catalog.Typical)
	spec := &Spec{Name: "hours", Values: values(b, "8..23.75", "0.25"), Seeds: []uint64{1}}
	p := Program{Lanes: []lesson.Lane{{Name: "main", World: w}}, Commands: "yard schedule @web --hours {hours}", Run: 30 * unit.Day, Caller: caller}
	source, err := p.Source(spec)
	require.NoError(b, err)
	defer debug.SetGCPercent(debug.SetGCPercent(400)) // as blockyard sweep has it
	for _, jobs := range workerCounts() {
		b.Run(fmt.Sprintf("workers=%d", jobs), func(b *testing.B) {
			for b.Loop() {
				r := NewRecord(source, *spec, Shard{})
				require.NoError(b, Each(source, spec, r.Missing(), jobs, nil, r.take))
				require.Empty(b, r.Table().Faults())
			}
			b.ReportMetric(float64(spec.Len()*b.N)/b.Elapsed().Seconds(), "months/s")
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
