package draw

import "blockyard/render/scene"

// grid adds cells: look by look, since the sprites of one look are alike.
func (m *mesh) grid(it *scene.Item) {
	g := it.Cells
	if g == nil || g.Columns < 1 {
		return
	}
	for look := range g.Looks {
		for part := range g.Looks[look] {
			m.part(it.Rect, g, uint8(look), &g.Looks[look][part])
		}
	}
}

// part adds one part of every cell of a look.
func (m *mesh) part(at scene.Rect, g *scene.Cells, look uint8, part *scene.Item) {
	one := *part
	points := m.path.moved[:0]
	for i, of := range g.Of {
		if of != look {
			continue
		}
		x, y := at.X+float64(i%g.Columns)*g.Pitch.X, at.Y+float64(i/g.Columns)*g.Pitch.Y
		one.Rect.X, one.Rect.Y = part.Rect.X+x, part.Rect.Y+y
		if len(part.Points) > 0 {
			points = points[:0]
			for _, p := range part.Points {
				points = append(points, scene.Point{X: p.X + x, Y: p.Y + y})
			}
			one.Points = points
		}
		m.item(&one)
	}
	m.path.moved = points
}
