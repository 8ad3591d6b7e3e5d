package shell

import (
	"strings"

	"mvdan.cc/sh/v3/syntax"
)

// redirect applies redirections from left to right, as bash does, so that
// > /dev/null 2>&1 silences both streams and 2>&1 > /dev/null only one.
func (s *Shell) redirect(list []*syntax.Redirect) {
	for _, r := range list {
		s.spend(1)
		switch r.Op {
		case syntax.Hdoc, syntax.DashHdoc:
			s.give(s.hereDocument(r))
		case syntax.WordHdoc:
			s.give(s.text(r.Word) + "\n")
		case syntax.RdrIn:
			s.give("")
		default:
			s.redirectOutput(r)
		}
	}
}

// give sets what the command reads.
func (s *Shell) give(text string) { s.streams.in = &Input{rest: text} }

func (s *Shell) redirectOutput(r *syntax.Redirect) {
	target := &Buffer{shell: s, discard: true}
	switch r.Word.Lit() {
	case "1":
		target = s.streams.out
	case "2":
		target = s.streams.err
	}
	isFile := r.Word.Lit() == "/dev/null"
	both := r.N == nil && (r.Op == syntax.RdrAll || r.Op == syntax.AppAll || r.Op == syntax.DplOut && isFile)
	isError := r.N != nil && r.N.Value == "2"
	if both || !isError {
		s.streams.out = target
	}
	if both || isError {
		s.streams.err = target
	}
}

// hereDocument returns the text of a here-document. With a quoted delimiter,
// <<'EOF', it is taken as it stands.
func (s *Shell) hereDocument(r *syntax.Redirect) string {
	if r.Hdoc == nil {
		return ""
	}
	ex := expansion{shell: s, literal: true}
	lineStart := true
	for _, part := range r.Hdoc.Parts {
		literal, ok := part.(*syntax.Lit)
		if !ok {
			ex.part(part, true)
			lineStart = false
			continue
		}
		text := literal.Value
		if r.Op == syntax.DashHdoc {
			text = withoutTabs(text, lineStart)
		}
		lineStart = strings.HasSuffix(text, "\n")
		if !isQuoted(r.Word) {
			text = unescape(text, "$`\\\n")
		}
		ex.add(text)
	}
	return ex.finish()
}

// withoutTabs takes the tabs off the front of each line, as <<- does.
func withoutTabs(text string, lineStart bool) string {
	list := strings.SplitAfter(text, "\n")
	for i := range list {
		if i > 0 || lineStart {
			list[i] = strings.TrimLeft(list[i], "\t")
		}
	}
	return strings.Join(list, "")
}

// isQuoted reports whether any part of a word is quoted.
func isQuoted(w *syntax.Word) bool {
	for _, part := range w.Parts {
		literal, ok := part.(*syntax.Lit)
		if !ok || strings.Contains(literal.Value, `\`) {
			return true
		}
	}
	return false
}
