package store_test

import (
	"slices"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"blockyard/sim/store"
)

// world is a table beside the plain slice it must agree with.
type world struct {
	table store.Table[int]
	model []int
}

func (w *world) fork() *world {
	child := w.table.Fork()
	return &world{table: child, model: slices.Clone(w.model)}
}

func (w *world) values() []int {
	all := make([]int, 0, w.table.Len())
	for i, v := range w.table.All() {
		if int(i) == len(all) {
			all = append(all, *v)
		}
	}
	return all
}

func newWorld() *world {
	return &world{model: []int{}}
}

func TestTableAgreesWithSlicesThroughForks(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		worlds := []*world{newWorld()}
		pick := func(t *rapid.T) *world { return worlds[rapid.IntRange(0, len(worlds)-1).Draw(t, "world")] }
		t.Repeat(map[string]func(*rapid.T){
			"append": func(t *rapid.T) {
				w := pick(t)
				for range rapid.IntRange(1, 100).Draw(t, "n") {
					v := len(w.model) * 7
					require.Equal(t, uint32(len(w.model)), w.table.Append(v))
					w.model = append(w.model, v)
				}
			},
			"mut": func(t *rapid.T) {
				w := pick(t)
				if len(w.model) == 0 {
					t.Skip("empty")
				}
				i := rapid.IntRange(0, len(w.model)-1).Draw(t, "i")
				v := rapid.Int().Draw(t, "v")
				*w.table.Mut(uint32(i)) = v
				w.model[i] = v
			},
			"fork": func(t *rapid.T) {
				if len(worlds) > 8 {
					t.Skip("enough")
				}
				worlds = append(worlds, pick(t).fork())
			},
			"": func(t *rapid.T) {
				for _, w := range worlds {
					require.Equal(t, len(w.model), w.table.Len())
					require.Equal(t, w.model, w.values())
				}
			},
		})
	})
}

// Two forks and their origin write every page at once; the race detector watches.
func TestForksRunOnDifferentGoroutines(t *testing.T) {
	origin := newWorld()
	for i := range 1000 {
		origin.table.Append(i)
		origin.model = append(origin.model, i)
	}
	worlds := []*world{origin, origin.fork(), origin.fork()}
	worlds = append(worlds, worlds[1].fork())

	var wg sync.WaitGroup
	for k, w := range worlds {
		wg.Go(func() {
			for i := range w.model {
				w.model[i] = i * (k + 2)
				*w.table.Mut(uint32(i)) = w.model[i]
				if i%300 == 0 {
					w.table.Append(k)
					w.model = append(w.model, k)
					w.fork().table.Append(99)
				}
			}
		})
	}
	wg.Wait()
	for _, w := range worlds {
		require.Equal(t, w.model, w.values())
	}
}

func TestAMutablePointerStaysValidUntilTheFork(t *testing.T) {
	w := newWorld()
	w.table.Append(1)
	p := w.table.Mut(0)
	*p = 2
	require.Same(t, p, w.table.Mut(0))
	f := w.fork()
	require.Same(t, p, f.table.At(0), "a fork shares pages until somebody writes")
	require.NotSame(t, p, w.table.Mut(0))
}

func TestAllStopsWhenAsked(t *testing.T) {
	w := newWorld()
	for i := range 100 {
		w.table.Append(i)
	}
	seen := 0
	for i := range w.table.All() {
		seen++
		if i == 70 {
			break
		}
	}
	require.Equal(t, 71, seen)
}

func TestEngineBugsPanic(t *testing.T) {
	w := newWorld()
	w.table.Append(1)
	require.PanicsWithValue(t, "store: index 1 out of range [0, 1)", func() { w.table.At(1) })
	require.PanicsWithValue(t, "store: index 4294967295 out of range [0, 1)", func() { w.table.Mut(1<<32 - 1) })

	var zero store.Table[int]
	require.Zero(t, zero.Len())
	require.PanicsWithValue(t, "store: index 0 out of range [0, 0)", func() { zero.At(0) })
}

// record is about as large as a resource of the simulator.
type record struct{ words [8]uint64 }

const benchmarkLen = 10_000

func benchmarkTable() store.Table[record] {
	var t store.Table[record]
	for i := range uint64(benchmarkLen) {
		t.Append(record{words: [8]uint64{i}})
	}
	return t
}

// BenchmarkFork forks 10,000 values, alone and followed by one write on each side.
func BenchmarkFork(b *testing.B) {
	b.Run("fork", func(b *testing.B) {
		t := benchmarkTable()
		b.ReportAllocs()
		for b.Loop() {
			t.Fork()
		}
	})
	b.Run("fork and write", func(b *testing.B) {
		t := benchmarkTable()
		b.ReportAllocs()
		for b.Loop() {
			f := t.Fork()
			f.Mut(77).words[1]++
			t.Mut(77).words[1]++
		}
	})
	b.Run("naive deep copy", func(b *testing.B) {
		all := make([]record, benchmarkLen)
		b.ReportAllocs()
		for b.Loop() {
			all = slices.Clone(all)
		}
	})
}

func BenchmarkAccess(b *testing.B) {
	b.Run("At", func(b *testing.B) {
		t := benchmarkTable()
		var i uint32
		var sum uint64
		for b.Loop() {
			sum += t.At(i).words[0]
			i = (i*13 + 7) % benchmarkLen
		}
		require.NotZero(b, sum+1)
	})
	b.Run("Mut", func(b *testing.B) {
		t := benchmarkTable()
		var i uint32
		for b.Loop() {
			t.Mut(i).words[0]++
			i = (i*13 + 7) % benchmarkLen
		}
	})
	b.Run("naive slice", func(b *testing.B) {
		all := make([]record, benchmarkLen)
		var i uint32
		for b.Loop() {
			all[i].words[0]++
			i = (i*13 + 7) % benchmarkLen
		}
	})
}
