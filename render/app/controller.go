package app

import (
	"fmt"
	"math"
	"slices"
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

	// Keep, where it is set, keeps an option that the learner has set, or what was earned in a lesson, for the next
	// visit: then Set is told the same. It must not call the controller.
	Keep func(option, value string)

	// GiveOut, where it is set, gives a file to the learner, and says where it is to be found: "in the downloads of this
	// browser". It must not call the controller.
	GiveOut func(f File) (where string, err error)

	open    Opener
	measure scene.Measure
	now     func() time.Duration // wall time since some start, for what limits work

	session *session.Session
	lesson  string // as the opener names it
	ui      scene.UI
	frame   *scene.Frame
	layouts int  // how many frames have been laid out
	stale   bool // the frame no longer shows what is

	clock     clock
	job       *job // the command that runs, or nil
	history   history
	markSeen  bool // the marked completion has been scrolled to
	pointer   scene.Point
	down      modifiers
	inside    bool // the pointer is over the picture
	touch     touch
	arranged  scene.Arrangement // of the world, when something was last looked for that moves
	turned    float64           // how far the wheel has turned since the zoom level changed last, with Ctrl held
	grip      grip              // what could be dragged, or is
	onLane    string            // the lane whose frame the pointer went down on, beside everything in it
	menuBack  string            // where the focus was before a menu opened
	sheetBack sheetBack         // what is restored when a sheet closes
	welcomed  bool              // it has been kept that the welcome was seen
	welcomeAt int               // the step of the welcome that was shown last
	aside     string            // what was done, for the log, where a command alone does not say it
	refusedAt
	focus  focus
	travel travel
	at     stepAt
	form   formState
	said   time.Duration // when the status line got its sentence
}

// NewController returns a controller at the opening of the lesson that open
// returns for "": paused, dark, and at 1280 by 800 logical pixels until it is
// told otherwise. now tells the wall time since some start; only differences count.
func NewController(open Opener, measure scene.Measure, now func() time.Duration) *Controller {
	c := &Controller{open: open, measure: measure, now: now}
	c.ui = scene.UI{Width: 1280, Height: 800, Scale: 100, Theme: scene.Dark, Speed: defaultSpeed, Keys: keyTable()}
	c.stale = true
	defer c.survive()
	c.openLesson("")
	return c
}

// Session returns the session at hand, nil only where no lesson could be opened at all.
func (c *Controller) Session() *session.Session { return c.session }

// Offer tells which lessons can be opened, by the ids that the opener knows.
func (c *Controller) Offer(lessons []scene.Lesson) {
	c.ui.Lessons, c.stale = slices.Clone(lessons), true
	c.noteProgress()
}

// openLesson goes to another lesson. A lesson that does not open leaves everything as it is.
func (c *Controller) openLesson(lesson string) {
	s, err := c.open(lesson)
	if err != nil {
		c.refuse("open "+lesson, err.Error())
		return
	}
	c.interrupt() // what runs in the lesson that is left
	left := c.welcomes()
	s.Interrupted = c.interrupted
	c.session, c.lesson = s, lesson
	old := c.ui
	c.ui = scene.UI{
		Width: old.Width, Height: old.Height, Scale: old.Scale, Theme: old.Theme, Speed: old.Speed,
		Lessons: old.Lessons, InputIsNative: old.InputIsNative, Memo: new(scene.Memo),
		Calm: old.Calm, Keys: old.Keys, NoLetters: old.NoLetters, TextView: old.TextView, Keeps: old.Keeps,
	}
	c.clock, c.focus, c.travel, c.history.at = clock{}, focus{}, travel{}, len(c.history.lines)
	c.at = stepAt{number: scene.OpenStep(s)}
	c.stale = true
	c.noteProgress()
	switch {
	case c.welcomes():
		c.welcome()
	case left:
		c.ui.Speed = defaultSpeed
		c.noteWelcome(true)
	}
	c.summarise()
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

// show lays the frame out, and again where that moves what follows from the
// frame itself: the focus, which may scroll, and then what is under the pointer.
func (c *Controller) show() {
	defer c.survive()
	c.stale = false // also where the layout fails: it would fail again
	c.arrive()
	c.stale = false
	c.layout()
	moved := c.keepFocus()
	if shown, scrolled, seen := c.revealStep(), c.reveal(), c.revealMarked(); shown || moved || scrolled || seen {
		c.layout()
	}
	if c.hover() {
		c.layout()
	}
}

// Layouts returns how many frames have been laid out. It tells one from the
// next: frames take turns in the same memory.
func (c *Controller) Layouts() int { return c.layouts }

// Changed reports whether Frame would return another frame than the last time.
func (c *Controller) Changed() bool { return c.stale && c.session != nil }

func (c *Controller) layout() {
	c.notePast()
	c.frame = scene.Layout(c.session, &c.ui, c.measure)
	c.layouts++
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
// (100 to 200), reduced-motion, letters ("false": single keys do nothing),
// speed ("1h"), focus (a node's id), native ("true" where the page lays text
// fields of its own over the picture), text ("true" where the page shows the
// nodes in the place of the picture), keeps ("true" where what Keep is told
// outlasts the visit), lesson (one to open), what was earned in one
// ("progress/" and its id), or what a text field holds ("guess/store"). What it
// does not know is said, not done.
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
	case option == "reduced-motion":
		c.ui.Calm, c.stale = value == "true", true
	case option == "letters":
		c.ui.NoLetters, c.stale = value == "false", true
	case option == "text":
		c.ui.TextView, c.stale = value == "true", true
	case option == "keeps":
		c.ui.Keeps, c.stale = value == "true", true
	case option == "native":
		c.ui.InputIsNative, c.stale = value == "true", true
	case option == "lesson":
		c.openLesson(value)
	case strings.HasPrefix(option, progressOption):
		c.resume(option, value)
	case strings.Contains(option, "/"):
		c.fill(option, value)
	default:
		c.say(fmt.Sprintf("There is no option %q: there are theme, scale, reduced-motion, letters, speed, focus, native, text, keeps and lesson.", option))
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
