package scene

// Cells are many equal things in rows, each painted as one of a few looks. An
// item of them is painted as all of their parts would be, and costs little to lay out.
type Cells struct {
	Columns int
	Pitch   Point    // from one cell to the next, and from row to row
	Looks   [][]Item // what a cell can look like: parts of it, from its upper left corner
	Of      []uint8  // the look of each cell, row by row
}

// A Grid is where cells can be met: things that are too many for a node each. Those that are selected, have the
// pointer or the focus have a node all the same.
type Grid struct {
	Rect     Rect // what can be seen of it
	Whole    Rect
	Pitch    Point
	Columns  int
	IDs      []string // of the node of each cell, row by row
	Scrolled Panel
}

// Cell returns where a cell is, also where that cannot be seen.
func (g *Grid) Cell(i int) Rect {
	return Rect{g.Whole.X + float64(i%g.Columns)*g.Pitch.X, g.Whole.Y + float64(i/g.Columns)*g.Pitch.Y, g.Pitch.X - 1, g.Pitch.Y - 1}
}

// at returns the cell at a point.
func (g *Grid) at(p Point) (i int, ok bool) {
	if !g.Rect.Holds(p) {
		return 0, false
	}
	column, row := int((p.X-g.Whole.X)/g.Pitch.X), int((p.Y-g.Whole.Y)/g.Pitch.Y)
	i = row*g.Columns + column
	return i, column < g.Columns && i >= 0 && i < len(g.IDs)
}

// cellAt returns the node of the cell at a point, as far as it can be told without its thing, or nil.
func (f *Frame) cellAt(p Point) *Node {
	for i := len(f.Grids) - 1; i >= 0; i-- {
		g := &f.Grids[i]
		if at, ok := g.at(p); ok {
			id := g.IDs[at]
			return &Node{
				ID: id, Panel: PanelWorld, Role: RoleListitem, Name: id, Rect: overlap(g.Cell(at), g.Rect), Whole: g.Cell(at), Scrolled: g.Scrolled,
				Action: &Action{Label: "Select", Verb: Select, Arg: id}, Menu: id,
			}
		}
	}
	return nil
}

// Beside returns the id of the cell next to another in a direction of which dx or dy is 0; ok is false where the first
// is none, or there is none on that side of it.
func (f *Frame) Beside(id string, dx, dy int) (next string, ok bool) {
	for i := range f.Grids {
		g := &f.Grids[i]
		for at := range g.IDs {
			if g.IDs[at] != id {
				continue
			}
			column, row := at%g.Columns+dx, at/g.Columns+dy
			to := row*g.Columns + column
			if column < 0 || column >= g.Columns || row < 0 || to >= len(g.IDs) {
				return "", false
			}
			return g.IDs[to], true
		}
	}
	return "", false
}

// FirstCell returns the id of the cell nearest to a point, in the nearest grid, or "".
func (f *Frame) FirstCell(to Rect, dx, dy float64) (id string, distance float64) {
	middle := Point{to.X + to.W/2, to.Y + to.H/2}
	for i := range f.Grids {
		g := &f.Grids[i]
		near := Point{min(max(middle.X, g.Whole.X), g.Whole.Right()-1), min(max(middle.Y, g.Whole.Y), g.Whole.Bottom()-1)}
		x, y := near.X-middle.X, near.Y-middle.Y
		along, aside := x*dx+y*dy, x*dy+y*dx
		if aside < 0 {
			aside = -aside
		}
		if d := along + 3*aside; along > 0 && (id == "" || d < distance) {
			column, row := int((near.X-g.Whole.X)/g.Pitch.X), int((near.Y-g.Whole.Y)/g.Pitch.Y)
			at := min(row*g.Columns+min(column, g.Columns-1), len(g.IDs)-1)
			id, distance = g.IDs[at], d
		}
	}
	return id, distance
}
