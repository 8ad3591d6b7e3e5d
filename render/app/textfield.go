package app

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"blockyard/render/scene"
)

// A text is a line with a caret, as a text field edits it.
type text struct {
	line  string
	caret int // in bytes, between two letters
}

// insert puts letters at the caret; what is no letter is left out.
func (t *text) insert(letters string) {
	letters = strings.Map(func(r rune) rune {
		if r == utf8.RuneError || !unicode.IsPrint(r) {
			return -1
		}
		return r
	}, letters)
	t.line = t.line[:t.caret] + letters + t.line[t.caret:]
	t.caret += len(letters)
}

// edit does what a key does in a text field, and reports whether it does anything.
func (t *text) edit(key string) bool {
	_, before := utf8.DecodeLastRuneInString(t.line[:t.caret])
	_, after := utf8.DecodeRuneInString(t.line[t.caret:])
	switch key {
	case "Backspace":
		t.line = t.line[:t.caret-before] + t.line[t.caret:]
		t.caret -= before
	case "Delete":
		t.line = t.line[:t.caret] + t.line[t.caret+after:]
	case "ArrowLeft":
		t.caret -= before
	case "ArrowRight":
		t.caret += after
	case "Home":
		t.caret = 0
	case "End":
		t.caret = len(t.line)
	default:
		return false
	}
	return true
}

// beside returns where the caret is in the next line, or in the one before, as many bytes from its beginning.
func (t *text) beside(next bool) int {
	start := strings.LastIndexByte(t.line[:t.caret], '\n') + 1
	column, from := t.caret-start, 0
	if next {
		end := strings.IndexByte(t.line[t.caret:], '\n')
		if end < 0 {
			return len(t.line)
		}
		from = t.caret + end + 1
	} else if start == 0 {
		return 0
	} else {
		from = strings.LastIndexByte(t.line[:start-1], '\n') + 1
	}
	line, _, _ := strings.Cut(t.line[from:], "\n")
	at := from + min(column, len(line))
	for at < len(t.line) && !utf8.RuneStart(t.line[at]) {
		at--
	}
	return at
}

// field returns what the text field with the focus holds.
func (c *Controller) field(name string) text {
	value := c.ui.Input
	if name != commandField {
		value = scene.Chosen(c.ui.Fields, name)
	}
	return text{value, min(c.ui.Caret, len(value))}
}

// setField takes over what a text field holds.
func (c *Controller) setField(name string, t text) {
	if name == commandField {
		c.Input(t.line, t.caret)
		return
	}
	c.fill(name, t.line)
	c.ui.Caret = t.caret
}

// fill notes what was chosen for something, or typed into a text field. It is
// the interface's until a command takes it up.
func (c *Controller) fill(name, value string) {
	setChoice(&c.ui.Fields, name, whole(value[:min(len(value), mostInput)]))
	c.stale = true
	switch name {
	case scene.SearchField:
		c.ui.Marked = 0
	case scene.SweepField:
		c.sweepTyped(value)
	}
}

// hasLines reports whether the text field with the focus has several lines.
func (c *Controller) hasLines() bool {
	n := c.focused()
	return n != nil && n.Lines > 1
}

// Type tells which letters were typed in the window: into the text field with
// the focus, or as keys where none has it. The page does not call it, since
// its text fields are the browser's.
func (c *Controller) Type(letters string) {
	defer c.survive()
	c.Frame()
	for _, r := range letters {
		if name := c.editing(); name != "" {
			t := c.field(name)
			t.insert(string(r))
			c.setField(name, t)
			continue
		}
		c.Key(string(r), "", false, false, false, false)
		c.Frame() // the key may have moved the focus
	}
}

// fieldKey does what a key does in a text field of the window, or beside one of the page.
func (c *Controller) fieldKey(name, key string, shift, native bool) {
	switch {
	case name == scene.SearchField && c.searchKey(key):
	case key == "Escape" && name == commandField && c.closeCompletion():
	case key == "Escape" && name == commandField:
		c.setFocus(c.focus.back)
		c.focus.back = ""
	case key == "Escape":
		c.setFocus("")
	case key == "ArrowUp" && name == commandField && c.ui.Completion != nil:
		c.mark(-1)
	case key == "ArrowDown" && name == commandField && c.ui.Completion != nil:
		c.mark(1)
	case key == "ArrowUp" && name == commandField:
		c.recall(-1)
	case key == "ArrowDown" && name == commandField:
		c.recall(1)
	case native:
	case key == "Enter" && name == commandField:
		c.submitInput()
	case key == "Enter" && c.hasLines():
		t := c.field(name)
		t.line, t.caret = t.line[:t.caret]+"\n"+t.line[t.caret:], t.caret+1
		c.setField(name, t)
	case (key == "ArrowUp" || key == "ArrowDown") && c.hasLines():
		t := c.field(name)
		t.caret = t.beside(key == "ArrowDown")
		c.setField(name, t)
	case key == "Enter":
		c.nextNode(1)
	case key == "Tab" && name == commandField && !shift && c.Accept():
	case key == "Tab":
		c.tab(shift)
	default:
		if t := c.field(name); t.edit(key) {
			c.setField(name, t)
		}
	}
}
