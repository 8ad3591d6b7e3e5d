package app

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"blockyard/render/scene"
	"blockyard/scripting/session"
)

func TestTheHelpOpensAndGivesBackWhatWasThere(t *testing.T) {
	c := opened(t, costLesson)
	c.Resize(800, 600)
	c.Set("focus", "button/play")
	c.setScroll(scene.PanelWorld, 30)
	before := scrolledIn(c.Frame(), scene.PanelWorld)
	require.Positive(t, before)
	c.Type("?")
	require.Equal(t, closesSheet, c.Frame().Focus)
	require.Zero(t, scrolledIn(c.Frame(), scene.PanelWorld))
	for _, k := range keyTable() {
		require.NotNil(t, c.Frame().Node("keys/"+strings.ReplaceAll(k.Of, " ", "-")), k.Of)
	}
	press(c, "Escape")
	require.Equal(t, scene.NoSheet, c.ui.Sheet)
	require.Equal(t, "button/play", c.Frame().Focus)
	require.Equal(t, before, scrolledIn(c.Frame(), scene.PanelWorld))
	c.Type("??")
	require.Equal(t, scene.NoSheet, c.ui.Sheet, "the key closes it, too")
}

func TestASheetIsFoundOnANarrowScreen(t *testing.T) {
	c := opened(t, "")
	c.Resize(390, 844)
	require.Nil(t, c.Frame().Node("panel/World"))
	c.Activate("button/lessons")
	require.NotNil(t, c.Frame().Node("lessons/sandbox"))
	c.Activate(closesSheet)
	require.Nil(t, c.Frame().Node("lessons/sandbox"))
}

func TestWhatOpensInThePlaceOfTheWorldClosesTheSheet(t *testing.T) {
	c := opened(t, "")
	for _, open := range []func(){
		func() { c.openForm("aws ec2 create-volume") }, func() { c.openList("Volumes=") }, func() { c.showThing("nothing") }, func() { c.openLesson(costLesson) },
	} {
		c.openSheet(scene.HelpSheet)
		require.Equal(t, scene.HelpSheet, c.ui.Sheet)
		open()
		require.Equal(t, scene.NoSheet, c.ui.Sheet)
	}
}

func TestSettingsAreKept(t *testing.T) {
	c := opened(t, "")
	kept := map[string]string{}
	c.Keep = func(option, value string) { kept[option] = value }
	c.Set("theme", "light")
	require.Empty(t, kept, "the address asks for it, not the learner")
	c.openSheet(scene.HelpSheet)
	c.Resize(1440, 1400)
	for _, id := range []string{"setting/theme/contrast", "setting/scale/125", "setting/reduced-motion", "setting/letters"} {
		c.Activate(id)
	}
	require.Equal(t, map[string]string{"theme": "contrast", "scale": "125", "reduced-motion": "true", "letters": "false"}, kept)
	require.True(t, c.ui.Calm && c.ui.NoLetters)
	c.openLesson(costLesson)
	require.True(t, c.ui.Calm && c.ui.NoLetters && len(c.ui.Keys) > 0, "another lesson changes none of it")
	again := opened(t, "")
	for option, value := range kept {
		again.Set(option, value)
	}
	require.Equal(t, []any{scene.Contrast, 125, true, true}, []any{again.ui.Theme, again.ui.Scale, again.ui.Calm, again.ui.NoLetters})
}

func TestSingleKeysCanBeSwitchedOff(t *testing.T) {
	c := opened(t, costLesson)
	c.Set("letters", "false")
	c.Frame()
	c.focusPanel(scene.PanelWorld)
	c.Type("h?/")
	require.Empty(t, c.ui.Log)
	require.Equal(t, scene.NoSheet, c.ui.Sheet)
	require.Empty(t, c.editing())
	c.Set("letters", "true")
	c.Type("h")
	require.Equal(t, "yard hint", newest(t, c).Command)
}

func TestPointsAreKept(t *testing.T) {
	c := opened(t, "")
	kept := map[string]string{}
	c.Keep = func(option, value string) { kept[option] = value }
	c.Offer([]scene.Lesson{{Choice: scene.Choice{Of: costLesson, Value: "Four hours"}, Points: 10}, {Choice: scene.Choice{Of: "other"}, Points: 4}})
	require.Empty(t, kept)
	c.Set("lesson", costLesson)
	require.Equal(t, map[string]string{"progress/" + costLesson: "0"}, kept, "it is begun")
	for _, line := range session.Split(c.Session().Lesson().Solution) {
		c.Submit(line)
	}
	require.NotEqual(t, "0", kept["progress/"+costLesson])
	most := c.lessonAt(costLesson).Earned
	require.Positive(t, most)
	c.Set("lesson", costLesson)
	require.Equal(t, most, c.lessonAt(costLesson).Earned, "who begins again loses nothing")

	c.Set("progress/other", "3")
	c.Set("progress/other", "nonsense")
	c.Set("progress/other", "-1")
	c.Set("progress/none", "3")
	require.Equal(t, 3.0, c.lessonAt("other").Earned)
	c.Set("progress/other", "99")
	require.Equal(t, 4.0, c.lessonAt("other").Earned, "there is no more to earn")
}
