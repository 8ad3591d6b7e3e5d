package scene

import (
	"blockyard/sim/cost"
	"blockyard/sim/unit"
)

// thenAndNow paints what everything had cost at the moment that is looked at, beside what it has cost by now. It
// returns the y below it, and paints nothing while nobody looks back.
func (p *pen) thenAndNow(v *view, x, y, w float64) float64 {
	if !p.session.LooksBack() {
		return y
	}
	present := v.inPresent()
	rows := thenRows(&v.bill, &present.bill)
	r := p.cardRound(x, y, w, p.hairline, func(left, y, w float64) float64 {
		p.label(Rect{left, y, w, p.px(20)}, typeStrong, p.ink, "Then and now")
		p.node(Node{ID: "then/title", Role: RoleHeading, Name: "Then and now", Level: 3, Rect: Rect{left, y, w, p.px(20)}})
		columns := p.thenColumns(rows, w)
		y = p.thenTitles(columns, left, y+p.px(22), w)
		for i := range rows {
			if i == len(rows)-1 {
				p.rule(left, y, w, 1)
				y += p.px(2)
			}
			y = p.thenRow(&rows[i], i == len(rows)-1, columns, left, y, w)
		}
		return y
	})
	return r.Bottom() + p.px(10)
}

// A thenRow is what a service, or everything, had cost then and has cost now.
type thenRow struct {
	id, name  string
	then, now unit.Money
}

// thenRows returns a row for each service that costs something, and the total.
func thenRows(then, now *cost.Amounts) (rows []thenRow) {
	for i := range services {
		s := &services[i]
		if row := (thenRow{s.name, s.title, then.By.Amount(s.name), now.By.Amount(s.name)}); row.then.Sign()+row.now.Sign() > 0 {
			rows = append(rows, row)
		}
	}
	return append(rows, thenRow{"total", "Total", then.Total, now.Total})
}

// thenColumns returns how wide the columns of then and now are.
func (p *pen) thenColumns(rows []thenRow, w float64) (columns [2]float64) {
	columns = [2]float64{p.width(typeBody, "then") + 1, p.width(typeBody, "now") + 1}
	for i := range rows {
		columns[0] = max(columns[0], p.width(typeStrong, grouped(rows[i].then.String()))+1)
		columns[1] = max(columns[1], p.width(typeStrong, grouped(rows[i].now.String()))+1)
	}
	for i := range columns {
		columns[i] = min(columns[i], w*0.35)
	}
	return columns
}

func (p *pen) thenTitles(columns [2]float64, x, y, w float64) float64 {
	h := p.px(20)
	now := Rect{x + w - columns[1], y, columns[1], h}
	then := Rect{now.X - p.px(12) - columns[0], y, columns[0], h}
	p.labelRight(then, typeBody, p.muted, "then")
	p.labelRight(now, typeBody, p.muted, "now")
	p.node(Node{ID: "then/what", Role: RoleColumn, Name: "Service", Rect: Rect{x, y, then.X - x, h}})
	p.node(Node{ID: "then/then", Role: RoleColumn, Name: "then", Rect: then})
	p.node(Node{ID: "then/now", Role: RoleColumn, Name: "now", Rect: now})
	return y + h
}

func (p *pen) thenRow(row *thenRow, total bool, columns [2]float64, x, y, w float64) float64 {
	h, s, color := p.px(24), typeBody, p.ink
	if total {
		s, color = typeStrong, p.money
	}
	then, now := row.then.String(), row.now.String()
	p.labelRight(Rect{x + w - columns[1], y, columns[1], h}, s, p.ink, grouped(now))
	p.labelRight(Rect{x + w - columns[1] - p.px(12) - columns[0], y, columns[0], h}, s, color, grouped(then))
	p.label(Rect{x, y, max(0, w-columns[0]-columns[1]-p.px(24)), h}, typeBody, p.ink, row.name)
	p.node(Node{
		ID: "then/" + row.id + "/row", Role: RoleRow, Name: row.name + ": then " + then + ", now " + now,
		Cells: []string{row.name, then, now}, Rect: Rect{x, y, w, h},
	})
	return y + h
}
