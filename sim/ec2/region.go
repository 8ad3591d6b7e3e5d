package ec2

import (
	"slices"

	"blockyard/sim/apierr"
	"blockyard/sim/catalog"
)

// DescribeRegionsInput holds the parameters of DescribeRegions.
type DescribeRegionsInput struct {
	RegionNames []string `ec2:"RegionNames,query=RegionName"`
	DryRun      bool     `ec2:"DryRun"`
	AllRegions  bool     `ec2:"AllRegions"`
	Filters     []Filter `ec2:"Filters,query=Filter"`
}

// DescribeRegionsOutput is the answer of DescribeRegions.
type DescribeRegionsOutput struct {
	Regions []RegionDescription `ec2:"Regions,xml=regionInfo"`
}

// A RegionDescription is a region as DescribeRegions shows it.
type RegionDescription struct {
	OptInStatus string `ec2:"OptInStatus"`
	RegionName  string `ec2:"RegionName"`
	Endpoint    string `ec2:"Endpoint,xml=regionEndpoint"`
}

// regionFields is what regions can be filtered by.
var regionFields = []field[RegionDescription]{
	{"endpoint", func(_ *Tx, _ uint32, r *RegionDescription) []string { return one(r.Endpoint) }},
	{"opt-in-status", func(_ *Tx, _ uint32, r *RegionDescription) []string { return one(r.OptInStatus) }},
	{"region-name", func(_ *Tx, _ uint32, r *RegionDescription) []string { return one(r.RegionName) }},
}

// DescribeRegions lists the regions that the account can use, all regions
// with AllRegions, or the named ones.
func DescribeRegions(tx *Tx, in DescribeRegionsInput) (out DescribeRegionsOutput, err error) {
	for _, name := range in.RegionNames {
		if _, ok := catalog.RegionNamed(name); !ok {
			return out, apierr.New(apierr.InvalidParameterValue, "Invalid region name: %s", name).
				Because("There is no region of that name here.").Suggest("aws ec2 describe-regions")
		}
	}
	keep, fault := plainSieve(tx, in.Filters, regionFields)
	if fault != nil {
		return out, fault
	}
	out.Regions = []RegionDescription{}
	for _, r := range catalog.Regions() {
		d := RegionDescription{r.OptIn, r.Name, r.Endpoint}
		named := slices.Contains(in.RegionNames, r.Name)
		if (named || len(in.RegionNames) == 0 && (in.AllRegions || r.Usable())) && keep.keeps(0, &d) {
			out.Regions = append(out.Regions, d)
		}
	}
	return out, nil
}

// plainSieve is newSieve for things that have no tags.
func plainSieve[T any](tx *Tx, filters []Filter, fields []field[T]) (*sieve[T], *apierr.Error) {
	for _, f := range filters {
		if known, ok := lookupField(fields, f.Name); !ok || known.values == nil {
			return nil, unknownFilter(f.Name, "", fields)
		}
	}
	return newSieve(tx, 0, filters, fields)
}

// DescribeAvailabilityZonesInput holds the parameters of DescribeAvailabilityZones.
type DescribeAvailabilityZonesInput struct {
	Filters   []Filter `ec2:"Filters,query=Filter"`
	ZoneNames []string `ec2:"ZoneNames,query=ZoneName"`
	ZoneIDs   []string `ec2:"ZoneIds,query=ZoneId"`
	DryRun    bool     `ec2:"DryRun"`
}

// DescribeAvailabilityZonesOutput is the answer of DescribeAvailabilityZones.
type DescribeAvailabilityZonesOutput struct {
	AvailabilityZones []ZoneDescription `ec2:"AvailabilityZones,xml=availabilityZoneInfo"`
}

// A ZoneDescription is a zone as DescribeAvailabilityZones shows it.
type ZoneDescription struct {
	OptInStatus string   `ec2:"OptInStatus"`
	Messages    []string `ec2:"Messages,xml=messageSet"`
	RegionName  string   `ec2:"RegionName"`
	ZoneName    string   `ec2:"ZoneName"`
	ZoneID      string   `ec2:"ZoneId"`
	ZoneType    string   `ec2:"ZoneType"`
	State       string   `ec2:"State,xml=zoneState"`
}

// zoneFields is what zones can be filtered by.
var zoneFields = []field[ZoneDescription]{
	{"opt-in-status", func(_ *Tx, _ uint32, z *ZoneDescription) []string { return one(z.OptInStatus) }},
	{"region-name", func(_ *Tx, _ uint32, z *ZoneDescription) []string { return one(z.RegionName) }},
	{"state", func(_ *Tx, _ uint32, z *ZoneDescription) []string { return one(z.State) }},
	{"zone-id", func(_ *Tx, _ uint32, z *ZoneDescription) []string { return one(z.ZoneID) }},
	{"zone-name", func(_ *Tx, _ uint32, z *ZoneDescription) []string { return one(z.ZoneName) }},
	{"zone-type", func(_ *Tx, _ uint32, z *ZoneDescription) []string { return one(z.ZoneType) }},
}

// DescribeAvailabilityZones lists the zones of the region.
func DescribeAvailabilityZones(tx *Tx, in DescribeAvailabilityZonesInput) (out DescribeAvailabilityZonesOutput, err error) {
	for _, name := range in.ZoneNames {
		if _, fault := tx.zone(name); fault != nil {
			return out, fault
		}
	}
	for _, id := range in.ZoneIDs {
		if !slices.ContainsFunc(tx.region().Zones, func(z catalog.Zone) bool { return z.ID == id }) {
			return out, apierr.New(apierr.InvalidParameterValue, "Invalid availability zone-id: [%s]", id).Suggest("aws ec2 describe-availability-zones")
		}
	}
	keep, fault := plainSieve(tx, in.Filters, zoneFields)
	if fault != nil {
		return out, fault
	}
	out.AvailabilityZones = []ZoneDescription{}
	for _, z := range tx.region().Zones {
		d := ZoneDescription{"opt-in-not-required", []string{}, tx.region().Name, z.Name, z.ID, "availability-zone", "available"}
		asked := (len(in.ZoneNames) == 0 || slices.Contains(in.ZoneNames, z.Name)) && (len(in.ZoneIDs) == 0 || slices.Contains(in.ZoneIDs, z.ID))
		if asked && keep.keeps(0, &d) {
			out.AvailabilityZones = append(out.AvailabilityZones, d)
		}
	}
	return out, nil
}
