package main

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// furnished is a sandbox with a server and a disk; look shows everything in it.
const (
	furnished = `aws ec2 run-instances --image-id @al2023 --instance-type t3.micro --name web > /dev/null
aws ec2 create-volume --size 10 --availability-zone us-east-1a --name data > /dev/null
for i in 1 2; do aws ec2 create-volume --size 1 --availability-zone us-east-1a --name twin > /dev/null; done
sleep 2m
`
	look = `
echo == ; aws ec2 describe-instances; aws ec2 describe-volumes; aws ec2 describe-snapshots --owner-ids self
aws ec2 describe-images --owners self; yard ls @web; yard clock; yard quotas; echo ==
`
)

// misuses lists what people type wrongly, with the first sentence that they read.
var misuses = []struct{ typed, first string }{
	{"aws", "aws: error: the following arguments are required: command"},
	{"aws s3 ls", "aws: error: argument command: Invalid choice: 's3'"},
	{"aws ec2 list-volumes", "aws: error: argument operation: Invalid choice: 'list-volumes'"},
	{"aws ec2 create-volume", "aws: error: the following arguments are required: --availability-zone"},
	{"aws ec2 create-volume --size ten --availability-zone us-east-1a", "aws: error: Error parsing parameter '--size': expected an integer, received 'ten'"},
	{"aws ec2 create-volume --size 99999999999999999999 --availability-zone us-east-1a", "aws: error: Error parsing parameter '--size': expected an integer, received '99999999999999999999'"},
	{"aws ec2 create-volume --size 10 --availability-zone us-west-2a", "An error occurred (InvalidZone.NotFound) when calling the CreateVolume operation: The zone 'us-west-2a' does not exist."},
	{"aws ec2 create-volume --sise 10 --availability-zone us-east-1a", "aws: error: Unknown options: --sise"},
	{"aws ec2 create-volume 10 us-east-1a", "aws: error: Unknown options: 10"},
	{"aws ec2 delete-volume --volume-id vol-123", "An error occurred (InvalidParameterValue) when calling the DeleteVolume operation: Value (vol-123) for parameter volumeId is invalid. Expected: 'vol-...'."},
	{"aws ec2 delete-volume --volume-id vol-0123456789abcdef0", "An error occurred (InvalidVolume.NotFound) when calling the DeleteVolume operation: The volume 'vol-0123456789abcdef0' does not exist."},
	{"aws ec2 delete-volume --volume-id data", "An error occurred (InvalidParameterValue) when calling the DeleteVolume operation: Value (data) for parameter volumeId is invalid. Expected: 'vol-...'."},
	{`aws ec2 delete-volume --volume-id "@$ID"`, "aws: error: @: a name must follow the @"},
	{`aws ec2 delete-volume --volume-id "$ID"`, "An error occurred (InvalidParameterValue) when calling the DeleteVolume operation: Value () for parameter volumeId is invalid. The value cannot be empty"},
	{"aws ec2 delete-volume --volume-id $ID", "aws: error: argument --volume-id: expected one argument"},
	{"aws ec2 delete-volume --volume-id @banana", "aws: error: @banana: no volume in us-east-1 has that name"},
	{"aws ec2 delete-volume --volume-id @web", "aws: error: @web: no volume in us-east-1 has that name"},
	{"aws ec2 delete-volume --volume-id @data --region eu-west-1", "aws: error: @data: no volume in eu-west-1 has that name; one in us-east-1 has"},
	{"aws ec2 describe-volumes --region eu-west-99", `Could not connect to the endpoint URL: "https://ec2.eu-west-99.amazonaws.com/": there is no region "eu-west-99" here: aws ec2 describe-regions lists them`},
	{"aws ec2 describe-volumes --profile root", "The config profile (root) could not be found: the profiles here are default and partner"},
	{"aws ec2 describe-volumes --output yaml", "aws: error: argument --output: Invalid choice: 'yaml'"},
	{"aws ec2 describe-volumes --query 'Volumes['", "aws: error: Bad value for --query Volumes[: Invalid jmespath expression: Incomplete expression:"},
	{"aws ec2 describe-volumes --query 'count(Volumes)'", "aws: error: Unknown function: count()"},
	{`aws ec2 describe-volumes --filters '[{"Name":"status","Values":["available"]}'`, "aws: error: Error parsing parameter '--filters': Invalid JSON: expected ',' or ']' at character 42, found the end"},
	{"aws ec2 describe-volumes --filters Name=statuss,Values=x", "An error occurred (InvalidParameterValue) when calling the DescribeVolumes operation: The filter 'statuss' is invalid"},
	{"aws ec2 attach-volume --volume-id @data --instance-id @web --device sdf", "An error occurred (InvalidParameterValue) when calling the AttachVolume operation: Value (sdf) for parameter device is invalid. sdf is not a valid EBS device name."},
	{"aws ec2 run-instances --image-id al2023", `An error occurred (InvalidAMIID.Malformed) when calling the RunInstances operation: Invalid id: "al2023" (expecting "ami-...")`},
	{"aws ec2 run-instances --image-id @al2023 --user-data file://x.sh", "aws: error: Error parsing parameter '--user-data': Unable to load paramfile file://x.sh: there are no files here"},
	{"aws ec2 wait volume-in-use --volume-ids @data", "Waiter VolumeInUse failed: Max attempts exceeded"},
	{"aws ec2 wait rain", "aws: error: argument waiter: Invalid choice: 'rain'"},
	{"aws ec2 create-tags --resources @data --tags Key=aws:x,Value=1", "An error occurred (InvalidTagKey.Malformed) when calling the CreateTags operation: Tag keys starting with 'aws:' are reserved for internal use"},
	{"yard rum 3d", "yard: error: there is no command yard rum"},
	{"yard run", "yard run: write it so: yard run 30d, or yard run --until 'bill >= $20'"},
	{"yard run banana", `yard run: "banana" is not a duration: write one such as 30d, 4h30m, 90m or 45s, at most 36500d`},
	{"yard run 9223372036854775807d", `yard run: "9223372036854775807d" is not a duration: write one such as 30d, 4h30m, 90m or 45s, at most 36500d`},
	{"yard run -5h", `yard run: "-5h" is not a duration: write one such as 30d, 4h30m, 90m or 45s, at most 36500d`},
	{"yard bill --to 500d", "yard bill: a bill is for a time that has passed: write --from and --to as times since the start, from 0s to 2m, the earlier one first"},
	{"yard bill --from x", `yard bill: "x" is not a duration: write one such as 30d, 4h30m, 90m or 45s, at most 36500d`},
	{"yard lane x", `yard lane: there is no lane "x": everything here is in one lane, main`},
	{"yard steps", "yard steps: this is the sandbox: it has no story and no steps"},
	{"yard write @web", "yard: error: the following arguments are required: --path, --size"},
	{"yard write @web a 1XB", "yard write: Value (1XB) for parameter size is invalid. (InvalidParameterValue)"},
	{"yard write @web a 20GiB", "yard write: Value (20GiB) for parameter size is invalid. No space left on device /dev/xvda. (InvalidParameterValue)"},
	{"yard write @web a/../b 1MiB", "yard write: Value (a/../b) for parameter path is invalid. It goes through . or .., which are no names. (InvalidParameterValue)"},
	{"yard schedule @web", "yard schedule: The request must contain the parameter daily (MissingParameter)"},
	{"yard quota rain 3", "yard quota: Value (rain) for parameter name is invalid. (InvalidParameterValue)"},
	{"sleep 5 parsecs", `sleep: invalid time interval 'parsecs': "parsecs" is not a duration: write one such as 30d, 4h30m, 90m or 45s, at most 36500d`},
	{"while true; do :; done", "line 1: This ran 250000 steps without an end, so it was stopped: look for a loop that never ends, or do it in smaller parts."},
	{"x=a; while true; do x=$x$x; done", "line 1: The text in all variables grew past 1048576 bytes: narrow it, for example with --query, head or a smaller range."},
	{"aws ec2 describe-volumes > file", "line 1: There are no files here: keep output in a variable with x=$( … ), or pass it on with a pipe."},
	{"cat /etc/passwd", "cat: /etc/passwd: there are no files here, pipe the text in"},
	{"fi", "line 1: syntax error: `fi` can only be used to end an `if`."},
	{"vi x", "vi: command not found; help lists what there is"},
	{"\x7fELF\xff", "line 1: syntax error: invalid UTF-8 encoding."},
}

func TestMisusesAreAnsweredInASentenceAndChangeNothing(t *testing.T) {
	for _, m := range misuses {
		_, out, answer := typed(furnished+look+m.typed+"\n"+look, "shell")
		sentence, _, _ := strings.Cut(strings.TrimPrefix(answer, "\n"), "\n")
		require.Equal(t, m.first, sentence, m.typed)
		requirePlain(t, answer)
		parts := strings.Split(out, "==\n")
		require.Len(t, parts, 5, m.typed)
		require.Equal(t, parts[1], parts[3], "%s leaves the world as it was", m.typed)
		require.Empty(t, parts[2], m.typed)
	}
}

func TestTwoThingsOfOneNameAreListed(t *testing.T) {
	_, _, answer := typed(furnished+"aws ec2 delete-volume --volume-id @twin", "shell")
	require.Regexp(t, `^\naws: error: @twin means 2 things: vol-\w+ \(available volume of 1 GiB in us-east-1a\), vol-\w+ \(available volume`, answer)
}
