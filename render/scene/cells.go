package scene

import (
	"blockyard/sim/block"
	"blockyard/sim/ec2"
)

// A cells is blocks in a row, or in rows: colours, 0 for what was never written.
type cells struct {
	colors  []Color
	columns int
}

// The sizes of strips, in cells.
const (
	volumeCells   = 48
	volumeColumns = 24
	shelfCells    = 48
)

// blocksPerGiB is how many blocks of 512 KiB are in a GiB.
const blocksPerGiB = 2048

// fineness returns the level of the pixels that a strip is put together from:
// the coarsest at which there are at least as many pixels as cells.
func fineness(blocks uint64, cells int) (level uint, pixels int) {
	for span := uint64(8); (blocks+span-1)/span >= uint64(cells); span *= 8 {
		level++
	}
	return level, int((blocks + 1<<(3*level) - 1) >> (3 * level))
}

// volumeCells returns a volume's blocks: which snapshot stores each, or that none does yet.
func (v *view) volumeCells(c *caption, x *ec2.Volume) cells {
	store, loading := v.cloud.Blocks(), x.Initialization.Missing(v.now) > 0
	if !v.isDrawn(c, volumeCells) && store.Total(x.Block) > 0 {
		level, pixels := fineness(uint64(x.GiB)*blocksPerGiB, volumeCells)
		v.pixels = store.VolumeStrip(x.Block, 0, pixels, level, v.pixels[:0])
		for i := range c.cells {
			c.cells[i] = v.cellColor(newest(v.pixels, i, volumeCells), -1)
		}
	}
	if loading {
		c.drawn = 0 // the clock alone goes on with it, and ends it
		return cells{v.toCome(c.cells, x), volumeColumns}
	}
	return cells{c.cells, volumeColumns}
}

// toCome marks which cells of a volume's strip have still to come from its snapshot: the last ones of those that hold its blocks.
func (v *view) toCome(colors []Color, x *ec2.Volume) []Color {
	of, left := 0, 0
	for _, c := range colors {
		if c != 0 {
			of++
		}
	}
	left = int((x.Initialization.Missing(v.now)*uint64(of) + x.Initialization.Blocks - 1) / x.Initialization.Blocks)
	for i := len(colors) - 1; i >= 0 && left > 0; i-- {
		if colors[i] != 0 {
			colors[i] = coming
			left--
		}
	}
	return colors
}

// coming marks, in the place of a colour, what has still to come from a snapshot.
const coming Color = 0x00000010

// snapshotCells returns a snapshot's blocks: those stored for it, and those that an earlier one stores.
func (v *view) snapshotCells(c *caption, index uint32, x *ec2.Snapshot) cells {
	store := v.cloud.Blocks()
	if !v.isDrawn(c, shelfCells) && store.Full(x.Block) > 0 {
		level, pixels := fineness(uint64(x.GiB)*blocksPerGiB, shelfCells)
		v.pixels = store.Strip(x.Block, 0, pixels, level, v.pixels[:0])
		for i := range c.cells {
			c.cells[i] = v.cellColor(newest(v.pixels, i, shelfCells), int64(index))
		}
	}
	return cells{c.cells, shelfCells}
}

// newest returns the pixel with the newest content in a cell.
func newest(pixels []block.Pixel, cell, of int) block.Pixel {
	from, to := cell*len(pixels)/of, (cell+1)*len(pixels)/of
	if from >= len(pixels) {
		return block.Pixel{}
	}
	best := pixels[from]
	for _, p := range pixels[from:max(to, from+1)] {
		if p.Newest > best.Newest {
			best = p
		}
	}
	return best
}

// unstored is the hue of what no snapshot has yet.
const unstored = hueOther

// keptBase marks, in a cell's low byte, a colour to be looked up among those of blocks that another snapshot stores.
const keptBase Color = 0x00000001

// cellColor returns the colour of a pixel: the hue of the snapshot that stores it, paler where that is not the
// snapshot itself. of is the snapshot whose strip it is, or -1 for a volume's.
func (v *view) cellColor(p block.Pixel, of int64) Color {
	switch {
	case p.Newest == 0:
		return 0
	case !p.Stored || int(p.Owner) >= len(v.owners) || v.owners[p.Owner] == 0:
		return unstored
	}
	owner := v.owners[p.Owner] - 1
	rank := v.ranks[owner] % uint8(len(storers))
	if of >= 0 && int64(owner) != of {
		return keptBase + Color(rank)
	}
	return storers[rank]
}

// diskCells returns what files fill of a disk of the host.
func diskCells(d ec2.Disk) cells {
	c := cells{make([]Color, volumeCells), volumeColumns}
	blocks := uint64(d.GiB) * blocksPerGiB
	used := uint64(d.Files.Used())
	for i := range c.colors {
		if blocks > 0 && uint64(i)*blocks < used*volumeCells {
			c.colors[i] = hueDisk
		}
	}
	return c
}

// blocks paints a strip at the foot of a card.
func (p *pen) blocks(r Rect, c cells) {
	rows := len(c.colors) / c.columns
	h := p.px(9)
	p.cells(Rect{r.X + p.px(10), r.Bottom() - float64(rows)*(h+p.px(1.5)) - p.px(9), r.W - p.px(20), h}, c)
}

// leastOutlined is from which width on, in pixels at 100 %, cells have an outline each: narrower ones would be nothing else.
const leastOutlined = 5

// cells paints blocks in rows of a height from the top of a rectangle on. Where cells have outlines and are too narrow
// for them, equal neighbours are painted as one.
func (p *pen) cells(r Rect, c cells) {
	gap := p.px(1.5)
	pitch := (r.W + gap) / float64(c.columns)
	joins := p.emptyLine != 0 && pitch < p.px(leastOutlined)
	var n int
	for i := 0; i < len(c.colors); i += n {
		color := c.colors[i]
		for n = 1; joins && (i+n)%c.columns != 0 && i+n < len(c.colors) && c.colors[i+n] == color; {
			n++
		}
		at := Rect{r.X + float64(i%c.columns)*pitch, r.Y + float64(i/c.columns)*(r.H+gap), float64(n)*pitch - gap, r.H}
		line, width := p.outline, lineWidth(p.outline, 1)
		switch {
		case color == 0:
			color, line, width = p.empty, p.emptyLine, lineWidth(p.emptyLine, 1)
		case color == coming:
			color, line, width = p.comingFill(), p.muted, 1
		case color < keptBase+Color(len(storers)):
			color = p.kept[color-keptBase]
		}
		if p.emptyLine != 0 && width == 0 {
			line, width = p.emptyLine, 1
		}
		p.Items = append(p.Items, Item{Kind: Box, Rect: at, Radius: p.px(1.5), Fill: color, Line: line, Width: width})
	}
}

// comingFill is the ground of a cell that has still to come.
func (p *pen) comingFill() Color {
	if p.light() {
		return p.hairline
	}
	return p.pressed
}
