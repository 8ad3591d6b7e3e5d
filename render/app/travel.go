package app

import (
	"cmp"
	"sort"
	"strconv"
	"strings"

	"blockyard/render/scene"
	"blockyard/sim"
	"blockyard/sim/unit"
)

// A travel is what a controller remembers of looking back. The zero travel is of somebody who does not.
type travel struct {
	scrubbing bool         // the pointer holds the playhead
	pending   bool         // it has been moved since the last frame
	wanted    unit.Instant // to where
	back      bool         // the frame shows the past
	tab       string       // of the rail, before
	free      bool         // the lesson was left alone when a command last ended
}

// travelTo looks at an instant, in milliseconds since instant 0, and says what happened there, as its node is called.
func (c *Controller) travelTo(n *scene.Node, at string) {
	if at == scene.Before {
		c.back()
		return
	}
	ms, err := strconv.ParseInt(at, 10, 64)
	if err != nil { // the playhead itself, which is held or moved by keys
		c.say(c.whereWords())
		return
	}
	if !c.lookAt(unit.Instant(ms)) {
		return
	}
	if n != nil && n.Name != "" {
		c.say(n.Name + ". " + c.whereWords())
	}
}

// lookAt goes to a moment of the past, or to the present, and reports whether it did.
func (c *Controller) lookAt(at unit.Instant) bool {
	if c.busy() {
		return false
	}
	if c.ui.Playing {
		c.pause()
	}
	s := c.session
	if err := s.Travel(max(s.Opening(), min(at, s.Present()))); err != nil {
		c.say(sentence(err))
		return false
	}
	c.stale = true
	c.followPlayhead()
	c.say(c.whereWords())
	return true
}

// sentence returns an error as a sentence.
func sentence(err error) string {
	text := err.Error()
	return strings.ToUpper(text[:1]) + text[1:] + "."
}

// whereWords say which moment is looked at.
func (c *Controller) whereWords() string {
	s := c.session
	at := moment(s.World().Date(s.World().Now()))
	if !s.LooksBack() {
		return "This is now: " + at + "."
	}
	return "The past: " + at + ", " + s.Present().Sub(s.World().Now()).String() + " before now."
}

// moment returns a date for people, up to the minute: "2026-04-02 12:30".
func moment(d unit.Date) string { return d.String()[:len("2026-04-02 12:30")] }

// backToNow ends looking back, and reports whether somebody did.
func (c *Controller) backToNow() bool {
	if c.session == nil || !c.session.LooksBack() {
		return false
	}
	c.lookAt(c.session.Present())
	return true
}

// back looks at the last instant at which something happened.
func (c *Controller) back() {
	if c.busy() {
		return
	}
	if c.ui.Playing {
		c.pause()
	}
	if err := c.session.Back(); err != nil {
		c.say(sentence(err))
		return
	}
	c.stale = true
	c.followPlayhead()
	c.say(c.whereWords())
}

// forward looks, in the past, at the next instant at which something happened.
func (c *Controller) forward() {
	s := c.session
	now := s.World().Now()
	next := s.Present()
	for _, lane := range s.Lanes() {
		if w, ok := s.WorldOf(lane); ok {
			if at, ok := w.Next(); ok && at > now {
				next = min(next, at)
			}
		}
		if w, ok := s.PresentWorld(lane); ok {
			next = min(next, nextCall(w, now, next))
		}
	}
	c.lookAt(next)
}

// nextCall returns when the next call after an instant was made, or another instant where there is none.
func nextCall(w *sim.World, after, none unit.Instant) unit.Instant {
	journal := w.Journal()
	if i := sort.Search(len(journal), func(i int) bool { return journal[i].At > after }); i < len(journal) {
		return journal[i].At
	}
	return none
}

// playPast lets the past go by, up to the present, where it stops.
func (c *Controller) playPast() {
	c.runFor(c.clock.owed)
	c.clock.owed = 0
	c.followPlayhead()
	if !c.session.LooksBack() {
		c.pause()
		c.say(c.whereWords())
	}
}

// followPlayhead moves what the time bar shows, and what of the history, so that the moment at hand is seen.
func (c *Controller) followPlayhead() {
	if c.session.LooksBack() {
		c.setScroll(scene.PanelHistory, scene.HistoryScroll(c.session, &c.ui))
	}
	if c.ui.Window.Span == 0 || c.frame == nil || c.frame.Time.W == 0 || c.travel.scrubbing {
		return
	}
	c.ui.Window = c.frame.Time.Following(c.session.World().Now())
}

// notePast does what belongs to going into the past or coming out of it, by whatever way that was: what would change
// the world is closed, and the history shown.
func (c *Controller) notePast() {
	back := c.session.LooksBack()
	if back == c.travel.back {
		return
	}
	c.travel.back = back
	rail := string(scene.PanelInspector)
	if !back {
		setChoice(&c.ui.Tabs, rail, c.travel.tab)
		return
	}
	c.travel.tab = scene.Chosen(c.ui.Tabs, rail)
	setChoice(&c.ui.Tabs, rail, string(scene.PanelHistory))
	c.ui.Preview, c.ui.Form, c.ui.Menu, c.ui.Drag, c.ui.Refused = "", nil, nil, nil, nil
	c.followPlayhead()
}

// noteFree does what belongs to leaving the lesson alone for a while or going back to it, by whatever way that was: time
// stops, the lesson's panel shows its top, and a focus on the button that leads there is on the one that leads back.
func (c *Controller) noteFree() {
	free := c.session.TriesFreely()
	if free == c.travel.free {
		return
	}
	c.travel.free = free
	c.pause()
	c.setScroll(scene.PanelLesson, 0)
	c.at.hidden = !free
	switch {
	case free && c.ui.Focus == scene.TryNode:
		c.setFocus(scene.BackNode)
	case !free && c.ui.Focus == scene.BackNode:
		c.setFocus(scene.TryNode)
	}
}

// holdsPlayhead reports whether a press at a point moves the playhead: on its slider, and, but for fingers, which scroll
// there, anywhere on the rows where nothing else can be pressed.
func (c *Controller) holdsPlayhead(at scene.Point) bool {
	f := c.frame
	if f == nil || f.Time.W == 0 {
		return false
	}
	n := f.At(at)
	if n != nil {
		return n.ID == scene.PlayheadNode
	}
	return len(c.touch.fingers) == 0 && f.Time.Rect.Holds(at)
}

// holdPlayhead begins to move the playhead with the pointer.
func (c *Controller) holdPlayhead() {
	c.travel.scrubbing = true
	c.setFocus(scene.PlayheadNode)
	c.scrub()
}

// scrub wants the moment where the pointer is. It is gone to once a frame.
func (c *Controller) scrub() {
	if !c.travel.scrubbing || c.frame == nil || c.frame.Time.W == 0 {
		return
	}
	c.travel.wanted, c.travel.pending, c.stale = c.frame.Time.Instant(c.pointer.X), true, true
}

// letGoOfPlayhead ends moving the playhead, and reports whether that was so.
func (c *Controller) letGoOfPlayhead() bool {
	if !c.travel.scrubbing {
		return false
	}
	c.arrive()
	c.travel.scrubbing = false
	return true
}

// arrive goes to the moment that is wanted.
func (c *Controller) arrive() {
	if c.travel.pending {
		c.travel.pending = false
		if c.travel.wanted != c.session.World().Now() {
			c.lookAt(c.travel.wanted)
		}
	}
}

// playheadKey moves the playhead where that has the focus, and reports whether it did.
func (c *Controller) playheadKey(key string) bool {
	if c.ui.Focus != scene.PlayheadNode || c.frame == nil || c.frame.Time.W == 0 {
		return false
	}
	now, step := c.session.World().Now(), c.frame.Time.Step()
	switch key {
	case "ArrowLeft", "ArrowDown":
		c.lookAt(now.Add(-step))
	case "ArrowRight", "ArrowUp":
		c.lookAt(now.Add(step))
	case "PageDown":
		c.lookAt(now.Add(-10 * step))
	case "PageUp":
		c.lookAt(now.Add(10 * step))
	case "Home":
		c.lookAt(c.session.Opening())
	case "End":
		c.lookAt(c.session.Present())
	default:
		return false
	}
	return true
}

// undo takes back the last deed, or brings back what was taken back last, by the command for it.
func (c *Controller) undo(again bool) {
	if c.ui.Playing {
		c.pause()
	}
	c.run("yard "+map[bool]string{false: "undo", true: "redo"}[again], true)
}

// undone returns what the status line says of a deed that was taken back or brought back, by keys that are not shown elsewhere.
func undone(e scene.Entry) string {
	deed, _, _ := strings.Cut(strings.TrimSpace(e.Output), ". It is ")
	switch {
	case e.Status != 0:
		return ""
	case e.Command == "yard undo":
		return deed + ". Ctrl+Shift+Z brings it back."
	case e.Command == "yard redo":
		return deed + "."
	}
	return ""
}

// sayOutcome says how a command ended.
func (c *Controller) sayOutcome(e scene.Entry) { c.say(cmp.Or(undone(e), outcome(e))) }
