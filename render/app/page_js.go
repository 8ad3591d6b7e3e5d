package app

import (
	"errors"

	"github.com/hajimehoshi/ebiten/v2"
)

// wheelStep is how far a wheel scrolls for each of the browser's pixels.
const wheelStep = 1

// runOptions leave the focus where the page has it: the canvas is only a picture.
var runOptions = &ebiten.RunGameOptions{InitUnfocused: true}

// prepare leaves text fields and Tab to the page.
func (a *App) prepare() {
	ebiten.SetRunnableOnUnfocused(true)
	a.control.Set("native", "true")
}

// keyboard reads nothing: in the page keys come from the document, through App.Key.
type keyboard struct{}

func (keyboard) read(*Input) {}

// capture is for windows: a page has no files.
func capture(*ebiten.Image, string) error {
	return errors.New("the page cannot write pictures; the window can")
}
