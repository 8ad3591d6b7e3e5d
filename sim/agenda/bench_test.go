package agenda_test

import (
	"container/heap"
	"fmt"
	"math"
	"math/bits"
	"testing"

	"github.com/stretchr/testify/require"

	"blockyard/sim/agenda"
)

// queue is what the hold model drives: the agenda and what it is compared with.
type queue interface {
	Push(w agenda.Wake)
	PopUntil(until int64) (agenda.Wake, bool)
}

// ring is the floor: a queue that keeps no order at all.
type ring struct {
	wakes      []agenda.Wake
	head, tail int
	now        int64
}

func (q *ring) Push(w agenda.Wake) {
	q.wakes[q.tail] = w
	if q.tail++; q.tail == len(q.wakes) {
		q.tail = 0
	}
}

func (q *ring) PopUntil(int64) (agenda.Wake, bool) {
	w := q.wakes[q.head]
	if q.head++; q.head == len(q.wakes) {
		q.head = 0
	}
	q.now = max(q.now, w.At)
	w.At = q.now
	return w, true
}

// entry is a wake-up with the sequence number that a heap needs to keep equals in order.
type entry struct {
	at    int64
	seq   uint64
	index uint32
	kind  uint8
}

func (e *entry) wake() agenda.Wake { return agenda.Wake{At: e.at, Index: e.index, Kind: e.kind} }

func (e *entry) before(f *entry) bool { return e.at < f.at || e.at == f.at && e.seq < f.seq }

// binary is a binary heap of structs.
type binary struct {
	entries []entry
	seq     uint64
}

func (q *binary) Push(w agenda.Wake) {
	q.seq++
	e := entry{at: w.At, seq: q.seq, index: w.Index, kind: w.Kind}
	q.entries = append(q.entries, e)
	i := len(q.entries) - 1
	for ; i > 0 && e.before(&q.entries[(i-1)/2]); i = (i - 1) / 2 {
		q.entries[i] = q.entries[(i-1)/2]
	}
	q.entries[i] = e
}

func (q *binary) PopUntil(int64) (agenda.Wake, bool) {
	h := q.entries
	top, n := h[0], len(h)-1
	e := h[n]
	h = h[:n]
	q.entries = h
	i := 0
	for c := 1; c < n; c = 2*i + 1 {
		if c+1 < n && h[c+1].before(&h[c]) {
			c++
		}
		if !h[c].before(&e) {
			break
		}
		h[i] = h[c]
		i = c
	}
	if n > 0 {
		h[i] = e
	}
	return top.wake(), true
}

// entries is the heap of pointers that container/heap invites to write.
type entries []*entry

func (h entries) Len() int           { return len(h) }
func (h entries) Less(i, j int) bool { return h[i].before(h[j]) }
func (h entries) Swap(i, j int)      { h[i], h[j] = h[j], h[i] }
func (h *entries) Push(x any)        { *h = append(*h, x.(*entry)) }
func (h *entries) Pop() any {
	old := *h
	x := old[len(old)-1]
	*h = old[:len(old)-1]
	return x
}

type pointers struct {
	entries entries
	seq     uint64
}

func (q *pointers) Push(w agenda.Wake) {
	q.seq++
	heap.Push(&q.entries, &entry{at: w.At, seq: q.seq, index: w.Index, kind: w.Kind})
}

func (q *pointers) PopUntil(int64) (agenda.Wake, bool) {
	return heap.Pop(&q.entries).(*entry).wake(), true
}

// xorshift is a fixed generator, so that every queue gets the same delays.
type xorshift uint64

func (x *xorshift) next() uint64 {
	*x ^= *x << 13
	*x ^= *x >> 7
	*x ^= *x << 17
	return uint64(*x)
}

// exponentialDelays are close to exponential with a mean of 1000: the leading zeros
// of a random word are geometric, and the bits behind them fill the gaps.
func exponentialDelays(r uint64) int64 {
	u := r | 1
	zeros := int64(bits.LeadingZeros64(u))
	fraction := int64(u<<zeros>>54) & 511 // the 9 bits behind the leading one
	return zeros*693 + (511-fraction)*693/511
}

// mixedDelays are those of a cloud: 30 % at once, then API latencies, state changes, hours and days.
func mixedDelays(r uint64) int64 {
	switch x := r % 100; {
	case x < 30:
		return 0
	case x < 60:
		return 50 + int64(r>>40%17)
	case x < 80:
		return 5_000 + int64(r>>8%55_000)
	case x < 95:
		return 3_600_000
	default:
		return 86_400_000
	}
}

// hold is the hold model: as many wake-ups are pending after each step as before.
type hold struct {
	queue  queue
	random xorshift
	delays [4096]int64
	order  uint64 // digest of the order of the pops
}

func newHold(q queue, pending int, delay func(uint64) int64) *hold {
	h := &hold{queue: q, random: 88172645463325252, order: 14695981039346656037}
	seed := xorshift(0x9E3779B97F4A7C15)
	for i := range h.delays {
		h.delays[i] = delay(seed.next())
	}
	for i := range pending {
		r := h.random.next()
		q.Push(agenda.Wake{At: h.delays[r&4095] + int64(r>>50), Kind: uint8(r >> 20 & 3), Index: uint32(i)})
	}
	return h
}

func (h *hold) run(steps int) {
	for range steps {
		w, _ := h.queue.PopUntil(math.MaxInt64)
		h.order = (h.order ^ uint64(w.At) ^ uint64(w.Index)<<40) * 1099511628211
		w.At += h.delays[h.random.next()&4095]
		h.queue.Push(w)
	}
}

// contenders make fresh queues for so many pending wake-ups. The order of pops is the same in all but the floor.
var contenders = []struct {
	name string
	make func(pending int) queue
}{
	{"agenda", func(int) queue { return &agenda.Agenda{} }},
	{"binary heap", func(int) queue { return &binary{} }},
	{"container-heap", func(int) queue { return &pointers{} }},
	{"floor ring", func(n int) queue { return &ring{wakes: make([]agenda.Wake, n+1)} }},
}

var delays = []struct {
	name string
	next func(uint64) int64
}{{"exponential", exponentialDelays}, {"mixed", mixedDelays}}

func TestAllQueuesPopInTheSameOrder(t *testing.T) {
	for _, d := range delays {
		var want uint64
		for _, c := range contenders[:3] {
			h := newHold(c.make(500), 500, d.next)
			h.run(20_000)
			if want == 0 {
				want = h.order
			}
			require.Equal(t, want, h.order, "%s, %s delays", c.name, d.name)
		}
	}
}

// batch is how many steps are measured at once, so that what the loop of the benchmark costs does not count.
const batch = 64

// BenchmarkHold measures one pop and one push with so many wake-ups pending.
func BenchmarkHold(b *testing.B) {
	for _, d := range delays {
		for _, pending := range []int{100, 10_000, 1_000_000} {
			for _, c := range contenders {
				b.Run(fmt.Sprintf("%s/%d/%s", d.name, pending, c.name), func(b *testing.B) {
					h := newHold(c.make(pending), pending, d.next)
					h.run(min(2*pending, 1_000_000))
					b.ReportAllocs()
					for b.Loop() {
						h.run(batch)
					}
					b.ReportMetric(float64(b.Elapsed())/float64(b.N*batch), "ns/op")
				})
			}
		}
	}
}

// BenchmarkFork measures a fork with 10,000 wake-ups pending, alone and with one step on each side.
func BenchmarkFork(b *testing.B) {
	b.Run("fork", func(b *testing.B) {
		h := newHold(&agenda.Agenda{}, 10_000, mixedDelays)
		b.ReportAllocs()
		for b.Loop() {
			_ = h.queue.(*agenda.Agenda).Fork()
		}
	})
	b.Run("fork and step", func(b *testing.B) {
		h := newHold(&agenda.Agenda{}, 10_000, mixedDelays)
		b.ReportAllocs()
		for b.Loop() {
			other := h.queue.(*agenda.Agenda).Fork()
			fork := hold{queue: &other, random: h.random}
			fork.run(1)
			h.run(1)
		}
	})
	b.Run("naive deep copy", func(b *testing.B) {
		h := newHold(&binary{}, 10_000, mixedDelays)
		b.ReportAllocs()
		for b.Loop() {
			q := h.queue.(*binary)
			q.entries = append([]entry(nil), q.entries...)
		}
	})
}
