package scene

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestALessonIsLeftAloneAndGoneBackTo(t *testing.T) {
	p := lessonNamed(t, "cost-ebs-vs-instance-store")
	before, claim := p.Digest(), p.Claim()
	try := p.frame().Node(TryNode)
	require.Empty(t, try.Off)
	require.NotEmpty(t, p.frame().Node("button/play").Off, "time waits for the prediction")
	require.Zero(t, p.do(try.Action.Arg))
	f := p.frame()
	require.Nil(t, f.Node(TryNode))
	require.Equal(t, "Nothing counts now: break what you like. The lesson waits, as you left it.", f.Node("lesson/free").Help)
	require.Empty(t, f.Node("button/play").Off)
	p.do("aws ec2 terminate-instances --instance-ids @web", "yard run 30d")
	require.NotEqual(t, before, p.Digest())
	require.Equal(t, claim, p.Claim())
	back := p.frame().Node(BackNode)
	require.Zero(t, p.do(back.Action.Arg))
	f = p.frame()
	require.Nil(t, f.Node(BackNode))
	require.Nil(t, f.Node("lesson/free"))
	require.NotNil(t, f.Node(TryNode))
	require.NotEmpty(t, f.Node("button/play").Off)
	require.Equal(t, before, p.Digest())
}

// What a step asks waits, and says why: fields, options, answers, hints. All else can be used.
func TestWhileTryingFreelyTheStepsWait(t *testing.T) {
	for name, p := range map[string]*player{
		"fields":  lessonNamed(t, "cost-ebs-vs-instance-store"),
		"options": lessonNamed(t, "move-volume-az"),
		"quiz":    beforeQuiz(lessonNamed(t, "cost-ebs-vs-instance-store")),
		"hints":   asking(lessonNamed(t, "cost-ebs-vs-instance-store")),
	} {
		if name == "options" {
			p.do(p.solution()[0])
		}
		asks := func() (all []Node) {
			for _, n := range p.frame().Nodes {
				if n.Panel == PanelLesson && n.Action != nil && (strings.HasPrefix(n.ID, "option/") || strings.HasPrefix(n.ID, "textbox/") || n.ID == "button/answer" || n.ID == "button/dont-know" || n.ID == "button/hint") {
					all = append(all, n)
				}
			}
			return all
		}
		before := asks()
		require.NotEmpty(t, before, name)
		p.do("yard try")
		waiting := asks()
		require.Len(t, waiting, len(before), name)
		for _, n := range waiting {
			require.NotEmpty(t, n.Off, n.ID)
			if n.ID != "button/answer" { // which lacks a guess, too
				require.Equal(t, freeReason, n.Off, n.ID)
			}
		}
		p.do("yard try --back")
		for i, n := range asks() {
			require.Equal(t, before[i].Off, n.Off, n.ID)
		}
	}
}

func TestTryingFreelyIsOfferedInLessonsAlone(t *testing.T) {
	require.Nil(t, sandbox(busy...).frame().Node(TryNode))
	require.Nil(t, welcomed(t, 0).frame().Node(TryNode), "the sandbox is beside it")
	p := lessonNamed(t, "move-volume-az")
	require.NotNil(t, p.frame().Node(TryNode))
	for _, size := range [][3]float64{{1440, 900, 100}, {1024, 768, 100}, {390, 844, 100}, {1440, 900, 200}, {390, 844, 200}} {
		require.NotNil(t, p.size(size[0], size[1], int(size[2])).frame().Node(TryNode), size)
	}
	p.do(p.solution()...)
	require.NotNil(t, p.frame().Node(TryNode), "there is still something to try when all is done")
}

// In the past a lesson cannot be left alone, but from the past of what is tried one can go back to it.
func TestTryingFreelyAndThePast(t *testing.T) {
	p := lessonNamed(t, "move-volume-az")
	p.do("yard run 1h", "yard travel -30m")
	require.Equal(t, PastReason, p.frame().Node(TryNode).Off)
	p.do("yard travel now", "yard try", "yard run 1h", "yard travel -30m")
	back := p.frame().Node(BackNode)
	require.Empty(t, back.Off)
	require.Zero(t, p.do(back.Action.Arg))
	require.False(t, p.LooksBack())
	require.False(t, p.TriesFreely())
}

// Everywhere it is said that nothing counts: in the card, above the world, and in the help.
func TestItIsSaidThatNothingCounts(t *testing.T) {
	p := lessonNamed(t, "move-volume-az")
	said := func() (n int) {
		for _, item := range p.frame().Items {
			if item.Text == "You try freely: nothing counts." {
				n++
			}
		}
		return n
	}
	require.Zero(t, said())
	p.do("yard try")
	require.Equal(t, 1, said())
	require.Contains(t, p.frame().Node(CommandLine).Help, "yard try --back")
	require.Equal(t, "Next: try what you like, for nothing counts; then go back to the lesson.", p.opened(HelpSheet).frame().Node("about/4").Name)
}
