package scene

import (
	"blockyard/sim/ec2"
)

func addressRef(index uint32) ec2.Ref { return ec2.Ref{Kind: ec2.KindAddress, Index: index} }

var columnsOfAddresses = []column{
	{title: "Name", key: "name", least: "web-server-1", wide: "an-address-with-a-name", look: asName, text: func(v *view, index uint32) string {
		return v.cloud.Name(addressRef(index)) // its own name is the address, which has a column
	}},
	{title: "Public IPv4", key: "ip", least: "198.19.255.255", wide: "198.19.255.255", text: func(_ *view, index uint32) string {
		return ec2.ElasticAddress(index)
	}},
	{title: "State", key: "state", least: "associated", wide: "associated", look: asState, text: func(v *view, index uint32) string {
		return v.cloud.StateOf(addressRef(index))
	}},
	{title: "Instance", key: "instance", least: "web-server-1", wide: "a-server-with-a-long-name", text: (*view).addressedName},
	{title: "Allocation ID", key: "id", least: "eipalloc-0a3…27f2", wide: "eipalloc-0a31c04be9d127f23", look: asID, text: idOf(ec2.KindAddress)},
	{title: "Private IP", key: "private", least: "172.31.200.200", wide: "172.31.200.200", text: func(v *view, index uint32) string {
		if on, ok := v.cloud.Association(index); ok {
			return v.cloud.PrivateAddress(v.cloud.Instances().At(on).Interface)
		}
		return ""
	}},
	createdColumn("Allocated", ec2.KindAddress),
	regionColumn(ec2.KindAddress),
	ownerColumn(ec2.KindAddress),
}

// addressedName names the instance that an Elastic IP address is on; "" where it is on none.
func (v *view) addressedName(index uint32) string {
	on, ok := v.cloud.Association(index)
	if !ok {
		return ""
	}
	return v.name(instanceRef(on))
}

// tellAddress writes what a screen reader says of an Elastic IP address.
func (v *view) tellAddress(c *caption, index uint32) {
	on, use := v.addressedName(index), ", on no instance"
	if on != "" {
		use = ", on "
	}
	c.name = joined(c.name, "Elastic IP address ", c.called(), use, on)
	c.help = joined(c.help, ec2.ElasticAddress(index), ", billed until it is released")
}

// addressActions returns what can be done with an Elastic IP address.
func (v *view) addressActions(ref ec2.Ref) []deed {
	deeds := []deed{v.formOf("associate-address", "Associate", ref, "aws ec2 associate-address --allocation-id $").asMain()}
	if on := v.addressedName(ref.Index); on != "" {
		deeds[0] = v.deed("disassociate-address", "Take it off "+on, ref, "aws ec2 disassociate-address --public-ip "+ec2.ElasticAddress(ref.Index)).asMain()
	}
	release := v.deed("release-address", "Release", ref, "aws ec2 release-address --allocation-id $").dangerous().asMain()
	return append(deeds, release, v.tagging(ref))
}

// addressFacts tells where an Elastic IP address is, and what that means for the bill.
func (v *view) addressFacts(ref ec2.Ref) []fact {
	facts := []fact{{name: "Public IPv4", value: ec2.ElasticAddress(ref.Index)}}
	if on, ok := v.cloud.Association(ref.Index); ok {
		i := v.cloud.Instances().At(on)
		facts = append(facts,
			v.leadTo("Instance", instanceRef(on), v.name(instanceRef(on))),
			fact{name: "Private IPv4", value: v.cloud.PrivateAddress(i.Interface)},
			v.leadTo("Network interface", ec2.Ref{Kind: ec2.KindInterface, Index: i.Interface}, v.name(ec2.Ref{Kind: ec2.KindInterface, Index: i.Interface})),
			fact{name: "At a stop", value: "stays on the instance, and is billed on"},
			fact{name: "At termination", value: "comes off, and is billed on"})
	} else {
		facts = append(facts, fact{name: "Instance", value: "none: it is billed all the same, until it is released"})
	}
	facts = append(facts, fact{name: "Allocated", value: v.madeAt(ref)}, fact{name: "Pool", value: "amazon"})
	return append(facts, v.placeFacts(ref, "")...)
}

func (v *view) addressParts(ref ec2.Ref) []detailPart {
	association, instance, private := "", "", ""
	if on, ok := v.cloud.Association(ref.Index); ok {
		association = v.cloud.ID(ec2.Ref{Kind: ec2.KindAssociation, Index: v.cloud.Addresses().At(ref.Index).Link})
		instance, private = v.both(instanceRef(on)), v.cloud.PrivateAddress(v.cloud.Instances().At(on).Interface)
	}
	return []detailPart{{title: "Details", facts: []detail{
		{"Allocated IPv4 address", ec2.ElasticAddress(ref.Index)},
		{"Allocation ID", v.cloud.ID(ref)},
		{"Type", "Public IP"},
		{"Association ID", association},
		{"Associated instance ID", instance},
		{"Private IP address", private},
		{"Scope", "VPC"},
		{"Address pool", "Amazon"},
		{"Allocated", v.madeAt(ref)},
		{"Network border group", v.regionText(ref)},
		{"Owner", v.ownerText(ref)},
	}}}
}
