package app

import (
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"blockyard/render/scene"
)

func TestLogKeepsTheNewest(t *testing.T) {
	c := opened(t, "")
	for range mostEntries {
		c.Submit("yard clock")
	}
	c.Submit("echo newest")
	require.Len(t, c.ui.Log, mostEntries)
	require.Equal(t, "newest\n", newest(t, c).Output)
	e := extentOf(c.Frame(), scene.PanelCommands)
	require.Positive(t, e.Most)
	require.Equal(t, e.Most, e.Y, "its end is shown")
}

func TestEntriesOfTheLogKeepTheirNodes(t *testing.T) {
	c := opened(t, "")
	c.Submit("yard clock")
	for range mostEntries {
		id := "log/" + strconv.Itoa(len(c.ui.Log)+c.ui.Forgotten-1)
		before := *node(t, c, id)
		c.Submit("echo " + id)
		after := *node(t, c, id)
		require.Equal(t, before.Name+before.Help, after.Name+after.Help)
	}
	require.Positive(t, c.ui.Forgotten)
	c.Set("lesson", "")
	require.Zero(t, c.ui.Forgotten)
}

func TestLongOutputIsCut(t *testing.T) {
	var short, long collected
	short.add("fits")
	require.Equal(t, "fits", short.String())
	for range 40_000 {
		long.add("é世")
	}
	require.LessOrEqual(t, long.Len(), mostText)
	require.Greater(t, long.Len(), mostText-100)
	require.True(t, utf8.ValidString(long.String()))
	require.True(t, strings.HasSuffix(long.String(), cutNote))

	c := opened(t, "")
	c.Submit("for i in $(echo {1..9}{1..9}{1..9}{1..9}); do echo 0123456789; done")
	require.LessOrEqual(t, len(newest(t, c).Output), mostText)
	require.True(t, strings.HasSuffix(newest(t, c).Output, cutNote), newest(t, c).Error)
}

func TestLongLinesAreRefused(t *testing.T) {
	c := opened(t, "")
	c.Submit("echo " + strings.Repeat("x", mostInput))
	require.Contains(t, newest(t, c).Error, "16 KiB")
	require.Len(t, c.Session().Journal().Lines, 0)
}

func TestInputIsHeldToItsLetters(t *testing.T) {
	c := opened(t, "")
	c.Input("é", 1)
	require.Equal(t, 0, c.ui.Caret)
	c.Input("ab", 99)
	require.Equal(t, 2, c.ui.Caret)
	c.Input(strings.Repeat("世", mostInput), -5)
	require.True(t, utf8.ValidString(c.ui.Input))
	require.LessOrEqual(t, len(c.ui.Input), mostInput)
}

func TestSayIsOneLine(t *testing.T) {
	for _, e := range []struct {
		entry scene.Entry
		want  string
	}{
		{scene.Entry{Command: "yard clock", Output: "It is noon.\n"}, "It is noon."},
		{scene.Entry{Command: "aws ec2 describe-volumes", Output: "{\n}\n"}, "Done: aws ec2 describe-volumes"},
		{scene.Entry{Command: "x", Output: "half\n", Error: "\nAn error\nWhy: so\nTry: this\n"}, "Refused: so"},
		{scene.Entry{Command: "x", Error: "\nAn error\nmore\n"}, "An error …"},
	} {
		require.Equal(t, e.want, outcome(e.entry))
	}
}

func TestExitDoesNotLeave(t *testing.T) {
	c := opened(t, "")
	c.Submit("exit 3")
	require.Contains(t, c.ui.Say, "close the window")
	c.Submit("echo on")
	require.Equal(t, "on\n", newest(t, c).Output)
}
