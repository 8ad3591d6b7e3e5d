package app

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"blockyard/render/scene"
	"blockyard/render/typeface"
	"blockyard/scenarios"
	"blockyard/scripting/lesson"
	"blockyard/scripting/session"
)

const costLesson = "cost-ebs-vs-instance-store"

// open opens the lessons that are built in, and the sandbox.
func open(name string) (*session.Session, error) {
	if name == "" {
		return session.Sandbox(session.Options{Seed: 1}), nil
	}
	source, ok := scenarios.Source(name)
	if !ok {
		return nil, fmt.Errorf("there is no lesson %q", name)
	}
	l, faults := lesson.Load(name+".lua", source)
	if len(faults) > 0 {
		return nil, faults[0]
	}
	return session.Open(l, session.Options{})
}

// solved returns the session after a lesson's own solution.
func solved(t testing.TB, name string) *session.Session {
	s, err := open(name)
	require.NoError(t, err)
	nothing := func(string) {}
	for _, line := range session.Split(s.Lesson().Solution) {
		s.Run(line, nothing, nothing)
	}
	return s
}

// A wall is a wall clock that a test moves.
type wall struct{ at time.Duration }

func (w *wall) now() time.Duration { return w.at }

// opened returns a controller in a lesson, in a large window.
func opened(t testing.TB, name string) *Controller {
	c := NewController(open, typeface.Measure, (&wall{}).now)
	c.Resize(1600, 1000)
	if name != "" {
		c.Set("lesson", name)
		require.NotNil(t, c.Session().Lesson())
	}
	return c
}

// node returns a node that must be on the screen.
func node(t testing.TB, c *Controller, id string) *scene.Node {
	n := c.Frame().Node(id)
	require.NotNil(t, n, "there is no %s; there are %s", id, usable(c.Frame()))
	return n
}

// click clicks with the pointer on a node, which a script scrolls to.
func click(t testing.TB, c *Controller, id string) {
	play(t, c, "click "+id)
}

// play plays a script without a window.
func play(t testing.TB, c *Controller, source string) {
	s, err := ParseScript(source)
	require.NoError(t, err)
	for range 10000 {
		tick, err := s.next(c.Frame())
		require.NoError(t, err)
		if tick.quit {
			return
		}
		tick.feed(c)
	}
	require.Fail(t, "the script does not end")
}

// newest returns the newest entry of the log.
func newest(t testing.TB, c *Controller) scene.Entry {
	require.NotEmpty(t, c.ui.Log)
	return c.ui.Log[len(c.ui.Log)-1]
}

func TestCostLessonByClicks(t *testing.T) {
	c := opened(t, costLesson)
	click(t, c, "button/dont-know")
	require.True(t, newest(t, c).Clicked)
	play(t, c, "run yard lane ebs\nrun yard schedule @web --daily 09:00-13:00")
	c.Set("focus", firstInstance(t, c))
	press(c, "l")
	require.Equal(t, "store", c.Session().Lane(), "L goes round the lanes")

	click(t, c, firstInstance(t, c))
	click(t, c, buttonThatRuns(t, c, "stop-instances"))
	require.Contains(t, newest(t, c).Error, "UnsupportedOperation", "AWS is asked although it refuses")
	require.Contains(t, newest(t, c).Error, "Why: ")

	play(t, c, "run yard run 30d")
	click(t, c, "option/why/1")
	want := solved(t, costLesson)
	require.Equal(t, want.Digest(), c.Session().Digest())
	require.Equal(t, want.Claim(), c.Session().Claim())
	require.Equal(t, "8/8", c.Session().Claim())
}

func firstInstance(t testing.TB, c *Controller) string {
	for _, n := range c.Frame().Nodes {
		if n.Panel == scene.PanelWorld && n.Action != nil && n.Action.Verb == scene.Select && strings.HasPrefix(n.ID, "instance/") {
			return n.ID
		}
	}
	require.Fail(t, "no instance is shown")
	return ""
}

func buttonThatRuns(t testing.TB, c *Controller, verb string) string {
	for _, n := range c.Frame().Nodes {
		if n.Action != nil && n.Action.Verb == scene.Command && strings.Contains(n.Action.Arg, " "+verb+" ") {
			return n.ID
		}
	}
	require.Fail(t, "nothing runs "+verb, usable(c.Frame()))
	return ""
}

func TestRefusedCommandSaysWhy(t *testing.T) {
	c := opened(t, "")
	c.Submit("aws ec2 stop-instances --instance-ids i-00000000000000000")
	e := newest(t, c)
	require.NotZero(t, e.Status)
	require.False(t, e.Clicked)
	require.Contains(t, e.Error, "InvalidInstanceID.NotFound")
	require.Contains(t, e.Error, "Why: ")
	require.Contains(t, c.Frame().Say, "InvalidInstanceID.NotFound")
	require.NotNil(t, c.Frame().Node("log/0"))
}

func TestFrameIsTheSameWhileNothingChanges(t *testing.T) {
	c := opened(t, costLesson)
	f := c.Frame()
	require.True(t, f == c.Frame())
	c.Tick(time.Second) // paused
	c.Resize(1600, 1000)
	c.Key("F13", "F13", false, false, false, false)
	c.Wheel(-5, -5, 10)
	require.False(t, c.Changed())
	require.True(t, f == c.Frame())

	n := node(t, c, "button/play")
	c.Move(n.Rect.X+1, n.Rect.Y+1)
	hovered := c.Frame()
	require.NotSame(t, f, hovered, "it shows what is under the pointer")
	c.Move(n.Rect.X+2, n.Rect.Y+1)
	require.True(t, hovered == c.Frame(), "it is the same node")
	c.Leave()
	require.False(t, hovered == c.Frame())
}

func TestResize(t *testing.T) {
	c := opened(t, costLesson)
	for _, size := range [][2]float64{{800, 600}, {360, 640}, {2560, 1440}, {1440, 900}} {
		c.Resize(size[0], size[1])
		f := c.Frame()
		require.Equal(t, size, [2]float64{f.Width, f.Height})
		require.NotEmpty(t, f.Nodes)
	}
	c.Resize(1e9, 3)
	require.Equal(t, [2]float64{mostSize, leastSize}, [2]float64{c.Frame().Width, c.Frame().Height})
	before := c.Frame()
	nan := 0.0
	nan /= nan
	c.Resize(nan, nan)
	c.Resize(-1, 500)
	require.True(t, before == c.Frame())
}

func TestOptions(t *testing.T) {
	c := opened(t, costLesson)
	c.Set("theme", "light")
	c.Set("scale", "150")
	c.Set("speed", "6h")
	c.Set("guess/store", "72")
	require.Equal(t, scene.Light, c.Frame().Theme)
	require.Equal(t, 150, c.Frame().Scale)
	require.Equal(t, "6h", c.ui.Speed)
	require.Equal(t, "72", scene.Chosen(c.ui.Fields, "guess/store"))
	for option, value := range map[string]string{"theme": "pink", "scale": "1000", "speed": "0s", "sound": "on"} {
		c.Set(option, value)
		require.Contains(t, c.Frame().Say, "no", option)
	}
	require.Equal(t, 150, c.Frame().Scale)

	c.Set("lesson", "no-such-lesson")
	require.Contains(t, newest(t, c).Error, "no-such-lesson")
	require.NotNil(t, c.Session().Lesson(), "the lesson stays")
	c.Set("lesson", "")
	require.Nil(t, c.Session().Lesson())
	require.Equal(t, scene.Light, c.Frame().Theme, "how it looks stays")
	require.Empty(t, c.ui.Log)
}

func TestRestartOpensTheLessonAgain(t *testing.T) {
	c := opened(t, costLesson)
	first := c.Session().Digest()
	c.Submit("yard run 1d")
	require.NotEqual(t, first, c.Session().Digest())
	c.do(&scene.Node{}, scene.Action{Verb: scene.Restart})
	require.Equal(t, first, c.Session().Digest())
	require.Equal(t, costLesson, c.Session().Lesson().ID)
}

func TestFaultsBecomeSentences(t *testing.T) {
	broken := false
	measure := func(face scene.Face, size float64, text string) float64 {
		if broken {
			panic("scene: no such face")
		}
		return typeface.Measure(face, size, text)
	}
	c := NewController(open, measure, (&wall{}).now)
	good := c.Frame()
	require.NotNil(t, good)
	broken = true
	c.Submit("yard clock")
	require.True(t, good == c.Frame(), "what was on the screen stays")
	broken = false
	require.False(t, good == c.Frame())
	require.Contains(t, newest(t, c).Error, "a fault of Blockyard, not yours: scene: no such face")

	c = NewController(func(string) (*session.Session, error) { return nil, fmt.Errorf("no lesson") }, measure, (&wall{}).now)
	require.Nil(t, c.Frame())
	garbage(c, []byte("clicks and keys without anything to click on"))
}

// garbage hands bytes as input of every kind to a controller.
func garbage(c *Controller, input []byte) {
	at := 0
	next := func() float64 {
		if at++; at > len(input) {
			return 0
		}
		return float64(input[at-1])
	}
	word := func() string {
		n := int(next()) % 12
		end := min(len(input), at+n)
		at, n = end, min(at, end)
		return string(input[n:end])
	}
	for at < len(input) {
		switch x, y := next()*8, next()*5; int(next()) % 11 {
		case 0:
			c.Click(x, y)
		case 1:
			c.Wheel(x, y, next()-128)
		case 2:
			c.Key(word(), "", x > 999, false, false, y > 999)
		case 3:
			c.Type(word())
		case 4:
			c.Input(word(), int(next())-9)
		case 5:
			c.Set([]string{"theme", "scale", "focus", "speed", word()}[int(x)%5], word())
		case 6:
			if f := c.Frame(); f != nil {
				c.Activate(f.Nodes[int(x*7+y)%len(f.Nodes)].ID)
			}
		case 7:
			c.Key([]string{"Tab", "F6", "Enter", "Escape", "ArrowDown", "ArrowLeft", "/", " ", "Backspace", "?"}[int(x)%10], "", y > 600, false, false, false)
		case 8:
			c.Resize(x, y)
		case 9:
			c.Tick(time.Duration(x) * time.Millisecond)
		case 10:
			kinds := []PointerKind{PointerDown, PointerMove, PointerUp, PointerCancel, PointerLeave, PointerMenu, PointerWheel, "pointerover"}
			c.Pointer(Pointer{Kind: kinds[int(x/8)%len(kinds)], X: next() * 8, Y: next() * 5, Touch: y > 600, ID: int(y) % 3, Scroll: x - 900})
		}
	}
	c.Frame()
}

func FuzzInput(f *testing.F) {
	f.Add([]byte("\x10\x20\x00\x30\x40\x06\x90\x10\x07"))
	f.Add([]byte("/yard run 1d\r/é\xff\x80 the quick brown fox jumps over the lazy dog 0123456789"))
	f.Fuzz(func(t *testing.T, input []byte) {
		c := opened(t, costLesson)
		garbage(c, input[:min(len(input), 400)])
		for _, e := range c.ui.Log {
			require.NotContains(t, e.Error, "fault of Blockyard")
		}
		require.NotNil(t, c.Frame())
		requireHover(t, c)
	})
}
