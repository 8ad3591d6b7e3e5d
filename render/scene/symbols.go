package scene

import "math"

// A symbol is a kind's icon or an icon of the interface. All are drawn shapes on
// a grid of 16 × 16, never glyphs of a font.
type symbol uint8

const (
	symbolInstance symbol = iota
	symbolStopped         // an instance without its core
	symbolVolume
	symbolDisk
	symbolSnapshot
	symbolImage
	symbolRegion
	symbolZone
	symbolPlay
	symbolPause
	symbolStep
	symbolUntil // to a moment that is chosen
	symbolBack  // one event back
	symbolStart // to the beginning
	symbolUndo
	symbolRedo
	symbolLeft
	symbolRight
	symbolHint
	symbolRestart
	symbolMenu
	symbolTheme
	symbolText
	symbolCheck
	symbolCross
	symbolClock
	symbolHalf
	symbolWarning
	symbolLane
	symbolInterface
	symbolPlus
	symbolMinus
	symbolDown
	symbolUp
	symbolCopy
	symbolChart
	symbolSearch
	symbolPrompt
	symbolBook
	symbolAccount
	symbolMore
	symbolHelp
	symbolEye
	symbolBill
	symbolOverview
	symbolLock
	symbolAddress
	symbolKey
	symbolBeside
	symbolOneLane
	symbolFork
	symbolDownload
)

// A grid draws on 16 × 16 squares that lie somewhere on the screen.
type grid struct {
	*pen
	x, y, unit float64
}

func (g grid) at(x, y float64) Point { return Point{g.x + x*g.unit, g.y + y*g.unit} }

// line draws a line of a width in squares through pairs of coordinates.
func (g grid) line(color Color, width float64, coordinates ...float64) {
	points := make([]Point, 0, len(coordinates)/2)
	for i := 0; i < len(coordinates); i += 2 {
		points = append(points, g.at(coordinates[i], coordinates[i+1]))
	}
	g.Items = append(g.Items, Item{Kind: Stroke, Line: color, Width: width * g.unit, Points: points})
}

// shape fills a convex polygon, with the theme's outline.
func (g grid) shape(fill Color, coordinates ...float64) {
	points := make([]Point, 0, len(coordinates)/2)
	for i := 0; i < len(coordinates); i += 2 {
		points = append(points, g.at(coordinates[i], coordinates[i+1]))
	}
	g.polygon(fill, points)
}

// polygon fills a convex polygon, with the theme's outline.
func (g grid) polygon(fill Color, points []Point) {
	g.Items = append(g.Items, Item{Kind: Polygon, Fill: fill, Line: g.outline, Width: g.outlineWidth(), Points: points})
}

// outlineWidth is 2, and 1 round what is smaller than 12.
func (g grid) outlineWidth() float64 {
	switch {
	case g.outline == 0:
		return 0
	case 16*g.unit < 12:
		return 1
	}
	return 1.5
}

// square fills a rectangle of the grid, with the theme's outline.
func (g grid) square(fill, line Color, width, x, y, w, h, radius float64) {
	at := g.at(x, y)
	g.Items = append(g.Items, Item{
		Kind: Box, Rect: Rect{at.X, at.Y, w * g.unit, h * g.unit}, Radius: radius * g.unit, Fill: fill, Line: line, Width: width,
	})
}

// disc fills a circle, or draws one where there is no fill.
func (g grid) disc(fill, line Color, width, x, y, radius float64) {
	g.square(fill, line, width*g.unit, x-radius, y-radius, 2*radius, 2*radius, radius)
}

// arc returns points of an ellipse from an angle to another, in quarter turns clockwise from the right.
func (g grid) arc(x, y, rx, ry, from, to float64, steps int) []Point {
	points := make([]Point, 0, steps+1)
	for i := range steps + 1 {
		angle := (from + (to-from)*float64(i)/float64(steps)) * math.Pi / 2
		points = append(points, g.at(x+rx*math.Cos(angle), y+ry*math.Sin(angle)))
	}
	return points
}

// icon draws a symbol in a square of some size. The colour is that of interface icons; kinds have their own.
func (p *pen) icon(s symbol, x, y, size float64, color Color) {
	if !p.visible(Rect{x, y, size, size}) {
		return
	}
	g := grid{p, x, y, size / 16}
	drawings[s](g, color)
}

// placeInk is the colour of the icons of places, which are lines alone.
func (g grid) placeInk() Color {
	if g.outline != 0 {
		return g.outline
	}
	return hueOther
}

// dashes draws a dashed line between two places.
func (g grid) dashes(color Color, ends [4]float64) {
	g.Items = append(g.Items, Item{
		Kind: Stroke, Line: color, Width: 1.6 * g.unit, Dash: [2]float64{3 * g.unit, 2.2 * g.unit},
		Points: []Point{g.at(ends[0], ends[1]), g.at(ends[2], ends[3])},
	})
}

func (g grid) instance(running bool) {
	if g.outline != 0 {
		fill := hueInstance
		if !running {
			fill = g.panel
		}
		g.square(fill, g.outline, 1.5, 1.5, 1.5, 13, 13, 2.5)
	} else {
		g.square(0, hueInstance, 2*g.unit, 1.5, 1.5, 13, 13, 2.5)
	}
	switch {
	case !running:
	case g.outline != 0:
		g.square(g.outline, 0, 0, 5, 5, 6, 6, 1)
	default:
		g.square(hueInstance, 0, 0, 5, 5, 6, 6, 1)
	}
}

// cylinder draws a disk; that of an instance store has a torn foot.
func (g grid) cylinder(hue Color, torn bool) {
	outline := g.arc(8, 4, 6, 2.5, -2, 0, 8)
	if torn {
		g.polygonPlain(hue, append(append([]Point{}, outline...), g.at(14, 11.6), g.at(2, 11.6)))
		for _, x := range []float64{2, 8} {
			g.polygonPlain(hue, []Point{g.at(x, 11.5), g.at(x+6, 11.5), g.at(x+6, 14.5), g.at(x+3, 11.6), g.at(x, 14.5)})
		}
		foot := []Point{g.at(14, 14.5), g.at(11, 11.6), g.at(8, 14.5), g.at(5, 11.6), g.at(2, 14.5)}
		g.around(append(outline, foot...))
	} else {
		outline = append(outline, g.arc(8, 12, 6, 2.5, 0, 2, 8)...)
		g.polygonPlain(hue, outline)
		g.around(outline)
	}
	rim := g.ground
	if g.outline != 0 {
		rim = g.outline
	}
	g.line(rim, 1.3, 2.6, 4.6, 5, 5.9, 8, 6.4, 11, 5.9, 13.4, 4.6)
}

// polygonPlain fills a polygon without an outline; the torn foot's halves become triangles.
func (g grid) polygonPlain(fill Color, points []Point) {
	if len(points) == 5 { // concave at its fourth point: two triangles
		g.Items = append(g.Items,
			Item{Kind: Polygon, Fill: fill, Points: []Point{points[0], points[3], points[4]}},
			Item{Kind: Polygon, Fill: fill, Points: []Point{points[1], points[2], points[3]}})
		return
	}
	g.Items = append(g.Items, Item{Kind: Polygon, Fill: fill, Points: points})
}

// around draws the theme's outline round a shape.
func (g grid) around(points []Point) {
	if g.outline != 0 {
		closed := append(append([]Point{}, points...), points[0])
		g.Items = append(g.Items, Item{Kind: Stroke, Line: g.outline, Width: g.outlineWidth(), Points: closed})
	}
}

// fill paints a convex polygon in one colour, without an outline.
func (g grid) fill(color Color, coordinates ...float64) {
	points := make([]Point, 0, len(coordinates)/2)
	for i := 0; i < len(coordinates); i += 2 {
		points = append(points, g.at(coordinates[i], coordinates[i+1]))
	}
	g.Items = append(g.Items, Item{Kind: Polygon, Fill: color, Points: points})
}
