package scene

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// dropped returns what comes of dropping the first thing whose name begins so on a thing or a place.
func (p *player) dropped(t testing.TB, name, onto string) Dropped {
	of := p.pick(t, name).Selected
	if !strings.Contains(onto, "/") {
		onto = p.pick(t, onto).Selected
	}
	p.Drag = &Drag{Of: of, Over: onto}
	defer func() { p.Drag = nil }()
	return Drop(p.Session, &p.UI)
}

func TestWhatADropDoes(t *testing.T) {
	p := sandbox(busy...)
	p.do("yard run 2h")
	for _, c := range []struct {
		of, onto, command, comment string
		verb                       Verb
	}{
		{"Volume data", "Instance web", "aws ec2 attach-volume --volume-id @data --instance-id @web --device /dev/sdg", "drag data onto web", Command},
		{"Volume logs", "zone/us-east-1a", "aws ec2 detach-volume --volume-id @logs", "drag logs onto us-east-1a", Command},
		{"Volume data", "shelf/us-east-1", "aws ec2 create-snapshot --volume-id @data", "drag data onto the shelf of us-east-1", Command},
		{"Snapshot first", "zone/us-east-1c", "aws ec2 create-volume --snapshot-id @first --availability-zone us-east-1c", "drag first onto us-east-1c", Command},
		{"Snapshot first", "region/us-west-2", " --source-snapshot-id snap-", "drag first onto us-west-2", Command},
		{"Image golden", "region/us-west-2", "aws ec2 copy-image --source-region us-east-1 --source-image-id ami-", "drag golden onto us-west-2", Command},
		{"Image golden", "zone/us-east-1b", "aws ec2 run-instances --image-id @golden --instance-type t3.micro --placement AvailabilityZone=us-east-1b", "drag golden onto us-east-1b", OpenForm},
		{"Image golden", "zone/us-west-2a", " --region us-west-2", "drag golden onto us-west-2a", Command},
	} {
		d := p.dropped(t, c.of, c.onto)
		require.Contains(t, d.Action.Arg, c.command)
		require.Equal(t, c.comment, d.Comment)
		require.Equal(t, c.verb, d.Action.Verb, "what would be refused needs no form")
		require.Empty(t, lineFaults(d.Action.Arg))
	}
	for _, c := range [][2]string{{"Volume logs", "Instance web"}, {"Volume data", "zone/us-east-1b"}, {"Snapshot first", "shelf/us-east-1"}, {"Image golden", "region/us-east-1"}} {
		require.Zero(t, p.dropped(t, c[0], c[1]).Action, "%v", c)
	}
	d := p.dropped(t, "Volume data", "zone/us-east-1a")
	require.Empty(t, d.Action.Arg)
	require.Contains(t, d.Say, "stays in us-east-1b")
}

// TestTheDragShowsTheRule: what would take a volume has an accent border, its zone says that the data stays, and what
// refuses is dotted, with the reason, once the pointer is there.
func TestTheDragShowsTheRule(t *testing.T) {
	p := sandbox(busy...)
	data := p.pick(t, "Volume data").Selected
	web := p.pick(t, "Instance web").Selected
	p.Selected = data
	plain := p.frame()
	count := func(f *Frame, is func(*Item) bool) (n int) {
		for i := range f.Items {
			if is(&f.Items[i]) {
				n++
			}
		}
		return n
	}
	said := func(f *Frame, text string) bool {
		return count(f, func(i *Item) bool { return i.Kind == Label && i.Text == text }) > 0
	}
	ringed := func(f *Frame, r Rect) bool {
		return count(f, func(i *Item) bool { return i.Kind == Box && i.Rect == r.Inset(1) && i.Line == p.frameAccent() }) > 0
	}
	p.Drag = &Drag{Of: data, At: Point{plain.Node(web).Rect.X + 30, plain.Node(web).Rect.Y + 30}, Over: web}
	f := over(p.frame(), plain)
	require.True(t, said(f, "refused: 1b to 1a"))
	require.True(t, said(f, "data stays in here"))
	require.True(t, ringed(f, plain.Place("zone/us-east-1b")))
	require.True(t, ringed(f, plain.Place("shelf/us-east-1")))
	require.False(t, ringed(f, plain.Node(web).Rect))
	require.Contains(t, p.frame().Node("drag").Name, "Refused: The volume")

	home := plain.Place("zone/us-east-1b")
	for i := range f.Items {
		if l := &f.Items[i]; l.Kind == Stroke && len(l.Points) == 2 && l.Points[1] == p.Drag.At {
			require.InDelta(t, home.X, l.Points[0].X, 0.01, "the link stops at the border")
			home.W = -1
		}
	}
	require.Negative(t, home.W, "there is a link")

	p.Drag = &Drag{Of: data, At: Point{home.X + 5, home.Y + 5}}
	require.False(t, said(over(p.frame(), plain), "refused: 1b to 1a"), "nothing is refused before it is asked")
}

// frameAccent is the colour of the border of what takes a drag.
func (p *player) frameAccent() Color { return palettes[Dark].accent }

func TestWhatIsAtAPoint(t *testing.T) {
	p := sandbox(busy...)
	data := p.pick(t, "Volume data").Selected
	root := p.pick(t, "Volume web-root").Selected
	web := p.pick(t, "Instance web").Selected
	f := p.frame()
	middle := func(r Rect) Point { return Point{r.X + r.W/2, r.Y + r.H/2} }
	require.Equal(t, web, f.DropAt(data, middle(f.Node(web).Rect)))
	require.Empty(t, f.DropAt(data, middle(f.Node(root).Rect)), "a volume takes none")
	require.Empty(t, f.DropAt(data, middle(f.Node(data).Rect)), "nor does it lie on itself")
	zone := f.Place("zone/us-east-1b")
	require.Equal(t, "zone/us-east-1b", f.DropAt(data, Point{zone.X + 3, zone.Bottom() - 3}))
	require.Equal(t, "zone/us-east-1a", f.DropAt("image/any", middle(f.Node(web).Rect)), "an image goes into the zone, whatever lies there")
	golden := p.pick(t, "Image golden").Selected
	require.Empty(t, f.DropAt(golden, middle(f.Node(golden).Rect)))
	require.Empty(t, f.DropAt("instance/any", middle(f.Node(web).Rect)))
	shelf := f.Place("shelf/us-east-1")
	require.Equal(t, "shelf/us-east-1", f.DropAt(data, Point{shelf.X + 2, shelf.Bottom() - 2}))
	require.Empty(t, f.DropAt(data, Point{1, 1}))
}

func TestANarrowScreenDragsNothing(t *testing.T) {
	p := sandbox(busy...).size(390, 844, 100).tab(PanelBar, "World")
	menus := 0
	for _, n := range p.frame().Nodes {
		require.Empty(t, n.Drag+n.Drop, "fingers scroll there")
		if n.Menu != "" {
			menus++
		}
	}
	require.Positive(t, menus)
}

func TestSeveralThingsAreChosenInTheWorld(t *testing.T) {
	p := sandbox(busy...)
	all := []string{}
	for _, n := range p.frame().Nodes {
		if n.Role == RoleListitem {
			all = append(all, n.ID)
		}
	}
	for _, count := range []int{2, fewChosen + 3} {
		p.Selected, p.Also = all[0], all[1:min(count, len(all))]
		chosen := 0
		for _, n := range p.frame().Nodes {
			if n.Role == RoleListitem && n.Chosen {
				chosen++
			}
		}
		require.Equal(t, min(count, len(all)), chosen)
	}
}
