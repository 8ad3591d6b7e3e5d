package guest

import "strings"

// A tokenKind says what a token of a script is.
type tokenKind uint8

// The kinds of tokens.
const (
	tokenLine     tokenKind = iota // the end of a line, or of the script
	tokenWord                      // a word, without its quotes
	tokenRedirect                  // > >> 2> 2>> &> <<
	tokenThen                      // ; or &&
	tokenOdd                       // what the subset does not have: | || & ( ) < and the like
)

type token struct {
	kind tokenKind
	text string
}

// operators are the operators of a script, longer ones before their beginnings.
var operators = []struct {
	text string
	kind tokenKind
}{
	{"2>&1", tokenRedirect},
	{"2>>", tokenRedirect},
	{"2>", tokenRedirect},
	{"&>>", tokenRedirect},
	{"&>", tokenRedirect},
	{"<<-", tokenRedirect},
	{"<<", tokenRedirect},
	{">>", tokenRedirect},
	{">", tokenRedirect},
	{";;", tokenOdd},
	{"&&", tokenThen},
	{";", tokenThen},
	{"||", tokenOdd},
	{"|", tokenOdd},
	{"&", tokenOdd},
	{"(", tokenOdd},
	{")", tokenOdd},
	{"<", tokenOdd},
}

// token reads the next token.
func (p *parser) token() token {
	p.skipBlanks()
	if p.rest == "" {
		return token{}
	}
	if p.rest[0] == '\n' {
		p.rest = p.rest[1:]
		p.line++
		return token{}
	}
	for _, o := range operators {
		if rest, ok := strings.CutPrefix(p.rest, o.text); ok {
			p.rest = rest
			if o.text == "2>&1" { // has nothing after it
				return p.token()
			}
			return token{o.kind, strings.TrimSuffix(o.text, "-")}
		}
	}
	return token{tokenWord, p.word()}
}

// skipBlanks skips blanks, continued lines and a comment.
func (p *parser) skipBlanks() {
	for {
		p.rest = strings.TrimLeft(p.rest, " \t\r")
		if rest, ok := strings.CutPrefix(p.rest, "\\\n"); ok {
			p.rest = rest
			p.line++
			continue
		}
		break
	}
	if strings.HasPrefix(p.rest, "#") {
		if end := strings.IndexByte(p.rest, '\n'); end >= 0 {
			p.rest = p.rest[end:]
		} else {
			p.rest = ""
		}
	}
}

// word reads a word and takes its quotes away. What it is to be replaced by, such
// as $NAME and $( ), stays as it is written.
func (p *parser) word() string {
	var b strings.Builder
	for p.rest != "" && !strings.ContainsRune(" \t\r\n;&|<>()", rune(p.rest[0])) {
		switch c := p.rest[0]; {
		case c == '\'':
			b.WriteString(p.quoted('\''))
		case c == '"':
			b.WriteString(p.quoted('"'))
		case c == '`':
			b.WriteString("`" + p.quoted('`') + "`")
		case c == '$' && strings.HasPrefix(p.rest, "$("):
			b.WriteString(p.substitution())
		case c == '\\' && len(p.rest) > 1:
			if p.rest[1] == '\n' {
				p.line++
			} else {
				b.WriteByte(p.rest[1])
			}
			p.rest = p.rest[2:]
		default:
			b.WriteByte(c)
			p.rest = p.rest[1:]
		}
	}
	return b.String()
}

// quoted reads what stands between two quotes; one that is not closed ends with the script.
func (p *parser) quoted(quote byte) string {
	body := p.rest[1:]
	var b strings.Builder
	for at := 0; at < len(body); at++ {
		switch {
		case body[at] == quote:
			p.rest = body[at+1:]
			return b.String()
		case body[at] == '\\' && quote == '"' && at+1 < len(body) && strings.IndexByte(`"\$`+"`", body[at+1]) >= 0:
			at++
		case body[at] == '\n':
			p.line++
		}
		b.WriteByte(body[at])
	}
	p.rest = ""
	return b.String()
}

// substitution reads $( ) with what is in it.
func (p *parser) substitution() string {
	depth := 0
	for at := range len(p.rest) {
		switch p.rest[at] {
		case '\n':
			p.line++
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				text := p.rest[:at+1]
				p.rest = p.rest[at+1:]
				return text
			}
		}
	}
	text := p.rest
	p.rest = ""
	return text
}
