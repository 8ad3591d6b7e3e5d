package scene

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"blockyard/sim/ec2"
	"blockyard/sim/unit"
)

// apart is a world with two accounts, a copy on its way to another region, and an image that is made of a snapshot.
var apart = []string{
	"aws ec2 run-instances --image-id @al2023 --instance-type t3.micro --name web", "yard run 5m", "yard write @web a.db 3GiB --flush", "yard run 1h",
	"aws ec2 create-snapshot --volume-id @web-root --name one", "yard run 1h", "aws ec2 create-image --instance-id @web --name golden --no-reboot", "yard run 1h",
	"aws ec2 create-volume --size 12 --availability-zone us-east-1b --profile partner --name theirs", "yard run 1m",
	"aws ec2 create-volume --size 8 --snapshot-id @one --availability-zone us-east-1b --name again",
	"GIFT=$(aws ec2 create-snapshot --volume-id $(aws ec2 describe-volumes --profile partner --query Volumes[0].VolumeId --output text) --profile partner --query SnapshotId --output text); yard run 1h; " +
		"aws ec2 modify-snapshot-attribute --profile partner --snapshot-id $GIFT --attribute createVolumePermission --operation-type add --user-ids 123456789012",
	"aws ec2 copy-snapshot --source-region us-east-1 --source-snapshot-id @one --region us-west-2", "yard run 20s",
}

func TestTheWorldInWords(t *testing.T) {
	for name, picture := range map[string]func() *player{
		"world_apart":     func() *player { return sandbox(apart...) },
		"world_narrow":    func() *player { return sandbox(apart...).size(390, 844, 100).tab(PanelBar, "World") },
		"world_icons":     func() *player { p := sandbox(apart...); p.Zoom = ZoomIcons; return p },
		"world_cells":     func() *player { p := sandbox(apart...).pick(t, "Volume again"); p.Zoom = ZoomCells; return p },
		"world_terminate": func() *player { return sandbox(apart...).look(t, "Instance web", "action/terminate-instances") },
	} {
		t.Run(name, func(t *testing.T) {
			file := filepath.Join("testdata", name+".txt")
			got := words(panelOf(picture().frame(), PanelWorld))
			if *update {
				require.NoError(t, os.WriteFile(file, []byte(got), 0o644))
			}
			want, err := os.ReadFile(file)
			require.NoError(t, err, "run with -update")
			require.Equal(t, string(want), got)
		})
	}
}

// panelOf returns the nodes of one panel.
func panelOf(f *Frame, panel Panel) *Frame {
	g := *f
	g.Nodes = slices.DeleteFunc(slices.Clone(f.Nodes), func(n Node) bool { return n.Panel != panel })
	return &g
}

func TestZonesKeepTheirPlacesAndTheShelfStandsAtTheFoot(t *testing.T) {
	p := sandbox()
	empty := p.frame()
	stage := empty.Scrolls[slices.IndexFunc(empty.Scrolls, func(e Extent) bool { return e.Panel == PanelWorld })]
	p.do("aws ec2 run-instances --image-id @al2023 --instance-type t3.micro --availability-zone us-east-1b", "aws ec2 create-volume --size 1 --availability-zone us-east-1a")
	f := p.frame()
	for _, id := range []string{"zone/us-east-1a", "zone/us-east-1b", "zone/us-east-1c", "shelf/us-east-1", "region/us-west-2"} {
		require.Equal(t, empty.Place(id), f.Place(id), id)
		require.Positive(t, f.Place(id).H, id)
	}
	shelf := f.Place("shelf/us-east-1")
	for _, zone := range []string{"a", "b", "c"} {
		require.InDelta(t, shelf.Y, f.Place("zone/us-east-1"+zone).Bottom(), 0.01, "every zone touches the shelf")
	}
	require.InDelta(t, stage.Rect.Bottom(), shelf.Bottom(), 40, "the shelf stands at the foot of the stage")
	require.Zero(t, stage.Most)
}

// texts returns the labels of a frame.
func texts(f *Frame) (all []string) {
	for _, item := range f.Items {
		if item.Kind == Label {
			all = append(all, item.Text)
		}
	}
	return all
}

func TestWhatBelongsToAnotherAccountIsToldApart(t *testing.T) {
	p := sandbox(apart...)
	f := p.frame()
	head := f.Node("zone/us-east-1b/account/210987654321")
	require.NotNil(t, head)
	require.Contains(t, texts(f), "account partner")
	ref := p.viewOf().those(ec2.KindVolume, func(i uint32) bool { return p.World().Cloud().Name(volumeRef(i)) == "theirs" })[0]
	theirs := f.Node(p.viewOf().nodeID(ref))
	require.NotNil(t, theirs)
	require.Greater(t, theirs.Whole.Y, head.Whole.Y)
	again := f.Node(p.viewOf().nodeID(p.viewOf().those(ec2.KindVolume, func(i uint32) bool { return p.World().Cloud().Name(volumeRef(i)) == "again" })[0]))
	require.Less(t, again.Whole.Y, head.Whole.Y, "one's own come first")
	shared := slices.IndexFunc(f.Nodes, func(n Node) bool { return strings.Contains(n.Name, "Snapshots of theirs · from partner") })
	require.GreaterOrEqual(t, shared, 0, "what is shared says from whom it is")
}

// dotsOf returns the dotted lines of what was made from what.
func dotsOf(f *Frame) (all []Item) {
	for _, item := range f.Items {
		if item.Kind == Stroke && item.Line == hueSnapshot && item.Dash == [2]float64{2, 5} {
			all = append(all, item)
		}
	}
	return all
}

func TestACopyTravelsWithTheClock(t *testing.T) {
	p := sandbox(apart...)
	v := p.viewOf()
	ref := v.those(ec2.KindSnapshot, func(i uint32) bool { return v.cloud.Snapshots().At(i).HasSource })[0]
	lines := dotsOf(p.frame())
	require.NotEmpty(t, lines)
	path := []Point{{0, 0}, {10, 0}, {10, 30}}
	require.Equal(t, Point{10, 10}, along(path, 0.5))
	require.Equal(t, Point{0, 0}, along(path, 0))
	require.Equal(t, Point{10, 30}, along(path, 1))
	require.NoError(t, p.RunFor(unit.Month))
	require.Equal(t, ec2.SnapshotCompleted, p.World().Cloud().Snapshots().At(ref.Index).State)
	require.Len(t, dotsOf(p.frame()), len(lines)-1, "what has arrived travels no more")
}

func TestLineageIsShownBothWays(t *testing.T) {
	p := sandbox(apart...).pick(t, "Snapshot one")
	v := p.viewOf()
	ref, _ := v.selected(p.Selected)
	l := v.lineageOf(ref)
	names := func(refs []ec2.Ref) (all []string) {
		for _, r := range refs {
			all = append(all, r.Kind.String()+" "+v.name(r))
		}
		return all
	}
	require.Equal(t, []string{"volume web-root"}, names(l.from))
	require.Equal(t, "volume again", names(l.to)[0])
	require.Len(t, l.to, 2, "the copy as well")
	with := len(dotsOf(p.frame()))
	p.Selected = ""
	require.Greater(t, with, len(dotsOf(p.frame())))
	plain := p.frame()
	p.Hover = v.nodeID(ref)
	f := p.frame()
	require.Less(t, brightness(f, "twin", "running"), brightness(plain, "twin", "running")+1)
	require.Less(t, brightness(f, "golden"), brightness(plain, "golden"), "what has nothing to do with it is fainter")
	require.Contains(t, f.Node(v.nodeID(l.to[0])).Help, "made from snapshot one")
}

// brightness returns the sum of the opacity of labels with some texts.
func brightness(f *Frame, labels ...string) (sum int) {
	for _, item := range f.Items {
		if item.Kind == Label && slices.Contains(labels, item.Text) {
			sum += int(item.Fill & 0xFF)
		}
	}
	return sum
}

func TestAPreviewIsShownWhereItHappens(t *testing.T) {
	p := sandbox(apart...).pick(t, "Instance web")
	plain := texts(p.frame())
	p.Preview = "action/terminate-instances"
	got := texts(p.frame())
	require.Contains(t, got, "would end")
	require.NotContains(t, plain, "would end")
	require.True(t, slices.ContainsFunc(got, func(s string) bool { return strings.HasPrefix(s, "/dev/xvda deleted: −$") }), got)
	require.True(t, slices.ContainsFunc(got, func(s string) bool { return strings.HasSuffix(s, " snapshots stay") || strings.HasSuffix(s, " stays") }), got)
}

func TestATerminatedInstanceFadesAndGoes(t *testing.T) {
	p := sandbox("aws ec2 run-instances --image-id @al2023 --instance-type t3.micro --name web", "yard run 5m")
	bright := brightness(p.frame(), "web")
	p.do("aws ec2 terminate-instances --instance-ids @web", "yard run 10m")
	faint := brightness(p.frame(), "web")
	require.Less(t, faint, bright)
	p.do("yard run 20m")
	require.Less(t, brightness(p.frame(), "web"), faint)
	p.do("yard run 1h")
	require.False(t, slices.ContainsFunc(p.frame().Nodes, func(n Node) bool { return strings.HasPrefix(n.Name, "Instance web") }))
}

func TestEachZoomLevelShowsEverything(t *testing.T) {
	p := sandbox(busy...)
	things := func() (all []string) {
		f := p.frame()
		for _, n := range f.Nodes {
			if n.Role == RoleListitem && !strings.Contains(n.ID, diskInfix) {
				all = append(all, n.ID)
			}
		}
		for _, g := range f.Grids {
			all = append(all, g.IDs...)
		}
		slices.Sort(all)
		return slices.Compact(all)
	}
	p.Zoom = ZoomCards
	cards, height := things(), worldHeight(p.frame())
	p.Zoom = ZoomIcons
	require.Equal(t, cards, things())
	require.Less(t, worldHeight(p.frame()), height)
	p.Zoom = ZoomCells
	regional := func(id string) bool { return strings.HasPrefix(id, "snapshot/") || strings.HasPrefix(id, "image/") }
	require.Equal(t, slices.DeleteFunc(cards, regional), things(), "what is regional is counted")
	for _, zoom := range zoomLevels {
		p.Zoom = zoom
		require.Equal(t, zoom, p.frame().Zoom)
	}
}

// worldHeight returns how high the world is in all.
func worldHeight(f *Frame) float64 {
	e := f.Scrolls[slices.IndexFunc(f.Scrolls, func(e Extent) bool { return e.Panel == PanelWorld })]
	return e.Rect.H + e.Most
}

func TestFitIsTheNearestLevelThatNeedsNoScrolling(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := sandbox(busy...).size(rapid.Float64Range(600, 2500).Draw(t, "width"), rapid.Float64Range(500, 2500).Draw(t, "height"), 100)
		p.Tabs = []Choice{{string(PanelBar), string(PanelWorld)}}
		fits := p.frame().Fits
		at := slices.Index(zoomLevels[:], fits)
		require.GreaterOrEqual(t, at, 0)
		for i, zoom := range zoomLevels[:2] {
			p.Zoom = zoom
			f := p.frame()
			e := f.Scrolls[slices.IndexFunc(f.Scrolls, func(e Extent) bool { return e.Panel == PanelWorld })]
			require.Equal(t, i < at, i <= at && e.Most > 0, "%s at %s", fits, zoom)
		}
	})
}

func TestCellsCanBeMet(t *testing.T) {
	p := crowd(2000)
	p.Zoom = ZoomCells
	f := p.frame()
	require.NotEmpty(t, f.Grids)
	require.Less(t, len(f.Nodes), 600, "cells have no nodes")
	for gi := range f.Grids {
		g := &f.Grids[gi]
		for _, i := range []int{0, len(g.IDs) / 2, len(g.IDs) - 1} {
			r := g.Cell(i)
			n := f.At(Point{r.X + 2, r.Y + 2})
			if overlap(r, g.Rect).H < r.H {
				continue // it is scrolled out of sight
			}
			require.NotNil(t, n, "%d of grid %d", i, gi)
			require.Equal(t, g.IDs[i], n.ID)
			require.Equal(t, Select, n.Action.Verb)
		}
	}
	g := &f.Grids[0]
	p.Hover, p.Selected = g.IDs[3], g.IDs[5]
	f = p.frame()
	require.Contains(t, f.Node(g.IDs[3]).Name, "Instance ")
	require.True(t, f.Node(g.IDs[5]).Chosen)
	require.Contains(t, texts(f), f.Node(g.IDs[3]).Name, "the one under the pointer is told beside it")
	require.Nil(t, f.Node(g.IDs[4]))
}

func TestArrowsGoFromCellToCell(t *testing.T) {
	f := &Frame{Grids: []Grid{{Rect: Rect{0, 0, 24, 16}, Whole: Rect{0, 0, 24, 16}, Pitch: Point{8, 8}, Columns: 3, IDs: []string{"a", "b", "c", "d", "e"}}}}
	for _, c := range []struct {
		from   string
		dx, dy int
		to     string
	}{{"a", 1, 0, "b"}, {"b", 0, 1, "e"}, {"c", 1, 0, ""}, {"c", 0, 1, ""}, {"a", -1, 0, ""}, {"d", 0, -1, "a"}, {"z", 1, 0, ""}} {
		next, ok := f.Beside(c.from, c.dx, c.dy)
		require.Equal(t, c.to, next, "%+v", c)
		require.Equal(t, c.to != "", ok)
	}
	id, _ := f.FirstCell(Rect{50, 0, 8, 8}, -1, 0)
	require.Equal(t, "c", id)
	id, _ = f.FirstCell(Rect{50, 0, 8, 8}, 1, 0)
	require.Empty(t, id)
	f.Grids[0].Rect.H = 8
	require.Nil(t, f.At(Point{2, 10}), "what is out of sight cannot be met")
	require.Equal(t, "b", f.At(Point{9, 1}).ID)
}

func TestAZoneOfCellsTellsWhatItCosts(t *testing.T) {
	p := sandbox("aws ec2 run-instances --image-id @al2023 --instance-type m5.large --count 7 --availability-zone us-east-1a", "aws ec2 create-volume --size 500 --availability-zone us-east-1b", "yard run 2h")
	p.Zoom = ZoomCells
	v := p.viewOf()
	sum := unit.Money{}
	c := (&pen{Frame: &Frame{}, ui: &p.UI, session: p.Session, measure: roughly, k: 1, palette: paletteOf(Dark)}).chart(v, ZoomCells, Rect{0, 0, 800, 600})
	for i := range c.regions {
		if c.regions[i].far == nil {
			continue
		}
		for z := range c.regions[i].far.zones {
			sum = sum.Plus(v.zoneCost(&c.regions[i].far.zones[z]))
		}
	}
	require.Equal(t, paceTotal(p.World()).String(), sum.String(), "all zones together cost what the world does")
	require.Contains(t, p.frame().Node("zone/us-east-1a").Name, "/h")
	require.Equal(t, "7 instances: 7 running. 7 volumes: 7 in-use.", p.frame().Node("zone/us-east-1a").Help)
}

func TestManySnapshotsHaveALineEach(t *testing.T) {
	p := sandbox("aws ec2 create-volume --size 8 --availability-zone us-east-1a --name disk", "yard run 1m")
	for range 9 {
		p.do("aws ec2 create-snapshot --volume-id @disk", "yard run 1h")
	}
	p.Zoom = ZoomCards
	n := 0
	for _, node := range p.frame().Nodes {
		if strings.HasPrefix(node.ID, "snapshot/") && node.Panel == PanelWorld {
			require.LessOrEqual(t, node.Whole.H, float64(compactRow))
			n++
		}
	}
	require.Equal(t, 9, n)
	require.Contains(t, p.frame().Node("shelf/us-east-1/snapshots").Name, "Snapshots of disk")
}

func TestTheBillOfAShelfAddsUp(t *testing.T) {
	p := sandbox(apart...)
	v := p.viewOf()
	for i := range v.regions {
		c := &charter{pen: &pen{Frame: &Frame{}, ui: &p.UI, measure: roughly, k: 1}, v: v, out: newChart(ZoomCards)}
		seen := 0
		for _, g := range c.groupsOf(&v.regions[i]) {
			seen += len(g.refs)
		}
		require.Equal(t, len(v.regions[i].snapshots), seen, fmt.Sprint(v.regions[i].Name))
	}
}
