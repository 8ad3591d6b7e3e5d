package shell

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"blockyard/sim"
	"blockyard/sim/apierr"
	"blockyard/sim/ec2"
	"blockyard/sim/op"
	"blockyard/sim/unit"
)

// waitLimit is how far a waiter looks ahead.
//
// Simplified: the AWS CLI asks 40 times, every 15 seconds, and gives up after
// ten minutes. Here the clock stops at the very moment at which what is awaited
// happens. Where it does not happen in 30 days of what is on its way now, the
// waiter fails at once and no time passes.
const waitLimit = 30 * unit.Day

// A waiter says when the wait is over: when all things are in the wanted state,
// or when one is in a state from which it will not get there.
type waiter struct {
	name   string // as the command line spells it
	states string // JMESPath of the states in the answer
	wanted string // "" means that there is anything at all
	failed []string
	absent apierr.Code // the refusal for what is not there
	isDone bool        // what is not there is what was waited for
}

const (
	instanceStates = "Reservations[].Instances[].State.Name"
	volumeStates   = "Volumes[].State"
	imageStates    = "Images[].State"
)

// waiters is every waiter of the registry. Source: botocore 1.43, data/ec2/2016-11-15/waiters-2.json.
var waiters = []waiter{
	{name: "image-available", states: imageStates, wanted: "available", failed: []string{"failed"}},
	{name: "image-exists", states: imageStates, absent: apierr.InvalidAMIIDNotFound},
	{name: "instance-exists", states: instanceStates, absent: apierr.InvalidInstanceIDNotFound},
	{
		name: "instance-running", states: instanceStates, wanted: "running",
		failed: []string{"shutting-down", "terminated", "stopping"}, absent: apierr.InvalidInstanceIDNotFound,
	},
	{name: "instance-status-ok", states: "InstanceStatuses[].InstanceStatus.Status", wanted: "ok", absent: apierr.InvalidInstanceIDNotFound},
	{name: "instance-stopped", states: instanceStates, wanted: "stopped", failed: []string{"pending", "terminated"}},
	{name: "instance-terminated", states: instanceStates, wanted: "terminated", failed: []string{"pending", "stopping"}},
	{name: "snapshot-completed", states: "Snapshots[].State", wanted: "completed", failed: []string{"error"}},
	{name: "system-status-ok", states: "InstanceStatuses[].SystemStatus.Status", wanted: "ok"},
	{name: "volume-available", states: volumeStates, wanted: "available", failed: []string{"deleted"}},
	{name: "volume-deleted", states: volumeStates, wanted: "deleted", absent: apierr.InvalidVolumeNotFound, isDone: true},
	{name: "volume-in-use", states: volumeStates, wanted: "in-use", failed: []string{"deleted"}},
}

// waiterNamed returns the waiter of that name; a name of the registry without one is a mistake in the program.
func waiterNamed(name string) *waiter {
	at := slices.IndexFunc(waiters, func(w waiter) bool { return w.name == name })
	if at < 0 {
		panic("shell: no waiter " + name)
	}
	return &waiters[at]
}

// wait is `aws ec2 wait NAME`: it runs the clock until what is awaited has happened.
func (d *door) wait(c *Call, caller ec2.Caller, command *op.Command, params op.Value) int {
	w := waiterNamed(command.Wait)
	in, err := command.Op.Decode(params, op.JSONNames)
	if err != nil {
		return c.refused(command.Op, err)
	}
	call := sim.Call{Caller: caller, Op: command.Op, In: in}
	for {
		c.Spend(1)
		isOver, err := w.judge(command.Op, d.target.Do, call)
		if err != nil {
			why, try := whyInVain(err)
			return c.failedToWait(w, err.Error(), why, try)
		}
		if isOver {
			return 0
		}
		moment, ok := d.foresee(c, w, call)
		if !ok {
			return c.failedToWait(w, "Max attempts exceeded", "Nothing that is on its way within "+waitLimit.String()+" makes it true, so no time has passed.", "")
		}
		if err := d.target.Run(moment); err != nil {
			return c.failed(err)
		}
	}
}

func (c *Call) failedToWait(w *waiter, reason, why, try string) int {
	c.Stderr.WriteString("\nWaiter " + w.action() + " failed: " + reason + "\n")
	c.explain(why, try)
	return statusFailed
}

// action returns the waiter's name in the AWS CLI's sentences: "VolumeAvailable".
func (w *waiter) action() string {
	var b strings.Builder
	for word := range strings.SplitSeq(w.name, "-") {
		b.WriteString(strings.ToUpper(word[:1]) + word[1:])
	}
	return b.String()
}

// judge asks the operation and reports whether the wait is over; the error says that it is in vain.
func (w *waiter) judge(o *op.Operation, do func(sim.Call) (any, error), call sim.Call) (isOver bool, err error) {
	out, err := do(call)
	if err != nil {
		return w.judgeRefusal(err)
	}
	picked, err := Query(w.states, o.Answer(out))
	if err != nil {
		panic("shell: " + w.name + ": " + err.Error())
	}
	states := picked.Items()
	if w.wanted == "" {
		return len(states) > 0, nil
	}
	isWanted := func(v op.Value) bool { return v.Str() == w.wanted }
	if len(states) > 0 && !slices.ContainsFunc(states, func(v op.Value) bool { return !isWanted(v) }) {
		return true, nil
	}
	for _, state := range states {
		if slices.Contains(w.failed, state.Str()) {
			return false, &vainError{w, state.Str()}
		}
	}
	return false, nil
}

// A vainError says that something is in a state from which it will not get to the one that is awaited.
type vainError struct {
	waiter *waiter
	state  string
}

// Error returns the AWS CLI's sentence.
func (e *vainError) Error() string {
	return fmt.Sprintf(`Waiter encountered a terminal failure state: For expression "%s" we matched expected path: "%s" at least once`, e.waiter.states, e.state)
}

// A refusedWait says that what is awaited cannot be asked for.
type refusedWait struct{ refusal *apierr.Error }

// Error returns the AWS CLI's sentence.
func (e *refusedWait) Error() string {
	return "An error occurred (" + string(e.refusal.Code) + "): " + e.refusal.Message
}

// whyInVain says the same to a learner, and what would work; other errors speak for themselves.
func whyInVain(err error) (why, try string) {
	var vain *vainError
	var refused *refusedWait
	switch {
	case errors.As(err, &vain):
		return "It is " + vain.state + ", and on its way elsewhere than to " + vain.waiter.wanted + "; the wait ends at once.", ""
	case errors.As(err, &refused):
		return refused.refusal.Why, refused.refusal.Try
	}
	return "", ""
}

// judgeRefusal judges that what is awaited cannot be asked for: that may be the end, or may change.
func (w *waiter) judgeRefusal(err error) (isOver bool, reason error) {
	var refusal *apierr.Error
	if !errors.As(err, &refusal) {
		return false, err
	}
	if w.absent != "" && refusal.Code == w.absent {
		return w.isDone, nil
	}
	return false, &refusedWait{refusal}
}

// foresee tries on a fork when the wait will be over or in vain, and returns how long that takes.
func (d *door) foresee(c *Call, w *waiter, call sim.Call) (unit.Duration, bool) {
	future := d.target.World().Fork()
	start := future.Now()
	happened := false
	future.Listen(func(sim.Happening) { happened = true })
	for future.Step(start.Add(waitLimit)) {
		c.Spend(1)
		c.checkInterrupted()
		if !happened {
			continue
		}
		happened = false
		if isOver, err := w.judge(call.Op, future.Do, call); isOver || err != nil {
			return future.Now().Sub(start), true
		}
	}
	return 0, false
}
