package ec2

import (
	"strings"

	"blockyard/sim/apierr"
	"blockyard/sim/catalog"
)

// firstZone returns the region's first zone that offers a type.
func (tx *Tx) firstZone(kind *catalog.InstanceType) (uint8, *apierr.Error) {
	zones := catalog.ZonesOffering(tx.region(), kind)
	if len(zones) == 0 {
		return 0, tx.notInRegion(kind)
	}
	return zones[0].Index, nil
}

// checkOffered refuses a type that a zone of the caller's region does not have.
func (tx *Tx) checkOffered(kind *catalog.InstanceType, zone uint8) *apierr.Error {
	if catalog.IsOffered(tx.region(), &tx.region().Zones[zone], kind) {
		return nil
	}
	zones := catalog.ZonesOffering(tx.region(), kind)
	if len(zones) == 0 {
		return tx.notInRegion(kind)
	}
	names := make([]string, 0, len(zones))
	for _, z := range zones {
		names = append(names, z.Name)
	}
	return apierr.New(apierr.Unsupported, "Your requested instance type (%s) is not supported in your requested Availability Zone (%s). Please retry your request by not specifying an Availability Zone or choosing %s.",
		kind.Name, tx.region().Zones[zone].Name, strings.Join(names, ", ")).
		Because("Zones differ in the hardware that stands in them; an old one may have no newer types.").
		Suggest("aws ec2 describe-instance-type-offerings --location-type availability-zone --filters Name=instance-type,Values=%s", kind.Name)
}

func (tx *Tx) notInRegion(kind *catalog.InstanceType) *apierr.Error {
	return apierr.New(apierr.Unsupported, "The requested configuration is currently not supported. Please check the documentation for supported configurations.").
		Because("No zone of %s offers %s.", tx.region().Name, kind.Name).
		Suggest("aws ec2 describe-instance-type-offerings --query 'InstanceTypeOfferings[].InstanceType'")
}
