//go:build display && !js

package app

import (
	"slices"

	"github.com/hajimehoshi/ebiten/v2"
	"github.com/hajimehoshi/ebiten/v2/inpututil"

	"blockyard/render/scene"
)

// wheelStep is how far a notch of the wheel scrolls, in logical pixels.
const wheelStep = 48

// devices reads the pointer, fingers and the keyboard of the window.
type devices struct {
	x, y    int  // where the pointer was
	over    bool // it was told to be over the picture
	held    bool // its first button went down there, and is down
	touches []ebiten.TouchID
	lifted  []ebiten.TouchID
	keyboard
}

// point returns the place of a device pixel.
func (s surface) point(x, y int) scene.Point {
	return scene.Point{X: float64(x) / s.ratio, Y: float64(y) / s.ratio}
}

// read returns what was done on a surface since the last tick.
func (d *devices) read(s surface) (in Input) {
	d.readPointer(s, &in)
	d.readFingers(s, &in)
	d.keyboard.read(&in)
	return in
}

// readPointer reads the mouse. While its button is held, it is followed beyond the picture too.
func (d *devices) readPointer(s surface, in *Input) {
	x, y := ebiten.CursorPosition()
	at := s.point(x, y)
	p := Pointer{
		X: at.X, Y: at.Y,
		Shift: ebiten.IsKeyPressed(ebiten.KeyShift), Ctrl: ebiten.IsKeyPressed(ebiten.KeyControl), Alt: ebiten.IsKeyPressed(ebiten.KeyAlt),
	}
	tell := func(kind PointerKind) {
		p.Kind = kind
		in.Pointers = append(in.Pointers, p)
	}
	inside := scene.Rect{W: s.width, H: s.height}.Holds(at)
	if (inside || d.held) && (x != d.x || y != d.y) {
		tell(PointerMove)
	}
	d.x, d.y = x, y
	if inside {
		d.readButtons(tell)
		if _, turns := ebiten.Wheel(); turns != 0 {
			p.Scroll = -turns * wheelStep
			tell(PointerWheel)
		}
	}
	if d.held && inpututil.IsMouseButtonJustReleased(ebiten.MouseButtonLeft) {
		d.held = false
		tell(PointerUp)
	}
	if d.over && !inside && !d.held {
		tell(PointerLeave)
	}
	d.over = inside || d.held
}

// readButtons reads the buttons that went down.
func (d *devices) readButtons(tell func(PointerKind)) {
	if inpututil.IsMouseButtonJustPressed(ebiten.MouseButtonLeft) {
		d.held = true
		tell(PointerDown)
	}
	if inpututil.IsMouseButtonJustPressed(ebiten.MouseButtonRight) {
		tell(PointerMenu)
	}
}

// readFingers reads which fingers went down, where those that touch are, and which were lifted.
func (d *devices) readFingers(s surface, in *Input) {
	tell := func(kind PointerKind, id ebiten.TouchID, x, y int) {
		at := s.point(x, y)
		in.Pointers = append(in.Pointers, Pointer{Kind: kind, X: at.X, Y: at.Y, Touch: true, ID: int(id)})
	}
	d.lifted = inpututil.AppendJustReleasedTouchIDs(d.lifted[:0])
	for _, id := range d.lifted {
		x, y := inpututil.TouchPositionInPreviousTick(id)
		tell(PointerUp, id, x, y)
	}
	d.touches = ebiten.AppendTouchIDs(d.touches[:0])
	slices.Sort(d.touches)
	for _, id := range d.touches {
		x, y := ebiten.TouchPosition(id)
		kind := PointerMove
		if inpututil.TouchPressDuration(id) == 1 {
			kind = PointerDown
		}
		tell(kind, id, x, y)
	}
}
