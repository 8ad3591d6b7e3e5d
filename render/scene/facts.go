package scene

import (
	"strconv"

	"blockyard/render/form"
	"blockyard/sim/ec2"
)

// factRows paints facts in two columns, and returns the y below. Those that name a thing lead there.
func (p *pen) factRows(facts []fact, x, y, w float64) float64 {
	column := min(p.px(104), w*0.4)
	for i := range facts {
		if f := &facts[i]; f.value != "" {
			y = p.factRow(f, column, x, y, w)
		}
	}
	return y
}

// factRow paints one fact: its name in one column, in two lines where it is long, and its value in the other.
func (p *pen) factRow(f *fact, column, x, y, w float64) float64 {
	names := p.wrap(typeBody, f.name, column-p.px(6), 3)
	values := p.wrap(typeBody, f.value, w-column, 6)
	n := Node{ID: "field/" + f.name, Role: RoleText, Name: f.name + ": " + f.value}
	ink := p.ink
	if f.leads != "" {
		n.Role, n.Action = RoleButton, &Action{"Select " + f.value, Select, f.leads}
		ink = p.linkInk(n.ID)
	}
	bottom := max(p.lines(x, y, column-p.px(6), typeBody, p.muted, names), p.lines(x+column, y, w-column, typeBody, ink, values))
	if f.leads != "" {
		p.underline(x+column, y, values, ink)
	}
	n.Rect = Rect{x, y, w, bottom - y}
	p.node(n)
	return bottom + p.px(2)
}

// linkInk returns the colour of words that lead somewhere.
func (p *pen) linkInk(id string) Color {
	if p.ui.Hover == id {
		return p.ink
	}
	return p.code
}

// underline paints a line below each line of words that lead somewhere: colour alone does not say it.
func (p *pen) underline(x, y float64, lines []string, color Color) {
	for i, line := range lines {
		p.box(Rect{x, y + float64(i+1)*p.lineHeight(typeBody) - p.px(2), p.width(typeBody, line), max(1, p.px(1))}, 0, color.faded(60), 0, 0)
	}
}

// relation paints a thing that another has to do with: icon, name and size in one line, and the rest below.
func (p *pen) relation(v *view, id string, r *relation, x, y, w float64) float64 {
	left := x
	if r.ref.Kind != 0 || r.iconic {
		left += p.px(22)
	}
	var notes []string
	if r.note != "" {
		notes = p.wrap(typeBody, r.note, x+w-left, 3)
	}
	line := p.lineHeight(typeBody)
	at := Rect{x, y, w, p.px(6) + line + float64(len(notes))*line}
	ink := p.ink
	n := Node{ID: id, Role: RoleText, Name: r.name, Help: r.note, Rect: at}
	if r.right != "" {
		n.Name += ", " + r.right
	}
	if r.leads != "" {
		n.Role, n.Action = RoleButton, &Action{"Select " + r.name, Select, r.leads}
		ink = p.linkInk(id)
	}
	switch {
	case r.iconic:
		p.icon(r.symbol, x, y+p.px(5), p.px(15), p.ink)
	case r.ref.Kind != 0:
		p.kindIcon(v, r.ref, x, y+p.px(5), p.px(15))
	}
	right := p.labelRight(Rect{left, y + p.px(2), x + w - left, line}, typeBody, p.ink, r.right)
	used := p.label(Rect{left, y + p.px(2), max(0, x+w-left-right-p.px(8)), line}, typeBody, ink, r.name)
	if r.leads != "" {
		p.box(Rect{left, y + line, used, max(1, p.px(1))}, 0, ink.faded(60), 0, 0)
	}
	p.lines(left, y+p.px(2)+line, x+w-left, typeBody, p.muted, notes)
	p.node(n)
	return at.Bottom()
}

// tags paints the tags of a thing, with the ways to take one off and to add one. Both are written into the command line, to be completed there.
func (p *pen) tags(v *view, ref ec2.Ref, x, y, w float64) float64 {
	tags := v.cloud.Tags(ref)
	y = p.sectionHead("Tags", x, y, w)
	resource := " --resources " + v.word(ref) + " --tags "
	size, column := p.px(28), min(p.px(104), w*0.4)
	for i, t := range tags {
		id := "tag/" + strconv.Itoa(i+1)
		names := p.wrap(typeBody, t.Key, column-p.px(6), 2)
		values := p.wrap(typeBody, t.Value, max(p.px(40), w-column-size), 3)
		h := max(size, float64(max(len(names), len(values)))*p.lineHeight(typeBody))
		p.lines(x, y+p.px(4), column-p.px(6), typeBody, p.muted, names)
		p.lines(x+column, y+p.px(4), max(p.px(40), w-column-size), typeBody, p.ink, values)
		p.node(Node{ID: id, Role: RoleText, Name: "Tag " + t.Key + ": " + t.Value, Rect: Rect{x, y, w - size, h}})
		line := "aws ec2 delete-tags" + resource + form.Quote("Key="+t.Key) + v.placeOf(ref)
		p.button(Rect{x + w - size, y, size, size}, &button{id: id + "/remove", name: "Remove tag " + t.Key, help: line, symbol: symbolCross, icon: true, act: Action{"Remove tag " + t.Key, Write, line}})
		y += h + p.px(2)
	}
	line := "aws ec2 create-tags" + resource + "Key=,Value=" + v.placeOf(ref)
	return p.flow(x, y+p.px(2), w, []button{{id: "tag/add", text: "Add a tag", help: line, symbol: symbolPlus, icon: true, act: Action{"Add a tag", Write, line}}})
}
