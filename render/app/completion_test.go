package app

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"blockyard/render/scene"
)

// typing returns a controller whose command line somebody types into.
func typing(t testing.TB, text string) *Controller {
	c := opened(t, "")
	c.Submit("aws ec2 run-instances --image-id @al2023 --instance-type t3.micro --name web")
	c.Submit("yard run 5m")
	enterLine(c)
	c.Type(text)
	return c
}

// enterLine goes to the command line by its key.
func enterLine(c *Controller) { c.Key("/", "", false, false, false, false) }

// strike presses a key that nothing is held beside.
func strike(c *Controller, key string) { c.Key(key, "", false, false, false, false) }

// shown returns the completions that are on the screen.
func shown(c *Controller) (texts []string) {
	for _, n := range c.Frame().Nodes {
		if n.Role == scene.RoleOption {
			texts = append(texts, n.Name)
		}
	}
	return texts
}

func TestTheListOpensWhileSomebodyTypes(t *testing.T) {
	c := typing(t, "")
	require.Empty(t, shown(c), "an empty line has none")
	c.Type("aws ec2 st")
	require.Equal(t, []string{"start-instances", "stop-instances"}, shown(c)[:2])
	c.Type("op-instances")
	require.Empty(t, shown(c), "it is complete")
	c.Type(" ")
	require.Contains(t, shown(c), "--instance-ids")
	c.Type("--instance-ids @web ")
	require.Empty(t, shown(c), "nothing more is needed")
	c.Type("--")
	require.Contains(t, shown(c), "--force")
}

func TestTabAcceptsOnlyWhatIsShown(t *testing.T) {
	c := typing(t, "aws ec2 stop-instances --instance-ids @w")
	strike(c, "Tab")
	require.Equal(t, "aws ec2 stop-instances --instance-ids @web ", c.ui.Input)
	require.Equal(t, len(c.ui.Input), c.ui.Caret)
	require.Equal(t, scene.CommandLine, c.ui.Focus)
	strike(c, "Tab")
	require.NotEqual(t, scene.CommandLine, c.ui.Focus, "nothing is shown, so it moves on")
	require.Equal(t, "aws ec2 stop-instances --instance-ids @web ", c.ui.Input)

	c = typing(t, "aws ec2 st")
	c.Key("Tab", "", true, false, false, false)
	require.NotEqual(t, scene.CommandLine, c.ui.Focus, "with Shift it always moves")
	require.Empty(t, shown(c))
}

func TestArrowsChooseWhileTheListIsOpenAndRecallElse(t *testing.T) {
	c := typing(t, "aws ec2 st")
	strike(c, "ArrowDown")
	require.Equal(t, 1, c.ui.Marked)
	require.True(t, node(t, c, scene.CompletionID(1)).Chosen)
	strike(c, "ArrowUp")
	strike(c, "ArrowUp")
	require.Equal(t, len(shown(c))-1, c.ui.Marked, "from the first to the last")
	require.Positive(t, node(t, c, scene.CompletionID(c.ui.Marked)).Rect.H, "it is scrolled to")
	strike(c, "ArrowDown")
	strike(c, "Tab")
	require.Equal(t, "aws ec2 start-instances ", c.ui.Input)
	strike(c, "Escape")
	strike(c, "ArrowUp")
	require.Equal(t, "yard run 5m", c.ui.Input)
	require.Empty(t, shown(c), "what was recalled is not being typed")
}

func TestEscapeClosesTheListAndThenLeaves(t *testing.T) {
	c := opened(t, "")
	c.setFocus("button/play")
	enterLine(c)
	c.Type("aws ec2 st")
	strike(c, "Escape")
	require.Empty(t, shown(c))
	require.Equal(t, scene.CommandLine, c.ui.Focus)
	strike(c, "Escape")
	require.Equal(t, "button/play", c.ui.Focus)
	require.Equal(t, "aws ec2 st", c.ui.Input)
}

func TestEnterRunsTheLineAsItIs(t *testing.T) {
	c := typing(t, "yard cl")
	require.NotEmpty(t, shown(c))
	strike(c, "Enter")
	require.Equal(t, "yard cl", newest(t, c).Command)
	require.Empty(t, shown(c))
}

func TestACompletionInTheMiddleKeepsTheRest(t *testing.T) {
	c := typing(t, "")
	c.Input("aws ec2 des-volumes --output text", len("aws ec2 des"))
	require.Equal(t, "describe-instances", shown(c)[0])
	for i, text := range shown(c) {
		if text == "describe-volumes" {
			c.Activate(scene.CompletionID(i))
		}
	}
	require.Equal(t, "aws ec2 describe-volumes --output text", c.ui.Input)
	require.Equal(t, len("aws ec2 describe-volumes "), c.ui.Caret)
	require.Equal(t, scene.CommandLine, c.ui.Focus)
}

func TestWhoComesAlongByTabIsNotOfferedTheExample(t *testing.T) {
	c := opened(t, "")
	enterLine(c)
	c.Key("Tab", "", true, false, false, false)
	strike(c, "Tab")
	require.Equal(t, scene.CommandLine, c.ui.Focus)
	require.NotContains(t, node(t, c, scene.CommandLine).Help, "Tab")
	strike(c, "Tab")
	require.NotEqual(t, scene.CommandLine, c.ui.Focus)
	require.Empty(t, c.ui.Input)
}

func TestAClickAcceptsAndOneElsewhereCloses(t *testing.T) {
	c := typing(t, "aws ec2 st")
	r := node(t, c, scene.CompletionID(1)).Rect
	c.Click(r.X+r.W/2, r.Y+r.H/2)
	require.Equal(t, "aws ec2 stop-instances ", c.ui.Input)
	c.Type("--fo")
	require.NotEmpty(t, shown(c))
	c.Click(800, 100)
	require.Empty(t, shown(c))
}

func TestTheExampleFitsTheWorld(t *testing.T) {
	c := opened(t, "")
	for _, step := range []struct{ do, example string }{
		{"", "aws ec2 run-instances --image-id @al2023 --instance-type t3.micro --name web"},
		{"aws ec2 run-instances --image-id @al2023 --instance-type t3.micro --name web", "yard run 1m"},
		{"yard run 5m", "aws ec2 stop-instances --instance-ids @web"},
		{"aws ec2 stop-instances --instance-ids @web; yard run 5m", "aws ec2 start-instances --instance-ids @web"},
	} {
		c.Submit(step.do)
		enterLine(c)
		require.Contains(t, node(t, c, scene.CommandLine).Help, step.example)
		strike(c, "Tab")
		require.Equal(t, step.example, c.ui.Input)
		require.Empty(t, shown(c), "the next Tab moves on")
		c.Submit(c.ui.Input)
		require.Zero(t, newest(t, c).Status, newest(t, c).Error)
		c.Submit("yard run 5m")
		if strings.Contains(step.example, "run-instances") {
			c.Submit("aws ec2 terminate-instances --instance-ids @web; yard run 5m")
		}
	}
	c = opened(t, costLesson)
	require.Equal(t, "yard steps", scene.Example(c.Session()))
}

func TestThePageAsksWhetherTabAccepts(t *testing.T) {
	c := typing(t, "")
	c.Set("native", "true")
	c.Input("yard cl", len("yard cl"))
	require.True(t, c.Accept())
	line, caret := c.CommandText()
	require.Equal(t, "yard clock ", line)
	require.Equal(t, len(line), caret)
	require.False(t, c.Accept())
	c.Set("focus", "button/play")
	c.Input("", 0)
	require.False(t, c.Accept(), "only in the command line")
}
