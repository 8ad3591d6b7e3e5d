package lifecycle

import (
	"testing"

	"github.com/stretchr/testify/require"
)

type light string

var traffic = Table[light]{
	{From: "", On: "Install", To: "red"},
	{From: "red", On: "Go", To: "green", Why: "the road is free"},
	{From: "green", On: "Halt", To: "red"},
	{From: "green", On: "Remove", To: ""},
}

func TestATableAnswersItsMoves(t *testing.T) {
	require.NoError(t, traffic.Check())
	to, ok := traffic.Next("red", "Go")
	require.True(t, ok)
	require.Equal(t, light("green"), to)
	_, ok = traffic.Next("red", "Halt")
	require.False(t, ok)
	require.Panics(t, func() { traffic.Must("red", "Halt") })
	require.Equal(t, []light{"red", "green"}, traffic.States())
}

func TestCheckFindsFaults(t *testing.T) {
	twice := append(Table[light]{}, traffic...)
	require.ErrorContains(t, append(twice, Move[light]{From: "red", On: "Go", To: "red"}).Check(), "two moves")
	require.ErrorContains(t, append(twice, Move[light]{From: "blue", On: "Go", To: "red"}).Check(), `"blue"`)
}

func TestATablePrintsItself(t *testing.T) {
	require.Contains(t, traffic.Markdown(), "| red | Go | green | the road is free |\n")
	require.Contains(t, traffic.Markdown(), "| green | Remove | (none) |  |\n")
	require.Contains(t, traffic.DOT("light"), `"red" -> "green" [label="Go"];`)
}
