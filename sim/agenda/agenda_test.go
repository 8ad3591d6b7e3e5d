package agenda_test

import (
	"cmp"
	"math"
	"slices"
	"sync"
	"testing"
	"unsafe"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"blockyard/sim/agenda"
)

// model is the obvious agenda: a slice kept in order of instant, first in first out among equals.
type model []agenda.Wake

func (m *model) push(w agenda.Wake) {
	after := slices.IndexFunc(*m, func(x agenda.Wake) bool { return x.At > w.At })
	if after < 0 {
		after = len(*m)
	}
	*m = slices.Insert(*m, after, w)
}

func (m *model) popUntil(until int64) (agenda.Wake, bool) {
	if len(*m) == 0 || (*m)[0].At > until {
		return agenda.Wake{}, false
	}
	w := (*m)[0]
	*m = slices.Delete(*m, 0, 1)
	return w, true
}

// clock is an agenda beside its model, with the time they have reached.
type clock struct {
	agenda agenda.Agenda
	model  model
	now    int64
	pushed uint32
}

func (c *clock) push(delay int64, kind uint8) {
	w := agenda.Wake{At: c.now + delay, Index: c.pushed, Kind: kind, Gen: c.pushed % 7}
	c.pushed++
	c.agenda.Push(w)
	c.model.push(w)
}

// advance pops everything due within delay; each wake-up may push followUps more, at once or later.
func (c *clock) advance(t require.TestingT, delay int64, followUps int) {
	until := c.now + delay
	for {
		want, ok := c.model.popUntil(until)
		got, popped := c.agenda.PopUntil(until)
		require.Equal(t, ok, popped)
		require.Equal(t, want, got)
		if !ok {
			break
		}
		c.now = want.At
		for ; followUps > 0; followUps-- {
			c.push(int64(followUps%3)*delay/2, want.Kind)
		}
	}
	c.now = until
}

func (c *clock) fork() *clock {
	return &clock{agenda: c.agenda.Fork(), model: slices.Clone(c.model), now: c.now, pushed: c.pushed}
}

func (c *clock) check(t require.TestingT) {
	require.Equal(t, len(c.model), c.agenda.Len())
	next, ok := c.agenda.Next()
	require.Equal(t, len(c.model) > 0, ok)
	if ok {
		require.Equal(t, c.model[0].At, next)
	}
	sorted := slices.Clone([]agenda.Wake(c.model))
	slices.SortFunc(sorted, func(x, y agenda.Wake) int {
		return cmp.Or(cmp.Compare(x.At, y.At), cmp.Compare(x.Kind, y.Kind), cmp.Compare(x.Index, y.Index))
	})
	require.Equal(t, len(sorted), len(c.agenda.All()))
	if len(sorted) > 0 {
		require.Equal(t, sorted, c.agenda.All())
	}
}

func (c *clock) drain(t require.TestingT) {
	for len(c.model) > 0 {
		c.advance(t, c.model[len(c.model)-1].At-c.now, 0)
	}
	c.check(t)
}

// script runs bytes as a program over clocks: pushes between advances, and forks.
func script(t require.TestingT, program []byte) {
	clocks := []*clock{{}}
	at := 0
	for len(program) >= 2 {
		c, code, arg := clocks[at], program[0], program[1]
		program = program[2:]
		switch code % 8 {
		case 0, 1:
			c.push(int64(arg), code>>3)
		case 2:
			c.push(int64(arg)<<(code>>3), 0)
		case 3: // enough to fill pages
			for range int(arg) {
				c.push(int64(code>>3), 1)
			}
		case 4:
			c.advance(t, int64(arg), int(code>>3))
		case 5:
			c.advance(t, int64(arg)<<(code>>3), 1)
		case 6:
			if len(clocks) < 6 {
				clocks = append(clocks, c.fork())
			}
		case 7:
			at = int(arg) % len(clocks)
		}
	}
	for _, c := range clocks {
		c.check(t)
	}
	for _, c := range clocks {
		c.drain(t)
	}
}

func FuzzAgenda(f *testing.F) {
	// Peeking at 1000 must not make a push at 150 refused once 100 has been reached.
	f.Add([]byte{2 | 2<<3, 250, 4, 100, 0, 50, 4, 255, 5 | 7<<3, 255})
	f.Add([]byte{3, 200, 6, 0, 3, 70, 7, 1, 3, 90, 4 | 9<<3, 0, 7, 0, 4, 1})
	f.Fuzz(func(t *testing.T, program []byte) {
		if len(program) > 400 {
			return
		}
		script(t, program)
	})
}

func TestAgendaAgreesWithASortedSlice(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		script(t, rapid.SliceOfN(rapid.Byte(), 0, 120).Draw(t, "program"))
	})
}

func TestEqualInstantsFireInTheOrderOfTheirPushes(t *testing.T) {
	var a agenda.Agenda
	a.Push(agenda.Wake{At: 5, Index: 100})
	for i := range uint32(200) {
		a.Push(agenda.Wake{At: 1000, Index: i})
	}
	w, ok := a.PopUntil(999)
	require.True(t, ok)
	require.Equal(t, uint32(100), w.Index)
	for i := range uint32(200) {
		a.Push(agenda.Wake{At: 1000, Index: 200 + i})
	}
	for i := range uint32(400) {
		w, ok := a.PopUntil(1000)
		require.True(t, ok)
		require.Equal(t, i, w.Index)
	}
}

// A clock that has reached 100 without a wake-up takes one for 150, though it has looked at 1000 before.
func TestLookingAheadKeepsTheWayFree(t *testing.T) {
	var a agenda.Agenda
	a.Push(agenda.Wake{At: 1000, Index: 1})
	_, ok := a.PopUntil(100)
	require.False(t, ok)
	next, ok := a.Next()
	require.True(t, ok)
	require.Equal(t, int64(1000), next)
	a.Push(agenda.Wake{At: 150, Index: 2})
	w, ok := a.PopUntil(2000)
	require.True(t, ok)
	require.Equal(t, uint32(2), w.Index)
}

func TestEverythingFitsIntoAWake(t *testing.T) {
	var a agenda.Agenda
	all := []agenda.Wake{
		{At: 0, Index: 0, Kind: 255, Gen: agenda.MaxGen},
		{At: 1, Index: math.MaxUint32, Kind: 0, Gen: 1},
		{At: math.MaxInt64, Index: 7, Kind: 3, Gen: 0},
	}
	for _, w := range all {
		a.Push(w)
	}
	require.Equal(t, all, a.All())
	for _, want := range all {
		got, ok := a.PopUntil(math.MaxInt64)
		require.True(t, ok)
		require.Equal(t, want, got)
	}
	_, ok := a.Next()
	require.False(t, ok)
}

func TestEngineBugsPanic(t *testing.T) {
	var a agenda.Agenda
	a.Push(agenda.Wake{At: 10})
	a.PopUntil(10)
	a.Push(agenda.Wake{At: 10})
	require.PanicsWithValue(t, "agenda: push at 9, but the clock has already popped 10", func() { a.Push(agenda.Wake{At: 9}) })
	require.PanicsWithValue(t, "agenda: generation 16777216 does not fit into 24 bits", func() { a.Push(agenda.Wake{At: 11, Gen: 1 << 24}) })
	require.Panics(t, func() { new(agenda.Agenda).Push(agenda.Wake{At: -1}) })
}

// Forks of one agenda go on at the same time; the race detector watches.
func TestForksRunOnDifferentGoroutines(t *testing.T) {
	origin := &clock{}
	for i := range int64(1000) {
		origin.push(i*37%500, uint8(i))
	}
	clocks := []*clock{origin, origin.fork(), origin.fork()}
	clocks = append(clocks, clocks[2].fork())
	var wg sync.WaitGroup
	for k, c := range clocks {
		wg.Go(func() {
			for i := range int64(100) {
				c.advance(t, 7, k+1)
				c.push(i, 1)
				if i%25 == 0 {
					c = c.fork()
				}
			}
			c.drain(t)
		})
	}
	wg.Wait()
}

// One side finishes a long run at one instant and reuses its pages while the other is still in the middle.
func TestAForkKeepsTheRunItWasMadeIn(t *testing.T) {
	c := &clock{}
	for range 100 {
		c.push(5, 1)
	}
	w, ok := c.agenda.PopUntil(5)
	require.True(t, ok)
	c.now = w.At
	c.model.popUntil(5)

	f := c.fork()
	c.advance(t, 0, 0)
	for range 100 {
		c.push(0, 2)
	}
	f.advance(t, 0, 0)
	c.advance(t, 0, 0)
}

func TestSteadyStateAllocatesNothing(t *testing.T) {
	h := newHold(&agenda.Agenda{}, 1000, mixedDelays)
	h.run(20_000)
	require.Zero(t, testing.AllocsPerRun(10, func() { h.run(1000) }))
}

func TestASlotIs16Bytes(t *testing.T) {
	require.Equal(t, uintptr(16), unsafe.Sizeof(agenda.Slot{}))
}
