package sim

import (
	"errors"
	"fmt"
	"slices"

	"blockyard/sim/apierr"
	"blockyard/sim/ec2"
	"blockyard/sim/op"
	"blockyard/sim/unit"
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

// MayHaveChanged reports whether the call was not merely refused: it went well, or did part of its work.
func (e Entry) MayHaveChanged() bool {
	return !e.Refused || slices.Contains(ec2.PartialActions, e.Op.Action)
}

// Journal returns the world's calls in order. The caller must not change them.
func (w *World) Journal() []Entry { return w.journal }

// Do carries out a call, now. It is the only way in. The answer is the
// operation's Out; a refusal is an *apierr.Error, and leaves the world as it
// was, but for a note that it happened and for what one of ec2.PartialActions
// did before it. With DryRun nothing changes at all.
func (w *World) Do(c Call) (out any, err error) {
	if c.Op.DryRun(c.In) {
		return nil, w.dryRun(c)
	}
	if c.Op.Reads {
		return w.invoke(c)
	}
	w.fireDue()
	out, err = w.invoke(c)
	w.note(Entry{At: w.host.Now, Call: c, Refused: err != nil})
	if err != nil {
		w.refuse(c, err)
	}
	w.fireDue() // of a refused call only what it did in part
	return out, err
}

// note adds an entry to the journal. It doubles the room of a full one, where
// append alone would copy a long journal more often.
func (w *World) note(e Entry) {
	if n := len(w.journal); n == cap(w.journal) {
		w.journal = slices.Grow(w.journal, max(16, n))
	}
	w.journal = append(w.journal, e)
}

// dryRun tries a call on a fork and says how it would have gone.
func (w *World) dryRun(c Call) error {
	f := w.Fork()
	f.fireDue()
	if _, err := f.invoke(c); err != nil {
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
	t := w.begin(c.Caller)
	out, err := t.invoke(c)
	if isNil(err) {
		err = nil
	}
	t.cloud.Finish(c.Op.Action, err)
	if c.Op.Reads && t.cloud.Emitted() > 0 {
		panic("sim: " + c.Op.Action + " is said to read and has changed something")
	}
	w.end(t)
	return out, err
}

// isNil reports whether an error is no error at all: a nil *apierr.Error in an
// interface, which handlers return when all is well.
func isNil(err error) bool {
	refusal, ok := err.(*apierr.Error) // not errors.As: a nil pointer must be seen as itself
	return ok && refusal == nil
}

// tell lets the listener know what has happened.
func (w *World) tell(event any) {
	if w.listen != nil {
		w.listen(Happening{w.host.Now, event})
	}
}
