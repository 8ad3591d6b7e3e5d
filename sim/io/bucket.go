package io

import "blockyard/sim/unit"

// A Bucket holds credits; the zero Bucket is full. It says what is missing, so
// that a bucket which grows with its volume keeps what was spent.
type Bucket struct {
	Missing int64 // units that are missing at the instant At
	Net     int64 // units that come in each millisecond; below 0 they are being spent
	At      unit.Instant
	Dry     bool // it has run empty: no burst until what is asked for changes, or until it is full
}

// MissingAt returns how many units of a capacity are missing at an instant.
func (b Bucket) MissingAt(now unit.Instant, capacity int64) int64 {
	passed := int64(now.Sub(b.At))
	switch {
	case b.Net > 0 && passed > b.Missing/b.Net:
		return 0
	case b.Net < 0 && passed > (capacity-b.Missing)/-b.Net:
		return capacity
	}
	return min(capacity, max(0, b.Missing-b.Net*passed))
}

// Turns returns when a bucket of a capacity runs empty, or is full again. The
// instant is rounded up; ok is false where nothing changes.
func (b Bucket) Turns(capacity int64) (at unit.Instant, ok bool) {
	left, pace := b.Missing, b.Net
	if b.Net < 0 {
		left, pace = capacity-b.Missing, -b.Net
	}
	if pace == 0 || left <= 0 {
		return 0, false
	}
	return b.At.Add(unit.Duration((left-1)/pace + 1)), true
}

// Settle brings a bucket to an instant. It is dry from when it is empty until it
// is full, or until what is asked for changes while something is in it: else two
// disks that share a path could wake each other for ever.
func (b Bucket) Settle(now unit.Instant, p Performance, changed bool) Bucket {
	if p.Credits == NoCredits {
		return Bucket{At: now}
	}
	missing := b.MissingAt(now, p.Capacity)
	return Bucket{Missing: missing, At: now, Dry: missing == p.Capacity || b.Dry && !changed && missing > 0}
}

// Limit returns what a disk with that bucket can do now, if all its blocks are there.
func (p Performance) Limit(b Bucket) Rate {
	if b.Dry {
		return p.Base
	}
	return p.Burst
}

// Shown returns what a disk with that bucket can do now, as a chart shows it.
func (p Performance) Shown(b Bucket) Rate {
	limit := p.Limit(b)
	if p.Loading.Bytes > 0 && limit.Bytes > p.Loading.Bytes {
		limit.Bytes = p.Loading.Bytes
	}
	return limit
}

// Spend returns the bucket with the pace at which credits come in or go while
// rates are moved and charged.
func (p Performance) Spend(b Bucket, moved Rate, charged int64) Bucket {
	switch p.Credits {
	case NoCredits:
		return b
	case IOCredits:
		b.Net = p.Base.MilliIOPS - moved.MilliIOPS
	case ThroughputCredits:
		b.Net = p.Base.Bytes - charged
	case TimeCredits:
		b.Net = pace(moved, p.Base)
	}
	if b.Net > 0 && b.Missing == 0 || b.Net < 0 && b.Dry {
		b.Net = 0
	}
	return b
}

// pace returns how the time that an instance may burst changes.
func pace(moved, base Rate) int64 {
	switch {
	case moved.MilliIOPS > base.MilliIOPS || moved.Bytes > base.Bytes:
		return -burstCost
	case moved.MilliIOPS < base.MilliIOPS && moved.Bytes < base.Bytes:
		return 1
	}
	return 0
}
