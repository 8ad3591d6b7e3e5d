package app

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"blockyard/render/scene"
)

// mouse hands to a controller what a mouse does, at the middle of a node.
func mouse(t testing.TB, c *Controller, id string, kinds ...PointerKind) {
	x, y := middle(node(t, c, id).Rect)
	for _, k := range kinds {
		c.Pointer(Pointer{Kind: k, X: x, Y: y})
	}
}

func TestAClickIsPressAndReleaseOnTheSameNode(t *testing.T) {
	c := opened(t, "")
	opening := c.ui.Say
	mouse(t, c, "button/play", PointerDown)
	require.Equal(t, "button/play", c.ui.Pressed)
	mouse(t, c, "button/step", PointerMove)
	require.Equal(t, "button/play", c.ui.Pressed, "it is held where it goes")
	require.Equal(t, "button/step", c.ui.Hover, "and may be let go on what is there")
	mouse(t, c, "button/step", PointerUp)
	require.False(t, c.ui.Playing)
	require.Equal(t, opening, c.ui.Say, "nor does what it was moved to")
	for _, end := range []PointerKind{PointerCancel, PointerLeave} {
		mouse(t, c, "button/play", PointerDown, end)
		require.Empty(t, c.ui.Pressed)
		mouse(t, c, "button/play", PointerUp, PointerUp)
		require.False(t, c.ui.Playing, "it was let go: %s", end)
	}
	c.Click(middle(node(t, c, "button/play").Rect))
	require.True(t, c.ui.Playing)
	require.Equal(t, "button/play", c.ui.Focus)
	require.Empty(t, c.ui.Pressed)
}

func TestClicksBetweenTwoFramesAllCount(t *testing.T) {
	c := opened(t, "")
	mouse(t, c, "start/shop", PointerDown, PointerUp, PointerDown, PointerUp)
	require.Len(t, c.ui.Log, 2)
	for _, e := range c.ui.Log {
		require.Contains(t, e.Command, "run-instances")
	}
}

func TestOtherButtonsPressNothing(t *testing.T) {
	c := opened(t, "")
	x, y := middle(node(t, c, "button/play").Rect)
	for _, button := range []int{1, 2, 3} {
		c.Pointer(Pointer{Kind: PointerDown, X: x, Y: y, Button: button})
		c.Pointer(Pointer{Kind: PointerUp, X: x, Y: y, Button: button})
	}
	require.False(t, c.ui.Playing)
	c.Pointer(Pointer{Kind: PointerDown, X: x, Y: y})
	c.Pointer(Pointer{Kind: PointerUp, X: x, Y: y, Button: 2})
	require.Empty(t, c.ui.Pressed, "the last of two buttons went up")
	require.False(t, c.ui.Playing)
}

func TestContextMenu(t *testing.T) {
	c := opened(t, costLesson)
	web := firstInstance(t, c)
	mouse(t, c, web, PointerDown, PointerMenu)
	require.Empty(t, c.ui.Pressed)
	require.Equal(t, web, c.ui.Selected, "the inspector shows it beside its menu")
	require.Equal(t, web, c.ui.Menu.Of)
	require.Equal(t, c.pointer, c.ui.Menu.At)
	mouse(t, c, web, PointerUp)
	require.NotNil(t, c.ui.Menu)
	c.close()

	disk := ""
	for _, n := range c.Frame().Nodes {
		if strings.Contains(n.ID, "/disk/") && n.Role == scene.RoleListitem {
			disk = n.ID
		}
	}
	mouse(t, c, disk, PointerDown, PointerMenu)
	require.Nil(t, c.ui.Menu, "it has none of its own")
	require.Equal(t, disk, c.ui.Selected, "the inspector says what can be done with it")
	require.Equal(t, disk, c.Frame().Focus)
	mouse(t, c, "button/dont-know", PointerMenu)
	c.ContextMenu(-5, -5)
	require.Nil(t, c.ui.Menu)
	require.Empty(t, c.ui.Log, "buttons are not pressed by it")
}

// TestHoverIsWhatIsUnderThePointer: a click can take away what is under the
// pointer, and with it the focus, and scroll.
func TestHoverIsWhatIsUnderThePointer(t *testing.T) {
	c := opened(t, costLesson)
	mouse(t, c, "button/dont-know", PointerMove)
	require.Equal(t, "button/dont-know", c.Frame().Node(c.ui.Hover).ID)
	mouse(t, c, "button/dont-know", PointerDown, PointerUp)
	requireHover(t, c)
	require.NotEqual(t, "button/dont-know", c.ui.Hover, "it is no longer there")

	c.Resize(1200, 420)
	mouse(t, c, "lesson/title", PointerMove)
	c.Set("focus", "button/play")
	c.Set("focus", "button/hint")
	require.Positive(t, extentOf(c.Frame(), scene.PanelLesson).Y, "the focus scrolls")
	requireHover(t, c)
}

// requireHover requires that the frame shows as hovered what is under the pointer.
func requireHover(t testing.TB, c *Controller) {
	under := ""
	if n := c.Frame().At(c.pointer); n != nil && c.inside {
		under = n.ID
	}
	require.Equal(t, under, c.ui.Hover)
}

func TestWheelScrollsWhatIsUnderThePointer(t *testing.T) {
	c := opened(t, costLesson)
	c.Resize(1200, 600)
	e := *extentOf(c.Frame(), scene.PanelLesson)
	require.Positive(t, e.Most)
	x, y := e.Rect.X+9, e.Rect.Y+9
	c.Pointer(Pointer{Kind: PointerWheel, X: x, Y: y, Scroll: 30})
	require.Equal(t, 30.0, extentOf(c.Frame(), scene.PanelLesson).Y)
	c.Pointer(Pointer{Kind: PointerWheel, X: x, Y: y, Scroll: 30, Ctrl: true})
	require.Equal(t, 30.0, extentOf(c.Frame(), scene.PanelLesson).Y, "with Ctrl it enlarges the page")
	c.Wheel(x, y, 1e9)
	require.Equal(t, e.Most, extentOf(c.Frame(), scene.PanelLesson).Y)
	c.Wheel(x, y, -1e9)
	require.Zero(t, extentOf(c.Frame(), scene.PanelLesson).Y)
	c.page(scene.PanelLesson)
	require.Positive(t, extentOf(c.Frame(), scene.PanelLesson).Y)
	for range 9 {
		c.page(scene.PanelLesson)
		c.Frame()
	}
	require.LessOrEqual(t, extentOf(c.Frame(), scene.PanelLesson).Y, e.Most)
}
