package sim

import (
	"errors"
	"fmt"

	"blockyard/sim/apierr"
	"blockyard/sim/ec2"
	"blockyard/sim/guest"
	"blockyard/sim/op"
	"blockyard/sim/unit"
	"blockyard/sim/yard"
)

// A Call is one operation with its typed input, by somebody, somewhere.
type Call struct {
	ec2.Caller
	Op *op.Operation
	In any
}

// An Entry is one line of a world's journal: a call, when it was made.
// Calls that change nothing by their nature, such as DescribeVolumes, have no entry;
// refused ones have.
type Entry struct {
	At unit.Instant
	Call
	Refused bool
}

// Journal returns the world's calls in order. The caller must not change them.
func (w *World) Journal() []Entry { return w.journal }

// Do carries out a call, now. It is the only way in. The answer is the
// operation's Out; a refusal is an *apierr.Error, and leaves the world as it
// was, but for a note that it happened. With DryRun nothing changes at all.
func (w *World) Do(c Call) (out any, err error) {
	if c.Op.DryRun(c.In) {
		return nil, w.dryRun(c)
	}
	if c.Op.Reads {
		return w.invoke(c)
	}
	w.fireDue()
	out, err = w.invoke(c)
	w.journal = append(w.journal, Entry{At: w.host.Now, Call: c, Refused: err != nil})
	if err != nil {
		w.refuse(c, err)
		return out, err
	}
	w.fireDue()
	return out, nil
}

// dryRun tries a call on a fork and says how it would have gone.
func (w *World) dryRun(c Call) error {
	if _, err := w.Fork().invoke(c); err != nil {
		return err
	}
	return apierr.New(apierr.DryRunOperation, "Request would have succeeded, but DryRun flag is set.")
}

// refuse notes a refusal, so that lessons and replays know of it.
func (w *World) refuse(c Call, err error) {
	var refusal *apierr.Error
	if !errors.As(err, &refusal) {
		panic(fmt.Sprintf("sim: %s refused without a code: %v", c.Op.Action, err))
	}
	r := Refusal{w.host.Now, c.Account, c.Region, c.Op.Service, c.Op.Action, string(refusal.Code)}
	w.refusals.Append(r)
	w.tell(r)
}

// invoke runs the operation's handler in a transaction.
func (w *World) invoke(c Call) (any, error) {
	tx := w.newTx(c.Caller)
	var out any
	var err error
	switch c.Op.Service {
	case "ec2":
		out, err = c.Op.Invoke(tx.Tx.Tx, c.In)
	case "yard":
		if out, err = w.invokeYard(c, tx); err != nil {
			break
		}
	default:
		panic("sim: no service " + c.Op.Service)
	}
	if isNil(err) {
		err = nil
	}
	tx.Finish(c.Op.Action, err)
	if c.Op.Reads && tx.Emitted() > 0 {
		panic("sim: " + c.Op.Action + " is said to read and has changed something")
	}
	return out, err
}

// invokeYard runs an operation of the yard, whose handlers are of two packages.
func (w *World) invokeYard(c Call, tx *yard.Tx) (any, error) {
	for _, o := range guest.Ops {
		if o.Action == c.Op.Action {
			return c.Op.Invoke(tx.Tx, c.In)
		}
	}
	return c.Op.Invoke(tx, c.In)
}

// isNil reports whether an error is no error at all: a nil *apierr.Error in an
// interface, which handlers return when all is well.
func isNil(err error) bool {
	refusal, ok := err.(*apierr.Error) //nolint:errorlint // a nil pointer must be seen as itself
	return ok && refusal == nil
}

// newTx returns a transaction of a caller on this world.
func (w *World) newTx(c ec2.Caller) *yard.Tx {
	base := ec2.NewTx(w.cloud, &w.host, c)
	inside := &guest.Tx{Tx: base, Guests: w.guests}
	base.Happen = func(e ec2.Event) {
		w.read()
		w.tell(e)
		inside.Observe(e)
	}
	return &yard.Tx{Tx: inside, Yard: w.yard}
}

// tell lets the listener know what has happened.
func (w *World) tell(event any) {
	if w.listen != nil {
		w.listen(Happening{w.host.Now, event})
	}
}
