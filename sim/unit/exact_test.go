package unit

import (
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func TestExactNumbersReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		q := RatioOf(rapid.Int64().Draw(t, "numerator"), rapid.Int64Range(1, 1<<62).Draw(t, "denominator"))
		for range rapid.IntRange(0, 4).Draw(t, "times") {
			q = q.Times(q)
		}
		back, err := ParseExact(q.Exact())
		require.NoError(t, err)
		require.Zero(t, q.Compare(back))
	})
	for _, wrong := range []string{"", "-", "1/", "/2", "1/0", "1.5", "1e9", "0x1", "1/2/3", "--1", "+1", "1_0"} {
		_, err := ParseExact(wrong)
		require.Error(t, err, wrong)
	}
}
