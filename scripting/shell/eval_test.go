package shell

import (
	"flag"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

var updateTranscripts = flag.Bool("update", false, "rewrite the answers in testdata/*.txt")

// testCommand stands in for the host: show prints its words, one a line, in
// brackets; env prints a variable; ends gives a status; volumes prints a table.
func testCommand(c *Call) int {
	switch c.Args[0] {
	case "show":
		for _, word := range c.Args[1:] {
			c.Stdout.WriteString("[" + word + "]\n")
		}
		return 0
	case "env":
		c.Stdout.WriteString("[" + c.Env(strings.Join(c.Args[1:], " ")) + "]\n")
		return 0
	case "ends":
		status, _ := strconv.Atoi(strings.Join(c.Args[1:], " "))
		return status
	case "volumes":
		c.Stdout.WriteString("vol-0b\t8\tin-use\nvol-0a\t100\tavailable\nvol-0c\t20\tin-use\n")
		return 0
	}
	c.Stderr.WriteString(c.Args[0] + ": command not found on line " + decimal(c.Line) + "\n")
	return statusUnknown
}

// TestTranscripts runs testdata/*.txt: a line with $ starts a program, lines
// with > go on with it, then comes what it prints: errors after !, a status
// that is not 0 after ?, the end of a stopped run after !!. Each file is one shell.
func TestTranscripts(t *testing.T) {
	files, err := filepath.Glob("testdata/shell_*.txt")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			want, err := os.ReadFile(file)
			require.NoError(t, err)
			got := runTranscript(string(want))
			if *updateTranscripts {
				require.NoError(t, os.WriteFile(file, []byte(got), 0o644))
			}
			require.Equal(t, string(want), got)
		})
	}
}

// runTranscript returns the transcript with the answers of this shell.
func runTranscript(text string) string {
	s := New(testCommand, Limits{})
	var b strings.Builder
	lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	for i := 0; i < len(lines); i++ {
		switch line := lines[i]; {
		case strings.HasPrefix(line, "$ "):
			program := []string{line[2:]}
			for i+1 < len(lines) && strings.HasPrefix(lines[i+1], "> ") {
				i++
				program = append(program, lines[i][2:])
			}
			b.WriteString("$ " + strings.Join(program, "\n> ") + "\n" + answer(s, strings.Join(program, "\n")))
		case line == "" || strings.HasPrefix(line, "# "):
			b.WriteString(line + "\n")
		}
	}
	return b.String()
}

// answer runs one program of a transcript and returns what it prints.
func answer(s *Shell, program string) string {
	var b strings.Builder
	status, err := s.Run(program,
		func(text string) { b.WriteString(text) },
		func(text string) {
			b.WriteString("! " + strings.ReplaceAll(strings.TrimSuffix(text, "\n"), "\n", "\n! ") + "\n")
		})
	if text := b.String(); text != "" && !strings.HasSuffix(text, "\n") {
		b.WriteString("%\n")
	}
	if err != nil {
		b.WriteString("!! " + err.Error() + "\n")
	} else if status != 0 {
		b.WriteString("? " + decimal(status) + "\n")
	}
	return b.String()
}

func TestRunPrintsAsItGoes(t *testing.T) {
	var seen []string
	s := New(testCommand, Limits{})
	note := func(stream string) func(string) {
		return func(text string) { seen = append(seen, stream+text) }
	}
	_, err := s.Run("echo 1; for i in 2 3; do echo $i; echo e$i >&2; done", note("out "), note("err "))
	require.NoError(t, err)
	require.Equal(t, []string{"out 1\n", "out 2\n", "err e2\n", "out 3\n", "err e3\n"}, seen)
}

func TestInterrupted(t *testing.T) {
	s := New(testCommand, Limits{})
	left := 5
	s.Interrupted = func() bool { left--; return left < 0 }
	var out string
	status, err := s.Run("while true; do echo x; done", collect(&out), collect(&out))
	require.ErrorContains(t, err, "Interrupted.")
	require.Equal(t, 1, status)
	require.Equal(t, "x\nx\n", out)
	s.Interrupted = nil
	_, err = s.Run("echo after", collect(&out), collect(&out))
	require.NoError(t, err)
	require.Equal(t, "after\n", out)
}

func TestExitIsReported(t *testing.T) {
	s := New(testCommand, Limits{})
	var out string
	status, err := s.Run("echo a; (exit 4); echo $?; exit 3; echo b", collect(&out), collect(&out))
	require.NoError(t, err)
	require.Equal(t, 3, status)
	require.Equal(t, "a\n4\n", out)
	require.True(t, s.Exited())
	_, err = s.Run("true", collect(&out), collect(&out))
	require.NoError(t, err)
	require.False(t, s.Exited())
}

func TestErrorKinds(t *testing.T) {
	for source, want := range map[string]Error{
		"echo 'a":               {Syntax, 1, "syntax error: reached EOF without closing quote `'`."},
		"echo a\necho b > f":    {Refused, 2, noFiles},
		"echo a\necho $((1/0))": {Failed, 2, "Division by zero: test the number on the right first."},
	} {
		_, _, err := runFresh(source)
		require.Equal(t, &want, err, source)
	}
}

func TestRefusedProgramRunsNothing(t *testing.T) {
	out, _, err := runFresh("echo first; cat < file")
	require.ErrorContains(t, err, noInput)
	require.Empty(t, out)
}

func TestIncomplete(t *testing.T) {
	for source, want := range map[string]bool{
		"echo a":               false,
		"":                     false,
		"# if":                 false,
		"fi":                   false,
		"echo a \\":            true,
		"echo a \\\n":          true,
		`echo a\\`:             false,
		"echo 'a":              true,
		"for i in 1 2; do":     true,
		"if true; then echo":   true,
		"x=$(echo":             true,
		"cat <<E\na":           true,
		"cat <<'E'\na\n":       true,
		"cat <<E\na\nE":        false,
		"a |":                  true,
		"a &&":                 true,
		nest("(", "", "", 999): false,
	} {
		require.Equal(t, want, Incomplete(source), source)
	}
}

func TestVariableAndStatus(t *testing.T) {
	s := New(testCommand, Limits{})
	var out string
	_, err := s.Run("x=1; false", collect(&out), collect(&out))
	require.NoError(t, err)
	require.Equal(t, 1, s.Status())
	text, set := s.Variable("x")
	require.True(t, set)
	require.Equal(t, "1", text)
	_, set = s.Variable("y")
	require.False(t, set)
}

func TestNamesAreSorted(t *testing.T) {
	require.IsIncreasing(t, Names())
	require.Subset(t, Names(), []string{"grep", "echo", "export"})
}

// FuzzRun runs any source twice: no panic, an end, and the same answers.
func FuzzRun(f *testing.F) {
	for _, b := range bombs {
		f.Add(b.source[:min(len(b.source), 200)])
	}
	files, _ := filepath.Glob("testdata/shell_*.txt")
	for _, file := range files {
		text, _ := os.ReadFile(file)
		for _, program := range strings.Split(string(text), "\n$ ")[1:] {
			f.Add(strings.ReplaceAll(program, "\n> ", "\n"))
		}
	}
	f.Add("()0")                 // a function without a name
	f.Add("echo 1 | tr 0 '[:]'") // a class without a name
	limits := Limits{Steps: 5_000, Text: 20_000, Words: 500, Output: 20_000}
	f.Fuzz(func(t *testing.T, source string) {
		run := func() (text string, err error) {
			s := New(testCommand, limits)
			add := func(more string) { text += more }
			_, err = s.Run(source, add, add)
			return text, err
		}
		text, err := run()
		again, errAgain := run()
		require.Equal(t, text, again)
		require.Equal(t, err, errAgain)
		Incomplete(source)
	})
}

func BenchmarkLoop(b *testing.B) {
	s := New(testCommand, Limits{})
	ignore := func(string) {}
	for b.Loop() {
		_, err := s.Run("i=0; while [ $i -lt 1000 ]; do i=$((i+1)); done", ignore, ignore)
		require.NoError(b, err)
	}
}
