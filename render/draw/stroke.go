package draw

import (
	"math"

	"blockyard/render/scene"
)

// A dot is a point in device pixels.
type dot struct{ x, y float32 }

// toward returns the point so far from p in the direction of q.
func (p dot) toward(q dot, distance float32) dot {
	d := direction(p, q)
	return dot{p.x + d.x*distance, p.y + d.y*distance}
}

// direction returns the step of length 1 from one point to another; it is zero between equal points.
func direction(p, q dot) dot {
	length := distance(p, q)
	if length == 0 {
		return dot{}
	}
	return dot{(q.x - p.x) / length, (q.y - p.y) / length}
}

// distance returns how far apart two points are.
func distance(p, q dot) float32 { return float32(math.Hypot(float64(q.x-p.x), float64(q.y-p.y))) }

// A pathScratch is memory that is used again for every path.
type pathScratch struct {
	device, dash, line []dot
	shape              []corner
	four               [4]corner
	moved              []scene.Point
	cutFrom, cutTo     []corner
}

// device converts points to device pixels and drops repeated ones.
func (m *mesh) device(points []scene.Point, closed bool) []dot {
	path := m.path.device[:0]
	for _, p := range points {
		d := dot{float32(p.X * m.ratio), float32(p.Y * m.ratio)}
		if len(path) == 0 || path[len(path)-1] != d {
			path = append(path, d)
		}
	}
	m.path.device = path
	if closed && len(path) > 1 && path[0] == path[len(path)-1] {
		path = path[:len(path)-1]
	}
	return path
}

// stroke adds a line along points. One that runs straight everywhere stands on whole pixels.
func (m *mesh) stroke(points []scene.Point, closed bool, width float64, dash [2]float64, color scene.Color) {
	if width <= 0 || color&0xff == 0 {
		return
	}
	path, w := m.device(points, closed), float32(max(1, width*m.ratio))
	if len(path) < 2 {
		return
	}
	if straight(path, closed) {
		w = m.lineWidth(width)
		centre(path, closed, w)
	}
	if dash[0] > 0 && dash[1] > 0 {
		m.dash(path, closed, w, dash, tintOf(color))
		return
	}
	m.line(path, closed, w, tintOf(color))
}

// segments returns how many segments a path has.
func segments(path []dot, closed bool) int {
	if closed {
		return len(path)
	}
	return len(path) - 1
}

// straight reports whether every segment of a path is upright or level.
func straight(path []dot, closed bool) bool {
	for i := range segments(path, closed) {
		if a, b := path[i], path[(i+1)%len(path)]; a.x != b.x && a.y != b.y {
			return false
		}
	}
	return true
}

// centre moves a straight path so that a line of that width has its sides on pixel edges.
func centre(path []dot, closed bool, width float32) {
	half := float64(width / 2)
	snap := func(v float32) float32 { return float32(math.Floor(float64(v)-half+0.5) + half) }
	for i := range segments(path, closed) {
		a, b := &path[i], &path[(i+1)%len(path)]
		if a.x == b.x {
			a.x = snap(a.x)
			b.x = a.x
		} else {
			a.y = snap(a.y)
			b.y = a.y
		}
	}
}

// line paints a solid line with mitred joints and flat ends.
func (m *mesh) line(path []dot, closed bool, width float32, c tint) {
	if straight(path, closed) {
		m.straightLine(path, closed, width, c)
		return
	}
	m.softLine(path, closed, width, c)
}

// straightLine paints a rectangle for each segment. At a joint the one before
// covers the corner and the one after starts behind it, so that no pixel is
// painted twice.
func (m *mesh) straightLine(path []dot, closed bool, width float32, c tint) {
	half, n := width/2, segments(path, closed)
	for i := range n {
		a, b := path[i], path[(i+1)%len(path)]
		from, to := a, b
		if i > 0 || closed {
			from = a.toward(b, half)
		}
		if i < n-1 || closed {
			to = b.toward(a, -half)
		}
		if a.x == b.x {
			m.rect(box{a.x - half, nearest(min(from.y, to.y)), a.x + half, nearest(max(from.y, to.y))}, c)
		} else {
			m.rect(box{nearest(min(from.x, to.x)), a.y - half, nearest(max(from.x, to.x)), a.y + half}, c)
		}
	}
}

// nearest rounds to a whole pixel.
func nearest(v float32) float32 { return float32(math.Floor(float64(v) + 0.5)) }

// softLine paints a line whose sides and ends are ramps of one pixel.
func (m *mesh) softLine(path []dot, closed bool, width float32, c tint) {
	if !closed {
		path = m.softEnds(path)
	}
	inner, outer := max(0, width/2-0.5), width/2+0.5
	for i := range segments(path, closed) {
		j := (i + 1) % len(path)
		a, b := float32(1), float32(1)
		if !closed && i == 0 {
			a = 0
		}
		if !closed && j == len(path)-1 {
			b = 0
		}
		left0, left1 := offset(path, i, closed, inner, a), offset(path, j, closed, inner, b)
		right0, right1 := offset(path, i, closed, -inner, a), offset(path, j, closed, -inner, b)
		m.quadrangle(left0, left1, right1, right0, c)
		m.quadrangle(left0, left1, offset(path, j, closed, outer, 0), offset(path, i, closed, outer, 0), c)
		m.quadrangle(right0, right1, offset(path, j, closed, -outer, 0), offset(path, i, closed, -outer, 0), c)
	}
}

// softEnds returns an open path with half a pixel before and after each end,
// between which the line fades.
func (m *mesh) softEnds(path []dot) []dot {
	n := len(path)
	head := min(0.5, 0.49*distance(path[0], path[1]))
	tail := min(0.5, 0.49*distance(path[n-2], path[n-1]))
	line := append(m.path.line[:0], path[0].toward(path[1], -head), path[0].toward(path[1], head))
	line = append(line, path[1:n-1]...)
	line = append(line, path[n-1].toward(path[n-2], tail), path[n-1].toward(path[n-2], -tail))
	m.path.line = line
	return line
}

// offset returns point i of a path moved sideways, along the miter of its two
// segments: to the left of the path for a positive distance. Joints sharper
// than 29 degrees are cut off at four times the distance, as SVG does it.
func offset(path []dot, i int, closed bool, distance, share float32) corner {
	n := len(path)
	before, after := direction(path[(i+n-1)%n], path[i]), direction(path[i], path[(i+1)%n])
	if !closed && i == 0 {
		before = after
	}
	if !closed && i == n-1 {
		after = before
	}
	cosine := before.x*after.x + before.y*after.y
	distance /= max(1+cosine, 2.0/16)
	return corner{path[i].x + (before.y+after.y)*distance, path[i].y - (before.x+after.x)*distance, share}
}

// area returns twice the area of a polygon; it is positive if the polygon turns to the right on the screen.
func area(path []dot) (sum float32) {
	for i, a := range path {
		b := path[(i+1)%len(path)]
		sum += a.x*b.y - b.x*a.y
	}
	return sum
}

// pattern returns the lengths of dash and gap in device pixels. Round a closed
// path they are stretched a little, lest a gap be cut short where it closes.
func (m *mesh) pattern(path []dot, closed bool, lengths [2]float64) [2]float32 {
	pattern := [2]float32{float32(max(0.5, lengths[0]*m.ratio)), float32(max(0.5, lengths[1]*m.ratio))}
	if !closed {
		return pattern
	}
	whole := float32(0)
	for i, p := range path {
		whole += distance(p, path[(i+1)%len(path)])
	}
	times := whole / (pattern[0] + pattern[1])
	stretch := times / max(1, nearest(times))
	return [2]float32{pattern[0] * stretch, pattern[1] * stretch}
}

// dash cuts a path into dashes, beginning with one, and paints each.
func (m *mesh) dash(path []dot, closed bool, width float32, lengths [2]float64, c tint) {
	pattern := m.pattern(path, closed, lengths)
	dash, phase, left := append(m.path.dash[:0], path[0]), 0, pattern[0]
	for i := range segments(path, closed) {
		a, b := path[i], path[(i+1)%len(path)]
		length, done := distance(a, b), float32(0)
		for ; length-done > left; left = pattern[phase] {
			done += left
			dash = append(dash, a.toward(b, done))
			if phase == 0 {
				m.line(dash, false, width, c)
			}
			dash = append(dash[:0], dash[len(dash)-1])
			phase = 1 - phase
		}
		left -= length - done
		dash = append(dash, b)
	}
	if phase == 0 && len(dash) > 1 {
		m.line(dash, false, width, c)
	}
	m.path.dash = dash
}

// dashBox paints a dashed border along the middle of its line.
func (m *mesh) dashBox(b box, radius float32, it *scene.Item) {
	path := m.path.device[:0]
	steps := 1 + int(radius/2)
	if radius == 0 {
		steps = 0
	}
	in := b.inset(radius)
	for i, p := range [4]dot{{in.x0, in.y0}, {in.x1, in.y0}, {in.x1, in.y1}, {in.x0, in.y1}} {
		for step := range steps + 1 {
			turn := float64(i) + float64(step)/float64(max(1, steps))
			sin, cos := math.Sincos(math.Pi + turn*math.Pi/2)
			path = append(path, dot{p.x + radius*float32(cos), p.y + radius*float32(sin)})
		}
	}
	m.path.device = path
	m.dash(path, true, m.lineWidth(it.Width), it.Dash, tintOf(it.Line))
}
