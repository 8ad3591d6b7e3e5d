package lesson

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// wrongLessons are plain lessons with one part replaced, and what Load says of them.
var wrongLessons = []struct{ name, part, by, want string }{
	{"syntax", `title = "Plain",`, `title = = "Plain",`, "a.lua:2: the text is not Lua at `=`; look just before it for a missing comma, bracket, `then`, `do` or `end`"},
	{"unfinished", "}\n", "", "a.lua:11: the file ends too early; look for a missing `end`, `}` or `)`"},
	{"syntax end", `run = [[ yard run 1h ]] } },`, `run = [[ yard run 1h ]] } `, "a.lua:12: the file ends too early; look for a missing `end`, `}` or `)`"},
	{"no lesson", "return lesson {", "return book {", "a.lua:1: the file returns a table, not a lesson; begin it with `return lesson {`"},
	{"plain table", "return lesson {", "return {", "a.lua:1: the file returns a table, not a lesson; begin it with `return lesson {`"},
	{"nothing", "return lesson {", "local x = lesson {", "a.lua: the file returns nothing; a lesson begins with `return lesson {`"},
	{"number for lesson", "return lesson {", "return lesson(5), {", "a.lua:1: lesson takes a table, not the number 5; write lesson { … }"},
	{"unknown field", "version = 1", "versoin = 1", "a.lua:2: the lesson has no field `versoin`; did you mean `version`?"},
	{"far field", "version = 1", "version = 1, zebra = 1", "a.lua:2: the lesson has no field `zebra`; the manual lists them"},
	{"missing title", `title = "Plain"`, `author = "me"`, "a.lua:1: the lesson has no `title`; write title = \"Four hours a day\""},
	{"no solution", `solution = [[ aws ec2 stop-instances --instance-ids @web ]],`, "", "a.lua:1: the lesson has no `solution`; write solution = [[ yard run 30d ]]"},
	{"blank solution", `solution = [[ aws ec2 stop-instances --instance-ids @web ]],`, "solution = [[  ]],", "a.lua:9: `solution` is empty; write solution = [[ yard run 30d ]]"},
	{"no wrong", `wrong = { { title = "Waits", must_fail = "stop", run = [[ yard run 1h ]] } },`, "", "a.lua:1: the lesson has no `wrong`; write wrong = { { title = \"Does nothing\", must_fail = \"month\", run = [[ yard run 1h ]] } }"},
	{"empty wrong", `wrong = { { title = "Waits", must_fail = "stop", run = [[ yard run 1h ]] } },`, "wrong = {},", "a.lua:10: `wrong` is empty; write at least one run that must not pass, wrong = { { title = \"Does nothing\", must_fail = \"month\", run = [[ yard run 1h ]] } }"},
	{"wrong names no step", `must_fail = "stop"`, `must_fail = "stpo"`, "a.lua:10: `must_fail` names step `stpo`; did you mean `stop`?"},
	{"wrong type", "version = 1", `version = "1"`, "a.lua:2: `version` is the text \"1\" here, not a whole number; write version = 1"},
	{"half version", "version = 1", `version = 1.5`, "a.lua:2: `version` is the number 1.5 here, not a whole number; write version = 1"},
	{"version 0", "version = 1", `version = 0`, "a.lua:2: `version` is 0; write a whole number from 1 on"},
	{"other api", "api = 1", "api = 2", "a.lua:2: this program reads lessons of api = 1, not 2"},
	{"bad id", `id = "plain"`, `id = "Plain Lesson"`, "a.lua:2: `id` is \"Plain Lesson\"; write small letters, digits and hyphens, at most 60, such as \"move-volume-az\""},
	{"minutes", "version = 1", `version = 1, minutes = "ten"`, "a.lua:2: `minutes` is the text \"ten\" here, not a whole number; write minutes = 12"},
	{"timing", "version = 1", `version = 1, timing = "slow"`, "a.lua:2: timing \"slow\" is unknown: write typical, jitter or none"},
	{"seed", "version = 1", `version = 1, seed = -1`, "a.lua:2: `seed` is -1; write a whole number from 0 on"},
	{"teaches", "version = 1", `version = 1, teaches = "snapshots"`, "a.lua:2: `teaches` is the text \"snapshots\" here, not a list of texts; write teaches = { \"snapshot\" }"},
	{"price number", "version = 1", `version = 1, prices = book { compute = { ["demo.small"] = 0.10 } }`, "a.lua:2: the price of `demo.small` is the number 0.1; write prices as text with their unit, compute = { [\"demo.small\"] = \"0.10/h\" }"},
	{"price unit", "version = 1", "version = 1,\n  prices = book { month = \"30d\",\n volume = {\n gp2 = \"0.10\" } }", "a.lua:5: price of volume gp2: \"0.10\" needs a unit: write 0.10/GB-month"},
	{"price type", "version = 1", `version = 1, prices = book { compute = { ["demo.smal"] = "0.10/h" } }`, "a.lua:2: price of compute demo.smal: \"demo.smal\" is not an instance type: write one such as demo.small or t3.micro"},
	{"month", "version = 1", `version = 1, prices = book { month = "31d" }`, "a.lua:2: month \"31d\" is unknown: write 30d, 730h or calendar"},
	{"minimum", "version = 1", `version = 1, prices = book { minimum = 60 }`, "a.lua:2: `minimum` is the number 60; write 0 or a time such as \"60s\""},
	{"plain book", "version = 1", `version = 1, prices = { month = "30d" }`, "a.lua:2: `prices` is a plain table; write prices = book { … }"},
	{"book field", "version = 1", `version = 1, prices = book { snapshots = "0.05/GB-month" }`, "a.lua:2: the price book has no field `snapshots`; did you mean `snapshot`?"},
	{"no world", `world = function(w) w.instance { name = "web", type = "demo.small" } end,`, "", "a.lua:1: the lesson has no `world`; write world = function(w) … end, or lanes = { … }"},
	{"world and lanes", "version = 1", `version = 1, lanes = { a = function(w) end }`, "a.lua:2: the lesson has `world` and `lanes`; leave one of them out"},
	{"lanes no function", `world = function(w) w.instance { name = "web", type = "demo.small" } end,`, `lanes = { a = 5 },`, "a.lua:3: the lane `a` is the number 5, not a function; write a = function(w) … end"},
	{"lanes open apart", `world = function(w) w.instance { name = "web", type = "demo.small" } end,`, "lanes = { a = function(w) end,\n b = function(w) w.run(hours(2)) end },", "a.lua:4: lane `b` opens after 2h and lane `a` after 0s; lanes must open at the same instant"},
	{"deny", "version = 1", `version = 1, deny = { "run-instance" }`, "a.lua:2: there is no command `run-instance`; did you mean `run-instances`?"},
	{"policy", "version = 1", `version = 1, policy = { attempts = "all" }`, "a.lua:2: `attempts` is \"all\"; write one of best, last, first"},
	{"plain step", "task { id", "{ id", "a.lua:5: step 1 is a table; begin it with task, predict, quiz or explore"},
	{"no steps", "steps = {\n    task", "steps = {}, hidden = { task", "a.lua:4: `steps` is empty; write at least one task { … }"},
	{"duplicate step", "  },\n  solution", `  quiz { id = "stop", ask = "?", points = 1, options = { { "a", correct = true }, { "b" } } } },` + "\n  solution", "a.lua:8: two steps are called `stop`; give each its own id"},
	{"start", `id = "stop", points`, `id = "start", points`, "a.lua:5: no step may be called `start`, which means the opening; choose another id\na.lua:10: `must_fail` names step `stop`; there is `start`"},
	{"negative points", "points = 1", "points = -1", "a.lua:5: `points` is -1; write a whole number from 0 on"},
	{"half points", "points = 1", "points = 0.5", "a.lua:5: `points` is the number 0.5 here, not a whole number; write points = 4"},
	{"no points", "points = 1", "points = 0", "a.lua:4: no step has any points; give a task or a quiz points = 1 or more"},
	{"step field", "points = 1", "point = 1", "a.lua:5: a task has no field `point`; did you mean `points`?"},
	{"after", "points = 1", `points = 1, after = "strat"`, "a.lua:5: `after` names step `strat`; there is `stop`"},
	{"after itself", "points = 1", `points = 1, after = "stop"`, "a.lua:5: `after` names the step itself; name the step that comes before"},
	{"lane", "points = 1", `points = 1, needs_lane = "mian"`, "a.lua:5: there is no lane `mian`; did you mean `main`?"},
	{"predict points", "steps = {", `steps = { predict { id = "g", ask = "?", options = { "a", "b" }, answer = 1, reveal_after = "stop",
      points = 1 },`, "a.lua:5: a prediction has no points, since a guess must be free; write points = 0"},
	{"predict after", "steps = {", `steps = { predict { id = "g", ask = "?", options = { "a", "b" }, answer = 1, reveal_after = "stp" },`, "a.lua:4: `reveal_after` names step `stp`; did you mean `stop`?"},
	{"predict answer", "steps = {", `steps = { predict { id = "g", ask = "?", options = { "a", "b" }, answer = 3, reveal_after = "stop" },`, "a.lua:4: `answer` is 3; there are 2 options"},
	{"predict both", "steps = {", `steps = { predict { id = "g", ask = "?", options = { "a", "b" }, fields = {}, answer = 1, reveal_after = "stop" },`, "a.lua:4: a prediction asks for either `fields` or `options`; write one of them"},
	{"predict no reveal", "steps = {", `steps = { predict { id = "g", ask = "?", fields = { { id = "x", label = "X" } }, reveal_after = "stop" },`, "a.lua:4: a prediction with fields needs `reveal`; write reveal = function(s) return { cost = s.bill{}.total } end"},
	{"two right", "steps = {", `steps = { quiz { id = "q", ask = "?", points = 1, options = { { "a", correct = true }, { "b", correct = true } } },`, "a.lua:4: 2 of 2 options are marked correct; a quiz has at least two options and exactly one correct = true"},
	{"none right", "steps = {", `steps = { quiz { id = "q", ask = "?", points = 1, options = { { "a" }, { "b" } } },`, "a.lua:4: 0 of 2 options are marked correct; a quiz has at least two options and exactly one correct = true"},
	{"text option", "steps = {", `steps = { quiz { id = "q", ask = "?", points = 1, options = { "a", { "b", correct = true } } },`, "a.lua:4: an option is a table, not the text \"a\"; write { \"the answer\", correct = true }"},
	{"explore", "steps = {", `steps = { explore { id = "e", ask = "?", sweep = { name = "n", from = 3, to = 1 }, run = function(w) end, plot = function(s) return {} end },`, "a.lua:4: a sweep goes upward in at most 1000 steps; this one goes from 3 to 1"},
	{"check returns nothing", `.state == "stopped" and pass "Done." or fail "It runs."`, "", "a.lua:6: the check of `stop` returns an instance; let it end with return pass, fail, waiting, partial or all_of"},
	{"check returns none", `return s.find("instance", { name = "web" }).state == "stopped" and pass "Done." or fail "It runs."`, "s.clock()", "a.lua:6: the check of `stop` returns nothing; let it end with return pass, fail, waiting, partial or all_of"},
	{"endless check", "check = function(s)", "check = function(s) while true do end", "a.lua:6: the script used up its 200000 instructions; look for a loop that never ends"},
	{"endless build", "world = function(w)", "world = function(w) while true do end", "a.lua:3: the script used up its 2000000 instructions; look for a loop that never ends"},
	{"endless file", "return lesson {", "while true do end return lesson {", "a.lua:1: the script used up its 2000000 instructions; look for a loop that never ends"},
	{"memory bomb", "check = function(s)", `check = function(s) local t = {} for i = 1, 1e9 do t[i] = ("x"):rep(1000) .. i end`, "a.lua:6: the script used up its 200000 instructions; look for a loop that never ends"},
	{"memory bomb in a builder", "world = function(w)", `world = function(w) local t = {} for i = 1, 1e9 do t[i] = ("x"):rep(10000) .. i end`, "a.lua:3: the script made more than 16384 KiB of strings and tables; look for one that grows in a loop"},
	{"pattern bomb", "check = function(s)", `check = function(s) local x = ("a"):rep(4000):find("a-a-a-a-b")`, "a.lua:6: the script used up its 200000 instructions; look for a loop that never ends"},
	{"deep", "check = function(s)", "check = function(s) local function f() return 1 + f() end f()", "a.lua:6: functions call each other more than 200 deep; look for a function that calls itself without an end"},
	{"swallowed", "check = function(s)", "check = function(s) pcall(function() while true do end end)", "a.lua:6: the script used up its 200000 instructions; look for a loop that never ends"},
	{"global", "check = function(s)", "check = function(s) seen = true", "a.lua:6: the field 'seen' of the globals is set after loading; keep what changes in a local variable inside the function"},
	{"upvalue", "return lesson {", "local n = 0\nreturn lesson { minutes = (function() return 1 end)(), hidden = { task { id = \"h\", text = \"t\", points = 1, check = function(s) n = n + 1 return fail \"x\" end } },", "a.lua:2: the variable `n` is changed after loading; make it local to the function that changes it"},
	{"s written", "check = function(s)", "check = function(s) s.find = nil", "a.lua:6: the field 'find' of a table made while the lesson was loaded is set after loading; keep what changes in a local variable inside the function"},
	{"thing written", "check = function(s)", `check = function(s) s.find("instance").state = "stopped"`, "a.lua:6: `state` of an instance is set; a check looks at things and changes none"},
	{"s typo", "s.find(", "s.fnd(", "a.lua:7: s has no `fnd`; did you mean `find`?"},
	{"kind typo", `s.find("instance"`, `s.find("instnce"`, "a.lua:7: there is no kind of thing `instnce`; did you mean `instance`?"},
	{"filter typo", `{ name = "web" }).state`, `{ nam = "web" }).state`, "a.lua:7: an instance has no `nam`; did you mean `name`?"},
	{"field typo", `.state == "stopped"`, `.stat == "stopped"`, "a.lua:7: an instance has no `stat`; did you mean `state`?"},
	{"nil index", `{ name = "web" }).state`, `{ name = "wbe" }).state`, "a.lua:7: the field 'state' is asked of a nil value; test that the thing before the dot exists first"},
	{"passes at once", `== "stopped"`, `== "running"`, "a.lua:6: the check of `stop` passes when the lesson opens, before anything is done; let it ask for something"},
	{"too many questions", "check = function(s)", `check = function(s) for i = 1, 1e9 do s.events {} end`, "a.lua:6: the script asks for too much of the world; look for a question inside a loop that could stand before it"},
	{"w typo", "w.instance {", "w.instanc {", "a.lua:3: w has no `instanc`; did you mean `instance`?"},
	{"macro field", `type = "demo.small"`, `typ = "demo.small"`, "a.lua:3: w.instance has no field `typ`; did you mean `type`?"},
	{"macro refused", `type = "demo.small"`, `type = "demo.huge"`, "a.lua:3: w.instance: InvalidParameterValue: Invalid value 'demo.huge' for InstanceType. There is no instance type of that name here; t3.micro and demo.small are two that exist."},
	{"macro zone", `type = "demo.small"`, `type = "demo.small", az = "us-east-1z"`, "a.lua:3: there is no zone `us-east-1z`; write one such as \"us-east-1a\""},
	{"too many things", "world = function(w)", `world = function(w) for i = 1, 1e6 do w.quota { name = "vcpus", limit = 9 } end`, "a.lua:3: w is asked for more than 5000 things; look for a loop that never ends"},
	{"too much happens", "world = function(w)", `world = function(w) w.instance { name = "app", type = "demo.small" } w.workload { on = "app", path = "log", every = seconds(1) } w.run(days(3650))`, "a.lua:3: more than 500000 things happen while time runs; let less happen, or run for a shorter time"},
	{"w in a check", "check = function(s)", `check = function(s) w.run(1)`, "a.lua:6: the field 'run' is asked of a nil value; test that the thing before the dot exists first"},
	{"task in a check", "check = function(s)", `check = function(s) task {}`, "a.lua:6: task stands in the file itself, not in a function that is called later"},
}

func TestWrongLessons(t *testing.T) {
	for _, c := range wrongLessons {
		t.Run(c.name, func(t *testing.T) {
			l, faults := Load("a.lua", changed(t, c.part, c.by))
			require.Nil(t, l)
			require.EqualError(t, faults, c.want)
		})
	}
}
