package shell

import (
	"encoding/csv"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	glua "github.com/yuin/gopher-lua"

	"blockyard/scripting/lua"
	"blockyard/sim"
	"blockyard/sim/apierr"
	"blockyard/sim/ec2"
	"blockyard/sim/op"
	"blockyard/sim/unit"
)

// A refusalRow is one row of testdata/refusals.csv: what AWS answers when
// something cannot be done. The messages are AWS's, with {…} for what varies;
// certainty says how sure that is, and "ours" that AWS documents the code alone.
// A row has either a command that provokes it in the prepared world, after what
// setup does, or the reason why it is not answered; one with a Lua call beside
// the reason is answered by that door alone.
type refusalRow struct {
	action, condition, code, message, certainty string
	setup, command, lua, reason                 string
}

func refusalRows(t *testing.T) []refusalRow {
	file, err := os.Open("testdata/refusals.csv")
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, file.Close()) })
	records, err := csv.NewReader(file).ReadAll()
	require.NoError(t, err)
	var rows []refusalRow
	for _, r := range records[1:] {
		rows = append(rows, refusalRow{r[0], r[1], r[2], r[3], r[4], r[5], r[6], r[7], r[8]})
	}
	return rows
}

// prepared is a world with one of everything, each in a state of rest.
func prepared(t testing.TB) *desk {
	d := newDesk(sim.Config{Seed: 1})
	text, status, _ := d.run(`set -e
		aws ec2 run-instances --image-id @al2023 --instance-type t3.micro --name web
		aws ec2 run-instances --image-id @al2023 --instance-type t3.micro --name off
		aws ec2 run-instances --image-id @demo-instance-store --instance-type demo.small --name store
		for name in data used; do aws ec2 create-volume --size 8 --availability-zone us-east-1a --name $name; done
		aws ec2 create-volume --size 8 --availability-zone us-east-1b --name far
		aws ec2 wait instance-running --instance-ids @store
		aws ec2 stop-instances --instance-ids @off
		aws ec2 attach-volume --volume-id @used --instance-id @web --device /dev/sdf
		aws ec2 create-snapshot --volume-id @data --name snap
		aws ec2 create-image --instance-id @web --name gold --tag-specifications 'ResourceType=snapshot,Tags=[{Key=Name,Value=ingredient}]' \
			--block-device-mappings '[{"DeviceName":"/dev/sdf","NoDevice":""}]'
		aws ec2 wait image-available --image-ids @gold
		sleep 1h`)
	require.Zero(t, status, text)
	return d
}

// copyOf returns a desk with a fork of another's world.
func copyOf(d *desk) *desk {
	c := newDesk(sim.Config{})
	c.use(d.world.Fork())
	return c
}

// TestRefusals provokes every row that has a command, through the shell and through Lua, and prints how many there are.
func TestRefusals(t *testing.T) {
	rows, base := refusalRows(t), prepared(t)
	var both, luaAlone, open int
	for _, row := range rows {
		t.Run(row.action+": "+row.condition, func(t *testing.T) {
			switch {
			case row.command != "":
				require.Empty(t, row.reason)
				row.throughShell(t, copyOf(base))
				row.throughLua(t, copyOf(base))
				both++
			case row.lua != "":
				require.NotEmpty(t, row.reason)
				row.throughLua(t, copyOf(base))
				luaAlone++
			default:
				require.NotEmpty(t, row.reason)
				open++
			}
		})
	}
	t.Logf("%d rows concern the operations that there are: %d are answered as written through shell and Lua, %d through Lua alone, %d are not answered:",
		len(rows), both, luaAlone, open)
	for _, row := range rows {
		if row.reason != "" {
			t.Logf("    %s, %s (%s): %s", row.action, row.condition, row.code, row.reason)
		}
	}
}

// isRefused reports whether a row is about a refusal at all; "(no error)" and "(result)" are not.
func (r *refusalRow) isRefused() bool { return !strings.HasPrefix(r.code, "(") }

// check compares an answer with the row: one of its codes, and its message.
func (r *refusalRow) check(t *testing.T, code, message string) {
	codes := regexp.MustCompile(` / | or `).Split(r.code, -1)
	require.Contains(t, codes, code, message)
	require.Regexp(t, r.pattern(), message)
}

// pattern returns the row's message as a regular expression: {…} and a final
// ... stand for any text. A message that only describes a detail is any text.
func (r *refusalRow) pattern() string {
	if r.message == "" || strings.HasPrefix(r.message, "{detail}:") {
		return ".+"
	}
	quoted := regexp.QuoteMeta(strings.TrimSuffix(r.message, "..."))
	quoted = regexp.MustCompile(`\\\{[^}]*\\\}`).ReplaceAllString(quoted, ".+")
	if strings.HasSuffix(r.message, "...") {
		return "^" + quoted
	}
	return "^" + quoted + "$"
}

// setUp does what comes before the command.
func (r *refusalRow) setUp(t *testing.T, d *desk) {
	if r.setup != "" {
		text, status, _ := d.run("set -e\n" + r.setup)
		require.Zero(t, status, text)
		d.shell = newDeskShell(d)
	}
}

var refusalLine = regexp.MustCompile(`^\nAn error occurred \(([\w.]+)\) when calling the (\w+) operation: (.*)\n`)

func (r *refusalRow) throughShell(t *testing.T, d *desk) {
	r.setUp(t, d)
	before := stateText(d.world)
	text, status, _ := d.run(r.command)
	if !r.isRefused() {
		require.Zero(t, status, text)
		return
	}
	require.Equal(t, statusRefused, status, text)
	found := refusalLine.FindStringSubmatch(text)
	require.NotNil(t, found, text)
	r.check(t, found[1], found[3])
	require.Equal(t, before, stateText(d.world), "a refusal changes nothing")
}

// throughLua makes the same call from a script and returns the code of the refusal.
func (r *refusalRow) throughLua(t *testing.T, d *desk) (code string) {
	r.setUp(t, d)
	call := r.lua
	if r.command != "" {
		call = luaCall(t, r.command)
	}
	s := lua.New(lua.Options{})
	defer s.Close()
	caller := func(at lua.Place) ec2.Caller {
		c, err := d.world.CallerAs(d.caller, at.Profile, at.Region)
		require.NoError(t, err)
		return c
	}
	do := func(at lua.Place, o *op.Operation, in any) (any, error) {
		return d.world.Do(sim.Call{Caller: caller(at), Op: o, In: in})
	}
	resolve := func(at lua.Place, kind, name string) (string, error) {
		return (&naming{cloud: d.world.Cloud(), caller: caller(at)}).id(kind, name)
	}
	s.RegisterOperations(sim.Operations(), do, resolve)
	body, err := s.Load("row.lua", "local ok, e = pcall(function() return "+call+" end) return ok, e.code, e.message, tostring(e)")
	if !r.isRefused() {
		body, err = s.Load("row.lua", "return pcall(function() return "+call+" end)")
	}
	require.NoError(t, err, call)
	results, err := s.Call(0, body, glua.MultRet)
	require.NoError(t, err, call)
	if !r.isRefused() {
		require.Equal(t, glua.LTrue, results[0])
		return ""
	}
	require.Equal(t, glua.LFalse, results[0], call)
	r.check(t, results[1].String(), results[2].String())
	return results[1].String()
}

// wordsOf returns a command line as words.
func wordsOf(t *testing.T, command string) (words []string) {
	splitter := New(func(c *Call) int {
		words = c.Args
		return 0
	}, Limits{})
	_, err := splitter.Run(command, func(string) {}, func(string) {})
	require.NoError(t, err)
	return words
}

// luaCall returns a command line as a call in Lua.
func luaCall(t *testing.T, command string) string {
	parsed, err := sim.Operations().ParseArgs(wordsOf(t, command)[1:], op.WithSugar)
	require.NoError(t, err)
	o, params := parsed.Op, parsed.Params
	for name, word := range map[string]string{"profile": parsed.Globals.Profile, "region": parsed.Globals.Region} {
		if word != "" {
			params = withParam(params, name, op.StringValue(word))
		}
	}
	return o.Service + "." + strings.ReplaceAll(o.Verb, "-", "_") + luaTable(o.In, params)
}

// luaTable writes parameters as a Lua table with Lua's names.
func luaTable(shape *op.Shape, v op.Value) string {
	var parts []string
	for _, f := range v.Fields() {
		name, inside := f.Name, (*op.Type)(nil)
		if m := shape.Member(f.Name); m != nil {
			name, inside = m.Lua, m.Type
		}
		parts = append(parts, name+" = "+luaLiteral(inside, f.Value))
	}
	return "{ " + strings.Join(parts, ", ") + " }"
}

func luaLiteral(inside *op.Type, v op.Value) string {
	switch v.Kind() {
	case op.String:
		return string(op.AppendQuoted(nil, v.Str()))
	case op.Object:
		return luaTable(inside.Shape, v)
	case op.List:
		var parts []string
		for _, item := range v.Items() {
			parts = append(parts, luaLiteral(inside.Item, item))
		}
		return "{ " + strings.Join(parts, ", ") + " }"
	case op.Null:
		return "nil"
	case op.Bool, op.Int:
	}
	return v.Scalar()
}

// unprovoked are the codes of the catalogue that no row provokes, each with its reason.
var unprovoked = map[apierr.Code]string{
	apierr.InternalError:         "it is what a door answers after a fault of the engine",
	apierr.UnauthorizedOperation: "there are no users and policies yet",
}

// TestEveryCodeIsAnswered holds the catalogue of codes to the rows: each code is provoked, or says why not.
func TestEveryCodeIsAnswered(t *testing.T) {
	provoked, base := map[string]bool{}, prepared(t)
	for _, row := range refusalRows(t) {
		if row.command != "" || row.lua != "" {
			provoked[row.throughLua(t, copyOf(base))] = true
		}
	}
	for _, entry := range apierr.Catalogue {
		reason, listed := unprovoked[entry.Code]
		require.NotEqual(t, provoked[string(entry.Code)], listed, "%s: %s", entry.Code, reason)
	}
}

// TestEveryWaiterIsKnown holds the waiters of the registry to those that the shell can judge.
func TestEveryWaiterIsKnown(t *testing.T) {
	var listed, judged []string
	for _, s := range sim.Operations().Services() {
		for _, w := range s.Waiters {
			listed = append(listed, w.Name)
		}
	}
	for _, w := range waiters {
		judged = append(judged, w.name)
	}
	require.Equal(t, listed, judged)
}

func TestInterruptedWait(t *testing.T) {
	d := prepared(t)
	_, status, _ := d.run("yard workload @web log --every 1s")
	require.Zero(t, status)
	asked := 0
	d.shell.Interrupted = func() bool { asked++; return asked > 1000 }
	now := d.world.Now()
	text, status, _ := d.run("aws ec2 wait volume-in-use --volume-ids @data")
	require.Contains(t, text, "Interrupted.")
	require.Equal(t, 1, status)
	require.Equal(t, now, d.world.Now())
}

func TestSleepRunsTheClock(t *testing.T) {
	d := newDesk(sim.Config{Seed: 1})
	for command, want := range map[string]unit.Duration{
		"sleep 15": 15 * unit.Second, "sleep 5m": 5 * unit.Minute, "sleep 1h 30m": 90 * unit.Minute, "sleep 0": 0,
	} {
		before := d.world.Now()
		text, status, _ := d.run(command)
		require.Zero(t, status, text)
		require.Equal(t, want, d.world.Now().Sub(before), command)
	}
	for _, command := range []string{"sleep", "sleep -1", "sleep soon", "sleep 99999999999999999999", "sleep 36500d 1d"} {
		before := d.world.Now()
		_, status, _ := d.run(command)
		require.NotZero(t, status, command)
		require.Equal(t, before, d.world.Now())
	}
}
