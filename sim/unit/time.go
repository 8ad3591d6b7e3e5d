// Package unit holds the quantities that the engine counts in: instants and
// durations in milliseconds, bytes, 128-bit sums of quantity times time, and
// exact money. All of them are integers or exact ratios; nothing is ever a
// floating-point number, so that two machines always compute the same.
package unit

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// A Duration is a length of simulated time in milliseconds.
type Duration int64

// The usual durations. A Month is the 30-day month of the teaching price books.
const (
	Millisecond Duration = 1
	Second               = 1000 * Millisecond
	Minute               = 60 * Second
	Hour                 = 60 * Minute
	Day                  = 24 * Hour
	Month                = 30 * Day
)

// MaxDuration is the longest time that can be asked for at once: 100 years of
// 365 days. It keeps every product of a size and a time inside 128 bits.
const MaxDuration = 36500 * Day

// An Instant is a moment of simulated time: milliseconds since the world's
// instant 0, at which its builder had placed everything.
type Instant int64

// Forever is later than any instant that a world can reach.
const Forever Instant = 1<<63 - 1

// Add returns the instant d later.
func (i Instant) Add(d Duration) Instant { return i + Instant(d) }

// Sub returns the time from other to i.
func (i Instant) Sub(other Instant) Duration { return Duration(i - other) }

// durationUnits are the suffixes of a written duration, largest first.
var durationUnits = []struct {
	suffix string
	length Duration
}{{"d", Day}, {"h", Hour}, {"m", Minute}, {"s", Second}, {"ms", Millisecond}}

// ParseDuration reads a duration as users write it: "30d", "4h30m", "90s",
// "250ms"; weeks ("2w") are accepted too. A bare number is refused, since it
// does not say its unit.
func ParseDuration(text string) (Duration, error) {
	rest, total := strings.TrimSpace(text), Duration(0)
	if rest == "" {
		return 0, fmt.Errorf("a duration is missing: write one such as 30d, 4h, 90m or 45s")
	}
	for rest != "" {
		digits := len(rest) - len(strings.TrimLeft(rest, "0123456789"))
		letters := digits
		for letters < len(rest) && rest[letters] >= 'a' && rest[letters] <= 'z' {
			letters++
		}
		part, err := durationPart(rest[:digits], rest[digits:letters])
		if err != nil || total+part > MaxDuration {
			return 0, fmt.Errorf("%q is not a duration: write one such as 30d, 4h30m, 90m or 45s, at most 36500d", text)
		}
		total, rest = total+part, rest[letters:]
	}
	return total, nil
}

func durationPart(digits, suffix string) (Duration, error) {
	n, err := strconv.ParseInt(digits, 10, 64)
	if err != nil {
		return 0, err
	}
	if suffix == "w" {
		suffix, n = "d", n*7
	}
	for _, u := range durationUnits {
		if u.suffix == suffix && n >= 0 && n <= int64(MaxDuration/u.length) {
			return Duration(n) * u.length, nil
		}
	}
	return 0, fmt.Errorf("unknown unit %q", suffix)
}

// String returns the duration in its canonical form, for example "30d",
// "1d4h", "2m30s" or "250ms"; zero is "0s".
func (d Duration) String() string {
	if d == 0 {
		return "0s"
	}
	text := ""
	if d < 0 {
		text, d = "-", -d
	}
	for _, u := range durationUnits {
		if n := d / u.length; n > 0 {
			text += strconv.FormatInt(int64(n), 10) + u.suffix
			d -= n * u.length
		}
	}
	return text
}

// A Date is a calendar moment: milliseconds since 1970-01-01T00:00:00Z.
type Date int64

// DefaultStart is the calendar date of instant 0 unless a world says
// otherwise: 2026-04-01T00:00:00Z. April has 30 days, which are 720 hours.
var DefaultStart = DateOf(2026, 4, 1)

// DateOf returns midnight UTC of a calendar day.
func DateOf(year, month, day int) Date {
	return Date(time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC).UnixMilli())
}

// ParseDate reads an RFC 3339 date such as "2026-04-01T00:00:00Z", a minute such as
// "2026-04-01T12:30", "2026-04-01 12:30" or "2026 Apr 01 12:30", or a day such as "2026-04-01".
func ParseDate(text string) (Date, error) {
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04", "2006-01-02 15:04", "2006 Jan 02 15:04", "2006-01-02"} {
		if t, err := time.Parse(layout, text); err == nil {
			return Date(t.UnixMilli()), nil
		}
	}
	return 0, fmt.Errorf("%q is not a date: write one such as 2026-04-01 or 2026-04-01T00:00:00Z", text)
}

// At returns the calendar moment of an instant in a world that started at d.
func (d Date) At(i Instant) Date { return d + Date(i) }

// AddYears returns the same day and time some calendar years later.
func (d Date) AddYears(years int) Date { return Date(d.utc().AddDate(years, 0, 0).UnixMilli()) }

func (d Date) utc() time.Time { return time.UnixMilli(int64(d)).UTC() }

// Timestamp returns the moment as the AWS CLI prints times: whole seconds and an explicit offset.
func (d Date) Timestamp() string { return d.utc().Format("2006-01-02T15:04:05+00:00") }

// Milliseconds returns the moment as the EC2 API prints times, for example "2026-04-01T00:00:00.000Z".
func (d Date) Milliseconds() string { return d.utc().Format("2006-01-02T15:04:05.000Z") }

// Day returns the calendar day, for example "2026-04-01".
func (d Date) Day() string { return d.utc().Format("2006-01-02") }

// String returns the moment for people, for example "2026-04-01 09:30:00 UTC".
func (d Date) String() string { return d.utc().Format("2006-01-02 15:04:05 UTC") }

// MonthLength returns the length of the calendar month that holds d, and the date on which it begins.
func (d Date) MonthLength() (begin Date, length Duration) {
	t := d.utc()
	first := time.Date(t.Year(), t.Month(), 1, 0, 0, 0, 0, time.UTC)
	return Date(first.UnixMilli()), Duration(first.AddDate(0, 1, 0).Sub(first).Milliseconds())
}

// ClockTime is a time of day in milliseconds since midnight UTC.
type ClockTime int64

// ParseClockTime reads "HH:MM"; "24:00" is the end of the day.
func ParseClockTime(text string) (ClockTime, error) {
	hours, minutes, ok := strings.Cut(text, ":")
	h, errH := strconv.Atoi(hours)
	m, errM := strconv.Atoi(minutes)
	if !ok || errH != nil || errM != nil || len(minutes) != 2 || h < 0 || m < 0 || m > 59 || h*60+m > 24*60 {
		return 0, fmt.Errorf("%q is not a time of day: write one such as 09:00 or 17:30", text)
	}
	return ClockTime(Duration(h)*Hour + Duration(m)*Minute), nil
}

// String returns the time of day as "HH:MM".
func (c ClockTime) String() string {
	d := Duration(c)
	return fmt.Sprintf("%02d:%02d", d/Hour, d%Hour/Minute)
}
