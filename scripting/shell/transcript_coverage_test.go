package shell

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"blockyard/sim"
)

// TestEveryOperationHasATranscript holds the registry to the transcripts: what
// nobody can read about in testdata is not done.
func TestEveryOperationHasATranscript(t *testing.T) {
	typed, missing := typedLines(t), []string(nil)
	for _, service := range sim.Operations().Services() {
		for _, o := range service.Ops {
			command := "aws " + service.Name + " " + o.Verb
			if service.Name == yardService {
				command = "yard " + o.Verb
			}
			pattern := regexp.MustCompile(`(^|[ (])` + regexp.QuoteMeta(command) + `($|[ )])`)
			if !pattern.MatchString(typed) {
				missing = append(missing, command)
			}
		}
	}
	require.Empty(t, missing, "no transcript types these")
}

// typedLines returns every line that a transcript of commands types.
func typedLines(t *testing.T) string {
	var b strings.Builder
	for _, pattern := range []string{"testdata/aws_*.txt", "testdata/yard_*.txt"} {
		files, err := filepath.Glob(pattern)
		require.NoError(t, err)
		require.NotEmpty(t, files)
		for _, file := range files {
			text, err := os.ReadFile(file)
			require.NoError(t, err)
			for line := range strings.Lines(string(text)) {
				if strings.HasPrefix(line, "$ ") || strings.HasPrefix(line, "> ") {
					b.WriteString(" " + strings.TrimSpace(line[2:]) + " \n")
				}
			}
		}
	}
	return b.String()
}
