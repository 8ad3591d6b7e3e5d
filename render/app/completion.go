package app

import (
	"strconv"
	"strings"

	"blockyard/render/scene"
)

// suggest finds out how the command line can go on, and shows that where it is
// worth it: something is typed of the word, or the command cannot do without it.
func (c *Controller) suggest() {
	c.closeCompletion()
	line, caret := c.ui.Input, c.ui.Caret
	if strings.TrimSpace(line) == "" || c.job != nil || c.session == nil {
		return
	}
	from, to, list := c.session.Complete(line, caret)
	switch {
	case len(list) == 0:
	case len(list) == 1 && list[0].Text == line[from:to]: // it is complete
	case from == caret && !list[0].Needed:
	default:
		c.ui.Completion, c.ui.Marked, c.stale = &scene.Completion{From: from, To: to, List: list}, 0, true
		c.setScroll(scene.PanelCompletions, 0)
	}
}

// closeCompletion hides how the command line can go on, and reports whether that was shown.
func (c *Controller) closeCompletion() bool {
	if c.ui.Completion == nil {
		return false
	}
	c.ui.Completion, c.stale = nil, true
	return true
}

// mark goes to the next completion, or to the one before.
func (c *Controller) mark(direction int) {
	n := len(c.ui.Completion.List)
	c.ui.Marked = (c.ui.Marked + direction + n) % n
	c.stale, c.markSeen = true, false
}

// revealMarked scrolls so that the marked completion is seen after it has changed, and reports whether it had to.
func (c *Controller) revealMarked() bool {
	if c.markSeen || c.ui.Completion == nil {
		return false
	}
	c.markSeen = true
	n, e := c.frame.Node(scene.CompletionID(c.ui.Marked)), extentOf(c.frame, scene.PanelCompletions)
	if n == nil || e == nil {
		return false
	}
	y := max(e.Y+n.Whole.Bottom()-e.Rect.Bottom(), min(e.Y, e.Y+n.Whole.Y-e.Rect.Y))
	if y == e.Y {
		return false
	}
	c.setScroll(e.Panel, y)
	return true
}

// Accept goes on with the command line as the marked completion says, or, where
// nothing is typed, with the example that stands there, unless the focus only
// came along by Tab. It reports whether there was either; if not, the key that
// asks for it does what it does elsewhere.
func (c *Controller) Accept() bool {
	defer c.survive()
	switch f := c.Frame(); {
	case f == nil || c.job != nil || c.ui.Focus != scene.CommandLine:
		return false
	case c.ui.Completion != nil:
		c.accept(c.ui.Marked)
		return true
	case c.ui.Input == "" && !c.ui.Passing:
		c.write(scene.Example(c.session))
		return true
	}
	return false
}

// accept goes on with the command line as one of the completions says, and shows what may come next.
func (c *Controller) accept(number int) {
	shown := c.ui.Completion
	if shown == nil || number < 0 || number >= len(shown.List) {
		return
	}
	chosen, line := shown.List[number], c.ui.Input
	after, text := line[shown.To:], chosen.Text
	caret := shown.From + len(text)
	switch {
	case chosen.Open:
	case after == "" || strings.IndexByte(")`", after[0]) >= 0:
		text += " "
		caret++
	case after[0] == ' ':
		caret++
	}
	c.write(line[:shown.From] + text + after)
	c.Input(c.ui.Input, caret)
	c.suggest()
}

// CommandText returns what the command line holds, and where its caret is, in bytes.
func (c *Controller) CommandText() (line string, caret int) { return c.ui.Input, c.ui.Caret }

// acceptNumber is accept for a number that an action names. The caret goes back into the command line.
func (c *Controller) acceptNumber(number string) {
	if n, err := strconv.Atoi(number); err == nil {
		c.accept(n)
	}
}

// ofCompletion reports whether a node belongs to the list of completions or is the command line below it.
func ofCompletion(id string) bool { return id == scene.CommandLine || scene.IsCompletion(id) }
