// Package paper makes files of what is on the screen: a frame, or a part of it,
// as SVG or PNG. Both are made from the same items that the painter paints, so
// the file says what the screen says; the same frame gives the same bytes everywhere.
package paper

import (
	"strconv"

	"blockyard/render/scene"
	"blockyard/render/typeface"
)

// SVG returns a part of a frame as an SVG document. Texts stay texts: each names its typeface and what may stand in for
// it, and is as wide as it was measured, whichever it gets. title is for readers that do not see the picture; it may be "".
func SVG(f *scene.Frame, part scene.Rect, title string) []byte {
	s := &sheet{}
	s.add(`<svg xmlns="http://www.w3.org/2000/svg" width="`, length(part.W), `" height="`, length(part.H), `" viewBox="`,
		length(part.X), " ", length(part.Y), " ", length(part.W), " ", length(part.H), "\" role=\"img\">\n")
	if title != "" {
		s.add("<title>", escaped(title), "</title>\n")
	}
	for i := range f.Items {
		s.item(&f.Items[i])
	}
	s.endClip()
	s.add("</svg>\n")
	return s.text
}

// A sheet is an SVG document on its way.
type sheet struct {
	text    []byte
	clips   int  // clip paths so far; each has its number as its name
	clipped bool // what follows stands in a group that is clipped
}

func (s *sheet) add(parts ...string) {
	for _, p := range parts {
		s.text = append(s.text, p...)
	}
}

// item adds one item.
func (s *sheet) item(it *scene.Item) {
	switch it.Kind {
	case scene.Box:
		s.box(it)
	case scene.Polygon:
		s.points("polygon", it)
	case scene.Stroke:
		s.points("polyline", it)
	case scene.Label:
		s.label(it)
	case scene.CellGrid:
		s.cells(it)
	case scene.Clip:
		s.clip(it.Rect)
	}
}

// box adds a rectangle. Its border lies inside it, where SVG's lies on the edge.
func (s *sheet) box(it *scene.Item) {
	r, radius, line := it.Rect, min(it.Radius, it.Rect.W/2, it.Rect.H/2), 0.0
	if r.W <= 0 || r.H <= 0 {
		return
	}
	if it.Width > 0 && it.Line&0xff != 0 {
		line = min(it.Width, r.W/2, r.H/2)
		r, radius = r.Inset(line/2), max(0, radius-line/2)
	}
	s.add(`<rect x="`, length(r.X), `" y="`, length(r.Y), `" width="`, length(r.W), `" height="`, length(r.H), `"`)
	if radius > 0 {
		s.add(` rx="`, length(radius), `"`)
	}
	s.fill(it.Fill)
	s.stroke(it.Line, line, it.Dash)
	s.add("/>\n")
}

// points adds a polygon or a line.
func (s *sheet) points(element string, it *scene.Item) {
	if len(it.Points) < 2 {
		return
	}
	s.add("<", element, ` points="`)
	for i, p := range it.Points {
		if i > 0 {
			s.add(" ")
		}
		s.add(length(p.X), ",", length(p.Y))
	}
	s.add(`"`)
	if element == "polygon" {
		s.fill(it.Fill)
	} else {
		s.add(` fill="none"`)
	}
	s.stroke(it.Line, it.Width, it.Dash)
	s.add("/>\n")
}

// families are the typefaces by their names, each with what may stand in for it.
var families = [...]string{
	scene.Regular: "Roboto, Arial, Helvetica, sans-serif",
	scene.Bold:    "Roboto, Arial, Helvetica, sans-serif",
	scene.Mono:    "'Go Mono', 'DejaVu Sans Mono', monospace",
}

func (s *sheet) label(it *scene.Item) {
	if it.Text == "" || it.Fill&0xff == 0 {
		return
	}
	s.add(`<text x="`, length(it.Rect.X), `" y="`, length(it.Rect.Y), `" font-family="`, families[it.Face], `" font-size="`, length(it.Size), `"`)
	if it.Face == scene.Bold {
		s.add(` font-weight="bold"`)
	}
	s.add(` textLength="`, length(typeface.Measure(it.Face, it.Size, it.Text)), `" lengthAdjust="spacingAndGlyphs" xml:space="preserve"`)
	s.fill(it.Fill)
	s.add(">", escaped(it.Text), "</text>\n")
}

// cells adds each cell of a grid, part by part.
func (s *sheet) cells(it *scene.Item) {
	g := it.Cells
	if g == nil || g.Columns < 1 {
		return
	}
	for i, of := range g.Of {
		if int(of) >= len(g.Looks) {
			continue
		}
		x, y := it.Rect.X+float64(i%g.Columns)*g.Pitch.X, it.Rect.Y+float64(i/g.Columns)*g.Pitch.Y
		for k := range g.Looks[of] {
			s.item(moved(g.Looks[of][k], x, y))
		}
	}
}

// moved returns an item somewhere else.
func moved(it scene.Item, x, y float64) *scene.Item {
	it.Rect.X, it.Rect.Y = it.Rect.X+x, it.Rect.Y+y
	points := make([]scene.Point, len(it.Points))
	for i, p := range it.Points {
		points[i] = scene.Point{X: p.X + x, Y: p.Y + y}
	}
	it.Points = points
	return &it
}

// clip begins a part that is seen inside a rectangle only, and ends the one before.
func (s *sheet) clip(r scene.Rect) {
	s.endClip()
	if r.W <= 0 || r.H <= 0 {
		return
	}
	s.clips++
	name := "c" + strconv.Itoa(s.clips)
	s.add(`<clipPath id="`, name, `"><rect x="`, length(r.X), `" y="`, length(r.Y), `" width="`, length(r.W), `" height="`, length(r.H), "\"/></clipPath>\n",
		`<g clip-path="url(#`, name, ")\">\n")
	s.clipped = true
}

func (s *sheet) endClip() {
	if s.clipped {
		s.add("</g>\n")
		s.clipped = false
	}
}

// fill adds the colour of what is filled.
func (s *sheet) fill(c scene.Color) {
	if c&0xff == 0 {
		s.add(` fill="none"`)
		return
	}
	s.add(` fill="`, hexOf(c), `"`)
	if c&0xff != 0xff {
		s.add(` fill-opacity="`, opacity(c), `"`)
	}
}

// stroke adds the colour, width and dashes of a line.
func (s *sheet) stroke(c scene.Color, width float64, dash [2]float64) {
	if width <= 0 || c&0xff == 0 {
		return
	}
	s.add(` stroke="`, hexOf(c), `" stroke-width="`, length(width), `"`)
	if c&0xff != 0xff {
		s.add(` stroke-opacity="`, opacity(c), `"`)
	}
	if dash[0] > 0 && dash[1] > 0 {
		s.add(` stroke-dasharray="`, length(dash[0]), " ", length(dash[1]), `"`)
	}
}

// hexOf returns a colour as "#56b4e9"; opacity, its share of opacity.
func hexOf(c scene.Color) string {
	text := strconv.FormatUint(uint64(c>>8)|1<<24, 16)
	return "#" + text[1:]
}

func opacity(c scene.Color) string { return strconv.FormatFloat(float64(c&0xff)/255, 'f', 3, 64) }

// length returns a length in hundredths of a pixel at the most.
func length(v float64) string {
	text := strconv.FormatFloat(v, 'f', 2, 64)
	for text[len(text)-1] == '0' {
		text = text[:len(text)-1]
	}
	if text[len(text)-1] == '.' {
		text = text[:len(text)-1]
	}
	if text == "-0" {
		return "0"
	}
	return text
}

// escaped returns a text as XML has it. What XML cannot say at all becomes the sign for that.
func escaped(text string) string {
	var b []byte
	for _, r := range text {
		switch {
		case r == '&':
			b = append(b, "&amp;"...)
		case r == '<':
			b = append(b, "&lt;"...)
		case r == '>':
			b = append(b, "&gt;"...)
		case r == '"':
			b = append(b, "&quot;"...)
		case r < ' ' && r != '\t' && r != '\n' || r == 0xfffe || r == 0xffff:
			b = append(b, "\uFFFD"...)
		default:
			b = append(b, string(r)...)
		}
	}
	return string(b)
}
