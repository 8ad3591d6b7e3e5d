package ec2

import (
	"fmt"
	"slices"

	"blockyard/sim/apierr"
	"blockyard/sim/catalog"
	"blockyard/sim/rng"
	"blockyard/sim/unit"
)

// A WakeKind says what a resource decides on waking.
type WakeKind uint8

// The wake-ups of this package. Numbers from 64 on belong to other packages.
const (
	WakeInstance     WakeKind = iota + 1 // an instance goes on to its next state
	WakeForget                           // a terminated instance disappears
	WakeVolume                           // a volume goes on to its next state
	WakeAttachment                       // a volume's attachment is made or taken off
	WakeSnapshot                         // a snapshot's last changed block has arrived
	WakeImage                            // an image looks whether its snapshots are completed
	WakeChecks                           // the first status checks of a running instance are done
	WakeRetirement                       // the day has come for which a host's retirement is scheduled
	WakeRecovery                         // an instance of a failed host comes up on another one
	WakeModification                     // a volume's modification goes on to its next state
	WakeFastRestore                      // fast restore of a snapshot goes on to its next state; its index is its own
	WakeReplaceRoot                      // the replacement of an instance's root volume goes on to its next state
)

// An Event is a fact: something that has been decided and now happens.
// Applying it is the only code that changes state.
type Event interface{ apply(*State) }

// A Caller is who calls, and in which region: indices of the account and of the catalogue's region.
type Caller struct{ Account, Region uint16 }

// A Wake asks that a resource of this package look again later. Whoever makes
// a wake-up stale bumps the generation in the resource's header.
type Wake struct {
	Kind  WakeKind
	Index uint32
	Gen   uint32
}

// A Host is what a transaction needs of the world around it.
type Host struct {
	Now    unit.Instant
	Start  unit.Date // calendar date of instant 0
	Timing catalog.Mode
	Seed   uint64
	WakeAt func(at unit.Instant, w Wake) // puts a wake-up on the agenda
}

// A Tx is one call or one waking, from its checks to its last event. Each Emit
// changes the world at once, so nothing may be refused after the first one.
type Tx struct {
	*State
	*Host
	Caller
	Happen  func(Event) // called after each event was applied
	Tell    func(any)   // called after each event of another package was applied; may be nil
	emitted int
	partial bool // part of the work was done, the rest is refused
	said    saying
}

// NewTx returns a transaction of a caller on a state.
func NewTx(s *State, h *Host, c Caller) *Tx {
	return &Tx{State: s, Host: h, Caller: c, Happen: func(Event) {}}
}

// Begin makes the transaction a new one, of another caller.
func (tx *Tx) Begin(c Caller) { tx.Caller, tx.emitted, tx.partial = c, 0, false }

// Emit makes an event happen: the state changes, then the world is told.
func (tx *Tx) Emit(e Event) {
	e.apply(tx.State)
	tx.emitted++
	tx.Happen(e)
}

// Finish panics when a call that returned an error had already changed
// something: a refusal must leave the world as it was, but for PartialActions.
func (tx *Tx) Finish(action string, err error) {
	allowed := tx.partial && slices.Contains(PartialActions, action)
	if err != nil && tx.emitted > 0 && !allowed {
		panic(fmt.Sprintf("ec2: %s refused after %d events: %v", action, tx.emitted, err))
	}
}

// Emitted returns how many events the transaction has emitted.
func (tx *Tx) Emitted() int { return tx.emitted }

// wake puts a wake-up of the resource's present generation on the agenda.
func (tx *Tx) wake(kind WakeKind, ref Ref, after unit.Duration) {
	tx.WakeAt(tx.Now.Add(after), Wake{kind, ref.Index, tx.header(ref).Gen})
}

// lasts returns how long a process takes here: its typical time, spread around
// it where the world's timing is jitter, and nothing where every change is instant.
func (tx *Tx) lasts(p catalog.Process, ref Ref) unit.Duration {
	if tx.Timing != catalog.Jitter { // the usual case: nothing has to be drawn
		return p.Lasts(tx.Timing, rng.Stream{}, 0)
	}
	return p.Lasts(tx.Timing, tx.stream(p), tx.position(ref))
}

// stream returns the random numbers of a process; position, the place in them of what a resource does next.
func (tx *Tx) stream(p catalog.Process) rng.Stream { return rng.New(tx.Seed, p.Name) }

func (tx *Tx) position(ref Ref) uint64 {
	return uint64(ref.Kind)<<56 | uint64(ref.Index)<<24 | uint64(tx.header(ref).Gen&0xffffff)
}

// Date returns the calendar date of an instant.
func (h *Host) Date(at unit.Instant) unit.Date { return h.Start.At(at) }

// mine reports whether a resource exists and is the caller's, in the caller's region.
func (tx *Tx) mine(ref Ref) bool {
	if !tx.Exists(ref) {
		return false
	}
	account, region := tx.Place(ref)
	return account == tx.Account && region == tx.Region
}

// find returns the caller's resource that an id names.
func (tx *Tx) find(kind Kind, id string) (Ref, bool) {
	index, ok := tx.names.Find(tx.Region, kind, id)
	ref := Ref{kind, index}
	return ref, ok && tx.mine(ref)
}

func (tx *Tx) region() *catalog.Region { return &catalog.Regions()[tx.Region] }

// Changed says that another package has applied an event of its own in this transaction.
func (tx *Tx) Changed(event any) {
	tx.emitted++
	if tx.Tell != nil {
		tx.Tell(event)
	}
}

// Instance returns the index of the caller's instance with that id.
func (tx *Tx) Instance(id string) (uint32, *apierr.Error) { return tx.findInstance(id) }

// Find returns the caller's resource that an id of any kind names.
func (tx *Tx) Find(id string) (Ref, *apierr.Error) {
	kind, ok := KindOfID(id)
	if !ok {
		return Ref{}, apierr.New(apierr.InvalidID, "The ID '%s' is not valid", id)
	}
	return tx.existing(kind, id)
}

// IsTaken reports whether an id names something already, in any region, or will by itself.
func (tx *Tx) IsTaken(kind Kind, id string) bool { return tx.names.isTaken(kind, id) }

// CanBeScheduled refuses an instance that cannot be stopped and started by the clock.
func (tx *Tx) CanBeScheduled(instance uint32) *apierr.Error {
	if i := tx.instances.At(instance); i.RootKind == RootInstanceStore || i.State == InstanceTerminated || i.State == InstanceShuttingDown {
		return tx.checkStop(instance, false)
	}
	return nil
}
