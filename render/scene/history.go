package scene

import (
	"slices"
	"strconv"
	"strings"

	"blockyard/scripting/session"
)

// A historyRow is one row of the history: a deed, or where one is among them.
type historyRow struct {
	deed   *session.Deed
	later  bool // it came after the moment at hand, or was undone
	undone bool
	redo   string // what brings it back
	date   bool   // the day is told: the row above is of another one
	latest bool   // of those that have happened by the moment at hand
}

// historyRows returns the deeds from the newest to the oldest. A row without a deed is where one is.
func (v *view) historyRows() []historyRow {
	deeds, undone := v.session.Deeds(), v.session.Undone()
	past := v.session.LooksBack()
	if past { // only the present has what was undone
		undone = nil
	}
	done := len(deeds)
	if past {
		done -= laterDeeds(v.session, v.now)
	}
	rows := make([]historyRow, 0, len(deeds)+len(undone)+1)
	for i := len(undone) - 1; i >= 0; i-- {
		rows = append(rows, historyRow{deed: &undone[i], later: true, undone: true, redo: "yard redo" + strings.Repeat("; yard redo", i)})
	}
	for i := len(deeds) - 1; i >= done; i-- {
		rows = append(rows, historyRow{deed: &deeds[i], later: true})
	}
	rows = append(rows, historyRow{})
	for i := done - 1; i >= 0; i-- {
		rows = append(rows, historyRow{deed: &deeds[i], latest: i == done-1})
	}
	v.dated(rows)
	return rows
}

// dated says of which rows the day is told: the first, the first after the place where one is, and wherever it changes.
func (v *view) dated(rows []historyRow) {
	last := ""
	for i := range rows {
		if rows[i].deed == nil {
			last = ""
			continue
		}
		day := dayOf(v.world.Date(rows[i].deed.From))
		rows[i].date = day != last
		last = day
	}
}

// history paints what was done, newest first, with where one is in it, and the branches. What it had cost goes below,
// where that has no place of its own.
func (p *pen) history(v *view, r Rect, costs bool) {
	x, w := r.X+p.px(14), r.W-p.px(14+18)
	p.scroll(p.at, r, false, func(y float64) float64 {
		y = p.historyHead(v, x, y+p.px(10), w)
		rows := v.historyRows()
		if len(rows) == 1 {
			y = p.prose(p.idOf("empty"), x, y, w, typeBody, p.muted, "Nothing has been changed yet.") + p.px(8)
		} else {
			y = p.longRows(p.idOf("rows"), "command", Rect{x, y, w, p.px(historyRowHeight)}, len(rows), func(i int, y float64) float64 {
				return p.historyRow(v, &rows[i], i, Rect{x, y, w, p.px(historyRowHeight)})
			})
		}
		if costs {
			y = p.thenAndNow(v, x, y+p.px(12), w)
		}
		return p.branches(v, x, y+p.px(12), w) + p.px(14)
	})
}

// historyRowHeight is how high a row of the history is, at 100 %.
const historyRowHeight = 25

// idOf returns the id of a node of the history, which may be on the screen in two panels.
func (p *pen) idOf(part string) string {
	if p.at == PanelHistory {
		return "history/" + part
	}
	return "journal/" + part
}

// historyHead paints the title and, in the present, what undo and redo would do.
func (p *pen) historyHead(v *view, x, y, w float64) float64 {
	if p.at == PanelHistory {
		p.icon(symbolClock, x, y+p.px(2), p.px(16), p.ink)
		y = p.heading(p.idOf("title"), 2, Rect{x + p.px(24), y, w - p.px(24), p.px(20)}, typeHeading, "History") + p.px(2)
	}
	y = p.prose(p.idOf("rule"), x, y, w, typeBody, p.muted, "Reads and refused calls are not listed.") + p.px(6)
	if p.at == PanelHistory {
		return y
	}
	save := p.save(p.idOf("save"))
	save.text = save.name
	return p.flow(x, y, w, []button{save}) + p.px(6)
}

// historyRow paints a deed, or where one is. It goes to the moment after a deed that is still to come, and to the one
// before a deed that is over.
func (p *pen) historyRow(v *view, row *historyRow, number int, r Rect) float64 {
	if row.deed == nil {
		return p.youAreHere(v, r)
	}
	d := row.deed
	when := v.when(d.From)
	n := Node{ID: p.idOf(strconv.Itoa(number)), Role: RoleButton, Name: d.Name + ", " + when, Rect: r, Chosen: row.latest}
	before, after := v.travelBefore(d), Action{"Go to the moment after " + d.Name, Travel, strconv.FormatInt(int64(d.To), 10)}
	symbol, ink := symbolUndo, p.ink
	switch {
	case row.undone:
		n.Help, n.Action = "Undone. Redo brings back what was undone, one after the other.", &Action{"Redo", Command, row.redo}
	case row.later:
		n.Help, n.Action, n.Actions = after.Label, &after, []Action{before}
	default:
		n.Help, n.Action, n.Actions = before.Label, &before, []Action{after}
	}
	if row.later {
		symbol, ink = symbolRedo, p.muted
	}
	p.node(n)
	if p.visible(r) {
		p.paintRow(v, row, n.ID, r, symbol, ink)
	}
	return r.Bottom()
}

// travelBefore returns what goes to the last moment before a deed.
func (v *view) travelBefore(d *session.Deed) Action {
	at := max(v.session.Opening(), d.From-1)
	return Action{"Go to the moment before " + d.Name, Travel, strconv.FormatInt(int64(at), 10)}
}

// paintRow paints a row of the history.
func (p *pen) paintRow(v *view, row *historyRow, id string, r Rect, icon symbol, ink Color) {
	in := Rect{r.X - p.px(4), r.Y + 1, r.W + p.px(8), r.H - 2}
	switch {
	case row.latest:
		p.box(in, p.px(6), p.current, p.currentLine, 1)
	case p.ui.Hover == id:
		p.box(in, p.px(6), p.hover, 0, 0)
	}
	size := p.px(14)
	p.icon(icon, r.X+p.px(4), r.Y+(r.H-size)/2, size, ink)
	date := v.world.Date(row.deed.From)
	text := timeOf(date)
	if row.date {
		text = dayOf(date) + " " + text
	}
	w := p.width(typeBody, text) + 1
	x := r.X + p.px(28)
	if r.Right()-w-x < p.px(60) {
		w = 0
	}
	p.labelRight(Rect{r.Right() - w, r.Y, w, r.H}, typeBody, p.muted, text)
	p.label(Rect{x, r.Y, r.Right() - w - p.px(8) - x, r.H}, typeBody, ink, row.deed.Name)
}

// youAreHere paints between which deeds the moment at hand is.
func (p *pen) youAreHere(v *view, r Rect) float64 {
	text := "you are here · " + timeOf(v.world.Date(v.now))
	p.node(Node{ID: p.idOf("here"), Role: RoleText, Name: "You are here: " + v.when(v.now), Rect: r})
	if !p.visible(r) {
		return r.Bottom()
	}
	w := min(p.width(typeStrong, text)+p.px(16), r.W)
	plate := Rect{r.X + (r.W-w)/2, r.Y + p.px(2), w, r.H - p.px(4)}
	p.box(Rect{r.X - p.px(4), r.Y + r.H/2 - 1, r.W + p.px(8), 2}, 0, p.ink, 0, 0)
	p.box(plate, p.px(4), p.plate, 0, 0)
	p.labelCentre(plate.Inset(p.px(1)), typeStrong, p.plateText, text)
	return r.Bottom()
}

// branches paints the timelines of the session, where there are several, each with the way to it.
func (p *pen) branches(v *view, x, y, w float64) float64 {
	branches := v.session.Branches()
	if len(branches) < 2 {
		return y
	}
	y = p.heading(p.idOf("branches"), 3, Rect{x, y, w, p.px(22)}, typeHeading, "Branches") + p.px(4)
	for i := range branches {
		y = p.branch(v, &branches[i], i, x, y, w) + p.px(6)
	}
	return y
}

// branch paints one timeline.
func (p *pen) branch(v *view, b *session.Branch, number int, x, y, w float64) float64 {
	h := p.px(46)
	r := Rect{x, y, w, h}
	until := plural(b.Deeds, "command") + ", until " + v.when(b.Now)
	button := button{
		id: p.idOf("branch/" + strconv.Itoa(number)), name: "Branch " + b.Name, help: until, chosen: b.Current,
		act: Action{"Go to the branch " + b.Name, Command, "yard branch " + strconv.Quote(b.Name)},
	}
	switch {
	case b.Current:
		button.off = "It is the one at hand"
	case p.session.LooksBack():
		button.off = PastReason
	}
	fill, line, _ := p.buttonColors(&button)
	if b.Current {
		fill, line = p.current, p.currentLine
	}
	p.box(r, p.px(9), fill, line, 1)
	p.icon(symbolLane, x+p.px(10), y+(h-p.px(14))/2, p.px(14), p.ink)
	left, room := x+p.px(34), w-p.px(44)
	p.label(Rect{left, y + p.px(3), room, p.px(20)}, typeStrong, p.ink, b.Name)
	p.label(Rect{left, y + p.px(23), room, p.px(20)}, typeBody, p.muted, until)
	p.node(p.buttonNode(r, &button))
	return r.Bottom()
}

// pastRail paints, beside the world, the history, and tabs that lead to what is there otherwise.
func (p *pen) pastRail(v *view, r Rect) {
	names := []string{string(PanelHistory), string(PanelInspector), string(PanelBill)}
	chosen := Chosen(p.ui.Tabs, string(PanelInspector))
	if !slices.Contains(names, chosen) {
		chosen = names[0]
	}
	body := p.tabbed(r, PanelInspector, names, chosen)
	switch chosen {
	case string(PanelInspector):
		p.inspector(v, body)
	case string(PanelBill):
		p.billing(v, body)
	default:
		p.historyPanel(v, body)
	}
}

// leastHistory is how high the list of the history is at least, at 100 %, above what it had cost.
const leastHistory = 250

// historyPanel paints the history as a panel of its own, with what everything had cost at its foot where there is room.
func (p *pen) historyPanel(v *view, r Rect) {
	p.begin(PanelHistory, r, p.panel)
	p.rule(r.X, r.Y, 1, r.H)
	body := Rect{r.X + 1, r.Y, r.W - 1, r.H}
	x, w := r.X+p.px(14), r.W-p.px(14+18)
	costs := p.heightOf(func(y float64) float64 { return p.thenAndNow(v, x, y, w) })
	if body.H-costs < p.px(leastHistory) {
		p.history(v, body, true)
		return
	}
	body.H -= costs + p.px(6)
	p.history(v, body, false)
	p.thenAndNow(v, x, body.Bottom()+p.px(6), w)
}

// heightOf returns how high content is, without painting it.
func (p *pen) heightOf(content func(y float64) float64) float64 {
	items, nodes := len(p.Items), len(p.Nodes)
	h := content(0)
	p.Items, p.Nodes = p.Items[:items], p.Nodes[:nodes]
	return h
}

// HistoryScroll returns how far the history is scrolled so that where one is in it can be seen, with some of what came later.
func HistoryScroll(s *session.Session, ui *UI) float64 {
	const seen = 7 // rows above
	later := laterDeeds(s, s.World().Now())
	return max(0, float64(later-seen)*historyRowHeight*float64(max(ui.Scale, 100))/100)
}
