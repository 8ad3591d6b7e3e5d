package scene

import (
	"blockyard/sim/ec2"
)

// shelf paints what belongs to a region as a whole: snapshots, and images.
func (m *mapper) shelf(rc *regionChart) {
	s := &rc.shelf
	r := m.onScreen(s.rect)
	m.place("shelf/"+rc.Name, r)
	m.box(r, 0, m.palette.shelf, m.edge, 1.5)
	if s.divider.H > 0 {
		d := m.onScreen(s.divider)
		m.box(Rect{d.X, d.Y, 1.5, d.H}, 0, m.edge, 0, 0)
	}
	m.shelfHead("shelf/"+rc.Name+"/snapshots", m.foretold(m.onScreen(s.head), s.from, s.pictures, "snapshot"), s.title)
	if s.none.W > 0 {
		m.invitation(m.v.noSnapshots(rc.regionView), m.onScreen(s.none))
	}
	for i := range s.groups {
		m.group(rc, &s.groups[i])
	}
	if s.legend.W > 0 {
		m.legend(m.onScreen(s.legend))
	}
	m.shelfHead("shelf/"+rc.Name+"/images", m.foretold(m.onScreen(s.images), s.pictures, s.to, "image"), shelfTitle{plain: "Images, regional"})
	if s.noImages.W > 0 {
		in := m.v.noImages()
		in.id = "shelf/" + rc.Name + "/no-images"
		m.invitation(in, m.onScreen(s.noImages))
	}
	m.spots(s.pictures, s.to)
	m.ghosts(s.ghosts)
}

// foretold paints in the place of a heading what becomes of the things below it, and returns what is left of that place.
func (m *mapper) foretold(r Rect, from, to int, noun string) Rect {
	var refs []ec2.Ref
	for i := from; i < to; i++ {
		refs = append(refs, m.c.spots[i].ref)
	}
	text, good := m.groupTag(refs, noun)
	if text == "" {
		return r
	}
	w := min(r.W, m.width(typeBody, text)+m.px(2*8+18)+1)
	m.tag(Rect{r.Right() - w, r.Y, w, m.px(23)}, good, text)
	r.W -= w + m.px(8)
	return r
}

// shelfHead paints a heading of the shelf with its node. What is billed stands out; where there is no room for both, it stays.
func (m *mapper) shelfHead(id string, r Rect, t shelfTitle) {
	if r.W < m.px(40) { // something else is said there
		m.node(Node{ID: id, Role: RoleHeading, Name: t.text(), Level: 3, Rect: Rect{r.X, r.Y, max(0, r.W), r.H}})
		return
	}
	strong := 0.0
	if t.strong != "" {
		strong = min(r.W, m.width(typeBody, t.strong)+1)
	}
	separator := m.width(typeBody, " · ")
	room := r.W - strong
	if strong > 0 {
		room -= separator
	}
	x := r.X
	if room > m.px(60) || strong == 0 {
		plain := t.plain
		if t.short != "" && m.width(typeBody, plain) > room {
			plain = t.short
		}
		x += m.label(Rect{x, r.Y, room, r.H}, typeBody, m.muted, plain)
		if strong > 0 {
			x += m.label(Rect{x, r.Y, separator + 1, r.H}, typeBody, m.muted, " · ")
		}
	}
	m.label(Rect{x, r.Y, r.Right() - x, r.H}, typeBody, m.ink, t.strong)
	m.node(Node{ID: id, Role: RoleHeading, Name: t.text(), Level: 3, Rect: r})
}

// text returns the whole title.
func (t shelfTitle) text() string {
	if t.strong == "" {
		return t.plain
	}
	return t.plain + " · " + t.strong
}

// group paints the snapshots of one volume.
func (m *mapper) group(rc *regionChart, g *groupChart) {
	if g.box.W > 0 {
		m.dashed(m.onScreen(g.box), m.edge, 1.5, m.px(6), m.px(4))
	}
	if g.head.W > 0 {
		m.shelfHead(m.groupID(rc, g), m.onScreen(g.head), g.title)
	}
	m.spots(g.from, g.to)
}

// groupID returns the id of the heading of a group.
func (m *mapper) groupID(rc *regionChart, g *groupChart) string {
	id := "shelf/" + rc.Name + "/of/" + m.v.cloud.ID(volumeRef(g.volume))
	if g.copied {
		id += "/copies"
	}
	if g.account != homeAccount {
		id += "/" + m.v.cloud.AccountNumber(g.account)
	}
	return id
}

// snapshot paints one snapshot: icon, name and time, what is stored for it, and its blocks; in a low row all in one line.
func (p *pen) snapshot(v *view, index uint32, r Rect) {
	x := v.cloud.Snapshots().At(index)
	c := v.caption(snapshotRef(index))
	chosen := p.isChosen(c.id)
	defer p.thingNode(r, c, chosen)
	if !p.visible(r) {
		return
	}
	p.rowGround(r, c.id, chosen)
	full := v.progress(x)
	if isGone(x) {
		full = 0 // its outline alone
	}
	p.diamond(r.X+p.px(4), r.Y+p.px(5), p.px(15), full)
	amounts, _ := v.snapshotAmount(x)
	marks := v.snapshotMarks(x)
	ink := p.ink
	if isGone(x) {
		ink = p.muted
	}
	text := v.name(snapshotRef(index)) + " · " + v.when(x.Created)
	if r.H > p.px(compactRow) {
		p.snapshotLine(Rect{r.X, r.Y + p.px(2), r.W, p.px(20)}, ink, text, amounts, marks)
		p.cells(Rect{r.X + p.px(4), r.Y + p.px(28), r.W - p.px(10), p.px(9)}, v.snapshotCells(c, index, x))
		return
	}
	strip := (r.W - p.px(30)) * 0.4
	if strip < p.px(120) {
		p.snapshotLine(Rect{r.X, r.Y + p.px(2), r.W, p.px(20)}, ink, text, amounts, marks)
		return
	}
	p.snapshotLine(Rect{r.X, r.Y + p.px(2), r.W - strip - p.px(10), p.px(20)}, ink, text, amounts, marks)
	p.cells(Rect{r.Right() - strip - p.px(6), r.Y + p.px(8), strip, p.px(9)}, v.snapshotCells(c, index, x))
}

// snapshotLine paints what a snapshot is called at the left, and at the right what is stored for it, or the shorter of
// that where there is little room, with marks before it.
func (p *pen) snapshotLine(r Rect, ink Color, text string, amounts []string, marks []symbol) {
	most := r.W*0.6 - p.px(6)
	if beside := r.W - p.px(25+6+10) - p.width(typeBody, text) - p.px(18)*float64(len(marks)); beside > p.px(40) {
		most = min(most, beside)
	}
	used := p.labelRight(Rect{r.Right() - p.px(6) - r.W*0.6, r.Y, r.W * 0.6, r.H}, typeBody, p.muted, p.longestThatFits(typeBody, most, amounts...))
	right := r.Right() - p.px(6) - used
	for _, mark := range marks {
		right -= p.px(18)
		p.icon(mark, right, r.Y+p.px(3), p.px(14), p.ink)
	}
	p.label(Rect{r.X + p.px(25), r.Y, max(0, right-r.X-p.px(25+10)), r.H}, typeBody, ink, text)
}

// rowGround paints the ground of a row that is chosen or under the pointer.
func (p *pen) rowGround(r Rect, id string, chosen bool) {
	switch {
	case chosen:
		p.box(r, p.px(7), p.current, p.selectionLine(), 2)
	case p.ui.Hover == id:
		p.box(r, p.px(7), p.hover, 0, 0)
	}
}

// selectionLine is the colour of the ring round what is selected.
func (p *pen) selectionLine() Color {
	if p.light() {
		return p.outline
	}
	return p.accent
}

// diamond paints a snapshot's icon, filled from below to a share.
func (p *pen) diamond(x, y, size, share float64) {
	if share >= 1 {
		p.icon(symbolSnapshot, x, y, size, p.ink)
		return
	}
	g := grid{p, x, y, size / 16}
	level := 15 - 14*share // the height up to which it is full
	points := []Point{g.at(8, 15)}
	if level >= 8 {
		half := 15 - level
		points = append(points, g.at(8-half, level), g.at(8+half, level))
	} else {
		half := level - 1
		points = append(points, g.at(1, 8), g.at(8-half, level), g.at(8+half, level), g.at(15, 8))
	}
	p.Items = append(p.Items, Item{Kind: Polygon, Fill: hueSnapshot, Points: points})
	line := hueSnapshot
	if p.light() {
		line = p.outline
	}
	g.line(line, 1.4, 8, 1, 15, 8, 8, 15, 1, 8, 8, 1)
}

// legends are what the hues of the strips mean.
var legends = []struct {
	cells []Color
	text  string
}{
	{storers[:], "stored by this snapshot"},
	{[]Color{keptBase, keptBase + 1, keptBase + 2}, "by an earlier one"},
	{[]Color{unstored}, "in no snapshot"},
	{[]Color{0}, "never written"},
}

// legendSentence is the rule that the strips show.
const legendSentence = "Delete any one: the others still restore completely."

// legendHeight returns how high the legend is in a width.
func (p *pen) legendHeight(w float64) float64 {
	return p.eachLegend(0, 0, w, func(int, Rect) {}) + float64(len(p.wrap(typeBody, legendSentence, w, 0)))*p.lineHeight(typeBody)
}

// eachLegend calls a function with the place of each entry of the legend, and returns the y below the last.
func (p *pen) eachLegend(x, y, w float64, each func(i int, r Rect)) float64 {
	left, h := x+p.px(4), p.px(20)
	at := left
	for i, e := range legends {
		width := p.px(10*float64(len(e.cells))) + p.px(6) + p.width(typeBody, e.text) + 1
		if at > left && at+width > x+w {
			at, y = left, y+h
		}
		each(i, Rect{at, y, min(width, x+w-at), h})
		at += width + p.px(14)
	}
	return y + h
}

// legend says what the hues of the strips mean.
func (p *pen) legend(r Rect) {
	if !p.visible(r) {
		return
	}
	y := p.eachLegend(r.X, r.Y, r.W, func(i int, at Rect) {
		e := &legends[i]
		strip := p.px(10 * float64(len(e.cells)))
		p.cells(Rect{at.X, at.Y + p.px(5), strip, p.px(10)}, cells{e.cells, len(e.cells)})
		p.label(Rect{at.X + strip + p.px(6), at.Y, at.W - strip - p.px(6), at.H}, typeBody, p.muted, e.text)
	})
	p.lines(r.X+p.px(4), y, r.W-p.px(4), typeBody, p.muted, p.wrap(typeBody, legendSentence, r.W-p.px(4), 0))
}

// image paints one image; the border of one that is not yours is dashed.
func (p *pen) image(v *view, index uint32, r Rect) {
	m := v.cloud.Images().At(index)
	ref := imageRef(index)
	p.thing(r, v.caption(ref), p.border(hueImage), m.Public || m.Account != homeAccount)
	if !p.visible(r) {
		return
	}
	state, third := string(m.State), []string{"root: EBS"}
	switch {
	case m.Public:
		state, third = "", []string{"public, of " + ownerWords(m), "public"}
	case m.Account != homeAccount:
		third = []string{v.fromAccount(m.Account, ref)}
	case m.RootKind == ec2.RootInstanceStore:
		third = []string{"root: instance store", "root: store"}
	}
	if words := v.imageUse(m); words != "" {
		third = append([]string{third[0] + " · " + words, words}, third...)
	}
	y := p.titled(r, symbolImage, v.name(ref), state)
	x, w := r.X+p.px(12), r.W-p.px(24)
	beside := w
	if v.isProtected(m) {
		beside -= p.px(18)
		p.icon(symbolLock, x+beside+p.px(2), y+p.px(2), p.px(15), p.ink)
	}
	p.label(Rect{x, y, beside, p.px(19)}, typeCode, p.muted, p.cutMiddle(typeCode, shortID(v.cloud.ID(ref)), beside))
	p.label(Rect{x, y + p.px(19), w, p.px(20)}, typeBody, p.muted, p.longestThatFits(typeBody, w, third...))
}
