package sim

import (
	"fmt"

	"blockyard/sim/agenda"
	"blockyard/sim/ec2"
	"blockyard/sim/guest"
	"blockyard/sim/unit"
	"blockyard/sim/yard"
)

// wakeAt puts a wake-up on the agenda.
func (w *World) wakeAt(at unit.Instant, wake ec2.Wake) {
	w.agenda.Push(agenda.Wake{At: int64(at), Index: wake.Index, Kind: uint8(wake.Kind), Gen: wake.Gen & agenda.MaxGen})
}

// Next returns the instant of the next wake-up, if there is one.
func (w *World) Next() (unit.Instant, bool) {
	at, ok := w.agenda.Next()
	return unit.Instant(at), ok
}

// Advance lets time pass until an instant: everything due at or before it
// happens, in order. With a limit it fires at most so many wake-ups; it reports
// whether it got to the end. Sliced or not, the world becomes the same. An
// instant in the past is an error of the caller and panics.
func (w *World) Advance(until unit.Instant, limit int) bool {
	if until < w.host.Now {
		panic(fmt.Sprintf("sim: advance to %d, which is before %d", until, w.host.Now))
	}
	for n := 0; limit <= 0 || n < limit; n++ {
		if !w.Step(until) {
			w.host.Now = until
			return true
		}
	}
	return false
}

// Step fires the next wake-up due at or before an instant, and reports whether there was one.
func (w *World) Step(until unit.Instant) bool {
	due, ok := w.agenda.PopUntil(int64(until))
	if !ok {
		return false
	}
	w.host.Now = unit.Instant(due.At)
	w.fired++
	wake := ec2.Wake{Kind: ec2.WakeKind(due.Kind), Index: due.Index, Gen: due.Gen}
	if w.isLive(wake) {
		w.fire(wake)
	}
	return true
}

// fireDue fires what is due now, so that what takes no time has happened when a call is over.
func (w *World) fireDue() {
	for w.Step(w.host.Now) { // the step is the work
	}
}

// isLive reports whether a wake-up still means something.
func (w *World) isLive(wake ec2.Wake) bool {
	switch {
	case wake.Kind >= yard.WakeSchedule:
		return w.yard.IsLive(wake)
	case wake.Kind >= guest.WakeKernel:
		return w.guests.IsLive(wake)
	}
	return w.cloud.IsLive(wake)
}

// fire wakes a resource in the name of its owner.
func (w *World) fire(wake ec2.Wake) {
	t := w.begin(w.ownerOf(wake))
	t.wake(wake)
	w.end(t)
}

// ownerOf returns in whose name, and where, a resource wakes.
func (w *World) ownerOf(wake ec2.Wake) ec2.Caller {
	ref := ec2.Ref{Kind: ec2.KindInstance, Index: wake.Index}
	switch {
	case wake.Kind == yard.WakeSchedule:
		ref.Index = w.yard.Schedules().At(wake.Index).Instance
	case wake.Kind >= guest.WakeKernel:
		ref.Index = w.guests.InstanceOf(wake)
	default:
		ref = w.cloud.Woken(wake)
	}
	account, region := w.cloud.Place(ref)
	return ec2.Caller{Account: account, Region: region}
}
