package ec2

import (
	"fmt"

	"blockyard/sim/apierr"
	"blockyard/sim/lifecycle"
)

// An InterfaceState is a network interface's lifecycle state, spelled as DescribeNetworkInterfaces spells it.
type InterfaceState string

// InterfaceInUse is the state of an interface that an instance has. The empty state means that there is no interface.
const InterfaceInUse InterfaceState = "in-use"

// InterfaceLifecycle is every move that the interface made at launch can make.
//
// Simplified: interfaces are made by launches alone, so they are always in use.
var InterfaceLifecycle = lifecycle.Table[InterfaceState]{
	{From: "", On: "RunInstances", To: InterfaceInUse, Why: "every instance gets one at launch"},
	{From: InterfaceInUse, On: "InstanceTerminated", To: "", Why: "it goes with its instance"},
}

// An Interface is an elastic network interface: the instance's place in the
// network. It keeps its private address until the instance is terminated.
type Interface struct {
	Header
	State    InterfaceState
	Zone     uint8
	Instance uint32
}

// InterfaceCreated makes the interface of an instance that is being launched.
type InterfaceCreated struct{ Interface Interface }

func (e InterfaceCreated) apply(s *State) {
	e.Interface.State = InterfaceLifecycle.Must("", "RunInstances")
	s.touch(KindInterface, s.interfaces.Append(e.Interface))
}

// InterfaceDeleted takes the interface of a terminated instance away.
type InterfaceDeleted struct{ Index uint32 }

func (e InterfaceDeleted) apply(s *State) {
	n := s.iface(e.Index)
	n.State = InterfaceLifecycle.Must(n.State, "InstanceTerminated")
}

// privateAddress returns the interface's address in its zone's default subnet.
//
// Simplified: addresses are handed out in order of creation and never again.
func privateAddress(zone uint8, index uint32) string {
	host := index%4091 + 4 // the first four addresses of a subnet are reserved
	return fmt.Sprintf("172.31.%d.%d", int(zone)*16+int(host>>8), host&255)
}

// publicAddress returns the address that an instance has after its n-th start:
// another one after each stop. The first lie in the ranges that RFC 5737 keeps
// for documentation, the others in 198.18.0.0/15, which RFC 2544 keeps for tests.
//
// Simplified: addresses are not handed back and given to somebody else, so only
// in a world of thousands of instances may two have the same.
func publicAddress(index, starts uint32) string {
	const stride = 7919 // a prime, so that restarts stay clear of other instances for long
	n := (index + (starts-1)*stride) % (2 << 16)
	if n < 3*254 {
		return fmt.Sprintf("%s.%d", [...]string{"203.0.113", "198.51.100", "192.0.2"}[n/254], n%254+1)
	}
	return fmt.Sprintf("198.%d.%d.%d", 18+n>>16, n>>8&255, n&255)
}

func macAddress(index uint32) string {
	return fmt.Sprintf("02:00:%02x:%02x:%02x:%02x", index>>24, index>>16&255, index>>8&255, index&255)
}

// findInterface returns the caller's network interface with that id.
func (tx *Tx) findInterface(id string) (uint32, *apierr.Error) {
	if !KindInterface.WellFormed(id) {
		return 0, apierr.New(apierr.InvalidNetworkInterfaceIDMalformed, `Invalid id: "%s" (expecting "eni-...")`, id)
	}
	ref, ok := tx.find(KindInterface, id)
	if !ok {
		return 0, apierr.New(apierr.InvalidNetworkInterfaceIDNotFound, "The networkInterface ID '%s' does not exist", id)
	}
	return ref.Index, nil
}
