package op

import "strings"

// Resolve replaces every "@name" in a parameter that names a resource, also
// inside lists and structures, by the id that lookup returns for the
// parameter's kind (Member.ID) and the name without its @. Parameters may be
// spelled in any style; what the operation does not know is left for Decode
// to refuse. An error of lookup is returned as it is.
func Resolve(o *Operation, params Value, lookup func(kind, name string) (string, error)) (Value, error) {
	return resolver{lookup}.object(o.In, params)
}

// SourceRegion returns the region in which the resources lie that the parameters
// of a copy name, in any style; "" where that is the region of the call.
func SourceRegion(o *Operation, params Value) string {
	for _, f := range params.fields {
		if at := o.In.find(f.Name, 0, LuaNames); at >= 0 && o.In.Members[at].Name == "SourceRegion" {
			return f.Value.text
		}
	}
	return ""
}

type resolver struct {
	lookup func(kind, name string) (string, error)
}

func (r resolver) object(s *Shape, v Value) (Value, error) {
	var fields []Field
	for i, f := range v.fields {
		at := s.find(f.Name, 0, LuaNames)
		if at < 0 {
			continue
		}
		value, err := r.value(s.Members[at], s.Members[at].Type, f.Value)
		if err != nil {
			return Value{}, err
		}
		if same(value, f.Value) {
			continue
		}
		if fields == nil { // values are immutable: the first change copies
			fields = append([]Field{}, v.fields...)
		}
		fields[i].Value = value
	}
	if fields == nil {
		return v, nil
	}
	return ObjectValue(fields...), nil
}

func (r resolver) value(m *Member, t *Type, v Value) (Value, error) {
	switch {
	case v.kind == List:
		return r.list(m, t, v)
	case v.kind == Object && t.structure() != nil:
		return r.object(t.structure(), v)
	case v.kind == String && m.ID != "" && strings.HasPrefix(v.text, "@"):
		id, err := r.lookup(m.ID, v.text[1:])
		return StringValue(id), err
	}
	return v, nil
}

func (r resolver) list(m *Member, t *Type, v Value) (Value, error) {
	var items []Value
	for i, item := range v.items {
		value, err := r.value(m, t, item)
		if err != nil {
			return Value{}, err
		}
		if same(value, item) {
			continue
		}
		if items == nil {
			items = append([]Value{}, v.items...)
		}
		items[i] = value
	}
	if items == nil {
		return v, nil
	}
	return ListValue(items...), nil
}

// same reports whether a value was handed back as it was: the same text, and the same storage of fields and items.
func same(a, b Value) bool {
	if a.kind != b.kind || a.text != b.text || len(a.fields) != len(b.fields) || len(a.items) != len(b.items) {
		return false
	}
	return (len(a.fields) == 0 || &a.fields[0] == &b.fields[0]) && (len(a.items) == 0 || &a.items[0] == &b.items[0])
}
