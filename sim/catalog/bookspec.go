package catalog

import (
	"fmt"
	"slices"
	"strings"

	"blockyard/sim/unit"
)

// A PriceText is a price as a lesson writes it, for example {"demo.small", "0.10/h"}.
type PriceText struct {
	Key  string // instance type, volume type or product code
	Text string // decimal dollars, a slash and the unit
}

// A BookSpec is a price book as a lesson writes it. Everything may be left out:
// what has no price is billed as missing, by name.
type BookSpec struct {
	Name    string // "" means "lesson"
	Source  string
	AsOf    string
	Month   string // "30d", "730h" or "calendar", which "" means too
	Minimum string // a duration such as "60s", which "" means too; "0" means none

	Compute  []PriceText // by instance type, such as "0.10/h"
	Volume   []PriceText // by volume type, such as "0.05/GB-month"
	Snapshot string      // such as "0.05/GB-month"; "" means no price
	IO       []PriceText // by volume type: "0.005/IOPS-month", "0.04/MiBps-month" or "0.05/million requests"
	Address  string      // of a public IPv4 address, such as "0.005/h"; "" leaves addresses off the bill
	Software []PriceText // by Marketplace product code: "0.05/h"
}

// NewBook makes a price book whose prices hold in every Region. The error says which entry is wrong and what would work.
func NewBook(spec BookSpec) (*Book, error) {
	b := &Book{Name: spec.Name, Source: spec.Source, AsOf: spec.AsOf, teaching: true, prices: map[Item][]Tier{}}
	if b.Name == "" {
		b.Name = "lesson"
	}
	if err := b.setRules(spec); err != nil {
		return nil, err
	}
	snapshot := []PriceText{{"standard", spec.Snapshot}}
	if spec.Snapshot == "" {
		snapshot = nil
	}
	address := []PriceText{{"public-ipv4", spec.Address}}
	if spec.Address == "" {
		address = nil
	}
	for _, part := range []struct {
		name    string
		prices  []PriceText
		charges []Charge // that the part may hold; the unit tells which
	}{
		{"compute", spec.Compute, []Charge{Compute}},
		{"volume", spec.Volume, []Charge{VolumeStorage}},
		{"snapshot", snapshot, []Charge{SnapshotStorage}},
		{"address", address, []Charge{Address}},
		{"software", spec.Software, []Charge{SoftwareFee}},
		{"io", spec.IO, []Charge{VolumeIOPS, VolumeThroughput, VolumeRequests}},
	} {
		for _, p := range part.prices {
			if err := b.addText(p, part.charges); err != nil {
				return nil, fmt.Errorf("price of %s %s: %w", part.name, p.Key, err)
			}
		}
	}
	return b, nil
}

// setRules reads the month and the minimum.
func (b *Book) setRules(spec BookSpec) (err error) {
	if spec.Month != "" {
		if b.Month, err = ParseMonth(spec.Month); err != nil {
			return err
		}
	}
	switch spec.Minimum {
	case "":
		b.Minimum = unit.Minute
	case "0":
		b.Minimum = 0
	default:
		if b.Minimum, err = unit.ParseDuration(spec.Minimum); err != nil {
			return fmt.Errorf("minimum: %w", err)
		}
	}
	return nil
}

// addText adds a price as a lesson writes it.
func (b *Book) addText(p PriceText, charges []Charge) error {
	amount, per, ok := strings.Cut(p.Text, "/")
	if !ok {
		return fmt.Errorf("%q needs a unit: write %s/%s", p.Text, p.Text, charges[0].Unit())
	}
	charge, err := chargeWith(strings.TrimSpace(per), charges)
	if err != nil {
		return err
	}
	if err := checkKey(p.Key, charge); err != nil {
		return err
	}
	price, err := newPrice(strings.TrimPrefix(strings.TrimSpace(amount), "$"), charge)
	if err != nil {
		return err
	}
	price.Source, price.AsOf = b.Source, b.AsOf
	return b.add(Item{Charge: charge, Key: p.Key}, Tier{Price: price})
}

// unitSpellings are other ways to write a unit.
var unitSpellings = []struct{ written, unit string }{
	{"hour", "h"},
	{"GiB-month", "GB-month"},
	{"million", "million requests"},
	{"MiB/s-month", "MiBps-month"},
	{"MBps-month", "MiBps-month"},
}

// chargeWith returns the charge that has that unit.
func chargeWith(per string, charges []Charge) (Charge, error) {
	for _, s := range unitSpellings {
		if s.written == per {
			per = s.unit
		}
	}
	var would []string
	for _, c := range charges {
		if c.Unit() == per {
			return c, nil
		}
		would = append(would, "0.10/"+c.Unit())
	}
	return 0, fmt.Errorf("the unit %q does not fit: write a price such as %s", per, strings.Join(would, " or "))
}

// checkKey refuses a price for something that the catalogue does not have.
func checkKey(key string, charge Charge) error {
	switch charge { //nolint:exhaustive // only these charges are priced by a key of the catalogue
	case Compute:
		name, platform, _ := strings.Cut(key, " ")
		if _, ok := InstanceTypeNamed(name); !ok || platform != "" && platform != "windows" {
			return fmt.Errorf("%q is not an instance type: write one such as demo.small or t3.micro", key)
		}
	case SoftwareFee:
		if !slices.ContainsFunc(publicImages, func(p PublicImage) bool { return p.ProductCode == key }) {
			return fmt.Errorf("%q is not the product code of an image of the Marketplace: look at aws ec2 describe-images --owners aws-marketplace", key)
		}
	case VolumeStorage, VolumeIOPS, VolumeThroughput, VolumeRequests:
		if _, ok := VolumeTypeNamed(key); !ok {
			return fmt.Errorf("%q is not a volume type: write one of gp3, gp2, io1, io2, st1, sc1, standard", key)
		}
	default: // a snapshot's key is the tier, which the lesson does not write
	}
	return nil
}
