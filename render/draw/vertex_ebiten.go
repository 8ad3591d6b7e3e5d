//go:build js || display

package draw

import "github.com/hajimehoshi/ebiten/v2"

// A vertex is Ebitengine's, so that nothing is copied.
type vertex = ebiten.Vertex
