package scene

import (
	"strings"

	"blockyard/scripting/session"
)

// The nodes that lead out of a lesson, to try something that does not count, and back.
const (
	TryNode  = "lesson/try"
	BackNode = "lesson/back"
)

// leaveFree is the command that leads back.
const leaveFree = "yard try --back"

// freeReason is why what a lesson asks has to wait while somebody tries freely.
const freeReason = "You try freely, and nothing counts: it is asked when you are back in the lesson"

// heldByTrying returns why an action has to wait while somebody tries freely, or "": it answers what the lesson asks, or gets a hint.
func (p *pen) heldByTrying(a *Action) string {
	if a == nil || !p.session.TriesFreely() {
		return ""
	}
	answers := a.Verb == Command && (strings.HasPrefix(a.Arg, "yard answer ") || strings.HasPrefix(a.Arg, "yard hint"))
	chooses := (a.Verb == Choose || a.Verb == Focus) && p.stepNamed(a.Arg[:max(0, strings.IndexAny(a.Arg, "=/"))]) != nil
	if answers || chooses {
		return freeReason
	}
	return ""
}

// offersTrying reports whether there is a lesson that can be left alone for a while.
func (p *pen) offersTrying() bool {
	return p.session.Lesson() != nil && !p.welcomes() && !p.session.TriesFreely()
}

// How high the foot of the lesson's panel is, and the panel at least that has one, at 100 %.
const (
	footHeight   = 48
	leastForFoot = 400
)

// tryFoot paints, below what is scrolled of the lesson, what leaves it alone for a while.
func (p *pen) tryFoot(r Rect) {
	p.rule(r.X, r.Y, r.W, 1)
	p.flow(r.X+p.px(16), r.Y+p.px(8), r.W-p.px(16+18), []button{tryButton()})
}

// tryButton leaves the lesson alone for a while.
func tryButton() button {
	return button{
		id: TryNode, text: "Try freely", help: "Leaves the lesson as it is for a while: try what you like, nothing counts, and one press leads back",
		act: Action{Verb: Command, Arg: "yard try"},
	}
}

// freeCard says, while somebody tries freely, that nothing counts, and leads back to the lesson. It returns the y below itself.
func (p *pen) freeCard(x, y, w float64) float64 {
	if !p.session.TriesFreely() {
		return y
	}
	const title, rule = "Trying freely", "Nothing counts now: break what you like. The lesson waits, as you left it."
	back := button{
		id: BackNode, text: "Back to the lesson", help: "What you tried is kept as a branch", symbol: symbolUndo, icon: true, primary: true,
		act: Action{Verb: Command, Arg: leaveFree},
	}
	place := len(p.Nodes)
	p.Nodes = append(p.Nodes, Node{})
	r := p.cardRound(x, y, w, p.hairline, func(x, y, w float64) float64 {
		p.icon(symbolFork, x, y+p.px(2), p.px(15), p.warn.text)
		p.label(Rect{x + p.px(22), y, w - p.px(22), p.px(20)}, typeStrong, p.warn.text, title)
		return p.flow(x, p.rich(x, y+p.px(24), w, p.ink, rule)+p.px(8), w, []button{back})
	})
	p.node(Node{ID: "lesson/free", Role: RoleText, Name: title, Help: session.Plain(rule), Rect: r})
	last := len(p.Nodes) - 1
	p.Nodes[place], p.Nodes = p.Nodes[last], p.Nodes[:last]
	return r.Bottom() + p.px(14)
}
