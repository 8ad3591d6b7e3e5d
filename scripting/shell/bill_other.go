package shell

import (
	"fmt"
	"strings"

	"blockyard/sim"
	"blockyard/sim/catalog"
	"blockyard/sim/cost"
	"blockyard/sim/unit"
)

// billMonths are the months that a bill can be told for, at the same pace.
var billMonths = []struct {
	name  string
	month catalog.Month
}{{"720h", catalog.ThirtyDays}, {"730h", catalog.AverageMonth}}

// setBook reads a flag that says by which prices, or for which month.
func (r *BillRequest) setBook(flag, word string) error {
	switch flag {
	case "--in":
		if region, ok := catalog.RegionNamed(word); !ok || !region.Usable() {
			return fmt.Errorf("there are no prices for a region %q: aws ec2 describe-regions lists the regions", word)
		}
		r.In = word
	case "--prices":
		if _, ok := catalog.BookNamed(word); !ok {
			return fmt.Errorf("there is no price book %q: write --prices %s", word, strings.Join(bookNames(), " or --prices "))
		}
		r.Prices = word
	case "--month":
		if _, ok := monthOf(word); !ok {
			return fmt.Errorf("a month of %q is unknown: write --month 720h for 30 days, or --month 730h for the month of AWS's calculator", word)
		}
		r.Month = word
	}
	return nil
}

// bookNames returns the names of the price books.
func bookNames() (names []string) {
	for _, b := range catalog.Books() {
		names = append(names, b.Name)
	}
	return names
}

// monthOf returns the month of a name in billMonths.
func monthOf(name string) (catalog.Month, bool) {
	for _, m := range billMonths {
		if m.name == name {
			return m.month, true
		}
	}
	return 0, false
}

// bill returns the bill of a world that is asked for.
func (r *BillRequest) bill(w *sim.World) cost.Bill {
	book := w.Config().Book
	if named, ok := catalog.BookNamed(r.Prices); ok {
		book = named
	}
	if r.In != "" {
		book = book.In(r.In)
	}
	month, asMonth := monthOf(r.Month)
	if asMonth {
		book = book.Of(month)
	}
	bill := w.Meters().Bill(book, w.Config().Start, r.Window)
	if asMonth {
		bill = bill.Over(month.Length())
	}
	return bill
}

// assumed says in a line for each what the bill takes for granted.
func (p *billPrinter) assumed() {
	if p.asked.Month != "" {
		p.line("As a month of " + strings.TrimSuffix(p.asked.Month, "h") + " h at the pace of this time.")
	}
	if p.asked.In != "" {
		p.line("At the prices of " + p.asked.In + ".")
	}
}

// compared writes what the same would come to otherwise, where that is asked for:
// in a month at this pace, by other price books, and in other Regions. What has no
// price there is named, and not in the amount.
func (p *billPrinter) compared() {
	if !p.asked.Compare {
		return
	}
	p.line("")
	p.line("The same")
	if p.bill.Window.To > p.bill.Window.From {
		for _, m := range billMonths {
			p.other("in a month of "+strings.TrimSuffix(m.name, "h")+" h at this pace", BillRequest{Window: p.asked.Window, Prices: p.asked.Prices, In: p.asked.In, Month: m.name})
		}
	}
	for _, name := range bookNames() {
		if name != p.bill.Book.Name {
			p.other("at the prices of the book "+name, BillRequest{Window: p.asked.Window, Prices: name})
		}
	}
	if p.bill.Book.Name == catalog.AWS().Name { // others hold in all regions
		for _, region := range catalog.Regions() {
			if region.Usable() {
				p.other("in "+region.Name, BillRequest{Window: p.asked.Window, Prices: p.asked.Prices, In: region.Name})
			}
		}
	}
	p.line("")
}

// other writes what another bill comes to, and which prices it lacks.
func (p *billPrinter) other(what string, r BillRequest) {
	bill := r.bill(p.world)
	p.amount("  "+what, bill.Total)
	if len(bill.Missing) > 0 {
		p.line("    without " + strings.Join(bill.Missing, ", ") + ": no price")
	}
}

// spans returns the intervals behind a line; as those of a month, where the bill is one.
func (p *billPrinter) spans(l *cost.Line) []cost.Span {
	spans := p.world.Meters().Spans(p.bill, l)
	if month, ok := monthOf(p.asked.Month); ok {
		share := unit.RatioOf(int64(month.Length()), int64(p.bill.Window.To.Sub(p.bill.Window.From)))
		for i := range spans {
			s := &spans[i]
			s.Quantity, s.Amount = s.Quantity.Times(share), unit.Money{Ratio: s.Amount.Times(share)}
		}
	}
	return spans
}

// intervals writes what is behind a line's quantity, where that is asked for.
func (p *billPrinter) intervals(l *cost.Line) {
	if !p.asked.Intervals {
		return
	}
	spans := p.spans(l)
	if behind := l.Behind(spans); behind != "" {
		p.line("      " + behind)
	}
	for i := range spans {
		s, of := &spans[i], l.Of(&spans[i])
		text := "      " + p.bill.Start.At(s.From).String()
		if s.To > s.From {
			text += " to " + p.bill.Start.At(s.To).String()
		}
		if s.Goes {
			text += ", and on"
		}
		p.line(text + ": " + of.Sum())
	}
}
