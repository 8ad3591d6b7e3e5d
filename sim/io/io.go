// Package io says how fast the disks of EBS are: an analytic model of rates,
// limits and credits, without requests.
//
// A workload asks for operations and bytes a second. What it gets is valid until
// something changes: what is asked for, a limit, or a bucket of credits that
// runs dry. The instant at which a bucket will is computed, not approached, so a
// month under load is as many events as there are changes. All numbers are
// integers: operations in thousandths, so that no rate is rounded away.
package io

import (
	"math/bits"

	"blockyard/sim/unit"
)

// A Rate is operations and bytes a second. As a limit, a zero means that there is none.
type Rate struct {
	MilliIOPS int64 // thousandths of an I/O operation a second, as EBS counts them
	Bytes     int64
}

// Least returns the lower of two rates, each part for itself.
func (r Rate) Least(s Rate) Rate {
	return Rate{min(r.MilliIOPS, s.MilliIOPS), min(r.Bytes, s.Bytes)}
}

// Plus returns the sum of two rates.
func (r Rate) Plus(s Rate) Rate { return Rate{r.MilliIOPS + s.MilliIOPS, r.Bytes + s.Bytes} }

// A Demand is what a workload asks of a disk: so many operations of a size.
type Demand struct {
	MilliOps   int64 // thousandths of an operation a second, as the workload counts them
	Size       unit.Bytes
	Sequential bool // each operation goes on where the one before it ended
}

// Bytes returns the bytes a second that are asked for.
func (d Demand) Bytes() int64 { return scale(d.MilliOps, int64(d.Size), 1000) }

// Load returns a demand as a volume counts it, whose largest I/O operation has a
// size and which counts smaller ones as whole or not.
//
// Operations larger than that are split; sequential ones are merged up to it. A
// disk that is sold by throughput counts each small random operation as a large
// one: charged is the bytes a second that its throughput and credits lose.
// Source: https://docs.aws.amazon.com/ebs/latest/userguide/ebs-io-characteristics.html.
func (d Demand) Load(largest unit.Bytes, whole bool) (moved Rate, charged int64) {
	moved.Bytes = d.Bytes()
	if d.Sequential {
		moved.MilliIOPS = (scale(moved.Bytes, 1000, 1)-1)/int64(largest) + 1
		return moved, moved.Bytes
	}
	pieces := (int64(d.Size)-1)/int64(largest) + 1
	moved.MilliIOPS = d.MilliOps * pieces
	if whole {
		return moved, scale(moved.MilliIOPS, int64(largest), 1000)
	}
	return moved, moved.Bytes
}

// scale returns value × numerator / denominator, rounded down, without overflow on the way.
// All three are positive or value is zero, and the result must fit.
func scale(value, numerator, denominator int64) int64 {
	high, low := bits.Mul64(uint64(value), uint64(numerator))
	quotient, _ := bits.Div64(high, low, uint64(denominator))
	return int64(quotient)
}
