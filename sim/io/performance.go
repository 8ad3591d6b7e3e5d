package io

import (
	"blockyard/sim/catalog"
	"blockyard/sim/unit"
)

// Credits says what the credits of a bucket are.
type Credits uint8

// The kinds of credits. A unit of a bucket is a thousandth of a credit times a
// thousandth of a second in the dimension that it counts.
const (
	NoCredits         Credits = iota
	IOCredits                 // gp2: I/O operations; a unit is a millionth of one
	ThroughputCredits         // st1 and sc1: bytes; a unit is a thousandth of one
	TimeCredits               // an instance: time above its baseline; a unit is 1/48 ms
)

// units is how many units make one credit: an operation, a byte, a millisecond.
var units = [...]int64{NoCredits: 1, IOCredits: 1_000_000, ThroughputCredits: 1000, TimeCredits: burstCost}

// Units returns how many units of a bucket make one credit: an operation, a byte or a millisecond.
func (c Credits) Units() int64 { return units[c] }

// A Performance is what a disk or the path to it can do: always, and while it has credits.
type Performance struct {
	Base, Burst Rate
	Credits     Credits
	Capacity    int64 // of the bucket, in units
	Largest     unit.Bytes
	Whole       bool // small random operations count as large ones
	Loading     Rate // what the blocks that are still coming let through; zero where all are there
}

// LoadingAt returns the performance of a volume whose blocks are still coming at
// so many MiB/s: what is asked of it moves no faster.
//
// Simplified: all of it counts as the first touch of what it touches, until the
// last block has come. AWS is as fast as ever with blocks that are there, fetches
// a whole block for a small operation, and publishes no rate.
// Source: awsdocs/amazon-ec2-user-guide ebs-initialize.md @e3707c4.
func (p Performance) LoadingAt(rate int64) Performance {
	p.Loading = Rate{Bytes: rate * mib}
	return p
}

// Hampered reports whether a volume has less than half of its performance while
// its blocks are coming: what AWS warns of where IOPS are provisioned.
// Source: awsdocs/amazon-ec2-user-guide ebs-initialize.md @e3707c4.
func (p Performance) Hampered() bool {
	return p.Loading.Bytes > 0 && p.Loading.Bytes*2 < p.Base.Bytes
}

// OfVolume returns the performance of a volume of a type, size, IOPS and MiB/s,
// on an instance of the Nitro system or not.
// Sources: those of catalog.VolumeType.
func OfVolume(t *catalog.VolumeType, gib, iops, throughput int64, nitro bool) Performance {
	p := Performance{Largest: 256 * unit.KiB}
	if !nitro && t.XenIOPS > 0 {
		iops = min(iops, int64(t.XenIOPS))
	}
	switch t.Name {
	case "gp3":
		p.Base = Rate{iops * 1000, throughput * mib}
	case "gp2":
		return p.withIOCredits(t, gib)
	case "io1": // 256 KiB an operation up to 500 MiB/s, then 16 KiB
		p.Base = Rate{iops * 1000, min(int64(t.MaxThroughput)*mib, max(min(500*mib, iops*256*kib), iops*16*kib))}
	case "io2":
		p.Base = Rate{iops * 1000, min(int64(t.MaxThroughput)*mib, iops*256*kib)}
	case "st1", "sc1":
		return p.withThroughputCredits(t, gib)
	default:
		p.Base = Rate{int64(t.MaxIOPS) * 1000, int64(t.MaxThroughput) * mib}
	}
	p.Burst = p.Base
	return p
}

const (
	kib = int64(unit.KiB)
	mib = int64(unit.MiB)
)

// withIOCredits returns the performance of gp2: 3 IOPS a GiB, and 3,000 while
// credits last where that is more. Above 170 GiB the credits let it reach 250
// MiB/s, from 334 GiB on it always does.
func (p Performance) withIOCredits(t *catalog.VolumeType, gib int64) Performance {
	baseline := int64(t.BaselineIOPS(uint32(gib)))
	p.Base = Rate{baseline * 1000, int64(t.ThroughputLimit(uint32(gib), 0)) * mib}
	p.Burst = Rate{max(baseline, int64(t.BurstIOPS)) * 1000, int64(t.BurstThroughput(uint32(gib), 0)) * mib}
	if p.Base != p.Burst {
		p.Credits, p.Capacity = IOCredits, int64(t.BurstBucket)*units[IOCredits]
	}
	return p
}

// withThroughputCredits returns the performance of st1 and sc1: so many MiB/s for each
// TiB, more while credits last, of which there are as many bytes as the volume has.
func (p Performance) withThroughputCredits(t *catalog.VolumeType, gib int64) Performance {
	most := int64(t.MaxThroughput) * mib
	operations := int64(t.MaxIOPS) * 1000
	p.Base = Rate{operations, min(most, int64(t.PerTiB)*kib*gib)}
	p.Burst = Rate{operations, min(most, int64(t.BurstPerTiB)*kib*gib)}
	p.Largest, p.Whole = unit.MiB, true
	if p.Base != p.Burst {
		p.Credits, p.Capacity = ThroughputCredits, gib*int64(unit.GiB)*units[ThroughputCredits]
	}
	return p
}

// How an instance's bucket moves: 30 minutes above the baseline empty it, and 24
// hours below fill it again.
const (
	burstLength = 30 * unit.Minute
	burstEvery  = 24 * unit.Hour
	burstCost   = int64(burstEvery / burstLength)
)

// OfInstance returns what the path of an instance type to its volumes can do;
// for types of which AWS states nothing it limits nothing.
//
// Simplified: AWS says that an instance can support its maximum for at least 30
// minutes once every 24 hours, not how. Here any use above the baseline spends
// that time, and use below the baseline gives it back evenly in 24 hours.
// Source: awsdocs/amazon-ec2-user-guide ebs-optimized.md @e3707c4.
func OfInstance(t *catalog.InstanceType) Performance {
	p := Performance{Base: rateOf(t.EBS.Baseline), Burst: rateOf(t.EBS.Maximum)}
	if p.Base != p.Burst {
		p.Credits, p.Capacity = TimeCredits, int64(burstLength)*burstCost
	}
	return p
}

func rateOf(b catalog.EBSBandwidth) Rate {
	return Rate{int64(b.IOPS) * 1000, int64(b.MilliMBps) * 1000}
}

// Least returns the lower of two performances in all that limits; the credits stay the receiver's.
func (p Performance) Least(q Performance) Performance {
	p.Base, p.Burst = p.Base.Least(q.Base), p.Burst.Least(q.Burst)
	return p
}
