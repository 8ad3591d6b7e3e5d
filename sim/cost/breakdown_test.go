package cost

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"blockyard/sim/catalog"
	"blockyard/sim/unit"
)

// told returns spans in words.
func told(spans []Span) (all []string) {
	for _, s := range spans {
		text := fmt.Sprintf("%s to %s: %d, %s, %s for %s", unit.Duration(s.From), unit.Duration(s.To), s.Rate, s.Billed, s.Quantity.Short(6), s.Amount)
		if s.Goes {
			text += ", and goes on"
		}
		all = append(all, text)
	}
	return all
}

// The documents' two servers, in the month of AWS's calculator: 730 hours.
func TestAMonthOf730Hours(t *testing.T) {
	m := NewMeters()
	for day := range unit.Duration(30) {
		m.Set(running("demo.small"), at(day*unit.Day+9*unit.Hour))
		m.Set(stopped("demo.small"), at(day*unit.Day+13*unit.Hour))
	}
	m.Set(sized("standard", 100), 0)
	book := catalog.Documents().Of(catalog.AverageMonth)
	bill := m.Bill(book, unit.DefaultStart, Window{0, month}).Over(catalog.AverageMonth.Length())
	require.Equal(t, "121.7 h × $0.10/h ≈ $12.17", sums(bill)[0])
	require.Equal(t, "$17.17", bill.Total.String())
	require.Equal(t, "5", bill.By(ByService).Amount("volume").Exact(), "a month of 730 hours is a month")
	require.Equal(t, "$17.00", m.Bill(catalog.Documents(), unit.DefaultStart, Window{0, month}).Over(unit.Month).Total.String())
}

// A disk that is larger than the first tier of its price has spans in each of them.
func TestSpansOfATier(t *testing.T) {
	m := NewMeters()
	m.Set(Reading{Resource: disk, Meter: VolumeIOPS, Key: "io2", Rate: 40000}, 0)
	bill := m.Bill(catalog.AWS(), unit.DefaultStart, Window{0, month})
	require.Len(t, bill.Lines, 2)
	require.Equal(t, "1 interval behind the 8000 IOPS-months", bill.Lines[1].Behind(m.Spans(&bill, &bill.Lines[1])))
	require.Equal(t, []string{"0s to 30d: 40000, 30d, 32000 for $2080.00, and goes on"}, told(m.Spans(&bill, &bill.Lines[0])))
	require.Equal(t, []string{"0s to 30d: 40000, 30d, 8000 for $364.00, and goes on"}, told(m.Spans(&bill, &bill.Lines[1])))
}

// What runs in one Region would cost something else in another, or has no price there.
func TestABillInAnotherRegion(t *testing.T) {
	m := NewMeters()
	r := running("t3.micro")
	home, _ := catalog.RegionNamed("us-east-1")
	r.Region = uint16(home.Index)
	m.Set(r, 0)
	here := m.Bill(catalog.AWS(), unit.DefaultStart, Window{0, at(unit.Hour)})
	there := m.Bill(catalog.AWS().In("eu-west-1"), unit.DefaultStart, Window{0, at(unit.Hour)})
	require.Equal(t, "$0.0104 $0.0114", here.Total.Dollars(4)+" "+there.Total.Dollars(4))
	m.Set(Reading{Resource: disk, Meter: VolumeStorage, Key: "standard", Rate: 1, Region: r.Region}, 0)
	there = m.Bill(catalog.AWS().In("eu-west-1"), unit.DefaultStart, Window{0, at(unit.Hour)})
	require.Equal(t, []string{"volume-storage standard in eu-west-1"}, there.Missing)
}

func TestWhatIsBehindAQuantity(t *testing.T) {
	m := NewMeters()
	behind := func(w Window) string {
		bill := m.Bill(catalog.Documents(), unit.DefaultStart, w)
		return bill.Lines[0].Behind(m.Spans(&bill, &bill.Lines[0]))
	}
	for day := range unit.Duration(30) {
		m.Set(running("demo.small"), at(day*unit.Day+9*unit.Hour))
		m.Set(stopped("demo.small"), at(day*unit.Day+13*unit.Hour))
	}
	require.Equal(t, "60 starts and stops behind the 120 h", behind(Window{0, month}))
	require.Equal(t, "1 start behind the 1 h", behind(Window{0, at(10 * unit.Hour)}))
	require.Equal(t, "running all the time behind the 1 h", behind(Window{at(10 * unit.Hour), at(11 * unit.Hour)}))
	require.Equal(t, "1 stop behind the 2 h", behind(Window{at(11 * unit.Hour), at(20 * unit.Hour)}))
	require.Empty(t, behind(Window{at(14 * unit.Hour), at(20 * unit.Hour)}))
	bill := m.Bill(catalog.Documents(), unit.DefaultStart, Window{0, month})
	spans := m.Spans(&bill, &bill.Lines[0])
	first := bill.Lines[0].Of(&spans[0])
	require.Equal(t, "4 h × $0.10/h = $0.40", first.Sum())
	m.Count(Reading{Resource: web, Meter: Transfer, Key: "zone", Rate: 2048}, month)
	bill = m.Bill(catalog.AWS(), unit.DefaultStart, Window{0, month + 1})
	require.Equal(t, "counted in 1 hour behind the 1 GB", bill.Lines[1].Behind(m.Spans(&bill, &bill.Lines[1])))
}
