package app

import (
	"cmp"
	"slices"
	"strings"

	"blockyard/render/scene"
)

// A binding is a key that does something wherever no text is typed.
type binding struct {
	key    string // as KeyboardEvent.key spells it; letters small
	shown  string
	does   string
	letter bool // works only in the world, the time and the bill, so that nothing happens by mistake to who dictates
	do     func(*Controller)
}

// bindings lists the keys in the order in which ? shows them.
var bindings = []binding{
	{"/", "/", "go to the command line; Esc goes back", false, (*Controller).commandLine},
	{" ", "Space", "let time run, or stop it; on a button, press it; on a row of a list, choose it", false, (*Controller).toggle},
	{".", ".", "go on to the next event", true, (*Controller).step},
	{",", ",", "look back at the event before", true, (*Controller).back},
	{"[", "[", "slower", true, func(c *Controller) { c.faster(-1) }},
	{"]", "]", "faster", true, func(c *Controller) { c.faster(1) }},
	{"h", "H", "get a hint", true, func(c *Controller) { c.run("yard hint", true) }},
	{"p", "P", "go to the prediction", true, (*Controller).focusPrediction},
	{"b", "B", "go to the bill", true, func(c *Controller) { c.goTo(scene.PanelBill) }},
	{"g", "G", "go to the lesson's goals", true, func(c *Controller) { c.goTo(scene.PanelLesson) }},
	{"l", "L", "go to the next lane", true, (*Controller).nextLane},
	{"m", "M", "tell what can be done with what has the focus; also Shift+F10", true, (*Controller).menuByKey},
	{"arrowleft", "← → ↑ ↓", "go to the nearest thing in the world; in a list, ↑ and ↓ go from row to row", false, func(c *Controller) { c.nearest(-1, 0) }},
	{"arrowright", "", "", false, func(c *Controller) { c.nearest(1, 0) }},
	{"arrowup", "", "", false, func(c *Controller) { c.nearest(0, -1) }},
	{"arrowdown", "", "", false, func(c *Controller) { c.nearest(0, 1) }},
	{"+", "+", "see the world nearer, or time", true, func(c *Controller) { c.zoomByKey("nearer") }},
	{"-", "−", "see the world from farther, or time", true, func(c *Controller) { c.zoomByKey("farther") }},
	{"0", "0", "see all of the world, or of time", true, func(c *Controller) { c.zoomByKey("fit") }},
	{"enter", "Enter", "use what has the focus; on a row of a list, show it in the world", false, (*Controller).enter},
}

// Key tells that a key went down, spelled as the browser's KeyboardEvent has
// it in key and code. text says that the key goes to a text field of the page,
// which takes care of it but for what leaves it. Keys that are nothing here do nothing.
func (c *Controller) Key(key, code string, shift, ctrl, alt, text bool) {
	defer c.survive()
	if c.Frame() == nil {
		return
	}
	if key == "" {
		key = code
	}
	c.ui.Passing = c.ui.Passing && key == "Tab"
	name := c.editing()
	switch {
	case key == "Escape" && c.interrupt():
	case key == "Escape" && name != commandField && name != scene.SearchField && c.close():
	case c.menuKey(key, ctrl):
	case key == "ContextMenu" || key == "F10" && shift:
		c.menuByKey()
	case key == "F6":
		c.nextPanel(sign(shift))
	case ctrl && strings.EqualFold(key, "k"):
		c.openSearch()
	case ctrl && !text && name == "" && strings.EqualFold(key, "z"):
		c.undo(shift)
	case ctrl || alt: // the browser's, or the system's
	case text:
		c.fieldKey(cmp.Or(name, commandField), key, shift, true)
	case name != "" && !c.ui.InputIsNative:
		c.fieldKey(name, key, shift, false)
	case key == "Tab":
		c.tab(shift)
	case c.rowKey(key, shift), c.blocksKey(key), c.playheadKey(key), c.sliderKey(key):
	case key == " " && c.onButton():
		c.enter()
	default:
		c.press(strings.ToLower(key))
	}
}

// tab moves the focus in the window. In the page the browser does it.
func (c *Controller) tab(back bool) {
	if !c.ui.InputIsNative {
		c.nextNode(sign(back))
	}
	c.ui.Passing, c.stale = true, true
}

func sign(back bool) int {
	if back {
		return -1
	}
	return 1
}

// press does what a key is bound to.
func (c *Controller) press(key string) {
	if key == "?" && !c.ui.NoLetters { // it lists the bindings, so it cannot be one
		c.openSheet(scene.HelpSheet)
		return
	}
	at := slices.IndexFunc(bindings, func(b binding) bool { return b.key == key })
	if at < 0 || bindings[at].letter && !c.takesLetters() {
		return
	}
	if c.ui.NoLetters && len(key) == 1 && key != " " {
		return
	}
	bindings[at].do(c)
}

// takesLetters reports whether single letters act where the focus is.
func (c *Controller) takesLetters() bool {
	n := c.focused()
	return n == nil || n.Panel == scene.PanelWorld || n.Panel == scene.PanelTime || n.Panel == scene.PanelBill
}

// onButton reports whether the focus is on something that the space bar presses.
func (c *Controller) onButton() bool {
	n := c.focused()
	return n != nil && slices.Contains([]scene.Role{scene.RoleButton, scene.RoleTab, scene.RoleRadio, scene.RoleCheckbox, scene.RoleOption}, n.Role)
}

// enter uses what has the focus.
func (c *Controller) enter() {
	if n := c.focused(); n != nil {
		c.activate(n, n.Action)
	}
}

// goTo brings a panel to the screen and the focus into it.
func (c *Controller) goTo(panel scene.Panel) {
	c.showPanel(panel)
	c.focusPanel(panel)
}

// commandLine goes to the command line.
func (c *Controller) commandLine() { c.focusField(nil, commandField) }

// nextLane goes to the next lane of the lesson, by the command for it.
func (c *Controller) nextLane() {
	lanes := c.session.Lanes()
	if len(lanes) < 2 {
		c.say("There is only one lane here.")
		return
	}
	at := slices.Index(lanes, c.session.Lane())
	c.run("yard lane "+lanes[(at+1)%len(lanes)], true)
}

// keyTable returns what each key does, as the help shows it.
func keyTable() []scene.Choice {
	table := []scene.Choice{
		{Of: "F6", Value: "go to the next part of the screen; with Shift, to the one before"},
		{Of: "Tab", Value: "go to the next thing; with Shift, to the one before"},
		{Of: "Ctrl+Z", Value: "take back the last command, or the last stretch of time; with Shift, bring it back"},
		{Of: "Ctrl+K", Value: "search resources, commands and lessons"},
	}
	for _, b := range bindings {
		if b.shown != "" {
			table = append(table, scene.Choice{Of: b.shown, Value: b.does})
		}
	}
	return append(table,
		scene.Choice{Of: "?", Value: "open this help; Esc closes it"},
		scene.Choice{Of: "Esc", Value: "close what is open, leave a text field, stop a command"},
		scene.Choice{Of: "↑ ↓", Value: "in the command line: what was typed before"},
	)
}
