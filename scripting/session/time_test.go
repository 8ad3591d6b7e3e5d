package session

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"blockyard/scenarios"
	"blockyard/scripting/lesson"
	"blockyard/sim/unit"
)

// A player is a sandbox with what it printed.
type player struct {
	*Session
	t require.TestingT
}

func newPlayer(t require.TestingT) *player {
	return &player{Session: Sandbox(Options{Seed: 7}), t: t}
}

// do runs a command that goes well, and returns what it printed.
func (p *player) do(command string) string {
	status, text := p.try(command)
	require.Zero(p.t, status, "%s: %s", command, text)
	return text
}

func (p *player) try(command string) (int, string) {
	text := ""
	add := func(s string) { text += s }
	status := p.Run(command, add, add)
	return status, text
}

// launched returns a sandbox with an instance web and a volume data.
func launched(t require.TestingT) *player {
	p := newPlayer(t)
	p.do("aws ec2 run-instances --image-id @al2023 --instance-type t3.micro --name web")
	p.do("yard run 1h")
	p.do("aws ec2 create-volume --size 100 --volume-type gp3 --availability-zone us-east-1a --name data")
	p.do("yard run 1h")
	return p
}

func (p *player) names() (names []string) {
	for _, d := range p.Deeds() {
		names = append(names, d.Name)
	}
	return names
}

func TestUndoTakesBackADeedWithItsTimeAndItsBill(t *testing.T) {
	p := launched(t)
	before, journal, bill := p.Digest(), p.Journal().String(), p.do("yard bill")
	p.do("aws ec2 terminate-instances --instance-ids @web; yard run 10d")
	require.Equal(t, []string{"Launch web", "Run 1h", "Create data, 100 GiB", "Run 1h", "Terminate web"}, p.names())
	after := p.Digest()
	require.NotEqual(t, before, after)

	require.Equal(t, "Undone: Terminate web. It is Apr 01 02:00. yard redo brings it back.\n", p.do("yard undo"))
	require.Equal(t, before, p.Digest())
	require.Equal(t, journal, p.Journal().String())
	require.Equal(t, bill, p.do("yard bill"))
	require.Equal(t, "Terminate web", p.Undone()[0].Name)

	require.Equal(t, "Done again: Terminate web. It is Apr 11 02:00.\n", p.do("yard redo"))
	require.Equal(t, after, p.Digest())
	p.do("yard undo; yard undo; yard undo")
	require.Equal(t, []string{"Launch web", "Run 1h"}, p.names())
	require.Contains(t, p.do("yard history"), "Apr 01 01:00  Create data, 100 GiB  (undone)\nApr 01 01:00  Run 1h  (undone)\nApr 01 02:00  Terminate web  (undone)\n")
	p.do("yard redo; yard redo; yard redo")
	require.Equal(t, after, p.Digest())
	p.do("yard undo")
	p.do("yard run 1h")
	status, text := p.try("yard redo")
	require.Equal(t, 1, status)
	require.Equal(t, "yard redo: there is nothing to redo: only what was undone just now can be brought back\n", text)
}

// standing tells where a learner stands in a lesson: all that undo takes back and redo brings back.
func (s *Session) standing() string {
	text := fmt.Sprintln(s.Digest(), s.Claim(), s.OpenStep(), s.Lane(), s.moment.Answers, s.moment.Marks) + s.Journal().String()
	for _, t := range s.Steps() {
		text += fmt.Sprintln(t.Step.ID, t.Result, t.Tries, t.Passed, t.PassedAt, t.Hints, t.Fault)
	}
	return text
}

func TestUndoTakesBackWhatWasAnsweredAndPassed(t *testing.T) {
	answered, passed := 0, 0
	for _, name := range scenarios.Names {
		s := open(t, name)
		var stood []string // before each deed
		for i := range s.Steps() {
			if step := s.Steps()[i].Step; step.Kind == lesson.Predict {
				stood = append(stood, s.standing())
				s.typed(t, "yard answer "+step.ID+" 40")
				answered++
			}
		}
		for _, command := range Split(s.Lesson().Solution) {
			before, claim := s.standing(), s.Claim()
			s.answer(command)
			if len(s.Deeds()) > len(stood) {
				stood = append(stood, before)
			}
			if s.Claim() != claim {
				passed++
			}
		}
		require.Len(t, s.Deeds(), len(stood), name)
		stood = append(stood, s.standing())
		for i := len(stood) - 2; i >= 0; i-- {
			_, err := s.Undo()
			require.NoError(t, err, name)
			require.Equal(t, stood[i], s.standing(), "%s: %d undone", name, len(stood)-1-i)
		}
		for i, was := range stood[1:] {
			_, err := s.Redo()
			require.NoError(t, err, name)
			require.Equal(t, was, s.standing(), "%s: %d done again", name, i+1)
		}
	}
	require.Greater(t, answered, 5)
	require.Greater(t, passed, 10)
}

func TestDeedsAreNamedForWhatTheyDo(t *testing.T) {
	p := launched(t)
	for command, name := range map[string]string{
		"aws ec2 stop-instances --instance-ids @web":                                   "Stop web",
		"aws ec2 create-snapshot --volume-id @data --name first":                       "Snapshot first",
		"aws ec2 create-image --instance-id @web --name golden":                        "Image golden",
		"aws ec2 attach-volume --volume-id @data --instance-id @web --device /dev/sdf": "Attach data to web",
		"aws ec2 modify-volume --volume-id @data --size 200":                           "Modify data, 200 GiB",
		"aws ec2 create-tags --resources @web @data --tags Key=a,Value=b":              "Tag web and data",
		"aws ec2 create-volume --size 8 --availability-zone us-east-1a":                "Create volume, 8 GiB",
		"yard schedule @web --daily 09:00-13:00":                                       "Schedule web",
		"yard budget 20":                                                               "Budget 20",
		"yard write @web /orders.db 1GiB":                                              "Write orders.db on web",
		"yard run 30d":                                                                 "Run 30d",
		"aws ec2 create-tags --resources @web --tags Key=a,Value=b; yard run 1h":       "Tag web",
		"for n in 1 2 3; do aws ec2 create-tags --resources @web --tags Key=n; done":   "Tag web and 2 more",
	} {
		p.do(command)
		require.Equal(t, name, p.Deeds()[len(p.Deeds())-1].Name)
		p.do("yard undo")
	}
}

func TestReadsAndRefusalsAreNoDeeds(t *testing.T) {
	p := launched(t)
	p.do("aws ec2 describe-volumes")
	p.try("aws ec2 delete-volume --volume-id vol-0123456789abcdef0")
	p.try("aws ec2 attach-volume --dry-run --volume-id @data --instance-id @web --device /dev/sdf")
	p.do("yard bill")
	require.Len(t, p.Deeds(), 4)
	require.Len(t, p.Journal().Lines, 3)
	status, text := newPlayer(t).try("yard undo")
	require.Equal(t, 1, status)
	require.Equal(t, "yard undo: there is nothing to undo: nothing has been changed yet\n", text)
}

func TestPlayedTimeIsOneDeed(t *testing.T) {
	p := launched(t)
	for range 100 {
		require.NoError(t, p.RunFor(unit.Minute))
	}
	p.Run("", nil, nil)
	require.NoError(t, p.RunFor(unit.Minute))
	require.Equal(t, []string{"Run 1h40m", "Run 1m"}, p.names()[4:])
}

func TestLookingBackChangesNothing(t *testing.T) {
	p := launched(t)
	straight := map[unit.Instant]string{}
	again := newPlayer(t)
	again.do("aws ec2 run-instances --image-id @al2023 --instance-type t3.micro --name web")
	for minute := range unit.Instant(60) {
		straight[minute*unit.Instant(unit.Minute)] = again.Digest()
		again.do("yard run 1m")
	}
	now, journal := p.Digest(), p.Journal().String()
	for at, digest := range straight {
		require.NoError(t, p.Travel(at))
		require.True(t, p.LooksBack())
		require.Equal(t, digest, p.World().Digest().String(), at)
	}
	require.Contains(t, p.do("yard travel 'Apr 01 00:30'"), "Apr 01 00:30, looking back 1h30m: only reads are answered.")
	require.Equal(t, "0\n", p.do("aws ec2 describe-volumes --filters Name=tag:Name,Values=data --query 'length(Volumes)' --output text"))
	for _, command := range []string{"aws ec2 stop-instances --instance-ids @web", "yard run 1h", "sleep 5", "yard undo", "yard redo", "yard lane other --split"} {
		status, text := p.try(command)
		require.NotZero(t, status, command)
		require.Contains(t, text, "you are looking back", command)
	}
	require.Equal(t, "Apr 01 00:30", momentOf(p.World()))
	require.Equal(t, now, p.Digest())
	require.Equal(t, journal, p.Journal().String())
	require.Equal(t, 2*unit.Instant(unit.Hour), p.Present())
	require.NoError(t, p.RunFor(unit.Hour))
	require.Equal(t, "Apr 01 01:30", momentOf(p.World()))
	require.NoError(t, p.RunFor(unit.Hour))
	require.False(t, p.LooksBack())
	for command, why := range map[string]string{"-3h": "the history begins at 2026-04-01 00:00:00 UTC", "+1h": "still to come: yard run goes there", "soon": `"soon" is no moment`} {
		_, text := p.try("yard travel " + command)
		require.Contains(t, text, why)
	}
}

func TestBackFindsWhateverHappenedBefore(t *testing.T) {
	p := launched(t)
	var seen []unit.Instant
	for {
		if err := p.Back(); err != nil {
			require.EqualError(t, err, "this is where everything begins")
			break
		}
		seen = append(seen, p.World().Now())
	}
	require.Contains(t, seen, unit.Instant(unit.Hour), "the volume was made")
	require.Equal(t, unit.Instant(0), seen[len(seen)-1])
	require.Greater(t, len(seen), 4)
}

func TestGoingOnFromThePastKeepsWhatCameLater(t *testing.T) {
	p := launched(t)
	p.do("yard run 2d")
	later, journal := p.Digest(), p.Journal().String()
	p.do("yard travel +0s; yard travel 'Apr 02 12:30'")
	require.Equal(t, "You go on from Apr 02 12:30. What came later (0 commands) is kept as the branch \"before Apr 02 12:30\": yard branch \"before Apr 02 12:30\" goes there.\n", p.do("yard fork"))
	require.Equal(t, []string{"Launch web", "Run 1h", "Create data, 100 GiB", "Run 1h", "Run 1d10h30m"}, p.names())
	p.do("aws ec2 delete-volume --volume-id @data")
	mine := p.Digest()
	p.do("yard fork mine")
	p.do("yard run 1d")
	require.Equal(t, "* main: 7 commands, until Apr 03 12:30\n  before Apr 02 12:30: 5 commands, until Apr 03 02:00\n  mine: 6 commands, until Apr 02 12:30\n", p.do("yard branch"))
	p.do("yard branch before Apr 02 12:30")
	require.Equal(t, later, p.Digest())
	require.Equal(t, journal, p.do("yard journal"))
	kept := p.do("yard journal --branch mine")
	p.do("yard branch mine")
	require.Equal(t, mine, p.Digest())
	require.Equal(t, kept, p.do("yard journal"))
	for command, why := range map[string]string{
		"yard branch nowhere": `there is no branch "nowhere": there is "mine", "main" and "before Apr 02 12:30"`,
		"yard fork main":      `there is a branch "main" already`,
		"yard fork ' '":       "a branch needs a name",
	} {
		status, text := p.try(command)
		require.Equal(t, 1, status, command)
		require.Contains(t, text, why)
	}
}

func TestLanesOfTheSandboxSplitAndReplay(t *testing.T) {
	p := launched(t)
	p.do("yard lane cheaper --split")
	p.do("aws ec2 stop-instances --instance-ids @web")
	p.do("yard run 1d")
	require.Equal(t, []string{"main", "cheaper"}, p.Lanes())
	require.Equal(t, "Split lane cheaper", p.Deeds()[4].Name)
	main, _ := p.WorldOf("main")
	require.Equal(t, p.World().Now(), main.Now())
	require.NotEqual(t, main.Digest(), p.World().Digest())
	again, err := Replay(p.Journal(), nil)
	require.NoError(t, err)
	require.Equal(t, p.Digest(), again.Digest())
	require.NoError(t, p.Travel(unit.Instant(unit.Hour)))
	require.Equal(t, []string{"main"}, p.Lanes())
	require.Equal(t, "main", p.Lane())
	p.BackToNow()
	require.Equal(t, "cheaper", p.Lane())

	p.do("yard lane main --drop")
	require.Equal(t, []string{"cheaper"}, p.Lanes())
	p.do("yard run 1d")
	alone := p.Digest()
	p.do("yard undo; yard undo")
	require.Equal(t, []string{"main", "cheaper"}, p.Lanes())
	require.Equal(t, again.Digest(), p.Digest())
	p.do("yard redo; yard redo")
	require.Equal(t, alone, p.Digest())
	again, err = Replay(p.Journal(), nil)
	require.NoError(t, err)
	require.Equal(t, alone, again.Digest())
	for command, why := range map[string]string{
		"yard lane cheaper --drop":  "is the only lane",
		"yard lane cheaper --split": "there is a lane cheaper already",
		"yard lane 'A b' --split":   "is no name for a lane",
		"yard lane gone --drop":     `there is no lane "gone"`,
		"yard lane a b c":           "write it so: yard lane",
	} {
		status, text := p.try(command)
		require.Equal(t, 1, status, command)
		require.Contains(t, text, why)
	}
}

func TestTimeRunsUntilSomethingIsSo(t *testing.T) {
	p := launched(t)
	p.do("aws ec2 stop-instances --instance-ids @web; yard run --until '@web stopped'")
	require.Equal(t, "stopped\n", p.do("aws ec2 describe-instances --query 'Reservations[].Instances[].State.Name' --output text"))
	at := p.World().Now()
	p.do("yard run --until event || yard run 1s")
	require.Greater(t, p.World().Now(), at)
	p.do("yard run --until 2026-04-02T09:00")
	require.Equal(t, "Apr 02 09:00", momentOf(p.World()))
	p.do("yard run --until 'bill >= $2'")
	total := func() string { return p.do("yard bill") }
	require.Contains(t, total(), "$2.00")
	p.do("yard undo")
	at = p.World().Now()
	p.do("yard run 3h --until 'bill >= $500'")
	require.Equal(t, 3*unit.Hour, p.World().Now().Sub(at))
	for condition, why := range map[string]string{
		"'@web terminated'":     "nothing that is on its way makes it so within 366d, so no time has passed",
		"'@web flying'":         `no instance is ever "flying": its states are pending`,
		"'@nobody stopped'":     "@nobody: no ",
		"'bill >= many'":        `"many" is no sum of money`,
		"'the cows come home'":  "is no condition: write what time shall run for",
		"'2026-04-01T00:00'":    "that moment is over",
		"'bill >= $9999999999'": "no time has passed",
	} {
		at, journal := p.World().Now(), p.Journal().String()
		_, text := p.try("yard run --until " + condition)
		require.Contains(t, text, why, condition)
		require.Equal(t, at, p.World().Now())
		require.Equal(t, journal, p.Journal().String())
	}
}

// The bill reaches a sum at one millisecond, and not at the one before.
func TestTimeRunsUntilTheVeryMillisecond(t *testing.T) {
	p := launched(t)
	for _, sum := range []string{"0.05", "0.5", "1.23", "20"} {
		p.do("yard run --until 'bill >= $" + sum + "'")
		want, err := unit.ParseMoney(sum)
		require.NoError(t, err)
		require.GreaterOrEqual(t, billOf(p.World()).Compare(want), 0)
		at := p.World().Now()
		require.NoError(t, p.Travel(at-1))
		require.Negative(t, billOf(p.World()).Compare(want))
		p.BackToNow()
	}
}

// Whatever is done and undone, looked at, kept and gone on from: every earlier
// state comes back as it was, and its journal plays to it.
func TestTimeTravelIsExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := launched(t)
		state := func() string { return p.Journal().String() + fmt.Sprint(p.Lanes(), p.Lane()) }
		done := []string{state()} // the states at the ends of the deeds, the last is now
		var kept []struct{ name, state string }
		n := 0
		t.Repeat(map[string]func(*rapid.T){
			"": func(t *rapid.T) { require.Equal(t, done[len(done)-1], state()) },
			"do": func(t *rapid.T) {
				n++
				command := rapid.SampledFrom([]string{
					"aws ec2 create-volume --size 8 --availability-zone us-east-1a --name v%d", "aws ec2 create-snapshot --volume-id @data --description %d",
					"aws ec2 stop-instances --instance-ids @web", "aws ec2 start-instances --instance-ids @web",
					"aws ec2 create-tags --resources @data --tags Key=n,Value=%d", "yard write @web f%d 100",
				}).Draw(t, "command")
				if len(p.Lanes()) == 1 {
					command = rapid.SampledFrom([]string{command, command, "yard lane l%d --split"}).Draw(t, "or split")
				}
				deeds := len(p.Deeds())
				p.try(strings.ReplaceAll(command, "%d", strconv.Itoa(n)))
				if len(p.Deeds()) > deeds {
					done = append(done, state())
				} else {
					done[len(done)-1] = state() // refused: a line and no deed
				}
			},
			"run": func(t *rapid.T) {
				p.do(fmt.Sprintf("yard run %ds", rapid.IntRange(1, 200000).Draw(t, "seconds")))
				done = append(done, state())
			},
			"undo and redo": func(t *rapid.T) {
				times := rapid.IntRange(1, len(p.Deeds())).Draw(t, "times")
				here := state()
				for range times {
					_, err := p.Undo()
					require.NoError(t, err)
				}
				for range times {
					_, err := p.Redo()
					require.NoError(t, err)
				}
				require.Equal(t, here, state())
			},
			"look back": func(t *rapid.T) {
				at := unit.Instant(rapid.Int64Range(0, int64(p.Present())-1).Draw(t, "at"))
				require.NoError(t, p.Travel(at))
				p.try("aws ec2 terminate-instances --instance-ids @web")
				p.do("aws ec2 describe-volumes")
				p.BackToNow()
			},
			"keep": func(t *rapid.T) {
				name, err := p.GoOn("")
				require.NoError(t, err)
				kept = append(kept, struct{ name, state string }{name, state()})
			},
			"visit what was kept": func(t *rapid.T) {
				if len(kept) == 0 {
					t.Skip()
				}
				k := rapid.SampledFrom(kept).Draw(t, "branch")
				here := p.Branches()[0].Name
				require.NoError(t, p.SwitchTo(k.name))
				require.Equal(t, k.state, state())
				require.NoError(t, p.SwitchTo(here))
			},
		})
		again, err := Replay(p.Journal(), nil)
		require.NoError(t, err)
		require.Equal(t, p.Digest(), again.Digest())
	})
}

// What cannot be taken back or brought back is no deed itself.
func TestUndoOfNothingIsNoDeed(t *testing.T) {
	s := Sandbox(Options{Seed: 1})
	quiet := func(string) {}
	for _, command := range []string{"yard undo", "yard redo"} {
		require.NotZero(t, s.Run(command, quiet, quiet))
		require.Empty(t, s.Deeds())
	}
	require.Zero(t, s.Run("yard run 1h", quiet, quiet))
	require.Len(t, s.Deeds(), 1)
	require.Zero(t, s.Run("yard undo", quiet, quiet))
	require.Zero(t, s.Clock())
}
