// Package ec2 is the elastic compute cloud as its storage sees it: instances,
// volumes, snapshots, images, network interfaces and tags.
//
// One idea carries it: a handler decides, an event changes. A handler reads the
// state, checks everything, and only then emits events; applying an event is
// the only code that changes state. What happens later is a wake-up on the
// agenda: on waking, the resource decides again from the state it then has.
//
// One resource is one file: its types, its lifecycle table, its inputs, its
// handlers. Ops is the only list of the operations.
package ec2
