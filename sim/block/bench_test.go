package block

import (
	"fmt"
	"io"
	"math"
	"runtime"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// xorshift is a fixed generator: every run and every variant writes the same.
type xorshift uint64

func (x *xorshift) next() uint64 {
	*x ^= *x << 13
	*x ^= *x >> 7
	*x ^= *x << 17
	return uint64(*x)
}

// write draws a write of 4 KiB to 1 GiB, log-uniform, 166 blocks on average, anywhere in a volume.
func (x *xorshift) write(volumeBlocks uint64) (from, to uint32) {
	u := float64(x.next()>>11) / (1 << 53)
	size := uint64(math.Exp2(12 + 18*u))
	offset := x.next() % (volumeBlocks * Size) &^ 4095
	return uint32(offset / Size), uint32(min((offset+size-1)/Size+1, volumeBlocks))
}

const (
	tebibyte        = 1 << 40 / Size
	chainSnapshots  = 1000
	writesBetween   = 100
	stripPixels     = 1024
	stripPixelLevel = 4 // 4096 blocks a pixel
)

// samples are times of one kind of call.
type samples []time.Duration

func (s *samples) time(f func()) {
	start := time.Now()
	f()
	*s = append(*s, time.Since(start))
}

// report adds the median and the 99th percentile, or the mean where single calls are too short for the clock.
func (s samples) report(b reporter, name string) {
	slices.Sort(s)
	b.ReportMetric(float64(s[len(s)/2].Nanoseconds()), "ns-"+name)
	b.ReportMetric(float64(s[len(s)*99/100].Nanoseconds()), "ns-"+name+"-p99")
}

// chain is one volume with a thousand snapshots.
type chain struct {
	store     *Store
	volume    VolumeID
	snapshots []SnapshotID
	batches   samples // a hundred writes each
	taken     samples
}

func newChain(volumeBlocks uint64, checkpoint func(*Store)) *chain {
	random := xorshift(88172645463325252)
	c := &chain{store: New()}
	c.volume = c.store.NewVolume(0)
	writes := make([]blocks, writesBetween)
	for range chainSnapshots {
		for i := range writes {
			writes[i].from, writes[i].to = random.write(volumeBlocks)
		}
		c.batches.time(func() {
			for _, w := range writes {
				c.store.Write(c.volume, w.from, w.to)
			}
		})
		c.taken.time(func() { c.snapshots = append(c.snapshots, c.store.Snapshot(c.volume)) })
		checkpoint(c.store)
	}
	return c
}

func noCheckpoint(*Store) {}

// heap returns the bytes of live objects.
func heap() float64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return float64(m.HeapAlloc)
}

// reportBatches reports the mean time of one write and the worst batch of a hundred.
func (c *chain) reportBatches(b reporter) {
	var sum time.Duration
	for _, d := range c.batches {
		sum += d
	}
	b.ReportMetric(float64(sum.Nanoseconds())/float64(len(c.batches)*writesBetween), "ns-write")
	b.ReportMetric(float64(slices.Max(c.batches).Nanoseconds()), "ns-write-batch-max")
}

// BenchmarkChain lives the life of one volume: 1000 snapshots with 100 writes
// between them, then what one does with snapshots, then 9 of 10 are deleted.
// One op is three whole lives; the metrics are of the single calls, medians where not
// said otherwise, each in the life where it was fastest, since machines are noisy.
func BenchmarkChain(b *testing.B) {
	for _, size := range []uint64{1, 64} {
		b.Run(fmt.Sprintf("%dTiB", size), func(b *testing.B) {
			for b.Loop() {
				best := least{}
				for range 3 {
					benchmarkChain(b, best, size*tebibyte)
				}
				best.report(b)
			}
		})
	}
}

// A reporter takes what a benchmark has measured.
type reporter interface{ ReportMetric(n float64, unit string) }

// Least keeps the least of what is reported several times, by unit.
type least map[string]float64

func (l least) ReportMetric(n float64, unit string) {
	if before, ok := l[unit]; !ok || n < before {
		l[unit] = n
	}
}

// report passes on what it has kept.
func (l least) report(to reporter) {
	for unit, n := range l {
		to.ReportMetric(n, unit)
	}
}

func benchmarkChain(b *testing.B, r reporter, volumeBlocks uint64) {
	before := heap()
	c := newChain(volumeBlocks, noCheckpoint)
	s := c.store
	c.reportBatches(r)
	c.taken.report(r, "snapshot")
	r.ReportMetric((heap()-before)/1e6, "MB")

	var restored, adjacent, apart, strips, removed samples
	for _, x := range c.snapshots {
		var v VolumeID
		restored.time(func() { v = s.Restore(x, 0, true) })
		s.DeleteVolume(v)
	}
	restored.report(r, "restore")

	changed := 0
	yield := func(from, to uint32) bool { changed += int(to - from); return true }
	for k := range 20 {
		i := k * 7919 % (chainSnapshots/2 - 1)
		adjacent.time(func() { require.NoError(b, s.ChangedBlocks(c.snapshots[i], c.snapshots[i+1], 0, yield)) })
		apart.time(func() { require.NoError(b, s.ChangedBlocks(c.snapshots[i], c.snapshots[i+chainSnapshots/2], 0, yield)) })
	}
	require.NotZero(b, changed)
	adjacent.report(r, "diff-adjacent")
	apart.report(r, "diff-500-apart")

	var out []Pixel
	newest := c.snapshots[chainSnapshots-1]
	for range 20 {
		strips.time(func() { out = s.Strip(newest, 0, stripPixels, stripPixelLevel, out[:0]) })
	}
	strips.report(r, "strip")

	var digests samples
	digests.time(func() { require.NoError(b, s.DigestTo(io.Discard)) })
	r.ReportMetric(float64(digests[0].Nanoseconds()), "ns-digest")

	freed := uint64(0)
	for k := range chainSnapshots * 9 / 10 {
		if i := k * 613 % chainSnapshots; i != chainSnapshots-1 {
			removed.time(func() { freed += s.Delete(c.snapshots[i]) })
		}
	}
	removed.report(r, "delete")
	r.ReportMetric(float64(freed), "blocks-freed")
}

// BenchmarkBranch lives with many volumes of one golden snapshot of 64 TiB and
// some snapshots of each, with 20 writes between them; then the golden one goes,
// then a random half, then everything else.
func BenchmarkBranch(b *testing.B) {
	for _, shape := range []struct{ volumes, snapshots int }{{100, 50}, {1000, 3}} {
		b.Run(fmt.Sprintf("%d volumes x %d", shape.volumes, shape.snapshots), func(b *testing.B) {
			for b.Loop() {
				benchmarkBranch(b, shape.volumes, shape.snapshots)
			}
		})
	}
}

func benchmarkBranch(b *testing.B, volumes, snapshots int) {
	before := heap()
	random := xorshift(88172645463325252)
	s := New()
	writeSome := func(v VolumeID, n int) {
		for range n {
			from, to := random.write(MaxBlocks)
			s.Write(v, from, to)
		}
	}
	source := s.NewVolume(0)
	writeSome(source, 2000)
	golden := s.Snapshot(source)

	live := []VolumeID{source}
	for range volumes {
		live = append(live, s.Restore(golden, 0, true))
	}
	var all []SnapshotID
	var taken, golds, half, strips, rest, gone samples
	for range snapshots {
		for _, v := range live[1:] {
			writeSome(v, 20)
			taken.time(func() { all = append(all, s.Snapshot(v)) })
		}
	}
	taken.report(b, "snapshot")
	b.ReportMetric((heap()-before)/1e6, "MB")

	for i := range all {
		j := int(random.next() % uint64(i+1))
		all[i], all[j] = all[j], all[i]
	}
	golds.time(func() { s.Delete(golden) })
	b.ReportMetric(float64(golds[0].Nanoseconds()), "ns-delete-golden")
	for _, x := range all[:len(all)/2] {
		half.time(func() { s.Delete(x) })
	}
	half.report(b, "delete-half")

	var out []Pixel
	all = all[len(all)/2:]
	for i := 0; i < len(all); i += 37 {
		strips.time(func() { out = s.Strip(all[i], 0, stripPixels, stripPixelLevel, out[:0]) })
	}
	strips.report(b, "strip")
	for _, x := range all {
		rest.time(func() { s.Delete(x) })
	}
	rest.report(b, "delete-rest")
	for _, v := range live {
		gone.time(func() { s.DeleteVolume(v) })
	}
	gone.report(b, "delete-volume")
	checkEmpty(b, s)
}

// BenchmarkFork keeps a checkpoint at each of the 1000 snapshots of a chain of 64 TiB.
func BenchmarkFork(b *testing.B) {
	for b.Loop() {
		before := heap()
		var checkpoints []*Store
		var forks samples
		c := newChain(MaxBlocks, func(s *Store) {
			forks.time(func() { checkpoints = append(checkpoints, s.Fork()) })
		})
		forks.report(b, "fork")
		c.reportBatches(b)
		b.ReportMetric((heap()-before)/1e6, "MB-with-all-checkpoints")
		runtime.KeepAlive(checkpoints)
		runtime.KeepAlive(c)
	}
}

// BenchmarkChurn is a world in use for long: 400,000 steps, of which two thirds are
// writes, with a checkpoint every 400 steps of which the last 64 are kept.
func BenchmarkChurn(b *testing.B) {
	for _, checkpoints := range []int{0, 64} {
		b.Run(fmt.Sprintf("%d checkpoints", checkpoints), func(b *testing.B) {
			for b.Loop() {
				benchmarkChurn(b, 400_000, checkpoints)
			}
		})
	}
}

func benchmarkChurn(b *testing.B, steps, keep int) {
	before := heap()
	random := xorshift(88172645463325252)
	s := New()
	var volumes []VolumeID
	var live []SnapshotID
	kept := make([]*Store, keep)
	start := time.Now()
	for k := range steps {
		switch x := random.next() % 100; {
		case x < 3 && len(volumes) < 50:
			if len(live) > 0 && x > 0 {
				volumes = append(volumes, s.Restore(live[random.next()%uint64(len(live))], 0, true))
			} else {
				volumes = append(volumes, s.NewVolume(0))
			}
		case x < 70 && len(volumes) > 0:
			from, to := random.write(tebibyte)
			s.Write(volumes[random.next()%uint64(len(volumes))], from, to)
		case x < 84 && len(volumes) > 0:
			live = append(live, s.Snapshot(volumes[random.next()%uint64(len(volumes))]))
		case x < 98 && len(live) > 300:
			i := int(random.next() % uint64(len(live)))
			s.Delete(live[i])
			live = slices.Delete(live, i, i+1)
		case x >= 98 && len(volumes) > 5:
			s.DeleteVolume(volumes[0])
			volumes = volumes[1:]
		}
		if keep > 0 && k%400 == 399 {
			kept[k/400%keep] = s.Fork()
		}
	}
	b.ReportMetric(float64(time.Since(start).Nanoseconds())/float64(steps), "ns-step")
	b.ReportMetric((heap()-before)/1e6, "MB")
	runtime.KeepAlive(kept)
	runtime.KeepAlive(s)
}

// flat is the naive variant: a volume is an array, a snapshot a copy of it, and
// deleting one compares three arrays.
type flat struct {
	cells     []uint32
	snapshots [][]uint32
}

func (f *flat) snapshot() { f.snapshots = append(f.snapshots, slices.Clone(f.cells)) }

// delete counts what neither the snapshot before nor the volume has.
func (f *flat) delete(x int) (freed int) {
	var before []uint32
	if x > 0 {
		before = f.snapshots[x-1]
	}
	for i, c := range f.snapshots[x] {
		if c != 0 && c != f.cells[i] && (before == nil || c != before[i]) {
			freed++
		}
	}
	return freed
}

// BenchmarkAgainstFlat compares the two calls that a flat copy makes expensive, on a volume of 1 TiB and, unless -short, of 64 TiB.
func BenchmarkAgainstFlat(b *testing.B) {
	for _, size := range []uint64{1, 64} {
		if size > 1 && testing.Short() {
			break
		}
		b.Run(fmt.Sprintf("%dTiB/snapshot/flat", size), func(b *testing.B) {
			f := flat{cells: make([]uint32, size*tebibyte)}
			for b.Loop() {
				f.snapshots = nil
				f.snapshot()
			}
		})
		b.Run(fmt.Sprintf("%dTiB/snapshot/block", size), func(b *testing.B) {
			c := newChain(size*tebibyte, noCheckpoint)
			for b.Loop() { // the deletion keeps the store from growing, and is counted
				c.store.Delete(c.store.Snapshot(c.volume))
			}
		})
		b.Run(fmt.Sprintf("%dTiB/delete/flat", size), func(b *testing.B) {
			f := flat{cells: make([]uint32, size*tebibyte)}
			f.snapshot()
			random := xorshift(88172645463325252)
			for range writesBetween {
				from, to := random.write(size * tebibyte)
				for i := from; i < to; i++ {
					f.cells[i] = 1
				}
			}
			for b.Loop() {
				f.delete(0)
			}
		})
		b.Run(fmt.Sprintf("%dTiB/delete/block", size), func(b *testing.B) {
			var removed samples
			for b.Loop() {
				c := newChain(size*tebibyte, noCheckpoint)
				for _, x := range c.snapshots[:chainSnapshots/2] {
					removed.time(func() { c.store.Delete(x) })
				}
			}
			removed.report(b, "delete")
		})
	}
}
