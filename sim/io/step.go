package io

import "blockyard/sim/unit"

// A Step is part of a chart: rates that hold from one instant to another, and a
// level of credits that runs straight from its beginning to its end. Levels and
// capacity are in credits: operations of gp2, bytes of st1 and sc1, milliseconds
// above the baseline of an instance; all are 0 where there are no credits.
type Step struct {
	From, To           unit.Instant
	Asked              Rate // what the workloads ask for
	Moved              Rate // what they get
	Limit              Rate // of the volume or the instance itself
	Held               Holder
	Credits            Credits
	LevelFrom, LevelTo int64
	Capacity           int64
}

// Steps returns a time without changes as one step, or as two where a bucket is
// full in between, so that each level runs straight.
func Steps(from, to unit.Instant, s Step, b Bucket, capacity int64) []Step {
	s.From, s.To, s.Capacity = from, to, capacity/s.Credits.Units()
	level := func(at unit.Instant) int64 { return (capacity - b.MissingAt(at, capacity)) / s.Credits.Units() }
	s.LevelFrom, s.LevelTo = level(from), level(to)
	full, turns := b.Turns(capacity)
	if b.Net <= 0 || !turns || full <= from || full >= to {
		return []Step{s}
	}
	first, rest := s, s
	first.To, first.LevelTo = full, s.Capacity
	rest.From, rest.LevelFrom = full, s.Capacity
	return []Step{first, rest}
}
