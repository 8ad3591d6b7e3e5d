// Package opgen draws random inputs of operations for property tests. It
// reads the Go types and their tags itself rather than asking package op, so
// that a mistake there is no mistake here too.
package opgen

import (
	"encoding/base64"
	"fmt"
	"math"
	"reflect"
	"slices"
	"strings"

	"pgregory.net/rapid"

	"blockyard/sim/op"
)

// Input returns a generator of an operation's inputs, as values of its In
// type that its Decode could return. ids, which may be nil, gives the ids
// that exist for a kind of resource ("volume", "any", …): three in four
// drawn ids are then among them.
func Input(o *op.Operation, ids func(kind string) []string) *rapid.Generator[any] {
	if len(o.In.Members) == 0 { // rapid wants custom generators to draw something
		return rapid.Just(reflect.Zero(o.InputType()).Interface())
	}
	return rapid.Custom(func(t *rapid.T) any {
		in := reflect.New(o.InputType()).Elem()
		drawer{t, ids}.structure(in)
		return in.Interface()
	})
}

// A drawer fills values with what it draws.
type drawer struct {
	t   *rapid.T
	ids func(kind string) []string
}

// A tag is what a field's ec2 tag says, as far as the choice of values depends on it.
type tag struct {
	name             string
	required, base64 bool
	kind             string
	enum             []string
}

func tagOf(field reflect.StructField) tag {
	words := strings.Split(field.Tag.Get("ec2"), ",")
	read := tag{name: words[0], required: slices.Contains(words, "required"), base64: slices.Contains(words, "base64")}
	for _, word := range words[1:] {
		if kind, ok := strings.CutPrefix(word, "id="); ok {
			read.kind = kind
		}
		if values, ok := strings.CutPrefix(word, "enum="); ok {
			read.enum = strings.Split(values, "|")
		}
	}
	return read
}

func (d drawer) structure(v reflect.Value) {
	for i := range v.NumField() {
		field := v.Type().Field(i)
		read := tagOf(field)
		isMember := read.name != "" && read.name != "-"
		switch {
		case !isMember && field.Anonymous:
			d.structure(v.Field(i))
		case isMember && (read.required || rapid.Bool().Draw(d.t, "has "+read.name)):
			d.value(read, v.Field(i))
		}
	}
}

func (d drawer) value(read tag, v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		v.SetString(d.text(read))
	case reflect.Bool:
		v.SetBool(rapid.Bool().Draw(d.t, read.name))
	case reflect.Int, reflect.Int64:
		v.SetInt(integer().Draw(d.t, read.name))
	case reflect.Struct:
		d.structure(v)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		d.value(read, v.Elem())
	case reflect.Slice:
		n := rapid.IntRange(1, 3).Draw(d.t, read.name+" items")
		v.Set(reflect.MakeSlice(v.Type(), n, n))
		for i := range n {
			d.value(read, v.Index(i))
		}
	default:
		panic(fmt.Sprintf("opgen: cannot draw %s", v.Type()))
	}
}

func integer() *rapid.Generator[int64] {
	return rapid.OneOf(
		rapid.Int64Range(0, 20),
		rapid.Int64Range(-5, 20000),
		rapid.SampledFrom([]int64{math.MinInt64, math.MaxInt64, 3000, 16384}),
		rapid.Int64(),
	)
}

// oddTexts are strings that a codec, a command line or a journal could trip over.
var oddTexts = []string{
	" ", "--", "--volume-id", "-1", "-x=y", "[", `["a"]`, "{", `{"a":1}`, "file://x", "fileb://x", "@web", "a b",
	"\t[", "Key=a,Value=b", "help", "wait", `"`, "'", `\`, "a\nb", "\u2028", "é", "\uFFFD", "🙂", "true", "0", "null", "$(x)", "*", "\x00",
}

func (d drawer) text(read tag) string {
	if read.enum != nil {
		return rapid.SampledFrom(read.enum).Draw(d.t, read.name)
	}
	if read.kind != "" && d.ids != nil {
		known := d.ids(read.kind)
		if len(known) > 0 && rapid.IntRange(0, 3).Draw(d.t, "known") > 0 {
			return rapid.SampledFrom(known).Draw(d.t, read.name)
		}
	}
	text := rapid.OneOf(
		rapid.StringMatching(`[a-z]{1,4}-[0-9a-f]{8,17}`),
		rapid.SampledFrom(oddTexts),
		rapid.String(),
	).Draw(d.t, read.name)
	switch {
	case read.base64:
		return base64.StdEncoding.EncodeToString([]byte(text))
	case read.required && text == "":
		return "x"
	}
	return text
}
