package scene

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"blockyard/scripting/sweep"
)

// sweeping is somebody with an open sweep, of which so many points are computed; -1 means all.
func (p *player) sweeping(t require.TestingT, points int, words ...string) *player {
	asked, err := p.Session.Sweep(words)
	require.NoError(t, err)
	s := &SweepView{Words: words, Of: asked, Table: &sweep.Table{Spec: asked.Spec}, At: 4}
	compute, err := asked.Source.Worker()
	require.NoError(t, err)
	for n := range asked.Spec.Len() {
		if points < 0 || n < points {
			s.Table.Results = append(s.Table.Results, compute(asked.Spec.Point(n)))
		}
	}
	p.UI.Sweep, p.Sheet = s, SweepSheet
	p.Fields = append(p.Fields, Choice{SweepField, s.value().Short(4)})
	return p
}

// explorer is somebody who has finished the lesson on root disks and explores.
func explorer(t testing.TB) *player {
	p := lessonNamed(t, "cost-ebs-vs-instance-store")
	p.do("yard answer guess '?'")
	p.do(p.solution()...)
	return p.sweeping(t, -1, "hours")
}

func TestASweepIsReadAsItIsPainted(t *testing.T) {
	p := explorer(t)
	f := p.frame()
	require.Equal(t, "4 h a day", f.Node(SweepSlider).Value)
	require.Equal(t, "store $72.00, ebs $17.00", f.Node(SweepSlider).Help)
	require.Equal(t, "Same cost at 22 h 20 min a day", f.Node("sweep/plot/call/1").Name)
	require.Equal(t, []string{"22 h 20 min", "$72.00", "$72.00", "equal"}, f.Node("sweep/row/5").Cells)
	require.Equal(t, []string{"4 h", "$72.00", "$17.00", "$55.00 less"}, f.Node("sweep/row/2").Cells)
	require.True(t, f.Node("sweep/row/2").Chosen)
	require.Equal(t, "ebs begins at $5.00 and grows by $3.00 for each hour a day.", f.Node("sweep/read/2").Name)
	require.True(t, f.Node("sweep/vary/1").Chosen)
	require.Equal(t, Action{"Download", Download, "sweep.png"}, *f.Node("sweep/file/png").Action)
	require.Equal(t, "yard sweep hours", f.Node("sweep/copy").Action.Arg)
	p.UI.Sweep.At = 24
	require.Equal(t, "costs $5.00 more", p.UI.Sweep.marked().Mark.Gap)
	p.Fields = append(p.Fields, Choice{guessField, "18"})
	require.Equal(t, "You said 18 h. It is 22 h 20 min.", p.frame().Node("sweep/guess/answer").Name)
}

func TestASweepThatIsNotDoneSaysSo(t *testing.T) {
	p := lessonNamed(t, "cost-ebs-vs-instance-store").sweeping(t, 7, "hours")
	f := p.frame()
	require.Equal(t, "7 of 25 points", f.Node("sweep/progress").Help)
	require.NotEmpty(t, f.Node("sweep/file/csv").Off)
	p = lessonNamed(t, "cost-ebs-vs-instance-store").sweeping(t, 0, "hours")
	require.Nil(t, p.frame().Node(SweepSlider), "there is nothing to read yet")
}

func TestAWhatIfOpensAfterTheOtherSteps(t *testing.T) {
	p := lessonNamed(t, "cost-ebs-vs-instance-store")
	require.Nil(t, p.frame().Node("step/break-even/open"))
	require.Contains(t, p.frame().Node("step/break-even").Help, "when the steps before it are done")
	p.do("yard answer guess '?'")
	p.do(p.solution()...)
	require.Equal(t, Action{"Open the chart", OpenSweep, "hours"}, *p.frame().Node("step/break-even/open").Action)
}

func TestNothingIsCutOrOverlapsInASweep(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := sandbox("aws ec2 run-instances --image-id @al2023 --instance-type t3.micro --name web", "aws ec2 wait instance-running --instance-ids @web")
		words := rapid.SampledFrom([]string{
			"hours 0..24 --step 8", "size --run 1d", "price --by service", "seed 1..5", "hours 1 --seeds 1..3", "hours 20..30 --step 5",
			"n 1..3 --by resource --do aws_ec2_run-instances_--image-id_@al2023_--instance-type_t3.micro_--name_a-very-long-name-of-a-server_--count_{n}", "n 1..2 --do echo_{n};false",
		}).Draw(t, "words")
		list := strings.Fields(words)
		for i := range list {
			list[i] = strings.ReplaceAll(list[i], "_", " ")
		}
		p.sweeping(t, rapid.SampledFrom([]int{-1, -1, 0, 1}).Draw(t, "points"), list...)
		p.UI.Sweep.At = rapid.IntRange(0, 20).Draw(t, "at")
		p.size(float64(rapid.IntRange(390, 2560).Draw(t, "width")), float64(rapid.IntRange(600, 1440).Draw(t, "height")), rapid.SampledFrom(scales).Draw(t, "scale"))
		p.Theme = rapid.SampledFrom(themes).Draw(t, "theme")
		p.stretch = rapid.SampledFrom(stretches).Draw(t, "longer words")
		p.Tabs = []Choice{{string(PanelBar), rapid.SampledFrom(phoneTabs).Draw(t, "tab")}}
		p.Scrolls = []Offset{{PanelWorld, float64(rapid.IntRange(0, 1500).Draw(t, "scrolled"))}}
		before := p.Digest()
		require.Empty(t, p.faults(p.frame()))
		require.Equal(t, before, p.Digest())
	})
}
