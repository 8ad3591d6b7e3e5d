package app

// An Input is what a learner did since the last tick.
type Input struct {
	Pointers []Pointer // in the order in which they did it
	Keys     []Keystroke
	Text     string // letters that were typed
}

// A Keystroke is a key that went down, as the browser's KeyboardEvent.key spells it.
type Keystroke struct {
	Key              string
	Shift, Ctrl, Alt bool
}

// feed hands an input to the controller.
func (in *Input) feed(c *Controller) {
	for _, p := range in.Pointers {
		c.Pointer(p)
	}
	for _, k := range in.Keys {
		c.Key(k.Key, "", k.Shift, k.Ctrl, k.Alt, false)
	}
	c.Type(in.Text)
}
