package scene

import (
	"strconv"
	"strings"
)

// previewLine is what stands beside the title of a preview that is open.
const previewLine = "Enter does it"

// title returns the question that a preview answers: in short before it is asked for, then as what is about to happen.
func (x *preview) title(open bool) string {
	verb := strings.ToLower(x.verb)
	if open {
		return "If you " + verb + " " + x.what
	}
	return "What if you " + verb + " it?"
}

// cardRound paints a card round what is painted inside of it, and returns where that is. The content gets the x, y and width
// that it has, and returns the y below itself.
func (p *pen) cardRound(x, y, w float64, line Color, content func(x, y, w float64) float64) Rect {
	at := len(p.Items)
	p.Items = append(p.Items, Item{})
	end := content(x+p.px(12), y+p.px(9), w-p.px(24)) + p.px(9)
	r := Rect{x, y, w, end - y}
	p.Items[at] = Item{Kind: Box, Rect: r, Radius: p.px(10), Fill: p.raised, Line: line, Width: p.cardLine()}
	return r
}

// whatIf paints the short card about a deed that cannot be taken back, while its button has the pointer or the focus.
func (p *pen) whatIf(x *preview, left, y, w float64) float64 {
	if x == nil {
		return y
	}
	r := p.cardRound(left, y, w, p.hairline, func(left, y, w float64) float64 {
		p.label(Rect{left, y, w, p.lineHeight(typeStrong)}, typeStrong, p.ink, x.title(false))
		return p.outcomes(x, left, y+p.px(24), w, false)
	})
	p.node(Node{ID: "what-if/" + x.node, Role: RoleText, Name: x.title(false), Help: x.told(), Rect: r})
	return r.Bottom() + p.px(8)
}

// told returns all outcomes as one text, with what it saves.
func (x *preview) told() string {
	var all []string
	for i := range x.outcomes {
		all = append(all, x.outcomes[i].text()+".")
	}
	return strings.Join(append(all, x.saving()+"."), " ")
}

// saving says in words by how much a month changes.
func (x *preview) saving() string {
	switch less := x.less(); {
	case less.Sign() > 0:
		return less.String() + " less a month"
	case less.Sign() < 0:
		return x.after.Minus(x.now).String() + " more a month"
	}
	return "The month costs the same"
}

// outcomes paints what goes and what stays, one below the other, with the reasons where there is room for them.
func (p *pen) outcomes(x *preview, left, y, w float64, reasons bool) float64 {
	for i := range x.outcomes {
		o := &x.outcomes[i]
		mark, color := symbolCross, p.bad.text
		if o.good {
			mark, color = symbolCheck, p.on.text
		}
		p.icon(mark, left, y+p.px(4), p.px(12), color)
		y = p.outcome(o, left+p.px(18), y, w-p.px(18), color)
		if reasons && o.because != "" {
			y = p.lines(left+p.px(18), y, w-p.px(18), typeBody, p.muted, p.wrap(typeBody, "because "+o.because, w-p.px(18), 0))
		}
		y += p.px(1)
	}
	return y
}

// outcome paints what becomes of something: what happens in the colour of its mark, and the rest in ink where that fits beside it.
func (p *pen) outcome(o *outcome, x, y, w float64, color Color) float64 {
	if o.rest == "" {
		return p.lines(x, y, w, typeBody, color, p.wrap(typeBody, o.head, w, 0))
	}
	head := o.head + ","
	used := p.width(typeBody, head+" ") + 1
	if used+p.width(typeBody, o.rest) > w {
		return p.lines(x, y, w, typeBody, color, p.wrap(typeBody, head+" "+o.rest, w, 0))
	}
	p.label(Rect{x, y, used, p.lineHeight(typeBody)}, typeBody, color, head)
	p.label(Rect{x + used, y, w - used, p.lineHeight(typeBody)}, typeBody, p.ink, o.rest)
	return y + p.lineHeight(typeBody)
}

// previewed paints what would become of the deed that is looked at: what goes and stays, a month before and after, and the way to keep what goes.
func (p *pen) previewed(x *preview, left, y, w float64) float64 {
	line := p.badEdge
	if p.light() {
		line = p.bad.line
	}
	r := p.cardRound(left, y, w, line, func(left, y, w float64) float64 {
		y = p.previewHead(x, left, y, w)
		return p.outcomes(x, left, y, w, true)
	})
	p.node(Node{ID: "preview/outcomes", Role: RoleText, Name: x.title(true) + ". " + previewLine + ", Esc leaves.", Help: x.told(), Rect: r})
	y = p.pace(x, left, r.Bottom()+p.px(10), w)
	return p.keepCard(x, left, y, w)
}

// previewHead paints the title of a preview, and how to go on beside it, or below where there is no room.
func (p *pen) previewHead(x *preview, left, y, w float64) float64 {
	line := p.width(typeBody, previewLine) + 1
	title := x.title(true)
	if p.width(typeStrong, title)+p.px(10)+line <= w {
		p.label(Rect{left, y, w, p.lineHeight(typeStrong)}, typeStrong, p.ink, title)
		p.labelRight(Rect{left, y, w, p.lineHeight(typeBody)}, typeBody, p.muted, previewLine)
		return y + p.px(24)
	}
	y = p.lines(left, y, w, typeStrong, p.ink, p.wrap(typeStrong, title, w, 2))
	return p.lines(left, y, w, typeBody, p.muted, p.wrap(typeBody, previewLine, w, 2)) + p.px(4)
}

// pace paints what a month costs by thing, now and after.
func (p *pen) pace(x *preview, left, y, w float64) float64 {
	if len(x.pace) == 0 {
		return y
	}
	return p.cardRound(left, y, w, p.hairline, func(left, y, w float64) float64 {
		columns := p.paceColumns(x, w)
		p.label(Rect{left, y, w, p.lineHeight(typeStrong)}, typeStrong, p.ink, "A month at this pace")
		p.node(Node{ID: "preview/pace", Role: RoleHeading, Name: "A month at this pace", Level: 3, Rect: Rect{left, y, w, p.px(20)}})
		y = p.paceTitles(columns, left, y+p.px(23), w)
		for i := range x.pace {
			y = p.paceLine("preview/pace/"+strconv.Itoa(i+1), &x.pace[i], typeBody, p.ink, columns, left, y, w)
		}
		p.rule(left, y, w, 1)
		y = p.paceLine("preview/pace/total", &paceRow{"Total", x.now, x.after}, typeStrong, p.money, columns, left, y+p.px(2), w)
		return p.difference(x, left, y+p.px(2), w)
	}).Bottom() + p.px(10)
}

// paceColumns returns how wide the two columns of money are.
func (p *pen) paceColumns(x *preview, w float64) (columns [2]float64) {
	columns = [2]float64{p.width(typeBody, "now") + 1, p.width(typeBody, "after") + 1}
	for _, row := range append(x.pace[:len(x.pace):len(x.pace)], paceRow{"Total", x.now, x.after}) {
		columns[0] = max(columns[0], p.width(typeStrong, row.now.String())+1)
		columns[1] = max(columns[1], p.width(typeStrong, row.after.String())+1)
	}
	for i := range columns {
		columns[i] = min(columns[i], w*0.35)
	}
	return columns
}

func (p *pen) paceTitles(columns [2]float64, x, y, w float64) float64 {
	h := p.lineHeight(typeBody)
	after := Rect{x + w - columns[1], y, columns[1], h}
	now := Rect{after.X - p.px(10) - columns[0], y, columns[0], h}
	p.labelRight(now, typeBody, p.muted, "now")
	p.labelRight(after, typeBody, p.muted, "after")
	p.node(Node{ID: "preview/pace/what", Role: RoleColumn, Name: "Thing", Rect: Rect{x, y, now.X - x, h}})
	p.node(Node{ID: "preview/pace/now", Role: RoleColumn, Name: "now", Rect: now})
	p.node(Node{ID: "preview/pace/after", Role: RoleColumn, Name: "after", Rect: after})
	return y + p.px(22)
}

// paceLine paints one line of the table. The total's last figure is what counts, and has the colour of money.
func (p *pen) paceLine(id string, row *paceRow, s style, color Color, columns [2]float64, x, y, w float64) float64 {
	h, top := p.px(23), y
	now, after := row.now.String(), row.after.String()
	room := w - columns[0] - columns[1] - p.px(20)
	if room < p.px(leastPaceName) {
		p.label(Rect{x, y, w, h}, typeBody, p.ink, row.name)
		y += h
	} else {
		p.label(Rect{x, y, room, h}, typeBody, p.ink, row.name)
	}
	p.labelRight(Rect{x + w - columns[1], y, columns[1], h}, s, color, after)
	p.labelRight(Rect{x + w - columns[1] - p.px(10) - columns[0], y, columns[0], h}, typeBody, p.ink, now)
	y += h
	p.node(Node{ID: id, Role: RoleRow, Name: row.name + ": now " + now + ", after " + after, Cells: []string{row.name, now, after}, Rect: Rect{x, top, w, y - top}})
	return y
}

// leastPaceName is the least room beside the figures that a name is painted in, at 100 %: in less it has a line of its own.
const leastPaceName = 60

// difference paints by how much a month would be cheaper, with a mark and in words.
func (p *pen) difference(x *preview, left, y, w float64) float64 {
	color := p.on.text
	if less := x.less().Sign(); less != 0 {
		g := grid{p, left, y + p.px(4), p.px(12) / 16}
		if less < 0 {
			color = p.warn.text
			g.fill(color, 1, 13, 8, 3, 15, 13)
		} else {
			g.fill(color, 1, 3, 15, 3, 8, 13)
		}
		left, w = left+p.px(17), w-p.px(17)
	}
	top := y
	y = p.lines(left, y, w, typeStrong, color, p.wrap(typeStrong, x.saving(), w, 2))
	p.node(Node{ID: "preview/difference", Role: RoleText, Name: x.saving(), Rect: Rect{left, top, w, y - top}})
	return y
}

// keepCard paints how to keep what the deed would take.
func (p *pen) keepCard(x *preview, left, y, w float64) float64 {
	k := x.keeping
	if k == nil {
		return y
	}
	r := p.cardRound(left, y, w, p.hairline, func(left, y, w float64) float64 {
		top := y
		y = p.lines(left, y, w, typeStrong, p.ink, p.wrap(typeStrong, k.title, w, 2))
		y = p.lines(left, y, w, typeBody, p.muted, p.wrap(typeBody, k.sentence, w, 3)) + p.px(6)
		p.node(Node{ID: "preview/keeping", Role: RoleText, Name: k.title + ". " + k.sentence, Rect: Rect{left, top, w, y - top}})
		return p.flow(left, y, w, []button{
			{id: "preview/keep", text: k.text, help: k.act.Arg, act: k.act},
			{id: "preview/cli", text: "as AWS CLI", name: k.text + " as AWS CLI", symbol: symbolCopy, icon: true, act: Action{"Copy", Copy, p.session.AsCLI(k.act.Arg)}},
		})
	})
	return r.Bottom() + p.px(10)
}

// previewBanner says in the line below the world that what it shows has not happened, where a deed is looked at. It
// reports whether it did: the line has room for nothing else then.
func (p *pen) previewBanner(v *view, r Rect) bool {
	x := v.preview(p.ui)
	if x == nil {
		return false
	}
	const nothing, leave = "Nothing has happened yet.", "Esc leaves"
	title := "Preview of " + x.verb + "."
	widths := [3]float64{p.width(typeStrong, title) + 1, p.width(typeBody, nothing) + 1, p.width(typeBody, leave) + 1}
	at := Rect{r.X + p.px(8), r.Y + p.px(2), r.W - p.px(8), r.H - p.px(3)}
	p.box(at, p.px(7), p.accentFill, p.accent, p.cardLine())
	left, right := at.X+p.px(12), at.Right()-p.px(12)
	if left+widths[0]+p.px(12)+widths[2] <= right {
		p.labelRight(Rect{right - widths[2], at.Y, widths[2], at.H}, typeBody, p.ink, leave)
		right -= widths[2] + p.px(12)
	}
	used := p.label(Rect{left, at.Y, right - left, at.H}, typeStrong, p.ink, title)
	if left+used+p.px(8)+widths[1] <= right {
		p.label(Rect{left + used + p.px(8), at.Y, widths[1], at.H}, typeBody, p.ink, nothing)
	}
	p.node(Node{ID: "preview/banner", Role: RoleStatus, Name: title + " " + nothing + " " + leave + ".", Rect: at})
	return true
}
