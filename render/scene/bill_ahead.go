package scene

import (
	"slices"
	"strings"

	"blockyard/sim"
	"blockyard/sim/ec2"
	"blockyard/sim/unit"
)

// whyNothing paints why a service costs nothing, where that can be said.
func (p *pen) whyNothing(v *view, x, y, w float64) float64 {
	if v.now == 0 || len(v.account.ledger.Entries()) == 0 {
		return y
	}
	var reasons []string
	for _, name := range p.session.Lanes() {
		lane, _ := p.session.WorldOf(name)
		for _, reason := range v.whyZero(lane) {
			if !slices.Contains(reasons, reason) {
				reasons = append(reasons, reason)
			}
		}
	}
	if len(reasons) == 0 {
		return y
	}
	text := strings.Join(reasons, " ")
	r := p.cardRound(x, y+p.px(4), w, p.hairline, func(left, y, w float64) float64 {
		p.label(Rect{left, y, w, p.lineHeight(typeStrong)}, typeStrong, p.ink, "Why $0.00?")
		return p.lines(left, y+p.px(22), w, typeBody, p.muted, p.wrap(typeBody, text, w, 0))
	})
	p.node(Node{ID: "bill/nothing", Role: RoleText, Name: "Why $0.00?", Help: text, Rect: r})
	return r.Bottom() + p.px(8)
}

// whyZero returns why the usual services cost nothing in a lane. What has a line of its own on the bill says it there.
func (v *view) whyZero(lane *sim.World) (reasons []string) {
	a := v.memo.accountOf(lane)
	listed := func(service string) bool {
		for i := range services {
			if services[i].name == service {
				return len(a.entries[i]) > 0
			}
		}
		return false
	}
	if !listed("compute") {
		reasons = append(reasons, "No instance has run.")
	}
	if !listed("volume") {
		reasons = append(reasons, whyNoVolume(lane.Cloud()))
	}
	if !listed("snapshot") {
		reasons = append(reasons, "No snapshot was taken.")
	}
	if !listed("transfer") {
		reasons = append(reasons, "Nothing left its zone or its region.")
	}
	return reasons
}

// whyNoVolume says why no volume is billed.
func whyNoVolume(cloud *ec2.State) string {
	for _, i := range cloud.Instances().All() {
		if len(i.Disks) > 0 || i.RootKind == ec2.RootInstanceStore {
			return "An instance-store disk is part of the instance's price."
		}
	}
	return "There was no volume."
}

// billAhead paints the budget, and what everything will have cost at the end of the month.
func (p *pen) billAhead(v *view, x, y, w float64) float64 {
	if HeldBy(p.session) != "" || p.session.LooksBack() || len(v.account.ledger.Entries()) == 0 {
		return y
	}
	if !p.visible(Rect{x, y, w, p.px(140)}) {
		return y + p.aheadHeight(v)
	}
	end := monthEnd(v.world, v.now)
	c := v.memo.courseOf(v.world, courseStep(end.Sub(0)))
	b, budgeted := c.budget()
	r := p.cardRound(x, y+p.px(4), w, p.hairline, func(left, y, w float64) float64 {
		if end > v.now {
			y = p.monthAhead(v, c, end, left, y, w)
		}
		if budgeted {
			return p.budgetRow(v, &b, left, y, w)
		}
		return p.flow(left, y+p.px(4), w, []button{{id: "bill/budget/set", text: "Set a budget", help: "yard budget: you are told when it is reached", act: Action{"Set a budget", Write, "yard budget 20 --month"}}})
	})
	return r.Bottom() + p.px(8)
}

// aheadHeight is about how high the budget is where it cannot be seen: to look ahead takes time.
func (p *pen) aheadHeight(v *view) float64 {
	if v.world.Yard().Budget().IsSet() {
		return p.px(150)
	}
	return p.px(90)
}

// monthAhead paints what everything will have cost at the end of the month.
func (p *pen) monthAhead(v *view, c *costCourse, end unit.Instant, x, y, w float64) float64 {
	a := c.lookAhead(end)
	sum, ok := a.total()
	if !ok {
		return y
	}
	text := "By " + dayOf(v.world.Date(end))
	long := text + ", as things go on"
	if !a.lived {
		long = text + ", at this pace"
	}
	row := Rect{x, y, w, p.px(22)}
	used := p.labelRight(row, typeStrong, p.ink, grouped(sum.String())) + p.px(8)
	p.label(Rect{x, y, max(0, w-used), row.H}, typeBody, p.ink, p.longestThatFits(typeBody, w-used, long, text, ""))
	p.node(Node{ID: "bill/ahead", Role: RoleText, Name: long + ": " + sum.String(), Rect: row})
	return row.Bottom() + p.px(2)
}

// budgetRow paints the budget: how much of it is spent, and when it is reached.
func (p *pen) budgetRow(v *view, b *budgeted, x, y, w float64) float64 {
	title := "Budget " + b.Period.String()
	amount := b.Spent.String() + " of " + b.Amount().String()
	row := Rect{x, y, w, p.px(22)}
	used := p.labelRight(row, typeStrong, p.ink, grouped(amount)) + p.px(8)
	p.label(Rect{x, y, max(0, w-used), row.H}, typeBody, p.ink, p.longestThatFits(typeBody, w-used, title, "Budget", ""))
	hue, tone := hueGreen, p.muted
	if b.Reached {
		hue, tone = p.warn.text, p.warn.text
	}
	bar := Rect{x, row.Bottom() + p.px(2), w, p.px(8)}
	p.box(bar, p.px(3), p.empty, p.emptyLine, lineWidth(p.emptyLine, 1))
	share := min(1, shareOf(b.Spent, b.Amount()))
	p.box(Rect{bar.X, bar.Y, max(2, w*share), bar.H}, p.px(3), hue, p.outline, lineWidth(p.outline, 1))
	text := b.told(v)
	end := p.lines(x, bar.Bottom()+p.px(4), w, typeBody, tone, p.wrap(typeBody, text, w, 0))
	p.node(Node{ID: "bill/budget", Role: RoleText, Name: title + ": " + amount, Help: text, Rect: Rect{x, y, w, end - y}})
	return end
}
