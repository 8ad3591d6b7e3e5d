package scene

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// welcomeSteps are what leads from each stage of the welcome to the next, through a wrong answer and a guess.
var welcomeSteps = []string{"aws ec2 stop-instances --instance-ids @web", "yard answer why 1", "yard answer why 2", "yard answer guess 1", "yard run 30d"}

// welcomed is somebody in the welcome, after so many of those.
func welcomed(t testing.TB, steps int) *player {
	p := lessonNamed(t, WelcomeLesson)
	p.Lessons, p.Speed, p.Playing = lessonsOffered[2:], "1m", true
	p.do(welcomeSteps[:steps]...)
	return p
}

func TestTheWelcomeLeadsFromStepToStep(t *testing.T) {
	for steps, want := range []struct{ title, lead, progress string }{
		{"This is a server. It costs 10 cents an hour. Stop it.", "welcome/stop", "1 of 4"},
		{"The server's meter stands. The disk's still counts. Why?", "option/why/1", "2 of 4"},
		{"The server's meter stands. The disk's still counts. Why?", "option/why/1", "2 of 4"},
		{"A month in which the server never runs. What will the disk cost?", "option/guess/1", "3 of 4"},
		{"Here a month takes a second. Run it.", "welcome/month", "3 of 4"},
		{"A month later, the server still stands. The disk has cost $5.02.", "welcome/door/lessons", "4 of 4"},
	} {
		f := welcomed(t, steps).frame()
		require.Equal(t, want.title, f.Node("welcome/title").Name)
		require.Equal(t, want.lead, f.Lead)
		require.NotNil(t, f.Node(f.Lead), f.Lead)
		require.True(t, strings.HasPrefix(f.Node("welcome/progress").Name, want.progress))
		skip := f.Node("welcome/skip")
		require.Equal(t, steps < len(welcomeSteps), skip != nil, "it can be skipped at each step")
		if skip != nil {
			require.Equal(t, Action{"Skip the welcome", OpenLesson, ""}, *skip.Action)
		}
	}
}

func TestTheMetersOfTheWelcome(t *testing.T) {
	p := welcomed(t, 0)
	help := func(id string) string { n := p.frame().Node(id); return n.Name + "; " + n.Help }
	require.Equal(t, "Server meter: $0.3200; + $0.0017 a minute, ticking", help("welcome/server-meter"))
	require.Equal(t, "Disk meter: $0.0222; + $0.0001 a minute, ticking; $5.00 a month, running or not", help("welcome/disk-meter"))
	p.do(welcomeSteps[0], "yard run 10m")
	p.Playing = false
	require.Equal(t, "Server meter: $0.3200; stands: only what runs is billed", help("welcome/server-meter"))
	require.Equal(t, "Disk meter: $0.0234; $0.0001 a minute; time stands; $5.00 a month, running or not", help("welcome/disk-meter"))
}

func TestTheWelcomeCanGoWrong(t *testing.T) {
	p := welcomed(t, 0)
	p.do("aws ec2 terminate-instances --instance-ids @web")
	f := p.frame()
	require.Equal(t, "welcome/again", f.Lead)
	require.Equal(t, Restart, f.Node(f.Lead).Action.Verb)
	require.Contains(t, f.Node("step/stop/say").Name, "The server is gone")
	require.Empty(t, faults(f))
	p.do("yard run 3h") // by then the instance is no longer listed
	require.Empty(t, faults(p.frame()))
}

func TestTheDoorsOfTheWelcome(t *testing.T) {
	p := welcomed(t, len(welcomeSteps))
	f := p.frame()
	require.Equal(t, "move-volume-az", f.Node("welcome/door/lessons").Action.Arg)
	require.Equal(t, Action{"Open the sandbox", OpenLesson, ""}, *f.Node("welcome/door/sandbox").Action)
	require.NotNil(t, f.Node("bill/total"), "what it cost stands beside it")
	require.Contains(t, f.Node("step/guess/reveal/1").Name, "You said “Nothing”, it is “About $5”")
	p.Lessons = nil
	require.Equal(t, OpenSheet, p.frame().Node("welcome/door/lessons").Action.Verb)

	first := welcomed(t, 0)
	require.NotNil(t, first.frame().Node("straight/door/lessons"))
	require.Nil(t, first.frame().Node("bill/total"))
	first.Selected = "instance/" + strings.TrimPrefix(nodeNamed(t, first.frame(), "Instance web").ID, "instance/")
	require.NotNil(t, first.frame().Node("inspector/title"), "what is selected is inspected")
}

// nodeNamed returns the node of something in the world whose name begins so.
func nodeNamed(t testing.TB, f *Frame, name string) *Node {
	for i := range f.Nodes {
		if n := &f.Nodes[i]; n.Role == RoleListitem && strings.HasPrefix(n.Name, name) {
			return n
		}
	}
	require.Fail(t, "no such thing", name)
	return nil
}

func TestTheHelpBringsTheWelcomeBack(t *testing.T) {
	n := sandbox().opened(HelpSheet).frame().Node("help/welcome")
	require.Equal(t, Action{"Open the welcome", OpenLesson, WelcomeLesson}, *n.Action)
	require.Empty(t, n.Off)
	require.NotEmpty(t, welcomed(t, 0).opened(HelpSheet).frame().Node("help/welcome").Off)
}

func TestTheExampleInTheWelcomeIsWhatItsButtonDoes(t *testing.T) {
	p := welcomed(t, 0)
	require.Equal(t, p.frame().Node("welcome/stop").Action.Arg, Example(p.Session))
	require.Equal(t, "yard steps", Example(welcomed(t, 1).Session), "a question is not answered for anybody")
	require.Equal(t, "yard run 30d", Example(welcomed(t, 4).Session))
	require.Equal(t, "yard steps", Example(welcomed(t, 5).Session))
}

func TestNothingIsCutOrOverlapsInTheWelcome(t *testing.T) {
	worlds := make([]*player, len(welcomeSteps)+1)
	for i := range worlds {
		worlds[i] = welcomed(t, i)
	}
	gone := welcomed(t, 0)
	gone.do("aws ec2 terminate-instances --instance-ids @web")
	worlds = append(worlds, gone)
	rapid.Check(t, func(t *rapid.T) {
		p := newPlayer(rapid.SampledFrom(worlds).Draw(t, "world").Session)
		p.Lessons, p.Playing = lessonsOffered[:rapid.IntRange(0, len(lessonsOffered)).Draw(t, "lessons")], rapid.Bool().Draw(t, "playing")
		p.size(float64(rapid.IntRange(360, 2560).Draw(t, "width")), float64(rapid.IntRange(600, 1440).Draw(t, "height")), rapid.SampledFrom(scales).Draw(t, "scale"))
		p.Theme = rapid.SampledFrom(themes).Draw(t, "theme")
		p.stretch = rapid.SampledFrom(stretches).Draw(t, "longer words")
		p.InputIsNative, p.Keeps = rapid.Bool().Draw(t, "native"), rapid.Bool().Draw(t, "keeps")
		p.Tabs = []Choice{{string(PanelBar), rapid.SampledFrom(append([]string{""}, phoneTabs...)).Draw(t, "tab")}, {string(PanelInspector), rapid.SampledFrom(append([]string{""}, railTabs...)).Draw(t, "rail")}}
		p.Scrolls = []Offset{{PanelWorld, float64(rapid.IntRange(0, 900).Draw(t, "scrolled"))}, {PanelInspector, float64(rapid.IntRange(0, 900).Draw(t, "aside"))}}
		p.Say = rapid.SampledFrom([]string{"", "Day 1, 03:12. The bill is $0.34."}).Draw(t, "said")
		f := p.frame()
		require.Empty(t, p.faults(f))
		if f.Node("welcome/title") != nil {
			require.NotNil(t, f.Node(f.Lead))
			require.Empty(t, coveredWords(f))
		}
	})
}

// coveredWords returns what can only be read in the welcome and lies below a button.
func coveredWords(f *Frame) (all []string) {
	for i := range f.Nodes {
		text := &f.Nodes[i]
		if text.Role != RoleText && text.Role != RoleHeading {
			continue
		}
		for k := range f.Nodes {
			b := &f.Nodes[k]
			if o := overlap(text.Whole, b.Whole); b.Role == RoleButton && b.Panel == text.Panel && o.W > 1 && o.H > 1 {
				all = append(all, text.ID+" lies below "+b.ID)
			}
		}
	}
	return all
}
