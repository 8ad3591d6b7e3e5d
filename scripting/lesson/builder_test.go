package lesson

import (
	"encoding/base64"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"blockyard/sim/catalog"
	"blockyard/sim/ec2"
	"blockyard/sim/unit"
)

// builtBy returns the world that statements of a builder make.
func builtBy(t *testing.T, statements string) *Moment {
	t.Helper()
	_, m := opened(t, asking("function(w) "+statements+" end", "1"))
	return m
}

func TestMacros(t *testing.T) {
	for _, c := range []struct{ statements, expression, want string }{
		{`w.instance { name = "a", type = "demo.small" }`, `s.find("instance").az`, "us-east-1a"},
		{`w.instance { name = "a", type = "t3.micro", az = "eu-west-1b" }`, `s.find("instance").region .. s.find("ami", { id = s.find("instance").image }).alias`, "eu-west-1al2023"},
		{`w.instance { name = "a", type = "t4g.micro" }`, `s.find("ami", { id = s.find("instance").image }).alias`, "al2023-arm64"},
		{`w.instance { name = "a", type = "demo.small", root = "instance-store" }`, `s.find("instance").root .. s.count("volume")`, "instance-store0"},
		{`w.instance { name = "a", type = "demo.small", root = { kind = "ebs", keep = true } }`, `s.find("volume").delete_on_termination`, "false"},
		{
			`w.instance { name = "a", type = "demo.small", root = { kind = "ebs", volume = "gp3", iops = 4000, throughput = 200 } }`,
			`s.find("volume").type .. s.find("volume").iops .. "/" .. s.find("volume").throughput`, "gp34000/200",
		},
		{`w.instance { name = "a", type = "demo.small", user_data = "#!/bin/sh\nyum install -y httpd\nsystemctl start httpd\n" }`, `s.find("instance").services[1]`, "web"},
		{
			`w.instance { name = "a", type = "demo.small" } w.image { name = "gold", of = "a", tags = { Kept = "yes" } } w.instance { name = "b", type = "demo.small", image = "gold" }`,
			`s.find("ami").tags.Kept .. s.find("ami", { id = s.find("instance", { name = "b" }).image }).name`, "yesgold",
		},
		{`w.volume { name = "v", gib = 10, iops = 100, volume = "io1", id = "vol-0123456789abcdef0" }`, `s.find("volume").id .. s.find("volume").az`, "vol-0123456789abcdef0us-east-1a"},
		{
			`w.volume { name = "v", gib = 10 } w.snapshot { name = "x", volume = "v", tags = { A = 1 } } w.volume { name = "w", snapshot = "x", az = "us-east-1b" }`,
			`s.find("volume", { name = "w" }).gib .. s.find("snapshot").tags.A .. s.find("snapshot").state`, "101completed",
		},
		{
			`w.instance { name = "a", type = "m5d.large", user_data = "#!/bin/sh\ntouch /first" } w.write { on = "a", path = "/mnt/nvme1n1/tmp", size = "1MiB" } w.run(minutes(5))`,
			`table.concat(s.find("instance").files, " ") .. " " .. table.concat(s.find("volume").files, " ")`, "/system /first /mnt/nvme1n1/tmp system first",
		},
		{
			`w.instance { name = "a", type = "demo.small" } w.write { on = "a", path = "orders.db", size = "1MiB" } w.snapshot { name = "x", volume = "a-root" } w.write { on = "a", path = "late", size = "1MiB" }`,
			`table.concat(s.find("snapshot", { name = "x" }).files, " ")`, "system orders.db",
		},
		{
			`local a = w.instance { name = "a", type = "t3.micro" } w.volume { name = "v", gib = 10, volume = "io2", iops = 100, multi_attach = true, attach = { a, "/dev/sdf" } }`,
			`(function(v) return tostring(v.multi_attach) .. tostring(v.damaged) .. #v.instances .. tostring(v.instances[1] == s.find("instance").id) end)(s.find("volume", { name = "v" }))`, "truefalse1true",
		},
		{
			`w.volume { name = "v", gib = 1, encrypted = true } w.snapshot { name = "x", volume = "v" } w.volume { name = "plain", gib = 1 }`,
			`s.find("volume", { key = s.find("snapshot").key }).name .. s.find("snapshot").key:sub(1, 12) .. tostring(s.find("volume", { name = "plain" }).key)`, "varn:aws:kms:nil",
		},
		{`w.instance { name = "a", type = "demo.small" } w.stop("a")`, `s.find("instance").state`, "stopped"},
		{`w.instance { name = "a", type = "demo.small" } w.schedule("a", { daily = "09:00-17:00" })`, `s.find("instance").state .. s.schedule { name = "a" }`, "stopped09:00-17:00"},
		{`w.instance { name = "a", type = "demo.small" } w.schedule("a", { hours = 24 })`, `s.schedule { name = "a" }`, "00:00-24:00"},
		{`w.instance { name = "a", type = "demo.small" } w.schedule("a", { hours = 3 }) w.schedule("a", { off = true })`, `s.schedule { name = "a" }`, "nil"},
		{`w.instance { name = "a", type = "demo.small" } w.schedule("a", { hours = 0 }) w.run(days(1))`, `s.bill{}.by.compute`, "$0.00"},
		{`w.instance { name = "a", type = "demo.small" } w.tag { on = "a", tags = { Role = "db" } }`, `s.find("instance", { tags = { Role = "db" } }).name`, "a"},
		{`w.instance { name = "a", type = "demo.small" } w.workload { on = "a", path = "log", every = "5m", name = "lines" } w.run(hours(1))`, `s.records_written "lines"`, "12"},
		{`w.run(minutes(30)) w.instance { name = "a", type = "demo.small" } w.run(hours(1))`, `s.bill{}.by.compute`, "$0.10"},
	} {
		l, m := opened(t, asking("function(w) "+c.statements+" end", c.expression))
		r, err := l.Check("ask", m)
		require.NoError(t, err, c.statements)
		require.Equal(t, c.want, r.Say, c.statements)
	}
}

func TestMacrosThatNeedAWorldToSee(t *testing.T) {
	w := builtBy(t, `w.instance { name = "a", type = "demo.small", disks = { "/dev/sdb" }, user_data = "hello" }
		w.write { on = "a", path = "orders.db", size = "3MiB" } w.quota { name = "vcpus", limit = 7 }`).Lanes[0].World
	i := w.Cloud().Instances().At(0)
	require.Len(t, i.Disks, 1)
	require.Equal(t, "/dev/sdb", i.Disks[0].Device)
	require.Equal(t, base64.StdEncoding.EncodeToString([]byte("hello")), i.UserData)
	file, ok := w.Cloud().Volumes().At(0).Files.Find("orders.db")
	require.True(t, ok)
	require.Equal(t, 3*unit.MiB, file.Size)
	w.Cloud().EachQuota(func(q ec2.Quota) { require.Equal(t, int64(7), q.Limit) })
	require.Equal(t, 3, len(w.Journal()))
}

func TestMacrosRefuse(t *testing.T) {
	for _, c := range []struct{ statements, want string }{
		{`w.instance { type = "demo.small" }`, "w.instance has no `name`; write name = \"web\""},
		{`w.instance "web"`, `w.instance takes a table, not the text "web"; write w.instance { … }`},
		{`w.instance { name = "a", type = "demo.small", image = "al2032" }`, "w.instance: there is no image `al2032` in us-east-1; did you mean `al2023`?"},
		{`w.instance { name = "a", type = "demo.small", root = "disk" }`, `w.instance: a root disk is "ebs" or "instance-store", not "disk"`},
		{`w.instance { name = "a", type = "demo.small", root = { kind = "ebs", size = 8 } }`, "a root disk has no field `size`; there is `kind`, `gib`, `volume`, `iops`, `throughput`, `keep`"},
		{`w.instance { name = "a", type = "demo.small", root = 5 }`, "`kind` is the number 5 here, not a text; write kind = \"ebs\""},
		{
			`w.instance { name = "a", type = "demo.small", id = "web" }`,
			"w.instance: InvalidParameterValue: Value (web) for parameter id is invalid. It must be i- and 8 or 17 hex digits. A fixed id looks like one that AWS gives out.",
		},
		{`w.volume { name = "v", gib = 1, used = 1 }`, "w.volume: `used` needs `attach`, since only an instance can write on a disk; write attach = { web, \"/dev/sdf\" }"},
		{`w.volume { name = "v", gib = 1, attach = { "web" } }`, "w.volume: `attach` is an instance and a device name; write attach = { web, \"/dev/sdf\" }"},
		{`w.instance { name = "web", type = "demo.small" } w.volume { name = "v", gib = 1, attach = { "wbe", "/dev/sdf" } }`, "w.volume: there is no instance `wbe`; did you mean `web`?"},
		{`w.volume { name = "v", gib = 1 } w.volume { name = "v", gib = 1 } w.snapshot { name = "x", volume = "v" }`, "w.snapshot: 2 things are called `v`; give them different names"},
		{`w.instance { name = "web", type = "demo.small" } w.workload { on = "web", every = 5 }`, "w.workload takes either `writes`, a volume, or `path`, a file"},
		{
			`w.instance { name = "web", type = "demo.small" } w.volume { name = "v", gib = 1 } w.workload { on = "web", writes = "v", every = minutes(1) }`,
			"w.workload: the volume `v` is not attached to that instance; give it attach = { … } first",
		},
		{`w.run(-1)`, "w.run takes a time of at most 36500 days, not the number -1; write w.run(hours(3))"},
		{`w.instance { name = "web", type = "demo.small" } w.schedule("web", { hours = 25 })`, "w.schedule: a day has 0 to 24 hours, not 25"},
		{`w.instance { name = "web", type = "demo.small", lane = "left" }`, "there is no lane `left` here; there is `main`"},
		{
			`w.quota { name = "vcpu", limit = 1 }`,
			"w.quota: InvalidParameterValue: Value (vcpu) for parameter name is invalid. The quotas are instances, vcpus, volume-storage, provisioned-iops, snapshots, pending-snapshots, snapshot-copies, image-copies, pending-per-volume, pending-no-reboot, instance-capacity, addresses, archived-per-volume, snapshot-archives, archive-restores, volume-capacity, modified-storage.",
		},
	} {
		_, faults := Load("a.lua", asking("function(w) "+c.statements+" end", "1"))
		require.EqualError(t, faults, "a.lua:4: "+c.want, c.statements)
	}
}

// TestNothingOfTheSetUpIsBilled builds a world whose prices have a minimum, and bills its first instant.
func TestNothingOfTheSetUpIsBilled(t *testing.T) {
	w := builtBy(t, `local a = w.instance { name = "a", type = "demo.small" }
		w.volume { name = "v", gib = 100, used = 10, attach = { a, "/dev/sdf" } } w.snapshot { name = "x", volume = "v" }`).Lanes[0].World
	require.Zero(t, w.Now())
	require.Equal(t, ec2.InstanceRunning, w.Cloud().Instances().At(0).State)
	require.Equal(t, ec2.Attached, w.Cloud().Volumes().At(1).Attachments[0].State)
	_, more := w.Next()
	require.False(t, more, "nothing is on its way")
}

// TestTimeRunsInTheLessonsTiming places things, lets time pass and places more.
func TestTimeRunsInTheLessonsTiming(t *testing.T) {
	source := strings.Replace(asking(`function(w) w.instance { name = "a", type = "demo.small" } w.schedule("a", { daily = "09:00-17:00" })
    w.run(hours(9)) w.instance { name = "b", type = "demo.small" } end`, "1"), `timing = "none"`, `timing = "typical"`, 1)
	_, m := opened(t, source)
	w := m.Lanes[0].World
	require.Equal(t, ec2.InstancePending, w.Cloud().Instances().At(0).State, "starting takes its time")
	require.Equal(t, ec2.InstanceRunning, w.Cloud().Instances().At(1).State, "what is placed is there at once")
	require.Equal(t, catalog.Typical, w.Config().Timing)
}

// TestExploreNamesLanes runs a what-if over two lanes.
func TestExploreNamesLanes(t *testing.T) {
	source := `return lesson { api = 1, id = "two", version = 1, title = "Two",
  lanes = { left = function(w) w.instance { name = "web", type = "demo.small" } end, right = function(w) w.instance { name = "web", type = "demo.small" } end },
  steps = { task { id = "t", text = "?", points = 1, check = function(s) return fail "x" end },
    explore { id = "e", ask = "?", sweep = { name = "n", from = 1, to = 2 }, plot = function(s) return { n = s.count("instance", { state = "stopped" }) } end,
      run = function(w, n) w.schedule("web", { hours = 0 }) end } },
  solution = "x", wrong = { { title = "x", must_fail = "t", run = "x" } } }`
	_, faults := Load("a.lua", source)
	require.EqualError(t, faults, `a.lua:5: w.schedule acts on one lane; name it: lane = "left"`)
}
