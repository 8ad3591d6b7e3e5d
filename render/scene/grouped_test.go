package scene

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestThousandsAreGrouped(t *testing.T) {
	for text, want := range map[string]string{
		"": "", "none": "none", "999": "999", "1000 instances, 1500 volumes": "1\u202f000 instances, 1\u202f500 volumes",
		"vol-09e12345": "vol-09e12345", "t3.2xlarge 1234.5678": "t3.2xlarge 1\u202f234.5678", "$16648.00": "$16\u202f648.00",
		"-$1234567.89": "-$1\u202f234\u202f567.89", "$0.0104/h": "$0.0104/h", "65536 GiB": "65\u202f536 GiB",
	} {
		require.Equal(t, want, grouped(text))
	}
}
