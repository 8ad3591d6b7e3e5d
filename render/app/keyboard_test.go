package app

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"blockyard/render/scene"
)

func press(c *Controller, keys ...string) {
	for _, name := range keys {
		k := keystroke(name)
		c.Key(k.Key, "", k.Shift, k.Ctrl, k.Alt, false)
	}
}

func TestTabVisitsEverythingOnceAndIsNotTrapped(t *testing.T) {
	c := opened(t, costLesson)
	var want []string
	for _, n := range c.Frame().Nodes {
		if focusable(&n) {
			want = append(want, n.ID)
		}
	}
	var forth, back []string
	for range want {
		press(c, "Tab")
		forth = append(forth, c.Frame().Focus)
	}
	require.ElementsMatch(t, want, forth)
	press(c, "Tab")
	require.Equal(t, forth[0], c.Frame().Focus, "after the last comes the first")
	for range want {
		press(c, "Shift+Tab")
		back = append(back, c.Frame().Focus)
	}
	slices.Reverse(back)
	require.Equal(t, forth, back)
}

func TestF6GoesThroughThePanels(t *testing.T) {
	c := opened(t, costLesson)
	var visited []scene.Panel
	for range 2 * len(panels) {
		press(c, "F6")
		visited = append(visited, node(t, c, c.Frame().Focus).Panel)
	}
	require.Equal(t, panels, visited[:len(panels)])
	require.Equal(t, panels, visited[len(panels):])
	press(c, "Shift+F6")
	require.Equal(t, panels[len(panels)-2], node(t, c, c.Frame().Focus).Panel)
}

func TestInThePageTabIsTheBrowsers(t *testing.T) {
	c := opened(t, costLesson)
	c.Set("native", "true")
	press(c, "Tab")
	require.Empty(t, c.Frame().Focus)
	c.Set("focus", scene.CommandLine)
	c.Key("x", "KeyX", false, false, false, true)
	c.Key("Enter", "Enter", false, false, false, true)
	require.Empty(t, c.ui.Input, "its text field takes the letter")
	require.Empty(t, c.ui.Log, "and it submits")
	c.Input("yard clock", 4)
	require.Equal(t, "yard clock", node(t, c, scene.CommandLine).Value)
	c.Submit("yard clock")
	c.Key("ArrowUp", "ArrowUp", false, false, false, true)
	require.Equal(t, "yard clock", node(t, c, scene.CommandLine).Value, "the page reads the history from the node")

	c.Set("focus", "textbox/guess/store")
	c.Key("Escape", "Escape", false, false, false, true)
	require.Empty(t, c.Frame().Focus, "it is left, and there is nowhere to go back to")
	c.Set("focus", "button/play")
	c.Set("focus", scene.CommandLine)
	c.Key("Escape", "Escape", false, false, false, true)
	require.Equal(t, "button/play", c.Frame().Focus)
	c.Set("reduced-motion", "true")
	require.NotContains(t, c.Frame().Say, "no option")
}

func TestSlashAndEscape(t *testing.T) {
	c := opened(t, costLesson)
	c.Set("focus", "button/play")
	c.Type("/")
	require.Equal(t, scene.CommandLine, c.Frame().Focus)
	c.Type("yard /")
	require.Equal(t, "yard /", c.ui.Input)
	press(c, "Escape")
	require.Equal(t, "button/play", c.Frame().Focus)
	require.Equal(t, "yard /", c.ui.Input)
}

func TestSlashFindsTheCommandLineBehindATab(t *testing.T) {
	for _, size := range [][2]float64{{800, 600}, {390, 800}} {
		c := opened(t, costLesson)
		c.Resize(size[0], size[1])
		c.showTab(string(scene.PanelTime), string(scene.PanelTime))
		require.Nil(t, c.Frame().Node(scene.CommandLine))
		c.Type("/yard clock")
		press(c, "Enter")
		require.Equal(t, "yard clock", newest(t, c).Command)
	}
}

func TestHistory(t *testing.T) {
	c := opened(t, "")
	play(t, c, "run yard clock\nrun yard bill\nrun yard bill\ntype dra")
	press(c, "ArrowUp")
	require.Equal(t, "yard bill", c.ui.Input)
	press(c, "ArrowUp")
	require.Equal(t, "yard clock", c.ui.Input, "what was typed twice is there once")
	press(c, "ArrowUp", "ArrowUp", "ArrowDown")
	require.Equal(t, "yard bill", c.ui.Input)
	press(c, "ArrowDown")
	require.Equal(t, "dra", c.ui.Input, "what was being typed comes back")
	c.run("yard steps", true)
	press(c, "ArrowUp")
	require.Equal(t, "yard bill", c.ui.Input, "clicks are not in the history")
}

func TestSingleLettersActOnlyWhereNobodyTypes(t *testing.T) {
	c := opened(t, costLesson)
	c.Set("focus", "button/dont-know")
	c.Type("h")
	require.Empty(t, c.ui.Log)
	c.focusPanel(scene.PanelWorld)
	c.Type("H")
	require.Equal(t, "yard hint", newest(t, c).Command)
	c.Type("p")
	require.Equal(t, "textbox/guess/store", c.Frame().Focus)
	c.Type("b")
	require.Equal(t, "b", scene.Chosen(c.ui.Fields, "guess/store"))
	c.focusPanel(scene.PanelWorld)
	c.Type("b")
	require.Equal(t, scene.PanelBill, node(t, c, c.Frame().Focus).Panel)
	c.Type("?")
	require.Equal(t, scene.HelpSheet, c.ui.Sheet)
	require.NotNil(t, node(t, c, "keys/Space"))
	c.Key("h", "KeyH", false, true, false, false)
	require.Equal(t, "yard hint", newest(t, c).Command)
	require.Len(t, c.ui.Log, 1, "Ctrl+H is the browser's")
}

func TestSpacePressesButtonsAndElsePlays(t *testing.T) {
	c := opened(t, "")
	c.Set("focus", "button/launch")
	c.Type(" ")
	require.Contains(t, newest(t, c).Command, "run-instances")
	c.Frame()
	c.setFocus(firstInstance(t, c))
	c.Type(" ")
	require.True(t, c.ui.Playing)
	c.Type(" ")
	require.False(t, c.ui.Playing)
}

func TestArrowsFindTheNearestThing(t *testing.T) {
	c := opened(t, "")
	for range 3 {
		c.Submit("aws ec2 run-instances --image-id @al2023 --instance-type t3.micro --count 2")
	}
	press(c, "ArrowDown")
	require.Equal(t, scene.PanelWorld, node(t, c, c.Frame().Focus).Panel)
	for key, away := range map[string][2]float64{"ArrowDown": {0, 1}, "ArrowRight": {1, 0}, "ArrowUp": {0, -1}, "ArrowLeft": {-1, 0}} {
		from := *node(t, c, c.Frame().Focus)
		press(c, key)
		to := *node(t, c, c.Frame().Focus)
		if to.ID != from.ID {
			x, y := between(from.Whole, to.Whole)
			require.Positive(t, x*away[0]+y*away[1], key)
		}
	}
	press(c, "ArrowDown", "ArrowDown")
	require.NotEqual(t, c.entry(scene.PanelWorld), c.Frame().Focus)
}

func TestFocusIsSeenAndIsNotLost(t *testing.T) {
	c := opened(t, costLesson)
	c.Resize(1200, 600)
	for range 60 {
		press(c, "Tab")
		n := node(t, c, c.Frame().Focus)
		e := extentOf(c.Frame(), n.Panel)
		if e == nil || n.Whole.H > e.Rect.H || n.Whole.Bottom() < e.Rect.Y || n.Whole.Y > e.Rect.Bottom() {
			continue
		}
		require.Equal(t, n.Whole.H, n.Rect.H, "%s is cut off", n.ID)
	}
	c.Set("focus", "button/dont-know")
	press(c, "Enter")
	require.Nil(t, c.Frame().Node("button/dont-know"), "it is answered")
	require.Equal(t, scene.PanelLesson, node(t, c, c.Frame().Focus).Panel)
}

func TestWhatCannotBeUsedSaysWhy(t *testing.T) {
	c := opened(t, costLesson)
	n := *node(t, c, "button/play")
	require.NotEmpty(t, n.Off)
	c.Activate("button/play")
	require.Equal(t, n.Name+": "+n.Off, c.Frame().Say)
	require.Equal(t, "button/play", c.Frame().Focus)
}

func TestFurtherActions(t *testing.T) {
	c := opened(t, "")
	c.Input("yard clock", 10)
	c.Activate(scene.CommandLine + "#1")
	require.Equal(t, "yard clock", newest(t, c).Command)
	c.Activate(scene.CommandLine + "#2")
	c.Activate("nothing#1")
	c.Activate("nothing")
	require.Len(t, c.ui.Log, 1)
}

func TestTextEditing(t *testing.T) {
	c := opened(t, "")
	c.Type("/")
	c.Type("añb\x00\n")
	require.Equal(t, "añb", c.ui.Input)
	press(c, "ArrowLeft", "Backspace")
	require.Equal(t, "ab", c.ui.Input)
	press(c, "Home", "Delete")
	require.Equal(t, "b", c.ui.Input)
	press(c, "End")
	c.Type("c")
	require.Equal(t, "bc", c.ui.Input)
	press(c, "Tab")
	require.NotEqual(t, scene.CommandLine, c.Frame().Focus, "Tab leaves")
}

// TestTextAgainstRunes edits a text as bytes and as a list of letters.
func TestTextAgainstRunes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var got text
		var want []rune
		at := 0
		for range rapid.IntRange(0, 40).Draw(t, "edits") {
			switch key := rapid.SampledFrom([]string{"", "Backspace", "Delete", "ArrowLeft", "ArrowRight", "Home", "End"}).Draw(t, "key"); key {
			case "":
				r := rapid.SampledFrom([]rune("aé世🙂 ")).Draw(t, "letter")
				got.insert(string(r))
				want = slices.Insert(want, at, r)
				at++
			case "Backspace":
				got.edit(key)
				if at > 0 {
					at--
					want = slices.Delete(want, at, at+1)
				}
			case "Delete":
				got.edit(key)
				if at < len(want) {
					want = slices.Delete(want, at, at+1)
				}
			default:
				got.edit(key)
				at = map[string]int{"ArrowLeft": max(0, at-1), "ArrowRight": min(len(want), at+1), "Home": 0, "End": len(want)}[key]
			}
			require.Equal(t, string(want), got.line)
			require.Equal(t, len(string(want[:at])), got.caret)
		}
	})
}

// A text field that is not the command line is left by Esc, too: then single letters are keys again.
func TestEscapeLeavesATextField(t *testing.T) {
	c := opened(t, costLesson)
	click(t, c, "textbox/guess/store")
	require.Equal(t, "textbox/guess/store", c.ui.Focus)
	press(c, "Escape")
	require.Empty(t, c.ui.Focus)
	press(c, "?")
	require.Equal(t, scene.HelpSheet, c.ui.Sheet)
}
