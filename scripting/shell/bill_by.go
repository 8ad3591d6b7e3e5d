package shell

import (
	"fmt"
	"slices"
	"strings"

	"blockyard/sim"
	"blockyard/sim/catalog"
	"blockyard/sim/cost"
	"blockyard/sim/ec2"
	"blockyard/sim/unit"
)

// BillUsage is how the bill is asked for.
const BillUsage = "yard bill [--lane LANE] [--from TIME] [--to TIME] [--by resource|service|account|region|day|tag:KEY] [--csv]"

// A BillRequest says which bill is asked for, and how it is to be shown.
type BillRequest struct {
	Lane   string // "" for all lanes
	Window cost.Window
	By     string // one of BillParts, or "tag:" and a key; "" shows each line
	CSV    bool
}

// BillParts are the ways to split a bill, beside tag:KEY.
var BillParts = []string{"resource", "service", "account", "region", "day"}

// tagPart begins the name of a split by tag.
const tagPart = "tag:"

// ParseBill reads what follows `yard bill`, in a world whose clock stands at an instant.
func ParseBill(words []string, now unit.Instant) (r BillRequest, err error) {
	r.Window.To = now
	for len(words) > 0 {
		if words, err = flagged(words, BillUsage, &r.CSV, r.set); err != nil {
			return r, err
		}
	}
	if r.Window.From > r.Window.To || r.Window.To > now {
		return r, fmt.Errorf("a bill is for a time that has passed: write --from and --to as times since the start, from 0s to %s, the earlier one first", unit.Duration(now))
	}
	return r, nil
}

// flagged reads the first flag of the words, which is --csv or has a word of its own, and returns the rest.
func flagged(words []string, usage string, csv *bool, set func(flag, word string) error) ([]string, error) {
	flag := words[0]
	if flag == "--csv" {
		*csv = true
		return words[1:], nil
	}
	if len(words) == 1 || !strings.HasPrefix(flag, "--") {
		return nil, fmt.Errorf("write it so: %s", usage)
	}
	return words[2:], set(flag, words[1])
}

// set reads one flag with its word.
func (r *BillRequest) set(flag, word string) (err error) {
	var length unit.Duration
	switch flag {
	case "--lane":
		r.Lane = word
	case "--by":
		r.By = word
		if key, isTag := strings.CutPrefix(word, tagPart); !slices.Contains(BillParts, word) && (!isTag || key == "") {
			return fmt.Errorf("a bill cannot be split by %q: write --by %s, or --by tag:KEY", word, strings.Join(BillParts, ", --by "))
		}
	case "--from", "--to":
		if length, err = unit.ParseDuration(word); err != nil {
			return err
		}
		if flag == "--from" {
			r.Window.From = unit.Instant(length)
		} else {
			r.Window.To = unit.Instant(length)
		}
	default:
		return fmt.Errorf("%s is unknown; write it so: %s", flag, BillUsage)
	}
	return nil
}

// Text returns the bill of a world as it is asked for.
func (r BillRequest) Text(w *sim.World) string {
	bill := w.Bill(r.Window)
	return r.print(&billPrinter{world: w, bill: &bill})
}

// print returns a bill as it is asked for.
func (r BillRequest) print(p *billPrinter) string {
	switch {
	case r.CSV && r.By == "":
		return p.csvLines()
	case r.CSV:
		return csvParts(r.By, p.split(r.By), p.bill.Total)
	case r.By == "":
		p.whole()
		return p.text.String()
	}
	parts := p.split(r.By)
	p.title()
	for _, part := range parts {
		p.amount(part.Name, part.Amount)
	}
	p.total()
	p.notesOn(parts.RoundingNote())
	return p.text.String()
}

// split returns the bill in parts. They are the bill's own exact amounts, so they add up to its total.
func (p *billPrinter) split(by string) cost.Breakdown {
	switch by {
	case "resource":
		return p.bill.By(p.byResource)
	case "service":
		return p.bill.By(byService)
	case "account":
		return p.bill.By(p.byAccount)
	case "region":
		return p.bill.By(cost.ByRegion)
	case "day":
		return p.days()
	}
	key := strings.TrimPrefix(by, tagPart)
	return p.bill.By(func(l *cost.Line) string { return p.byTag(l, key) })
}

// days returns the bill day by day.
func (p *billPrinter) days() (days cost.Breakdown) {
	for _, day := range p.world.Meters().Days(p.bill.Book, p.bill.Start, p.bill.Window) {
		days = append(days, cost.Group{Name: day.Date, Amount: day.Total})
	}
	return days
}

// byResource names a line's resource for people: its id, after its name where it has one.
func (p *billPrinter) byResource(l *cost.Line) string {
	id, name := p.world.Cloud().ID(refOf(l)), p.name(l)
	if name == "" {
		return id
	}
	return name + "  " + id
}

// byService names a line's service for people.
func byService(l *cost.Line) string {
	for _, s := range billServices {
		if s.service == l.Service {
			return s.title
		}
	}
	return l.Service
}

// byTag returns the value that a line's resource has for a tag: the one that it
// has now, or had when it went.
//
// Simplified: AWS's cost allocation takes the tags that a resource had while it
// was used, and only for keys that were activated.
func (p *billPrinter) byTag(l *cost.Line, key string) string {
	for _, tag := range p.world.Cloud().Tags(refOf(l)) {
		if tag.Key == key {
			return key + "=" + tag.Value
		}
	}
	return "(no tag " + key + ")"
}

// csvLines returns each line of the bill as a row, and the total as the last.
func (p *billPrinter) csvLines() string {
	rows := [][]string{{"account", "region", "service", "resource", "name", "item", "quantity", "unit", "price", "amount_usd"}}
	for i := range p.bill.Lines {
		l := &p.bill.Lines[i]
		rows = append(rows, []string{
			p.world.Cloud().AccountNumber(l.Account), catalog.Regions()[l.Region].Name, l.Service, p.world.Cloud().ID(refOf(l)), p.name(l),
			lineLabel(l), l.Quantity.Short(csvDigits), l.Unit, l.PriceText, l.Amount.Decimal(csvDigits),
		})
	}
	rows = append(rows, []string{"total", "", "", "", "", "", "", "", "", p.bill.Total.Decimal(csvDigits)})
	return csvText(rows)
}

// csvParts returns the parts of a bill as rows, and the total as the last.
func csvParts(by string, parts cost.Breakdown, total unit.Money) string {
	rows := [][]string{{by, "amount_usd"}}
	for _, part := range parts {
		rows = append(rows, []string{part.Name, part.Amount.Decimal(csvDigits)})
	}
	return csvText(append(rows, []string{"total", total.Decimal(csvDigits)}))
}

// csvDigits is how many digits after the point a table shows, as AWS's own
// reports do. Each figure is rounded once; the total is rounded from the exact one.
const csvDigits = 10

// csvText writes rows as comma-separated values (RFC 4180, with plain line ends).
func csvText(rows [][]string) string {
	var b strings.Builder
	for _, row := range rows {
		for i, cell := range row {
			if i > 0 {
				b.WriteByte(',')
			}
			if strings.ContainsAny(cell, ",\"\n\r") {
				cell = `"` + strings.ReplaceAll(cell, `"`, `""`) + `"`
			}
			b.WriteString(cell)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// refOf returns what a line is for.
func refOf(l *cost.Line) ec2.Ref {
	return ec2.Ref{Kind: ec2.Kind(l.Resource.Kind), Index: l.Resource.Index}
}
