package app

import "blockyard/sim/unit"

// alert says which budgets the bill has reached since an instant, at the moment at which it did.
func (c *Controller) alert(since unit.Instant) {
	for _, reached := range c.session.Alerts(since) {
		c.say(reached.String())
	}
}
