package scene

import "strings"

// A run is a piece of prose in one style.
type run struct {
	text  string
	style style
	color Color
}

// runsOf splits prose at the marks of bold and code, "**" and "`".
func (p *pen) runsOf(text string, color Color) []run {
	var runs []run
	bold, code := false, false
	for text != "" {
		at := strings.IndexAny(text, "`*")
		switch {
		case at < 0:
			at = len(text)
		case text[at] == '*' && !strings.HasPrefix(text[at:], "**"):
			at++ // a star alone is a star
		}
		if at > 0 {
			runs = append(runs, p.runOf(text[:at], color, bold, code))
		}
		text = text[at:]
		switch {
		case strings.HasPrefix(text, "**"):
			bold, text = !bold, text[2:]
		case strings.HasPrefix(text, "`"):
			code, text = !code, text[1:]
		}
	}
	return runs
}

func (p *pen) runOf(text string, color Color, bold, code bool) run {
	switch {
	case code:
		return run{text, typeCode, p.code}
	case bold:
		return run{text, typeStrong, p.ink}
	}
	return run{text, typeBody, color}
}

// rich paints prose with bold and code in as many lines as it needs, without a node, and returns the y below it.
func (p *pen) rich(x, y, w float64, color Color, text string) float64 {
	at, height := 0.0, p.lineHeight(typeBody)
	for _, r := range p.runsOf(text, color) {
		for i, word := range strings.Split(r.text, " ") {
			if i > 0 && at > 0 {
				at += p.width(typeBody, " ")
			}
			for word != "" {
				width := p.width(r.style, word)
				if at > 0 && at+width > w {
					at, y = 0, y+height
				}
				part := word
				if width > w {
					part = word[:p.fitting(r.style, word, w)]
					width = p.width(r.style, part)
				}
				p.label(Rect{x + at, y, width + 1, height}, r.style, r.color, part)
				at, word = at+width, word[len(part):]
			}
		}
	}
	return y + height
}
