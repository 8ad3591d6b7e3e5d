package scene

import (
	"blockyard/render/form"
	"blockyard/scripting/session"
	"blockyard/sim"
	"blockyard/sim/block"
	"blockyard/sim/cost"
	"blockyard/sim/unit"
)

// A Memo keeps from one frame to the next what is dear to make. The zero Memo
// is empty. It belongs to one interface and changes no picture, since all that
// it holds falls under one of three rules:
//
//   - What follows from the state of a world alone, such as who is where, is
//     made anew when the world is another one or its Changes have grown.
//   - What follows from the clock as well, such as a line of the bill, is made
//     anew when the clock has moved, too.
//   - Memory of former frames, and texts that come out as they were, are used
//     again only to leave no garbage.
type Memo struct {
	session  *session.Session
	places   places
	captions [ec2Kinds][]caption
	accounts []*account
	courses  []*costCourse
	bills    keptSome[billKey, *cost.Bill]
	tagKeys  kept[state, []string]
	regions  kept[state, bool]
	choices  choices
	several  kept[previewKey, *preview]
	inspect  kept[inspectedKey, inspected]
	blocks   kept[pixelsKey, []block.Pixel]
	prices   kept[thingPriceKey, []cost.Entry]
	sums     sums
	sought   sought
	lists    listMemo
	landings landings
	menu     kept[menuKey, []menuItem]
	form     form.Memo
	log      logMemo

	rows    kept[rowsKey, []timeRow]
	volumes kept[volumesKey, []timeSpan]
	marks   kept[marksKey, markList]
	taken   kept[state, []timeMark]
	told    kept[toldKey, map[timeMark]string]      // what marks stand for, as far as it was asked
	present *Memo                                   // of the present, while somebody looks back; nil while nobody has
	reveals map[string]*kept[revealKey, revelation] // by step
	lanes   map[string]*Memo                        // of the lanes that are not at hand, by name
	small   [len(zoomLevels)]kept[chartKey, *chart]
	hours   kept[hoursKey, *hours]
	comers  kept[comersKey, []comer]

	charts    [len(zoomLevels)]kept[chartKey, *chart]
	lineage   kept[inspectedKey, lineage]
	zoneCosts kept[zoneCostKey, map[string]unit.Money]
	tallies   kept[state, [2]tally]
	held      kept[state, []holding]
	nextHour  kept[hourKey, pace]
	frames    [frameCount]Frame
	frame     int // the one that was laid out last
}

// of returns the memo of a session: an empty one where there was none, or it was another session's.
func (m *Memo) of(s *session.Session) *Memo {
	if m == nil {
		m = new(Memo)
	}
	if m.session != s {
		*m = Memo{session: s, frames: m.frames, frame: m.frame}
	}
	if len(m.accounts) > 2*len(s.Lanes()) { // worlds that are no more
		m.accounts = nil
	}
	return m
}

// A state is a stretch of a world's history in which nothing but the clock has moved.
type state struct {
	world   *sim.World
	changes uint64
}

// stateOf returns the present state of a world.
func stateOf(w *sim.World) state { return state{w, w.Changes()} }

// An account is what a world has cost, as a ledger that follows it.
type account struct {
	state
	ledger  *cost.Ledger
	now     unit.Instant
	sum     cost.Amounts                // from the beginning to now
	entries [len(services)][]cost.Entry // of each service
}

// accountOf returns the account of a world.
func (m *Memo) accountOf(w *sim.World) *account {
	for _, a := range m.accounts {
		if a.world == w {
			a.follow()
			return a
		}
	}
	a := &account{state: stateOf(w), ledger: w.Ledger(cost.Window{To: w.Now()}), now: w.Now()}
	a.sum = a.ledger.At(a.now)
	a.sort()
	m.accounts = append(m.accounts, a)
	return a
}

// follow brings the account to the present of its world.
func (a *account) follow() {
	state, now := stateOf(a.world), a.world.Now()
	if a.state == state && a.now == now {
		return
	}
	if a.state != state {
		a.state = state
		a.ledger.Follow(now)
		a.sort()
	}
	a.now, a.sum = now, a.ledger.At(now)
}

// sort puts the entries into their services.
func (a *account) sort() {
	for i := range a.entries {
		a.entries[i] = a.entries[i][:0]
	}
	for _, e := range a.ledger.Entries() {
		for i := range services {
			if services[i].name == e.Service() {
				a.entries[i] = append(a.entries[i], e)
			}
		}
	}
}

// frameCount is how many frames share the memory: one that is shown, one that
// is laid out, and one between them, since a change of the layout may ask for a second try.
const frameCount = 3

// newFrame returns an empty frame, in the memory of one that nobody looks at any more.
func (m *Memo) newFrame() *Frame {
	if m == nil {
		return &Frame{Nodes: make([]Node, 0, 100), Items: make([]Item, 0, 1000)}
	}
	m.frame = (m.frame + 1) % frameCount
	f := &m.frames[m.frame]
	*f = Frame{Items: f.Items[:0], Nodes: f.Nodes[:0], Scrolls: f.Scrolls[:0], Places: f.Places[:0], Grids: f.Grids[:0], Lanes: f.Lanes[:0]}
	return f
}
