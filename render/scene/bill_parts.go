package scene

import (
	"slices"
	"strconv"
	"strings"

	"blockyard/scripting/shell"
	"blockyard/sim"
	"blockyard/sim/catalog"
	"blockyard/sim/cost"
	"blockyard/sim/ec2"
	"blockyard/sim/unit"
)

// billSplitNames are the ways to split a bill, beside tags, with what stands for them.
var billSplitNames = []Choice{{"", "Service"}, {"resource", "Resource"}, {"account", "Account"}, {"day", "Day"}, {"region", "Region"}}

// tagSplit begins the name of a split by a tag.
const tagSplit = "tag:"

// billSplits paints the ways to split the bill.
func (p *pen) billSplits(v *view, x, y, w float64) float64 {
	if len(v.account.ledger.Entries()) == 0 {
		return y
	}
	chosen := Chosen(p.ui.Fields, billBy)
	var links []costLink
	add := func(by, text string) {
		links = append(links, costLink{
			id: "bill/by/" + by, text: text, name: "Bill by " + strings.ToLower(text[:1]) + text[1:], role: RoleRadio, chosen: by == chosen,
			act: Action{"Bill by " + text, Fill, billBy + "=" + by},
		})
	}
	for _, split := range billSplitNames {
		switch {
		case split.Of == "day" && p.billMonth() != "": // a month at this pace has no days
		case split.Of == "region" && !v.billedInSeveralRegions() && chosen != split.Of:
		default:
			add(split.Of, split.Value)
		}
	}
	for _, key := range v.tagKeys() {
		add(tagSplit+key, "Tag "+key)
	}
	_, end := p.costLinks(links, Rect{x, y, w, p.px(26)})
	return end + p.px(6)
}

// billedInSeveralRegions reports whether a split by region would have several parts.
func (v *view) billedInSeveralRegions() bool {
	return v.memo.regions.of(stateOf(v.world), func() bool {
		entries := v.account.ledger.Entries()
		for i := range entries[:min(len(entries), 1000)] {
			_, first := v.cloud.Place(resourceRef(entries[0].Resource))
			if _, region := v.cloud.Place(resourceRef(entries[i].Resource)); region != first {
				return true
			}
		}
		return false
	})
}

// mostTagKeys is by how many keys of tags the bill can be split here; yard bill takes any.
const mostTagKeys = 3

// tagKeys returns the first keys of tags that anything has, beside its name.
func (v *view) tagKeys() []string {
	return v.memo.tagKeys.of(stateOf(v.world), func() (keys []string) {
		for _, kind := range []ec2.Kind{ec2.KindInstance, ec2.KindVolume, ec2.KindSnapshot} {
			for index := range min(v.cloud.Length(kind), 200) {
				for _, tag := range v.cloud.Tags(ec2.Ref{Kind: kind, Index: index}) {
					if len(keys) < mostTagKeys && tag.Key != "Name" && !slices.Contains(keys, tag.Key) && !strings.ContainsAny(tag.Key, "=\n") {
						keys = append(keys, tag.Key)
					}
				}
			}
		}
		return keys
	})
}

// billMonth returns the month at the pace of which the bill is shown: "720h" or "730h"; or "" for what was used.
func (p *pen) billMonth() string {
	if p.session.World().Now() == 0 || HeldBy(p.session) != "" {
		return ""
	}
	return Chosen(p.ui.Fields, billMonth)
}

// monthLengths are the months that a bill can be told for.
var monthsAtPace = []struct {
	name, text string
	month      catalog.Month
}{{"720h", "720 h", catalog.ThirtyDays}, {"730h", "730 h", catalog.AverageMonth}}

// A billKey is what a whole bill depends on.
type billKey struct {
	state // of its lane
	now   unit.Instant
	month string
	in    string
}

// wholeBill returns the bill of everything so far, or of a month at that pace; at the prices of a region, where one is given.
func (v *view) wholeBill(month, in string) *cost.Bill { return v.wholeBillOf(v.world, month, in) }

// wholeBillOf returns the same of a lane's world.
func (v *view) wholeBillOf(w *sim.World, month, in string) *cost.Bill {
	return v.memo.bills.of(billKey{stateOf(w), w.Now(), month, in}, func() *cost.Bill {
		book := w.Config().Book
		if in != "" {
			book = book.In(in)
		}
		window, start := cost.Window{To: w.Now()}, w.Config().Start
		for _, m := range monthsAtPace {
			if m.name == month {
				bill := w.Meters().Bill(book.Of(m.month), start, window).Over(m.month.Length())
				return &bill
			}
		}
		bill := w.Meters().Bill(book, start, window)
		return &bill
	})
}

// billParts paints the bill in its parts, one of which can be open.
func (p *pen) billParts(v *view, x, y, w float64) float64 {
	by, month := Chosen(p.ui.Fields, billBy), p.billMonth()
	bill := v.wholeBill(month, "")
	if month != "" {
		y = p.prose("bill/assumed", x, y, w, typeBody, p.warn.text, "A month of "+strings.TrimSuffix(month, "h")+" h at the pace so far: "+bill.Total.String()+".") + p.px(4)
	}
	if by == "" {
		by = "service"
	}
	parts := shell.SplitBill(v.world, bill, by)
	row := Rect{x, y, w, p.px(24)}
	y = p.longRows("bill/parts", "part", row, len(parts), func(i int, y float64) float64 {
		return p.billPart(v, bill, by, i, &parts[i], Rect{x, y, w, row.H})
	})
	if note := parts.RoundingNote(); note != "" {
		y = p.prose("bill/parts/note", x, y+p.px(2), w, typeBody, p.muted, note)
	}
	return y + p.px(6)
}

// billPart paints a part of the bill, and its lines where it is open.
func (p *pen) billPart(v *view, bill *cost.Bill, by string, number int, part *cost.Group, r Rect) float64 {
	id := "bill/part/" + strconv.Itoa(number+1)
	open := Chosen(p.ui.Fields, billOpen) == by+" "+part.Name
	amount := part.Amount.String()
	n := Node{ID: id, Role: RoleButton, Name: part.Name + ": " + amount, Chosen: open, Rect: Rect{r.X + p.px(16), r.Y, r.W - p.px(16), r.H}}
	n.Action = &Action{"What is behind it", Fill, billOpen + "=" + by + " " + part.Name}
	if open {
		n.Action = &Action{"Close", Fill, billOpen + "="}
	}
	p.openMark(&n, open)
	shown := grouped(amount)
	aw := p.width(typeStrong, shown) + 1
	p.label(Rect{n.Rect.X, r.Y, max(0, n.Rect.W-aw-p.px(8)), r.H}, typeBody, p.ink, part.Name)
	p.labelRight(Rect{r.Right() - aw, r.Y, aw, r.H}, typeStrong, p.ink, shown)
	p.node(n)
	y := r.Bottom()
	if !open {
		return y
	}
	for i, l := range v.linesOf(bill, by, part.Name) {
		y = p.prose(id+"/"+strconv.Itoa(i+1), n.Rect.X+p.px(8), y, n.Rect.W-p.px(8), typeBody, p.muted, l)
		if i+1 == mostSpans {
			break
		}
	}
	return y + p.px(4)
}

// linesOf returns the lines of a part of the bill as texts: whose they are, and quantity × price = money.
func (v *view) linesOf(bill *cost.Bill, by, name string) (texts []string) {
	belongs := func(*cost.Line) bool { return true }
	if by == "day" {
		at := v.dayNamed(name)
		day := v.world.Bill(at)
		bill = &day
	} else {
		part := shell.PartOf(v.world, bill, by)
		belongs = func(l *cost.Line) bool { return part(l) == name }
	}
	for i := range bill.Lines {
		if l := &bill.Lines[i]; belongs(l) {
			texts = append(texts, v.name(resourceRef(l.Resource))+" · "+l.Key+": "+l.Sum())
		}
	}
	return texts
}

// dayNamed returns the time of a calendar day that has begun.
func (v *view) dayNamed(name string) cost.Window {
	date, err := unit.ParseDate(name)
	if err != nil {
		return cost.Window{}
	}
	from := unit.Instant(date - v.world.Config().Start)
	return cost.Window{From: min(max(0, from), v.now), To: max(0, min(v.now, from.Add(unit.Day)))}
}
