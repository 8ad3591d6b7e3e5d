package scene

import (
	"strconv"

	"blockyard/sim/cost"
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

// The fields of the interface that say what the bill shows.
const (
	billBy    = "bill/by"    // how it is split: one of billSplits, or "tag:KEY"; "" is by service
	billMonth = "bill/month" // that of a month at this pace: "720h" or "730h"; "" is what was used
	billIn    = "bill/in"    // another region to compare with
	billOpen  = "bill/open"  // id of the line, or name of the part, that is open
)

// billing paints what everything has cost: by service, then line by line as quantity × price, down to the intervals.
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
		if lanes := v.billLanes(); len(lanes) > 1 {
			y = p.laneTable(lanes, x, y, w)
			y = p.comesAbout(v, x, y, w)
		} else {
			y = p.stack(v.bill.By, v.bill.Total, x, y, w)
		}
		y = p.billSplits(v, x, y, w)
		y = p.billBody(v, x, y, w)
		y = p.whyNothing(v, x, y, w)
		y = p.billAhead(v, x, y, w)
		return p.billFoot(v, x, y+p.px(4), w) + p.px(12)
	})
}

// billBody paints the lines of the bill by service, or its parts.
func (p *pen) billBody(v *view, x, y, w float64) float64 {
	if Chosen(p.ui.Fields, billBy) != "" || p.billMonth() != "" {
		return p.billParts(v, x, y, w)
	}
	for i := range services {
		y = p.service(v, i, x, y, w)
	}
	return y
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

// billHead paints the total, and of which time it is.
func (p *pen) billHead(v *view, x, y, w float64) float64 {
	total := v.bill.Total.String()
	shown := grouped(total)
	if len(p.session.Lanes()) > 1 {
		shown = "" // the table has it, in a column for each lane
	}
	tw := p.width(typeSum, shown) + 1
	title := "Bill"
	if v.now > 0 {
		title += ", " + daysAndHours(unit.Duration(v.now))
	}
	said := title
	if shown == "" {
		said += ", lane " + p.session.Lane()
	}
	h := p.lineHeight(typeSum)
	left := p.px(22)
	p.icon(symbolBill, x, y+(h-p.px(16))/2, p.px(16), p.ink)
	room := max(0, w-tw-left-p.px(8))
	p.label(Rect{x + left, y, room, h}, typeHeading, p.ink, p.longestThatFits(typeHeading, room, title, "Bill", ""))
	p.labelRight(Rect{x + w - tw, y, tw, h}, typeSum, p.money, shown)
	p.node(Node{ID: "bill/total", Role: RoleHeading, Name: said + ": " + total, Level: 2, Rect: Rect{x, y, w, h}})
	y += h
	if v.now == 0 {
		return y + p.px(6)
	}
	return p.prose("bill/time", x, y, w, typeBody, p.muted, v.when(0)+" to "+v.when(v.now)) + p.px(6)
}

// daysAndHours returns a time as a heading says it: "30 days", "3 days 5 h", "40 min".
func daysAndHours(d unit.Duration) string {
	days, hours, minutes := int(d/unit.Day), int(d%unit.Day/unit.Hour), int(d%unit.Hour/unit.Minute)
	switch {
	case days > 0 && hours > 0:
		return plural(days, "day") + " " + strconv.Itoa(hours) + " h"
	case days > 0:
		return plural(days, "day")
	case hours > 0 && minutes > 0:
		return strconv.Itoa(hours) + " h " + strconv.Itoa(minutes) + " min"
	case hours > 0:
		return strconv.Itoa(hours) + " h"
	case minutes > 0:
		return strconv.Itoa(minutes) + " min"
	}
	return strconv.Itoa(int(d/unit.Second)) + " s"
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
