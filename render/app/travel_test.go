package app

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"blockyard/render/scene"
	"blockyard/sim/unit"
)

// lived returns a controller in a sandbox with two days behind it.
func lived(t testing.TB) *Controller {
	c := opened(t, "")
	for _, line := range []string{
		"aws ec2 run-instances --image-id @al2023 --instance-type t3.micro --name web", "yard run 20h",
		"aws ec2 stop-instances --instance-ids @web", "yard run 20h", "aws ec2 start-instances --instance-ids @web", "yard run 8h",
	} {
		c.Submit(line)
	}
	return c
}

// onAxis returns where an instant is on the track of the playhead.
func onAxis(c *Controller, at unit.Duration) (x, y float64) {
	f := c.Frame()
	track := f.Node(scene.PlayheadNode).Rect
	return f.Time.At(unit.Instant(at)), track.Y + track.H/2
}

func TestThePlayheadIsDraggedIntoThePast(t *testing.T) {
	c := lived(t)
	now := c.Session().Digest()
	c.Press(onAxis(c, 30*unit.Hour))
	require.Equal(t, "1d6h", hours(c), "where it was pressed")
	for h := 30; h >= 12; h-- {
		c.Move(onAxis(c, unit.Duration(h)*unit.Hour))
	}
	require.Equal(t, "12h", hours(c))
	require.NotNil(t, c.Frame().Node("past/band"))
	require.NotNil(t, c.Frame().Node("history/here"), "the history is beside it")
	c.Release(onAxis(c, 12*unit.Hour))
	c.Move(onAxis(c, 40*unit.Hour))
	require.Equal(t, "12h", hours(c), "it was let go")
	require.Contains(t, c.ui.Say, "The past: 2026-04-01 12:00")
	require.Equal(t, now, c.Session().Digest())
	c.Press(onAxis(c, 12*unit.Hour))
	c.Move(5000, 0)
	c.Release(5000, 0)
	require.False(t, c.Session().LooksBack(), "there is nothing after now")
	c.Frame()
	require.Empty(t, scene.Chosen(c.ui.Tabs, string(scene.PanelInspector)), "the rail is as before")
}

// hours returns how long after the start the frame is.
func hours(c *Controller) string {
	f := c.Frame()
	return strings.TrimSuffix((unit.Duration(f.Time.Shown) / unit.Hour * unit.Hour).String(), "m")
}

func TestADragSeeksOnceAFrame(t *testing.T) {
	c := lived(t)
	c.Press(onAxis(c, 30*unit.Hour))
	c.Frame()
	before := c.Layouts()
	for h := 29; h > 10; h-- {
		c.pointer.X, _ = c.frame.Time.At(unit.Instant(unit.Duration(h)*unit.Hour)), 0
		c.scrub()
	}
	require.Equal(t, 30*unit.Hour, c.Session().Clock(), "nothing is computed that is not shown")
	c.Frame()
	require.Equal(t, before+1, c.Layouts())
	require.InDelta(t, float64(11*unit.Hour), float64(c.Session().Clock()), float64(unit.Minute))
}

func TestThePlayheadByKeys(t *testing.T) {
	c := lived(t)
	c.Set("focus", scene.PlayheadNode)
	steps := []struct {
		key  string
		want unit.Duration
	}{{"ArrowRight", 48 * unit.Hour}, {"ArrowLeft", 47 * unit.Hour}, {"PageDown", 37 * unit.Hour}, {"PageUp", 47 * unit.Hour}, {"Home", 0}, {"PageUp", 10 * unit.Hour}, {"End", 48 * unit.Hour}}
	for _, s := range steps {
		press(c, s.key)
		require.Equal(t, s.want.String(), c.Session().Clock().String(), s.key)
		require.Equal(t, scene.PlayheadNode, c.Frame().Focus)
	}
	require.False(t, c.Session().LooksBack())
}

// Comma and full stop go from event to event, back and forward again, and end where time stands.
func TestEventByEvent(t *testing.T) {
	c := lived(t)
	var back []unit.Duration
	for range 3 {
		press(c, ",")
		back = append(back, c.Session().Clock())
	}
	require.Less(t, back[1], back[0])
	require.Less(t, back[2], back[1])
	press(c, ".")
	require.Equal(t, back[1], c.Session().Clock())
	press(c, ".")
	require.Equal(t, back[0], c.Session().Clock())
	for range 50 {
		if c.Session().LooksBack() {
			press(c, ".")
		}
	}
	require.False(t, c.Session().LooksBack())
	require.Equal(t, 48*unit.Hour, c.Session().Clock(), "time itself has not passed")
}

func TestThePastPlaysUpToNow(t *testing.T) {
	c := lived(t)
	c.Submit("yard travel 40h")
	c.Set("speed", "1h")
	c.play()
	require.True(t, c.ui.Playing)
	c.Tick(250 * time.Millisecond)
	require.Equal(t, 40*unit.Hour+15*unit.Minute, c.Session().Clock())
	require.True(t, c.Session().LooksBack())
	for range 100 {
		c.Tick(250 * time.Millisecond)
	}
	require.False(t, c.ui.Playing)
	require.False(t, c.Session().LooksBack())
	require.Equal(t, 48*unit.Hour, c.Session().Clock())
}

func TestUndoByKeys(t *testing.T) {
	c := lived(t)
	c.Key("z", "", false, true, false, false)
	require.Equal(t, "Undone: Run 8h. Ctrl+Shift+Z brings it back.", c.ui.Say)
	require.Equal(t, 40*unit.Hour, c.Session().Clock())
	c.Key("z", "", false, true, false, false)
	require.Equal(t, "Undone: Start web. Ctrl+Shift+Z brings it back.", c.ui.Say)
	require.Equal(t, "Redo: Start web", c.Frame().Node("button/redo").Name)
	c.Key("Z", "", true, true, false, false)
	require.Equal(t, "Done again: Start web.", c.ui.Say)
	require.Equal(t, "yard redo", lastCommand(c))
	click(t, c, "button/undo")
	require.Equal(t, "yard undo", lastCommand(c))
	c.Key("z", "", false, true, false, true)
	require.Equal(t, "Undone: Start web. Ctrl+Shift+Z brings it back.", c.ui.Say, "a text field has an undo of its own")
}

func TestInThePastNothingIsDone(t *testing.T) {
	c := withWeb(t)
	c.Submit("yard run 3h")
	c.Submit("yard travel 2h")
	now, log := c.Session().Digest(), len(c.ui.Log)
	c.Set("focus", "") // and by the buttons
	c.Frame()
	c.showTab(string(scene.PanelInspector), string(scene.PanelInspector))
	c.Activate(terminate)
	require.Contains(t, c.ui.Say, scene.PastReason)
	c.Activate("action/stop-instances")
	require.Contains(t, c.ui.Say, scene.PastReason)
	require.Len(t, c.ui.Log, log, "nothing was tried")
	c.Submit("aws ec2 stop-instances --instance-ids @web")
	require.Contains(t, newest(t, c).Error, "you are looking back")
	require.Equal(t, now, c.Session().Digest())
	press(c, "Escape", "Escape", "Escape")
	require.False(t, c.Session().LooksBack(), "Esc leads out")
}

func TestMarksAreGoneTo(t *testing.T) {
	c := lived(t)
	id := ""
	for _, n := range c.Frame().Nodes {
		if strings.HasPrefix(n.Name, "Stop web, ") {
			id = n.ID
		}
	}
	click(t, c, id)
	require.Equal(t, 20*unit.Hour, c.Session().Clock())
	require.Contains(t, c.ui.Say, "Stop web, Apr 01 20:00. The past:")
	click(t, c, "past/now")
	require.False(t, c.Session().LooksBack())
}

func TestTimeIsZoomed(t *testing.T) {
	c := lived(t)
	all := c.Frame().Time.Span
	click(t, c, "time/nearer")
	require.Equal(t, all/2, c.Frame().Time.Span)
	c.Set("focus", scene.PlayheadNode)
	press(c, "+")
	require.Equal(t, all/4, c.Frame().Time.Span)
	press(c, "Home")
	require.Zero(t, c.Frame().Time.From, "the playhead stays in sight")
	press(c, "0")
	require.Equal(t, all, c.Frame().Time.Span)
	x, y := onAxis(c, 10*unit.Hour)
	c.Pointer(Pointer{Kind: PointerWheel, X: x, Y: y, Scroll: -100})
	require.Less(t, c.Frame().Time.Span, all)
	again, _ := onAxis(c, 10*unit.Hour)
	require.InDelta(t, x, again, 1, "what is under the pointer stays there")
	click(t, c, "time/day")
	require.Equal(t, unit.Day, c.Frame().Time.Span)
	from := c.Frame().Time.From
	click(t, c, "time/earlier")
	require.Less(t, c.Frame().Time.From, from+1)
	click(t, c, "time/all")
	require.Equal(t, all, c.Frame().Time.Span)
}

func TestSpeedsAreAMenu(t *testing.T) {
	c := lived(t)
	c.Set("focus", "button/speed")
	press(c, "Enter")
	require.NotNil(t, c.ui.Menu)
	press(c, "End", "Enter")
	require.Nil(t, c.ui.Menu)
	require.Equal(t, "30d", c.ui.Speed)
	require.Equal(t, "Speed 30 days/s", c.Frame().Node("button/speed").Name)
	require.Equal(t, "button/speed", c.Frame().Focus)
	click(t, c, "button/until")
	press(c, "ArrowDown", "Enter")
	require.Equal(t, "yard run 24h", strings.Replace(lastCommand(c), "1d", "24h", 1))
	require.Equal(t, 72*unit.Hour, c.Session().Clock())
}

// A finger on the track of the playhead moves it, rather than scrolls.
func TestThePlayheadByFinger(t *testing.T) {
	c := lived(t)
	x, y := onAxis(c, 40*unit.Hour)
	c.Pointer(Pointer{Kind: PointerDown, X: x, Y: y, Touch: true, ID: 1})
	for h := 39; h >= 20; h-- {
		x, y = onAxis(c, unit.Duration(h)*unit.Hour)
		c.Pointer(Pointer{Kind: PointerMove, X: x, Y: y, Touch: true, ID: 1})
	}
	c.Pointer(Pointer{Kind: PointerUp, X: x, Y: y, Touch: true, ID: 1})
	require.Equal(t, "20h", hours(c))
	require.True(t, c.Session().LooksBack())
}

// A drag shows the past at once: a seek and a frame in each step.
func BenchmarkDrag(b *testing.B) {
	c := opened(b, "")
	for _, line := range []string{
		"aws ec2 run-instances --image-id @al2023 --instance-type t3.micro --count 100", "yard run 1h",
		"for n in {1..10}; do aws ec2 create-volume --size 8 --availability-zone us-east-1a --name v$n; done", "yard run 30d",
	} {
		c.Submit(line)
	}
	x, y := onAxis(c, 20*unit.Day)
	c.Press(x, y)
	b.ReportAllocs()
	for n := 0; b.Loop(); n++ {
		x, y = onAxis(c, unit.Duration(1+(n*7)%29)*unit.Day)
		c.Move(x, y)
		c.Frame()
	}
}
