//go:build display

package app

import (
	"cmp"
	"flag"
	"image"
	"image/color"
	"image/png"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"blockyard/render/draw"
	"blockyard/render/scene"
)

// rewrite has TestPictures keep what it paints. The pictures are for eyes: `make gen` leaves them alone, so that nobody
// rewrites what nobody has looked at.
var rewrite bool

func init() {
	flag.BoolVar(&rewrite, "update", false, "rewrite the pictures in testdata")
}

// A screenful is a screen that somebody has looked at and found good.
type screenful struct {
	lesson        string
	theme, scale  string
	width, height float64
	begin         []string // commands
	then          func(c *Controller)
}

// yard is a world with most kinds of things in it.
var yard = []string{
	"aws ec2 run-instances --image-id @al2023 --instance-type t3.micro --name web",
	"aws ec2 create-volume --size 100 --availability-zone us-east-1b --name data",
	"yard run 5m", "yard write @web orders.db 3GiB", "yard run 1h",
	"aws ec2 create-snapshot --volume-id @web-root --name first", "yard run 1h",
	"yard write @web more.db 1GiB", "yard run 1h", "aws ec2 create-snapshot --volume-id @web-root --name second", "yard run 5m",
}

var screenfuls = map[string]screenful{
	"lesson": {
		lesson: costLesson, width: 1440, height: 900,
		begin: []string{"yard answer guess 70 20", "yard lane ebs", "yard schedule @web --daily 09:00-13:00", "yard run 3d"},
	},
	"refused": {
		width: 1280, height: 800,
		begin: append(slices.Clone(yard), "aws ec2 attach-volume --volume-id @data --instance-id @web --device /dev/sdg"),
	},
	"what-if": {
		theme: "light", width: 1280, height: 800, begin: yard,
		then: func(c *Controller) {
			c.Activate(firstThing(c, "instance/"))
			c.Activate("action/terminate-instances")
		},
	},
	"launch": {
		theme: "contrast", width: 1024, height: 768, begin: yard,
		then: func(c *Controller) { c.Activate("make/Instance") },
	},
	"list": {
		theme: "light", width: 1024, height: 768, begin: yard,
		then: func(c *Controller) {
			c.Activate("tab/World/Volumes")
			c.Activate(firstThing(c, "volume/"))
		},
	},
	"phone": {
		scale: "125", width: 390, height: 844, begin: yard,
		then: func(c *Controller) { c.Activate("tab/Bar/World") },
	},
}

// firstThing returns the id of the first node whose id begins so.
func firstThing(c *Controller, prefix string) string {
	for _, n := range c.Frame().Nodes {
		if len(n.ID) > len(prefix) && n.ID[:len(prefix)] == prefix {
			return n.ID
		}
	}
	return ""
}

// paint returns the screen as it is painted now, without a graphics card.
func (p *screenful) paint(t *testing.T) *image.RGBA {
	c := opened(t, p.lesson)
	c.Resize(p.width, p.height)
	c.Set("reduced-motion", "true")
	c.Set("theme", cmp.Or(p.theme, string(scene.Dark)))
	c.Set("scale", cmp.Or(p.scale, "100"))
	for _, command := range p.begin {
		c.Submit(command)
		finished(t, c)
	}
	if p.then != nil {
		p.then(c)
	}
	return draw.Software(c.Frame(), 1)
}

// The differences that are let pass: rounding, and the few colours that a kept picture has.
const (
	tolerance     = 28         // of a channel
	mostDifferent = 2.0 / 1000 // of the pixels
	coloursKept   = 256
)

func TestPictures(t *testing.T) {
	for name, p := range screenfuls {
		t.Run(name, func(t *testing.T) {
			got, file := p.paint(t), filepath.Join("testdata", name+".png")
			if rewrite {
				writePicture(t, file, fewColours(got))
			}
			want := readPicture(t, file)
			require.Equal(t, want.Bounds(), got.Bounds())
			share := float64(different(want, got)) / float64(got.Bounds().Dx()*got.Bounds().Dy())
			if share <= mostDifferent {
				return
			}
			seen := filepath.Join(os.TempDir(), "blockyard-"+name+".png")
			writePicture(t, seen, got)
			require.Failf(t, "not as it was", "%.2f %% of the pixels are not as in %s. Look at %s: if it is as it should be, run the test with -update.", 100*share, file, seen)
		})
	}
}

func TestADifferentPictureIsNoticed(t *testing.T) {
	p := screenfuls["phone"]
	before := p.paint(t)
	p.scale = "100"
	require.Greater(t, different(before, p.paint(t)), before.Bounds().Dx()*before.Bounds().Dy()/50)
	require.Zero(t, different(before, before))
}

func writePicture(t *testing.T, name string, m image.Image) {
	require.NoError(t, os.MkdirAll(filepath.Dir(name), 0o755))
	f, err := os.Create(name)
	require.NoError(t, err)
	encoder := png.Encoder{CompressionLevel: png.BestCompression}
	require.NoError(t, encoder.Encode(f, m))
	require.NoError(t, f.Close())
}

func readPicture(t *testing.T, name string) image.Image {
	f, err := os.Open(name)
	require.NoError(t, err, "run with -update")
	m, err := png.Decode(f)
	require.NoError(t, err)
	require.NoError(t, f.Close())
	return m
}

// different counts the pixels of which a channel differs by more than the tolerance.
func different(a, b image.Image) (n int) {
	r := a.Bounds()
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			p, q := color.RGBAModel.Convert(a.At(x, y)).(color.RGBA), color.RGBAModel.Convert(b.At(x, y)).(color.RGBA)
			if max(apart(p.R, q.R), apart(p.G, q.G), apart(p.B, q.B)) > tolerance {
				n++
			}
		}
	}
	return n
}

func apart(a, b uint8) uint8 { return max(a, b) - min(a, b) }

// fewColours returns a picture in its most frequent colours, which makes a small file.
func fewColours(m *image.RGBA) *image.Paletted {
	often := map[color.RGBA]int{}
	for i := 0; i < len(m.Pix); i += 4 {
		often[colourAt(m, i)]++
	}
	all := slices.SortedFunc(maps.Keys(often), func(a, b color.RGBA) int {
		return cmp.Or(cmp.Compare(often[b], often[a]), cmp.Compare(key(a), key(b)))
	})
	var palette color.Palette
	for _, c := range all[:min(len(all), coloursKept)] {
		palette = append(palette, c)
	}
	few := image.NewPaletted(m.Bounds(), palette)
	place := map[color.RGBA]uint8{}
	for i := range few.Pix {
		c := colourAt(m, 4*i)
		at, ok := place[c]
		if !ok {
			at = uint8(palette.Index(c))
			place[c] = at
		}
		few.Pix[i] = at
	}
	return few
}

// colourAt returns the colour at a place in the memory of a picture.
func colourAt(m *image.RGBA, i int) color.RGBA {
	return color.RGBA{m.Pix[i], m.Pix[i+1], m.Pix[i+2], 0xFF}
}

func key(c color.RGBA) int { return int(c.R)<<16 | int(c.G)<<8 | int(c.B) }
