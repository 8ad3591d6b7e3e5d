package shell

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"blockyard/sim/op"
)

// TestFormats compares testdata/output.txt: a line with = names the format and
// the JSON of an answer, then comes what it prints. The texts are those of
// aws-cli 1.45.11 for the same answers.
func TestFormats(t *testing.T) {
	want, err := os.ReadFile("testdata/output.txt")
	require.NoError(t, err)
	var got strings.Builder
	for _, line := range strings.SplitAfter(string(want), "\n") {
		if strings.HasPrefix(line, "# ") || line == "\n" {
			got.WriteString(line)
		}
		request, found := strings.CutPrefix(strings.TrimSuffix(line, "\n"), "= ")
		if !found {
			continue
		}
		format, text, _ := strings.Cut(request, " ")
		printed, err := Format(format, "DescribeVolumes", mustJSON(t, text))
		if err != nil {
			printed = "! " + err.Error() + "\n"
		}
		got.WriteString(line + printed)
	}
	if *updateTranscripts {
		require.NoError(t, os.WriteFile("testdata/output.txt", []byte(got.String()), 0o644))
	}
	require.Equal(t, string(want), got.String())
}

func TestUnknownFormat(t *testing.T) {
	_, err := Format("yaml", "DescribeVolumes", op.Value{})
	require.EqualError(t, err, `Unknown output type: "yaml": use json, table, text.`)
}

// TestFormatJSONIsJSON holds every printed answer to being the same JSON.
func TestFormatJSONIsJSON(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := drawValue(t, 4)
		printed := FormatJSON(v)
		if printed == "" {
			require.Equal(t, "{}", v.String())
			return
		}
		require.JSONEq(t, v.String(), printed)
		var document any
		require.NoError(t, json.Unmarshal([]byte(printed), &document))
		indented, err := json.MarshalIndent(json.RawMessage(v.String()), "", "    ")
		require.NoError(t, err)
		require.Equal(t, string(indented)+"\n", printed)
	})
}

// TestTableIsABox holds every line of a table to one width.
func TestTableIsABox(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := drawValue(t, 4)
		printed, err := FormatTable("DescribeVolumes", v)
		again, errAgain := FormatTable("DescribeVolumes", v)
		require.Equal(t, err, errAgain)
		require.Equal(t, printed, again)
		lines := strings.Split(strings.TrimSuffix(printed, "\n"), "\n")
		for _, line := range lines {
			require.Len(t, line, len(lines[0]), printed)
		}
	})
}
