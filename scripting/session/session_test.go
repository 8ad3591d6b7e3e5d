package session

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"blockyard/scenarios"
	"blockyard/scripting/lesson"
	"blockyard/sim"
	"blockyard/sim/ec2"
	"blockyard/sim/op"
	"blockyard/sim/unit"
	"blockyard/sim/yard"
)

func load(t testing.TB, name string) *lesson.Lesson {
	source, ok := scenarios.Source(name)
	require.True(t, ok, name)
	l, faults := lesson.Load(name+".lua", source)
	require.Empty(t, faults)
	return l
}

func open(t testing.TB, name string) *Session {
	s, err := Open(load(t, name), Options{Learner: "ana-17"})
	require.NoError(t, err)
	return s
}

// type runs commands, which must all end with status 0, and returns what they print.
func (s *Session) typed(t testing.TB, commands ...string) string {
	out, status := s.answer(commands...)
	require.Zero(t, status, out)
	return out
}

// answer runs commands and returns what they print, errors included, and the last status.
func (s *Session) answer(commands ...string) (out string, status int) {
	collect := func(text string) { out += text }
	for _, c := range commands {
		status = s.Run(c, collect, collect)
	}
	return out, status
}

func TestLessonsGoAsTheyPromise(t *testing.T) {
	for _, name := range append([]string{scenarios.Welcome}, scenarios.Names...) {
		trials, err := Try(load(t, name))
		require.NoError(t, err)
		require.GreaterOrEqual(t, len(trials), 3)
		for _, trial := range trials {
			require.Empty(t, trial.Problem, "%s, %s", name, trial.Title)
		}
	}
}

// The document's three figures: $72.00 and $17.00, and $55.00 saved.
func TestTheCostLessonComesToTheDocumentsFigures(t *testing.T) {
	s := open(t, "cost-ebs-vs-instance-store")
	out, _ := s.answer(Split(s.Lesson().Solution)...)
	require.Contains(t, out, "does not have an 'ebs' root device type and cannot be stopped.")
	bill := s.typed(t, "yard bill")
	for _, figure := range []string{
		"demo.small: 720 h × $0.10/h = $72.00", "demo.small: 120 h × $0.10/h = $12.00",
		"standard: 100 GB × 1 month × $0.05/GB-month = $5.00",
	} {
		require.Contains(t, bill, figure)
	}
	require.Contains(t, s.Report(), "✓ Saved: $55 a month")
	require.Equal(t, "8/8", s.Claim())
}

func TestAPassedStepExplains(t *testing.T) {
	s := open(t, "ami-two-volumes")
	const why = "The AMI itself holds no blocks."
	require.NotContains(t, s.Report(), why)
	s.answer(Split(s.Lesson().Solution)...)
	require.Contains(t, s.Report(), why)
}

func TestAJournalPlaysAgainToTheSameWorldAndScore(t *testing.T) {
	for _, name := range scenarios.Names {
		s := open(t, name)
		s.answer(Split(s.Lesson().Solution)...)
		s.answer("yard hint " + s.steps[1].Step.ID)
		text := s.Journal().String()
		j, err := sim.ParseJournal(text)
		require.NoError(t, err)
		again, err := Replay(j, load(t, name))
		require.NoError(t, err, name)
		require.Equal(t, s.Digest(), again.Digest())
		require.Equal(t, s.Claim(), again.Claim())
		require.Equal(t, text, again.Journal().String())
	}
}

func TestAJournalThatIsNotTheLessonsIsRefused(t *testing.T) {
	s := open(t, "move-volume-az")
	s.typed(t, "aws ec2 stop-instances --instance-ids @app-a", "yard run 10m")
	j := s.Journal()
	fault := func(change func(*sim.Journal), l *lesson.Lesson) string {
		other := *j
		other.Lines = append([]sim.Line(nil), j.Lines...)
		end := *j.End
		other.End = &end
		change(&other)
		_, err := Replay(&other, l)
		require.Error(t, err)
		return err.Error()
	}
	same := func(*sim.Journal) {}
	require.Equal(t, "the journal is of the lesson move-volume-az, version 4: give its file too", fault(same, nil))
	require.Contains(t, fault(same, load(t, "ami-two-volumes")), `the file holds the lesson "ami-two-volumes"`)
	l := load(t, "move-volume-az")
	require.Contains(t, fault(func(j *sim.Journal) { j.Version = 3 }, l), "of version 3 of the lesson")
	require.Contains(t, fault(func(j *sim.Journal) { j.Hash = "sha256:0" }, l), "was changed since")
	require.Contains(t, fault(func(j *sim.Journal) { j.Seed = 9 }, l), "has seed 9")
	require.Contains(t, fault(func(j *sim.Journal) { j.Lines[0].Lane = "left" }, l), `there is no lane "left"`)
	require.Contains(t, fault(func(j *sim.Journal) { j.End.Digest = strings.Repeat("0", 64) }, l), "does not end in the world that it says")
	require.Contains(t, fault(func(j *sim.Journal) { j.Lines[0].At = 5 * unit.Minute }, l), "does not end in the world that it says")
	require.Contains(t, fault(func(j *sim.Journal) { j.End.At = -1 }, l), "ends before its last command")
}

func TestTheSandboxStartsEmptyAndKeepsAJournal(t *testing.T) {
	s := Sandbox(Options{Seed: 7})
	require.Contains(t, s.typed(t, "yard clock"), "$0.00")
	s.typed(t, "aws ec2 create-volume --size 8 --availability-zone us-east-1a --name data", "yard run 1d")
	for _, command := range []string{"yard steps", "yard hint", "yard story", "yard answer x 1"} {
		out, status := s.answer(command)
		require.NotZero(t, status)
		require.Contains(t, out, "this is the sandbox")
	}
	again, err := Replay(s.Journal(), nil)
	require.NoError(t, err)
	require.Equal(t, s.Digest(), again.Digest())
	require.NotEqual(t, s.Digest(), Sandbox(Options{Seed: 7}).Digest())
}

func TestAnInterruptedRunLeavesAllLanesAtOneInstant(t *testing.T) {
	s := open(t, "cost-ebs-vs-instance-store")
	s.typed(t, "yard lane ebs", "for i in 1 2 3 4 5 6 7 8 9; do yard workload @web log$i --every 1s; done")
	asked := 0
	s.Interrupted = func() bool { asked++; return asked > 3 }
	out, status := s.answer("yard run 30d")
	require.NotZero(t, status)
	require.Contains(t, out, "stopped")
	a, _ := s.WorldOf("store")
	b, _ := s.WorldOf("ebs")
	require.Equal(t, a.Now(), b.Now())
	require.Less(t, s.Clock(), unit.Month)
	s.Interrupted = nil
	require.Contains(t, s.typed(t, "yard run 1s"), "after the start")
}

func TestAFaultOfTheEngineCostsOnlyTheCommand(t *testing.T) {
	s := open(t, "move-volume-az")
	s.typed(t, "aws ec2 stop-instances --instance-ids @app-a", "yard run 10m")
	before, claim := s.Digest(), s.Claim()
	faulty := op.Define("Fault", func(tx *yard.Tx, _ ec2.DeleteVolumeInput) (ec2.Empty, error) {
		tx.Emit(ec2.InstanceMoved{Index: 0, On: "StartInstances"})
		panic("something that cannot be")
	}, op.About{Doc: "Breaks."})
	faulty.Service = "yard"
	_, err := s.Do(sim.Call{Caller: s.caller(), Op: faulty, In: ec2.DeleteVolumeInput{VolumeID: "vol-00000000"}})
	require.ErrorContains(t, err, "InternalError")
	require.Equal(t, before, s.Digest())
	require.Equal(t, claim, s.Claim())
	s.typed(t, "aws ec2 start-instances --instance-ids @app-a")
}

func TestQuizzesHintsAndTries(t *testing.T) {
	s := open(t, "cost-ebs-vs-instance-store")
	require.Contains(t, s.typed(t, "yard hint"), "Hint 1 of 3")
	require.Contains(t, s.typed(t, "yard hint save-money"), "Hint 2 of 3")
	require.Contains(t, s.typed(t, "yard answer why 2"), "No: a stopped instance has no hourly charge at all.")
	require.Equal(t, lesson.Fail, s.steps[3].Result.State)
	require.Contains(t, s.typed(t, "yard answer why 1"), "Right")
	require.Equal(t, 1, s.steps[3].Tries)
	for command, want := range map[string]string{
		"yard answer why 4":      "a number from 1 to 3",
		"yard answer why one":    "a number from 1 to 3",
		"yard answer whyy 1":     `no such step as "whyy"`,
		"yard hint month extra":  "write it so: yard hint STEP",
		"yard lane middle":       `there is no lane "middle": the lanes are store and ebs`,
		"yard run 30":            `"30" is not a duration`,
		"yard run":               "write it so: yard run 30d",
		"yard run 36500d 1h":     "write it so",
		"yard bill --to 99d":     "from 0s to 0s, the earlier one first",
		"yard bill --lane x":     `there is no lane "x"`,
		"yard bill --since 1d":   "--since is unknown",
		"yard bill everything":   "write it so",
		"yard forecast --to 9d":  "--to is unknown",
		"yard forecast --for 0s": "is for a time to come",
		"yard steps now":         "write it so: yard steps",
		"yard answer why":        "write it so: yard answer STEP NUMBER",
	} {
		digest := s.Digest()
		out, status := s.answer(command)
		require.NotZero(t, status, command)
		require.Contains(t, out, want, command)
		require.Equal(t, digest, s.Digest(), command)
	}
}

func TestProgramsAreSplitIntoCommands(t *testing.T) {
	require.Equal(t, []string{"a b # c", "for i in 1; do\n  x\ndone", "echo \\\n d"}, Split("\n  a b # c\n# only a remark\nfor i in 1; do\n  x\ndone\necho \\\n d\n"))
}

func TestLessonTextIsPlainInATerminal(t *testing.T) {
	require.Equal(t, "Left lane: code\n\nmore", Plain("\n    **Left lane:** `code`\n\n    more\n  "))
}

func TestHelpListsTheSessionsCommandsToo(t *testing.T) {
	s := Sandbox(Options{Seed: 1})
	overview, all := s.typed(t, "help"), s.typed(t, "yard help")
	for _, c := range Commands() {
		require.Contains(t, overview, "  "+c.Usage)
		require.Regexp(t, `(?m)^    `+c.Name+` +\S`, all)
		require.Equal(t, c.Usage+"\n"+c.Doc+"\n", s.typed(t, "yard "+c.Name+" help"))
	}
	near, status := s.answer("yard jurnal")
	require.Equal(t, 252, status)
	require.Contains(t, near, "Hint: did you mean yard journal?")
}

func TestAPredictionIsRevealedFromTheOpeningOn(t *testing.T) {
	s := open(t, "ami-two-volumes")
	s.answer(Split(s.Lesson().Solution)...)
	figures, err := s.Reveal("guess")
	require.NoError(t, err)
	var told []string
	for _, f := range figures {
		told = append(told, f.Text)
	}
	require.Equal(t, []string{"2", "2", "1", "1"}, told)
	_, err = s.Reveal("image")
	require.ErrorContains(t, err, `no such step as "image"`)
}
