//go:build js || display

package draw

import (
	"image"

	"github.com/hajimehoshi/ebiten/v2"

	"blockyard/render/scene"
)

// A Painter paints frames onto Ebitengine's screen. The zero Painter is ready.
// It keeps its memory and its texture from frame to frame.
type Painter struct {
	mesh    *mesh
	texture *ebiten.Image
	upload  []byte // texels on their way to the texture
}

// Paint paints a frame over what the screen shows, with pixelRatio device
// pixels for each logical one. The screen is measured in device pixels. Paint
// does not clear it: a frame begins with its ground.
func (p *Painter) Paint(screen *ebiten.Image, f *scene.Frame, pixelRatio float64) {
	if p.mesh == nil {
		p.mesh = newMesh()
	}
	p.mesh.build(f, pixelRatio)
	p.refresh()
	options := ebiten.DrawTrianglesOptions{ColorScaleMode: ebiten.ColorScaleModePremultipliedAlpha}
	for _, b := range p.mesh.filled() {
		screen.DrawTriangles(b.vertices, b.indices, p.texture, &options)
	}
}

// refresh brings the changed rows of the atlas into the texture.
func (p *Painter) refresh() {
	a := p.mesh.atlas
	if p.texture == nil || p.texture.Bounds().Dy() != a.height {
		if p.texture != nil {
			p.texture.Deallocate()
		}
		p.texture = ebiten.NewImageWithOptions(image.Rect(0, 0, atlasWidth, a.height), &ebiten.NewImageOptions{Unmanaged: true})
	}
	from, to := a.clean()
	if from >= to {
		return
	}
	p.upload = p.upload[:0]
	for _, alpha := range a.alpha[from*atlasWidth : to*atlasWidth] {
		p.upload = append(p.upload, alpha, alpha, alpha, alpha)
	}
	rows := p.texture.SubImage(image.Rect(0, from, atlasWidth, to))
	rows.(*ebiten.Image).WritePixels(p.upload)
}

// clean returns the rows that have changed since the last call.
func (a *atlas) clean() (from, to int) {
	from, to = a.dirtyFrom, a.dirtyTo
	a.dirtyFrom, a.dirtyTo = a.height, 0
	return from, max(from, to)
}
