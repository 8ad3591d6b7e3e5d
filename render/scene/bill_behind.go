package scene

import (
	"strconv"

	"blockyard/sim/cost"
	"blockyard/sim/unit"
)

// opens lets a line of the bill be opened, where anything is behind its quantity, and reports whether it is.
func (p *pen) opens(n *Node, l *cost.Line) (open bool) {
	if l.Quantity.Sign() == 0 {
		return false
	}
	open = Chosen(p.ui.Fields, billOpen) == n.ID
	n.Role, n.Chosen = RoleButton, open
	n.Action = &Action{"What is behind it", Fill, billOpen + "=" + n.ID}
	if open {
		n.Action = &Action{"Close", Fill, billOpen + "="}
	}
	return open
}

// openMark paints beside a line whether it is open.
func (p *pen) openMark(n *Node, open bool) {
	if n.Action == nil {
		return
	}
	if p.ui.Hover == n.ID {
		p.box(Rect{n.Rect.X - p.px(18), n.Rect.Y - p.px(1), n.Rect.W + p.px(20), n.Rect.H + p.px(2)}, p.px(6), p.hover, 0, 0)
	}
	g := grid{p, n.Rect.X - p.px(16), n.Rect.Y + p.px(5), p.px(10) / 16}
	if open {
		g.line(p.muted, 2.5, 2, 5, 8, 11, 14, 5)
	} else {
		g.line(p.muted, 2.5, 5, 2, 11, 8, 5, 14)
	}
}

// mostSpans is how many intervals an open line shows; the CSV file has them all.
const mostSpans = 100

// behind paints what is behind a line's quantity: in a sentence, then interval by interval.
func (p *pen) behind(v *view, id string, l *billLine, x, y, w float64) float64 {
	spans := l.intervals(v)
	y = p.prose(id+"/behind", x, y+p.px(2), w, typeBody, p.ink, l.Behind(spans)) + p.px(2)
	more := len(spans) - mostSpans
	if more > 0 {
		y = p.prose(id+"/more", x, y, w, typeBody, p.muted, "The first "+plural(more, "interval")+" of them are in the CSV file.")
		spans = spans[more:]
	}
	for i := range spans {
		y = p.billSpan(v, id+"/"+strconv.Itoa(max(more, 0)+i+1), l, &spans[i], x, y, w)
	}
	return y
}

// intervals returns what is behind the line.
func (l *billLine) intervals(v *view) []cost.Span {
	if l.spans == nil {
		b := cost.Bill{Book: l.book, Start: v.world.Config().Start, Window: l.window}
		l.spans = v.world.Meters().Spans(&b, &l.Line)
	}
	return l.spans
}

// billSpan paints one interval: when it was, and what it comes to.
func (p *pen) billSpan(v *view, id string, l *billLine, s *cost.Span, x, y, w float64) float64 {
	of := l.Of(s)
	when, sum := v.spanWhen(s), of.Sum()
	h := p.lineHeight(typeBody)
	n := Node{ID: id, Role: RoleText, Name: when, Help: sum, Rect: Rect{x, y, w, h}}
	money := moneyOf(s.Amount)
	mw := p.width(typeBody, money) + 1
	if p.width(typeBody, when)+mw+p.px(8) <= w {
		p.label(Rect{x, y, w - mw - p.px(8), h}, typeBody, p.muted, when)
		p.labelRight(Rect{x + w - mw, y, mw, h}, typeBody, p.muted, money)
	} else {
		n.Rect.H = p.lines(x, y, w, typeBody, p.muted, p.wrap(typeBody, when+": "+money, w, 0)) - y
	}
	p.node(n)
	return n.Rect.Bottom()
}

// spanWhen says when an interval of the bill was: "Apr 01 09:00 to 13:00", "since Apr 03 14:20".
func (v *view) spanWhen(s *cost.Span) string {
	from, to := v.whenExactly(s.From), v.whenExactly(s.To)
	switch {
	case s.From == s.To:
		return from
	case s.Goes && s.To == v.now:
		return "since " + from
	case v.world.Date(s.From).Day() == v.world.Date(s.To).Day():
		return from + " to " + to[len("Apr 01 "):]
	}
	return from + " to " + to
}

// whenExactly returns the calendar moment of an instant, with seconds where it has any.
func (v *view) whenExactly(at unit.Instant) string {
	text := v.when(at)
	if date := v.world.Date(at); date%unit.Date(unit.Minute) != 0 {
		full := date.String() // 2026-04-03 14:20:07 UTC
		text += full[len("2026-04-03 14:20"):len("2026-04-03 14:20:07")]
	}
	return text
}

// moneyOf returns an amount for a line of its own: to the cent, or with as many digits as show what there is of less.
func moneyOf(m unit.Money) string {
	for digits := 2; digits < 6; digits++ {
		if m.Dollars(digits) != (unit.Money{}).Dollars(digits) || m.Sign() == 0 {
			return m.Dollars(digits)
		}
	}
	return "under $0.000001"
}
