package shell

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// A span is a range of positions from 1; to is 0 where the range has no end.
type span struct {
	from, to int
}

// parseSpans reads a list such as 1,3-5,-2,7-.
func parseSpans(list string) ([]span, bool) {
	var spans []span
	for _, item := range strings.Split(list, ",") {
		first, last, isRange := strings.Cut(item, "-")
		one := span{from: 1}
		ok := item != "-" && item != ""
		if first != "" {
			one.from, ok = position(first, ok)
		}
		switch {
		case !isRange:
			one.to = one.from
		case last != "":
			one.to, ok = position(last, ok)
			ok = ok && one.to >= one.from
		}
		if !ok {
			return nil, false
		}
		spans = append(spans, one)
	}
	return spans, true
}

func position(digits string, ok bool) (int, bool) {
	n, err := strconv.Atoi(digits)
	return n, ok && err == nil && n > 0 && digits[0] != '+'
}

// inSpans reports whether a position is in any of the ranges.
func inSpans(n int, spans []span) bool {
	for _, one := range spans {
		if n >= one.from && (one.to == 0 || n <= one.to) {
			return true
		}
	}
	return false
}

// cut prints fields (-f, between -d, a tab without it) or characters (-c) of each line.
func cut(c *Call) int {
	f, ok := c.flags("d:f:c:b:s")
	if !ok || !c.noOperands(f.operands) {
		return 1
	}
	list, by := f.value('f'), byte('f')
	for _, letter := range []byte("cb") {
		if f.has(letter) {
			list, by = f.value(letter), letter
		}
	}
	if list == "" {
		return c.refuse("you must specify a list of bytes, characters, or fields")
	}
	spans, ok := parseSpans(list)
	if !ok {
		return c.refuse("invalid list '" + list + "': use positions from 1, such as 2, 1,3 or 2-4")
	}
	delimiter := "\t"
	if f.has('d') {
		delimiter = f.value('d')
	}
	if len([]rune(delimiter)) != 1 {
		return c.refuse("the delimiter must be a single character")
	}
	for _, line := range c.lines() {
		c.Spend(len(line) * len(spans) / bytesPerStep)
		text, keep := cutLine(line, spans, by, delimiter, f.has('s'))
		if keep {
			c.Stdout.WriteString(text + "\n")
		}
	}
	return 0
}

// cutLine returns what cut prints of a line. A line without a delimiter is
// printed whole, unless -s was given.
func cutLine(line string, spans []span, by byte, delimiter string, onlyDelimited bool) (text string, keep bool) {
	if by != 'f' {
		var b strings.Builder
		for i, r := range []rune(line) {
			if inSpans(i+1, spans) {
				b.WriteRune(r)
			}
		}
		return b.String(), true
	}
	fields := strings.Split(line, delimiter)
	if len(fields) == 1 {
		return line, !onlyDelimited
	}
	kept := fields[:0]
	for i, field := range fields {
		if inSpans(i+1, spans) {
			kept = append(kept, field)
		}
	}
	return strings.Join(kept, delimiter), true
}

// translate is tr: it changes the characters of one set to those of another,
// deletes them (-d), or squeezes repeats of them (-s); -c takes all others.
func translate(c *Call) int {
	f, ok := c.flags("dsc")
	if !ok {
		return 1
	}
	need := 2
	if f.has('d') != f.has('s') {
		need = 1
	}
	if len(f.operands) < need || len(f.operands) > 2 || f.has('d') && !f.has('s') && len(f.operands) == 2 {
		return c.refuse("give the characters to change and what to change them to, as in tr a-z A-Z, or tr -d ,")
	}
	from, ok := characterSet(f.operands[0])
	if !ok {
		return c.refuse("range " + quote(f.operands[0]) + " runs backwards or is too large")
	}
	t := translator{from: from, complement: f.has('c'), remove: f.has('d'), squeeze: f.has('s')}
	if len(f.operands) == 2 {
		if t.to, ok = characterSet(f.operands[1]); !ok || len(t.to) == 0 {
			return c.refuse("range " + quote(f.operands[1]) + " is empty, runs backwards or is too large")
		}
	}
	text := c.text()
	c.Spend(len(text) * (len(t.from) + len(t.to)) / bytesPerStep)
	c.Stdout.WriteString(t.apply(text))
	return 0
}

// A translator is one call of tr.
type translator struct {
	from, to                    []rune
	complement, remove, squeeze bool
}

// apply changes a text.
func (t *translator) apply(text string) string {
	var b strings.Builder
	last, any := rune(0), false
	for _, r := range text {
		at := indexRune(t.from, r)
		selected := (at >= 0) != t.complement
		squeezable := selected
		switch {
		case selected && t.remove:
			continue
		case selected && len(t.to) > 0:
			if at < 0 {
				at = len(t.to) - 1
			}
			r = t.to[min(at, len(t.to)-1)]
		}
		if len(t.to) > 0 {
			squeezable = indexRune(t.to, r) >= 0
		}
		if t.squeeze && squeezable && any && r == last {
			continue
		}
		b.WriteRune(r)
		last, any = r, true
	}
	return b.String()
}

func indexRune(set []rune, r rune) int {
	for i, one := range set {
		if one == r {
			return i
		}
	}
	return -1
}

// maxSet bounds the characters of one set of tr.
const maxSet = 512

// characterSet reads the set of tr: characters, escapes, ranges a-z and classes [:digit:].
func characterSet(source string) ([]rune, bool) {
	var set []rune
	for source != "" {
		if name, length := className(source); length > 0 {
			for r := rune(0); r < 128; r++ {
				if inClass(name, r) {
					set = append(set, r)
				}
			}
			source = source[length:]
			continue
		}
		low, rest := setCharacter(source)
		high := low
		if len(rest) > 1 && rest[0] == '-' {
			high, rest = setCharacter(rest[1:])
		}
		if high < low || len(set)+int(high-low) >= maxSet {
			return nil, false
		}
		for r := low; r <= high; r++ {
			set = append(set, r)
		}
		source = rest
	}
	return set, true
}

// setCharacter takes one character, escaped or not, off a set.
func setCharacter(source string) (rune, string) {
	if source[0] == '\\' && len(source) > 1 {
		decoded, rest := decodeOne(source[1:], false)
		if len(decoded) == 1 {
			return rune(decoded[0]), rest
		}
		source = source[1:]
	}
	r, width := utf8.DecodeRuneInString(source)
	return r, source[width:]
}
