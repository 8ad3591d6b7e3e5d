package scene

// A style is a size of type: face, size and the height of its line.
type style struct {
	face         Face
	size, height float64
}

// The styles, at a text scale of 100 %. Nothing is smaller than 14.
var (
	typeSum     = style{Bold, 20, 24}
	typeTitle   = style{Bold, 18, 24}
	typeClock   = style{Bold, 16, 18}
	typeHeading = style{Bold, 15, 20}
	typeBody    = style{Regular, 14, 20}
	typeStrong  = style{Bold, 14, 20}
	typeCode    = style{Mono, 14, 19}
)

// capital is the height of capital letters as a share of the size; lines are centred by it.
const capital = 0.711

// baseline returns how far below the top of a line of some height its baseline is.
func (s style) baseline(height float64) float64 { return height/2 + capital*s.size/2 }

// times returns the style at a scale.
func (s style) times(k float64) style { return style{s.face, s.size * k, s.height * k} }
