package sim

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"blockyard/sim/catalog"
	"blockyard/sim/cost"
	"blockyard/sim/unit"
)

// A workedExample is one that AWS, or who explains AWS, has published with its
// figures. The engine must come to the same ones.
type workedExample struct {
	says   string // what it is about
	source string
	book   *catalog.Book // nil for AWS's prices in months of 30 days
	timing catalog.Mode
	want   []string // the published figures
	play   func(*lab) []string
}

// workedExamples are all of them, by subject.
var workedExamples = slices.Concat(costExamples, snapshotExamples)

func TestPublishedExamples(t *testing.T) {
	for _, e := range workedExamples {
		t.Run(e.says, func(t *testing.T) {
			require.NotEmpty(t, e.source)
			book := e.book
			if book == nil {
				book = inMonths(catalog.ThirtyDays)
			}
			l := newLab(t, Config{Seed: 1, Timing: e.timing, Book: book})
			require.Equal(t, e.want, e.play(l), e.source)
		})
	}
}

// inMonths returns AWS's book with months of another length, as worked examples have them.
func inMonths(month catalog.Month) *catalog.Book {
	b := *catalog.AWS()
	b.Month = month
	return &b
}

// amounts returns the amount of each line of the bill so far that costs something, with so many digits.
func (l *lab) amounts(digits int) (amounts []string) {
	for _, line := range l.Bill(cost.Window{To: l.Now()}).Lines {
		if line.Amount.Sign() > 0 {
			amounts = append(amounts, line.Amount.Decimal(digits))
		}
	}
	return amounts
}

// total returns what everything has cost so far, to the cent.
func (l *lab) total() string { return l.Bill(cost.Window{To: l.Now()}).Total.String() }

// over lets a time pass and deletes volumes at its end.
func (l *lab) over(d unit.Duration, volumes ...string) {
	l.pass(d)
	for _, id := range volumes {
		l.remove(id)
	}
}
