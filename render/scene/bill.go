package scene

import (
	"strconv"
	"strings"

	"blockyard/sim/catalog"
	"blockyard/sim/cost"
	"blockyard/sim/ec2"
	"blockyard/sim/unit"
)

// A service is a part of a bill.
type service struct {
	name, title string
	symbol      symbol
	hue         Color
}

// services are the parts of a bill in their order.
var services = [...]service{
	{"compute", "Instances", symbolInstance, hueInstance},
	{"software", "Marketplace software", symbolImage, hueImage},
	{"address", "Public addresses", symbolAddress, hueOther},
	{"monitoring", "Monitoring", symbolInstance, hueOther},
	{"volume", "Volumes", symbolVolume, hueVolume},
	{"snapshot", "Snapshots", symbolSnapshot, hueSnapshot},
	{"transfer", "Data transfer", symbolRegion, hueOther},
}

// billing paints what everything has cost: by service, then line by line as quantity × price.
func (p *pen) billing(v *view, r Rect) {
	p.begin(PanelBill, r, p.panel)
	p.rule(r.X, r.Y, r.W, 1)
	p.rule(r.X, r.Y, 1, r.H)
	x, w := r.X+p.px(14), r.W-p.px(14+18)
	p.scroll(PanelBill, Rect{r.X + 1, r.Y + 1, r.W - 1, r.H - 1}, false, func(y float64) float64 {
		y = p.billHead(v, x, y+p.px(10), w)
		if len(v.account.ledger.Entries()) == 0 {
			y = p.nothingBilled(x, y, w)
		}
		y = p.stack(v.bill.By, v.bill.Total, x, y, w)
		for i := range services {
			y = p.service(v, i, x, y, w)
		}
		return p.billFoot(v, x, y+p.px(4), w) + p.px(12)
	})
}

// nothingBilled says how there comes to be a bill.
func (p *pen) nothingBilled(x, y, w float64) float64 {
	y = p.prose("bill/empty", x, y, w, typeBody, p.muted, "Let time run, and what is in use becomes money.") + p.px(8)
	b := button{id: "bill/play", text: "Let time run", symbol: symbolPlay, icon: true, off: HeldBy(p.session), act: Action{Verb: Play}}
	if p.ui.Playing {
		b.text, b.symbol, b.act = "Stop time", symbolPause, Action{Verb: Pause}
	}
	return p.flow(x, y, w, []button{b}) + p.px(12)
}

// billHead paints the total, and those of other lanes beside it.
func (p *pen) billHead(v *view, x, y, w float64) float64 {
	total := v.bill.Total.String()
	shown := grouped(total)
	tw := p.width(typeSum, shown) + 1
	title := "Cost so far"
	if len(p.session.Lanes()) > 1 {
		title += ", lane " + p.session.Lane()
	}
	h := p.lineHeight(typeSum)
	p.label(Rect{x, y, max(0, w-tw-p.px(8)), h}, typeHeading, p.ink, title)
	p.labelRight(Rect{x + w - tw, y, tw, h}, typeSum, p.money, shown)
	p.node(Node{ID: "bill/total", Role: RoleHeading, Name: title + ": " + total, Level: 2, Rect: Rect{x, y, w, h}})
	y += h + p.px(4)
	for _, name := range p.session.Lanes() {
		if name == p.session.Lane() {
			continue
		}
		other, _ := p.session.WorldOf(name)
		y = p.otherLane(v, name, v.memo.accountOf(other).sum.Total, x, y, w)
	}
	return y + p.px(6)
}

// otherLane paints what another lane has cost, and how that differs, in a word.
func (p *pen) otherLane(v *view, name string, total unit.Money, x, y, w float64) float64 {
	text := "Lane " + name + ": " + total.String()
	switch d := total.Minus(v.bill.Total); {
	case d.Sign() > 0:
		text += ", " + d.String() + " more"
	case d.Sign() < 0:
		text += ", " + v.bill.Total.Minus(total).String() + " less"
	}
	return p.prose("bill/lane/"+name, x, y, w, typeBody, p.muted, text)
}

// stack paints the shares of the services as one bar.
func (p *pen) stack(by cost.Breakdown, total unit.Money, x, y, w float64) float64 {
	h := p.px(12)
	p.box(Rect{x, y, w, h}, p.px(3), p.empty, p.emptyLine, lineWidth(p.emptyLine, 1))
	at := x
	for _, s := range services {
		part := w * shareOf(by.Amount(s.name), total)
		if part >= 1 {
			p.box(Rect{at, y, part, h}, p.px(2), s.hue, p.outline, lineWidth(p.outline, 1))
			at += part
		}
	}
	return y + h + p.px(10)
}

// shareOf returns one amount as a share of another; 0 of nothing.
func shareOf(part, whole unit.Money) float64 {
	if whole.Sign() == 0 {
		return 0
	}
	share, _ := strconv.ParseFloat(part.Over(whole.Ratio).Decimal(6), 64)
	return share
}

// service paints the sum of one service and its lines.
func (p *pen) service(v *view, number int, x, y, w float64) float64 {
	s, entries := &services[number], v.account.entries[number]
	if len(entries) == 0 {
		return y
	}
	amount := v.bill.By.Amount(s.name).String()
	shown := grouped(amount)
	aw := p.width(typeStrong, shown) + 1
	row := Rect{x, y, w, p.px(24)}
	p.icon(s.symbol, x, y+p.px(4), p.px(16), p.ink)
	p.label(Rect{x + p.px(24), y, max(0, w-p.px(32)-aw), row.H}, typeStrong, p.ink, s.title)
	p.labelRight(Rect{x + w - aw, y, aw, row.H}, typeStrong, p.ink, shown)
	p.node(Node{ID: "bill/" + s.name, Role: RoleText, Name: s.title + ": " + amount, Rect: row})
	y += row.H
	lines := Rect{x + p.px(24), y, w - p.px(24), p.px(longLine)}
	y = p.longRows("bill/"+s.name, "line", lines, len(entries), func(i int, y float64) float64 {
		if v.isLongBill() {
			lines.Y = y
			return p.longLines(v, entries[i], lines)
		}
		return p.billLines(v, entries[i], lines.X, y, lines.W)
	})
	return y + p.px(6)
}

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
		n := Node{ID: lineID(e, i), Role: RoleText, Name: l.name, Rect: Rect{x, y, w, p.px(39)}}
		if len(v.account.ledger.Entries()) <= manyLines || p.visible(Rect{x, y, w, p.px(70)}) {
			n.Help = l.written()
			p.label(Rect{x, y, w, p.px(20)}, typeBody, p.ink, n.Name)
			n.Rect.H = p.lines(x, y+p.px(19), w, typeBody, p.muted, p.wrap(typeBody, n.Help, w, 0)) - y
		}
		p.node(n)
		y = n.Rect.Bottom() + p.px(5)
	}
	return y
}

// longLines paints the lines of one resource and meter on a very long bill: all equally high, so that nothing moves
// while one scrolls.
func (p *pen) longLines(v *view, e cost.Entry, r Rect) float64 {
	lines := v.billLines(e)
	for i := range lines {
		l := &lines[i]
		n := Node{ID: lineID(e, i), Role: RoleText, Name: l.name, Rect: Rect{r.X, r.Y, r.W, r.H - p.px(5)}}
		if p.visible(r) {
			n.Help = l.written()
			p.label(Rect{r.X, r.Y, r.W, p.px(20)}, typeBody, p.ink, l.name)
			p.label(Rect{r.X, r.Y + p.px(19), r.W, p.px(20)}, typeBody, p.muted, n.Help)
		}
		p.node(n)
		r.Y = r.Bottom()
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
		lines = append(lines, billLine{Line: l, name: name + " · " + l.Key})
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

// billFoot says what the figures rest on.
func (p *pen) billFoot(v *view, x, y, w float64) float64 {
	p.rule(x, y, w, 1)
	y += p.px(6)
	book := v.world.Config().Book
	text := monthWords(book.Month.String()) + " " + pricesWords(book)
	if len(v.bill.Missing) > 0 {
		text += " No price for " + strings.Join(v.bill.Missing, ", ") + "."
	}
	if p.visible(Rect{x, y, w, p.px(200)}) { // to add a bill up again takes time
		if note := v.roundingNote(); note != "" {
			text += " " + note
		}
	}
	return p.prose("bill/foot", x, y, w, typeBody, p.muted, text)
}

// pricesWords says whose prices are taken.
func pricesWords(book *catalog.Book) string {
	switch {
	case book.Name == "aws":
		return "Prices: AWS's own in US dollars, as of " + book.AsOf + "."
	case book.Source != "":
		return "Prices: " + book.Name + ", " + book.Source + "."
	}
	return "Prices: the " + book.Name + "'s."
}

// monthWords says what a price book means by a month.
func monthWords(month string) string {
	switch month {
	case "30d":
		return "A month is 30 days (720 h)."
	case "730h":
		return "A month is 730 h."
	}
	return "A month is a calendar month."
}
