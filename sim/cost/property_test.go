package cost

import (
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"blockyard/sim/catalog"
	"blockyard/sim/unit"
)

// A step of a random history: a reading from an instant on.
type step struct {
	reading Reading
	at      unit.Instant
}

// drawHistory draws readings of a few resources over about three months, several of them at one instant.
func drawHistory(t *rapid.T) []step {
	var steps []step
	now := unit.Instant(0)
	for range rapid.IntRange(1, 30).Draw(t, "steps") {
		now = now.Add(rapid.SampledFrom([]unit.Duration{0, 1, 20 * unit.Second, unit.Minute, 7 * unit.Hour, 9 * unit.Day}).Draw(t, "after"))
		r := Reading{Resource: Resource{Index: uint32(rapid.IntRange(0, 2).Draw(t, "resource"))}}
		r.Account, r.Region = uint16(rapid.IntRange(0, 1).Draw(t, "account")), uint16(rapid.IntRange(0, 1).Draw(t, "region"))
		r.Meter = rapid.SampledFrom([]Meter{Compute, VolumeStorage, VolumeIOPS, VolumeRequests, SnapshotStorage, SnapshotArchive, ArchiveEarlyDelete, FastRestore, VolumeRequestRate}).Draw(t, "meter")
		r.Rate = rapid.SampledFrom([]uint64{0, 1, 3, 33000, 100000}).Draw(t, "rate")
		r.Key = rapid.SampledFrom(map[Meter][]string{
			Compute: {"t3.micro", "m5.large"}, VolumeStorage: {"gp3", "gp2"}, VolumeIOPS: {"io2", "gp3"},
			VolumeRequests: {"standard"}, SnapshotStorage: {"standard"},
			SnapshotArchive: {"archive"}, ArchiveEarlyDelete: {"archive"}, FastRestore: {"snapshot"}, VolumeRequestRate: {"standard"},
		}[r.Meter]).Draw(t, "key")
		if r.Rate == 0 && rapid.Bool().Draw(t, "reason") {
			r.Why = "idle"
		}
		steps = append(steps, step{r, now})
	}
	return steps
}

func play(steps []step) *Meters {
	m := NewMeters()
	for _, s := range steps {
		set(m, s)
	}
	return m
}

func set(m *Meters, s step) {
	if meterKinds[s.reading.Meter].counted {
		m.Count(s.reading, s.at)
	} else {
		m.Set(s.reading, s.at)
	}
}

var propertyBooks = []*catalog.Book{catalog.AWS(), catalog.Documents()}

func drawBook(t *rapid.T) *catalog.Book {
	return propertyBooks[rapid.IntRange(0, len(propertyBooks)-1).Draw(t, "book")]
}

func drawInstant(t *rapid.T, name string) unit.Instant {
	return unit.Instant(rapid.Int64Range(0, int64(120*unit.Day)).Draw(t, name))
}

func exact(b Bill) string { return b.Total.Exact() }

func TestWindowsAddUpExactly(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m, book := play(drawHistory(t)), drawBook(t)
		a, b := drawInstant(t, "a"), drawInstant(t, "b")
		a, b = min(a, b), max(a, b)
		first, second := m.Bill(book, unit.DefaultStart, Window{0, a}), m.Bill(book, unit.DefaultStart, Window{a, b})
		whole := m.Bill(book, unit.DefaultStart, Window{0, b})
		require.Equal(t, exact(whole), first.Total.Plus(second.Total).Exact())
		require.GreaterOrEqual(t, second.Total.Sign(), 0, "a bill never falls as its window grows")
	})
}

// What happens later, or how long a start lasts, never changes the bill of the
// past; only what is counted joins the first of its hour.
func TestTheBillNeverFallsAndThePastStays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		steps, book := drawHistory(t), drawBook(t)
		last, paid := play(steps), unit.Money{}
		for n := range steps {
			w := Window{0, steps[n].at}
			bill := play(steps[:n]).Bill(book, unit.DefaultStart, w)
			require.GreaterOrEqual(t, bill.Total.Compare(paid), 0)
			paid = bill.Total
			require.Equal(t, measured(bill), measured(last.Bill(book, unit.DefaultStart, w)))
		}
	})
}

// measured returns what a bill asks for everything but what is counted.
func measured(b Bill) string {
	rest := b.By(func(l *Line) string { return map[bool]string{true: "counted"}[meterKinds[l.Meter].counted] })
	return rest.Amount("").Exact()
}

func TestEveryBreakdownIsTheSameMoney(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m, book, to := play(drawHistory(t)), drawBook(t), drawInstant(t, "to")
		w := Window{drawInstant(t, "from") % (to + 1), to}
		bill := m.Bill(book, unit.DefaultStart, w)
		for _, name := range []func(*Line) string{ByService, ByKey, ByResource, ByAccount, ByRegion} {
			total := unit.Money{}
			for _, group := range bill.By(name) {
				total = total.Plus(group.Amount)
			}
			require.Equal(t, exact(bill), total.Exact())
		}
		total := unit.Money{}
		for _, day := range m.Days(book, unit.DefaultStart, w) {
			total = total.Plus(day.Total)
		}
		require.Equal(t, exact(bill), total.Exact())
		for i := range bill.Lines {
			require.Equal(t, bill.Lines[i].Amount.Exact(), bill.Lines[i].Quantity.Times(bill.Lines[i].Price).Exact())
			require.NotEmpty(t, bill.Lines[i].Sum())
			used, quantity, amount := unit.Sum{}, unit.Ratio{}, unit.Money{}
			for _, span := range m.Spans(&bill, &bill.Lines[i]) {
				used = used.Plus(unit.Product(span.Rate, span.Billed))
				quantity, amount = quantity.Plus(span.Quantity), amount.Plus(span.Amount)
			}
			require.Equal(t, bill.Lines[i].Quantity.Exact(), quantity.Exact())
			require.Equal(t, bill.Lines[i].Amount.Exact(), amount.Exact())
			if bill.Lines[i].Meter == Compute {
				require.Equal(t, used.Over(int64(unit.Hour)).Exact(), bill.Lines[i].Quantity.Exact())
			}
		}
	})
}

// monthEnds are the ends of April to July 2026, counted from the default start.
var monthEnds = []unit.Instant{at(30 * unit.Day), at(61 * unit.Day), at(91 * unit.Day), at(122 * unit.Day)}

// naive adds up the price of every interval by itself, month by month, as one would on paper.
func naive(m *Meters, book *catalog.Book, to unit.Instant) (total unit.Ratio) {
	for index := range uint32(3) {
		for _, meter := range []Meter{Compute, VolumeStorage, SnapshotStorage, SnapshotArchive, FastRestore} {
			for _, i := range m.History(Resource{Index: index}, meter) {
				if tiers := book.Tiers(itemOf(&i.Reading)); len(tiers) > 0 && i.From < to && i.Rate > 0 {
					total = total.Plus(naiveInterval(i, book, to).Times(tiers[0].Rate))
				}
			}
		}
	}
	return total
}

func naiveInterval(i Interval, book *catalog.Book, to unit.Instant) (quantity unit.Ratio) {
	end, least := min(i.To, to), unit.Duration(0)
	switch i.Meter {
	case FastRestore:
		least = unit.Hour
	case Compute, VolumeStorage:
		least = book.Minimum
	}
	end = max(end, i.From.Add(least))
	if i.Meter == Compute || i.Meter == FastRestore {
		return unit.RatioOf(int64(end.Sub(i.From))*int64(i.Rate), int64(unit.Hour))
	}
	rate, begin := unit.RatioOf(int64(i.Rate), meterKinds[i.Meter].per), unit.Instant(0)
	for _, next := range monthEnds {
		length := next.Sub(begin)
		if book.Month != catalog.Calendar {
			length = book.Month.Length()
		}
		if used := min(end, next).Sub(max(i.From, begin)); used > 0 {
			quantity = quantity.Plus(rate.Times(unit.RatioOf(int64(used), int64(length))))
		}
		begin = next
	}
	return quantity
}

func TestBillsAgreeWithPaper(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var steps []step
		for _, s := range drawHistory(t) {
			// A start within the last minute of a month is left to TestAMinimumBelongsToTheMonthOfItsStart.
			if s.reading.Meter != VolumeIOPS && s.reading.Meter != VolumeRequestRate && !meterKinds[s.reading.Meter].counted && s.at%at(unit.Hour) < at(58*unit.Minute) {
				steps = append(steps, s)
			}
		}
		m, book, to := play(steps), drawBook(t), drawInstant(t, "to")
		require.Equal(t, naive(m, book, to).Exact(), exact(m.Bill(book, unit.DefaultStart, Window{0, to})))
	})
}

func TestAMinimumBelongsToTheMonthOfItsStart(t *testing.T) {
	m := NewMeters()
	start := at(30*unit.Day - 20*unit.Second) // of the 30 days of April
	m.Set(sized("gp3", 30*24*60), start)
	bill := m.Bill(catalog.AWS(), unit.DefaultStart, Window{0, start.Add(unit.Minute)})
	require.Equal(t, "1", bill.Lines[0].Quantity.Exact(), "a minute of April")
}

func BenchmarkSet(b *testing.B) {
	const resources = 10_000
	m := NewMeters()
	r, n := running("t3.micro"), uint64(0)
	b.ReportAllocs()
	for b.Loop() {
		r.Resource.Index, r.Rate = uint32(n%resources), n/resources%2+1
		m.Set(r, unit.Instant(n))
		n++
	}
}

// resized returns meters of 10,000 volumes, each with 30 intervals.
func resized() *Meters {
	m := NewMeters()
	for day := range uint64(30) {
		for index := range uint32(10_000) {
			m.Set(Reading{Resource: Resource{Kind: 2, Index: index}, Meter: VolumeStorage, Key: "gp3", Rate: 8 + day}, at(unit.Duration(day)*unit.Day))
		}
	}
	return m
}

func BenchmarkBill(b *testing.B) {
	m := resized()
	b.ReportAllocs()
	for b.Loop() {
		bill := m.Bill(catalog.AWS(), unit.DefaultStart, Window{0, month})
		require.Len(b, bill.Lines, 10_000)
	}
}

func BenchmarkFork(b *testing.B) {
	m := NewMeters()
	for index := range uint32(10_000) {
		m.Set(Reading{Resource: Resource{Kind: 2, Index: index}, Meter: VolumeStorage, Key: "gp3", Rate: 8}, 0)
	}
	for b.Loop() {
		m.Fork()
	}
}

// patientSum is Sum for a line with an amount and a price, tried digit by digit.
func patientSum(l *Line) string {
	money := moneyDigits(l.Amount)
	for digits := 0; ; digits++ {
		text, value := l.factors(digits)
		product := unit.Money{Ratio: value.Times(l.Price)}
		more := digits
		for more++; more <= maxDigits; more++ {
			if _, better := l.factors(more); better.Compare(l.Quantity) == 0 {
				break
			}
		}
		agrees := product.Decimal(money) == l.Amount.Decimal(money)
		if value.Compare(l.Quantity) == 0 || digits == maxDigits || agrees && more > maxDigits {
			exact := parse(l.Amount.Decimal(money)).Compare(product.Ratio) == 0
			return text + " × $" + l.PriceText + sign(exact && product.Compare(l.Amount) == 0) + l.Amount.Dollars(money)
		}
	}
}

func TestSumsAreWrittenAsIfTriedDigitByDigit(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		bill := play(drawHistory(t)).Bill(drawBook(t), unit.DefaultStart, Window{0, drawInstant(t, "to")})
		for i := range bill.Lines {
			if l := &bill.Lines[i]; l.PriceText != "" && l.Quantity.Sign() > 0 {
				require.Equal(t, patientSum(l), l.Sum())
			}
		}
	})
}

// BenchmarkSum writes lines as pictures show them: a running volume's, whose
// figures never end, and a finished one's, whose do.
func BenchmarkSum(b *testing.B) {
	m := NewMeters()
	m.Set(sized("gp3", 100), 0)
	for name, to := range map[string]unit.Instant{"never ends": at(7*unit.Hour + 20*unit.Minute), "ends": at(45 * unit.Day)} {
		line := m.Bill(catalog.AWS(), unit.DefaultStart, Window{0, to}).Lines[0]
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				line.Sum()
			}
		})
	}
}
