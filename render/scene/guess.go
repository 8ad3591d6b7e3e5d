package scene

import (
	"slices"
	"strings"

	"blockyard/scripting/lesson"
	"blockyard/scripting/session"
	"blockyard/sim/unit"
)

// isFigures reports whether a prediction asked for numbers, and numbers came of it.
func isFigures(t *session.StepState, figures []lesson.Figure) bool {
	return len(t.Step.Guesses) == len(figures) && !slices.ContainsFunc(figures, func(f lesson.Figure) bool { return f.IsText || f.Value.Sign() < 0 })
}

// A revealKey is what depends on what came of a prediction.
type revealKey struct {
	given   string
	here    state  // of the lane at hand
	changes uint64 // of all lanes together
	now     unit.Instant
	entries int // of the log: a lesson may look at the commands, too
}

// A revelation is what came of a prediction, or the fault of the lesson that tells it.
type revelation struct {
	figures []lesson.Figure
	err     error
}

// figures returns what came of a prediction. The lesson is asked again once something has happened.
func (p *pen) figures(v *view, step string, given []string) ([]lesson.Figure, error) {
	key := revealKey{given: strings.Join(given, " "), here: stateOf(v.world), now: v.now, entries: len(p.ui.Log) + p.ui.Forgotten}
	for _, name := range p.session.Lanes() {
		if w, ok := p.session.WorldOf(name); ok {
			key.changes += w.Changes()
		}
	}
	if v.memo.reveals == nil {
		v.memo.reveals = map[string]*kept[revealKey, revelation]{}
	}
	if v.memo.reveals[step] == nil {
		v.memo.reveals[step] = new(kept[revealKey, revelation])
	}
	r := v.memo.reveals[step].of(key, func() (r revelation) {
		r.figures, r.err = p.session.Reveal(step)
		return r
	})
	return r.figures, r.err
}

// A guessRow is a figure beside what was guessed.
type guessRow struct {
	label   string
	guess   unit.Ratio
	guessed bool
	fact    unit.Ratio
	unit    string // of both
	says    string
}

// inDollars is the unit of money.
const inDollars = "$"

// text returns an amount in the row's unit.
func (g *guessRow) text(amount unit.Ratio) string {
	switch g.unit {
	case inDollars:
		return unit.Money{Ratio: amount}.String()
	case "":
		return amount.Short(2)
	}
	return amount.Short(2) + "\u00a0" + g.unit
}

// guessRows returns the figures of a prediction beside what was guessed.
func (p *pen) guessRows(v *view, t *session.StepState, given []string, figures []lesson.Figure) []guessRow {
	rows, lanes := make([]guessRow, len(figures)), p.session.Lanes()
	for i := range rows {
		g, f, r := &t.Step.Guesses[i], &figures[i], &rows[i]
		*r = guessRow{label: g.Label, fact: f.Value, unit: g.Unit}
		if f.IsMoney {
			r.unit = inDollars
		}
		if at := slices.Index(lanes, g.ID); at >= 0 && len(lanes) > 1 {
			r.label = laneTitle(at+1, g.ID)
		}
		r.guess, r.guessed = numberIn(given, i)
		r.says = r.sentence(g.Tolerance)
		if left := p.leftOut(v, g.ID, r); left != "" {
			r.says = left
		}
	}
	return rows
}

// sentence says how far off a guess was.
func (g *guessRow) sentence(tolerance unit.Ratio) string {
	off, way := g.fact.Minus(g.guess), "too low"
	if off.Sign() < 0 {
		off, way = g.guess.Minus(g.fact), "too high"
	}
	switch {
	case !g.guessed:
		return "You made no guess."
	case g.text(g.fact) == g.text(g.guess):
		return "Exactly right."
	case off.Compare(tolerance) <= 0:
		return "Right, but for " + g.text(off) + "."
	}
	return "You were " + g.text(off) + " " + way + "."
}

// leftOut says what of a bill a guess has left out: one of its services, where the guess is all of the rest. It is ""
// where the figure is no bill, or that is not what happened.
func (p *pen) leftOut(v *view, id string, g *guessRow) string {
	w, ok := p.session.WorldOf(id)
	if !ok {
		w = v.world
	}
	bill := v.memo.accountOf(w).sum
	if !g.guessed || g.unit != inDollars || g.guess.Sign() == 0 || bill.Total.Compare(unit.Money{Ratio: g.fact}) != 0 {
		return ""
	}
	said, found := unit.Money{Ratio: g.guess}.Cents(), ""
	for i := range services {
		amount := bill.By.Amount(services[i].name)
		if amount.Cents() == "0.00" || bill.Total.Minus(amount).Cents() != said {
			continue
		}
		if found != "" {
			return "" // it may have been the one or the other
		}
		found = "You left out " + amount.String() + " for " + services[i].thing() + "."
	}
	return found
}

// thing returns what a service of a bill is for.
func (s *service) thing() string {
	switch s.name {
	case "compute":
		return "the instance"
	case "volume":
		return "the disk"
	}
	return lowerFirst(s.title)
}

// guessCard paints guesses against what came of them: for each figure both amounts, both as bars on one scale, and how far
// off the guess was.
func (p *pen) guessCard(v *view, x, y, w float64, t *session.StepState, given []string, figures []lesson.Figure) float64 {
	rows := p.guessRows(v, t, given, figures)
	title, most := "Your guess against the bill", unit.Ratio{}
	for i := range rows {
		if rows[i].unit != inDollars {
			title = "Your guess against what came"
		}
		for _, amount := range []unit.Ratio{rows[i].fact, rows[i].guess} {
			if amount.Compare(most) > 0 {
				most = amount
			}
		}
	}
	place, top, left, inner := len(p.Items), y, x+p.px(12), w-p.px(24)
	p.Items = append(p.Items, Item{})
	y += p.px(10)
	end := p.lines(left, y, inner, typeStrong, p.warn.text, p.wrap(typeStrong, title, inner, 0))
	p.node(Node{ID: "step/" + t.Step.ID + "/reveal", Role: RoleHeading, Level: 3, Name: title, Rect: Rect{left, y, inner, end - y}})
	y = end + p.px(4)
	for i := range rows {
		from := y
		y = p.guessRow(&rows[i], most, left, y, inner)
		p.node(Node{ID: revealID(t, i), Role: RoleText, Name: revealedText(t, i, given, figures[i]), Help: rows[i].says, Rect: Rect{left, from, inner, y - from}})
		y += p.px(6)
	}
	y += p.px(4)
	p.Items[place] = Item{Kind: Box, Rect: Rect{x, top, w, y - top}, Radius: p.px(10), Fill: p.raised, Line: p.hairline, Width: 1}
	return y + p.px(6)
}

// guessRow paints a figure beside what was guessed, and returns the y below it.
func (p *pen) guessRow(g *guessRow, most unit.Ratio, x, y, w float64) float64 {
	y = p.guessAmounts(g, x, y, w) + p.px(2)
	h := p.px(8)
	share := func(amount unit.Ratio) float64 { return shareOf(unit.Money{Ratio: amount}, unit.Money{Ratio: most}) }
	if g.guessed {
		p.dashed(Rect{x, y, max(p.px(4), w*share(g.guess)), h}, p.ink, 1.5, 2, 2)
		y += h + p.px(3)
	}
	p.box(Rect{x, y, max(2, w*share(g.fact)), h + p.px(2)}, p.px(2), p.accent, p.outline, lineWidth(p.outline, 1))
	return p.lines(x, y+h+p.px(4), w, typeBody, p.muted, p.wrap(typeBody, g.says, w, 0))
}

// An amountWord is a word of the line that has a guess and a fact.
type amountWord struct {
	style
	color Color
	text  string
}

// guessAmounts paints what a figure is called, what was guessed and what it is: in one line where there is room, else the
// name above the amounts.
func (p *pen) guessAmounts(g *guessRow, x, y, w float64) float64 {
	guess := "none"
	if g.guessed {
		guess = g.text(g.guess)
	}
	words := []amountWord{{typeBody, p.muted, "guess"}, {typeBody, p.ink, grouped(guess)}, {typeBody, p.muted, "actual"}, {typeStrong, p.ink, grouped(g.text(g.fact))}}
	line, gap := p.lineHeight(typeBody), p.px(6)
	room := -gap
	for i := range words {
		room += p.width(words[i].style, words[i].text) + 1 + gap
	}
	if p.width(typeStrong, g.label)+p.px(12)+room <= w {
		p.label(Rect{x, y, w - room, line}, typeStrong, p.ink, g.label)
		return p.amountWords(words, x+w-room, y, room)
	}
	y = p.lines(x, y, w, typeStrong, p.ink, p.wrap(typeStrong, g.label, w, 0))
	if room <= w {
		return p.amountWords(words, x, y, w)
	}
	y = p.amountWords(words[:2], x, y, w)
	return p.amountWords(words[2:], x, y, w)
}

// amountWords paints words in a line, and returns the y below it.
func (p *pen) amountWords(words []amountWord, x, y, w float64) float64 {
	right, line := x+w, p.lineHeight(typeBody)
	for i := range words {
		wide := max(0, min(p.width(words[i].style, words[i].text)+1, right-x))
		p.label(Rect{x, y, wide, line}, words[i].style, words[i].color, words[i].text)
		x += wide + p.px(6)
	}
	return y + line
}

// mostDigits is how long a number is at most that somebody guesses.
const mostDigits = 18
