package catalog

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// zoneNames returns the names of the zones that offer a type.
func zoneNames(t *testing.T, region, kind string) (names []string) {
	r, ok := RegionNamed(region)
	require.True(t, ok)
	k, ok := InstanceTypeNamed(kind)
	require.True(t, ok)
	for _, z := range ZonesOffering(r, k) {
		names = append(names, z.Name)
	}
	return names
}

func TestAbsencesNameWhatThereIs(t *testing.T) {
	seen := map[string]bool{}
	for _, a := range absences {
		_, known := InstanceTypeNamed(a.kind)
		require.True(t, known, a.kind)
		require.False(t, seen[a.kind], "%s has two rows", a.kind)
		seen[a.kind] = true
		require.NotEmpty(t, a.where)
		for _, place := range a.where {
			_, isRegion := RegionNamed(place)
			region, _ := RegionNamed(place[:len(place)-1])
			isZone := false
			if region != nil {
				_, isZone = ZoneNamed(region, place)
			}
			require.True(t, isRegion || isZone, "%s is not offered in %s, which does not exist", a.kind, place)
		}
	}
}

// Every type can be had in us-east-1, and t3.micro in every usable Region.
func TestOfferings(t *testing.T) {
	for _, kind := range InstanceTypes() {
		require.Contains(t, zoneNames(t, "us-east-1", kind.Name), "us-east-1a", kind.Name)
	}
	for _, region := range Regions() {
		require.Contains(t, zoneNames(t, region.Name, "t3.micro"), region.Zones[0].Name)
		require.Len(t, zoneNames(t, region.Name, "demo.small"), len(region.Zones))
	}
	require.NotContains(t, zoneNames(t, "us-east-1", "t3.micro"), "us-east-1e")
	require.Contains(t, zoneNames(t, "us-east-1", "t2.micro"), "us-east-1e")
	require.Empty(t, zoneNames(t, "eu-central-1", "m1.small"))
}

// Types that can have no encrypted volume, no recovery or another network adapter.
func TestWhatTypesCannotDo(t *testing.T) {
	of := func(can func(*InstanceType) bool) (names []string) {
		for n := range instanceTypes {
			if can(&instanceTypes[n]) {
				names = append(names, instanceTypes[n].Name)
			}
		}
		return names
	}
	require.Equal(t, []string{"m1.small", "c1.medium", "m2.xlarge"}, of(func(k *InstanceType) bool { return !k.Encrypts() }))
	require.Equal(t, []string{"i3.large", "i3.xlarge", "x1.16xlarge"}, of(func(k *InstanceType) bool { return k.ENA() == "supported" }))
	require.Empty(t, of(func(k *InstanceType) bool { return k.Recovers() && k.Store.Disks > 0 }))
}
