package scene

// A Sheet is something to read that is shown in the place of the world.
type Sheet string

// The sheets. The empty one is none: the world is seen.
const (
	NoSheet      Sheet = ""
	HelpSheet    Sheet = "help"    // what this is, settings and keys
	LessonsSheet Sheet = "lessons" // all lessons, with what was earned
)

// sheetWidth is how wide the text of a sheet is at most, at 100 %.
const sheetWidth = 1000

// sheet paints the open sheet: a head with the button that closes it, and what it holds.
func (p *pen) sheet(v *view, r Rect) {
	p.begin(PanelWorld, r, p.panel)
	title, content := "Help", p.help
	switch {
	case p.ui.Sheet == LessonsSheet:
		title, content = "Lessons", p.catalogue
	case p.ui.Sheet == SweepSheet && p.ui.Sweep != nil:
		title, content = p.ui.Sweep.title(), p.sweepSheet
	}
	margin := p.formMargin(r.W)
	body := p.sheetHead(r, margin, title)
	if p.Width >= p.px(roomForRail) {
		body.H -= p.px(sayHeight)
		p.say(Rect{r.X, body.Bottom(), r.W, p.px(sayHeight)})
	}
	w := min(r.W-2*margin-p.px(6), p.px(sheetWidth))
	p.scroll(PanelWorld, body, false, func(y float64) float64 {
		return content(v, r.X+margin, y+p.px(16), w) + p.px(24)
	})
}

// sheetHead paints the title of a sheet and the button that closes it, and returns what is left below.
func (p *pen) sheetHead(r Rect, margin float64, title string) Rect {
	h, side := p.px(48), p.px(buttonHeight)
	text := Rect{r.X + margin, r.Y, r.W - 2*margin - side - p.px(8), h}
	p.heading("sheet/title", 2, text, typeTitle, title)
	b := button{id: "sheet/close", name: "Close: " + title, help: "Esc", symbol: symbolCross, icon: true, act: Action{"Back to the world", Close, ""}}
	p.button(Rect{r.Right() - margin - side, r.Y + (h-side)/2, side, side}, &b)
	p.rule(r.X, r.Y+h-1, r.W, 1)
	return Rect{r.X, r.Y + h, r.W, r.H - h}
}
