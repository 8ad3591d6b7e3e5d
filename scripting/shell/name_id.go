package shell

import "blockyard/sim/ec2"

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
