package scene

import (
	"blockyard/sim/ec2"
)

// inspector paints everything about the selected thing: fields, tags, and what can be done with it.
func (p *pen) inspector(v *view, r Rect) {
	p.begin(PanelInspector, r, p.panel)
	p.rule(r.X, r.Y, 1, r.H)
	x, w := r.X+p.px(14), r.W-p.px(14+18)
	ref, ok := v.selected(p.ui.Selected)
	p.scroll(PanelInspector, Rect{r.X + 1, r.Y, r.W - 1, r.H}, false, func(y float64) float64 {
		y += p.px(12)
		if !ok {
			return p.nothingSelected(v, x, y, w)
		}
		y = p.inspectorHead(v, ref, x, y, w)
		y = p.fields(v.fields(ref), x, y, w)
		y = p.tags(v.cloud.Tags(ref), x, y, w) + p.px(10)
		return p.actions(v, ref, x, y, w) + p.px(14)
	})
}

// nothingSelected says what the inspector is for, with a way to begin.
func (p *pen) nothingSelected(v *view, x, y, w float64) float64 {
	y = p.heading("inspector/title", 2, Rect{x, y, w, p.lineHeight(typeHeading)}, typeHeading, "Nothing is selected") + p.px(4)
	y = p.prose("inspector/empty", x, y, w, typeBody, p.muted, "Choose anything in the world to see what it is and what can be done with it.") + p.px(10)
	if first := v.first(); first != nil {
		id := v.nodeID(*first)
		name := v.name(*first)
		return p.flow(x, y, w, []button{{id: "button/select-first", text: "Look at " + name, act: Action{"Look at " + name, Select, id}}})
	}
	return y
}

// first returns the thing to look at first, or nil in an empty world.
func (v *view) first() *ec2.Ref {
	for index, i := range v.cloud.Instances().All() {
		if i.State != "" {
			ref := instanceRef(index)
			return &ref
		}
	}
	for index, x := range v.cloud.Volumes().All() {
		if x.State != "" {
			ref := volumeRef(index)
			return &ref
		}
	}
	return nil
}

var kindSymbols = map[ec2.Kind]symbol{ec2.KindInstance: symbolInstance, ec2.KindVolume: symbolVolume, ec2.KindSnapshot: symbolSnapshot, ec2.KindImage: symbolImage}

// inspectorHead paints the thing's icon, name, kind and whole id.
func (p *pen) inspectorHead(v *view, ref ec2.Ref, x, y, w float64) float64 {
	p.icon(kindSymbols[ref.Kind], x, y+p.px(3), p.px(18), p.ink)
	name, kind := v.name(ref), ref.Kind.String()
	left := x + p.px(26)
	kindWidth := p.width(typeBody, kind) + 1
	used := p.label(Rect{left, y, w - p.px(26) - kindWidth - p.px(8), p.px(24)}, typeHeading, p.ink, name)
	p.label(Rect{left + used + p.px(8), y, kindWidth, p.px(24)}, typeBody, p.muted, kind)
	p.node(Node{ID: "inspector/title", Role: RoleHeading, Name: name + ", " + kind, Level: 2, Rect: Rect{x, y, w, p.px(24)}})
	y += p.px(25)
	id := v.cloud.ID(ref)
	p.label(Rect{x, y, w, p.px(19)}, typeCode, p.muted, p.cutMiddle(typeCode, id, w))
	p.node(Node{ID: "inspector/id", Role: RoleText, Name: id, Rect: Rect{x, y, w, p.px(19)}})
	return y + p.px(27)
}

// A field is one fact with its name.
type field struct{ name, value string }

// fields paints facts in two columns.
func (p *pen) fields(fields []field, x, y, w float64) float64 {
	column := min(p.px(104), w*0.4)
	for _, f := range fields {
		if f.value == "" {
			continue
		}
		top := y
		p.label(Rect{x, y, column - p.px(6), p.px(20)}, typeBody, p.muted, f.name)
		lines := p.wrap(typeBody, f.value, w-column, 4)
		if f.name == "State" {
			m := moodOf(f.value, false)
			p.stateMark(m, x+column, y+p.px(5), p.px(10), p.toneOf(m).text)
			p.label(Rect{x + column + p.px(16), y, w - column - p.px(16), p.px(20)}, typeBody, p.toneOf(m).text, f.value)
			y += p.px(20)
		} else {
			y = p.lines(x+column, y, w-column, typeBody, p.ink, lines)
		}
		p.node(Node{ID: "field/" + f.name, Role: RoleText, Name: f.name + ": " + f.value, Rect: Rect{x, top, w, y - top}})
		y += p.px(2)
	}
	return y
}

// tags paints the tags of a thing.
func (p *pen) tags(tags []ec2.Tag, x, y, w float64) float64 {
	var fields []field
	for _, t := range tags {
		fields = append(fields, field{"Tag " + t.Key, t.Value})
	}
	return p.fields(fields, x, y, w)
}

// actions paints what can be done with a thing, each as the command that does it. What the world would refuse is dashed, with the reason below.
func (p *pen) actions(v *view, ref ec2.Ref, x, y, w float64) float64 {
	var buttons, refused []button
	var dangers []deed
	for _, d := range v.actionsOf(ref) {
		b := button{id: "action/" + d.id, text: d.text, help: d.command, danger: d.danger, off: v.refusal(d), act: Action{d.text, Command, d.command}}
		buttons = append(buttons, b)
		switch {
		case b.off != "":
			refused = append(refused, b)
		case d.danger:
			dangers = append(dangers, d)
		}
	}
	p.offer(buttons)
	y = p.flow(x, y, w, buttons) + p.px(10)
	for _, d := range dangers {
		y = p.whatIf(v, d, ref, x, y, w)
	}
	for _, b := range refused {
		lines := p.wrap(typeBody, b.text+": "+b.off, w, 6)
		y = p.lines(x, y, w, typeBody, p.muted, lines) + p.px(4)
	}
	return y
}

// offer gives the selected thing's own node, where it is on the screen, what can be done now as its menu.
func (p *pen) offer(buttons []button) {
	n := p.Node(p.ui.Selected)
	if n == nil {
		return
	}
	for i := range buttons {
		if buttons[i].off == "" {
			n.Actions = append(n.Actions, buttons[i].act)
		}
	}
}
