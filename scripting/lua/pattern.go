package lua

import (
	"strings"
)

// A pattern is a Lua pattern, parsed. The matcher calls itself once per item at the most, never per byte of the text.
type pattern struct {
	anchored bool // begins with ^
	items    []item
	captures int
}

// maxItems bounds how deep the matcher can go.
const maxItems = 500

// maxCaptures is Lua's own bound.
const maxCaptures = 32

// An item is one step of a pattern.
type item struct {
	kind    itemKind
	set     byteSet
	repeat  byte // '*', '+', '-', '?' or 0, for itemSet
	capture int  // for captures, from 0
	open    byte // for itemBalance
	close   byte
}

type itemKind int

const (
	itemSet      itemKind = iota // a byte of a set, perhaps repeated
	itemOpen                     // a capture begins
	itemClose                    // a capture ends
	itemPosition                 // a capture of the position
	itemBack                     // what a capture held, again
	itemBalance                  // %bxy
	itemFrontier                 // %f[set]
	itemEnd                      // $ at the end
)

// A byteSet is a set of bytes.
type byteSet [4]uint64

func (b *byteSet) add(c byte)      { b[c/64] |= 1 << (c % 64) }
func (b *byteSet) has(c byte) bool { return b[c/64]&(1<<(c%64)) != 0 }

func (b *byteSet) addRange(from, to byte) {
	for c := int(from); c <= int(to); c++ {
		b.add(byte(c))
	}
}

func (b *byteSet) union(o byteSet) {
	for i := range b {
		b[i] |= o[i]
	}
}

func (b *byteSet) invert() {
	for i := range b {
		b[i] = ^b[i]
	}
}

// classRanges lists the bytes of each class letter, as pairs from and to.
var classRanges = map[byte]string{
	'a': "AZaz", 'c': "\x00\x1f\x7f\x7f", 'd': "09", 'l': "az", 'p': "!/:@[`{~", 's': "\t\r  ",
	'u': "AZ", 'w': "09AZaz", 'x': "09AFaf", 'z': "\x00\x00",
}

// classSet gives what %c stands for: a class, its complement for a capital letter, or the byte itself.
func classSet(c byte) (set byteSet) {
	lower := c | 0x20
	ranges, ok := classRanges[lower]
	if !ok || c < 'A' {
		set.add(c)
		return set
	}
	for i := 0; i < len(ranges); i += 2 {
		set.addRange(ranges[i], ranges[i+1])
	}
	if c != lower {
		set.invert()
	}
	return set
}

// A patternError says what is wrong with a pattern.
type patternError string

// Error gives the sentence.
func (e patternError) Error() string { return string(e) }

// parsePattern parses a pattern. anchors says whether a ^ at its start is one: in gmatch it is not.
func parsePattern(source string, anchors bool) (pattern, error) {
	p := patternParser{rest: source}
	if anchors && strings.HasPrefix(source, "^") {
		p.rest, p.pattern.anchored = source[1:], true
	}
	for p.rest != "" && p.err == "" {
		p.step()
		if len(p.pattern.items) > maxItems {
			p.err = "the pattern is too long; take a shorter one"
		}
	}
	if p.err == "" && len(p.open) > 0 {
		p.err = "the pattern has a ( without its )"
	}
	if p.err != "" {
		return pattern{}, p.err
	}
	return p.pattern, nil
}

type patternParser struct {
	rest    string
	pattern pattern
	open    []int // captures that have begun and not ended
	closed  [maxCaptures]bool
	err     patternError
}

func (p *patternParser) push(i item) { p.pattern.items = append(p.pattern.items, i) }

func (p *patternParser) step() {
	switch {
	case strings.HasPrefix(p.rest, "()"):
		p.rest = p.rest[2:]
		n := p.newCapture()
		p.closed[n] = true
		p.push(item{kind: itemPosition, capture: n})
	case p.rest[0] == '(':
		p.rest = p.rest[1:]
		n := p.newCapture()
		p.open = append(p.open, n)
		p.push(item{kind: itemOpen, capture: n})
	case p.rest[0] == ')':
		p.rest = p.rest[1:]
		p.closeCapture()
	case p.rest == "$":
		p.rest = ""
		p.push(item{kind: itemEnd})
	case strings.HasPrefix(p.rest, "%b"):
		p.balance()
	case strings.HasPrefix(p.rest, "%f"):
		p.frontier()
	case len(p.rest) > 1 && p.rest[0] == '%' && p.rest[1] >= '0' && p.rest[1] <= '9':
		p.back()
	default:
		p.single()
	}
}

func (p *patternParser) newCapture() int {
	n := p.pattern.captures
	if n == maxCaptures {
		p.err = "the pattern has more than 32 captures"
		return 0
	}
	p.pattern.captures++
	return n
}

func (p *patternParser) closeCapture() {
	if len(p.open) == 0 {
		p.err = "the pattern has a ) without its ("
		return
	}
	n := p.open[len(p.open)-1]
	p.open = p.open[:len(p.open)-1]
	p.closed[n] = true
	p.push(item{kind: itemClose, capture: n})
}

func (p *patternParser) balance() {
	if len(p.rest) < 4 {
		p.err = "%b in a pattern needs two characters after it"
		return
	}
	p.push(item{kind: itemBalance, open: p.rest[2], close: p.rest[3]})
	p.rest = p.rest[4:]
}

func (p *patternParser) frontier() {
	p.rest = p.rest[2:]
	if !strings.HasPrefix(p.rest, "[") {
		p.err = "%f in a pattern needs a [set] after it"
		return
	}
	p.push(item{kind: itemFrontier, set: p.class()})
}

func (p *patternParser) back() {
	n := int(p.rest[1]) - '1'
	if n < 0 || n >= p.pattern.captures || !p.closed[n] {
		p.err = "the pattern refers to a capture that has not ended before it"
		return
	}
	p.push(item{kind: itemBack, capture: n})
	p.rest = p.rest[2:]
}

func (p *patternParser) single() {
	i := item{kind: itemSet, set: p.class()}
	if p.rest != "" && strings.IndexByte("*+-?", p.rest[0]) >= 0 {
		i.repeat = p.rest[0]
		p.rest = p.rest[1:]
	}
	p.push(i)
}

// class takes one class of bytes off the front: a byte, ".", "%a" or "[…]".
func (p *patternParser) class() (set byteSet) {
	c := p.rest[0]
	p.rest = p.rest[1:]
	switch c {
	case '.':
		set.invert()
	case '%':
		set = p.escaped()
	case '[':
		return p.set()
	default:
		set.add(c)
	}
	return set
}

func (p *patternParser) escaped() byteSet {
	if p.rest == "" {
		p.err = "the pattern ends with %; write %% for a percent sign"
		return byteSet{}
	}
	c := p.rest[0]
	p.rest = p.rest[1:]
	return classSet(c)
}

// set takes "…]" off the front. A ] right at the start stands for itself.
func (p *patternParser) set() (set byteSet) {
	inverted := strings.HasPrefix(p.rest, "^")
	if inverted {
		p.rest = p.rest[1:]
	}
	for first := true; p.err == ""; first = false {
		switch {
		case p.rest == "":
			p.err = "the pattern has a [ without its ]"
		case p.rest[0] == ']' && !first:
			p.rest = p.rest[1:]
			if inverted {
				set.invert()
			}
			return set
		case p.rest[0] == '%':
			p.rest = p.rest[1:]
			set.union(p.escaped())
		case len(p.rest) > 2 && p.rest[1] == '-' && p.rest[2] != ']':
			set.addRange(p.rest[0], p.rest[2])
			p.rest = p.rest[3:]
		default:
			set.add(p.rest[0])
			p.rest = p.rest[1:]
		}
	}
	return set
}
