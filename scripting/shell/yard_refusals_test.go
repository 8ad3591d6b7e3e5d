package shell

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"blockyard/sim"
	"blockyard/sim/op"
)

// TestRefusalListIsUpToDate provokes every row of refusals.csv that has a
// command, and compares what `yard ops` lists with what was answered.
func TestRefusalListIsUpToDate(t *testing.T) {
	codes, base := map[string][]string{}, prepared(t)
	for _, row := range refusalRows(t) {
		if row.command == "" || !row.isRefused() {
			continue
		}
		if name, code := operationOf(t, row.command), row.throughLua(t, copyOf(base)); !slices.Contains(codes[name], code) {
			codes[name] = append(codes[name], code)
		}
	}
	var b strings.Builder
	for _, s := range sim.Operations().Services() {
		for _, o := range s.Ops {
			if name := s.Name + " " + o.Action; len(codes[name]) > 0 {
				slices.Sort(codes[name])
				b.WriteString(name + " " + strings.Join(codes[name], " ") + "\n")
			}
		}
	}
	if *updateTranscripts {
		require.NoError(t, os.WriteFile("refusals.txt", []byte(b.String()), 0o644))
		return
	}
	require.Equal(t, refusalList, b.String())
}

// operationOf returns service and action of a command line.
func operationOf(t *testing.T, command string) string {
	parsed, err := sim.Operations().ParseArgs(wordsOf(t, command)[1:], op.WithSugar)
	require.NoError(t, err)
	return parsed.Op.Service + " " + parsed.Op.Action
}
