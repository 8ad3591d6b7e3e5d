package app

import (
	"fmt"
	"strings"
	"time"

	"blockyard/sim/cost"
	"blockyard/sim/unit"
)

// betweenSentences is the wall time after which, while time runs, a sentence
// gives way to what is true by then: who listens to the status line hears no
// more than one in that time.
const betweenSentences = 5 * time.Second

// say puts a sentence into the status line. It stays until something else
// happens that is worth a sentence; see do and Tick.
func (c *Controller) say(sentence string) {
	c.said = c.now()
	if c.ui.Say != sentence {
		c.ui.Say, c.stale = sentence, true
	}
}

// summarise has the status line say what is true now.
func (c *Controller) summarise() {
	w := c.session.World()
	now := w.Now()
	_, clock, _ := strings.Cut(w.Date(now).String(), " ") // 2026-04-03 14:20:00 UTC
	say := fmt.Sprintf("Day %d, %s. The bill is %s.", c.session.Clock()/unit.Day+1, clock[:len("14:20")], w.Bill(cost.Window{To: now}).Total)
	if c.session.TriesFreely() {
		c.say("You try freely: nothing counts. " + say) // a narrow screen shows the beginning alone
		return
	}
	if earned, most, ok := strings.Cut(c.session.Claim(), "/"); ok && !c.welcomes() {
		say += fmt.Sprintf(" %s of %s points.", earned, most)
	}
	c.say(say)
}
