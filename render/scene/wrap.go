package scene

import (
	"strings"
	"unicode/utf8"
)

const ellipsis = "…"

// cut returns as much of a text as fits a width, with an ellipsis at the end where something is missing.
func (p *pen) cut(s style, text string, width float64) string {
	if p.width(s, text) <= width {
		return text
	}
	low, high := 0, len(text) // bytes that fit, bytes that do not
	for low < high-1 {
		middle := (low + high) / 2
		for middle > low && !utf8.RuneStart(text[middle]) {
			middle--
		}
		if middle == low {
			break
		}
		if p.width(s, strings.TrimRight(text[:middle], " ")+ellipsis) <= width {
			low = middle
		} else {
			high = middle
		}
	}
	kept := strings.TrimRight(text[:low], " "+ellipsis)
	if kept == "" && p.width(s, ellipsis) > width {
		return ""
	}
	return kept + ellipsis
}

// cutMiddle returns a text that fits a width, without its middle where it is too long: the ends of ids tell them apart.
func (p *pen) cutMiddle(s style, text string, width float64) string {
	if p.width(s, text) <= width {
		return text
	}
	for keep := utf8.RuneCountInString(text) - 1; keep > 2; keep-- {
		runes := []rune(text)
		head := (keep + 3) / 2
		short := strings.TrimRight(string(runes[:head]), ellipsis) + ellipsis + strings.TrimLeft(string(runes[len(runes)-(keep-head):]), ellipsis)
		if p.width(s, short) <= width {
			return short
		}
	}
	return p.cut(s, text, width)
}

// shortID returns an id with its middle left out: "i-0a31…27f2".
func shortID(id string) string {
	dash := strings.LastIndexByte(id, '-') + 1
	if len(id)-dash <= 9 {
		return id
	}
	return id[:dash+4] + ellipsis + id[len(id)-4:]
}

// wrap breaks a text into lines that fit a width: at spaces, and inside a word that is longer than a line.
// More than most lines are cut with an ellipsis; most 0 means all.
func (p *pen) wrap(s style, text string, width float64, most int) []string {
	var lines []string
	for paragraph := range strings.SplitSeq(text, "\n") {
		lines = p.breakParagraph(lines, s, paragraph, width)
	}
	if most > 0 && len(lines) > most {
		rest := strings.Join(lines[most-1:], " ")
		lines = append(lines[:most-1:most-1], p.cut(s, rest, width))
		if !strings.HasSuffix(lines[most-1], ellipsis) {
			lines[most-1] = p.cut(s, lines[most-1]+" "+ellipsis, width)
		}
	}
	return lines
}

func (p *pen) breakParagraph(lines []string, s style, text string, width float64) []string {
	if p.width(s, text) <= width {
		return append(lines, text)
	}
	line := ""
	margin := text[:len(text)-len(strings.TrimLeft(text, " "))] // stays before the first word
	for i, word := range strings.Split(text[len(margin):], " ") {
		if i == 0 {
			word = margin + word
		}
		candidate := word
		if line != "" {
			candidate = line + " " + word
		}
		if p.width(s, candidate) <= width {
			line = candidate
			continue
		}
		if line != "" {
			lines = append(lines, line)
		}
		for p.width(s, word) > width && utf8.RuneCountInString(word) > 1 {
			head := p.fitting(s, word, width)
			lines = append(lines, word[:head])
			word = word[head:]
		}
		line = word
	}
	return append(lines, line)
}

// fitting returns how many bytes of a word fit a width; at least its first letter.
func (p *pen) fitting(s style, word string, width float64) int {
	_, fits := utf8.DecodeRuneInString(word)
	for at := range word {
		if at > fits && p.width(s, word[:at]) <= width {
			fits = at
		}
		if p.width(s, word[:at]) > width {
			break
		}
	}
	return fits
}
