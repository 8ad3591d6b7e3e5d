package lua

// A matcher matches one pattern in one text, and says after each step what it has done, so that a pattern that tries
// everything runs out of fuel and not of patience.
type matcher struct {
	pattern  pattern
	text     string
	captures [maxCaptures]capture
	spend    func(steps int)
}

// A capture is a part of the text, or a position in it.
type capture struct {
	from, to int
	position bool
}

// match tries the pattern's items from i on at byte at, and gives where the match ends, or -1.
func (m *matcher) match(i, at int) int {
	for ; i < len(m.pattern.items); i++ {
		m.spend(1)
		it := &m.pattern.items[i]
		switch it.kind {
		case itemSet:
			if it.repeat != 0 {
				return m.repeated(i, at)
			}
			if !m.byteIn(it, at) {
				return -1
			}
			at++
		case itemOpen, itemPosition, itemClose:
			return m.capturing(i, at)
		case itemEnd:
			if at != len(m.text) {
				return -1
			}
		case itemFrontier:
			if it.set.has(m.byteAt(at-1)) || !it.set.has(m.byteAt(at)) {
				return -1
			}
		case itemBack:
			if at = m.again(it, at); at < 0 {
				return -1
			}
		case itemBalance:
			if at = m.balanced(it, at); at < 0 {
				return -1
			}
		}
	}
	return at
}

func (m *matcher) byteIn(it *item, at int) bool { return at < len(m.text) && it.set.has(m.text[at]) }

// byteAt gives a byte of the text, or 0 before and after it.
func (m *matcher) byteAt(at int) byte {
	if at < 0 || at >= len(m.text) {
		return 0
	}
	return m.text[at]
}

// capturing sets a capture's end and takes it back if the rest does not match.
func (m *matcher) capturing(i, at int) int {
	it := m.pattern.items[i]
	c := &m.captures[it.capture]
	old := *c
	switch it.kind {
	case itemOpen:
		*c = capture{from: at, to: at}
	case itemPosition:
		*c = capture{from: at, position: true}
	case itemClose:
		c.to = at
	case itemSet, itemBack, itemBalance, itemFrontier, itemEnd:
		panic("lua: an item that captures nothing")
	}
	end := m.match(i+1, at)
	if end < 0 {
		*c = old
	}
	return end
}

func (m *matcher) repeated(i, at int) int {
	it := &m.pattern.items[i]
	if it.repeat == '-' {
		return m.fewest(i, at)
	}
	least, most := 0, len(m.text)-at
	if it.repeat == '?' {
		most = min(most, 1)
	}
	if it.repeat == '+' {
		least = 1
	}
	n := 0
	for n < most && it.set.has(m.text[at+n]) {
		n++
	}
	m.spend(n / 8)
	for ; n >= least; n-- {
		m.spend(1)
		if end := m.match(i+1, at+n); end >= 0 {
			return end
		}
	}
	return -1
}

func (m *matcher) fewest(i, at int) int {
	it := &m.pattern.items[i]
	for {
		m.spend(1)
		if end := m.match(i+1, at); end >= 0 {
			return end
		}
		if !m.byteIn(it, at) {
			return -1
		}
		at++
	}
}

// again matches what a capture held; a position holds nothing.
func (m *matcher) again(it *item, at int) int {
	c := m.captures[it.capture]
	if c.position {
		return -1
	}
	held := m.text[c.from:c.to]
	m.spend(len(held) / 16)
	if len(m.text)-at < len(held) || m.text[at:at+len(held)] != held {
		return -1
	}
	return at + len(held)
}

func (m *matcher) balanced(it *item, at int) int {
	if at >= len(m.text) || m.text[at] != it.open {
		return -1
	}
	depth, from := 1, at
	for at++; at < len(m.text); at++ {
		switch c := m.text[at]; {
		case c == it.close:
			depth--
		case c == it.open:
			depth++
		}
		if depth == 0 {
			m.spend((at - from) / 8)
			return at + 1
		}
	}
	m.spend((at - from) / 8)
	return -1
}

// search finds the first match that starts at byte at or later.
func (m *matcher) search(at int) (from, to int) {
	for ; at <= len(m.text); at++ {
		if to := m.match(0, at); to >= 0 {
			return at, to
		}
		if m.pattern.anchored {
			break
		}
	}
	return -1, -1
}
