package app

import (
	"testing"

	"github.com/stretchr/testify/require"

	"blockyard/render/scene"
)

// inLanes returns a controller at the lesson with two lanes, in the lane store, and a month on.
func inLanes(t *testing.T) *Controller {
	c := opened(t, "cost-ebs-vs-instance-store")
	c.Resize(1440, 900)
	c.Submit("yard answer guess 50 12; yard lane ebs; yard schedule @web --daily 09:00-13:00; yard lane store; yard run 30d")
	require.Equal(t, "store", c.Session().Lane())
	return c
}

func TestAClickOnAThingInAnotherLaneGoesThereAndSelectsIt(t *testing.T) {
	c := inLanes(t)
	var there scene.Node
	for _, n := range c.Frame().Nodes {
		if n.Lane == "ebs" && n.Role == scene.RoleListitem && there.ID == "" {
			there = n
		}
	}
	c.Click(middle(there.Rect))
	require.Equal(t, "ebs", c.Session().Lane())
	_, id := scene.LaneOf(there.ID)
	require.Equal(t, id, c.ui.Selected)
	require.Equal(t, id, c.ui.Focus)
	last := c.ui.Log[len(c.ui.Log)-1]
	require.Equal(t, "yard lane ebs", last.Command)
	require.True(t, last.Clicked)
}

func TestAClickIntoALaneGoesThere(t *testing.T) {
	c := inLanes(t)
	entries := len(c.ui.Log)
	frame := c.Frame().Lanes[1].Rect
	c.Click(frame.X+8, frame.Bottom()-8)
	require.Equal(t, "ebs", c.Session().Lane())
	require.Len(t, c.ui.Log, entries+1)
	c.Click(frame.X+8, frame.Bottom()-8)
	require.Len(t, c.ui.Log, entries+1, "one is there already")
	frame = c.Frame().Lanes[0].Rect
	c.Press(frame.X+8, frame.Bottom()-8)
	c.Release(frame.X+8, frame.Bottom()+400)
	require.Equal(t, "ebs", c.Session().Lane(), "the pointer was moved away")
}

func TestTheMenuOfAThingInAnotherLaneOpensThere(t *testing.T) {
	c := inLanes(t)
	for _, n := range c.Frame().Nodes {
		if n.Lane == "ebs" && n.Menu != "" {
			c.ContextMenu(middle(n.Rect))
			break
		}
	}
	require.Equal(t, "ebs", c.Session().Lane())
	require.NotNil(t, c.ui.Menu)
	require.NotNil(t, c.Frame().Node("menu/0"))
}

func TestTheOtherWayIsTriedBesideTheFirst(t *testing.T) {
	c := opened(t, "")
	c.Resize(1440, 900)
	c.Submit("aws ec2 run-instances --image-id @al2023 --instance-type t3.micro --name web; yard run 1d")
	c.Activate("lanes/split")
	require.Equal(t, "other", c.Session().Lane())
	require.Len(t, c.Frame().Lanes, 2)
	c.Submit("aws ec2 stop-instances --instance-ids @web; yard run 9d")
	require.Contains(t, c.Frame().Node("difference/other").Name, "Saves $")
	c.Activate("lanes/beside")
	require.True(t, c.Frame().Node("lanes/beside").Chosen)
	c.Activate("lane/other/close")
	require.Equal(t, "main", c.Session().Lane())
	require.Empty(t, c.Frame().Lanes)
}
