//go:build js || display

package app

import (
	"slices"

	"github.com/hajimehoshi/ebiten/v2"
	"github.com/hajimehoshi/ebiten/v2/inpututil"

	"blockyard/render/scene"
)

// devices reads pointer, finger and, in the window, the keyboard.
type devices struct {
	x, y    int // where the pointer was
	inside  bool
	finger  finger
	touches []ebiten.TouchID
	keyboard
}

// read returns what was done on a surface since the last tick.
func (d *devices) read(s surface) (in Input) {
	d.readPointer(s, &in)
	d.readFinger(s, &in)
	d.keyboard.read(&in)
	return in
}

func (d *devices) readPointer(s surface, in *Input) {
	x, y := ebiten.CursorPosition()
	in.Pointer = s.point(x, y)
	in.Moved = x != d.x || y != d.y
	d.x, d.y = x, y
	inside := scene.Rect{W: s.width, H: s.height}.Holds(in.Pointer)
	in.Left = in.Moved && d.inside && !inside
	in.Moved = in.Moved && inside
	if d.inside = inside; !inside {
		return
	}
	in.Pressed = inpututil.IsMouseButtonJustPressed(ebiten.MouseButtonLeft)
	in.Released = inpututil.IsMouseButtonJustReleased(ebiten.MouseButtonLeft)
	_, turns := ebiten.Wheel()
	in.Wheel = -turns * wheelStep
}

// readFinger follows the first finger that touches; what others do means nothing here.
func (d *devices) readFinger(s surface, in *Input) {
	d.touches = ebiten.AppendTouchIDs(d.touches[:0])
	if len(d.touches) == 0 {
		d.finger.follow(false, scene.Point{}, in)
		return
	}
	x, y := ebiten.TouchPosition(slices.Min(d.touches))
	d.finger.follow(true, s.point(x, y), in)
}
