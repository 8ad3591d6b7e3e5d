package scene

import (
	"strconv"

	"blockyard/sim/unit"
)

// LanesField is the field of the interface that says how several lanes are shown: "stacked", "beside" or "one" at a time.
const LanesField = "world/lanes"

// A laneWay is a way to show several lanes.
type laneWay string

const (
	lanesStacked laneWay = "stacked"
	lanesBeside  laneWay = "beside"
	oneLane      laneWay = "one"
)

// How large the frame of a lane is at least, in pixels at 100 %.
const (
	leastLaneWidth  = 300
	leastLaneHeight = 148
	laneHead        = 34
	laneGap         = 8
	dayLength       = unit.Day
)

// wantedLanes returns how several lanes should be shown, if there is room.
func (p *pen) wantedLanes() laneWay {
	if way := laneWay(Chosen(p.ui.Fields, LanesField)); way == lanesBeside || way == oneLane {
		return way
	}
	return lanesStacked
}

// laneWay returns how several lanes are shown in a stage: as somebody wants it, or in the other way where only that has
// room. What a deed would do is looked at in its own lane alone.
func (p *pen) laneWay(v *view, stage Rect) laneWay {
	wanted := p.wantedLanes()
	if wanted == oneLane || v.preview(p.ui) != nil || Chosen(p.ui.Fields, WayField) != "" {
		return oneLane
	}
	room := p.laneRoom(stage)
	for _, way := range []laneWay{wanted, lanesStacked, lanesBeside} {
		if p.lanesFit(way, room) {
			return way
		}
	}
	return oneLane
}

// laneRoom returns where the lanes of a stage are: between its head and what tells the difference.
func (p *pen) laneRoom(stage Rect) Rect {
	margin := p.stageMargin(stage.W)
	top := stage.Y + p.px(36+laneGap)
	return Rect{stage.X + margin, top, stage.W - 2*margin, stage.Bottom() - p.stageFoot(true) - p.differenceHeight(stage) - top}
}

// lanesFit reports whether there is room for all lanes.
func (p *pen) lanesFit(way laneWay, room Rect) bool {
	count := len(p.session.Lanes())
	if p.Width < p.px(roomForRail) || count < 2 {
		return false
	}
	frames := p.laneFrames(way, count, room)
	return frames[0].W >= p.px(leastLaneWidth) && frames[0].H >= p.px(leastLaneHeight)
}

// laneFrames returns where each of some lanes is: below each other, or side by side, four of them in two rows.
func (p *pen) laneFrames(way laneWay, count int, room Rect) []Rect {
	across := 1
	if way == lanesBeside {
		across = min(count, 3)
		if count == 4 {
			across = 2
		}
	}
	rows := (count + across - 1) / across
	gap := p.px(laneGap)
	w, h := (room.W-gap*float64(across-1))/float64(across), (room.H-gap*float64(rows-1))/float64(rows)
	frames := make([]Rect, count)
	for i := range frames {
		frames[i] = Rect{room.X + float64(i%across)*(w+gap), room.Y + float64(i/across)*(h+gap), w, h}
	}
	return frames
}

// worldOrLanes paints the world of the lane at hand or those of all lanes, and below them how they differ. It reports
// whether a world is shown that can be seen from nearer or farther.
func (p *pen) worldOrLanes(v *view, stage, body Rect, way laneWay) (zooms bool) {
	below := p.differenceHeight(stage)
	body.H -= below
	zooms = true
	if below == 0 {
		p.worldMap(v, body)
		return zooms
	}
	lanes := p.laneViews(v)
	if way == oneLane {
		p.worldMap(v, body)
	} else {
		zooms = p.worlds(lanes, way, p.laneRoom(stage))
	}
	margin := p.stageMargin(stage.W)
	p.laneDifference(lanes, Rect{stage.X + margin, body.Bottom() + p.px(laneGap), stage.W - 2*margin, below - 2*p.px(laneGap)}, p.hasLegend(stage))
	return zooms
}

// worlds paints all lanes at once, each in its frame, and reports whether that is by their worlds: where all of them have
// little in them there is room for their hours, too.
func (p *pen) worlds(lanes []laneView, way laneWay, room Rect) bool {
	small := true
	for i := range lanes {
		small = small && lanes[i].isSmall()
	}
	for i, r := range p.laneFrames(way, len(lanes), room) {
		lanes[i].frame(r, small)
	}
	return !small
}

// frame paints a lane: what it is and what it has cost, and below that its world, or its one instance and its hours.
func (l *laneView) frame(r Rect, small bool) {
	p := l.pen
	p.Lanes = append(p.Lanes, LaneFrame{l.name, r})
	width := 1.5
	if l.atHand {
		width = 3
	}
	p.box(r, p.px(14), p.palette.region, l.line(), width)
	head := Rect{r.X, r.Y, r.W, p.px(laneHead)}
	l.head(head)
	pad := p.px(12)
	body := Rect{r.X + pad, head.Bottom(), r.W - 2*pad, r.H - head.H - pad}
	switch {
	case !small:
		l.world(Rect{r.X + p.px(3), head.Bottom(), r.W - p.px(6), r.H - head.H - p.px(4)})
	case body.W >= p.px(2*leastHours+20):
		left := min(p.px(300), body.W*0.42)
		l.instance(Rect{body.X, body.Y, left, body.H})
		l.paintHours(Rect{body.X + left + p.px(14), body.Y, body.W - left - p.px(14), body.H})
	case body.H >= p.hoursHeight()+p.px(150):
		below := max(p.hoursHeight(), body.H*0.52)
		l.instance(Rect{body.X, body.Y, body.W, body.H - below - p.px(4)})
		l.paintHours(Rect{body.X, body.Bottom() - below, body.W, below})
	default:
		l.instance(body)
	}
}

// line is the colour of the border of the lane.
func (l *laneView) line() Color {
	switch p := l.pen; {
	case p.light():
		return p.outline
	case p.ui.Theme == Contrast:
		return p.edge
	}
	return l.hue()
}

// head paints a lane's number, name, what it is and what it has cost. It is where one goes to the lane.
func (l *laneView) head(r Rect) {
	p := l.pen
	total := l.bill.Total.String()
	pad := p.px(12)
	x, right := r.X+pad, r.Right()-pad
	node := Rect{r.X + p.px(4), r.Y + p.px(3), r.W - p.px(8), r.H - p.px(4)}
	if l.canBeClosed() {
		size := p.px(26)
		right -= size - p.px(4)
		node.W -= size + p.px(4)
		b := button{id: "lane/" + l.name + "/close", name: "Close lane " + l.name, help: "Its world is given up", symbol: symbolCross, icon: true, act: Action{"Close lane " + l.name, Command, "yard lane " + l.name + " --drop"}}
		if p.session.LooksBack() {
			b.off = lookingBack
		}
		defer l.plain().button(Rect{right, r.Y + (r.H-size)/2, size, size}, &b)
		right -= p.px(10)
	}
	if id := "lane/" + l.name; p.ui.Hover == id {
		p.box(node, p.px(8), p.hover, 0, 0)
	}
	x += p.laneBadge(Rect{x, r.Y + (r.H-p.px(22))/2, p.px(22), p.px(22)}, l.number, l.hue()) + p.px(8)
	w := p.width(typeSum, grouped(total)) + 1
	p.labelRight(Rect{max(x, right-w), r.Y, min(w, right-x), r.H}, typeSum, p.money, grouped(total))
	right -= w + p.px(10)
	if l.atHand {
		right = p.commandsActHere(x+min(p.px(120), p.width(typeHeading, "Lane "+l.name)), right, r)
	}
	x += p.label(Rect{x, r.Y, max(0, right-x), r.H}, typeHeading, p.ink, "Lane "+l.name) + p.px(10)
	if words := l.words(); right-x >= min(p.px(90), p.width(typeBody, words)) {
		p.label(Rect{x, r.Y, right - x, r.H}, typeBody, p.muted, words)
	}
	l.plain().node(l.headNode(node, total))
}

// plain returns the pen for what is said of a lane in the lane at hand: the way there, and closing it.
func (l *laneView) plain() *pen {
	q := *l.pen
	q.lane = ""
	return &q
}

// headNode returns the node of the head of a lane.
func (l *laneView) headNode(r Rect, total string) Node {
	n := Node{
		ID: "lane/" + l.name, Role: RoleTab, Name: "Lane " + l.name, Help: l.words() + ", " + total + " so far", Rect: r, Chosen: l.atHand,
		Action: &Action{"Go to the lane " + l.name, Command, enter(l.name)},
	}
	if l.atHand {
		n.Help += "; commands act here"
	}
	return n
}

// commandsActHere marks the lane that commands act on, before a right edge, in words where there is room, and returns where that begins.
func (p *pen) commandsActHere(least, right float64, r Rect) float64 {
	const words = "commands act here"
	h := p.px(22)
	w := p.width(typeBody, words) + p.px(8+16+6+8) + 1
	if right-w < least+p.px(16) {
		p.icon(symbolPrompt, right-p.px(16), r.Y+(r.H-p.px(16))/2, p.px(16), p.ink)
		return right - p.px(16+8)
	}
	at := Rect{right - w, r.Y + (r.H-h)/2, w, h}
	p.box(at, h/2, p.accentFill, p.outline, lineWidth(p.outline, 1))
	p.icon(symbolPrompt, at.X+p.px(8), at.Y+p.px(3), p.px(16), p.ink)
	p.label(Rect{at.X + p.px(30), at.Y, at.W - p.px(34), at.H}, typeBody, p.ink, words)
	return at.X - p.px(10)
}

// laneBadge paints a lane's number on its hue, and returns how wide that is.
func (p *pen) laneBadge(r Rect, number int, hue Color) float64 {
	ink := Color(0x0B1019FF)
	line, width := p.outline, lineWidth(p.outline, 1)
	if p.ui.Theme == Contrast {
		hue, ink, line, width = 0, p.ink, p.edge, 1.5
	}
	p.box(r, p.px(5), hue, line, width)
	p.labelCentre(r, typeStrong, ink, strconv.Itoa(number))
	return r.W
}

// world paints the world of a lane. Where the whole frame tells what is shown, that is the lane at hand.
func (l *laneView) world(r Rect) {
	f := l.pen.Frame
	if l.atHand {
		l.pen.worldMap(l.view, r)
		return
	}
	zoom, fits, arrangement, places, grids := f.Zoom, f.Fits, f.Arrangement, f.Places, f.Grids
	l.pen.worldMap(l.view, r)
	f.Zoom, f.Fits, f.Arrangement, f.Places, f.Grids = zoom, fits, arrangement, places, grids
}

// seesAllLanes reports whether several lanes are seen at once. Then each shows no more than what is in use: there is
// little room for it.
func (p *pen) seesAllLanes() bool { return len(p.Lanes) > 0 }

// worldExtent is the name of what the world is scrolled with: each lane by itself.
func (p *pen) worldExtent() Panel {
	if p.lane != "" {
		return PanelWorld + "/" + Panel(p.lane)
	}
	return PanelWorld
}
