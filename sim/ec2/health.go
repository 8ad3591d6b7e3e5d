package ec2

import (
	"blockyard/sim/catalog"
	"blockyard/sim/unit"
)

// Health is what AWS knows of an instance and of the host beneath it. It is
// forgotten when the instance leaves the host: with every stop. It is never changed in place.
type Health struct {
	Since    unit.Instant // when the host failed, if Impaired
	Retires  unit.Instant // when the host is retired, if HasRetirement
	Checked  bool         // both status checks have passed since it came to run
	Impaired bool         // the host has failed: both status checks fail
	// HasRetirement says that AWS has announced the host's retirement.
	HasRetirement bool
}

// What AWS mostly knows: nothing yet, and that all is well.
var unchecked, healthy = &Health{}, &Health{Checked: true}

// Health returns what AWS knows of an instance and of its host.
func (i *Instance) Health() *Health {
	switch {
	case i.health != nil:
		return i.health
	case i.checked:
		return healthy
	}
	return unchecked
}

// ChecksPassed says that the status checks of an instance have passed for the first time since it came to run.
type ChecksPassed struct{ Index uint32 }

func (e ChecksPassed) apply(s *State) {
	i := s.instances.Mut(e.Index) // not touched: health is not metered
	i.checked = true
	if i.health != nil {
		known := *i.health
		known.Checked = true
		i.health = &known
	}
}

// awaitChecks lets the status checks of an instance begin.
func (tx *Tx) awaitChecks(index uint32) {
	ref := Ref{KindInstance, index}
	tx.wake(WakeChecks, ref, tx.lasts(catalog.StatusChecks, ref))
}

// hostMoved notes what became of the host of a running instance: everything
// that was known of it is of another host now, or of one that has failed.
func (i *Instance) hostMoved(e InstanceMoved) {
	i.health, i.checked = nil, false
	if e.On == "HostFailed" {
		i.health = &Health{Impaired: true, Since: e.At}
		i.eraseDisks()
	}
}
