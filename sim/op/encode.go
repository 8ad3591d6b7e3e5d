package op

import (
	"fmt"
	"reflect"

	"blockyard/sim/unit"
)

// An encoder turns typed structs into values; absent says which members it leaves out.
type encoder struct {
	absent func(m *Member, v reflect.Value) bool
}

func encodeInput(s *Shape, v reflect.Value) Value { return encoder{absentInput}.object(s, v) }

func encodeAnswer(s *Shape, v reflect.Value) Value { return encoder{absentAnswer}.object(s, v) }

// absentInput leaves out what says nothing, so that inputs have one canonical form.
func absentInput(m *Member, v reflect.Value) bool {
	if m.Type.Kind == List {
		return v.Len() == 0
	}
	return !m.Required && v.IsZero()
}

// absentAnswer leaves out what the AWS CLI leaves out.
func absentAnswer(m *Member, v reflect.Value) bool {
	switch {
	case m.Always:
		return false
	case m.Type.Kind == String || m.Type.Kind == Null || m.Type.Pointer:
		return v.IsZero()
	case m.OmitNil:
		return v.IsNil()
	case m.OmitEmpty && m.Type.Kind == List:
		return v.Len() == 0
	}
	return m.OmitEmpty && v.IsZero()
}

func (e encoder) object(s *Shape, v reflect.Value) Value {
	count := 0
	for _, m := range s.Members {
		if !e.absent(m, m.of(v)) {
			count++
		}
	}
	fields := make([]Field, 0, count)
	for _, m := range s.Members {
		if member := m.of(v); !e.absent(m, member) {
			fields = append(fields, Field{m.Name, e.value(m.Type, member)})
		}
	}
	return ObjectValue(fields...)
}

func (e encoder) value(t *Type, v reflect.Value) Value {
	if v.Kind() == reflect.Pointer {
		v = v.Elem()
	}
	switch t.Kind {
	case Null:
		return v.Interface().(Value)
	case String:
		if t.Date {
			return StringValue(unit.Date(v.Int()).Timestamp())
		}
		return StringValue(v.String())
	case Int:
		return IntValue(v.Int())
	case Bool:
		return BoolValue(v.Bool())
	case Object:
		return e.object(t.Shape, v)
	case List:
		items := make([]Value, v.Len())
		for i := range items {
			items[i] = e.value(t.Item, v.Index(i))
		}
		return ListValue(items...)
	}
	panic(fmt.Sprintf("op: type of unknown kind %d", t.Kind))
}
