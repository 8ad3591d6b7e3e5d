package sim

import (
	"fmt"
	"reflect"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"blockyard/sim/ec2"
	"blockyard/sim/guest"
)

// Every field of what is hashed field by field is in the digest, once.
func TestTheDigestNamesEveryField(t *testing.T) {
	places := fieldsOf[ec2.Instance]("reason") // a place in a list; what stands there is hashed instead
	for of, paths := range map[reflect.Type][][]int{
		reflect.TypeFor[ec2.Instance]():  slices.Concat(instanceFields, places),
		reflect.TypeFor[guest.Machine](): machineFields,
	} {
		count := map[string]int{}
		for _, path := range paths {
			for _, leaf := range leaves(of, path) {
				count[leaf]++
			}
		}
		all := leaves(of, nil)
		require.Len(t, count, len(all))
		for _, leaf := range all {
			require.Equal(t, 1, count[leaf], "%v: field %q", of, leaf)
		}
	}
}

// leaves returns the paths of the fields below one that have no fields themselves.
func leaves(of reflect.Type, path []int) (all []string) {
	at, embedded := of, false
	if len(path) > 0 {
		f := of.FieldByIndex(path)
		at, embedded = f.Type, f.Anonymous
	}
	if embedded && at.Kind() == reflect.Pointer {
		at = at.Elem()
	}
	if at.Kind() != reflect.Struct {
		return []string{fmt.Sprint(path)}
	}
	for n := range at.NumField() {
		all = append(all, leaves(of, append(slices.Clone(path), n))...)
	}
	return all
}
