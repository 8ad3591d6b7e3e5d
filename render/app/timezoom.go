package app

import (
	"strconv"
	"strings"

	"blockyard/render/scene"
	"blockyard/sim/unit"
)

// zoomTime shows time nearer, farther, earlier or later, an hour of it, a day or all, or a stretch: "0..60000".
func (c *Controller) zoomTime(to string) {
	if c.frame == nil || c.frame.Time.W == 0 {
		return
	}
	a, start := &c.frame.Time, c.session.World().Config().Start
	w := scene.TimeWindow{}
	switch to {
	case "nearer":
		w = a.Zoomed(0.5, c.middle(a))
	case "farther":
		w = a.Zoomed(2, c.middle(a))
	case "earlier":
		w = a.Moved(-0.5)
	case "later":
		w = a.Moved(0.5)
	case "hour":
		w = a.Over(unit.Hour, start)
	case "day":
		w = a.Over(unit.Day, start)
	case "all":
	default:
		from, upTo, _ := strings.Cut(to, "..")
		first, err1 := strconv.ParseInt(from, 10, 64)
		last, err2 := strconv.ParseInt(upTo, 10, 64)
		if err1 != nil || err2 != nil {
			return
		}
		w = a.Showing(unit.Instant(first), unit.Instant(last))
	}
	c.ui.Window, c.stale = w, true
	c.say(c.windowWords())
}

// middle returns the instant that stays where it is when time is zoomed: the playhead, where it is shown.
func (c *Controller) middle(a *scene.TimeAxis) unit.Instant {
	if x := a.At(a.Shown); x > a.X && x < a.X+a.W {
		return a.Shown
	}
	return a.From.Add(a.Span / 2)
}

// windowWords says what the time bar shows.
func (c *Controller) windowWords() string {
	f := c.Frame()
	if f == nil || c.ui.Window.Span == 0 {
		return "The time bar shows all of time."
	}
	w, date := &c.ui.Window, c.session.World().Date
	return "The time bar shows " + date(w.From).String()[:len("2026-04-03 14:20")] + " to " + date(w.From.Add(w.Span)).String()[:len("2026-04-03 14:20")] + "."
}

// wheelOnTime zooms time where the wheel turns over its axis, or over its rows where all of them are seen, and moves what
// is shown of it with Shift held. It reports whether it did.
func (c *Controller) wheelOnTime(p Pointer) bool {
	defer c.survive()
	f := c.Frame()
	if f == nil || p.Scroll != p.Scroll || p.Ctrl {
		return false
	}
	at, a := scene.Point{X: p.X, Y: p.Y}, &f.Time
	if !a.Rect.Holds(at) {
		return false
	}
	if e := extentOf(f, scene.PanelTime); e != nil && e.Most > 0 && e.Rect.Holds(at) && !p.Shift {
		return false // there it scrolls
	}
	w := a.Moved(p.Scroll / 1000)
	if !p.Shift {
		w = a.Zoomed(1+max(-0.5, min(p.Scroll/400, 1)), a.Instant(p.X))
	}
	c.ui.Window, c.stale = w, true
	return true
}

// inTime reports whether the focus is in the panel of time.
func (c *Controller) inTime() bool {
	n := c.focused()
	return n != nil && n.Panel == scene.PanelTime
}
