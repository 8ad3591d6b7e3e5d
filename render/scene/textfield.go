package scene

import "strings"

// A textField is what a text field looks like. What it holds is UI.Fields' value for its key.
type textField struct {
	key, name string // the key is the argument of its Focus action
	help      string
	hint      string // is shown in muted ink while it holds nothing
	fault     string // what is wrong with what it holds, or ""
	mono      bool   // it holds a command or an id
	lines     int    // how many lines it shows; 0 and 1 mean one
	off       string // why it cannot be changed now, or ""
}

// fieldID returns the id of the node of a text field.
func fieldID(key string) string { return "textbox/" + key }

// textField paints a text field with its node.
func (p *pen) textField(r Rect, f *textField) {
	id, value := fieldID(f.key), Chosen(p.ui.Fields, f.key)
	focused := p.ui.Focus == id
	p.fieldBox(r, f, focused)
	if !p.ui.InputIsNative || value == "" && !focused { // a native field holds its text itself, but has no hint
		p.held(r, f, value, focused)
	}
	help := f.help
	if f.fault != "" {
		help = strings.TrimSpace(f.fault + " " + help)
	}
	p.node(Node{
		ID: id, Role: RoleTextbox, Name: f.name, Help: help, Value: value, Off: f.off, Lines: f.lines, Rect: r,
		Action: &Action{"Type into " + f.name, Focus, f.key},
	})
}

// fieldBox paints the box of a text field: dotted where what it holds is refused.
func (p *pen) fieldBox(r Rect, f *textField, focused bool) {
	switch {
	case f.off != "":
		p.dashed(r, p.edge, 1, p.px(4), p.px(3))
	case f.fault != "":
		p.box(r, p.px(7), p.sunk, 0, 0)
		p.dashed(r, p.bad.text, 1.5, p.px(2), p.px(3))
	case focused:
		p.box(r, p.px(7), p.sunk, p.accent, 1.5)
	default:
		p.box(r, p.px(7), p.sunk, p.edge, 1.5)
	}
}

// held paints what a text field holds, with the caret, or its hint.
func (p *pen) held(r Rect, f *textField, value string, focused bool) {
	style := typeBody
	if f.mono {
		style = typeCode
	}
	inner := Rect{r.X + p.px(10), r.Y, r.W - p.px(20), r.H}
	if f.lines > 1 {
		inner.Y, inner.H = r.Y+p.px(6), p.lineHeight(style)
	}
	if value == "" && !focused {
		p.label(inner, style, p.muted, f.hint)
		return
	}
	caret := min(max(p.ui.Caret, 0), len(value))
	first := 0 // line that is shown: the one with the caret is always
	if focused {
		first = max(0, strings.Count(value[:caret], "\n")+1-max(1, f.lines))
	}
	at := 0 // where the line begins
	for n, line := range strings.Split(value, "\n") {
		if n < first {
			at += len(line) + 1
			continue
		}
		row := Rect{inner.X, inner.Y + float64(n-first)*p.lineHeight(style), inner.W, inner.H}
		if row.Bottom() > r.Bottom() && n > first {
			return
		}
		if focused && caret >= at && caret <= at+len(line) {
			p.withCaret(row, style, line, caret-at)
		} else {
			p.label(row, style, p.ink, line)
		}
		at += len(line) + 1
	}
}

// withCaret paints a line moved so far to the left that its caret can be seen.
func (p *pen) withCaret(r Rect, s style, line string, caret int) {
	start := 0
	for p.width(s, line[start:caret]) > r.W-p.px(4) && start < caret {
		start++
	}
	p.label(r, s, p.ink, line[start:])
	x, h := r.X+p.width(s, line[start:caret]), min(r.H, p.px(20))
	p.box(Rect{x, r.Y + (r.H-h)/2, max(1, p.px(1.5)), h}, 0, p.ink, 0, 0)
}
