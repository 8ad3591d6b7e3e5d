package scene

import (
	"strings"

	"blockyard/sim/ec2"
)

// An invitation is what is said where there is nothing: one sentence, and where there is a way to begin, one button.
type invitation struct {
	id       string
	symbol   symbol
	iconic   bool
	sentence string // in bold, unless there is nothing more
	more     string
	button   *button
}

// words returns the lines of an invitation in a width.
func (p *pen) invitationLines(in *invitation, w float64) (sentence, more []string) {
	s := typeBody
	if in.iconic {
		s = typeStrong
	}
	return p.wrap(s, in.sentence, w-p.px(20), 4), p.wrap(typeBody, in.more, w-p.px(20), 5)
}

// invitationHeight returns how high an invitation is.
func (p *pen) invitationHeight(in *invitation, w float64) float64 {
	sentence, more := p.invitationLines(in, w)
	h := p.px(24) + float64(len(sentence)+len(more))*p.lineHeight(typeBody)
	if in.more == "" {
		h -= float64(len(more)) * p.lineHeight(typeBody)
	}
	if in.iconic {
		h += p.px(30)
	}
	if in.button != nil {
		h += p.px(buttonHeight + 8)
	}
	return h
}

// invitation paints an invitation in a dashed box, in the middle of its height.
func (p *pen) invitation(in *invitation, r Rect) {
	if r.W <= 0 {
		return
	}
	if p.visible(r) {
		p.dashed(r, p.edge, 1, p.px(3), p.px(3))
	}
	sentence, more := p.invitationLines(in, r.W)
	spare := max(0, r.H-p.invitationHeight(in, r.W))
	x, w, y := r.X+p.px(10), r.W-p.px(20), r.Y+p.px(12)+spare/2
	s, ink := typeBody, p.muted
	if in.iconic {
		p.icon(in.symbol, r.X+r.W/2-p.px(11), y, p.px(22), p.ink)
		y += p.px(30)
		s, ink = typeStrong, p.ink
	}
	top := y
	y = p.centred(x, y, w, s, ink, sentence)
	if in.more != "" {
		y = p.centred(x, y, w, typeBody, p.muted, more)
	}
	p.node(Node{ID: in.id, Role: RoleText, Name: strings.TrimSpace(in.sentence + " " + in.more), Rect: Rect{x, top, w, y - top}})
	if in.button != nil {
		width := min(w, p.buttonWidth(in.button))
		p.button(Rect{r.X + (r.W-width)/2, y + p.px(8), width, p.px(buttonHeight)}, in.button)
	}
}

// centred paints lines of text in the middle of a width and returns the y below them.
func (p *pen) centred(x, y, w float64, s style, color Color, lines []string) float64 {
	for _, line := range lines {
		p.labelCentre(Rect{x, y, w, p.lineHeight(s)}, s, color, line)
		y += p.lineHeight(s)
	}
	return y
}

// emptyZone returns what is said of a zone in which nothing is. In a world without anything the zones say how to begin.
func (v *view) emptyZone(p *pen, r *regionView, z *zoneView) *invitation {
	in := &invitation{id: "zone/" + z.Name + "/empty", sentence: "Nothing in this zone."}
	if r.hasAny() || uint16(r.Index) != v.region {
		if p.ui.Width/p.k >= roomForRail {
			in.more = "Drop an image here to launch."
		}
		return in
	}
	in.iconic = true
	switch z.Zone.Name {
	case r.zones[0].Zone.Name:
		in.id, in.symbol, in.sentence, in.more = "world/empty", symbolInstance, "Nothing here costs anything yet.", "Launch a server and time becomes money."
		if v.hadAny() {
			in.sentence = "Nothing here costs anything now."
		}
		in.button = &button{id: "button/launch", text: "Launch an instance", primary: true, act: Action{"Launch an instance", Command, launchCommand}}
	case r.zones[1].Zone.Name:
		in.symbol, in.sentence = symbolVolume, "No volumes in "+z.Name[strings.LastIndex(z.Name, "-")+1:]
		in.button = &button{id: "button/first-volume", text: "Create a volume", act: Action{"Open the form", OpenForm, "aws ec2 create-volume --availability-zone " + z.Name}}
	default:
		in.symbol, in.sentence, in.more = symbolZone, "Zones keep disks apart", "A volume attaches to instances of its own zone alone."
		in.button = showLesson(p, "button/zones", "move-volume-az")
	}
	return in
}

// hadAny reports whether there has ever been an instance or a volume in the world.
func (v *view) hadAny() bool {
	return v.cloud.Length(ec2.KindInstance)+v.cloud.Length(ec2.KindVolume) > 0
}

// showLesson returns the button that opens a lesson, nil where that is not offered.
func showLesson(p *pen, id, lesson string) *button {
	for _, l := range p.ui.Lessons {
		if l.Of == lesson {
			return &button{id: id, text: "Show me", name: "Show me, in the lesson " + l.Value, act: Action{"Open this lesson", OpenLesson, l.Of}}
		}
	}
	return nil
}

// noSnapshots says what a snapshot is, with a way to take one where there is a volume.
func (v *view) noSnapshots(r *regionView) *invitation {
	in := &invitation{
		id: "shelf/" + r.Name + "/empty", symbol: symbolSnapshot, iconic: true,
		sentence: "No snapshots.", more: "A snapshot is a volume's contents at one instant.",
	}
	for index, x := range v.cloud.Volumes().All() {
		if x.Account == homeAccount && x.Region == uint16(r.Index) && (x.State == ec2.VolumeInUse || x.State == ec2.VolumeAvailable) {
			name := v.name(volumeRef(index))
			command := "aws ec2 create-snapshot --volume-id " + v.handle(volumeRef(index)) + v.placeOf(volumeRef(index))
			id := "button/first-snapshot"
			if x.Region != v.region {
				id += "/" + r.Name
			}
			in.button = &button{id: id, text: "Take one of " + name, act: Action{"Take a snapshot of " + name, Command, command}}
			break
		}
	}
	return in
}

// noImages says what an image is.
func (v *view) noImages() *invitation {
	return &invitation{symbol: symbolImage, iconic: true, sentence: "No images in use.", more: "An image is what an instance starts from."}
}

// hasAny reports whether there is anything in the region.
func (r *regionView) hasAny() bool {
	for i := range r.zones {
		if r.zones[i].used() || r.zones[i].attached > 0 {
			return true
		}
	}
	return len(r.snapshots)+len(r.images) > 0
}
