package scene

import (
	"strconv"
	"strings"

	"blockyard/sim/block"
	"blockyard/sim/ec2"
	"blockyard/sim/unit"
)

// The size of a block map, in cells, and how many powers of 8 finer a row becomes that is gone into: 64 times.
const (
	mapColumns = 64
	mapRows    = 64
	mapFiner   = 2
)

// A blockMap is a window on the blocks of a volume or a snapshot: rows of 64
// cells, each cell 8^level blocks. A 64 TiB volume is 64 rows of 1 TiB; going
// into a row shows it 64 times as fine, down to single blocks.
type blockMap struct {
	ref   ec2.Ref
	field string // of UI.Fields, which holds the way down and the chosen row: "22/5:7"
	way   []int  // the rows that were gone into
	row   int    // the chosen one, or -1
	from  uint64 // first block
	upTo  uint64 // after the last
	level uint
}

// mapOf returns the block map of a volume or snapshot as the interface has it.
// A way that leads nowhere ends where it does.
func (p *pen) mapOf(v *view, ref ec2.Ref) blockMap {
	m := blockMap{ref: ref, field: "blocks/" + v.nodeID(ref), row: -1, upTo: v.blocksOf(ref)}
	for span := uint64(1); span*mapColumns*mapRows < m.upTo; span *= 8 {
		m.level++
	}
	way, row, chosen := strings.Cut(Chosen(p.ui.Fields, m.field), ":")
	for step := range strings.SplitSeq(way, "/") {
		if n, err := strconv.Atoi(step); err == nil && n >= 0 && n < m.rows() && m.level > 0 {
			m = m.inside(n)
		}
	}
	if n, err := strconv.Atoi(row); chosen && err == nil && n >= 0 && n < m.rows() {
		m.row = n
	}
	return m
}

// blocksOf returns how many blocks a volume or a snapshot has room for.
func (v *view) blocksOf(ref ec2.Ref) uint64 {
	if ref.Kind == ec2.KindSnapshot {
		return uint64(v.cloud.Snapshots().At(ref.Index).GiB) * blocksPerGiB
	}
	return uint64(v.cloud.Volumes().At(ref.Index).GiB) * blocksPerGiB
}

// cell returns how many blocks a cell has, and rowSpan how many a row.
func (m *blockMap) cell() uint64    { return 1 << (3 * m.level) }
func (m *blockMap) rowSpan() uint64 { return m.cell() * mapColumns }

// rows returns how many rows there are.
func (m *blockMap) rows() int { return int((m.upTo - m.from + m.rowSpan() - 1) / m.rowSpan()) }

// inside returns the map of one row.
func (m *blockMap) inside(row int) blockMap {
	in := *m
	in.way = append(m.way[:len(m.way):len(m.way)], row)
	in.from = m.from + uint64(row)*m.rowSpan()
	in.upTo = min(m.upTo, in.from+m.rowSpan())
	in.level -= min(in.level, mapFiner)
	in.row = -1
	return in
}

// text returns the map as UI.Fields has it, with a row chosen; -1 chooses none.
func (m *blockMap) text(row int) string {
	steps := make([]string, len(m.way))
	for i, n := range m.way {
		steps[i] = strconv.Itoa(n)
	}
	text := strings.Join(steps, "/")
	if row >= 0 {
		text += ":" + strconv.Itoa(row)
	}
	return text
}

// A pixelsKey is what the cells of a block map depend on.
type pixelsKey struct {
	state
	ref   ec2.Ref
	from  uint64
	level uint
}

// pixels returns what is in each cell.
func (m *blockMap) pixels(v *view) []block.Pixel {
	return v.memo.blocks.of(pixelsKey{stateOf(v.world), m.ref, m.from, m.level}, func() []block.Pixel {
		store, cells := v.cloud.Blocks(), int((m.upTo-m.from+m.cell()-1)/m.cell())
		if m.ref.Kind == ec2.KindSnapshot {
			return store.Strip(v.cloud.Snapshots().At(m.ref.Index).Block, uint32(m.from), cells, m.level, nil)
		}
		return store.VolumeStrip(v.cloud.Volumes().At(m.ref.Index).Block, uint32(m.from), cells, m.level, nil)
	})
}

// of returns the snapshot whose map it is, or -1 for a volume's.
func (m *blockMap) of() int64 {
	if m.ref.Kind == ec2.KindSnapshot {
		return int64(m.ref.Index)
	}
	return -1
}

// size returns how much a number of blocks is.
func size(blocks uint64) string {
	text := unit.Bytes(blocks * (512 << 10)).String()
	at := strings.IndexFunc(text, func(r rune) bool { return r > '9' })
	return text[:at] + " " + text[at:]
}

// blockMap paints the blocks of a volume or a snapshot: what each row holds,
// how much of it is whose, and the chosen row. It returns the y below it.
func (p *pen) blockMap(v *view, ref ec2.Ref, x, y, w float64) float64 {
	m := p.mapOf(v, ref)
	head := Rect{x, y, w, p.px(24)}
	scale := "row = " + size(m.rowSpan()) + ", cell = " + size(m.cell())
	used := p.label(head, typeHeading, p.ink, "Block map")
	p.labelRight(Rect{x + used + p.px(8), y, max(0, w-used-p.px(8)), head.H}, typeBody, p.muted, scale)
	p.node(Node{ID: m.field, Role: RoleHeading, Name: "Block map, " + scale, Level: 3, Rect: head})
	y = p.mapCells(v, &m, x, head.Bottom()+p.px(4), w)
	y = p.mapLegend(v, &m, x, y+p.px(8), w)
	return p.mapRow(v, &m, x, y+p.px(6), w)
}

// mapCells paints the cells: runs of one colour as one box, with the grid over them.
func (p *pen) mapCells(v *view, m *blockMap, x, y, w float64) float64 {
	left := p.px(34)
	pitch := (w - left) / mapColumns
	rows := m.rows()
	area := Rect{x + left, y, w - left, float64(rows) * pitch}
	if p.visible(area) {
		p.mapRuns(v, m, area, pitch)
		p.mapGrid(area, rows, pitch)
		p.mapAxis(m, x, y, left, pitch)
	}
	p.mapRowNodes(v, m, area, pitch)
	if m.row >= 0 {
		p.box(Rect{area.X - 2, area.Y + float64(m.row)*pitch - 2, area.W + 4, pitch + 4}, p.px(2), 0, p.ink, max(1.5, p.px(1.5)))
	}
	return area.Bottom()
}

// mapRuns paints the ground, and on it the cells that were written.
func (p *pen) mapRuns(v *view, m *blockMap, area Rect, pitch float64) {
	p.box(area, 0, p.empty, 0, 0)
	colors := m.colors(v)
	for at := 0; at < len(colors); {
		color, end := colors[at], at+1
		for end < len(colors) && end%mapColumns != 0 && colors[end] == color {
			end++
		}
		if color != 0 {
			switch {
			case color == coming:
				color = p.comingFill()
			case color < keptBase+Color(len(storers)):
				color = p.kept[color-keptBase]
			}
			row, column := at/mapColumns, at%mapColumns
			p.box(Rect{area.X + float64(column)*pitch, area.Y + float64(row)*pitch, float64(end-at) * pitch, pitch}, 0, color, 0, 0)
		}
		at = end
	}
}

// colors returns the colour of each cell; those that have still to come from a snapshot are marked.
func (m *blockMap) colors(v *view) []Color {
	pixels, of := m.pixels(v), m.of()
	colors := make([]Color, len(pixels))
	for i, x := range pixels {
		colors[i] = v.cellColor(x, of)
	}
	if m.ref.Kind == ec2.KindVolume {
		if x := v.cloud.Volumes().At(m.ref.Index); x.Initialization.Missing(v.now) > 0 {
			return v.toCome(colors, x)
		}
	}
	return colors
}

// mapGrid paints the lines between cells.
func (p *pen) mapGrid(area Rect, rows int, pitch float64) {
	line := p.panel
	if p.light() {
		line = p.emptyLine
	}
	thin := min(1, pitch*0.25)
	for i := 1; i < mapColumns; i++ {
		p.box(Rect{area.X + float64(i)*pitch - thin, area.Y, thin, area.H}, 0, line, 0, 0)
	}
	for i := 1; i < rows; i++ {
		p.box(Rect{area.X, area.Y + float64(i)*pitch - thin, area.W, thin}, 0, line, 0, 0)
	}
	if p.emptyLine != 0 {
		p.box(area, 0, 0, p.emptyLine, 1)
	}
}

// mapAxis numbers rows beside the map, as many as there is room for.
func (p *pen) mapAxis(m *blockMap, x, y, left, pitch float64) {
	step, h := 1, p.lineHeight(typeBody)
	for float64(step)*pitch < h {
		step *= 2
	}
	for row := 0; row < m.rows(); row += step {
		at := Rect{x, y + float64(row)*pitch - (h-pitch)/2, left - p.px(6), h}
		at.Y = max(y, at.Y)
		p.labelRight(at, typeBody, p.muted, strconv.Itoa(row))
	}
}

// mapRowNodes adds a node for each row in which something was written.
func (p *pen) mapRowNodes(v *view, m *blockMap, area Rect, pitch float64) {
	pixels := m.pixels(v)
	for row := 0; row*mapColumns < len(pixels); row++ {
		written := writtenCells(pixels, row)
		if written == 0 {
			continue
		}
		name := m.rowName(row)
		p.node(Node{
			ID: m.field + "/row/" + strconv.Itoa(row), Role: RoleOption, Name: name, Help: plural(written, "cell") + " written",
			Rect:   Rect{area.X, area.Y + float64(row)*pitch, area.W, pitch},
			Chosen: row == m.row, Action: &Action{"Choose " + name, Fill, m.field + "=" + m.text(row)},
		})
	}
}

// writtenCells returns how many cells of a row hold anything.
func writtenCells(pixels []block.Pixel, row int) (n int) {
	for _, x := range pixels[row*mapColumns : min(len(pixels), (row+1)*mapColumns)] {
		if x.Newest != 0 {
			n++
		}
	}
	return n
}

// rowName says which part of the whole a row is.
func (m *blockMap) rowName(row int) string {
	from := m.from + uint64(row)*m.rowSpan()
	return "Row " + strconv.Itoa(row) + ", " + size(from) + " to " + size(min(m.upTo, from+m.rowSpan()))
}

// mapLegend says how much there is of what.
func (p *pen) mapLegend(v *view, m *blockMap, x, y, w float64) float64 {
	for i, e := range v.mapAmounts(m) {
		if e.blocks == 0 && i > 0 {
			continue
		}
		r := Rect{x, y, w, p.px(20)}
		strip := p.px(float64(11 * len(e.cells)))
		p.cells(Rect{x, y + p.px(5), strip, p.px(10)}, cells{e.cells, len(e.cells)})
		amount := stored(e.blocks)
		width := p.labelRight(r, typeBody, p.ink, amount)
		p.label(Rect{x + strip + p.px(6), y, max(0, w-strip-width-p.px(14)), r.H}, typeBody, p.muted, e.text)
		p.node(Node{ID: m.field + "/amount/" + strconv.Itoa(i+1), Role: RoleText, Name: e.text + ": " + amount, Rect: r})
		y += r.H
	}
	return y
}

// An amount is how many blocks there are of a sort.
type amount struct {
	cells  []Color
	text   string
	blocks uint64
}

// mapAmounts returns how many blocks of the whole are whose. The amounts are exact, whatever the map shows of them.
func (v *view) mapAmounts(m *blockMap) []amount {
	store, all := v.cloud.Blocks(), v.blocksOf(m.ref)
	earlier := []Color{keptBase, keptBase + 1, keptBase + 2}
	if m.ref.Kind == ec2.KindSnapshot {
		x := v.cloud.Snapshots().At(m.ref.Index).Block
		own, full := store.Owned(x), store.Full(x)
		return []amount{
			{storers[v.ranks[m.ref.Index]%3 : v.ranks[m.ref.Index]%3+1], "stored by this snapshot", own},
			{earlier, "stored by others", full - own},
			{[]Color{0}, "never written", all - full},
		}
	}
	x := v.cloud.Volumes().At(m.ref.Index).Block
	written, since := store.Total(x), v.sinceSnapshot(x)
	return []amount{
		{[]Color{unstored}, "in no snapshot yet", since},
		{storers[:], "in a snapshot", written - since},
		{[]Color{coming}, "still to come from a snapshot", v.cloud.Volumes().At(m.ref.Index).Initialization.Missing(v.now)},
		{[]Color{0}, "never written", all - written},
	}
}

// sinceSnapshot returns how many blocks a snapshot would store that was taken of a volume now.
func (v *view) sinceSnapshot(x block.VolumeID) uint64 {
	try := v.cloud.Blocks().Fork()
	return try.Owned(try.Snapshot(x))
}

// mapRow says what is in the chosen row, with the ways into it and out again.
func (p *pen) mapRow(v *view, m *blockMap, x, y, w float64) float64 {
	var buttons []button
	if m.row >= 0 {
		pixels := m.pixels(v)
		text := m.rowName(m.row) + ": " + strconv.Itoa(writtenCells(pixels, m.row)) + " of " + plural(min(mapColumns, len(pixels)-m.row*mapColumns), "cell") + " written."
		y = p.prose(m.field+"/chosen", x, y, w, typeBody, p.ink, text) + p.px(6)
		if m.level > 0 {
			in := m.inside(m.row)
			buttons = append(buttons, button{
				id: m.field + "/in", text: "Go in: cells of " + size(in.cell()), act: Action{"Go into " + m.rowName(m.row), Fill, m.field + "=" + in.text(-1)},
			})
		}
	}
	if n := len(m.way); n > 0 {
		out := blockMap{way: m.way[:n-1]}
		buttons = append(buttons, button{id: m.field + "/out", text: "Go out", act: Action{"Go out of this row", Fill, m.field + "=" + out.text(m.way[n-1])}})
	}
	return p.flow(x, y, w, buttons)
}
