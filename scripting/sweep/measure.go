package sweep

import (
	"strings"

	"blockyard/sim/unit"
)

// A Measure says in what the values of a parameter are counted.
type Measure uint8

// The measures.
const (
	Plain     Measure = iota // a number of whatever the parameter is called
	HoursADay                // hours a day
	Gibibytes                // the size of a disk
	HourPrice                // dollars for an hour
)

// measures are those that a parameter's name stands for.
var measures = []struct {
	name    string
	measure Measure
}{{"hours", HoursADay}, {"size", Gibibytes}, {"gib", Gibibytes}, {"price", HourPrice}}

// MeasureOf returns in what a parameter of that name is counted.
func MeasureOf(name string) Measure {
	for _, m := range measures {
		if m.name == name {
			return m.measure
		}
	}
	return Plain
}

// Text returns a value as a table shows it: "22 h 20 min", "8 GiB", "$0.10", "7".
func (m Measure) Text(v unit.Ratio) string {
	switch m {
	case HoursADay:
		return hoursText(v)
	case Gibibytes:
		return rounded(v, 2) + " GiB"
	case HourPrice:
		return unit.Money{Ratio: v}.Dollars(priceDigits(v))
	case Plain:
	}
	return rounded(v, 2)
}

// priceDigits returns how many digits behind the point a price needs, from 2 to 6.
func priceDigits(v unit.Ratio) int {
	digits := 2
	if _, fraction, _ := strings.Cut(decimal(v), "."); len(fraction) > 2 {
		digits = min(len(fraction), 6)
	}
	return digits
}

// rounded returns a number with so many digits behind the point at most, and says so where they do not do.
func rounded(v unit.Ratio, digits int) string {
	text := v.Short(digits)
	if back, err := unit.ParseRatio(text); err != nil || back.Compare(v) != 0 {
		return "about " + text
	}
	return text
}

// hoursText returns hours as hours and minutes: "22 h 20 min".
func hoursText(v unit.Ratio) string {
	sixty := unit.RatioOf(60, 1)
	minutes := v.Times(sixty)
	about := ""
	whole, err := unit.ParseRatio(minutes.Decimal(0))
	if err != nil || whole.Compare(minutes) != 0 {
		about = "about "
	}
	total := toInt(whole)
	text := ""
	if total < 0 {
		text, total = "−", -total
	}
	hours, rest := total/60, total%60
	switch {
	case rest == 0:
		return about + text + itoa(hours) + " h"
	case hours == 0:
		return about + text + itoa(rest) + " min"
	}
	return about + text + itoa(hours) + " h " + itoa(rest) + " min"
}

// At returns a value of a parameter as a sentence names it: "22 h 20 min a day", "8 GiB", "$0.10 an hour", "servers = 7".
func (s *Spec) At(v unit.Ratio) string {
	m := MeasureOf(s.Name)
	switch text := m.Text(v); m {
	case HoursADay:
		return text + " a day"
	case HourPrice:
		return text + " an hour"
	case Gibibytes:
		return text
	case Plain:
		return s.Name + " = " + text
	}
	return ""
}

// Axis returns what the values are, for an axis or a column: "hours a day".
func (s *Spec) Axis() string {
	switch MeasureOf(s.Name) {
	case HoursADay:
		return "hours a day"
	case Gibibytes:
		return "size in GiB"
	case HourPrice:
		return "price of an hour"
	case Plain:
	}
	return s.Name
}

// each returns what a step of 1 is, in a sentence: "hour a day".
func (s *Spec) each() string {
	switch MeasureOf(s.Name) {
	case HoursADay:
		return "hour a day"
	case Gibibytes:
		return "GiB"
	case HourPrice:
		return "dollar an hour"
	case Plain:
	}
	return "step of " + s.Name
}
