package cost

import (
	"slices"
	"strconv"

	"blockyard/sim/catalog"
	"blockyard/sim/unit"
)

// A Span is an interval of a line, cut to the bill's window.
type Span struct {
	From, To unit.Instant
	Rate     uint64        // in the meter's unit
	Billed   unit.Duration // what it adds to the line: its length, or the book's minimum; 0 for what is counted
	Came     bool          // it began before the window
	Goes     bool          // it goes on beyond the window
	Quantity unit.Ratio    // of the line's unit, exact: those of all spans add up to the line's
	Amount   unit.Money    // Quantity times the line's price
}

// Spans returns the intervals behind a line's quantity, oldest first. The line must be the bill's, and the bill these meters'.
func (m *Meters) Spans(b *Bill, l *Line) []Span {
	var spans []Span
	timed, priced := period{b.Window, b.Book, hourly}, newPeriod(b.Book, b.Start, b.Window)
	for _, i := range m.history(l.Resource, l.Meter, l.Part) {
		if i.Key != l.Key || i.Account != l.Account || i.Region != l.Region {
			continue
		}
		part := priced.partUnder(&i, l.Above)
		var time, used tally
		timed.count(&time, &i, 1)
		if part == 0 || time[0].IsZero() {
			continue
		}
		priced.count(&used, &i, part)
		span := Span{From: max(i.From, b.Window.From), To: min(i.To, b.Window.To), Rate: i.Rate, Came: i.From < b.Window.From, Goes: i.To > b.Window.To}
		if !meterKinds[l.Meter].counted {
			span.Billed = unit.Duration(time[0].Low)
		}
		span.Quantity = used.months(calendarOf(l.Meter, priced.calendar), meterKinds[l.Meter].per)
		span.Amount = unit.Money{Ratio: span.Quantity.Times(l.Price)}
		spans = append(spans, span)
	}
	return spans
}

// partUnder returns how much of an interval's rate falls under the tier of its price that begins above so many units.
func (p *period) partUnder(i *Interval, above uint64) uint64 {
	tiers, _ := p.prices(&i.Reading)
	tier := slices.IndexFunc(tiers, func(t catalog.Tier) bool { return t.Above == above })
	if i.Rate == 0 || tier < 0 {
		return 0
	}
	return partOf(i.Rate, tiers, tier)
}

// Of returns a span of the line as a line of its own, for Sum.
func (l *Line) Of(s *Span) Line {
	of := *l
	of.Quantity, of.Amount = s.Quantity, s.Amount
	return of
}

// Behind says in words what is behind the line's quantity, for example "60 starts
// and stops behind the 120 h". It is "" for a line of nothing.
func (l *Line) Behind(spans []Span) string {
	kind, starts, stops := &meterKinds[l.Meter], 0, 0
	for i := range spans {
		if !spans[i].Came {
			starts++
		}
		if !spans[i].Goes {
			stops++
		}
	}
	what := plural(len(spans), "interval")
	switch {
	case len(spans) == 0:
		return ""
	case kind.counted && kind.each == 0:
		what = "counted in " + plural(len(spans), "hour")
	case l.Meter != Compute:
	case starts == 0 && stops == 0:
		what = "running all the time"
	case starts == 0:
		what = plural(stops, "stop")
	case stops == 0:
		what = plural(starts, "start")
	case starts == 1 && stops == 1:
		what = "1 start and 1 stop"
	default:
		what = strconv.Itoa(starts+stops) + " starts and stops"
	}
	number := l.Quantity.Short(3)
	return what + " behind the " + number + " " + kind.quantity.of(number)
}

// plural returns a number with its noun.
func plural(n int, noun string) string {
	if n != 1 {
		noun += "s"
	}
	return strconv.Itoa(n) + " " + noun
}
