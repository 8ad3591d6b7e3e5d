package lua

import (
	"testing"

	"github.com/stretchr/testify/require"
)

const lessonText = `-- A lesson.
local steps = {
  task {
    id = "month", points = 4,
    check = function(s) return all_of { equal(1, 1) } end,
  },
}
return lesson {
  api = 1,
  prices = book {
    month = "30d",
    compute = { ["demo.small"] = "0.10/h" },
  },
  steps = steps,
  wrong = {
    { title = "Leaves it", must_fail = "mnth" },
    { title = "Late",
      must_fail = "month" },
  },
  [7] = -1, minutes = minutes(10), ok = true, other = missing,
}
`

func TestPositions(t *testing.T) {
	n, err := Positions("cost.lua", lessonText)
	require.NoError(t, err)
	require.Equal(t, NodeCall, n.Kind)
	require.Equal(t, "lesson", n.Callee)
	require.Equal(t, 8, n.Line)

	require.Equal(t, "mnth", n.At("wrong", 1, "must_fail").Text)
	require.Equal(t, 16, n.LineOf("wrong", 1, "must_fail"))
	require.Equal(t, 18, n.LineOf("wrong", 2, "must_fail"))
	require.Equal(t, 15, n.LineOf("wrong", 3, "title"), "what is missing is where it should stand")

	require.Equal(t, "book", n.At("prices").Callee)
	require.Equal(t, 12, n.LineOf("prices", "compute", "demo.small"))
	require.Equal(t, "task", n.At("steps", 1).Callee)
	require.Equal(t, 4, n.LineOf("steps", 1, "points"))
	require.Equal(t, NodeFunc, n.At("steps", 1, "check").Kind)

	require.Equal(t, NodeOther, n.At(7).Kind)
	require.Equal(t, "minutes", n.At("minutes").Callee)
	require.Equal(t, NodeTrue, n.At("ok").Kind)
	require.Equal(t, &Node{Line: 20, Kind: NodeName, Text: "missing"}, n.At("other"))
	require.Nil(t, n.At("none", "at", "all"))
}

func TestPositionsRefuses(t *testing.T) {
	_, err := Positions("a.lua", "local x = 1")
	require.EqualError(t, err, "a.lua: the file returns nothing; a lesson begins with `return lesson {`")
	_, err = Positions("a.lua", "return {")
	require.ErrorContains(t, err, "a.lua:1: the file ends too early")
	n, err := Positions("a.lua", "local a = { a, a } return { a }")
	require.NoError(t, err, "names that lead to themselves are not followed for ever")
	require.NotNil(t, n.At(1, 1))
}
