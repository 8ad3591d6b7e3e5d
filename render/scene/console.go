package scene

import (
	"strconv"
	"strings"
)

// shownEntries is how many commands the log shows at most; the session's journal has them all.
const shownEntries = 60

// shownLines is how many lines of one answer are painted; the node has the whole.
const shownLines = 14

// console paints the commands with their answers, and the command line.
func (p *pen) console(r Rect) {
	p.begin(PanelCommands, r, p.sunk)
	p.rule(r.X, r.Y, r.W, 1)
	p.rule(r.X, r.Y, 1, r.H)
	field := p.px(40)
	log := Rect{r.X + 1, r.Y + 1, r.W - 1, r.H - field - 1}
	p.node(Node{ID: "log", Role: RoleLog, Name: "Commands and answers", Rect: log})
	x, w := r.X+p.px(14), r.W-p.px(14+18)
	p.scroll(PanelCommands, log, true, func(y float64) float64 {
		y += p.px(8)
		if len(p.ui.Log) == 0 {
			return p.prose("log/empty", x, y, w, typeBody, p.muted, "Every click writes its command here. Or type one: aws ec2 describe-volumes") + p.px(6)
		}
		first := max(0, len(p.ui.Log)-shownEntries)
		for i := first; i < len(p.ui.Log); i++ {
			y = p.entry(&p.ui.Log[i], i, x, y, w)
		}
		return y + p.px(4)
	})
	p.commandLine(Rect{r.X + p.px(8), r.Bottom() - field + p.px(2), r.W - p.px(16), field - p.px(8)})
}

// entry paints a command and its answer, with one node for both.
func (p *pen) entry(e *Entry, i int, x, y, w float64) float64 {
	top := y
	y = p.prompted(e.Command, x, y, w)
	y = p.answer(e.Output, p.muted, x, y, w)
	y = p.answer(e.Error, p.bad.text, x, y, w)
	help := strings.TrimSpace(e.Output + e.Error)
	p.node(Node{ID: "log/" + strconv.Itoa(i), Role: RoleText, Name: e.Command, Help: help, Value: statusWord(e.Status), Rect: Rect{x, top, w, y - top}})
	return y + p.px(4)
}

func statusWord(status int) string {
	if status == 0 {
		return "ok"
	}
	return "refused, status " + strconv.Itoa(status)
}

// prompted paints a command after its prompt.
func (p *pen) prompted(command string, x, y, w float64) float64 {
	prompt := p.width(typeCode, "$ ")
	p.label(Rect{x, y, prompt, p.lineHeight(typeCode)}, typeCode, p.on.text, "$")
	return p.lines(x+prompt, y, w-prompt, typeCode, p.ink, p.wrap(typeCode, command, w-prompt, shownLines))
}

// answer paints what a command printed. Lines that say why, and what would work, stand out.
func (p *pen) answer(text string, color Color, x, y, w float64) float64 {
	text = strings.TrimRight(text, "\n")
	if text == "" {
		return y
	}
	shown := 0
	for line := range strings.SplitSeq(text, "\n") {
		if shown >= shownLines {
			p.label(Rect{x, y, w, p.lineHeight(typeCode)}, typeCode, p.muted, "… and more")
			return y + p.lineHeight(typeCode)
		}
		ink := color
		switch {
		case strings.HasPrefix(line, "Why:"):
			ink = p.ink
		case strings.HasPrefix(line, "Try:"):
			ink = p.code
		}
		lines := p.wrap(typeCode, strings.ReplaceAll(line, "\t", "    "), w, shownLines-shown)
		shown += len(lines)
		y = p.lines(x, y, w, typeCode, ink, lines)
	}
	return y
}

// CommandLine is the id of the node of the command line; its Focus action names it "command".
const CommandLine = "textbox/command"

// commandLine paints the field that commands are typed into, with its caret.
func (p *pen) commandLine(r Rect) {
	line := p.edge
	if p.ui.Focus == CommandLine {
		line = p.accent
	}
	p.box(r, p.px(7), p.sunk, line, 1.5)
	prompt := p.width(typeCode, "$ ")
	x, w := r.X+p.px(8), r.W-p.px(16)
	p.label(Rect{x, r.Y, prompt, r.H}, typeCode, p.on.text, "$")
	field := Rect{x + prompt, r.Y, w - prompt, r.H}
	p.node(Node{
		ID: CommandLine, Role: RoleTextbox, Name: "Command", Help: "Enter runs it", Value: p.ui.Input, Rect: r,
		Action: &Action{"Type a command", Focus, "command"}, Actions: []Action{{"Run the command", Submit, ""}},
	})
	if p.ui.InputIsNative {
		return
	}
	if p.ui.Input == "" && p.ui.Focus != CommandLine {
		p.label(field, typeCode, p.muted, "type a command, or click")
		return
	}
	if p.ui.Focus == CommandLine {
		p.withCaret(field, typeCode, p.ui.Input, min(max(p.ui.Caret, 0), len(p.ui.Input)))
		return
	}
	p.label(field, typeCode, p.ink, p.ui.Input)
}
