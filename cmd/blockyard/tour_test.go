package main

import (
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"blockyard/scripting/session"
)

// sandboxTour returns the commands that the README types in the sandbox.
func sandboxTour(t *testing.T) string {
	readme, err := os.ReadFile("../../README.md")
	require.NoError(t, err)
	_, rest, found := strings.Cut(string(readme), "In the sandbox:\n\n```sh\n")
	require.True(t, found)
	tour, _, found := strings.Cut(rest, "```\n")
	require.True(t, found)
	return tour
}

func TestTheReadmesTourOfTheSandboxWorksAsWritten(t *testing.T) {
	s := session.Sandbox(session.Options{Seed: 1})
	answers := map[string]string{}
	commands := session.Split(sandboxTour(t))
	require.Greater(t, len(commands), 8)
	for _, command := range commands {
		collect := func(text string) { answers[strings.Fields(command)[1]] += text }
		require.Zero(t, s.Run(command, collect, collect), "%s: %v", command, answers)
	}
	require.Contains(t, answers["ls"], "no files", "what is in memory is in no snapshot")
	require.Contains(t, answers["bill"], "gp3: 100 GB × 1 month × $0.08/GB-month")
}

// The README's first figure is a refusal of the third lesson: it must be the program's own words.
func TestTheReadmesFirstRefusalIsTheProgramsOwn(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	require.NoError(t, err)
	_, rest, _ := strings.Cut(string(readme), "```console\n$ ")
	shown, _, _ := strings.Cut(rest, "```")
	command, answer, _ := strings.Cut(shown, "\n")
	_, _, printed := typed(command, "shell", "move-volume-az")
	lines, want := strings.Split(printed, "\n"), strings.Split(answer, "\n")
	require.Equal(t, len(want), len(lines))
	for i, line := range want {
		begins, rest, shortened := strings.Cut(line, "…' is not in the same availability zone as instance '")
		if !shortened {
			require.Equal(t, line, lines[i])
			continue
		}
		require.Equal(t, "i-0c…'", rest)
		sentence := begins[:strings.LastIndex(begins, "'")]
		require.True(t, strings.HasPrefix(lines[i], sentence), lines[i])
		require.Contains(t, lines[i], "' is not in the same availability zone as instance 'i-0")
	}
}
