package scene

import (
	"strconv"

	"blockyard/render/form"
)

// cellWidth is the least width of a field in a row, in pixels at 100 %.
const cellWidth = 172

// rows paints a list of structures, each row a card, and what can be added to it.
func (f *formPen) rows(one *form.Field, of string, x, y, w float64) float64 {
	name := fullName(one, of)
	y = f.heading(formField+one.Key, 3, Rect{x, y, w, f.lineHeight(typeHeading)}, typeHeading, name) + f.px(4)
	if one.Doc != "" {
		y = f.prose(formField+one.Key+"/about", x, y, w, typeBody, f.muted, one.Doc) + f.px(6)
	}
	y = f.complaint(one, x, y, w)
	if len(one.Rows) == 0 {
		y = f.prose(formField+one.Key+"/none", x, y, w, typeBody, f.muted, "Nothing here yet.") + f.px(6)
	}
	for i := range one.Rows {
		y = f.row(one, &one.Rows[i], of, x, y, w) + f.px(8)
	}
	var add []button
	for i, a := range one.Add {
		add = append(add, button{id: formField + one.Key + "/add/" + strconv.Itoa(i), text: a.Label, symbol: symbolPlus, icon: true, act: Action{a.Label, Fill, formField + form.KeyAdd + "=" + a.Key}})
	}
	return f.flow(x, y, w, add)
}

// row paints one item of a list: its title, its fields side by side, and the button that takes it away.
func (f *formPen) row(list *form.Field, row *form.Row, of string, x, y, w float64) float64 {
	back := len(f.Items)
	f.Items = append(f.Items, Item{})
	top, pad := y, f.px(12)
	title := row.Title
	if of != "" {
		title = of + ", " + lowerFirst(title)
	}
	head, side := f.px(buttonHeight), f.px(26)
	x, w, y = x+pad, w-2*pad, y+f.px(5)
	text := Rect{x, y, w - side - f.px(8), head}
	f.label(text, typeStrong, f.ink, row.Title)
	f.node(Node{ID: formField + list.Key + "." + row.Number, Role: RoleHeading, Name: title, Level: 4, Rect: text})
	if row.Removable {
		f.button(Rect{x + w - side, y + (head-side)/2, side, side}, &button{
			id: formField + list.Key + "." + row.Number + "/remove", name: "Remove " + title, symbol: symbolCross, icon: true,
			act: Action{"Remove " + title, Fill, formField + list.Key + "=" + row.Without},
		})
	}
	y = f.cells(row.Fields, title, x, y+head, w)
	r := Rect{x - pad, top, w + 2*pad, y + f.px(10) - top}
	f.Items[back] = Item{Kind: Box, Rect: r, Radius: f.px(10), Fill: f.raised, Line: f.hairline, Width: 1}
	return r.Bottom()
}

// lowerFirst returns a text with a small first letter.
func lowerFirst(text string) string {
	if text == "" || text[0] < 'A' || text[0] > 'Z' {
		return text
	}
	return string(text[0]+'a'-'A') + text[1:]
}

// cells paints the fields of a row side by side, in as many lines as they need.
func (f *formPen) cells(fields []form.Field, of string, x, y, w float64) float64 {
	gap := f.px(12)
	across := max(1, int((w+gap)/(f.px(cellWidth)+gap)))
	across = min(across, max(1, len(fields)))
	each := (w - float64(across-1)*gap) / float64(across)
	at, bottom := 0, y
	for i := range fields {
		one := &fields[i]
		if one.Kind == form.Rows {
			bottom = f.field(one, of, x, bottom, w, false) + f.px(8)
			at = 0
			continue
		}
		if at == 0 || at == across {
			y, at = bottom, 0
		}
		bottom = max(bottom, f.field(one, of, x+float64(at)*(each+gap), y, each, across > 1 && (at > 0 || one.Kind != form.Switch))+f.px(8))
		at++
	}
	return bottom
}
