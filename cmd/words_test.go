package cmd_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// unsaid holds what no file of the project says, each with its reason. Some
// words are written in two halves here, so that this file may be read too.
var unsaid = []struct{ pattern, why string }{
	{`\bTO` + `DO\b`, "what is left to do is an issue, not a comment"},
	{`\bFIX` + `ME\b`, "what is broken is mended or an issue, not a comment"},
	{`\bXX` + `X\b`, "a doubt is settled or explained"},
	{`(?i)\bnot (yet )?imple` + `mented\b`, "what is listed works; what does not work is not listed"},
	{`\.\./sha` + `red\b`, "the project is complete by itself"},
	{`(^|[ \t"'(` + "`" + `])/wo` + `rk/`, "paths of one machine mean nothing on another"},
}

// vague names say nothing about what a package or file holds.
var vague = regexp.MustCompile(`(^|[/_-])(utils?|common|managers?|helpers?|misc)([/_.-]|$)`)

func TestWords(t *testing.T) {
	names, faults := fileNames(t), []string(nil)
	for _, name := range names {
		if vague.MatchString(name) {
			faults = append(faults, name+": the name does not say what is in it")
		}
		content, err := os.ReadFile(filepath.Join(root, name))
		require.NoError(t, err)
		if !bytes.ContainsRune(content, 0) { // text
			faults = append(faults, wordFaults(name, string(content))...)
		}
	}
	require.Contains(t, names, "cmd/words_test.go")
	none(t, faults)
}

// wordFaults returns a line for each forbidden word of a text, "file:line: reason".
func wordFaults(name, text string) (faults []string) {
	for _, u := range unsaid {
		for _, at := range regexp.MustCompile(`(?m)`+u.pattern).FindAllStringIndex(text, -1) {
			line := 1 + strings.Count(text[:at[0]], "\n")
			faults = append(faults, fmt.Sprintf("%s:%d: %q: %s", name, line, strings.TrimSpace(text[at[0]:at[1]]), u.why))
		}
	}
	return faults
}

func TestWordsAreFound(t *testing.T) {
	for _, text := range []string{
		"// TO" + "DO: later", "FIX" + "ME", "(XX" + "X)", "panic(\"Not imple" + "mented\")", "not yet imple" + "mented",
		"see ../sha" + "red/x", "/wo" + "rk/main", "in /wo" + "rk/main",
	} {
		require.Equal(t, []string{"a.txt:2: "}, []string{first(wordFaults("a.txt", "fine\n"+text), 9)}, text)
	}
	for _, text := range []string{"mktemp /tmp/a.XXXXXX", "the to-do list", "home/work/x", "implemented by nobody else"} {
		require.Empty(t, wordFaults("a.txt", text))
	}
	for _, name := range []string{"sim/util/a.go", "sim/ec2/helpers.go", "sim/task_manager.go", "common/a.go"} {
		require.True(t, vague.MatchString(name), name)
	}
	require.False(t, vague.MatchString("sim/utility.go"))
}

// first returns the first n bytes of the only fault, or all faults where there is not one.
func first(faults []string, n int) string {
	if len(faults) != 1 {
		return fmt.Sprint(faults)
	}
	return faults[0][:n]
}
