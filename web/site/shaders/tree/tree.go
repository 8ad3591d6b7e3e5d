// Package tree writes values as bytes, and reads them back: structures, slices
// and pointers of any depth, whose leaves are whole numbers, texts and the
// constants of a program.
//
// A copy of it becomes part of Ebitengine (see package main of the folder
// above), so it imports the standard library alone, and little of that.
package tree

import (
	"encoding/binary"
	"fmt"
	"go/constant"
	"math"
	"reflect"
)

// constants is the type of a leaf that holds a constant, or nil.
var constants = reflect.TypeFor[constant.Value]()

// The kinds of a constant, as they are written.
const (
	noConstant = iota
	falseConstant
	trueConstant
	intConstant
	floatConstant
)

// Append appends a value to bytes: numbers in variable length as of
// encoding/binary, and the length of a text or slice before its content. Only
// exported fields are written; the others must be zero. It panics for what it
// cannot write exactly: maps, functions, other interfaces, and constants that
// are neither a truth value, an int64 nor a float64.
func Append(b []byte, value any) []byte {
	return appendValue(b, reflect.ValueOf(value))
}

func appendValue(b []byte, v reflect.Value) []byte {
	if v.Type() == constants {
		return appendConstant(b, v)
	}
	switch v.Kind() {
	case reflect.Int:
		return binary.AppendVarint(b, v.Int())
	case reflect.Uint8:
		return append(b, byte(v.Uint()))
	case reflect.String:
		return append(binary.AppendUvarint(b, uint64(v.Len())), v.String()...)
	case reflect.Slice:
		return appendElements(binary.AppendUvarint(b, uint64(v.Len())), v)
	case reflect.Array:
		return appendElements(b, v)
	case reflect.Pointer:
		if v.IsNil() {
			return append(b, 0)
		}
		return appendValue(append(b, 1), v.Elem())
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				b = appendValue(b, v.Field(i))
			} else if !v.Field(i).IsZero() {
				panic(fmt.Sprintf("tree: %s of %s is not exported", v.Type().Field(i).Name, v.Type()))
			}
		}
		return b
	default:
		panic(fmt.Sprintf("tree: cannot write a %s", v.Type()))
	}
}

func appendElements(b []byte, v reflect.Value) []byte {
	for i := range v.Len() {
		b = appendValue(b, v.Index(i))
	}
	return b
}

func appendConstant(b []byte, v reflect.Value) []byte {
	if v.IsNil() {
		return append(b, noConstant)
	}
	c := v.Interface().(constant.Value)
	switch c.Kind() {
	case constant.Bool:
		if constant.BoolVal(c) {
			return append(b, trueConstant)
		}
		return append(b, falseConstant)
	case constant.Int:
		if n, exact := constant.Int64Val(c); exact {
			return binary.AppendVarint(append(b, intConstant), n)
		}
	case constant.Float:
		if x, exact := constant.Float64Val(c); exact {
			return binary.BigEndian.AppendUint64(append(b, floatConstant), math.Float64bits(x))
		}
	case constant.Unknown, constant.String, constant.Complex: // no shader has such
	}
	panic(fmt.Sprintf("tree: cannot write the constant %s exactly", c.ExactString()))
}

// Read fills a zero value, which it is given a pointer to, with what Append
// wrote of one of the same type. An empty slice becomes nil. It panics for
// other bytes.
func Read(b []byte, value any) {
	r := reader(b)
	r.value(reflect.ValueOf(value).Elem())
	if len(r) > 0 {
		panic("tree: there is more than the value")
	}
}

// A reader is what is left to read.
type reader []byte

// take returns the next bytes.
func (r *reader) take(count int) []byte {
	taken := (*r)[:count]
	*r = (*r)[count:]
	return taken
}

// skip skips the bytes of a number, which has some unless it is torn.
func (r *reader) skip(length int) {
	if length <= 0 {
		panic("tree: a number is torn")
	}
	r.take(length)
}

// size returns the length of what follows.
func (r *reader) size() int {
	n, length := binary.Uvarint(*r)
	r.skip(length)
	return int(n)
}

// number returns the next number with a sign.
func (r *reader) number() int64 {
	n, length := binary.Varint(*r)
	r.skip(length)
	return n
}

func (r *reader) value(v reflect.Value) {
	if v.Type() == constants {
		if c := r.constant(); c != nil {
			v.Set(reflect.ValueOf(c))
		}
		return
	}
	switch v.Kind() {
	case reflect.Int:
		v.SetInt(r.number())
	case reflect.Uint8:
		v.SetUint(uint64(r.take(1)[0]))
	case reflect.String:
		v.SetString(string(r.take(r.size())))
	case reflect.Slice:
		if size := r.size(); size > 0 {
			v.Set(reflect.MakeSlice(v.Type(), size, size))
		}
		r.elements(v)
	case reflect.Array:
		r.elements(v)
	case reflect.Pointer:
		if r.take(1)[0] == 1 {
			v.Set(reflect.New(v.Type().Elem()))
			r.value(v.Elem())
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				r.value(v.Field(i))
			}
		}
	default:
		panic("tree: cannot read a " + v.Type().String())
	}
}

func (r *reader) elements(v reflect.Value) {
	for i := range v.Len() {
		r.value(v.Index(i))
	}
}

func (r *reader) constant() constant.Value {
	switch kind := r.take(1)[0]; kind {
	case noConstant:
		return nil
	case falseConstant, trueConstant:
		return constant.MakeBool(kind == trueConstant)
	case intConstant:
		return constant.MakeInt64(r.number())
	case floatConstant:
		return constant.MakeFloat64(math.Float64frombits(binary.BigEndian.Uint64(r.take(8))))
	default:
		panic("tree: there is no such kind of constant")
	}
}
