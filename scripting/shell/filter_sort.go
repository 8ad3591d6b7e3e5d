package shell

import (
	"cmp"
	"math/bits"
	"slices"
	"strconv"
	"strings"
)

// A sortOrder is how sort compares two lines.
type sortOrder struct {
	numeric, fold, reverse, unique bool
	separator                      string // "" separates fields by runs of spaces
	from, to                       int    // fields of the key, from 1; 0 means the line's end or no key
}

// sortLines is sort: lines by bytes, or with -n by their leading number; -k chooses
// a field, -t what separates fields. Lines with equal keys are sorted by bytes.
func sortLines(c *Call) int {
	f, ok := c.flags("rnufk:t:s")
	if !ok || !c.noOperands(f.operands) {
		return statusUsage
	}
	order := sortOrder{numeric: f.has('n'), fold: f.has('f'), reverse: f.has('r'), unique: f.has('u'), separator: f.value('t')}
	if f.has('t') && len([]rune(order.separator)) != 1 {
		return c.refuse("the separator must be one character, as in -t ,")
	}
	if len(f.values['k']) > 1 {
		return c.refuse("one -k is taken here: join the fields first, or sort twice")
	}
	if f.has('k') && !order.setKey(f.value('k')) {
		return c.refuse("invalid field specification '" + f.value('k') + "': use -k 2, -k 2,3, -k 2n or -k 2r")
	}
	lines := c.lines()
	keys := order.keys(lines)
	c.spendSort(lines)
	slices.SortStableFunc(keys, func(a, b sortKey) int { return order.compare(a, b, !f.has('s') && !order.unique) })
	if order.unique {
		keys = slices.CompactFunc(keys, func(a, b sortKey) bool { return order.compareKeys(a.key, b.key) == 0 })
	}
	for _, k := range keys {
		c.Stdout.WriteString(k.line + "\n")
	}
	return 0
}

// spendSort counts the comparisons of a sort, n log n of them, and more for long lines.
func (c *Call) spendSort(lines []string) {
	total := len(lines)
	for _, line := range lines {
		total += len(line) / bytesPerStep
	}
	c.Spend(total * bits.Len(uint(len(lines))) / linesPerStep / linesPerStep)
}

// setKey reads F, F,G and the letters n, r and f behind them.
func (o *sortOrder) setKey(key string) bool {
	letters := strings.TrimLeft(key, "0123456789,")
	from, to, hasTo := strings.Cut(strings.TrimSuffix(key, letters), ",")
	for _, letter := range letters {
		switch letter {
		case 'n':
			o.numeric = true
		case 'r':
			o.reverse = true
		case 'f':
			o.fold = true
		default:
			return false
		}
	}
	var err error
	if o.from, err = strconv.Atoi(from); err != nil || o.from < 1 {
		return false
	}
	if hasTo {
		o.to, err = strconv.Atoi(to)
		return err == nil && o.to >= o.from
	}
	return true
}

// A sortKey is a line with the part of it that is compared.
type sortKey struct {
	line, key string
}

func (o *sortOrder) keys(lines []string) []sortKey {
	keys := make([]sortKey, len(lines))
	for i, line := range lines {
		keys[i] = sortKey{line, line}
		if o.from > 0 {
			keys[i].key = o.fields(line)
		}
	}
	return keys
}

// fields returns the part of a line that the key names. Without -t a field
// starts with the spaces in front of it, as the standard says.
func (o *sortOrder) fields(line string) string {
	start := o.fieldEnd(line, o.from-1)
	if o.separator != "" && o.from > 1 && start < len(line) {
		start += len(o.separator)
	}
	end := len(line)
	if o.to > 0 {
		end = o.fieldEnd(line, o.to)
	}
	return line[min(start, end):end]
}

// fieldEnd returns where field n of a line ends.
func (o *sortOrder) fieldEnd(line string, n int) int {
	at := 0
	for i := 0; i < n && at < len(line); i++ {
		if o.separator != "" {
			if i > 0 {
				at += len(o.separator)
			}
			next := strings.Index(line[at:], o.separator)
			if next < 0 {
				return len(line)
			}
			at += next
			continue
		}
		rest := line[at:]
		word := strings.TrimLeft(rest, " \t")
		length := strings.IndexAny(word, " \t")
		if length < 0 {
			return len(line)
		}
		at += len(rest) - len(word) + length
	}
	return at
}

// compare orders two lines; lastResort compares whole lines where the keys are equal.
func (o *sortOrder) compare(a, b sortKey, lastResort bool) int {
	order := o.compareKeys(a.key, b.key)
	if order == 0 && lastResort {
		order = cmp.Compare(a.line, b.line)
	}
	if o.reverse {
		return -order
	}
	return order
}

func (o *sortOrder) compareKeys(a, b string) int {
	switch {
	case o.numeric:
		return compareNumbers(a, b)
	case o.fold:
		return cmp.Compare(strings.ToUpper(a), strings.ToUpper(b))
	}
	return cmp.Compare(a, b)
}

// compareNumbers compares the decimal numbers that two texts start with, of any
// length and without rounding. A text without a number counts as 0.
func compareNumbers(a, b string) int {
	aNegative, aWhole, aPart := leadingDecimal(a)
	bNegative, bWhole, bPart := leadingDecimal(b)
	if aNegative != bNegative {
		if aNegative {
			return -1
		}
		return 1
	}
	order := cmp.Or(cmp.Compare(len(aWhole), len(bWhole)), cmp.Compare(aWhole, bWhole), cmp.Compare(aPart, bPart))
	if aNegative {
		return -order
	}
	return order
}

// leadingDecimal returns the number a text starts with: sign, whole digits
// without leading zeros, and digits behind the point without trailing zeros.
func leadingDecimal(s string) (negative bool, whole, part string) {
	s = strings.TrimLeft(s, " \t")
	s, negative = strings.CutPrefix(s, "-")
	rest := strings.TrimLeft(s, "0123456789")
	whole = strings.TrimLeft(s[:len(s)-len(rest)], "0")
	if point, found := strings.CutPrefix(rest, "."); found {
		part = strings.TrimRight(point[:len(point)-len(strings.TrimLeft(point, "0123456789"))], "0")
	}
	return negative && whole+part != "", whole, part
}

// uniq drops lines that repeat the one before; -c counts them, -d prints only
// the repeated ones, -u only the others.
func uniq(c *Call) int {
	f, ok := c.flags("cdu")
	if !ok || !c.noOperands(f.operands) {
		return 1
	}
	lines := c.lines()
	for start := 0; start < len(lines); {
		end := start + 1
		for end < len(lines) && lines[end] == lines[start] {
			end++
		}
		count := end - start
		if !(f.has('d') && count == 1) && !(f.has('u') && count > 1) {
			if f.has('c') {
				c.Stdout.WriteString(directive{width: 7}.pad(decimal(count), " ") + " ")
			}
			c.Stdout.WriteString(lines[start] + "\n")
		}
		start = end
	}
	return 0
}
