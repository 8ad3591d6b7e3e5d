package ec2

// PrivateAddress returns the private address of a network interface.
func (s *State) PrivateAddress(index uint32) string {
	return privateAddress(s.interfaces.At(index).Zone, index)
}

// MACAddress returns the hardware address of a network interface.
func (s *State) MACAddress(index uint32) string { return macAddress(index) }

// PublicAddress returns the public address of an instance, which it has while
// it runs, and "" at any other time.
func (s *State) PublicAddress(index uint32) string {
	i := s.instances.At(index)
	if i.State != InstanceRunning {
		return ""
	}
	return publicAddress(i.Interface, i.Starts)
}
