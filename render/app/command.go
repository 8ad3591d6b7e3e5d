package app

import (
	"strings"
	"unicode/utf8"

	"blockyard/render/scene"
)

// What the log keeps.
const (
	mostEntries = 300      // of commands, the newest
	mostText    = 64 << 10 // bytes of each command's output, and of its errors
	mostInput   = 64 << 10 // bytes that the command line holds: user data at its limit, spelled out, is one line
)

// A collected text is what a command prints, up to what the log keeps.
type collected struct {
	strings.Builder
	cut bool
}

const cutNote = "\n… the rest is left out here"

func (t *collected) add(text string) {
	room := mostText - len(cutNote) - t.Len()
	switch {
	case t.cut:
	case len(text) <= room:
		t.WriteString(text)
	default:
		t.cut = true
		t.WriteString(whole(text[:room]) + cutNote)
	}
}

// whole leaves out what is left of a letter that was cut in two.
func whole(text string) string {
	for range utf8.UTFMax {
		if r, size := utf8.DecodeLastRuneInString(text); r != utf8.RuneError || size != 1 {
			break
		}
		text = text[:len(text)-1]
	}
	return text
}

// outcome is what the status line says of a command: why it was refused, its error, or its one line, or that it went well.
func outcome(e scene.Entry) string {
	text := strings.TrimSpace(e.Error)
	if _, why, ok := strings.Cut(text, "\nWhy: "); ok {
		return "Refused" + codeOf(text) + ": " + upToLineEnd(why)
	}
	if text == "" {
		text = strings.TrimSpace(e.Output)
		if strings.Contains(text, "\n") || text == "" {
			return "Done: " + firstLine(e.Command)
		}
	}
	return firstLine(text)
}

// codeOf returns the code of an AWS error, " (InvalidVolume.ZoneMismatch)", and "" where there is none.
func codeOf(text string) string {
	_, rest, ok := strings.Cut(text, "An error occurred (")
	code, _, closed := strings.Cut(rest, ")")
	if !ok || !closed {
		return ""
	}
	return " (" + code + ")"
}

// upToLineEnd returns a text up to the end of its first line.
func upToLineEnd(text string) string {
	line, _, _ := strings.Cut(text, "\n")
	return line
}

func firstLine(text string) string {
	line, _, more := strings.Cut(text, "\n")
	if more {
		line += " …"
	}
	return line
}

// note adds an entry to the log, shows the end of it, and forgets the oldest
// where there are too many.
func (c *Controller) note(e scene.Entry) {
	log := c.ui.Log
	if len(log) >= mostEntries {
		c.ui.Forgotten += len(log) - mostEntries + 1
		log = append(log[:0:0], log[len(log)-mostEntries+1:]...)
	}
	c.ui.Log = append(log, e)
	c.answerForm(&e)
	c.setScroll(scene.PanelCommands, endOfLog)
	c.stale = true
}

// endOfLog is farther than any log; the scene holds it to what there is.
const endOfLog = 1 << 40

// refuse writes into the log what went wrong outside of a command.
func (c *Controller) refuse(what, sentence string) {
	c.note(scene.Entry{Command: what, Error: sentence + "\n", Status: 1})
	c.say(sentence)
}

// Submit runs a line that was typed.
func (c *Controller) Submit(line string) {
	defer c.survive()
	if len(line) > mostInput {
		c.refuse("", "A line has 16 KiB at most: put what is longer into several.")
		return
	}
	if c.busy() {
		c.Input(line, len(line)) // it was cleared where it was typed
		return
	}
	c.ui.Input, c.ui.Caret, c.ui.Completion, c.stale = "", 0, nil, true
	c.history.add(strings.TrimSpace(line))
	c.run(line, false)
}

// submitInput runs what the command line holds.
func (c *Controller) submitInput() { c.Submit(c.ui.Input) }

// Input tells what the page's own text field for the command line holds, and where its caret is, in bytes.
func (c *Controller) Input(value string, caret int) {
	defer c.survive()
	value = whole(value[:min(len(value), mostInput)])
	caret = max(0, min(caret, len(value)))
	for caret > 0 && caret < len(value) && !utf8.RuneStart(value[caret]) {
		caret--
	}
	if c.ui.Input != value || c.ui.Caret != caret {
		changed := c.ui.Input != value
		c.ui.Passing = false
		c.ui.Input, c.ui.Caret, c.stale = value, caret, true
		if changed || c.ui.Completion != nil {
			c.suggest()
		}
	}
}

// A history is the lines that were typed, oldest first.
type history struct {
	lines []string
	at    int    // the line that is shown; len(lines) is the one being typed
	draft string // what was being typed
}

// add adds a line, unless it is the newest already.
func (h *history) add(line string) {
	if line != "" && (len(h.lines) == 0 || h.lines[len(h.lines)-1] != line) {
		h.lines = append(h.lines, line)
		h.lines = h.lines[max(0, len(h.lines)-mostEntries):]
	}
	h.at, h.draft = len(h.lines), ""
}

// recall shows the line before the one in the command line, or the one after it.
func (c *Controller) recall(direction int) {
	h := &c.history
	to := h.at + direction
	if to < 0 || to > len(h.lines) {
		return
	}
	if h.at == len(h.lines) {
		h.draft = c.ui.Input
	}
	h.at = to
	line := h.draft
	if to < len(h.lines) {
		line = h.lines[to]
	}
	c.ui.Input, c.ui.Caret, c.ui.Completion, c.stale = line, len(line), nil, true
}
