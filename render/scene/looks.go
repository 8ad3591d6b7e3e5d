package scene

import "blockyard/sim/ec2"

// cellLooks returns what the cells of a kind look like, by mood: the shape tells the state, the hue the kind.
func (p *pen) cellLooks(kind ec2.Kind) [][]Item {
	hue, h, radius := hueInstance, p.px(7), p.px(1.5)
	if kind == ec2.KindVolume {
		hue, h, radius = hueVolume, p.px(4.4), p.px(2.2)
	}
	w := p.px(7)
	whole := Rect{0, 0, w, h}
	full := Item{Kind: Box, Rect: whole, Radius: radius, Fill: hue}
	ring := Item{Kind: Box, Rect: whole, Radius: radius, Line: hue, Width: max(1, p.px(1.4))}
	if p.outline != 0 {
		full.Line, full.Width, ring.Line, ring.Width = p.outline, 1, p.outline, 1
		ring.Fill = p.panel
	}
	lower, left := full, full
	lower.Rect, lower.Radius = Rect{0, h / 2, w, h / 2}, 0
	left.Rect, left.Radius = Rect{0, 0, w / 2, h}, 0
	cross := max(1, p.px(1.4))
	gone := ring
	gone.Line, gone.Fill = p.muted, 0
	mark := Rect{0, 0, p.px(9), p.px(9)}
	mark.X, mark.Y = (w-mark.W)/2, (h-mark.H)/2
	bad := Item{Kind: Box, Rect: mark, Radius: p.px(1), Fill: 0xFFFFFFFF}
	stroke := func(x0, y0, x1, y1 float64) Item {
		at := func(x, y float64) Point { return Point{mark.X + x*mark.W, mark.Y + y*mark.H} }
		return Item{Kind: Stroke, Line: 0xA31515FF, Width: cross, Points: []Point{at(x0, y0), at(x1, y1)}}
	}
	return [][]Item{
		moodOn: {full}, moodGoing: {ring, lower}, moodLeaving: {ring, left}, moodIdle: {ring}, moodGone: {gone},
		moodBad: {full, bad, stroke(0.25, 0.25, 0.75, 0.75), stroke(0.75, 0.25, 0.25, 0.75)},
	}
}
