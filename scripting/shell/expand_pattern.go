package shell

import (
	"strings"
	"unicode/utf8"
)

// patternBytesPerStep is how many comparisons of a pattern one step pays for.
const patternBytesPerStep = 16

// match reports whether a pattern with *, ?, […] and \ matches the whole text.
// When a star fails it tries again from the latest star only, so the work is
// bounded by the product of the lengths, and it is counted.
func (s *Shell) match(pattern, text string) bool {
	p, t, work := 0, 0, 0
	star, resume := -1, 0
	defer func() { s.spend(1 + work/patternBytesPerStep) }()
	for t < len(text) || p < len(pattern) {
		if work++; work > s.steps*patternBytesPerStep {
			return false // the deferred spend ends the run
		}
		if p < len(pattern) && pattern[p] == '*' {
			star, resume = p, t
			p++
			continue
		}
		if t < len(text) && p < len(pattern) {
			r, width := utf8.DecodeRuneInString(text[t:])
			if size, ok := matchOne(pattern[p:], r); ok {
				p, t = p+size, t+width
				continue
			}
		}
		if star < 0 || resume >= len(text) {
			return false
		}
		_, width := utf8.DecodeRuneInString(text[resume:])
		resume += width
		p, t = star+1, resume
	}
	return true
}

// matchOne matches one character against the first element of a pattern and
// returns the element's length.
func matchOne(pattern string, r rune) (size int, ok bool) {
	switch pattern[0] {
	case '?':
		return 1, true
	case '[':
		if size, ok, valid := matchSet(pattern, r); valid {
			return size, ok
		}
	case '\\':
		if len(pattern) > 1 {
			c, width := utf8.DecodeRuneInString(pattern[1:])
			return 1 + width, c == r
		}
	}
	c, width := utf8.DecodeRuneInString(pattern)
	return width, c == r
}

// matchSet matches [abc], [a-z], [!a-z] and [[:digit:]]; a set without an end is not valid.
func matchSet(pattern string, r rune) (size int, ok, valid bool) {
	i, negated := 1, false
	if i < len(pattern) && (pattern[i] == '!' || pattern[i] == '^') {
		negated = true
		i++
	}
	for first := true; i < len(pattern); first = false {
		if pattern[i] == ']' && !first {
			return i + 1, ok != negated, true
		}
		if name, end := className(pattern[i:]); end > 0 {
			ok = ok || inClass(name, r)
			i += end
			continue
		}
		low, next := setRune(pattern, i)
		high := low
		if next+1 < len(pattern) && pattern[next] == '-' && pattern[next+1] != ']' {
			high, next = setRune(pattern, next+1)
		}
		ok = ok || low <= r && r <= high
		i = next
	}
	return 0, false, false
}

// setRune returns the character at i of a set and where the next begins.
func setRune(pattern string, i int) (rune, int) {
	if pattern[i] == '\\' && i+1 < len(pattern) {
		i++
	}
	r, width := utf8.DecodeRuneInString(pattern[i:])
	return r, i + width
}

// className returns the name in [:name:] and its length, 0 where there is none.
func className(s string) (name string, length int) {
	rest, found := strings.CutPrefix(s, "[:")
	name, _, closed := strings.Cut(rest, ":]")
	if !found || !closed {
		return "", 0
	}
	return name, len("[:") + len(name) + len(":]")
}

// inClass reports whether a character is in a POSIX class, in ASCII.
func inClass(name string, r rune) bool {
	lower, upper, digit := 'a' <= r && r <= 'z', 'A' <= r && r <= 'Z', '0' <= r && r <= '9'
	switch name {
	case "alpha":
		return lower || upper
	case "digit":
		return digit
	case "alnum":
		return lower || upper || digit
	case "lower":
		return lower
	case "upper":
		return upper
	case "space":
		return r == ' ' || '\t' <= r && r <= '\r'
	case "blank":
		return r == ' ' || r == '\t'
	case "punct":
		return '!' <= r && r <= '~' && !(lower || upper || digit)
	case "xdigit":
		return digit || 'a' <= r && r <= 'f' || 'A' <= r && r <= 'F'
	}
	return false
}

// escapePattern makes a text match itself.
func escapePattern(text string) string {
	if !strings.ContainsAny(text, `*?[]\!-^`) {
		return text
	}
	var b strings.Builder
	for _, c := range []byte(text) {
		if strings.IndexByte(`*?[]\!-^`, c) >= 0 {
			b.WriteByte('\\')
		}
		b.WriteByte(c)
	}
	return b.String()
}
