package app

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"blockyard/render/scene"
	"blockyard/scripting/session"
	"blockyard/sim/unit"
)

// An Opener opens a lesson, by whatever names lessons there; "" is the sandbox.
type Opener func(lesson string) (*session.Session, error)

// The sizes that a controller accepts, in logical pixels.
const (
	leastSize = 200
	mostSize  = 16384
)

// A Controller is the state of the interface and what a learner's input does
// to it. It is not safe for concurrent use. A fault in what it calls ends up
// in the log as a sentence: none of its methods panics.
type Controller struct {
	// Clipboard, where it is set, copies a text and reports whether that went well.
	Clipboard func(text string) bool

	open    Opener
	measure scene.Measure
	now     func() time.Duration // wall time since some start, for what limits work

	session *session.Session
	lesson  string // as the opener names it
	ui      scene.UI
	frame   *scene.Frame
	stale   bool // the frame no longer shows what is

	clock   clock
	history history
	pointer scene.Point
	inside  bool // the pointer is over the picture
	focus   focus
}

// NewController returns a controller at the opening of the lesson that open
// returns for "": paused, dark, and at 1280 by 800 logical pixels until it is
// told otherwise. now tells the wall time since some start; only differences count.
func NewController(open Opener, measure scene.Measure, now func() time.Duration) *Controller {
	c := &Controller{open: open, measure: measure, now: now}
	c.ui = scene.UI{Width: 1280, Height: 800, Scale: 100, Theme: scene.Dark, Speed: defaultSpeed}
	c.stale = true
	defer c.survive()
	c.openLesson("")
	return c
}

// Session returns the session at hand, nil only where no lesson could be opened at all.
func (c *Controller) Session() *session.Session { return c.session }

// Offer tells which lessons can be opened: their names, as the opener knows them, and titles.
func (c *Controller) Offer(lessons []scene.Choice) {
	c.ui.Lessons, c.stale = lessons, true
}

// openLesson goes to another lesson. A lesson that does not open leaves everything as it is.
func (c *Controller) openLesson(lesson string) {
	s, err := c.open(lesson)
	if err != nil {
		c.refuse("open "+lesson, err.Error())
		return
	}
	s.Interrupted = c.overdue
	c.session, c.lesson = s, lesson
	old := c.ui
	c.ui = scene.UI{
		Width: old.Width, Height: old.Height, Scale: old.Scale, Theme: old.Theme, Speed: old.Speed,
		Lessons: old.Lessons, InputIsNative: old.InputIsNative, Memo: new(scene.Memo),
	}
	c.clock, c.focus, c.history.at = clock{}, focus{}, len(c.history.lines)
	c.stale = true
}

// Frame returns what is on the screen. It is laid out anew only where
// something has changed; else it is the same frame as before. It is nil where
// nothing could be laid out.
func (c *Controller) Frame() *scene.Frame {
	if c.stale && c.session != nil {
		c.show()
	}
	return c.frame
}

// show lays the frame out, twice where that moves what follows from the frame itself.
func (c *Controller) show() {
	defer c.survive()
	c.stale = false // also where the layout fails: it would fail again
	c.layout()
	if c.keepFocus() || c.hover() || c.reveal() {
		c.layout()
	}
}

// Changed reports whether Frame would return another frame than the last time.
func (c *Controller) Changed() bool { return c.stale && c.session != nil }

func (c *Controller) layout() {
	c.frame = scene.Layout(c.session, &c.ui, c.measure)
	c.holdScrolls()
}

// Resize tells how large the picture is, in logical pixels. What is no size is ignored.
func (c *Controller) Resize(width, height float64) {
	width, height = math.Round(width), math.Round(height)
	if !(width >= 1 && height >= 1) || width == c.ui.Width && height == c.ui.Height {
		return
	}
	c.ui.Width, c.ui.Height = max(leastSize, min(width, mostSize)), max(leastSize, min(height, mostSize))
	c.stale = true
}

// Set sets an option of the interface: theme (dark, light, contrast), scale
// (100 to 200), speed ("1h"), focus (a node's id), native ("true" where the
// page lays text fields of its own over the picture), lesson (one to open), or
// what a text field holds ("guess/store"); reduced-motion changes nothing. What it does not know is said, not done.
func (c *Controller) Set(option, value string) {
	defer c.survive()
	switch {
	case option == "theme":
		c.setTheme(value)
	case option == "scale":
		c.setScale(value)
	case option == "speed":
		c.setSpeed(value)
	case option == "focus":
		c.setFocus(value)
	case option == "reduced-motion": // nothing moves by itself in either case
	case option == "native":
		c.ui.InputIsNative, c.stale = value == "true", true
	case option == "lesson":
		c.openLesson(value)
	case strings.Contains(option, "/"):
		c.fill(option, value)
	default:
		c.say(fmt.Sprintf("There is no option %q: there are theme, scale, speed, focus, native and lesson.", option))
	}
}

func (c *Controller) setTheme(name string) {
	switch t := scene.ThemeName(name); t {
	case scene.Dark, scene.Light, scene.Contrast:
		c.ui.Theme, c.stale = t, true
	default:
		c.say(fmt.Sprintf("There is no theme %q: there are dark, light and contrast.", name))
	}
}

func (c *Controller) setScale(percent string) {
	n, err := strconv.Atoi(percent)
	if err != nil || n < 100 || n > 200 {
		c.say(fmt.Sprintf("The text scale is 100 to 200 percent, not %q.", percent))
		return
	}
	c.ui.Scale, c.stale = n, true
}

func (c *Controller) setSpeed(speed string) {
	if d, err := unit.ParseDuration(speed); err != nil || d == 0 {
		c.say(fmt.Sprintf("A speed is the time that passes in a second, such as 1h or 1d, not %q.", speed))
		return
	}
	c.ui.Speed, c.stale = speed, true
}

// say puts a sentence into the status line.
func (c *Controller) say(sentence string) {
	if c.ui.Say != sentence {
		c.ui.Say, c.stale = sentence, true
	}
}

// survive is deferred by whatever comes from outside: a fault becomes a sentence in the log.
func (c *Controller) survive() {
	fault := recover()
	if fault == nil {
		return
	}
	c.ui.Playing = false
	sentence := fmt.Sprintf("This is a fault of Blockyard, not yours: %v. If the picture is wrong now, open the lesson again.", fault)
	if c.ui.Say != sentence { // what goes wrong in every frame is said once
		c.refuse("", sentence)
	}
}
