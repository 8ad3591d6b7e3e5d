package op_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"blockyard/sim/op"
)

// words splits a command line of plain words and JSON strings, or else at spaces.
func words(line string) []string {
	list, err := op.SplitWords(line)
	if err != nil {
		return strings.Fields(line)
	}
	return list
}

func TestParseArgs(t *testing.T) {
	const run = `{"ImageId":"ami-1",`
	for _, c := range []struct{ line, params string }{
		{
			`ec2 attach-volume --volume-id vol-1 --instance-id=i-1 --device /dev/sdf`,
			`{"Device":"/dev/sdf","InstanceId":"i-1","VolumeId":"vol-1"}`,
		},
		{
			`ec2 attach-volume --dry-run --volume-id vol-1 --volume-id vol-2 --instance-id i-1 --device=-x=y --no-dry-run`,
			`{"Device":"-x=y","DryRun":false,"InstanceId":"i-1","VolumeId":"vol-2"}`,
		},
		{
			`ec2 describe-volumes --volume-ids a b c --filters Name=size,Values=1,2 "Name=tag:Name,Values='a, b'" --max-results 5`,
			`{"Filters":[{"Name":"size","Values":["1","2"]},{"Name":"tag:Name","Values":"a, b"}],"VolumeIds":["a","b","c"],"MaxResults":5}`,
		},
		{
			`ec2 describe-volumes --filters "[{\"Name\":\"a\",\"Values\":[\"b\"]}]" --volume-ids "[\"v\"]"`,
			`{"Filters":[{"Name":"a","Values":["b"]}],"VolumeIds":["v"]}`,
		},
		{
			`ec2 describe-volumes --filters "{\"Name\":\"a\"}" "{\"Name\":\"b\"}"`,
			`{"Filters":[{"Name":"a"},{"Name":"b"}]}`,
		},
		{`ec2 run-instances --image-id ami-1`, run + `"MaxCount":1,"MinCount":1}`},
		{`ec2 run-instances --image-id ami-1 --count 3`, run + `"MaxCount":3,"MinCount":3}`},
		{`ec2 run-instances --image-id ami-1 --count 1:4 --priorities 3 -1`, run + `"MaxCount":4,"MinCount":1,"Priorities":[3,-1]}`},
		{`ec2 run-instances --image-id ami-1 --user-data "#!/bin/sh\necho hello"`, run + `"MaxCount":1,"MinCount":1,"UserData":"IyEvYmluL3NoCmVjaG8gaGVsbG8="}`},
		{
			`ec2 run-instances --image-id ami-1 --block-device-mappings DeviceName=/dev/sdf,Ebs={VolumeSize=10,VolumeType=gp3} DeviceName=/dev/sdg,NoDevice=true`,
			`{"BlockDeviceMappings":[{"DeviceName":"/dev/sdf","Ebs":{"VolumeSize":"10","VolumeType":"gp3"}},{"DeviceName":"/dev/sdg","NoDevice":"true"}],` + run[1:] + `"MaxCount":1,"MinCount":1}`,
		},
		{
			`ec2 run-instances --cli-input-json "{\"ImageId\":\"ami-2\",\"MinCount\":2,\"UserData\":\"x\",\"Wat\":1}" --image-id ami-1`,
			run + `"MinCount":2,"UserData":"eA==","Wat":1}`,
		},
		{
			`ec2 modify-instance-attribute --instance-id i-1 --resources a --no-disable-api-termination --instance-type m5.large`,
			`{"DisableApiTermination":{"Value":false},"InstanceId":"i-1","InstanceType":{"Value":"m5.large"},"Resources":["a"]}`,
		},
		{
			`ec2 modify-instance-attribute --instance-id i-1 --resources a --disable-api-termination --instance-type Value=m5.large`,
			`{"DisableApiTermination":{"Value":true},"InstanceId":"i-1","InstanceType":{"Value":"m5.large"},"Resources":["a"]}`,
		},
		{
			`ec2 modify-instance-attribute --instance-id i-1 --resources a --disable-api-termination Value=false`,
			`{"DisableApiTermination":{"Value":"false"},"InstanceId":"i-1","Resources":["a"]}`,
		},
		{
			`ec2 create-image --instance-id i-1 --name web --no-reboot`,
			`{"InstanceId":"i-1","Name":"web","NoReboot":true}`,
		},
		{
			`ec2 create-image --instance-id i-1 --name "" --reboot`,
			`{"InstanceId":"i-1","Name":"","NoReboot":false}`,
		},
	} {
		command, err := sample.ParseArgs(words(c.line), op.NoSugar)
		require.NoError(t, err, c.line)
		require.Equal(t, c.params, command.Params.String(), c.line)
		require.Equal(t, "ec2", command.Service)
	}
}

func TestParseArgsSugar(t *testing.T) {
	const run = `{"MaxCount":1,"MinCount":1,`
	for _, c := range []struct{ line, params string }{
		{`--name web`, run + `"TagSpecifications":[{"ResourceType":"instance","Tags":[{"Key":"Name","Value":"web"}]}]}`},
		{
			`--tag-specifications ResourceType=volume,Tags=[{Key=a,Value=b}] --name web`,
			run + `"TagSpecifications":[{"ResourceType":"volume","Tags":[{"Key":"a","Value":"b"}]},{"ResourceType":"instance","Tags":[{"Key":"Name","Value":"web"}]}]}`,
		},
		{
			`--name web --tag-specifications ResourceType=instance,Tags={Key=a,Value=b}`,
			run + `"TagSpecifications":[{"ResourceType":"instance","Tags":[{"Key":"a","Value":"b"},{"Key":"Name","Value":"web"}]}]}`,
		},
		{
			`--name a --tag-specifications ResourceType=instance ResourceType=instance`,
			run + `"TagSpecifications":[{"ResourceType":"instance","Tags":[{"Key":"Name","Value":"a"}]},{"ResourceType":"instance"}]}`,
		},
		{`--availability-zone us-east-1b`, run + `"Placement":{"AvailabilityZone":"us-east-1b"}}`},
		{
			`--availability-zone us-east-1b --placement Tenancy=host`,
			run + `"Placement":{"Tenancy":"host","AvailabilityZone":"us-east-1b"}}`,
		},
		{`--availability-zone z --placement AvailabilityZone=z`, run + `"Placement":{"AvailabilityZone":"z"}}`},
	} {
		line := words("ec2 run-instances " + c.line)
		command, err := sample.ParseArgs(line, op.WithSugar)
		require.NoError(t, err, c.line)
		require.Equal(t, c.params, command.Params.String(), c.line)
		_, err = sample.ParseArgs(line, op.NoSugar)
		require.ErrorContains(t, err, "Unknown options: --", c.line)
	}
}

func TestParseArgsRefuses(t *testing.T) {
	const attach = "ec2 attach-volume --volume-id v --instance-id i --device d "
	const run = "ec2 run-instances "
	for _, c := range []struct{ line, message, hint string }{
		{``, "the following arguments are required: command", "for example aws ec2 describe-instances"},
		{`ec2`, "the following arguments are required: operation", "aws ec2 help lists them"},
		{`ec2 wait`, "the following arguments are required: waiter", "for example aws ec2 wait volume-available"},
		{`yrad write`, "argument command: Invalid choice: 'yrad'", "did you mean yard?"},
		{`yard wait x`, "argument operation: Invalid choice: 'wait'", "aws yard help lists the operations"},
		{`s3 ls`, "argument command: Invalid choice: 's3'", "aws help lists the services"},
		{`ec2 list-volumes`, "argument operation: Invalid choice: 'list-volumes'", "did you mean describe-volumes?"},
		{`ec2 wait rain`, "argument waiter: Invalid choice: 'rain'", "the waiters are volume-available"},
		{`ec2 attach-volum`, "argument operation: Invalid choice: 'attach-volum'", "did you mean attach-volume?"},
		{`ec2 AttachVolume`, "argument operation: Invalid choice: 'AttachVolume'", "did you mean attach-volume?"},
		{`ec2 wait volume-availabel`, "argument waiter: Invalid choice: 'volume-availabel'", "did you mean volume-available?"},
		{`ec2 attach-volume --device x`, "the following arguments are required: --instance-id, --volume-id", "aws ec2 attach-volume help explains each"},
		{attach + `--volum-id x`, "Unknown options: --volum-id", "did you mean --volume-id?"},
		{attach + `--volume x`, "Unknown options: --volume", "did you mean --volume-id?"},
		{attach + `--max-items 3`, "Unknown options: --max-items", ""},
		{attach + `x`, "Unknown options: x", "every value follows its flag; quote values that have spaces"},
		{attach + `--device`, "argument --device: expected one argument", "a word that begins with -- needs --device=WORD"},
		{attach + `--device --dry-run`, "argument --device: expected one argument", "a word that begins with -- needs --device=WORD"},
		{attach + `--dry-run=false`, "argument --dry-run: ignored explicit argument 'false'", "use --dry-run or --no-dry-run"},
		{attach + `--no-cli-pager=x`, "argument --no-cli-pager: ignored explicit argument 'x'", ""},
		{attach + `--region`, "argument --region: expected one argument", "a word that begins with -- needs --region=WORD"},
		{attach + `--output xml`, "argument --output: Invalid choice: 'xml'", "one of json, text, table"},
		{attach + `--query ""`, "argument --query: invalid value: ''", "it is empty: a variable may not be set"},
		{attach + `help --device y z`, "Unknown options: z", ""},
		{`ec2 describe-volumes --volume-ids --dry-run`, "argument --volume-ids: expected at least one argument", "a variable without quotes that is empty gives no word at all"},
		{`ec2 describe-volumes --max-items many`, "argument --max-items: invalid value: 'many'", "write a whole number of at least 1"},
		{
			`ec2 describe-volumes --max-results few`, "Error parsing parameter '--max-results': expected an integer, received 'few'",
			"write a whole number in digits, such as 8",
		},
		{
			`ec2 describe-volumes --max-results 99999999999999999999`,
			"Error parsing parameter '--max-results': expected an integer, received '99999999999999999999'", "the number has too many digits",
		},
		{
			`ec2 describe-volumes --filters Name`, "Error parsing parameter '--filters': expected a name and '=', received 'N' at character 1 of Name",
			"write it as Name=string,Values=string,string",
		},
		{
			`ec2 describe-volumes --filters "[{]"`, "Error parsing parameter '--filters': Invalid JSON: expected a name in double quotes at character 3, found ']'",
			"the shell needs single quotes around JSON",
		},
		{
			run + `--user-data file://setup.sh`, "Error parsing parameter '--user-data': Unable to load paramfile file://setup.sh: there are no files here",
			"write the text itself, in quotes",
		},
		{run + `--count some`, `Error parsing parameter '--count': "some" is neither a number nor MIN:MAX`, ""},
		{run + `--min-count 1`, "Unknown options: --min-count", ""},
		{run + `--cli-input-json {`, "Error parsing parameter '--cli-input-json': Invalid JSON: expected a name in double quotes at character 2, found the end", "the shell needs single quotes around JSON"},
		{run + `--cli-input-json "[]"`, "Error parsing parameter '--cli-input-json': expected a JSON object", ""},
		{
			run + `--name a --tag-specifications ResourceType=instance,Tags=[{Key=Name,Value=b}]`,
			"--name and --tag-specifications both give the instance a Name tag", "leave one of them out",
		},
		{
			run + `--availability-zone a --placement AvailabilityZone=b`,
			"--availability-zone and --placement name different zones", "leave one of them out",
		},
	} {
		_, err := sample.ParseArgs(words(c.line), op.WithSugar)
		var bad *op.UsageError
		require.ErrorAs(t, err, &bad, c.line)
		require.Equal(t, c.message, bad.Message, c.line)
		require.Equal(t, c.hint, bad.Hint, c.line)
	}
}

func TestUsageErrorText(t *testing.T) {
	require.EqualError(t, &op.UsageError{Message: "no"}, "no")
	require.EqualError(t, &op.UsageError{Message: "no", Hint: "yes"}, "no (yes)")
}

func TestParseArgsGlobals(t *testing.T) {
	line := `--region eu-west-1 ec2 --profile=bob describe-volumes --output text --query Volumes[].Size --no-paginate ` +
		`--max-items 3 --page-size 2 --starting-token t --no-cli-pager --color off`
	command, err := sample.ParseArgs(strings.Fields(line), op.NoSugar)
	require.NoError(t, err)
	require.Equal(t, op.Globals{
		Region: "eu-west-1", Profile: "bob", Output: "text", Query: "Volumes[].Size", NoPaginate: true,
		MaxItems: 3, PageSize: 2, StartingToken: "t",
	}, command.Globals)
	require.Equal(t, "{}", command.Params.String())
}

func TestParseArgsWaitAndHelp(t *testing.T) {
	command, err := sample.ParseArgs(words("ec2 wait volume-available --volume-ids vol-1"), op.NoSugar)
	require.NoError(t, err)
	require.Equal(t, "volume-available", command.Wait)
	require.Same(t, find("DescribeVolumes"), command.Op)
	require.Equal(t, `{"VolumeIds":["vol-1"]}`, command.Params.String())

	command, err = sample.ParseArgs(words("ec2 attach-volume help"), op.NoSugar)
	require.NoError(t, err)
	require.True(t, command.Help)
	require.Same(t, find("AttachVolume"), command.Op)

	command, err = sample.ParseArgs(words("ec2 help"), op.NoSugar)
	require.NoError(t, err)
	require.Equal(t, &op.Command{Service: "ec2", Help: true}, command)
}

func FuzzParseArgs(f *testing.F) {
	f.Add(`ec2 run-instances --count 1:2 --name x --block-device-mappings DeviceName=a,Ebs={VolumeSize=1}`)
	f.Add(`ec2 describe-volumes --filters Name=a,Values=b,c "{\"Name\":\"x\"}" --query x --cli-input-json "{}"`)
	f.Add(`ec2 modify-instance-attribute --instance-type x --disable-api-termination true --resources a b --instance-id=i`)
	f.Add(`yard wait help`)
	f.Fuzz(func(t *testing.T, line string) {
		command, err := sample.ParseArgs(words(line), op.WithSugar)
		var bad *op.UsageError
		if err != nil {
			require.True(t, errors.As(err, &bad), err)
			return
		}
		if command.Help {
			return
		}
		in, err := command.Op.Decode(command.Params, op.JSONNames)
		if err != nil {
			return
		}
		again, err := sample.ParseArgs(command.Op.Words(in)[1:], op.NoSugar)
		require.NoError(t, err)
		back, err := command.Op.Decode(again.Params, op.JSONNames)
		require.NoError(t, err)
		require.Equal(t, command.Op.Encode(in).String(), command.Op.Encode(back).String())
	})
}

func BenchmarkParseArgs(b *testing.B) {
	line := strings.Fields("ec2 attach-volume --device /dev/sdf --instance-id i-0123456789abcdef0 --volume-id vol-0123456789abcdef0")
	b.ReportAllocs()
	for b.Loop() {
		if _, err := sample.ParseArgs(line, op.NoSugar); err != nil {
			b.Fatal(err)
		}
	}
}
