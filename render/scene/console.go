package scene

import (
	"strconv"
	"strings"
)

// shownEntries is how many commands the log shows at most; the session's journal has them all.
const shownEntries = 60

// console paints the commands with their answers, and the command line.
func (p *pen) console(r Rect) {
	p.begin(PanelCommands, r, p.sunk)
	p.rule(r.X, r.Y, r.W, 1)
	p.rule(r.X, r.Y, 1, r.H)
	field := p.px(buttonHeight)
	log := Rect{r.X + 1, r.Y + 1, r.W - 1, max(0, r.H-field-p.px(9))}
	p.node(Node{ID: "log", Role: RoleLog, Name: "Commands and answers", Rect: log})
	x, w := r.X+p.px(14), r.W-p.px(14+18)
	p.scroll(PanelCommands, log, true, func(y float64) float64 {
		y += p.px(8)
		if len(p.ui.Log) == 0 && p.ui.Running == nil {
			return p.emptyLog(x, y, w)
		}
		first := max(0, len(p.ui.Log)-shownEntries)
		for i := first; i < len(p.ui.Log); i++ {
			y = p.entry(&p.ui.Log[i], p.ui.Forgotten+i, x, y, w)
		}
		if p.ui.Running != nil {
			y = p.runningEntry(x, y, w)
		}
		return y + p.px(2)
	})
	p.commandLine(Rect{r.X + p.px(8), r.Bottom() - field - p.px(6), r.W - p.px(16), field})
}

// starters are commands that are worth a look before anything has happened.
var starters = []string{"yard help", "aws ec2 help", "yard run 1d"}

// emptyLog paints what the log says before there is anything in it.
func (p *pen) emptyLog(x, y, w float64) float64 {
	y = p.prose("log/empty", x, y, w, typeBody, p.muted, "Every click writes its command here. aws … and yard … can be typed, too. Some to begin with:")
	h, at := p.lineHeight(typeCode)+p.px(8), x
	for i, command := range starters {
		width := p.width(typeCode, command)
		if at > x && at+width > x+w {
			at, y = x, y+h
		}
		if width <= w {
			p.tryLine([]logLine{{text: command, deed: command}}, "log/starter"+strconv.Itoa(i), Rect{at, y + p.px(4), width, p.lineHeight(typeCode)})
		}
		at += width + p.px(20)
	}
	return y + h
}

// entry paints a command and its answer, with one node for both. Its number is the
// same in every frame, so that whoever reads new entries out reads it once.
func (p *pen) entry(e *Entry, number int, x, y, w float64) float64 {
	id := "log/" + strconv.Itoa(number)
	text := p.logText(e, number, w-p.px(copySize)) // with room for the button
	whole := Rect{x, y, w, text.height}
	pointed := p.pointedAt(id)
	if pointed {
		p.box(Rect{x - p.px(6), y - p.px(2), w + p.px(12), text.height + p.px(4)}, p.px(5), p.current, 0, 0)
	}
	p.node(Node{
		ID: id, Role: RoleText, Name: e.Command, Help: strings.TrimSpace(e.Output + e.Error), Value: statusWord(e.Status), Rect: whole,
		Actions: entryActions(e),
	})
	p.logLines(text, id, x, y, text.width)
	if pointed && e.Command != "" {
		p.copyButton(id, e, whole)
	}
	return y + text.height + p.px(6)
}

// pointedAt reports whether the pointer or the focus is on a node or on a part of it.
func (p *pen) pointedAt(id string) bool {
	part := id + "/"
	return p.ui.Hover == id || p.ui.Focus == id || strings.HasPrefix(p.ui.Hover, part) || strings.HasPrefix(p.ui.Focus, part)
}

// entryActions is what can be done with an entry of the log.
func entryActions(e *Entry) (all []Action) {
	if e.Command != "" {
		all = append(all, Action{"Copy as AWS CLI", Copy, asCLI(e)}, Action{"Put it into the command line", Write, e.Command})
	}
	if answer := strings.TrimSpace(e.Output + e.Error); answer != "" {
		all = append(all, Action{"Copy the answer", Copy, answer})
	}
	return all
}

// asCLI returns an entry's command as the AWS CLI takes it.
func asCLI(e *Entry) string {
	if e.CLI != "" {
		return e.CLI
	}
	return e.Command
}

// copySize is how wide and high the button is that copies a command.
const copySize = 26

// copyButton paints the button that copies a command, at the right of its first line that is seen.
func (p *pen) copyButton(id string, e *Entry, entry Rect) {
	size := p.px(copySize)
	y := max(entry.Y-(size-p.lineHeight(typeCode))/2, p.clip.Y+p.px(4))
	p.button(Rect{entry.Right() - size, min(y, entry.Bottom()-size+p.px(4)), size, size}, &button{
		id: id + "/copy", name: "Copy as AWS CLI", help: e.Command, symbol: symbolCopy, icon: true, act: Action{Verb: Copy, Arg: asCLI(e)},
	})
}

// runningEntry paints the command that runs, with what it has printed so far.
func (p *pen) runningEntry(x, y, w float64) float64 {
	text := p.logText(p.ui.Running, -1, w)
	p.logLines(text, "running", x, y, w)
	y += text.height
	p.label(Rect{x, y, w, p.lineHeight(typeCode)}, typeCode, p.going.text, "running…")
	p.node(Node{ID: "running", Role: RoleStatus, Name: "Running " + p.ui.Running.Command, Rect: Rect{x, y - text.height, w, text.height + p.lineHeight(typeCode)}})
	return y + p.lineHeight(typeCode)
}

func statusWord(status int) string {
	if status == 0 {
		return "ok"
	}
	return "refused, status " + strconv.Itoa(status)
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
	p.label(Rect{x, r.Y, prompt, r.H}, typeCode, p.prompt(), "$")
	field := Rect{x + prompt, r.Y, w - prompt, r.H}
	if p.ui.Running != nil {
		p.stopCommand(r, field)
		return
	}
	p.node(Node{
		ID: CommandLine, Role: RoleTextbox, Name: "Command", Help: p.commandHelp(), Value: p.ui.Input, Rect: r,
		Action: &Action{"Type a command", Focus, "command"}, Actions: []Action{{"Run the command", Submit, ""}},
	})
	p.typedCommand(field)
}

// prompt returns the colour of the $ before a command.
func (p *pen) prompt() Color { return p.going.text }

// commandHelp says what keys do in the command line.
func (p *pen) commandHelp() string {
	switch {
	case p.ui.Completion != nil:
		return "Tab completes, arrow keys choose, Escape closes the list"
	case p.ui.Input == "" && !p.ui.Passing:
		return "Enter runs it. Tab takes the example: " + Example(p.session)
	}
	return "Enter runs it"
}

// typedCommand paints what the command line holds, and in grey how it could go on.
func (p *pen) typedCommand(r Rect) {
	focused := p.ui.Focus == CommandLine
	r = p.tabHint(r, focused)
	if focused || p.ui.Input == "" {
		p.ghost(r)
	}
	switch {
	case p.ui.InputIsNative:
	case focused:
		p.withCaret(r, typeCode, p.ui.Input, min(max(p.ui.Caret, 0), len(p.ui.Input)))
	default:
		p.label(r, typeCode, p.ink, p.ui.Input)
	}
}

// stopCommand takes the place of what is typed while a command runs.
func (p *pen) stopCommand(r, field Rect) {
	b := button{id: "button/stop-command", text: "Stop", name: "Stop the command", help: "Escape does, too", act: Action{Verb: Interrupt}}
	width := min(p.buttonWidth(&b), field.W/2)
	p.node(Node{
		ID: CommandLine, Role: RoleTextbox, Name: "Command", Value: p.ui.Input, Rect: Rect{r.X, r.Y, r.W - width - p.px(8), r.H},
		Off: "A command is running. Escape stops it.", Action: &Action{"Type a command", Focus, "command"},
	})
	if p.ui.Input == "" || !p.ui.InputIsNative {
		p.label(Rect{field.X, field.Y, field.W - width - p.px(8), field.H}, typeCode, p.muted, "running… Esc stops")
	}
	p.button(Rect{r.Right() - width - p.px(3), r.Y + p.px(3), width, r.H - p.px(6)}, &b)
}
