package lua

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	glua "github.com/yuin/gopher-lua"
)

// stringFormat is string.format: %c %d %i %u %o %x %X %e %E %f %g %G %q %s %%, with C's flags, and widths and
// precisions of at most two digits.
func (s *Sandbox) stringFormat(state *glua.LState) int {
	layout := checkText(state, 1)
	var b strings.Builder
	argument := 1
	for layout != "" {
		plain, rest, found := strings.Cut(layout, "%")
		s.room(state, &b, len(plain))
		b.WriteString(plain)
		if !found {
			break
		}
		if strings.HasPrefix(rest, "%") {
			b.WriteByte('%')
			layout = rest[1:]
			continue
		}
		d, length := parseDirective(state, rest)
		layout = rest[length:]
		argument++
		piece := s.formatOne(state, d, argument)
		s.room(state, &b, len(piece))
		b.WriteString(piece)
	}
	return pushText(state, b.String())
}

// A directive is what stands after a % of a layout.
type directive struct {
	flags            string // of "-+ #0"
	width, precision string // digits; hasPrecision tells "%.f" from "%f"
	hasPrecision     bool
	verb             byte
}

func parseDirective(state *glua.LState, rest string) (d directive, length int) {
	take := func(of string) string {
		start := length
		for length < len(rest) && strings.IndexByte(of, rest[length]) >= 0 {
			length++
		}
		return rest[start:length]
	}
	d.flags, d.width = take("-+ #0"), take("0123456789")
	if d.hasPrecision = length < len(rest) && rest[length] == '.'; d.hasPrecision {
		length++
		d.precision = take("0123456789")
	}
	switch {
	case len(d.flags) > 5 || len(d.width) > 2 || len(d.precision) > 2:
		state.RaiseError("string.format: a width or precision has at most two digits")
	case length == len(rest):
		state.RaiseError("string.format: a %% at the end; write %%%% for a percent sign")
	}
	d.verb = rest[length]
	return d, length + 1
}

func (s *Sandbox) formatOne(state *glua.LState, d directive, argument int) string {
	if argument > state.GetTop() {
		state.ArgError(argument, "no value")
	}
	switch d.verb {
	case 'c':
		return d.pad(string([]byte{byte(integer(state, argument))}))
	case 'd', 'i':
		return d.number('d', int64(integer(state, argument)))
	case 'u':
		return d.number('d', uint64(integer(state, argument)))
	case 'o', 'x', 'X':
		return d.number(d.verb, uint64(integer(state, argument)))
	case 'e', 'E', 'f', 'g', 'G':
		return d.float(number(state, argument))
	case 'q':
		text := checkText(state, argument)
		s.meter.text(state, 2*len(text))
		return quoted(text)
	case 's':
		return d.text(s.text(state, state.Get(argument)))
	}
	state.RaiseError("string.format: there is no directive %%%c", d.verb)
	return ""
}

func (d directive) text(text string) string {
	if d.hasPrecision {
		limit, _ := strconv.Atoi(d.precision)
		text = text[:min(limit, len(text))]
	}
	return d.pad(text)
}

// pad fills up to the width with blanks, counted in bytes as Lua does.
func (d directive) pad(text string) string {
	width, _ := strconv.Atoi(d.width)
	blanks := strings.Repeat(" ", max(width-len(text), 0))
	if strings.Contains(d.flags, "-") {
		return text + blanks
	}
	return blanks + text
}

// number lets Go format a number: its flags mean what C's do.
func (d directive) number(verb byte, n any) string {
	layout := "%" + d.flags + d.width
	if d.hasPrecision {
		layout += "." + d.precision
	}
	return fmt.Sprintf(layout+string(verb), n)
}

func (d directive) float(n float64) string {
	if math.IsNaN(n) || math.IsInf(n, 0) {
		return d.pad(numberText(n))
	}
	if !d.hasPrecision {
		d.hasPrecision, d.precision = true, "6"
	}
	return d.number(d.verb, n)
}

// quoted writes a text so that Lua reads it back.
func quoted(text string) string {
	var b strings.Builder
	b.WriteByte('"')
	for i := range len(text) {
		switch c := text[i]; c {
		case '"', '\\', '\n':
			b.WriteByte('\\')
			b.WriteByte(c)
		case '\r':
			b.WriteString(`\r`)
		case 0:
			b.WriteString(`\000`)
		default:
			b.WriteByte(c)
		}
	}
	b.WriteByte('"')
	return b.String()
}
