package app

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"blockyard/render/typeface"
)

func TestWhatWasSaidGivesWay(t *testing.T) {
	c := opened(t, costLesson)
	require.Equal(t, "Day 1, 00:00. The bill is $0.00. 0 of 8 points.", c.Frame().Say)
	click(t, c, "button/dont-know")
	answered := c.Frame().Say
	require.Contains(t, answered, "guess")
	press(c, "Tab", "F6")
	require.Equal(t, answered, c.Frame().Say, "going about changes nothing")
	click(t, c, firstInstance(t, c))
	require.Equal(t, "Day 1, 00:00. The bill is $0.00. 0 of 8 points.", c.Frame().Say)
	c.Submit("yard run 1d6h")
	require.Equal(t, "Day 2, 06:00. The bill is $3.00. 0 of 8 points.", c.Frame().Say, "the log has the whole answer")
	c.Submit("yard lane ebs; yard lane store")
	require.NotContains(t, c.Frame().Say, "Day")
	c.Activate("button/scale")
	require.Equal(t, "Day 2, 06:00. The bill is $3.00. 0 of 8 points.", c.Frame().Say)
	c.Set("lesson", "")
	require.Equal(t, "Day 1, 00:00. The bill is $0.00.", c.Frame().Say, "the sandbox has no points")
}

func TestWhileTimeRunsASentenceIsSaidNowAndThen(t *testing.T) {
	w := &wall{}
	c := NewController(open, typeface.Measure, w.now)
	c.play()
	said := []string{c.Frame().Say}
	for range 1200 {
		w.at += 10 * time.Millisecond
		c.Tick(10 * time.Millisecond)
		if say := c.Frame().Say; say != said[len(said)-1] {
			said = append(said, say)
		}
	}
	require.Equal(t, []string{"Time runs at 1 h/s.", "Day 1, 05:00. The bill is $0.00.", "Day 1, 10:00. The bill is $0.00."}, said)
}
