package scene

import (
	"cmp"
	"hash/fnv"
	"strconv"
	"strings"

	"blockyard/scripting/lesson"
	"blockyard/scripting/session"
	"blockyard/sim/unit"
)

// unknown is the answer of who does not know.
const unknown = "?"

// prediction paints the fields or options of an open prediction, and the buttons that answer it.
func (p *pen) prediction(x, y, w float64, t *session.StepState) float64 {
	id := t.Step.ID
	missing := ""
	var values []string
	if len(t.Step.Guesses) > 0 {
		for i := range t.Step.Guesses {
			g := &t.Step.Guesses[i]
			y = p.guessField(x, y, w, id, g)
			value := strings.TrimSpace(Chosen(p.ui.Fields, id+"/"+g.ID))
			if value == "" && missing == "" {
				missing = "Type a guess for " + g.Label + " first, or say that you don't know"
			}
			values = append(values, quoted(value))
		}
	} else {
		chosen := Chosen(p.ui.Fields, id)
		for i, o := range t.Step.Options {
			n := strconv.Itoa(i + 1)
			y = p.option(x, y, w, "option/"+id+"/"+n, o.Text, chosenIf(chosen == n), Action{o.Text, Choose, id + "=" + n})
		}
		if chosen == "" {
			missing = "Choose one first, or say that you don't know"
		}
		values = []string{chosen}
	}
	note := button{id: "button/answer", text: "This is my guess", primary: missing == "", off: missing, act: Action{"This is my guess", Command, "yard answer " + id + " " + strings.Join(values, " ")}}
	dontKnow := button{id: "button/dont-know", text: "I don't know", act: Action{"I don't know", Command, "yard answer " + id + " '" + unknown + "'"}}
	return p.flow(x, y, w, []button{note, dontKnow}) + p.px(2)
}

// quoted returns a typed value as one word of the shell.
func quoted(value string) string {
	value = strings.Map(func(r rune) rune {
		if r == '\'' || r < ' ' {
			return -1
		}
		return r
	}, value)
	return "'" + strings.ReplaceAll(value, " ", "") + "'"
}

// guessField paints a field for one figure, with its label above.
func (p *pen) guessField(x, y, w float64, step string, g *lesson.Guess) float64 {
	text := g.Label
	if g.Unit != "" {
		text += " (" + g.Unit + ")"
	}
	p.label(Rect{x, y, w, p.lineHeight(typeBody)}, typeBody, p.muted, text)
	y += p.lineHeight(typeBody)
	key := step + "/" + g.ID
	p.textField(Rect{x, y, w, p.px(buttonHeight)}, &textField{key: key, name: text, off: p.heldNow(&Action{Verb: Focus, Arg: key})})
	return y + p.px(buttonHeight+8)
}

// An optionState is how an answer stands.
type optionState uint8

const (
	optionOpen   optionState = iota
	optionChosen             // it is chosen, or right
	optionWrong              // it was chosen, and is wrong
)

// chosenIf returns the state of an answer that is chosen or not.
func chosenIf(chosen bool) optionState {
	if chosen {
		return optionChosen
	}
	return optionOpen
}

// option paints one answer to choose, with a ring that is thick where it is chosen, and a cross where it is wrong.
func (p *pen) option(x, y, w float64, id, text string, state optionState, act Action) float64 {
	lines := p.wrap(typeBody, text, w-p.px(46), 0)
	h := max(p.px(buttonHeight), float64(len(lines))*p.lineHeight(typeBody)+p.px(12))
	r := Rect{x, y, w, h}
	n := Node{ID: id, Role: RoleRadio, Name: text, Chosen: state != optionOpen, Rect: r, Action: &act, Off: p.heldNow(&act)}
	ink := p.ink
	if n.Off != "" {
		ink = p.muted
	}
	p.optionGround(r, id, state, n.Off != "")
	ring := Rect{x + p.px(10), y + (h-p.px(14))/2, p.px(14), p.px(14)}
	switch state {
	case optionOpen:
		p.box(ring, p.px(7), 0, p.muted, 1.5)
	case optionChosen:
		p.box(ring, p.px(7), 0, ink, p.px(4.5))
	case optionWrong:
		n.Help = "Not right"
		p.icon(symbolCross, ring.X, ring.Y, ring.W, p.bad.text)
	}
	p.lines(x+p.px(34), y+(h-float64(len(lines))*p.lineHeight(typeBody))/2, w-p.px(44), typeBody, ink, lines)
	p.node(n)
	return y + h + p.px(6)
}

// optionGround paints what an answer stands on: dotted where it is wrong, dashed where it cannot be chosen now.
func (p *pen) optionGround(r Rect, id string, state optionState, held bool) {
	if held && state != optionWrong {
		p.dashed(r, p.edge, 1, p.px(4), p.px(3))
		return
	}
	fill, line := Color(0), p.edge
	if p.ui.Hover == id {
		fill = p.hover
	}
	switch state {
	case optionWrong:
		p.box(r, p.px(7), fill, 0, 0)
		p.dashed(r, p.refusedLine(), 1.5, 2, p.px(3))
		return
	case optionChosen:
		fill, line = p.accentTint, p.accent
		if p.light() {
			line = p.outline
		}
	case optionOpen:
	}
	p.box(r, p.px(7), fill, line, 1)
}

// quiz paints the options of a quiz; choosing one answers it.
func (p *pen) quiz(x, y, w float64, t *session.StepState) float64 {
	for _, n := range p.order(t) {
		number := strconv.Itoa(n + 1)
		given, _ := p.session.Given(t.Step.ID)
		chosen := len(given) == 1 && given[0] == number
		state := chosenIf(chosen)
		if chosen && t.Result.State == lesson.Fail {
			state = optionWrong
		}
		text := t.Step.Options[n].Text
		y = p.option(x, y, w, "option/"+t.Step.ID+"/"+number, text, state, Action{text, Command, "yard answer " + t.Step.ID + " " + number})
		if state == optionWrong {
			y = p.said(x+p.px(10), y-p.px(2), w-p.px(10), t, cmp.Or(session.Plain(t.Result.Say), "That is not it."))
		}
	}
	return y + p.px(2)
}

// order returns the places of a quiz's options in the order in which they are shown: shuffled by the
// lesson's seed where it wants that, so that the right one is not always the first.
func (p *pen) order(t *session.StepState) []int {
	places := make([]int, len(t.Step.Options))
	for i := range places {
		places[i] = i
	}
	if !t.Step.Shuffle {
		return places
	}
	h := fnv.New64a()
	h.Write([]byte(strconv.FormatUint(p.session.Lesson().Seed, 10) + "/" + t.Step.ID))
	random := h.Sum64()
	for i := len(places) - 1; i > 0; i-- {
		random = random*6364136223846793005 + 1442695040888963407
		j := int(random >> 33 % uint64(i+1))
		places[i], places[j] = places[j], places[i]
	}
	return places
}

// reveal paints a prediction beside what came of it.
func (p *pen) reveal(v *view, x, y, w float64, t *session.StepState) float64 {
	given, _ := p.session.Given(t.Step.ID)
	figures, err := p.figures(v, t.Step.ID, given)
	if err != nil {
		return p.prose("step/"+t.Step.ID+"/fault", x, y, w, typeBody, p.bad.text, "A fault of the lesson: "+err.Error())
	}
	if isFigures(t, figures) {
		y = p.guessCard(v, x, y, w, t, given, figures)
		figures = nil
	}
	for i, f := range figures {
		y = p.revealed(x, y, w, t, i, given, f)
	}
	return p.prose("step/"+t.Step.ID+"/explain", x+p.px(12), y, w-p.px(24), typeBody, p.muted, session.Plain(t.Step.Explain))
}

// revealed paints what was guessed and what it is, in a sentence.
func (p *pen) revealed(x, y, w float64, t *session.StepState, i int, given []string, f lesson.Figure) float64 {
	text := revealedText(t, i, given, f)
	r := p.card(x, y, w, p.wrap(typeBody, text, w-p.px(24), 0), 0)
	p.node(Node{ID: revealID(t, i), Role: RoleText, Name: text, Rect: r})
	return r.Bottom() + p.px(6)
}

// revealID returns the id of the node of a figure of a prediction.
func revealID(t *session.StepState, i int) string {
	return "step/" + t.Step.ID + "/reveal/" + strconv.Itoa(i+1)
}

// givenText says what was guessed, before anything has come of it.
func givenText(t *session.StepState, given []string) string {
	var said []string
	for i, word := range given {
		switch {
		case word == unknown:
		case len(t.Step.Guesses) > i:
			said = append(said, t.Step.Guesses[i].Label+": "+word)
		default:
			said = append(said, optionText(t, word))
		}
	}
	if len(said) == 0 {
		return "You said that you don't know."
	}
	return "You said " + strings.Join(said, ", ")
}

// revealedText says what was guessed and what it is.
func revealedText(t *session.StepState, i int, given []string, f lesson.Figure) string {
	label, actual, guess := "", f.Text, "you made no guess"
	if i < len(given) && given[i] != unknown {
		guess = "you said " + optionText(t, given[i])
	}
	if len(t.Step.Guesses) > 0 {
		label = t.Step.Guesses[i].Label + ": "
	} else {
		actual = optionText(t, actual)
	}
	text := label + guess + ", it is " + actual
	if label == "" {
		text = strings.ToUpper(text[:1]) + text[1:]
	}
	return text
}

// numberIn returns a guess as a number: a sign for dollars and commas are let go.
func numberIn(given []string, i int) (n unit.Ratio, ok bool) {
	if i >= len(given) || len(given[i]) > mostDigits {
		return n, false
	}
	n, err := unit.ParseRatio(strings.NewReplacer("$", "", ",", "").Replace(given[i]))
	return n, err == nil && n.Sign() >= 0
}

// optionText returns the text of an option by its number; other texts stay.
func optionText(t *session.StepState, number string) string {
	n, err := strconv.Atoi(number)
	if err != nil || n < 1 || n > len(t.Step.Options) {
		return number
	}
	return "“" + t.Step.Options[n-1].Text + "”"
}

// card paints lines of text on a raised card with room below them, and returns where it is.
func (p *pen) card(x, y, w float64, lines []string, below float64) Rect {
	r := Rect{x, y, w, float64(len(lines))*p.lineHeight(typeBody) + p.px(16) + below}
	p.box(r, p.px(10), p.raised, p.hairline, 1)
	p.lines(x+p.px(12), y+p.px(8), w-p.px(24), typeBody, p.ink, lines)
	return r
}
