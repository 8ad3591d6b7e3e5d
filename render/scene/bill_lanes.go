package scene

import (
	"strconv"

	"blockyard/sim/cost"
	"blockyard/sim/unit"
)

// A billLane is what one lane has cost.
type billLane struct {
	name   string
	number int
	sum    cost.Amounts
	chosen bool // it is the lane at hand
}

// title names a lane as its column does.
func (l *billLane) title() string { return strconv.Itoa(l.number) + " " + l.name }

// billLanes returns what each lane has cost until the moment at hand.
func (v *view) billLanes() (lanes []billLane) {
	for i, name := range v.session.Lanes() {
		w, _ := v.session.WorldOf(name)
		lanes = append(lanes, billLane{name, i + 1, v.memo.accountOf(w).sum, name == v.session.Lane()})
	}
	return lanes
}

// basicServices are those that a comparison shows also where they cost nothing in any lane.
var basicServices = map[string]bool{"compute": true, "volume": true, "snapshot": true, "transfer": true}

// laneTable paints the bill with a column for each lane, the totals, and the difference.
func (p *pen) laneTable(lanes []billLane, x, y, w float64) float64 {
	columns, ok := p.laneColumns(lanes, w)
	if !ok {
		return p.billDifference(lanes, x, p.laneTotals(lanes, x, y, w), w)
	}
	y = p.laneTitles(lanes, columns, x, y, w)
	for _, s := range services {
		cells, any := []unit.Money{}, basicServices[s.name]
		for i := range lanes {
			amount := lanes[i].sum.By.Amount(s.name)
			cells, any = append(cells, amount), any || amount.Sign() > 0
		}
		if any {
			y = p.laneRow(&laneRow{"bill/lanes/" + s.name, s.title, s.symbol, true, cells, typeBody, p.ink}, lanes, columns, x, y, w)
		}
	}
	p.rule(x, y, w, 1)
	var totals []unit.Money
	for i := range lanes {
		totals = append(totals, lanes[i].sum.Total)
	}
	y = p.laneRow(&laneRow{"bill/lanes/total", "Total", 0, false, totals, typeStrong, p.money}, lanes, columns, x, y+p.px(2), w)
	y = p.laneGuesses(lanes, columns, x, y, w)
	return p.billDifference(lanes, x, y+p.px(6), w)
}

// laneGuesses paints what the lanes were guessed to cost, where anybody was asked and has said.
func (p *pen) laneGuesses(lanes []billLane, columns []float64, x, y, w float64) float64 {
	n := Node{ID: "bill/lanes/guess", Role: RoleRow, Name: "Your guess", Cells: []string{"Your guess"}, Rect: Rect{x, y, w, p.px(26)}}
	any := false
	for i := range lanes {
		said := "none"
		if guess, ok := guessFor(p.session, lanes[i].name); ok {
			said, any = unit.Money{Ratio: guess}.String(), true
		}
		n.Cells, n.Name = append(n.Cells, said), n.Name+", "+lanes[i].title()+" "+said
	}
	if !any || HeldBy(p.session) != "" {
		return y
	}
	right := x + w
	for i := len(lanes) - 1; i >= 0; i-- {
		p.labelRight(Rect{right - columns[i], y, columns[i], n.Rect.H}, typeBody, p.muted, grouped(n.Cells[i+1]))
		right -= columns[i]
	}
	p.label(Rect{x, y, max(0, right-x), n.Rect.H}, typeBody, p.muted, "Your guess")
	p.node(n)
	return n.Rect.Bottom()
}

// laneColumns returns how wide the columns are; ok is false where there is no room for them.
func (p *pen) laneColumns(lanes []billLane, w float64) (columns []float64, ok bool) {
	left := w - p.px(24+70)
	for i := range lanes {
		l := &lanes[i]
		column := max(p.width(typeStrong, l.title()), p.width(typeStrong, grouped(l.sum.Total.String()))) + p.px(14)
		columns, left = append(columns, column), left-column
	}
	return columns, left >= 0
}

// laneTotals paints what each lane has cost, one below the other.
func (p *pen) laneTotals(lanes []billLane, x, y, w float64) float64 {
	for i := range lanes {
		l := &lanes[i]
		row := Rect{x, y, w, p.px(24)}
		amount := l.sum.Total.String()
		used := p.labelRight(row, typeStrong, p.ink, grouped(amount))
		p.label(Rect{x, y, max(0, w-used-p.px(8)), row.H}, typeBody, p.ink, l.title())
		p.node(Node{ID: "bill/lane/" + l.name, Role: RoleText, Name: "Lane " + l.name + ": " + amount, Rect: row})
		y = row.Bottom()
	}
	return y + p.px(6)
}

// laneTitles paints the names of the lanes above their columns.
func (p *pen) laneTitles(lanes []billLane, columns []float64, x, y, w float64) float64 {
	h, right := p.px(24), x+w
	p.node(Node{ID: "bill/lanes/what", Role: RoleColumn, Name: "Service", Rect: Rect{x, y, p.px(60), h}})
	for i := len(lanes) - 1; i >= 0; i-- {
		right -= columns[i]
	}
	for i := range lanes {
		s, color := typeBody, p.muted
		if lanes[i].chosen {
			s, color = typeStrong, p.ink
		}
		column := Rect{right, y, columns[i], h}
		p.labelRight(column, s, color, lanes[i].title())
		p.node(Node{ID: "bill/lane/" + lanes[i].name, Role: RoleColumn, Name: lanes[i].title(), Rect: column})
		right += columns[i]
	}
	return y + h
}

// A laneRow is one row of the table.
type laneRow struct {
	id, name string
	symbol   symbol
	icon     bool
	cells    []unit.Money
	style    style
	color    Color // of the cell of the lane at hand
}

// laneRow paints one row.
func (p *pen) laneRow(row *laneRow, lanes []billLane, columns []float64, x, y, w float64) float64 {
	h, right, left := p.px(26), x+w, x
	n := Node{ID: row.id, Role: RoleRow, Name: row.name, Cells: []string{row.name}, Rect: Rect{x, y, w, h}}
	for i := len(lanes) - 1; i >= 0; i-- {
		color := p.ink
		if lanes[i].chosen {
			color = row.color
		}
		p.labelRight(Rect{right - columns[i], y, columns[i], h}, row.style, color, grouped(row.cells[i].String()))
		right -= columns[i]
	}
	for i := range lanes {
		n.Cells = append(n.Cells, row.cells[i].String())
		n.Name += ", " + lanes[i].title() + " " + row.cells[i].String()
	}
	if row.icon {
		p.icon(row.symbol, x, y+p.px(5), p.px(16), p.ink)
		left += p.px(24)
	}
	p.label(Rect{left, y, max(0, right-left), h}, row.style, p.ink, row.name)
	p.node(n)
	return y + h
}

// billDifference paints how much the cheapest lane saves beside the dearest, with a mark and in words.
func (p *pen) billDifference(lanes []billLane, x, y, w float64) float64 {
	low, high := &lanes[0], &lanes[0]
	for i := range lanes {
		if l := &lanes[i]; l.sum.Total.Compare(low.sum.Total) < 0 {
			low = l
		} else if l.sum.Total.Compare(high.sum.Total) > 0 {
			high = l
		}
	}
	saved := high.sum.Total.Minus(low.sum.Total)
	text, said := "none", "Difference: none"
	if saved.Sign() > 0 {
		text, said = saved.String()+" saved", "Difference: "+saved.String()+" saved by "+low.title()+", beside "+high.title()
	}
	r := Rect{x, y, w, p.px(36)}
	line, tone := p.on.line, p.on
	if line == 0 {
		line = hueGreen
	}
	inner := Rect{x + p.px(12), y, w - p.px(24), r.H}
	title := inner
	if p.width(typeStrong, "Difference")+p.px(34)+p.width(typeStrong, grouped(text)) > inner.W { // one above the other
		r.H += p.px(20)
		title.H, inner.Y = p.px(32), y+p.px(20)
	}
	p.box(r, p.px(7), tone.fill, line, p.cardLine())
	p.label(title, typeStrong, p.ink, "Difference")
	used := p.labelRight(inner, typeStrong, tone.text, grouped(text)) + p.px(6)
	if saved.Sign() > 0 {
		g := grid{p, inner.Right() - used - p.px(12), inner.Y + p.px(12), p.px(12) / 16}
		g.fill(tone.text, 1, 3, 15, 3, 8, 13)
	}
	p.node(Node{ID: "bill/difference", Role: RoleText, Name: said, Rect: r})
	return r.Bottom() + p.px(10)
}

// comesAbout paints that what follows is the bill of the lane at hand.
func (p *pen) comesAbout(v *view, x, y, w float64) float64 {
	title := "= how " + v.bill.Total.String() + " comes about"
	r := Rect{x, y, w, p.px(24)}
	p.label(r, typeStrong, p.ink, title)
	p.node(Node{ID: "bill/about", Role: RoleHeading, Name: title + ", lane " + v.session.Lane(), Level: 3, Rect: r})
	return r.Bottom()
}
