package scene

import (
	"slices"
	"strings"

	"blockyard/sim/catalog"
	"blockyard/sim/unit"
)

// billFoot says what the figures rest on, and lets the bill be told otherwise and taken along.
func (p *pen) billFoot(v *view, x, y, w float64) float64 {
	p.rule(x, y, w, 1)
	y += p.px(6)
	book := v.world.Config().Book
	text := monthWords(book.Month.String()) + " " + pricesWords(book)
	if len(v.bill.Missing) > 0 {
		text += " No price for " + strings.Join(slices.Sorted(slices.Values(v.bill.Missing)), ", ") + "." // a ledger notes them as they come
	}
	if p.visible(Rect{x, y, w, p.px(200)}) { // to add a bill up again takes time
		if note := v.roundingNote(); note != "" {
			text += " " + note
		}
	}
	y = p.prose("bill/foot", x, y, w, typeBody, p.muted, text)
	if len(v.account.ledger.Entries()) == 0 || v.now == 0 {
		return y
	}
	if !v.isLongBill() && p.visible(Rect{x, y, w, p.px(200)}) {
		y = p.otherwise(v, x, y+p.px(6), w)
	}
	return p.flow(x, y+p.px(8), w, p.billButtons()) + p.px(4)
}

// otherwise says what the same would come to in AWS's month, and in another region.
func (p *pen) otherwise(v *view, x, y, w float64) float64 {
	if HeldBy(p.session) != "" {
		return y // who guesses is not told
	}
	if v.now >= unit.Instant(unit.Day) {
		y = p.prose("bill/730h", x, y, w, typeBody, p.muted, "In AWS's 730-hour month, at this pace: "+v.monthsOfLanes("730h")+".")
	}
	if book := v.world.Config().Book; book.Name == catalog.AWS().Name {
		y = p.inRegion(v, x, y+p.px(2), w)
	}
	return y
}

// monthsOfLanes returns what a month costs at the pace of each lane, and how far they are apart.
func (v *view) monthsOfLanes(month string) string {
	var texts []string
	var low, high unit.Money
	for i, name := range v.session.Lanes() {
		lane, _ := v.session.WorldOf(name)
		total := v.wholeBillOf(lane, month, "").Total
		if texts = append(texts, total.String()); i == 0 || total.Compare(low) < 0 {
			low = total
		}
		if total.Compare(high) > 0 {
			high = total
		}
	}
	if len(texts) > 1 {
		texts = append(texts, high.Minus(low).String()+" apart")
	}
	return strings.Join(texts, ", ")
}

// inRegion paints what the same costs in another region. A click goes on to the next one.
func (p *pen) inRegion(v *view, x, y, w float64) float64 {
	at, next := otherRegions(Chosen(p.ui.Fields, billIn))
	bill := v.wholeBillOf(v.world, "", at)
	text := "The same in " + at + ": " + bill.Total.String()
	if len(bill.Missing) > 0 {
		text += ", without " + strings.Join(bill.Missing, ", ") + ", which have no price there"
	}
	lines := p.wrap(typeBody, text+".", w, 0)
	r := Rect{x, y, w, float64(len(lines)) * p.lineHeight(typeBody)}
	if p.ui.Hover == billIn {
		p.box(r, p.px(4), p.hover, 0, 0)
	}
	p.lines(x, y, w, typeBody, p.muted, lines)
	p.node(Node{ID: billIn, Role: RoleButton, Name: text, Help: "Goes on to " + next, Rect: r, Action: &Action{"Compare with " + next, Fill, billIn + "=" + next}})
	return r.Bottom()
}

// firstOther is the region that a bill is compared with unless another one is asked for.
const firstOther = "eu-west-1"

// otherRegions returns the region to compare with, and the one after it.
func otherRegions(chosen string) (at, next string) {
	if chosen == "" {
		chosen = firstOther
	}
	var names []string
	for _, r := range catalog.Regions() {
		if r.Usable() {
			names = append(names, r.Name)
		}
	}
	for i, name := range names {
		if name == chosen {
			return name, names[(i+1)%len(names)]
		}
	}
	return names[0], names[1]
}

// billButtons are the ways to tell the bill for a month, and to take it along.
func (p *pen) billButtons() (buttons []button) {
	off := ""
	if HeldBy(p.session) != "" {
		off = "It would tell what you are asked to guess"
	}
	for _, m := range monthsAtPace {
		b := button{
			id: "bill/month/" + m.name, text: m.text, name: "A month of " + m.text, help: "The bill as that of a month at the pace so far",
			chosen: p.billMonth() == m.name, off: off, act: Action{"A month of " + m.text, Fill, billMonth + "=" + m.name},
		}
		if b.chosen {
			b.act = Action{"What was used", Fill, billMonth + "="}
		}
		buttons = append(buttons, b)
	}
	return append(buttons,
		button{
			id: "bill/csv", text: "CSV", name: "Bill as CSV", help: "Quantities, prices and exact amounts, line by line", symbol: symbolDownload, icon: true,
			act: Action{"Take the bill along as CSV", Download, "bill.csv=yard bill --csv"},
		},
		button{id: "bill/intervals", text: "CSV, intervals", name: "Intervals as CSV", help: "Each time that was billed, with its money", symbol: symbolDownload, icon: true, act: Action{"Take the intervals along as CSV", Download, "bill-intervals.csv=yard bill --csv --intervals"}},
		button{id: "bill/compare", text: "Compare", name: "Compare regions and prices", help: "What the same would cost elsewhere, in the log", off: off, act: Action{"Compare regions and prices", Command, "yard bill --by service --compare"}},
	)
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
