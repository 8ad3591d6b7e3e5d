package session

import (
	"testing"

	"github.com/stretchr/testify/require"

	"blockyard/sim/unit"
)

// Whoever lets time run is told when the bill reaches a budget: at its moment, in its lane, and once.
func TestReachedBudgetsAreTold(t *testing.T) {
	p := newPlayer(t)
	p.do("aws ec2 run-instances --image-id @al2023 --instance-type t3.large --name web")
	p.do("yard budget $1")
	require.NotContains(t, p.do("yard run 2h"), "budget")
	text := p.do("yard run 1d")
	require.Contains(t, text, "Apr 01 11:")
	require.Contains(t, text, ": the bill reached its budget of $1.00 in all.")
	require.NotContains(t, p.do("yard run 1d"), "budget")
	p.do("yard budget 1 --day")
	require.Contains(t, p.do("yard run 20d"), "… and 15 times more.")

	before := p.Present()
	p.do("yard undo")
	p.do("yard lane other --split")
	require.NoError(t, p.RunFor(unit.Day))
	alerts := p.Alerts(p.Present().Add(-unit.Day))
	require.Len(t, alerts, 2)
	require.Contains(t, alerts[1].String(), ": the bill of lane other reached its budget of $1.00 a day.")
	require.Equal(t, alerts[0].At, alerts[1].At)
	require.Less(t, p.Present(), before)
	p.do("yard travel -1h")
	require.Empty(t, p.Alerts(0), "the past is over")
}
