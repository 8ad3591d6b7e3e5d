package scene

// stage paints the middle of the screen. While somebody looks back it shows the past, under a band that says so.
func (p *pen) stage(v *view, r Rect) {
	if !p.session.LooksBack() || r.H < p.px(leastForBand) { // the clock says so, too
		p.present(v, r)
		return
	}
	band := Rect{r.X, r.Y, r.W, p.bandHeight(v, r)}
	node, item := len(p.Nodes), len(p.Items)
	p.present(v, Rect{r.X, band.Bottom(), r.W, r.H - band.H})
	p.aged(item)
	first := len(p.Nodes)
	p.at = PanelWorld
	p.band(v, band)
	if node < first { // it is read first, after the panel itself
		rotate(p.Nodes[node+1:], first-node-1)
	}
}

// bandPad is how far what is in the band is from its edges, at 100 %.
const bandPad = 10

// How high a stage is at least, at 100 %, that has a band, and whose band has its buttons in a line of their own.
const (
	leastForBand = 200
	leastStage   = 260
)

// bandHeight returns how high the band is: its buttons get lines of their own where there is no room beside the words.
func (p *pen) bandHeight(v *view, r Rect) float64 {
	if p.bandIsSplit(v, r.W) && r.H >= p.px(leastStage) {
		buttons := p.heightOf(func(y float64) float64 { return p.flow(r.X, y, r.W-2*p.px(bandPad), v.goOn()) })
		return p.px(36+8) + buttons
	}
	return p.px(36)
}

// bandIsSplit reports whether the words and the buttons of the band are in two lines.
func (p *pen) bandIsSplit(v *view, w float64) bool {
	what, _ := v.pastWords()
	room := w - 2*p.px(bandPad) - p.width(typeStrong, what) - p.px(44)
	for _, b := range v.goOn() {
		room -= p.buttonWidth(&b) + p.px(6)
	}
	return room < 0
}

// band says which moment it is that is looked at, with the ways out of it, on a hatched ground.
func (p *pen) band(v *view, r Rect) {
	p.hatch(r)
	what, ago := v.pastWords()
	line := Rect{r.X + p.px(bandPad), r.Y + p.px(3), r.W - 2*p.px(bandPad), p.px(30)}
	buttons := v.goOn()
	widths := p.px(6)
	for i := range buttons {
		widths += p.buttonWidth(&buttons[i]) + p.px(6)
	}
	plate := line
	if p.bandIsSplit(v, r.W) {
		if r.H < p.px(50) { // they are in the panel of time as well
			buttons = nil
		}
		p.flow(line.X, line.Bottom()+p.px(6), line.W, buttons)
	} else {
		p.flow(line.Right()-widths+p.px(12), line.Y-p.px(1), widths, buttons)
		plate.W -= widths
	}
	icon, both := p.px(34), p.width(typeStrong, what)+1+p.px(8)+p.width(typeBody, ago)+1
	if plate.W < icon+both+p.px(10) {
		ago = ""
	}
	if ago != "" {
		plate.W = icon + both + p.px(10)
	}
	p.plateOf(plate, icon, what, ago)
	p.node(Node{ID: "past/band", Role: RoleStatus, Name: what, Help: spanWords(v.session.Present().Sub(v.now)) + " before now", Rect: plate})
}

// plateOf paints the words of the band on a ground on which they can be read.
func (p *pen) plateOf(r Rect, icon float64, what, ago string) {
	ground, ink, second := Color(0x2A220BFF), p.warn.text, p.ink
	switch {
	case p.light():
		ground = p.panel
	case p.ui.Theme == Contrast:
		ground = p.ground
	}
	p.box(r, p.px(6), ground, p.outline, lineWidth(p.outline, 1))
	p.icon(symbolLock, r.X+p.px(10), r.Y+(r.H-p.px(15))/2, p.px(15), ink)
	x := r.X + icon
	x += p.label(Rect{x, r.Y, r.Right() - x - p.px(6), r.H}, typeStrong, ink, what) + p.px(8)
	if ago != "" {
		p.label(Rect{x, r.Y, r.Right() - x, r.H}, typeBody, second, ago)
	}
}

// hatch paints a ground with slanted stripes.
func (p *pen) hatch(r Rect) {
	ground, stripe := Color(0x3A2F0EFF), Color(0x5A4A16FF)
	switch {
	case p.light():
		ground, stripe = p.warn.fill, 0xE0BE6AFF
	case p.ui.Theme == Contrast:
		ground, stripe = p.ground, 0x666666FF
	}
	p.box(r, 0, ground, 0, 0)
	p.Items = append(p.Items, Item{Kind: Clip, Rect: r})
	step := p.px(14)
	for x := r.X - r.H; x < r.Right(); x += step {
		p.Items = append(p.Items, Item{Kind: Stroke, Line: stripe, Width: p.px(3), Points: []Point{{x, r.Bottom()}, {x + r.H, r.Y}}})
	}
	p.Items = append(p.Items, Item{Kind: Clip, Rect: p.clip})
	p.rule(r.X, r.Bottom()-1, r.W, 1)
}
