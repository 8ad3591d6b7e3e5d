package ec2

import "blockyard/sim/unit"

// DescribeNetworkInterfacesInput holds the parameters of DescribeNetworkInterfaces.
type DescribeNetworkInterfacesInput struct {
	NextToken           string   `ec2:"NextToken"`
	MaxResults          *int64   `ec2:"MaxResults"`
	DryRun              bool     `ec2:"DryRun"`
	NetworkInterfaceIDs []string `ec2:"NetworkInterfaceIds,query=NetworkInterfaceId,id=interface"`
	Filters             []Filter `ec2:"Filters,query=Filter"`
}

// DescribeNetworkInterfacesOutput is the answer of DescribeNetworkInterfaces.
type DescribeNetworkInterfacesOutput struct {
	NetworkInterfaces []InterfaceDescription `ec2:"NetworkInterfaces,xml=networkInterfaceSet"`
	NextToken         string                 `ec2:"NextToken"`
}

// An InterfaceDescription is a network interface as DescribeNetworkInterfaces shows it.
type InterfaceDescription struct {
	Association        *InterfaceAssociation `ec2:"Association"`
	Attachment         InterfaceAttachment   `ec2:"Attachment"`
	AvailabilityZone   string                `ec2:"AvailabilityZone"`
	InterfaceType      string                `ec2:"InterfaceType"`
	MacAddress         string                `ec2:"MacAddress"`
	NetworkInterfaceID string                `ec2:"NetworkInterfaceId"`
	OwnerID            string                `ec2:"OwnerId"`
	PrivateIPAddress   string                `ec2:"PrivateIpAddress"`
	Status             InterfaceState        `ec2:"Status"`
	TagSet             []Tag                 `ec2:"TagSet"`
}

// An InterfaceAttachment says which instance has an interface.
type InterfaceAttachment struct {
	AttachTime          unit.Date `ec2:"AttachTime"`
	AttachmentID        string    `ec2:"AttachmentId"`
	DeleteOnTermination bool      `ec2:"DeleteOnTermination"`
	DeviceIndex         int64     `ec2:"DeviceIndex"`
	InstanceID          string    `ec2:"InstanceId"`
	InstanceOwnerID     string    `ec2:"InstanceOwnerId"`
	Status              string    `ec2:"Status"`
}

// interfaceFields is what network interfaces can be filtered by.
var interfaceFields = []field[Interface]{
	{"addresses.private-ip-address", func(_ *Tx, index uint32, n *Interface) []string { return one(privateAddress(n.Zone, index)) }},
	{"association.public-ip", func(tx *Tx, _ uint32, n *Interface) []string { return one(tx.PublicAddress(n.Instance)) }},
	{"attachment.delete-on-termination", func(*Tx, uint32, *Interface) []string { return truth(true) }},
	{"attachment.instance-id", func(tx *Tx, _ uint32, n *Interface) []string { return one(tx.ID(Ref{KindInstance, n.Instance})) }},
	{"attachment.status", func(*Tx, uint32, *Interface) []string { return one("attached") }},
	{"availability-zone", func(_ *Tx, _ uint32, n *Interface) []string { return one(zoneName(n.Region, n.Zone)) }},
	{"mac-address", func(_ *Tx, index uint32, _ *Interface) []string { return one(macAddress(index)) }},
	{"network-interface-id", func(tx *Tx, index uint32, _ *Interface) []string { return one(tx.ID(Ref{KindInterface, index})) }},
	{"owner-id", func(tx *Tx, _ uint32, n *Interface) []string { return one(tx.accounts[n.Account]) }},
	{"private-ip-address", func(_ *Tx, index uint32, n *Interface) []string { return one(privateAddress(n.Zone, index)) }},
	{"status", func(_ *Tx, _ uint32, n *Interface) []string { return one(string(n.State)) }},
}

// DescribeNetworkInterfaces lists the caller's network interfaces in the region in order of creation.
func DescribeNetworkInterfaces(tx *Tx, in DescribeNetworkInterfacesInput) (out DescribeNetworkInterfacesOutput, err error) {
	if err := notWithLimit(in.NetworkInterfaceIDs, in.MaxResults, "networkInterfaceIdSet"); err != nil {
		return out, err
	}
	indices, fault := tx.listed(KindInterface, in.NetworkInterfaceIDs, eachID(tx.findInterface))
	if fault != nil {
		return out, fault
	}
	keep, fault := newSieve(tx, KindInterface, in.Filters, interfaceFields)
	if fault != nil {
		return out, fault
	}
	interfaces := []InterfaceDescription{}
	for _, index := range indices {
		if keep.keeps(index, tx.interfaces.At(index)) {
			interfaces = append(interfaces, tx.describeInterface(index))
		}
	}
	out.NetworkInterfaces, out.NextToken, fault = page("DescribeNetworkInterfaces", interfaces, in.MaxResults, in.NextToken)
	return out, orNil(fault)
}

// describeInterface shows one network interface.
func (tx *Tx) describeInterface(index uint32) InterfaceDescription {
	n := tx.interfaces.At(index)
	owner, tags := tx.accounts[n.Account], n.Tags()
	if tags == nil {
		tags = []Tag{}
	}
	return InterfaceDescription{
		Association: tx.association(n.Instance),
		Attachment: InterfaceAttachment{
			AttachTime: tx.shown(n.Created), AttachmentID: tx.ID(Ref{KindInterfaceAttachment, index}), DeleteOnTermination: true,
			InstanceID: tx.ID(Ref{KindInstance, n.Instance}), InstanceOwnerID: owner, Status: "attached",
		},
		AvailabilityZone: zoneName(n.Region, n.Zone), InterfaceType: "interface", MacAddress: macAddress(index),
		NetworkInterfaceID: tx.ID(Ref{KindInterface, index}), OwnerID: owner, PrivateIPAddress: privateAddress(n.Zone, index),
		Status: n.State, TagSet: tags,
	}
}
