// Package sim is the engine: a world of simulated cloud storage as a fold over
// its journal.
//
// A call decides: it reads the world, checks everything, then emits events;
// applying an event is the only code that changes state. Everything else, such
// as pictures, bills and checks of lessons, reads state and events, and changes
// nothing. The world cannot reach the real one: it has no clock, no files, no
// threads. The same seed and journal give the same Digest on every machine.
package sim

import (
	"fmt"
	"strings"

	"blockyard/sim/agenda"
	"blockyard/sim/catalog"
	"blockyard/sim/cost"
	"blockyard/sim/ec2"
	"blockyard/sim/guest"
	"blockyard/sim/io"
	"blockyard/sim/op"
	"blockyard/sim/store"
	"blockyard/sim/unit"
	"blockyard/sim/yard"
)

// Version is the engine's version. A journal names the one that wrote it.
const Version = "0.1.0"

// Config is what a world is made from. The zero Config is a world in AWS's
// prices that takes its typical time and starts on 2026-04-01.
type Config struct {
	Seed   uint64
	Lane   uint8         // worlds of one session differ in it, so that no id occurs twice
	Start  unit.Date     // calendar date of instant 0; zero means unit.DefaultStart
	Timing catalog.Mode  // how long things take
	Book   *catalog.Book // what things cost; nil means catalog.AWS()
}

// A World is one simulated cloud. It is not safe for concurrent use; forks are
// independent, and may be used on different goroutines.
type World struct {
	config   Config
	host     ec2.Host
	cloud    *ec2.State
	guests   *guest.State
	yard     *yard.State
	agenda   agenda.Agenda
	meters   *cost.Meters
	refusals store.Table[Refusal]
	journal  []Entry
	fired    uint64
	listen   func(Happening)
	spare    *transaction // for the next call or waking; nil while one is under way
}

// A Refusal says which call was refused, when, and with which code.
type Refusal struct {
	At              unit.Instant
	Account, Region uint16
	Service, Action string
	Code            string
}

// A Happening is an event of any package at an instant.
type Happening struct {
	At    unit.Instant
	Event any
}

// New returns a world at instant 0 in which nothing has been made yet.
func New(c Config) *World {
	if c.Start == 0 {
		c.Start = unit.DefaultStart
	}
	if c.Book == nil {
		c.Book = catalog.AWS()
	}
	w := &World{
		config: c,
		cloud:  ec2.New(ec2.NewNames(c.Seed, c.Lane), c.Start),
		guests: guest.New(),
		yard:   yard.New(),
		meters: cost.NewMeters(),
	}
	w.bind(ec2.Host{Start: c.Start, Timing: c.Timing, Seed: c.Seed})
	w.cloud.Blocks().TakeChanged()
	return w
}

// bind ties a host to this world.
func (w *World) bind(h ec2.Host) {
	h.WakeAt = w.wakeAt
	w.host = h
}

// Fork returns an independent copy of the world. It costs little: pages of
// state are shared until one of the two changes them. The copy has no listener.
func (w *World) Fork() *World {
	f := &World{
		config:   w.config,
		cloud:    w.cloud.Fork(),
		guests:   w.guests.Fork(),
		yard:     w.yard.Fork(),
		agenda:   w.agenda.Fork(),
		meters:   w.meters.Fork(),
		refusals: w.refusals.Fork(),
		journal:  w.journal[:len(w.journal):len(w.journal)],
		fired:    w.fired,
	}
	f.bind(w.host)
	return f
}

// Config returns what the world was made from.
func (w *World) Config() Config { return w.config }

// Now returns the present instant.
func (w *World) Now() unit.Instant { return w.host.Now }

// Date returns the calendar date of an instant.
func (w *World) Date(at unit.Instant) unit.Date { return w.config.Start.At(at) }

// SetTiming changes how long things take from now on. It is for builders,
// which place things at instant 0 without waiting.
func (w *World) SetTiming(mode catalog.Mode) {
	w.config.Timing, w.host.Timing = mode, mode
}

// Cloud returns the state of EC2, for reading.
func (w *World) Cloud() *ec2.State { return w.cloud }

// Guests returns the state of the guests, for reading.
func (w *World) Guests() *guest.State { return w.guests }

// Yard returns the state of the sandbox's own powers, for reading.
func (w *World) Yard() *yard.State { return w.yard }

// Meters returns what was metered, for bills and forecasts.
func (w *World) Meters() *cost.Meters { return w.meters }

// Refusals returns the refused calls in order.
func (w *World) Refusals() *store.Table[Refusal] { return &w.refusals }

// Bill returns what a window of time costs by the world's price book.
func (w *World) Bill(window cost.Window) cost.Bill {
	return w.meters.Bill(w.config.Book, w.config.Start, window)
}

// Ledger returns the ledger of a window of time by the world's price book: what
// Bill says of the whole, for who asks again and again. The window must not end
// before the clock. A ledger is of this world alone: a fork has its own.
func (w *World) Ledger(window cost.Window) *cost.Ledger {
	return w.meters.Ledger(w.config.Book, w.config.Start, window)
}

// Course returns what everything has cost from an instant on at each of some
// later ones by the world's price book, as cost.Meters.Course does.
func (w *World) Course(from unit.Instant, at []unit.Instant) []cost.Amounts {
	return w.meters.Course(w.config.Book, w.config.Start, from, at)
}

// When returns the first instant of a window at which what it has cost since its
// beginning is at least an amount, as cost.Meters.When does.
func (w *World) When(window cost.Window, amount unit.Money) (at unit.Instant, ok bool) {
	return w.meters.When(w.config.Book, w.config.Start, window, amount)
}

// IO returns the I/O of a volume or an instance until now, as a chart draws it:
// steps of constant rates without gaps, with the limits and the levels of
// credits. It is empty for what no workload by rate has used.
func (w *World) IO(ref ec2.Ref) []io.Step { return w.guests.IOSteps(ref, w.host.Now) }

// Changes returns a number that grows with each call that is in the journal and
// each wake-up that came due. While it stays the same, nothing but the clock has
// moved; what has grown may still have changed nothing. Forks go on from it.
func (w *World) Changes() uint64 { return uint64(len(w.journal)) + w.fired }

// Fired returns how many wake-ups have come due since instant 0.
func (w *World) Fired() uint64 { return w.fired }

// Listen has a function called after each event, in place of an earlier one.
// It must only look.
func (w *World) Listen(f func(Happening)) { w.listen = f }

// Caller returns the caller with an account number in a region, by name. Only accounts that have a profile can call.
func (w *World) Caller(account, region string) (ec2.Caller, error) {
	r, ok := catalog.RegionNamed(region)
	if !ok || !r.Usable() {
		return ec2.Caller{}, fmt.Errorf("there is no region %q here: aws ec2 describe-regions lists them", region)
	}
	a, ok := w.cloud.AccountIndex(account)
	if _, calls := catalog.ProfileOf(account); !ok || !calls {
		return ec2.Caller{}, fmt.Errorf("there is no account %q here", account)
	}
	return ec2.Caller{Account: a, Region: uint16(r.Index)}, nil
}

// CallerAs returns a caller with another account or in another region: those of
// a profile and of a region by name. What is "" stays as it is.
func (w *World) CallerAs(c ec2.Caller, profile, region string) (ec2.Caller, error) {
	account := w.cloud.AccountNumber(c.Account)
	if profile != "" {
		p, ok := catalog.ProfileNamed(profile)
		if !ok {
			return c, unknownProfile(profile)
		}
		account = p.Account
	}
	if region == "" {
		region = regionName(c.Region)
	}
	return w.Caller(account, region)
}

// unknownProfile says in the AWS CLI's words that there is no such profile, and which there are.
func unknownProfile(name string) error {
	var names []string
	for _, p := range catalog.Profiles() {
		names = append(names, p.Name)
	}
	hint := "the profiles here are " + strings.Join(names, " and ")
	if near := op.Near(name, names); len(near) > 0 {
		hint = "did you mean " + strings.Join(near, " or ") + "?"
	}
	return fmt.Errorf("The config profile (%s) could not be found: %s", name, hint)
}
