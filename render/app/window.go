//go:build display && !js

package app

import (
	"errors"
	"image"
	"image/png"
	"os"

	"github.com/hajimehoshi/ebiten/v2"
	"github.com/hajimehoshi/ebiten/v2/inpututil"
)

// The least size of the window, in the system's pixels.
const (
	leastWidth  = 800
	leastHeight = 600
)

var runOptions = &ebiten.RunGameOptions{X11ClassName: "Blockyard", X11InstanceName: "blockyard"}

// prepare sets the window up.
func (a *App) prepare() {
	ebiten.SetWindowTitle("Blockyard")
	ebiten.SetWindowResizingMode(ebiten.WindowResizingModeEnabled)
	ebiten.SetWindowSizeLimits(leastWidth, leastHeight, -1, -1)
	ebiten.SetWindowSize(1280, 800)
}

// keyboard reads keys. There is no clipboard: Ebitengine has none, so that
// Ctrl+V does nothing here; the page has the browser's.
type keyboard struct {
	letters []rune
}

// named are the keys that are no letters, as the browser spells them.
var named = []struct {
	key  ebiten.Key
	name string
}{
	{ebiten.KeyEnter, "Enter"},
	{ebiten.KeyNumpadEnter, "Enter"},
	{ebiten.KeyEscape, "Escape"},
	{ebiten.KeyTab, "Tab"},
	{ebiten.KeyBackspace, "Backspace"},
	{ebiten.KeyDelete, "Delete"},
	{ebiten.KeyArrowLeft, "ArrowLeft"},
	{ebiten.KeyArrowRight, "ArrowRight"},
	{ebiten.KeyArrowUp, "ArrowUp"},
	{ebiten.KeyArrowDown, "ArrowDown"},
	{ebiten.KeyHome, "Home"},
	{ebiten.KeyEnd, "End"},
	{ebiten.KeyF6, "F6"},
	{ebiten.KeyF10, "F10"},
	{ebiten.KeyContextMenu, "ContextMenu"},
	{ebiten.KeyPageUp, "PageUp"},
	{ebiten.KeyPageDown, "PageDown"},
}

// commands are the letters that do something with Ctrl; without it they come as text.
var commands = []struct {
	key  ebiten.Key
	name string
}{
	{ebiten.KeyC, "c"},
	{ebiten.KeyK, "k"},
}

// read takes in letters as the system composes them, and the other keys.
func (k *keyboard) read(in *Input) {
	k.letters = ebiten.AppendInputChars(k.letters[:0])
	in.Text = string(k.letters)
	for _, n := range named {
		if repeats(inpututil.KeyPressDuration(n.key)) {
			in.Keys = append(in.Keys, Keystroke{
				n.name, ebiten.IsKeyPressed(ebiten.KeyShift), ebiten.IsKeyPressed(ebiten.KeyControl), ebiten.IsKeyPressed(ebiten.KeyAlt),
			})
		}
	}
	for _, n := range commands {
		if ebiten.IsKeyPressed(ebiten.KeyControl) && inpututil.IsKeyJustPressed(n.key) {
			in.Keys = append(in.Keys, Keystroke{Key: n.name, Ctrl: true})
		}
	}
}

// repeats reports whether a key that has been down for so many ticks counts as
// pressed once more: at first, and, held for half a second, twenty times a second.
func repeats(ticks int) bool { return ticks == 1 || ticks >= 30 && ticks%3 == 0 }

// capture writes what the screen shows into a file, as PNG.
func capture(screen *ebiten.Image, name string) error {
	picture := image.NewRGBA(screen.Bounds())
	screen.ReadPixels(picture.Pix)
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	return errors.Join(png.Encode(f, picture), f.Close())
}
