package io

import "math/bits"

// A Flow is what one workload asks of one volume through one instance: places
// in the lists of what these can do.
type Flow struct {
	Volume, Instance int
	Moved            Rate
	Charged          int64 // bytes a second as the volume counts them
}

// A Holder says what keeps a flow from getting all that it asks for.
type Holder uint8

// What can hold a flow.
const (
	Nothing Holder = iota
	VolumeIOPS
	VolumeThroughput
	Initialization // blocks that have still to come from a snapshot
	InstanceIOPS
	InstanceThroughput
)

var holderNames = [...]string{
	Nothing: "", VolumeIOPS: "volume IOPS", VolumeThroughput: "volume throughput", Initialization: "initialization",
	InstanceIOPS: "instance IOPS", InstanceThroughput: "instance throughput",
}

// String returns the holder in words, for example "volume IOPS"; "" for Nothing.
func (h Holder) String() string { return holderNames[h] }

// A Grant is what a flow gets, and what keeps it from more.
type Grant struct {
	Moved   Rate
	Charged int64
	Held    Holder
}

// Share returns what each flow gets: first those of each volume share what it
// can do, then what its blocks that are still coming let through, then those of
// each instance what its path can, each time in proportion to what they ask for.
//
// Simplified: what a later step takes from a flow no other one gets.
func Share(flows []Flow, volumes, loading, instances []Rate) []Grant {
	grants := make([]Grant, len(flows))
	for i, f := range flows {
		grants[i] = Grant{Moved: f.Moved, Charged: f.Charged}
	}
	for v, limit := range volumes {
		shares := func(i int) bool { return flows[i].Volume == v }
		throttle(grants, shares, limit, volumeLimit)
		throttle(grants, shares, loading[v], loadingLimit)
	}
	for n, limit := range instances {
		throttle(grants, func(i int) bool { return flows[i].Instance == n }, limit, instanceLimit)
	}
	return grants
}

// A limitKind is a kind of limit: who holds by its operations and by its bytes,
// and whether these are counted as a volume does.
type limitKind struct {
	operations, bytes Holder
	charged           bool
}

// The kinds of limits.
var (
	volumeLimit   = limitKind{VolumeIOPS, VolumeThroughput, true}
	loadingLimit  = limitKind{Initialization, Initialization, false}
	instanceLimit = limitKind{InstanceIOPS, InstanceThroughput, false}
)

// throttle scales the grants of those that share a limit down to it.
func throttle(grants []Grant, shares func(int) bool, limit Rate, kind limitKind) {
	var operations, bytes int64
	for i, g := range grants {
		if shares(i) {
			operations += g.Moved.MilliIOPS
			bytes += g.bytes(kind.charged)
		}
	}
	numerator, denominator, held := limit.MilliIOPS, operations, kind.operations
	if exceeds(bytes, limit.Bytes) && (!exceeds(operations, limit.MilliIOPS) || less(limit.Bytes, bytes, numerator, denominator)) {
		numerator, denominator, held = limit.Bytes, bytes, kind.bytes
	}
	if !exceeds(denominator, numerator) {
		return
	}
	for i := range grants {
		if shares(i) {
			grants[i] = grants[i].scaled(numerator, denominator, held)
		}
	}
}

// bytes returns the bytes a second as a volume counts them, or those that are moved.
func (g Grant) bytes(charged bool) int64 {
	if charged {
		return g.Charged
	}
	return g.Moved.Bytes
}

func (g Grant) scaled(numerator, denominator int64, held Holder) Grant {
	return Grant{
		Rate{scale(g.Moved.MilliIOPS, numerator, denominator), scale(g.Moved.Bytes, numerator, denominator)},
		scale(g.Charged, numerator, denominator), held,
	}
}

// exceeds reports whether something is beyond a limit, of which 0 is none.
func exceeds(used, limit int64) bool { return limit > 0 && used > limit }

// less reports whether a/b < c/d.
func less(a, b, c, d int64) bool {
	h1, l1 := bits.Mul64(uint64(a), uint64(d))
	h2, l2 := bits.Mul64(uint64(c), uint64(b))
	return h1 < h2 || h1 == h2 && l1 < l2
}
