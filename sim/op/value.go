package op

import (
	"strconv"
	"strings"
)

// A Kind tells what a Value holds.
type Kind uint8

// The kinds of a Value. The zero Value is Null.
const (
	Null Kind = iota
	Bool
	Int
	String
	List
	Object
)

// A Value is one node of the neutral tree that doors and operations exchange:
// parameters on the way in, answers on the way out. Objects keep the order of
// their fields, so that every door prints the same thing in every run. Values
// are immutable; the zero Value is null.
type Value struct {
	kind   Kind
	number int64
	text   string
	items  []Value
	fields []Field
}

// A Field is one named member of an object.
type Field struct {
	Name  string
	Value Value
}

// BoolValue returns a boolean.
func BoolValue(b bool) Value {
	if b {
		return Value{kind: Bool, number: 1}
	}
	return Value{kind: Bool}
}

// IntValue returns an integer.
func IntValue(i int64) Value { return Value{kind: Int, number: i} }

// StringValue returns a string.
func StringValue(s string) Value { return Value{kind: String, text: s} }

// ListValue returns a list of the given items, which it keeps.
func ListValue(items ...Value) Value { return Value{kind: List, items: items} }

// StringList returns a list of strings.
func StringList(items ...string) Value {
	list := make([]Value, len(items))
	for i, s := range items {
		list[i] = StringValue(s)
	}
	return ListValue(list...)
}

// ObjectValue returns an object with the given fields in their order, which it keeps.
func ObjectValue(fields ...Field) Value { return Value{kind: Object, fields: fields} }

// Kind returns what the value holds.
func (v Value) Kind() Kind { return v.kind }

// IsNull reports whether the value is null.
func (v Value) IsNull() bool { return v.kind == Null }

// Bool returns the boolean, false for any other kind.
func (v Value) Bool() bool { return v.kind == Bool && v.number != 0 }

// Int returns the integer, 0 for any other kind.
func (v Value) Int() int64 {
	if v.kind != Int {
		return 0
	}
	return v.number
}

// Str returns the string, "" for any other kind.
func (v Value) Str() string { return v.text }

// Items returns the items of a list, nil for any other kind. The caller must not change them.
func (v Value) Items() []Value { return v.items }

// Fields returns the fields of an object, nil for any other kind. The caller must not change them.
func (v Value) Fields() []Field { return v.fields }

// Get returns the field of that name of an object.
func (v Value) Get(name string) (Value, bool) {
	for i := range v.fields {
		if v.fields[i].Name == name {
			return v.fields[i].Value, true
		}
	}
	return Value{}, false
}

// Scalar returns a boolean, integer or string as the text that users type, and "" for anything else.
func (v Value) Scalar() string {
	switch v.kind {
	case Bool:
		return strconv.FormatBool(v.number != 0)
	case Int:
		return strconv.FormatInt(v.number, 10)
	case String:
		return v.text
	case Null, List, Object:
	}
	return ""
}

// String returns the value as compact JSON: for messages, the journal and tests.
func (v Value) String() string { return string(v.AppendJSON(nil)) }

// AppendJSON appends the value as compact JSON.
func (v Value) AppendJSON(b []byte) []byte {
	switch v.kind {
	case Null:
		return append(b, "null"...)
	case Bool, Int:
		return append(b, v.Scalar()...)
	case String:
		return AppendQuoted(b, v.text)
	case List:
		b = append(b, '[')
		for i, item := range v.items {
			if i > 0 {
				b = append(b, ',')
			}
			b = item.AppendJSON(b)
		}
		return append(b, ']')
	case Object:
		b = append(b, '{')
		for i, f := range v.fields {
			if i > 0 {
				b = append(b, ',')
			}
			b = append(AppendQuoted(b, f.Name), ':')
			b = f.Value.AppendJSON(b)
		}
		return append(b, '}')
	}
	panic("op: value of unknown kind " + strconv.Itoa(int(v.kind)))
}

// AppendQuoted appends s as a JSON string. Text stays readable: only what
// JSON requires is escaped, and bytes that are not UTF-8 become U+FFFD.
func AppendQuoted(b []byte, s string) []byte {
	const hex = "0123456789abcdef"
	b = append(b, '"')
	for _, r := range strings.ToValidUTF8(s, "\uFFFD") {
		switch {
		case r == '"' || r == '\\':
			b = append(b, '\\', byte(r))
		case r == '\n':
			b = append(b, '\\', 'n')
		case r == '\t':
			b = append(b, '\\', 't')
		case r == '\r':
			b = append(b, '\\', 'r')
		case r < 0x20 || r == 0x7f:
			b = append(b, '\\', 'u', '0', '0', hex[r>>4], hex[r&15])
		default:
			b = append(b, string(r)...)
		}
	}
	return append(b, '"')
}
