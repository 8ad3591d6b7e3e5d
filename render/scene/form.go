package scene

import (
	"strings"

	"blockyard/render/form"
	"blockyard/sim/unit"
)

// formField is how UI.Fields names what the open form's fields hold: "form/VolumeType".
const formField = "form/"

// A formPen paints the open form.
type formPen struct {
	*pen
	model *form.Form
	shown int // lines of the command that the foot shows at most; the node has the whole
}

// formMemo returns what keeps the open form from one frame to the next, or nil.
func (m *Memo) formMemo() *form.Memo {
	if m == nil {
		return nil
	}
	return &m.form
}

// formRequest returns the open form with what was filled in.
func (p *pen) formRequest() form.Request {
	f := p.ui.Form
	r := form.Request{Session: p.session, Service: f.Service, Verb: f.Verb, Region: f.Region, Profile: f.Profile}
	for _, c := range p.ui.Fields {
		if key, ok := strings.CutPrefix(c.Of, formField); ok {
			r.Values = append(r.Values, form.Value{Key: key, Text: c.Value})
		}
	}
	return r
}

// form paints the open form in the place of the world: a head, the fields, and a foot with what they come to. Where the
// foot would take too much of the height it is scrolled with the fields.
func (p *pen) form(r Rect) {
	p.begin(PanelWorld, r, p.panel)
	model, err := p.ui.Memo.formMemo().Form(p.formRequest())
	f := &formPen{p, model, 4}
	if r.H < p.px(600) {
		f.shown = 2
	}
	title := "This cannot be filled in"
	if err == nil {
		title = model.Title
	}
	head := f.head(r, title)
	body := Rect{r.X, head, r.W, r.Bottom() - head}
	if p.Width >= p.px(roomForRail) {
		body.H -= p.px(sayHeight)
		p.say(Rect{r.X, body.Bottom(), r.W, p.px(sayHeight)})
	}
	x, w := r.X+p.formMargin(r.W), min(r.W-2*p.formMargin(r.W)-p.px(6), p.px(1000))
	if err != nil {
		p.prose("form/fault", x, body.Y, w, typeBody, p.ink, err.Error())
		return
	}
	foot := f.footHeight(w)
	fits := foot < body.H*0.45
	if fits {
		body.H -= foot
	}
	p.scroll(PanelWorld, body, false, func(y float64) float64 {
		y = f.body(x, y+p.px(12), w)
		if !fits {
			y = f.foot(Rect{x, y, w, foot})
		}
		return y
	})
	if fits {
		p.rule(r.X, body.Bottom(), r.W, 1)
		f.foot(Rect{x, body.Bottom(), w, foot})
	}
}

// controlHeight is how high fields and options are: higher where fingers use them.
func (p *pen) controlHeight() float64 {
	if p.Width < p.px(roomForRail) {
		return p.px(44)
	}
	return p.px(buttonHeight)
}

// formMargin is the room left and right of a form.
func (p *pen) formMargin(w float64) float64 {
	if w < p.px(560) {
		return p.px(12)
	}
	return p.px(20)
}

// head paints the title and the button that closes the form, and returns the y below them.
func (f *formPen) head(r Rect, title string) float64 {
	h, side, margin := f.px(48), f.px(buttonHeight), f.formMargin(r.W)
	lines := f.wrap(typeTitle, title, r.W-2*margin-side-f.px(8), 2)
	h = max(h, float64(len(lines))*f.lineHeight(typeTitle)+f.px(14))
	text := Rect{r.X + margin, r.Y + (h-float64(len(lines))*f.lineHeight(typeTitle))/2, r.W - 2*margin - side - f.px(8), float64(len(lines)) * f.lineHeight(typeTitle)}
	f.lines(text.X, text.Y, text.W, typeTitle, f.ink, lines)
	f.node(Node{ID: "form/title", Role: RoleHeading, Name: title, Level: 2, Rect: text})
	b := button{id: "form/close", name: "Close the form", symbol: symbolCross, icon: true, act: Action{"Close the form", Close, ""}}
	f.button(Rect{r.Right() - margin - side, r.Y + (h-side)/2, side, side}, &b)
	f.rule(r.X, r.Y+h-1, r.W, 1)
	return r.Y + h
}

// body paints what the operation does, its fields, the seldom ones where they are wanted, and why it would be refused.
func (f *formPen) body(x, y, w float64) float64 {
	y = f.prose("form/about", x, y, w, typeBody, f.muted, f.model.Operation.Doc) + f.px(14)
	var often, seldom []form.Field
	for _, one := range f.model.Fields {
		if one.More {
			seldom = append(seldom, one)
		} else {
			often = append(often, one)
		}
	}
	y = f.fields(often, x, y, w)
	if len(seldom) > 0 {
		y = f.more(seldom, x, y, w)
	}
	return f.refusal(x, y, w) + f.px(4)
}

// more paints the switch for seldom fields and, where it is on, these.
func (f *formPen) more(fields []form.Field, x, y, w float64) float64 {
	open := Chosen(f.ui.Fields, formField+form.KeyMore) == "true"
	b := button{id: "form/more", text: "More, " + plural(len(fields), "field"), symbol: symbolDown, icon: true, act: Action{"Show more fields", Fill, formField + form.KeyMore + "=true"}}
	if open {
		b.text, b.symbol, b.act = "Fewer fields", symbolUp, Action{"Show fewer fields", Fill, formField + form.KeyMore + "="}
	}
	y = f.flow(x, y, w, []button{b}) + f.px(14)
	if open {
		y = f.fields(fields, x, y, w)
	}
	return y
}

// refusal paints why the command would be refused, with AWS's code.
func (f *formPen) refusal(x, y, w float64) float64 {
	r := f.model.Refusal
	if r == nil {
		return y
	}
	pad, inner := f.px(12), w-f.px(24)
	head := "Would be refused"
	if r.Code == "" {
		head = "Cannot be read"
	}
	card := len(f.Items)
	f.Items = append(f.Items, Item{})
	top := y
	y += f.px(9)
	f.icon(symbolWarning, x+pad, y+f.px(2), f.px(15), f.bad.text)
	f.label(Rect{x + pad + f.px(22), y, inner - f.px(22), f.lineHeight(typeStrong)}, typeStrong, f.bad.text, head)
	y += f.lineHeight(typeStrong) + f.px(2)
	if r.Code != "" {
		y = f.lines(x+pad, y, inner, typeCode, f.ink, f.wrap(typeCode, r.Code, inner, 0)) + f.px(2)
	}
	if r.Key == "" || r.Why == "" { // else it stands below its field
		y = f.lines(x+pad, y, inner, typeBody, f.ink, f.wrap(typeBody, r.Message, inner, 0))
	}
	if r.Why != "" {
		y = f.lines(x+pad, y+f.px(4), inner, typeBody, f.bad.text, f.wrap(typeBody, r.Why, inner, 0))
	}
	box := Rect{x, top, w, y + f.px(9) - top}
	f.Items[card] = Item{Kind: Box, Rect: box, Radius: f.px(10), Fill: f.bad.fill, Line: f.badEdge, Width: 1}
	f.node(Node{ID: "form/refusal", Role: RoleText, Name: strings.TrimSpace(head + ". " + r.Code), Help: strings.TrimSpace(r.Message + " " + r.Why), Rect: box})
	return box.Bottom() + f.px(14)
}

// commandLines returns the command as the foot shows it.
func (f *formPen) commandLines(w float64) []string {
	return f.wrap(typeCode, strings.ReplaceAll(f.model.Line, "\t", "    "), w-f.px(20), f.shown)
}

// footHeight returns how high the foot is.
func (f *formPen) footHeight(w float64) float64 {
	price := float64(len(f.outcomeLines(w)))*f.lineHeight(typeBody) + f.px(4)
	if f.sum() != "" && !f.oneLine(w) {
		price += f.lineHeight(typeSum)
	}
	buttons := f.footButtons()
	rows, at := 1.0, 0.0
	for i := range buttons {
		width := min(w, f.buttonWidth(&buttons[i]))
		if at > 0 && at+width > w {
			rows, at = rows+1, 0
		}
		at += width + f.px(6)
	}
	return f.px(10) + price + f.px(6) + float64(len(f.commandLines(w)))*f.lineHeight(typeCode) + f.px(12) + f.px(10) + rows*f.px(buttonHeight+6) + f.px(4)
}

// foot paints what the command would cost, the command itself, and the buttons. It returns the y below them.
func (f *formPen) foot(r Rect) float64 {
	y := r.Y + f.px(10)
	y = f.price(r.X, y, r.W)
	lines := f.commandLines(r.W)
	box := Rect{r.X, y, r.W, float64(len(lines))*f.lineHeight(typeCode) + f.px(12)}
	f.box(box, f.px(7), f.sunk, f.hairline, 1)
	f.lines(r.X+f.px(10), y+f.px(6), r.W-f.px(20), typeCode, f.code, lines)
	f.node(Node{ID: "form/line", Role: RoleText, Name: f.model.Line, Rect: box})
	return f.flow(r.X, box.Bottom()+f.px(10), r.W, f.footButtons()) + f.px(10)
}

// price paints what the command would change in the bill, or why it cannot be carried out. It returns the y below.
func (f *formPen) price(x, y, w float64) float64 {
	ink, sum, top, left := f.muted, f.sum(), y, x
	if f.model.Refusal != nil || len(f.model.Missing) > 0 {
		ink = f.warn.text
	}
	if sum != "" {
		h := f.lineHeight(typeSum)
		width := f.label(Rect{x, y, w, h}, typeSum, f.money, sum)
		if y += h; f.oneLine(w) {
			y, left = y-h+f.px(3), x+width+f.px(8)
		}
	}
	end := f.lines(left, y, w-(left-x), typeBody, ink, f.outcomeLines(w))
	f.node(Node{ID: "form/outcome", Role: RoleStatus, Name: strings.TrimSpace(sum + " " + f.outcome()), Rect: Rect{x, top, w, end - top}})
	return end + f.px(7)
}

// oneLine reports whether the sum and what is said of it stand side by side.
func (f *formPen) oneLine(w float64) bool {
	return f.sum() != "" && f.width(typeSum, f.sum())+f.px(9)+f.width(typeBody, f.outcome()) <= w
}

// footButtons returns the buttons at the foot: do it, copy the command, give up.
func (f *formPen) footButtons() []button {
	m := f.model
	do := button{id: "form/submit", text: m.Button, primary: true, act: Action{m.Button, Command, m.Line}}
	switch {
	case len(m.Missing) > 0:
		do.off, do.act = "Missing: "+strings.Join(m.Missing, ", "), Action{m.Button, Show, "form/title"}
	case m.Refusal != nil:
		do.off = m.Refusal.Message
	}
	line := button{id: "form/copy", text: "Copy", symbol: symbolCopy, icon: true, act: Action{"Copy the command", Copy, m.Line}}
	if m.CLI != "" {
		line.text, line.act = "Copy as AWS CLI", Action{"Copy as AWS CLI", Copy, m.CLI}
	}
	return []button{do, line, {id: "form/cancel", text: "Cancel", act: Action{"Cancel", Close, ""}}}
}

// sum returns what the command would change in the bill of 30 days, or "" where it would change nothing.
func (f *formPen) sum() string {
	m := f.model.Month
	switch sign := m.Month.Sign(); {
	case !m.Known || sign == 0 || f.model.Refusal != nil:
		return ""
	case sign < 0:
		return (unit.Money{}).Minus(m.Month).String()
	}
	return m.Month.String()
}

// outcomeLines returns what would become of the command, in the foot's lines.
func (f *formPen) outcomeLines(w float64) []string { return f.wrap(typeBody, f.outcome(), w, 2) }

// outcome says what would become of the command; where there is a sum it goes on from that.
func (f *formPen) outcome() string {
	m := f.model
	switch {
	case len(m.Missing) > 0:
		return "Still missing: " + strings.Join(m.Missing, ", ") + "."
	case m.Refusal != nil && m.Refusal.Code != "":
		return "AWS would refuse this: " + m.Refusal.Code + "."
	case m.Refusal != nil:
		return "The command cannot be read."
	case !m.Month.Known:
		return "It costs nothing to ask."
	case m.Month.Month.Sign() > 0:
		return "more in 30 days, if all stays as it is then"
	case m.Month.Month.Sign() < 0:
		return "less in 30 days, if all stays as it is then"
	}
	return "Nothing more in 30 days, if all stays as it is then."
}
