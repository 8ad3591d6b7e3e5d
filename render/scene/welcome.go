package scene

import (
	"strconv"
	"strings"

	"blockyard/scripting/lesson"
	"blockyard/scripting/session"
)

// WelcomeLesson is the id of the lesson that greets who comes for the first time: its steps are shown in large, in the
// place of the world.
const WelcomeLesson = "welcome"

// IsWelcome reports whether a session is that lesson.
func IsWelcome(s *session.Session) bool {
	return s != nil && s.Lesson() != nil && s.Lesson().ID == WelcomeLesson
}

// welcomes reports whether the stage shows the welcome.
func (p *pen) welcomes() bool { return IsWelcome(p.session) }

// How large the welcome is, at 100 %.
const (
	welcomeWidth     = 640 // of what is in it, at most
	roomForPicture   = 560 // the width from which on the picture has the meters beside the things that they count
	heightForPicture = 600 // and the height
	roomForLarge     = 460 // the width from which on the sentence is in the larger type
	answersWidth     = 440 // of what is to choose from, at most
	bigButtonHeight  = 44
)

// The styles of the sentence.
var (
	typeLarge = style{Bold, 28, 36}
	typeLess  = style{Bold, 20, 27}
)

// A welcomeDeed is what the button of a step does.
type welcomeDeed struct {
	text    string
	symbol  symbol
	command string
}

// welcomeDeeds are the buttons of the steps that ask for a deed, by the ids of the steps.
var welcomeDeeds = map[string]welcomeDeed{
	"stop":  {"Stop the server", symbolPause, "aws ec2 stop-instances --instance-ids @web"},
	"month": {"Run a month in a second", symbolPlay, "yard run 30d"},
}

// welcome paints the step at hand of the welcome: its sentence, the things that it is about with what they cost, and what
// there is to do.
func (p *pen) welcome(v *view, r Rect) {
	p.begin(PanelWorld, r, p.ground)
	p.dotted(r)
	body := r
	if p.Width >= p.px(roomForRail) {
		body.H -= p.px(sayHeight)
		p.say(Rect{r.X, body.Bottom(), r.W, p.px(sayHeight)})
	}
	w := min(r.W-2*p.formMargin(r.W)-p.px(6), p.px(welcomeWidth))
	x := r.X + (r.W-w)/2
	at := openStep(p.session)
	p.scroll(PanelWorld, body, false, func(y float64) float64 {
		y = p.welcomeSentence(v, at, x, y+p.px(20), w) + p.px(14)
		if at >= 0 && w >= p.px(roomForPicture) && body.H >= p.px(heightForPicture) {
			y = p.welcomePicture(v, x, y, w)
		} else {
			y = p.welcomeCards(v, x, y, w)
		}
		p.Lead = ""
		y = p.welcomeStep(v, at, x, y+p.px(16), w)
		return p.welcomeFoot(at, x, y+p.px(14), w) + p.px(16)
	})
}

// welcomeSentence paints what the step at hand says; what it marks as strong stands below the rest.
func (p *pen) welcomeSentence(v *view, at int, x, y, w float64) float64 {
	text := p.welcomeEnd(v)
	if at >= 0 {
		text = strings.Join(strings.Fields(p.session.Steps()[at].Step.Text), " ")
	}
	s, strong := typeLarge, p.accent
	if w < p.px(roomForLarge) {
		s = typeLess
	}
	if p.light() {
		strong = p.ink
	}
	first, second, _ := strings.Cut(text, "**")
	first, second = strings.TrimSpace(first), session.Plain("**"+second)
	top := y
	if first != "" {
		y = p.centred(x, y, w, s, p.ink, p.wrap(s, first, w, 0))
	}
	if second != "" {
		y = p.centred(x, y, w, s, strong, p.wrap(s, second, w, 0))
	}
	p.node(Node{ID: "welcome/title", Role: RoleHeading, Name: strings.TrimSpace(first + " " + second), Level: 2, Rect: Rect{x, top, w, y - top}})
	return y
}

// welcomeEnd says what came of it.
func (p *pen) welcomeEnd(v *view) string {
	disk := v.welcomeThings().disk
	if disk == nil {
		return "That was a month. **None of it was real money.**"
	}
	return "A month later, the server still stands. **The disk has cost " + v.costUntil(disk.entries, v.now).String() + ".**"
}

// welcomeStep paints what there is to do, or, at the end, where to go on.
func (p *pen) welcomeStep(v *view, at int, x, y, w float64) float64 {
	if at < 0 {
		return p.welcomeOutcome(v, x, y, w)
	}
	t := &p.session.Steps()[at]
	inner := min(w, p.px(answersWidth))
	left := x + (w-inner)/2
	switch t.Step.Kind {
	case lesson.Quiz:
		p.Lead = "option/" + t.Step.ID + "/" + strconv.Itoa(p.order(t)[0]+1)
		y = p.quiz(left, y, inner, t)
	case lesson.Predict:
		return p.welcomeGuess(t, left, y, inner)
	case lesson.Task, lesson.Explore:
		y = p.welcomeDeed(t, x, y, w)
	}
	if t.Fault != nil || t.Result.State == lesson.Fail && t.Step.Kind == lesson.Task {
		y = p.result(left, y+p.px(4), inner, t)
	}
	return y
}

// welcomeGuess paints the options of a prediction: the one that is chosen is the answer.
func (p *pen) welcomeGuess(t *session.StepState, x, y, w float64) float64 {
	p.Lead = "option/" + t.Step.ID + "/1"
	for i := range t.Step.Options {
		n := strconv.Itoa(i + 1)
		text := t.Step.Options[i].Text
		y = p.option(x, y, w, "option/"+t.Step.ID+"/"+n, text, optionOpen, Action{text, Command, "yard answer " + t.Step.ID + " " + n})
	}
	b := button{id: "button/dont-know", text: "I don't know", act: Action{"I don't know", Command, "yard answer " + t.Step.ID + " '" + unknown + "'"}}
	return p.flow(x, y, w, []button{b})
}

// welcomeDeed paints the button of a step that asks for a deed, with its command. Where that can no longer be done, it
// begins again.
func (p *pen) welcomeDeed(t *session.StepState, x, y, w float64) float64 {
	deed, known := welcomeDeeds[t.Step.ID]
	if !known || t.Result.State == lesson.Fail {
		return p.bigButton(x, y, w, &button{id: "welcome/again", text: "Begin again", symbol: symbolRestart, icon: true, act: Action{Label: "Begin again", Verb: Restart}})
	}
	if given, ok := p.session.Given("guess"); ok && t.Step.ID == "month" {
		y = p.saidBefore(given, x, y, w)
	}
	y = p.bigButton(x, y, w, &button{id: "welcome/" + t.Step.ID, text: deed.text, symbol: deed.symbol, icon: true, primary: true, help: deed.command, act: Action{deed.text, Command, deed.command}})
	return p.orType(deed.command, x, y+p.px(10), w)
}

// saidBefore reminds of the guess.
func (p *pen) saidBefore(given []string, x, y, w float64) float64 {
	text := "You said that you don't know: see."
	if step := p.stepNamed("guess"); step != nil && len(given) == 1 && given[0] != unknown {
		text = "You said " + optionText(step, given[0]) + "."
	}
	return p.centredProse("welcome/said", x, y, w, p.muted, text) + p.px(10)
}

// stepNamed returns the step with an id, or nil.
func (p *pen) stepNamed(id string) *session.StepState {
	steps := p.session.Steps()
	for i := range steps {
		if steps[i].Step.ID == id {
			return &steps[i]
		}
	}
	return nil
}

// centredProse paints a text in the middle of a width, with its node, and returns the y below it.
func (p *pen) centredProse(id string, x, y, w float64, color Color, text string) float64 {
	end := p.centred(x, y, w, typeBody, color, p.wrap(typeBody, text, w, 0))
	p.node(Node{ID: id, Role: RoleText, Name: text, Rect: Rect{x, y, w, end - y}})
	return end
}

// bigButton paints the button that leads on in the middle of a width, and returns the y below it.
func (p *pen) bigButton(x, y, w float64, b *button) float64 {
	p.Lead = b.id
	width := min(w, p.buttonWidth(b))
	p.button(Rect{x + (w-width)/2, y, width, p.px(bigButtonHeight)}, b)
	return y + p.px(bigButtonHeight)
}

// orType says which command a button runs.
func (p *pen) orType(command string, x, y, w float64) float64 {
	lead, h, top := "or type", p.lineHeight(typeBody), y
	lw, cw := p.width(typeBody, lead)+p.px(8), p.width(typeCode, command)+1
	if lw+cw <= w {
		left := x + (w-lw-cw)/2
		p.label(Rect{left, y, lw, h}, typeBody, p.muted, lead)
		p.label(Rect{left + lw, y, cw, h}, typeCode, p.code, command)
		y += h
	} else {
		y = p.centred(x, y, w, typeBody, p.muted, []string{lead})
		y = p.centred(x, y, w, typeCode, p.code, p.wrap(typeCode, command, w, 0))
	}
	p.node(Node{ID: "welcome/command", Role: RoleText, Name: lead + " " + command, Rect: Rect{x, top, w, y - top}})
	return y
}

// welcomeStages is in how many stages the welcome is told; a guess and the month that shows it are one.
const welcomeStages = 4

// welcomeStage returns the stage of a step: its place, or the last one once all are done.
func (p *pen) welcomeStage(at int) int {
	if at < 0 {
		return welcomeStages
	}
	return min(at+1, welcomeStages-1)
}

// welcomeFoot paints how far it is, and the way past it.
func (p *pen) welcomeFoot(at int, x, y, w float64) float64 {
	stage := p.welcomeStage(at)
	text := strconv.Itoa(stage) + " of " + strconv.Itoa(welcomeStages) + " · about 90 seconds · nothing here is real money"
	skip := button{id: "welcome/skip", text: "Skip", name: "Skip the welcome", help: "Goes to the sandbox; the help brings the welcome back", act: Action{"Skip the welcome", OpenLesson, ""}}
	buttons := []button{skip}
	if at < 0 {
		buttons = nil
	}
	dots, gap, h := p.px(4*10+3*8+16), p.px(12), p.px(buttonHeight)
	tw, sw := p.width(typeBody, text)+1, 0.0
	if len(buttons) > 0 {
		sw = p.buttonWidth(&skip) + gap
	}
	n := Node{ID: "welcome/progress", Role: RoleText, Name: text}
	if whole := dots + gap + tw + sw; whole <= w {
		left := x + (w-whole)/2
		p.welcomeDots(stage, left, y+h/2)
		p.label(Rect{left + dots + gap, y, tw, h}, typeBody, p.muted, text)
		n.Rect = Rect{left, y, dots + gap + tw, h}
		p.node(n)
		p.flow(left+whole-sw+gap, y, sw, buttons)
		return y + h
	}
	p.welcomeDots(stage, x+(w-dots)/2, y+p.px(6))
	end := p.centred(x, y+p.px(16), w, typeBody, p.muted, p.wrap(typeBody, text, w, 0))
	n.Rect = Rect{x, y, w, end - y}
	p.node(n)
	if len(buttons) > 0 {
		width := min(w, p.buttonWidth(&skip))
		end = p.flow(x+(w-width)/2, end+p.px(8), width, buttons)
	}
	return end
}

// welcomeDots paints a dot for each stage, from x on and with their middle at y; that of the one at hand is longer.
func (p *pen) welcomeDots(stage int, x, y float64) {
	for i := range welcomeStages {
		r := Rect{x, y - p.px(5), p.px(10), p.px(10)}
		fill, line := p.empty, p.emptyLine
		if i+1 == stage {
			r.W += p.px(16)
			fill, line = p.accent, p.outline
		} else if i+1 < stage {
			fill, line = p.edge, p.outline
		}
		p.box(r, p.px(5), fill, line, lineWidth(line, 1))
		x = r.Right() + p.px(8)
	}
}
