// Package sweep asks what would be if one thing were otherwise: it varies one
// parameter, and seeds, and computes the figures of each point in worlds of its
// own, which nobody else sees.
//
// Everything it says is exact. Figures are rational numbers, the places where
// two lines meet are computed from them, and the order of the results is that of
// the points, whoever computed them and however many did so at once. So a sweep
// that was cut into shards and merged is the sweep that was never cut, byte for byte.
package sweep
