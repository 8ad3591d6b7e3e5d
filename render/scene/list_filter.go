package scene

import (
	"strings"
	"unicode"
)

// A term is one condition of a filter. A thing is listed where all of them hold.
type term struct {
	column *column // that the word must stand in; nil for any
	word   string  // in small letters
}

// terms reads a filter: words that stand anywhere, and conditions such as
// state:running or name:"my server". fault says what could not be read.
func (l *list) terms(filter string) (terms []term, fault string) {
	for _, word := range filterWords(filter) {
		key, value, is := strings.Cut(word, ":")
		if !is || key == "" || strings.ContainsFunc(key, func(r rune) bool { return !unicode.IsLetter(r) && r != '-' }) {
			terms = append(terms, term{word: strings.ToLower(word)})
			continue
		}
		c := l.column(key)
		if c == nil {
			return nil, "There is no " + key + " here to filter by. There are " + l.keys() + "."
		}
		if value != "" { // else it is still being typed
			terms = append(terms, term{c, strings.ToLower(value)})
		}
	}
	return terms, ""
}

// filterWords splits a filter at spaces that are not inside quotes. A quote that is still open reaches to the end.
func filterWords(filter string) (words []string) {
	quoted := false
	for _, part := range strings.FieldsFunc(filter, func(r rune) bool {
		if r == '"' {
			quoted = !quoted
		}
		return r == ' ' && !quoted
	}) {
		if word := strings.ReplaceAll(part, `"`, ""); word != "" {
			words = append(words, word)
		}
	}
	return words
}

// keys returns what the list can be filtered by: "name, id and state".
func (l *list) keys() string {
	var all []string
	for i := range l.columns {
		all = append(all, l.columns[i].key)
	}
	return strings.Join(all[:len(all)-1], ", ") + " and " + all[len(all)-1]
}

// matches reports whether a thing of the list fulfils all terms.
func (l *list) matches(v *view, index uint32, terms []term) bool {
	for _, t := range terms {
		if !l.fulfils(v, index, t) {
			return false
		}
	}
	return true
}

func (l *list) fulfils(v *view, index uint32, t term) bool {
	if t.column != nil {
		return t.column.holds(v, index, t.word)
	}
	for i := range l.columns {
		if strings.Contains(strings.ToLower(l.columns[i].text(v, index)), t.word) {
			return true
		}
	}
	return false
}

// holds reports whether a word stands in the column: a number must be the very one, a text may go on before and after it.
func (c *column) holds(v *view, index uint32, word string) bool {
	text := strings.ToLower(c.text(v, index))
	if c.look == asNumber {
		number, _, _ := strings.Cut(text, " ")
		return text == word || number == word
	}
	return strings.Contains(text, word)
}
