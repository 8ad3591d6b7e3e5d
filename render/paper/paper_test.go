package paper

import (
	"bytes"
	"encoding/xml"
	"errors"
	"image/color"
	"image/png"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"blockyard/render/scene"
	"blockyard/render/typeface"
	"blockyard/scripting/session"
)

// chart returns a small chart alone on a sheet.
func chart(theme scene.ThemeName) *scene.Frame {
	c := &scene.Plot{
		ID: "p", Title: "Disks & <servers>", X: scene.PlotAxis{Name: "hours"}, Y: scene.PlotAxis{Text: scene.DollarTicks},
		Series: []scene.PlotSeries{
			{Name: "store", Points: []scene.PlotPoint{{X: 0, Y: 72}, {X: 24, Y: 72}}},
			{Name: "ebs", Points: []scene.PlotPoint{{X: 0, Y: 5}, {X: 24, Y: 77}}},
		},
		Calls: []scene.PlotCall{{At: scene.PlotPoint{X: 67.0 / 3, Y: 72}, Title: "Same cost at 22 h 20 min a day"}},
	}
	return scene.PlotSheet(c, []string{`a "note"`}, 640, 400, theme, 100, typeface.Measure)
}

func all(f *scene.Frame) scene.Rect { return scene.Rect{W: f.Width, H: f.Height} }

// read reads an SVG document and returns its texts and how often each element occurs.
func read(t *testing.T, svg []byte) (texts []string, elements map[string]int) {
	elements = map[string]int{}
	d := xml.NewDecoder(bytes.NewReader(svg))
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return texts, elements
		}
		require.NoError(t, err)
		switch token := token.(type) {
		case xml.StartElement:
			elements[token.Name.Local]++
		case xml.CharData:
			if text := strings.TrimSpace(string(token)); text != "" {
				texts = append(texts, text)
			}
		}
	}
}

func TestTheFileSaysWhatTheChartSays(t *testing.T) {
	f := chart(scene.Dark)
	texts, elements := read(t, SVG(f, all(f), "a chart"))
	require.Equal(t, "a chart", texts[0])
	var painted []string
	for _, it := range f.Items {
		if it.Kind == scene.Label && it.Text != "" {
			painted = append(painted, it.Text)
		}
	}
	require.Equal(t, painted, texts[1:])
	require.Contains(t, painted, "Disks & <servers>")
	require.Equal(t, len(painted), elements["text"])
	require.Equal(t, SVG(chart(scene.Dark), all(f), "a chart"), SVG(f, all(f), "a chart"), "the same bytes every time")
}

// TestTheWholeScreenOnPaper puts everything that the screen has on paper: clipped panels, cells, dashes.
func TestTheWholeScreenOnPaper(t *testing.T) {
	s := session.Sandbox(session.Options{Seed: 1})
	s.Run("aws ec2 run-instances --image-id @al2023 --instance-type t3.micro --count 3; yard run 1d", func(string) {}, func(string) {})
	for _, zoom := range []scene.ZoomLevel{scene.ZoomCards, scene.ZoomCells} {
		f := scene.Layout(s, &scene.UI{Width: 1440, Height: 900, Theme: scene.Light, Zoom: zoom}, typeface.Measure)
		texts, elements := read(t, SVG(f, all(f), ""))
		require.Contains(t, texts, "us-east-1")
		require.Positive(t, elements["clipPath"])
		require.Equal(t, elements["clipPath"], strings.Count(string(SVG(f, all(f), "")), "<g "))
		require.Greater(t, elements["rect"]+elements["polygon"], 50)
	}
}

func TestAPictureHasItsSizeAndItsColours(t *testing.T) {
	f := chart(scene.Light)
	for _, ratio := range []float64{1, 2} {
		b, err := PNG(f, scene.Rect{X: 10, Y: 20, W: 600, H: 300}, ratio)
		require.NoError(t, err)
		p, err := png.Decode(bytes.NewReader(b))
		require.NoError(t, err)
		require.Equal(t, int(600*ratio), p.Bounds().Dx())
		require.Equal(t, int(300*ratio), p.Bounds().Dy())
		seen := map[color.Color]int{}
		for y := range p.Bounds().Dy() {
			for x := range p.Bounds().Dx() {
				seen[color.RGBAModel.Convert(p.At(p.Bounds().Min.X+x, p.Bounds().Min.Y+y))]++
			}
		}
		require.Greater(t, seen[color.RGBA{0xff, 0xff, 0xff, 0xff}], 100000, "the ground")
		require.Positive(t, seen[color.RGBA{0xD5, 0x5E, 0, 0xff}], "a marker")
		require.Greater(t, seen[color.RGBA{0x14, 0x1A, 0x24, 0xff}], 500, "a line")
	}
}

func TestWhatXMLCannotSay(t *testing.T) {
	f := &scene.Frame{Width: 10, Height: 10, Items: []scene.Item{{Kind: scene.Label, Text: "a\x00\x1b&<>\"'\uFFFEé", Fill: 0xff, Size: 14}}}
	texts, _ := read(t, SVG(f, all(f), "<&>"))
	require.Equal(t, []string{"<&>", "a\uFFFD\uFFFD&<>\"'\uFFFDé"}, texts)
}
