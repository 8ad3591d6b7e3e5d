package scene

import "cmp"

// A button is what a button looks like and does.
type button struct {
	id, text string
	name     string // for the mirror, where it says more than the text
	help     string
	symbol   symbol
	icon     bool // paint the symbol
	primary  bool
	danger   bool // it cannot be taken back
	chosen   bool
	off      string // why it cannot be used now
	act      Action
	role     Role
	value    string
	more     []Action // further actions, for the menu
}

// buttonWidth returns how wide a button wants to be.
func (p *pen) buttonWidth(b *button) float64 {
	w := p.px(20)
	if b.icon {
		w += p.px(16)
		if b.text == "" {
			return p.px(32)
		}
		w += p.px(6)
	}
	return w + p.width(typeBody, b.text) + 1
}

// buttonHeight is how high buttons, fields and options are.
const buttonHeight = 32

// button paints a button with its node.
func (p *pen) button(r Rect, b *button) {
	b.off = cmp.Or(b.off, p.heldNow(&b.act))
	fill, line, ink := p.buttonColors(b)
	switch {
	case b.off != "":
		p.box(r, p.px(7), fill, 0, 0)
		p.dashed(r, line, 1, p.px(4), p.px(3))
	default:
		p.box(r, p.px(7), fill, line, 1)
	}
	inner := Rect{r.X + p.px(10), r.Y, r.W - p.px(20), r.H}
	if b.icon {
		size := p.px(16)
		x := inner.X
		if b.text == "" {
			x = r.X + (r.W-size)/2
		}
		p.icon(b.symbol, x, r.Y+(r.H-size)/2, size, ink)
		inner.X, inner.W = inner.X+size+p.px(6), inner.W-size-p.px(6)
	}
	if b.icon {
		p.label(inner, typeBody, ink, b.text)
	} else {
		p.labelCentre(inner, typeBody, ink, b.text)
	}
	p.node(p.buttonNode(r, b))
}

func (p *pen) buttonNode(r Rect, b *button) Node {
	n := Node{ID: b.id, Role: b.role, Name: b.name, Help: b.help, Rect: r, Off: b.off, Chosen: b.chosen, Value: b.value, Actions: b.more}
	if n.Role == "" {
		n.Role = RoleButton
	}
	if n.Name == "" {
		n.Name = b.text
	}
	act := b.act
	if act.Label == "" {
		act.Label = n.Name
	}
	n.Action = &act
	return n
}

// buttonColors returns the ground, border and ink of a button in its state.
func (p *pen) buttonColors(b *button) (fill, line, ink Color) {
	fill, line, ink = p.raised, p.buttonLine, p.ink
	switch {
	case b.off != "":
		return p.panel, p.edge, p.muted
	case p.ui.Pressed == b.id:
		fill = p.pressed
	case p.ui.Hover == b.id:
		fill = p.hover
	}
	if b.primary || b.chosen {
		fill, line = p.accentFill, p.accent
		if p.light() {
			line = p.outline
		}
	}
	if b.danger {
		line, ink = p.badEdge, p.bad.text
		if b.chosen && p.bad.fill != p.raised {
			fill = p.bad.fill
		}
	}
	return fill, line, ink
}

// flow paints buttons in rows as wide as there is room and returns the y below them.
func (p *pen) flow(x, y, w float64, buttons []button) float64 {
	at, h, gap := x, p.px(buttonHeight), p.px(6)
	for i := range buttons {
		width := min(w, p.buttonWidth(&buttons[i]))
		if at > x && at+width > x+w {
			at, y = x, y+h+gap
		}
		p.button(Rect{at, y, width, h}, &buttons[i])
		at += width + gap
	}
	if len(buttons) == 0 {
		return y
	}
	return y + h
}

// tabs paints tabs and returns the y below them. Where there is no room they are nearer to each other, and then none has
// more than its share.
func (p *pen) tabs(x, y, w float64, names []string, chosen string) float64 {
	h, gap, most := p.px(26), p.px(16), w
	if all := p.tabsRoom(names); all-gap > w {
		gap = p.px(8)
		if count := float64(len(names)); all-p.px(16)*count+gap*(count-1) > w {
			most = (w - gap*(count-1)) / count
		}
	}
	at := x
	for _, name := range names {
		style := typeBody
		if name == chosen {
			style = typeStrong
		}
		width := min(p.width(style, name)+1, most, max(0, x+w-at))
		r := Rect{at, y, width, h}
		color := p.muted
		if name == chosen {
			color = p.ink
			p.box(Rect{at, y + h - p.px(3), width, p.px(3)}, 0, p.tabBar(), 0, 0)
		}
		p.label(r, style, color, name)
		p.node(Node{
			ID: "tab/" + string(p.at) + "/" + name, Role: RoleTab, Name: name, Rect: r, Chosen: name == chosen,
			Action: &Action{Label: name, Verb: ShowTab, Arg: name},
		})
		at += width + gap
	}
	return y + h
}

// tabBar returns the colour of the bar under the chosen tab.
func (p *pen) tabBar() Color {
	if p.light() {
		return p.outline
	}
	return p.accent
}
