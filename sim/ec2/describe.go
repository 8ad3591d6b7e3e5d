package ec2

import "blockyard/sim/apierr"

// listed returns the indices of the resources that a describing call is about:
// those that are named, or all of the caller's in the region, in order of creation.
func (tx *Tx) listed(kind Kind, ids []string, find func([]string) ([]uint32, *apierr.Error)) ([]uint32, *apierr.Error) {
	if len(ids) > 0 {
		return find(ids)
	}
	var indices []uint32
	for index := range tx.Length(kind) {
		if tx.mine(Ref{kind, index}) {
			indices = append(indices, index)
		}
	}
	return indices, nil
}

// eachID finds each id with a function that finds one.
func eachID(find func(string) (uint32, *apierr.Error)) func([]string) ([]uint32, *apierr.Error) {
	return func(ids []string) ([]uint32, *apierr.Error) {
		var indices []uint32
		for _, id := range ids {
			index, err := find(id)
			if err != nil {
				return nil, err
			}
			indices = appendNew(indices, index)
		}
		return indices, nil
	}
}

// orNil returns a refusal as an error, and no refusal as no error: a nil
// pointer in an interface would not be nil.
func orNil(refusal *apierr.Error) error {
	if refusal == nil {
		return nil
	}
	return refusal
}
