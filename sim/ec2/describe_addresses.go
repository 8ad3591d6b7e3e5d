package ec2

// DescribeAddressesInput holds the parameters of DescribeAddresses.
type DescribeAddressesInput struct {
	PublicIPs     []string `ec2:"PublicIps,query=PublicIp"`
	DryRun        bool     `ec2:"DryRun"`
	Filters       []Filter `ec2:"Filters,query=Filter"`
	AllocationIDs []string `ec2:"AllocationIds,query=AllocationId,id=address"`
}

// DescribeAddressesOutput is the answer of DescribeAddresses.
type DescribeAddressesOutput struct {
	Addresses []AddressDescription `ec2:"Addresses,xml=addressesSet"`
}

// An AddressDescription is an Elastic IP address as DescribeAddresses shows it.
type AddressDescription struct {
	AllocationID            string `ec2:"AllocationId"`
	AssociationID           string `ec2:"AssociationId,omitempty"`
	Domain                  string `ec2:"Domain"`
	NetworkInterfaceID      string `ec2:"NetworkInterfaceId,omitempty"`
	NetworkInterfaceOwnerID string `ec2:"NetworkInterfaceOwnerId,omitempty"`
	PrivateIPAddress        string `ec2:"PrivateIpAddress,omitempty"`
	Tags                    []Tag  `ec2:"Tags,omitempty,xml=tagSet"`
	PublicIpv4Pool          string `ec2:"PublicIpv4Pool"`
	NetworkBorderGroup      string `ec2:"NetworkBorderGroup"`
	InstanceID              string `ec2:"InstanceId,omitempty"`
	PublicIP                string `ec2:"PublicIp"`
}

// addressFields is what Elastic IP addresses can be filtered by.
var addressFields = []field[Address]{
	{"allocation-id", func(tx *Tx, index uint32, _ *Address) []string { return one(tx.describeAddress(index).AllocationID) }},
	{"association-id", func(tx *Tx, index uint32, _ *Address) []string { return one(tx.describeAddress(index).AssociationID) }},
	{"instance-id", func(tx *Tx, index uint32, _ *Address) []string { return one(tx.describeAddress(index).InstanceID) }},
	{"network-interface-id", func(tx *Tx, index uint32, _ *Address) []string {
		return one(tx.describeAddress(index).NetworkInterfaceID)
	}},
	{"private-ip-address", func(tx *Tx, index uint32, _ *Address) []string {
		return one(tx.describeAddress(index).PrivateIPAddress)
	}},
	{"public-ip", func(_ *Tx, index uint32, _ *Address) []string { return one(ElasticAddress(index)) }},
}

// DescribeAddresses lists the caller's Elastic IP addresses in the region in
// order of allocation. The automatic addresses of instances are not among them.
func DescribeAddresses(tx *Tx, in DescribeAddressesInput) (out DescribeAddressesOutput, err error) {
	indices, fault := tx.listed(KindAddress, in.AllocationIDs, eachID(tx.findAddress))
	if fault == nil && len(in.PublicIPs) > 0 {
		indices, fault = eachID(tx.findPublic)(in.PublicIPs)
	}
	if fault != nil {
		return out, fault
	}
	keep, fault := newSieve(tx, KindAddress, in.Filters, addressFields)
	if fault != nil {
		return out, fault
	}
	out.Addresses = []AddressDescription{}
	for _, index := range indices {
		if keep.keeps(index, tx.addresses.At(index)) {
			out.Addresses = append(out.Addresses, tx.describeAddress(index))
		}
	}
	return out, nil
}

// describeAddress shows one Elastic IP address.
func (tx *Tx) describeAddress(index uint32) AddressDescription {
	a := tx.addresses.At(index)
	d := AddressDescription{
		AllocationID: tx.ID(Ref{KindAddress, index}), Domain: "vpc", Tags: a.Tags(),
		PublicIpv4Pool: "amazon", NetworkBorderGroup: tx.region().Name, PublicIP: ElasticAddress(index),
	}
	if instance, on := tx.Association(index); on {
		i := tx.instances.At(instance)
		d.AssociationID, d.InstanceID = tx.ID(Ref{KindAssociation, a.Link}), tx.ID(Ref{KindInstance, instance})
		d.NetworkInterfaceID, d.NetworkInterfaceOwnerID = tx.ID(Ref{KindInterface, i.Interface}), tx.accounts[i.Account]
		d.PrivateIPAddress = privateAddress(i.Zone, i.Interface)
	}
	return d
}
