package scene

import (
	"strconv"
	"strings"

	"blockyard/sim"
	"blockyard/sim/cost"
	"blockyard/sim/unit"
)

// themes are the themes in the order in which the button goes round.
var themes = []ThemeName{Dark, Light, Contrast}

// scales are the text scales in the order in which the button goes round.
var scales = []int{100, 125, 150, 175, 200}

// bar paints the bar at the top: name, lesson, time controls, clock, money, and how things look.
func (p *pen) bar(v *view, r Rect) {
	p.begin(PanelBar, r, p.panel)
	p.rule(r.X, r.Bottom()-1, r.W, 1)
	first := len(p.Nodes)
	x := p.brand(r)
	right := p.barRight(v, r, r.Right()-p.px(10), x)
	last := len(p.Nodes)
	p.barTitle(Rect{x, r.Y, max(0, right-x-p.px(12)), r.H})
	rotate(p.Nodes[first:], last-first) // what the page is about is read first
}

// brand paints the way to the lessons and, where there is room, the name. It returns where it ends.
func (p *pen) brand(r Rect) float64 {
	size := p.px(buttonHeight)
	at := Rect{r.X + p.px(10), r.Y + (r.H-size)/2, size, size}
	b := button{
		id: "button/lessons", name: "Lessons", help: "Shows all lessons, and what was earned in each", symbol: symbolMenu, icon: true,
		chosen: p.ui.Sheet == LessonsSheet, act: Action{"Show all lessons", OpenSheet, string(LessonsSheet)},
	}
	if p.Width < p.px(roomForBrand) {
		p.button(at, &b)
		return at.Right() + p.px(12)
	}
	for i, hue := range []Color{hueInstance, hueGreen, hueVolume} {
		p.box(Rect{r.X + p.px(16) + float64(i)*p.px(12), r.Y + r.H/2 - p.px(5), p.px(10), p.px(10)}, p.px(2), hue, p.outline, lineWidth(p.outline, 1))
	}
	x := r.X + p.px(58)
	x += p.label(Rect{x, r.Y, p.px(120), r.H}, typeTitle, p.ink, "Blockyard") + p.px(14)
	return p.crumb(Rect{x, at.Y, p.width(typeBody, b.name) + p.px(12), size}, &b)
}

// roomForBrand is from which width on, at 100 %, the bar has the name and the path to the lesson.
const roomForBrand = 1000

// crumb paints the first part of the path to the lesson at hand, "Lessons ›", and returns where it ends.
func (p *pen) crumb(r Rect, b *button) float64 {
	switch {
	case b.chosen || p.ui.Pressed == b.id:
		p.box(r, p.px(7), p.pressed, p.buttonLine, 1)
	case p.ui.Hover == b.id:
		p.box(r, p.px(7), p.hover, 0, 0)
	}
	ink := p.muted
	if b.chosen || p.ui.Hover == b.id {
		ink = p.ink
	}
	p.labelCentre(r, typeBody, ink, b.name)
	p.node(p.buttonNode(r, b))
	w := p.label(Rect{r.Right() + p.px(2), r.Y, p.px(12), r.H}, typeBody, p.muted, "›")
	return r.Right() + w + p.px(8)
}

// leastTitle is the least room that the title is painted in, at 100 %: in less, no more than a word of it could be read.
const leastTitle = 90

// barTitle paints what is being played. A narrow screen has no room for it, and says it in the lesson's own panel.
func (p *pen) barTitle(r Rect) {
	title := "Sandbox"
	if l := p.session.Lesson(); l != nil {
		title = l.Title
	}
	if r.W >= min(p.px(leastTitle), p.width(typeStrong, title)) {
		p.label(r, typeStrong, p.ink, title)
	}
	p.node(Node{ID: "title", Role: RoleHeading, Name: title, Level: 1, Rect: r})
}

// roomForSearch is from which width on, at 100 %, the button of the search has its name beside it.
const roomForSearch = 1400

// roomForControls is what the buttons for time need at least, with the gaps beside them.
const roomForControls = 165

// barRight paints controls from the right edge to the left, as many as there is room for, and returns where they begin.
func (p *pen) barRight(v *view, r Rect, right, least float64) float64 {
	start := len(p.Nodes)
	narrow := p.Width < p.px(roomForRail)
	if !narrow {
		least += p.px(leastTitle)
	}
	for _, b := range p.looks() {
		if !narrow && (b.id != "button/save" || p.Width >= p.px(roomForAll)) { // the journal's own tab has it, too
			if b.id == "button/search" && p.Width >= p.px(roomForSearch) {
				b.text = b.name
			}
			right = p.barButton(r, right, &b)
		}
	}
	right -= p.px(6)
	clock := p.width(typeClock, "May 00 00:00") + 2 // May is the widest month
	if p.session.LooksBack() && p.Width >= p.px(roomForAll) {
		clock = max(clock, p.width(typeBody, pastWords)+1)
	}
	for _, m := range v.moneys(narrow) {
		if w := max(p.width(typeBody, m.below), p.width(typeClock, m.sum)) + 1; right-clock-w > least+p.px(roomForControls) {
			right = p.barMoney(v, r, right, w, m)
			break
		}
	}
	if right-clock > least+p.px(116) {
		right = p.barClock(v, r, right, clock)
	}
	controls := p.fittingControls(v, right-least)
	for i := len(controls) - 1; i >= 0; i-- {
		right = p.barButton(r, right, &controls[i])
	}
	reverse(p.Nodes[start:])
	return right
}

// reverse brings nodes that were made from the right to the left into reading order.
func reverse(nodes []Node) {
	for i, j := 0, len(nodes)-1; i < j; i, j = i+1, j-1 {
		nodes[i], nodes[j] = nodes[j], nodes[i]
	}
}

// rotate brings the nodes from a place on to the front.
func rotate(nodes []Node, from int) {
	head := append([]Node(nil), nodes[:from]...)
	copy(nodes, nodes[from:])
	copy(nodes[len(nodes)-from:], head)
}

func (p *pen) barButton(r Rect, right float64, b *button) float64 {
	w, h := p.buttonWidth(b), p.px(buttonHeight)
	p.button(Rect{right - w, r.Y + (r.H-h)/2, w, h}, b)
	return right - w - p.px(6)
}

// looks are the buttons for help, for how things look, for beginning again and for the search, from the right.
func (p *pen) looks() []button {
	theme, scale := themes[0], scales[0]
	for i, t := range themes {
		if t == p.ui.Theme {
			theme = themes[(i+1)%len(themes)]
		}
	}
	for i, s := range scales {
		if s == p.ui.Scale {
			scale = scales[(i+1)%len(scales)]
		}
	}
	percent := strconv.Itoa(scale)
	return []button{
		{id: "button/help", name: "Help and keys", help: "What you see, settings, and what each key does", symbol: symbolHelp, icon: true, chosen: p.ui.Sheet == HelpSheet, act: Action{"Open the help", OpenSheet, string(HelpSheet)}},
		{id: "button/theme", name: "Theme: " + string(p.ui.Theme), help: "Goes on to " + string(theme), symbol: symbolTheme, icon: true, act: Action{"Use the theme " + string(theme), SetTheme, string(theme)}},
		{id: "button/scale", name: "Text size: " + strconv.Itoa(max(100, p.ui.Scale)) + " %", help: "Goes on to " + percent + " %", symbol: symbolText, icon: true, act: Action{"Text at " + percent + " %", SetScale, percent}},
		p.save("button/save"),
		{id: "button/restart", name: "Begin again", help: "Everything goes back to the beginning", symbol: symbolRestart, icon: true, act: Action{Label: "Begin again", Verb: Restart}},
		{id: "button/search", name: "Search", help: "Resources, commands and lessons; Ctrl+K", symbol: symbolSearch, icon: true, chosen: p.ui.Searching, act: Action{"Open the search", OpenSearch, ""}},
	}
}

// save is the button that gives out the journal.
func (p *pen) save(id string) button {
	return button{id: id, name: "Save the journal", help: p.saveHelp(), symbol: symbolDownload, icon: true, act: Action{"Save the journal", Download, p.journalFile() + "=yard journal"}}
}

// saveHelp says what is in the file of the journal: what is tried freely is not.
func (p *pen) saveHelp() string {
	if p.session.TriesFreely() {
		return "Gives out a file with the lesson as you left it, to hand in; what you try freely is not in it"
	}
	return "Gives out a file with all you did, which blockyard replay plays again"
}

// journalFile returns what the file of the journal is called: after the lesson.
func (p *pen) journalFile() string {
	if l := p.session.Lesson(); l != nil {
		return l.ID + ".yardlog"
	}
	return "sandbox.yardlog"
}

// barClock paints date, time and day, and returns where that begins.
func (p *pen) barClock(v *view, r Rect, right, w float64) float64 {
	now := v.when(v.now)
	day := p.dayWords(v, w)
	x := right - w
	p.twoLines(Rect{x, r.Y, w, r.H}, p.ink, now, day)
	p.node(Node{ID: "clock", Role: RoleStatus, Name: now + ", " + day, Help: p.running(), Rect: Rect{x, r.Y, w, r.H}})
	return x - p.px(14)
}

// twoLines paints a line in bold above one in muted ink.
func (p *pen) twoLines(r Rect, color Color, first, second string) {
	h1, h2 := p.lineHeight(typeClock), p.px(17)
	y := r.Y + (r.H-h1-h2)/2
	p.label(Rect{r.X, y, r.W, h1}, typeClock, color, first)
	p.label(Rect{r.X, y + h1, r.W, h2}, typeBody, p.muted, second)
}

// pace returns what everything costs as it is now, in an hour, or in 30 days where an hour costs less than a cent.
func (v *view) pace() string {
	hour := v.hour()
	if hour.Compare(cent) < 0 && hour.Sign() > 0 {
		return soFar + perMonth(hour) + "/30 days now"
	}
	return soFar + hour.String() + "/h now"
}

// paces returns what may stand below the sum so far, the longest first.
func (v *view) paces(narrow bool) []string {
	if v.session.LooksBack() {
		now := v.inPresent().bill.Total.String()
		return []string{"then · now " + now, "now " + now, "then"}
	}
	pace := v.pace()
	if !narrow {
		return []string{pace}
	}
	return []string{pace, strings.TrimPrefix(pace, soFar), "so far"}
}

// soFar begins the pace: it belongs to the sum above it.
const soFar = "so far · "

// hour returns what an hour costs of everything as it is now.
func (v *view) hour() unit.Money {
	next := v.nextHour()
	return next.total()
}

// paceWindow returns the hour for which the pace is computed: after the time that was billed at once for what has just begun.
func paceWindow(w *sim.World) cost.Window {
	from := w.Now().Add(w.Config().Book.Minimum)
	return cost.Window{From: from, To: from.Add(unit.Hour)}
}

// cent is one cent: what costs less in an hour is said for a month.
var cent = unit.Money{Ratio: unit.RatioOf(1, 100)}

// barMoney paints the bill so far and the pace, or the bills of all lanes, and returns where that begins.
func (p *pen) barMoney(v *view, r Rect, right, w float64, m moneyWords) float64 {
	x := right - w
	p.twoLines(Rect{x, r.Y, w, r.H}, p.money, m.sum, m.below)
	p.node(Node{ID: "money", Role: RoleStatus, Name: m.spoken, Rect: Rect{x, r.Y, w, r.H}})
	return x - p.px(14)
}
