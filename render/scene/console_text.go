package scene

import (
	"fmt"
	"strconv"
	"strings"
)

const (
	// foldedLines is how many lines of an answer are painted before somebody unfolds it; the node has the whole.
	foldedLines = 12
	// unfoldedLines is how many lines are painted then.
	unfoldedLines = 1500
	// commandLines is how many lines of a command are painted.
	commandLines = 14
)

// A logText is an entry of the log, broken into the lines that are painted.
type logText struct {
	of     Entry // what it was made of
	width  float64
	scale  int
	all    bool
	lines  []logLine
	height float64
}

// A logLine is a line of the log. Its first word may be set off in a colour of its own.
type logLine struct {
	kind   logKind
	lead   string // before the text: "$", "why?", "try"
	text   string
	indent float64
	deed   string // of logTry and logMore: the command, and what unfolds
	first  bool   // of logTry: the first of its lines
}

// A logKind says what a line of the log is.
type logKind uint8

const (
	logCommand logKind = iota
	logComment
	logOutput
	logError
	logWhy
	logTry
	logMore
)

// A logMemo keeps the lines of entries from one frame to the next, by number.
type logMemo map[int]*logText

// logText returns the lines of an entry for a width. The entry that runs has the number -1.
func (p *pen) logText(e *Entry, number int, w float64) *logText {
	all := Chosen(p.ui.Fields, "log/"+strconv.Itoa(number)) != ""
	if memo := p.ui.Memo; memo != nil {
		if t := memo.log[number]; t != nil && t.of == *e && t.width == w && t.scale == p.ui.Scale && t.all == all {
			return t
		}
	}
	t := &logText{of: *e, width: w, scale: p.ui.Scale, all: all}
	p.breakEntry(t, number)
	t.height = float64(len(t.lines)) * p.lineHeight(typeCode)
	if memo := p.ui.Memo; memo != nil {
		if memo.log == nil || len(memo.log) > 4*shownEntries {
			memo.log = logMemo{}
		}
		memo.log[number] = t
	}
	return t
}

// breakEntry breaks an entry into lines.
func (p *pen) breakEntry(t *logText, number int) {
	e, w := &t.of, t.width
	if e.Comment != "" {
		t.add(logLine{kind: logComment}, p.wrap(typeCode, "# "+e.Comment, w, 3))
	}
	if e.Command != "" {
		indent := p.width(typeCode, "$ ")
		t.add(logLine{kind: logCommand, lead: "$", indent: indent}, p.wrapCommand(e.Command, w-indent))
	}
	limit := foldedLines
	if t.all {
		limit = unfoldedLines
	}
	before, hidden := len(t.lines), 0
	for _, part := range []struct {
		kind logKind
		text string
	}{{logOutput, e.Output}, {logError, e.Error}} {
		for line := range strings.SplitSeq(strings.Trim(part.text, "\n"), "\n") {
			switch {
			case part.text == "":
			case len(t.lines)-before >= limit && part.kind == logOutput:
				hidden++
			default:
				p.breakAnswer(t, part.kind, strings.ReplaceAll(line, "\t", "    "))
			}
		}
		t.fold(number, hidden, limit)
		hidden = 0
	}
	if e.Status != 0 && e.Status > 0 && e.Error == "" && number >= 0 {
		t.add(logLine{kind: logError}, []string{"status " + strconv.Itoa(e.Status)})
	}
}

// fold adds the line that unfolds what is left out, or folds what is shown.
func (t *logText) fold(number, hidden, limit int) {
	of := "log/" + strconv.Itoa(number)
	switch {
	case number < 0:
	case hidden > 0 && limit == foldedLines:
		t.lines = append(t.lines, logLine{kind: logMore, text: fmt.Sprintf("… %d more %s", hidden, plainly(hidden, "line")), deed: of + "=all"})
	case hidden > 0:
		t.lines = append(t.lines, logLine{kind: logOutput, text: fmt.Sprintf("… %d more %s; copy the answer to read all", hidden, plainly(hidden, "line"))})
	case t.all && len(t.lines) > foldedLines && t.lines[len(t.lines)-1].kind == logOutput:
		t.lines = append(t.lines, logLine{kind: logMore, text: "show less", deed: of + "="})
	}
}

// plainly returns a word for so many things.
func plainly(n int, thing string) string {
	if n == 1 {
		return thing
	}
	return thing + "s"
}

// breakAnswer breaks a line of an answer. What says why, and what would work, is set off.
func (p *pen) breakAnswer(t *logText, kind logKind, line string) {
	for _, set := range []struct {
		begins, lead string
		kind         logKind
	}{{"Why: ", "why?", logWhy}, {"Hint: ", "hint", logWhy}, {"Try: ", "try", logTry}} {
		text, ok := strings.CutPrefix(line, set.begins)
		if !ok || kind != logError {
			continue
		}
		indent := p.width(typeCode, set.lead+" ")
		l := logLine{kind: set.kind, lead: set.lead, indent: indent}
		if set.kind == logTry {
			l.deed = text
			t.add(l, p.wrapCommand(text, t.width-indent))
		} else {
			t.add(l, p.wrap(typeCode, text, t.width-indent, 0))
		}
		return
	}
	t.add(logLine{kind: kind}, p.wrap(typeCode, line, t.width, 0))
}

// add adds lines like one; what leads in stands before the first.
func (t *logText) add(like logLine, lines []string) {
	for i, text := range lines {
		l := like
		l.text, l.first = text, i == 0
		if i > 0 {
			l.lead = ""
		}
		t.lines = append(t.lines, l)
	}
}

// wrapCommand breaks a command as people write it over several lines: with a
// backslash at the end, and indented after that. Where there is room for little else, it breaks as text does.
func (p *pen) wrapCommand(command string, w float64) []string {
	const indent, goesOn = "    ", ` \`
	if p.width(typeCode, strings.Repeat("m", 30)) > w {
		return p.wrap(typeCode, command, w, commandLines)
	}
	var lines []string
	for line := range strings.SplitSeq(command, "\n") {
		for start := ""; ; start = indent {
			at := p.breakBefore(start+line, w, p.width(typeCode, goesOn))
			if at <= len(start) {
				lines = append(lines, p.wrap(typeCode, start+line, w, 0)...)
				break
			}
			lines = append(lines, (start + line)[:at]+goesOn)
			line = (start + line)[at+1:]
		}
	}
	if len(lines) > commandLines {
		lines = append(lines[:commandLines-1], ellipsis)
	}
	return lines
}

// breakBefore returns the place of the last space before which a line fits with
// what marks that it goes on, preferably before a flag; 0 where it fits whole or has no such space.
func (p *pen) breakBefore(line string, w, mark float64) int {
	if p.width(typeCode, line) <= w {
		return 0
	}
	best, margin := 0, len(line)-len(strings.TrimLeft(line, " "))
	for at := margin; at < len(line) && p.width(typeCode, line[:at])+mark <= w; at++ {
		if line[at] != ' ' {
			continue
		}
		if strings.HasPrefix(line[at+1:], "--") || !strings.Contains(line[margin:at], " --") {
			best = at
		}
	}
	return best
}

// logLines paints the lines of an entry, and what can be done with them.
func (p *pen) logLines(t *logText, id string, x, y, w float64) {
	h := p.lineHeight(typeCode)
	tries := 0
	for i := 0; i < len(t.lines); i++ {
		l := &t.lines[i]
		switch r := (Rect{x, y, w, h}); l.kind {
		case logTry:
			rows := 1
			for i+rows < len(t.lines) && t.lines[i+rows].kind == logTry && !t.lines[i+rows].first {
				rows++
			}
			tries++
			p.tryLine(t.lines[i:i+rows], id+"/try"+strconv.Itoa(tries), r)
			i, y = i+rows-1, y+float64(rows-1)*h
		case logMore:
			p.moreLine(l, id+"/more", r)
		case logCommand, logComment, logOutput, logError, logWhy:
			p.logLine(l, r)
		}
		y += h
	}
}

// logLine paints a line that can only be read.
func (p *pen) logLine(l *logLine, r Rect) {
	lead, color := p.on.text, p.ink
	switch l.kind {
	case logCommand:
		lead = p.prompt()
	case logComment, logOutput:
		color = p.muted
	case logError:
		color = p.bad.text
	case logWhy, logTry, logMore:
	}
	if l.kind == logError && p.bad.text == p.ink {
		p.box(Rect{r.X - p.px(8), r.Y, p.px(3), r.H}, 0, p.badEdge, 0, 0)
	}
	p.lead(l, r, lead)
	p.label(Rect{r.X + l.indent, r.Y, r.W - l.indent, r.H}, typeCode, color, l.text)
}

// lead paints the word that leads in. Where a theme has one ink, it stands on a ground of its own.
func (p *pen) lead(l *logLine, r Rect, color Color) {
	if l.lead != "" && l.kind != logCommand && p.on.text == p.ink {
		p.box(Rect{r.X - p.px(3), r.Y + 1, p.width(typeCode, l.lead) + p.px(6), r.H - 2}, p.px(4), p.on.fill, p.on.line, 1)
	}
	p.label(Rect{r.X, r.Y, l.indent, r.H}, typeCode, color, l.lead)
}

// tryLine paints a command that would work: a click puts it into the command line.
func (p *pen) tryLine(lines []logLine, id string, r Rect) {
	indent, widest := lines[0].indent, 0.0
	for i := range lines {
		widest = max(widest, p.width(typeCode, lines[i].text))
	}
	at := Rect{r.X + indent, r.Y, min(widest, r.W-indent), r.H * float64(len(lines))}
	if p.ui.Hover == id || p.ui.Focus == id {
		p.box(at.Inset(-p.px(2)), p.px(4), p.hover, 0, 0)
	}
	p.lead(&lines[0], r, p.on.text)
	for i := range lines {
		row := Rect{at.X, r.Y + float64(i)*r.H, r.W - indent, r.H}
		p.label(row, typeCode, p.code, lines[i].text)
		p.rule(at.X, row.Bottom()-p.px(2), p.width(typeCode, lines[i].text), 1)
	}
	command := lines[0].deed
	p.node(Node{
		ID: id, Role: RoleButton, Name: command, Help: "Puts it into the command line", Rect: at,
		Action: &Action{"Put it into the command line", Write, command}, Actions: []Action{{"Copy", Copy, command}},
	})
}

// moreLine paints the line that unfolds an answer, or folds it.
func (p *pen) moreLine(l *logLine, id string, r Rect) {
	r.W = min(r.W, p.width(typeCode, l.text))
	if p.ui.Hover == id || p.ui.Focus == id {
		p.box(r.Inset(-p.px(2)), p.px(4), p.hover, 0, 0)
	}
	p.label(r, typeCode, p.code, l.text)
	p.rule(r.X, r.Bottom()-p.px(2), r.W, 1)
	p.node(Node{ID: id, Role: RoleButton, Name: l.text, Rect: r, Action: &Action{l.text, Fill, l.deed}})
}
