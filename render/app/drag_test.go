package app

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"blockyard/render/scene"
)

// built returns a controller in a sandbox with a server in one zone, a disk in another, a snapshot, an image, and a second region in use.
func built(t testing.TB) *Controller {
	c := opened(t, "")
	c.Resize(1600, 1400)
	for _, line := range []string{
		"aws ec2 run-instances --image-id @al2023 --instance-type t3.micro --name web --availability-zone us-east-1a",
		"aws ec2 create-volume --size 100 --availability-zone us-east-1b --name far",
		"aws ec2 create-volume --size 20 --availability-zone us-east-1a --name near",
		"yard run 5m",
		"aws ec2 create-image --instance-id @web --name golden --no-reboot",
		"aws ec2 create-volume --size 1 --availability-zone us-west-2a --region us-west-2",
		"yard run 30m",
	} {
		c.Submit(line)
		require.Zero(t, newest(t, c).Status, newest(t, c).Error)
	}
	c.ui.Log = nil
	return c
}

// called returns the id of the node of the thing whose name begins so.
func called(t testing.TB, c *Controller, name string) string {
	for _, n := range c.Frame().Nodes {
		if n.Role == scene.RoleListitem && strings.HasPrefix(n.Name, name) {
			return n.ID
		}
	}
	require.Fail(t, "there is no such thing", name)
	return ""
}

// carry presses on a thing and moves the pointer to a point, in two moves as a hand would.
func carry(t testing.TB, c *Controller, id string, x, y float64) {
	mouse(t, c, id, PointerDown)
	fromX, fromY := c.pointer.X, c.pointer.Y
	c.Pointer(Pointer{Kind: PointerMove, X: (fromX + x) / 2, Y: (fromY + y) / 2})
	c.Pointer(Pointer{Kind: PointerMove, X: x, Y: y})
	require.NotNil(t, c.ui.Drag)
	require.Empty(t, c.ui.Pressed)
}

// letFall drops what is dragged where the pointer is.
func letFall(c *Controller) { c.Pointer(Pointer{Kind: PointerUp, X: c.pointer.X, Y: c.pointer.Y}) }

// ground returns a point of a place where nothing else lies: near its lower left corner.
func ground(t testing.TB, c *Controller, place string) (x, y float64) {
	r := c.Frame().Place(place)
	require.Positive(t, r.H, "%s is not on the screen", place)
	return r.X + 4, r.Bottom() - 4
}

func TestAttachByDragging(t *testing.T) {
	c := built(t)
	near, web := called(t, c, "Volume near"), called(t, c, "Instance web")
	x, y := middle(node(t, c, web).Rect)
	carry(t, c, near, x, y)
	require.Equal(t, web, c.ui.Drag.Over)
	require.Contains(t, node(t, c, "drag").Name, "Attach it: aws ec2 attach-volume")
	require.Empty(t, c.ui.Log, "looking does nothing")
	letFall(c)
	require.Nil(t, c.ui.Drag)
	require.Len(t, c.ui.Log, 1)
	require.Equal(t, "aws ec2 attach-volume --volume-id @near --instance-id @web --device /dev/sdf", newest(t, c).Command)
	require.Equal(t, "drag near onto web", newest(t, c).Comment)
	require.Zero(t, newest(t, c).Status)
	require.Equal(t, near, c.ui.Selected)

	c.Submit("yard run 1m")
	x, y = ground(t, c, "zone/us-east-1a")
	carry(t, c, called(t, c, "Volume near"), x, y)
	letFall(c)
	require.Equal(t, "aws ec2 detach-volume --volume-id @near", newest(t, c).Command)
	require.Zero(t, newest(t, c).Status)
}

func TestARefusedDragShowsTheWayThatWorks(t *testing.T) {
	c := built(t)
	x, y := middle(node(t, c, called(t, c, "Instance web")).Rect)
	carry(t, c, called(t, c, "Volume far"), x, y)
	letFall(c)
	require.NotZero(t, newest(t, c).Status, "it is asked, and refused")
	require.Contains(t, newest(t, c).Error, "InvalidVolume.ZoneMismatch")
	require.Equal(t, "drag far onto web", newest(t, c).Comment)
	require.Equal(t, "1b to 1a", c.ui.Refused.Rule)
	require.Equal(t, "Do these three", node(t, c, "refused/do").Name)
	require.Equal(t, "+$10.00", node(t, c, "way/2").Value)
	c.Activate("refused/show")
	require.True(t, node(t, c, "refused/show").Chosen)

	c.Activate("refused/do")
	for range 1000 {
		if !c.Running() {
			break
		}
		c.Tick(0)
	}
	require.Len(t, c.ui.Log, 2, "it is one line of the log")
	require.Zero(t, newest(t, c).Status, newest(t, c).Error)
	require.Equal(t, "the way that works", newest(t, c).Comment)
	require.Nil(t, c.ui.Refused, "it is reached")
	require.Nil(t, c.Frame().Node("refused/do"))
	require.Contains(t, node(t, c, called(t, c, "Volume vol-")).Help+node(t, c, called(t, c, "Volume vol-")).Name, "web")
}

func TestARefusalGoesWhenSomethingElseIsDone(t *testing.T) {
	c := built(t)
	line := "aws ec2 attach-volume --volume-id @far --instance-id @web --device /dev/sdf"
	c.Submit(line)
	require.NotNil(t, c.ui.Refused, "what is typed has a way, too")
	require.Equal(t, c.session.AsCLI(line), c.ui.Refused.Command)
	c.Submit("aws ec2 describe-volumes")
	require.NotNil(t, c.ui.Refused, "a question changes nothing")
	c.Submit("aws ec2 create-volume --size 1 --availability-zone us-east-1a")
	require.Nil(t, c.ui.Refused)
	c.Submit("aws ec2 delete-volume --volume-id vol-0123456789abcdef0")
	require.Nil(t, c.ui.Refused, "there is no way to what does not exist")
	c.Submit(line)
	require.True(t, c.close())
	require.Nil(t, c.ui.Refused)
}

func TestLaunchByDraggingAnImage(t *testing.T) {
	c := built(t)
	x, y := ground(t, c, "zone/us-east-1b")
	carry(t, c, called(t, c, "Image golden"), x, y)
	require.Equal(t, "zone/us-east-1b", c.ui.Drag.Over)
	letFall(c)
	require.Empty(t, c.ui.Log, "a form is filled in first")
	require.Equal(t, "run-instances", c.ui.Form.Verb)
	require.Equal(t, "us-east-1b", scene.Chosen(c.ui.Fields, "form/AvailabilityZone"))
	require.NotEmpty(t, scene.Chosen(c.ui.Fields, "form/ImageId"))
}

func TestCopyByDraggingToAnotherRegion(t *testing.T) {
	c := built(t)
	x, y := ground(t, c, "shelf/us-west-2")
	carry(t, c, called(t, c, "Snapshot"), x, y)
	letFall(c)
	require.Contains(t, newest(t, c).Command, "aws ec2 copy-snapshot --source-region us-east-1")
	require.True(t, strings.HasSuffix(newest(t, c).Command, "--region us-west-2"))
	require.Zero(t, newest(t, c).Status, newest(t, c).Error)
}

func TestADragIsGivenUp(t *testing.T) {
	c := built(t)
	far := called(t, c, "Volume far")
	x, y := middle(node(t, c, called(t, c, "Instance web")).Rect)
	for name, end := range map[string]func(){
		"Esc":           func() { press(c, "Escape") },
		"pointercancel": func() { c.Pointer(Pointer{Kind: PointerCancel, X: x, Y: y}) },
		"another lets":  func() { c.Pointer(Pointer{Kind: PointerMenu, X: 1, Y: 1}) },
	} {
		carry(t, c, far, x, y)
		end()
		require.Nil(t, c.ui.Drag, name)
		letFall(c)
		require.Empty(t, c.ui.Log, name)
		c.Pointer(Pointer{Kind: PointerMove, X: x + 50, Y: y})
		require.Nil(t, c.ui.Drag, "%s: nothing is held", name)
	}
	mouse(t, c, far, PointerDown)
	c.Pointer(Pointer{Kind: PointerMove, X: c.pointer.X + grasp - 1, Y: c.pointer.Y})
	require.Nil(t, c.ui.Drag, "a hand trembles")
	letFall(c)
	require.Equal(t, far, c.ui.Selected)
}

func TestAFingerDrags(t *testing.T) {
	c := built(t)
	fromX, fromY := middle(node(t, c, called(t, c, "Volume near")).Rect)
	toX, toY := middle(node(t, c, called(t, c, "Instance web")).Rect)
	for _, p := range []Pointer{{Kind: PointerDown, X: fromX, Y: fromY}, {Kind: PointerMove, X: toX + 9, Y: toY}, {Kind: PointerMove, X: toX, Y: toY}, {Kind: PointerUp, X: toX, Y: toY}} {
		p.Touch = true
		c.Pointer(p)
	}
	require.Len(t, c.ui.Log, 1)
	require.Contains(t, newest(t, c).Command, "attach-volume")
}
