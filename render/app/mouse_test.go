package app

import (
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"blockyard/scripting/session"
)

const zoneLesson = "move-volume-az"

// mouseScript plays the zone lesson by mouse alone, as mouse.test.js of web/e2e does in a browser.
const mouseScript = `
drag volume/vol-06b2f342ed6e9227b instance/i-03a58c8ea3cdda1b0
shot DIR/dragged.png
click option/when/2
click button/answer
menu instance/i-0b2c4776b0338abb7
shot DIR/menu.png
click menu/0
click button/step
drag volume/vol-06b2f342ed6e9227b instance/i-03a58c8ea3cdda1b0
click refused/do
drag volume/vol-06b2f342ed6e9227b zone/us-east-1a
click button/step
click button/step
click action/delete-volume
shot DIR/preview.png
click action/delete-volume
click snapshot/snap-0f2dce55a9403f804
click action/delete-snapshot
click action/delete-snapshot
wait 2
shot DIR/moved.png
quit
`

// byMouse returns the session in which the zone lesson's commands were run that the mouse stands for.
func byMouse(t testing.TB) *session.Session {
	commands, err := os.ReadFile("../../web/e2e/move-by-mouse.txt")
	require.NoError(t, err)
	s, err := open(zoneLesson)
	require.NoError(t, err)
	nothing := func(string) {}
	for _, line := range session.Split(string(commands)) {
		s.Run(line, nothing, nothing)
	}
	require.Equal(t, "10/10", s.Claim())
	return s
}

// plays has a script make the input of a controller, as a window does.
func plays(t testing.TB, c *Controller, source string) {
	s, err := ParseScript(source)
	require.NoError(t, err)
	for range 2000 {
		c.Tick(0)
		if c.Running() {
			continue
		}
		tick, err := s.next(c.Frame())
		require.NoError(t, err)
		if tick.quit {
			return
		}
		tick.feed(c)
	}
	require.Fail(t, "the script does not end")
}

func TestALessonByMouseAlone(t *testing.T) {
	c := opened(t, zoneLesson)
	c.Resize(1440, 900)
	plays(t, c, mouseScript)
	want := byMouse(t)
	require.Equal(t, want.Claim(), c.Session().Claim())
	require.Equal(t, want.Digest(), c.Session().Digest())
	for _, e := range c.ui.Log {
		require.True(t, e.Clicked || strings.HasPrefix(e.Command, "yard answer"), "nobody typed %s", e.Command)
	}
}
