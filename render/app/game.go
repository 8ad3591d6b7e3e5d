//go:build js || display

package app

import (
	"fmt"
	"math"
	"sync"
	"time"

	"github.com/hajimehoshi/ebiten/v2"

	"blockyard/render/draw"
	"blockyard/render/scene"
	"blockyard/scripting/session"
)

// An App is the window, or the picture in the page: Ebitengine's game around a
// Controller. Its methods may be called from any goroutine, also while it runs.
type App struct {
	// Scale overrides, where it is set, how many device pixels a logical pixel has.
	Scale float64

	mutex   sync.Mutex // over everything below; not held while onFrame runs
	control *Controller
	painter draw.Painter
	onFrame func(*scene.Frame)
	devices devices
	script  *Script
	started time.Time
	last    time.Duration // when the last tick was

	told    surface // what the page said of the picture; zero where it said nothing
	surface surface
	shown   *scene.Frame // was given to onFrame
	layouts int          // how many had been laid out by then
	paint   bool         // the screen does not show it yet
	faulty  bool         // a fault in painting has been told
	shot    string       // where to write the next picture that is painted
	failed  error        // why the game ends
}

// A surface is the size of the picture in logical pixels, and the device pixels of each.
type surface struct{ width, height, ratio float64 }

// New returns an app at the opening of the lesson that open returns for "".
func New(open Opener, measure scene.Measure) *App {
	a := &App{started: time.Now()} //nolint:forbidigo // the picture is paced by the wall; the journal holds simulated time alone
	a.control = NewController(open, measure, a.now)
	a.prepare()
	return a
}

// now returns the wall time since the app was made.
func (a *App) now() time.Duration { return time.Since(a.started) } //nolint:forbidigo // it paces the picture

// Run shows the picture until the window is closed, a script ends or, in the page, forever.
func (a *App) Run() error {
	ebiten.SetScreenClearedEveryFrame(false)
	ebiten.SetVsyncEnabled(true)
	ebiten.SetTPS(ebiten.SyncWithFPS)
	err := ebiten.RunGameWithOptions(a, runOptions)
	if a.failed != nil {
		return a.failed
	}
	return err
}

// do calls the controller.
func (a *App) do(f func(*Controller)) {
	a.mutex.Lock()
	defer a.mutex.Unlock()
	f(a.control)
}

// Session returns the session at hand. What runs beside the app must not use it.
func (a *App) Session() *session.Session {
	a.mutex.Lock()
	defer a.mutex.Unlock()
	return a.control.Session()
}

// Offer tells which lessons can be opened, by the ids that the opener knows.
func (a *App) Offer(lessons []scene.Lesson) { a.do(func(c *Controller) { c.Offer(lessons) }) }

// Keep has a function called with what is to be kept for the next visit; see Controller.Keep. It must not call the app.
func (a *App) Keep(f func(option, value string)) { a.do(func(c *Controller) { c.Keep = f }) }

// GiveOut has a function called with each file that is to be given out; see Controller.GiveOut. It must not call the app.
func (a *App) GiveOut(f func(File) (where string, err error)) {
	a.do(func(c *Controller) { c.GiveOut = f })
}

// Activate does what a node does; see Controller.Activate.
func (a *App) Activate(id string) { a.do(func(c *Controller) { c.Activate(id) }) }

// Pointer tells what a pointer did on the picture in the page; see Controller.Pointer.
func (a *App) Pointer(p Pointer) { a.do(func(c *Controller) { c.Pointer(p) }) }

// Key tells that a key went down in the page; see Controller.Key.
func (a *App) Key(key, code string, shift, ctrl, alt, text bool) {
	a.do(func(c *Controller) { c.Key(key, code, shift, ctrl, alt, text) })
}

// Input tells what the page's text field for the command line holds, and where its caret is, in bytes.
func (a *App) Input(value string, caret int) { a.do(func(c *Controller) { c.Input(value, caret) }) }

// Accept goes on with the command line as it shows that it could; it returns
// what it holds then and the place of the caret, in bytes. ok is false where nothing was shown. See Controller.Accept.
func (a *App) Accept() (line string, caret int, ok bool) {
	a.do(func(c *Controller) {
		ok = c.Accept()
		line, caret = c.CommandText()
	})
	return line, caret, ok
}

// Submit runs a line that was typed in the page.
func (a *App) Submit(line string) { a.do(func(c *Controller) { c.Submit(line) }) }

// Set sets an option of the interface; see Controller.Set.
func (a *App) Set(option, value string) { a.do(func(c *Controller) { c.Set(option, value) }) }

// Resize tells how large the picture is in the page, in logical pixels, and how
// many device pixels each has. What is no size is ignored.
func (a *App) Resize(width, height, ratio float64) {
	a.mutex.Lock()
	defer a.mutex.Unlock()
	if width >= 1 && height >= 1 && ratio > 0 && !math.IsInf(width+height+ratio, 0) {
		a.told = surface{width, height, ratio}
		a.control.Resize(width, height) // also where there is no picture, which would ask for it
	}
}

// OnFrame has a function called with each new frame, from within the game's
// tick. The function may call the app, and must not change the frame.
func (a *App) OnFrame(f func(*scene.Frame)) {
	a.mutex.Lock()
	defer a.mutex.Unlock()
	a.onFrame = f
}

// Play has a script make the input instead of the devices. The app ends with the script.
func (a *App) Play(s *Script) { a.script = s }

// LayoutF tells Ebitengine how many pixels the screen has: those of the
// device, so that glyphs and lines are crisp at any scale.
func (a *App) LayoutF(width, height float64) (float64, float64) {
	a.mutex.Lock()
	defer a.mutex.Unlock()
	s := a.surfaceOf(width, height)
	if s != a.surface {
		a.surface, a.paint = s, true
		a.control.Resize(s.width, s.height)
	}
	return math.Ceil(s.width * s.ratio), math.Ceil(s.height * s.ratio)
}

// surfaceOf returns the surface for a size that Ebitengine measured.
func (a *App) surfaceOf(width, height float64) surface {
	if a.told.ratio > 0 {
		return a.told
	}
	device := ebiten.Monitor().DeviceScaleFactor()
	ratio := device
	if a.Scale > 0 {
		ratio = a.Scale
	}
	return surface{width * device / ratio, height * device / ratio, ratio}
}

// Layout is there because ebiten.Game asks for it; LayoutF takes its place.
func (a *App) Layout(width, height int) (int, int) { return width, height }

// Update is a tick: it takes in input and lets time run. Nothing that goes
// wrong in it ends the game, but a fault of a script.
func (a *App) Update() error {
	frame, err := a.tick()
	if err != nil {
		return err
	}
	if frame != nil {
		a.tell(frame)
	}
	return nil
}

// tick does what a tick does, and returns what is on the screen then, or nil where that is what was there before.
func (a *App) tick() (*scene.Frame, error) {
	a.mutex.Lock()
	defer a.mutex.Unlock()
	if a.failed != nil {
		return nil, ebiten.Termination
	}
	in, err := a.input()
	if err != nil {
		return nil, err
	}
	in.feed(a.control)
	now := a.now()
	a.control.Tick(now - a.last)
	a.last = now
	frame := a.control.Frame()
	if layouts := a.control.Layouts(); frame != nil && layouts != a.layouts {
		a.shown, a.layouts, a.paint = frame, layouts, true
		return frame, nil
	}
	return nil, nil
}

// input returns what the devices did, or the script.
func (a *App) input() (Input, error) {
	if a.script == nil {
		return a.devices.read(a.surface), nil
	}
	f := a.control.Frame()
	if f == nil || a.control.Running() { // a script waits for what it has asked for
		return Input{}, nil
	}
	tick, err := a.script.next(f)
	if tick.shot != "" {
		a.shot, a.paint = tick.shot, true
	}
	if a.failed = err; tick.quit || err != nil {
		return Input{}, ebiten.Termination
	}
	return tick.Input, nil
}

// tell gives a frame to who asked for frames.
func (a *App) tell(f *scene.Frame) {
	a.mutex.Lock()
	onFrame := a.onFrame
	a.mutex.Unlock()
	if onFrame != nil {
		onFrame(f)
	}
}

// Draw paints the frame if the screen does not show it yet; else it leaves the
// screen alone, and Ebitengine then does not even hand it to the graphics card.
func (a *App) Draw(screen *ebiten.Image) {
	if !a.paint || a.shown == nil {
		return
	}
	a.paint = false
	defer a.survive()
	a.painter.Paint(screen, a.shown, a.surface.ratio)
	if name := a.shot; name != "" {
		a.shot = ""
		a.failed = capture(screen, name)
	}
}

// survive tells a fault in painting once; the mirror in the page goes on without the picture.
func (a *App) survive() {
	fault := recover()
	if fault == nil || a.faulty {
		return
	}
	a.faulty = true
	a.do(func(c *Controller) {
		c.refuse("", fmt.Sprintf("This is a fault of Blockyard, not yours: painting failed: %v", fault))
	})
}
