package shell

import (
	"fmt"
	"slices"
	"strings"

	"blockyard/sim"
	"blockyard/sim/cost"
	"blockyard/sim/ec2"
	"blockyard/sim/unit"
)

// BillUsage is how the bill is asked for.
const BillUsage = "yard bill [--lane LANE] [--from TIME] [--to TIME] [--by resource|service|account|region|day|tag:KEY] [--intervals] [--in REGION] [--prices BOOK] [--month 720h|730h] [--compare] [--csv]"

// A BillRequest says which bill is asked for, and how it is to be shown.
type BillRequest struct {
	Lane      string // "" for all lanes
	Window    cost.Window
	By        string // one of BillParts, or "tag:" and a key; "" shows each line
	Intervals bool   // behind each line's quantity
	Compare   bool   // with other regions, prices and months
	Prices    string // name of the price book; "" for the world's own
	In        string // the Region whose prices everything has; "" for each its own
	Month     string // as that of a whole month at the same pace: "720h" or "730h"; "" for the window itself
	CSV       bool
}

// BillParts are the ways to split a bill, beside tag:KEY.
var BillParts = []string{"resource", "service", "account", "region", "day"}

// tagPart begins the name of a split by tag.
const tagPart = "tag:"

// ParseBill reads what follows `yard bill`, in a world whose clock stands at an instant.
func ParseBill(words []string, now unit.Instant) (r BillRequest, err error) {
	r.Window.To = now
	for len(words) > 0 {
		if words, err = flagged(words, BillUsage, r.switches(), r.set); err != nil {
			return r, err
		}
	}
	if r.Window.From > r.Window.To || r.Window.To > now {
		return r, fmt.Errorf("a bill is for a time that has passed: write --from and --to as times since the start, from 0s to %s, the earlier one first", unit.Duration(now))
	}
	return r, r.fits()
}

// A switches is the flags that have no word of their own.
type switches []struct {
	flag string
	on   *bool
}

func (r *BillRequest) switches() switches {
	return switches{{"--csv", &r.CSV}, {"--intervals", &r.Intervals}, {"--compare", &r.Compare}}
}

// fits refuses flags that exclude each other.
func (r *BillRequest) fits() error {
	switch {
	case r.Month != "" && r.By == "day":
		return fmt.Errorf("a month at this pace has no days: leave --month or --by day out")
	case r.Month != "" && r.Window.From == r.Window.To:
		return fmt.Errorf("a month at this pace needs some time that has passed: let time run first, for example yard run 1d")
	case r.Intervals && r.By != "":
		return fmt.Errorf("intervals are behind the lines of a bill: leave --by %s out", r.By)
	case r.Compare && r.CSV:
		return fmt.Errorf("a comparison is text: leave --csv or --compare out")
	}
	return nil
}

// flagged reads the first flag of the words, which is a switch or has a word of its own, and returns the rest.
func flagged(words []string, usage string, known switches, set func(flag, word string) error) ([]string, error) {
	flag := words[0]
	for _, s := range known {
		if s.flag == flag {
			*s.on = true
			return words[1:], nil
		}
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
	case "--in", "--prices", "--month":
		return r.setBook(flag, word)
	default:
		return fmt.Errorf("%s is unknown; write it so: %s", flag, BillUsage)
	}
	return nil
}

// Text returns the bill of a world as it is asked for.
func (r BillRequest) Text(w *sim.World) string {
	bill := r.bill(w)
	return r.print(&billPrinter{world: w, bill: &bill, asked: r})
}

// print returns a bill as it is asked for.
func (r BillRequest) print(p *billPrinter) string {
	switch {
	case r.CSV:
		return CSV(p.table())
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
	p.compared()
	p.notesOn(parts.RoundingNote())
	return p.text.String()
}

// split returns the bill in parts. They are the bill's own exact amounts, so they add up to its total.
func (p *billPrinter) split(by string) cost.Breakdown {
	if by == "day" {
		return p.days()
	}
	return p.bill.By(p.naming(by))
}

// naming returns what names the part that a line belongs to.
func (p *billPrinter) naming(by string) func(*cost.Line) string {
	switch by {
	case "resource":
		return p.byResource
	case "service":
		return byService
	case "account":
		return p.byAccount
	case "region":
		return cost.ByRegion
	}
	key := strings.TrimPrefix(by, tagPart)
	return func(l *cost.Line) string { return p.byTag(l, key) }
}

// PartOf returns what names the part of a bill that a line belongs to, split by
// anything but days: what SplitBill calls it.
func PartOf(w *sim.World, bill *cost.Bill, by string) func(*cost.Line) string {
	return (&billPrinter{world: w, bill: bill}).naming(by)
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

// refOf returns what a line is for.
func refOf(l *cost.Line) ec2.Ref {
	return ec2.Ref{Kind: ec2.Kind(l.Resource.Kind), Index: l.Resource.Index}
}
