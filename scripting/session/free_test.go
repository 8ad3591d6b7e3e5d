package session

import (
	"testing"

	"github.com/stretchr/testify/require"

	"blockyard/scenarios"
)

func TestTryingFreelyLeavesTheLessonAsItWas(t *testing.T) {
	s := open(t, "cost-ebs-vs-instance-store")
	s.typed(t, "yard lane ebs; yard schedule @web --daily 09:00-13:00")
	before, claim := s.Journal().String(), s.Claim()
	s.typed(t, "yard try")
	require.True(t, s.TriesFreely())
	s.typed(t, "aws ec2 terminate-instances --instance-ids @web; yard run 30d; yard undo")
	s.answer("yard run 60d")
	require.Equal(t, claim, s.Claim())
	_, status := s.answer("yard try")
	require.Equal(t, 1, status)
	s.typed(t, "yard try --back")
	require.False(t, s.TriesFreely())
	require.Equal(t, before, s.Journal().String())
	require.Equal(t, "free", s.Branches()[1].Name)
	_, status = s.answer("yard try --back")
	require.Equal(t, 1, status)
	s.typed(t, "yard branch free; yard travel 3h")
	require.True(t, s.TriesFreely())
	s.typed(t, "yard try --back")
	require.False(t, s.LooksBack())
	require.Equal(t, before, s.Journal().String())
	text, status := newPlayer(t).answer("yard try")
	require.Equal(t, 1, status)
	require.Contains(t, text, "this is the sandbox: everything here is free to try")
}

// What is asked in a lesson is asked there alone: while somebody tries freely it takes no answer, gives no hint, and
// what came of a guess stays as it was.
func TestWhileTryingFreelyNothingIsAnswered(t *testing.T) {
	s := open(t, "cost-ebs-vs-instance-store")
	s.typed(t, "yard answer guess 70 20; yard lane ebs; yard schedule @web --daily 09:00-13:00; yard lane store")
	s.answer("aws ec2 stop-instances --instance-ids @web")
	s.typed(t, "yard run 30d")
	revealed, err := s.Reveal("guess")
	require.NoError(t, err)
	steps, claim, journal := s.Report(), s.Claim(), s.Journal().String()
	s.typed(t, "yard try")
	for _, command := range []string{"yard answer why 1", "yard answer guess 1 2", "yard hint", "yard hint month"} {
		text, status := s.answer(command)
		require.Equal(t, 1, status, command)
		require.Contains(t, text, "yard try --back goes back to the lesson", command)
	}
	s.typed(t, "yard run 30d")
	again, err := s.Reveal("guess")
	require.NoError(t, err)
	require.Equal(t, revealed, again)
	require.Equal(t, "You try freely: this is how the lesson was left.\n"+steps, s.typed(t, "yard steps"))
	require.Equal(t, journal, s.Journal().String(), "what is handed in is the lesson")
	free, ok := s.JournalOf("free")
	require.True(t, ok)
	require.NotEqual(t, journal, free.String())
	require.Contains(t, s.typed(t, "yard try --back"), `What you tried is kept as the branch "free".`)
	require.Equal(t, claim, s.Claim())
	require.Equal(t, "Right: Storage is billed for the space you provision, running or not\n", s.typed(t, "yard answer why 1"))
	s.typed(t, "yard branch free")
	given, ok := s.Given("why")
	require.True(t, ok, "the lesson has gone on since")
	require.Equal(t, []string{"1"}, given)
}

// In every lesson, whatever is tried in the middle of the solution, each wrong run included: the lesson goes on from where it was
// left, to full marks and the same end as without.
func TestEveryLessonGoesOnAsIfNothingHadBeenTried(t *testing.T) {
	for _, name := range scenarios.Names {
		straight, s := open(t, name), open(t, name)
		all := Split(s.lesson.Solution)
		for i, command := range all {
			straight.answer(command)
			s.answer(command)
			if i != len(all)/2 {
				continue
			}
			before, claim, report := s.Journal().String(), s.Claim(), s.Report()
			s.typed(t, "yard try")
			for _, wrong := range s.lesson.Wrong {
				s.answer(Split(wrong.Run)...)
			}
			s.answer("yard undo", "yard travel -1m", "yard fork", "yard run 3d")
			require.Equal(t, claim, s.Claim(), name)
			require.Equal(t, report, s.Report(), name)
			s.typed(t, "yard try --back")
			require.Equal(t, before, s.Journal().String(), name)
		}
		require.Equal(t, straight.Claim(), s.Claim(), name)
		require.Equal(t, straight.Report(), s.Report(), name)
		require.Equal(t, straight.Journal().String(), s.Journal().String(), name)
	}
}
