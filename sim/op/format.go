package op

import (
	"fmt"
	"strings"
)

// Words returns the canonical command line of an input:
//
//	["aws", "ec2", "attach-volume", "--device", "/dev/sdf", "--instance-id", …]
//
// Parameters stand in the registry's order; scalars as they are, lists of
// scalars as several words, everything structured as one word of JSON. ParseArgs of all but the first word
// gives the same input, with and without sugar.
func (o *Operation) Words(in any) []string {
	values := make([]Value, len(o.In.Members))
	next := 0
	for _, f := range o.Encode(in).Fields() {
		next = o.In.find(f.Name, next, JSONNames)
		values[next] = f.Value
	}
	words := []string{"aws", o.Service, o.Verb}
	var document []Field
	for i := range o.flags {
		f := &o.flags[i]
		switch v := f.valueOf(values); {
		case v.IsNull():
		case v.Kind() == String && isFileReference(v.Str()):
			document = append(document, Field{o.In.Members[f.members[0]].Name, v})
		default:
			words = f.appendWords(words, v)
		}
	}
	if document != nil { // the only spelling that does not ask for a file
		words = append(words, "--cli-input-json", ObjectValue(document...).String())
	}
	return words
}

// valueOf returns the flag's value as users write it, from values by member; null when it is not given.
func (f *Flag) valueOf(values []Value) Value {
	switch {
	case f.Sugar:
		return Value{}
	case f.irregular != nil:
		own := make([]Value, len(f.members))
		for i, at := range f.members {
			own[i] = values[at]
		}
		return StringValue(f.irregular.word(own))
	}
	v := values[f.members[0]]
	if f.base64 && v.Kind() == String {
		text, ok := decodeBase64(v.Str())
		if !ok {
			panic(fmt.Sprintf("op: --%s is not text in base64: %s", f.Name, clip(v.Str())))
		}
		return StringValue(text)
	}
	return v
}

func (f *Flag) appendWords(words []string, v Value) []string {
	switch {
	case v.Kind() == Bool && v.Bool():
		return append(words, "--"+f.Name)
	case v.Kind() == Bool:
		return append(words, "--"+f.Negative)
	case v.Kind() == List && f.isPlain(v.Items()):
		words = append(words, "--"+f.Name)
		for _, item := range v.Items() {
			words = append(words, item.Scalar())
		}
		return words
	case v.Kind() == List || v.Kind() == Object:
		return append(words, "--"+f.Name, v.String())
	case strings.HasPrefix(v.Scalar(), "-"):
		return append(words, "--"+f.Name+"="+v.Scalar())
	}
	return append(words, "--"+f.Name, v.Scalar())
}

// isPlain reports whether the items can stand as words of their own and be read as the same items again.
func (f *Flag) isPlain(items []Value) bool {
	if f.Type.Item.Kind == Object {
		return false
	}
	for _, item := range items {
		text := item.Scalar()
		if strings.HasPrefix(text, "-") || startsWith(text, '[') || isFileReference(text) {
			return false
		}
	}
	return true
}

// AppendWords appends a line of the journal: the words separated by one
// space. A word that is empty or has anything but letters, digits and
// _ . / : = , @ % + - is written as a JSON string. SplitWords is the inverse.
func AppendWords(b []byte, words []string) []byte {
	for i, word := range words {
		if i > 0 {
			b = append(b, ' ')
		}
		if isBareWord(word) {
			b = append(b, word...)
		} else {
			b = AppendQuoted(b, word)
		}
	}
	return b
}

func isBareWord(word string) bool {
	for i := range len(word) {
		c := word[i]
		if !isUpper(c) && !isLower(c) && !isDigit(c) && strings.IndexByte("_./:=,@%+-", c) < 0 {
			return false
		}
	}
	return word != ""
}

// SplitWords reads a line that AppendWords wrote. Nothing is expanded and
// nothing else is understood; an empty line has no words.
func SplitWords(line string) ([]string, error) {
	var words []string
	r := jsonReader{text: line}
	for r.at < len(line) {
		if len(words) > 0 {
			if r.peek() != ' ' {
				return nil, r.wrong("one space")
			}
			r.at++
		}
		word, err := r.journalWord()
		if err != nil {
			return nil, err
		}
		words = append(words, word)
	}
	return words, nil
}

// journalWord reads a bare word or a JSON string.
func (r *jsonReader) journalWord() (string, error) {
	if r.peek() == '"' {
		return r.quoted()
	}
	rest := r.text[r.at:]
	end := strings.IndexByte(rest, ' ')
	if end < 0 {
		end = len(rest)
	}
	if !isBareWord(rest[:end]) {
		return "", r.wrong("a word, or a JSON string")
	}
	r.at += end
	return rest[:end], nil
}
