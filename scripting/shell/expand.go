package shell

import (
	"strings"

	"mvdan.cc/sh/v3/syntax"
)

// An expansion turns the parts of words into text. The zero modes split
// unquoted values into fields, as the words of a command are.
type expansion struct {
	shell   *Shell
	literal bool // never split: assignments, case, here-documents
	pattern bool // quoted text matches itself: * becomes \*

	done    []string // finished fields
	current []byte   // the field under way
	open    bool     // whether there is a field under way, even an empty one
	total   int      // bytes in done
}

// fields expands the words of a command or a loop. Nothing is ever matched
// against files: words with *, ? or [ reach the command as they are.
func (s *Shell) fields(words []*syntax.Word) []string {
	ex := expansion{shell: s}
	for _, word := range words {
		for _, one := range s.braces(word) {
			ex.word(one)
			ex.endField()
		}
	}
	return ex.done
}

// text expands a word to one text, without splitting.
func (s *Shell) text(word *syntax.Word) string {
	if word == nil {
		return ""
	}
	ex := expansion{shell: s, literal: true}
	ex.word(word)
	return ex.finish()
}

// pattern expands a word to a pattern for match.
func (s *Shell) pattern(word *syntax.Word) string {
	if word == nil {
		return ""
	}
	ex := expansion{shell: s, literal: true, pattern: true}
	ex.word(word)
	return ex.finish()
}

// finish returns the text of a literal expansion.
func (ex *expansion) finish() string { return string(ex.current) }

// word expands one word.
func (ex *expansion) word(word *syntax.Word) {
	ex.shell.enter()
	for _, part := range word.Parts {
		ex.part(part, false)
	}
	ex.shell.depth--
}

// part expands one part of a word.
func (ex *expansion) part(part syntax.WordPart, quoted bool) {
	s := ex.shell
	switch p := part.(type) {
	case *syntax.Lit:
		ex.literalPart(p.Value, quoted)
	case *syntax.SglQuoted:
		text := p.Value
		if p.Dollar {
			text = decodeQuoted(text)
		}
		ex.quoted(text)
	case *syntax.DblQuoted:
		ex.doubleQuoted(p)
	case *syntax.ParamExp:
		s.enter()
		ex.parameter(p, quoted)
		s.depth--
	case *syntax.CmdSubst:
		ex.value(s.substitute(p.Stmts), quoted)
	case *syntax.ArithmExp:
		ex.value(formatInt(s.arithmetic(p.X)), quoted)
	default:
		s.stop(Refused, "This form of word is no part of this shell.")
	}
}

// literalPart adds source text: outside quotes a backslash makes the next
// character plain, inside only before the few that are special there.
func (ex *expansion) literalPart(text string, quoted bool) {
	switch {
	case quoted:
		ex.quoted(unescape(text, "$`\"\\\n"))
	case ex.pattern:
		ex.add(text) // match reads the backslashes
	default:
		ex.add(unescape(text, ""))
	}
}

// doubleQuoted expands "…". "$@" alone may give no field at all.
func (ex *expansion) doubleQuoted(q *syntax.DblQuoted) {
	if len(q.Parts) == 1 && isArgumentList(q.Parts[0]) && len(ex.shell.arguments) == 0 {
		return
	}
	ex.open = true
	for _, part := range q.Parts {
		ex.part(part, true)
	}
}

// isArgumentList reports whether a part is $@.
func isArgumentList(part syntax.WordPart) bool {
	p, ok := part.(*syntax.ParamExp)
	return ok && p.Param.Value == "@" && !p.Length
}

// quoted adds text that never splits and, in a pattern, matches itself.
func (ex *expansion) quoted(text string) {
	if ex.pattern {
		text = escapePattern(text)
	}
	ex.add(text)
}

// value adds the result of an expansion.
func (ex *expansion) value(text string, quoted bool) {
	switch {
	case quoted:
		ex.quoted(text)
	case ex.literal:
		ex.add(text)
	default:
		ex.split(text)
	}
}

// add appends text to the field under way.
func (ex *expansion) add(text string) {
	ex.open = true
	ex.shell.spendText(len(text))
	ex.current = append(ex.current, text...)
	ex.shell.checkText(ex.total+len(ex.current), "This word")
}

// endField finishes the field under way, if there is one.
func (ex *expansion) endField() {
	if !ex.open {
		return
	}
	s := ex.shell
	s.spend(1)
	ex.done = append(ex.done, string(ex.current))
	ex.total += len(ex.current)
	ex.current, ex.open = ex.current[:0], false
	if len(ex.done) > s.limits.Words {
		s.stop(LimitReached, "This makes more than "+decimal(s.limits.Words)+" words: use a smaller range or list.")
	}
}

// split adds the fields of an unquoted value.
func (ex *expansion) split(text string) {
	separators := ex.shell.separators()
	for i, rest := 0, text; rest != ""; i++ {
		end := strings.IndexAny(rest, separators)
		if separators == "" || end < 0 {
			ex.add(rest)
			return
		}
		if end > 0 {
			ex.add(rest[:end])
		} else if i > 0 || !isSpace(rest[0]) {
			ex.open = true // between two commas there is an empty field
		}
		ex.endField()
		rest = skipSeparator(rest[end:], separators)
	}
}

// separators returns the characters between fields: $IFS, or space, tab and newline.
func (s *Shell) separators() string {
	if v, ok := s.variables["IFS"]; ok {
		return v.text
	}
	return " \t\n"
}

// isSpace reports whether a separator joins with its neighbours.
func isSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\n' }

// skipSeparator drops one separator: any run of spaces with at most one other character in it.
func skipSeparator(text, separators string) string {
	spaces := spacesOf(separators)
	text = strings.TrimLeft(text, spaces)
	if text != "" && !isSpace(text[0]) && strings.IndexByte(separators, text[0]) >= 0 {
		text = strings.TrimLeft(text[1:], spaces)
	}
	return text
}

// spacesOf returns the separators that are spaces.
func spacesOf(separators string) string {
	return strings.Map(func(r rune) rune {
		if r < 0x80 && isSpace(byte(r)) {
			return r
		}
		return -1
	}, separators)
}

// firstField takes the first field off a line, for read.
func firstField(line, separators string) (field, rest string) {
	line = strings.TrimLeft(line, spacesOf(separators))
	end := strings.IndexAny(line, separators)
	if end < 0 {
		return line, ""
	}
	return line[:end], skipSeparator(line[end:], separators)
}

// trimSeparators takes the spaces off both ends of the last field of read.
func trimSeparators(line, separators string) string {
	return strings.Trim(line, spacesOf(separators))
}

// substitute runs $( … ) and returns what it wrote, without the newlines at the end.
func (s *Shell) substitute(list []*syntax.Stmt) string {
	outer, line := s.streams, s.line
	inner := s.buffer(s.limits.Text)
	s.streams.out = inner
	s.enter()
	s.status = 0
	s.subshell(func() { s.statements(list) })
	s.depth--
	s.streams, s.line = outer, line
	s.substituted = s.status
	return strings.TrimRight(inner.String(), "\n")
}
