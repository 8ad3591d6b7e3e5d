package scene

import (
	"strconv"
	"strings"

	"blockyard/sim/cost"
	"blockyard/sim/ec2"
	"blockyard/sim/unit"
)

// nothingSelected says what the inspector is for, what there is and what it costs, and what each kind is: so the panel
// answers the first questions before anything is chosen.
func (p *pen) nothingSelected(v *view, x, y, w float64) float64 {
	y = p.heading("inspector/title", 2, Rect{x, y, w, p.lineHeight(typeHeading)}, typeHeading, "Nothing is selected") + p.px(4)
	y = p.prose("inspector/empty", x, y, w, typeBody, p.muted, "Choose anything in the world to see what it is and what can be done with it.") + p.px(6)
	if first := v.first(); first != nil {
		name := v.name(*first)
		y = p.flow(x, y+p.px(4), w, []button{{id: "button/select-first", text: "Look at " + name, act: Action{"Look at " + name, Select, v.nodeID(*first)}}})
		y = p.holdings(v, x, y, w)
	}
	if p.ui.Refused == nil { // there is something more urgent to read
		y = p.kindsTold(x, y, w)
	}
	return y + p.px(14)
}

// A holding is what there is of a kind: how many, in which states, and the part of the bill that it is.
type holding struct {
	kind          ec2.Kind
	list, service string
	name, note    string
}

// holdings paints what there is of each kind and what that costs in 30 days as it is, each as a button that lists it.
// While somebody is asked for a guess, it says nothing of money.
func (p *pen) holdings(v *view, x, y, w float64) float64 {
	title := "In this world"
	y = p.sectionHead(title, x, y, w)
	top, hour := y-p.px(24), v.nextHour()
	guessing := HeldBy(p.session) != ""
	for _, h := range v.held() {
		if guessing {
			h.service = ""
		}
		y = p.holding(&h, perMonth(hour.of(h.service)), x, y, w)
	}
	if guessing {
		return y
	}
	y = p.besides(&hour, x, y, w)
	if room, text := w-p.width(typeStrong, title)-p.px(12), "for 30 days"; p.width(typeBody, text) <= room {
		p.labelRight(Rect{x + w - room, top, room, p.px(22)}, typeBody, p.muted, text)
	}
	total := perMonth(hour.total())
	row := Rect{x, y + p.px(5), w, p.px(24)}
	p.rule(x, y+p.px(2), w, 1)
	used := p.labelRight(row, typeStrong, p.money, grouped(total))
	text := p.longestThatFits(typeStrong, w-used-p.px(8), "In all, at this pace", "In all", "")
	p.label(Rect{x, row.Y, max(0, w-used-p.px(8)), row.H}, typeStrong, p.ink, text)
	p.node(Node{ID: "holding/total", Role: RoleText, Name: "In all, at this pace: " + total + " for 30 days", Rect: row})
	return row.Bottom()
}

// besides paints what else costs something as things are, in 30 days: what is no kind of thing of its own.
func (p *pen) besides(hour *pace, x, y, w float64) float64 {
	for _, s := range services {
		cost := hour.of(s.name)
		if cost.Sign() == 0 || s.name == "compute" || s.name == "volume" || s.name == "snapshot" {
			continue
		}
		month := perMonth(cost)
		row := Rect{x + p.px(24), y + p.px(2), w - p.px(24), p.lineHeight(typeBody)}
		used := p.labelRight(row, typeBody, p.ink, grouped(month))
		p.label(Rect{row.X, row.Y, max(0, row.W-used-p.px(8)), row.H}, typeBody, p.ink, s.title)
		p.icon(s.symbol, x+p.px(1), y+p.px(5), p.px(15), p.muted)
		p.node(Node{ID: "holding/" + s.name, Role: RoleText, Name: s.title + ", " + month + " for 30 days", Rect: row})
		y = row.Bottom() + p.px(4)
	}
	return y
}

// holding paints one kind: icon, number and cost in one line, and the states below.
func (p *pen) holding(h *holding, month string, x, y, w float64) float64 {
	left, line := x+p.px(24), p.lineHeight(typeBody)
	room := x + w - left
	var notes []string
	if h.note != "" {
		notes = p.wrap(typeBody, grouped(h.note), room, 3)
	}
	beside := h.service != "" && p.width(typeBody, grouped(h.name))+p.px(8)+p.width(typeBody, grouped(month)) <= room
	if h.service != "" && !beside {
		notes = append([]string{grouped(month)}, notes...)
	}
	r := Rect{x, y, w, p.px(6) + float64(1+len(notes))*line}
	id := "holding/" + h.list
	n := Node{
		ID: id, Role: RoleButton, Name: h.name, Help: h.note, Rect: r,
		Action: &Action{Label: "List them", Verb: OpenList, Arg: h.list + "="},
	}
	if h.service != "" {
		n.Name += ", " + month + " for 30 days"
	}
	p.icon(kindSymbols[h.kind], x+p.px(1), y+p.px(5), p.px(15), p.ink)
	if beside {
		p.labelRight(Rect{left, y + p.px(2), room, line}, typeBody, p.ink, grouped(month))
	}
	ink := p.linkInk(id)
	used := p.label(Rect{left, y + p.px(2), room, line}, typeBody, ink, grouped(h.name))
	p.box(Rect{left, y + line, used, max(1, p.px(1))}, 0, ink.faded(60), 0, 0)
	p.lines(left, y+p.px(2)+line, room, typeBody, p.muted, notes)
	p.node(n)
	return r.Bottom()
}

// held returns what there is, kind by kind; a kind of which there is nothing is left out.
func (v *view) held() []holding {
	return v.memo.held.of(stateOf(v.world), func() (all []holding) {
		tallies := v.tallies()
		all = addHolding(all, holding{kind: ec2.KindInstance, list: "Instances", service: "compute"}, tallies[0].sum(), "instance", tallies[0].states())
		all = addHolding(all, holding{kind: ec2.KindVolume, list: "Volumes", service: "volume"}, tallies[1].sum(), "volume", tallies[1].states())
		snapshots, images, billed := 0, 0, uint64(0)
		for _, x := range v.cloud.Snapshots().All() {
			if x.State != "" && !x.InCatalogue() {
				snapshots, billed = snapshots+1, billed+v.cloud.Blocks().Owned(x.Block)
			}
		}
		for _, m := range v.cloud.Images().All() {
			if m.State != "" && !m.Public {
				images++
			}
		}
		all = addHolding(all, holding{kind: ec2.KindSnapshot, list: "Snapshots", service: "snapshot"}, snapshots, "snapshot", stored(billed)+" billed")
		return addHolding(all, holding{kind: ec2.KindImage, list: "Images"}, images, "image", "")
	})
}

// addHolding adds a kind of which there is something.
func addHolding(all []holding, h holding, count int, noun, note string) []holding {
	if count == 0 {
		return all
	}
	h.name, h.note = countOf(count, noun), note
	return append(all, h)
}

// sum returns how many things of its first kind are counted.
func (t *tally) sum() (n int) {
	for _, c := range t.counts[0] {
		n += c
	}
	return n
}

// states says how many things of its first kind are in which state: "3 in-use, 1 available".
func (t *tally) states() string {
	words := make([]string, len(t.names[0]))
	for i, name := range t.names[0] {
		words[i] = strconv.Itoa(t.counts[0][i]) + " " + name
	}
	return strings.Join(words, ", ")
}

// An hourKey is what the cost of the next hour depends on.
type hourKey struct {
	state
	now unit.Instant
}

// A pace is what everything has cost by the two ends of an hour, as it is now.
type pace struct{ from, to cost.Amounts }

// total returns what the hour costs.
func (p *pace) total() unit.Money { return p.to.Total.Minus(p.from.Total) }

// of returns what the hour costs of one service.
func (p *pace) of(service string) unit.Money {
	return p.to.By.Amount(service).Minus(p.from.By.Amount(service))
}

// nextHour returns what the next hour costs.
func (v *view) nextHour() pace {
	return v.memo.nextHour.of(hourKey{stateOf(v.world), v.now}, func() pace {
		w := paceWindow(v.world)
		return pace{v.account.ledger.At(w.From), v.account.ledger.At(w.To)}
	})
}

// kindsOfThings says of each kind what it is, in the order in which one meets them.
var kindsOfThings = []struct {
	symbol     symbol
	id         string
	name, told string
}{
	{symbolInstance, "instance", "Instance", "a server, in one zone"},
	{symbolVolume, "volume", "EBS volume", "a disk on the network of its zone, with a life of its own"},
	{symbolDisk, "disk", "Instance store", "a disk of the host: gone when the instance stops or ends"},
	{symbolSnapshot, "snapshot", "Snapshot", "a volume's contents at one instant"},
	{symbolImage, "image", "Image (AMI)", "what an instance starts from"},
}

// kindsTold paints what each kind of thing is, beside its icon.
func (p *pen) kindsTold(x, y, w float64) float64 {
	y = p.sectionHead("The kinds of things", x, y, w)
	left, line := x+p.px(24), p.lineHeight(typeBody)
	for i := range kindsOfThings {
		k := &kindsOfThings[i]
		lines := p.wrap(typeBody, k.told, x+w-left, 0)
		r := Rect{x, y, w, float64(1+len(lines))*line + p.px(6)}
		p.icon(k.symbol, x+p.px(1), y+p.px(3), p.px(15), p.ink)
		p.label(Rect{left, y, x + w - left, line}, typeStrong, p.ink, k.name)
		p.lines(left, y+line, x+w-left, typeBody, p.muted, lines)
		p.node(Node{ID: "what/" + k.id, Role: RoleText, Name: k.name + ": " + k.told, Rect: r})
		y = r.Bottom()
	}
	return y
}
