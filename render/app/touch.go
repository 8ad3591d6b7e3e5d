package app

import (
	"math"
	"slices"
	"time"

	"blockyard/render/scene"
)

const (
	// slop is how far a finger may stray, in logical pixels, and still tap.
	slop = 10
	// untilMenu is how long a finger rests to ask for a menu.
	untilMenu = 500 * time.Millisecond
)

// A gesture is what fingers have turned out to do.
type gesture uint8

const (
	tapping   gesture = iota // the only finger has not strayed: lifted, it taps; if it goes on, it asks for the menu
	dragging                 // it moves what it went down on
	scrolling                // it strayed, or there are several
	spent                    // the menu was asked for; nothing else comes of it
)

// A touch is what fingers do from the first that touches to the last that is
// lifted. The zero touch is none.
type touch struct {
	gesture gesture
	fingers []finger
	start   scene.Point   // where the first went down
	since   time.Duration // when it did
	drags   bool          // what it went down on can be dragged
}

// A finger touches the picture.
type finger struct {
	id int
	at scene.Point
}

// find returns the place of a finger among those that touch, or -1.
func (t *touch) find(id int) int {
	return slices.IndexFunc(t.fingers, func(f finger) bool { return f.id == id })
}

// finger turns what a finger did into what a pointer does. One that taps
// presses; one that rests asks for the menu; one that strays drags what can be
// dragged, and scrolls everywhere else; two or more scroll.
func (c *Controller) finger(p Pointer) {
	switch p.Kind {
	case PointerDown:
		c.fingerDown(p)
	case PointerMove:
		c.fingerMove(p)
	case PointerUp, PointerCancel:
		c.fingerUp(p)
	case PointerMenu: // the system too waits for a finger to rest
		c.longPress()
	case PointerLeave, PointerWheel: // a finger that leaves is lifted as well
	}
}

func (c *Controller) fingerDown(p Pointer) {
	at := scene.Point{X: p.X, Y: p.Y}
	c.touch.fingers = append(c.touch.fingers, finger{p.ID, at})
	if len(c.touch.fingers) > 1 {
		c.scrolls()
		return
	}
	c.touch = touch{fingers: c.touch.fingers, start: at, since: c.now(), drags: c.dragsFrom(at)}
	c.Press(p.X, p.Y)
}

// dragsFrom reports whether what is at a point can be dragged.
func (c *Controller) dragsFrom(at scene.Point) bool {
	f := c.Frame()
	if f == nil {
		return false
	}
	n := f.At(at)
	return n != nil && (n.Drag != "" || n.ID == scene.PlayheadNode || n.ID == scene.SweepSlider)
}

// scrolls has the touch scroll from now on, unless nothing comes of it any more.
func (c *Controller) scrolls() {
	c.Cancel()
	if c.touch.gesture != spent {
		c.touch.gesture = scrolling
	}
}

func (c *Controller) fingerMove(p Pointer) {
	t := &c.touch
	i := t.find(p.ID)
	if i < 0 {
		return
	}
	up := t.fingers[i].at.Y - p.Y
	t.fingers[i].at = scene.Point{X: p.X, Y: p.Y}
	if t.gesture == tapping && math.Hypot(p.X-t.start.X, p.Y-t.start.Y) > slop {
		c.stray()
	}
	switch t.gesture {
	case dragging:
		c.Move(p.X, p.Y)
	case scrolling:
		c.Wheel(t.start.X, t.start.Y, up/float64(len(t.fingers)))
	case tapping, spent:
	}
}

// stray decides what becomes of a finger that does not tap.
func (c *Controller) stray() {
	if c.touch.drags {
		c.touch.gesture = dragging
		return
	}
	c.scrolls()
}

// fingerUp lifts a finger. The last one taps or drops, and leaves nothing under it.
func (c *Controller) fingerUp(p Pointer) {
	t := &c.touch
	i := t.find(p.ID)
	if i < 0 {
		return
	}
	if t.fingers = slices.Delete(t.fingers, i, i+1); len(t.fingers) > 0 {
		return
	}
	if p.Kind == PointerUp && (t.gesture == tapping || t.gesture == dragging) {
		c.Release(p.X, p.Y)
	}
	c.Leave()
}

// rest looks whether a finger rests long enough.
func (c *Controller) rest() {
	if len(c.touch.fingers) > 0 && c.now()-c.touch.since >= untilMenu {
		c.longPress()
	}
}

// longPress asks for the menu of what a finger rests on, once.
func (c *Controller) longPress() {
	if len(c.touch.fingers) == 0 || c.touch.gesture != tapping {
		return
	}
	c.touch.gesture = spent
	c.ContextMenu(c.touch.start.X, c.touch.start.Y)
}
