package scene

import (
	"strconv"
	"strings"

	"blockyard/render/form"
)

// fields paints fields in two columns where there is room. What needs the whole width has it.
func (f *formPen) fields(list []form.Field, x, y, w float64) float64 {
	gap := f.px(24)
	two := w >= f.px(600)
	each := w
	if two {
		each = (w - gap) / 2
	}
	left, bottom := true, y
	for i := range list {
		one := &list[i]
		if !two || isWide(one) {
			y = f.field(one, "", x, bottom, w, false) + f.px(14)
			left, bottom = true, y
			continue
		}
		if left {
			y = bottom
			bottom = f.field(one, "", x, y, each, true) + f.px(14)
		} else {
			bottom = max(bottom, f.field(one, "", x+each+gap, y, each, true)+f.px(14))
		}
		left = !left
	}
	return bottom
}

// isWide reports whether a field needs the whole width.
func isWide(one *form.Field) bool {
	return one.Kind == form.Rows || one.Lines > 1 || one.Key == imageField
}

// imageField is the field that shows its options as cards.
const imageField = "ImageId"

// field paints a field: its name, what it holds, what it is for, and what is wrong with it. of names the row that it is
// in. Beside fields with a name above them, a switch leaves the room for one. It returns the y below.
func (f *formPen) field(one *form.Field, of string, x, y, w float64, aligned bool) float64 {
	switch {
	case one.Kind == form.Rows:
		return f.rows(one, of, x, y, w)
	case one.Key == imageField && f.model.Images != nil:
		y = f.heading(formField+one.Key, 3, Rect{x, y, w, f.lineHeight(typeHeading)}, typeHeading, one.Name) + f.px(4)
		return f.complaint(one, x, f.images(f.model.Images, x, y, w), w)
	case one.Kind == form.Switch && aligned:
		y += f.lineHeight(typeBody) + f.px(3)
	case one.Kind != form.Switch:
		y = f.fieldLabel(one, of, x, y, w)
	}
	y = f.control(one, of, x, y, w, aligned)
	if of == "" && one.Doc != "" {
		y = f.lines(x, y+f.px(3), w, typeBody, f.muted, f.wrap(typeBody, one.Doc, w, 0))
	}
	return f.complaint(one, x, y, w)
}

// complaint paints below a field why what it holds would be refused.
func (f *formPen) complaint(one *form.Field, x, y, w float64) float64 {
	text := f.fault(one)
	if text == "" {
		return y
	}
	y += f.px(4)
	f.icon(symbolWarning, x, y+f.px(3), f.px(14), f.bad.text)
	return f.lines(x+f.px(20), y, w-f.px(20), typeBody, f.bad.text, f.wrap(typeBody, text, w-f.px(20), 0))
}

// fault returns why what a field holds would be refused, or "".
func (f *formPen) fault(one *form.Field) string {
	if r := f.model.Refusal; r != nil && r.Key == one.Key {
		return r.Message
	}
	return ""
}

// fieldLabel paints the name of a field, and whether it can be left out.
func (f *formPen) fieldLabel(one *form.Field, of string, x, y, w float64) float64 {
	h := f.lineHeight(typeBody)
	w -= f.counted(one, Rect{x, y, w, h})
	name := f.label(Rect{x, y, w, h}, typeStrong, f.ink, unitName(one))
	if rest := w - name - f.px(6); of == "" && !one.Required && rest > f.width(typeBody, "optional")+1 {
		f.label(Rect{x + name + f.px(6), y, rest, h}, typeBody, f.muted, "optional")
	}
	return y + h + f.px(3)
}

// counted paints at the right of a line how much of a text there is, where AWS limits that, and returns the room for it.
func (f *formPen) counted(one *form.Field, r Rect) float64 {
	if one.Limit == 0 || one.Value == "" {
		return 0
	}
	text, ink := grouped(countText(one)), f.muted
	if len(one.Value) > one.Limit {
		ink = f.bad.text
	}
	if f.width(typeBody, text) > r.W*0.6 {
		return 0
	}
	return f.labelRight(r, typeBody, ink, text) + f.px(8)
}

// countText says how much of a text there is: "312 of 16384 bytes".
func countText(one *form.Field) string {
	return strconv.Itoa(len(one.Value)) + " of " + strconv.Itoa(one.Limit) + " bytes"
}

// unitName returns the name of a field with its unit.
func unitName(one *form.Field) string {
	if one.Unit == "" {
		return one.Name
	}
	return one.Name + " (" + one.Unit + ")"
}

// fullName returns the name of a field for who does not see where it is.
func fullName(one *form.Field, of string) string {
	if of == "" {
		return unitName(one)
	}
	return of + ": " + unitName(one)
}

// control paints what a field is filled in with, and returns the y below it. A value alone needs less height than a
// control, unless it stands beside some.
func (f *formPen) control(one *form.Field, of string, x, y, w float64, aligned bool) float64 {
	r := Rect{x, y, w, f.controlHeight()}
	switch {
	case one.Fixed:
		if !aligned {
			r.H = f.lineHeight(typeCode)
		}
		return f.fixed(one, of, r)
	case one.Kind == form.Switch:
		return f.checkbox(one, of, r)
	case one.Kind == form.Choice, one.Kind == form.Several && (one.Shown != "" || one.Options != nil || one.Open):
		return f.choice(one, of, r)
	case one.Kind == form.Number:
		return f.number(one, of, r)
	case one.Lines > 1:
		r.H = float64(one.Lines)*f.lineHeight(typeCode) + f.px(12)
	}
	f.entry(one, of, r)
	return r.Bottom()
}

// fixed paints a value that cannot be changed.
func (f *formPen) fixed(one *form.Field, of string, r Rect) float64 {
	text := one.Value
	switch {
	case one.Shown != "":
		text = one.Shown
	case one.Kind == form.Switch && text == "true":
		text = "yes"
	case one.Kind == form.Switch:
		text = "no"
	}
	f.label(r, typeCode, f.ink, f.cutMiddle(typeCode, text, r.W-f.px(8)))
	f.node(Node{ID: formField + one.Key, Role: RoleText, Name: fullName(one, of) + ": " + text, Rect: r})
	return r.Bottom()
}

// entry paints a text field.
func (f *formPen) entry(one *form.Field, of string, r Rect) {
	hint := ""
	if one.Default != "" {
		hint = f.longestThatFits(typeBody, r.W-f.px(22), one.Default+" unless you say otherwise", one.Default, "")
	}
	help := one.Doc
	if one.Limit > 0 && one.Value != "" {
		help = strings.TrimSpace(help + " " + countText(one) + ".")
	}
	f.textField(r, &textField{
		key: formField + one.Key, name: fullName(one, of), help: help, hint: hint, fault: f.fault(one), lines: one.Lines, mono: one.Lines > 1,
	})
}

// roomForNumber is how wide a number's text field is at least between its buttons.
const roomForNumber = 64

// number paints a text field between buttons for one step less and more, or above them where it would be too narrow.
func (f *formPen) number(one *form.Field, of string, r Rect) float64 {
	side, gap := r.H, f.px(4)
	field := Rect{r.X + side + gap, r.Y, r.W - 2*side - 2*gap, r.H}
	fewer, further := Rect{r.X, r.Y, side, side}, Rect{r.Right() - side, r.Y, side, side}
	if field.W < f.px(roomForNumber) {
		field, r.H = r, 2*r.H+gap
		half := (r.W - gap) / 2
		fewer, further = Rect{r.X, field.Bottom() + gap, half, side}, Rect{r.X + half + gap, field.Bottom() + gap, half, side}
	}
	f.entry(one, of, field)
	less, more := steps(one.Value)
	name := fullName(one, of)
	f.button(fewer, &button{
		id: formField + one.Key + "/less", name: name + ": less", symbol: symbolMinus, icon: true, act: Action{"Less", Fill, formField + one.Key + "=" + less},
	})
	f.button(further, &button{
		id: formField + one.Key + "/more", name: name + ": more", symbol: symbolPlus, icon: true, act: Action{"More", Fill, formField + one.Key + "=" + more},
	})
	return r.Bottom()
}

// steps returns the numbers one step below and above one: steps grow with the number.
func steps(value string) (less, more string) {
	n, err := strconv.ParseInt(strings.TrimSpace(value), 10, 64)
	if err != nil || n > 1<<40 {
		return "1", "1"
	}
	step := int64(1)
	for step*50 <= n {
		step *= 10
	}
	return strconv.FormatInt(max(1, (n-1)/step*step), 10), strconv.FormatInt(n/step*step+step, 10)
}

// checkbox paints a switch with its name beside it.
func (f *formPen) checkbox(one *form.Field, of string, r Rect) float64 {
	id, on := formField+one.Key, one.Value == "true"
	lines := f.wrap(typeBody, one.Name, r.W-f.px(30), 0)
	r.H = max(r.H, float64(len(lines))*f.lineHeight(typeBody))
	side := f.px(18)
	square := Rect{r.X + f.px(2), r.Y + (r.H-side)/2, side, side}
	fill, line := f.sunk, f.edge
	if on {
		fill, line = f.accentFill, f.accent
		if f.light() {
			line = f.outline
		}
	}
	if f.ui.Hover == id && !on {
		fill = f.hover
	}
	if f.fault(one) == "" {
		f.box(square, f.px(4), fill, line, 1.5)
	} else {
		f.box(square, f.px(4), fill, 0, 0)
		f.dashed(square, f.bad.text, 1.5, f.px(2), f.px(3))
	}
	if on {
		f.icon(symbolCheck, square.X+f.px(2), square.Y+f.px(2), side-f.px(4), f.ink)
	}
	f.lines(r.X+f.px(28), r.Y+(r.H-float64(len(lines))*f.lineHeight(typeBody))/2, r.W-f.px(28), typeBody, f.ink, lines)
	next := map[bool]string{true: "false", false: "true"}[on]
	f.node(Node{ID: id, Role: RoleCheckbox, Name: fullName(one, of), Help: one.Doc, Chosen: on, Rect: r, Action: &Action{one.Name, Fill, id + "=" + next}})
	return r.Bottom()
}
