package scene

import (
	"testing"

	"github.com/stretchr/testify/require"

	"blockyard/sim/unit"
)

func TestAGuessIsMeasuredAgainstTheBill(t *testing.T) {
	says := func(first, second string) []string {
		p := lessonNamed(t, "cost-ebs-vs-instance-store")
		p.do("yard answer guess '"+first+"' '"+second+"'", "yard lane ebs", "yard schedule @web --daily 09:00-13:00", "yard lane store", "aws ec2 stop-instances --instance-ids @web", "yard run 30d")
		f := p.frame()
		require.Equal(t, "Your guess against the bill", f.Node("step/guess/reveal").Name)
		require.Empty(t, p.faults(f))
		return []string{f.Node("step/guess/reveal/1").Help, f.Node("step/guess/reveal/2").Help}
	}
	require.Equal(t, []string{"You were $22.00 too low.", "You left out $5.00 for the disk."}, says("$50", "12"))
	require.Equal(t, []string{"You were $18.00 too high.", "You left out $12.00 for the instance."}, says("90.00", "5"))
	require.Equal(t, []string{"Exactly right.", "Right, but for $0.50."}, says("72", "17.50"))
	require.Equal(t, []string{"You made no guess.", "You were $4.99 too low."}, says("?", "12.01"))
}

func TestAGuessOfSomethingElseThanMoney(t *testing.T) {
	g := guessRow{guess: unit.RatioOf(3, 1), guessed: true, fact: unit.RatioOf(15, 2), unit: "GiB"}
	require.Equal(t, "You were 4.5\u00a0GiB too low.", g.sentence(unit.Ratio{}))
	require.Equal(t, "Right, but for 4.5\u00a0GiB.", g.sentence(unit.RatioOf(9, 2)))
}

func TestWhatAWrongAnswerSaysStandsBelowIt(t *testing.T) {
	p := beforeQuiz(lessonNamed(t, "cost-ebs-vs-instance-store"))
	f := p.frame()
	wrong := f.Node("option/why/2")
	require.True(t, wrong.Chosen)
	require.Equal(t, "Not right", wrong.Help)
	say := f.Node("step/why/say")
	require.Equal(t, "No: a stopped instance has no hourly charge at all.", say.Name)
	require.InDelta(t, wrong.Whole.Bottom(), say.Whole.Y, 8, "right below it")
	p.do("yard answer why 1")
	require.Equal(t, "passed, 2 of 2 points", p.frame().Node("step/why").Help)
}
