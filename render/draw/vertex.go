//go:build !js && !display

package draw

// A vertex has the fields of an ebiten.Vertex that the mesh sets. Where
// Ebitengine is there it is one, so that nothing is copied.
type vertex struct {
	DstX, DstY, SrcX, SrcY         float32 // in device pixels and texels
	ColorR, ColorG, ColorB, ColorA float32 // premultiplied by alpha
}
