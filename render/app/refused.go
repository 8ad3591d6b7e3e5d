package app

import (
	"cmp"

	"blockyard/render/scene"
	"blockyard/sim"
	"blockyard/sim/unit"
)

// A refusedAt is where a world stood when something was refused that is still shown.
type refusedAt struct {
	world *sim.World
	calls int
	at    unit.Instant
}

// standing returns where a world stands.
func standing(w *sim.World) refusedAt { return refusedAt{w, len(w.Journal()), w.Now()} }

// wayNode is the node that goes the way round a refusal.
const wayNode = "refused/do"

// commentOf returns what was done with a node that runs a command, as the log says it; "" where the command says enough.
func (c *Controller) commentOf(n *scene.Node) string {
	if n != nil && n.ID == wayNode {
		return "the way that works"
	}
	return c.aside
}

// noteRefusal shows what a command was refused where it happened, with the way to what was meant. What is typed is shown
// only where there is such a way: the log has the rest. Whatever goes well and changes something takes it away.
func (c *Controller) noteRefusal(e *scene.Entry) {
	world := c.session.World()
	if e.Status == 0 {
		if c.ui.Refused != nil && standing(world) != c.refusedAt {
			c.ui.Refused = nil
		}
		return
	}
	r := scene.Refused(c.session, &c.ui, cmp.Or(e.CLI, e.Command))
	if r == nil || len(r.Way.Steps) == 0 && !e.Clicked {
		return
	}
	c.ui.Refused, c.refusedAt = r, standing(world)
	c.ui.Preview = ""
	c.fill(scene.WayField, "")
	c.setScroll(scene.PanelInspector, 0)
}
