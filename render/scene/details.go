package scene

import (
	"strconv"
	"strings"

	"blockyard/sim/ec2"
)

// A detailPart is a part of what is told of a thing below its list, as AWS's console has them: facts, or a small table.
type detailPart struct {
	title string
	facts []detail
	wide  []detail // below the facts, each over the whole width
	table *smallTable
	none  string // what is said where there is nothing to tell
}

// A detail is something that is told of a thing; without a value it is left out.
type detail struct{ name, value string }

// A smallTable is a table without ends: all of its rows are painted.
type smallTable struct {
	columns []smallColumn
	rows    [][]string
}

// A smallColumn is a column of a small table.
type smallColumn struct {
	title string
	look  look
}

// The heights of the details, in pixels at 100 %.
const (
	leastDetails = 150
	mostDetails  = 300
)

// detailsHeight returns how much of a height the details take, 0 where there is no room beside the rows.
func (p *pen) detailsHeight(h float64) float64 {
	below := min(h*0.46, p.px(mostDetails))
	if below < p.px(leastDetails) || h-below < p.px(150) {
		return 0
	}
	return below
}

// details paints what is told of a thing, in parts.
func (p *pen) details(v *view, ref ec2.Ref, r Rect) {
	p.box(r, 0, p.panel, 0, 0)
	p.rule(r.X, r.Y, r.W, 1)
	parts := v.detailParts(ref)
	x, w := r.X+p.px(16), r.W-p.px(32)
	title := v.name(ref)
	if id := v.cloud.ID(ref); title != id && !strings.Contains(title, ellipsis) {
		title += " · " + id
	}
	head := Rect{x, r.Y + p.px(8), w, p.lineHeight(typeHeading)}
	p.kindIcon(v, ref, x, head.Y+p.px(2), p.px(16))
	p.label(Rect{x + p.px(24), head.Y, w - p.px(24), head.H}, typeHeading, p.ink, title)
	p.node(Node{ID: "details/title", Role: RoleHeading, Name: "Details of " + title, Level: 3, Rect: head})
	chosen := p.detailTab(parts)
	y := p.detailTabs(parts, chosen, x, head.Bottom()+p.px(4), w)
	p.rule(r.X, y, r.W, 1)
	body := Rect{r.X, y + 1, r.W, r.Bottom() - y - 1}
	p.scroll(detailsExtent, body, false, func(y float64) float64 {
		return p.detailPart(&parts[chosen], x, y+p.px(8), w-p.px(8)) + p.px(8)
	})
}

// detailsExtent is the name of the extent that details are scrolled with.
const detailsExtent Panel = "Details"

// detailTab returns the number of the part that is shown.
func (p *pen) detailTab(parts []detailPart) int {
	for i := range parts {
		if parts[i].title == Chosen(p.ui.Fields, detailsField) {
			return i
		}
	}
	return 0
}

// detailTabs paints the tabs of the parts, in more lines where there is no room, and returns the y below.
func (p *pen) detailTabs(parts []detailPart, chosen int, x, y, w float64) float64 {
	h, at := p.px(28), x
	for i := range parts {
		style, color := typeBody, p.muted
		if i == chosen {
			style, color = typeStrong, p.ink
		}
		width := min(p.width(typeStrong, parts[i].title)+1, w)
		if at > x && at+width > x+w {
			at, y = x, y+h
		}
		r := Rect{at, y, width, h}
		if i == chosen {
			p.box(Rect{at, y + h - p.px(3), width, p.px(3)}, 0, p.tabBar(), 0, 0)
		}
		p.label(r, style, color, parts[i].title)
		p.node(Node{
			ID: "tab/Details/" + parts[i].title, Role: RoleTab, Name: parts[i].title, Rect: r, Chosen: i == chosen,
			Action: &Action{parts[i].title, Fill, detailsField + "=" + parts[i].title},
		})
		at += width + p.px(16)
	}
	return y + h
}

// detailPart paints one part and returns the y below.
func (p *pen) detailPart(part *detailPart, x, y, w float64) float64 {
	y = p.detailGrid("detail/", part.facts, x, y, w, p.detailColumns(w))
	y = p.detailGrid("detail/", part.wide, x, y, w, 1)
	switch {
	case part.table != nil && len(part.table.rows) > 0:
		y = p.smallTable(part.title, part.table, x, y+p.px(2), w)
	case part.none != "":
		y = p.prose("details/none", x, y, w, typeBody, p.muted, part.none)
	}
	return y
}

// detailColumns returns how many facts stand side by side in a width.
func (p *pen) detailColumns(w float64) int { return max(1, int(w/p.px(210))) }

// detailGrid paints facts in so many columns, each with its name above its value, and returns the y below. Empty ones are left out.
func (p *pen) detailGrid(prefix string, facts []detail, x, y, w float64, across int) float64 {
	each := w / float64(across)
	n, end := 0, y
	for _, f := range facts {
		if f.value == "" {
			continue
		}
		if n%across == 0 {
			y = end
		}
		at := x + float64(n%across)*each
		lines := p.wrap(typeBody, f.value, each-p.px(14), 3)
		bottom := y + p.px(19) + float64(len(lines))*p.lineHeight(typeBody)
		p.label(Rect{at, y, each - p.px(14), p.px(19)}, typeBody, p.muted, f.name)
		p.lines(at, y+p.px(19), each-p.px(14), typeBody, p.ink, lines)
		p.node(Node{ID: prefix + f.name, Role: RoleText, Name: f.name + ": " + f.value, Rect: Rect{at, y, each - p.px(14), bottom - y}})
		end = max(end, bottom+p.px(6))
		n++
	}
	return end
}

// smallTable paints a small table and returns the y below. Where its columns do not fit, its rows are told one by one.
func (p *pen) smallTable(title string, t *smallTable, x, y, w float64) float64 {
	widths, fit := p.smallWidths(t, w)
	if !fit {
		return p.toldRows(title, t, x, y, w)
	}
	h := p.px(28)
	at := x
	for i, c := range t.columns {
		r := Rect{at, y, widths[i], h}
		p.smallCell(c, p.muted, c.title, r)
		p.node(Node{ID: "detail/" + title + "/" + c.title, Role: RoleColumn, Name: c.title, Rect: r})
		at += widths[i] + p.px(cellGap)
	}
	y += h
	for n, row := range t.rows {
		p.rule(x, y-1, w, 1)
		at = x
		for i, c := range t.columns {
			p.smallCell(c, p.ink, row[i], Rect{at, y, widths[i], h})
			at += widths[i] + p.px(cellGap)
		}
		p.node(Node{ID: rowID(title, n), Role: RoleRow, Name: strings.Join(row, ", "), Cells: row, Rect: Rect{x, y, w, h}})
		y += h
	}
	return y
}

// rowID returns the id of the node of a row of a small table.
func rowID(title string, n int) string { return "detail/" + title + "/row/" + strconv.Itoa(n+1) }

// toldRows tells the rows of a small table one by one, and returns the y below.
func (p *pen) toldRows(title string, t *smallTable, x, y, w float64) float64 {
	for n, row := range t.rows {
		var facts []detail
		for i, c := range t.columns {
			facts = append(facts, detail{c.title, row[i]})
		}
		if n > 0 {
			p.rule(x, y, w, 1)
			y += p.px(7)
		}
		y = p.detailGrid(rowID(title, n)+"/", facts, x, y, w, p.detailColumns(w))
	}
	return y
}

// smallWidths returns the widths of the columns, as wide as what stands in them; ids give way. fit is false where that is not enough.
func (p *pen) smallWidths(t *smallTable, w float64) (widths []float64, fit bool) {
	room := w - float64(len(t.columns)-1)*p.px(cellGap)
	short := p.width(typeCode, "snap-0a31…27f2") + 1
	for _, full := range []bool{true, false} {
		widths = widths[:0]
		rest := room
		for i, c := range t.columns {
			width := p.width(typeBody, c.title) + 1
			for _, row := range t.rows {
				switch {
				case c.look != asID:
					width = max(width, p.width(typeBody, row[i])+1)
				case full:
					width = max(width, p.width(typeCode, row[i])+1)
				default:
					width = max(width, short)
				}
			}
			widths = append(widths, width)
			rest -= width
		}
		if rest >= 0 {
			return widths, true
		}
	}
	return nil, false
}

// smallCell paints a cell of a small table, or the head of a column.
func (p *pen) smallCell(c smallColumn, color Color, text string, r Rect) {
	switch {
	case c.look == asID && color == p.ink:
		p.label(r, typeCode, p.muted, p.cutMiddle(typeCode, text, r.W))
	case c.look == asNumber:
		p.labelRight(r, typeBody, color, text)
	default:
		p.label(r, typeBody, color, text)
	}
}
