package scene

import (
	"strconv"
	"strings"

	"blockyard/sim/unit"
)

// timeTools paints, in the line of the tabs, what the bar shows of time, and a legend, or what the pointer is on.
func (p *pen) timeTools(v *view, a *TimeAxis, r Rect, names []string) {
	h, gap := p.px(26), p.px(4)
	line := p.px(34)
	if p.isPhone() {
		h, line = p.px(36), p.px(44)
	}
	left := r.X + p.px(16) + p.tabsRoom(names) + p.px(8)
	right := r.Right() - p.px(12)
	y := r.Y - line + (line-h)/2
	buttons, start := p.timeButtons(a), len(p.Nodes)
	defer func() { reverse(p.Nodes[start:]) }()
	for i := len(buttons) - 1; i >= 0; i-- {
		w := p.toolWidth(&buttons[i], h)
		if right-w < left {
			return
		}
		right -= w
		p.button(Rect{right, y, w, h}, &buttons[i])
		right -= gap
	}
	p.timeHint(v, a, Rect{left, y, right - p.px(8) - left, h})
}

func (p *pen) toolWidth(b *button, h float64) float64 {
	if b.icon {
		return h
	}
	return p.buttonWidth(b)
}

// timeButtons are the buttons that say what the bar shows of time, the ones that can be missed first.
func (p *pen) timeButtons(a *TimeAxis) []button {
	all := p.ui.Window.Span == 0
	nearest, last := "", ""
	if a.Span <= leastSpan {
		nearest = "Time cannot be seen from nearer"
	}
	if all {
		last = "All of time is shown"
	}
	buttons := []button{
		{id: "time/hour", text: "hour", name: "Show an hour", chosen: a.Span == unit.Hour && !all, act: Action{Verb: ZoomTime, Arg: "hour"}},
		{id: "time/day", text: "day", name: "Show a day", chosen: a.Span == unit.Day && !all, act: Action{Verb: ZoomTime, Arg: "day"}},
		{id: "time/farther", name: "See time from farther", symbol: symbolMinus, icon: true, off: last, act: Action{Verb: ZoomTime, Arg: "farther"}},
		{id: "time/nearer", name: "See time from nearer", symbol: symbolPlus, icon: true, off: nearest, act: Action{Verb: ZoomTime, Arg: "nearer"}},
		{id: "time/all", text: "all", name: "Show all of time", chosen: all, act: Action{Verb: ZoomTime, Arg: "all"}},
	}
	if all {
		return buttons
	}
	return append([]button{
		{id: "time/earlier", name: "Earlier", symbol: symbolLeft, icon: true, act: Action{Verb: ZoomTime, Arg: "earlier"}},
		{id: "time/later", name: "Later", symbol: symbolRight, icon: true, act: Action{Verb: ZoomTime, Arg: "later"}},
	}, buttons...)
}

// timeHint says at the right end of a line what the mark is that the pointer or the focus is on; else it is the legend.
func (p *pen) timeHint(v *view, a *TimeAxis, r Rect) {
	if r.W < p.px(80) {
		return
	}
	for _, id := range []string{p.ui.Hover, p.ui.Focus} {
		if c, ok := p.clusterOf(v, a, id); ok {
			p.labelRight(r, typeBody, p.ink, v.clusterWords(&c))
			return
		}
	}
	if !p.futureHint(v, r) {
		p.timeLegend(v, r)
	}
}

// clusterOf returns the cluster whose node has an id.
func (p *pen) clusterOf(v *view, a *TimeAxis, id string) (c cluster, ok bool) {
	marks := v.marks().marks
	number, event := strings.CutPrefix(id, "time/event/")
	if !event {
		if number, ok = strings.CutPrefix(id, "time/taken/"); !ok {
			return c, false
		}
		marks = v.snapshotTimes()
	}
	for _, c := range a.clustersOf(marks, p.clusterWidth()+p.px(2)) {
		if strconv.Itoa(c.marks[0].of) == number {
			return c, true
		}
	}
	return c, false
}

// timeLegend says what the shapes of the marks mean that there are.
func (p *pen) timeLegend(v *view, r Rect) {
	there := v.marks().there
	there[markSnapshot] = len(v.snapshotTimes()) > 0
	right := r.Right()
	for kind := markKinds; kind > 0; kind-- {
		words := markNames[kind-1]
		w := p.width(typeBody, words) + 1
		if !there[kind-1] || right-w-p.px(20) < r.X {
			continue
		}
		right -= w
		p.label(Rect{right, r.Y, w, r.H}, typeBody, p.muted, words)
		right -= p.px(12)
		p.mark(kind-1, right, r.Y+r.H/2, false)
		right -= p.px(20)
	}
}
