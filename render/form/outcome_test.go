package form

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"blockyard/scripting/session"
)

// someForms are commands whose forms random players fill in.
var someForms = []string{
	"aws ec2 run-instances", "aws ec2 create-volume", "aws ec2 attach-volume", "aws ec2 detach-volume", "aws ec2 delete-volume", "aws ec2 create-snapshot", "aws ec2 create-image",
	"aws ec2 copy-snapshot", "aws ec2 copy-image", "aws ec2 register-image", "aws ec2 deregister-image", "aws ec2 terminate-instances", "aws ec2 stop-instances", "aws ec2 create-tags",
	"aws ec2 modify-instance-attribute", "aws ec2 modify-snapshot-attribute", "aws ec2 describe-volumes", "yard write",
}

// fillAny fills in a random field: one of its options, or something typed; now and then a row is added or taken away.
func fillAny(t *rapid.T, r Request) Request {
	all, err := New(r)
	require.NoError(t, err)
	fields := leaves(all.Fields)
	f := rapid.SampledFrom(fields).Draw(t, "field")
	if f.Kind == Rows {
		if len(f.Add) > 0 && rapid.Bool().Draw(t, "add") {
			return filled(r, KeyAdd, rapid.SampledFrom(f.Add).Draw(t, "what").Key)
		}
		if len(f.Rows) > 0 {
			return filled(r, f.Key, rapid.SampledFrom(f.Rows).Draw(t, "row").Without)
		}
		return r
	}
	text := rapid.SampledFrom([]string{"", "1", "9", "100", "-1", "x y", "it's", "true", "false", "@web", "/dev/sdf", "gp3"}).Draw(t, "text")
	r = filled(r, KeyOpen, f.Key)
	shown, err := New(r)
	require.NoError(t, err)
	for _, one := range leaves(shown.Fields) {
		if one.Key == f.Key && len(one.Options) > 0 {
			text = rapid.SampledFrom(one.Options).Draw(t, "option").Fill
		}
	}
	return filled(r, f.Key, text, KeyOpen, "")
}

// leaves returns fields with those of their rows.
func leaves(fields []Field) (all []Field) {
	for _, f := range fields {
		all = append(all, f)
		for _, row := range f.Rows {
			all = append(all, leaves(row.Fields)...)
		}
	}
	return all
}

func TestWhatAFormForetellsHappens(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := session.Sandbox(session.Options{Seed: 7})
		for _, c := range busy {
			run(s, c)
		}
		r, ok := Open(s, rapid.SampledFrom(someForms).Draw(t, "form"))
		require.True(t, ok)
		for range rapid.IntRange(0, 6).Draw(t, "steps") {
			r = fillAny(t, r)
		}
		before := s.Digest()
		f, err := New(r)
		require.NoError(t, err)
		require.Equal(t, before, s.Digest(), "looking has changed the world")
		status, answer := run(s, f.Line)
		switch {
		case len(f.Missing) > 0:
			require.NotZero(t, status, f.Line)
		case f.Refusal == nil && !strings.Contains(f.Line, "--dry-run"):
			require.Zero(t, status, "%s\n%s", f.Line, answer)
		case f.Refusal != nil:
			require.NotZero(t, status, f.Line)
			require.Contains(t, answer, f.Refusal.Code, f.Line)
			require.Contains(t, answer, strings.Split(f.Refusal.Message, "\n")[0], f.Line)
		}
	})
}

func TestTheSameFormForTheAWSCLI(t *testing.T) {
	line, expanded := sandbox(t, busy...), sandbox(t, busy...)
	_, f := opened(t, line, "aws ec2 run-instances --image-id @golden --name twin --block-device-mappings DeviceName=/dev/sdg,Ebs={VolumeSize=3}")
	for s, command := range map[*session.Session]string{line: f.Line, expanded: f.CLI} {
		status, answer := run(s, command)
		require.Zero(t, status, answer)
	}
	require.Equal(t, line.Digest(), expanded.Digest())
	require.NotContains(t, f.CLI, "@")
	require.NotContains(t, f.CLI, "--name")
}

func TestWhatAMonthCosts(t *testing.T) {
	s := sandbox(t, busy...)
	for line, month := range map[string]string{
		"aws ec2 create-volume --size 100 --volume-type gp3":                                     "$8.00",
		"aws ec2 create-volume --size 100":                                                       "$10.00",
		"aws ec2 delete-volume --volume-id @data":                                                "-$10.00",
		"aws ec2 stop-instances --instance-ids @web":                                             "-$11.09",
		"aws ec2 create-tags --resources @web --tags Key=a,Value=b":                              "$0.00",
		"aws ec2 run-instances --image-id @al2023 --instance-type m5.large --count 2 --name two": "$146.72",
	} {
		_, f := opened(t, s, line)
		require.Nil(t, f.Refusal, line)
		require.True(t, f.Month.Known, line)
		require.Equal(t, month, f.Month.Month.String(), line)
	}
	_, f := opened(t, s, "aws ec2 describe-volumes")
	require.False(t, f.Month.Known, "who only asks pays nothing")
}

func TestARefusalIsAboutAField(t *testing.T) {
	s := sandbox(t, busy...)
	for line, key := range map[string]string{
		"aws ec2 create-volume --size many":                                            "Size",
		"aws ec2 create-volume --availability-zone us-east-1z":                         "AvailabilityZone",
		"aws ec2 create-volume --volume-type gp9":                                      "VolumeType",
		"aws ec2 create-volume --volume-type gp3 --iops 20":                            "Iops",
		"aws ec2 create-volume --snapshot-id snap-0123456789abcdef0":                   "SnapshotId",
		"aws ec2 create-volume --snapshot-id @nothing":                                 "SnapshotId",
		"aws ec2 attach-volume --volume-id @data --instance-id @web --device /dev/sdg": "InstanceId",
		"aws ec2 attach-volume --volume-id vol-1 --instance-id @web --device /dev/sdg": "VolumeId",
		"aws ec2 attach-volume --volume-id @data --instance-id web --device /dev/sdg":  "InstanceId",
		"aws ec2 run-instances --instance-type t9.huge":                                "InstanceType",
		"aws ec2 create-image --instance-id @web --name golden":                        "Name",
		"aws ec2 create-image --instance-id @web --name x":                             "Name",
		"aws ec2 run-instances --block-device-mappings DeviceName=/dev/xvda,NoDevice=": mappings,
	} {
		_, f := opened(t, s, line)
		require.NotNil(t, f.Refusal, line)
		require.Equal(t, key, f.Refusal.Key, "%s: %s", line, f.Refusal.Message)
		require.NotEmpty(t, f.Refusal.Message)
	}
}

func TestWhatDependsOnAFieldFollowsIt(t *testing.T) {
	s := sandbox(t, busy...)
	r, f := opened(t, s, "aws ec2 run-instances --image-id @golden")
	require.Equal(t, "aws ec2 run-instances --image-id @golden --instance-type t3.micro --availability-zone us-east-1a", f.Line, "what is as in the image is not said")

	edited := filled(r, mappings+".1.Ebs.VolumeSize", "30")
	require.Contains(t, formOf(t, edited).Line, `[{"DeviceName":"/dev/sdf","Ebs":{"VolumeSize":30}}]`)
	back := filled(edited, mappings+".1.Ebs.VolumeSize", "20")
	require.Equal(t, f.Line, formOf(t, back).Line)
	require.NotContains(t, formOf(t, filled(edited, "ImageId", "@al2023")).Line, "block-device", "another image has its own devices")

	removed := filled(r, mappings, "0")
	require.Contains(t, formOf(t, removed).Line, `[{"DeviceName":"/dev/sdf","NoDevice":""}]`)

	added := filled(removed, KeyAdd, mappings+"#0")
	require.Contains(t, formOf(t, added).Line, `"DeviceName":"/dev/sdf","Ebs":{`, "its device is free again")

	moved := formOf(t, filled(r, KeyRegion, "eu-west-1"))
	require.Equal(t, "aws ec2 run-instances --image-id @al2023 --instance-type t3.micro --availability-zone eu-west-1a --region eu-west-1", moved.Line, "an own image stays in its region")

	none := filled(r, mappings, ",")
	require.Equal(t, mappings, formOf(t, none).Refusal.Key, "the root cannot be left out")
}

func TestAMemoKeepsAFormWhileNothingChanges(t *testing.T) {
	s := sandbox(t, busy...)
	var m Memo
	r, _ := opened(t, s, "aws ec2 create-volume")
	first, err := m.Form(r)
	require.NoError(t, err)
	again, _ := m.Form(r)
	require.Same(t, first, again)

	r.Values[0].Text = "us-east-1b"
	other, _ := m.Form(r)
	require.NotSame(t, first, other, "the values are the caller's: they change under its hands")

	run(s, "yard run 1s")
	later, _ := m.Form(r)
	require.Same(t, other, later, "nothing but the clock has moved")
	run(s, "aws ec2 delete-volume --volume-id @data")
	require.NotSame(t, other, func() *Form { f, _ := m.Form(r); return f }())

	_, err = m.Form(Request{Session: s, Service: "ec2", Verb: "fly"})
	require.Error(t, err)
	var none *Memo
	_, err = none.Form(r)
	require.NoError(t, err)
}

func TestImagesByWhereTheyComeFrom(t *testing.T) {
	s := sandbox(t, busy...)
	r, f := opened(t, s, "aws ec2 run-instances --image-id @golden")
	require.Equal(t, "My AMIs", chosenTab(f.Images))
	require.Len(t, f.Images.List, 1)
	require.True(t, f.Images.List[0].Chosen)
	counts := map[string]int{}
	for _, tab := range f.Images.Tabs {
		counts[tab.Name] = tab.Count
	}
	require.Positive(t, counts["Quick start"])
	require.Positive(t, counts["AWS Marketplace"])
	require.Positive(t, counts["Community AMIs"])
	require.Zero(t, counts["Shared with me"])

	shared := formOf(t, filled(r, KeyImages, "Shared with me")).Images
	require.Empty(t, shared.List)
	require.Contains(t, shared.Empty, "launch permission")

	run(s, "aws ec2 modify-image-attribute --image-id @golden --launch-permission 'Add=[{UserId=210987654321}]'")
	_, f = opened(t, s, "aws ec2 run-instances --profile partner")
	require.Contains(t, f.Line, "--profile partner")
	shared = formOf(t, filled(func() Request { r, _ := Open(s, "aws ec2 run-instances --profile partner"); return r }(), KeyImages, "Shared with me")).Images
	require.Equal(t, []string{"golden"}, []string{shared.List[0].Title})
}

func chosenTab(all *Images) string {
	for _, tab := range all.Tabs {
		if tab.Chosen {
			return tab.Name
		}
	}
	return ""
}

func TestACopysNamesAreLookedUpWhereItIsMadeFrom(t *testing.T) {
	s := sandbox(t, busy...)
	_, f := opened(t, s, "aws ec2 copy-snapshot --source-snapshot-id @nothing --source-region us-west-1 --region us-east-2")
	require.NotNil(t, f.Refusal)
	require.Contains(t, f.Refusal.Message, "no snapshot in us-west-1 has that name")
}
