//go:build display

package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestMain is the program itself where the first argument says so: a window needs a process of its own.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == "desktop" {
		os.Exit(run(os.Args[2:], os.Stdout, os.Stderr))
	}
	os.Exit(m.Run())
}

// desktop runs the program and returns what it prints and its exit code.
func desktop(args ...string) (output string, code int) {
	c := exec.Command(os.Args[0], append([]string{"desktop"}, args...)...)
	out, _ := c.CombinedOutput()
	return string(out), c.ProcessState.ExitCode()
}

func write(t *testing.T, text string) string {
	name := filepath.Join(t.TempDir(), "script.txt")
	require.NoError(t, os.WriteFile(name, []byte(text), 0o600))
	return name
}

func TestDesktopPlaysAScript(t *testing.T) {
	picture := filepath.Join(t.TempDir(), "end.png")
	script := write(t, "click button/dont-know\nrun yard run 30d\nshot "+picture+"\nquit\n")
	out, code := desktop("--digest", "--size", "1000x700", "--ratio", "1.5", "--script", script, "cost-ebs-vs-instance-store")
	require.Zero(t, code, out)

	want, err := open("cost-ebs-vs-instance-store")
	require.NoError(t, err)
	want.Run("yard run 30d", func(string) {}, func(string) {})
	require.Equal(t, "digest "+want.Digest()+"\n", out)
	info, err := os.Stat(picture)
	require.NoError(t, err)
	require.Greater(t, info.Size(), int64(10_000))
}

func TestDesktopOpensALessonFile(t *testing.T) {
	out, code := desktop("--digest", "--script", write(t, "wait 2"), "../../scenarios/move-volume-az.lua")
	require.Zero(t, code, out)
	want, err := open("move-volume-az")
	require.NoError(t, err)
	require.Equal(t, "digest "+want.Digest()+"\n", out)
}

func TestDesktopRefusesWhatItCannotDo(t *testing.T) {
	for _, c := range []struct {
		args []string
		code int
		want string
	}{
		{[]string{"no-such-lesson"}, exitUsage, "built in are cost-ebs"},
		{[]string{"a", "b"}, exitUsage, `"b" is a second one`},
		{[]string{"--size", "10x10"}, exitUsage, "800x600 at least"},
		{[]string{"--ratio", "9"}, exitUsage, "between 0.5 and 4"},
		{[]string{"--script", "none.txt"}, exitUsage, "none.txt"},
		{[]string{"--script", write(t, "jump")}, exitUsage, `"jump" is none of`},
		{[]string{"--sound"}, exitUsage, "-sound"},
		{[]string{"."}, exitUsage, "is no lesson"},
		{[]string{"--help"}, 0, "LESSON is a lesson file"},
		{[]string{"--script", write(t, "click nothing")}, exitFailed, "line 1 of the script: there is no node nothing"},
	} {
		out, code := desktop(c.args...)
		require.Equal(t, c.code, code, "%s: %s", strings.Join(c.args, " "), out)
		require.Contains(t, out, c.want)
	}
}
