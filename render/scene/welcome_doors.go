package scene

import "strconv"

// welcomeOutcome paints what came of the guess, and the two doors that lead on.
func (p *pen) welcomeOutcome(v *view, x, y, w float64) float64 {
	if t := p.stepNamed("guess"); t != nil {
		y = p.reveal(v, x, y, w, t) + p.px(14)
	}
	if w < p.px(roomForLarge) {
		y = p.lessonsDoor("welcome/", x, y, w, 0) + p.px(10)
		return p.sandboxDoor("welcome/", x, y, w, 0)
	}
	half := (w - p.px(14)) / 2
	h := max(p.lessonsDoor("", x, p.Height*2, half, 0), p.sandboxDoor("", x, p.Height*2, half, 0)) - p.Height*2
	p.lessonsDoor("welcome/", x, y, half, h)
	p.sandboxDoor("welcome/", x+half+p.px(14), y, half, h)
	return y + h
}

// A door is a way on: what is behind it, and the button that opens it.
type door struct {
	symbol      symbol
	title, text string
	button      button
}

// lessonsDoor paints the door to the lessons; a prefix makes its nodes, without one it is only measured.
func (p *pen) lessonsDoor(prefix string, x, y, w, h float64) float64 {
	d := door{symbol: symbolBook, title: "Lessons", text: "No lessons come with this program."}
	d.button = button{id: prefix + "door/lessons", text: "All lessons", act: Action{"Show all lessons", OpenSheet, string(LessonsSheet)}}
	if i := p.nextToDo(); i >= 0 {
		l := &p.ui.Lessons[i]
		d.text = plural(len(p.ui.Lessons), "lesson") + " with predictions, hints and a bill. Next: “" + l.Value + "”"
		if l.Minutes > 0 {
			d.text += ", about " + strconv.Itoa(l.Minutes) + " min"
		}
		d.text += "."
		d.button.text = "Start lesson " + strconv.Itoa(i+1)
		d.button.primary, d.button.name = true, d.button.text+": "+l.Value
		d.button.act = Action{"Open this lesson", OpenLesson, l.Of}
	}
	return p.door(&d, prefix, x, y, w, h)
}

// nextToDo returns the place of the first lesson that is not done; the first where all are, and -1 where there are none.
func (p *pen) nextToDo() int {
	for i := range p.ui.Lessons {
		if !p.ui.Lessons[i].done() {
			return i
		}
	}
	return min(len(p.ui.Lessons), 1) - 1
}

// sandboxDoor paints the door to the sandbox.
func (p *pen) sandboxDoor(prefix string, x, y, w, h float64) float64 {
	d := door{symbol: symbolPlus, title: "Sandbox", text: "An empty account at AWS's prices. Build and break what you like; no tasks."}
	d.button = button{id: prefix + "door/sandbox", text: "Open the sandbox", act: Action{"Open the sandbox", OpenLesson, ""}}
	return p.door(&d, prefix, x, y, w, h)
}

// door paints a door, at least of a height, and returns the y below it. Without a prefix it paints nothing.
func (p *pen) door(d *door, prefix string, x, y, w, h float64) float64 {
	lines := p.wrap(typeBody, d.text, w-p.px(28), 0)
	text := float64(len(lines)) * p.lineHeight(typeBody)
	r := Rect{x, y, w, max(h, p.px(12+24+4+10+40+14)+text)}
	if prefix == "" {
		return r.Bottom()
	}
	p.box(r, p.px(10), p.raised, p.hairline, p.cardLine())
	in := Rect{x + p.px(14), y + p.px(12), w - p.px(28), p.px(24)}
	p.icon(d.symbol, in.X, in.Y+p.px(3), p.px(18), p.ink)
	title := Rect{in.X + p.px(26), in.Y, in.W - p.px(26), in.H}
	p.heading(prefix+"title/"+d.title, 3, title, typeHeading, d.title)
	end := p.lines(in.X, in.Bottom()+p.px(4), in.W, typeBody, p.muted, lines)
	p.node(Node{ID: prefix + "text/" + d.title, Role: RoleText, Name: d.text, Rect: Rect{in.X, in.Bottom() + p.px(4), in.W, end - in.Bottom() - p.px(4)}})
	p.button(Rect{in.X, r.Bottom() - p.px(14+40), in.W, p.px(40)}, &d.button)
	if p.Lead == "" {
		p.Lead = d.button.id
	}
	return r.Bottom()
}

// welcomeLessons paints what the panel of the lesson has beside the welcome: all lessons, and where there is no other place for
// them, the doors.
func (p *pen) welcomeLessons(x, y, w float64) float64 {
	y = p.heading("lesson/title", 2, Rect{x, y, w, p.lineHeight(typeTitle)}, typeTitle, "Lessons") + p.px(4)
	if len(p.ui.Lessons) > 0 {
		y = p.prose("lesson/start", x, y, w, typeBody, p.muted, p.startWith()) + p.px(12)
	}
	for i := range p.ui.Lessons {
		y = p.lessonRow("lesson/", i, nil, x, y, w) + p.px(6)
	}
	if p.Width < p.px(roomForAll) {
		y = p.straightIn(x, y+p.px(16), w)
	}
	return y
}

// besideWelcome paints what stands beside the welcome: the ways past it, and, once it is over, the bill.
func (p *pen) besideWelcome(v *view, r Rect) {
	if openStep(p.session) < 0 {
		p.billing(v, r)
		return
	}
	p.doors(r)
}

// doors paints the panel with the ways past the welcome, in the place of the inspector.
func (p *pen) doors(r Rect) {
	p.at = PanelInspector
	p.box(r, 0, p.panel, 0, 0)
	p.rule(r.X, r.Y, 1, r.H)
	p.node(Node{ID: "panel/" + string(PanelInspector), Role: RoleRegion, Name: "Or go straight in", Rect: r})
	x, w := r.X+p.px(14), r.W-p.px(14+18)
	p.scroll(PanelInspector, Rect{r.X + 1, r.Y, r.W - 1, r.H}, false, func(y float64) float64 {
		return p.straightIn(x, y+p.px(14), w) + p.px(12)
	})
}

// straightIn paints the ways past the welcome, and what is good to know.
func (p *pen) straightIn(x, y, w float64) float64 {
	lead := p.Lead
	y = p.heading("straight/title", 2, Rect{x, y, w, p.lineHeight(typeHeading)}, typeHeading, "Or go straight in") + p.px(10)
	y = p.lessonsDoor("straight/", x, y, w, 0) + p.px(12)
	y = p.sandboxDoor("straight/", x, y, w, 0) + p.px(16)
	p.Lead = lead
	y = p.heading("know/title", 3, Rect{x, y, w, p.lineHeight(typeHeading)}, typeHeading, "Good to know") + p.px(6)
	for i, k := range p.goodToKnow() {
		p.icon(k.symbol, x, y+p.px(2), p.px(16), p.ink)
		y = p.prose("know/"+strconv.Itoa(i+1), x+p.px(26), y, w-p.px(26), typeBody, p.ink, k.text) + p.px(6)
	}
	y = p.prose("know/keys", x, y+p.px(6), w, typeBody, p.muted, "? shows all keys. F6 goes to the next part of the screen.") + p.px(8)
	if !p.ui.InputIsNative || p.ui.TextView {
		return y
	}
	return p.flow(x, y, w, []button{{id: "know/text", text: "Prefer words? Text view", act: Action{"Show the text view", SetOption, "text=true"}}})
}

// A known is something that is good to know.
type known struct {
	symbol symbol
	text   string
}

func (p *pen) goodToKnow() []known {
	kept := "Settings and points last until this is closed."
	if p.ui.Keeps {
		kept = "Settings and points are kept in this browser."
	}
	return []known{
		{symbolPrompt, "Every click shows its AWS command."},
		{symbolBill, "A month passes in a second, and is billed to the cent."},
		{symbolCheck, kept},
		{symbolAccount, "No account; nothing is sent."},
	}
}
