package scene

import (
	"strconv"
	"strings"
)

// roomForColumns is from which width on, at 100 %, the help has its keys beside the rest.
const roomForColumns = 700

// help paints what this is in four sentences, how it looks and acts, and what the keys do.
func (p *pen) help(v *view, x, y, w float64) float64 {
	if w < p.px(roomForColumns) {
		y = p.about(v, x, y, w) + p.px(20)
		y = p.settings(x, y, w) + p.px(20)
		return p.keys(x, y, w)
	}
	gap := p.px(32)
	left := (w - gap) * 0.46
	end := p.about(v, x, y, left) + p.px(20)
	end = p.settings(x, end, left)
	return max(end, p.keys(x+left+gap, y, w-gap-left))
}

// about says in four sentences what is in the world, what can be done, what is true now, and what to try first.
func (p *pen) about(v *view, x, y, w float64) float64 {
	y = p.heading("about/title", 3, Rect{x, y, w, p.lineHeight(typeHeading)}, typeHeading, "What you see") + p.px(6)
	for i, sentence := range p.sentences(v) {
		y = p.prose("about/"+strconv.Itoa(i+1), x, y, w, typeBody, p.ink, sentence) + p.px(6)
	}
	return y
}

// sentences returns the four sentences.
func (p *pen) sentences(v *view) []string {
	return []string{
		"In the world: " + v.summary(),
		"You can make, attach, copy, stop and delete things by mouse, by keyboard or with the AWS CLI's own commands, and let time run; nothing here is real money.",
		"It is " + v.when(v.now) + ", time is " + p.running() + ", and all of it has cost " + v.bill.Total.String() + " so far.",
		"Next: " + p.tryFirst(v),
	}
}

// tryFirst returns what to begin with.
func (p *pen) tryFirst(v *view) string {
	if p.session.TriesFreely() {
		return "try what you like, for nothing counts; then go back to the lesson."
	}
	if at := openStep(p.session); at >= 0 {
		return p.stepTitle(&p.session.Steps()[at])
	}
	if p.session.Lesson() != nil {
		return "open the next lesson; in this one all steps are done."
	}
	if len(p.rowsOf(v)) == 0 {
		return "launch an instance, let time run for a day, and look at the bill."
	}
	return "let time run, select a thing in the world, and see what can be done with it."
}

// settings paints how things look and act, each with its choices.
func (p *pen) settings(x, y, w float64) float64 {
	y = p.heading("settings/title", 3, Rect{x, y, w, p.lineHeight(typeHeading)}, typeHeading, "How it looks and acts") + p.px(8)
	y = p.choose("theme", "Theme", p.themeChoices(), x, y, w)
	y = p.choose("scale", "Text size", p.scaleChoices(), x, y, w)
	y = p.toggle("reduced-motion", "Reduced motion", "Nothing moves by itself; what changes, changes at once", p.ui.Calm, x, y, w)
	y = p.toggle("letters", "Single keys", "Letters and signs do something wherever no text is typed", !p.ui.NoLetters, x, y, w)
	if p.ui.InputIsNative {
		y = p.toggle("text", "Text view", "The same as text, without the picture", p.ui.TextView, x, y, w)
	}
	kept := "Settings and points last until this is closed."
	if p.ui.Keeps {
		kept = "Settings and points are kept in this browser, and sent nowhere."
	}
	y = p.prose("settings/kept", x, y+p.px(4), w, typeBody, p.muted, kept) + p.px(12)
	return p.flow(x, y, w, []button{{
		id: "help/welcome", text: "Show the welcome again", help: "It leaves what is built here", off: p.greeted(), act: Action{"Open the welcome", OpenLesson, WelcomeLesson},
	}})
}

// greeted says why the welcome cannot be shown again, where that is so.
func (p *pen) greeted() string {
	if p.welcomes() {
		return "This is it"
	}
	return ""
}

// themeTitles are the themes as the help calls them.
var themeTitles = map[ThemeName]string{Dark: "Dark", Light: "Light", Contrast: "High contrast"}

func (p *pen) themeChoices() (buttons []button) {
	for _, t := range themes {
		buttons = append(buttons, button{text: themeTitles[t], id: string(t), chosen: t == p.ui.Theme, act: Action{Verb: SetTheme, Arg: string(t)}})
	}
	return buttons
}

func (p *pen) scaleChoices() (buttons []button) {
	for _, s := range scales {
		percent := strconv.Itoa(s)
		buttons = append(buttons, button{text: percent + " %", id: percent, chosen: s == max(100, p.ui.Scale), act: Action{Verb: SetScale, Arg: percent}})
	}
	return buttons
}

// choose paints a setting of which one of several is chosen.
func (p *pen) choose(id, title string, options []button, x, y, w float64) float64 {
	y = p.prose("setting/"+id, x, y, w, typeBody, p.muted, title) + p.px(4)
	for i := range options {
		b := &options[i]
		b.id, b.name, b.role = "setting/"+id+"/"+b.id, title+": "+b.text, RoleRadio
		b.act.Label = b.name
	}
	return p.flow(x, y, w, options) + p.px(12)
}

// toggle paints a setting that is on or off, with what it does.
func (p *pen) toggle(option, title, help string, on bool, x, y, w float64) float64 {
	id := "setting/" + option
	lines := p.wrap(typeBody, help, w-p.px(28), 0)
	r := Rect{x, y, w, p.px(10) + p.lineHeight(typeBody)*float64(1+len(lines))}
	if p.ui.Hover == id {
		p.box(r, p.px(7), p.hover, 0, 0)
	}
	p.checkSquare(Rect{x + p.px(2), y + p.px(6), p.px(18), p.px(18)}, on)
	p.label(Rect{x + p.px(28), y + p.px(5), w - p.px(28), p.lineHeight(typeBody)}, typeBody, p.ink, title)
	p.lines(x+p.px(28), y+p.px(5)+p.lineHeight(typeBody), w-p.px(28), typeBody, p.muted, lines)
	p.node(Node{
		ID: id, Role: RoleCheckbox, Name: title, Help: help, Chosen: on, Rect: r,
		Action: &Action{title, SetOption, option + "=" + strconv.FormatBool(!on)},
	})
	return r.Bottom() + p.px(2)
}

// checkSquare paints the square of a switch.
func (p *pen) checkSquare(r Rect, on bool) {
	if !on {
		p.box(r, p.px(4), p.sunk, p.edge, 1.5)
		return
	}
	line := p.accent
	if p.light() {
		line = p.outline
	}
	p.box(r, p.px(4), p.accentFill, line, 1.5)
	p.icon(symbolCheck, r.X+p.px(2), r.Y+p.px(2), r.W-p.px(4), p.ink)
}

// keys paints what each key does, as a table.
func (p *pen) keys(x, y, w float64) float64 {
	y = p.heading("keys/title", 3, Rect{x, y, w, p.lineHeight(typeHeading)}, typeHeading, "Keys") + p.px(6)
	wide := min(p.px(130), w*0.34)
	h := p.px(26)
	for i, title := range []string{"Key", "What it does"} {
		r := Rect{x, y, wide - p.px(8), h}
		if i > 0 {
			r = Rect{x + wide, y, w - wide, h}
		}
		p.label(r, typeStrong, p.muted, title)
		p.node(Node{ID: "keys/" + title, Role: RoleColumn, Name: title, Rect: r})
	}
	y += h
	for i, k := range p.ui.Keys {
		p.rule(x, y, w, 1)
		y = p.keyRow(i, k, wide, x, y, w)
	}
	return y
}

func (p *pen) keyRow(i int, k Choice, wide, x, y, w float64) float64 {
	style := typeCode
	names := p.wrap(style, k.Of, wide-p.px(8), 0)
	does := p.wrap(typeBody, k.Value, w-wide, 0)
	h := p.px(8) + p.lineHeight(typeBody)*float64(max(len(names), len(does)))
	p.lines(x, y+p.px(4), wide-p.px(8), style, p.code, names)
	p.lines(x+wide, y+p.px(4), w-wide, typeBody, p.ink, does)
	p.node(Node{
		ID: "keys/" + strings.ReplaceAll(k.Of, " ", "-"), Role: RoleRow, Name: k.Of, Cells: []string{k.Of, k.Value},
		Value: strconv.Itoa(i+1) + " of " + strconv.Itoa(len(p.ui.Keys)), Rect: Rect{x, y, w, h},
	})
	return y + h
}
