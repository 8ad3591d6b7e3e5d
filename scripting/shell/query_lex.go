package shell

import (
	"errors"
	"strconv"
	"strings"
	"unicode/utf8"

	"blockyard/sim/op"
)

// A queryToken is one word of an expression. Its kind is spelled as in the
// messages of the AWS CLI.
type queryToken struct {
	kind    string
	text    string   // as it stands in the expression, or the name of an identifier
	literal op.Value // for literals
	number  int      // for numbers
	at      int      // byte in the expression
}

// simpleTokens are the tokens of one character.
var simpleTokens = map[byte]string{
	'.': "dot", '*': "star", ']': "rbracket", ',': "comma", ':': "colon", '@': "current",
	'(': "lparen", ')': "rparen", '{': "lbrace", '}': "rbrace",
}

// pairedTokens are the tokens whose second character decides, by the first
// character: that second character, then the kinds with and without it.
var pairedTokens = map[byte][3]string{
	'|': {"|", "or", "pipe"}, '&': {"&", "and", "expref"}, '<': {"=", "lte", "lt"},
	'>': {"=", "gte", "gt"}, '!': {"=", "ne", "not"}, '=': {"=", "eq", ""},
}

// A queryLexer cuts an expression into tokens.
type queryLexer struct {
	source string
	at     int
	tokens []queryToken
}

// queryTokens returns the tokens of an expression with an eof at the end.
func queryTokens(source string) []queryToken {
	l := &queryLexer{source: source}
	for l.at < len(source) {
		l.next()
	}
	return append(l.tokens, queryToken{kind: "eof", at: len(source)})
}

// fail refuses the expression and points at a place in it.
func (l *queryLexer) fail(at int, message string) {
	badQuery(l.source, "Bad jmespath expression: "+message+":\n"+l.source+"\n"+spaces(utf8.RuneCountInString(l.source[:at]))+"^")
}

// badQuery refuses an expression as the AWS CLI does.
func badQuery(source, message string) {
	panic(queryError("Bad value for --query " + source + ": " + message))
}

func spaces(n int) string { return strings.Repeat(" ", n) }

// add appends a token that ends at end.
func (l *queryLexer) add(t queryToken, end int) {
	t.at = l.at
	if t.text == "" && t.kind != "quoted_identifier" {
		t.text = l.source[l.at:end]
	}
	l.tokens = append(l.tokens, t)
	l.at = end
}

// next reads one token or one space.
func (l *queryLexer) next() {
	c := l.source[l.at]
	pair, isPair := pairedTokens[c]
	switch {
	case c == ' ' || c == '\t' || c == '\n' || c == '\r':
		l.at++
	case simpleTokens[c] != "":
		l.add(queryToken{kind: simpleTokens[c]}, l.at+1)
	case isPair:
		l.pair(pair)
	case c == '[':
		l.bracket()
	case isNameByte(c) && (c < '0' || c > '9'):
		l.add(queryToken{kind: "unquoted_identifier"}, l.end(isNameByte))
	case c == '-' || '0' <= c && c <= '9':
		l.number()
	case c == '\'':
		text, end := l.delimited('\'')
		l.add(queryToken{kind: "literal", literal: op.StringValue(strings.ReplaceAll(text, `\'`, "'"))}, end)
	case c == '"':
		l.quotedIdentifier()
	case c == '`':
		l.literal()
	default:
		l.fail(l.at, "Unknown token "+firstRune(l.source[l.at:]))
	}
}

func isNameByte(c byte) bool {
	return c == '_' || '0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'z'
}

// end returns where the run of bytes that starts after the first one ends.
func (l *queryLexer) end(in func(byte) bool) int {
	end := l.at + 1
	for end < len(l.source) && in(l.source[end]) {
		end++
	}
	return end
}

func (l *queryLexer) pair(p [3]string) {
	if strings.HasPrefix(l.source[l.at+1:], p[0]) {
		l.add(queryToken{kind: p[1]}, l.at+2)
		return
	}
	if p[2] == "" {
		l.fail(l.at, "Unknown token '='")
	}
	l.add(queryToken{kind: p[2]}, l.at+1)
}

func (l *queryLexer) bracket() {
	switch rest := l.source[l.at+1:]; {
	case strings.HasPrefix(rest, "]"):
		l.add(queryToken{kind: "flatten"}, l.at+2)
	case strings.HasPrefix(rest, "?"):
		l.add(queryToken{kind: "filter"}, l.at+2)
	default:
		l.add(queryToken{kind: "lbracket"}, l.at+1)
	}
}

func (l *queryLexer) number() {
	end := l.end(func(c byte) bool { return '0' <= c && c <= '9' })
	// 32 bits, so that the page and the desktop refuse the same numbers.
	n, err := strconv.ParseInt(l.source[l.at:end], 10, 32)
	if err != nil {
		l.fail(l.at, "Unknown token '"+l.source[l.at:end]+"'")
	}
	l.add(queryToken{kind: "number", number: int(n)}, end)
}

// delimited returns what stands between two delimiters, with its escapes, and where it ends.
func (l *queryLexer) delimited(delimiter byte) (text string, end int) {
	for i := l.at + 1; i < len(l.source); i++ {
		switch l.source[i] {
		case '\\':
			i++
		case delimiter:
			return l.source[l.at+1 : i], i + 1
		}
	}
	l.fail(l.at, "Unclosed "+string(rune(delimiter))+" delimiter")
	return "", 0
}

func (l *queryLexer) quotedIdentifier() {
	text, end := l.delimited('"')
	name, err := parseJSON(`"` + text + `"`)
	if err != nil {
		l.fail(l.at, err.Error())
	}
	l.add(queryToken{kind: "quoted_identifier", text: name.Str()}, end)
}

// literal reads `…`: JSON, or else a text, as in State.Name==`running`.
func (l *queryLexer) literal() {
	text, end := l.delimited('`')
	text = strings.ReplaceAll(text, "\\`", "`")
	v, err := parseJSON(text)
	if err != nil && !errors.Is(err, errJSON) {
		l.fail(l.at, err.Error())
	}
	if err != nil {
		v, err = parseJSON(`"` + strings.TrimLeft(text, " \t\n\r") + `"`)
	}
	if err != nil {
		l.fail(l.at, "Bad token "+text)
	}
	l.add(queryToken{kind: "literal", literal: v}, end)
}
