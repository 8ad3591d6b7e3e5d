package cost

import (
	"testing"

	"github.com/stretchr/testify/require"

	"blockyard/sim/catalog"
	"blockyard/sim/unit"
)

var (
	web  = Resource{Kind: 1, Index: 0}
	disk = Resource{Kind: 2, Index: 3}
	snap = Resource{Kind: 3, Index: 1}
)

const month = unit.Instant(unit.Month)

func at(d unit.Duration) unit.Instant { return unit.Instant(d) }

// running is a server of a type that runs.
func running(key string) Reading { return Reading{Resource: web, Meter: Compute, Key: key, Rate: 1} }

// stopped is the same server when it does not.
func stopped(key string) Reading {
	return Reading{Resource: web, Meter: Compute, Key: key, Why: "stopped: no compute"}
}

// sized is a volume of a type and size.
func sized(key string, gib uint64) Reading {
	return Reading{Resource: disk, Meter: VolumeStorage, Key: key, Rate: gib}
}

func lesson(t testing.TB, minimum string) *catalog.Book {
	b, err := catalog.NewBook(catalog.BookSpec{
		Month: "30d", Minimum: minimum,
		Compute: []catalog.PriceText{{Key: "demo.small", Text: "0.10/h"}},
		Volume:  []catalog.PriceText{{Key: "standard", Text: "0.05/GB-month"}},
	})
	require.NoError(t, err)
	return b
}

func sums(b Bill) (sums []string) {
	for i := range b.Lines {
		sums = append(sums, b.Lines[i].Sum())
	}
	return sums
}

// A server that cannot be stopped runs 24 hours a day: 24 h × 30 × $0.10 = $72.
func TestTheInstanceStoreServerOfTheDocuments(t *testing.T) {
	m := NewMeters()
	m.Set(running("demo.small"), 0)
	bill := m.Bill(catalog.Documents(), unit.DefaultStart, Window{0, month})
	require.Equal(t, []string{"720 h × $0.10/h = $72.00"}, sums(bill))
	require.Equal(t, "$72.00", bill.Total.String())
}

// The same server with a 100 GB root volume, stopped for 20 hours a day: $12 + $5 = $17.
func TestTheEBSServerOfTheDocuments(t *testing.T) {
	m := NewMeters()
	m.Set(sized("standard", 100), 0)
	m.Set(stopped("demo.small"), 0)
	for day := range unit.Duration(30) {
		m.Set(running("demo.small"), at(day*unit.Day+9*unit.Hour))
		m.Set(stopped("demo.small"), at(day*unit.Day+13*unit.Hour))
	}
	bill := m.Bill(catalog.Documents(), unit.DefaultStart, Window{0, month})
	require.Equal(t, []string{
		"100 GB × 1 month × $0.05/GB-month = $5.00",
		"120 h × $0.10/h = $12.00",
	}, sums(bill))
	services := bill.By(ByService)
	require.Equal(t, "12.00 5.00 0.00", services.Amount("compute").Cents()+" "+services.Amount("volume").Cents()+" "+services.Amount("snapshot").Cents())
	require.Equal(t, "$17.00", bill.Total.String())
	saved, err := unit.ParseMoney("72.00")
	require.NoError(t, err)
	require.Equal(t, "$55.00", saved.Minus(bill.Total).String())

	days := m.Days(catalog.Documents(), unit.DefaultStart, Window{0, month})
	require.Len(t, days, 30)
	require.Equal(t, "2026-04-30", days[29].Date)
	require.Equal(t, "0.40", days[29].By.Amount("compute").Cents())
	spans := m.Spans(&bill, &bill.Lines[1])
	require.Len(t, spans, 30)
	require.Equal(t, []string{"1d9h to 1d13h: 1, 4h, 4 for $0.40"}, told(spans[1:2]))
}

// AWS's rule (ComponentsAMIs.md): 20 s bills 60 s, 3 min 40 s bills exactly that.
func TestAStartIsBilledForAMinuteAtLeast(t *testing.T) {
	book := lesson(t, "60s")
	for length, billed := range map[unit.Duration]unit.Duration{
		0: unit.Minute, 20 * unit.Second: unit.Minute, 60 * unit.Second: unit.Minute,
		61 * unit.Second: 61 * unit.Second, 220 * unit.Second: 220 * unit.Second, 90*unit.Second + 1: 90*unit.Second + 1,
	} {
		m := NewMeters()
		m.Set(running("demo.small"), 0)
		m.Set(Reading{Resource: web, Meter: Compute}, at(length))
		bill := m.Bill(book, unit.DefaultStart, Window{0, month})
		require.Equal(t, unit.RatioOf(int64(billed), int64(unit.Hour)).Exact(), bill.Lines[0].Quantity.Exact(), length)
		require.Equal(t, billed, m.Spans(&bill, &bill.Lines[0])[0].Billed)
	}
}

func TestTenShortStartsAreBilledTenTimes(t *testing.T) {
	m := NewMeters()
	for start := range unit.Duration(10) {
		m.Set(running("demo.small"), at(start*10*unit.Second))
		m.Set(stopped("demo.small"), at(start*10*unit.Second+5*unit.Second))
	}
	require.Equal(t, "1/6", m.Bill(lesson(t, "60s"), unit.DefaultStart, Window{0, month}).Lines[0].Quantity.Exact(), "600 s")
	require.Equal(t, "1/72", m.Bill(lesson(t, "0"), unit.DefaultStart, Window{0, month}).Lines[0].Quantity.Exact(), "50 s")
}

func TestAStopAndAStartAtOneInstantAreTwoStarts(t *testing.T) {
	byHand, restarted := NewMeters(), NewMeters()
	for _, m := range []*Meters{byHand, restarted} {
		m.Set(running("demo.small"), 0)
		m.Set(running("demo.small"), at(unit.Second)) // changes nothing
	}
	byHand.Set(stopped("demo.small"), at(2*unit.Second))
	byHand.Set(running("demo.small"), at(2*unit.Second))
	restarted.Restart(web, Compute, at(2*unit.Second))
	restarted.Restart(disk, Compute, at(2*unit.Second)) // nothing to restart
	require.Equal(t, byHand.History(web, Compute), restarted.History(web, Compute))
	require.Len(t, byHand.History(web, Compute), 2)
	bill := byHand.Bill(lesson(t, "60s"), unit.DefaultStart, Window{0, at(10 * unit.Second)})
	require.Equal(t, "1/30", bill.Total.Over(unit.RatioOf(1, 10)).Exact(), "120 s")
}

// The line of a stopped server says why it is there; one that is gone has none.
func TestLinesOfNothingGiveTheirReason(t *testing.T) {
	m := NewMeters()
	m.Set(running("demo.small"), 0)
	m.Set(stopped("demo.small"), at(unit.Hour))
	m.Set(Reading{Resource: snap, Meter: SnapshotStorage, Key: "standard", Why: "an older snapshot stores its blocks"}, at(unit.Hour))
	bill := m.Bill(lesson(t, "60s"), unit.DefaultStart, Window{at(2 * unit.Hour), at(3 * unit.Hour)})
	require.Equal(t, []string{"$0.00: stopped: no compute", "$0.00: an older snapshot stores its blocks"}, sums(bill))
	require.Empty(t, bill.Missing, "nothing was used, so no price is missing")

	m.Set(Reading{Resource: web, Meter: Compute}, at(4*unit.Hour))
	bill = m.Bill(lesson(t, "60s"), unit.DefaultStart, Window{at(5 * unit.Hour), at(6 * unit.Hour)})
	require.Equal(t, []string{"$0.00: an older snapshot stores its blocks"}, sums(bill))
}

// Worked examples with AWS's prices in us-east-1; April has 30 days.
func TestAWSExamples(t *testing.T) {
	for want, r := range map[string]Reading{
		"100 GB × 1 month × $0.08/GB-month = $8.00":         sized("gp3", 100),
		"100 GB × 1 month × $0.10/GB-month = $10.00":        sized("gp2", 100),
		"500 GB × 1 month × $0.045/GB-month = $22.50":       sized("st1", 500),
		"500 GB × 1 month × $0.015/GB-month = $7.50":        sized("sc1", 500),
		"100 GB × 1 month × $0.125/GB-month = $12.50":       sized("io1", 100),
		"720 h × $0.0104/h = $7.488":                        running("t3.micro"),
		"720 h × $0.096/h = $69.12":                         running("m5.large"),
		"1000 IOPS × 1 month × $0.005/IOPS-month = $5.00":   {Resource: disk, Meter: VolumeIOPS, Key: "gp3", Rate: 1000},
		"125 MiBps × 1 month × $0.04/MiBps-month = $5.00":   {Resource: disk, Meter: VolumeThroughput, Key: "gp3", Rate: 125},
		"10 GB × 1 month × $0.05/GB-month = $0.50":          {Resource: snap, Meter: SnapshotStorage, Key: "standard", Rate: 20480},
		"3000 IOPS × 1 month × $0.065/IOPS-month = $195.00": {Resource: disk, Meter: VolumeIOPS, Key: "io2", Rate: 3000},
	} {
		m := NewMeters()
		m.Set(r, 0)
		require.Equal(t, []string{want}, sums(m.Bill(catalog.AWS(), unit.DefaultStart, Window{0, month})))
	}
}

// The tiers of io2 hold for each volume: 32,000 at the first price, 32,000 at the second, the rest at the third.
func TestTiersAreBilledApart(t *testing.T) {
	m := NewMeters()
	m.Set(Reading{Resource: disk, Meter: VolumeIOPS, Key: "io2", Rate: 80000}, 0)
	bill := m.Bill(catalog.AWS(), unit.DefaultStart, Window{0, month})
	require.Equal(t, []string{
		"32000 IOPS × 1 month × $0.065/IOPS-month = $2080.00",
		"32000 IOPS × 1 month × $0.0455/IOPS-month = $1456.00",
		"16000 IOPS × 1 month × $0.03185/IOPS-month = $509.60",
	}, sums(bill))
	require.Equal(t, "$4045.60", bill.Total.String())
}

// With calendar months a GB costs the same for all of April as for all of May, which is a day longer.
func TestCalendarMonths(t *testing.T) {
	m := NewMeters()
	m.Set(sized("gp3", 100), 0)
	aws := catalog.AWS()
	april, may := at(30*unit.Day), at(61*unit.Day)
	require.Equal(t, "$8.00", m.Bill(aws, unit.DefaultStart, Window{0, april}).Total.String())
	require.Equal(t, "$8.00", m.Bill(aws, unit.DefaultStart, Window{april, may}).Total.String())
	both := m.Bill(aws, unit.DefaultStart, Window{at(15 * unit.Day), april + at(15*unit.Day+12*unit.Hour)})
	require.Equal(t, []string{"100 GB × 1 month × $0.08/GB-month = $8.00"}, sums(both), "half of each")
	day := m.Bill(aws, unit.DefaultStart, Window{0, at(unit.Day)})
	require.Equal(t, []string{"100 GB × 0.03333 months × $0.08/GB-month ≈ $0.267"}, sums(day))
	year := m.Bill(aws, unit.DateOf(2027, 7, 1), Window{0, at(366 * unit.Day)})
	require.Equal(t, "$96.00", year.Total.String(), "with a leap day")
	calculator, err := catalog.NewBook(catalog.BookSpec{Month: "730h", Volume: []catalog.PriceText{{Key: "gp3", Text: "0.73/GB-month"}}})
	require.NoError(t, err)
	require.Equal(t, "$72.00", m.Bill(calculator, unit.DefaultStart, Window{0, month}).Total.String())
}

func TestAResizedVolumeIsBilledForBothSizes(t *testing.T) {
	m := NewMeters()
	m.Set(sized("gp3", 100), 0)
	m.Set(sized("gp3", 200), at(15*unit.Day))
	bill := m.Bill(catalog.AWS(), unit.DefaultStart, Window{0, month})
	require.Equal(t, []string{"150 GB-months × $0.08/GB-month = $12.00"}, sums(bill))
	m.Set(sized("gp2", 200), month)
	bill = m.Bill(catalog.AWS(), unit.DefaultStart, Window{month, month + at(31*unit.Day)})
	require.Equal(t, []string{"200 GB × 1 month × $0.10/GB-month = $20.00"}, sums(bill))
}

func TestRequestsAreCounted(t *testing.T) {
	m := NewMeters()
	r := Reading{Resource: disk, Meter: VolumeRequests, Key: "standard", Rate: 600_000}
	m.Count(r, at(10*unit.Minute))
	m.Count(r, at(20*unit.Minute))
	m.Count(r, at(70*unit.Minute))
	require.Len(t, m.History(disk, VolumeRequests), 2, "one for each hour")
	bill := m.Bill(catalog.AWS(), unit.DefaultStart, Window{0, month})
	require.Equal(t, []string{"1.8 million requests × $0.05/million requests = $0.09"}, sums(bill))
	require.Equal(t, []string{"10m to 20m: 1200000, 0s, 1.2 for $0.06", "1h10m to 1h10m: 600000, 0s, 0.6 for $0.03"}, told(m.Spans(&bill, &bill.Lines[0])))
	require.PanicsWithValue(t, "cost: Set on the meter volume-requests, which counts", func() { m.Set(r, month) })
	require.PanicsWithValue(t, "cost: Count on the meter compute, which measures", func() { m.Count(running("t3.micro"), month) })
	require.Panics(t, func() { m.Count(r, 0) }, "time goes back")
}

func TestMissingPricesAreNamedAndNotGuessed(t *testing.T) {
	m := NewMeters()
	m.Set(running("m7i.large"), 0)
	m.Set(Reading{Resource: disk, Meter: VolumeStorage, Key: "standard", Rate: 10}, 0)
	m.Set(Reading{Resource: Resource{1, 1}, Meter: Compute, Key: "m7i.large", Rate: 1, Region: 9}, 0)
	bill := m.Bill(lesson(t, "60s"), unit.DefaultStart, Window{0, month})
	require.Equal(t, []string{"compute m7i.large in us-east-1", "compute m7i.large in sa-east-1"}, bill.Missing)
	require.Equal(t, "720 h: the price book has no price for this", bill.Lines[0].Sum())
	require.Equal(t, "$0.50", bill.Total.String(), "the rest is billed")
	require.Equal(t, "sa-east-1", bill.By(ByRegion)[1].Name)
}

func TestSumsShowEnoughDigitsToBeTrue(t *testing.T) {
	for want, length := range map[string]unit.Duration{
		"0.0167 h × $0.10/h ≈ $0.00167": 20 * unit.Second,
		"0.0611 h × $0.10/h ≈ $0.00611": 220 * unit.Second,
		"1.5 h × $0.10/h = $0.15":       90 * unit.Minute,
		"0.333 h × $0.10/h ≈ $0.0333":   20 * unit.Minute,
		"8760 h × $0.10/h = $876.00":    365 * unit.Day,
	} {
		m := NewMeters()
		m.Set(running("demo.small"), 0)
		m.Set(stopped("demo.small"), at(length))
		require.Equal(t, []string{want}, sums(m.Bill(lesson(t, "60s"), unit.DefaultStart, Window{0, month * 13})))
	}
}

func TestRoundingIsSaid(t *testing.T) {
	m := NewMeters()
	for i := range uint32(3) {
		m.Set(Reading{Resource: Resource{2, i}, Meter: VolumeStorage, Key: "standard", Rate: 1}, 0)
	}
	bill := m.Bill(lesson(t, "0"), unit.DefaultStart, Window{0, at(3 * unit.Day)})
	require.Equal(t, "$0.02", bill.Total.String())
	require.Equal(t, "Each amount is rounded to the cent, so they add up to $0.00; the exact total is $0.02.", bill.RoundingNote())
	require.Empty(t, bill.By(ByService).RoundingNote())
}

func TestAForkGoesItsOwnWay(t *testing.T) {
	m := NewMeters()
	m.Set(running("demo.small"), 0)
	before := m.AppendDigest(nil)
	f := m.Fork()
	f.Set(stopped("demo.small"), at(unit.Hour))
	f.Set(sized("gp3", 1), at(unit.Hour))
	require.Equal(t, before, m.AppendDigest(nil))
	m.Set(sized("gp3", 2), at(unit.Hour))
	require.EqualValues(t, 1, f.History(disk, VolumeStorage)[0].Rate)
	require.Len(t, m.History(web, Compute), 1)
	require.NotEqual(t, m.AppendDigest(nil), f.AppendDigest(nil))
}

// What is in use after an instant decides the history, not the order of the calls at it.
func TestTheDigestForgetsTheOrderOfCalls(t *testing.T) {
	blocks := func(rate uint64) Reading {
		return Reading{Resource: snap, Meter: SnapshotStorage, Key: "standard", Rate: rate}
	}
	direct, roundabout := NewMeters(), NewMeters()
	direct.Set(blocks(5), 0)
	direct.Set(sized("gp3", 8), at(unit.Hour))
	for _, rate := range []uint64{7, 0, 5} {
		roundabout.Set(blocks(rate), 0)
	}
	roundabout.Set(blocks(9), at(unit.Hour))
	roundabout.Set(sized("gp3", 8), at(unit.Hour))
	roundabout.Set(blocks(5), at(unit.Hour))
	require.Equal(t, direct.AppendDigest(nil), roundabout.AppendDigest(nil))
	require.Len(t, roundabout.History(snap, SnapshotStorage), 1)
	roundabout.Set(blocks(0), at(2*unit.Hour))
	require.NotEqual(t, direct.AppendDigest(nil), roundabout.AppendDigest(nil))
}

func TestTimeDoesNotGoBack(t *testing.T) {
	m := NewMeters()
	m.Set(running("demo.small"), 10)
	require.Panics(t, func() { m.Set(stopped("demo.small"), 9) })
	m.Set(Reading{Resource: web, Meter: Compute}, 20)
	require.Panics(t, func() { m.Set(running("demo.small"), 19) })
	require.Panics(t, func() { m.Bill(catalog.AWS(), unit.DefaultStart, Window{0, unit.Forever}) })
	require.Panics(t, func() { m.Bill(catalog.AWS(), unit.DefaultStart, Window{2, 1}) })
}
