package app

import (
	"strings"

	"blockyard/render/scene"
)

// mostGuess is how long what is typed into a field of a prediction can be, in bytes.
const mostGuess = 40

// guessOption chooses an option of a prediction: "guess=2".
func (c *Controller) guessOption(chosen string) {
	if step, option, ok := strings.Cut(chosen, "="); ok {
		c.guess(step, option)
	}
}

// guess notes what was chosen or typed in a prediction. It is the interface's
// until a command answers the step with it.
func (c *Controller) guess(of, value string) {
	setChoice(&c.ui.Guesses, of, whole(value[:min(len(value), mostGuess)]))
	c.stale = true
}

// focusPrediction moves the focus to the first thing to choose or to fill in of a prediction, if one is shown.
func (c *Controller) focusPrediction() {
	for i := range c.frame.Nodes {
		n := &c.frame.Nodes[i]
		if a := n.Action; a != nil && (a.Verb == scene.Choose || a.Verb == scene.Focus && a.Arg != commandField) {
			c.setFocus(n.ID)
			return
		}
	}
	c.say("No prediction is asked for now.")
}
