package paper

import (
	"bytes"
	"image"
	"image/png"
	"math"

	"blockyard/render/draw"
	"blockyard/render/scene"
)

// PNG returns a part of a frame as a PNG picture, with so many pixels for each logical one: painted as the screen is, by
// the same triangles.
func PNG(f *scene.Frame, part scene.Rect, ratio float64) ([]byte, error) {
	pixels := func(v float64) int { return int(math.Round(v * ratio)) }
	at := image.Rect(pixels(part.X), pixels(part.Y), pixels(part.Right()), pixels(part.Bottom()))
	var b bytes.Buffer
	if err := png.Encode(&b, draw.Software(f, ratio).SubImage(at)); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}
