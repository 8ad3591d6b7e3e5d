package app

import (
	"testing"

	"github.com/stretchr/testify/require"

	"blockyard/render/scene"
)

func TestScriptsAreChecked(t *testing.T) {
	for source, want := range map[string]string{
		"click":                 "line 1 of the script: click needs something behind it",
		"# fine\n\nenter now":   "line 3 of the script: enter needs nothing behind it",
		"dance":                 `line 1 of the script: "dance" is none of click, menu, drag, type, key`,
		"wait long":             `wait needs a number of ticks, not "long"`,
		"wait 0":                `wait needs a number of ticks, not "0"`,
		"type a\nshot\nenter\n": "line 2 of the script: shot needs something",
	} {
		_, err := ParseScript(source)
		require.ErrorContains(t, err, want)
	}
}

func TestScriptNamesTheNodeThatIsNotThere(t *testing.T) {
	c := opened(t, "")
	s, err := ParseScript("\nclick button/nothing")
	require.NoError(t, err)
	_, err = s.next(c.Frame())
	require.ErrorContains(t, err, "line 2 of the script: there is no node button/nothing; there are ")
	require.ErrorContains(t, err, "button/play")
}

func TestScriptPlaysTickByTick(t *testing.T) {
	c := opened(t, "")
	s, err := ParseScript("click button/play\nwait 2\nshot a.png\nkey Ctrl+Shift+F6\nquit")
	require.NoError(t, err)
	var ticks []scriptTick
	for range 7 {
		tick, err := s.next(c.Frame())
		require.NoError(t, err)
		ticks = append(ticks, tick)
	}
	require.Equal(t, []PointerKind{PointerMove, PointerDown}, kinds(ticks[0].Pointers))
	require.Equal(t, []PointerKind{PointerUp}, kinds(ticks[1].Pointers))
	require.Equal(t, "a.png", ticks[4].shot)
	require.Equal(t, []Keystroke{{Key: "F6", Shift: true, Ctrl: true}}, ticks[5].Keys)
	require.True(t, ticks[6].quit)
	require.Equal(t, Keystroke{Key: "+"}, keystroke("+"))
}

func kinds(pointers []Pointer) (all []PointerKind) {
	for _, p := range pointers {
		all = append(all, p.Kind)
	}
	return all
}

func TestScriptScrollsToWhatItClicks(t *testing.T) {
	c := opened(t, costLesson)
	c.Resize(1200, 420)
	c.Submit("yard answer guess '?'")
	c.Frame()
	c.setScroll(scene.PanelLesson, 0)
	c.stale = true
	n := node(t, c, "button/hint")
	require.Less(t, n.Rect.H, n.Whole.H, "it begins out of sight")
	click(t, c, "button/hint")
	require.Contains(t, newest(t, c).Command, "yard hint")
	require.Positive(t, extentOf(c.Frame(), scene.PanelLesson).Y)
}
