package scene_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"blockyard/render/scene"
	"blockyard/render/typeface"
)

// twoBills is the chart of the lesson on root disks: store costs the same at any hour, ebs $5.00 and $3.00 for each hour.
func twoBills() *scene.Plot {
	store, ebs := scene.PlotSeries{Name: "store", End: "1 store"}, scene.PlotSeries{Name: "ebs", End: "2 ebs"}
	for hour := range 25 {
		store.Points = append(store.Points, scene.PlotPoint{X: float64(hour), Y: 72, Text: "$72.00"})
		ebs.Points = append(ebs.Points, scene.PlotPoint{X: float64(hour), Y: 5 + 3*float64(hour), Text: fmt.Sprintf("$%d.00", 5+3*hour)})
	}
	return &scene.Plot{
		ID: "sweep/plot", Title: "What if web ran another number of hours a day?",
		X:      scene.PlotAxis{Name: "hours a day", Steps: []float64{1, 2, 4, 6, 12, 24}, Text: func(at, _ float64) string { return fmt.Sprintf("%.0f h", at) }},
		Y:      scene.PlotAxis{Name: "bill for 30 days", Text: scene.DollarTicks},
		Series: []scene.PlotSeries{store, ebs},
		Mark: &scene.PlotMark{
			X: 4, Text: "4 h a day", Gap: "saves $55.00", Better: true,
			Values: []scene.PlotPoint{{X: 4, Y: 72, Text: "$72.00"}, {X: 4, Y: 17, Text: "$17.00"}},
		},
		Calls: []scene.PlotCall{{At: scene.PlotPoint{X: 67.0 / 3, Y: 72}, Title: "Same cost at 22 h 20 min a day", Sub: "$67.00 over $3.00"}},
	}
}

// sheetOf returns a chart alone on a sheet.
func sheetOf(c *scene.Plot, w, h float64, theme scene.ThemeName, scale int) *scene.Frame {
	return scene.PlotSheet(c, []string{"30-day month, 720 h."}, w, h, theme, scale, typeface.Measure)
}

// texts returns all that is painted in letters.
func texts(f *scene.Frame) (all []string) {
	for i := range f.Items {
		if f.Items[i].Kind == scene.Label {
			all = append(all, f.Items[i].Text)
		}
	}
	return all
}

func TestAPlotSaysWhatItWasGiven(t *testing.T) {
	f := sheetOf(twoBills(), 800, 500, scene.Dark, 100)
	all := texts(f)
	for _, text := range []string{"1 store", "2 ebs", "$0", "$80", "0 h", "24 h", "4 h a day", "$72.00", "$17.00", "saves $55.00", "Same cost at 22 h 20 min a day", "bill for 30 days"} {
		require.Contains(t, all, text)
	}
	require.Equal(t, "from $5.00 to $77.00", f.Node("sweep/plot/ebs").Help)
	require.Equal(t, "$72.00", f.Node("sweep/plot/store").Help)
	require.Equal(t, "Same cost at 22 h 20 min a day", f.Node("sweep/plot/call/1").Name)
	require.Contains(t, f.Node("sweep/plot").Help, "hours a day from 0 h to 24 h. Same cost at 22 h 20 min a day")
}

func TestSeriesAreToldApartWithoutColour(t *testing.T) {
	c := &scene.Plot{ID: "p", Title: "Five"}
	for i := range 5 {
		c.Series = append(c.Series, scene.PlotSeries{Name: fmt.Sprint("s", i), Points: []scene.PlotPoint{{X: 0, Y: float64(i)}, {X: 9, Y: 2 * float64(i)}}})
	}
	alone := map[string]string{}
	for i := range c.Series {
		one := *c
		one.Series = []scene.PlotSeries{c.Series[4]}
		one.Series[0].Look = i + 1
		shape := shapesOf(sheetOf(&one, 800, 500, scene.Light, 100))
		require.NotContains(t, alone, shape, "looks %s and %d are painted alike", alone[shape], i+1)
		alone[shape] = fmt.Sprint(i + 1)
	}
}

// shapesOf returns the form of all lines and markers, without their colours.
func shapesOf(f *scene.Frame) string {
	var all strings.Builder
	for _, it := range f.Items {
		if it.Kind == scene.Stroke || it.Kind == scene.Polygon {
			fmt.Fprintf(&all, "%d %v %v\n", it.Kind, it.Dash, len(it.Points))
		}
	}
	return all.String()
}

// A written is a text and where it stands.
type written struct {
	text string
	at   scene.Rect
}

func writtenOn(f *scene.Frame) (all []written) {
	for _, it := range f.Items {
		if it.Kind == scene.Label {
			h := it.Size
			all = append(all, written{it.Text, scene.Rect{X: it.Rect.X, Y: it.Rect.Y - h*0.75, W: typeface.Measure(it.Face, it.Size, it.Text), H: h * 0.8}})
		}
	}
	return all
}

func TestTextsOfAPlotNeverOverlapNorLeaveIt(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := drawPlot(t)
		w, h := rapid.Float64Range(180, 1500).Draw(t, "width"), rapid.Float64Range(120, 900).Draw(t, "height")
		scale := rapid.SampledFrom([]int{100, 150, 200}).Draw(t, "scale")
		f := sheetOf(c, w, h, rapid.SampledFrom([]scene.ThemeName{scene.Dark, scene.Light, scene.Contrast}).Draw(t, "theme"), scale)
		if h < 300*float64(scale)/100 || w < 380*float64(scale)/100 {
			return // it must not fail where there is no room; what can be read there is another matter
		}
		all := writtenOn(f)
		for i, a := range all {
			require.True(t, a.at.X >= -1 && a.at.Right() <= w+1 && a.at.Y >= 0 && a.at.Bottom() <= h, "%q leaves the sheet: %v", a.text, a.at)
			for _, b := range all[:i] {
				apart := a.at.X >= b.at.Right()-1 || b.at.X >= a.at.Right()-1 || a.at.Y >= b.at.Bottom()-1 || b.at.Y >= a.at.Bottom()-1
				require.True(t, apart, "%q and %q overlap: %v %v", a.text, b.text, a.at, b.at)
			}
		}
		for i := range c.Series {
			require.NotNil(t, f.Node("p/"+c.Series[i].Name))
		}
	})
}

// drawPlot draws a chart of anything.
func drawPlot(t *rapid.T) *scene.Plot {
	c := &scene.Plot{ID: "p", Title: "Anything", X: scene.PlotAxis{Name: "hours"}, Y: scene.PlotAxis{Name: "dollars", Text: scene.DollarTicks}}
	points := rapid.IntRange(0, 40).Draw(t, "points")
	for i := range rapid.IntRange(0, 5).Draw(t, "series") {
		s := scene.PlotSeries{Name: fmt.Sprint("series ", i), Foretold: rapid.IntRange(0, points).Draw(t, "foretold")}
		for x := range points {
			y := rapid.Float64Range(-20, 1000).Draw(t, "y")
			s.Points = append(s.Points, scene.PlotPoint{X: float64(x), Y: y, Text: fmt.Sprintf("$%.2f", y)})
		}
		c.Series = append(c.Series, s)
	}
	if len(c.Series) > 0 && points > 0 {
		x := rapid.IntRange(0, points-1).Draw(t, "mark")
		c.Mark = &scene.PlotMark{X: float64(x), Text: fmt.Sprint(x, " h a day"), Gap: "saves $5.00", Better: rapid.Bool().Draw(t, "better")}
		for i := range c.Series {
			c.Mark.Values = append(c.Mark.Values, c.Series[i].Points[x])
		}
		c.Calls = []scene.PlotCall{{At: c.Series[0].Points[points/2], Title: "Same cost at some hours a day", Sub: "a ÷ b"}}
		c.Levels = []scene.PlotLevel{{Y: 100, Text: "budget $100.00"}}
	}
	return c
}

func TestDollarTicksHaveCentsOrNone(t *testing.T) {
	require.Equal(t, "$20", scene.DollarTicks(20, 10))
	require.Equal(t, "$2.50", scene.DollarTicks(2.5, 0.5))
	require.Equal(t, "$0.025", scene.DollarTicks(0.025, 0.025))
	require.Equal(t, "−$5", scene.DollarTicks(-5, 5))
	require.Equal(t, "$0", scene.DollarTicks(math.Copysign(0, 1), 5))
}
