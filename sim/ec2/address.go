package ec2

// A PublicLease is what an instance has of public addresses. In a default
// subnet an instance gets an automatic one when it is launched or started, keeps
// it across reboots and gives it back when it is stopped or ended; it then gets
// another one. An Elastic IP address takes its place.
// Source: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-instance-addressing.html.
type PublicLease struct {
	Off     bool   // launched without an automatic address
	Held    bool   // it has an automatic address now
	Count   uint32 // automatic addresses that it has had, with the present one
	Elastic uint32 // index plus one of the Elastic IP address that is on it; 0 means none
}

// follow gives an automatic address to an instance that is on and has none, and takes it from one that is off.
func (l *PublicLease) follow(state InstanceState) {
	switch state {
	case InstancePending, InstanceRunning, InstanceStopping:
		if !l.Held && !l.Off && l.Elastic == 0 {
			l.Held, l.Count = true, l.Count+1
		}
	case InstanceStopped, InstanceShuttingDown, InstanceTerminated, NoInstance:
		l.Held = false
	}
}

// PrivateAddress returns the private address of a network interface.
func (s *State) PrivateAddress(index uint32) string {
	return privateAddress(s.interfaces.At(index).Zone, index)
}

// MACAddress returns the hardware address of a network interface.
func (s *State) MACAddress(index uint32) string { return macAddress(index) }

// PublicAddress returns the public address of an instance: the Elastic IP
// address that is on it, or the automatic one that it has from its launch or
// start until it is stopped or ended; "" means none.
func (s *State) PublicAddress(index uint32) string {
	i := s.instances.At(index)
	switch {
	case i.Public.Elastic > 0:
		return ElasticAddress(i.Public.Elastic - 1)
	case i.Public.Held:
		return publicAddress(i.Interface, i.Public.Count)
	}
	return ""
}

// An InterfaceAssociation is the public address of a network interface.
type InterfaceAssociation struct {
	AllocationID  string `ec2:"AllocationId,omitempty"`  // of an Elastic IP address
	AssociationID string `ec2:"AssociationId,omitempty"` // of an Elastic IP address
	IPOwnerID     string `ec2:"IpOwnerId"`               // the account, or "amazon" for an automatic address
	PublicIP      string `ec2:"PublicIp"`
}

// association shows the public address of an instance's interface; nil means none.
func (tx *Tx) association(instance uint32) *InterfaceAssociation {
	i, public := tx.instances.At(instance), tx.PublicAddress(instance)
	switch {
	case public == "":
		return nil
	case i.Public.Elastic == 0:
		return &InterfaceAssociation{IPOwnerID: "amazon", PublicIP: public}
	}
	address := i.Public.Elastic - 1
	return &InterfaceAssociation{
		tx.ID(Ref{KindAddress, address}), tx.ID(Ref{KindAssociation, tx.addresses.At(address).Link}), tx.accounts[i.Account], public,
	}
}
