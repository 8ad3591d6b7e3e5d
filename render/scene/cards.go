package scene

import (
	"cmp"
	"strings"

	"blockyard/sim/ec2"
	"blockyard/sim/unit"
)

// thing paints the card of something in the world and adds its node.
func (p *pen) thing(r Rect, c *caption, line Color, dashed bool) {
	chosen := p.isChosen(c.id)
	if p.visible(r) {
		p.cardOf(r, c.id, chosen, line, dashed)
	}
	p.thingNode(r, c, chosen)
}

// thingNode adds the node of something in the world.
func (p *pen) thingNode(r Rect, c *caption, chosen bool) {
	p.node(p.handled(Node{ID: c.id, Role: RoleListitem, Name: c.name, Help: c.help, Rect: r, Chosen: chosen, Action: c.choose}))
}

func (p *pen) cardOf(r Rect, id string, chosen bool, line Color, dashed bool) {
	fill := p.raised
	switch {
	case p.ui.Pressed == id:
		fill = p.pressed
	case p.ui.Hover == id:
		fill = p.hover
	}
	if dashed {
		p.box(r, p.px(10), fill, 0, 0)
		p.dashed(r, line, 1.5, p.px(5), p.px(4))
	} else {
		p.box(r, p.px(10), fill, line, p.cardLine())
	}
	if chosen {
		ring := p.accent
		if p.light() {
			ring = p.outline
		}
		p.box(r.Inset(-2), p.px(12), 0, ring, 2.5)
	}
}

// cardLine is the width of a card's border; in light the border is the outline of a filled thing.
func (p *pen) cardLine() float64 {
	if p.ui.Theme == Dark || p.ui.Theme == "" {
		return 1
	}
	return 1.5
}

// border returns the colour of a card's border: the kind's, and ink where the theme outlines.
func (p *pen) border(hue Color) Color {
	switch {
	case p.light():
		return p.outline
	case p.ui.Theme == Contrast:
		return p.edge
	}
	return hue.faded(55)
}

// instance paints an instance: icon, name, state; id; type, root and what it serves.
func (p *pen) instance(v *view, index uint32, i *ec2.Instance, state string, r Rect) {
	ref := instanceRef(index)
	p.thing(r, v.caption(ref), p.border(hueInstance), i.State == ec2.InstanceTerminated)
	if !p.visible(r) {
		return
	}
	x, w := r.X+p.px(12), r.W-p.px(24)
	icon := symbolInstance
	if i.State != ec2.InstanceRunning && i.State != ec2.InstancePending {
		icon = symbolStopped
	}
	y := p.titled(r, icon, cmp.Or(v.ownName(ref), "Instance"), instancePill(i, state))
	beside := w
	for _, mark := range instanceMarks(i) {
		beside -= p.px(18)
		p.icon(mark, x+beside+p.px(2), y+p.px(2), p.px(15), p.ink)
	}
	p.label(Rect{x, y, beside, p.px(19)}, typeCode, p.muted, p.cutMiddle(typeCode, shortID(v.cloud.ID(ref)), beside))
	y += p.px(20)
	p.label(Rect{x, y, w, p.px(20)}, typeBody, p.muted, p.longestThatFits(typeBody, w, v.instanceLines(index, i)...))
	if v.isBooting(index, i) {
		p.stagesBar(Rect{x, r.Bottom() - p.px(7), w, p.px(4)}, v.stages(index, i), hueInstance)
	}
}

// instanceLines returns what may stand in the last line of an instance's card, the longest first: its type, and what
// it serves or where its root disk is; while it boots what that is spent on.
func (v *view) instanceLines(index uint32, i *ec2.Instance) []string {
	if now := string(v.stageNow(index, i)); now != "" {
		return []string{i.Type.Name + " · " + now, now}
	}
	if i.Hibernation.Asleep {
		return []string{i.Type.Name + " · hibernated", "hibernated"}
	}
	if services := v.services(index, i); len(services) > 0 {
		return []string{i.Type.Name + " · " + strings.Join(services, ", ")}
	}
	if s, ok := v.world.Yard().Of(index); ok && s.From != s.To {
		return []string{i.Type.Name + " · daily " + s.From.String() + " to " + s.To.String(), "daily " + s.String()}
	}
	if i.RootKind == ec2.RootInstanceStore {
		return []string{i.Type.Name + " · root: instance store", i.Type.Name + " · root: store", i.Type.Name}
	}
	return []string{i.Type.Name + " · root: EBS", i.Type.Name}
}

// longestThatFits returns the first of some texts that fits a width, or the last.
func (p *pen) longestThatFits(s style, w float64, texts ...string) string {
	for _, text := range texts {
		if p.width(s, text) <= w {
			return text
		}
	}
	return texts[len(texts)-1]
}

// titled paints a card's first line: icon, name and, where there is one, the pill of a state. It returns the y below it.
// A card that is too narrow for both keeps the mark of the state alone, and in a still narrower one the name has the
// place of the icon.
func (p *pen) titled(r Rect, icon symbol, name, state string) float64 {
	x, y := r.X+p.px(12), r.Y+p.px(9)
	right := r.Right() - p.px(10)
	left := x + p.px(23)
	if state != "" {
		if w := p.pillWidth(state); right-w-left >= min(p.width(typeHeading, name)+p.px(6), p.px(64)) {
			right = p.pill(right, y, state, icon == symbolImage) - p.px(6)
		} else {
			m := moodOf(state, icon == symbolImage)
			p.stateMark(m, right-p.px(14), y+p.px(3), p.px(14), p.toneOf(m).text)
			right -= p.px(18)
		}
	}
	if right-left >= min(p.width(typeHeading, name), p.px(40)) {
		p.icon(icon, x, y+p.px(2), p.px(16), p.ink)
	} else {
		left = x
	}
	p.label(Rect{left, y, max(0, right-left), p.px(20)}, typeHeading, p.ink, name)
	return y + p.px(22)
}

// volume paints a volume: icon, device or name, size; type; and its blocks.
func (p *pen) volume(v *view, index uint32, r Rect) {
	x := v.cloud.Volumes().At(index)
	ref := volumeRef(index)
	c := v.caption(ref)
	p.thing(r, c, p.border(hueVolume), x.State == ec2.VolumeDeleting)
	if !p.visible(r) {
		return
	}
	name := v.name(ref)
	if own := v.cloud.Name(ref); own == "" && len(x.Attachments) > 0 {
		name = x.Attachments[0].Device
	}
	marks := v.volumeMarks(index, x)
	room := r.W - p.px(70) - p.width(typeHeading, name) - p.px(18)*float64(len(marks))
	p.diskHead(r, symbolVolume, name, p.longestThatFits(typeBody, room, v.volumeSize(x)...), string(x.State), marks...)
	p.blocks(r, v.volumeCells(c, x))
	for _, d := range v.volumeDoings(x) {
		p.lineProgress(r, d.share, hueVolume)
		break // of several, the first
	}
}

// diskHead paints a disk's first line: icon, name, size at the right, and the marks of its state and of what else there is to know.
func (p *pen) diskHead(r Rect, icon symbol, name, size, state string, marks ...symbol) {
	x, y := r.X+p.px(10), r.Y+p.px(7)
	p.icon(icon, x, y+p.px(2), p.px(15), p.ink)
	right := r.Right() - p.px(10)
	if state != "" {
		m := moodOf(state, false)
		p.stateMark(m, right-p.px(10), y+p.px(5), p.px(10), p.toneOf(m).text)
		right -= p.px(16)
	}
	left := x + p.px(21)
	for _, mark := range marks {
		if right-left > p.px(60) {
			p.icon(mark, right-p.px(14), y+p.px(3), p.px(14), p.ink)
			right -= p.px(18)
		}
	}
	nameWidth := p.width(typeHeading, name) + 1
	room := right - left
	sizeWidth := min(p.width(typeBody, size)+1, max(0, room-min(nameWidth, room*0.5)-p.px(6)))
	if sizeWidth < min(p.px(48), p.width(typeBody, size)) {
		sizeWidth = 0
	}
	p.label(Rect{left, y, max(0, room-sizeWidth-p.px(6)), p.px(20)}, typeHeading, p.ink, name)
	if sizeWidth > 0 {
		p.labelRight(Rect{right - sizeWidth, y, sizeWidth, p.px(20)}, typeBody, p.muted, size)
	}
}

// disk paints a disk of an instance's host, with a torn foot and a dashed border: it does not outlive the instance.
func (p *pen) disk(v *view, index uint32, i *ec2.Instance, n int, r Rect) {
	p.thing(r, v.diskCaption(index, i, n), p.border(hueDisk), true)
	if p.visible(r) {
		d := i.Disks[n]
		p.diskHead(r, symbolDisk, cmp.Or(d.Virtual, d.Device), gib(d.GiB), "")
		p.blocks(r, diskCells(d))
	}
}

// filesText names the files on a disk, newest writing last.
func filesText(files *ec2.Files) string {
	list := files.All()
	if len(list) == 0 {
		return "No files."
	}
	var names []string
	for i, f := range list {
		if i == 3 {
			names = append(names, plural(len(list)-3, "more file"))
			break
		}
		names = append(names, f.Name+" "+f.Size.String())
	}
	return "Files: " + strings.Join(names, ", ") + "."
}

// share returns how far a pending snapshot is: 0 to 1.
func (v *view) progress(x *ec2.Snapshot) float64 {
	whole := x.Completes.Sub(x.Created)
	if x.State == ec2.SnapshotCompleted || whole <= 0 {
		return 1
	}
	return min(1, float64(v.now.Sub(x.Created))/float64(whole))
}

// runTime returns how long an instance has run in all, by its meter.
func (v *view) runTime(index uint32) (d unit.Duration) {
	for _, i := range v.history(index) {
		if i.Rate > 0 {
			d += min(i.To, v.now).Sub(i.From)
		}
	}
	return d
}
