package scene

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"blockyard/scenarios"
)

// lessonsOffered are lessons in every state, one with a title that is longer than any row.
var lessonsOffered = []Lesson{
	{Choice: Choice{"done", "A lesson that is done"}, Minutes: 12, Teaches: []string{"ebs-billed-while-stopped", "reading-a-bill"}, Points: 10, Begun: true, Earned: 10},
	{Choice: Choice{"begun", "One that is begun, with a title which is so long that it needs several lines wherever it stands"}, Minutes: 8, Needs: []string{"done"}, Points: 10, Begun: true, Earned: 2.5},
	{Choice: Choice{"move-volume-az", "The disk is in the wrong zone"}, Needs: []string{"unknown"}, Points: 1},
	{Choice: Choice{"last", "The last one"}, Minutes: 100, Points: 4},
}

// opened is somebody with a sheet open, among lessons in every state.
func (p *player) opened(sheet Sheet) *player {
	p.Sheet, p.Lessons = sheet, lessonsOffered
	p.Keys = []Choice{{"F6", "go to the next part of the screen; with Shift, to the one before"}, {"← → ↑ ↓", "go to the nearest thing in the world"}, {"?", "open this help; Esc closes it"}}
	return p
}

func TestTheLessonsSayHowFarSomebodyHasCome(t *testing.T) {
	f := sandbox().opened(LessonsSheet).frame()
	require.Equal(t, "Lesson 1; Teaches EBS billed while stopped, reading a bill; Done, 10 of 10 points; 12 min", f.Node("lessons/done").Help)
	require.Equal(t, "Lesson 2; Builds on “A lesson that is done”; Begun, 2.5 of 10 points; 8 min", f.Node("lessons/begun").Help)
	require.Equal(t, "Lesson 3; Not begun", f.Node("lessons/move-volume-az").Help)
	require.Equal(t, Action{"Open this lesson", OpenLesson, "last"}, *f.Node("lessons/last").Action)
	require.Contains(t, f.Node("lessons/start").Name, "Go on with “One that is begun")

	p := sandbox().opened(LessonsSheet)
	p.Lessons = lessonsOffered[2:]
	require.Equal(t, "Start with “The disk is in the wrong zone”. Nothing is locked.", p.frame().Node("lessons/start").Name)
	p.Lessons = lessonsOffered[:1]
	require.Equal(t, "All lessons are done.", p.frame().Node("lessons/start").Name)
	p.Lessons = nil
	require.NotNil(t, p.frame().Node("lessons/none"))
}

func TestALessonIsReadAsItIsOffered(t *testing.T) {
	all := BuiltIn()
	require.Len(t, all, len(scenarios.Names))
	for i, name := range scenarios.Names {
		l := lessonNamed(t, name).Lesson()
		_, most := lessonNamed(t, name).Score()
		require.Equal(t, Lesson{Choice: Choice{name, l.Title}, Minutes: l.Minutes, Teaches: l.Teaches, Needs: l.Needs, Points: most}, all[i])
	}
}

func TestTheEndOfALessonLeadsOn(t *testing.T) {
	p := lessonNamed(t, "move-volume-az")
	p.Lessons = lessonsOffered
	require.Nil(t, p.frame().Node("lesson/next"))
	p.do(p.solution()...)
	require.Equal(t, "last", p.frame().Node("lesson/next").Action.Arg)
	p.Lessons = lessonsOffered[:3]
	require.Nil(t, p.frame().Node("lesson/next"), "it is the last")
	require.NotNil(t, p.frame().Node("lesson/all"))
}

func TestTheHelpSaysWhatToDoNext(t *testing.T) {
	next := func(p *player) string { return p.opened(HelpSheet).frame().Node("about/4").Name }
	require.Contains(t, next(sandbox()), "launch an instance")
	require.Contains(t, next(sandbox(busy...)), "select a thing")
	p := lessonNamed(t, "move-volume-az")
	require.Contains(t, next(p), "attach data straight to app-b")
	p.do(p.solution()...)
	require.Contains(t, next(p), "next lesson")
}

func TestTheHelpShowsTheSettingsAsTheyAre(t *testing.T) {
	p := sandbox().opened(HelpSheet)
	p.Theme, p.Scale, p.Calm, p.NoLetters = Contrast, 125, true, true
	chosen := map[string]bool{}
	for _, n := range p.frame().Nodes {
		if n.Role == RoleRadio || n.Role == RoleCheckbox {
			chosen[n.ID] = n.Chosen
		}
	}
	require.Equal(t, map[string]bool{
		"setting/theme/dark": false, "setting/theme/light": false, "setting/theme/contrast": true,
		"setting/scale/100": false, "setting/scale/125": true, "setting/scale/150": false, "setting/scale/175": false, "setting/scale/200": false,
		"setting/reduced-motion": true, "setting/letters": false,
	}, chosen, "a window has no text view")
	p.InputIsNative = true
	require.Equal(t, "text=true", p.frame().Node("setting/text").Action.Arg)
}

func TestTheBarReadsTheTitleFirstAtAnyWidth(t *testing.T) {
	for width := 360.0; width <= 2560; width += 35 {
		for _, scale := range scales {
			f := lessonNamed(t, "move-volume-az").size(width, 900, scale).frame()
			at := slices.IndexFunc(f.Nodes, func(n Node) bool { return n.Panel == PanelBar && n.Role != RoleRegion })
			require.Equal(t, "title", f.Nodes[at].ID)
			require.NotNil(t, f.Node("button/lessons"))
			require.Empty(t, faults(f), "%v at %d", width, scale)
			for _, id := range []string{"button/search", "button/help"} {
				require.NotNil(t, f.Node(id), "%s at %v, %d", id, width, scale)
			}
		}
	}
}

func TestNothingIsCutOrOverlapsInASheet(t *testing.T) {
	worlds := []*player{sandbox(), sandbox(busy...), lessonNamed(t, "move-volume-az")}
	rapid.Check(t, func(t *rapid.T) {
		p := newPlayer(rapid.SampledFrom(worlds).Draw(t, "world").Session)
		p.opened(rapid.SampledFrom([]Sheet{HelpSheet, LessonsSheet}).Draw(t, "sheet"))
		p.size(float64(rapid.IntRange(360, 2560).Draw(t, "width")), float64(rapid.IntRange(600, 1440).Draw(t, "height")), rapid.SampledFrom(scales).Draw(t, "scale"))
		p.Theme = rapid.SampledFrom(themes).Draw(t, "theme")
		p.stretch = rapid.SampledFrom(stretches).Draw(t, "longer words")
		p.InputIsNative, p.Keeps = rapid.Bool().Draw(t, "native"), rapid.Bool().Draw(t, "keeps")
		p.tab(PanelBar, string(PanelWorld))
		p.Scrolls = []Offset{{PanelWorld, float64(rapid.IntRange(0, 3000).Draw(t, "scrolled"))}}
		f := p.frame()
		require.Empty(t, p.faults(f))
		require.NotNil(t, f.Node("sheet/close"))
	})
}
