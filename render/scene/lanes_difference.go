package scene

import (
	"strconv"

	"blockyard/sim/unit"
)

// The sizes of what tells how lanes differ, in pixels at 100 %.
const (
	differenceRow    = 24
	differencePad    = 8
	roomForLegend    = 420 // of a stage: its width
	highForLegend    = 470 // and its height
	highForTheWorld  = 300 // of a stage: below that there is room for nothing beside the world
	leastBar         = 120
	roomForSavedText = 60
)

// differenceHeight is how high the comparison of the lanes is below a stage, with the gap above it; 0 where there is no
// room, or nothing to compare.
func (p *pen) differenceHeight(stage Rect) float64 {
	count := len(p.session.Lanes())
	if count < 2 || stage.H < p.px(highForTheWorld) || stage.W < p.px(leastBar)*2 {
		return 0
	}
	h := p.px(2*differencePad) + float64(count)*p.px(differenceRow) + 2*p.px(laneGap)
	if p.hasLegend(stage) {
		h += p.px(differenceRow)
	}
	return h
}

func (p *pen) hasLegend(stage Rect) bool {
	return stage.W >= p.px(roomForLegend) && stage.H >= p.px(highForLegend)
}

// A difference is how lanes compare: their bars are as long as they cost, or were guessed to.
type difference struct {
	lanes   []laneView
	guesses []unit.Ratio
	guessed []bool
	most    unit.Money // the longest bar
	dearest int        // the lane that costs most
}

// differenceOf compares lanes.
func (p *pen) differenceOf(lanes []laneView) *difference {
	d := &difference{lanes: lanes}
	for i := range lanes {
		total := lanes[i].bill.Total
		if total.Compare(lanes[d.dearest].bill.Total) > 0 {
			d.dearest = i
		}
		guess, ok := guessFor(p.session, lanes[i].name)
		d.guesses, d.guessed = append(d.guesses, guess), append(d.guessed, ok)
		for _, m := range []unit.Money{total, {Ratio: guess}} {
			if m.Compare(d.most) > 0 {
				d.most = m
			}
		}
	}
	return d
}

// saved returns what a lane has cost less than the dearest.
func (d *difference) saved(i int) unit.Money {
	return d.lanes[d.dearest].bill.Total.Minus(d.lanes[i].bill.Total)
}

// laneDifference paints what each lane has cost by service, one bar below the other, and what the cheaper ones save.
func (p *pen) laneDifference(lanes []laneView, r Rect, legend bool) {
	p.box(r, p.px(10), p.panel, p.hairline, 1)
	d := p.differenceOf(lanes)
	names, sums := 0.0, 0.0
	for i := range lanes {
		names = max(names, p.width(typeStrong, lanes[i].title())+1)
		sums = max(sums, p.width(typeStrong, grouped(lanes[i].bill.Total.String()))+1)
	}
	pad := p.px(14)
	names = min(names, r.W*0.3)
	bar := Rect{r.X + pad + names + p.px(12), r.Y + p.px(differencePad), r.W - 2*pad - names - sums - p.px(24), p.px(differenceRow)}
	for i := range lanes {
		l := &lanes[i]
		p.label(Rect{r.X + pad, bar.Y, names, bar.H}, typeStrong, p.ink, l.title())
		p.labelRight(Rect{r.Right() - pad - sums, bar.Y, sums, bar.H}, typeStrong, p.ink, grouped(l.bill.Total.String()))
		p.laneBar(d, i, bar)
		p.node(Node{ID: "difference/" + l.name, Role: RoleText, Name: d.words(i), Rect: Rect{r.X + p.px(4), bar.Y, r.W - p.px(8), bar.H}})
		bar.Y += bar.H
	}
	if legend {
		p.differenceLegend(d, bar)
	}
}

// words says what a lane has cost, for what, and how that compares.
func (d *difference) words(i int) string {
	l := &d.lanes[i]
	text := "Lane " + l.name + ": " + l.bill.Total.String()
	separator := " ("
	for _, s := range services {
		if amount := l.bill.By.Amount(s.name); amount.Sign() > 0 {
			text += separator + amount.String() + " " + s.word()
			separator = ", "
		}
	}
	if separator == ", " {
		text += ")"
	}
	if saved := d.saved(i); saved.Sign() > 0 {
		text += ". Saves " + saved.String() + " " + l.since()
	}
	if d.guessed[i] {
		text += ". Your guess: " + unit.Money{Ratio: d.guesses[i]}.String()
	}
	return text + "."
}

// word returns what a service is called in a row of words.
func (s *service) word() string {
	switch s.name {
	case "compute":
		return "compute"
	case "volume":
		return "volume"
	}
	return lowerFirst(s.title)
}

// laneBar paints the bar of a lane, the part that it saves, and the guess.
func (p *pen) laneBar(d *difference, i int, r Rect) {
	l := &d.lanes[i]
	bar := Rect{r.X, r.Y + p.px(3), r.W, r.H - p.px(6)}
	x := bar.X
	for _, s := range services {
		w := bar.W * shareOf(l.bill.By.Amount(s.name), d.most)
		if w >= 1 {
			p.box(Rect{x, bar.Y, w, bar.H}, p.px(3), s.hue, p.outline, lineWidth(p.outline, 1))
			x += w
		}
	}
	guess := -1.0
	if d.guessed[i] {
		guess = min(bar.X+bar.W*shareOf(unit.Money{Ratio: d.guesses[i]}, d.most), bar.Right()-1)
		p.guessMark(guess, r.Y+p.px(1), r.H-p.px(2))
	}
	end := bar.X + bar.W*shareOf(d.lanes[d.dearest].bill.Total, d.most)
	if saved := d.saved(i); saved.Sign() > 0 && end-x > p.px(6) {
		p.savedPart(Rect{x + p.px(3), bar.Y, end - x - p.px(3), bar.H}, saved, l.since(), guess)
	}
}

// guessMark paints where a guess is: a dotted line across the bar.
func (p *pen) guessMark(x, y, h float64) {
	p.Items = append(p.Items, Item{Kind: Stroke, Line: p.ink, Width: max(2, p.px(2)), Dash: [2]float64{2, 2}, Points: []Point{{x, y}, {x, y + h}}})
}

// savedPart paints what a lane saves as the dotted rest of its bar, with the sum in it, beside where a guess is.
func (p *pen) savedPart(r Rect, saved unit.Money, since string, guess float64) {
	p.dashed(r, p.okEdge(), 1.5, 2, p.px(3))
	room := r.Inset(p.px(4))
	if gap := p.px(4); guess > room.X-gap && guess < room.Right()+gap {
		left, right := guess-gap-room.X, room.Right()-guess-gap
		if right >= left {
			room.X = guess + gap
		}
		room.W = max(left, right)
	}
	texts := []string{"saved " + saved.String() + " " + since, "saved " + saved.String(), saved.String()}
	mark := p.px(16)
	text := p.longestThatFits(typeStrong, room.W-mark, texts...)
	w := p.width(typeStrong, text) + 1
	if w > room.W-mark {
		return // the mirror says it
	}
	x := room.X + (room.W-mark-w)/2
	ink := p.on.text
	p.triangle(Point{x + p.px(5), r.Y + r.H/2}, true, ink)
	p.label(Rect{x + mark, r.Y, w, r.H}, typeStrong, ink, text)
}

// triangle paints the mark of less or more money round a point.
func (p *pen) triangle(at Point, less bool, color Color) {
	w, h := p.px(5), p.px(4.5)
	if !less {
		h = -h
	}
	p.Items = append(p.Items, Item{Kind: Polygon, Fill: color, Points: []Point{{at.X - w, at.Y - h}, {at.X + w, at.Y - h}, {at.X, at.Y + h}}})
}

// differenceLegend says what the parts of the bars are.
func (p *pen) differenceLegend(d *difference, r Rect) {
	x := r.X
	entry := func(text string, width float64, paint func(x float64)) {
		if w := p.px(width) + p.width(typeBody, text) + 1; x+w <= r.Right() {
			paint(x)
			p.label(Rect{x + p.px(width), r.Y, w - p.px(width), r.H}, typeBody, p.muted, text)
			x += w + p.px(16)
		}
	}
	for i := range services {
		s := &services[i]
		used := false
		for n := range d.lanes {
			used = used || d.lanes[n].bill.By.Amount(s.name).Sign() > 0
		}
		if used {
			entry(s.word(), 18, func(x float64) {
				p.box(Rect{x, r.Y + (r.H-p.px(12))/2, p.px(12), p.px(12)}, p.px(2), s.hue, p.outline, lineWidth(p.outline, 1))
			})
		}
	}
	if text := d.guessWords(); text != "" {
		entry(text, 12, func(x float64) { p.guessMark(x+p.px(3), r.Y+p.px(3), r.H-p.px(6)) })
	}
}

// guessWords says what was guessed, "" where nothing was.
func (d *difference) guessWords() string {
	text, n := "", 0
	for i := range d.lanes {
		if !d.guessed[i] {
			continue
		}
		if n++; n > 1 {
			text += " and "
		}
		text += unit.Money{Ratio: d.guesses[i]}.String()
	}
	if n == 0 {
		return ""
	}
	return "your guess: " + text
}

// countWord returns a small number in a word.
func countWord(n int) string {
	words := []string{"no", "one", "two", "three", "four", "five", "six"}
	if n < len(words) {
		return words[n]
	}
	return strconv.Itoa(n)
}
