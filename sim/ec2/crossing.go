package ec2

// DataCrossed counts what one instance sent another in another zone of the
// region: each of the two has it on its bill.
type DataCrossed struct {
	From, To uint32
	Blocks   uint64 // of 512 KiB
}

func (e DataCrossed) apply(s *State) {
	s.instance(e.From).Crossed += e.Blocks
	s.instance(e.To).Crossed += e.Blocks
}
