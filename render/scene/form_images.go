package scene

import (
	"strconv"

	"blockyard/render/form"
)

// imageWidth is the least width of an image's card, in pixels at 100 %.
const imageWidth = 270

// images paints the images to launch from: where they come from as tabs, and those of the chosen one as cards.
func (f *formPen) images(all *form.Images, x, y, w float64) float64 {
	var tabs []button
	for _, t := range all.Tabs {
		tabs = append(tabs, button{
			id: formField + form.KeyImages + "/" + t.Name, text: t.Name + " (" + strconv.Itoa(t.Count) + ")", name: t.Name, role: RoleTab, chosen: t.Chosen,
			help: plural(t.Count, "image"), act: Action{t.Name, Fill, formField + form.KeyImages + "=" + t.Name},
		})
	}
	y = f.flow(x, y, w, tabs) + f.px(8)
	if all.Empty != "" {
		return f.prose(formField+"ImageId/none", x, y, w, typeBody, f.muted, all.Empty)
	}
	gap := f.px(8)
	across := max(1, int((w+gap)/(f.px(imageWidth)+gap)))
	each := (w - float64(across-1)*gap) / float64(across)
	h := f.px(18) + 2*f.lineHeight(typeBody) + f.lineHeight(typeCode) + f.lineHeight(typeHeading)
	for i := range all.List {
		r := Rect{x + float64(i%across)*(each+gap), y + float64(i/across)*(h+gap), each, h}
		f.imageCard(&all.List[i], r)
	}
	rows := (len(all.List) + across - 1) / across
	return y + float64(rows)*(h+gap) - gap
}

// imageCard paints an image to choose: its short name, the name that its owner gave it, its id, and what it is.
func (f *formPen) imageCard(m *form.Image, r Rect) {
	id := formField + "ImageId/" + m.ID
	fill, line, width := f.raised, f.edge, 1.0
	switch {
	case m.Chosen:
		fill, line, width = f.accentTint, f.accent, 2
		if f.light() {
			line = f.outline
		}
	case f.ui.Hover == id:
		fill = f.hover
	}
	f.box(r, f.px(10), fill, line, width)
	x, w, y := r.X+f.px(12), r.W-f.px(24), r.Y+f.px(9)
	f.icon(symbolImage, x, y+f.px(2), f.px(16), f.ink)
	right := 0.0
	if m.Chosen {
		right = f.px(20)
		f.icon(symbolCheck, x+w-f.px(14), y+f.px(3), f.px(14), f.ink)
	}
	f.label(Rect{x + f.px(23), y, w - f.px(23) - right, f.lineHeight(typeHeading)}, typeHeading, f.ink, m.Title)
	y += f.lineHeight(typeHeading)
	f.label(Rect{x, y, w, f.lineHeight(typeBody)}, typeBody, f.muted, m.Name)
	y += f.lineHeight(typeBody)
	f.label(Rect{x, y, w, f.lineHeight(typeCode)}, typeCode, f.muted, f.cutMiddle(typeCode, m.ID, w))
	y += f.lineHeight(typeCode)
	f.label(Rect{x, y, w, f.lineHeight(typeBody)}, typeBody, f.muted, m.About)
	f.node(Node{
		ID: id, Role: RoleRadio, Name: "Image " + m.Title, Help: m.Name + ", " + m.ID + ", " + m.About, Chosen: m.Chosen, Rect: r,
		Action: &Action{"Choose " + m.Title, Fill, formField + "ImageId=" + m.Fill},
	})
}
