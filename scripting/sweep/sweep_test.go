package sweep

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"blockyard/scenarios"
	"blockyard/scripting/lesson"
	"blockyard/scripting/shell"
	"blockyard/sim"
	"blockyard/sim/catalog"
	"blockyard/sim/ec2"
	"blockyard/sim/unit"
)

// costs is the lesson on root disks.
const costs = "cost-ebs-vs-instance-store"

func load(t testing.TB, name string) func() (*lesson.Lesson, error) {
	source, ok := scenarios.Source(name)
	require.True(t, ok)
	return loadSource(name, source)
}

func loadSource(name, source string) func() (*lesson.Lesson, error) {
	return func() (*lesson.Lesson, error) {
		l, faults := lesson.Load(name+".lua", source)
		if len(faults) > 0 {
			return nil, faults
		}
		return l, nil
	}
}

// ofLesson returns the sweep of a lesson's first what-if.
func ofLesson(t testing.TB, load func() (*lesson.Lesson, error)) (*Spec, Source) {
	l, err := load()
	require.NoError(t, err)
	spec, err := ExploreSpec(l, "")
	require.NoError(t, err)
	source, err := FromLesson(l, "", load)
	require.NoError(t, err)
	return spec, source
}

// swept computes a shard of a sweep with so many workers.
func swept(t testing.TB, spec *Spec, source Source, shard Shard, jobs int) *Record {
	r := NewRecord(source, *spec, shard)
	require.NoError(t, Each(source, spec, r.Missing(), jobs, nil, r.take))
	return r
}

func TestTheRootDisksCostTheSameAtTwentyTwoHoursTwentyMinutes(t *testing.T) {
	spec, source := ofLesson(t, load(t, costs))
	table := swept(t, spec, source, Shard{}, 2).Table()
	series := table.Series()
	require.Len(t, series, 2)
	require.Equal(t, "store stays at $72.00.", table.Read(&series[0]))
	require.Equal(t, "ebs begins at $5.00 and grows by $3.00 for each hour a day.", table.Read(&series[1]))
	said := table.Compare(series)
	require.Len(t, said, 1)
	require.Equal(t, "Same cost at 22 h 20 min a day", said[0].Text)
	require.Equal(t, "$67.00 ÷ $3.00 for each hour a day = 22.33", said[0].Why)
	require.Equal(t, "67/3", said[0].At.From.Exact())
	require.Equal(t, "72", said[0].At.Figure.Exact())
	require.Equal(t, "Below, ebs is cheaper; above, store.", Sides(&series[0], &series[1], said[0].At))
	require.True(t, strings.HasPrefix(table.Wide(), "hours,store,ebs\n0,72.00,5.00\n1,72.00,8.00\n"))
	require.True(t, strings.HasSuffix(table.Wide(), "\n24,72.00,77.00\n"))
	require.Contains(t, table.Long(), "\n4,1,ebs,17.00,17,\n")
}

func TestShardsMergedAreTheWholeSweepByteForByte(t *testing.T) {
	spec, source := ofLesson(t, load(t, costs))
	spec.Seeds = []uint64{1, 5}
	want := swept(t, spec, source, Shard{}, 1)
	for _, of := range []int{1, 2, 3, 7, 52} {
		var names []string
		var shards []*Record
		for number := of; number >= 1; number-- {
			text := swept(t, spec, source, Shard{number, of}, number%3+1).String()
			r, err := ParseRecord(text)
			require.NoError(t, err)
			names, shards = append(names, fmt.Sprint("shard", number)), append(shards, r)
		}
		whole, err := Merge(names, shards)
		require.NoError(t, err)
		require.Equal(t, want.String(), whole.String(), "%d shards", of)
		require.Equal(t, want.Table().Long(), whole.Table().Long())
		require.Equal(t, want.Table().Wide(), whole.Table().Wide())
	}
}

func TestMergingNamesWhatIsWrong(t *testing.T) {
	spec, source := ofLesson(t, load(t, costs))
	cut := func(number, of int) *Record { return swept(t, spec, source, Shard{number, of}, 1) }
	one, two := cut(1, 2), cut(2, 2)
	refused := func(says string, shards ...*Record) {
		t.Helper()
		var names []string
		for i := range shards {
			names = append(names, string(rune('a'+i)))
		}
		_, err := Merge(names, shards)
		require.ErrorContains(t, err, says)
	}
	refused("nothing to merge")
	refused("shard 2/2 is not there", one)
	refused("a and b are both shard 1/2", one, one)
	refused("b is shard 2/3, and a is shard 1/2", one, cut(2, 3))
	short := *two
	short.Results = short.Results[:3]
	refused("b lacks 9 of 12 points, the first of them point 7", one, &short)
	newer := *two
	newer.Engine = "9.9.9"
	refused("b does not belong to a: it was computed by engine 9.9.9", one, &newer)
	other := *two
	other.Of = "lesson other 1 sha256:0 step x"
	refused("it is of lesson other 1", one, &other)
	wider := *two
	wider.Spec.Values = append([]unit.Ratio{unit.RatioOf(-1, 1)}, wider.Spec.Values...)
	refused("it varies hours -1..24 step 1, and this hours 0..24 step 1", one, &wider)
	seeded := *two
	seeded.Spec.Seeds = []uint64{7}
	refused("it has the seeds 7, and this 1", one, &seeded)
}

func TestASweepGoesOnWhereItWasCutOff(t *testing.T) {
	spec, source := ofLesson(t, load(t, costs))
	whole := swept(t, spec, source, Shard{}, 1).String()
	for cut := len(NewRecord(source, *spec, Shard{}).Head()); cut <= len(whole); cut += 37 {
		r, err := ParseRecord(whole[:cut])
		require.NoError(t, err)
		require.Equal(t, whole[:cut], r.String()+r.Torn)
		require.NoError(t, Each(source, spec, r.Missing(), 2, nil, r.take))
		require.Equal(t, whole, r.String())
	}
}

func TestEachStopsWhenItIsTold(t *testing.T) {
	spec, source := ofLesson(t, load(t, costs))
	r := NewRecord(source, *spec, Shard{})
	require.NoError(t, Each(source, spec, r.Missing(), 1, func() bool { return len(r.Results) == 4 }, r.take))
	require.Len(t, r.Results, 4)
	full := fmt.Errorf("the disk is full")
	require.ErrorIs(t, Each(source, spec, r.Missing(), 3, nil, func(Result) error { return full }), full)
}

// present returns a sandbox with a server on a disk of 100 GB that was made so long ago.
func present(t testing.TB, mode catalog.Mode) (*sim.World, ec2.Caller) {
	w := sim.New(sim.Config{Seed: 1, Timing: mode, Book: catalog.Documents()})
	region, _ := catalog.RegionNamed("us-east-1")
	caller := ec2.Caller{Region: uint16(region.Index)}
	s := shell.NewShell(shell.Target{
		World: func() *sim.World { return w }, Caller: func() ec2.Caller { return caller }, Do: w.Do,
		Run: func(d unit.Duration) error { w.Advance(w.Now().Add(d), 0); return nil },
		Own: func(*shell.Call) (int, bool) { return 0, false },
	}, shell.DefaultLimits)
	status, err := s.Run("aws ec2 run-instances --image-id @demo-ebs --instance-type demo.small --name web "+
		"--block-device-mappings 'DeviceName=/dev/xvda,Ebs={VolumeSize=100,VolumeType=standard}'\nsleep 1d\n",
		func(string) {}, func(text string) { t.Log(text) })
	require.NoError(t, err)
	require.Zero(t, status)
	return w, caller
}

// table computes all of a program.
func table(t testing.TB, p Program, spec *Spec) *Table {
	source, err := p.Source(spec)
	require.NoError(t, err)
	return swept(t, spec, source, Shard{}, 2).Table()
}

func values(t testing.TB, text, step string) []unit.Ratio {
	v, err := ParseValues(text, step)
	require.NoError(t, err)
	return v
}

func TestAProgramIsSweptOverCopiesOfTheMoment(t *testing.T) {
	w, caller := present(t, catalog.None)
	before := w.Digest()
	p := Program{Lanes: []lesson.Lane{{Name: "main", World: w}}, Commands: "yard schedule @web --hours {hours}", Run: 30 * unit.Day, Caller: caller}
	got := table(t, p, &Spec{"hours", values(t, "0..24", "4"), []uint64{1}})
	require.Equal(t, "hours,bill\n0,5.00\n4,17.00\n8,29.00\n12,41.00\n16,53.00\n20,65.00\n24,77.00\n", got.Wide())
	require.Equal(t, before, w.Digest(), "the world is untouched")
	require.Empty(t, got.Faults())
}

func TestARefusedCommandIsTheResultOfItsPoint(t *testing.T) {
	w, caller := present(t, catalog.None)
	p := Program{Lanes: []lesson.Lane{{Name: "main", World: w}}, Commands: "yard schedule @web --hours {hours}", Run: unit.Day, Caller: caller}
	got := table(t, p, &Spec{"hours", values(t, "20..28", "4"), []uint64{1}})
	faults := got.Faults()
	require.Len(t, faults, 1)
	require.Contains(t, faults[0].Fault, "Value (28) for parameter hours is invalid")
	require.Contains(t, got.Long(), "\n28,1,,,,\"yard schedule: Value (28)")
	require.True(t, strings.HasSuffix(got.Wide(), "\n28,\n"))
}

func TestALaneThatRefusesGoesOnAsItIs(t *testing.T) {
	l, err := load(t, costs)()
	require.NoError(t, err)
	m, err := l.BuildAll(lesson.Setup{})
	require.NoError(t, err)
	region, _ := catalog.RegionNamed("us-east-1")
	p := Program{Lanes: m.Lanes, Commands: "yard schedule @web --hours {hours}", Run: 30 * unit.Day, Caller: ec2.Caller{Region: uint16(region.Index)}}
	spec, source := ofLesson(t, load(t, costs))
	got := table(t, p, spec)
	require.Equal(t, swept(t, spec, source, Shard{}, 1).Table().Wide(), got.Wide(), "the what-if of the lesson says the same")
	require.Len(t, got.Notes(), 1)
	require.Contains(t, got.Notes()[0], "lane store: yard schedule: The instance")
}

func TestThePriceOfAnHourIsVaried(t *testing.T) {
	w, caller := present(t, catalog.None)
	p := Program{Lanes: []lesson.Lane{{Name: "main", World: w}}, Run: 30 * unit.Day, Caller: caller, Price: "demo.small", By: "service"}
	got := table(t, p, &Spec{"price", values(t, "0.05..0.15", "0.05"), []uint64{1}})
	require.Equal(t, "price,Compute,Volumes\n0.05,36.00,5.00\n0.1,72.00,5.00\n0.15,108.00,5.00\n", got.Wide())
	p.Price = "x9.huge"
	_, err := p.Source(got.Spec)
	require.EqualError(t, err, "the price book has no price for an hour of x9.huge")
}

func TestSeedsSpreadWhatIsDrawn(t *testing.T) {
	w, caller := present(t, catalog.Typical)
	launch := "aws ec2 run-instances --image-id @demo-ebs --instance-type demo.small --count {servers}"
	p := Program{Lanes: []lesson.Lane{{Name: "main", World: w}}, Commands: launch, Run: unit.Hour, Caller: caller}
	spec := &Spec{"servers", values(t, "1..2", ""), []uint64{1, 2, 3, 4, 5, 6}}
	source, err := p.Source(spec)
	require.NoError(t, err)
	one, many := swept(t, spec, source, Shard{}, 1), swept(t, spec, source, Shard{}, 4)
	require.Equal(t, one.String(), many.String(), "however many workers there are")
	require.Empty(t, one.Table().Faults())
	require.True(t, strings.HasPrefix(one.Table().Wide(), "servers,bill,bill least,bill most\n"))
	bill := one.Table().Series()[0].Points[0]
	require.Equal(t, 6, bill.Seeds)
	require.Negative(t, bill.Least.Compare(bill.Most), "durations differ from seed to seed, and so does the bill")
}

func TestAProgramMustSayItsParameter(t *testing.T) {
	w, caller := present(t, catalog.None)
	p := Program{Lanes: []lesson.Lane{{Name: "main", World: w}}, Commands: "yard schedule @web --hours 4", Run: unit.Day, Caller: caller}
	_, err := p.Source(&Spec{"hours", values(t, "1..2", ""), []uint64{1}})
	require.EqualError(t, err, "the commands never say {hours}: write it where the value belongs")
	p.Run = 0
	_, err = p.Source(&Spec{"hours", values(t, "1..2", ""), []uint64{1}})
	require.EqualError(t, err, "a sweep lets time pass: say how much, such as 30d")
}

func TestAReportReadsLikeTheLesson(t *testing.T) {
	spec, source := ofLesson(t, load(t, costs))
	spec.Values = values(t, "4,8,16,22,24", "")
	require.Equal(t, `hours a day   store     ebs  ebs against store
4 h          $72.00  $17.00           ▼ $55.00
8 h          $72.00  $29.00           ▼ $43.00
16 h         $72.00  $53.00           ▼ $19.00
22 h         $72.00  $71.00            ▼ $1.00
22 h 20 min  $72.00  $72.00              equal
24 h         $72.00  $77.00            ▲ $5.00

Same cost at 22 h 20 min a day (between 22 h a day and 24 h a day, on straight lines). Below, ebs is cheaper; above, store.
store stays at $72.00.
ebs begins at $17.00 and grows by $3.00 for each hour a day.
`, swept(t, spec, source, Shard{}, 1).Table().Report())
}
