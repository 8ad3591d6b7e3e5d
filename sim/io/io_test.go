package io_test

import (
	"math/big"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"blockyard/sim/catalog"
	"blockyard/sim/io"
	"blockyard/sim/unit"
)

// Small sequential operations are merged, large ones split, and a disk that is
// sold by throughput counts a small random one as a whole one.
// Source: https://docs.aws.amazon.com/ebs/latest/userguide/ebs-io-characteristics.html.
func TestHowOperationsAreCounted(t *testing.T) {
	for _, c := range []struct {
		name             string
		demand           io.Demand
		largest          unit.Bytes
		whole            bool
		operations       int64 // thousandths a second
		moved, chargedTo int64
	}{
		{"random pages", io.Demand{MilliOps: 1_000_000, Size: 16 * unit.KiB}, 256 * unit.KiB, false, 1_000_000, 1000 * 16384, 1000 * 16384},
		{"a 1 MiB operation is four of 256 KiB", io.Demand{MilliOps: 1000, Size: unit.MiB}, 256 * unit.KiB, false, 4000, 1 << 20, 1 << 20},
		{"eight sequential operations of 32 KiB are one", io.Demand{MilliOps: 8000, Size: 32 * unit.KiB, Sequential: true}, 256 * unit.KiB, false, 1000, 1 << 18, 1 << 18},
		{"32 sequential ones are one of 1 MiB for st1", io.Demand{MilliOps: 32000, Size: 32 * unit.KiB, Sequential: true}, unit.MiB, true, 1000, 1 << 20, 1 << 20},
		{"random ones count whole for st1", io.Demand{MilliOps: 2000, Size: 16 * unit.KiB}, unit.MiB, true, 2000, 2 * 16384, 2 << 20},
	} {
		moved, charged := c.demand.Load(c.largest, c.whole)
		require.Equal(t, io.Rate{MilliIOPS: c.operations, Bytes: c.moved}, moved, c.name)
		require.Equal(t, c.chargedTo, charged, c.name)
	}
}

// What each type can do.
// Sources: general-purpose.md, provisioned-iops.md and hdd-vols.md @e3707c4, and botocore 1.43.11.
func TestWhatEachTypeCanDo(t *testing.T) {
	const mib = 1 << 20
	for _, c := range []struct {
		kind                  string
		gib, iops, throughput int64
		nitro                 bool
		base, burst           io.Rate
	}{
		{"gp3", 100, 3000, 125, true, io.Rate{MilliIOPS: 3_000_000, Bytes: 125 * mib}, io.Rate{MilliIOPS: 3_000_000, Bytes: 125 * mib}},
		{"gp2", 100, 300, 0, true, io.Rate{MilliIOPS: 300_000, Bytes: 128 * mib}, io.Rate{MilliIOPS: 3_000_000, Bytes: 128 * mib}},
		{"gp2", 200, 600, 0, true, io.Rate{MilliIOPS: 600_000, Bytes: 128 * mib}, io.Rate{MilliIOPS: 3_000_000, Bytes: 250 * mib}},
		{"gp2", 334, 1002, 0, true, io.Rate{MilliIOPS: 1_002_000, Bytes: 250 * mib}, io.Rate{MilliIOPS: 3_000_000, Bytes: 250 * mib}},
		{"gp2", 6000, 16000, 0, true, io.Rate{MilliIOPS: 16_000_000, Bytes: 250 * mib}, io.Rate{MilliIOPS: 16_000_000, Bytes: 250 * mib}},
		{"io1", 4000, 2000, 0, true, io.Rate{MilliIOPS: 2_000_000, Bytes: 500 * mib}, io.Rate{MilliIOPS: 2_000_000, Bytes: 500 * mib}},
		{"io1", 4000, 64000, 0, true, io.Rate{MilliIOPS: 64_000_000, Bytes: 1000 * mib}, io.Rate{MilliIOPS: 64_000_000, Bytes: 1000 * mib}},
		{"io1", 4000, 64000, 0, false, io.Rate{MilliIOPS: 32_000_000, Bytes: 500 * mib}, io.Rate{MilliIOPS: 32_000_000, Bytes: 500 * mib}},
		{"io2", 1000, 16000, 0, true, io.Rate{MilliIOPS: 16_000_000, Bytes: 4000 * mib}, io.Rate{MilliIOPS: 16_000_000, Bytes: 4000 * mib}},
		{"io2", 1000, 256000, 0, true, io.Rate{MilliIOPS: 256_000_000, Bytes: 4000 * mib}, io.Rate{MilliIOPS: 256_000_000, Bytes: 4000 * mib}},
		{"st1", 1024, 0, 0, true, io.Rate{MilliIOPS: 500_000, Bytes: 40 * mib}, io.Rate{MilliIOPS: 500_000, Bytes: 250 * mib}},
		{"st1", 12800, 0, 0, true, io.Rate{MilliIOPS: 500_000, Bytes: 500 * mib}, io.Rate{MilliIOPS: 500_000, Bytes: 500 * mib}},
		{"sc1", 16384, 0, 0, true, io.Rate{MilliIOPS: 250_000, Bytes: 192 * mib}, io.Rate{MilliIOPS: 250_000, Bytes: 250 * mib}},
		{"standard", 100, 0, 0, true, io.Rate{MilliIOPS: 100_000, Bytes: 90 * mib}, io.Rate{MilliIOPS: 100_000, Bytes: 90 * mib}},
	} {
		kind, ok := catalog.VolumeTypeNamed(c.kind)
		require.True(t, ok)
		p := io.OfVolume(kind, c.gib, c.iops, c.throughput, c.nitro)
		require.Equal(t, c.base, p.Base, "%s of %d GiB", c.kind, c.gib)
		require.Equal(t, c.burst, p.Burst, "%s of %d GiB", c.kind, c.gib)
		require.Equal(t, c.base != c.burst, p.Credits != io.NoCredits)
	}
}

// performances are some that have credits.
func performances(t *rapid.T) io.Performance {
	kind, _ := catalog.VolumeTypeNamed(rapid.SampledFrom([]string{"gp2", "st1", "sc1"}).Draw(t, "type"))
	return io.OfVolume(kind, rapid.Int64Range(125, 900).Draw(t, "GiB"), 0, 0, true)
}

// A bucket looked at in one step or in many holds the same, and is empty or full
// at the very instant that was foretold, not a millisecond before.
func TestBucketsDoNotDependOnHowOftenTheyAreLookedAt(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := performances(t)
		moved := io.Rate{MilliIOPS: rapid.Int64Range(0, p.Burst.MilliIOPS).Draw(t, "operations"), Bytes: rapid.Int64Range(0, p.Burst.Bytes).Draw(t, "bytes")}
		b := p.Spend(io.Bucket{Missing: rapid.Int64Range(0, p.Capacity-1).Draw(t, "missing")}, moved, moved.Bytes)
		whole, parts := b, b
		for range 5 {
			at := parts.At.Add(unit.Duration(rapid.Int64Range(0, int64(2*unit.Hour)).Draw(t, "passes")))
			parts = p.Spend(parts.Settle(at, p, false), moved, moved.Bytes)
			require.Equal(t, whole.MissingAt(at, p.Capacity), parts.MissingAt(at, p.Capacity))
			if parts.Dry {
				break // from here on there is less to spend
			}
		}
		if at, turns := b.Turns(p.Capacity); turns {
			before, after := b.MissingAt(at-1, p.Capacity), b.MissingAt(at, p.Capacity)
			require.NotEqual(t, before, after)
			require.Contains(t, []int64{0, p.Capacity}, after)
			require.NotContains(t, []int64{0, p.Capacity}, before)
		}
	})
}

// Nobody gets more than he asks for, nothing moves more than it can, one limit
// alone is used up exactly but for rounding, and who is not held gets all.
func TestSharesKeepTheLimits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		volumes, instances := rapid.SliceOfN(rapid.Custom(limit), 1, 3).Draw(t, "volumes"), rapid.SliceOfN(rapid.Custom(limit), 1, 3).Draw(t, "instances")
		flows := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) io.Flow {
			f := io.Flow{Volume: rapid.IntRange(0, len(volumes)-1).Draw(t, "volume"), Instance: rapid.IntRange(0, len(instances)-1).Draw(t, "instance"), Moved: ask(t)}
			f.Charged = f.Moved.Bytes * rapid.Int64Range(1, 64).Draw(t, "factor")
			return f
		}), 1, 6).Draw(t, "flows")
		loading := make([]io.Rate, len(volumes))
		for v := range loading {
			loading[v].Bytes = rapid.Int64Range(0, 300<<20).Draw(t, "loading")
		}
		grants := io.Share(flows, volumes, loading, instances)
		for v, limit := range volumes {
			var used io.Rate
			for i, g := range grants {
				if flows[i].Volume == v {
					used = used.Plus(io.Rate{MilliIOPS: g.Moved.MilliIOPS, Bytes: g.Charged})
				}
			}
			within(t, used, limit)
			within(t, movedOf(flows, grants, v), loading[v])
		}
		for n, limit := range instances {
			var used io.Rate
			for i, g := range grants {
				if flows[i].Instance == n {
					used = used.Plus(g.Moved)
				}
			}
			within(t, used, limit)
		}
		for i, g := range grants {
			require.LessOrEqual(t, g.Moved.MilliIOPS, flows[i].Moved.MilliIOPS)
			require.LessOrEqual(t, g.Moved.Bytes, flows[i].Moved.Bytes)
			if g.Held == io.Nothing {
				require.Equal(t, flows[i].Moved, g.Moved)
			}
		}
	})
}

func limit(t *rapid.T) io.Rate {
	return io.Rate{MilliIOPS: rapid.Int64Range(0, 256_000_000).Draw(t, "IOPS"), Bytes: rapid.Int64Range(0, 4000<<20).Draw(t, "bytes")}
}

func ask(t *rapid.T) io.Rate {
	return io.Rate{MilliIOPS: rapid.Int64Range(1, 1_000_000_000).Draw(t, "IOPS asked"), Bytes: rapid.Int64Range(1, 100_000<<20).Draw(t, "bytes asked")}
}

// movedOf returns what is moved of a volume.
func movedOf(flows []io.Flow, grants []io.Grant, volume int) (moved io.Rate) {
	for i, g := range grants {
		if flows[i].Volume == volume {
			moved = moved.Plus(g.Moved)
		}
	}
	return moved
}

func within(t *rapid.T, used, limit io.Rate) {
	require.True(t, limit.MilliIOPS == 0 || used.MilliIOPS <= limit.MilliIOPS, "%v of %v", used, limit)
	require.True(t, limit.Bytes == 0 || used.Bytes <= limit.Bytes, "%v of %v", used, limit)
}

// A single flow gets exactly what limits it, and of the rest its share, computed without rounding errors.
func TestOneFlowGetsTheLimit(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want, most := ask(t), limit(t)
		got := io.Share([]io.Flow{{Moved: want, Charged: want.Bytes}}, []io.Rate{most}, []io.Rate{{}}, []io.Rate{{}})[0]
		switch got.Held {
		case io.VolumeIOPS:
			require.Equal(t, most.MilliIOPS, got.Moved.MilliIOPS)
			require.Equal(t, product(want.Bytes, most.MilliIOPS, want.MilliIOPS), got.Moved.Bytes)
		case io.VolumeThroughput:
			require.Equal(t, most.Bytes, got.Moved.Bytes)
			require.Equal(t, product(want.MilliIOPS, most.Bytes, want.Bytes), got.Moved.MilliIOPS)
		default:
			require.Equal(t, want, got.Moved)
		}
	})
}

// product returns a × b / c, rounded down.
func product(a, b, c int64) int64 {
	n := new(big.Int).Mul(big.NewInt(a), big.NewInt(b))
	return n.Quo(n, big.NewInt(c)).Int64()
}

// A step of a chart is cut where a bucket becomes full, so that its level runs straight.
func TestStepsAreCutWhereABucketIsFull(t *testing.T) {
	kind, _ := catalog.VolumeTypeNamed("gp2")
	p := io.OfVolume(kind, 100, 300, 0, true)
	b := p.Spend(io.Bucket{Missing: p.Capacity}, io.Rate{}, 0)
	steps := io.Steps(0, unit.Instant(unit.Day), io.Step{Credits: p.Credits}, b, p.Capacity)
	require.Len(t, steps, 2)
	require.Equal(t, unit.Instant(18000*unit.Second), steps[0].To, "18,000 s from empty to full")
	require.Equal(t, []int64{0, 5_400_000, 5_400_000, 5_400_000}, []int64{steps[0].LevelFrom, steps[0].LevelTo, steps[1].LevelFrom, steps[1].LevelTo})
}
