package op

import (
	"encoding/base64"
	"fmt"
	"math/bits"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"blockyard/sim/apierr"
)

// The bounds of what a parameter may hold.
const (
	MaxText  = 64 << 10 // bytes of a string
	MaxItems = 5000     // items of a list
)

// A decoder fills typed inputs from parameters.
type decoder struct{ style Style }

// object fills a struct.
func (d decoder) object(s *Shape, v Value, into reflect.Value) *fault {
	fields := v.fields
	if v.kind != Object && v.kind != Null && !isEmptyList(v) {
		return &fault{
			code:    apierr.InvalidParameterValue,
			message: fmt.Sprintf("Value (%s) is invalid. Expected a structure.", clip(v.String())),
			why:     "takes a structure of " + strings.Join(s.names(d.style), ", ") + ".",
		}
	}
	var seen uint64
	next := 0
	for i := range fields {
		at := s.find(fields[i].Name, next, d.style)
		if at < 0 {
			return unknownMember(s, fields[i].Name, d.style)
		}
		m := s.Members[at]
		if seen&(1<<at) != 0 {
			return givenTwice(m).inside(m.spelled(d.style))
		}
		if value := fields[i].Value; value.kind != Null {
			if f := d.member(m, value, m.of(into)); f != nil {
				return f.inside(m.spelled(d.style))
			}
			seen |= 1 << at
		}
		next = at + 1
	}
	if absent := s.required &^ seen; absent != 0 {
		m := s.Members[bits.TrailingZeros64(absent)]
		return missing(m).inside(m.spelled(d.style))
	}
	return nil
}

// isEmptyList reports an empty list, which stands for an empty structure too: Lua writes both {}.
func isEmptyList(v Value) bool { return v.kind == List && len(v.items) == 0 }

func (d decoder) member(m *Member, v Value, into reflect.Value) *fault {
	if m.Type.Pointer {
		into.Set(reflect.New(into.Type().Elem()))
		into = into.Elem()
	}
	return d.value(m, m.Type, v, into)
}

// value fills a member, or an item of the list that the member is.
func (d decoder) value(m *Member, t *Type, v Value, into reflect.Value) *fault {
	switch t.Kind {
	case String:
		return d.text(m, v, into)
	case Int:
		return d.integer(m, v, into)
	case Bool:
		return d.boolean(m, v, into)
	case Object:
		return d.object(t.Shape, v, into)
	case List:
		return d.list(m, t, v, into)
	case Null:
	}
	panic(fmt.Sprintf("op: member %s cannot be an input", m.Name))
}

func (d decoder) text(m *Member, v Value, into reflect.Value) *fault {
	text := v.text
	if v.kind == Int {
		text = v.Scalar() // Lua, too, takes a number where text is meant
	}
	switch {
	case v.kind != String && v.kind != Int:
		return wrongKind(m, v, "a string")
	case len(text) > MaxText:
		return badValue(m, v, "The value is too long.", fmt.Sprintf("has %d bytes, over %d.", len(text), MaxText))
	case !utf8.ValidString(text):
		return badValue(m, v, "The value is not UTF-8.", "must be UTF-8 text.")
	case text == "" && m.Required:
		return badValue(m, v, "The value cannot be empty", "is empty; a variable may not be set.")
	case m.Enum != nil && !m.Open && !slices.Contains(m.Enum, text):
		return notAllowed(m, v)
	}
	if m.Base64 {
		plain, ok := decodeBase64(text)
		if !ok {
			return &fault{
				code: apierr.InvalidUserDataMalformed, message: "Invalid BASE64 encoding of user data.",
				why: "must be UTF-8 text in base64.",
			}
		}
		text = encodeBase64(plain)
	}
	into.SetString(text)
	return nil
}

// encodeBase64 returns text as the API takes it.
func encodeBase64(text string) string { return base64.StdEncoding.EncodeToString([]byte(text)) }

// decodeBase64 returns the text that a base64 string stands for.
//
// Simplified: AWS takes any bytes; here they must be UTF-8 text, so that
// command lines and the journal can show them.
func decodeBase64(encoded string) (text string, ok bool) {
	plain, err := base64.StdEncoding.DecodeString(encoded)
	return string(plain), err == nil && utf8.Valid(plain)
}

func (d decoder) integer(m *Member, v Value, into reflect.Value) *fault {
	n, ok := v.number, v.kind == Int
	if v.kind == String {
		parsed, err := strconv.ParseInt(v.text, 10, 64)
		n, ok = parsed, err == nil
	}
	if !ok {
		return wrongKind(m, v, "an integer")
	}
	into.SetInt(n) // an int has 64 bits on every platform that the engine runs on
	return nil
}

func (d decoder) boolean(m *Member, v Value, into reflect.Value) *fault {
	isTrue := v.Bool() || v.kind == String && strings.EqualFold(v.text, "true")
	isFalse := v.kind == Bool && !isTrue || v.kind == String && strings.EqualFold(v.text, "false")
	if !isTrue && !isFalse {
		return wrongKind(m, v, "true or false")
	}
	into.SetBool(isTrue)
	return nil
}

// list fills a slice. One value where a list is expected is a list of one.
func (d decoder) list(m *Member, t *Type, v Value, into reflect.Value) *fault {
	items := v.items
	if v.kind != List && !(v.kind == Object && len(v.fields) == 0) {
		items = []Value{v}
	}
	if len(items) > MaxItems {
		why := fmt.Sprintf("has %d items, over %d.", len(items), MaxItems)
		message := fmt.Sprintf("The parameter %s has too many items.", m.XML)
		return &fault{code: apierr.InvalidParameterValue, message: message, why: why}
	}
	if len(items) == 0 && m.Required {
		return missing(m)
	}
	into.Grow(len(items))
	into.SetLen(len(items))
	for i := range items {
		if f := d.item(m, t.Item, items[i], into.Index(i)); f != nil {
			return f.inside(d.index(i))
		}
	}
	return nil
}

func (d decoder) item(m *Member, t *Type, v Value, into reflect.Value) *fault {
	if v.IsNull() {
		return badValue(m, v, "A list cannot hold null.", "is null.")
	}
	return d.value(m, t, v, into)
}

// index returns an index of a list as the door counts: Lua from 1.
func (d decoder) index(i int) string {
	if d.style == LuaNames {
		i++
	}
	return "[" + strconv.Itoa(i) + "]"
}
