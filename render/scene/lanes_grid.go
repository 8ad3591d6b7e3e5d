package scene

import (
	"slices"
	"strconv"
)

// The sizes of the hours of a lane, in pixels at 100 %.
const (
	diskRow    = 10
	leastHour  = 2.5 // height
	leastHours = 220 // width
)

// hoursHeight is how high the hours of a lane are at least.
func (p *pen) hoursHeight() float64 {
	return 2*p.lineHeight(typeBody) + p.px(diskRow+10) + hoursOfDay*p.px(leastHour)
}

// hourLabels is how wide the names of the rows are, with the gap after them.
func (p *pen) hourLabels() float64 {
	return max(p.width(typeBody, "24 h"), p.width(typeBody, "disk")) + p.px(10)
}

// paintHours paints when the lane's instance ran, hour by hour and day by day, when its disk was there, and what that comes to.
func (l *laneView) paintHours(r Rect) {
	p, h := l.pen, l.hours()
	line := p.lineHeight(typeBody)
	sums := p.sumLines(h, r.W)
	labels := p.hourLabels()
	grid := Rect{r.X + labels, r.Y + line, r.W - labels, 0}
	grid.H = r.H - line - p.px(diskRow+10) - float64(len(sums))*line
	pitch := Point{grid.W / float64(h.columns), grid.H / hoursOfDay}
	p.dayNames(h, Rect{grid.X, r.Y, grid.W, line})
	p.hourNames(Rect{r.X, grid.Y, labels - p.px(6), grid.H})
	p.hourCells(grid, pitch, h.columns, h.ran, hueInstance)
	disk := Rect{grid.X, grid.Bottom() + p.px(5), grid.W, p.px(diskRow)}
	hue := hueVolume
	if h.hosted {
		hue = hueDisk
	}
	p.hourCells(disk, Point{pitch.X, disk.H}, h.columns, h.disk, hue)
	p.labelRight(Rect{r.X, disk.Y - (line-disk.H)/2, labels - p.px(6), line}, typeBody, p.muted, "disk")
	p.node(Node{ID: "lane/" + l.name + "/hours", Role: RoleText, Name: h.words, Rect: Rect{r.X, r.Y, r.W, disk.Bottom() - r.Y}})
	y := disk.Bottom() + p.px(5)
	p.lines(grid.X-p.sumIndent(sums, grid.W), y, grid.W+p.sumIndent(sums, grid.W), typeBody, p.ink, sums)
	p.node(Node{ID: "lane/" + l.name + "/sum", Role: RoleText, Name: h.sum[0], Rect: Rect{r.X, y, r.W, float64(len(sums)) * line}})
}

// sumIndent is how far a sum begins to the left of the cells, where it has no room below them.
func (p *pen) sumIndent(lines []string, w float64) float64 {
	if slices.ContainsFunc(lines, func(line string) bool { return p.width(typeBody, line) > w }) {
		return p.hourLabels()
	}
	return 0
}

// sumLines returns how a bill comes about, in one line of a width where both of its parts fit that, in two where they do
// not, and else shorter.
func (p *pen) sumLines(h *hours, w float64) []string {
	for _, text := range h.sum[:2] {
		if p.width(typeBody, text) <= w {
			return []string{text}
		}
	}
	for _, text := range h.sum {
		if lines := p.wrap(typeBody, text, w, 0); len(lines) <= 2 {
			return lines
		}
	}
	return p.wrap(typeBody, h.sum[len(h.sum)-1], w, 2)
}

// dayNames paints which day the first and the last column are.
func (p *pen) dayNames(h *hours, r Rect) {
	last := "day " + strconv.Itoa(h.days())
	w := p.width(typeBody, last) + 1
	p.label(Rect{r.X, r.Y, max(0, r.W-w-p.px(8)), r.H}, typeBody, p.muted, "day 1")
	p.labelRight(Rect{r.Right() - w, r.Y, w, r.H}, typeBody, p.muted, last)
}

// hourNames paints which hours the rows are: as many of them as there is room for.
func (p *pen) hourNames(r Rect) {
	line := p.lineHeight(typeBody)
	names := []int{0, 12, 24}
	if r.H < 2*line+p.px(8) {
		names = []int{0, 24}
	}
	for _, hour := range names {
		y := r.Y + r.H*float64(hour)/hoursOfDay - line/2
		y = max(r.Y-p.px(4), min(y, r.Bottom()-line+p.px(4)))
		p.labelRight(Rect{r.X, y, r.W, line}, typeBody, p.muted, strconv.Itoa(hour)+" h")
	}
}

// hourCells paints cells in columns: lit where something was.
func (p *pen) hourCells(r Rect, pitch Point, columns int, of []uint8, hue Color) {
	if p.visible(r) {
		p.Items = append(p.Items, Item{Kind: CellGrid, Rect: r, Cells: &Cells{Columns: columns, Pitch: pitch, Looks: p.hourLooks(pitch, hue), Of: of}})
	}
}

// hourLooks returns what an hour can look like; one that is lit in part is half as high.
func (p *pen) hourLooks(pitch Point, hue Color) [][]Item {
	gap := func(length float64) float64 { return max(0.5, length-max(0.8, min(p.px(1.5), length*0.2))) }
	whole := Rect{0, 0, gap(pitch.X), gap(pitch.Y)}
	half := Rect{0, whole.H / 2, whole.W, whole.H / 2}
	line, width := p.outline, lineWidth(p.outline, 0.75)
	if whole.H < p.px(6) || whole.W < p.px(6) {
		width = 0 // it would be nothing but outline
	}
	if p.session.LooksBack() && p.ui.Theme != Contrast {
		hue = hue.greyed(45)
	}
	box := func(r Rect, fill Color) Item { return Item{Kind: Box, Rect: r, Fill: fill, Line: line, Width: width} }
	idle := Item{Kind: Box, Rect: whole, Fill: p.idleHour(), Line: p.emptyLine, Width: lineWidth(p.emptyLine, 0.5)}
	if whole.H < p.px(4) { // it would be nothing but line
		idle.Width = 0
		if p.light() {
			idle.Fill = p.palette.idle.fill
		}
	}
	ahead := idle
	ahead.Fill, ahead.Line = idle.Fill.faded(45), idle.Line.faded(45)
	return [][]Item{hourIdle: {idle}, hourPartly: {idle, box(half, hue)}, hourRan: {box(whole, hue)}, hourAhead: {ahead}}
}

// idleHour is the ground of an hour in which nothing ran.
func (p *pen) idleHour() Color {
	if p.ui.Theme == Contrast {
		return 0x303030FF
	}
	return p.empty
}

// days returns how many days the columns stand for.
func (h *hours) days() int { return h.columns * int(h.per/dayLength) }
