package sim

import (
	"blockyard/sim/ec2"
	"blockyard/sim/guest"
	"blockyard/sim/yard"
)

// A transaction is what one call or one waking decides in: that of each
// package, of which each holds the one before it.
type transaction struct {
	cloud ec2.Tx
	guest guest.Tx
	yard  yard.Tx
	tell  func(any) // tells the world's listener
}

// begin returns a transaction of a caller. A world makes one and uses it again
// and again; who only looks while another is under way gets one of his own.
func (w *World) begin(c ec2.Caller) *transaction {
	t := w.spare
	if t == nil {
		t = w.newTransaction()
	}
	w.spare = nil
	t.cloud.Tell = nil
	if w.listen != nil {
		t.cloud.Tell = t.tell
	}
	t.cloud.Begin(c)
	return t
}

// end gives a transaction back, and meters the rates that it has settled.
func (w *World) end(t *transaction) {
	for _, volume := range w.guests.TakeSettled() {
		w.readRequests(volume)
	}
	w.spare = t
}

func (w *World) newTransaction() *transaction {
	t := &transaction{cloud: *ec2.NewTx(w.cloud, &w.host, ec2.Caller{})}
	t.guest = guest.Tx{Tx: &t.cloud, Guests: w.guests}
	t.yard = yard.Tx{Tx: &t.guest, Yard: w.yard}
	t.cloud.Happen = func(e ec2.Event) {
		w.read()
		if written, ok := e.(ec2.FilesWritten); ok {
			w.countRequests(written)
		}
		w.tell(e)
		t.guest.Observe(e)
	}
	t.tell = w.tell
	return t
}

// invoke runs the operation's handler. Those of the service yard are of two packages.
func (t *transaction) invoke(c Call) (any, error) {
	switch {
	case c.Op.Service == "ec2", c.Op.Service == "sts", c.Op.Service == "rbin", c.Op.Service == "ebs":
		return c.Op.Invoke(&t.cloud, c.In)
	case c.Op.Service != "yard":
		panic("sim: no service " + c.Op.Service)
	}
	for _, o := range guest.Ops {
		if o.Action == c.Op.Action {
			return c.Op.Invoke(&t.guest, c.In)
		}
	}
	return c.Op.Invoke(&t.yard, c.In)
}

// wake lets a resource go on.
func (t *transaction) wake(wake ec2.Wake) {
	switch {
	case wake.Kind >= yard.WakeSchedule:
		t.yard.Wake(wake)
	case wake.Kind >= guest.WakeKernel:
		t.guest.Wake(wake)
	default:
		t.cloud.Wake(wake)
	}
}
