package op

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"blockyard/sim/unit"
)

// A Shape describes a struct: the members of an input, of an answer, or of a
// structure inside one, in the order of the struct's fields.
type Shape struct {
	Name     string // the Go type's name, for example "AttachVolumeInput"
	Members  []*Member
	required uint64 // bit i is set where Members[i] is required
}

// A Member is one member of a structure in each of its spellings.
type Member struct {
	Name      string   // AWS's JSON name, "VolumeIds"
	Lua       string   // "volume_ids"
	Flag      string   // "volume-ids", without the dashes
	Query     string   // the Query protocol's name, "VolumeId"; Name unless the tag says otherwise
	XML       string   // the name in EC2's XML and error texts, "volumeIds" unless the tag says otherwise
	Type      *Type    // never nil
	Required  bool     // inputs: must be given
	OmitEmpty bool     // answers: left out when zero or empty
	OmitNil   bool     // answers: a list that is left out when nil; an empty one is there
	Always    bool     // answers: printed even when it is an empty text
	Base64    bool     // text that the AWS CLI encodes in base64 on the way in
	ID        string   // the kind of resource that it names: instance, volume, snapshot, image, interface, any; "" for none
	Enum      []string // the allowed values; nil for any
	Open      bool     // other values than Enum's are left to the operation to judge
	Default   string   // what AWS takes when it is left out, for the help text
	index     []int
}

// A Type describes the values that a member holds.
type Type struct {
	Kind    Kind   // Null for any value at all, which only answers have
	Item    *Type  // of a list
	Shape   *Shape // of an object
	Pointer bool   // nil means that it was not given, whatever the zero value is
	Date    bool   // a unit.Date, which is printed as a timestamp
}

// Member returns the member of that JSON name, nil when there is none.
func (s *Shape) Member(name string) *Member {
	if at := s.find(name, 0, JSONNames); at >= 0 {
		return s.Members[at]
	}
	return nil
}

// has reports whether there is a member of that JSON name, or one inside a member: "Filters.Name".
func (s *Shape) has(path string) bool {
	name, rest, nested := strings.Cut(path, ".")
	m := s.Member(name)
	if m == nil || !nested {
		return m != nil
	}
	inner := m.Type.structure()
	return inner != nil && inner.has(rest)
}

// structure returns the shape of an object, or of the objects in a list, and nil for other types.
func (t *Type) structure() *Shape {
	if t.Kind == List {
		t = t.Item
	}
	return t.Shape
}

// find returns the index of a member as a door spells it, -1 when there is
// none. It looks from a given index on, since most callers keep the order.
func (s *Shape) find(name string, from int, style Style) int {
	for k := range s.Members {
		at := from + k
		if at >= len(s.Members) {
			at -= len(s.Members)
		}
		if m := s.Members[at]; m.Name == name || style == LuaNames && m.Lua == name {
			return at
		}
	}
	return -1
}

// names returns the members' names as a door spells them.
func (s *Shape) names(style Style) []string {
	names := make([]string, len(s.Members))
	for i, m := range s.Members {
		names[i] = m.spelled(style)
	}
	return names
}

// spelled returns the member's name as a door spells it.
func (m *Member) spelled(style Style) string {
	if style == LuaNames {
		return m.Lua
	}
	return m.Name
}

// of returns the member's field of a struct.
func (m *Member) of(structure reflect.Value) reflect.Value {
	for _, i := range m.index {
		structure = structure.Field(i)
	}
	return structure
}

// A describer builds the shapes of an input or an answer. Mistakes in a type
// are mistakes in the program: it panics.
type describer struct {
	input bool
	open  []reflect.Type // the structs around the one that is being described
}

// maxMembers bounds the members of a structure of an input: Decode counts them in one word.
const maxMembers = 64

func (d *describer) shape(t reflect.Type) *Shape {
	if t.Kind() != reflect.Struct || slices.Contains(d.open, t) {
		panic(fmt.Sprintf("op: %s must be a struct that does not hold itself", t))
	}
	d.open = append(d.open, t)
	s := &Shape{Name: t.Name()}
	d.addFields(s, t, nil)
	d.open = d.open[:len(d.open)-1]
	if d.input && len(s.Members) > maxMembers {
		panic(fmt.Sprintf("op: %s has %d members, over %d", t, len(s.Members), maxMembers))
	}
	for i, m := range s.Members {
		if m.Required {
			s.required |= 1 << i
		}
	}
	return s
}

// addFields appends the members of a struct; embedded structs are flattened.
func (d *describer) addFields(s *Shape, t reflect.Type, path []int) {
	for i := range t.NumField() {
		field := t.Field(i)
		field.Index = append(slices.Clone(path), i)
		m := newMember(field)
		switch {
		case m == nil && field.Anonymous && field.Type.Kind() == reflect.Struct:
			d.addFields(s, field.Type, field.Index)
		case m != nil && !field.IsExported():
			panic(fmt.Sprintf("op: %s.%s has a tag but is not exported", t, field.Name))
		case m != nil:
			m.Type = d.typeOf(field.Type)
			d.add(s, m)
		}
	}
}

// add appends a member after checking that its tag fits its type and its names are free.
func (d *describer) add(s *Shape, m *Member) {
	text := m.Type.Kind == String || m.Type.Kind == List && m.Type.Item.Kind == String
	switch {
	case (m.Enum != nil || m.ID != "") && !text:
		panic(fmt.Sprintf("op: %s.%s is not text: it cannot have enum or id", s.Name, m.Name))
	case m.Base64 && (m.Type.Kind != String || len(d.open) > 1):
		panic(fmt.Sprintf("op: %s.%s: only a text at the top can be base64", s.Name, m.Name))
	case m.OmitNil && m.Type.Kind != List:
		panic(fmt.Sprintf("op: %s.%s is no list: it cannot have omitnil", s.Name, m.Name))
	case m.Open && m.Enum == nil:
		panic(fmt.Sprintf("op: %s.%s has open without enum", s.Name, m.Name))
	case m.Required && m.Type.Pointer:
		panic(fmt.Sprintf("op: %s.%s is a pointer: it cannot be required", s.Name, m.Name))
	}
	for _, other := range s.Members {
		if other.Name == m.Name || other.Lua == m.Lua {
			panic(fmt.Sprintf("op: %s has two members %s", s.Name, m.Name))
		}
	}
	s.Members = append(s.Members, m)
}

// The types that are not described by their kind alone.
var (
	dateType  = reflect.TypeFor[unit.Date]()
	valueType = reflect.TypeFor[Value]()
)

func (d *describer) typeOf(t reflect.Type) *Type {
	pointer := t.Kind() == reflect.Pointer
	if pointer {
		t = t.Elem()
	}
	described := d.plain(t)
	if described == nil || pointer && (described.Kind == Null || described.Kind == List) {
		panic(fmt.Sprintf("op: %s holds the unsupported type %s", d.open[len(d.open)-1], t))
	}
	described.Pointer = pointer
	return described
}

// plain describes a type that is no pointer; it returns nil for one that is not supported.
func (d *describer) plain(t reflect.Type) *Type {
	switch {
	case t == dateType && !d.input:
		return &Type{Kind: String, Date: true}
	case t == valueType && !d.input:
		return &Type{Kind: Null}
	case t == dateType || t == valueType:
		return nil
	}
	switch t.Kind() {
	case reflect.String:
		return &Type{Kind: String}
	case reflect.Bool:
		return &Type{Kind: Bool}
	case reflect.Int, reflect.Int64:
		return &Type{Kind: Int}
	case reflect.Struct:
		return &Type{Kind: Object, Shape: d.shape(t)}
	case reflect.Slice:
		item := d.plain(t.Elem())
		if item == nil || item.Kind == List {
			return nil
		}
		return &Type{Kind: List, Item: item}
	default:
		return nil
	}
}
