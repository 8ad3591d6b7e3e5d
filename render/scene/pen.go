package scene

import (
	"cmp"
	"strconv"
	"strings"

	"blockyard/scripting/session"
)

// A pen puts items and nodes into a frame. What is painted and can be used
// goes through one call that makes both, so neither can be forgotten.
type pen struct {
	*Frame
	*palette
	session  *session.Session
	ui       *UI
	measure  Measure
	k        float64         // text scale: every length at 100 % is multiplied by it
	at       Panel           // that nodes belong to
	scrolled Panel           // name of the extent that nodes are scrolled with; "" where they stay
	clip     Rect            // what can be seen of what is painted; empty means the whole frame
	lane     string          // whose things are painted, where that is not the lane at hand; else ""
	dropped  []button        // for time, that the bar has no room for
	also     map[string]bool // what is selected beside the selected thing, once somebody asked
}

// px returns a length of the 100 % scale at the scale at hand.
func (p *pen) px(length float64) float64 { return length * p.k }

func (p *pen) width(s style, text string) float64 { return p.measure(s.face, s.size*p.k, text) }

func (p *pen) lineHeight(s style) float64 { return s.height * p.k }

// visible reports whether any of a rectangle can be seen.
func (p *pen) visible(r Rect) bool {
	if p.clip.W <= 0 {
		return true
	}
	return r.Y < p.clip.Bottom() && r.Bottom() > p.clip.Y && r.X < p.clip.Right() && r.Right() > p.clip.X
}

// overlap returns what two rectangles have in common; without anything, a rectangle without size at the edge of the second.
func overlap(a, b Rect) Rect {
	x, y := max(a.X, b.X), max(a.Y, b.Y)
	w, h := min(a.Right(), b.Right())-x, min(a.Bottom(), b.Bottom())-y
	if w <= 0 || h <= 0 {
		return Rect{min(max(a.X, b.X), b.Right()), min(max(a.Y, b.Y), b.Bottom()), 0, 0}
	}
	return Rect{x, y, w, h}
}

// box paints a rectangle.
func (p *pen) box(r Rect, radius float64, fill, line Color, width float64) {
	if p.visible(r) {
		p.Items = append(p.Items, Item{Kind: Box, Rect: r, Radius: radius, Fill: fill, Line: line, Width: width})
	}
}

// dashed paints the outline of a rectangle in dashes.
func (p *pen) dashed(r Rect, line Color, width, dash, gap float64) {
	if p.visible(r) {
		p.Items = append(p.Items, Item{Kind: Stroke, Line: line, Width: width, Dash: [2]float64{dash, gap}, Points: outlineOf(r, p.px(10))})
	}
}

// corner holds a quarter of a circle in three steps, as shares of the radius from the corner's two tangents.
var corner = [...]Point{{1, 0}, {0.5, 0.134}, {0.134, 0.5}, {0, 1}}

// outlineOf returns the outline of a rectangle with round corners.
func outlineOf(r Rect, radius float64) []Point {
	c := min(radius, r.W/2, r.H/2)
	points := make([]Point, 0, 4*len(corner)+1)
	for i := range corner {
		points = append(points, Point{r.X + c*corner[i].X, r.Y + c*corner[i].Y})
	}
	for i := range corner {
		points = append(points, Point{r.X + c*corner[3-i].X, r.Bottom() - c*corner[3-i].Y})
	}
	for i := range corner {
		points = append(points, Point{r.Right() - c*corner[i].X, r.Bottom() - c*corner[i].Y})
	}
	for i := range corner {
		points = append(points, Point{r.Right() - c*corner[3-i].X, r.Y + c*corner[3-i].Y})
	}
	return append(points, points[0])
}

// rule paints a hairline to the right, or down where it is higher than wide.
func (p *pen) rule(x, y, w, h float64) {
	p.box(Rect{x, y, max(w, 1), max(h, 1)}, 0, p.hairline, 0, 0)
}

// label paints a text in one line, cut to a rectangle's width and centred in its height. It returns the text's width.
func (p *pen) label(r Rect, s style, color Color, text string) float64 {
	if !p.visible(r) || text == "" {
		return 0
	}
	text = p.cut(s, text, r.W)
	p.put(r, s, color, text)
	return p.width(s, text)
}

// labelRight paints a text that ends at a rectangle's right edge, and returns its width.
func (p *pen) labelRight(r Rect, s style, color Color, text string) float64 {
	if !p.visible(r) {
		return 0
	}
	text = p.cut(s, text, r.W)
	w := p.width(s, text)
	p.put(Rect{r.Right() - w, r.Y, w, r.H}, s, color, text)
	return w
}

// labelCentre paints a text in the middle of a rectangle.
func (p *pen) labelCentre(r Rect, s style, color Color, text string) {
	if !p.visible(r) {
		return
	}
	text = p.cut(s, text, r.W)
	w := p.width(s, text)
	p.put(Rect{r.X + (r.W-w)/2, r.Y, w, r.H}, s, color, text)
}

// put paints a text as it is.
func (p *pen) put(r Rect, s style, color Color, text string) {
	if text == "" {
		return
	}
	at := s.times(p.k)
	p.Items = append(p.Items, Item{
		Kind: Label, Rect: Rect{r.X, r.Y + at.baseline(r.H), r.W, r.H}, Fill: color, Text: text, Face: s.face, Size: at.size,
	})
}

// lines paints lines of text one below the other and returns the y below them.
func (p *pen) lines(x, y, w float64, s style, color Color, lines []string) float64 {
	for _, line := range lines {
		p.label(Rect{x, y, w, p.lineHeight(s)}, s, color, line)
		y += p.lineHeight(s)
	}
	return y
}

// node adds a node to the panel at hand. Of what is scrolled, Rect is the part that can be seen.
func (p *pen) node(n Node) {
	n = p.handed(n)
	n.Panel, n.Scrolled = p.at, p.scrolled
	n.Off = cmp.Or(n.Off, p.heldNow(n.Action))
	n.Whole = n.Rect
	if p.clip.W > 0 {
		n.Rect = overlap(n.Rect, p.clip)
	}
	p.Nodes = append(p.Nodes, n)
}

// begin paints the ground of a panel and adds its node; what follows belongs to it.
func (p *pen) begin(panel Panel, r Rect, ground Color) {
	p.at = panel
	p.box(r, 0, ground, 0, 0)
	p.node(Node{ID: "panel/" + string(panel), Role: RoleRegion, Name: string(panel), Rect: r})
}

// heading paints a heading with its node and returns the y below it.
func (p *pen) heading(id string, level int, r Rect, s style, text string) float64 {
	p.label(r, s, p.ink, text)
	p.node(Node{ID: id, Role: RoleHeading, Name: text, Level: level, Rect: r})
	return r.Bottom()
}

// prose paints a text in as many lines as it needs with one node, and returns the y below it.
func (p *pen) prose(id string, x, y, w float64, s style, color Color, text string) float64 {
	if text == "" {
		return y
	}
	lines := p.wrap(s, text, w, 0)
	end := p.lines(x, y, w, s, color, lines)
	p.node(Node{ID: id, Role: RoleText, Name: text, Rect: Rect{x, y, w, end - y}})
	return end
}

// scroll paints content that may be higher than its rectangle, moved by the
// panel's offset and clipped to it. The content paints itself from a y on and
// returns the y below it; it may be asked twice.
func (p *pen) scroll(panel Panel, r Rect, atEnd bool, content func(y float64) float64) {
	offset := p.offsetOf(panel, atEnd)
	items, nodes, outer, outerName := len(p.Items), len(p.Nodes), p.clip, p.scrolled
	p.clip, p.scrolled = r, panel
	p.Items = append(p.Items, Item{Kind: Clip, Rect: r})
	height := content(r.Y-offset) - (r.Y - offset)
	most := max(0, height-r.H)
	if offset > most {
		p.Items, p.Nodes, offset = p.Items[:items+1], p.Nodes[:nodes], most
		content(r.Y - offset)
	}
	p.clip, p.scrolled = outer, outerName
	p.Items = append(p.Items, Item{Kind: Clip, Rect: outer})
	p.Scrolls = append(p.Scrolls, Extent{Panel: panel, Rect: r, Y: offset, Most: most})
	p.scrollbar(panel, r, offset, most)
}

// manyRows is from how many rows on those out of sight are told together.
const manyRows = 60

// longRows paints rows one below the other and returns the y below them. Of r, X, Y and W are those of the first row, and H is
// how high a row is that cannot be seen; row paints one and returns the y below it. Where there are very many, those
// out of sight are passed over and told in one node above and one below: so a list costs what can be seen of it.
func (p *pen) longRows(id, noun string, r Rect, count int, row func(i int, y float64) float64) float64 {
	from, y := 0, r.Y
	many := count > manyRows && p.clip.W > 0
	if many {
		from = max(0, min(count, int((p.clip.Y-y)/r.H)))
		p.unseenRows(id+"/above", from, noun+" above", Rect{r.X, y, r.W, float64(from) * r.H})
		y += float64(from) * r.H
	}
	i := from
	for i < count && (!many || y < p.clip.Bottom()) {
		y = row(i, y)
		i++
	}
	rest := Rect{r.X, y, r.W, float64(count-i) * r.H}
	p.unseenRows(id+"/below", count-i, noun+" below", rest)
	return rest.Bottom()
}

// unseenRows adds a node that says how many rows lie out of sight.
func (p *pen) unseenRows(id string, count int, words string, r Rect) {
	if count == 0 {
		return
	}
	noun, where, _ := strings.Cut(words, " ")
	p.node(Node{ID: id, Role: RoleText, Name: plural(count, noun) + " " + where, Rect: r})
}

// farDown is an offset beyond every content: it is held to the end.
const farDown = 1 << 40

// offsetOf returns how far a panel is scrolled; one that keeps to its end starts there.
func (p *pen) offsetOf(panel Panel, atEnd bool) float64 {
	for _, o := range p.ui.Scrolls {
		if o.Panel == panel {
			return max(0, o.Y)
		}
	}
	if atEnd {
		return farDown
	}
	return 0
}

// scrollbar paints where in its content a panel is, if there is more than fits.
func (p *pen) scrollbar(panel Panel, r Rect, offset, most float64) {
	if most <= 0 {
		return
	}
	length := max(p.px(24), r.H*r.H/(r.H+most))
	y := r.Y + (r.H-length)*offset/most
	bar := Rect{r.Right() - p.px(6), y, p.px(4), length}
	p.box(bar, p.px(2), p.edge, 0, 0)
	p.node(Node{
		ID: "scroll/" + string(panel), Role: RoleSlider, Name: "Scroll " + string(panel), Help: "There is more than fits",
		Value: strconv.Itoa(int(100*offset/most)) + " %", Share: offset / most, Rect: Rect{r.Right() - p.px(12), r.Y, p.px(12), r.H},
		Action: &Action{Label: "Scroll", Verb: Scroll, Arg: string(panel)},
	})
}
