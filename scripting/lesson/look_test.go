package lesson

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"blockyard/scripting/lua"
)

// yardWorld is a small world with one of everything.
const yardWorld = `function(w)
  local web = w.instance { name = "web", type = "demo.small", az = "us-east-1b", id = "i-00000000000000001",
    root = { kind = "ebs", gib = 9, volume = "standard" }, image = "demo-web", tags = { Role = "front", Tier = 1 } }
  w.volume { name = "data", gib = 100, used = 1, attach = { web, "/dev/sdf" } }
  w.volume { name = "spare", gib = 5, volume = "gp3", az = "us-east-1a" }
  w.snapshot { name = "data-snap", volume = "data", description = "first" }
  w.workload { on = "web", writes = "data", every = minutes(10) }
  w.image { name = "gold", of = "web" }
  w.run(hours(2))
end`

// asking returns a lesson whose check says what an expression gives.
func asking(world, expression string) string {
	return fmt.Sprintf(`return lesson { api = 1, id = "asking", version = 1, title = "Asking", timing = "none",
  prices = book { month = "30d", minimum = 0, compute = { ["demo.small"] = "0.10/h" },
    volume = { standard = "0.05/GB-month", gp2 = "0.10/GB-month" }, snapshot = "0.05/GB-month" },
  world = %s,
  steps = { quiz { id = "q", ask = "?", points = 1, options = { { "a", correct = true }, { "b" } } },
    task { id = "ask", text = "?", points = 1, after = "q", check = function(s) return fail(tostring(%s)) end } },
  solution = "x", wrong = { { title = "x", must_fail = "ask", run = "x" } } }`, world, expression)
}

// opened loads a lesson and opens it.
func opened(t *testing.T, source string) (*Lesson, *Moment) {
	t.Helper()
	l, faults := Load("a.lua", source)
	require.Empty(t, faults, source)
	m, err := l.BuildAll(Setup{})
	require.NoError(t, err)
	return l, m
}

func TestQuestionsOfTheOpening(t *testing.T) {
	for _, c := range []struct{ expression, want string }{
		{`s.find("instance").name`, "web"},
		{`s.find("instance", { name = "nobody" })`, "nil"},
		{`s.find("instance").id`, "i-00000000000000001"},
		{`s.find("instance", { tags = { Role = "front", Tier = "1" } }).name`, "web"},
		{`s.find("instance", { tags = { Role = "back" } })`, "nil"},
		{`s.find("instance").tags.Role`, "front"},
		{`s.find("instance").az`, "us-east-1b"},
		{`s.find("instance").region`, "us-east-1"},
		{`s.find("instance").state`, "running"},
		{`s.find("instance").type`, "demo.small"},
		{`s.find("instance").root .. s.find("instance").root_device`, "ebs/dev/xvda"},
		{`s.find("instance").starts`, "1"},
		{`s.find("instance").started`, "0"},
		{`s.find("instance").lane`, "main"},
		{`s.find("instance").mapping[2].device`, "/dev/sdf"},
		{`s.find("volume", { id = s.find("instance").mapping[1].volume }).name`, "web-root"},
		{`s.find("instance").services[1]`, "web"},
		{`s.find("instance").account`, "123456789012"},
		{`s.find("instance").user_data`, "nil"},
		{`#s.find("instance").boot .. s.find("instance").boot[1].part .. s.find("instance").boot[1].took`, "2restart0"},
		{`#s.find("ami").shared .. s.find("ami").brings[1]`, "0web"},
		{`#s.find("snapshot").shared .. s.find("snapshot").files[1]`, "0contents"},
		{`s.find("ami").copy_of == s.find("ami", { name = "demo-web" }).id`, "true"},
		{`s.find("ami", { name = "al2023" }).copy_of`, "nil"},
		{`s.find("ami", { id = s.find("instance").image }).alias`, "demo-web"},
		{`s.find("volume", { name = "web-root" }).gib`, "9"},
		{`s.find("volume", { name = "web-root" }).delete_on_termination`, "true"},
		{`s.find("volume", { name = "web-root" }).type`, "standard"},
		{`s.find("volume", { name = "data" }).state`, "in-use"},
		{`s.find("volume", { name = "data" }).device`, "/dev/sdf"},
		{`s.find("volume", { name = "data" }).attached`, "true"},
		{`s.find("volume", { name = "data" }).instance == s.find("instance").id`, "true"},
		{`s.find("volume", { name = "data" }).snapshot`, "nil"},
		{`s.find("volume", { name = "data" }).iops`, "300"},
		{`s.find("volume", { name = "spare" }).throughput`, "125"},
		{`s.find("volume", { name = "spare" }).device`, "nil"},
		{`s.find("volume", { name = "spare" }).attached`, "false"},
		{`s.find("volume", { name = "spare" })`, "spare"},
		{`s.find("volume", { name = "spare" }) == s.find("volume", { gib = 5 })`, "true"},
		{`s.find("volume", { name = "spare" }) == s.find("volume", { name = "data" })`, "false"},
		{`s.find("snapshot").description`, "first"},
		{`s.find("snapshot").blocks`, "2048"},
		{`s.find("snapshot").gib`, "100"},
		{`s.find("snapshot").created`, "0"},
		{`s.find("snapshot").volume == s.find("volume", { name = "data" }).id`, "true"},
		{`s.find("ami").name`, "gold"},
		{`#s.find("image").mapping`, "2"},
		{`s.find("ami").mapping[2].device .. s.find("ami").mapping[2].gib .. s.find("ami").mapping[2].type`, "/dev/sdf100gp2"},
		{`s.find("ami").mapping[1].snapshot == s.all("snapshot")[2].id`, "true"},
		{`s.find("ami").source == s.find("instance").id`, "true"},
		{`s.find("ami").architecture .. s.find("ami").root .. s.find("ami").description`, "x86_64ebs"},
		{`s.find("ami", { name = "al2023" }).alias`, "al2023"},
		{`s.find("snapshot", { name = s.find("ami", { alias = "al2023" }).mapping[1].snapshot }).volume`, "nil"},
		{`s.find("eni").instance == s.find("instance").id`, "true"},
		{`s.find("eni").name == s.find("eni").id and s.find("eni").az`, "us-east-1b"},
		{`s.count("instance") .. s.count("volume") .. s.count("snapshot") .. s.count("ami") .. s.count("eni")`, "13311"},
		{`s.count("volume", { state = "available" })`, "1"},
		{`s.count("volume", { lane = "main" })`, "3"},
		{`s.all("volume")[3].name`, "spare"},
		{`#s.all("volume", { az = "us-east-1b" })`, "2"},
		{`#s.created_since("start").volume + #s.created_since("start").ami + #s.created_since("start").image`, "0"},
		{`s.attached(s.find "instance", "/dev/sdf").name`, "data"},
		{`s.attached("web", "/dev/sdf").name`, "data"},
		{`s.attached("web", "/dev/sdz")`, "nil"},
		{`s.attached(nil, "/dev/sdf")`, "nil"},
		{`s.records(s.find("volume", { name = "data" }))`, "12"},
		{`s.records "data"`, "12"},
		{`s.records(s.find "snapshot")`, "0"},
		{`s.records(nil)`, "0"},
		{`s.records_written "data"`, "12"},
		{`s.records_written "nothing"`, "0"},
		{`s.clock() == hours(2)`, "true"},
		{`s.bill{}.by.compute`, "$0.20"},
		{`s.bill{ to = hours(1) }.by.compute`, "$0.10"},
		{`s.bill{ from = hours(2), to = days(30) + hours(2) }.by.volume`, "$10.45"},
		{`s.bill{ to = 0 }.total`, "$0.00"},
		{`s.bill{}.by.compute + s.bill{}.by.volume + s.bill{}.by.snapshot == s.bill{}.total`, "true"},
		{`s.bill{}.lines[1].sum`, "2 h × $0.10/h = $0.20"},
		{`s.bill{}.lines[1].service .. s.bill{}.lines[1].key .. s.bill{}.lines[1].quantity .. s.bill{}.lines[1].unit`, "computedemo.small2h"},
		{`s.bill{}.lines[1].id .. s.bill{}.lines[1].amount .. s.bill{}.lines[1].why`, "i-00000000000000001$0.20"},
		{`s.bill{}.missing[1]`, "volume-storage gp3 in us-east-1"},
		{`s.schedule { name = "web" }`, "nil"},
		{`s.refused {}`, "false"},
		{`#s.events {} + #s.commands()`, "0"},
		{`s.answer "q"`, "nil"},
	} {
		l, m := opened(t, asking(yardWorld, c.expression))
		r, err := l.Check("ask", m)
		require.NoError(t, err, c.expression)
		require.Equal(t, c.want, r.Say, c.expression)
	}
}

// TestQuestionsDuringABoot asks about a boot of which 45 seconds are over: placing 15, lazy loading 12, kernel 8, services 5.
func TestQuestionsDuringABoot(t *testing.T) {
	const world = `function(w)
  w.instance { name = "web", type = "demo.small", booting = true, user_data = "#!/bin/sh\nyum install -y httpd\n" }
  w.run(seconds(45))
end`
	for _, c := range []struct{ expression, want string }{
		{`#s.find("instance").boot`, "5"},
		{`s.find("instance").boot[1].part .. s.find("instance").boot[1].took`, "placing15000"},
		{`s.find("instance").boot[5].part .. s.find("instance").boot[5].took`, "user data5000"},
		{`s.find("instance").user_data`, "#!/bin/sh\nyum install -y httpd\n"},
		{`#s.find("instance").services`, "0"},
	} {
		l, m := opened(t, strings.Replace(asking(world, c.expression), `"none"`, `"typical"`, 1))
		r, err := l.Check("ask", m)
		require.NoError(t, err, c.expression)
		require.Equal(t, c.want, r.Say, c.expression)
	}
}

// TestQuestionsAfterCommands asks about what a learner has done.
func TestQuestionsAfterCommands(t *testing.T) {
	const commands = `
		aws ec2 attach-volume --volume-id @spare --instance-id @web --device /dev/sdg
		aws ec2 create-snapshot --volume-id @spare --name late
		yard schedule @web --daily 22:00-06:00
		aws ec2 detach-volume --volume-id @data
		aws ec2 delete-volume --volume-id @data
		aws ec2 run-instances --image-id @gold --instance-type demo.small
		yard answer q 2
		yard answer q 1`
	for _, c := range []struct{ expression, want string }{
		{`s.refused { code = "InvalidVolume.ZoneMismatch" }`, "true"},
		{`s.refused { code = "VolumeInUse" }`, "false"},
		{`s.refused { action = "attach-volume", lane = "main" }`, "true"},
		{`s.events {}[1].action .. s.events {}[1].code .. tostring(s.events {}[1].refused) .. s.events {}[1].lane`, "AttachVolumeInvalidVolume.ZoneMismatchtruemain"},
		{`s.events { refused = false }[1].action`, "CreateSnapshot"},
		{`s.events { refused = false }[1].code`, "nil"},
		{`s.events { action = "Schedule" }[1].at == hours(2)`, "true"},
		{`#s.events { code = "InvalidVolume.ZoneMismatch" }`, "1"},
		{`#s.events {}`, "6"},
		{`s.schedule { name = "web" }`, "22:00-06:00"},
		{`s.find("volume", { name = "data" })`, "nil"},
		{`s.find("volume", { name = "data", state = "deleted" })`, "data"},
		{`s.records(s.find("volume", { name = "data", state = "deleted" }))`, "0"},
		{`s.attached("web", "/dev/sdf")`, "nil"},
		{`#s.created_since("start").snapshot .. s.created_since("start").snapshot[1].name`, "1late"},
		{`#s.created_since("start").instance .. #s.created_since("start").volume .. #s.created_since("start").eni`, "121"},
		{`#s.created_since("ask").instance`, "0"},
		{`#s.created_since("q").instance`, "0"},
		{`s.created_since("start").volume[1].snapshot == s.find("ami").mapping[1].snapshot`, "true"},
		{`s.answer "q"`, "1"},
		{`#s.commands() .. s.commands()[5]`, "8aws ec2 delete-volume --volume-id @data"},
	} {
		l, _ := opened(t, asking(yardWorld, c.expression))
		p := play(t, l, commands)
		require.Equal(t, c.want, p.check("ask").Say, c.expression)
	}
}

// TestCreatedSinceAStep counts from the first pass of a step on, also when the step passes no more.
func TestCreatedSinceAStep(t *testing.T) {
	l, m := opened(t, asking(yardWorld, `#s.created_since("q").snapshot`))
	p := &player{T: t, lesson: l, moment: m}
	p.run("aws ec2 create-snapshot --volume-id @spare --name before")
	require.Equal(t, "0", p.check("ask").Say)
	m.Passed("q")
	p.run("aws ec2 create-snapshot --volume-id @data --name after\naws ec2 create-snapshot --volume-id @spare --name after-too")
	m.Passed("q")
	require.Equal(t, "2", p.check("ask").Say)
	require.Len(t, m.Marks, 2, "the opening and the first pass")
}

// TestRefusalsOfTheBuilderAreNotTheLearners refuses a call before the opening and another one after it.
func TestRefusalsOfTheBuilderAreNotTheLearners(t *testing.T) {
	const world = `function(w) w.instance { name = "web", type = "demo.small", root = "instance-store" }
    assert(not pcall(w.stop, "web")) w.volume { name = "v", gib = 1 } end`
	l, m := opened(t, asking(world, `tostring(s.refused {}) .. tostring(#s.events {} > 0 and s.events {}[1].code)`))
	p := &player{T: t, lesson: l, moment: m}
	require.Equal(t, "falsefalse", p.check("ask").Say)
	p.run("aws ec2 attach-volume --volume-id @v --instance-id @web --device x")
	require.Equal(t, "trueInvalidParameterValue", p.check("ask").Say)
}

// TestOnlyRootsAreNamedAfterTheirInstance attaches a volume without a name.
func TestOnlyRootsAreNamedAfterTheirInstance(t *testing.T) {
	const world = `function(w) local web = w.instance { name = "web", type = "demo.small" } w.volume { name = "", gib = 1, attach = { web, "/dev/sdf" } } end`
	l, m := opened(t, asking(world, `s.all("volume")[1].name .. tostring(s.all("volume")[2].name == s.all("volume")[2].id)`))
	r, err := l.Check("ask", m)
	require.NoError(t, err)
	require.Equal(t, "web-roottrue", r.Say)
}

func TestQuestionsThatHaveNoAnswer(t *testing.T) {
	for _, c := range []struct{ expression, want string }{
		{`s.find("volume", "data")`, `a filter is a table, not the text "data"; write { name = "web" }`},
		{`s.find("volume", { name = {} })`, "a filter asks for a text, a number or true or false, not a table"},
		{`s.find("volume", { tags = "x" })`, `tags are a table, not the text "x"; write tags = { Role = "db" }`},
		{`s.find("volume", { lane = "other" })`, "there is no lane `other`; there is `main`"},
		{`s.created_since "ak"`, "there is no step `ak`; did you mean `ask`?"},
		{`s.created_since("start").instances`, "s.created_since has no `instances`; did you mean `instance`?"},
		{`s.attached("web")`, `s.attached takes an instance and a device name; write s.attached(instance, "/dev/sdf")`},
		{`s.attached(s.find "volume", "/dev/sdf")`, "an instance is wanted here, not a volume; take it from s.find"},
		{`s.records(5)`, "a volume is wanted here, not the number 5; take it from s.find"},
		{`s.records_written()`, `s.records_written takes a name, not nothing; write s.records_written "data"`},
		{`s.bill { lane = "left" }`, "there is no lane `left`; there is `main`"},
		{`s.bill { form = 0 }`, "s.bill has no field `form`; did you mean `from`?"},
		{`s.bill { to = "30d" }`, "`to` is the text \"30d\" here, not a whole number; write to = days(30)"},
		{`s.bill { from = 5, to = 1 }`, "s.bill: a bill goes from an instant to a later one, not from 5 to 1; write from = 0, to = days(30)"},
		{`s.bill(5)`, "s.bill takes a table, not the number 5; write s.bill { … }"},
		{`s.bill{}.totl`, "a bill has no `totl`; did you mean `total`?"},
		{`s.bill{}.by.volumes`, "`by` of a bill has no `volumes`; did you mean `volume`?"},
		{`s.schedule {}`, `s.schedule has no ` + "`name`" + `; write name = "web"`},
		{`s.refused { code = "VolumeInuse" }`, "s.refused: there is no code `VolumeInuse`; did you mean `VolumeInUse`?"},
		{`s.refused { action = "AtachVolume" }`, "s.refused: there is no operation `AtachVolume`; did you mean `AttachVolume` or `attach-volume` or `DetachVolume`?"},
		{`s.answer "ask"`, "there is no quiz or prediction `ask`; there is `q`"},
		{`s.find("volume").tags.Role.x`, "the field 'x' is asked of a nil value; test that the thing before the dot exists first"},
	} {
		l, m := opened(t, asking(yardWorld, c.expression))
		_, err := l.Check("ask", m)
		require.EqualError(t, err, "a.lua:15: "+c.want, c.expression)
	}
}

// TestLanesMustBeNamed asks in a lesson of two lanes.
func TestLanesMustBeNamed(t *testing.T) {
	l := shipped(t, "cost-ebs-vs-instance-store")
	m, err := l.BuildAll(Setup{})
	require.NoError(t, err)
	require.Len(t, m.Lanes, 2)
	_, faults := Load("a.lua", `return lesson { api = 1, id = "two", version = 1, title = "Two",
  lanes = { left = function(w) w.instance { name = "l", type = "demo.small" } end, right = function(w) w.instance { name = "r", type = "demo.small" } end },
  steps = { task { id = "ask", text = "?", points = 1, check = function(s)
    assert(s.find("instance").name == "l" and s.count("instance") == 2 and s.find("instance", { lane = "right" }).name == "r")
    return s.bill{}.total end } },
  solution = "x", wrong = { { title = "x", must_fail = "ask", run = "x" } } }`)
	require.EqualError(t, faults, "a.lua:5: s.bill is about one lane; write s.bill { lane = \"left\" }")
}

// TestFaultsThatShowLater carry file and line, and leave the lesson as it was.
func TestFaultsThatShowLater(t *testing.T) {
	l, m := opened(t, asking(yardWorld, `s.find("volume", { name = "spare" }).name`))
	p := &player{T: t, lesson: l, moment: m}
	require.Equal(t, "spare", p.check("ask").Say)
	p.run("") // nothing
	p.aws([]string{"ec2", "delete-volume", "--volume-id", "@spare"})
	for range 2 {
		_, err := l.Check("ask", m)
		var fault *lua.Fault
		require.True(t, errors.As(err, &fault))
		require.EqualError(t, err, "a.lua:15: the field 'name' is asked of a nil value; test that the thing before the dot exists first")
	}
}

// TestTooManyQuestions asks for more of the world than a check may, where fuel alone would not end it.
func TestTooManyQuestions(t *testing.T) {
	const world = `function(w) for i = 1, 1000 do w.volume { name = "v" .. i, gib = 1 } end end`
	_, faults := Load("a.lua", asking(world, `(function() for i = 1, 500 do pcall(s.all, "volume") end end)()`))
	require.EqualError(t, faults, "a.lua:6: "+overdrawnMessage)
}
