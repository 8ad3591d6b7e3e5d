package scene

import (
	"strconv"
	"strings"

	"blockyard/sim/unit"
)

var months = [...]string{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"}

// dayOf returns a moment's calendar day for people, for example "Apr 03".
func dayOf(d unit.Date) string {
	text := d.Day() // 2026-04-03
	month, _ := strconv.Atoi(text[5:7])
	return months[month-1] + " " + text[8:10]
}

// timeOf returns a moment's time of day, for example "14:20".
func timeOf(d unit.Date) string {
	text := d.String() // 2026-04-03 14:20:00 UTC
	_, clock, _ := strings.Cut(text, " ")
	return clock[:5]
}

// when returns the calendar moment of an instant, for example "Apr 03 14:20".
func (v *view) when(at unit.Instant) string {
	d := v.world.Date(at)
	return dayOf(d) + " " + timeOf(d)
}

// about returns a duration in its two largest units, for example "11h20m".
func about(d unit.Duration) string {
	switch {
	case d >= unit.Day:
		d -= d % unit.Hour
	case d >= unit.Hour:
		d -= d % unit.Minute
	case d >= unit.Minute:
		d -= d % unit.Second
	}
	return d.String()
}
