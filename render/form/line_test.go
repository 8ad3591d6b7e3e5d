package form

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"blockyard/scripting/session"
)

func TestQuotedWordsAreReadAgain(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOfN(rapid.String(), 1, 4).Draw(t, "words")
		require.Equal(t, words, Split(join(words)))
	})
}

func TestTheShellReadsQuotedWordsAlike(t *testing.T) {
	s := session.Sandbox(session.Options{})
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.StringOf(rapid.SampledFrom([]rune("ab \\'\"$`*{},=~#;&|<>()[]!?\n\t@/é"))).Draw(t, "word")
		status, answer := run(s, "echo "+Quote("x"+word))
		require.Zero(t, status, answer)
		require.Equal(t, "x"+word, strings.TrimSuffix(answer, "\n"))
	})
}

func TestSplitReadsQuotes(t *testing.T) {
	for line, want := range map[string][]string{
		"":                       nil,
		"  a  b ":                {"a", "b"},
		`a 'b c' "d e"`:          {"a", "b c", "d e"},
		`a\ b "c\"d" '' x'y'"z"`: {"a b", `c"d`, "", "xyz"},
		"'never closed":          {"never closed"},
	} {
		require.Equal(t, want, Split(line), line)
	}
}

func TestWhatACommandSaysIsFilledIn(t *testing.T) {
	s := sandbox(t, busy...)
	for line, want := range map[string]string{
		"aws ec2 create-volume --size=20 --volume-type gp3 --nonsense x --name 'my data'":                "aws ec2 create-volume --availability-zone us-east-1a --size 20 --volume-type gp3 --name 'my data'",
		"aws ec2 create-volume --snapshot-id @first --availability-zone us-east-1c":                      "aws ec2 create-volume --availability-zone us-east-1c --snapshot-id @first",
		"aws ec2 create-volume --region eu-west-1":                                                       "aws ec2 create-volume --availability-zone eu-west-1a --size 8 --region eu-west-1",
		"aws ec2 run-instances --placement AvailabilityZone=us-east-1d --user-data 'a\nb' --count 1:3":   "aws ec2 run-instances --image-id @al2023 --instance-type t3.micro --count 1:3 --user-data 'a\nb' --availability-zone us-east-1d",
		"aws ec2 run-instances --image-id @al2023-arm64":                                                 "aws ec2 run-instances --image-id @al2023-arm64 --instance-type t4g.micro --availability-zone us-east-1a",
		"aws ec2 terminate-instances --instance-ids @web i-0123456789abcdef0":                            "aws ec2 terminate-instances --instance-ids @web i-0123456789abcdef0",
		"aws ec2 detach-volume --volume-id @data --force":                                                "aws ec2 detach-volume --force --volume-id @data",
		"aws ec2 modify-instance-attribute --instance-id @web --no-disable-api-termination":              "aws ec2 modify-instance-attribute --instance-id @web --no-disable-api-termination",
		"aws ec2 modify-instance-attribute --instance-id @web --instance-type Value=t3.small":            "aws ec2 modify-instance-attribute --instance-id @web --instance-type t3.small",
		"aws ec2 create-tags --resources @web --tags Key=a,Value=b Key=c,Value=":                         `aws ec2 create-tags --resources @web --tags '[{"Key":"a","Value":"b"},{"Key":"c"}]'`,
		`aws ec2 create-tags --tags '[{"Key":"a b","Value":"it'\''s"}]'`:                                 `aws ec2 create-tags --tags '[{"Key":"a b","Value":"it'\''s"}]'`,
		"aws ec2 attach-volume --volume-id @data --instance-id @web":                                     "aws ec2 attach-volume --device /dev/sdg --instance-id @web --volume-id @data",
		"aws ec2 copy-snapshot --source-snapshot-id snap-1 --source-region us-east-1 --region eu-west-1": "aws ec2 copy-snapshot --source-region us-east-1 --source-snapshot-id snap-1 --region eu-west-1",
		"yard write --instance-id @web --path a.db --size 1GiB":                                          "yard write --instance-id @web --path a.db --size 1GiB",
	} {
		_, f := opened(t, s, line)
		require.Equal(t, want, f.Line, line)
	}
}

func FuzzOpen(f *testing.F) {
	f.Add("aws ec2 run-instances --block-device-mappings DeviceName=/dev/sdf,Ebs={VolumeSize=2}")
	f.Add("aws ec2 create-tags --tags '[{\"Key\":1}]' --resources")
	s := sandbox(f, busy...)
	f.Fuzz(func(t *testing.T, line string) {
		if r, ok := Open(s, line); ok {
			if form, err := New(r); err == nil {
				require.NotEmpty(t, form.Line)
			}
		}
	})
}
