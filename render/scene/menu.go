package scene

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"blockyard/sim/ec2"
	"blockyard/sim/unit"
)

// menuID begins the ids of the nodes of an open menu.
const menuID = "menu/"

// MenuItemID returns the id of the node of an item of the open menu, by its number from 0.
func MenuItemID(number int) string { return menuID + strconv.Itoa(number) }

// menuRows is how many items of a menu are seen at once.
const menuRows = 12

// A menuItem is a row of a menu.
type menuItem struct {
	text   string
	off    string // why it would be refused
	help   string // the command, or what it is for
	act    Action
	copies string // the command as the AWS CLI takes it, or ""
	danger bool
	apart  bool // a line is drawn above it
}

// A menuKey is what a menu depends on.
type menuKey struct {
	selectionKey
	of, preview string
	listed      bool // the stage shows a list
	account     uint16
	now         unit.Instant // AWS refuses some things that follow each other too fast
}

// menuItems returns what the menu of a thing offers; where it is one of several that are selected, for all of those.
func (p *pen) menuItems(v *view, of string) []menuItem {
	if strings.HasPrefix(of, TimeMenus) {
		return p.timeItems(v, of)
	}
	key := menuKey{p.selectionKey(v), of, p.ui.Preview, p.shownList() != nil, p.scope().account, v.now}
	return v.memo.menu.of(key, func() []menuItem {
		if chosen := p.selection(v); len(chosen.refs) > 1 && slices.Contains(p.ui.Also, of) || len(chosen.refs) > 1 && p.ui.Selected == of {
			return p.itemsOfMany(v, chosen)
		}
		ref, ok := v.selected(of)
		if !ok {
			return nil
		}
		return p.itemsOf(v, ref)
	})
}

// itemsOf returns what can be done with a thing: what the world would refuse is there too, with the reason.
func (p *pen) itemsOf(v *view, ref ec2.Ref) (items []menuItem) {
	choices := v.choicesFor(ref)
	for i := range choices {
		c := &choices[i]
		items = append(items, menuItem{
			text: c.label(c.off), off: c.off, help: c.command, danger: c.danger, act: c.action(c.off, p.ui.Preview), copies: p.session.AsCLI(c.command),
		})
	}
	id, own := v.nodeID(ref), v.cloud.ID(ref)
	l := &lists[listOf(ref.Kind)]
	if p.shownList() == nil {
		items = append(items, menuItem{text: "Show in the list", help: "The list of " + strings.ToLower(l.title), act: Action{"Show in the list", OpenList, l.title + "=" + own}, apart: true})
	} else {
		items = append(items, menuItem{text: "Show in the world", help: "The map, with " + v.name(ref) + " selected", act: Action{"Show in the world", Show, id}, apart: true})
	}
	describe := "aws ec2 " + describes[ref.Kind] + " " + own + v.placeOf(ref)
	return append(items,
		menuItem{text: "Copy the id", help: own, act: Action{"Copy the id", Copy, own}},
		menuItem{text: "Copy as AWS CLI", help: describe, act: Action{"Copy as AWS CLI", Copy, describe}},
	)
}

// describes is the command that shows a thing of a kind, up to its id.
var describes = map[ec2.Kind]string{
	ec2.KindInstance: "describe-instances --instance-ids", ec2.KindVolume: "describe-volumes --volume-ids", ec2.KindSnapshot: "describe-snapshots --snapshot-ids",
	ec2.KindImage: "describe-images --image-ids", ec2.KindInterface: "describe-network-interfaces --network-interface-ids",
	ec2.KindAddress: "describe-addresses --allocation-ids", ec2.KindKeyPair: "describe-key-pairs --key-pair-ids",
}

// itemsOfMany returns what can be done with everything that is selected.
func (p *pen) itemsOfMany(v *view, chosen selection) (items []menuItem) {
	for _, d := range p.batchDeeds(v, chosen) {
		item := menuItem{
			text: d.text + " " + what(chosen.refs), off: d.off, help: d.command, danger: d.danger, act: Action{d.text, Command, d.command}, copies: p.session.AsCLI(d.command),
		}
		if d.danger && d.off == "" {
			item.text += ellipsis
			item.act = Action{d.text, Preview, severalPrefix + strings.TrimPrefix(d.id, batchPrefix)}
			if p.shownList() != nil {
				item.act.Arg = d.id
			}
		}
		items = append(items, item)
	}
	ids := strings.Join(v.ids(chosen.refs), " ")
	return append(items,
		menuItem{text: "Copy the ids", help: ids, act: Action{"Copy the ids", Copy, ids}, apart: true},
		menuItem{text: "Select nothing", help: plural(len(chosen.refs), "thing") + " selected", act: Action{"Select nothing", Select, ""}},
	)
}

// menuName returns what the open menu is called.
func (p *pen) menuName(v *view, of string) string {
	if strings.HasPrefix(of, TimeMenus) {
		return timeMenuName(of)
	}
	if chosen := p.selection(v); len(chosen.refs) > 1 {
		return strconv.Itoa(len(chosen.refs)) + " selected"
	}
	ref, _ := v.selected(of)
	return v.name(ref)
}

// menuOverlay paints the open menu over everything else: its items, and what the marked one does or why it cannot.
func (p *pen) menuOverlay(v *view) {
	m := p.ui.Menu
	if m == nil {
		return
	}
	items := slices.Clone(p.menuItems(v, m.Of))
	for i := range items {
		items[i].off = cmp.Or(items[i].off, p.heldNow(&items[i].act))
	}
	if len(items) == 0 {
		return
	}
	marked := max(0, min(p.ui.Marked, len(items)-1))
	pad, row := p.px(5), p.px(p.menuRowHeight())
	name := p.menuName(v, m.Of)
	w := min(p.menuWidth(items, name), p.Width-p.px(12))
	head, foot := p.px(30), 3*p.lineHeight(typeBody)+p.px(12)
	rows := max(1, min(len(items), menuRows, int((p.Height-head-foot-2*pad-p.px(12))/row)))
	h := head + float64(rows)*row + foot + 2*pad
	screen := Rect{p.px(2), p.px(2), p.Width - p.px(4), p.Height - p.px(4)}
	r := within(Rect{m.At.X, m.At.Y, w, h}, screen)
	p.at = PanelMenu
	p.node(Node{ID: "panel/Menu", Role: RoleRegion, Name: "Menu of " + name, Rect: overlap(r, Rect{0, 0, p.Width, p.Height})})
	p.box(r, p.px(9), p.raised, p.edge, 1.5)
	title := Rect{r.X + pad + p.px(8), r.Y + pad, r.W - 2*pad - p.px(16), head - pad}
	p.heading("menu/title", 2, title, typeHeading, name)
	inner := Rect{r.X + pad, r.Y + head, r.W - 2*pad, float64(rows) * row}
	paint := func(y float64) float64 {
		for i := range items {
			p.menuItem(&items[i], i, i == marked, Rect{inner.X, y, inner.W, row})
			y += row
		}
		return y
	}
	if body := inner; rows < len(items) {
		inner.W -= p.px(13) // for the bar
		p.scroll(PanelMenu, body, false, paint)
	} else {
		paint(body.Y)
	}
	p.menuFoot(&items[marked], Rect{title.X, inner.Bottom(), title.W, foot})
}

// menuRowHeight is how high the rows of a menu are: a finger needs more.
func (p *pen) menuRowHeight() float64 {
	if p.ui.Width/p.k < roomForRail {
		return 44
	}
	return buttonHeight
}

// menuWidth returns how wide a menu wants to be: as its longest item, with some of the reasons beside those that are refused.
func (p *pen) menuWidth(items []menuItem, name string) float64 {
	w := max(p.px(250), p.width(typeHeading, name)+p.px(36))
	for i := range items {
		text := p.width(typeBody, items[i].text) + p.px(40)
		if items[i].off != "" {
			text += min(p.width(typeBody, items[i].off), p.px(190)) + p.px(14)
		}
		w = max(w, text)
	}
	return min(w, p.px(440))
}

// menuItem paints a row of a menu. What would be refused is dashed and muted, with the reason beside it, and can be chosen all the same.
func (p *pen) menuItem(item *menuItem, number int, marked bool, r Rect) {
	id := MenuItemID(number)
	n := Node{ID: id, Role: RoleMenuitem, Name: item.text, Help: item.help, Off: item.off, Chosen: marked, Rect: r, Action: &item.act}
	if item.copies != "" {
		n.Actions = []Action{{"Copy as AWS CLI", Copy, item.copies}}
	}
	p.node(n)
	if !p.visible(r) {
		return
	}
	if item.apart {
		p.rule(r.X+p.px(4), r.Y, r.W-p.px(8), 1)
	}
	in := Rect{r.X, r.Y + 1, r.W, r.H - 2}
	switch {
	case marked:
		p.box(in, p.px(7), p.current, p.selectionLine(), 1)
	case p.ui.Hover == id:
		p.box(in, p.px(7), p.hover, 0, 0)
	}
	ink := p.ink
	switch {
	case item.off != "":
		ink = p.muted
		p.dashed(in.Inset(1), p.edge, 1, p.px(4), p.px(3))
	case item.danger:
		ink = p.bad.text
	}
	text := Rect{r.X + p.px(10), r.Y, r.W - p.px(20), r.H}
	used := p.label(text, typeBody, ink, item.text)
	if rest := text.W - used - p.px(14); item.off != "" && rest > p.px(60) { // it stands below, too
		p.label(Rect{text.X + used + p.px(14), r.Y, rest, r.H}, typeBody, p.muted, item.off)
	}
}

// menuFoot says what the marked item does, or why it would be refused.
func (p *pen) menuFoot(item *menuItem, r Rect) {
	p.rule(r.X, r.Y+p.px(4), r.W, 1)
	style, color, text := typeBody, p.muted, item.help
	switch {
	case item.off != "":
		color, text = p.warn.text, item.off
	case item.act.Verb == Command || item.act.Verb == Copy:
		style, color = typeCode, p.code
	}
	lines := p.wrap(style, text, r.W, 3)
	p.lines(r.X, r.Y+p.px(9), r.W, style, color, lines)
}
