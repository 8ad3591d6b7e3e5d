package scene

import (
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"blockyard/sim/cost"
	"blockyard/sim/unit"
)

// costFrame returns a frame of the chart of cost alone, and its data.
func costFrame(p *player, width, height float64) (*Frame, *Plot) {
	if p.Memo == nil {
		p.Memo = new(Memo)
	}
	v := newView(p.Session, p.Memo)
	f := &Frame{Width: width, Height: height}
	stretch := max(p.stretch, 1)
	pn := &pen{Frame: f, palette: paletteOf(p.Theme), session: p.Session, ui: &p.UI, measure: longer(stretch), k: float64(p.Scale) / 100}
	r := Rect{0, 0, width, height}
	pn.begin(PanelTime, r, pn.panel)
	pn.costChart(v, r, nil)
	to := costEnd(p.Session, &p.UI)
	return f, v.costPlot(v.costLanes(to), to, false)
}

// Each point of a line of cost is the bill until then, whatever was seen before: while time goes on, after jumps, and for
// what is to come, that of the world that has lived through it.
func TestALineOfCostIsTheBill(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := sandbox("aws ec2 run-instances --image-id @al2023 --instance-type t3.micro --name web", "yard schedule @web --daily 09:00-13:00",
			"aws ec2 create-volume --size 10 --volume-type standard --availability-zone us-east-1a --name data")
		memo := new(Memo)
		for range rapid.IntRange(1, 6).Draw(t, "steps") {
			p.do(rapid.SampledFrom([]string{
				"yard run 50m", "yard run 7h", "yard run 3d", "yard run 40d", "yard run 1s", "aws ec2 create-snapshot --volume-id @web-root", "yard undo",
				"yard write @web a.db 700MiB", "yard travel -1h", "yard travel now", "aws ec2 attach-volume --volume-id @data --instance-id @web --device /dev/sdf", "yard write @web /mnt/sdf/b.db 30MiB",
			}).Draw(t, "does"))
			w, _ := p.PresentWorld("main")
			c := memo.courseOf(w, courseStep(w.Now().Sub(0)))
			require.Equal(t, w.Now(), c.points[len(c.points)-1].at)
			for i := len(c.points) - 1; i >= 0; i -= 1 + len(c.points)/5 {
				point := &c.points[i]
				bill := w.Bill(cost.Window{To: point.at})
				require.Equal(t, bill.Total.Exact(), point.sum.Total.Exact(), "at %s", w.Date(point.at))
				for _, g := range bill.By(cost.ByService) {
					require.Equal(t, g.Amount.Exact(), point.sum.By.Amount(g.Name).Exact())
				}
			}
			end := w.Now().Add(9 * unit.Day)
			a := c.lookAhead(end)
			later := w.Fork()
			later.Advance(end, 0)
			sum, ok := a.total()
			require.True(t, ok)
			require.Equal(t, later.Bill(cost.Window{To: end}).Total.Exact(), sum.Exact())
		}
	})
}

func TestTheChartOfTwoLanes(t *testing.T) {
	p := lessonNamed(t, "cost-ebs-vs-instance-store")
	p.do("yard answer guess '?'", "yard lane ebs", "yard schedule @web --daily 09:00-13:00", "yard run 30d")
	f, c := costFrame(p, 880, 176)
	require.Empty(t, faults(f))
	require.Equal(t, "Cost of 1 store and 2 ebs since Apr 01", c.Title)
	require.Equal(t, "1 $72.00", c.Series[0].End)
	require.Equal(t, "2 $17.00", c.Series[1].End)
	require.Zero(t, c.Series[1].Foretold)
	require.InDelta(t, 720, c.Series[1].Points[len(c.Series[1].Points)-1].X, 1e-9)
	require.NotNil(t, f.Node("cost/plot/ebs"))
	p.do("yard budget 10")
	f, c = costFrame(p, 880, 176)
	require.Empty(t, faults(f))
	require.Equal(t, []PlotLevel{{10, "budget $10.00 in all"}}, c.Levels)
	require.Equal(t, "2 ebs: Budget reached Apr 18 11:50", c.Calls[0].Title)
}

func TestTheChartOfCostInTheSandbox(t *testing.T) {
	p := sandbox("aws ec2 run-instances --image-id @al2023 --instance-type t3.large --name web", "yard schedule @web --daily 09:00-18:00", "yard budget 12 --month", "yard run 8d")
	f, c := costFrame(p, 880, 176)
	require.Empty(t, faults(f))
	require.Len(t, c.Series, 1)
	require.Positive(t, c.Series[0].Foretold)
	require.Len(t, c.Calls, 1)
	require.Contains(t, c.Calls[0].Title, "As things go on, reached Apr ")
	at := c.Calls[0].At.X
	p.do("yard run 21d")
	_, c = costFrame(p, 880, 176)
	require.Contains(t, c.Calls[0].Title, "Budget reached Apr ")
	require.InDelta(t, at, c.Calls[0].At.X, 1e-9, "what was foreseen has come")

	p.Fields = []Choice{{costOf, "services"}, {costSpan, "now"}}
	f, _ = costFrame(p, 880, 176)
	require.Empty(t, faults(f))
	require.True(t, f.Node("cost/span").Chosen)
	require.NotNil(t, f.Node("cost/plot/Instances"))
	require.NotNil(t, f.Node("cost/plot/Volumes"))

	p.do("yard travel -9d")
	f, c = costFrame(p, 880, 176)
	require.Empty(t, faults(f))
	require.Len(t, c.Series[0].Points, 117, "the present is still there")
}

// The chart fits wherever there is room for one, in all themes, at all sizes, with longer words.
func TestTheChartOfCostFits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := sandbox("aws ec2 run-instances --image-id @al2023 --instance-type t3.large --name web", "yard budget 12")
		p.do(rapid.SampledFrom([]string{"yard clock", "yard run 20m", "yard run 3d", "yard run 30d", "yard run 400d"}).Draw(t, "time"))
		p.Scale, p.Theme = rapid.SampledFrom(scales).Draw(t, "scale"), rapid.SampledFrom(themes).Draw(t, "theme")
		p.stretch = rapid.SampledFrom(stretches).Draw(t, "longer words")
		p.Fields = []Choice{{costOf, rapid.SampledFrom([]string{"", "services"}).Draw(t, "of")}, {costSpan, rapid.SampledFrom([]string{"", "now"}).Draw(t, "span")}}
		k := float64(p.Scale) / 100
		f, _ := costFrame(p, k*float64(rapid.IntRange(360, 1200).Draw(t, "width")), k*float64(rapid.IntRange(150, 600).Draw(t, "height")))
		require.Empty(t, p.faults(f))
	})
}
