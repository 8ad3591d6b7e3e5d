package lua

import (
	"reflect"
	"testing"

	"github.com/stretchr/testify/require"
	glua "github.com/yuin/gopher-lua"

	"blockyard/sim"
	"blockyard/sim/ec2"
	"blockyard/sim/op"
)

// openWorld gives a sandbox whose operations act on a new world.
func openWorld(t testing.TB, o Options) (*Sandbox, *sim.World) {
	w := sim.New(sim.Config{Seed: 1})
	caller, err := w.Caller(ec2.DefaultAccount, "us-east-1")
	require.NoError(t, err)
	s := New(o)
	t.Cleanup(s.Close)
	do := func(at Place, o *op.Operation, in any) (any, error) {
		there, err := w.CallerAs(caller, at.Profile, at.Region)
		if err != nil {
			return nil, err
		}
		return w.Do(sim.Call{Caller: there, Op: o, In: in})
	}
	resolve := func(_ Place, _, name string) (string, error) {
		require.Equal(t, "data", name)
		return w.Cloud().ID(ec2.Ref{Kind: ec2.KindVolume}), nil
	}
	s.RegisterOperations(sim.Operations(), do, resolve)
	return s, w
}

// runScript runs a script and gives what it returns.
func runScript(t testing.TB, s *Sandbox, source string) []glua.LValue {
	body, err := s.Load("ops.lua", source)
	require.NoError(t, err)
	results, err := s.Call(0, body, glua.MultRet)
	require.NoError(t, err)
	return results
}

func TestOperationsTakeAndGiveTables(t *testing.T) {
	s, w := openWorld(t, Options{})
	results := runScript(t, s, `
		local v = ec2.create_volume{ size = 8, availability_zone = "us-east-1a",
			tag_specifications = {{ resource_type = "volume", tags = {{ key = "Name", value = "data" }} }} }
		local all = ec2.describe_volumes{ volume_ids = { "@data" } }
		ec2.create_tags{ Resources = "@data", Tags = {{ Key = "a", Value = "b" }} }
		return v.volume_id, v.size, v.encrypted, v.state, #all.volumes, all.volumes[1].tags[1].value, #all.volumes[1].attachments, all.next_token,
			ec2.describe_tags().tags[2].key`)
	id := w.Cloud().ID(ec2.Ref{Kind: ec2.KindVolume})
	require.Equal(t, []glua.LValue{
		glua.LString(id), glua.LNumber(8), glua.LFalse, glua.LString("creating"), glua.LNumber(1), glua.LString("data"),
		glua.LNumber(0), glua.LNil, glua.LString("a"),
	}, results)
	require.Len(t, w.Journal(), 2)
}

func TestCallsAreMadeAsSomebodySomewhere(t *testing.T) {
	s, w := openWorld(t, Options{})
	results := runScript(t, s, `
		ec2.create_volume{ size = 8, availability_zone = "eu-west-1a", region = "eu-west-1", profile = "partner" }
		local function count(at) return #ec2.describe_volumes(at).volumes end
		return count{}, count{ region = "eu-west-1" }, count{ profile = "partner" }, count{ region = "eu-west-1", profile = "partner" },
			sts.get_caller_identity{ profile = "partner" }.account, sts.get_caller_identity().account`)
	require.Equal(t, []glua.LValue{
		glua.LNumber(0), glua.LNumber(0), glua.LNumber(0), glua.LNumber(1), glua.LString("210987654321"), glua.LString(ec2.DefaultAccount),
	}, results)
	line := w.Line(w.Journal()[0], "main", 0)
	require.Equal(t, []string{"210987654321", "eu-west-1"}, []string{line.Account, line.Region})
}

func TestRefusalsAreValues(t *testing.T) {
	s, _ := openWorld(t, Options{})
	results := runScript(t, s, `
		local ok, e = pcall(ec2.create_volume, { size = 8, availability_zone = "us-east-9z" })
		return ok, e.code, e.message, e.why, e.try, tostring(e), getmetatable(e)`)
	require.Equal(t, []glua.LValue{
		glua.LFalse, glua.LString("InvalidZone.NotFound"), glua.LString("The zone 'us-east-9z' does not exist."),
		glua.LString("The zones of us-east-1 are us-east-1a to us-east-1f."), glua.LString("aws ec2 describe-availability-zones"),
		glua.LString("InvalidZone.NotFound: The zone 'us-east-9z' does not exist."), glua.LFalse,
	}, results)
}

func TestUncaughtRefusalsAreSentences(t *testing.T) {
	s, _ := openWorld(t, Options{})
	for source, want := range map[string]string{
		`ec2.delete_volume{ volume_id = "vol-0123456789abcdef0" }`: "InvalidVolume.NotFound: The volume 'vol-0123456789abcdef0' does not exist.",
		"\nec2.atach_volume{}":                                     "InvalidAction: The action atach_volume is not valid for this web service.",
		`ec2.create_volume{ sise = 3 }`:                            "UnknownParameter: The parameter sise is not recognized",
		`ec2.create_volume{ size = 1.5, availability_zone = "a" }`: "InvalidParameterValue: Value (1.5) for parameter size is invalid. Expected an integer.",
		`error{ code = 1 }`:                                        "the script raised a table as its error; raise a text: error \"what is wrong\"",
		`ec2.create_volume(3)`:                                     "an operation takes one table of parameters: ec2.create_volume{ name = value }",
		`ec2.describe_volumes{ profile = "partnr" }`:               "The config profile (partnr) could not be found: did you mean partner?",
		`ec2.describe_volumes{ profile = 7 }`:                      "the field profile is not a name; write profile = \"partner\" or region = \"eu-west-1\"",
		`ec2.describe_volumes{ region = "mars" }`:                  "there is no region \"mars\" here: aws ec2 describe-regions lists them",
		`ec2.create_volume{ size = print }`:                        "the parameter size is a function; give a text, a number, true, false or a table",
		`ec2.create_volume{ [true] = 1 }`:                          "a table of parameters has the key [true]; keys are names, or 1, 2, 3 and so on for a list",
		`ec2.create_volume{ 1, size = 1 }`:                         "a table of parameters has both names and numbered items; a list has no names",
		`local t = {} t.t = t ec2.create_volume(t)`:                "more than 32 tables are inside each other; make it flatter",
	} {
		body, err := s.Load("ops.lua", source)
		require.NoError(t, err)
		_, err = s.Call(0, body, 0)
		var fault *Fault
		require.ErrorAs(t, err, &fault, source)
		require.Equal(t, want, fault.Message, source)
		require.NotZero(t, fault.Line, source)
	}
}

func TestAnswersArePaidFor(t *testing.T) {
	s, _ := openWorld(t, Options{Memory: 100_000})
	body, err := s.Load("ops.lua", `for i = 1, 1000 do local r = ec2.describe_regions() end`)
	require.NoError(t, err)
	_, err = s.Call(1<<40, body, 0)
	var fault *Fault
	require.ErrorAs(t, err, &fault)
	require.Equal(t, KindMemory, fault.Kind)
}

func TestWantsResult(t *testing.T) {
	debug := reflect.TypeFor[glua.Debug]().Field(frameField)
	require.Equal(t, "frame", debug.Name)
	require.Equal(t, "NRet", debug.Type.Elem().Field(resultsField).Name)
	s := New(Options{})
	defer s.Close()
	var wanted []bool
	s.Register("", "ask", func(state *glua.LState) int {
		wanted = append(wanted, wantsResult(state))
		return 0
	})
	runScript(t, s, `ask() local x = ask() pcall(ask) print(ask()) return ask()`)
	require.Equal(t, []bool{false, true, true, true, true}, wanted)
}

func TestOperationsTakeFuel(t *testing.T) {
	s, _ := openWorld(t, Options{})
	body, err := s.Load("ops.lua", `while true do ec2.describe_regions() end`)
	require.NoError(t, err)
	_, err = s.Call(10_000, body, 0)
	var fault *Fault
	require.ErrorAs(t, err, &fault)
	require.Equal(t, KindFuel, fault.Kind)
}

func BenchmarkCreateVolume(b *testing.B) {
	const calls = 1000
	for name, source := range map[string]string{
		"statement": `for i = 1, 1000 do ec2.create_volume{ size = 8, availability_zone = "us-east-1a" } end`,
		"answer":    `for i = 1, 1000 do local v = ec2.create_volume{ size = 8, availability_zone = "us-east-1a" } end`,
	} {
		b.Run(name, func(b *testing.B) {
			s, _ := openWorld(b, Options{Memory: 1 << 40})
			body, err := s.Load("bench.lua", source)
			require.NoError(b, err)
			for b.Loop() {
				if _, err := s.Call(1<<40, body, 0); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/calls, "ns/call")
		})
	}
}

func BenchmarkCreateVolumeByHost(b *testing.B) {
	w := sim.New(sim.Config{Seed: 1})
	o, err := sim.Operations().Find("ec2", "CreateVolume")
	require.NoError(b, err)
	for b.Loop() {
		if _, err := w.Do(sim.Call{Op: o, In: ec2.CreateVolumeInput{Size: 8, AvailabilityZone: "us-east-1a"}}); err != nil {
			b.Fatal(err)
		}
	}
}
