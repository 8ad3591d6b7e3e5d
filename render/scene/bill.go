package scene

import (
	"strconv"
	"strings"

	"blockyard/sim/cost"
	"blockyard/sim/ec2"
	"blockyard/sim/unit"
)

// services are the parts of a bill in their order, each with its title and kind.
var services = []struct {
	name, title string
	symbol      symbol
	hue         Color
}{
	{"compute", "Instances", symbolInstance, hueInstance},
	{"volume", "Volumes", symbolVolume, hueVolume},
	{"snapshot", "Snapshots", symbolSnapshot, hueSnapshot},
}

// billing paints what everything has cost: by service, then line by line as quantity × price.
func (p *pen) billing(v *view, r Rect) {
	p.begin(PanelBill, r, p.panel)
	p.rule(r.X, r.Y, r.W, 1)
	p.rule(r.X, r.Y, 1, r.H)
	x, w := r.X+p.px(14), r.W-p.px(14+18)
	p.scroll(PanelBill, Rect{r.X + 1, r.Y + 1, r.W - 1, r.H - 1}, false, func(y float64) float64 {
		y = p.billHead(v, x, y+p.px(10), w)
		if len(v.bill.Lines) == 0 {
			y = p.prose("bill/empty", x, y, w, typeBody, p.muted, "Let time run, and what is in use becomes money.") + p.px(8)
		}
		by := v.bill.by
		y = p.stack(by, v.bill.Total, x, y, w)
		for _, s := range services {
			y = p.service(v, s.name, s.title, s.symbol, by, x, y, w)
		}
		return p.billFoot(v, x, y+p.px(4), w) + p.px(12)
	})
}

// billHead paints the total, and those of other lanes beside it.
func (p *pen) billHead(v *view, x, y, w float64) float64 {
	total := v.bill.Total.String()
	tw := p.width(typeSum, total) + 1
	title := "Cost so far"
	if len(p.session.Lanes()) > 1 {
		title += ", lane " + p.session.Lane()
	}
	h := p.lineHeight(typeSum)
	p.label(Rect{x, y, max(0, w-tw-p.px(8)), h}, typeHeading, p.ink, title)
	p.labelRight(Rect{x + w - tw, y, tw, h}, typeSum, p.money, total)
	p.node(Node{ID: "bill/total", Role: RoleHeading, Name: title + ": " + total, Level: 2, Rect: Rect{x, y, w, h}})
	y += h + p.px(4)
	for _, name := range p.session.Lanes() {
		if name == p.session.Lane() {
			continue
		}
		other, _ := p.session.WorldOf(name)
		y = p.otherLane(v, name, other.Bill(cost.Window{To: other.Now()}).Total, x, y, w)
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
func (p *pen) service(v *view, name, title string, icon symbol, by cost.Breakdown, x, y, w float64) float64 {
	found := false
	for i := range v.bill.Lines {
		found = found || v.bill.Lines[i].Service == name
	}
	if !found {
		return y
	}
	amount := by.Amount(name).String()
	aw := p.width(typeStrong, amount) + 1
	row := Rect{x, y, w, p.px(24)}
	p.icon(icon, x, y+p.px(4), p.px(16), p.ink)
	p.label(Rect{x + p.px(24), y, max(0, w-p.px(32)-aw), row.H}, typeStrong, p.ink, title)
	p.labelRight(Rect{x + w - aw, y, aw, row.H}, typeStrong, p.ink, amount)
	p.node(Node{ID: "bill/" + name, Role: RoleText, Name: title + ": " + amount, Rect: row})
	y += row.H
	for i := range v.bill.Lines {
		if l := &v.bill.Lines[i]; l.Service == name {
			y = p.billLine(v, l, i, x+p.px(24), y, w-p.px(24))
		}
	}
	return y + p.px(6)
}

// manyLines is from how many lines of a bill on the sums of those out of sight are not written out: that takes time.
const manyLines = 12

// billLine paints one line: whose it is, and quantity × price = money; or why it is nothing.
func (p *pen) billLine(v *view, l *cost.Line, i int, x, y, w float64) float64 {
	ref := ec2.Ref{Kind: ec2.Kind(l.Resource.Kind), Index: l.Resource.Index}
	n := Node{ID: "bill/line/" + strconv.Itoa(i), Role: RoleText, Name: v.name(ref) + " · " + l.Key, Rect: Rect{x, y, w, p.px(39)}}
	if !v.cloud.Exists(ref) {
		n.Name = v.name(ref) + ", gone · " + l.Key
	}
	if len(v.bill.Lines) > manyLines && !p.visible(Rect{x, y, w, p.px(70)}) {
		p.node(n)
		return n.Rect.Bottom() + p.px(5)
	}
	n.Help = v.bill.sum(i)
	p.label(Rect{x, y, w, p.px(20)}, typeBody, p.ink, n.Name)
	end := p.lines(x, y+p.px(19), w, typeBody, p.muted, p.wrap(typeBody, n.Help, w, 0))
	n.Rect.H = end - y
	p.node(n)
	return end + p.px(5)
}

// billFoot says what the figures rest on.
func (p *pen) billFoot(v *view, x, y, w float64) float64 {
	p.rule(x, y, w, 1)
	y += p.px(6)
	book := v.bill.Book
	text := monthWords(book.Month.String())
	if book.Source != "" {
		text += " Prices: " + book.Name + ", " + book.Source + "."
	} else {
		text += " Prices: the " + book.Name + "'s."
	}
	if len(v.bill.Missing) > 0 {
		text += " No price for " + strings.Join(v.bill.Missing, ", ") + "."
	}
	if p.visible(Rect{x, y, w, p.px(200)}) { // to add a long bill up again takes time
		if note := v.bill.RoundingNote(); note != "" {
			text += " " + note
		}
	}
	return p.prose("bill/foot", x, y, w, typeBody, p.muted, text)
}

// monthWords says what a price book means by a month.
func monthWords(month string) string {
	switch month {
	case "30d":
		return "A month is 30 days (720 h)."
	case "730h":
		return "A month is 730 h."
	}
	return "A month is the calendar's."
}
