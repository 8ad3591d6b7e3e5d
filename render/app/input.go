package app

import (
	"math"

	"blockyard/render/scene"
)

// An Input is what a learner did since the last tick. Lengths are logical pixels.
type Input struct {
	Moved    bool        // the pointer is at another place, which is Pointer
	Left     bool        // the pointer is no longer over the picture, or touches it no more
	Pressed  bool        // the first button, or a finger, went down at Pointer
	Released bool        // it went up there
	Pointer  scene.Point // where the pointer is
	Wheel    float64     // how far to scroll down at Pointer
	Keys     []Keystroke
	Text     string // letters that were typed
}

// A Keystroke is a key that went down, as the browser's KeyboardEvent.key spells it.
type Keystroke struct {
	Key              string
	Shift, Ctrl, Alt bool
}

// feed hands an input to the controller, in the order in which a hand does such things.
func (in *Input) feed(c *Controller) {
	p := in.Pointer
	if in.Moved {
		c.Move(p.X, p.Y)
	}
	if in.Pressed {
		c.Press(p.X, p.Y)
	}
	if in.Released {
		c.Release(p.X, p.Y)
	}
	if in.Wheel != 0 {
		c.Wheel(p.X, p.Y, in.Wheel)
	}
	if in.Left {
		c.Leave()
	}
	for _, k := range in.Keys {
		c.Key(k.Key, "", k.Shift, k.Ctrl, k.Alt, false)
	}
	c.Type(in.Text)
}

// slop is how far a finger may stray, in logical pixels, and still tap.
const slop = 10

// A finger turns the way of one finger into taps and scrolling.
type finger struct {
	down, scrolls bool
	start, last   scene.Point
}

// follow says where the finger is now, if it touches, and puts what that means into an input.
func (f *finger) follow(touches bool, at scene.Point, in *Input) {
	switch {
	case touches && !f.down:
		*f = finger{down: true, start: at, last: at}
		in.Moved, in.Pressed, in.Pointer = true, true, at
	case touches:
		if !f.scrolls && math.Hypot(at.X-f.start.X, at.Y-f.start.Y) > slop {
			f.scrolls, in.Left = true, true
		}
		if f.scrolls {
			in.Pointer, in.Wheel = f.start, f.last.Y-at.Y
		}
		f.last = at
	case f.down:
		f.down = false
		in.Pointer, in.Released, in.Left = f.last, !f.scrolls, true
	}
}
