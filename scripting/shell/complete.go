package shell

import (
	"strings"
	"unicode"
)

// A Candidate is one way to go on with a command line.
type Candidate struct {
	Text string // what takes the place of what is typed, quoted as the line needs it
	Help string // what it means, in a few words; may be empty
	Open bool   // the word goes on after it, as after Name=; otherwise a space may follow

	// Needed says that the command cannot do without such a word: it is worth
	// showing before anything of the word is typed.
	Needed bool
}

const (
	// mostCandidates is how many candidates Complete returns.
	mostCandidates = 200
	// mostThings is how many resources Complete looks at, the newest of each kind.
	mostThings = 10_000
)

// Complete returns how the word at a place of a command line can go on, the
// place being in bytes: each candidate would take the place of line[from:to].
// What begins as the word does comes before what only holds it; within both,
// what is needed comes first. The line may be unfinished. Nothing is run, and
// the work is bounded however many resources there are. A shell without
// commands (New) knows its own names alone.
func (s *Shell) Complete(line string, caret int) (from, to int, list []Candidate) {
	caret = min(max(caret, 0), len(line))
	if len(line) > s.limits.Source {
		return caret, caret, nil
	}
	at := scan(line[:caret])
	if at == nil {
		return caret, caret, nil
	}
	o := &offers{part: at.word.text}
	if at.variable {
		s.offerVariables(o, "$")
	} else {
		s.offer(o, at)
	}
	return at.spell(o, line, caret)
}

// offer offers what can stand in the place of the word at the caret.
func (s *Shell) offer(o *offers, at *place) {
	if len(at.words) == 0 {
		s.offerCommands(o, at.piped)
		return
	}
	switch name := at.words[0]; name {
	case "export", "local", "readonly", "read", "unset":
		s.offerVariables(o, "")
	case "sleep":
		o.needed = len(at.words) == 1
		o.addAll(durations(s.until()))
	case "aws", "yard":
		if s.door != nil {
			(&speech{door: s.door, offers: o}).complete(name, at.words[1:])
		}
	}
}

// Offers collects candidates by rank: those that begin with what is typed, and those that hold it.
type offers struct {
	needed  bool   // the command cannot do without the word
	base    string // of the word, what stays as it is: "Name=" of "Name=inst"
	part    string // what is typed of what is offered
	begin   []Candidate
	contain []Candidate
}

// setBase says how much of the word stays as it is.
func (o *offers) setBase(length int) {
	typed := o.base + o.part
	o.base, o.part = typed[:length], typed[length:]
}

// fits reports whether a text would be offered, and there is room for it.
func (o *offers) fits(text string) bool {
	if text == "" || strings.ContainsFunc(text, unicode.IsControl) {
		return false
	}
	if strings.HasPrefix(text, o.part) {
		return len(o.begin) < mostCandidates
	}
	return len(o.contain) < mostCandidates && strings.Contains(strings.ToLower(text), strings.ToLower(o.part))
}

// add offers a text, if it fits.
func (o *offers) add(text, help string) { o.put(Candidate{Text: text, Help: help}) }

// addOpen offers a text after which the word goes on.
func (o *offers) addOpen(text, help string) { o.put(Candidate{Text: text, Help: help, Open: true}) }

func (o *offers) addAll(list []Candidate) {
	for _, c := range list {
		o.put(c)
	}
}

func (o *offers) put(c Candidate) {
	c.Needed = o.needed
	switch {
	case !o.fits(c.Text):
	case strings.HasPrefix(c.Text, o.part):
		o.begin = append(o.begin, c)
	default:
		o.contain = append(o.contain, c)
	}
}

// list returns what was offered, best first and each text once.
func (o *offers) list() []Candidate {
	all := make([]Candidate, 0, len(o.begin)+len(o.contain))
	seen := make(map[string]bool, cap(all))
	for _, c := range o.begin { // what is typed out comes before what is longer
		if c.Text == o.part && !seen[c.Text] {
			all, seen[c.Text] = append(all, c), true
		}
	}
	for _, some := range [][]Candidate{o.begin, o.contain} {
		for _, c := range some {
			if !seen[c.Text] && len(all) < mostCandidates {
				all, seen[c.Text] = append(all, c), true
			}
		}
	}
	return all
}

// spell returns what is offered as the line would spell it, and what it replaces.
func (p *place) spell(o *offers, line string, caret int) (from, to int, list []Candidate) {
	list, to = o.list(), p.wordEnd(line, caret)
	from = p.word.start
	bare := p.word.quote == 0 && p.word.plain
	for i := range list {
		bare = bare && (p.variable || isPlain(o.base+list[i].Text))
	}
	if bare {
		return from + len(o.base), to, list
	}
	for i := range list {
		list[i].Text = quoted(o.base+list[i].Text, p.word.quote, list[i].Open)
	}
	return from, to, list
}

// isPlain reports whether a word needs no quotes.
func isPlain(word string) bool {
	return strings.Trim(word, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./:=,@%+-") == "" && word != ""
}

// quoted spells a word in the quotes that it began with, or in those that it
// needs. One that goes on stays open.
func quoted(word string, quote byte, open bool) string {
	text := word
	switch {
	case quote == '"':
		text = `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "$", `\$`, "`", "\\`").Replace(word)
	case quote == '\'' || !isPlain(word):
		quote = '\''
		text = "'" + strings.ReplaceAll(word, "'", `'\''`)
	}
	if quote != 0 && !open {
		text += string(quote)
	}
	return text
}
