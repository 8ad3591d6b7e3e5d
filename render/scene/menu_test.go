package scene

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// menuOf opens the menu of the first thing whose name begins so.
func (p *player) menuOf(t testing.TB, name string) *player {
	p.pick(t, name)
	n := p.frame().Node(p.Selected)
	p.Menu = &Menu{Of: n.Menu, At: Point{n.Rect.X + 24, n.Rect.Y + 24}}
	return p
}

// part returns a frame with the nodes of a panel alone, and of those whose id begins so.
func part(f *Frame, panel Panel, prefixes ...string) *Frame {
	only := *f
	only.Nodes = slices.DeleteFunc(slices.Clone(f.Nodes), func(n Node) bool {
		return n.Panel != panel || len(prefixes) > 0 && !slices.ContainsFunc(prefixes, func(start string) bool { return strings.HasPrefix(n.ID, start) })
	})
	return &only
}

func TestMenusAndRefusalsInWords(t *testing.T) {
	refusal := func(size float64) *Frame {
		p := sandbox(launchWeb, "aws ec2 create-volume --size 100 --availability-zone us-east-1b --name data", "yard run 5m").size(size, 900, 100)
		p.do(attachData)
		p.Refused = Refused(p.Session, &p.UI, p.AsCLI(attachData))
		p.Tabs = []Choice{{string(PanelInspector), string(PanelInspector)}}
		return part(p.frame(), PanelInspector, "refused/", "way/")
	}
	for name, picture := range map[string]func() *Frame{
		"menu_instance": func() *Frame { return part(sandbox(busy...).menuOf(t, "Instance web").frame(), PanelMenu) },
		"menu_volume":   func() *Frame { return part(sandbox(busy...).menuOf(t, "Volume data").frame(), PanelMenu) },
		"menu_image":    func() *Frame { return part(sandbox(busy...).menuOf(t, "Image golden").frame(), PanelMenu) },
		"menu_several": func() *Frame {
			p := sandbox(busy...).menuOf(t, "Volume data")
			first := p.Selected
			p.Also = []string{p.pick(t, "Volume logs").Selected}
			p.Selected = first
			return part(p.frame(), PanelMenu)
		},
		"menu_phone": func() *Frame {
			p := sandbox(busy...).menuOf(t, "Instance web").size(390, 844, 100).tab(PanelBar, "World")
			return part(p.frame(), PanelMenu)
		},
		"refused_wide":   func() *Frame { return refusal(1440) },
		"refused_medium": func() *Frame { return refusal(1024) },
	} {
		t.Run(name, func(t *testing.T) {
			file := filepath.Join("testdata", name+".txt")
			got := words(picture())
			if *update {
				require.NoError(t, os.WriteFile(file, []byte(got), 0o644))
			}
			want, err := os.ReadFile(file)
			require.NoError(t, err, "run with -update")
			require.Equal(t, string(want), got)
		})
	}
}

// over returns what a frame has above another: what floats is looked at by itself, since it lies over the rest.
func over(whole, below *Frame) *Frame {
	f := *whole
	f.Items = whole.Items[len(below.Items):]
	f.Nodes = whole.Nodes[len(below.Nodes):]
	return &f
}

func TestNothingIsCutOrOverlapsInWhatFloats(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := sandbox(busy...)
		p.size(float64(rapid.IntRange(360, 2560).Draw(t, "width")), float64(rapid.IntRange(600, 1440).Draw(t, "height")), rapid.SampledFrom(scales).Draw(t, "scale"))
		p.Theme = rapid.SampledFrom(themes).Draw(t, "theme")
		p.stretch = rapid.SampledFrom(stretches).Draw(t, "longer words")
		p.Tabs = []Choice{{string(PanelBar), string(PanelWorld)}, {string(PanelInspector), string(PanelInspector)}}
		p.Scrolls = []Offset{{PanelWorld, float64(rapid.IntRange(0, 900).Draw(t, "scrolled"))}}
		plain := p.frame()
		things := slices.DeleteFunc(slices.Clone(plain.Nodes), func(n Node) bool { return n.Role != RoleListitem || n.Menu == "" })
		if len(things) == 0 {
			return
		}
		thing := rapid.SampledFrom(things).Draw(t, "thing")
		p.Selected = thing.ID
		at := Point{rapid.Float64Range(0, p.Width).Draw(t, "x"), rapid.Float64Range(0, p.Height).Draw(t, "y")}
		plain = p.frame()
		p.Menu, p.Marked = &Menu{thing.Menu, at}, rapid.IntRange(0, 20).Draw(t, "marked")
		require.Empty(t, p.faults(over(p.frame(), plain)))
		p.Menu = nil
		if thing.Drag != "" {
			p.Drag = &Drag{Of: thing.Drag, At: at, Over: plain.DropAt(thing.Drag, at)}
			f := over(p.frame(), plain)
			require.Empty(t, slices.DeleteFunc(p.faults(f), func(s string) bool { return strings.Contains(s, "lies over") }), "%+v", *p.Drag)
		}
	})
}

func TestARefusalIsToldWithoutFaults(t *testing.T) {
	p := sandbox(busy...)
	p.do("aws ec2 attach-volume --volume-id @data --instance-id @web --device /dev/sdh")
	p.Refused = Refused(p.Session, &p.UI, p.AsCLI("aws ec2 attach-volume --volume-id @data --instance-id @web --device /dev/sdh"))
	require.Len(t, p.Refused.Way.Steps, 4, "web is on its way to being stopped")
	for _, scale := range scales {
		for _, width := range []float64{390, 800, 1024, 1280, 2000} {
			p.size(width, 900, scale)
			p.Tabs = []Choice{{string(PanelBar), "Do"}, {string(PanelInspector), string(PanelInspector)}}
			shown := part(p.frame(), PanelInspector)
			wrong := slices.DeleteFunc(p.faults(shown), func(s string) bool { return strings.HasPrefix(s, p.Refused.Way.Program) }) // a program is no single command
			require.Empty(t, wrong, "%v at %d", width, scale)
		}
	}
}

func TestAMenuTellsWhyNot(t *testing.T) {
	p := sandbox(busy...).menuOf(t, "Volume data")
	f := p.frame()
	var refused *Node
	for i := range f.Nodes {
		if n := &f.Nodes[i]; n.Role == RoleMenuitem && n.Off != "" {
			refused = n
			break
		}
	}
	require.NotNil(t, refused)
	require.Contains(t, refused.Off, "not in the same availability zone")
	require.NotNil(t, refused.Action, "it can be chosen all the same: the refusal is the lesson")
	require.Equal(t, "panel/Menu", f.Node("panel/Menu").ID)
	require.Equal(t, "Menu of data", f.Node("panel/Menu").Name)
}
