package op

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// maxDepth bounds how deep lists and structures that users write may nest.
const maxDepth = 32

// ParseJSON reads one JSON value. The order of an object's fields is kept.
// Numbers must be whole and fit in 64 bits, since no parameter of any
// operation is a fraction; a fraction of zeros ("8.0") is accepted.
func ParseJSON(text string) (Value, error) {
	r := jsonReader{text: text}
	v, err := r.value(0)
	if err != nil {
		return Value{}, err
	}
	if r.skipSpace(); r.at < len(text) {
		return Value{}, r.wrong("nothing more")
	}
	return v, nil
}

// A jsonReader reads JSON values from text, from at on.
type jsonReader struct {
	text string
	at   int
}

func (r *jsonReader) wrong(expected string) error {
	found := "the end"
	if r.at < len(r.text) {
		letter, _ := utf8.DecodeRuneInString(r.text[r.at:])
		found = strconv.QuoteRune(letter)
	}
	return fmt.Errorf("expected %s at character %d, found %s", expected, utf8.RuneCountInString(r.text[:r.at])+1, found)
}

func (r *jsonReader) skipSpace() {
	for r.at < len(r.text) && strings.IndexByte(" \t\r\n", r.text[r.at]) >= 0 {
		r.at++
	}
}

// peek returns the next byte, 0 at the end.
func (r *jsonReader) peek() byte {
	if r.at < len(r.text) {
		return r.text[r.at]
	}
	return 0
}

// take skips space and then the given byte, and reports whether it was there.
func (r *jsonReader) take(c byte) bool {
	r.skipSpace()
	if r.peek() != c {
		return false
	}
	r.at++
	return true
}

func (r *jsonReader) value(depth int) (Value, error) {
	if depth > maxDepth {
		return Value{}, fmt.Errorf("lists and structures nest over %d deep", maxDepth)
	}
	r.skipSpace()
	switch c := r.peek(); {
	case c == '{':
		return r.object(depth)
	case c == '[':
		return r.list(depth)
	case c == '"':
		s, err := r.quoted()
		return StringValue(s), err
	case c == '-' || isDigit(c):
		return r.number()
	default:
		return r.word()
	}
}

func (r *jsonReader) word() (Value, error) {
	for _, w := range []struct {
		text  string
		value Value
	}{{"true", BoolValue(true)}, {"false", BoolValue(false)}, {"null", Value{}}} {
		if strings.HasPrefix(r.text[r.at:], w.text) {
			r.at += len(w.text)
			return w.value, nil
		}
	}
	return Value{}, r.wrong("a JSON value")
}

func (r *jsonReader) number() (Value, error) {
	begin := r.at
	for r.at < len(r.text) && (isDigit(r.text[r.at]) || strings.IndexByte("+-.eE", r.text[r.at]) >= 0) {
		r.at++
	}
	whole, fraction, dotted := strings.Cut(r.text[begin:r.at], ".")
	n, err := strconv.ParseInt(whole, 10, 64)
	padded := strings.TrimPrefix(whole, "-")
	if err != nil || len(padded) > 1 && padded[0] == '0' || dotted && (fraction == "" || strings.Trim(fraction, "0") != "") {
		r.at = begin
		return Value{}, r.wrong("a whole number of at most 64 bits")
	}
	return IntValue(n), nil
}

func (r *jsonReader) list(depth int) (Value, error) {
	r.at++
	items := []Value{}
	for !r.take(']') {
		if len(items) > 0 && !r.take(',') {
			return Value{}, r.wrong("',' or ']'")
		}
		item, err := r.value(depth + 1)
		if err != nil {
			return Value{}, err
		}
		items = append(items, item)
	}
	return ListValue(items...), nil
}

func (r *jsonReader) object(depth int) (Value, error) {
	r.at++
	fields := []Field{}
	for !r.take('}') {
		if len(fields) > 0 && !r.take(',') {
			return Value{}, r.wrong("',' or '}'")
		}
		if r.skipSpace(); r.peek() != '"' {
			return Value{}, r.wrong("a name in double quotes")
		}
		name, err := r.quoted()
		if err != nil {
			return Value{}, err
		}
		if !r.take(':') {
			return Value{}, r.wrong("':'")
		}
		v, err := r.value(depth + 1)
		if err != nil {
			return Value{}, err
		}
		fields = append(fields, Field{name, v})
	}
	return ObjectValue(fields...), nil
}

// quoted reads a string; the opening quote is next.
func (r *jsonReader) quoted() (string, error) {
	r.at++
	begin := r.at
	for r.at < len(r.text) && r.text[r.at] != '"' && r.text[r.at] != '\\' && r.text[r.at] >= ' ' {
		r.at++
	}
	if r.peek() == '"' { // nothing to unescape
		r.at++
		return r.valid(r.text[begin : r.at-1])
	}
	b := []byte(r.text[begin:r.at])
	for r.at < len(r.text) {
		c := r.text[r.at]
		switch {
		case c == '"':
			r.at++
			return r.valid(string(b))
		case c < ' ':
			return "", r.wrong(`an escape such as \n instead of a control character`)
		case c != '\\':
			b = append(b, c)
			r.at++
		default:
			letter, err := r.escape()
			if err != nil {
				return "", err
			}
			b = utf8.AppendRune(b, letter)
		}
	}
	return "", r.wrong("a closing double quote")
}

func (r *jsonReader) valid(s string) (string, error) {
	if !utf8.ValidString(s) {
		return "", fmt.Errorf("the text is not UTF-8")
	}
	return s, nil
}

// escape reads an escape; its backslash is next. Half a surrogate pair becomes U+FFFD.
func (r *jsonReader) escape() (rune, error) {
	const letters, meanings = `"\/bfnrt`, "\"\\/\b\f\n\r\t"
	r.at++
	c := r.peek()
	if i := strings.IndexByte(letters, c); i >= 0 && c != 0 {
		r.at++
		return rune(meanings[i]), nil
	}
	high, ok := r.hexRune(r.at)
	if !ok {
		return 0, r.wrong("a JSON escape")
	}
	r.at += 5
	if !utf16.IsSurrogate(high) {
		return high, nil
	}
	if r.peek() == '\\' {
		if low, ok := r.hexRune(r.at + 1); ok && utf16.DecodeRune(high, low) != utf8.RuneError {
			r.at += 6
			return utf16.DecodeRune(high, low), nil
		}
	}
	return utf8.RuneError, nil
}

// hexRune reads "u00e9" at a place of the text.
func (r *jsonReader) hexRune(at int) (rune, bool) {
	if at+5 > len(r.text) || r.text[at] != 'u' {
		return 0, false
	}
	n, err := strconv.ParseUint(r.text[at+1:at+5], 16, 32)
	return rune(n), err == nil
}
