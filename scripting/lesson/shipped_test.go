package lesson

import (
	"slices"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"blockyard/sim/catalog"
	"blockyard/sim/unit"
)

func TestSolutionsEarnEverything(t *testing.T) {
	for _, name := range lessonNames {
		t.Run(name, func(t *testing.T) {
			l := shipped(t, name)
			require.Equal(t, strconv.Itoa(l.MaxScore()), play(t, l, l.Solution).score())
		})
	}
}

func TestWrongRunsFailAtTheirStep(t *testing.T) {
	for _, name := range lessonNames {
		l := shipped(t, name)
		for _, w := range l.Wrong {
			t.Run(name+"/"+w.Title, func(t *testing.T) {
				p := play(t, l, w.Run)
				if at := slices.IndexFunc(l.Steps, func(s Step) bool { return s.ID == w.MustFail }); l.Steps[at].Kind == Task {
					require.NotEqual(t, Pass, p.check(w.MustFail).State)
				}
				require.NotEqual(t, strconv.Itoa(l.MaxScore()), p.score())
			})
		}
	}
}

func TestTheStartEarnsNothing(t *testing.T) {
	for _, name := range lessonNames {
		l := shipped(t, name)
		require.Equal(t, "0", play(t, l, "").score(), name)
	}
}

func TestCostLesson(t *testing.T) {
	l := shipped(t, "cost-ebs-vs-instance-store")
	require.Equal(t, []string{"store", "ebs"}, l.Lanes)
	require.Equal(t, catalog.None, l.Timing)
	require.Equal(t, "CC-BY-4.0", l.Licence)
	require.Equal(t, 8, l.MaxScore())

	p := play(t, l, l.Solution)
	r := p.check("month")
	require.Equal(t, Result{State: Pass, Fraction: unit.RatioOf(1, 1), Say: "Saved: $55 a month", Parts: []Part{
		{"24 h × 30 days × $0.10 = $72 for the instance-store lane", true, "$72.00", "$72.00"},
		{"4 h × 30 days × $0.10 = $12 of compute in the EBS lane", true, "$12.00", "$12.00"},
		{"100 GB × $0.05 = $5 for the volume, even while stopped", true, "$5.00", "$5.00"},
		{"Saved: $55 a month", true, "$55.00", "$55.00"},
	}}, r)
	figures, err := l.Reveal("guess", p.moment)
	require.NoError(t, err)
	require.Equal(t, []string{"store $72.00", "ebs $17.00"}, []string{figures[0].Name + " " + figures[0].Text, figures[1].Name + " " + figures[1].Text})

	wrong := play(t, l, l.Wrong[1].Run).check("month")
	require.Equal(t, Partial, wrong.State)
	require.Equal(t, "1/2", wrong.Fraction.Exact())
	require.Equal(t, "Not yet: 4 h × 30 days × $0.10 = $12 of compute in the EBS lane (there: $24.00, wanted: $12.00)", wrong.Say)
}

func TestCostLessonBreaksEven(t *testing.T) {
	l := shipped(t, "cost-ebs-vs-instance-store")
	s := l.Step("break-even")
	require.Equal(t, 25, s.Sweep.Len())
	m, err := l.BuildAll(Setup{})
	require.NoError(t, err)
	before := m.Lanes[1].World.Digest()
	for _, want := range []struct {
		hours int64
		ebs   string
	}{{0, "$5.00"}, {4, "$17.00"}, {22, "$71.00"}, {23, "$74.00"}, {24, "$77.00"}} {
		figures, err := l.Explore("break-even", m, want.hours)
		require.NoError(t, err)
		require.Equal(t, "$72.00", figures[0].Text)
		require.Equal(t, want.ebs, figures[1].Text, "%d hours", want.hours)
		require.True(t, figures[1].IsMoney)
	}
	require.Equal(t, before, m.Lanes[1].World.Digest(), "a what-if changes nothing")
}

func TestImageLesson(t *testing.T) {
	l := shipped(t, "ami-two-volumes")
	p := play(t, l, l.Solution)
	figures, err := l.Reveal("guess", p.moment)
	require.NoError(t, err)
	var counts []string
	for _, f := range figures {
		counts = append(counts, f.Name+"="+f.Text)
	}
	require.Equal(t, []string{"snapshot=2", "volume=2", "instance=1", "eni=1"}, counts)
}

func TestVolumeLesson(t *testing.T) {
	l := shipped(t, "move-volume-az")
	m, err := l.BuildAll(Setup{})
	require.NoError(t, err)
	require.Equal(t, unit.Instant(3*unit.Hour), m.Opening())
	figures, err := l.Reveal("when", m)
	require.NoError(t, err)
	require.Equal(t, []Figure{{Text: "2", Value: number(2)}}, figures)

	p := play(t, l, l.Wrong[0].Run)
	require.Equal(t, "You lost 4 records: they were written after the snapshot began.", p.check("moved").Say)
	require.Equal(t, "feel-the-wall", play(t, l, l.Solution).moment.Marks[1].Step)
}

// TestBuildIsTheSameEveryTime builds each lane twice, from two loads of the lesson.
func TestBuildIsTheSameEveryTime(t *testing.T) {
	for _, name := range lessonNames {
		a, b := shipped(t, name), shipped(t, name)
		for lane := range a.Lanes {
			first, err := a.Build(lane, Setup{})
			require.NoError(t, err)
			second, err := b.Build(lane, Setup{})
			require.NoError(t, err)
			require.Equal(t, first.Digest(), second.Digest())
			require.Equal(t, a.Timing, first.Config().Timing)
		}
		require.Equal(t, a.Hash, b.Hash)
	}
	other, err := shipped(t, lessonNames[0]).Build(0, Setup{Seed: 7})
	require.NoError(t, err)
	require.Equal(t, uint64(7), other.Config().Seed)
	_, err = shipped(t, lessonNames[0]).Build(0, Setup{Region: "mars-1"})
	require.ErrorContains(t, err, `there is no region "mars-1"`)
}

// TestCheckChangesNothing looks at a moment with every function of a lesson.
func TestCheckChangesNothing(t *testing.T) {
	for _, name := range lessonNames {
		l := shipped(t, name)
		p := play(t, l, l.Solution)
		before := p.world().Digest()
		p.mark()
		require.Equal(t, before, p.world().Digest())
	}
}
