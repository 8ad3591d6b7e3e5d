package scene

import (
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
			y = p.option(x, y, w, "option/"+id+"/"+n, o.Text, chosen == n, Action{o.Text, Choose, id + "=" + n})
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
	p.textField(Rect{x, y, w, p.px(buttonHeight)}, &textField{key: key, name: text})
	return y + p.px(buttonHeight+8)
}

// option paints one answer to choose, with a ring that is thick where it is chosen.
func (p *pen) option(x, y, w float64, id, text string, chosen bool, act Action) float64 {
	lines := p.wrap(typeBody, text, w-p.px(46), 0)
	h := max(p.px(buttonHeight), float64(len(lines))*p.lineHeight(typeBody)+p.px(12))
	r := Rect{x, y, w, h}
	fill, line := Color(0), p.edge
	switch {
	case chosen:
		fill, line = p.accentTint, p.accent
		if p.light() {
			line = p.outline
		}
	case p.ui.Hover == id:
		fill = p.hover
	}
	p.box(r, p.px(7), fill, line, 1)
	ring := Rect{x + p.px(10), y + (h-p.px(14))/2, p.px(14), p.px(14)}
	if chosen {
		p.box(ring, p.px(7), 0, p.ink, p.px(4.5))
	} else {
		p.box(ring, p.px(7), 0, p.muted, 1.5)
	}
	p.lines(x+p.px(34), y+(h-float64(len(lines))*p.lineHeight(typeBody))/2, w-p.px(44), typeBody, p.ink, lines)
	p.node(Node{ID: id, Role: RoleRadio, Name: text, Chosen: chosen, Rect: r, Action: &act})
	return y + h + p.px(6)
}

// quiz paints the options of a quiz; choosing one answers it.
func (p *pen) quiz(x, y, w float64, t *session.StepState) float64 {
	for _, n := range p.order(t) {
		number := strconv.Itoa(n + 1)
		given, _ := p.session.Given(t.Step.ID)
		chosen := len(given) == 1 && given[0] == number
		y = p.option(x, y, w, "option/"+t.Step.ID+"/"+number, t.Step.Options[n].Text, chosen, Action{t.Step.Options[n].Text, Command, "yard answer " + t.Step.ID + " " + number})
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
	figures, err := p.session.Reveal(t.Step.ID)
	if err != nil {
		return p.prose("step/"+t.Step.ID+"/fault", x, y, w, typeBody, p.bad.text, "A fault of the lesson: "+err.Error())
	}
	given, _ := p.session.Given(t.Step.ID)
	for i, f := range figures {
		y = p.revealed(x, y, w, t, i, given, f)
	}
	return p.prose("step/"+t.Step.ID+"/explain", x, y, w, typeBody, p.muted, session.Plain(t.Step.Explain))
}

// revealed paints one figure: what was guessed, what it is, and bars where both are numbers.
func (p *pen) revealed(x, y, w float64, t *session.StepState, i int, given []string, f lesson.Figure) float64 {
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
	said, bars := numberIn(given, i)
	fact, _ := strconv.ParseFloat(f.Value.Decimal(6), 64)
	guessed, _ := strconv.ParseFloat(said.Decimal(6), 64)
	bars = bars && len(t.Step.Guesses) > 0 && !f.IsText && max(guessed, fact) > 0
	below := 0.0
	if bars {
		below = p.px(24)
	}
	r := p.card(x, y, w, p.wrap(typeBody, text, w-p.px(24), 0), below)
	if bars {
		p.guessBars(Rect{r.X + p.px(12), r.Bottom() - p.px(6) - below, r.W - p.px(24), p.px(8)}, guessed, fact)
	}
	p.node(Node{ID: "step/" + t.Step.ID + "/reveal/" + strconv.Itoa(i+1), Role: RoleText, Name: text, Rect: r})
	return r.Bottom() + p.px(6)
}

// mostDigits is how long a number is at most that somebody guesses.
const mostDigits = 18

// numberIn returns a guess as a number: a sign for dollars and commas are let go.
func numberIn(given []string, i int) (n unit.Ratio, ok bool) {
	if i >= len(given) || len(given[i]) > mostDigits {
		return n, false
	}
	n, err := unit.ParseRatio(strings.NewReplacer("$", "", ",", "").Replace(given[i]))
	return n, err == nil && n.Sign() >= 0
}

// guessBars paints a guess as a dotted outline above the fact, both from the left edge of a rectangle as high as one bar.
func (p *pen) guessBars(r Rect, guess, fact float64) {
	whole := max(guess, fact)
	p.dashed(Rect{r.X, r.Y, max(2, r.W*guess/whole), r.H}, p.ink, 1.5, 2, 2)
	p.box(Rect{r.X, r.Y + r.H + p.px(4), max(2, r.W*fact/whole), r.H}, p.px(2), hueGreen, p.outline, lineWidth(p.outline, 1))
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
