package shell

import (
	"errors"
	"strconv"
	"strings"
	"unicode/utf16"

	"blockyard/sim/op"
)

var (
	errJSON     = errors.New("Invalid JSON")
	errDeepJSON = errors.New("JSON is nested too deeply")
	errFraction = errors.New("Numbers are whole here, without a point or an exponent")
)

// parseJSON reads a JSON text. Objects keep the order of their fields; of two
// fields with one name the last one counts. Numbers must be whole and fit 64 bits.
func parseJSON(text string) (op.Value, error) {
	r := &jsonReader{rest: text}
	v, err := r.value(0)
	if err != nil {
		return op.Value{}, err
	}
	if r.skipSpace(); r.rest != "" {
		return op.Value{}, errJSON
	}
	return v, nil
}

// A jsonReader takes values off the front of a text.
type jsonReader struct {
	rest string
}

func (r *jsonReader) skipSpace() { r.rest = strings.TrimLeft(r.rest, " \t\n\r") }

// take removes a prefix, after any space, and reports whether it was there.
func (r *jsonReader) take(prefix string) bool {
	r.skipSpace()
	rest, found := strings.CutPrefix(r.rest, prefix)
	r.rest = rest
	return found
}

func (r *jsonReader) value(height int) (op.Value, error) {
	switch {
	case height > maxQueryHeight:
		return op.Value{}, errDeepJSON
	case r.take("null"):
		return op.Value{}, nil
	case r.take("true"):
		return op.BoolValue(true), nil
	case r.take("false"):
		return op.BoolValue(false), nil
	case r.take("["):
		return r.list(height)
	case r.take("{"):
		return r.object(height)
	case r.take(`"`):
		s, err := r.text()
		return op.StringValue(s), err
	}
	return r.number()
}

func (r *jsonReader) list(height int) (op.Value, error) {
	items := []op.Value{}
	if r.take("]") {
		return op.ListValue(items...), nil
	}
	for {
		item, err := r.value(height + 1)
		if err != nil {
			return op.Value{}, err
		}
		items = append(items, item)
		switch {
		case r.take("]"):
			return op.ListValue(items...), nil
		case !r.take(","):
			return op.Value{}, errJSON
		}
	}
}

func (r *jsonReader) object(height int) (op.Value, error) {
	var fields []op.Field
	if r.take("}") {
		return op.ObjectValue(), nil
	}
	q := &query{steps: querySteps}
	for {
		if !r.take(`"`) {
			return op.Value{}, errJSON
		}
		name, err := r.text()
		if err != nil || !r.take(":") {
			return op.Value{}, errJSON
		}
		v, err := r.value(height + 1)
		if err != nil {
			return op.Value{}, err
		}
		fields = q.setField(fields, name, v)
		switch {
		case r.take("}"):
			return op.ObjectValue(fields...), nil
		case !r.take(","):
			return op.Value{}, errJSON
		}
	}
}

func (r *jsonReader) number() (op.Value, error) {
	end := len(r.rest) - len(strings.TrimLeft(r.rest, "-0123456789"))
	if after := r.rest[end:]; end > 0 && after != "" && strings.IndexByte(".eE", after[0]) >= 0 {
		return op.Value{}, errFraction
	}
	digits := r.rest[:end]
	n, err := strconv.ParseInt(digits, 10, 64)
	bare := strings.TrimPrefix(digits, "-")
	if err != nil || len(bare) > 1 && bare[0] == '0' {
		return op.Value{}, errJSON
	}
	r.rest = r.rest[end:]
	return op.IntValue(n), nil
}

// text reads a string whose opening quote is taken already.
func (r *jsonReader) text() (string, error) {
	var b strings.Builder
	for i := 0; i < len(r.rest); i++ {
		switch c := r.rest[i]; {
		case c == '"':
			r.rest = r.rest[i+1:]
			return b.String(), nil
		case c < ' ':
			return "", errJSON
		case c == '\\':
			decoded, length := jsonEscape(r.rest[i+1:])
			if length == 0 {
				return "", errJSON
			}
			b.WriteString(decoded)
			i += length
		default:
			b.WriteByte(c)
		}
	}
	return "", errJSON
}

// jsonEscape decodes what follows a backslash and returns its length, 0 where it is none.
func jsonEscape(s string) (decoded string, length int) {
	const simple = "\"\"\\\\//b\bf\fn\nr\rt\t"
	if s == "" {
		return "", 0
	}
	for i := 0; i < len(simple); i += 2 {
		if simple[i] == s[0] {
			return simple[i+1 : i+2], 1
		}
	}
	r, ok := hexRune(s)
	if !ok {
		return "", 0
	}
	if low, ok := hexRune(strings.TrimPrefix(s[5:], `\`)); ok && utf16.IsSurrogate(r) && len(s) > 5 && s[5] == '\\' {
		if pair := utf16.DecodeRune(r, low); pair != '\uFFFD' {
			return string(pair), 11
		}
	}
	return string(r), 5
}

// hexRune reads u and four hexadecimal digits.
func hexRune(s string) (rune, bool) {
	if len(s) < 5 || s[0] != 'u' {
		return 0, false
	}
	n, err := strconv.ParseUint(s[1:5], 16, 32)
	return rune(n), err == nil
}
