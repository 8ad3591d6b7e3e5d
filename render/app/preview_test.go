package app

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"blockyard/render/scene"
)

// withWeb returns a controller in a sandbox with a running instance that is selected.
func withWeb(t testing.TB) *Controller {
	c := opened(t, "")
	c.Submit("aws ec2 run-instances --image-id @al2023 --instance-type t3.micro --name web")
	c.Submit("yard run 5m")
	for _, n := range c.Frame().Nodes {
		if strings.HasPrefix(n.Name, "Instance web") {
			c.Activate(n.ID)
			return c
		}
	}
	require.Fail(t, "there is no instance")
	return nil
}

const terminate = "action/terminate-instances"

// What cannot be taken back is looked at first: Enter does it then, and Esc leaves.
func TestTheFirstTimeLooksTheSecondDoes(t *testing.T) {
	c := withWeb(t)
	before := c.Session().Digest()
	c.Activate(terminate)
	require.NotNil(t, c.Frame().Node("preview/outcomes"))
	require.Equal(t, terminate, c.Frame().Focus)
	require.Equal(t, before, c.Session().Digest(), "nothing has happened yet")
	press(c, "Escape")
	require.Nil(t, c.Frame().Node("preview/outcomes"))
	require.Equal(t, before, c.Session().Digest())
	c.Activate(terminate)
	press(c, "Enter")
	require.Equal(t, "aws ec2 terminate-instances --instance-ids @web", lastCommand(c))
	require.Nil(t, c.Frame().Node("preview/banner"), "it is done")
}

func lastCommand(c *Controller) string { return c.ui.Log[len(c.ui.Log)-1].Command }

// A menu previews with the same action, and the second time does it as well.
func TestAPreviewFromElsewhereIsDoneTheSecondTime(t *testing.T) {
	c := withWeb(t)
	thing := c.ui.Selected
	look := scene.Action{Label: "Terminate", Verb: scene.Preview, Arg: terminate}
	require.Contains(t, c.Frame().Node(thing).Actions, look)
	c.do(nil, look)
	require.NotNil(t, c.Frame().Node("preview/banner"))
	c.do(nil, look)
	require.Contains(t, lastCommand(c), "terminate-instances")
}

// To do something else leaves the preview.
func TestAnotherCommandLeavesThePreview(t *testing.T) {
	c := withWeb(t)
	c.Activate(terminate)
	c.Activate("preview/keep")
	require.Contains(t, lastCommand(c), "modify-instance-attribute")
	require.Nil(t, c.Frame().Node("preview/outcomes"))
}

// The arrows choose rows of a block map, Enter goes in and Backspace out.
func TestKeysInABlockMap(t *testing.T) {
	c := withWeb(t)
	for _, n := range c.Frame().Nodes {
		if strings.HasPrefix(n.Name, "Volume web-root") {
			c.Activate(n.ID)
			break
		}
	}
	c.Set("inspector/blocks", "yes")
	field := "blocks/" + c.ui.Selected
	c.Set("focus", field+"/row/0")
	press(c, "ArrowDown")
	require.Equal(t, field+"/row/1", c.Frame().Focus)
	require.True(t, c.Frame().Node(field+"/row/1").Chosen)
	press(c, "ArrowUp", "ArrowUp")
	require.True(t, c.Frame().Node(field+"/row/0").Chosen, "there is none above")
	whole := c.Frame().Node(field).Name
	press(c, "Enter")
	require.NotEqual(t, whole, c.Frame().Node(field).Name)
	require.Equal(t, field+"/row/0", c.Frame().Focus)
	press(c, "Backspace")
	require.Equal(t, whole, c.Frame().Node(field).Name)
}
