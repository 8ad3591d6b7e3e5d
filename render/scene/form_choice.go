package scene

import (
	"blockyard/render/form"
)

// choice paints a field with options: what is chosen, and below it the options while they are shown.
func (f *formPen) choice(one *form.Field, of string, r Rect) float64 {
	open := Chosen(f.ui.Fields, formField+form.KeyOpen) == one.Key
	f.chosen(one, of, r, open)
	if !open {
		return r.Bottom()
	}
	return f.options(one, of, r.X, r.Bottom()+f.px(4), r.W)
}

// chosen paints what is chosen as a button that shows the options.
func (f *formPen) chosen(one *form.Field, of string, r Rect, open bool) {
	id := formField + one.Key
	fault := f.fault(one)
	f.fieldBox(r, &textField{fault: fault}, open || f.ui.Hover == id)
	text, ink := one.Shown, f.ink
	if text == "" {
		text, ink = "Choose", f.muted
		if !one.Required {
			text = "Not set"
		}
		if one.Default != "" {
			text = one.Default
		}
	}
	side := f.px(16)
	f.label(Rect{r.X + f.px(10), r.Y, r.W - f.px(26) - side, r.H}, typeBody, ink, text)
	mark := symbolDown
	act := Action{"Show what can be chosen", Fill, formField + form.KeyOpen + "=" + one.Key}
	if open {
		mark, act = symbolUp, Action{"Hide what can be chosen", Fill, formField + form.KeyOpen + "="}
	}
	f.icon(mark, r.Right()-f.px(8)-side, r.Y+(r.H-side)/2, side, f.muted)
	help := one.Doc
	if fault != "" {
		help = fault + " " + help
	}
	f.node(Node{ID: id, Role: RoleButton, Name: fullName(one, of) + ": " + text, Help: help, Chosen: open, Rect: r, Action: &act})
}

// fewOptions is how many options need no filter.
const fewOptions = 8

// options paints the options of a field, with a filter where there are many or others can be typed.
func (f *formPen) options(one *form.Field, of string, x, y, w float64) float64 {
	back := len(f.Items)
	f.Items = append(f.Items, Item{})
	top, pad := y, f.px(5)
	x, w, y = x+pad, w-2*pad, y+pad
	if len(one.Options)+one.Hidden > fewOptions || one.Open || Chosen(f.ui.Fields, formField+form.KeyFilter) != "" {
		hint := "type to find one"
		if one.Open {
			hint = "type to find one, or another value"
		}
		f.textField(Rect{x, y, w, f.controlHeight()}, &textField{key: formField + form.KeyFilter, name: "Filter of " + fullName(one, of), hint: hint})
		y += f.controlHeight() + f.px(5)
	}
	for i := range one.Options {
		y = f.anOption(one, &one.Options[i], x, y, w)
	}
	switch {
	case len(one.Options) == 0:
		y = f.prose(formField+one.Key+"/none", x+f.px(6), y+f.px(4), w-f.px(12), typeBody, f.muted, "There is nothing to choose.") + f.px(4)
	case one.Hidden > 0:
		y = f.prose(formField+one.Key+"/hidden", x+f.px(6), y+f.px(4), w-f.px(12), typeBody, f.muted, plural(one.Hidden, "more option")+": type to find them.") + f.px(4)
	}
	f.Items[back] = Item{Kind: Box, Rect: Rect{x - pad, top, w + 2*pad, y + pad - top}, Radius: f.px(9), Fill: f.raised, Line: f.edge, Width: 1}
	return y + pad
}

// anOption paints one option: its text, what tells it from the others, and why it would be refused.
func (f *formPen) anOption(one *form.Field, o *form.Option, x, y, w float64) float64 {
	id := formField + one.Key + "/" + o.Text
	mark, inner := f.px(28), w-f.px(36)
	text := f.wrap(typeBody, o.Text, inner, 2)
	var below, refused []string
	beside := len(text) == 1 && f.width(typeBody, o.Text)+f.width(typeBody, o.Detail)+f.px(16) <= inner
	if o.Detail != "" && !beside {
		below = f.wrap(typeBody, o.Detail, inner, 3)
	}
	if o.Refused != "" {
		refused = f.wrap(typeBody, "Refused: "+o.Refused, inner, 3)
	}
	line := f.lineHeight(typeBody)
	r := Rect{x, y, w, max(f.controlHeight(), float64(len(text)+len(below)+len(refused))*line+f.px(10))}
	if len(below)+len(refused) == 0 {
		y = r.Y + (r.H-float64(len(text))*line)/2
	} else {
		y += f.px(5)
	}
	f.optionGround(r, id, o.Chosen)
	end := f.lines(x+mark, y, inner, typeBody, f.ink, text)
	if beside {
		f.labelRight(Rect{x + mark, y, inner, line}, typeBody, f.muted, o.Detail)
	}
	end = f.lines(x+mark, end, inner, typeBody, f.muted, below)
	f.lines(x+mark, end, inner, typeBody, f.bad.text, refused)
	help := o.Detail
	if o.Refused != "" {
		help += ". Refused: " + o.Refused
	}
	f.node(Node{ID: id, Role: RoleOption, Name: o.Text, Help: help, Chosen: o.Chosen, Rect: r, Action: &Action{o.Text, Fill, formField + one.Key + "=" + o.Fill}})
	return r.Bottom()
}

// optionGround paints what lies behind an option, and the mark of a chosen one.
func (f *formPen) optionGround(r Rect, id string, chosen bool) {
	fill := Color(0)
	switch {
	case f.ui.Pressed == id:
		fill = f.pressed
	case chosen:
		fill = f.accentTint
	case f.ui.Hover == id:
		fill = f.hover
	}
	if fill != 0 {
		f.box(r, f.px(6), fill, 0, 0)
	}
	if chosen {
		f.icon(symbolCheck, r.X+f.px(7), r.Y+(min(r.H, f.controlHeight())-f.px(14))/2, f.px(14), f.ink)
	}
}
