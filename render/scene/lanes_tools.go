package scene

import (
	"slices"
	"strconv"
	"strings"
)

// mostLanes is how many lanes are made by splitting: more cannot be told apart on a screen.
const mostLanes = 4

// laneTools paints what chooses how lanes are shown, and what splits one off, at the right of the line below the stage.
// It returns where that begins.
func (p *pen) laneTools(r Rect, way laneWay, stage Rect) float64 {
	right, h := r.Right(), min(p.px(26), r.H-p.px(2))
	if p.Width < p.px(roomForRail) {
		h = r.H - p.px(4)
	}
	buttons := append(p.splitButton(r.W), p.wayButtonsOfLanes(way, stage)...)
	start := len(p.Nodes)
	for i := len(buttons) - 1; i >= 0; i-- {
		w := p.px(30)
		if buttons[i].text != "" {
			w = p.buttonWidth(&buttons[i])
		} else if p.Width < p.px(roomForRail) {
			w = p.px(44)
		}
		if right-w < r.X {
			break
		}
		p.button(Rect{right - w, r.Y + (r.H-h)/2, w, h}, &buttons[i])
		right -= w + p.px(4)
	}
	reverse(p.Nodes[start:])
	return right
}

// wayButtonsOfLanes are the buttons that show several lanes in one way or another.
func (p *pen) wayButtonsOfLanes(way laneWay, stage Rect) []button {
	if p.Width < p.px(roomForRail) || len(p.session.Lanes()) < 2 {
		return nil
	}
	room := p.laneRoom(stage)
	buttons := []button{
		{id: "lanes/stacked", name: "Lanes below each other", symbol: symbolLane, act: Action{"Show the lanes below each other", Fill, LanesField + "=" + string(lanesStacked)}},
		{id: "lanes/beside", name: "Lanes side by side", symbol: symbolBeside, act: Action{"Show the lanes side by side", Fill, LanesField + "=" + string(lanesBeside)}},
		{id: "lanes/one", name: "One lane at a time", symbol: symbolOneLane, act: Action{"Show one lane at a time", Fill, LanesField + "=" + string(oneLane)}},
	}
	for i, w := range []laneWay{lanesStacked, lanesBeside, oneLane} {
		buttons[i].icon, buttons[i].chosen = true, w == way
		if w != oneLane && !p.lanesFit(w, room) {
			buttons[i].off = "There is no room for it in a window of this size"
		}
	}
	return buttons
}

// lookingBack says why nothing is changed while somebody looks at an earlier moment.
const lookingBack = "This is the past: go back to now first"

// splitButton is the button with which the sandbox tries the other way: a second lane begins as a copy of this one.
func (p *pen) splitButton(room float64) []button {
	lanes := p.session.Lanes()
	if p.session.Lesson() != nil {
		return nil
	}
	const text = "Fork here and try the other way"
	name := freeLane(lanes)
	b := button{
		id: "lanes/split", name: text, symbol: symbolFork, icon: true, act: Action{text, Command, "yard lane " + name + " --split"},
		help: "Lane " + name + " begins as a copy of lane " + p.session.Lane() + "; from here on each goes its own way, on one clock",
	}
	if p.Width >= p.px(roomForRail) && room >= p.px(560) {
		b.text = "Try the other way"
	}
	switch {
	case p.session.LooksBack():
		b.off = lookingBack
	case len(lanes) >= mostLanes:
		b.off = "There are " + countWord(len(lanes)) + " lanes already: close one first"
	}
	return []button{b}
}

// freeLane returns a name for a lane that none has.
func freeLane(lanes []string) string {
	name := "other"
	for n := 2; slices.Contains(lanes, name); n++ {
		name = "other-" + strconv.Itoa(n)
	}
	return name
}

// canBeClosed reports whether a lane was split off and can be given up again: those of a lesson cannot.
func (l *laneView) canBeClosed() bool { return l.session.Lesson() == nil && len(l.session.Lanes()) > 1 }

// A moneyWords is what the bar says of money: a sum, and below it what that is; and both for those who do not see it.
type moneyWords struct{ sum, below, spoken string }

// moneys returns what the bar may say of money, the longest first.
func (v *view) moneys(narrow bool) (all []moneyWords) {
	total := v.bill.Total.String()
	names := v.session.Lanes()
	if len(names) > 1 {
		count := countWord(len(names)) + " lanes"
		sums := strings.Join(v.totals(), " | ")
		spoken := strings.Join(v.spokenTotals(), ", ") + ": " + count + ", one clock"
		all = append(all, moneyWords{sums, count + ", one clock", spoken}, moneyWords{sums, count, spoken}, moneyWords{grouped(total), "lane " + v.session.Lane(), spoken})
	}
	for _, pace := range v.paces(narrow) {
		all = append(all, moneyWords{grouped(total), grouped(pace), total + " " + pace})
	}
	return all
}

// totals returns what each lane has cost.
func (v *view) totals() (totals []string) {
	for _, name := range v.session.Lanes() {
		w, _ := v.session.WorldOf(name)
		totals = append(totals, grouped(v.memo.accountOf(w).sum.Total.String()))
	}
	return totals
}

// spokenTotals returns what each lane has cost, with its name.
func (v *view) spokenTotals() []string {
	totals := v.totals()
	for i, name := range v.session.Lanes() {
		totals[i] = "lane " + name + " " + totals[i]
	}
	return totals
}
