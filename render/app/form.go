package app

import (
	"strings"

	"blockyard/render/scene"
)

// openForm opens the form of an operation: "aws ec2 create-volume --size 8", what follows the verb being filled in.
func (c *Controller) openForm(line string) {
	words := strings.Fields(line)
	if len(words) < 3 {
		return
	}
	c.ui.Form = &scene.Form{Service: words[1], Verb: words[2]}
}
