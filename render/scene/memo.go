package scene

import (
	"blockyard/sim"
	"blockyard/sim/cost"
	"blockyard/sim/unit"
)

// A Memo keeps what is dear to compute from one frame to the next: bills. The
// zero Memo is empty. It belongs to one interface, and changes no picture: what
// it holds is used only as long as it would come out the same.
type Memo struct {
	bill, pace moment
	last       account
	words      string
}

// An account is a bill with what is made of it.
type account struct {
	cost.Bill
	by   cost.Breakdown // by service
	sums []string       // of the lines, each written when it is first asked for
}

// accountOf returns the account of a world from its beginning to now.
func accountOf(w *sim.World) account {
	a := account{Bill: w.Bill(cost.Window{To: w.Now()})}
	a.by, a.sums = a.By(cost.ByService), make([]string, len(a.Lines))
	return a
}

// sum returns a line as a sum.
func (a *account) sum(i int) string {
	if a.sums[i] == "" {
		a.sums[i] = a.Lines[i].Sum()
	}
	return a.sums[i]
}

// A moment is a world at some instant and point of its history.
type moment struct {
	world *sim.World
	now   unit.Instant
	calls int
	fired uint64
}

// momentOf returns the present moment of a world.
func momentOf(w *sim.World) moment { return moment{w, w.Now(), len(w.Journal()), w.Fired()} }

// accountOf returns the account of a world from its beginning to now.
func (m *Memo) accountOf(w *sim.World) account {
	if m == nil {
		return accountOf(w)
	}
	if now := momentOf(w); m.bill != now {
		m.bill, m.last = now, accountOf(w)
	}
	return m.last
}

// paceOf returns what a function says of the pace of a world. It changes with
// what happens, and from month to month, which differ in length; else not with the clock alone.
func (m *Memo) paceOf(w *sim.World, say func() string) string {
	if m == nil {
		return say()
	}
	now, window := momentOf(w), paceWindow(w)
	first, _ := w.Date(window.From).MonthLength()
	last, _ := w.Date(window.To).MonthLength()
	if first == last {
		now.now = unit.Instant(first)
	}
	if m.pace != now {
		m.pace, m.words = now, say()
	}
	return m.words
}
