package sim

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"blockyard/sim/ec2"
	"blockyard/sim/unit"
)

// sample is a journal with every kind of line.
const sample = `yardlog 1
engine 0.1.0
lesson move-volume-az 4 sha256:9c1e
seed 3
learner ana-17
+0 main 123456789012 us-east-1 aws ec2 create-volume --availability-zone us-east-1a --size 8
+0 main 123456789012 us-east-1 yard quota --name vcpus --limit 4
+35000 - answer when 2
+90000 - hint moved 1
end +7260000 digest f3a2 claim 10/10
`

func TestJournalsReadBack(t *testing.T) {
	j, err := ParseJournal(sample)
	require.NoError(t, err)
	require.Equal(t, sample, j.String())
	require.Equal(t, Line{At: 35 * unit.Second, Lane: "-", Words: []string{"answer", "when", "2"}}, j.Lines[2])
	require.Equal(t, &End{2*unit.Hour + unit.Minute, "f3a2", "10/10"}, j.End)
	require.Empty(t, j.Torn)
}

func TestATornTailIsCutAndSaid(t *testing.T) {
	at := strings.Index(sample, "+35000")
	for _, cut := range []int{at + 1, at + 8, at + len("+35000 - answer when 2")} {
		j, err := ParseJournal(sample[:cut])
		require.NoError(t, err, sample[:cut])
		require.Len(t, j.Lines, 2)
		require.Equal(t, sample[at:cut], j.Torn)
	}
	whole := strings.Replace(sample, "f3a2", strings.Repeat("f3a2", 16), 1)
	for _, cut := range []string{" claim 10/10\n", "a2 claim 10/10\n", "\n"} {
		j, err := ParseJournal(strings.TrimSuffix(whole, cut))
		require.NoError(t, err)
		require.Len(t, j.Lines, 4)
		require.Equal(t, cut != "a2 claim 10/10\n", j.End != nil, cut)
		require.Equal(t, j.End == nil, j.Torn != "")
	}
}

func TestWrongJournalsSayWhatWouldWork(t *testing.T) {
	with := func(old, replaced string) string { return strings.Replace(sample, old, replaced, 1) }
	for want, text := range map[string]string{
		"line 1 of the journal: this is not a journal: its first line must be `yardlog 1`":                                                 "hello\n",
		"line 1 of the journal: it is in format 2, and this Blockyard (0.1.0) reads format 1":                                              with("yardlog 1", "yardlog 2"),
		"line 2 of the journal: it was written by engine 9.0.0, and this one is 0.1.0: open it with that version or a newer one":           with("engine 0.1.0", "engine 9.0.0"),
		"line 6 of the journal: argument operation: Invalid choice":                                                                        with("create-volume", "make-volume"),
		"line 6 of the journal: the following arguments are required: --availability-zone":                                                 with("--availability-zone us-east-1a ", ""),
		"line 8 of the journal: its time is before that of the line above":                                                                 with("+0 main 123456789012 us-east-1 yard", "+36000 main 123456789012 us-east-1 yard"),
		"line 8 of the journal: `+soon` is not a time":                                                                                     with("+35000", "+soon"),
		"line 8 of the journal: a command is missing":                                                                                      with("+35000 - answer when 2", "+35000 main"),
		"line 10 of the journal: the line `end` is not whole":                                                                              with(" claim 10/10", " claim"),
		"line 11 of the journal: nothing may follow the line `end`":                                                                        sample + "+8000000 - hint moved 1\n",
		"line 5 of the journal: `teacher ana-17` is not understood here; a journal begins with the lines engine, lesson, seed and learner": with("learner", "teacher"),
		"line 4 of the journal: `three` is not a seed: it is a whole number, such as 1":                                                    with("seed 3", "seed three"),
		"line 4 of the journal: `-3` is not a seed: it is a whole number, such as 1":                                                       with("seed 3", "seed -3"),
		"line 3 of the journal: `four` is not a lesson's version: it is a whole number, such as 1":                                         with("az 4 ", "az four "),
		"line 1 of the journal: the journal ends before it says which engine wrote it; a whole one has a line such as `engine 0.1.0`":      "yardlog 1\n",
	} {
		_, err := ParseJournal(text)
		require.ErrorContains(t, err, want)
	}
}

func FuzzJournal(f *testing.F) {
	f.Add(sample)
	f.Fuzz(func(t *testing.T, text string) {
		j, err := ParseJournal(text)
		if err != nil {
			return
		}
		again, err := ParseJournal(j.String())
		require.NoError(t, err)
		j.Torn = ""
		require.Equal(t, j.String(), again.String())
	})
}

// The journal's lines are enough to make the same world again.
func TestAWorldIsAFoldOverItsJournal(t *testing.T) {
	w := New(Config{Seed: 4})
	do(t, w, "ec2", "RunInstances", ec2.RunInstancesInput{ImageID: imageID("al2023"), InstanceType: "t3.micro", MinCount: 2, MaxCount: 2})
	w.Advance(unit.Instant(unit.Hour), 0)
	do(t, w, "ec2", "StopInstances", ec2.StopInstancesInput{InstanceIDs: []string{w.Cloud().ID(ec2.Ref{Kind: ec2.KindInstance})}})
	w.Advance(unit.Instant(unit.Day), 0)

	again := New(Config{Seed: 4})
	for _, e := range w.Journal() {
		line := w.Line(e, "main", 0)
		call, err := ParseCall(line.Words)
		require.NoError(t, err)
		call.Caller, err = again.Caller(line.Account, line.Region)
		require.NoError(t, err)
		again.Replay([]Entry{{At: unit.Instant(line.At), Call: call}})
	}
	again.Advance(w.Now(), 0)
	require.Equal(t, w.Digest(), again.Digest())
}

func TestHistoryFindsEveryMoment(t *testing.T) {
	w := New(Config{Seed: 5})
	h := NewHistory(w, 8)
	straight := []Digest{}
	do(t, w, "ec2", "RunInstances", ec2.RunInstancesInput{ImageID: imageID("demo-ebs"), InstanceType: "demo.small", MinCount: 3, MaxCount: 3})
	id := w.Cloud().ID(ec2.Ref{Kind: ec2.KindInstance})
	for n := range 400 {
		h.Record(w)
		if n%20 == 10 {
			do(t, w, "ec2", "StopInstances", ec2.StopInstancesInput{InstanceIDs: []string{id}})
		}
		if n%20 == 0 && n > 0 {
			do(t, w, "ec2", "StartInstances", ec2.StartInstancesInput{InstanceIDs: []string{id}})
		}
		h.Advance(w, unit.Instant(n)*unit.Instant(unit.Minute))
		straight = append(straight, w.Digest())
	}
	for _, n := range []int{399, 0, 17, 10, 11, 200, 20, 333, 1} {
		past := h.At(w, unit.Instant(n)*unit.Instant(unit.Minute))
		require.Equal(t, unit.Instant(n)*unit.Instant(unit.Minute), past.Now())
		if n%20 != 10 && n%20 != 0 { // elsewhere the digest above was taken before the calls of that instant
			require.Equal(t, straight[n], past.Digest(), "minute %d", n)
		}
	}
	require.LessOrEqual(t, h.Checkpoints(), maxCheckpoints)
	require.Equal(t, straight[399], w.Digest())
}

// A seek to any of a thousand moments ends in the world that a straight run had then.
func TestSeeksEndWhereAStraightRunWas(t *testing.T) {
	l := scheduled(t, 3)
	straight := map[unit.Instant]Digest{}
	run, random := l.Fork(), rand.New(rand.NewPCG(1, 2))
	var targets []unit.Instant
	for range 1000 {
		targets = append(targets, run.Now()+unit.Instant(random.Int64N(int64(60*unit.Day))))
	}
	slices.Sort(targets)
	for _, at := range targets {
		run.Advance(at, 0)
		straight[at] = run.Digest()
	}
	w := l.Fork()
	h := NewHistory(w, 4)
	h.Advance(w, unit.Instant(61*unit.Day))
	require.Greater(t, h.Checkpoints(), maxCheckpoints/2)
	require.LessOrEqual(t, h.Checkpoints(), maxCheckpoints)
	random.Shuffle(len(targets), func(i, j int) { targets[i], targets[j] = targets[j], targets[i] })
	for _, at := range targets {
		require.Equal(t, straight[at], h.At(w, at).Digest(), at)
	}
}
