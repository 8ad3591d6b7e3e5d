package scene

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"blockyard/sim/ec2"
)

// moving is a sandbox in which something has just changed by commands, with the arrangement from before.
func moving(before, commands []string) (p *player, was Arrangement) {
	p = sandbox(before...)
	p.Zoom = ZoomCards
	was = p.frame().Arrangement
	p.do(commands...)
	return p, was
}

// attaching makes a volume that waits beside an instance in its zone.
var attaching = []string{
	"aws ec2 run-instances --image-id @al2023 --instance-type t3.micro --availability-zone us-east-1a --name web", "yard run 5m",
	"aws ec2 create-volume --size 8 --availability-zone us-east-1a --name data", "yard run 1m",
}

const attach = "aws ec2 attach-volume --volume-id @data --instance-id @web --device /dev/sdf"

// labelAt returns where a label is painted first, which ok says.
func labelAt(f *Frame, text string) (r Rect, ok bool) {
	for _, item := range f.Items {
		if item.Kind == Label && item.Text == text {
			return item.Rect, true
		}
	}
	return r, false
}

func TestAVolumeMovesToItsInstanceAndEndsAtRest(t *testing.T) {
	p, was := moving(attaching, []string{attach})
	data := volumeRef(p.viewOf().those(ec2.KindVolume, func(i uint32) bool { return p.World().Cloud().Name(volumeRef(i)) == "data" })[0].Index)
	rest := p.frame()
	from, to := was.spots[was.spotOf[data]].rect, rest.Arrangement.spots[rest.Arrangement.spotOf[data]].rect
	require.NotEqual(t, from, to)
	p.Motions, p.Wall = was.MotionsTo(rest.Arrangement, 10), 10
	require.Equal(t, []Motion{{Since: 10, of: data, kind: travels, from: from}}, p.Motions)

	at, _ := labelAt(rest, "data")
	p.Motions[0].Since = 10
	begin, ok := labelAt(p.frame(), "data")
	require.True(t, ok)
	require.InDelta(t, at.Y+from.Y-to.Y, begin.Y, 0.01, "it begins where it was")
	p.Wall = 10 + MotionTime/4
	way, _ := labelAt(p.frame(), "data")
	require.Greater(t, abs(way.Y-begin.Y), abs(at.Y-begin.Y)/2, "it is fast at first")
	require.Less(t, abs(way.Y-begin.Y), abs(at.Y-begin.Y))
	require.Equal(t, rest.Nodes, p.frame().Nodes, "what can be met is at rest already")
	p.Wall = 10 + MotionTime
	require.Equal(t, rest.Items, p.frame().Items, "it ends at rest")
	p.Wall, p.Calm = 10, true
	require.Equal(t, rest.Items, p.frame().Items, "nothing moves for who wants calm")
}

func abs(x float64) float64 { return max(x, -x) }

func TestWhatIsNewAppearsAndWhatIsGoneFades(t *testing.T) {
	p, was := moving(attaching, []string{"aws ec2 delete-volume --volume-id @data", "yard run 1m", "aws ec2 create-volume --size 8 --availability-zone us-east-1b --name fresh"})
	rest := p.frame()
	p.Motions = was.MotionsTo(rest.Arrangement, 0)
	require.Len(t, p.Motions, 2)
	p.Wall = MotionTime / 8
	early := p.frame()
	require.Less(t, brightness(early, "fresh"), brightness(rest, "fresh"))
	p.Wall = MotionTime / 2
	later := p.frame()
	require.Less(t, brightness(early, "fresh"), brightness(later, "fresh"))
	ghost := was.spots[was.spotOf[volumeRef(1)]].rect
	ghost.Y += extentOf(rest).Rect.Y
	ghosts := func(f *Frame) (alpha Color) {
		for _, item := range f.Items {
			if item.Kind == Box && item.Rect == ghost {
				alpha = item.Fill & 0xFF
			}
		}
		return alpha
	}
	require.Greater(t, ghosts(early), ghosts(later))
	require.Zero(t, ghosts(rest))
	p.Wall = MotionTime
	require.Equal(t, rest.Items, p.frame().Items)
}

func TestNothingMovesWhereThePictureIsAnotherOne(t *testing.T) {
	p, was := moving(attaching, nil)
	require.Empty(t, was.MotionsTo(p.frame().Arrangement, 0), "nothing has changed")
	require.Empty(t, Arrangement{}.MotionsTo(was, 0))
	require.Empty(t, was.MotionsTo(Arrangement{}, 0))
	p.do(attach)
	require.NotEmpty(t, was.MotionsTo(p.frame().Arrangement, 0))
	p.Zoom = ZoomIcons
	require.Empty(t, was.MotionsTo(p.frame().Arrangement, 0))
	p.Zoom = ZoomCards
	require.Empty(t, was.MotionsTo(p.size(1600, 900, 100).frame().Arrangement, 0))
	require.Empty(t, was.MotionsTo(sandbox(attaching...).frame().Arrangement, 0), "another world")
	p.size(1440, 900, 100).do("aws ec2 run-instances --image-id @al2023 --instance-type t3.micro --count 60")
	require.Empty(t, was.MotionsTo(p.frame().Arrangement, 0), "too much at once")
}

// TestThingsKeepTheirSlots: what is added or removed elsewhere moves nothing of what was there before it in its zone, as
// long as its neighbours in the same rows of the region stay as they are.
func TestThingsKeepTheirSlots(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		zones := []string{"us-east-1a", "us-east-1b", "us-east-1c"}
		p := sandbox()
		p.size(1440, 2400, 100)
		p.Zoom = rapid.SampledFrom(zoomLevels[:2]).Draw(t, "zoom")
		for i := range rapid.IntRange(1, 5).Draw(t, "things") {
			zone := zones[i%len(zones)]
			if rapid.Bool().Draw(t, "instance") {
				p.do("aws ec2 run-instances --image-id @al2023 --instance-type t3.micro --availability-zone "+zone, "yard run 5m")
			} else {
				p.do("aws ec2 create-volume --size 1 --availability-zone "+zone, "yard run 1m")
			}
		}
		for _, zone := range zones { // all are in use, lest one gets wider
			p.do("aws ec2 create-volume --size 1 --name last-"+zone+" --availability-zone "+zone, "yard run 1m")
		}
		before := p.frame().Arrangement
		changed := rapid.SampledFrom(zones).Draw(t, "changed")
		p.do(strings.ReplaceAll(rapid.SampledFrom([]string{
			"aws ec2 create-volume --size 3 --availability-zone %", "aws ec2 run-instances --image-id @al2023 --instance-type t3.micro --availability-zone %",
			"aws ec2 delete-volume --volume-id @last-%", "aws ec2 create-snapshot --volume-id @last-%",
		}).Draw(t, "change"), "%", changed))
		after := p.frame().Arrangement
		for ref, at := range before.spotOf {
			now, there := after.spotOf[ref]
			if !there || ref.Kind == ec2.KindSnapshot || ref.Kind == ec2.KindImage {
				continue // the shelf is as low as the zones are high
			}
			s := before.spots[at]
			if zone := p.viewOf().placed(ref).zone; zone == changed && s.host < 0 && ref.Kind == ec2.KindVolume {
				continue // volumes that wait lie below the instances of their zone
			}
			require.Equal(t, s.rect, after.spots[now].rect, "%v", ref)
		}
	})
}

func TestTheWholeWorldIsShownSmallWhereLittleOfItIsSeen(t *testing.T) {
	p := sandbox(busy...)
	p.Zoom = ZoomCards
	f := p.frame()
	n := f.Node(Minimap)
	require.NotNil(t, n)
	require.Equal(t, RoleSlider, n.Role)
	require.Contains(t, n.Value, "0 % to ")
	stage := extentOf(f)
	require.Greater(t, n.Rect.X, stage.Rect.X+stage.Rect.W/2)
	require.Equal(t, n, f.At(Point{n.Rect.X + 5, n.Rect.Y + 5}))

	p.Scrolls = []Offset{{PanelWorld, 1e9}}
	end := p.frame()
	require.Contains(t, end.Node(Minimap).Value, " to 100 %")
	for _, thing := range end.Nodes {
		if thing.Role == RoleListitem && thing.Scrolled == PanelWorld && thing.Rect.H > 0 && thing.Rect.Y > n.Rect.Y {
			require.InDelta(t, thing.Whole.W, thing.Rect.W, 0.01, "%s can be scrolled out from under it", thing.ID)
		}
	}
	p.Fields = []Choice{{MinimapField, "hidden"}}
	require.Nil(t, p.frame().Node(Minimap))
	require.False(t, p.frame().Node("zoom/overview").Chosen)
	p.Fields = nil
	require.NotEmpty(t, sandbox().frame().Node("zoom/overview").Off, "all of it is in sight")
	require.Nil(t, sandbox().frame().Node(Minimap))
}

// extentOf returns how far the world is scrolled.
func extentOf(f *Frame) Extent {
	return f.Scrolls[slices.IndexFunc(f.Scrolls, func(e Extent) bool { return e.Panel == PanelWorld })]
}

func TestTheSmallWorldMakesWayForTheFocus(t *testing.T) {
	p := sandbox(busy...)
	p.Zoom = ZoomCards
	corner := p.frame().Node(Minimap).Rect
	for _, n := range p.frame().Nodes {
		if n.Action != nil && n.Scrolled == PanelWorld && overlap(n.Whole, corner).W > 0 && n.Rect.W > 0 {
			p.Focus = n.ID
			f := p.frame()
			require.Zero(t, overlap(f.Node(n.ID).Rect, f.Node(Minimap).Rect).W, n.ID)
			require.InDelta(t, f.Node(n.ID).Whole.W, f.Node(n.ID).Rect.W, 0.01, "all of it is seen")
			return
		}
	}
	t.Fatal("nothing lies below it")
}
