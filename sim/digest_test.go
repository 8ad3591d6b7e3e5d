package sim

import (
	"reflect"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"blockyard/sim/ec2"
)

// Every field of an instance is in the digest, once.
func TestTheDigestNamesEveryFieldOfAnInstance(t *testing.T) {
	count := map[string]int{}
	for _, path := range instanceFields {
		for _, leaf := range leaves(reflect.TypeFor[ec2.Instance]().FieldByIndex(path).Type, path) {
			count[leaf]++
		}
	}
	all := leaves(reflect.TypeFor[ec2.Instance](), nil)
	require.Len(t, count, len(all))
	for _, leaf := range all {
		require.Equal(t, 1, count[leaf], "field %q", leaf)
	}
}

// leaves returns the paths of the fields below one that have no fields themselves.
func leaves(of reflect.Type, path []int) (all []string) {
	if len(path) > 0 && of.Kind() == reflect.Pointer && reflect.TypeFor[ec2.Instance]().FieldByIndex(path).Anonymous {
		of = of.Elem()
	}
	if of.Kind() != reflect.Struct {
		return []string{string(runesOf(path))}
	}
	for n := range of.NumField() {
		all = append(all, leaves(of.Field(n).Type, append(slices.Clone(path), n))...)
	}
	return all
}

// runesOf writes a path as text.
func runesOf(path []int) (text []rune) {
	for _, n := range path {
		text = append(text, rune('a'+n))
	}
	return text
}
