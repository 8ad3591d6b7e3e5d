package op_test

import (
	"errors"
	"reflect"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"blockyard/sim/apierr"
	"blockyard/sim/op"
	"blockyard/sim/op/opgen"
	"blockyard/sim/unit"
)

func parse(t require.TestingT, json string) op.Value {
	v, err := op.ParseJSON(json)
	require.NoError(t, err)
	return v
}

func TestDecodeOfEncodeIsTheInput(t *testing.T) {
	for _, o := range sample.All() {
		t.Run(o.Action, rapid.MakeCheck(func(t *rapid.T) {
			in := opgen.Input(o, nil).Draw(t, "input")
			params := o.Encode(in)
			back, err := o.Decode(params, op.JSONNames)
			require.NoError(t, err, "%s", params)
			require.Equal(t, in, back)
			again, err := o.Decode(parse(t, params.String()), op.LuaNames)
			require.NoError(t, err, "%s", params)
			require.Equal(t, in, again)
		}))
	}
}

func TestParseArgsOfWordsIsTheInput(t *testing.T) {
	for _, o := range sample.All() {
		t.Run(o.Action, rapid.MakeCheck(func(t *rapid.T) {
			in := opgen.Input(o, nil).Draw(t, "input")
			line := op.AppendWords(nil, o.Words(in))
			words, err := op.SplitWords(string(line))
			require.NoError(t, err, "%s", line)
			require.Equal(t, o.Words(in), words)
			for _, sugar := range []op.Sugar{op.NoSugar, op.WithSugar} {
				command, err := sample.ParseArgs(words[1:], sugar)
				require.NoError(t, err, "%s", line)
				require.Same(t, o, command.Op)
				back, err := o.Decode(command.Params, op.JSONNames)
				require.NoError(t, err, "%s", line)
				require.Equal(t, in, back, "%s", line)
			}
		}))
	}
}

func TestDrawnIDsAreMostlyKnown(t *testing.T) {
	known := 0
	ids := func(kind string) []string { return []string{"known-" + kind} }
	rapid.Check(t, func(t *rapid.T) {
		in := opgen.Input(find("AttachVolume"), ids).Draw(t, "input").(attachInput)
		if in.VolumeID == "known-volume" {
			known++
		}
	})
	require.Greater(t, known, 40)
}

func TestDecode(t *testing.T) {
	lua := parse(t, `{"block_device_mappings":[{"device_name":"/dev/sdf","ebs":{"volume_size":8,"VolumeType":"gp3",
		"delete_on_termination":false}}], "min_count":"1","max_count":3.0,"ebs_optimized":"False","priorities":7,
		"monitoring":{"enabled":"true"},"placement":[],"tag_specifications":{},"weight":0,"image_id":null}`)
	in, err := find("RunInstances").Decode(lua, op.LuaNames)
	require.NoError(t, err)
	require.Equal(t, runInput{
		BlockDeviceMappings: []mapping{{DeviceName: "/dev/sdf", Ebs: &ebs{
			VolumeSize: 8, VolumeType: "gp3", DeleteOnTermination: pointer(false),
		}}},
		MinCount: 1, MaxCount: 3, EbsOptimized: pointer(false), Priorities: []int{7}, Weight: pointer(0),
		Monitoring: struct{ Enabled }{Enabled{true}},
	}, in)
	none, err := find("DescribeRegions").Decode(op.Value{}, op.JSONNames)
	require.NoError(t, err)
	require.Equal(t, empty{}, none)
}

func TestDecodeRefuses(t *testing.T) {
	long := `"` + strings.Repeat("x", op.MaxText+1) + `"`
	many := "[" + strings.Repeat(`"a",`, op.MaxItems) + `"a"]`
	for _, c := range []struct {
		action, params string
		style          op.Style
		code           apierr.Code
		message, why   string
	}{
		{
			"AttachVolume", `{"volum_id":"v"}`, op.LuaNames, apierr.UnknownParameter,
			"The parameter volum_id is not recognized", "attach_volume takes no parameter volum_id; did you mean volume_id?",
		},
		{
			"AttachVolume", `{"volume_id":"v"}`, op.JSONNames, apierr.UnknownParameter,
			"The parameter volume_id is not recognized", "attach-volume takes no parameter volume_id; did you mean VolumeId?",
		},
		{
			"DescribeRegions", `{"A":1}`, op.JSONNames, apierr.UnknownParameter,
			"The parameter A is not recognized", "describe-regions takes no parameter A, and no other.",
		},
		{
			"DescribeVolumes", `{"Filters":[{"Name":"a","Wert":"b"}]}`, op.JSONNames, apierr.UnknownParameter,
			"The parameter Wert is not recognized", "Filters[0] takes no parameter Wert; it takes Name, Values.",
		},
		{
			"AttachVolume", `{"InstanceId":"i","Device":"d"}`, op.JSONNames, apierr.MissingParameter,
			"The request must contain the parameter volumeId", "VolumeId is required.",
		},
		{
			"DescribeVolumes", `{"filters":[{"Name":"a"},{"values":["b"]}]}`, op.LuaNames, apierr.MissingParameter,
			"The request must contain the parameter name", "filters[2].name is required.",
		},
		{
			"ModifyInstanceAttribute", `{"InstanceId":"i","Resources":[]}`, op.JSONNames, apierr.MissingParameter,
			"The request must contain the parameter resourceIdSet", "Resources is required.",
		},
		{
			"AttachVolume", `{"InstanceId":"i","Device":"d","VolumeId":""}`, op.JSONNames, apierr.InvalidParameterValue,
			"Value () for parameter volumeId is invalid. The value cannot be empty", "VolumeId is empty; a variable may not be set.",
		},
		{
			"AttachVolume", `{"VolumeId":["v"]}`, op.JSONNames, apierr.InvalidParameterValue,
			`Value (["v"]) for parameter volumeId is invalid. Expected a string.`, "VolumeId must be a string.",
		},
		{
			"RunInstances", `{"BlockDeviceMappings":[{"Ebs":{"VolumeSize":"8GB"}}]}`, op.JSONNames, apierr.InvalidParameterValue,
			"Value (8GB) for parameter volumeSize is invalid. Expected an integer.", "BlockDeviceMappings[0].Ebs.VolumeSize must be an integer.",
		},
		{
			"RunInstances", `{"Weight":true}`, op.JSONNames, apierr.InvalidParameterValue,
			"Value (true) for parameter weight is invalid. Expected an integer.", "Weight must be an integer.",
		},
		{
			"RunInstances", `{"EbsOptimized":1}`, op.JSONNames, apierr.InvalidParameterValue,
			"Value (1) for parameter ebsOptimized is invalid. Expected true or false.", "EbsOptimized must be true or false.",
		},
		{
			"RunInstances", `{"Placement":"here"}`, op.JSONNames, apierr.InvalidParameterValue,
			"Value (\"here\") is invalid. Expected a structure.", "Placement takes a structure of AvailabilityZone, Tenancy.",
		},
		{
			"RunInstances", `{"UserData":"?"}`, op.JSONNames, apierr.InvalidUserDataMalformed,
			"Invalid BASE64 encoding of user data.", "UserData must be UTF-8 text in base64.",
		},
		{
			"RunInstances", `{"Priorities":[1,null]}`, op.JSONNames, apierr.InvalidParameterValue,
			"Value (null) for parameter priorities is invalid. A list cannot hold null.", "Priorities[1] is null.",
		},
		{
			"ModifyInstanceAttribute", `{"Attribute":"instanceTyp"}`, op.JSONNames, apierr.InvalidParameterValue,
			"Value (instanceTyp) for parameter attribute is invalid. Allowed values: instanceType, userData.",
			"Attribute must be one of instanceType, userData; did you mean instanceType?",
		},
		{
			"ModifyInstanceAttribute", `{"Attribute":"zzz"}`, op.JSONNames, apierr.InvalidParameterValue,
			"Value (zzz) for parameter attribute is invalid. Allowed values: instanceType, userData.",
			"Attribute must be one of instanceType, userData.",
		},
		{
			"AttachVolume", `{"Device":` + long + `}`, op.JSONNames, apierr.InvalidParameterValue,
			"Value (" + strings.Repeat("x", 100) + "…) for parameter device is invalid. The value is too long.", "Device has 65537 bytes, over 65536.",
		},
		{
			"DescribeVolumes", `{"VolumeIds":` + many + `}`, op.JSONNames, apierr.InvalidParameterValue,
			"The parameter volumeSet has too many items.", "VolumeIds has 5001 items, over 5000.",
		},
		{
			"AttachVolume", `{"Device":"a","Device":"b"}`, op.JSONNames, apierr.InvalidParameterCombination,
			"The parameter device was given twice.", "Device was given twice; leave one of them out.",
		},
	} {
		_, err := find(c.action).Decode(parse(t, c.params), c.style)
		var refusal *apierr.Error
		require.ErrorAs(t, err, &refusal, c.params)
		require.Equal(t, c.code, refusal.Code, c.params)
		require.Equal(t, c.message, refusal.Message)
		require.Equal(t, c.why, refusal.Why)
	}
}

func TestDecodeRefusesWhatNoJSONCanHold(t *testing.T) {
	_, err := find("AttachVolume").Decode(op.ObjectValue(op.Field{Name: "Device", Value: op.StringValue("\xff")}), op.JSONNames)
	require.ErrorContains(t, err, "The value is not UTF-8.")
	_, err = find("AttachVolume").Decode(op.IntValue(3), op.JSONNames)
	require.EqualError(t, err, "InvalidParameterValue: Value (3) is invalid. Expected a structure.")
}

func TestDecodeNormalisesBase64(t *testing.T) {
	in, err := find("RunInstances").Decode(parse(t, `{"MinCount":1,"MaxCount":1,"UserData":"aGVs\nbG8=\n"}`), op.JSONNames)
	require.NoError(t, err)
	require.Equal(t, "aGVsbG8=", in.(runInput).UserData)
}

func TestEncodeIsCanonical(t *testing.T) {
	in := runInput{Placement: place{Tenancy: "host"}, Priorities: []int{0}, EbsOptimized: pointer(false), BlockDeviceMappings: []mapping{}}
	require.Equal(t, `{"MaxCount":0,"MinCount":0,"EbsOptimized":false,"Placement":{"Tenancy":"host"},"Priorities":[0]}`,
		find("RunInstances").Encode(in).String())
	require.PanicsWithValue(t, "op: RunInstances takes op_test.runInput, not op_test.attachInput",
		func() { find("RunInstances").Encode(attachInput{}) })
}

func TestAnswerLeavesOutWhatIsAbsent(t *testing.T) {
	answer := find("DescribeVolumes").Answer(describeOutput{Volumes: []volume{{}, {
		VolumeID: "vol-1", CreateTime: unit.DefaultStart, Iops: 3000, Throughput: pointer(0), Tags: []tagInput{{Key: "a"}}, Grants: []tagInput{},
		Extra: op.StringList("x"), Origin: &tagInput{Value: "b"}, Attachments: []attachment{{State: "attached"}},
	}}})
	require.Equal(t, `{"Volumes":[{"Attachments":[],"Size":0,"Encrypted":false},`+
		`{"VolumeId":"vol-1","Attachments":[{"State":"attached","DeleteOnTermination":false}],`+
		`"CreateTime":"2026-04-01T00:00:00+00:00","Iops":3000,"Throughput":0,"Size":0,"Encrypted":false,`+
		`"Tags":[{"Key":"a"}],"Grants":[],"Extra":["x"],"Origin":{"Value":"b"}}]}`, answer.String())
}

func TestInvoke(t *testing.T) {
	w := &world{}
	o := find("AttachVolume")
	out, err := o.Invoke(w, attachInput{Device: "/dev/sdf", VolumeID: "vol-1"})
	require.NoError(t, err)
	require.Equal(t, attachment{Device: "/dev/sdf", State: "attaching"}, out)
	require.Equal(t, "vol-1", w.attached)
	_, err = o.Invoke(w, attachInput{})
	require.Equal(t, errBusy, err)
	require.PanicsWithValue(t, "op: AttachVolume takes *op_test.world and op_test.attachInput, not *op_test.world and int",
		func() { _, _ = o.Invoke(w, 3) })
}

func TestDefinePanicsOnMistakes(t *testing.T) {
	type recursive struct {
		Inner []recursive `ec2:"Inner"`
	}
	define := func(message string, f func() *op.Operation) {
		t.Helper()
		require.PanicsWithValue(t, message, func() { f() })
	}
	defineAs := func(name string) func() *op.Operation {
		return func() *op.Operation {
			return op.Define(name, nothing[empty, empty], op.About{Params: []op.ParamDoc{{Name: "X"}}})
		}
	}
	define("op: Go documents X, which it does not take", defineAs("Go"))
	define("op: op_test.recursive must be a struct that does not hold itself",
		func() *op.Operation { return op.Define("A", nothing[recursive, empty], op.About{}) })
	define(`op: field F: option "nonsense" of its tag is unknown`, func() *op.Operation {
		return op.Define("A", nothing[struct {
			F string `ec2:"F,nonsense"`
		}, empty], op.About{})
	})
	define(`op: field F: option "id=cow" of its tag is unknown`, func() *op.Operation {
		return op.Define("A", nothing[struct {
			F string `ec2:"F,id=cow"`
		}, empty], op.About{})
	})
	define(`op: RunInstances has two flags --reboot`, func() *op.Operation {
		return op.Define("RunInstances", nothing[struct {
			MinCount int  `ec2:"MinCount,required"`
			MaxCount int  `ec2:"MaxCount,required"`
			NoReboot bool `ec2:"NoReboot"`
			Reboot   bool `ec2:"Reboot"`
		}, empty], op.About{})
	})
	define(`op:  has two members A`, func() *op.Operation {
		return op.Define("A", nothing[struct {
			A int `ec2:"A"`
			B int `ec2:"A"`
		}, empty], op.About{})
	})
	for _, in := range []func() *op.Operation{
		func() *op.Operation {
			return op.Define("A", nothing[struct {
				F unit.Date `ec2:"F"`
			}, empty], op.About{})
		},
		func() *op.Operation {
			return op.Define("A", nothing[struct {
				F op.Value `ec2:"F"`
			}, empty], op.About{})
		},
		func() *op.Operation {
			return op.Define("A", nothing[struct {
				F map[string]string `ec2:"F"`
			}, empty], op.About{})
		},
		func() *op.Operation {
			return op.Define("A", nothing[struct {
				F [][]string `ec2:"F"`
			}, empty], op.About{})
		},
		func() *op.Operation {
			return op.Define("A", nothing[struct {
				F *string `ec2:"F,required"`
			}, empty], op.About{})
		},
		func() *op.Operation {
			return op.Define("A", nothing[struct {
				F int `ec2:"F,enum=a|b"`
			}, empty], op.About{})
		},
	} {
		require.Panics(t, func() { in() })
	}
}

func TestShape(t *testing.T) {
	m := find("DescribeVolumes").In.Member("VolumeIds")
	require.Equal(t, "volume_ids volume-ids VolumeId volumeSet volume", strings.Join([]string{m.Lua, m.Flag, m.Query, m.XML, m.ID}, " "))
	require.Equal(t, op.String, m.Type.Item.Kind)
	token := find("DescribeVolumes").In.Member("NextToken")
	require.Equal(t, "nextToken", token.XML)
	require.Nil(t, find("DescribeVolumes").In.Member("Internal"))
	require.Equal(t, reflect.TypeFor[describeInput](), find("DescribeVolumes").InputType())
	require.True(t, find("RunInstances").In.Member("Weight").Type.Pointer)
}

func FuzzDecode(f *testing.F) {
	f.Add(`{"VolumeIds":["a"],"Filters":[{"Name":"x","Values":"y"}]}`)
	f.Add(`{"max_count":1,"MinCount":"2","user_data":"YQ==","placement":{}}`)
	f.Fuzz(func(t *testing.T, text string) {
		params, err := op.ParseJSON(text)
		if err != nil {
			return
		}
		for _, o := range sample.All() {
			in, err := o.Decode(params, op.LuaNames)
			var refusal *apierr.Error
			if err != nil {
				require.True(t, errors.As(err, &refusal))
				continue
			}
			back, err := o.Decode(o.Encode(in), op.JSONNames)
			require.NoError(t, err)
			require.Equal(t, o.Encode(in).String(), o.Encode(back).String())
		}
	})
}

func BenchmarkDecode(b *testing.B) {
	o := find("AttachVolume")
	params := o.Encode(attachInput{Device: "/dev/sdf", DryRun: true, InstanceID: "i-0123456789abcdef0", VolumeID: "vol-0123456789abcdef0"})
	b.ReportAllocs()
	for b.Loop() {
		if _, err := o.Decode(params, op.JSONNames); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkEncode(b *testing.B) {
	o := find("AttachVolume")
	var in any = attachInput{Device: "/dev/sdf", DryRun: true, InstanceID: "i-0123456789abcdef0", VolumeID: "vol-0123456789abcdef0"}
	b.ReportAllocs()
	for b.Loop() {
		o.Encode(in)
	}
}

func BenchmarkDecodeRunInstances(b *testing.B) {
	o := find("RunInstances")
	params := o.Encode(runInput{
		MinCount: 1, MaxCount: 1, ImageID: "ami-1", InstanceType: "t3.micro", Placement: place{AvailabilityZone: "us-east-1a"},
		BlockDeviceMappings: []mapping{{DeviceName: "/dev/sdf", Ebs: &ebs{VolumeSize: 8}}},
		TagSpecifications:   []tagSpecification{{ResourceType: "instance", Tags: []tagInput{{"Name", "web"}}}},
	})
	b.ReportAllocs()
	for b.Loop() {
		if _, err := o.Decode(params, op.JSONNames); err != nil {
			b.Fatal(err)
		}
	}
}
