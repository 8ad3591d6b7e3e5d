package app

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"blockyard/render/scene"
)

// A Script plays a learner: it makes input from lines of text, tick by tick,
// so that what it does goes the way of real input. Its lines:
//
//	click NODE     press and release the pointer on a node; scrolls to it first
//	menu NODE      open the menu of a node with the secondary button
//	drag NODE ONTO press on a node, move to another and let go there; both must be seen
//	type TEXT      type letters
//	key NAME       press a key: F6, Escape, Shift+Tab
//	enter          press Enter
//	run COMMAND    click the command line, type a command, press Enter
//	wait TICKS     let ticks pass
//	shot FILE      write a picture of the screen, as PNG
//	quit           close the window, as the end of the script does
//
// Empty lines, and lines that begin with #, do nothing.
type Script struct {
	steps []scriptStep
	at    int
	ticks int  // that the step at hand has had
	down  bool // it has pressed, and releases in this tick
}

type scriptStep struct {
	line           int
	verb, argument string
}

// scriptVerbs are the words that a line can begin with, and whether something must follow.
var scriptVerbs = []struct {
	verb  string
	needs bool
}{
	{"click", true}, {"menu", true}, {"drag", true}, {"type", true}, {"key", true}, {"enter", false}, {"run", true}, {"wait", true}, {"shot", true}, {"quit", false},
}

// ParseScript reads a script. The error names the line that is wrong.
func ParseScript(source string) (*Script, error) {
	s := &Script{}
	number := 0
	for text := range strings.Lines(source) {
		number++
		verb, argument, _ := strings.Cut(strings.TrimSpace(text), " ")
		if verb == "" || strings.HasPrefix(verb, "#") {
			continue
		}
		step := scriptStep{number, verb, strings.TrimSpace(argument)}
		if err := step.check(); err != nil {
			return nil, err
		}
		s.add(step)
	}
	return s, nil
}

// check refuses a line that cannot be played.
func (p *scriptStep) check() error {
	var words []string
	for _, v := range scriptVerbs {
		words = append(words, v.verb)
		if v.verb != p.verb {
			continue
		}
		if v.needs != (p.argument != "") {
			return fmt.Errorf("line %d of the script: %s needs %s behind it", p.line, p.verb, map[bool]string{true: "something", false: "nothing"}[v.needs])
		}
		if n, err := strconv.Atoi(p.argument); p.verb == "wait" && (err != nil || n < 1) {
			return fmt.Errorf("line %d of the script: wait needs a number of ticks, not %q", p.line, p.argument)
		}
		return nil
	}
	return fmt.Errorf("line %d of the script: %q is none of %s", p.line, p.verb, strings.Join(words, ", "))
}

// add adds a line; what is short for several becomes these.
func (s *Script) add(p scriptStep) {
	switch p.verb {
	case "run":
		s.steps = append(s.steps, scriptStep{p.line, "field", commandField}, scriptStep{p.line, "type", p.argument}, scriptStep{p.line, "key", "Enter"})
	case "enter":
		s.steps = append(s.steps, scriptStep{p.line, "key", "Enter"})
	default:
		s.steps = append(s.steps, p)
	}
}

// A scriptTick is what a script wants of one tick.
type scriptTick struct {
	Input
	shot string // where to write a picture, once this tick is painted
	quit bool
}

// next returns what the next tick brings, by what is on the screen.
func (s *Script) next(f *scene.Frame) (tick scriptTick, err error) {
	if s.at >= len(s.steps) {
		return scriptTick{quit: true}, nil
	}
	p := &s.steps[s.at]
	s.ticks++
	done := true
	switch p.verb {
	case "click":
		done, err = s.click(f, f.Node(p.argument), &tick)
	case "field":
		done, err = s.click(f, textboxOf(f, p.argument), &tick)
	case "menu":
		done, err = s.menu(f, p, &tick)
	case "drag":
		done, err = s.drag(f, p, &tick)
	case "type":
		tick.Text = p.argument
	case "key":
		tick.Keys = []Keystroke{keystroke(p.argument)}
	case "wait":
		n, _ := strconv.Atoi(p.argument)
		done = s.ticks >= n
	case "shot":
		tick.shot = p.argument
	case "quit":
		tick.quit = true
	}
	if done {
		s.at, s.ticks = s.at+1, 0
	}
	return tick, err
}

// keystroke reads a key with what is held beside it: "Shift+Tab".
func keystroke(name string) (k Keystroke) {
	for {
		held, rest, more := strings.Cut(name, "+")
		if !more || held == "" || rest == "" {
			k.Key = name
			return k
		}
		k.Shift, k.Ctrl, k.Alt = k.Shift || held == "Shift", k.Ctrl || held == "Ctrl", k.Alt || held == "Alt"
		name = rest
	}
}

// textboxOf returns the node of a text field, or nil.
func textboxOf(f *scene.Frame, field string) *scene.Node {
	at := slices.IndexFunc(f.Nodes, func(n scene.Node) bool {
		return n.Role == scene.RoleTextbox && n.Action != nil && n.Action.Verb == scene.Focus && n.Action.Arg == field
	})
	if at < 0 {
		return nil
	}
	return &f.Nodes[at]
}

// mostScrolling is after how many ticks a script gives up scrolling to a node.
const mostScrolling = 100

// click scrolls until a node is seen, presses on it in one tick and releases in the next.
func (s *Script) click(f *scene.Frame, n *scene.Node, tick *scriptTick) (done bool, err error) {
	p := s.steps[s.at]
	if n == nil {
		return true, fmt.Errorf("line %d of the script: there is no node %s; there are %s", p.line, p.argument, usable(f))
	}
	x, y := middle(n.Rect)
	if at := f.At(scene.Point{X: x, Y: y}); at != nil && at.ID == n.ID {
		s.down = !s.down
		if s.down {
			tick.Pointers = []Pointer{{Kind: PointerMove, X: x, Y: y}, {Kind: PointerDown, X: x, Y: y}}
			return false, nil
		}
		tick.Pointers = []Pointer{{Kind: PointerUp, X: x, Y: y}}
		return true, nil
	}
	e := extentOf(f, n.Panel)
	if e == nil || s.ticks > mostScrolling {
		return true, fmt.Errorf("line %d of the script: %s is on the screen, but not where it can be clicked", p.line, n.ID)
	}
	_, want := middle(n.Whole)
	x, y = middle(e.Rect)
	tick.Pointers = []Pointer{{Kind: PointerMove, X: x, Y: y}, {Kind: PointerWheel, X: x, Y: y, Scroll: want - y}}
	return false, nil
}

// menu asks for the menu of a node.
func (s *Script) menu(f *scene.Frame, p *scriptStep, tick *scriptTick) (done bool, err error) {
	at, err := p.seen(f, p.argument)
	tick.Pointers = []Pointer{{Kind: PointerMove, X: at.X, Y: at.Y}, {Kind: PointerMenu, X: at.X, Y: at.Y}}
	return true, err
}

// drag presses on a node, moves half way and then all of it, and lets go, each in a tick of its own.
func (s *Script) drag(f *scene.Frame, p *scriptStep, tick *scriptTick) (done bool, err error) {
	of, onto, _ := strings.Cut(p.argument, " ")
	from, err := p.seen(f, of)
	if err != nil {
		return true, err
	}
	to, err := p.seen(f, strings.TrimSpace(onto))
	switch s.ticks {
	case 1:
		tick.Pointers = []Pointer{{Kind: PointerMove, X: from.X, Y: from.Y}, {Kind: PointerDown, X: from.X, Y: from.Y}}
	case 2:
		tick.Pointers = []Pointer{{Kind: PointerMove, X: (from.X + to.X) / 2, Y: (from.Y + to.Y) / 2}}
	case 3:
		tick.Pointers = []Pointer{{Kind: PointerMove, X: to.X, Y: to.Y}}
	default:
		tick.Pointers = []Pointer{{Kind: PointerUp, X: to.X, Y: to.Y}}
	}
	return s.ticks > 3 || err != nil, err
}

// seen returns the middle of a node, which must be on the screen.
func (p *scriptStep) seen(f *scene.Frame, id string) (at scene.Point, err error) {
	n := f.Node(id)
	if n == nil || n.Rect.W <= 0 || n.Rect.H <= 0 {
		return at, fmt.Errorf("line %d of the script: %s is not on the screen", p.line, id)
	}
	at.X, at.Y = middle(n.Rect)
	return at, nil
}

// middle returns the middle of a rectangle.
func middle(r scene.Rect) (x, y float64) { return r.X + r.W/2, r.Y + r.H/2 }

// extentOf returns how far a panel is scrolled, and nil where it is not on the screen.
func extentOf(f *scene.Frame, panel scene.Panel) *scene.Extent {
	for i := range f.Scrolls {
		if f.Scrolls[i].Panel == panel {
			return &f.Scrolls[i]
		}
	}
	return nil
}

// usable lists the nodes that can be clicked.
func usable(f *scene.Frame) string {
	var ids []string
	for i := range f.Nodes {
		if focusable(&f.Nodes[i]) {
			ids = append(ids, f.Nodes[i].ID)
		}
	}
	return strings.Join(ids, ", ")
}
