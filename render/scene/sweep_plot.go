package scene

import (
	"math/big"
	"strconv"

	"blockyard/scripting/sweep"
	"blockyard/sim/unit"
)

// SweepPlot returns the chart of a sweep: a line for each figure, and where the first two meet. whole is what the figures
// are, for the y axis: "bill for 30 days". The files of a sweep are made from it, as the panel is.
func SweepPlot(t *sweep.Table, title, whole string) *Plot {
	series := t.Series()
	c := &Plot{
		ID: "sweep/plot", Title: title,
		X: PlotAxis{Name: t.Spec.Axis(), Steps: sweepSteps(t.Spec), Text: sweepTick(t.Spec)},
		Y: PlotAxis{Name: whole, Text: DollarTicks},
	}
	for i := range series {
		s := &series[i]
		if !s.Money {
			c.Y.Text = nil
		}
		line := PlotSeries{Name: s.Name, End: seriesEnd(series, i), Says: t.Read(s)}
		for _, p := range s.Points {
			line.Points = append(line.Points, PlotPoint{X: near(p.Value), Y: near(p.Mean), Text: s.Text(p.Mean)})
		}
		c.Series = append(c.Series, line)
	}
	if whole == "" && c.Y.Text != nil && len(series) > 0 {
		c.Y.Name = "bill"
	}
	for _, said := range t.Compare(series) {
		if m := said.At; m != nil && len(c.Calls) < mostCalls {
			c.Calls = append(c.Calls, PlotCall{At: PlotPoint{X: near(m.From), Y: near(m.Figure)}, Title: said.Text, Sub: said.Why})
		}
	}
	return c
}

// mostCalls is how many places where lines meet are pointed at; the words below the chart tell the others.
const mostCalls = 2

// seriesEnd returns what stands at the end of a line: its name, with its number where there are several.
func seriesEnd(series []sweep.Series, place int) string {
	if len(series) == 1 {
		return series[0].Name
	}
	return strconv.Itoa(place+1) + " " + series[place].Name
}

// sweepSteps returns distances of ticks that make sense for a parameter.
func sweepSteps(s *sweep.Spec) []float64 {
	if sweep.MeasureOf(s.Name) == sweep.HoursADay {
		return []float64{1, 2, 4, 6, 12, 24}
	}
	return nil
}

// sweepTick returns how a parameter's ticks are told.
func sweepTick(s *sweep.Spec) func(at, step float64) string {
	switch sweep.MeasureOf(s.Name) {
	case sweep.HoursADay:
		return func(at, step float64) string { return strconv.FormatFloat(at, 'f', decimalsOf(step), 64) + " h" }
	case sweep.HourPrice:
		return DollarTicks
	case sweep.Gibibytes, sweep.Plain:
	}
	return nil
}

// near returns the float that is nearest to an exact number: good enough to paint.
func near(v unit.Ratio) float64 {
	r, ok := new(big.Rat).SetString(v.Exact())
	if !ok {
		return 0
	}
	f, _ := r.Float64()
	return f
}
