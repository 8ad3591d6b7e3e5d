package form

import (
	"strings"

	"blockyard/sim/op"
)

// Quote returns a text as one word of the shell.
func Quote(word string) string {
	if word != "" && !strings.ContainsFunc(word, unsafe) {
		return word
	}
	return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
}

// unsafe reports whether a letter means something to the shell.
func unsafe(r rune) bool {
	return !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("_./:=,@%+-", r))
}

// join returns words as a line of the shell.
func join(words []string) string {
	quoted := make([]string, len(words))
	for i, word := range words {
		quoted[i] = Quote(word)
	}
	return strings.Join(quoted, " ")
}

// Split returns the words of a line of the shell without variables and the
// like: words are separated by space; quotes and backslashes are understood,
// and a quote that is not closed ends with the line.
func Split(line string) (words []string) {
	var word strings.Builder
	begun, quote := false, byte(0)
	for i := 0; i < len(line); i++ {
		c := line[i]
		switch {
		case quote != 0 && c == quote:
			quote = 0
		case c == '\\' && quote != '\'' && i+1 < len(line):
			i++
			word.WriteByte(line[i])
			begun = true
		case quote != 0:
			word.WriteByte(c)
		case c == '\'' || c == '"':
			quote, begun = c, true
		case c == ' ' || c == '\t' || c == '\n':
			if begun {
				words = append(words, word.String())
			}
			word.Reset()
			begun = false
		default:
			word.WriteByte(c)
			begun = true
		}
	}
	if begun {
		words = append(words, word.String())
	}
	return words
}

// words returns the command of what was filled in: flags in the registry's order, whatever is missing.
func (d *draft) words() []string {
	words := []string{"aws", d.op.Service, d.op.Verb}
	if d.op.Service == "yard" {
		words = words[1:]
	}
	for _, p := range d.parameters() {
		words = p.appendWords(words, d.valueOf(p.slot, true))
	}
	if d.region() != home {
		words = append(words, "--region", d.region())
	}
	if d.Profile != "" && d.Profile != "default" {
		words = append(words, "--profile", d.Profile)
	}
	return words
}

// appendWords appends a flag with its value.
func (p *parameter) appendWords(words []string, v op.Value) []string {
	switch {
	case v.IsNull():
		return words
	case v.Kind() == op.Bool && v.Bool():
		return append(words, "--"+p.flag)
	case v.Kind() == op.Bool:
		return append(words, "--"+p.negative)
	case v.Kind() == op.List && p.kind.Item.Kind != op.Object:
		words = append(words, "--"+p.flag)
		for _, item := range v.Items() {
			words = append(words, item.Scalar())
		}
		return words
	case v.Kind() == op.List || v.Kind() == op.Object:
		return append(words, "--"+p.flag, v.String())
	case strings.HasPrefix(v.Scalar(), "-"):
		return append(words, "--"+p.flag+"="+v.Scalar())
	}
	return append(words, "--"+p.flag, v.Scalar())
}
