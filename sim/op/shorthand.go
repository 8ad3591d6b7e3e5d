package op

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// ParseShorthand reads a structure in the AWS CLI's shorthand syntax:
//
//	Key=Name,Value=web
//	Name=tag:env,Values=test,prod
//	DeviceName=/dev/sdf,Ebs={VolumeSize=10,VolumeType=gp3}
//	ResourceType=volume,Tags=[{Key=a,Value=b},{Key=c,Value="d, e"}]
//
// Every plain value is a string, since the syntax does not tell numbers
// apart; Decode reads them by the parameter's type. Values may be quoted with
// ' or ", where \ keeps the next quote or backslash; elsewhere \, is a comma. Source:
// https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-shorthand.html.
func ParseShorthand(text string) (Value, error) {
	r := shorthandReader{text: text}
	v, err := r.pairs(0, 0)
	if err == nil && r.at < len(text) {
		err = r.wrong("','")
	}
	if err != nil {
		return Value{}, err
	}
	return v, nil
}

// A shorthandReader reads shorthand from text, from at on.
type shorthandReader struct {
	text string
	at   int
}

func (r *shorthandReader) wrong(expected string) error {
	found := "the end"
	if r.at < len(r.text) {
		letter, _ := utf8.DecodeRuneInString(r.text[r.at:])
		found = strconv.QuoteRune(letter)
	}
	return fmt.Errorf("expected %s, received %s at character %d of %s",
		expected, found, utf8.RuneCountInString(r.text[:r.at])+1, clip(r.text))
}

// peek returns the next byte, 0 at the end.
func (r *shorthandReader) peek() byte {
	if r.at < len(r.text) {
		return r.text[r.at]
	}
	return 0
}

func (r *shorthandReader) skipSpace() {
	for r.at < len(r.text) && strings.IndexByte(" \t\r\n", r.text[r.at]) >= 0 {
		r.at++
	}
}

// take skips space and then the given byte, and reports whether it was there.
func (r *shorthandReader) take(c byte) bool {
	r.skipSpace()
	if r.peek() != c || r.at == len(r.text) {
		return false
	}
	r.at++
	return true
}

// pairs reads key=value pairs up to, and not including, an end: '}', or 0 for the end of the text.
func (r *shorthandReader) pairs(end byte, depth int) (Value, error) {
	var fields []Field
	for {
		key, ok := r.key()
		if !ok {
			return Value{}, r.wrong("a name and '='")
		}
		v, err := r.value(depth)
		if err != nil {
			return Value{}, err
		}
		for _, f := range fields {
			if f.Name == key {
				return Value{}, fmt.Errorf("%s is given twice in %s", clip(key), clip(r.text))
			}
		}
		fields = append(fields, Field{key, v})
		r.skipSpace()
		if r.peek() == end || !r.take(',') {
			return ObjectValue(fields...), nil
		}
	}
}

// key reads "Name=". It reads nothing when there is no such thing.
func (r *shorthandReader) key() (string, bool) {
	start := r.at
	r.skipSpace()
	begin := r.at
	for r.at < len(r.text) && isKeyByte(r.text[r.at]) {
		r.at++
	}
	key := r.text[begin:r.at]
	if key == "" || !r.take('=') {
		r.at = start
		return "", false
	}
	return key, true
}

func isKeyByte(c byte) bool {
	return isUpper(c) || isLower(c) || isDigit(c) || strings.IndexByte("-_.#/:", c) >= 0
}

// value reads what follows "Name=": a list, a structure, or values separated by commas up to the next name.
func (r *shorthandReader) value(depth int) (Value, error) {
	first, err := r.item(depth)
	if err != nil || first.Kind() != String {
		return first, err
	}
	items := []Value{first}
	for r.valueFollows() {
		item, err := r.item(depth)
		if err != nil {
			return Value{}, err
		}
		items = append(items, item)
	}
	if len(items) == 1 {
		return first, nil
	}
	return ListValue(items...), nil
}

// valueFollows skips a comma that another value follows; before "Name=" it skips nothing.
func (r *shorthandReader) valueFollows() bool {
	start := r.at
	if !r.take(',') {
		return false
	}
	after := r.at
	if _, named := r.key(); named {
		r.at = start
		return false
	}
	r.at = after
	return true
}

// item reads one value.
func (r *shorthandReader) item(depth int) (Value, error) {
	if depth > maxDepth {
		return Value{}, fmt.Errorf("lists and structures nest over %d deep", maxDepth)
	}
	r.skipSpace()
	switch c := r.peek(); c {
	case '[':
		return r.list(depth)
	case '{':
		return r.structure(depth)
	case '\'', '"':
		s, err := r.quoted(c)
		return StringValue(s), err
	default:
		return StringValue(r.plain(depth > 0)), nil
	}
}

func (r *shorthandReader) list(depth int) (Value, error) {
	r.at++
	items := []Value{}
	for !r.take(']') {
		if len(items) > 0 && !r.take(',') {
			return Value{}, r.wrong("',' or ']'")
		}
		if r.at == len(r.text) {
			return Value{}, r.wrong("']'")
		}
		item, err := r.item(depth + 1)
		if err != nil {
			return Value{}, err
		}
		items = append(items, item)
	}
	return ListValue(items...), nil
}

func (r *shorthandReader) structure(depth int) (Value, error) {
	r.at++
	if r.take('}') {
		return ObjectValue(), nil
	}
	v, err := r.pairs('}', depth+1)
	if err == nil && !r.take('}') {
		err = r.wrong("',' or '}'")
	}
	return v, err
}

// quoted reads a value in quotes; the opening quote is next.
func (r *shorthandReader) quoted(quote byte) (string, error) {
	r.at++
	var b []byte
	for r.at < len(r.text) {
		c := r.text[r.at]
		r.at++
		if c == quote {
			return string(b), nil
		}
		if next := r.peek(); c == '\\' && (next == quote || next == '\\') {
			c = next
			r.at++
		}
		b = append(b, c)
	}
	return "", r.wrong("a closing " + string(quote))
}

// plain reads a value without quotes: up to a comma, and inside lists and structures up to their end.
func (r *shorthandReader) plain(inside bool) string {
	begin := r.at
	for r.at < len(r.text) {
		c := r.text[r.at]
		if c == ',' || inside && (c == ']' || c == '}') {
			break
		}
		if c == '\\' && r.at+1 < len(r.text) && r.text[r.at+1] == ',' {
			r.at++
		}
		r.at++
	}
	return strings.TrimRight(strings.ReplaceAll(r.text[begin:r.at], `\,`, ","), " \t\r\n")
}
