package cost

import (
	"math"
	"slices"

	"blockyard/sim/catalog"
	"blockyard/sim/unit"
)

// monthLengths is how many lengths a month can have: 28 to 31 days.
const monthLengths = 4

// A calendar cuts a window of time into the months of a price book.
type calendar struct {
	begins  []unit.Instant  // of each month, ascending; the first is not after the window's start
	lengths []unit.Duration // the distinct lengths, at most monthLengths
	kinds   []int           // of each month: which of the lengths it has
}

// newCalendar returns the months of a window in a world that started on a date.
func newCalendar(month catalog.Month, start unit.Date, w Window) *calendar {
	if month.Length() != 0 {
		return &calendar{begins: []unit.Instant{math.MinInt64}, lengths: []unit.Duration{month.Length()}, kinds: []int{0}}
	}
	c := &calendar{}
	for date := start.At(w.From); len(c.begins) == 0 || date <= start.At(w.To); {
		begin, length := date.MonthLength()
		kind := slices.Index(c.lengths, length)
		if kind < 0 {
			kind = len(c.lengths)
			c.lengths = append(c.lengths, length)
		}
		c.begins, c.kinds = append(c.begins, unit.Instant(begin-start)), append(c.kinds, kind)
		date = begin + unit.Date(length)
	}
	return c
}

// month returns the number of the month that holds an instant of the window.
func (c *calendar) month(at unit.Instant) int {
	i, found := slices.BinarySearch(c.begins, at)
	if found {
		return i
	}
	return i - 1
}

// A tally counts a rate over time, apart for each length of a month.
type tally [monthLengths]unit.Sum

// over adds a rate from one instant of the window to another.
func (t *tally) over(c *calendar, rate uint64, from, to unit.Instant) {
	for i := c.month(from); from < to; i++ {
		end := to
		if i+1 < len(c.begins) {
			end = min(to, c.begins[i+1])
		}
		t.add(c.kinds[i], rate, end.Sub(from))
		from = end
	}
}

// at adds a rate for a length of time that belongs to one instant of the window as a whole.
func (t *tally) at(c *calendar, rate uint64, at unit.Instant, length unit.Duration) {
	t.add(c.kinds[c.month(at)], rate, length)
}

func (t *tally) add(kind int, rate uint64, length unit.Duration) {
	t[kind] = t[kind].Plus(unit.Product(rate, length))
}

// months returns what was counted, divided by per, in months.
func (t *tally) months(c *calendar, per int64) (total unit.Ratio) {
	for kind, length := range c.lengths {
		switch part := t[kind]; {
		case part.IsZero():
		case total.Sign() == 0: // the usual case: one length, nothing to add up
			total = part.Over(per * int64(length))
		default:
			total = total.Plus(part.Over(per * int64(length)))
		}
	}
	return total
}

// hourly is the calendar of what is priced by the hour.
var hourly = &calendar{begins: []unit.Instant{math.MinInt64}, lengths: []unit.Duration{unit.Hour}, kinds: []int{0}}

// bySecond is the calendar of rates by the second.
var bySecond = &calendar{begins: []unit.Instant{math.MinInt64}, lengths: []unit.Duration{unit.Second}, kinds: []int{0}}

// counted is the calendar of what is counted: one millisecond stands for one event.
var counted = &calendar{begins: []unit.Instant{math.MinInt64}, lengths: []unit.Duration{unit.Millisecond}, kinds: []int{0}}
