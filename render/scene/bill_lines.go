package scene

import (
	"strconv"

	"blockyard/sim/catalog"
	"blockyard/sim/cost"
	"blockyard/sim/ec2"
	"blockyard/sim/unit"
)

// isLongBill reports whether the bill has very many lines.
func (v *view) isLongBill() bool { return len(v.account.ledger.Entries()) > manyRows }

// longLine is how high each line of a very long bill is: a name and a sum.
const longLine = 20 + 20 + 5

// manyLines is from how many lines of a bill on the sums of those out of sight are not written out: that takes time.
const manyLines = 12

// billLines paints the lines of one resource and meter: whose they are, and quantity × price = money; or why it is nothing.
func (p *pen) billLines(v *view, e cost.Entry, x, y, w float64) float64 {
	lines := v.billLines(e)
	for i := range lines {
		l := &lines[i]
		written := len(v.account.ledger.Entries()) <= manyLines || p.visible(Rect{x, y, w, p.px(70)})
		y = p.billLine(v, lineID(e, i), l, written, x, y, w)
	}
	return y
}

// billLine paints a line, and below it what is behind its quantity, where it is open.
func (p *pen) billLine(v *view, id string, l *billLine, written bool, x, y, w float64) float64 {
	n := Node{ID: id, Role: RoleText, Name: l.name, Rect: Rect{x, y, w, p.px(39)}}
	open := p.opens(&n, &l.Line)
	if written {
		n.Help = l.written()
		p.openMark(&n, open)
		p.label(Rect{x, y, w, p.px(20)}, typeBody, p.ink, n.Name)
		if !open && l.Meter == cost.Compute && len(p.session.Lanes()) > 1 && l.Quantity.Sign() > 0 {
			n.Help += "; " + l.Behind(l.intervals(v)) // where bills are compared, what makes the difference is told
		}
		n.Rect.H = p.lines(x, y+p.px(19), w, typeBody, p.muted, p.wrap(typeBody, n.Help, w, 0)) - y
	}
	p.node(n)
	y = n.Rect.Bottom()
	if open && written {
		y = p.behind(v, id, l, x, y, w)
	}
	return y + p.px(5)
}

// longLines paints the lines of one resource and meter on a very long bill: all equally high, so that nothing moves
// while one scrolls.
func (p *pen) longLines(v *view, e cost.Entry, r Rect) float64 {
	lines := v.billLines(e)
	for i := range lines {
		l := &lines[i]
		n := Node{ID: lineID(e, i), Role: RoleText, Name: l.name, Rect: Rect{r.X, r.Y, r.W, r.H - p.px(5)}}
		open := p.opens(&n, &l.Line)
		if p.visible(r) {
			n.Help = l.written()
			p.openMark(&n, open)
			p.label(Rect{r.X, r.Y, r.W, p.px(20)}, typeBody, p.ink, l.name)
			p.label(Rect{r.X, r.Y + p.px(19), r.W, p.px(20)}, typeBody, p.muted, n.Help)
		}
		p.node(n)
		if r.Y = r.Bottom(); open {
			r.Y = p.behind(v, n.ID, l, r.X, r.Y-p.px(5), r.W) + p.px(5)
		}
	}
	return r.Y
}

// lineID returns the id of the node of one of the lines of a resource and meter.
func lineID(e cost.Entry, line int) string {
	return "bill/line/" + resourceRef(e.Resource).Kind.String() + "/" + strconv.Itoa(int(e.Index)) + "/" + e.Meter.String() + "/" + strconv.Itoa(line)
}

// resourceRef returns the thing that is metered as a resource.
func resourceRef(r cost.Resource) ec2.Ref { return ec2.Ref{Kind: ec2.Kind(r.Kind), Index: r.Index} }

// A billLine is a line of a bill with its name, and its sum once that was asked for.
type billLine struct {
	cost.Line
	name, sum string
	book      *catalog.Book
	window    cost.Window
	spans     []cost.Span // what is behind it, once somebody asked
}

// written returns the line as a sum.
func (l *billLine) written() string {
	if l.sum == "" {
		l.sum = l.Sum()
	}
	return l.sum
}

// A sums is the lines that were written at one moment.
type sums struct {
	stamp uint64 // of the places
	now   unit.Instant
	lines map[cost.Entry][]billLine
	note  string // that of the foot
	noted bool
}

// sums returns the lines of the present moment.
func (v *view) sums() *sums {
	m := &v.memo.sums
	if m.lines == nil || m.stamp != v.stamp || m.now != v.now {
		*m = sums{stamp: v.stamp, now: v.now, lines: map[cost.Entry][]billLine{}}
	}
	return m
}

// billLines returns the lines of one resource and meter.
func (v *view) billLines(e cost.Entry) []billLine {
	m := v.sums()
	if lines, ok := m.lines[e]; ok {
		return lines
	}
	ref := resourceRef(e.Resource)
	name := v.name(ref)
	if !v.cloud.Exists(ref) {
		name += ", gone"
	}
	var lines []billLine
	for _, l := range v.account.ledger.Lines(e, v.now) {
		lines = append(lines, billLine{Line: l, name: name + " · " + l.Key, book: v.world.Config().Book, window: cost.Window{To: v.now}})
	}
	m.lines[e] = lines
	return lines
}

// roundingNote says so where the lines of the bill, each printed to the cent, do not add up to the printed total.
func (v *view) roundingNote() string {
	if v.isLongBill() {
		return "Each line is rounded for itself; the total is exact."
	}
	m := v.sums()
	if !m.noted {
		bill := v.world.Bill(cost.Window{To: v.now})
		m.note, m.noted = bill.RoundingNote(), true
	}
	return m.note
}
