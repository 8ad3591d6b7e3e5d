package scene

import (
	"slices"
	"strconv"

	"blockyard/sim/ec2"
)

// present paints the world itself, or a list of what is in it, a form, or a sheet.
func (p *pen) present(v *view, r Rect) {
	if p.ui.Sheet != NoSheet {
		p.sheet(v, r)
		return
	}
	if p.ui.Form != nil {
		p.form(r)
		return
	}
	l := p.shownList()
	if l == nil && p.welcomes() {
		p.welcome(v, r)
		return
	}
	p.begin(PanelWorld, r, p.ground)
	if l == nil {
		p.dotted(r)
	}
	way := oneLane
	if l == nil {
		way = p.laneWay(v, r)
	}
	head := p.stageHead(v, r, way)
	place := len(p.Nodes)
	body := Rect{r.X, head.Bottom(), r.W, r.Bottom() - head.Bottom()}
	if l == nil {
		p.Nodes = append(p.Nodes, Node{}) // the summary, which is read first, needs to know what is below
	}
	foot := p.stageFoot(l == nil)
	body.H -= foot
	line := Rect{r.X, body.Bottom(), r.W, foot}
	if l != nil {
		p.stageSay(line)
		p.list(v, l, body)
		return
	}
	zooms := p.worldOrLanes(v, r, body, way)
	p.box(line, 0, p.panel, 0, 0)
	p.rule(line.X, line.Y, line.W, 1)
	if zooms {
		line.W = p.zoomButtons(line, body) - p.px(8) - line.X
	} else {
		line.W -= p.px(8)
	}
	line.W = p.laneTools(line, way, r) - p.px(4) - line.X
	if !p.previewBanner(v, line) {
		p.stageSay(line)
	}
	below := 0
	if way == oneLane {
		below = p.below(place, body.Bottom())
	}
	p.summary(v, head, place, below)
}

// stageFoot returns how high the line below the world is: it has what has just happened, and the buttons for the zoom level.
func (p *pen) stageFoot(world bool) float64 {
	switch {
	case p.Width >= p.px(roomForRail):
		return p.px(sayHeight)
	case world:
		return p.px(48)
	}
	return 0
}

// below returns how many things lie out of sight below the end of the stage.
func (p *pen) below(place int, end float64) (n int) {
	for i := place; i < len(p.Nodes); i++ {
		if n0 := &p.Nodes[i]; n0.Role == RoleListitem && n0.Whole.Y >= end {
			n++
		}
	}
	return n
}

// stageSay paints what has just happened below the stage, unless the screen is narrow and has that below everything.
func (p *pen) stageSay(r Rect) {
	if p.Width >= p.px(roomForRail) {
		p.say(r)
	}
}

// sayHeight is how high the line is that says what has just happened.
const sayHeight = 28

// say paints what has just happened.
func (p *pen) say(r Rect) {
	if p.ui.Say == "" {
		return
	}
	p.box(r, 0, p.panel, 0, 0)
	p.rule(r.X, r.Y, r.W, 1)
	p.label(Rect{r.X + p.px(16), r.Y, r.W - p.px(32), r.H}, typeBody, p.ink, p.ui.Say)
	p.node(Node{ID: "say", Role: RoleStatus, Name: p.ui.Say, Rect: r})
}

// dotted paints the dots of the ground.
func (p *pen) dotted(r Rect) {
	if p.dots == 0 {
		return
	}
	step := p.px(22)
	for y := r.Y + step/2; y < r.Bottom(); y += step {
		p.Items = append(p.Items, Item{
			Kind: Stroke, Line: p.dots, Width: 2, Dash: [2]float64{2, step - 2}, Points: []Point{{r.X + step/2, y}, {r.Right(), y}},
		})
	}
}

// The widths of a stage, in pixels at 100 %: from which its tabs have their names beside them, and that a sentence beside them needs.
const (
	roomForNames   = 760
	roomForSummary = 210
)

// stageHead paints the tabs of the stage and the switch between lanes, in a second line where there is no room beside
// them; lanes that are all shown have their names beside them. It returns where the summary of the world goes, down to the
// end of the head.
func (p *pen) stageHead(v *view, r Rect, way laneWay) Rect {
	h := p.px(36)
	if p.Width < p.px(roomForRail) {
		h = p.px(44)
	}
	p.box(Rect{r.X, r.Y, r.W, h}, 0, p.panel, 0, 0)
	x := p.stageTabs(v, Rect{r.X, r.Y, r.W, h}) + p.px(16)
	p.rule(r.X, r.Y+h-1, r.W, 1)
	right := r.Right() - p.px(16)
	if way != oneLane {
		return Rect{x, r.Y, max(0, right-x), h}
	}
	lanes := p.session.Lanes()
	least := p.px(roomForSummary)
	if len(lanes) > 1 {
		least += p.lanesWidth(lanes) + p.px(16)
	}
	line := Rect{x, r.Y, right - x, h}
	if right-x < least {
		if len(lanes) < 2 && p.shownList() != nil {
			return line
		}
		second := p.px(34)
		line = Rect{r.X + p.px(16), r.Y + h, r.W - p.px(32), second}
	}
	if len(lanes) > 1 {
		line = p.lanes(line, lanes)
	}
	return line
}

// A tabFit says what tabs show, by how much room there is.
type tabFit uint8

const (
	withNames  tabFit = iota // their names, and how much they list
	withCounts               // their icons, how much they list, and the name of the chosen one
	withName                 // their icons, and the name of the chosen one
	iconsAlone
)

// A stageTab is what a tab of the stage shows.
type stageTab struct {
	name, count string
	symbol      symbol
	chosen      bool
}

// stageTabs paints the tabs of the stage and returns where they end.
func (p *pen) stageTabs(v *view, r Rect) float64 {
	tabs := p.tabsOfStage(v)
	room, fit, gap := r.W-p.px(16), withNames, p.px(16)
	x := r.X + p.px(16)
	if r.W < p.px(roomForNames) || p.tabsWidth(tabs, withNames)+gap*float64(len(tabs)-1) > room-p.px(16) {
		x, gap = r.X+p.px(8), 0
		for fit = withCounts; fit < iconsAlone && p.tabsWidth(tabs, fit) > room; {
			fit++
		}
	}
	for i := range tabs {
		w := p.tabWidth(&tabs[i], fit)
		if fit == iconsAlone {
			w = min(w, room/float64(len(tabs)))
		}
		p.stageTab(&tabs[i], fit, Rect{x, r.Y, w, r.H})
		x += w + gap
	}
	return x - gap
}

// tabsOfStage returns the tabs: the map, and each list with how much it lists.
func (p *pen) tabsOfStage(v *view) []stageTab {
	census, shown := p.census(v), p.shownList()
	tabs := []stageTab{{name: mapTab, symbol: symbolRegion, chosen: shown == nil}}
	for i := range lists {
		if seldom := lists[i].kind == ec2.KindAddress || lists[i].kind == ec2.KindKeyPair; seldom && census.counts[i] == 0 && shown != &lists[i] {
			continue // most worlds have none; the search finds what makes one
		}
		tabs = append(tabs, stageTab{lists[i].title, strconv.Itoa(census.counts[i]), lists[i].symbol, shown == &lists[i]})
	}
	return tabs
}

// tabsWidth returns how wide tabs are together.
func (p *pen) tabsWidth(tabs []stageTab, fit tabFit) (w float64) {
	for i := range tabs {
		w += p.tabWidth(&tabs[i], fit)
	}
	return w
}

// tabWidth returns how wide a tab is.
func (p *pen) tabWidth(t *stageTab, fit tabFit) (w float64) {
	name, count := t.shows(fit)
	if fit != withNames {
		w = p.px(16 + 2*10)
		if name != "" {
			w += p.px(6)
		}
	}
	if name != "" {
		w += p.width(typeStrong, name) + 1
	}
	if count != "" {
		w += p.px(6) + p.width(typeBody, count) + 1
	}
	return w
}

// shows returns what a tab shows beside its icon.
func (t *stageTab) shows(fit tabFit) (name, count string) {
	if fit == withNames || t.chosen && fit != iconsAlone {
		name = t.name
	}
	if fit <= withCounts {
		count = grouped(t.count)
	}
	return name, count
}

// stageTab paints one tab.
func (p *pen) stageTab(t *stageTab, fit tabFit, r Rect) {
	style, color := typeBody, p.muted
	if t.chosen {
		style, color = typeStrong, p.ink
		p.box(Rect{r.X, r.Bottom() - p.px(3), r.W, p.px(3)}, 0, p.tabBar(), 0, 0)
	}
	name, count := t.shows(fit)
	x := r.X
	if fit != withNames {
		size := p.px(16)
		pad := min(p.px(10), (r.W-size)/2)
		p.icon(t.symbol, x+pad, r.Y+(r.H-size)/2, size, p.ink)
		x += pad + size
		if name != "" {
			x += p.px(6)
		}
	}
	x += p.label(Rect{x, r.Y, r.Right() - x, r.H}, style, color, name)
	if count != "" {
		p.label(Rect{x + p.px(6), r.Y, r.Right() - x - p.px(6), r.H}, typeBody, p.muted, count)
	}
	p.node(Node{
		ID: "tab/World/" + t.name, Role: RoleTab, Name: t.name, Help: t.count, Rect: r, Chosen: t.chosen,
		Action: &Action{Label: t.name, Verb: ShowTab, Arg: t.name},
	})
}

// inspects reports whether the inspector is on the screen beside the stage.
func (p *pen) inspects() bool {
	return p.Width >= p.px(roomForAll) || p.Width >= p.px(roomForRail) && p.railTab() == PanelInspector
}

// mapTab is the tab of the stage that shows the world itself.
const mapTab = "Map"

// shownList returns the list that the stage shows, or nil where it shows the world.
func (p *pen) shownList() *list {
	return listNamed(Chosen(p.ui.Tabs, string(PanelWorld)))
}

// listNamed returns the list of that title, or nil.
func listNamed(title string) *list {
	if at := slices.IndexFunc(lists, func(l list) bool { return l.title == title }); at >= 0 {
		return &lists[at]
	}
	return nil
}

// summary says what there is, and how much of it lies below. Its node goes to the place that was kept for it.
func (p *pen) summary(v *view, r Rect, place, below int) {
	text := v.summary()
	if lanes := p.session.Lanes(); len(lanes) > 1 {
		text = "Lane " + p.session.Lane() + ": " + text
	}
	shown, color, notice := text, p.muted, p.notice()
	if notice != "" {
		shown, color = notice, p.warn.text
	}
	x, right := r.X, r.Right()
	if below > 0 {
		more := strconv.Itoa(below) + " more below"
		text += " " + more + "."
		if w := p.width(typeStrong, more) + 1; w <= right-x {
			p.label(Rect{right - w, r.Y, w, r.H}, typeStrong, p.warn.text, more)
			right -= w + p.px(12)
		}
	}
	if right > x && (notice != "" || p.width(typeBody, shown) <= right-x) { // the tabs say as much
		p.label(Rect{x, r.Y, right - x, r.H}, typeBody, color, shown)
	}
	end := len(p.Nodes)
	p.node(Node{ID: "world/summary", Role: RoleText, Name: text, Rect: Rect{x, r.Y, max(0, right-x), r.H}})
	p.Nodes[place] = p.Nodes[end]
	p.Nodes = p.Nodes[:end]
}

// notice says what holds of all that is done now, where something does, or "".
func (p *pen) notice() string {
	switch {
	case p.session.TriesFreely():
		return "You try freely: nothing counts."
	case HeldBy(p.session) != "":
		return "Time waits for your prediction."
	}
	return ""
}

// summary says in a sentence what there is.
func (v *view) summary() string {
	instances, volumes, snapshots, images := 0, 0, 0, 0
	for i := range v.regions {
		for _, z := range v.regions[i].zones {
			instances += len(z.instances)
			volumes += z.attached + len(z.volumes)
		}
		snapshots += len(v.regions[i].snapshots)
		images += len(v.regions[i].images)
	}
	if instances+volumes+snapshots+images == 0 {
		return "Nothing here yet."
	}
	return plural(instances, "instance") + ", " + plural(volumes, "volume") + ", " + plural(snapshots, "snapshot") + ", " + plural(images, "image") + "."
}
