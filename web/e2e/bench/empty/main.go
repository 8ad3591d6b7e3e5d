//go:build js || display

// Command empty is a game of Ebitengine that shows nothing, sixty times a
// second. It is what Blockyard is measured against: how large the engine is by
// itself, how soon its first frame is there, and what redrawing costs.
package main

import "github.com/hajimehoshi/ebiten/v2"

// A game shows an empty screen as large as the page or the window.
type game struct{}

// Update does nothing.
func (game) Update() error { return nil }

// Draw leaves the screen as Ebitengine cleared it.
func (game) Draw(*ebiten.Image) {}

// Layout asks for as many pixels as there are.
func (game) Layout(width, height int) (int, int) { return width, height }

func main() {
	ebiten.SetWindowSize(1280, 800)
	if err := ebiten.RunGame(game{}); err != nil {
		panic(err) // there is nothing to show it in
	}
}
