package scene

import (
	"math"

	"blockyard/sim/unit"
)

// spans are the lengths of time that the bar shows by itself, so that it changes its scale seldom.
var spans = []unit.Duration{
	unit.Hour, 3 * unit.Hour, 6 * unit.Hour, 12 * unit.Hour, unit.Day, 2 * unit.Day, 4 * unit.Day, 8 * unit.Day, 16 * unit.Day,
	unit.Month, 2 * unit.Month, 4 * unit.Month, 8 * unit.Month, 360 * unit.Day, 720 * unit.Day, 3600 * unit.Day, unit.MaxDuration,
}

// tickSteps are the times between two labels of the bar.
var tickSteps = []unit.Duration{
	unit.Second, 5 * unit.Second, 10 * unit.Second, 30 * unit.Second, unit.Minute, 5 * unit.Minute, 10 * unit.Minute, 30 * unit.Minute,
	unit.Hour, 2 * unit.Hour, 3 * unit.Hour, 6 * unit.Hour, 12 * unit.Hour, unit.Day, 2 * unit.Day, 5 * unit.Day, 10 * unit.Day,
	unit.Month, 2 * unit.Month, 4 * unit.Month, 360 * unit.Day, 1800 * unit.Day, 3600 * unit.Day, 18000 * unit.Day,
}

// leastSpan is the shortest time that the bar can be made to show.
const leastSpan = unit.Minute

// A TimeWindow is a stretch of time that the bar shows. The zero TimeWindow is all of it, with some that is still to come.
type TimeWindow struct {
	From unit.Instant
	Span unit.Duration
}

// spanFor returns the length of time to show of all until an instant: some of it is always still to come.
func spanFor(now unit.Instant) unit.Duration {
	for _, s := range spans {
		if unit.Duration(now) <= s-s/8 {
			return s
		}
	}
	return unit.MaxDuration
}

// A TimeAxis says which instant is where in the time bar.
type TimeAxis struct {
	TimeWindow         // that is shown
	X, W       float64 // from its first instant to its last
	Rect       Rect    // where a press means an instant
	Shown      unit.Instant
	Present    unit.Instant // where the clock stands in truth; Shown is before it while somebody looks back
}

// At returns where an instant is; what is not shown is at the edge.
func (a *TimeAxis) At(i unit.Instant) float64 {
	return a.X + a.W*max(0, min(1, float64(i-a.From)/float64(a.Span)))
}

// Instant returns which instant is at a place, from instant 0 to the present. It is as exact as can be seen: a whole
// second, or a whole minute where a pixel is longer than that.
func (a *TimeAxis) Instant(x float64) unit.Instant {
	pixel := float64(a.Span) / max(1, a.W)
	exact := unit.Second
	if pixel > float64(unit.Minute) {
		exact = unit.Minute
	}
	at := float64(a.From) + (x-a.X)*pixel
	if at >= float64(a.Present) {
		return a.Present
	}
	return max(0, min(a.Present, unit.Instant(math.Round(at/float64(exact)))*unit.Instant(exact)))
}

// shows reports whether any of a stretch of time is in the window.
func (w *TimeWindow) shows(from, to unit.Instant) bool {
	return to >= w.From && from <= w.From.Add(w.Span)
}

// whole returns all that the bar can show.
func (a *TimeAxis) whole() unit.Duration { return spanFor(a.Present) }

// Zoomed returns the window that shows so many times as much, with an instant at the same place.
func (a *TimeAxis) Zoomed(by float64, keep unit.Instant) TimeWindow {
	span := unit.Duration(min(float64(a.Span)*by, float64(unit.MaxDuration)))
	share := float64(keep-a.From) / float64(a.Span)
	return a.held(TimeWindow{keep - unit.Instant(share*float64(span)), span})
}

// Moved returns the window that begins later by a share of its length.
func (a *TimeAxis) Moved(by float64) TimeWindow {
	return a.held(TimeWindow{a.From + unit.Instant(by*float64(a.Span)), a.Span})
}

// Over returns the window of a length that begins at a whole multiple of it, by the calendar, and has what is shown.
func (a *TimeAxis) Over(span unit.Duration, start unit.Date) TimeWindow {
	return a.held(TimeWindow{a.Shown - unit.Instant(int64(start.At(a.Shown))%int64(span)), span})
}

// Showing returns the window from an instant to another, with some room at its edges.
func (a *TimeAxis) Showing(from, to unit.Instant) TimeWindow {
	span := max(leastSpan, to.Sub(from)*5/4)
	return a.held(TimeWindow{from - unit.Instant(span/10), span})
}

// Following returns the window moved so that an instant can be seen, if it cannot.
func (a *TimeAxis) Following(at unit.Instant) TimeWindow {
	if a.shows(at, at) {
		return a.TimeWindow
	}
	return a.held(TimeWindow{at - unit.Instant(a.Span/2), a.Span})
}

// held returns a window held to what there is; one that would show all of it is the zero window.
func (a *TimeAxis) held(w TimeWindow) TimeWindow {
	if w.Span = max(leastSpan, w.Span); w.Span >= a.whole() {
		return TimeWindow{}
	}
	w.From = max(0, min(w.From, unit.Instant(a.whole()-w.Span)))
	return w
}

// Step returns how far an arrow key moves the playhead: about a hundredth of what is shown, in a round number.
func (a *TimeAxis) Step() unit.Duration {
	for i := len(tickSteps) - 1; i > 0; i-- {
		if tickSteps[i] <= a.Span/72 {
			return tickSteps[i]
		}
	}
	return tickSteps[0]
}

// tickStep returns the time between two labels: the shortest of tickSteps for which there is room.
func (a *TimeAxis) tickStep(room float64) unit.Duration {
	for _, s := range tickSteps {
		if a.W*float64(s)/float64(a.Span) >= room {
			return s
		}
	}
	return tickSteps[len(tickSteps)-1]
}

// axis returns the axis of the time bar between two edges.
func (p *pen) axis(v *view, x, w float64) TimeAxis {
	a := TimeAxis{TimeWindow: p.ui.Window, X: x, W: w, Shown: v.now, Present: p.session.Present()}
	if a.Span > 0 {
		a.TimeWindow = a.held(a.TimeWindow)
	}
	if a.Span == 0 {
		a.TimeWindow = TimeWindow{0, a.whole()}
	}
	return a
}

// ticks paints the axis: a hairline and a label for each step of time, with the calendar's midnights where they are.
func (p *pen) ticks(v *view, a *TimeAxis, body Rect, y, h float64) {
	step := a.tickStep(p.px(104))
	since := int64(v.world.Config().Start) % int64(unit.Day) // midnight, to instant 0
	first := a.From + unit.Instant((int64(step)-(since+int64(a.From))%int64(step))%int64(step))
	end := a.From.Add(a.Span)
	for at := first; at < end; at = at.Add(step) {
		x := a.At(at)
		p.box(Rect{x, body.Y, 1, body.H}, 0, p.hairline, 0, 0)
		text := p.tickLabel(v, at, step)
		w := p.width(typeBody, text) + 1
		if x+w > a.X+a.W+p.px(16) || p.underPlate(a, x, w) {
			continue
		}
		p.label(Rect{x, y, w, h}, typeBody, p.muted, text)
	}
}

// underPlate reports whether a label would lie under the plate of the playhead, or under that of the present.
func (p *pen) underPlate(a *TimeAxis, x, w float64) bool {
	head := a.At(a.Shown)
	if x+w > head-p.px(32) && x < head+p.px(32) {
		return true
	}
	now := a.At(a.Present)
	return a.Present != a.Shown && x+w > now-p.px(52) && x < now+p.px(52)
}

// tickLabel returns the label of an instant, as exact as the step between labels.
func (p *pen) tickLabel(v *view, at unit.Instant, step unit.Duration) string {
	date := v.world.Date(at)
	switch {
	case step >= 360*unit.Day:
		return date.Day()[:len("2026")]
	case step >= unit.Day, int64(date)%int64(unit.Day) == 0:
		return dayOf(date)
	case step >= unit.Minute:
		return timeOf(date)
	}
	return date.String()[len("2026-04-03 ") : len("2026-04-03 ")+len("14:20:05")]
}
