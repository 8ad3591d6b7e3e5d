package app

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// While time plays, the status line says it when the bill reaches its budget.
func TestAReachedBudgetIsSaid(t *testing.T) {
	c := answered(t)
	c.Submit("yard budget 2.35")
	c.Set("speed", "1h")
	c.play()
	for range 23 {
		c.Tick(time.Second / 4)
		c.Tick(time.Second / 4)
		c.Tick(time.Second / 4)
		c.Tick(time.Second / 4)
		require.NotContains(t, c.ui.Say, "budget")
	}
	c.Tick(time.Second / 4)
	c.Tick(time.Second / 4)
	require.Equal(t, "Apr 01 23:30: the bill of lane store reached its budget of $2.35 in all.", c.ui.Say)
}
