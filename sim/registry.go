package sim

import (
	"blockyard/sim/ec2"
	"blockyard/sim/guest"
	"blockyard/sim/op"
	"blockyard/sim/yard"
)

// registry is the one registry of all operations.
var registry = op.NewRegistry(
	op.Service{Name: "ec2", Ops: ec2.Ops, Waiters: ec2.Waiters},
	op.Service{Name: "ebs", Ops: ec2.DirectOps},
	op.Service{Name: "rbin", Ops: ec2.RecycleBinOps},
	op.Service{Name: "sts", Ops: identityOps},
	op.Service{Name: "yard", Ops: append(append([]*op.Operation(nil), guest.Ops...), yard.Ops...)},
)

// Operations returns the registry of all operations. It is immutable.
func Operations() *op.Registry { return registry }
