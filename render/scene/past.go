package scene

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"blockyard/scripting/session"
	"blockyard/sim/unit"
)

// PastReason is why nothing can be changed while somebody looks back.
const PastReason = "You are looking at the past: go on from here first, or back to now"

// inPresent returns the view of the lane as it is now, which is v itself unless somebody looks back.
func (v *view) inPresent() *view {
	w, ok := v.session.PresentWorld(cmp.Or(v.lane, v.session.Lane()))
	switch {
	case !v.session.LooksBack() || !ok:
		return v
	case v.present == nil:
		if v.memo.present == nil {
			v.memo.present = &Memo{session: v.session}
		}
		v.present = viewOf(v.session, w, v.memo.present)
	}
	return v.present
}

// pastReads are the commands of the yard that look and change nothing, or that lead out of the past.
var pastReads = []string{"bill", "branch", "clock", "forecast", "fork", "history", "hint", "journal", "lane", "ls", "steps", "story", "travel"}

// heldByPast returns why an action has to wait while somebody looks back, or "".
func (p *pen) heldByPast(a *Action) string {
	if a == nil || !p.session.LooksBack() {
		return ""
	}
	if a.Verb == OpenForm || a.Verb == Preview || a.Verb == Command && changesWorld(a.Arg) {
		return PastReason
	}
	return ""
}

// heldNow returns why an action has to wait while somebody looks back or tries freely, or "".
func (p *pen) heldNow(a *Action) string { return cmp.Or(p.heldByPast(a), p.heldByTrying(a)) }

// changesWorld reports whether a line of the shell is more than a look.
func changesWorld(line string) bool {
	words := strings.Fields(line)
	switch {
	case line == leaveFree:
		return false // it leads out of the past as well
	case len(words) < 2, strings.ContainsAny(line, ";|&"):
		return true
	case words[0] == "yard":
		return !slices.Contains(pastReads, words[1]) || strings.Contains(line, " --split") || strings.Contains(line, " --drop")
	case words[0] == "aws" && len(words) > 2:
		verb, _, _ := strings.Cut(words[2], "-")
		return !slices.Contains([]string{"describe", "get", "list", "wait"}, verb)
	}
	return true
}

// span tells a time in words, in its largest units down to minutes: "1 day 1 h 50 min".
func spanWords(d unit.Duration) string {
	var parts []string
	add := func(n unit.Duration, one string) {
		if n > 0 {
			parts = append(parts, strconv.FormatInt(int64(n), 10)+" "+one)
		}
	}
	days := d / unit.Day
	if days == 1 {
		add(1, "day")
	} else {
		add(days, "days")
	}
	add(d%unit.Day/unit.Hour, "h")
	add(d%unit.Hour/unit.Minute, "min")
	if len(parts) == 0 {
		add(max(1, d/unit.Second), "s")
	}
	return strings.Join(parts, " ")
}

// pastWords say when it is that is looked at, and how long ago that was.
func (v *view) pastWords() (what, ago string) {
	return "The past: " + v.when(v.now) + ". Read only.", spanWords(v.session.Present().Sub(v.now)) + " before now"
}

// laterDeeds returns how many deeds came after an instant, all that happened then included.
func laterDeeds(s *session.Session, at unit.Instant) int {
	deeds := s.Deeds()
	began, _ := slices.BinarySearchFunc(deeds, at, func(d session.Deed, at unit.Instant) int {
		if d.From > at || d.Stretch && d.From == at {
			return 1
		}
		return -1
	})
	return len(deeds) - began
}

// goOnWords say what becomes of what came later, where somebody goes on from the past.
func (v *view) goOnWords() string {
	n := laterDeeds(v.session, v.now)
	kept := "your " + plural(n, "later command")
	switch n {
	case 0:
		kept = "how it went on"
	case 1:
		kept = "your later command"
	}
	return "That keeps " + kept + " as a branch called **before " + v.when(v.now) + "**. Nothing is lost."
}

// goOn are the buttons that lead out of the past.
func (v *view) goOn() []button {
	return []button{
		{id: "past/now", text: "Back to now", help: "Also Esc", symbol: symbolStep, icon: true, act: Action{Verb: Command, Arg: "yard travel now"}},
		{id: "past/fork", text: "Go on from here", help: session.Plain(v.goOnWords()), symbol: symbolPlay, icon: true, primary: true, act: Action{Verb: Command, Arg: "yard fork"}},
	}
}

// lookingCard says in the lesson's column why nothing can be done in the past. It returns the y below itself.
func (p *pen) lookingCard(v *view, x, y, w float64) float64 {
	if !p.session.LooksBack() {
		return y
	}
	const title, rule = "Looking, not doing", "Buttons that change the world wait until you press **Go on from here**."
	r := p.cardRound(x, y, w, p.hairline, func(x, y, w float64) float64 {
		p.icon(symbolLock, x, y+p.px(2), p.px(15), p.warn.text)
		p.label(Rect{x + p.px(22), y, w - p.px(22), p.px(20)}, typeStrong, p.warn.text, title)
		y = p.rich(x, y+p.px(24), w, p.ink, rule) + p.px(8)
		return p.rich(x, y, w, p.ink, v.goOnWords())
	})
	p.node(Node{ID: "past/card", Role: RoleText, Name: title, Help: session.Plain(rule + " " + v.goOnWords()), Rect: r})
	return r.Bottom() + p.px(14)
}

// greyed returns a colour nearer to the grey that is as bright.
func (c Color) greyed(percent uint32) Color {
	r, g, b := uint32(c>>24), uint32(c>>16&0xFF), uint32(c>>8&0xFF)
	grey := (r*299 + g*587 + b*114) / 1000
	mix := func(part uint32) Color { return Color((part*(100-percent) + grey*percent) / 100) }
	return mix(r)<<24 | mix(g)<<16 | mix(b)<<8 | c&0xFF
}

// aged takes 45 % of the colour from what was painted from an item on: it shows the past. Words keep theirs.
func (p *pen) aged(from int) {
	if p.ui.Theme == Contrast {
		return
	}
	for i := from; i < len(p.Items); i++ {
		if item := &p.Items[i]; item.Kind == Box || item.Kind == Polygon || item.Kind == Stroke {
			item.Fill, item.Line = item.Fill.greyed(45), item.Line.greyed(45)
		}
	}
}

// pastWords stand below the clock while somebody looks back.
const pastWords = "the past · read only"

// dayWords returns what stands below the clock: which day it is, or that it is the past.
func (p *pen) dayWords(v *view, w float64) string {
	if p.session.LooksBack() {
		return p.longestThatFits(typeBody, w, pastWords, "the past")
	}
	return "day " + strconv.FormatInt(int64(unit.Duration(v.now)/unit.Day)+1, 10)
}
