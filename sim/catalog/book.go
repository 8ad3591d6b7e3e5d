package catalog

import (
	_ "embed" // the price tables
	"fmt"
	"slices"

	"blockyard/sim/unit"
)

// A Month is what a price book means by one.
type Month uint8

// The months.
const (
	Calendar     Month = iota // the calendar's own: 28 to 31 days, as on AWS's bills
	ThirtyDays                // 720 hours, as in textbook sums
	AverageMonth              // 730 hours, as in AWS's pricing calculator
)

var months = []struct {
	name   string
	length unit.Duration
}{
	Calendar:     {"calendar", 0},
	ThirtyDays:   {"30d", 30 * unit.Day},
	AverageMonth: {"730h", 730 * unit.Hour},
}

// String returns the month as price books spell it: "calendar", "30d" or "730h".
func (m Month) String() string { return months[m].name }

// Length returns the length of the month, and 0 for the calendar's, whose months differ.
func (m Month) Length() unit.Duration { return months[m].length }

// ParseMonth reads "calendar", "30d" or "730h".
func ParseMonth(text string) (Month, error) {
	for i, kind := range months {
		if kind.name == text {
			return Month(i), nil
		}
	}
	return 0, fmt.Errorf("month %q is unknown: write 30d, 730h or calendar", text)
}

// A Book is a list of prices with the rules for applying them. A price that it
// lacks is reported by name and never guessed. Books do not change once made.
type Book struct {
	Name    string
	Source  string
	AsOf    string
	Month   Month
	Minimum unit.Duration // least time that is billed for each start of an instance and each volume

	teaching bool   // made from a BookSpec
	place    string // the Region in which everything is priced; "" where each is in its own
	items    []Item
	prices   map[Item][]Tier
}

// Tiers returns the prices of an item, from the first unit up; there are none
// where the book has no price for it. Most items have one tier. Transfer to a
// Region that has no price of its own is priced as that to any "region".
func (b *Book) Tiers(item Item) []Tier {
	if tiers := b.prices[item]; tiers != nil {
		return tiers
	}
	if _, ok := RegionNamed(item.Key); ok && item.Charge == Transfer {
		item.Key = "region"
		return b.Tiers(item)
	}
	item.Region = ""
	return b.prices[item]
}

// In returns the book as if everything were in one Region: what it lacks there it does not take from elsewhere.
func (b *Book) In(region string) *Book {
	in := *b
	in.place = region
	return &in
}

// Of returns the book with another meaning of a month.
func (b *Book) Of(month Month) *Book {
	of := *b
	of.Month = month
	return &of
}

// Placed returns what the book prices in the place of an item: the same in the Region of In, or itself.
func (b *Book) Placed(item Item) Item {
	if b.place != "" {
		item.Region = b.place
	}
	return item
}

// Leaves reports whether the book leaves a charge off the bill altogether. A
// teaching book does so with public addresses, detailed monitoring and the I/O of
// magnetic volumes unless it has a price for them: the sums of textbooks are
// about sizes and hours, and older than AWS's charge for addresses in use, which
// began in February 2024.
func (b *Book) Leaves(charge Charge) bool {
	if !b.teaching || charge != Address && charge != Monitoring && charge != VolumeRequests {
		return false
	}
	return !slices.ContainsFunc(b.items, func(i Item) bool { return i.Charge == charge })
}

// Items returns everything that the book has a price for, in the order of its making.
func (b *Book) Items() []Item { return slices.Clone(b.items) }

// add appends a tier to the prices of an item.
func (b *Book) add(item Item, tier Tier) error {
	tiers := b.prices[item]
	switch {
	case len(tiers) == 0 && tier.Above != 0:
		return fmt.Errorf("%s has no price for its first %d units", item, tier.Above)
	case len(tiers) > 0 && tier.Above <= tiers[len(tiers)-1].Above:
		return fmt.Errorf("%s is priced twice: leave one of the prices out", item)
	case len(tiers) == 0:
		b.items = append(b.items, item)
	}
	b.prices[item] = append(tiers, tier)
	return nil
}

//go:embed prices.csv
var priceTable string

//go:embed price_sources.csv
var priceSourceTable string

// books are the books that everybody can choose.
var books = []*Book{awsBook(), documentsBook()}

// AWS returns the book of AWS's on-demand prices, in the Regions of the
// catalogue as far as public sources reach: calendar months, and 60 seconds for
// each start and each volume (https://aws.amazon.com/ebs/pricing/; ComponentsAMIs.md).
//
// Simplified: Linux only, and no free tier; the first 10 TB of transfer to the
// internet and the first 50 TB in S3 are priced as if they never ended.
func AWS() *Book { return books[0] }

// Documents returns the book of the textbook sums: a server at $0.10 an hour and
// storage at $0.05 a GB in a 30-day month, without any minimum.
func Documents() *Book { return books[1] }

// Books returns every book of the catalogue.
func Books() []*Book { return slices.Clone(books) }

// BookNamed returns the catalogue's book of that name, "aws" or "documents".
func BookNamed(name string) (*Book, bool) {
	for _, b := range books {
		if b.Name == name {
			return b, true
		}
	}
	return nil, false
}

func awsBook() *Book {
	b := &Book{
		Name: "aws", Source: "AWS price lists and public copies of them; each price names its own", AsOf: "2026-10-07",
		Month: Calendar, Minimum: unit.Minute, prices: map[Item][]Tier{},
	}
	sources := map[string][]string{}
	for _, c := range records(priceSourceTable, 3) {
		sources[c[0]] = c
	}
	for _, c := range records(priceTable, 7) {
		item := Item{c[0], chargeNamed(c[1]), c[2]}
		price, err := newPrice(c[4], item.Charge)
		source := sources[c[5]]
		if err != nil || source == nil {
			panic(fmt.Sprintf("catalog: price row %q: %v", c, err))
		}
		price.AsOf, price.Source, price.Certainty = source[1], source[2], c[6]
		if err := b.add(item, Tier{uint64(number(c[3])), price}); err != nil {
			panic("catalog: " + err.Error())
		}
	}
	return b
}

func documentsBook() *Book {
	b, err := NewBook(BookSpec{
		Name: "documents", Source: "the sums of the tutorials that compare the two kinds of root disk", AsOf: "teaching prices",
		Month: "30d", Minimum: "0",
		Compute:  []PriceText{{"demo.small", "0.10/h"}},
		Volume:   []PriceText{{"standard", "0.05/GB-month"}},
		Snapshot: "0.05/GB-month",
	})
	if err != nil {
		panic("catalog: " + err.Error())
	}
	return b
}
