package scene

import (
	"math"
	"strings"

	"blockyard/sim/ec2"
)

// dragOverlay paints what is being dragged, and the rule of it: what would take it, where its data stays, and where it
// is stopped. What was refused is marked in the same way afterwards.
func (p *pen) dragOverlay(v *view) {
	d := p.ui.Drag
	if d == nil {
		p.refusedMarks()
		return
	}
	ref, ok := v.search(d.Of)
	if !ok {
		return
	}
	p.targets(v, d)
	over := v.landing(d.Of, d.Over)
	home := p.Place("zone/" + v.placed(ref).zone)
	if ref.Kind == ec2.KindVolume && home.W > 0 {
		p.staysInHere(v, ref, home)
	}
	ghost := p.ghostRect(d.At)
	if over != nil && over.forbidden() && ref.Kind == ec2.KindVolume && home.W > 0 {
		ghost = within(ghost, home)
		p.stopped(v, d, home, ghost)
	}
	if over != nil && over.forbidden() {
		p.forbidden(p.targetRect(d.Over), over.rule)
	}
	p.ghostCard(v, ref, ghost)
	p.dragSays(over, d.At)
}

// targetRect returns where a thing or a place can be seen.
func (p *pen) targetRect(id string) Rect {
	if n := p.Node(id); n != nil && n.Role == RoleListitem {
		return n.Rect
	}
	return p.Place(id)
}

// targets outlines whatever would take what is dragged. The innermost one under the pointer is filled.
func (p *pen) targets(v *view, d *Drag) {
	mark := func(id string, r Rect, radius float64) {
		if r.W <= 0 || r.H <= 0 || !takes(id, d.Of) {
			return
		}
		l := v.landing(d.Of, id)
		if l == nil || l.forbidden() {
			return
		}
		fill := Color(0)
		if id == d.Over {
			fill = p.accent.faded(18)
		}
		p.box(r.Inset(1), p.px(radius), fill, p.selectionLine(), 2)
	}
	for i := range p.Places {
		mark(p.Places[i].ID, p.Places[i].Rect, 4)
	}
	for i := range p.Nodes {
		if n := &p.Nodes[i]; n.Drop != "" && n.Role == RoleListitem {
			mark(n.Drop, n.Rect, 10)
		}
	}
}

// staysInHere outlines the zone that a volume's data stays in, and says so in its head.
func (p *pen) staysInHere(v *view, ref ec2.Ref, home Rect) {
	p.box(home.Inset(1), p.px(6), 0, p.selectionLine(), 2)
	head := p.Node("zone/" + v.placed(ref).zone)
	if head == nil || head.Rect.H <= 0 {
		return
	}
	text := v.name(ref) + " stays in here"
	name := p.px(20) + p.width(typeBody, v.placed(ref).zone) + p.px(10)
	room := head.Rect.W - name - p.px(8)
	if p.width(typeBody, text) > room {
		text = "stays in here"
	}
	if p.width(typeBody, text) <= room {
		p.labelRight(Rect{head.Rect.X + name, head.Rect.Y, room, head.Rect.H}, typeBody, p.wayLine(), text)
	}
}

// within returns a rectangle moved into another, as far as there is room.
func within(r, home Rect) Rect {
	r.X = max(home.X+4, min(r.X, home.Right()-r.W-4))
	r.Y = max(home.Y+4, min(r.Y, home.Bottom()-r.H-4))
	return r
}

// ghostRect returns where the card of what is dragged hangs: beside the pointer, on the screen.
func (p *pen) ghostRect(at Point) Rect {
	w, h := min(p.px(190), p.Width-8), p.px(44)
	return within(Rect{at.X + p.px(10), at.Y + p.px(8), w, h}, Rect{0, 0, p.Width, p.Height})
}

// ghostCard paints the card of what is dragged, half transparent.
func (p *pen) ghostCard(v *view, ref ec2.Ref, r Rect) {
	p.box(r, p.px(10), p.raised.faded(80), p.ink.faded(80), 2)
	x := r.X + p.px(10)
	p.icon(kindSymbols[ref.Kind], x, r.Y+(r.H-p.px(16))/2, p.px(16), p.ink)
	x += p.px(24)
	right := r.Right() - p.px(10)
	size := v.sizeWords(ref)
	if w := p.width(typeBody, size) + 1; size != "" && w < (right-x)*0.6 {
		p.labelRight(Rect{right - w, r.Y, w, r.H}, typeBody, p.muted, size)
		right -= w + p.px(8)
	}
	p.label(Rect{x, r.Y, right - x, r.H}, typeHeading, p.ink, v.name(ref))
}

// sizeWords returns how large a thing is, or "".
func (v *view) sizeWords(ref ec2.Ref) string {
	switch ref.Kind {
	case ec2.KindVolume:
		return gib(v.cloud.Volumes().At(ref.Index).GiB)
	case ec2.KindSnapshot:
		return gib(v.cloud.Snapshots().At(ref.Index).GiB)
	case ec2.KindImage, ec2.KindInstance, ec2.KindInterface, ec2.KindReservation, ec2.KindInterfaceAttachment, ec2.KindAddress, ec2.KindAssociation, ec2.KindKeyPair:
	}
	return ""
}

// stopped paints the link that ends at the border of the zone: what is dragged stays behind it.
func (p *pen) stopped(v *view, d *Drag, home, ghost Rect) {
	from := Point{ghost.X + ghost.W/2, ghost.Y + ghost.H/2}
	at := border(home, from, d.At)
	p.Items = append(p.Items, Item{Kind: Stroke, Line: p.refusedLine(), Width: p.px(2.5), Dash: [2]float64{2, 5}, Points: []Point{at, d.At}})
	size := p.px(26)
	r := Rect{at.X - size/2, at.Y - size/2, size, size}
	p.box(r, size/2, p.refusedGround(), p.refusedLine(), 2)
	p.icon(symbolCross, r.X+p.px(6), r.Y+p.px(6), p.px(14), p.bad.text)
}

// border returns where the line from a point in a rectangle to one outside leaves it.
func border(r Rect, from, to Point) Point {
	t := 1.0
	cut := func(a, b, edge float64) {
		if (b-edge)*(a-edge) < 0 {
			t = math.Min(t, (edge-a)/(b-a))
		}
	}
	cut(from.X, to.X, r.X)
	cut(from.X, to.X, r.Right())
	cut(from.Y, to.Y, r.Y)
	cut(from.Y, to.Y, r.Bottom())
	return Point{from.X + t*(to.X-from.X), from.Y + t*(to.Y-from.Y)}
}

// forbidden marks a target that refuses: a dotted border, and below it a tag that says the rule.
func (p *pen) forbidden(r Rect, rule string) {
	if r.W <= 0 || r.H <= 0 {
		return
	}
	p.dotsRound(r.Inset(-p.px(3))) // beside the border that it has anyway
	text, h := "refused", p.px(24)
	if rule != "" { // a code may be longer than its card, and stands in the inspector
		text = p.longestThatFits(typeBody, max(r.W, p.px(160))-p.px(2*9+18), "refused: "+rule, text)
	}
	w := min(p.width(typeBody, text)+p.px(2*9+18)+1, p.Width-8)
	y := r.Bottom() + p.px(2)
	if p.seesAllLanes() && p.Zoom == ZoomCards { // what hangs on it is near
		y = r.Bottom() - p.px(11)
	}
	tag := within(Rect{r.X, y, w, h}, Rect{0, 0, p.Width, p.Height})
	p.box(tag, p.px(6), p.refusedGround(), p.badEdge, 1.5)
	p.refusedMark(Rect{tag.X + p.px(8), tag.Y + p.px(5), p.px(14), p.px(14)})
	p.label(Rect{tag.X + p.px(9+18), tag.Y, tag.W - p.px(2*9+18), h}, typeBody, p.bad.text, text)
}

// dragSays tells who cannot see it what a drop would do.
func (p *pen) dragSays(over *landing, at Point) {
	text := "Esc leaves everything as it is."
	switch {
	case over == nil:
	case over.say != "":
		text = over.say
	case over.err != nil:
		text = "Refused: " + over.err.Message
	default:
		text = over.text + ": " + over.command
	}
	p.at = PanelWorld
	p.node(Node{ID: "drag", Role: RoleStatus, Name: text, Rect: within(Rect{at.X, at.Y, 1, 1}, Rect{0, 0, p.Width, p.Height})})
}

// refusedMarks marks in the world what was refused, and, where that is asked for, the way to it.
func (p *pen) refusedMarks() {
	r := p.ui.Refused
	if r == nil || p.ui.Form != nil || len(p.Places) == 0 {
		return
	}
	if Chosen(p.ui.Fields, WayField) != "" {
		p.wayPath(r)
		return
	}
	target := r.Onto
	if target == "" {
		target = r.Of
	}
	if strings.HasPrefix(target, "region/") || strings.HasPrefix(target, "shelf/") {
		return // too large for a mark that lasts
	}
	p.forbidden(p.targetRect(target), r.Rule)
}

// wayPath draws the way to what was refused as a dotted line with the numbers of its steps, each where it happens.
func (p *pen) wayPath(r *Refusal) {
	from := p.targetRect(r.Of)
	if from.W <= 0 || from.H <= 0 {
		return
	}
	at := Point{from.Right(), from.Y + from.H/2}
	for i := range r.Way.Steps {
		target := p.targetRect(r.Way.Steps[i].At)
		if target.W <= 0 || target.H <= 0 {
			continue
		}
		to := p.stopIn(target, r.Way.Steps[i].At, at)
		p.Items = append(p.Items, Item{
			Kind: Stroke, Line: p.wayLine(), Width: p.px(2.5), Dash: [2]float64{2, 5}, Points: []Point{at, {to.X, at.Y}, to},
		})
		at = to
		defer p.numberDisc(i+1, to)
	}
}

// stopIn returns where a way stops in a target: at the edge of a thing that is nearer, or near the edge of a place.
func (p *pen) stopIn(r Rect, id string, from Point) Point {
	inset := p.px(14)
	middle := Point{r.X + r.W/2, r.Y + r.H/2}
	switch {
	case strings.HasPrefix(id, "shelf/"):
		return Point{max(r.X+inset, min(from.X+p.px(20), r.Right()-inset)), r.Y} // where the zones touch it
	case strings.HasPrefix(id, "zone/"):
		return Point{r.X + inset, r.Bottom() - p.px(26)}
	case from.X > middle.X:
		return Point{r.Right(), middle.Y}
	}
	return Point{r.X, middle.Y}
}
