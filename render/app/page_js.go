package app

import (
	"errors"

	"github.com/hajimehoshi/ebiten/v2"
)

// runOptions leave the focus where the page has it: the canvas is only a picture.
var runOptions = &ebiten.RunGameOptions{InitUnfocused: true}

// prepare leaves text fields and Tab to the page.
func (a *App) prepare() {
	ebiten.SetRunnableOnUnfocused(true)
	a.control.Set("native", "true")
}

// devices reads nothing: in the page pointers and keys come from the document,
// through App.Pointer and App.Key, when they happen. Ebitengine would look once
// a frame at what is down, and miss a click that is shorter.
type devices struct{}

func (devices) read(surface) Input { return Input{} }

// capture is for windows: a page has no files.
func capture(*ebiten.Image, string) error {
	return errors.New("the page cannot write pictures; the window can")
}
