package scene

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"blockyard/scripting/lesson"
	"blockyard/scripting/session"
	"blockyard/sim/unit"
)

// Speeds are the speeds that can be chosen: simulated time per second, and what the button says.
var Speeds = []Choice{
	{Of: "1s", Value: "1×"},
	{Of: "1m", Value: "1 min/s"},
	{Of: "1h", Value: "1 h/s"},
	{Of: "6h", Value: "6 h/s"},
	{Of: "1d", Value: "1 day/s"},
	{Of: "7d", Value: "1 week/s"},
	{Of: "30d", Value: "30 days/s"},
}

// HeldBy returns why time may not run now, or "": while a prediction is open,
// the clock waits for it, since a guess made while looking is none.
func HeldBy(s *session.Session) string {
	if s.LooksBack() {
		return "" // what was, was
	}
	if step := openStep(s); step >= 0 && !s.TriesFreely() && s.Steps()[step].Step.Kind == lesson.Predict {
		return "First say what you expect, or that you don't know: time waits for your prediction"
	}
	return ""
}

// SpeedWords returns what a speed is called: "1 h/s".
func SpeedWords(speed string) string {
	return cmp.Or(Chosen(Speeds, speed), speed+"/s")
}

// speed returns the speed at hand.
func (p *pen) speed() string { return cmp.Or(p.ui.Speed, "1h") }

// running says whether time runs.
func (p *pen) running() string {
	if p.ui.Playing {
		return "running at " + p.speed() + " per second"
	}
	return "paused"
}

// A control is a button for time. Where there is no room for all, those of the least need go first.
type control struct {
	button
	need int
}

// controls are the buttons for time, from the left.
func (p *pen) controls(v *view) []control {
	held := HeldBy(p.session)
	step := button{id: "button/step", name: "Next event", help: "Lets time run to whatever happens next", symbol: symbolStep, icon: true, off: held, act: Action{Verb: Step}}
	play := button{id: "button/play", name: "Let time run", symbol: symbolPlay, icon: true, primary: true, off: held, act: Action{Verb: Play}}
	if p.ui.Playing {
		play = button{id: "button/play", name: "Stop time", symbol: symbolPause, icon: true, primary: true, chosen: true, act: Action{Verb: Pause}}
	}
	undo, redo := p.undoButtons()
	back := button{id: "button/back", name: "Event before", help: "Looks back at what happened before", symbol: symbolBack, icon: true, off: p.atOpening(v), act: Action{"Look back", Travel, Before}}
	start := button{id: "button/start", name: "Beginning", help: "Looks back at how it all began", symbol: symbolStart, icon: true, off: back.off, act: Action{"Look at the beginning", Travel, strconv.FormatInt(int64(p.session.Opening()), 10)}}
	return []control{{undo, 6}, {redo, 3}, {start, 2}, {back, 5}, {play, 9}, {step, 8}, {p.untilButton(held), 1}, {p.speedButton(), 7}}
}

// Before is what Travel looks at where the last event before the moment at hand is meant.
const Before = "before"

// atOpening returns why nothing is before the moment at hand, or "".
func (p *pen) atOpening(v *view) string {
	if v.now <= p.session.Opening() {
		return "This is where everything begins"
	}
	return ""
}

// mostUndoLetters is how many letters of a deed's name its button shows.
const mostUndoLetters = 18

// undoButtons are those that take back the last deed, and bring back what was taken back last. They name it.
func (p *pen) undoButtons() (undo, redo button) {
	undo = button{id: "button/undo", name: "Undo", help: "Ctrl+Z", symbol: symbolUndo, icon: true, act: Action{Verb: Command, Arg: "yard undo"}}
	redo = button{id: "button/redo", name: "Redo", help: "Ctrl+Shift+Z", symbol: symbolRedo, icon: true, act: Action{Verb: Command, Arg: "yard redo"}}
	if deeds := p.session.Deeds(); len(deeds) > 0 {
		name := deeds[len(deeds)-1].Name
		undo.name, undo.text = "Undo: "+name, name
		if letters := []rune(name); len(letters) > mostUndoLetters {
			undo.text = strings.TrimSpace(string(letters[:mostUndoLetters-1])) + ellipsis
		}
	} else {
		undo.off = "Nothing has been changed yet"
	}
	if undone := p.session.Undone(); len(undone) > 0 {
		redo.name = "Redo: " + undone[0].Name
	} else {
		redo.off = "Nothing was undone"
	}
	return undo, redo
}

// speedButton opens the menu of speeds.
func (p *pen) speedButton() button {
	words := SpeedWords(p.speed())
	return button{
		id: "button/speed", text: words, name: "Speed " + words, help: "Shows the speeds; [ is slower and ] faster", symbol: symbolDown, icon: true,
		act: Action{"Choose the speed", OpenMenu, speedMenu},
	}
}

// untilButton opens the menu of moments to run to.
func (p *pen) untilButton(held string) button {
	return button{
		id: "button/until", name: "Run until…", help: "Shows moments up to which time can run", symbol: symbolUntil, icon: true, off: held,
		act: Action{"Choose until when to run", OpenMenu, untilMenu},
	}
}

// fittingControls returns as many of the buttons for time as there is room for: who has only one must be able to let time run.
func (p *pen) fittingControls(v *view, room float64) []button {
	all := p.controls(v)
	width := -p.px(6)
	for i := range all {
		width += p.buttonWidth(&all[i].button) + p.px(6)
	}
	if undo := &all[0].button; width > room && undo.text != "" { // it says in its name what it undoes
		width -= p.buttonWidth(undo)
		undo.text = ""
		width += p.buttonWidth(undo)
	}
	for width > room && len(all) > 1 {
		least := 0
		for i := range all {
			if all[i].need < all[least].need {
				least = i
			}
		}
		width -= p.buttonWidth(&all[least].button) + p.px(6)
		p.dropped = append(p.dropped, all[least].button)
		all = slices.Delete(all, least, least+1)
	}
	buttons := make([]button, 0, len(all))
	for i := range all {
		buttons = append(buttons, all[i].button)
	}
	return buttons
}

// TimeMenus begins the ids of the menus that are about time, and of no thing.
const TimeMenus = "menu of time/"

// The menus about time.
const (
	speedMenu = TimeMenus + "speeds"
	untilMenu = TimeMenus + "until"
)

// timeMenuName returns what a menu about time is called.
func timeMenuName(of string) string {
	if of == speedMenu {
		return "Speed"
	}
	return "Run until"
}

// timeItems returns what a menu about time offers.
func (p *pen) timeItems(v *view, of string) []menuItem {
	if of == untilMenu {
		return p.untilItems(v)
	}
	items := p.speedItems()
	if slices.ContainsFunc(p.dropped, func(b button) bool { return b.id == "button/until" }) && !p.isPhone() {
		for i, item := range p.untilItems(v) {
			item.text, item.apart = "Run until: "+item.text, i == 0
			items = append(items, item)
		}
	}
	return items
}

// FirstMarked returns which item of the open menu is marked when it opens: of the speeds, the chosen one.
func FirstMarked(ui *UI) int {
	if ui.Menu == nil || ui.Menu.Of != speedMenu {
		return 0
	}
	return max(0, slices.IndexFunc(Speeds, func(s Choice) bool { return s.Of == cmp.Or(ui.Speed, "1h") }))
}

// speedItems are the speeds.
func (p *pen) speedItems() (items []menuItem) {
	for _, s := range Speeds {
		d, _ := unit.ParseDuration(s.Of) // all of them are durations
		item := menuItem{text: s.Value, help: spanWords(d) + " of the world's time in a second of yours", act: Action{"Speed " + s.Value, Speed, s.Of}}
		if s.Of == p.speed() {
			item.text += ", chosen"
		}
		items = append(items, item)
	}
	return items
}

// transport paints, on a narrow screen, the buttons for time that the bar has no room for, and the ways out of the past.
// It returns what is left below.
func (p *pen) transport(v *view, r Rect) Rect {
	if r.H < p.px(240) {
		return r
	}
	order := []string{"button/undo", "button/redo", "button/start", "button/back", "button/until", "button/speed"}
	var buttons []button
	if p.session.LooksBack() {
		buttons = v.goOn()
	}
	x, y, w, h := r.X+p.px(16), r.Y, r.W-p.px(32), p.px(fingerHeight)
	dropped := p.dropped // the least needed first
	for most := int((r.H - p.px(leastTime)) / (h + p.px(6))); len(dropped) > 0 && p.fingerRows(slices.Concat(buttons, inOrder(dropped, order)), w) > most; {
		dropped = dropped[1:]
	}
	buttons = append(buttons, inOrder(dropped, order)...)
	at := x
	for i := range buttons {
		b := &buttons[i]
		width := p.fingerWidth(b, w)
		if at > x && at+width > x+w {
			at, y = x, y+h+p.px(6)
		}
		p.button(Rect{at, y, width, h}, b)
		at += width + p.px(6)
	}
	if len(buttons) == 0 {
		return r
	}
	y += h + p.px(6)
	return Rect{r.X, y, r.W, r.Bottom() - y}
}

// How high buttons for fingers are, and the time below them at least, at 100 %.
const (
	fingerHeight = 44
	leastTime    = 190
)

// inOrder returns buttons in the order of their ids.
func inOrder(buttons []button, order []string) []button {
	return slices.SortedFunc(slices.Values(buttons), func(a, b button) int { return cmp.Compare(slices.Index(order, a.id), slices.Index(order, b.id)) })
}

// fingerWidth returns how wide a button for fingers is, in a row of a width.
func (p *pen) fingerWidth(b *button, w float64) float64 {
	return max(p.px(fingerHeight), min(w, p.buttonWidth(b)+p.px(8)))
}

// fingerRows returns in how many rows of a width buttons for fingers stand.
func (p *pen) fingerRows(buttons []button, w float64) (rows int) {
	at := w
	for i := range buttons {
		width := p.fingerWidth(&buttons[i], w)
		if at+width > w {
			rows, at = rows+1, 0
		}
		at += width + p.px(6)
	}
	return rows
}
