package scene

import (
	"slices"
	"strconv"
	"strings"

	"blockyard/sim/ec2"
)

// The sizes of a table, in pixels at 100 %.
const (
	rowHeight  = 32
	wideRow    = 44 // where fingers are likely
	tickColumn = 34 // of the boxes that pick rows
	cellGap    = 14
)

// A shownColumn is a column with its place.
type shownColumn struct {
	*column
	x, w float64
}

// table paints a list as a table: heads that sort, and below them the rows, which scroll.
func (p *pen) table(v *view, l *list, rows listing, chosen selection, r Rect) {
	columns := p.fitColumns(l, r)
	y := p.tableHead(v, l, columns, rows, chosen, r, r.Y)
	p.scroll(Panel(l.title), Rect{r.X, y, r.W, r.Bottom() - y}, false, func(y float64) float64 {
		return p.tableRows(v, l, columns, rows, chosen, r, y)
	})
}

// tableHead paints the heads of the columns and returns the y below.
func (p *pen) tableHead(v *view, l *list, columns []shownColumn, rows listing, chosen selection, r Rect, y float64) float64 {
	head := Rect{r.X, y, r.W, p.px(30)}
	p.box(head, 0, p.panel, 0, 0)
	p.rule(head.X, head.Y, head.W, 1)
	p.rule(head.X, head.Bottom()-1, head.W, 1)
	p.pickAll(v, l, rows, chosen, Rect{r.X + p.px(8), head.Y, p.px(tickColumn - 8), head.H})
	for i := range columns {
		p.columnHead(l, &columns[i], head)
	}
	return head.Bottom()
}

// tableRows paints those rows that can be seen, from a y on, and returns the y below all. The row with the keyboard's
// focus has its node also where it cannot be seen.
func (p *pen) tableRows(v *view, l *list, columns []shownColumn, rows listing, chosen selection, r Rect, y float64) float64 {
	h := p.px(rowHeight)
	if p.Width < p.px(roomForRail) {
		h = p.px(wideRow)
	}
	count := len(rows.indices)
	first := min(max(0, int((p.clip.Y-y)/h)), count)
	last := min(max(first, int((p.clip.Bottom()-y)/h)+1), count)
	row := func(i int) {
		place := strconv.Itoa(i+1) + " of " + strconv.Itoa(count)
		p.tableRow(v, l, columns, chosen, rows.indices[i], place, Rect{r.X, y + float64(i)*h, r.W, h})
	}
	focused := p.rowOf(v, l, rows, p.ui.Focus)
	if focused >= 0 && focused < first {
		row(focused)
	}
	for i := first; i < last; i++ {
		row(i)
	}
	if focused >= last {
		row(focused)
	}
	return y + float64(count)*h
}

// rowOf returns the place of the row whose node, or whose box, has an id, or -1.
func (p *pen) rowOf(v *view, l *list, rows listing, id string) int {
	if id == "" {
		return -1
	}
	found := p.lists().focused.of(selectionKey{state: stateOf(v.world), selected: id}, func() selection { return v.selection(rowNode(id), nil) })
	ref, ok := found.main(l.kind)
	if !ok {
		return -1
	}
	return rows.place(ref.Index)
}

// fitColumns returns the columns for which there is room, from the left, each at least as wide as it must be. What is
// left goes to those that would like to be wider, names last, and then to all.
func (p *pen) fitColumns(l *list, r Rect) []shownColumn {
	gap := p.px(cellGap)
	x, room := r.X+p.px(tickColumn+4), r.W-p.px(tickColumn+4+26)
	var columns []shownColumn
	for i := range l.columns {
		c := &l.columns[i]
		w := max(p.cellWidth(c, c.least), p.width(typeStrong, c.title)+p.px(16))
		if len(columns) > 0 && w+gap > room {
			break
		}
		w = min(w, max(0, room))
		columns = append(columns, shownColumn{c, 0, w})
		room -= w + gap
	}
	room = max(0, room+gap)
	for _, widened := range [][]look{{asText, asState, asNumber}, {asID}, {asName}} {
		for i := range columns {
			if c := &columns[i]; slices.Contains(widened, c.look) {
				more := min(max(0, p.cellWidth(c.column, c.wide)-c.w), room)
				c.w, room = c.w+more, room-more
			}
		}
	}
	for i := range columns {
		columns[i].w += min(room/float64(len(columns)), p.px(60))
		columns[i].x = x
		x += columns[i].w + gap
	}
	return columns
}

// cellWidth returns how wide a cell with a text is.
func (p *pen) cellWidth(c *column, text string) float64 {
	switch c.look {
	case asName:
		return p.width(typeStrong, text) + p.px(24) + 1
	case asID:
		return p.width(typeCode, text) + 1
	case asState:
		return p.width(typeBody, text) + p.px(16) + 1
	case asText, asNumber:
	}
	return p.width(typeBody, text) + 1
}

// columnHead paints the head of a column, which sorts by it.
func (p *pen) columnHead(l *list, c *shownColumn, head Rect) {
	id := "column/" + l.title + "/" + c.title
	sorted := Chosen(p.ui.Sorts, l.title)
	up, down := sorted == c.title, sorted == "-"+c.title
	r := Rect{c.x, head.Y, c.w, head.H}
	if p.ui.Hover == id {
		p.box(Rect{r.X - p.px(6), r.Y + 1, r.W + p.px(12), r.H - 2}, p.px(5), p.hover, 0, 0)
	}
	style, ink := typeBody, p.muted
	label := Rect{r.X, r.Y, r.W, r.H}
	n := Node{ID: id, Role: RoleColumn, Name: c.title, Help: "Sorts by it", Rect: r, Action: &Action{"Sort by " + c.title, Sort, l.title + "=" + c.title}}
	if up || down {
		style, ink, n.Chosen = typeStrong, p.ink, true
		label.W -= p.px(16)
	}
	used := min(p.width(style, c.title), label.W)
	if c.look == asNumber {
		label.X, label.W = r.Right()-used-1, used+1
		if up || down {
			label.X -= p.px(16)
		}
	}
	p.label(label, style, ink, c.title)
	arrow := Rect{label.X + used + p.px(5), r.Y + r.H/2, p.px(9), p.px(6)}
	switch {
	case up:
		n.Value = "ascending"
		p.sortArrow(arrow, -1)
	case down:
		n.Value = "descending"
		p.sortArrow(arrow, 1)
	}
	p.node(n)
}

// sortArrow paints the way in which a column is sorted: up, -1, from the smallest; down, 1, from the largest.
func (p *pen) sortArrow(at Rect, way float64) {
	tip := way * at.H / 2
	p.Items = append(p.Items, Item{Kind: Polygon, Fill: p.ink, Points: []Point{{at.X, at.Y - tip}, {at.X + at.W, at.Y - tip}, {at.X + at.W/2, at.Y + tip}}})
}

// pickAll paints the box that picks everything that the list shows, or nothing of it.
func (p *pen) pickAll(v *view, l *list, rows listing, chosen selection, r Rect) {
	picked := p.lists().picked.of(pickedKey{p.listKey(v, l), p.selectionKey(v)}, func() int { return rows.picked(l, chosen) })
	n := Node{
		ID: "pick/all", Role: RoleCheckbox, Name: "All " + plural(len(rows.indices), l.noun), Rect: r, Chosen: picked == len(rows.indices),
		Action: &Action{"Choose all " + plural(len(rows.indices), l.noun), PickAll, l.title},
	}
	if picked > 0 && !n.Chosen {
		n.Value = "mixed"
	}
	p.tick(&n)
	p.node(n)
}

// tick paints the box of a checkbox in the middle of its node.
func (p *pen) tick(n *Node) {
	size := p.px(16)
	r := Rect{n.Rect.X + (n.Rect.W-size)/2, n.Rect.Y + (n.Rect.H-size)/2, size, size}
	fill, line := p.sunk, p.edge
	if p.ui.Hover == n.ID {
		fill = p.hover
	}
	if n.Chosen || n.Value == "mixed" {
		fill, line = p.accentFill, p.selectionLine()
	}
	p.box(r, p.px(4), fill, line, 1.5)
	switch {
	case n.Chosen:
		p.icon(symbolCheck, r.X+p.px(2), r.Y+p.px(2), p.px(12), p.ink)
	case n.Value == "mixed":
		p.box(Rect{r.X + p.px(4), r.Y + p.px(7), p.px(8), p.px(2)}, 0, p.ink, 0, 0)
	}
}

// tableRow paints a row: the box that picks it, and its cells. Both have nodes.
func (p *pen) tableRow(v *view, l *list, columns []shownColumn, chosen selection, index uint32, place string, r Rect) {
	ref := l.ref(index)
	id := v.nodeID(ref)
	name := v.name(ref)
	picked := chosen.things[ref]
	tick := Node{
		ID: pickPrefix + id, Role: RoleCheckbox, Name: "Choose " + name, Rect: Rect{r.X + p.px(8), r.Y, p.px(tickColumn - 8), r.H}, Chosen: picked,
		Action: &Action{"Choose " + name, Pick, id},
	}
	n := Node{
		ID: id, Role: RoleRow, Name: v.rowName(ref), Rect: Rect{tick.Rect.Right(), r.Y, r.Right() - p.px(12) - tick.Rect.Right(), r.H},
		Chosen: picked, Value: place, Menu: id, Cells: make([]string, len(columns)),
		Action: &Action{"Select", Select, id}, Actions: []Action{{"Show in the world", Show, id}, {"Choose beside what is selected", Pick, id}},
	}
	for i := range columns {
		n.Cells[i] = columns[i].cell(v, index)
	}
	if p.visible(r) {
		p.rowLook(&n, r)
		p.tick(&tick)
		for i := range columns {
			p.cell(v, l, &columns[i], n.Cells[i], ref, Rect{columns[i].x, r.Y, columns[i].w, r.H})
		}
	}
	p.node(tick)
	p.node(n)
}

// pickPrefix comes before the id of a thing's node in that of the box that picks it.
const pickPrefix = "pick/"

// rowNode returns the id of a row's node from its own or from that of the box that picks it.
func rowNode(id string) string { return strings.TrimPrefix(id, pickPrefix) }

// picked returns how many of the rows are selected.
func (rows *listing) picked(l *list, chosen selection) (n int) {
	if len(chosen.things) == 0 {
		return 0
	}
	for _, index := range rows.indices {
		if chosen.things[l.ref(index)] {
			n++
		}
	}
	return n
}

// rowLook paints the ground of a row and the line below it.
func (p *pen) rowLook(n *Node, r Rect) {
	ground := Rect{r.X + p.px(6), r.Y, r.W - p.px(6+14), r.H - 1}
	switch {
	case n.ID == p.ui.Selected:
		p.box(ground, p.px(7), p.current, p.selectionLine(), 2)
	case n.Chosen:
		p.box(ground, p.px(7), p.current, 0, 0)
	case p.ui.Pressed == n.ID:
		p.box(ground, p.px(7), p.pressed, 0, 0)
	case p.ui.Hover == n.ID:
		p.box(ground, p.px(7), p.hover, 0, 0)
	}
	p.rule(r.X+p.px(12), r.Bottom()-1, r.W-p.px(12+18), 1)
}

// cell returns the whole text of a cell.
func (c *column) cell(v *view, index uint32) string {
	text := c.text(v, index)
	if c.more != nil {
		text += c.more(v, index)
	}
	if text == "" {
		return nothing
	}
	return text
}

// cell paints a text as its column looks.
func (p *pen) cell(v *view, l *list, c *shownColumn, text string, ref ec2.Ref, r Rect) {
	ink := p.ink
	if text == nothing {
		ink = p.muted
	}
	switch c.look {
	case asName:
		p.kindIcon(v, ref, r.X, r.Y+(r.H-p.px(16))/2, p.px(16))
		w := max(0, r.W-p.px(24))
		if c.key == "id" {
			text = p.cutMiddle(typeStrong, text, w)
		}
		p.label(Rect{r.X + p.px(24), r.Y, w, r.H}, typeStrong, ink, text)
	case asID:
		p.label(r, typeCode, p.muted, p.cutMiddle(typeCode, text, r.W))
	case asState:
		word, _, _ := strings.Cut(text, ",")
		m := moodOf(word, isReady(l.kind))
		p.stateMark(m, r.X, r.Y+(r.H-p.px(10))/2, p.px(10), p.toneOf(m).text)
		p.label(Rect{r.X + p.px(16), r.Y, max(0, r.W-p.px(16)), r.H}, typeBody, p.toneOf(m).text, text)
	case asNumber:
		p.labelRight(r, typeBody, ink, text)
	case asText:
		p.label(r, typeBody, ink, text)
	}
}

// kindIcon paints the icon of a thing as it is: an instance that does not run without its core, a snapshot filled as far as it is.
func (p *pen) kindIcon(v *view, ref ec2.Ref, x, y, size float64) {
	icon := lists[listOf(ref.Kind)].symbol
	switch ref.Kind {
	case ec2.KindInstance:
		if i := v.cloud.Instances().At(ref.Index); i.State != ec2.InstanceRunning && i.State != ec2.InstancePending {
			icon = symbolStopped
		}
	case ec2.KindSnapshot:
		share, snapshot := 0.0, v.cloud.Snapshots().At(ref.Index)
		if !isGone(snapshot) {
			share = v.progress(snapshot)
		}
		p.diamond(x, y, size, share)
		return
	case ec2.KindVolume, ec2.KindImage, ec2.KindInterface, ec2.KindReservation, ec2.KindInterfaceAttachment, ec2.KindAddress, ec2.KindAssociation, ec2.KindKeyPair:
	}
	p.icon(icon, x, y, size, p.ink)
}

// rowName returns what a screen reader says of a row's thing.
func (v *view) rowName(ref ec2.Ref) string {
	if ref.Kind != ec2.KindInterface { // which has no caption
		return v.caption(ref).name
	}
	return "Network interface " + v.name(ref) + ", of " + v.name(instanceRef(v.cloud.Interfaces().At(ref.Index).Instance))
}
