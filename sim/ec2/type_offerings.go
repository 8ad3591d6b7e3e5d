package ec2

import "blockyard/sim/catalog"

// The kinds of place in which instance types are offered.
const (
	locationRegion = "region"
	locationZone   = "availability-zone"
	locationZoneID = "availability-zone-id"
)

// DescribeInstanceTypeOfferingsInput holds the parameters of DescribeInstanceTypeOfferings.
type DescribeInstanceTypeOfferingsInput struct {
	DryRun       bool     `ec2:"DryRun"`
	LocationType string   `ec2:"LocationType,enum=region|availability-zone|availability-zone-id"`
	Filters      []Filter `ec2:"Filters,query=Filter"`
	MaxResults   *int64   `ec2:"MaxResults"`
	NextToken    string   `ec2:"NextToken"`
}

// DescribeInstanceTypeOfferingsOutput is the answer of DescribeInstanceTypeOfferings.
type DescribeInstanceTypeOfferingsOutput struct {
	InstanceTypeOfferings []TypeOffering `ec2:"InstanceTypeOfferings,xml=instanceTypeOfferingSet"`
	NextToken             string         `ec2:"NextToken"`
}

// A TypeOffering says that a type can be launched somewhere.
type TypeOffering struct {
	InstanceType string `ec2:"InstanceType"`
	LocationType string `ec2:"LocationType"`
	Location     string `ec2:"Location"`
}

// offeringFields is what offerings can be filtered by.
var offeringFields = []field[TypeOffering]{
	{"instance-type", func(_ *Tx, _ uint32, o *TypeOffering) []string { return one(o.InstanceType) }},
	{"location", func(_ *Tx, _ uint32, o *TypeOffering) []string { return one(o.Location) }},
}

// DescribeInstanceTypeOfferings lists which instance types the region offers, or which each of its zones does.
func DescribeInstanceTypeOfferings(tx *Tx, in DescribeInstanceTypeOfferingsInput) (out DescribeInstanceTypeOfferingsOutput, err error) {
	keep, fault := plainSieve(tx, in.Filters, offeringFields)
	if fault != nil {
		return out, fault
	}
	offerings := []TypeOffering{}
	for k := range catalog.InstanceTypes() {
		for _, o := range tx.offerings(&catalog.InstanceTypes()[k], orDefault(in.LocationType, locationRegion)) {
			if keep.keeps(0, &o) {
				offerings = append(offerings, o)
			}
		}
	}
	out.InstanceTypeOfferings, out.NextToken, fault = page("DescribeInstanceTypeOfferings", offerings, in.MaxResults, in.NextToken)
	return out, orNil(fault)
}

// offerings returns where in the caller's region a type is offered, by a kind of place.
func (tx *Tx) offerings(kind *catalog.InstanceType, by string) (offered []TypeOffering) {
	zones := catalog.ZonesOffering(tx.region(), kind)
	if by == locationRegion && len(zones) > 0 {
		return []TypeOffering{{kind.Name, by, tx.region().Name}}
	}
	for _, z := range zones {
		switch by {
		case locationZone:
			offered = append(offered, TypeOffering{kind.Name, by, z.Name})
		case locationZoneID:
			offered = append(offered, TypeOffering{kind.Name, by, z.ID})
		}
	}
	return offered
}
