package app

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"blockyard/render/typeface"
)

// crowd makes 1,000 resources: 500 instances, each with its root volume.
const crowd = "for i in 1 2 3 4 5; do aws ec2 run-instances --image-id @al2023 --instance-type t3.micro --count 100; done >/dev/null; yard run 1h"

// crowded returns a controller in a sandbox with a crowd in it.
func crowded(tb testing.TB) *Controller {
	start := time.Now()
	c := NewController(open, typeface.Measure, func() time.Duration { return time.Since(start) })
	c.Resize(1440, 900)
	c.Submit(crowd)
	for c.Running() { // it takes turns where the machine is slow
		c.Tick(time.Millisecond)
	}
	cloud := c.Session().World().Cloud()
	require.EqualValues(tb, 500, cloud.Instances().Len())
	require.EqualValues(tb, 500, cloud.Volumes().Len())
	c.Frame()
	return c
}

// BenchmarkFrame lays out a frame with 1,000 resources.
func BenchmarkFrame(b *testing.B) {
	c := crowded(b)
	b.ReportAllocs()
	for b.Loop() {
		c.stale = true
		c.Frame()
	}
}

// BenchmarkIdle is a tick in which nothing happens: it must not allocate.
func BenchmarkIdle(b *testing.B) {
	c := crowded(b)
	b.ReportAllocs()
	for b.Loop() {
		(&Input{}).feed(c)
		c.Tick(16 * time.Millisecond)
		c.Frame()
	}
}

// BenchmarkPlaying is a tick in which a minute passes in 1,000 resources; one in three lays out a frame.
func BenchmarkPlaying(b *testing.B) {
	c := crowded(b)
	c.play()
	b.ReportAllocs()
	for n := 0; b.Loop(); n++ {
		c.Tick(16 * time.Millisecond)
		c.stale = n%3 == 0
		c.Frame()
	}
}

func TestIdleTicksDoNotAllocate(t *testing.T) {
	c := opened(t, costLesson)
	c.Frame()
	require.Zero(t, testing.AllocsPerRun(100, func() {
		(&Input{}).feed(c)
		c.Tick(16 * time.Millisecond)
		c.Frame()
	}))
}
