package scene

import (
	"strconv"
	"strings"

	"blockyard/scripting/session"
	"blockyard/scripting/sweep"
	"blockyard/sim/unit"
)

// SweepSheet is the sheet of a sweep: one thing varied, as a chart and a table.
const SweepSheet Sheet = "sweep"

// The nodes and fields of a sweep that doors know.
const (
	SweepSlider = "sweep/slider" // says at which value the chart is read
	SweepField  = "sweep/at"     // the same, to be typed
	guessField  = "sweep/guess"
)

// A SweepView is an open sweep: what is varied, and the results that are there by now.
type SweepView struct {
	Words []string // behind yard sweep
	Of    *session.Sweep
	Table *sweep.Table
	At    int    // place of the value that the slider stands at
	Fault string // why there are no results, or ""

	read sweepReading
}

// A sweepReading is what was made of the results, kept as long as there are no more.
type sweepReading struct {
	results int
	series  []sweep.Series
	said    []sweep.Saying
	plot    *Plot
}

// reading returns the lines of the results so far.
func (s *SweepView) reading() *sweepReading {
	if r := &s.read; r.plot == nil || r.results != len(s.Table.Results) {
		*r = sweepReading{results: len(s.Table.Results), series: s.Table.Series()}
		r.said = s.Table.Compare(r.series)
		r.plot = SweepPlot(s.Table, s.title(), s.Of.Source.Whole)
		values := s.Table.Spec.Values
		if len(values) > 1 {
			r.plot.X.From, r.plot.X.To = near(values[0]), near(values[len(values)-1])
		}
	}
	return &s.read
}

// value returns the value that the slider stands at.
func (s *SweepView) value() unit.Ratio {
	values := s.Table.Spec.Values
	return values[min(max(s.At, 0), len(values)-1)]
}

// title asks what is swept.
func (s *SweepView) title() string { return session.Plain(s.Of.Source.Title) }

// Command returns the command that prints the same.
func (s *SweepView) Command() string {
	command := "yard sweep"
	for _, word := range s.Words {
		if strings.ContainsAny(word, " '\"") {
			word = "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
		}
		command += " " + word
	}
	return command
}

// marked returns the chart with the mark where the slider stands.
func (s *SweepView) marked() *Plot {
	r := s.reading()
	c := *r.plot
	at := s.value()
	m := &PlotMark{X: near(at), Text: s.Table.Spec.At(at)}
	for i := range r.series {
		v := PlotPoint{X: m.X}
		if p, ok := r.series[i].At(at); ok {
			v.Y, v.Text = near(p.Mean), r.series[i].Text(p.Mean)
		}
		m.Values = append(m.Values, v)
	}
	if len(r.series) == 2 {
		a, okA := r.series[0].At(at)
		b, okB := r.series[1].At(at)
		if less := a.Mean.Minus(b.Mean); okA && okB && r.series[0].Money && less.Sign() != 0 {
			m.Better = less.Sign() > 0
			m.Gap = "saves " + r.series[0].Text(less)
			if !m.Better {
				m.Gap = "costs " + r.series[0].Text(b.Mean.Minus(a.Mean)) + " more"
			}
		}
	}
	c.Mark = m
	return &c
}

// SweepFrame returns the chart of an open sweep alone, for a file: without the slider's mark, which is nobody's result.
func (s *SweepView) SweepFrame(theme ThemeName, measure Measure) *Frame {
	r := s.reading()
	return PlotSheet(r.plot, s.Table.Verdicts(r.series), sweepFileWidth, sweepFileHeight, theme, 100, measure)
}

// The size of a chart in a file, in logical pixels.
const (
	sweepFileWidth  = 960
	sweepFileHeight = 600
)

// progressText says how far the sweep is, and what it does.
func (s *SweepView) progressText() string {
	points := s.Table.Spec.Len()
	if s.Of.Step != "" {
		return plural(points, "point") + ", each in worlds as the lesson opens with them. Your own world is untouched."
	}
	copies := strconv.Itoa(points) + " copies"
	if points == 1 {
		copies = "1 copy"
	}
	return copies + " of this moment, each run for " + dayWords(s.Of.Run) + ". Your own world is untouched."
}

// dayWords returns a duration in days where it is whole ones.
func dayWords(d unit.Duration) string {
	if d%unit.Day == 0 {
		return plural(int(d/unit.Day), "day")
	}
	return d.String()
}

// sweepSheet paints the chart of the open sweep, with its slider, its table and what can be taken along.
func (p *pen) sweepSheet(v *view, x, y, w float64) float64 {
	s := p.ui.Sweep
	if s == nil {
		return p.prose("sweep/none", x, y, w, typeBody, p.muted, "Nothing is swept.")
	}
	if s.Fault != "" {
		y = p.prose("sweep/fault", x, y, w, typeBody, p.bad.text, s.Fault) + p.px(10)
		return p.sweepSide(v, x, y, w)
	}
	y = p.prose("sweep/about", x, y-p.px(8), w, typeBody, p.muted, s.progressText()) + p.px(10)
	if len(s.reading().series) > 0 {
		y = p.sweepSlider(s, x, y, w) + p.px(6)
		h := min(max(p.clip.H-p.px(288), p.px(230)), p.px(420))
		p.plot(Rect{x, y, w, h}, s.marked())
		y += h + p.px(4)
	}
	y = p.sweepProgress(s, x, y, w)
	y = p.sweepResults(s, x, y+p.px(6), w)
	if p.Width < p.px(roomForAll) {
		y = p.sweepSide(v, x, y+p.px(16), w)
	}
	return y
}

// sweepVerdict says in words where the lines meet, once all is computed.
func (p *pen) sweepVerdict(s *SweepView, x, y, w float64) float64 {
	if len(s.Table.Results) < s.Table.Spec.Len() {
		return y
	}
	for i, sentence := range s.Table.Verdicts(s.reading().series) {
		y = p.prose("sweep/verdict/"+strconv.Itoa(i+1), x, y, w, typeBody, p.ink, sentence) + p.px(4)
	}
	return y
}

// sweepProgress paints how far the sweep is, while it is computed.
func (p *pen) sweepProgress(s *SweepView, x, y, w float64) float64 {
	done, all := len(s.Table.Results), s.Table.Spec.Len()
	if done >= all {
		return y
	}
	r := Rect{x, y + p.px(4), w, p.px(6)}
	p.progress("sweep/progress", r, "Computed", strconv.Itoa(done)+" of "+plural(all, "point"), float64(done)/float64(all))
	return p.lines(x, r.Bottom()+p.px(4), w, typeBody, p.muted, []string{strconv.Itoa(done) + " of " + plural(all, "point") + " are computed."})
}

// sweepSlider paints the slider with its buttons and its field, and returns the y below.
func (p *pen) sweepSlider(s *SweepView, x, y, w float64) float64 {
	spec := s.Table.Spec
	h, side, gap := p.px(buttonHeight), p.px(buttonHeight), p.px(6)
	name := capital0(spec.Axis())
	label := min(p.width(typeBody, name)+p.px(14), w*0.4)
	field := p.px(84)
	track := w - label - field - 2*side - 3*gap - p.px(8)
	if track < p.px(120) { // the name above
		p.label(Rect{x, y, w, p.lineHeight(typeBody)}, typeBody, p.ink, name)
		y += p.lineHeight(typeBody) + p.px(4)
		label, track = 0, w-field-2*side-3*gap-p.px(8)
	} else {
		p.label(Rect{x, y, label, h}, typeBody, p.ink, name)
	}
	p.sliderTrack(s, Rect{x + label, y, track, h}, name)
	at := x + label + track + p.px(8) + gap
	p.button(Rect{at, y, side, h}, &button{id: "sweep/less", name: "Less", symbol: symbolMinus, icon: true, act: Action{"One step less", SweepTo, strconv.Itoa(s.At - 1)}})
	p.textField(Rect{at + side + gap, y, field, h}, &textField{key: SweepField, name: name, hint: sweep.MeasureOf(spec.Name).Text(s.value()), help: "Any of the values that were computed"})
	p.button(Rect{at + side + field + 2*gap, y, side, h}, &button{id: "sweep/more", name: "More", symbol: symbolPlus, icon: true, act: Action{"One step more", SweepTo, strconv.Itoa(s.At + 1)}})
	return y + h
}

// capital0 returns a text with a capital letter first.
func capital0(text string) string { return strings.ToUpper(text[:1]) + text[1:] }

// sliderTrack paints the track of the slider and its knob, with a node.
func (p *pen) sliderTrack(s *SweepView, r Rect, name string) {
	values := s.Table.Spec.Values
	knob := p.px(20)
	rail := Rect{r.X + knob/2, r.Y + r.H/2 - p.px(3), r.W - knob, p.px(6)}
	share := 0.0
	if n := len(values); n > 1 {
		share = (near(s.value()) - near(values[0])) / (near(values[n-1]) - near(values[0]))
	}
	at := rail.X + rail.W*share
	p.box(rail, p.px(3), p.empty, p.emptyLine, lineWidth(p.emptyLine, 1))
	p.box(Rect{rail.X, rail.Y, max(p.px(6), at-rail.X), rail.H}, p.px(3), p.accent, p.outline, lineWidth(p.outline, 1))
	line := p.accent
	if p.light() {
		line = p.outline
	}
	p.box(Rect{at - knob/2, r.Y + (r.H-knob)/2, knob, knob}, knob/2, p.plateInside(), line, max(2, p.px(3)))
	p.node(Node{
		ID: SweepSlider, Role: RoleSlider, Name: name, Value: s.Table.Spec.At(s.value()), Rect: r,
		Help: s.readAt(), Action: &Action{"Move the slider", SweepTo, ""},
	})
}

// plateInside is the ground of a knob.
func (p *pen) plateInside() Color {
	if p.light() || p.ui.Theme == Contrast {
		return p.panel
	}
	return p.ink
}

// readAt says what the figures are where the slider stands.
func (s *SweepView) readAt() string {
	var parts []string
	r := s.reading()
	for i := range r.series {
		if v, ok := r.series[i].At(s.value()); ok {
			parts = append(parts, r.series[i].Name+" "+r.series[i].Text(v.Mean))
		}
	}
	return strings.Join(parts, ", ")
}

// SweepPlace returns the place of the value that is nearest to a point of the slider.
func SweepPlace(f *Frame, s *SweepView, x float64) int {
	n := f.Node(SweepSlider)
	if n == nil || s == nil {
		return 0
	}
	values := s.Table.Spec.Values
	knob := 20 * float64(max(100, f.Scale)) / 100
	share := (x - n.Whole.X - knob/2) / max(1, n.Whole.W-knob)
	wanted := near(values[0]) + share*(near(values[len(values)-1])-near(values[0]))
	best := 0
	for i, v := range values {
		if abs64(near(v)-wanted) < abs64(near(values[best])-wanted) {
			best = i
		}
	}
	return best
}

func abs64(v float64) float64 {
	if v < 0 {
		return -v
	}
	return v
}
