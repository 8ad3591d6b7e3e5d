// Package rng draws random numbers that depend on nothing but a seed, the name
// of a stream and the position in it. A draw has no state: forks, replays and
// calls in another order draw the same numbers for the same things.
package rng

import "math/rand/v2"

// A Stream is a named source of random numbers.
type Stream struct{ key uint64 }

// New returns the stream of that name under a seed. Different names give unrelated streams.
func New(seed uint64, name string) Stream {
	const offset, prime = 14695981039346656037, 1099511628211 // FNV-1a
	hash := uint64(offset)
	for i := range len(name) {
		hash = (hash ^ uint64(name[i])) * prime
	}
	return Stream{Mix(seed ^ Mix(hash))}
}

// Draw returns the number at a position of the stream, evenly spread over [0, n); it panics when n is zero.
func (s Stream) Draw(position, n uint64) uint64 {
	return rand.New(rand.NewPCG(s.key, Mix(position))).Uint64N(n)
}

// Chance reports whether a chance of numerator in denominator comes true at a position of the stream.
func (s Stream) Chance(position, numerator, denominator uint64) bool {
	return s.Draw(position, denominator) < numerator
}

// Mix returns x with its bits spread over the whole word; it is a bijection (the finaliser of SplitMix64).
func Mix(x uint64) uint64 {
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

// Unmix is the inverse of Mix.
func Unmix(x uint64) uint64 {
	x = (x ^ x>>31 ^ x>>62) * 0x319642b2d24d8ec3
	x = (x ^ x>>27 ^ x>>54) * 0x96de1b173f119089
	return x ^ x>>30 ^ x>>60
}
