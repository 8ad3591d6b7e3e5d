package scene

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"blockyard/scripting/lesson"
	"blockyard/scripting/session"
)

// openStep returns the number of the step at hand: the first that asks
// something and is not done, or -1. A prediction is done once it is answered,
// and when the step that reveals it has passed without it.
func openStep(s *session.Session) int {
	steps := s.Steps()
	for i := range steps {
		switch t := &steps[i]; t.Step.Kind {
		case lesson.Task, lesson.Quiz:
			if t.Result.State != lesson.Pass {
				return i
			}
		case lesson.Predict:
			if _, given := s.Given(t.Step.ID); !given && !revealed(s, &t.Step) {
				return i
			}
		case lesson.Explore:
		}
	}
	return -1
}

// OpenStep returns the number of the step at hand, from 0, or -1 where all are done.
func OpenStep(s *session.Session) int { return openStep(s) }

// revealed reports whether the step after which a prediction is revealed has passed.
func revealed(s *session.Session, step *lesson.Step) bool {
	for i := range s.Steps() {
		if t := &s.Steps()[i]; t.Step.ID == step.RevealAfter {
			return t.Passed
		}
	}
	return false
}

// lesson paints the lesson's panel: title, progress, steps, what the step at hand asks, and hints.
func (p *pen) lesson(v *view, r Rect) {
	p.begin(PanelLesson, r, p.panel)
	p.rule(r.Right()-1, r.Y, 1, r.H)
	l := p.session.Lesson()
	x, w := r.X+p.px(16), r.W-p.px(16+18)
	body, tries := Rect{r.X, r.Y, r.W - 1, r.H}, p.offersTrying()
	pinned := tries && r.H >= p.px(leastForFoot)
	if pinned {
		body.H -= p.px(footHeight)
	}
	p.scroll(PanelLesson, body, false, func(y float64) float64 {
		y = p.freeCard(x, p.lookingCard(v, x, y+p.px(14), w), w)
		switch {
		case l == nil:
			y = p.sandbox(v, x, y, w)
		case p.welcomes():
			y = p.welcomeLessons(x, y, w)
		default:
			y = p.lessonHead(l, x, y, w)
			y = p.steps(v, x, y, w)
			if tries && !pinned {
				y = p.flow(x, y+p.px(8), w, []button{tryButton()})
			}
		}
		return p.looksBelow(x, y+p.px(16), w)
	})
	if pinned {
		p.tryFoot(Rect{body.X, body.Bottom(), body.W, p.px(footHeight)})
	}
}

// steps paints the steps of a lesson, one below the other.
func (p *pen) steps(v *view, x, y, w float64) float64 {
	current := openStep(p.session)
	if current < 0 {
		y = p.finished(x, y, w)
		y = p.nextLesson(x, y, w)
	}
	steps := p.session.Steps()
	for i := range steps {
		y = p.step(v, x, y, w, i, &steps[i], i == current)
	}
	return y
}

// looksBelow paints the buttons for how things look where the bar has no room for them.
func (p *pen) looksBelow(x, y, w float64) float64 {
	if p.Width >= p.px(roomForRail) {
		return y
	}
	buttons := p.looks()
	slices.Reverse(buttons)
	for i := range buttons {
		buttons[i].text = buttons[i].name
	}
	return p.flow(x, y, w, buttons) + p.px(16)
}

// row paints a button as wide as the panel, with as many lines as its text needs, and returns the y below it.
func (p *pen) row(x, y, w float64, b *button) float64 {
	lines := p.wrap(typeBody, b.text, w-p.px(20), 3)
	h := float64(len(lines))*p.lineHeight(typeBody) + p.px(12)
	r := Rect{x, y, w, h}
	b.off = cmp.Or(b.off, p.heldNow(&b.act))
	fill, line, ink := p.buttonColors(b)
	if b.off == "" {
		p.box(r, p.px(7), fill, line, 1)
	} else {
		p.dashed(r, line, 1, p.px(4), p.px(3))
	}
	p.lines(x+p.px(10), y+p.px(6), w-p.px(20), typeBody, ink, lines)
	p.node(p.buttonNode(r, b))
	return y + h
}

// lessonHead paints title and progress.
func (p *pen) lessonHead(l *lesson.Lesson, x, y, w float64) float64 {
	lines := p.wrap(typeTitle, l.Title, w, 3)
	top := y
	y = p.lines(x, y, w, typeTitle, p.ink, lines)
	p.node(Node{ID: "lesson/title", Role: RoleHeading, Name: l.Title, Level: 2, Rect: Rect{x, top, w, y - top}})
	earned, most := p.session.Score()
	text := earned.Short(2) + " of " + strconv.Itoa(most) + " points"
	if l.Minutes > 0 {
		text += " · about " + strconv.Itoa(l.Minutes) + " min"
	}
	p.label(Rect{x, y, w, p.px(20)}, typeBody, p.muted, text)
	y += p.px(26)
	p.progress("lesson/progress", Rect{x, y, w, p.px(6)}, "Progress", text, p.share())
	y += p.px(16)
	return p.story(l, x, y, w)
}

// share returns the share of the points that are earned.
func (p *pen) share() float64 {
	earned, most := p.session.Score()
	if most == 0 {
		return 0
	}
	value, _ := strconv.ParseFloat(earned.Decimal(4), 64)
	return value / float64(most)
}

// progress paints a bar that is filled to a share, with its node.
func (p *pen) progress(id string, r Rect, name, help string, share float64) {
	p.box(r, p.px(3), p.empty, p.emptyLine, lineWidth(p.emptyLine, 1))
	if share > 0 {
		p.box(Rect{r.X, r.Y, max(r.H, r.W*min(1, share)), r.H}, p.px(3), hueGreen, p.outline, lineWidth(p.outline, 1))
	}
	p.node(Node{ID: id, Role: RoleProgress, Name: name, Help: help, Value: strconv.Itoa(int(100*share)) + " %", Rect: r})
}

// story paints the lesson's story.
func (p *pen) story(l *lesson.Lesson, x, y, w float64) float64 {
	top := y
	for _, paragraph := range paragraphs(l.Story) {
		y = p.rich(x, y, w, p.muted, paragraph) + p.px(8)
	}
	if y > top {
		p.node(Node{ID: "lesson/story", Role: RoleText, Name: session.Plain(l.Story), Rect: Rect{x, top, w, y - top}})
	}
	return y + p.px(4)
}

// paragraphs splits prose at empty lines; single line ends are spaces.
func paragraphs(text string) []string {
	var all []string
	for block := range strings.SplitSeq(strings.ReplaceAll(text, "\r", ""), "\n\n") {
		if joined := strings.Join(strings.Fields(block), " "); joined != "" {
			all = append(all, joined)
		}
	}
	return all
}

// finished says that all is done.
func (p *pen) finished(x, y, w float64) float64 {
	end := y + p.px(44)
	r := Rect{x, y, w, p.px(40)}
	p.box(r, p.px(10), p.on.fill, hueGreen, 1)
	p.icon(symbolCheck, x+p.px(12), y+p.px(12), p.px(16), p.on.text)
	p.label(Rect{x + p.px(36), y, w - p.px(48), r.H}, typeStrong, p.on.text, "All steps are done.")
	p.node(Node{ID: "lesson/done", Role: RoleStatus, Name: "All steps are done.", Rect: r})
	return end + p.px(8)
}
