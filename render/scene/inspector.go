package scene

import (
	"strconv"
	"strings"

	"blockyard/sim/ec2"
)

// inspector paints everything about what is selected: what can be done with it, what would become of that, facts, what
// it has to do with, tags, and its blocks.
func (p *pen) inspector(v *view, r Rect) {
	p.begin(PanelInspector, r, p.panel)
	p.rule(r.X, r.Y, 1, r.H)
	x, w := r.X+p.px(14), r.W-p.px(14+18)
	p.scroll(PanelInspector, Rect{r.X + 1, r.Y, r.W - 1, r.H}, false, func(y float64) float64 {
		y = p.refusedCard(x, y+p.px(12), w)
		if len(p.ui.Also) > 0 {
			if chosen := p.selection(v); len(chosen.refs) > 1 {
				return p.severalThings(v, chosen, x, y, w) + p.px(14)
			}
		}
		if ref, ok := v.selected(p.ui.Selected); ok {
			return p.thingInspector(v, ref, r.H, x, y, w) + p.px(14)
		}
		if place := v.placeOfNode(p.ui.Selected); place != nil {
			return p.placeInspector(v, place, x, y, w) + p.px(14)
		}
		return p.nothingSelected(v, x, y, w)
	})
}

// roomForBlocks is how high an inspector is at least that shows a block map without being asked.
const roomForBlocks = 300

// thingInspector paints everything about one thing. h is how much of it can be seen at once.
func (p *pen) thingInspector(v *view, ref ec2.Ref, h, x, y, w float64) float64 {
	y = p.inspectorHead(v, ref, x, y, w)
	y = p.actions(v, ref, x, y, w) + p.px(4)
	booting := ref.Kind == ec2.KindInstance && v.isBooting(ref.Index, v.cloud.Instances().At(ref.Index))
	if booting {
		y = p.bootSection(v, ref, x, y-p.px(8), w) + p.px(6)
	}
	y = p.factRows(v.costFacts(ref), x, y, w)
	y = p.doingRows(v, ref, x, y, w)
	y = p.factRows(v.healthFacts(ref), x, y, w)
	io, used := v.ioOf(ref)
	if used { // then it is what somebody who looks is after
		y = p.ioSection(v, &io, x, y, w) + p.px(8)
	}
	y = p.factRows(v.facts(ref), x, y, w)
	if !used {
		y = p.ioSection(v, &io, x, y, w)
	}
	if !booting {
		y = p.bootSection(v, ref, x, y, w)
	}
	if ref.Kind == ec2.KindSnapshot {
		y = p.section(v, &section{"Fast restore", v.fastRestores(ref.Index)}, x, y, w)
	}
	told := v.inspected(ref)
	for i := range told.sections {
		y = p.section(v, &told.sections[i], x, y, w)
	}
	y = p.sharesOf(v, told.shares, x, y, w)
	y = p.tags(v, ref, x, y, w)
	if ref.Kind == ec2.KindVolume || ref.Kind == ec2.KindSnapshot {
		return p.blocksOf(v, ref, h, x, y+p.px(10), w)
	}
	return y
}

// first returns the thing to look at first, or nil in an empty world.
func (v *view) first() *ec2.Ref {
	for index, i := range v.cloud.Instances().All() {
		if i.State != ec2.NoInstance {
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

// kindSymbols holds the icon of each kind.
var kindSymbols = map[ec2.Kind]symbol{
	ec2.KindInstance: symbolInstance, ec2.KindVolume: symbolVolume, ec2.KindSnapshot: symbolSnapshot,
	ec2.KindImage: symbolImage, ec2.KindInterface: symbolInterface, ec2.KindAddress: symbolAddress, ec2.KindKeyPair: symbolKey,
}

// kindWords returns a kind's name for people.
func kindWords(kind ec2.Kind) string {
	if kind == ec2.KindAddress {
		return "Elastic IP address"
	}
	return strings.ReplaceAll(kind.String(), "-", " ")
}

// inspectorHead paints the thing's icon, name, kind, state and whole id.
func (p *pen) inspectorHead(v *view, ref ec2.Ref, x, y, w float64) float64 {
	p.kindIcon(v, ref, x, y+p.px(3), p.px(18))
	more := p.px(30)
	p.button(Rect{x + w - more, y - p.px(3), more, p.px(26)}, &button{
		id: "inspector/more", name: "More actions", help: "All that can be done with " + v.name(ref) + ", in a menu", symbol: symbolMore, icon: true,
		act: Action{"More actions", OpenMenu, v.nodeID(ref)},
	})
	y = p.headName(v.name(ref), kindWords(ref.Kind), x, y, w-more-p.px(8))
	id, state := v.cloud.ID(ref), v.cloud.StateOf(ref)
	if ref.Kind == ec2.KindInstance {
		state = instancePill(v.cloud.Instances().At(ref.Index), state)
	}
	p.label(Rect{x, y, w, p.px(19)}, typeCode, p.muted, p.cutMiddle(typeCode, id, w))
	p.node(Node{ID: "inspector/id", Role: RoleText, Name: id, Rect: Rect{x, y, w, p.px(19)}})
	image := isReady(ref.Kind)
	pill := p.pillWidth(state)
	if p.width(typeCode, id)+p.px(10)+pill > w {
		y += p.px(23)
		p.pill(min(x+pill, x+w), y, state, image)
	} else {
		p.pill(x+w, y, state, image)
	}
	p.node(Node{ID: "field/State", Role: RoleText, Name: "State: " + state, Rect: Rect{x, y, w, p.px(20)}})
	return y + p.px(28)
}

// headName paints the name and the kind of what is inspected, beside its icon. The name has most of the line; where the
// kind has no room beside it, the icon alone tells it.
func (p *pen) headName(name, kind string, x, y, w float64) float64 {
	left, room := x+p.px(26), w-p.px(26)
	beside := p.width(typeBody, kind) + 1 + p.px(8)
	used := p.label(Rect{left, y, max(room-beside, min(room, room*0.6)), p.px(24)}, typeHeading, p.ink, name)
	if rest := room - used - p.px(8); rest >= min(p.width(typeBody, kind), p.px(48)) {
		p.label(Rect{left + used + p.px(8), y, rest, p.px(24)}, typeBody, p.muted, kind)
	}
	p.node(Node{ID: "inspector/title", Role: RoleHeading, Name: name + ", " + kind, Level: 2, Rect: Rect{x, y, w, p.px(24)}})
	return y + p.px(25)
}

// actions paints what can be done with a thing, each as the command that does it, and below what would become of the
// one that is looked at, has the pointer or the focus. What the world would refuse is dashed, and says why.
func (p *pen) actions(v *view, ref ec2.Ref, x, y, w float64) float64 {
	choices := v.choicesFor(ref)
	var buttons []button
	for i := range choices {
		if c := &choices[i]; c.main {
			buttons = append(buttons, p.choiceButton(c))
		}
	}
	p.offer(choices)
	y = p.flow(x, y, w, buttons) + p.px(8)
	if open := v.preview(p.ui); open != nil {
		return p.previewed(open, x, y, w)
	}
	return p.attended(v, ref, choices, x, y, w)
}

// choiceButton returns the button of something that can be done, with its command to copy as a further action.
func (p *pen) choiceButton(c *choice) button {
	return button{
		id: c.node(), text: c.label(c.off), help: c.command, danger: c.danger, off: c.off,
		chosen: c.danger && c.off == "" && p.ui.Preview == c.node(), act: c.action(c.off, p.ui.Preview),
		more: []Action{{"Copy as AWS CLI", Copy, p.session.AsCLI(c.command)}},
	}
}

// attended says more of the button that has the pointer or the focus: why it cannot be used, or what would become of
// a deed that cannot be taken back. Nothing of it happens before the button is used.
func (p *pen) attended(v *view, ref ec2.Ref, choices []choice, x, y, w float64) float64 {
	for i := range choices {
		c := &choices[i]
		if !c.main || c.node() != p.ui.Hover && (c.node() != p.ui.Focus || strings.HasPrefix(p.ui.Hover, "action/")) {
			continue
		}
		if c.off != "" {
			return p.lines(x, y, w, typeBody, p.muted, p.wrap(typeBody, c.text+": "+c.off, w, 6)) + p.px(6)
		}
		if c.danger {
			return p.whatIf(v.previewOf(c, ref), x, y, w)
		}
	}
	return y
}

// offer gives the selected thing's own node, where it is on the screen, what can be done now as its menu.
func (p *pen) offer(choices []choice) {
	n := p.Node(p.ui.Selected)
	if n == nil {
		return
	}
	for i := range choices {
		if c := &choices[i]; c.off == "" {
			n.Actions = append(n.Actions, c.action("", p.ui.Preview))
		}
	}
}

// section paints what a thing has to do with, under a heading; what is empty is left out.
func (p *pen) section(v *view, s *section, x, y, w float64) float64 {
	if len(s.rows) == 0 {
		return y
	}
	y = p.sectionHead(s.title, x, y, w)
	for i := range s.rows[:min(len(s.rows), mostRelations)] {
		y = p.relation(v, "related/"+s.title+"/"+strconv.Itoa(i+1), &s.rows[i], x, y, w)
	}
	if more := len(s.rows) - mostRelations; more > 0 {
		return p.prose("related/"+s.title+"/more", x, y, w, typeBody, p.muted, "and "+strconv.Itoa(more)+" more") + p.px(4)
	}
	return y
}

// mostRelations is how many things of a section are listed; the rest is counted.
const mostRelations = 8

// sectionHead paints the heading of a part of the inspector and returns the y below.
func (p *pen) sectionHead(title string, x, y, w float64) float64 {
	y += p.px(10)
	return p.heading("inspector/"+title, 3, Rect{x, y, w, p.px(22)}, typeStrong, title) + p.px(2)
}

// blocksField is the field of the interface that says whether the block map is open: "yes" or "no". Without it there is one where there is room.
const blocksField = "inspector/blocks"

// blocksOf paints the block map of a volume or a snapshot, or the button that opens it.
func (p *pen) blocksOf(v *view, ref ec2.Ref, h, x, y, w float64) float64 {
	open := h >= p.px(roomForBlocks)
	if wanted := Chosen(p.ui.Fields, blocksField); wanted != "" {
		open = wanted == "yes"
	}
	if !open {
		return p.flow(x, y, w, []button{{id: "inspector/blocks", text: "Block map", help: "Which blocks were written, and who stores them", act: Action{"Show the block map", Fill, blocksField + "=yes"}}})
	}
	return p.blockMap(v, ref, x, y, w)
}
