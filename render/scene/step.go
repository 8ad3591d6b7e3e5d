package scene

import (
	"strconv"
	"strings"

	"blockyard/scripting/lesson"
	"blockyard/scripting/session"
)

// step paints one step: its mark and text, and for the one at hand everything that can be done about it.
func (p *pen) step(v *view, x, y, w float64, number int, t *session.StepState, current bool) float64 {
	if t.Step.Kind == lesson.Explore {
		return p.exploreStep(x, y, w, number, t)
	}
	if current {
		return p.currentStep(v, x, y, w, number, t)
	}
	isRevealed := t.Step.Kind == lesson.Predict && revealed(p.session, &t.Step)
	top := y + p.px(6)
	most := 2
	if state := p.stateOf(t); state == lesson.Pass || state == lesson.Partial || isRevealed {
		most = 0 // what was asked is read again with what came of it
	}
	lines := p.wrap(typeBody, p.stepTitle(t), w-p.px(46), most)
	end := p.lines(x+p.px(38), top, w-p.px(46), typeBody, p.muted, lines)
	p.stepMark(x+p.px(8), top, number, p.stateOf(t))
	p.stepNode(t, Rect{x, y, w, end + p.px(6) - y}, false)
	end += p.px(6)
	switch given, ok := p.session.Given(t.Step.ID); {
	case isRevealed:
		end = p.reveal(v, x+p.px(8), end, w-p.px(8), t) + p.px(8)
	case ok && t.Step.Kind == lesson.Predict:
		end = p.prose("step/"+t.Step.ID+"/given", x+p.px(38), end, w-p.px(46), typeBody, p.muted, givenText(t, given)) + p.px(6)
	case t.Result.State == lesson.Pass && t.Result.Say != "":
		end = p.prose("step/"+t.Step.ID+"/say", x+p.px(38), end, w-p.px(46), typeBody, p.muted, session.Plain(t.Result.Say)) + p.px(6)
	case t.Result.State == lesson.Partial:
		end = p.result(x+p.px(38), end, w-p.px(46), t)
	}
	return end
}

// stateOf returns how a step stands; a prediction that is answered stands as passed.
func (p *pen) stateOf(t *session.StepState) lesson.State {
	if t.Step.Kind == lesson.Predict {
		if _, given := p.session.Given(t.Step.ID); given {
			return lesson.Pass
		}
	}
	return t.Result.State
}

// stepTitle returns a step's first sentence in one style.
func (p *pen) stepTitle(t *session.StepState) string {
	text := session.Plain(t.Step.Text)
	if t.Step.Kind == lesson.Predict {
		text = "Predict: " + text
	}
	return strings.Join(strings.Fields(text), " ")
}

var stateWords = map[lesson.State]string{lesson.Pass: "passed", lesson.Partial: "partly", lesson.Fail: "not yet", lesson.Waiting: "waiting"}

func (p *pen) stepNode(t *session.StepState, r Rect, current bool) {
	help := stateWords[p.stateOf(t)]
	if t.Step.Kind == lesson.Predict && p.stateOf(t) == lesson.Waiting && revealed(p.session, &t.Step) {
		help = "not answered"
	}
	if t.Step.Points > 0 {
		points := t.Points()
		help += ", " + points.Short(2) + " of " + plural(t.Step.Points, "point")
	}
	p.node(Node{ID: "step/" + t.Step.ID, Role: RoleText, Name: p.stepTitle(t), Help: help, Chosen: current, Rect: r})
}

// stepMark draws how a step stands: a check, a half disc, a cross, or the number of a step that waits.
func (p *pen) stepMark(x, y float64, number int, state lesson.State) {
	size := p.px(20)
	if !p.visible(Rect{x, y, size, size}) {
		return
	}
	disc := Rect{x, y, size, size}
	switch state {
	case lesson.Pass:
		p.box(disc, size/2, hueGreen, p.outline, lineWidth(p.outline, 1.5))
		p.icon(symbolCheck, x+size*0.2, y+size*0.2, size*0.6, 0x08130EFF)
	case lesson.Partial:
		p.icon(symbolHalf, x, y, size, p.warn.text)
	case lesson.Fail:
		p.box(disc, size/2, 0, p.edge, 1.5)
		p.labelCentre(disc, typeBody, p.ink, strconv.Itoa(number+1))
	case lesson.Waiting:
		p.box(disc, size/2, 0, p.edge, 1.5)
		p.labelCentre(disc, typeBody, p.muted, strconv.Itoa(number+1))
	}
}

// currentStep paints the step at hand in a box: what it asks, how it stands, and hints.
func (p *pen) currentStep(v *view, x, y, w float64, number int, t *session.StepState) float64 {
	at := len(p.Items)
	p.Items = append(p.Items, Item{})
	node := len(p.Nodes)
	p.Nodes = append(p.Nodes, Node{})
	inner, top := w-p.px(46), y
	left := x + p.px(38)
	y += p.px(10)
	p.stepMark(x+p.px(8), y, number, p.stateOf(t))
	ink, lead, fill, line := p.ink, p.warn.text, p.current, p.currentLine
	if p.session.TriesFreely() {
		ink, lead, fill, line = p.muted, p.muted, 0, p.hairline
	}
	if t.Step.Kind == lesson.Predict {
		p.label(Rect{left, y, inner, p.lineHeight(typeStrong)}, typeStrong, lead, "Predict first")
		y += p.lineHeight(typeStrong)
	}
	for _, paragraph := range paragraphs(t.Step.Text) {
		y = p.rich(left, y, inner, ink, paragraph) + p.px(4)
	}
	y = p.stepBody(v, left, y+p.px(2), inner, t)
	r := Rect{x, top, w, y + p.px(10) - top}
	p.Items[at] = Item{Kind: Box, Rect: r, Radius: p.px(10), Fill: fill, Line: line, Width: p.currentWidth()}
	p.setNode(node, t, r)
	return r.Bottom() + p.px(6)
}

// currentWidth is the width of the line round the step at hand.
func (p *pen) currentWidth() float64 {
	if p.light() {
		return 2
	}
	return 1
}

// setNode puts a step's node in the place that was kept for it, before those of what it holds.
func (p *pen) setNode(place int, t *session.StepState, r Rect) {
	p.stepNode(t, r, true)
	last := len(p.Nodes) - 1
	p.Nodes[place] = p.Nodes[last]
	p.Nodes = p.Nodes[:last]
}

// stepBody paints what a step of its kind has below its text.
func (p *pen) stepBody(v *view, x, y, w float64, t *session.StepState) float64 {
	switch t.Step.Kind {
	case lesson.Predict:
		return p.prediction(x, y, w, t)
	case lesson.Quiz:
		y = p.quiz(x, y, w, t)
		if t.Fault == nil && t.Result.State == lesson.Fail {
			return p.hints(x, y, w, t) // what is wrong stands below the answer
		}
	case lesson.Task, lesson.Explore:
	}
	y = p.result(x, y, w, t)
	return p.hints(x, y, w, t)
}

// result paints what the check says: the parts it looked at, or its sentence.
func (p *pen) result(x, y, w float64, t *session.StepState) float64 {
	if t.Fault != nil {
		return p.prose("step/"+t.Step.ID+"/fault", x, y, w, typeBody, p.bad.text, "A fault of the lesson: "+t.Fault.Error()) + p.px(8)
	}
	if t.Result.State == lesson.Waiting {
		return p.waiting(x, y, w, t)
	}
	if len(t.Result.Parts) == 0 && t.Result.Say != "" {
		return p.said(x, y, w, t, session.Plain(t.Result.Say))
	}
	for i, part := range t.Result.Parts {
		y = p.part(x, y, w, "step/"+t.Step.ID+"/part/"+strconv.Itoa(i+1), part)
	}
	return y + p.px(4)
}

// waiting paints that only time is missing.
func (p *pen) waiting(x, y, w float64, t *session.StepState) float64 {
	say := session.Plain(t.Result.Say)
	if say == "" {
		return y
	}
	p.icon(symbolClock, x, y+p.px(3), p.px(14), p.muted)
	return p.prose("step/"+t.Step.ID+"/say", x+p.px(20), y, w-p.px(20), typeBody, p.muted, say) + p.px(8)
}

// said paints a check's one sentence with the mark of its state. Of a task that has never passed it says what is still to do.
func (p *pen) said(x, y, w float64, t *session.StepState, say string) float64 {
	mark, color := symbolCross, p.bad.text
	if t.Step.Kind == lesson.Task && !t.Passed {
		mark, color = symbolRight, p.muted
	}
	switch t.Result.State {
	case lesson.Partial:
		mark, color = symbolHalf, p.warn.text
	case lesson.Pass:
		mark, color = symbolCheck, p.on.text
	case lesson.Fail, lesson.Waiting:
	}
	p.icon(mark, x, y+p.px(3), p.px(14), color)
	return p.prose("step/"+t.Step.ID+"/say", x+p.px(20), y, w-p.px(20), typeBody, color, say) + p.px(8)
}

// part paints one thing that a check looked at.
func (p *pen) part(x, y, w float64, id string, part lesson.Part) float64 {
	mark, color, text := symbolCheck, p.on.text, session.Plain(part.Say)
	help := "holds"
	if !part.OK {
		mark, color, help = symbolCross, p.bad.text, "does not hold"
		if part.Got != part.Want {
			text += " (there: " + part.Got + ", wanted: " + part.Want + ")"
		}
	}
	p.icon(mark, x, y+p.px(3), p.px(14), color)
	lines := p.wrap(typeBody, text, w-p.px(20), 0)
	end := p.lines(x+p.px(20), y, w-p.px(20), typeBody, p.ink, lines)
	p.node(Node{ID: id, Role: RoleText, Name: text, Help: help, Rect: Rect{x, y, w, end - y}})
	return end + p.px(4)
}

// hints paints the hints that were given and the button for the next.
func (p *pen) hints(x, y, w float64, t *session.StepState) float64 {
	most := len(t.Step.Hints)
	if most == 0 {
		return y
	}
	for i := range t.Hints {
		top := y
		p.icon(symbolHint, x, y+p.px(3), p.px(14), p.code)
		y = p.rich(x+p.px(20), y, w-p.px(20), p.muted, session.Plain(t.Step.Hints[i])) + p.px(6)
		p.node(Node{ID: "step/" + t.Step.ID + "/hint/" + strconv.Itoa(i+1), Role: RoleText, Name: "Hint: " + session.Plain(t.Step.Hints[i]), Rect: Rect{x, top, w, y - top}})
	}
	if t.Hints >= most {
		return y
	}
	b := button{
		id: "button/hint", text: "Hint, " + strconv.Itoa(most-t.Hints) + " left", symbol: symbolHint, icon: true,
		act: Action{"Get a hint", Command, "yard hint " + t.Step.ID},
	}
	return p.flow(x, y, w, []button{b})
}
