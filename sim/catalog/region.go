package catalog

import "slices"

// A Region is an AWS Region.
type Region struct {
	Index    uint8  // place in Regions, which never changes
	Name     string // for example "us-east-1"
	Place    string // where it is, for example "N. Virginia"
	Short    string // how zone ids begin, for example "use1"
	Endpoint string // host name of its EC2 API
	OptIn    string // "opt-in-not-required" or "not-opted-in", as DescribeRegions spells it
	Zones    []Zone
}

// Usable reports whether the account can use the Region; one that is not opted in is only described.
func (r *Region) Usable() bool { return r.OptIn == optInNotRequired }

// A Zone is an Availability Zone.
type Zone struct {
	Index uint8  // place in the Region's Zones
	Name  string // for example "us-east-1a"
	ID    string // for example "use1-az6"
}

const (
	optInNotRequired = "opt-in-not-required"
	notOptedIn       = "not-opted-in"
)

// regions are the Regions whose prices the AWS book knows, and one that needs opting in.
//
// Simplified: AWS has more Regions, and gives each account its own mapping from
// zone letters to zone ids; this is one account's, which the API's emulators show too
// (getmoto/moto availability_zones_and_regions.py), except that us-west-1 begins with a.
var regions = []Region{
	newRegion(0, "us-east-1", "N. Virginia", "use1", "a6 b1 c2 d4 e3 f5"),
	newRegion(1, "us-east-2", "Ohio", "use2", "a1 b2 c3"),
	newRegion(2, "us-west-1", "N. California", "usw1", "a3 c1"),
	newRegion(3, "us-west-2", "Oregon", "usw2", "a2 b1 c3 d4"),
	newRegion(4, "eu-west-1", "Ireland", "euw1", "a3 b1 c2"),
	newRegion(5, "eu-central-1", "Frankfurt", "euc1", "a2 b3 c1"),
	newRegion(6, "ap-south-1", "Mumbai", "aps1", "a1 b3 c2"),
	newRegion(7, "ap-southeast-1", "Singapore", "apse1", "a1 b2 c3"),
	newRegion(8, "ap-northeast-1", "Tokyo", "apne1", "a4 c1 d2"),
	newRegion(9, "sa-east-1", "Sao Paulo", "sae1", "a1 b2 c3"),
	newRegion(10, "ap-east-1", "Hong Kong", "ape1", "a1 b2 c3"),
}

// optional are the Regions that an account must opt in to before it can use them.
var optional = []string{"ap-east-1"}

// newRegion makes a Region; each zone is a letter and the number in its zone id.
func newRegion(index uint8, name, place, short, zones string) Region {
	r := Region{Index: index, Name: name, Place: place, Short: short, Endpoint: "ec2." + name + ".amazonaws.com"}
	r.OptIn = optInNotRequired
	if slices.Contains(optional, name) {
		r.OptIn = notOptedIn
	}
	for i := 0; i < len(zones); i += len("a1 ") {
		zone := Zone{Index: uint8(len(r.Zones)), Name: name + zones[i:i+1], ID: short + "-az" + zones[i+1:i+2]}
		r.Zones = append(r.Zones, zone)
	}
	return r
}

// Regions returns every Region by Index. The table is shared: callers must not change it.
func Regions() []Region { return regions }

// RegionNamed returns the Region of that name.
func RegionNamed(name string) (*Region, bool) {
	for i := range regions {
		if regions[i].Name == name {
			return &regions[i], true
		}
	}
	return nil, false
}

// ZoneNamed returns the zone of that name in a Region.
func ZoneNamed(region *Region, name string) (*Zone, bool) {
	for i := range region.Zones {
		if region.Zones[i].Name == name {
			return &region.Zones[i], true
		}
	}
	return nil, false
}
