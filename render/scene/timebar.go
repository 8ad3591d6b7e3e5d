package scene

import "slices"

// PlayheadNode is the id of the playhead of the time bar, a slider.
const PlayheadNode = "time/now"

// The tabs of the panel of time.
const (
	tabTime     = "Time"
	tabCost     = "Cost"
	tabJournal  = "Journal"
	tabCommands = string(PanelCommands) // where they have no place of their own
)

// timeTabs are the tabs that there are on every screen.
var timeTabs = []string{tabTime, tabCost, tabJournal}

// timeTab returns the tab that is shown.
func (p *pen) timeTab(names []string) string {
	if chosen := Chosen(p.ui.Tabs, string(PanelTime)); slices.Contains(names, chosen) {
		return chosen
	}
	return tabTime
}

// timePanel paints what has to do with time, under tabs. Below them commands may share its place.
func (p *pen) timePanel(v *view, r Rect, names []string) {
	chosen := p.timeTab(names)
	if chosen == tabCommands {
		p.console(p.tabbed(r, PanelTime, names, chosen))
		return
	}
	p.begin(PanelTime, r, p.panel)
	p.rule(r.X, r.Y, r.W, 1)
	body := p.timeHead(r, names, chosen)
	switch chosen {
	case tabCost:
		p.costChart(v, body, names)
	case tabJournal:
		p.history(v, body, false)
	default:
		p.timebar(v, body, names)
	}
}

// timeHead paints the tabs and returns what is below them.
func (p *pen) timeHead(r Rect, names []string, chosen string) Rect {
	h := p.px(34)
	if p.isPhone() {
		h = p.px(44)
	}
	p.tabs(r.X+p.px(16), r.Y+(h-p.px(26))/2, min(p.tabsRoom(names), r.W-p.px(32)), names, chosen)
	return Rect{r.X, r.Y + h, r.W, r.H - h}
}

// tabsRoom returns how wide tabs are, whichever is chosen.
func (p *pen) tabsRoom(names []string) (w float64) {
	for _, name := range names {
		w += p.width(typeStrong, name) + 1 + p.px(16)
	}
	return w
}

// isPhone reports whether the screen shows one panel at a time.
func (p *pen) isPhone() bool { return p.Width < p.px(roomForRail) }

// timebar paints time: a row for each resource with its states, one for what was done, and where the clock stands.
// The line of its tabs lies above r, and has its tools.
func (p *pen) timebar(v *view, r Rect, names []string) {
	foot, head := p.px(26), r
	if p.isPhone() {
		foot = p.px(44)
		r = p.transport(v, r)
	}
	name := min(p.px(104), r.W*0.38)
	a := p.axis(v, r.X+p.px(16)+name, r.W-p.px(16+24)-name)
	body := Rect{r.X, r.Y, r.W, r.H - foot}
	a.Rect = Rect{a.X - p.px(8), r.Y, a.W + p.px(16), r.H}
	p.Time = a
	now := v.inPresent() // what came later is shown as well
	p.timeTools(now, &a, head, names)
	p.ticks(v, &a, body, body.Bottom(), foot)
	row := Rect{r.X + p.px(16), r.Y + p.px(3), name + a.W, p.px(22)} // five of them fit
	if p.isPhone() {
		row.H = p.px(44)
	}
	if p.events(now, &a, row, body.H) {
		body.Y, body.H = row.Bottom(), body.Bottom()-row.Bottom()
		row.Y = row.Bottom()
	}
	p.timeRows(now, &a, row, body)
	p.playhead(v, &a, Rect{r.X, r.Y, r.W, r.H - foot}, foot)
}

// timeRows paints the rows of the resources.
func (p *pen) timeRows(v *view, a *TimeAxis, row, body Rect) {
	rows := p.rowsOf(v)
	p.scroll(PanelTime, body, false, func(y float64) float64 {
		if len(rows) == 0 {
			return p.timeEmpty(a, Rect{row.X, y + p.px(4), row.W, body.H})
		}
		row := Rect{row.X, y, row.W, row.H}
		return p.longRows("time", "row", row, len(rows), func(i int, y float64) float64 {
			p.timeRow(v, &rows[i], a, Rect{row.X, y, row.W, row.H})
			return y + row.H
		})
	})
}

// timeEmpty says what will be seen here, on a ground of its own: the axis goes on behind it.
func (p *pen) timeEmpty(a *TimeAxis, r Rect) float64 {
	const text = "Nothing has happened yet. Whatever you make gets a row here."
	x := a.X + p.px(12)
	w := min(a.W*0.75, a.X+a.W-x)
	if w < p.px(120) { // there are no names beside the axis
		x, w = r.X+p.px(6), r.W-p.px(12)
	}
	lines := p.wrap(typeBody, text, w, 0)
	ground := Rect{x - p.px(6), r.Y + p.px(8), 0, float64(len(lines))*p.lineHeight(typeBody) + p.px(8)}
	for _, line := range lines {
		ground.W = max(ground.W, p.width(typeBody, line)+p.px(12))
	}
	p.box(ground, p.px(4), p.panel, 0, 0)
	return p.prose("time/empty", x, ground.Y+p.px(4), w, typeBody, p.muted, text) + p.px(4)
}

// playhead paints where the clock stands, with the time of day on a plate. The foot is its slider.
func (p *pen) playhead(v *view, a *TimeAxis, body Rect, foot float64) {
	track := Rect{a.X - p.px(8), body.Bottom() + p.px(1), a.W + p.px(16), foot - p.px(6)}
	p.node(Node{
		ID: PlayheadNode, Role: RoleSlider, Name: "Playhead", Value: v.when(a.Shown), Share: float64(a.Shown-p.session.Opening()) / max(1, float64(a.Present-p.session.Opening())), Help: "Arrows, Page Up and Page Down move it, Home and End go to the ends; comma and full stop go from event to event",
		Rect: track, Action: &Action{"Move the playhead", Travel, ""},
	})
	p.presentLine(v, a, body, foot)
	if !a.shows(a.Shown, a.Shown) {
		return
	}
	x := a.At(a.Shown)
	p.box(Rect{x - 1, body.Y, 2, body.H + p.px(2)}, 0, p.ink, 0, 0)
	text := timeOf(v.world.Date(a.Shown))
	w := p.width(typeStrong, text) + p.px(12)
	plate := Rect{x - w/2, body.Bottom() + (foot-p.px(20))/2 - p.px(1), w, p.px(20)}
	p.box(plate, p.px(4), p.plate, 0, 0)
	p.labelCentre(plate, typeStrong, p.plateText, text)
}

// presentLine paints where the clock stands in truth, while somebody looks back.
func (p *pen) presentLine(v *view, a *TimeAxis, body Rect, foot float64) {
	if a.Present == a.Shown || !a.shows(a.Present, a.Present) {
		return
	}
	x := a.At(a.Present)
	p.Items = append(p.Items, Item{Kind: Stroke, Line: p.ink, Width: 1.5, Dash: [2]float64{p.px(4), p.px(3)}, Points: []Point{{x, body.Y}, {x, body.Bottom() + p.px(2)}}})
	text := "now " + timeOf(v.world.Date(a.Present))
	w := p.width(typeBody, text) + p.px(12)
	plate := Rect{min(x-w/2, body.Right()-w-p.px(4)), body.Bottom() + (foot-p.px(20))/2 - p.px(1), w, p.px(20)}
	if head := a.At(a.Shown); a.shows(a.Shown, a.Shown) && plate.X < head+p.px(32) {
		if plate.X = head + p.px(32); plate.Right() > body.Right()-p.px(4) {
			return // the playhead's own plate is there
		}
	}
	p.box(plate, p.px(4), 0, p.ink, 1)
	p.labelCentre(plate, typeBody, p.ink, text)
}
