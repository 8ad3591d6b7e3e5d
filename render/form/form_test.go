package form

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"blockyard/scripting/lesson"
	"blockyard/scripting/session"
	"blockyard/sim"
)

var update = flag.Bool("update", false, "rewrite the forms in words")

// busy is a world with every kind of thing in it.
var busy = []string{
	"aws ec2 run-instances --image-id @al2023 --instance-type t3.micro --name web",
	"aws ec2 create-volume --size 100 --availability-zone us-east-1b --name data",
	"aws ec2 create-volume --size 20 --volume-type gp3 --availability-zone us-east-1a --name logs", "yard run 5m",
	"aws ec2 attach-volume --volume-id @logs --instance-id @web --device /dev/sdf", "yard run 5m",
	"aws ec2 create-snapshot --volume-id @web-root --name first", "yard run 1h",
	"aws ec2 create-image --instance-id @web --name golden --no-reboot", "yard run 1h",
}

// networked is what a world has of addresses and key pairs.
var networked = []string{
	"aws ec2 create-key-pair --key-name ops", "aws ec2 allocate-address --name front", "aws ec2 allocate-address",
	"aws ec2 associate-address --allocation-id @front --instance-id @web",
}

// sandbox returns a session in which commands have run.
func sandbox(t testing.TB, commands ...string) *session.Session {
	s := session.Sandbox(session.Options{Seed: 7})
	for _, c := range commands {
		status, answer := run(s, c)
		require.Zero(t, status, answer)
	}
	return s
}

func run(s *session.Session, command string) (status int, answer string) {
	var b strings.Builder
	print := func(text string) { b.WriteString(text) }
	status = s.Run(command, print, print)
	return status, b.String()
}

// opened returns the request and the form of a command.
func opened(t testing.TB, s *session.Session, line string) (Request, *Form) {
	r, ok := Open(s, line)
	require.True(t, ok, line)
	return r, formOf(t, r)
}

func formOf(t testing.TB, r Request) *Form {
	f, err := New(r)
	require.NoError(t, err)
	return f
}

// filled returns a request with fields filled in one after the other: key, text, key, text.
func filled(r Request, fields ...string) Request {
	for i := 0; i < len(fields); i += 2 {
		r.Values = set(r.Values, fields[i], fields[i+1])
		r = r.Following(fields[i])
	}
	return r
}

// words returns a form as a text to read.
func words(f *Form) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s [%s]\n", f.Title, f.Button)
	describe(&b, f.Fields, "  ")
	fmt.Fprintf(&b, "$ %s\n", f.Line)
	if f.CLI != "" {
		fmt.Fprintf(&b, "AWS CLI: %s\n", f.CLI)
	}
	switch r := f.Refusal; {
	case len(f.Missing) > 0:
		fmt.Fprintf(&b, "missing: %s\n", strings.Join(f.Missing, ", "))
	case r != nil:
		fmt.Fprintf(&b, "refused, %s: %s %s\n", r.Key, r.Code, r.Message)
	case f.Month.Known:
		fmt.Fprintf(&b, "a month: %s\n", f.Month.Month)
	}
	return b.String()
}

func describe(b *strings.Builder, fields []Field, margin string) {
	for i := range fields {
		f := &fields[i]
		kind := [...]string{"text", "number", "switch", "choice", "several", "rows"}[f.Kind]
		for _, flag := range []struct {
			word string
			set  bool
		}{{"required", f.Required}, {"fixed", f.Fixed}, {"more", f.More}} {
			if flag.set {
				kind += ", " + flag.word
			}
		}
		name := f.Name
		if f.Unit != "" {
			name += " (" + f.Unit + ")"
		}
		value := f.Value
		if f.Shown != "" && f.Shown != value {
			value += " = " + f.Shown
		}
		fmt.Fprintf(b, "%s%s: %s (%s)\n", margin, name, value, kind)
		for _, o := range f.Options {
			fmt.Fprintf(b, "%s  ? %s | %s | %s\n", margin, o.Text, o.Detail, o.Refused)
		}
		for _, row := range f.Rows {
			fmt.Fprintf(b, "%s  %s\n", margin, row.Title)
			describe(b, row.Fields, margin+"    ")
		}
		for _, a := range f.Add {
			fmt.Fprintf(b, "%s  + %s\n", margin, a.Label)
		}
	}
}

func TestFormsInWords(t *testing.T) {
	for name, c := range map[string]struct {
		line   string
		fields []string
	}{
		"create_volume":               {"aws ec2 create-volume", nil},
		"create_volume_from_snapshot": {"aws ec2 create-volume --snapshot-id @first", nil},
		"create_volume_types":         {"aws ec2 create-volume --size 8", []string{KeyOpen, "VolumeType"}},
		"create_volume_refused":       {"aws ec2 create-volume", []string{"VolumeType", "gp3", "Iops", "20"}},
		"attach_volume":               {"aws ec2 attach-volume --volume-id @data", nil},
		"attach_volume_far":           {"aws ec2 attach-volume --volume-id @data", []string{"InstanceId", "@web", KeyOpen, "InstanceId"}},
		"launch":                      {"aws ec2 run-instances", nil},
		"launch_own_image":            {"aws ec2 run-instances --image-id @golden --name twin", nil},
		"launch_more_storage":         {"aws ec2 run-instances", []string{KeyAdd, mappings + "#0", mappings + ".1.Ebs.VolumeSize", "2"}},
		"launch_types":                {"aws ec2 run-instances --image-id @al2023-arm64", []string{KeyOpen, "InstanceType", KeyFilter, "nvme large t4g"}},
		"launch_arm_types":            {"aws ec2 run-instances --image-id @al2023-arm64", []string{KeyOpen, "InstanceType", KeyFilter, "micro"}},
		"create_image":                {"aws ec2 create-image --instance-id @web --name EBSVolDemo", nil},
		"copy_snapshot":               {"aws ec2 copy-snapshot --source-snapshot-id @first", nil},
		"create_tags":                 {"aws ec2 create-tags --resources @web", []string{"Tags.0.Key", "team", "Tags.0.Value", "blue team"}},
		"terminate":                   {"aws ec2 terminate-instances --instance-ids @web", []string{KeyOpen, "InstanceIds"}},
		"launch_with_key":             {"aws ec2 run-instances", []string{KeyMore, "true", KeyOpen, "KeyName"}},
		"user_data_too_long":          {"aws ec2 run-instances", []string{"UserData", strings.Repeat("#\n", 8200)}},
		"associate_address":           {"aws ec2 associate-address --instance-id @web", []string{KeyOpen, "AllocationId"}},
		"disassociate_address":        {"aws ec2 disassociate-address", []string{KeyOpen, "PublicIp"}},
		"share_image":                 {"aws ec2 modify-image-attribute --image-id @golden --attribute launchPermission --operation-type add", []string{KeyOpen, "UserIds"}},
		"register_image":              {"aws ec2 register-image --name old --root-device-name /dev/xvda --block-device-mappings DeviceName=/dev/xvda,Ebs={SnapshotId=@first}", nil},
		"deprecate_image":             {"aws ec2 enable-image-deprecation --image-id @golden --deprecate-at 2020-01-01T00:00:00Z", nil},
		"change_type_of_running":      {"aws ec2 modify-instance-attribute --instance-id @web", []string{"InstanceType", "t3.small"}},
		"hibernate_what_cannot":       {"aws ec2 stop-instances --instance-ids @web --hibernate", nil},
		"modify_instance":             {"aws ec2 modify-instance-attribute --instance-id @web", []string{mappings + ".0.Ebs.DeleteOnTermination", "false"}},
	} {
		t.Run(name, func(t *testing.T) {
			s := sandbox(t, slices.Concat(busy, networked)...)
			r, _ := opened(t, s, c.line)
			got := "# " + c.line + "\n" + words(formOf(t, filled(r, c.fields...)))
			file := filepath.Join("testdata", name+".txt")
			if *update {
				require.NoError(t, os.WriteFile(file, []byte(got), 0o644))
			}
			want, err := os.ReadFile(file)
			require.NoError(t, err, "run with -update")
			require.Equal(t, string(want), got)
		})
	}
}

func TestEveryOperationHasAForm(t *testing.T) {
	s := sandbox(t, busy...)
	before := s.Digest()
	for _, o := range sim.Operations().All() {
		_, f := opened(t, s, "aws "+o.Service+" "+o.Verb)
		require.NotEmpty(t, f.Title, o.Action)
		require.True(t, strings.HasPrefix(f.Line, "aws "+o.Service) || o.Service == "yard", f.Line)
		seen := map[string]bool{}
		flags := map[string]bool{}
		for _, one := range f.Fields {
			require.False(t, seen[one.Key], "%s has two fields %s", o.Action, one.Key)
			require.NotEmpty(t, one.Name, one.Key)
			seen[one.Key], flags[one.Flag] = true, true
		}
		for _, given := range o.Flags() {
			hidden := given.Name == "placement" || given.Name == "iops" || given.Name == "throughput"
			require.True(t, flags[given.Name] || hidden, "%s has no field for --%s", o.Action, given.Name)
		}
		require.True(t, len(f.Missing) > 0 || f.Refusal != nil || f.CLI != "", "%s: nothing came of it", o.Action)
	}
	require.Equal(t, before, s.Digest(), "looking has changed the world")
}

func TestALineThatNamesNoOperationHasNoForm(t *testing.T) {
	s := sandbox(t)
	for _, line := range []string{"", "aws", "aws ec2", "aws ec2 fly", "nonsense at all"} {
		_, ok := Open(s, line)
		require.False(t, ok, line)
	}
	_, err := New(Request{Session: s, Service: "ec2", Verb: "fly"})
	require.ErrorContains(t, err, "InvalidAction")
	_, err = New(Request{Session: s, Service: "ec2", Verb: "create-volume", Region: "mars-1"})
	require.ErrorContains(t, err, "mars-1")
}

// strict is a lesson that has one command.
const strict = `return lesson {
  api = 1, id = "strict", version = 1, title = "Strict", allow = { "stop-instances" },
  world = function(w) w.instance { name = "web", type = "demo.small" } end,
  steps = {
    task { id = "stop", points = 1, text = "Stop it.",
      check = function(s) return s.find("instance", { name = "web" }).state == "stopped" and pass "Done." or fail "It runs." end },
  },
  solution = [[ aws ec2 stop-instances --instance-ids @web ]],
  wrong = { { title = "Waits", must_fail = "stop", run = [[ yard run 1h ]] } },
}
`

func TestALessonRulesCommandsOut(t *testing.T) {
	l, faults := lesson.Load("strict.lua", strict)
	require.Empty(t, faults)
	s, err := session.Open(l, session.Options{})
	require.NoError(t, err)
	_, f := opened(t, s, "aws ec2 create-volume")
	require.Equal(t, "UnauthorizedOperation", f.Refusal.Code)
	require.Contains(t, f.Refusal.Why, "This lesson does not need create-volume")
	_, f = opened(t, s, "aws ec2 stop-instances --instance-ids @web")
	require.Nil(t, f.Refusal)
}

// Of a structure that may be left out nothing is required, until some of it is filled in.
func TestWhatMayBeLeftOutIsNotMissing(t *testing.T) {
	line := "aws rbin create-rule --resource-type EBS_SNAPSHOT --retention-period RetentionPeriodValue=7,RetentionPeriodUnit=DAYS"
	s := sandbox(t)
	_, f := opened(t, s, line)
	require.Empty(t, f.Missing)
	_, f = opened(t, s, line+" --lock-configuration UnlockDelay={UnlockDelayValue=7}")
	require.Equal(t, []string{"Unit of the delay"}, f.Missing)
}
