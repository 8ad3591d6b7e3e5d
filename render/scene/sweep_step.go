package scene

import (
	"strings"

	"blockyard/scripting/session"
	"blockyard/scripting/sweep"
	"blockyard/sim/unit"
)

// exploreStep paints a what-if of the lesson: its question, a guess, and the way to its chart. It is no step to pass, and
// its chart answers what the steps before ask, so that it opens after them.
func (p *pen) exploreStep(x, y, w float64, number int, t *session.StepState) float64 {
	open := openStep(p.session) < 0
	title := "Explore: " + strings.Join(strings.Fields(session.Plain(t.Step.Text)), " ")
	if !open {
		lines := p.wrap(typeBody, title, w-p.px(46), 3)
		p.stepMark(x+p.px(8), y+p.px(6), number, t.Result.State)
		end := p.lines(x+p.px(38), y+p.px(6), w-p.px(46), typeBody, p.muted, lines) + p.px(6)
		p.node(Node{ID: "step/" + t.Step.ID, Role: RoleText, Name: title, Help: "No points; it opens when the steps before it are done", Rect: Rect{x, y, w, end - y}})
		return end
	}
	y += p.px(6)
	inner, iw := x+p.px(12), w-p.px(24)
	top, from := y, len(p.Items)
	p.Items = append(p.Items, Item{})
	y = p.prose("step/"+t.Step.ID, inner, y+p.px(10), iw, typeStrong, p.ink, title)
	y = p.prose("step/"+t.Step.ID+"/how", inner, y+p.px(2), iw, typeBody, p.muted, "No points. Drag the slider; read where the lines cross.") + p.px(8)
	y = p.guessFirst(t, inner, y, iw) + p.px(8)
	b := button{
		id: "step/" + t.Step.ID + "/open", text: "Open the chart", primary: p.ui.Sheet != SweepSheet, chosen: p.ui.Sheet == SweepSheet,
		act: Action{"Open the chart", OpenSweep, t.Step.Sweep.Name},
	}
	y = p.flow(inner, y, iw, []button{b}) + p.px(10)
	p.Items[from] = Item{Kind: Box, Rect: Rect{x, top, w, y - top}, Radius: p.px(10), Fill: p.current, Line: p.currentLine, Width: 1}
	return y + p.px(8)
}

// guessFirst paints a field for a guess at where the lines meet, and, when the chart is there, how far off it was.
func (p *pen) guessFirst(t *session.StepState, x, y, w float64) float64 {
	y = p.lines(x, y, w, typeStrong, p.warn.text, []string{"Guess first, if you like"}) + p.px(4)
	spec := &sweep.Spec{Name: t.Step.Sweep.Name}
	h := p.px(buttonHeight)
	p.textField(Rect{x, y, w, h}, &textField{key: guessField, name: "Your guess", hint: spec.Axis()})
	y += h + p.px(6)
	if text := p.guessAnswer(t); text != "" {
		y = p.prose("sweep/guess/answer", x, y, w, typeBody, p.ink, text)
	}
	return y
}

// guessAnswer says what the guess was and what it is, once all points are computed.
func (p *pen) guessAnswer(t *session.StepState) string {
	s := p.ui.Sweep
	guess, err := unit.ParseRatio(strings.TrimSpace(strings.TrimSuffix(Chosen(p.ui.Fields, guessField), "h")))
	if s == nil || err != nil || s.Of == nil || s.Of.Step != t.Step.ID || len(s.Table.Results) < s.Table.Spec.Len() {
		return ""
	}
	for _, said := range s.reading().said {
		if said.At == nil || said.At.Before == 0 && said.At.After == 0 {
			continue
		}
		text := "You said " + sweep.MeasureOf(s.Table.Spec.Name).Text(guess) + ". "
		if said.At.From.Compare(guess) <= 0 && guess.Compare(said.At.To) <= 0 {
			return text + "That is it, exactly."
		}
		return text + "It is " + sweep.MeasureOf(s.Table.Spec.Name).Text(said.At.From) + "."
	}
	return ""
}
