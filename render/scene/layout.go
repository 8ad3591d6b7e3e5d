package scene

import (
	"slices"

	"blockyard/scripting/session"
)

// The widths, in pixels at a text scale of 100 %, from which on there is room for more panels at once.
const (
	roomForAll  = 1200
	roomForRail = 768
)

// Layout returns everything that is on the screen for a session and the state
// of the interface. It changes neither, and needs no screen. With a memo, the
// frame is good until the memo has seen two more: then its memory is used again.
func Layout(s *session.Session, ui *UI, measure Measure) *Frame {
	k := float64(min(max(ui.Scale, 100), 200)) / 100
	f := ui.Memo.newFrame()
	f.Width, f.Height, f.Say, f.Theme, f.Scale, f.Focus = ui.Width, ui.Height, ui.Say, ui.Theme, ui.Scale, ui.Focus
	p := &pen{Frame: f, palette: paletteOf(ui.Theme), session: s, ui: ui, measure: measure, k: k}
	v := newView(s, ui.Memo)
	p.box(Rect{0, 0, ui.Width, ui.Height}, 0, p.ground, 0, 0)
	switch width := ui.Width / k; {
	case width >= roomForAll:
		p.wide(v)
	case width >= roomForRail:
		p.medium(v)
	default:
		p.phone(v)
	}
	p.completions()
	p.search(v)
	p.dragOverlay(v)
	p.menuOverlay(v)
	p.focusRing()
	return f
}

// wide shows all panels at once.
func (p *pen) wide(v *view) {
	w, h := p.ui.Width, p.ui.Height
	bar, bottom := p.px(52), min(p.px(176), h*0.3)
	left, right := p.column(316, w*0.22), p.column(304, w*0.21)
	commands := min(max(p.px(420), w*0.4), p.px(760))
	p.bar(v, Rect{0, 0, w, bar})
	body := h - bar - bottom
	p.lesson(v, Rect{0, bar, left, body})
	p.stage(v, Rect{left, bar, w - left - right, body})
	p.timePanel(v, Rect{0, h - bottom, w - commands, bottom}, timeTabs)
	p.console(Rect{w - commands, h - bottom, commands, bottom})
	if p.session.LooksBack() {
		p.pastRail(v, Rect{w - right, bar, right, body})
		return
	}
	if p.ui.Sheet == SweepSheet && p.ui.Sweep != nil {
		p.sweepRail(v, Rect{w - right, bar, right, body})
		return
	}
	if p.welcomes() && p.ui.Selected == "" && p.ui.Refused == nil {
		p.besideWelcome(v, Rect{w - right, bar, right, body})
		return
	}
	if v.preview(p.ui) != nil { // it says what the month costs, too
		p.inspector(v, Rect{w - right, bar, right, body})
		return
	}
	if len(p.session.Lanes()) > 1 && p.ui.Selected == "" && p.ui.Refused == nil && HeldBy(p.session) == "" { // lanes are there to be compared
		p.billing(v, Rect{w - right, bar, right, body})
		return
	}
	split := body * 0.6
	if p.ui.Refused != nil { // the way to what was meant is longer than most things' facts
		split = body * 0.82
	}
	p.inspector(v, Rect{w - right, bar, right, split})
	p.billing(v, Rect{w - right, bar + split, right, body - split})
}

// column returns the width of a column: that of the design, and more where the window is large.
func (p *pen) column(design, share float64) float64 {
	return min(max(p.px(design), share), p.px(design)*1.35)
}

// medium shows the world, with everything else in a rail of tabs beside it and a strip below.
func (p *pen) medium(v *view) {
	w, h := p.ui.Width, p.ui.Height
	bar, bottom := p.px(52), min(p.px(176), h*0.32)
	right := min(max(p.px(304), w*0.32), p.px(360))
	body := h - bar - bottom
	p.bar(v, Rect{0, 0, w, bar})
	chosen := p.railTab()
	if chosen == PanelLesson { // the lesson is read before the world, the rest after it
		p.rail(v, Rect{w - right, bar, right, body}, chosen)
	}
	p.stage(v, Rect{0, bar, w - right, body})
	p.foot(v, Rect{0, h - bottom, w, bottom})
	if chosen != PanelLesson {
		p.rail(v, Rect{w - right, bar, right, body}, chosen)
	}
}

// foot shows time and commands, side by side where there is room.
func (p *pen) foot(v *view, r Rect) {
	if r.W < p.px(960) {
		p.timePanel(v, r, append(timeTabs[:len(timeTabs):len(timeTabs)], tabCommands))
		return
	}
	p.timePanel(v, Rect{r.X, r.Y, r.W / 2, r.H}, timeTabs)
	p.console(Rect{r.X + r.W/2, r.Y, r.W / 2, r.H})
}

// railNames returns the tabs of the rail: while somebody looks back, the history is one.
func (p *pen) railNames() []string {
	if p.session.LooksBack() {
		return []string{string(PanelLesson), string(PanelHistory), string(PanelInspector)}
	}
	return railTabs
}

// railTabs are the panels that share the rail.
var railTabs = []string{string(PanelLesson), string(PanelInspector), string(PanelBill)}

// railTab returns the panel that the rail shows: the chosen one, else the inspector where something is selected.
func (p *pen) railTab() Panel {
	switch chosen := Chosen(p.ui.Tabs, string(PanelInspector)); {
	case slices.Contains(p.railNames(), chosen):
		return Panel(chosen)
	case p.ui.Selected != "":
		return PanelInspector
	}
	return PanelLesson
}

// rail shows one of the lesson, the inspector and the bill.
func (p *pen) rail(v *view, r Rect, chosen Panel) {
	body := p.tabbed(r, PanelInspector, p.railNames(), string(chosen))
	switch {
	case chosen == PanelHistory:
		p.historyPanel(v, body)
	case chosen == PanelBill:
		p.billing(v, body)
	case chosen == PanelInspector:
		p.inspector(v, body)
	default:
		p.lesson(v, body)
	}
}

// tabbed paints a panel's tabs and returns what is left below them.
func (p *pen) tabbed(r Rect, of Panel, names []string, chosen string) Rect {
	head := p.px(36)
	p.box(r, 0, p.panel, 0, 0)
	p.at = of
	p.tabs(r.X+p.px(16), r.Y+p.px(8), r.W-p.px(32), names, chosen)
	p.rule(r.X, r.Y+head, r.W, 1)
	return Rect{r.X, r.Y + head + 1, r.W, r.H - head - 1}
}

// phoneTabs are the tabs at the foot of a narrow screen. What can be done is the inspector and the command line.
var phoneTabs = []string{string(PanelLesson), string(PanelWorld), "Do", string(PanelTime), string(PanelBill)}

// phone shows one panel at a time.
func (p *pen) phone(v *view) {
	w, h := p.ui.Width, p.ui.Height
	bar, foot := min(p.px(56), h*0.2), min(p.px(60), h*0.2)
	p.bar(v, Rect{0, 0, w, bar})
	chosen := Chosen(p.ui.Tabs, string(PanelBar))
	switch {
	case chosen != "":
	case p.welcomes():
		chosen = string(PanelWorld)
	default:
		chosen = string(PanelLesson)
	}
	p.footTabs(Rect{0, h - foot, w, foot}, chosen)
	body := Rect{0, bar, w, h - bar - foot}
	if p.ui.Say != "" {
		body.H -= p.px(sayHeight)
		p.say(Rect{0, body.Bottom(), w, p.px(sayHeight)})
	}
	switch chosen {
	case string(PanelWorld):
		p.stage(v, body)
	case "Do":
		half := body.H * 0.55
		p.inspector(v, Rect{body.X, body.Y, body.W, half})
		p.console(Rect{body.X, body.Y + half, body.W, body.H - half})
	case string(PanelTime):
		p.timePanel(v, body, timeTabs)
	case string(PanelBill):
		p.billing(v, body)
	default:
		p.lesson(v, body)
	}
}

// footTabs paints the tabs at the foot of a narrow screen, each as wide as the others.
func (p *pen) footTabs(r Rect, chosen string) {
	p.at = PanelBar
	p.box(r, 0, p.panel, 0, 0)
	p.rule(r.X, r.Y, r.W, 1)
	each := r.W / float64(len(phoneTabs))
	for i, name := range phoneTabs {
		t := Rect{r.X + float64(i)*each, r.Y, each, r.H}
		style, color := typeBody, p.muted
		if name == chosen {
			style, color = typeStrong, p.ink
			p.box(Rect{t.X, t.Y, t.W, p.px(3)}, 0, p.tabBar(), 0, 0)
		}
		p.footTab(t, style, color, name)
		p.node(Node{
			ID: "tab/Bar/" + name, Role: RoleTab, Name: name, Rect: t, Chosen: name == chosen,
			Action: &Action{Label: name, Verb: ShowTab, Arg: name},
		})
	}
}

// phoneSymbols are the icons of phoneTabs.
var phoneSymbols = map[string]symbol{string(PanelLesson): symbolBook, string(PanelWorld): symbolEye, "Do": symbolPrompt, string(PanelTime): symbolClock, string(PanelBill): symbolBill}

// footTab paints what a tab shows: its icon above its name, or the one that there is room for.
func (p *pen) footTab(r Rect, style style, color Color, name string) {
	size, h := p.px(20), p.lineHeight(style)
	fits, high := p.width(style, name) <= r.W-p.px(4), r.H >= size+h+p.px(14)
	if fits && !high {
		p.labelCentre(r.Inset(2), style, color, name)
		return
	}
	y := r.Y + (r.H-size)/2
	if fits {
		y = r.Y + (r.H-size-h-p.px(2))/2
		p.labelCentre(Rect{r.X, y + size + p.px(2), r.W, h}, style, color, name)
	}
	p.icon(phoneSymbols[name], r.X+(r.W-size)/2, y, size, color)
}

// focusRing paints the ring round the node that has the keyboard's focus.
func (p *pen) focusRing() {
	n := p.Node(p.ui.Focus)
	if n == nil || n.Rect.W <= 0 {
		return
	}
	p.box(n.Rect.Inset(-p.px(3)), p.px(8), 0, p.focus, max(2, p.px(3)))
}
