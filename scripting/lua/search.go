package lua

import (
	"strings"

	glua "github.com/yuin/gopher-lua"
)

// stepsPerFuel is how many steps of the matcher are worth an instruction.
const stepsPerFuel = 2

// newMatcher parses a pattern and pays for it.
func (s *Sandbox) newMatcher(state *glua.LState, text, source string, anchors bool) *matcher {
	p, err := parsePattern(source, anchors)
	if err != nil {
		state.RaiseError("%s", err)
	}
	s.meter.charge(state, 8+len(p.items))
	owed := 0
	return &matcher{pattern: p, text: text, spend: func(steps int) {
		owed += steps
		if owed >= stepsPerFuel*shortString {
			s.meter.charge(state, owed/stepsPerFuel)
			owed = 0
		}
	}}
}

// pushCapture gives what capture i holds, or the whole match where the pattern has none.
func (s *Sandbox) pushCapture(state *glua.LState, m *matcher, i, from, to int) {
	state.Push(s.captured(state, m, i, from, to))
}

func (s *Sandbox) captured(state *glua.LState, m *matcher, i, from, to int) glua.LValue {
	if i < m.pattern.captures {
		c := m.captures[i]
		if c.position {
			return glua.LNumber(c.from + 1)
		}
		from, to = c.from, c.to
	}
	s.meter.text(state, to-from)
	return glua.LString(strings.Clone(m.text[from:to]))
}

// pushCaptures gives all captures, or the whole match where there are none, and says how many.
func (s *Sandbox) pushCaptures(state *glua.LState, m *matcher, from, to int) int {
	n := max(m.pattern.captures, 1)
	for i := range n {
		s.pushCapture(state, m, i, from, to)
	}
	return n
}

// start turns an optional position into a byte's index.
func start(state *glua.LState, i, length int) int {
	at := integerOr(state, i, 1)
	if at < 0 {
		at = max(length+at+1, 1)
	}
	return min(max(at, 1)-1, length)
}

func (s *Sandbox) stringFind(state *glua.LState) int {
	text, source := checkText(state, 1), checkText(state, 2)
	at := start(state, 3, len(text))
	if glua.LVAsBool(state.Get(4)) || !strings.ContainsAny(source, "^$*+?.([%-") {
		return s.findPlain(state, text, source, at)
	}
	m := s.newMatcher(state, text, source, true)
	from, to := m.search(at)
	if from < 0 {
		state.Push(glua.LNil)
		return 1
	}
	state.Push(glua.LNumber(from + 1))
	state.Push(glua.LNumber(to))
	for i := range m.pattern.captures {
		s.pushCapture(state, m, i, from, to)
	}
	return 2 + m.pattern.captures
}

func (s *Sandbox) findPlain(state *glua.LState, text, wanted string, at int) int {
	s.meter.charge(state, (len(text)-at)/16)
	i := strings.Index(text[at:], wanted)
	if i < 0 {
		state.Push(glua.LNil)
		return 1
	}
	state.Push(glua.LNumber(at + i + 1))
	state.Push(glua.LNumber(at + i + len(wanted)))
	return 2
}

func (s *Sandbox) stringMatch(state *glua.LState) int {
	text, source := checkText(state, 1), checkText(state, 2)
	m := s.newMatcher(state, text, source, true)
	from, to := m.search(start(state, 3, len(text)))
	if from < 0 {
		state.Push(glua.LNil)
		return 1
	}
	return s.pushCaptures(state, m, from, to)
}

// stringGmatch gives an iterator. Where it stands is kept in a variable that Freeze can see.
func (s *Sandbox) stringGmatch(state *glua.LState) int {
	text, source := checkText(state, 1), checkText(state, 2)
	s.newMatcher(state, text, source, false)
	state.Push(state.NewClosure(s.nextMatch, glua.LString(text), glua.LString(source), glua.LNumber(0)))
	return 1
}

func (s *Sandbox) nextMatch(state *glua.LState) int {
	text := string(state.Get(glua.UpvalueIndex(1)).(glua.LString))
	source := string(state.Get(glua.UpvalueIndex(2)).(glua.LString))
	at := int(state.Get(glua.UpvalueIndex(3)).(glua.LNumber))
	m := s.newMatcher(state, text, source, false)
	from, to := m.search(at)
	if from < 0 {
		state.Replace(glua.UpvalueIndex(3), glua.LNumber(len(text)+1))
		state.Push(glua.LNil)
		return 1
	}
	state.Replace(glua.UpvalueIndex(3), glua.LNumber(max(to, from+1)))
	return s.pushCaptures(state, m, from, to)
}

// stringGsub is string.gsub(text, pattern, replacement, times).
func (s *Sandbox) stringGsub(state *glua.LState) int {
	text, source := checkText(state, 1), checkText(state, 2)
	replacement := state.Get(3)
	state.CheckTypes(3, glua.LTString, glua.LTNumber, glua.LTTable, glua.LTFunction)
	most := integerOr(state, 4, len(text)+1)
	m := s.newMatcher(state, text, source, true)
	var b strings.Builder
	at, count := 0, 0
	for at <= len(text) && count < most {
		to := m.match(0, at)
		if to >= 0 {
			count++
			piece := s.replaced(state, m, replacement, at, to)
			s.room(state, &b, len(piece))
			b.WriteString(piece)
		}
		switch {
		case to > at:
			at = to
		case at < len(text):
			s.room(state, &b, 1)
			b.WriteByte(text[at])
			at++
		default:
			at++
		}
		if m.pattern.anchored {
			break
		}
	}
	rest := text[min(at, len(text)):]
	s.room(state, &b, len(rest))
	b.WriteString(rest)
	state.Push(glua.LString(b.String()))
	state.Push(glua.LNumber(count))
	return 2
}

// replaced gives what takes a match's place: the match itself where a table or function gives nil or false.
func (s *Sandbox) replaced(state *glua.LState, m *matcher, replacement glua.LValue, from, to int) string {
	var value glua.LValue
	switch r := replacement.(type) {
	case *glua.LTable:
		key := s.captured(state, m, 0, from, to)
		value = s.index(state, r, key)
	case *glua.LFunction:
		state.Push(r)
		state.Call(s.pushCaptures(state, m, from, to), 1)
		value = state.Get(-1)
		state.Pop(1)
	default:
		return s.template(state, m, tostring(r), from, to)
	}
	if glua.LVIsFalse(value) {
		return m.text[from:to]
	}
	if !glua.LVCanConvToString(value) {
		state.RaiseError("string.gsub: the replacement is a %s; give a text", value.Type())
	}
	return tostring(value)
}

// template fills %0 (the match), %1 to %9 (captures) and %% into a replacement text.
func (s *Sandbox) template(state *glua.LState, m *matcher, layout string, from, to int) string {
	if strings.IndexByte(layout, '%') < 0 {
		return layout
	}
	var b strings.Builder
	for i := 0; i < len(layout); i++ {
		c := layout[i]
		if c != '%' || i+1 == len(layout) {
			s.room(state, &b, 1)
			b.WriteByte(c)
			continue
		}
		i++
		piece := layout[i : i+1]
		if layout[i] == '0' {
			piece = m.text[from:to]
		} else if layout[i] > '0' && layout[i] <= '9' {
			piece = s.captureForTemplate(state, m, int(layout[i]-'1'), from, to)
		}
		s.room(state, &b, len(piece))
		b.WriteString(piece)
	}
	return b.String()
}

func (s *Sandbox) captureForTemplate(state *glua.LState, m *matcher, i, from, to int) string {
	if i >= max(m.pattern.captures, 1) {
		state.RaiseError("string.gsub: the replacement uses %%%d, but the pattern has %d captures", i+1, m.pattern.captures)
	}
	return tostring(s.captured(state, m, i, from, to))
}
