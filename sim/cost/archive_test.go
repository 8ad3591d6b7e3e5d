package cost

import (
	"testing"

	"github.com/stretchr/testify/require"

	"blockyard/sim/catalog"
	"blockyard/sim/unit"
)

func archived(gib uint64) Reading { return Reading{Resource: snap, Rate: gib * 2048} }

// The worked examples of snapshot-archive.md, which count months of 30 days.
func TestAnArchiveIsBilledForNinetyDays(t *testing.T) {
	for name, c := range map[string]struct {
		gib   uint64
		after unit.Duration
		want  []string
	}{
		"a 100 GiB snapshot costs $1.25 a month":     {100, 0, []string{"100 GB × 1 month × $0.0125/GB-month = $1.25"}},
		"40 GiB are deleted as soon as they arrived": {40, 1, []string{"40 GB × 0.000000000386 months × $0.0125/GB-month ≈ $0.000000000193", "120 GB-months × $0.0125/GB-month = $1.50"}},
		"left after 40 days, 50 days are billed":     {90, 40 * unit.Day, []string{"90 GB × 1.33 months × $0.0125/GB-month ≈ $1.50", "150 GB-months × $0.0125/GB-month = $1.875"}},
		"left after 90 days, nothing is":             {40, 90 * unit.Day, []string{"40 GB × 3 months × $0.0125/GB-month = $1.50"}},
		"rounded to the nearest hour, down":          {720, 90*unit.Day - unit.Hour - 29*unit.Minute, []string{"720 GB × 2.998 months × $0.0125/GB-month ≈ $26.98", "1 GB-month × $0.0125/GB-month = $0.0125"}},
		"rounded to the nearest hour, up":            {720, 90*unit.Day - unit.Hour - 30*unit.Minute, []string{"720 GB × 2.997917 months × $0.0125/GB-month ≈ $26.98125", "2 GB-months × $0.0125/GB-month = $0.025"}},
	} {
		m, to := NewMeters(), month
		m.Archive(archived(c.gib), 0)
		m.Archive(archived(c.gib), at(c.after/2)) // says nothing new
		if c.after > 0 {
			m.LeaveArchive(snap, at(c.after))
			m.LeaveArchive(snap, at(c.after))
			to = at(c.after) + 1
		}
		require.Equal(t, c.want, sums(m.Bill(thirtyDays, unit.DefaultStart, Window{0, to})), name)
	}
}

// thirtyDays is AWS's book with the months that its worked examples count.
var thirtyDays = func() *catalog.Book {
	b := *catalog.AWS()
	b.Month = catalog.ThirtyDays
	return &b
}()

// Fast restore is billed by the hour and zone, each for an hour at least (ebs-fast-snapshot-restore.md).
func TestFastRestoreIsBilledForAnHour(t *testing.T) {
	m := NewMeters()
	fast := Reading{Resource: snap, Meter: FastRestore, Key: "snapshot", Rate: 1}
	m.Set(fast, 0)
	require.Equal(t, []string{"1 DSU-hour × $0.75/DSU-hour = $0.75"}, sums(m.Bill(catalog.AWS(), unit.DefaultStart, Window{0, 1})), "due at once")
	off := fast
	off.Rate = 0
	m.Set(off, at(20*unit.Minute))
	m.Set(fast, at(2*unit.Hour))
	m.Set(off, at(3*unit.Hour+30*unit.Minute))
	require.Equal(t, []string{"2.5 DSU-hours × $0.75/DSU-hour = $1.875"}, sums(m.Bill(catalog.AWS(), unit.DefaultStart, Window{0, month})))
}

// Each zone has its own hour: one that begins while another goes on adds nothing but its own.
func TestFastRestoreIsBilledByZone(t *testing.T) {
	m := NewMeters()
	first := Reading{Resource: snap, Meter: FastRestore, Key: "snapshot", Rate: 1}
	second := first
	second.Part = 1
	m.Set(first, 0)
	m.Set(second, at(10*unit.Minute))
	second.Rate = 0
	m.Set(second, at(20*unit.Minute))
	bill := m.Bill(catalog.AWS(), unit.DefaultStart, Window{0, at(2 * unit.Hour)})
	require.Equal(t, []string{"2 DSU-hours × $0.75/DSU-hour = $1.50", "1 DSU-hour × $0.75/DSU-hour = $0.75"}, sums(bill))
	require.Equal(t, []uint8{0, 1}, []uint8{bill.Lines[0].Part, bill.Lines[1].Part})
	require.Len(t, m.Spans(&bill, &bill.Lines[1]), 1)
	l := m.Ledger(catalog.AWS(), unit.DefaultStart, Window{0, at(2 * unit.Hour)})
	require.Equal(t, exact(bill), l.At(at(2*unit.Hour)).Total.Exact())
	require.Len(t, l.Entries(), 1)
	require.Len(t, l.Lines(l.Entries()[0], at(2*unit.Hour)), 2)
	require.Equal(t, m.AppendDigest(nil), m.Fork().AppendDigest(nil))
}

// What only a page without a Region has a price for is named, and not guessed.
func TestWhatHasNoPublishedPriceIsNamed(t *testing.T) {
	m := NewMeters()
	for _, r := range []Reading{
		{Resource: disk, Meter: Initialization, Key: "300", Rate: 2048},
		{Resource: disk, Meter: VolumeClone, Key: "gp3", Rate: 2048},
		{Resource: snap, Meter: TimedCopy, Key: "8h", Rate: 2048},
		{Resource: snap, Meter: DirectGet, Key: "get", Rate: 1000},
	} {
		m.Count(r, at(unit.Hour))
	}
	bill := m.Bill(catalog.AWS(), unit.DefaultStart, Window{0, month})
	require.Equal(t, []string{"volume-initialization 300 in us-east-1", "volume-clone gp3 in us-east-1", "timed-copy 8h in us-east-1"}, bill.Missing)
	require.Equal(t, "1 thousand requests × $0.003/1000 requests = $0.003", bill.Lines[2].Sum())
}
