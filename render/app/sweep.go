package app

import (
	"fmt"
	"strconv"
	"strings"

	"blockyard/render/paper"
	"blockyard/render/scene"
	"blockyard/render/typeface"
	"blockyard/scripting/sweep"
	"blockyard/sim/unit"
)

// openSweep opens the sweep that words behind yard sweep ask for, a line each, or of the first thing that there is, and begins to compute it: as a command
// that runs, so that frames go on being painted, Esc stops it, and the log has it.
func (c *Controller) openSweep(lines string) {
	if c.busy() {
		return
	}
	if c.ui.Playing {
		c.pause()
	}
	words := strings.Split(lines, "\n")
	if lines == "" {
		words = c.session.Variations()[0].Words
	}
	asked, err := c.session.Sweep(words)
	v := &scene.SweepView{Words: words, Of: asked}
	if err != nil {
		c.refuse(v.Command(), sentence(err))
		return
	}
	v.Table = &sweep.Table{Spec: asked.Spec}
	c.ui.Sweep = v
	c.sweepAt(len(asked.Spec.Values) / 6)
	if c.ui.Sheet != scene.SweepSheet {
		c.openSheet(scene.SweepSheet)
	}
	if asked.Step != "" {
		c.setScroll(scene.PanelLesson, endOfLog) // its card with the guess stands last
	}
	c.stale = true
	c.job = newJob(scene.Entry{Command: v.Command(), Clicked: true}, func(_ string, print, printError func(string)) int {
		return c.computeSweep(v, print, printError)
	})
	c.proceed(workAtOnce)
}

// computeSweep computes the points of an open sweep one by one, and prints what it says. It is the work of a job.
func (c *Controller) computeSweep(v *scene.SweepView, print, printError func(string)) int {
	compute, err := v.Of.Source.Worker()
	if err != nil {
		v.Fault = err.Error()
		printError(err.Error() + "\n")
		return 1
	}
	for n := range v.Table.Spec.Len() {
		if c.interrupted() {
			printError(fmt.Sprintf("stopped at %d of %d points; a sweep changes nothing\n", n, v.Table.Spec.Len()))
			return 1
		}
		v.Table.Results = append(v.Table.Results, compute(v.Table.Spec.Point(n)))
	}
	series := v.Table.Series()
	if faults := v.Table.Faults(); len(series) == 0 && len(faults) > 0 {
		v.Fault = faults[0].Fault
	}
	for _, sentence := range v.Table.Sentences(series) {
		print(sentence + "\n")
	}
	return 0
}

// sweepTo moves the slider of the open sweep to the value at a place.
func (c *Controller) sweepTo(place string) {
	if at, err := strconv.Atoi(place); err == nil {
		c.sweepAt(at)
	}
}

// sweepAt moves the slider to the value at a place, as far as there are values.
func (c *Controller) sweepAt(place int) {
	v := c.ui.Sweep
	if v == nil {
		return
	}
	values := v.Table.Spec.Values
	v.At = max(0, min(place, len(values)-1))
	setChoice(&c.ui.Fields, scene.SweepField, values[v.At].Short(4))
	c.stale = true
}

// sweepTyped moves the slider to the value that is nearest to what was typed.
func (c *Controller) sweepTyped(text string) {
	v := c.ui.Sweep
	wanted, err := unit.ParseRatio(strings.TrimSpace(text))
	if v == nil || err != nil {
		return
	}
	values := v.Table.Spec.Values
	for i := range values {
		if gap(values[i], wanted).Compare(gap(values[v.At], wanted)) < 0 {
			v.At = i
		}
	}
	c.stale = true
}

// gap returns how far apart two numbers are.
func gap(a, b unit.Ratio) unit.Ratio {
	if d := a.Minus(b); d.Sign() >= 0 {
		return d
	}
	return b.Minus(a)
}

// holdsSlider reports whether what the pointer pressed is the slider of the sweep; then it is where the pointer is.
func (c *Controller) holdsSlider() bool {
	return c.ui.Pressed == scene.SweepSlider && c.ui.Sweep != nil && c.frame != nil
}

// slideSweep moves the slider to where the pointer is, while it is held.
func (c *Controller) slideSweep() {
	if c.holdsSlider() {
		if place := scene.SweepPlace(c.frame, c.ui.Sweep, c.pointer.X); place != c.ui.Sweep.At {
			c.sweepAt(place)
		}
	}
}

// sliderKey moves the slider where that has the focus, and reports whether it did.
func (c *Controller) sliderKey(key string) bool {
	v := c.ui.Sweep
	if c.ui.Focus != scene.SweepSlider || v == nil {
		return false
	}
	switch key {
	case "ArrowLeft", "ArrowDown":
		c.sweepAt(v.At - 1)
	case "ArrowRight", "ArrowUp":
		c.sweepAt(v.At + 1)
	case "PageDown":
		c.sweepAt(v.At - 10)
	case "PageUp":
		c.sweepAt(v.At + 10)
	case "Home":
		c.sweepAt(0)
	case "End":
		c.sweepAt(len(v.Table.Spec.Values) - 1)
	default:
		return false
	}
	return true
}

// sweepFile returns what makes a file of the open sweep.
func sweepFile(content func(*Controller, *scene.SweepView) ([]byte, error), name string) func(*Controller) (File, error) {
	return func(c *Controller) (File, error) {
		if c.ui.Sweep == nil {
			return File{}, fmt.Errorf("no sweep is open")
		}
		text, err := content(c, c.ui.Sweep)
		return File{name, text}, err
	}
}

// sweepPixels is how many pixels a picture of a chart has for each logical one.
const sweepPixels = 2

func sweepCSV(_ *Controller, v *scene.SweepView) ([]byte, error) { return []byte(v.Table.Wide()), nil }

func sweepSVG(_ *Controller, v *scene.SweepView) ([]byte, error) {
	f := v.SweepFrame(scene.Light, typeface.Measure)
	return paper.SVG(f, scene.Rect{W: f.Width, H: f.Height}, v.Of.Source.Title), nil
}

func sweepPNG(_ *Controller, v *scene.SweepView) ([]byte, error) {
	f := v.SweepFrame(scene.Light, typeface.Measure)
	return paper.PNG(f, scene.Rect{W: f.Width, H: f.Height}, sweepPixels)
}
