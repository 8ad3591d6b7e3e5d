package app

import (
	"testing"

	"github.com/stretchr/testify/require"

	"blockyard/render/scene"
)

func TestSearchingByKeyboard(t *testing.T) {
	c := opened(t, "")
	c.Submit("for n in a b c; do aws ec2 create-volume --size 8 --availability-zone us-east-1a --name disk-$n; done; yard run 1m")
	c.Set("focus", "button/play")
	press(c, "Ctrl+k")
	require.Equal(t, "textbox/"+scene.SearchField, c.Frame().Focus)
	c.Type("disk")
	press(c, "ArrowDown", "ArrowDown", "ArrowUp", "Enter")
	require.False(t, c.ui.Searching)
	require.Equal(t, "Volume disk-b", node(t, c, c.ui.Selected).Name[:len("Volume disk-b")])
	require.Equal(t, c.ui.Selected, c.Frame().Focus, "the world shows it")
}

func TestEscapeLeavesTheSearchWhereItWasOpened(t *testing.T) {
	c := opened(t, "")
	c.Set("focus", "button/play")
	press(c, "Ctrl+k")
	c.Type("nothing like it")
	press(c, "Enter") // nothing is marked: nothing happens
	require.True(t, c.ui.Searching)
	press(c, "Escape")
	require.False(t, c.ui.Searching)
	require.Equal(t, "button/play", c.Frame().Focus)
	press(c, "Ctrl+k")
	require.Empty(t, scene.Chosen(c.ui.Fields, scene.SearchField), "it begins empty")
}

func TestACommandThatWasFoundIsWrittenNotRun(t *testing.T) {
	c := opened(t, "")
	press(c, "Ctrl+k")
	c.Type("delete-volume")
	press(c, "Enter")
	require.Equal(t, "aws ec2 delete-volume ", c.ui.Input)
	require.Equal(t, scene.CommandLine, c.Frame().Focus)
	require.Empty(t, c.ui.Log)
}

func TestAListThatWasFoundIsFiltered(t *testing.T) {
	c := opened(t, "")
	c.Submit("for n in 1 2 3 4 5 6 7 8; do aws ec2 create-volume --size 8 --availability-zone us-east-1a; done; yard run 1m")
	press(c, "Ctrl+k")
	c.Type("state:available")
	c.Frame()
	c.Activate("search/list")
	require.False(t, c.ui.Searching)
	require.Equal(t, "Volumes", scene.Chosen(c.ui.Tabs, string(scene.PanelWorld)))
	require.Equal(t, "state:available", scene.Chosen(c.ui.Fields, "list/filter"))
}
