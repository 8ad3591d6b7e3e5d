package catalog

import (
	_ "embed" // the table of what is not offered where
	"slices"
	"strings"
)

//go:embed offerings.csv
var offeringTable string

// An absence says where a type is not offered.
type absence struct {
	kind  string
	where []string // names of regions and of zones
}

var absences = readAbsences(offeringTable)

func readAbsences(table string) []absence {
	var all []absence
	for _, c := range records(table, 2) {
		all = append(all, absence{c[0], strings.Fields(c[1])})
	}
	return all
}

// ZonesOffering returns the zones of a Region in which instances of a type can
// be launched, in order; none where the Region does not have the type.
//
// Simplified: AWS offers a type in some zones of a Region and not in others, and
// not in the same ones for every account; here us-east-1 alone differs by zone.
func ZonesOffering(region *Region, kind *InstanceType) (zones []*Zone) {
	for i := range region.Zones {
		if zone := &region.Zones[i]; IsOffered(region, zone, kind) {
			zones = append(zones, zone)
		}
	}
	return zones
}

// IsOffered reports whether instances of a type can be launched in a zone of a Region.
func IsOffered(region *Region, zone *Zone, kind *InstanceType) bool {
	for i := range absences {
		if a := &absences[i]; a.kind == kind.Name {
			return !slices.Contains(a.where, region.Name) && !slices.Contains(a.where, zone.Name)
		}
	}
	return true
}
