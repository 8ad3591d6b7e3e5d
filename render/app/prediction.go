package app

import "blockyard/render/scene"

// focusPrediction moves the focus to the first thing to choose or to fill in of a prediction, if one is shown.
func (c *Controller) focusPrediction() {
	for i := range c.frame.Nodes {
		n := &c.frame.Nodes[i]
		if a := n.Action; a != nil && n.Off == "" && (a.Verb == scene.Choose || a.Verb == scene.Focus && a.Arg != commandField) {
			c.setFocus(n.ID)
			return
		}
	}
	c.say("No prediction is asked for now.")
}
