package app

import (
	"testing"

	"github.com/stretchr/testify/require"

	"blockyard/render/scene"
)

func TestTheWorldIsSeenNearerAndFarther(t *testing.T) {
	c := resting(t)
	require.Equal(t, scene.ZoomCards, c.Frame().Zoom)
	for _, step := range []struct {
		key  string
		want scene.ZoomLevel
	}{{"-", scene.ZoomIcons}, {"-", scene.ZoomCells}, {"-", scene.ZoomCells}, {"+", scene.ZoomIcons}, {"0", c.Frame().Fits}} {
		press(c, step.key)
		require.Equal(t, step.want, c.Frame().Zoom, step.key)
		require.Equal(t, zoomSentences[step.want], c.Frame().Say)
	}
	for _, zoom := range []string{"zoom/farther", "zoom/nearer"} {
		c.Activate(zoom)
	}
	require.Equal(t, scene.ZoomCards, c.Frame().Zoom)
}

func TestCtrlAndTheWheelZoomInTheWindowAlone(t *testing.T) {
	c := resting(t)
	stage := extentOf(c.Frame(), scene.PanelWorld).Rect
	turn := func(dy float64) scene.ZoomLevel {
		c.Pointer(Pointer{Kind: PointerWheel, X: stage.X + 50, Y: stage.Y + 50, Scroll: dy, Ctrl: true})
		return c.Frame().Zoom
	}
	require.Equal(t, scene.ZoomCards, turn(40), "not far enough")
	require.Equal(t, scene.ZoomIcons, turn(40))
	require.Equal(t, scene.ZoomIcons, turn(40))
	require.Equal(t, scene.ZoomIcons, turn(-40), "the other way counts anew")
	require.Equal(t, scene.ZoomCards, turn(-40))
	c.Pointer(Pointer{Kind: PointerWheel, X: 5, Y: stage.Y + 50, Scroll: 500, Ctrl: true})
	require.Equal(t, scene.ZoomCards, c.Frame().Zoom, "only over the world")
	c.Set("native", "true")
	require.Equal(t, scene.ZoomCards, turn(500), "there it enlarges the page")
}

func TestCellsAreWalkedWithArrowsAndTellWhatTheyAre(t *testing.T) {
	c := crowded(t)
	require.Equal(t, scene.ZoomCells, c.Frame().Zoom)
	g := &c.Frame().Grids[0]
	ids := append([]string(nil), g.IDs...)
	columns, cell := g.Columns, g.Cell(g.Columns+1)
	c.Move(cell.X+1, cell.Y+1)
	require.Equal(t, ids[columns+1], c.ui.Hover)
	require.Contains(t, c.Frame().Node(ids[columns+1]).Name, "Instance ", "the one under the pointer tells what it is")
	c.Click(cell.X+1, cell.Y+1)
	require.Equal(t, ids[columns+1], c.ui.Selected)
	require.Equal(t, ids[columns+1], c.ui.Focus)
	for _, step := range []struct {
		key string
		to  int
	}{{"ArrowRight", columns + 2}, {"ArrowUp", 2}, {"ArrowLeft", 1}, {"ArrowDown", columns + 1}} {
		press(c, step.key)
		require.Equal(t, ids[step.to], c.ui.Focus, step.key)
		require.NotNil(t, c.Frame().Node(ids[step.to]), step.key)
	}
	press(c, "Enter")
	require.Equal(t, ids[columns+1], c.ui.Selected)
}
