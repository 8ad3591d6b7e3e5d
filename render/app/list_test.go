package app

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"blockyard/render/scene"
	"blockyard/render/typeface"
)

// lister returns a controller that looks at a list of six volumes, and the ids of their nodes.
func lister(t *testing.T) (c *Controller, rows []string) {
	c = NewController(open, typeface.Measure, func() time.Duration { return 0 })
	c.Resize(1440, 900)
	for range 6 {
		c.Submit("aws ec2 create-volume --size 8 --availability-zone us-east-1a")
	}
	c.Submit("yard run 5m")
	c.Activate("tab/World/Volumes")
	rows = scene.Rows(c.session, &c.ui)
	require.Len(t, rows, 6)
	return c, rows
}

// middleOf returns the middle of what can be seen of a node.
func middleOf(t *testing.T, c *Controller, id string) (x, y float64) {
	n := c.Frame().Node(id)
	require.NotNil(t, n, id)
	return n.Rect.X + n.Rect.W/2, n.Rect.Y + n.Rect.H/2
}

// clicks clicks a node with keys held down.
func clicks(t *testing.T, c *Controller, id string, shift, ctrl bool) {
	x, y := middleOf(t, c, id)
	c.Pointer(Pointer{Kind: PointerDown, X: x, Y: y, Shift: shift, Ctrl: ctrl})
	c.Pointer(Pointer{Kind: PointerUp, X: x, Y: y, Shift: shift, Ctrl: ctrl})
}

func TestRowsAreSelectedByPointer(t *testing.T) {
	c, rows := lister(t)
	clicks(t, c, rows[1], false, false)
	require.Equal(t, rows[1], c.ui.Selected)
	clicks(t, c, rows[3], false, true)
	require.Equal(t, []string{rows[3]}, c.ui.Also, "Ctrl adds")
	clicks(t, c, rows[3], false, true)
	require.Empty(t, c.ui.Also, "and takes out again")
	clicks(t, c, rows[4], true, false)
	require.Equal(t, rows[1], c.ui.Selected)
	require.Equal(t, rows[2:5], c.ui.Also, "Shift selects up to there")
	clicks(t, c, "pick/"+rows[0], false, false)
	require.Contains(t, c.ui.Also, rows[0], "so does the box")
	clicks(t, c, rows[5], false, false)
	require.Equal(t, rows[5], c.ui.Selected)
	require.Empty(t, c.ui.Also, "a plain click selects one alone")
}

func TestAllRowsAreSelectedAndNone(t *testing.T) {
	c, rows := lister(t)
	c.Activate("pick/all")
	require.Equal(t, rows[0], c.ui.Selected)
	require.Equal(t, rows[1:], c.ui.Also)
	c.Activate("pick/all")
	require.Empty(t, c.ui.Selected)
	require.Empty(t, c.ui.Also)
	c.Set("list/filter", "no such volume")
	c.Activate("pick/all")
	require.Empty(t, c.ui.Selected)
}

func TestKeysInAList(t *testing.T) {
	c, rows := lister(t)
	key := func(name string, shift bool) { c.Key(name, name, shift, false, false, false) }
	c.Set("focus", rows[0])
	key("ArrowDown", false)
	require.Equal(t, rows[1], c.ui.Focus)
	key("ArrowUp", false)
	key("ArrowUp", false)
	require.Equal(t, rows[0], c.ui.Focus, "there is none before the first")
	key(" ", false)
	require.Equal(t, rows[0], c.ui.Selected)
	require.False(t, c.ui.Playing, "the space bar picks the row and lets the time be")
	key("ArrowDown", true)
	key("ArrowDown", true)
	require.Equal(t, rows[1:3], c.ui.Also)
	key("End", false)
	require.Equal(t, rows[5], c.ui.Focus)
	key("Home", false)
	require.Equal(t, rows[0], c.ui.Focus)
	key("Enter", false)
	require.Equal(t, "Map", scene.Chosen(c.ui.Tabs, "World"))
	require.Equal(t, rows[0], c.ui.Selected)
	require.Equal(t, rows[0], c.ui.Focus, "the focus goes with it into the world")
	require.Equal(t, scene.RoleListitem, c.Frame().Node(rows[0]).Role)
}

func TestTheFocusScrollsAList(t *testing.T) {
	c, _ := lister(t)
	c.Submit("aws ec2 run-instances --image-id @al2023 --instance-type t3.micro --count 200")
	rows := scene.Rows(c.session, &c.ui)
	require.Len(t, rows, 206)
	c.Set("focus", rows[0])
	c.Key("PageDown", "", false, false, false, false)
	require.Greater(t, len(rows), 30)
	require.NotEqual(t, rows[0], c.ui.Focus)
	c.Key("End", "", false, false, false, false)
	n := c.Frame().Node(rows[205])
	require.InDelta(t, n.Whole.H, n.Rect.H, 0.01, "it is seen whole")
	top := c.Frame().Node("column/Volumes/Name").Rect
	c.Set("focus", "textbox/list/filter")
	require.Equal(t, top, c.Frame().Node("column/Volumes/Name").Rect)
	require.NotNil(t, c.Frame().Node(rows[205]), "what does not scroll scrolls nothing")
}

func TestAPreviewedDeedIsDone(t *testing.T) {
	c, rows := lister(t)
	c.choose(rows[0])
	c.Activate("batch/delete-volume")
	require.Equal(t, "batch/delete-volume", c.ui.Preview)
	require.Len(t, scene.Rows(c.session, &c.ui), 6, "nothing has happened yet")
	c.Activate("batch/delete-volume")
	require.Empty(t, c.ui.Preview)
	c.Submit("yard run 1m")
	require.Len(t, scene.Rows(c.session, &c.ui), 5)
	c.choose(rows[1])
	c.Activate("batch/delete-volume")
	c.choose(rows[2])
	require.Empty(t, c.ui.Preview, "it was meant for another one")
}

func TestColumnsSortAndFiltersFill(t *testing.T) {
	c, rows := lister(t)
	c.Activate("column/Volumes/Size")
	c.Activate("column/Volumes/Size")
	require.Equal(t, "-Size", scene.Chosen(c.ui.Sorts, "Volumes"))
	c.Activate("column/Volumes/Size")
	require.Equal(t, "Size", scene.Chosen(c.ui.Sorts, "Volumes"))
	require.Equal(t, rows, scene.Rows(c.session, &c.ui))
	c.Set("list/filter", "zone:us-east-1b")
	require.Empty(t, scene.Rows(c.session, &c.ui))
	c.Activate("button/list-empty")
	require.Len(t, scene.Rows(c.session, &c.ui), 6)
}
