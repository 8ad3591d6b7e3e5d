package shell

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"blockyard/sim"
	"blockyard/sim/catalog"
	"blockyard/sim/cost"
	"blockyard/sim/ec2"
	"blockyard/sim/unit"
)

// billServices lists the parts of a bill in their order, each with its title.
var billServices = []struct{ service, title string }{
	{"compute", "Compute"},
	{"software", "Marketplace software"},
	{"address", "Public addresses"},
	{"monitoring", "Monitoring"},
	{"volume", "Volumes"},
	{"snapshot", "Snapshots"},
	{"transfer", "Data transfer"},
}

// billWidth is the column at which amounts end: the width that terminals have at least.
const billWidth = 78

// FormatBill prints a bill of a world for people: part by part, resource by
// resource, each line opened into quantity × price, and below the total what
// the figures rest on. Lines of nothing stay, with the reason. A bill with
// nothing on it says so.
func FormatBill(w *sim.World, bill cost.Bill) string {
	p := billPrinter{world: w, bill: &bill}
	p.whole()
	return p.text.String()
}

// A billPrinter composes the text of a bill.
type billPrinter struct {
	world *sim.World
	bill  *cost.Bill
	asked BillRequest
	ahead *outlook // nil for a bill of the past
	text  strings.Builder
}

// whole writes the bill line by line.
func (p *billPrinter) whole() {
	p.title()
	for _, part := range billServices {
		p.part(part.service, part.title)
	}
	p.accounts()
	p.total()
	p.compared()
	p.notes()
}

// total writes what the bill comes to.
func (p *billPrinter) total() {
	p.amount("Total", p.bill.Total)
	if p.ahead != nil {
		p.ahead.total(p)
	}
	p.budget()
}

func (p *billPrinter) line(text string) { p.text.WriteString(text + "\n") }

// amount writes a line that ends in an amount to the cent.
func (p *billPrinter) amount(what string, money unit.Money) {
	gap := billWidth - utf8.RuneCountInString(what) - len(money.String())
	p.line(what + strings.Repeat(" ", max(gap, 1)) + money.String())
}

// title says which time the bill is for.
func (p *billPrinter) title() {
	from, to, what := p.bill.Window.From, p.bill.Window.To, "Bill"
	if p.ahead != nil {
		what = "Forecast"
	}
	p.line(what + " from " + p.bill.Start.At(from).String() + " to " + p.bill.Start.At(to).String() + " (" + to.Sub(from).String() + ")")
	if p.ahead != nil {
		p.ahead.title(p)
	}
	p.assumed()
	p.line("")
}

// part writes the lines of one service under its total.
func (p *billPrinter) part(service, title string) {
	by := p.bill.By(cost.ByService)
	if !slices.ContainsFunc(by, func(g cost.Group) bool { return g.Name == service }) {
		return
	}
	p.amount(title, by.Amount(service))
	var before *cost.Line
	for i := range p.bill.Lines {
		l := &p.bill.Lines[i]
		if l.Service != service {
			continue
		}
		if before == nil || before.Resource != l.Resource {
			p.line("  " + p.resource(l))
		}
		p.line("    " + lineLabel(l) + ": " + l.Sum())
		p.intervals(l)
		before = l
	}
	p.line("")
}

// accounts writes what each account pays, where the bill has several.
func (p *billPrinter) accounts() {
	if by := p.bill.By(p.byAccount); len(by) > 1 {
		p.line("By account")
		for _, account := range by {
			p.amount("  "+account.Name, account.Amount)
		}
		p.line("")
	}
}

// byAccount names a line's account for people: its number, and its profile.
func (p *billPrinter) byAccount(l *cost.Line) string {
	number := p.world.Cloud().AccountNumber(l.Account)
	if profile, ok := catalog.ProfileOf(number); ok {
		return number + " (" + profile.Name + ")"
	}
	return number
}

// name returns the name of a line's resource, or "". A root volume has one of its instance's.
func (p *billPrinter) name(l *cost.Line) string {
	ref, cloud := refOf(l), p.world.Cloud()
	if name := cloud.Name(ref); name != "" || ref.Kind != ec2.KindVolume {
		return name
	}
	return (&naming{cloud: cloud}).rootName(ref.Index)
}

// resource names what a line is for: by its name where it has one, its id, and
// its region and its account where the bill has several.
func (p *billPrinter) resource(l *cost.Line) string {
	text, cloud := p.byResource(l), p.world.Cloud()
	several := slices.ContainsFunc(p.bill.Lines, func(other cost.Line) bool { return other.Region != l.Region })
	if several && l.Meter != cost.Transfer { // whose line names two regions
		text += "  " + catalog.Regions()[l.Region].Name
	}
	if slices.ContainsFunc(p.bill.Lines, func(other cost.Line) bool { return other.Account != l.Account }) {
		text += "  " + cloud.AccountNumber(l.Account)
	}
	return text
}

// lineLabels are what a line counts where its key alone does not say it.
var lineLabels = map[cost.Meter]string{
	cost.VolumeIOPS:         " iops",
	cost.VolumeThroughput:   " throughput",
	cost.VolumeRequests:     " requests",
	cost.VolumeRequestRate:  " requests of steady workloads",
	cost.Initialization:     " MiB/s initialization rate",
	cost.VolumeClone:        " copied by CopyVolumes",
	cost.ArchiveEarlyDelete: ", left of its 90 days",
	cost.SnapshotRestore:    " restore",
	cost.FastRestore:        " with fast restore",
	cost.DirectList:         " block requests",
	cost.DirectGet:          " block requests",
	cost.DirectPut:          " block requests",
	cost.TimedCopy:          " to copy",
}

// lineLabel says what a line counts: the type, and which of its charges where it has several.
func lineLabel(l *cost.Line) string {
	label := l.Key + lineLabels[l.Meter]
	switch {
	case l.Meter == cost.FastRestore:
		label += " in " + catalog.Regions()[l.Region].Zones[l.Part].Name
	case l.Meter == cost.Transfer && l.Key == "zone":
		label = "between zones of " + catalog.Regions()[l.Region].Name
	case l.Meter == cost.Transfer:
		label = "from " + catalog.Regions()[l.Region].Name + " to " + l.Key
	}
	if l.Above > 0 {
		label += " beyond " + strconv.FormatUint(l.Above, 10)
	}
	return label
}

// notes writes what the figures rest on.
func (p *billPrinter) notes() {
	by := p.bill.By(cost.ByService)
	p.notesOn(firstOf(p.bill.RoundingNote(), by.RoundingNote(), p.bill.By(p.byAccount).RoundingNote()))
}

// notesOn writes what the figures rest on, with a note on how they were rounded, if one is needed.
func (p *billPrinter) notesOn(rounding string) {
	if len(p.bill.Missing) > 0 {
		p.line("Not in the total, since the price book has no price: " + strings.Join(p.bill.Missing, ", ") + ".")
	}
	if rounding != "" {
		p.line(rounding)
	}
	book := p.bill.Book
	parts := []string{monthText(book.Month)}
	if book.Minimum > 0 {
		parts = append(parts, "at least "+book.Minimum.String()+" a start")
	}
	for _, text := range []string{book.Name, book.Source, book.AsOf} {
		if text != "" {
			parts = append(parts, text)
		}
	}
	p.line(strings.Join(parts, " · "))
}

// monthText says what a price book means by a month.
func monthText(month catalog.Month) string {
	switch month {
	case catalog.ThirtyDays:
		return "30-day month (720 h)"
	case catalog.AverageMonth:
		return "average month (730 h)"
	case catalog.Calendar:
	}
	return "calendar months"
}
