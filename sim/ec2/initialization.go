package ec2

import (
	"blockyard/sim/apierr"
	"blockyard/sim/catalog"
	"blockyard/sim/unit"
)

// The ways in which a volume gets its content, spelled as DescribeVolumeStatus spells them.
const (
	InitializedByDefault = "default"
	InitializedByRate    = "provisioned-rate"
	InitializedByCopy    = "volume-copy"
)

// An Initialization is how a volume that has content from its beginning gets
// it: the volume is usable at once, and its blocks come one after the other,
// those that are read first. What is there at an instant follows from the rate
// alone, so nothing has to happen in between.
// Source: https://docs.aws.amazon.com/ebs/latest/userguide/initalize-volume.html.
type Initialization struct {
	Method    string // one of the above; "" for an empty volume
	Requested int64  // MiB/s that were asked for as VolumeInitializationRate; 0 where none were
	Fast      bool   // made by fast snapshot restore: all is there at once
	Rate      int64  // MiB/s at which the blocks come; 0 where all are there at once
	Blocks    uint64 // of 512 KiB that are to come
	Began     unit.Instant
}

// msPerBlock is how many milliseconds a block of half a MiB takes at 1 MiB/s.
const msPerBlock = 500

// Ends returns the instant from which all blocks are there.
func (i Initialization) Ends() unit.Instant {
	if i.Rate == 0 {
		return i.Began
	}
	rate := uint64(i.Rate)
	return i.Began.Add(unit.Duration((i.Blocks*msPerBlock + rate - 1) / rate))
}

// Fetched returns how many of the blocks are there at an instant.
func (i Initialization) Fetched(now unit.Instant) uint64 {
	if now >= i.Ends() {
		return i.Blocks
	}
	return uint64(now.Sub(i.Began)) * uint64(i.Rate) / msPerBlock
}

// Missing returns how many of the blocks are not there yet at an instant.
func (i Initialization) Missing(now unit.Instant) uint64 { return i.Blocks - i.Fetched(now) }

// Progress returns how much is there at an instant, in percent.
func (i Initialization) Progress(now unit.Instant) int64 {
	if i.Missing(now) == 0 {
		return 100
	}
	return int64(i.Fetched(now) * 100 / i.Blocks)
}

// checkInitializationRate refuses a rate that AWS does not have, or one for nothing.
func checkInitializationRate(rate *int64, hasSnapshot bool) *apierr.Error {
	switch {
	case rate == nil:
		return nil
	case !hasSnapshot:
		return apierr.New(apierr.InvalidParameterCombination, "You can't specify VolumeInitializationRate for volumes that are not created from a snapshot.").
			Because("An empty volume has nothing to fetch.")
	case *rate < catalog.MinInitializationRate || *rate > catalog.MaxInitializationRate:
		return apierr.New(apierr.InvalidParameterValue, "The value specified for VolumeInitializationRate is not in the allowed range.").
			Because("The rate is %d to %d MiB/s.", catalog.MinInitializationRate, catalog.MaxInitializationRate)
	}
	return nil
}

// initialise says how a volume that is about to be made of a snapshot gets its
// blocks: at the rate that was asked for, at once with a credit of fast snapshot
// restore, or by default. A rate that is asked for spends no credit.
func (tx *Tx) initialise(v *Volume, rate *int64) {
	if !v.HasSnapshot {
		return
	}
	v.Initialization = Initialization{Method: InitializedByDefault, Rate: catalog.DefaultInitializationRate, Blocks: tx.blocks.Full(tx.snapshots.At(v.Snapshot).Block), Began: tx.Now}
	if rate != nil {
		v.Initialization.Method, v.Initialization.Requested, v.Initialization.Rate = InitializedByRate, *rate, *rate
	} else if fast, ok := tx.credit(v); ok {
		tx.Emit(FastRestoreSpent{fast, tx.Now})
		v.Initialization.Fast, v.Initialization.Rate = true, 0
	}
	if tx.Timing == catalog.None {
		v.Initialization.Rate = 0
	}
}
