package scene

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestTimeWaitsForAPrediction(t *testing.T) {
	p := lessonNamed(t, "cost-ebs-vs-instance-store")
	for _, id := range []string{"button/play", "button/step", "button/until"} {
		require.Contains(t, p.frame().Node(id).Off, "time waits", id)
	}
	require.NotEmpty(t, HeldBy(p.Session))
	require.NotEmpty(t, p.frame().Node("button/answer").Off)
	p.Fields = []Choice{{"guess/store", "$7 2'; yard run 1d"}, {"guess/ebs", "17"}}
	n := p.frame().Node("button/answer")
	require.Empty(t, n.Off)
	require.Equal(t, "yard answer guess '$72;yardrun1d' '17'", n.Action.Arg)
	require.Zero(t, p.do(n.Action.Arg))
	require.Zero(t, p.Elapsed(), "what is typed is no command")
	require.Empty(t, HeldBy(p.Session))
	require.Empty(t, p.frame().Node("button/play").Off)
}

func TestNotKnowingIsAnAnswer(t *testing.T) {
	p := lessonNamed(t, "cost-ebs-vs-instance-store")
	require.Zero(t, p.do(p.frame().Node("button/dont-know").Action.Arg))
	require.Empty(t, HeldBy(p.Session))
	p.do(p.solution()...)
	require.Equal(t, "EBS lane: you made no guess, it is $17.00", p.frame().Node("step/guess/reveal/2").Name)
}

func TestAPredictionIsComparedWithWhatCame(t *testing.T) {
	p := lessonNamed(t, "cost-ebs-vs-instance-store")
	p.do("yard answer guess '72' '$20'")
	require.Nil(t, p.frame().Node("step/guess/reveal/1"), "it is told only when the month is over")
	p.do(p.solution()...)
	require.Equal(t, "EBS lane: you said $20, it is $17.00", p.frame().Node("step/guess/reveal/2").Name)
	p = lessonNamed(t, "move-volume-az")
	all := p.solution()
	p.do(all[0])
	p.Fields = []Choice{{"when", "1"}}
	p.do(p.frame().Node("button/answer").Action.Arg)
	p.do(all[1:]...)
	require.Equal(t, "You said “in the snapshot”, it is “not in the snapshot”", p.frame().Node("step/when/reveal/1").Name)
}

func TestNobodyIsAskedAfterTheFact(t *testing.T) {
	p := lessonNamed(t, "cost-ebs-vs-instance-store")
	all := p.solution()
	p.do(all[:len(all)-1]...)
	require.Empty(t, HeldBy(p.Session), "the month has passed: there is nothing to predict")
	require.Nil(t, p.frame().Node("button/answer"))
	require.NotNil(t, p.frame().Node("option/why/1"))
}

func TestTheWordsOfTheMirror(t *testing.T) {
	p := lessonNamed(t, "move-volume-az")
	names := map[string]Role{}
	for _, n := range p.frame().Nodes {
		names[n.Name] = n.Role
	}
	require.Equal(t, RoleListitem, names["Volume data, 100 GiB, in use by app-a at /dev/sdf"])
	require.Equal(t, RoleHeading, names["Zone us-east-1a"])
	require.Equal(t, RoleHeading, names["The disk is in the wrong zone"])
}

func TestWhatCannotBeTakenBackSaysWhatItDoes(t *testing.T) {
	p := sandbox(busy...).look(t, "Instance web", "action/terminate-instances")
	n := p.frame().Node("preview/outcomes")
	require.Contains(t, n.Help, "/dev/xvda is deleted")
	require.Contains(t, n.Help, "logs stays")
	require.Contains(t, n.Help, "less a month")
}

func TestWhatWasGuessedIsReadAgain(t *testing.T) {
	p := lessonNamed(t, "cost-ebs-vs-instance-store")
	p.do("yard answer guess 72 ?")
	require.Equal(t, "You said Instance-store lane: 72", p.frame().Node("step/guess/given").Name)
	p.do("yard answer guess ?")
	require.Equal(t, "You said that you don't know.", p.frame().Node("step/guess/given").Name)
	p.do(p.solution()...)
	require.Nil(t, p.frame().Node("step/guess/given"), "now it is compared")
	p = lessonNamed(t, "move-volume-az")
	p.do(p.solution()[0], "yard answer when 1")
	require.Equal(t, "You said “in the snapshot”", p.frame().Node("step/when/given").Name)
}

// What a step asked is read whole once it is done: an answer without its question says nothing.
func TestWhatIsDoneIsReadWhole(t *testing.T) {
	p := lessonNamed(t, "ami-two-volumes").size(1440, 1500, 100)
	cut := func() (n int) {
		for _, item := range p.frame().Items {
			if strings.HasSuffix(item.Text, ellipsis) && item.Rect.X < 300 && item.Rect.Y > 60 && item.Rect.Y < 1250 {
				n++
			}
		}
		return n
	}
	require.NotZero(t, cut())
	p.do(p.solution()...)
	require.Zero(t, cut())
	require.Equal(t, "not answered", p.frame().Node("step/guess").Help)
}

// A task begins without a cross: nobody has done anything wrong yet.
func TestATaskBeginsWithoutACross(t *testing.T) {
	red := func(p *player) (n int) {
		for _, item := range p.frame().Items {
			if item.Kind == Label && item.Fill == palettes[Dark].bad.text && item.Rect.X < 300 && item.Rect.Y < 700 {
				n++
			}
		}
		return n
	}
	require.Zero(t, red(lessonNamed(t, "life-of-an-image")))
	require.NotZero(t, red(asking(lessonNamed(t, "cost-ebs-vs-instance-store"))), "it was right, and is not any more")
}
