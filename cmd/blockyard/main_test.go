package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"blockyard/scenarios"
)

// typed runs the program with words and a standard input, and returns its exit code and what it prints.
func typed(in string, args ...string) (code int, out, errors string) {
	var stdout, stderr strings.Builder
	code = run(args, &console{in: strings.NewReader(in), out: &stdout, err: &stderr})
	return code, stdout.String(), stderr.String()
}

// written writes a file and returns its name.
func written(t *testing.T, name, text string) string {
	path := filepath.Join(t.TempDir(), name)
	require.NoError(t, os.WriteFile(path, []byte(text), 0o600))
	return path
}

// requirePlain checks that a text is for people: it ends with a newline and shows nothing of the program's inside.
func requirePlain(t *testing.T, text string) {
	require.True(t, strings.HasSuffix(text, "\n"), "%q ends with a newline", text)
	for _, inside := range []string{"strconv.", "goroutine ", "panic:", ".go:", "%!", "<nil>", "short flag", "EOL"} {
		require.NotContains(t, text, inside)
	}
}

const costLesson = "cost-ebs-vs-instance-store"

func TestHelpIsThereInEverySpelling(t *testing.T) {
	code, plain, errors := typed("", "--help")
	require.Zero(t, code)
	require.Empty(t, errors)
	require.Contains(t, plain, "Exit codes: 0 all is well, 1 a lesson, journal or command failed, 2 the command\nline was wrong.")
	for _, words := range []string{"", "help", "-h"} {
		_, out, _ := typed("", strings.Fields(words)...)
		require.Equal(t, plain, out)
	}
	for _, command := range []string{"run", "shell", "lint", "try", "replay", "sweep", "merge"} {
		code, out, _ := typed("", command, "--help")
		require.Zero(t, code)
		require.Contains(t, out, "Usage: blockyard "+command)
		_, same, _ := typed("", "help", command)
		require.Equal(t, out, same)
	}
	code, out, _ := typed("", "version")
	require.Zero(t, code)
	require.Regexp(t, `^blockyard \d+\.\d+\.\d+\n$`, out)
}

func TestWrongCommandLinesExitWith2(t *testing.T) {
	for words, first := range map[string]string{
		"runn":             `blockyard: unexpected argument runn, did you mean "run"?`,
		"run":              "blockyard: <lesson> is missing",
		"run a b":          "blockyard: unexpected argument b",
		"run --frob x":     "blockyard: unknown flag --frob",
		"run x --with":     "blockyard: --with takes a value, and none follows",
		"lint":             "blockyard: <lessons> ... is missing",
		"replay":           "blockyard: <journal> is missing",
		"shell --seed x":   `blockyard: --seed: a seed is a whole number, such as 7, and "x" is none`,
		"shell --seed -1":  `blockyard: --seed takes a value, and "-1" is a flag`,
		"shell --seed 1e3": `blockyard: --seed: a seed is a whole number, such as 7, and "1e3" is none`,
	} {
		code, out, errors := typed("", strings.Fields(words)...)
		require.Equal(t, exitUsage, code, words)
		require.Empty(t, out, words)
		sentence, help, _ := strings.Cut(errors, "\n")
		require.Equal(t, first, sentence, words)
		require.Regexp(t, `^blockyard( \w+)? --help says how it is written\.\n$`, help)
		requirePlain(t, errors)
	}
}

func TestFilesThatCannotBeUsedExitWith1(t *testing.T) {
	folder := t.TempDir()
	binary := written(t, "a.lua", "\x7fELF\x01\x00\xff")
	builtIn := "; the lessons that are built in: " + strings.Join(scenarios.Names, ", ") + "\n"
	for words, want := range map[string]string{
		"run nope":                           "blockyard: there is no file nope" + builtIn,
		"lint nope.lua":                      "blockyard: there is no file nope.lua" + builtIn,
		"lint " + folder:                     "blockyard: " + folder + " is a folder: name a lesson file, such as " + folder + "/*.lua\n",
		"try " + folder:                      "blockyard: " + folder + " is a folder: name a lesson file, such as " + folder + "/*.lua\n",
		"shell " + folder:                    "blockyard: " + folder + " is a folder: name a lesson file, such as " + folder + "/*.lua\n",
		"replay " + folder:                   "blockyard: " + folder + " cannot be read: is a directory\n",
		"replay nope":                        "blockyard: there is no file nope\n",
		"replay " + binary:                   "blockyard: " + binary + ": line 1 of the journal: this is not a journal: its first line must be `yardlog 1`\n",
		"run " + costLesson + " --with nope": "blockyard: there is no file nope\n",
		"run " + costLesson + " --journal " + folder + "/no/a": "blockyard: " + folder + "/no/a cannot be written: there is no such folder\n",
	} {
		code, _, errors := typed("", strings.Fields(words)...)
		require.Equal(t, exitFailed, code, words)
		require.Equal(t, want, errors, words)
		requirePlain(t, errors)
	}
}

func TestTheCostLessonPrintsTheThreeFigures(t *testing.T) {
	code, out, errors := typed("", "run", costLesson)
	require.Zero(t, code)
	require.Empty(t, errors)
	for _, figure := range []string{
		"demo.small: 720 h × $0.10/h = $72.00\n", "demo.small: 120 h × $0.10/h = $12.00\n",
		"standard: 100 GB × 1 month × $0.05/GB-month = $5.00\n",
		"Total                                                                   $72.00\n",
		"Total                                                                   $17.00\n",
		"\nLane ebs costs $55.00 less than lane store.\n", "\n8 of 8 points.\n",
	} {
		require.Contains(t, out, figure)
	}
	requirePlain(t, out)
	_, document, _ := typed("", "run", costLesson, "--json")
	require.Contains(t, document, `"lanes":[{"lane":"store","total":"72.00",`)
	require.Contains(t, document, `{"lane":"ebs","total":"17.00",`)
	require.Contains(t, document, `"points":"8","max":8`)
}

func TestCommandsOfOnesOwnEarnWhatTheyEarn(t *testing.T) {
	code, out, _ := typed("yard run 30d\r\n", "run", costLesson, "--with", "-")
	require.Zero(t, code)
	require.Contains(t, out, "$ yard run 30d\n")
	require.Contains(t, out, "\nLane store costs $5.00 less than lane ebs.\n", "the EBS lane ran all day")
	require.NotContains(t, out, "\n8 of 8 points.\n")
}

func TestThePipedShellExitsAsItsLastCommand(t *testing.T) {
	for in, want := range map[string]int{
		"": 0, "\n\n  \n": 0, "yard clock\n": 0, "foo\n": exitFailed, "foo\necho last\n": 0, "exit 3\necho no\n": exitFailed, "echo \"abc": exitFailed,
		"yard clock": 0, strings.Repeat("a", 2<<20): exitFailed, "\x7fELF\x00\xff\xfe\n": exitFailed,
	} {
		code, out, errors := typed(in, "shell")
		name := in[:min(len(in), 20)]
		require.Equal(t, want, code, name)
		require.NotContains(t, out+errors, "failed", name)
		if out+errors != "" {
			requirePlain(t, out+errors)
		}
	}
}
