package scene

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestHintsAreThereUnderNativeFieldsToo(t *testing.T) {
	hint := func(p *player) bool {
		return slices.ContainsFunc(p.stage().Items, func(i Item) bool { return i.Kind == Label && i.Text == "Filter: data type:gp3" })
	}
	p := sandbox().list("Volumes")
	p.InputIsNative = true
	require.True(t, hint(p))
	p.Focus = fieldID(filterField)
	require.False(t, hint(p))
	p.Focus = ""
	require.False(t, hint(p.set(filterField+"=web")))
	require.False(t, slices.ContainsFunc(p.stage().Items, func(i Item) bool { return i.Text == "web" }), "the native field holds it")
}
