package scene

import (
	"strconv"
)

// stage paints the world: the regions in use as boxes, the one at hand first.
func (p *pen) stage(v *view, r Rect) {
	p.begin(PanelWorld, r, p.ground)
	p.dotted(r)
	head := p.px(36)
	place := len(p.Nodes)
	p.Nodes = append(p.Nodes, make([]Node, p.headNodes())...) // the head, which is read first, needs to know what is below
	body := Rect{r.X, r.Y + head, r.W, r.H - head}
	if p.Width >= p.px(roomForRail) {
		body.H -= p.px(sayHeight)
		p.say(Rect{r.X, body.Bottom(), r.W, p.px(sayHeight)})
	}
	margin := p.px(16)
	if r.W < p.px(760) {
		margin = p.px(8)
	}
	p.scroll(PanelWorld, body, false, func(y float64) float64 {
		for i := range v.regions {
			y = p.regionBox(v, &v.regions[i], r.X+margin, y, r.W-2*margin-p.px(4)) + p.px(16)
		}
		return y
	})
	below := 0
	for i := place; i < len(p.Nodes); i++ {
		if n := &p.Nodes[i]; n.Role == RoleListitem && n.Whole.Y >= body.Bottom() {
			below++
		}
	}
	p.stageHead(v, Rect{r.X, r.Y, r.W, head}, place, below)
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

// headNodes returns how many nodes the line above the world has: one for each lane to choose, and the summary.
func (p *pen) headNodes() int {
	if lanes := len(p.session.Lanes()); lanes > 1 {
		return lanes + 1
	}
	return 1
}

// stageHead paints the line above the world: lanes, what there is, and how much of it lies below. Its nodes go to
// the place that was kept for them.
func (p *pen) stageHead(v *view, r Rect, place, below int) {
	end := len(p.Nodes)
	x, right := r.X+p.px(16), r.Right()-p.px(16)
	if lanes := p.session.Lanes(); len(lanes) > 1 {
		x = p.lanes(x, r, lanes) + p.px(16)
	}
	text := v.summary()
	shown, color := text, p.muted
	if HeldBy(p.session) != "" {
		shown, color = "Time waits for your prediction.", p.warn.text
	}
	if below > 0 {
		more := strconv.Itoa(below) + " more below"
		text += " " + more + "."
		if w := p.width(typeStrong, more) + 1; right-w > x {
			p.label(Rect{right - w, r.Y, w, r.H}, typeStrong, p.warn.text, more)
			right -= w + p.px(12)
		}
	}
	p.label(Rect{x, r.Y, max(0, right-x), r.H}, typeBody, color, shown)
	p.node(Node{ID: "world/summary", Role: RoleText, Name: text, Rect: Rect{x, r.Y, max(0, right-x), r.H}})
	copy(p.Nodes[place:], p.Nodes[end:])
	p.Nodes = p.Nodes[:end]
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

// lanes paints the switch between lanes and returns where it ends.
func (p *pen) lanes(x float64, r Rect, names []string) float64 {
	h := p.px(26)
	for _, name := range names {
		b := button{
			id: "lane/" + name, text: name, name: "Lane " + name, symbol: symbolLane, icon: true, chosen: name == p.session.Lane(), role: RoleTab,
			act: Action{"Go to the lane " + name, Command, "yard lane " + name},
		}
		w := p.buttonWidth(&b)
		p.button(Rect{x, r.Y + (r.H-h)/2, w, h}, &b)
		x += w + p.px(6)
	}
	return x
}

// regionBox paints a region with its zones and its shelf, and returns the y below it.
func (p *pen) regionBox(v *view, r *regionView, x, y, w float64) float64 {
	top, pad := y, p.px(14)
	if w < p.px(720) {
		pad = p.px(8)
	}
	box := len(p.Items)
	p.Items = append(p.Items, Item{})
	head := p.px(34)
	icon := p.px(22)
	p.icon(symbolRegion, x+pad, y+(head-p.px(15))/2, p.px(15), p.ink)
	name := icon + p.label(Rect{x + pad + icon, y, w - 2*pad - icon, head}, typeHeading, p.ink, r.Name)
	place := r.Place
	if hidden := r.hidden(p.zonesAcross(w-2*pad) > 1); hidden > 0 && r.hasAny() {
		place += " · " + plural(hidden, "more zone") + ", empty"
	}
	p.label(Rect{x + pad + name + p.px(8), y, max(0, w-2*pad-name-p.px(8)), head}, typeBody, p.muted, place)
	p.node(Node{ID: "region/" + r.Name, Role: RoleHeading, Name: "Region " + r.Name + ", " + r.Place, Level: 2, Rect: Rect{x, y, w, head}})
	y += head
	if !r.hasAny() && uint16(r.Index) == v.region {
		y = p.emptyWorld(x+pad, y, w-2*pad)
	} else {
		y = p.zones(v, r, x+pad, y, w-2*pad)
		y = p.shelf(v, r, x+pad, y, w-2*pad)
	}
	y += pad
	p.Items[box] = Item{Kind: Box, Rect: Rect{x, top, w, y - top}, Radius: p.px(14), Fill: p.palette.region, Line: p.edge, Width: 1.5}
	return y
}

// hasAny reports whether there is anything of one's own in the region.
func (r *regionView) hasAny() bool {
	for i := range r.zones {
		if r.zones[i].used() || r.zones[i].attached > 0 {
			return true
		}
	}
	return len(r.snapshots)+len(r.images) > 0
}

// shown returns the zones that are drawn: those in use, and empty ones up to a second, since a world of one zone teaches nothing.
func (r *regionView) shown(two bool) []*zoneView {
	var all []*zoneView
	used := 0
	for i := range r.zones {
		if r.zones[i].used() {
			used++
		}
	}
	spare := 0
	if two {
		spare = max(0, 2-used)
	}
	for i := range r.zones {
		z := &r.zones[i]
		switch {
		case z.used():
			all = append(all, z)
		case spare > 0:
			spare--
			all = append(all, z)
		}
	}
	return all
}

func (r *regionView) hidden(two bool) int { return len(r.zones) - len(r.shown(two)) }

// emptyWorld says what to do where there is nothing.
func (p *pen) emptyWorld(x, y, w float64) float64 {
	h := p.px(220)
	r := Rect{x, y, w, h}
	p.dashed(r, p.edge, 1.5, p.px(4), p.px(4))
	const sentence = "Nothing here costs anything yet."
	lines := p.wrap(typeHeading, sentence, w-p.px(24), 3)
	at := y + p.px(48)
	p.icon(symbolInstance, x+w/2-p.px(15), at, p.px(30), p.ink)
	at += p.px(42)
	for _, line := range lines {
		p.labelCentre(Rect{x + p.px(12), at, w - p.px(24), p.lineHeight(typeHeading)}, typeHeading, p.ink, line)
		at += p.lineHeight(typeHeading)
	}
	p.node(Node{ID: "world/empty", Role: RoleText, Name: sentence, Rect: Rect{x, y, w, at - y}})
	b := button{id: "button/first", text: "Launch an instance", primary: true, act: Action{"Launch an instance", Command, launchCommand}}
	bw := min(p.buttonWidth(&b), w-p.px(24))
	p.button(Rect{x + (w-bw)/2, at + p.px(14), bw, p.px(buttonHeight)}, &b)
	return y + h
}

// least widths, in pixels at 100 %: of a zone, and of a card in it.
const (
	zoneWidth = 208
	cardWidth = 206
)

// zonesAcross returns how many zones fit side by side.
func (p *pen) zonesAcross(w float64) int {
	return max(1, int((w+p.px(12))/p.px(zoneWidth+12)))
}

// zones paints zones as dashed boxes side by side, in more rows where they do
// not fit. Every zone touches the shelf: those of the last row its upper edge,
// those above a spine of it at the left.
func (p *pen) zones(v *view, r *regionView, x, y, w float64) float64 {
	across := p.zonesAcross(w)
	shown := r.shown(across > 1)
	gap := p.px(12)
	rows := (len(shown) + across - 1) / across
	spine := 0.0
	if rows > 1 {
		spine = p.px(12)
	}
	across = min(across, max(1, len(shown)))
	each := (w - spine - float64(across-1)*gap) / float64(across)
	top := y
	place := len(p.Items)
	p.Items = append(p.Items, Item{})
	for row := 0; row < len(shown); row += across {
		part := shown[row:min(row+across, len(shown))]
		y = p.zoneRow(v, part, x+spine, y, each, gap)
		if row+across < len(shown) {
			y += gap
		}
	}
	if spine > 0 {
		p.Items[place] = Item{Kind: Box, Rect: Rect{x, top, spine, y - top}, Fill: p.palette.shelf, Line: p.edge, Width: 1.5}
	}
	return y
}

// zoneRow paints zones of one height side by side and returns the y below them.
func (p *pen) zoneRow(v *view, zones []*zoneView, x, y, each, gap float64) float64 {
	end := y + p.px(150)
	for i, z := range zones {
		end = max(end, p.zone(v, z, x+float64(i)*(each+gap), y, each))
	}
	for i := range zones {
		at := Rect{x + float64(i)*(each+gap), y, each, end - y}
		p.dashed(at, p.edge, 1.5, p.px(3), p.px(3))
	}
	return end
}
