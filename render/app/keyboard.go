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
	{" ", "Space", "let time run, or stop it; on a button, press it", false, (*Controller).toggle},
	{".", ".", "go on to the next event", true, (*Controller).step},
	{"[", "[", "slower", true, func(c *Controller) { c.faster(-1) }},
	{"]", "]", "faster", true, func(c *Controller) { c.faster(1) }},
	{"h", "H", "get a hint", true, func(c *Controller) { c.run("yard hint", true) }},
	{"p", "P", "go to the prediction", true, (*Controller).focusPrediction},
	{"b", "B", "go to the bill", true, func(c *Controller) { c.showPanel(scene.PanelBill); c.focusPanel(scene.PanelBill) }},
	{"l", "L", "go to the next lane", true, (*Controller).nextLane},
	{"arrowleft", "← → ↑ ↓", "go to the nearest thing in the world", false, func(c *Controller) { c.nearest(-1, 0) }},
	{"arrowright", "", "", false, func(c *Controller) { c.nearest(1, 0) }},
	{"arrowup", "", "", false, func(c *Controller) { c.nearest(0, -1) }},
	{"arrowdown", "", "", false, func(c *Controller) { c.nearest(0, 1) }},
	{"enter", "Enter", "use what has the focus", false, (*Controller).enter},
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
	name := c.editing()
	switch {
	case key == "F6":
		c.nextPanel(sign(shift))
	case ctrl || alt: // the browser's, or the system's
	case text:
		c.fieldKey(cmp.Or(name, commandField), key, shift, true)
	case name != "" && !c.ui.InputIsNative:
		c.fieldKey(name, key, shift, false)
	case key == "Tab":
		c.tab(shift)
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
}

func sign(back bool) int {
	if back {
		return -1
	}
	return 1
}

// press does what a key is bound to.
func (c *Controller) press(key string) {
	if key == "?" { // it lists the bindings, so it cannot be one
		c.showKeys()
		return
	}
	at := slices.IndexFunc(bindings, func(b binding) bool { return b.key == key })
	if at >= 0 && (!bindings[at].letter || c.takesLetters()) {
		bindings[at].do(c)
	}
}

// takesLetters reports whether single letters act where the focus is.
func (c *Controller) takesLetters() bool {
	n := c.focused()
	return n == nil || n.Panel == scene.PanelWorld || n.Panel == scene.PanelTime || n.Panel == scene.PanelBill
}

// onButton reports whether the focus is on something that the space bar presses.
func (c *Controller) onButton() bool {
	n := c.focused()
	return n != nil && (n.Role == scene.RoleButton || n.Role == scene.RoleTab || n.Role == scene.RoleRadio)
}

// enter uses what has the focus.
func (c *Controller) enter() {
	if n := c.focused(); n != nil {
		c.activate(n, n.Action)
	}
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

// showKeys writes the keys into the log.
func (c *Controller) showKeys() {
	var b strings.Builder
	row := func(key, does string) {
		b.WriteString(key + strings.Repeat(" ", max(1, 12-len([]rune(key)))) + does + "\n")
	}
	row("F6", "go to the next part of the screen; with Shift, to the one before")
	row("Tab", "go to the next thing; with Shift, to the one before")
	for _, k := range bindings {
		if k.shown != "" {
			row(k.shown, k.does)
		}
	}
	row("?", "show these keys")
	row("↑ ↓", "in the command line: what was typed before")
	b.WriteString("Single letters, and . [ ], act in the world, the time and the bill alone.\n")
	c.note(scene.Entry{Command: "?", Output: b.String(), Clicked: true})
	c.say("The keys are listed below the world.")
}
