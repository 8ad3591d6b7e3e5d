package shell

import (
	"strconv"
	"strings"
)

// echo prints its words. It knows -n, -e and -E.
func (s *Shell) echo(c *Call) int {
	words, newline, escapes := c.Args[1:], "\n", false
	for len(words) > 0 && isEchoOption(words[0]) {
		for _, letter := range words[0][1:] {
			switch letter {
			case 'n':
				newline = ""
			case 'e':
				escapes = true
			case 'E':
				escapes = false
			}
		}
		words = words[1:]
	}
	text := strings.Join(words, " ")
	if escapes {
		text = decodeEscapes(text)
	}
	c.Stdout.WriteString(text + newline)
	return 0
}

// isEchoOption reports whether a word consists of echo's letters; any other
// word with a dash is text, as in bash.
func isEchoOption(word string) bool {
	return len(word) > 1 && word[0] == '-' && strings.Trim(word[1:], "neE") == ""
}

// maxWidth bounds the width and precision of one printf directive.
const maxWidth = 1000

// A directive is one % of a printf format.
type directive struct {
	flags     string
	width     int
	precision int // -1 without one
	verb      byte
}

// printf prints by a format. It knows %s %b %d %i %u %x %X %o %c %% with the
// flags - 0 + # and space, widths and precisions, and uses the format again
// while arguments are left.
func (s *Shell) printf(c *Call) int {
	args := c.Args[1:]
	if len(args) > 0 && args[0] == "--" {
		args = args[1:]
	}
	if len(args) == 0 {
		return c.refuse("give a format, for example printf '%s\\n' word")
	}
	format, args := args[0], args[1:]
	for {
		left := len(args)
		text, rest, problem := s.formatOnce(format, args)
		c.Stdout.WriteString(text)
		if problem != "" {
			return c.refuse(problem)
		}
		if args = rest; len(args) == 0 || len(args) == left {
			return 0
		}
	}
}

// formatOnce uses the format once and returns the arguments that are left.
func (s *Shell) formatOnce(format string, args []string) (text string, rest []string, problem string) {
	var b strings.Builder
	for format != "" {
		s.spend(1)
		literal, after, found := strings.Cut(format, "%")
		b.WriteString(decodeEscapes(literal))
		s.spendText(b.Len())
		s.checkText(b.Len(), "The text of printf")
		if !found {
			break
		}
		d, next, ok := parseDirective(after)
		if !ok {
			return b.String(), nil, "%" + after + ": use %s, %b, %c, %d, %x or %o, up to " + decimal(maxWidth) + " wide"
		}
		format = next
		if d.verb == '%' {
			b.WriteByte('%')
			continue
		}
		arg := ""
		if len(args) > 0 {
			arg, args = args[0], args[1:]
		}
		field, ok := d.format(arg)
		if !ok {
			return b.String(), nil, arg + ": not a whole number"
		}
		b.WriteString(field)
	}
	return b.String(), args, ""
}

// parseDirective reads what follows a %.
func parseDirective(s string) (d directive, rest string, ok bool) {
	flags := len(s) - len(strings.TrimLeft(s, "-+ #0"))
	d.flags, s = s[:flags], s[flags:]
	d.precision = -1
	d.width, s = leadingNumber(s)
	if strings.HasPrefix(s, ".") {
		d.precision, s = leadingNumber(s[1:])
	}
	if s == "" || d.width > maxWidth || d.precision > maxWidth || !strings.Contains("sbcdiuxXo%", s[:1]) {
		return d, s, false
	}
	d.verb = s[0]
	return d, s[1:], true
}

// leadingNumber takes digits off the front; too many of them are more than maxWidth.
func leadingNumber(s string) (n int, rest string) {
	digits := len(s) - len(strings.TrimLeft(s, "0123456789"))
	if digits == 0 {
		return 0, s
	}
	n, err := strconv.Atoi(s[:digits])
	if err != nil {
		n = maxWidth + 1
	}
	return n, s[digits:]
}

// format returns one argument as the directive wants it.
func (d directive) format(arg string) (string, bool) {
	switch d.verb {
	case 's':
	case 'b':
		arg = decodeEscapes(arg)
	case 'c':
		arg = firstRune(arg)
	default:
		return d.formatNumber(arg)
	}
	if d.precision >= 0 && d.precision < len(arg) {
		arg = strings.ToValidUTF8(arg[:d.precision], "")
	}
	return d.pad(arg, " "), true
}

func firstRune(s string) string {
	for _, r := range s {
		return string(r)
	}
	return ""
}

// formatNumber returns an integer; an empty argument is 0, as in bash.
func (d directive) formatNumber(arg string) (string, bool) {
	n, err := int64(0), error(nil)
	if arg != "" {
		n, err = strconv.ParseInt(strings.TrimSpace(arg), 0, 64)
	}
	if err != nil {
		return "", false
	}
	sign := ""
	switch {
	case n < 0 && strings.IndexByte("di", d.verb) >= 0:
		sign = "-"
		n = -n
	case strings.Contains(d.flags, "+"):
		sign = "+"
	case strings.Contains(d.flags, " "):
		sign = " "
	}
	digits := d.digits(uint64(n))
	if missing := d.precision - len(digits); missing > 0 {
		digits = strings.Repeat("0", missing) + digits
	}
	zeros := strings.Contains(d.flags, "0") && !strings.Contains(d.flags, "-") && d.precision < 0
	if missing := d.width - len(sign) - len(digits); zeros && missing > 0 {
		digits = strings.Repeat("0", missing) + digits
	}
	return d.pad(sign+digits, " "), true
}

func (d directive) digits(n uint64) string {
	switch d.verb {
	case 'x':
		return strconv.FormatUint(n, 16)
	case 'X':
		return strings.ToUpper(strconv.FormatUint(n, 16))
	case 'o':
		return strconv.FormatUint(n, 8)
	}
	return strconv.FormatUint(n, 10)
}

// pad fills a field to its width, on the right with the flag -.
func (d directive) pad(text, with string) string {
	missing := d.width - len([]rune(text))
	switch {
	case missing <= 0:
		return text
	case strings.Contains(d.flags, "-"):
		return text + strings.Repeat(with, missing)
	}
	return strings.Repeat(with, missing) + text
}
