package scene

import (
	"blockyard/sim"
	"blockyard/sim/ec2"
	"blockyard/sim/unit"
)

// settling is how long after a deed its consequences are looked at: everything that it sets going has come to an end by then.
const settling = 10 * unit.Minute

// isThere reports whether a thing exists and is not on its way out.
func isThere(w *sim.World, ref ec2.Ref) bool {
	switch w.Cloud().StateOf(ref) {
	case "", ec2.InstanceTerminated.String(), ec2.InstanceShuttingDown.String(), string(ec2.VolumeDeleting):
		return false
	}
	return true
}

// paceTotal returns what an hour of a world costs as it is.
func paceTotal(w *sim.World) unit.Money {
	window := paceWindow(w)
	return w.Ledger(window).At(window.To).Total
}

// perMonth returns what an hourly cost comes to in 30 days.
func perMonth(hour unit.Money) string {
	return unit.Money{Ratio: hour.Times(unit.RatioOf(int64(unit.Month/unit.Hour), 1))}.String()
}
