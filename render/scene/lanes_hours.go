package scene

import (
	"strings"

	"blockyard/sim/cost"
	"blockyard/sim/ec2"
	"blockyard/sim/unit"
)

// An hours is when the one instance of a lane ran, by the hours of the day and the days, and when its disk was there.
type hours struct {
	columns int
	per     unit.Duration // of a column: a day, or as many days as it takes for all to have room
	ran     []uint8       // hour by hour of the day, each with all columns
	disk    []uint8       // by column
	hosted  bool          // the disk is one of the instance's host
	words   string        // for those who do not see it
	sum     []string      // how the bill comes about, the longest first
}

// The looks of an hour.
const (
	hourIdle uint8 = iota
	hourPartly
	hourRan
	hourAhead // it has still to come
)

const (
	hoursOfDay  = 24
	mostColumns = 62
)

// An hoursKey is what hours depend on.
type hoursKey struct {
	state
	now unit.Instant
}

// hours returns the hours of the only instance.
func (v *view) hours() *hours {
	return v.memo.hours.of(hoursKey{stateOf(v.world), v.now}, func() *hours {
		index := uint32(v.only())
		h := &hours{per: unit.Day}
		begin := unit.Duration(v.world.Date(0)) % unit.Day // the time of day at instant 0
		days := max(30, int((v.now.Sub(0)+begin+unit.Day-1)/unit.Day))
		h.per = unit.Duration((days+mostColumns-1)/mostColumns) * unit.Day
		h.columns = int((unit.Duration(days)*unit.Day + h.per - 1) / h.per)
		h.ran = h.looks(v.ranSpans(index), begin, v.now)
		h.hosted = v.cloud.Instances().At(index).RootKind == ec2.RootInstanceStore
		h.disk = h.present(v.diskSpans(index), begin, v.now)
		h.words = v.hoursWords(index)
		h.sum = v.hoursSum(index, h.hosted)
		return h
	})
}

// ranSpans returns when an instance ran.
func (v *view) ranSpans(index uint32) (spans []timeSpan) {
	for _, i := range v.history(index) {
		if i.Rate > 0 {
			spans = append(spans, timeSpan{from: i.From, to: min(i.To, v.now), high: true})
		}
	}
	return spans
}

// diskSpans returns when the disk of an instance was there: a volume has its own time, a disk of the host the instance's.
func (v *view) diskSpans(index uint32) (spans []timeSpan) {
	i := v.cloud.Instances().At(index)
	for _, d := range i.Devices {
		there, _ := v.volumeSpans(volumeRef(d.Volume))
		spans = append(spans, there...)
	}
	if len(spans) == 0 {
		return v.ranSpans(index)
	}
	return spans
}

// looks returns how each hour of each column looks: as most of it was, where it was so all the time, else partly.
func (h *hours) looks(spans []timeSpan, begin unit.Duration, now unit.Instant) []uint8 {
	lit := make([]unit.Duration, hoursOfDay*h.columns)
	for _, s := range spans {
		for at := s.from; at < s.to; {
			since := at.Sub(0) + begin
			end := min(s.to, at.Add(unit.Hour-since%unit.Hour))
			lit[int(since%unit.Day/unit.Hour)*h.columns+int(since/h.per)] += end.Sub(at)
			at = end
		}
	}
	looks := make([]uint8, len(lit))
	for i, d := range lit {
		whole := h.per / unit.Day * unit.Hour
		switch {
		case 2*d > whole:
			looks[i] = hourRan
		case d > 0:
			looks[i] = hourPartly
		case unit.Duration(i%h.columns)*h.per+unit.Duration(i/h.columns)*unit.Hour >= now.Sub(0)+begin:
			looks[i] = hourAhead
		}
	}
	return looks
}

// present returns for each column whether anything was there.
func (h *hours) present(spans []timeSpan, begin unit.Duration, now unit.Instant) []uint8 {
	looks := make([]uint8, h.columns)
	for i := range looks {
		from := unit.Instant(unit.Duration(i)*h.per - begin)
		if from >= now {
			looks[i] = hourAhead
		}
		for _, s := range spans {
			if s.from < from.Add(h.per) && s.to > from {
				looks[i] = hourRan
			}
		}
	}
	return looks
}

// hoursWords says for how long an instance ran, and how much of a day.
func (v *view) hoursWords(index uint32) string {
	text := v.name(instanceRef(index)) + " ran " + about(v.runTime(index)) + " in " + about(v.now.Sub(0))
	if s, ok := v.world.Yard().Of(index); ok && s.From != s.To {
		text += ", daily " + s.From.String() + " to " + s.To.String()
	}
	return text
}

// hoursSum says how the bill comes about: compute, and what its disk costs; then shorter.
func (v *view) hoursSum(index uint32, hosted bool) []string {
	compute, disk := v.sumsOf(cost.Compute), v.sumsOf(cost.VolumeStorage)
	tail := "; disk " + strings.Join(disk, " + ")
	short := "; disk " + v.bill.By.Amount("volume").String()
	switch {
	case len(disk) == 0 && hosted:
		tail = "; the disk is included"
		short = tail
	case len(disk) == 0:
		tail, short = "", ""
	}
	rest := v.bill.Total.Minus(v.bill.By.Amount("compute")).Minus(v.bill.By.Amount("volume"))
	if rest.Sign() > 0 {
		tail, short = tail+"; the rest "+rest.String(), short+"; the rest "+rest.String()
	}
	spelled := strings.Join(compute, " + ")
	if spelled == "" {
		spelled = "nothing yet"
	}
	return []string{spelled + tail, unitPrices.Replace(spelled + tail), spelled + short, "compute " + v.bill.By.Amount("compute").String() + short}
}

// unitPrices leaves out of a sum what its price is for, which its quantity tells, and a factor of one.
var unitPrices = strings.NewReplacer("/GB-month", "", "/h", "", " × 1 month", "")

// sumsOf returns the lines of a meter as sums, those of nothing left out.
func (v *view) sumsOf(meter cost.Meter) (all []string) {
	for _, e := range v.account.ledger.Entries() {
		if e.Meter != meter {
			continue
		}
		for _, l := range v.billLines(e) {
			if l.Amount.Sign() > 0 {
				all = append(all, l.written())
			}
		}
	}
	return all
}
