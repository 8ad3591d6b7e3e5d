package shell

import (
	"strings"

	"mvdan.cc/sh/v3/syntax"
)

// A place is where the caret stands in a command line.
type place struct {
	words    []string // the words of the command before the one at the caret, unquoted
	word     partWord
	open     byte // the quote that is open at the caret, or 0
	piped    bool // the command reads from a pipe
	variable bool // the word is a variable's name, with its $
}

// A partWord is a word up to the caret.
type partWord struct {
	start int    // in the line
	text  string // unquoted
	quote byte   // the quote that the whole word began with, or 0
	plain bool   // it is spelled as it reads: neither quotes nor escapes in it
}

// scan finds out what is being typed at the end of a source: it reads the
// words of the command that the end lies in, however many quotes, substitutions
// and blocks are still open around it. It returns nil where nothing can be
// completed: in comments, arithmetic, here-documents, names of files, and words
// with expansions in them.
func scan(source string) *place {
	s := &scanner{source: source, levels: []level{{}}}
	for s.at < len(source) && !s.lost {
		s.next()
	}
	l := s.top()
	switch {
	case s.lost || l.closer == '+' || l.redirected:
		return nil
	case s.name > 0:
		return s.variablePlace()
	case l.closer == '}' || l.word.expanded:
		return nil
	}
	p := &place{words: l.words, piped: l.piped, open: l.quote, word: partWord{start: s.at, plain: true}}
	if l.inWord {
		p.word = l.word.partWord
		p.word.text = string(l.word.letters)
	}
	return p
}

// A scanner reads a source letter by letter. Each level is a $( ), a block or a ${ } that is open.
type scanner struct {
	source  string
	at      int
	levels  []level
	lost    bool // what follows is no command
	heredoc bool // the next line begins a here-document
	name    int  // one more than where the $ stands of a name that ends at the end of the source, or 0
}

// A level is a command list within the source.
type level struct {
	closer     byte // what ends it: ')', '`', '}' of ${ }, '+' for the ) of arithmetic; 0 at the outermost
	words      []string
	word       openWord
	inWord     bool
	quote      byte // that is open
	piped      bool
	redirected bool // the word at hand names a file or a stream
	inside     bool // it is a word's part: the outer word goes on behind it
}

// An openWord is a word that is being read.
type openWord struct {
	partWord
	letters     []byte
	expanded    bool // what stands in it is known only when it runs
	closedAtEnd bool // its quote was closed by the letter before
}

func (s *scanner) top() *level { return &s.levels[len(s.levels)-1] }

// next reads one letter, or what belongs together.
func (s *scanner) next() {
	l, c := s.top(), s.source[s.at]
	s.name = 0
	switch {
	case l.quote == '\'':
		s.at++
		if c == '\'' {
			l.closeQuote()
		} else {
			l.word.letters = append(l.word.letters, c)
		}
	case c == '\\':
		s.escape(l)
	case c == '$':
		s.dollar(l)
	case c == '`':
		s.backquote(l)
	case c == '"':
		s.at++
		s.doubleQuote(l)
	case l.quote == '"':
		s.at++
		l.word.letters = append(l.word.letters, c)
	case l.closer == '}':
		s.at++
		if c == '}' {
			s.pop()
		}
	default:
		s.bare(l, c)
	}
}

// bare reads a letter outside of quotes.
func (s *scanner) bare(l *level, c byte) {
	s.at++
	switch c {
	case ' ', '\t', '\r':
		l.endWord()
	case '\n':
		l.endCommand(false)
		s.lost = s.heredoc
	case ';', '&':
		l.endCommand(false)
	case '|':
		l.endCommand(s.peek() != '|')
		if s.peek() == '|' || s.peek() == '&' {
			s.at++
		}
	case '(':
		s.openParenthesis(l)
	case ')':
		s.closeParenthesis(l)
	case '<', '>':
		s.redirect(l, c)
	case '\'':
		l.begin(s.at - 1)
		l.openQuote('\'', s.at-1)
	case '#':
		if !l.inWord {
			s.skipComment()
			return
		}
		l.letter(c, s.at-1)
	default:
		l.letter(c, s.at-1)
	}
}

func (s *scanner) peek() byte {
	if s.at < len(s.source) {
		return s.source[s.at]
	}
	return 0
}

// skipComment goes to the end of the line; a comment at the end of the source is no command.
func (s *scanner) skipComment() {
	end := strings.IndexByte(s.source[s.at:], '\n')
	if s.lost = end < 0; !s.lost {
		s.at += end
	}
}

// redirect reads > and its kin: the word after it is no word of the command.
func (s *scanner) redirect(l *level, c byte) {
	if l.inWord && strings.Trim(string(l.word.letters), "0123456789") == "" {
		l.drop() // the number of a stream
	}
	l.endWord()
	s.lost = len(l.words) == 0
	if c == '<' && s.peek() == '<' {
		s.at++
		if s.peek() == '<' {
			s.at++
		} else {
			s.heredoc = true
		}
	}
	for s.peek() == '>' || s.peek() == '&' || s.peek() == '|' || s.peek() == '-' {
		s.at++
	}
	l.redirected = true
}

// openParenthesis begins a block, where a command can begin, or the name() of a function.
func (s *scanner) openParenthesis(l *level) {
	inner := level{closer: ')'}
	if l.closer == '+' {
		inner.closer = '+'
	} else if l.inWord || len(l.words) > 0 {
		s.lost = s.peek() != ')'
	} else {
		s.lost = s.peek() == '(' // arithmetic
	}
	l.endCommand(false)
	s.push(inner)
}

func (s *scanner) closeParenthesis(l *level) {
	switch {
	case l.closer == ')' || l.closer == '+':
		s.pop()
	default:
		l.endCommand(false) // of a case's pattern
	}
}

func (s *scanner) escape(l *level) {
	start := s.at
	s.at++
	if s.at == len(s.source) {
		s.lost = true // what the backslash is before is still to come
		return
	}
	c := s.source[s.at]
	s.at++
	switch {
	case c == '\n':
		return
	case l.quote == '"' && !strings.ContainsRune("$`\"\\", rune(c)):
		l.word.letters = append(l.word.letters, '\\')
	}
	l.begin(start)
	l.word.plain = false
	if l.quote == 0 {
		l.word.quote = 0
	}
	l.word.letters = append(l.word.letters, c)
}

func (s *scanner) doubleQuote(l *level) {
	if l.quote == '"' {
		l.closeQuote()
		return
	}
	if l.closer == '}' || l.closer == '+' {
		s.lost = true
		return
	}
	l.begin(s.at - 1)
	l.openQuote('"', s.at-1)
}

// dollar reads $name, ${, $( and $((.
func (s *scanner) dollar(l *level) {
	start := s.at
	s.at++
	s.lost = l.closer == '}' // what ${x:-…} falls back to
	l.begin(start)
	l.word.plain = false
	switch c := s.peek(); {
	case strings.HasPrefix(s.source[s.at:], "(("):
		s.at += 2
		s.push(level{closer: '+', inside: true}, level{closer: '+', inside: true})
	case c == '(':
		s.at++
		s.push(level{closer: ')', inside: true})
	case c == '{':
		s.at++
		s.push(level{closer: '}', inside: true, word: openWord{partWord: partWord{start: start}}})
		s.readName(start)
	case c == '\'' || c == '"':
		l.word.letters = append(l.word.letters, '$')
	default:
		s.readName(start)
		l.word.expanded = true
	}
}

// readName reads the name of a variable; where it ends the source, it is what is being typed.
func (s *scanner) readName(dollar int) {
	begin := s.at
	for s.at < len(s.source) && isNameLetter(s.source[s.at]) {
		s.at++
	}
	switch {
	case s.at < len(s.source) && s.at == begin && s.source[dollar+1] != '{' && strings.IndexByte("?#@*!$-0123456789", s.source[s.at]) >= 0:
		s.at++
	case s.at == len(s.source):
		s.name = dollar + 1
	}
}

func isNameLetter(c byte) bool {
	return c == '_' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9'
}

func (s *scanner) backquote(l *level) {
	s.at++
	if l.closer == '`' && l.quote == 0 {
		s.pop()
		return
	}
	l.begin(s.at - 1)
	s.push(level{closer: '`', inside: true})
}

const mostLevels = 100

func (s *scanner) push(inner ...level) {
	s.levels = append(s.levels, inner...)
	s.lost = s.lost || len(s.levels) > mostLevels
}

// pop leaves a level: a substitution is a part of the word around it, a block a command.
func (s *scanner) pop() {
	inside := s.top().inside
	s.levels = s.levels[:len(s.levels)-1]
	if l := s.top(); inside {
		l.inWord, l.word.expanded = true, true
	} else {
		l.endCommand(false)
	}
}

// variablePlace is the place of a variable's name, which begins with its $.
func (s *scanner) variablePlace() *place {
	start := s.name - 1
	name := s.source[start:]
	return &place{variable: true, word: partWord{start: start, text: name, plain: true}}
}

// begin begins a word, unless one has begun.
func (l *level) begin(start int) {
	if !l.inWord {
		l.word = openWord{partWord: partWord{start: start, plain: true}}
		l.inWord = true
	}
}

func (l *level) letter(c byte, at int) {
	l.begin(at)
	if l.word.closedAtEnd {
		l.word.closedAtEnd, l.word.quote = false, 0
	}
	l.word.letters = append(l.word.letters, c)
}

func (l *level) openQuote(quote byte, at int) {
	if at == l.word.start {
		l.word.quote = quote
	} else {
		l.word.quote = 0
	}
	l.quote, l.word.plain, l.word.closedAtEnd = quote, false, false
}

func (l *level) closeQuote() { l.quote, l.word.closedAtEnd = 0, true }

// drop forgets the word at hand.
func (l *level) drop() { l.word, l.inWord = openWord{}, false }

// opening are the words after which a command begins, and those that end one.
var opening = map[string]bool{
	"if": true, "then": true, "elif": true, "else": true, "while": true, "until": true, "do": true, "!": true, "{": true,
	"done": true, "fi": true, "esac": true, "}": true,
}

// endWord takes the word at hand into the command, unless it only sets something up for it.
func (l *level) endWord() {
	if !l.inWord {
		return
	}
	text, plain := string(l.word.letters), l.word.plain
	name, _, assigns := strings.Cut(text, "=")
	switch {
	case l.redirected:
		l.redirected = false
	case len(l.words) == 0 && plain && opening[text]:
	case len(l.words) == 0 && assigns && syntax.ValidName(name):
	default:
		l.words = append(l.words, text)
	}
	l.drop()
}

func (l *level) endCommand(piped bool) {
	l.endWord()
	l.words, l.piped, l.redirected = nil, piped, false
}

// wordEnd returns where the word ends that the caret is in. A word that goes on
// with quotes or expansions, or whose quote is never closed, ends at the caret.
func (p *place) wordEnd(line string, caret int) int {
	rest := line[caret:]
	if p.variable {
		end := caret + len(rest) - len(strings.TrimLeft(rest, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_"))
		if strings.HasPrefix(p.word.text, "${") && end < len(line) && line[end] == '}' {
			end++
		}
		return end
	}
	if p.open != 0 {
		return caret + p.untilClosed(rest)
	}
	end := strings.IndexAny(rest, separators+"`\"'$\\")
	switch {
	case end < 0:
		return len(line)
	case strings.IndexByte(separators, rest[end]) >= 0:
		return caret + end
	}
	return caret
}

// separators end a word.
const separators = " \t\r\n;|&()<>"

// untilClosed returns how much of the rest belongs to the quoted word at the caret.
func (p *place) untilClosed(rest string) int {
	end := strings.IndexByte(rest, p.open)
	switch {
	case p.word.quote != p.open || end < 0 || p.open == '"' && strings.ContainsAny(rest[:end], "\\$`"):
		return 0
	case end+1 == len(rest) || strings.IndexByte(separators, rest[end+1]) >= 0:
		return end + 1
	}
	return 0
}
