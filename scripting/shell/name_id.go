package shell

import (
	"fmt"
	"strings"

	"blockyard/sim/ec2"
)

// ID returns the id of the thing that @name means to a caller where a parameter
// asks for a kind of resource, spelled as parameters' tags spell it ("any" for
// one of any kind). Of a copy, source is the region that it is made from, in which
// its names mean something; else "". It is what commands take; the error says why
// there is none.
func ID(cloud *ec2.State, caller ec2.Caller, source, kind, name string) (string, error) {
	n := naming{cloud: cloud, caller: caller}
	n.lookIn(source)
	return n.id(kind, name)
}

// Thing returns what @name or an id means to a caller.
func Thing(cloud *ec2.State, caller ec2.Caller, word string) (ec2.Ref, error) {
	id := word
	if name, ok := strings.CutPrefix(word, "@"); ok {
		found, err := ID(cloud, caller, "", "any", name)
		if err != nil {
			return ec2.Ref{}, err
		}
		id = found
	}
	ref, ok := cloud.Find(caller.Region, id)
	if !ok {
		return ref, fmt.Errorf("there is nothing with the id %q here", id)
	}
	return ref, nil
}

// States returns the states that a thing of a kind can be in, in their order; of some kinds there are none.
func States(kind ec2.Kind) []string {
	switch kind {
	case ec2.KindInstance:
		return states(ec2.InstanceLifecycle)
	case ec2.KindVolume:
		return states(ec2.VolumeLifecycle)
	case ec2.KindSnapshot:
		return states(ec2.SnapshotLifecycle)
	case ec2.KindImage:
		return states(ec2.ImageLifecycle)
	case ec2.KindInterface:
		return states(ec2.InterfaceLifecycle)
	case ec2.KindAddress:
		return states(ec2.AddressLifecycle)
	case ec2.KindReservation, ec2.KindInterfaceAttachment, ec2.KindAssociation, ec2.KindKeyPair:
	}
	return nil
}
