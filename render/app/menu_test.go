package app

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"blockyard/render/scene"
)

// marked returns the node of the item of the open menu that the keyboard is at.
func marked(t testing.TB, c *Controller) *scene.Node {
	n := node(t, c, scene.MenuItemID(c.ui.Marked))
	require.True(t, n.Chosen)
	require.Equal(t, n.ID, c.Frame().Focus, "a screen reader is there, too")
	return n
}

func TestTheMenuByKeyboard(t *testing.T) {
	c := built(t)
	web := called(t, c, "Instance web")
	for _, open := range []string{"m", "Shift+F10", "ContextMenu"} {
		c.Set("focus", web)
		press(c, open)
		require.Equal(t, web, c.ui.Menu.Of, open)
		require.Equal(t, "Stop", marked(t, c).Name)
		press(c, "Escape")
		require.Nil(t, c.ui.Menu)
		require.Equal(t, web, c.Frame().Focus, "the focus is where it was")
	}
	press(c, "m", "ArrowDown")
	require.Equal(t, "Reboot", marked(t, c).Name)
	press(c, "ArrowUp", "ArrowUp")
	last := marked(t, c)
	require.Positive(t, last.Rect.H, "it is scrolled to")
	press(c, "Home", "s", "s")
	require.Equal(t, "Start", marked(t, c).Name)
	press(c, "End")
	require.Equal(t, last.ID, marked(t, c).ID)
	press(c, "Home", "Enter")
	require.Nil(t, c.ui.Menu)
	require.Equal(t, "aws ec2 stop-instances --instance-ids @web", newest(t, c).Command)
	require.Equal(t, "menu of web: Stop", newest(t, c).Comment)
	require.Equal(t, web, c.Frame().Focus)
}

func TestTheMenuByPointer(t *testing.T) {
	c := built(t)
	far := called(t, c, "Volume far")
	mouse(t, c, far, PointerMenu)
	mouse(t, c, scene.MenuItemID(1), PointerMove)
	require.Equal(t, 1, c.ui.Marked, "what the pointer is on is marked")
	require.NotEmpty(t, node(t, c, scene.MenuItemID(1)).Off)
	c.Click(2, 2)
	require.Nil(t, c.ui.Menu, "a click beside it closes it")
	require.Equal(t, far, c.ui.Selected, "and does nothing else")
	mouse(t, c, far, PointerMenu)
	mouse(t, c, scene.MenuItemID(1), PointerDown, PointerUp)
	require.NotZero(t, newest(t, c).Status, "what would be refused is asked all the same")
	require.NotNil(t, c.ui.Refused)
}

func TestAMenuOpensFormsAndPreviews(t *testing.T) {
	c := built(t)
	c.Set("focus", called(t, c, "Volume far"))
	press(c, "m")
	for range 20 {
		if n := marked(t, c); n.Action.Verb == scene.OpenForm && strings.HasPrefix(n.Name, "Attach") {
			break
		}
		press(c, "a")
	}
	press(c, "Enter")
	require.Equal(t, "attach-volume", c.ui.Form.Verb)
	press(c, "Escape")
	c.Set("focus", called(t, c, "Volume far"))
	press(c, "m", "d", "Enter")
	require.NotEmpty(t, c.ui.Preview, "what cannot be taken back is looked at first")
	require.Empty(t, c.ui.Log)
}

func TestCopyFromAMenu(t *testing.T) {
	c := built(t)
	copied := ""
	c.Clipboard = func(text string) bool { copied = text; return true }
	c.Set("focus", called(t, c, "Instance web"))
	press(c, "m", "Ctrl+c")
	require.Contains(t, copied, "aws ec2 stop-instances --instance-ids i-", "as the AWS CLI takes it")
	require.Nil(t, c.ui.Menu)
	press(c, "m", "End", "Enter")
	require.Contains(t, copied, "aws ec2 describe-instances --instance-ids i-")
	require.Empty(t, c.ui.Log)
}

func TestSeveralAreSelectedAndHaveOneMenu(t *testing.T) {
	c := built(t)
	far, near := called(t, c, "Volume far"), called(t, c, "Volume near")
	click(t, c, far)
	x, y := middle(node(t, c, near).Rect)
	c.Pointer(Pointer{Kind: PointerDown, X: x, Y: y, Ctrl: true})
	c.Pointer(Pointer{Kind: PointerUp, X: x, Y: y, Ctrl: true})
	require.Equal(t, far, c.ui.Selected)
	require.Equal(t, []string{near}, c.ui.Also)
	require.True(t, node(t, c, near).Chosen)
	mouse(t, c, near, PointerMenu)
	require.Equal(t, []string{near}, c.ui.Also, "they stay selected")
	require.Equal(t, "Snapshot 2 volumes", marked(t, c).Name)
	press(c, "Enter")
	require.Zero(t, newest(t, c).Status, newest(t, c).Error)
	require.Contains(t, newest(t, c).Command, "; aws ec2 create-snapshot")
	press(c, "Escape")
	require.Empty(t, c.ui.Also)
	press(c, "Escape")
	require.Empty(t, c.ui.Selected)
}
