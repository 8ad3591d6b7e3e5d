package op_test

import (
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"blockyard/sim/op"
)

func TestWords(t *testing.T) {
	for _, c := range []struct {
		action string
		in     any
		line   string
	}{
		{
			"AttachVolume",
			attachInput{VolumeID: "vol-1", InstanceID: "i-1", Device: "/dev/sdf"},
			`aws ec2 attach-volume --device /dev/sdf --instance-id i-1 --volume-id vol-1`,
		},
		{
			"AttachVolume",
			attachInput{VolumeID: "-v", InstanceID: "file://i", Device: "a b", DryRun: true},
			`aws ec2 attach-volume --device "a b" --dry-run --volume-id=-v --cli-input-json "{\"InstanceId\":\"file://i\"}"`,
		},
		{
			"DescribeVolumes",
			describeInput{VolumeIDs: []volumeID{"a", ""}, Filters: []filter{{"n", []string{"v"}}}},
			`aws ec2 describe-volumes --filters "[{\"Name\":\"n\",\"Values\":[\"v\"]}]" --volume-ids a ""`,
		},
		{
			"DescribeVolumes",
			describeInput{VolumeIDs: []volumeID{"--all"}},
			`aws ec2 describe-volumes --volume-ids "[\"--all\"]"`,
		},
		{
			"RunInstances",
			runInput{MinCount: 1, MaxCount: 1, EbsOptimized: pointer(false), UserData: "aGVsbG8=", Priorities: []int{1, 2}, Weight: pointer(-3)},
			`aws ec2 run-instances --count 1 --user-data hello --no-ebs-optimized --priorities 1 2 --weight=-3`,
		},
		{"RunInstances", runInput{MinCount: -1, MaxCount: 3}, `aws ec2 run-instances --count=-1:3`},
		{
			"ModifyInstanceAttribute",
			modifyInput{InstanceID: "i", DisableAPITermination: &attributeBool{}, Resources: []string{"@a"}},
			`aws ec2 modify-instance-attribute --disable-api-termination "{}" --instance-id i --resources @a`,
		},
	} {
		require.Equal(t, c.line, string(op.AppendWords(nil, find(c.action).Words(c.in))))
	}
	require.Panics(t, func() { find("RunInstances").Words(runInput{UserData: "?"}) })
}

func TestSplitWordsIsTheInverseOfAppendWords(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		list := rapid.SliceOf(rapid.String()).Draw(t, "words")
		back, err := op.SplitWords(string(op.AppendWords(nil, list)))
		require.NoError(t, err)
		require.Equal(t, len(list), len(back))
		for i := range list {
			require.Equal(t, list[i], back[i])
		}
	})
}

func TestAppendWordsQuotesAllButPlainWords(t *testing.T) {
	line := op.AppendWords([]byte("+0 "), []string{"aZ09_./:=,@%+-", "", "a b", "a\nb", "ü", `"`, "$x", "{}", "#"})
	require.Equal(t, `+0 aZ09_./:=,@%+- "" "a b" "a\nb" "ü" "\"" "$x" "{}" "#"`, string(line))
}

func TestSplitWordsRefuses(t *testing.T) {
	for _, c := range []struct{ line, message string }{
		{"a  b", "expected a word, or a JSON string at character 3, found ' '"},
		{" a", "expected a word, or a JSON string at character 1, found ' '"},
		{"a ", ""},
		{"a $b", "expected a word, or a JSON string at character 3, found '$'"},
		{`"a"b`, "expected one space at character 4, found 'b'"},
		{`"a`, "expected a closing double quote at character 3, found the end"},
		{"a\tb", "expected a word, or a JSON string at character 1, found 'a'"},
		{"\"a\tb\"", `expected an escape such as \n instead of a control character at character 3, found '\t'`},
		{"\"\xff\"", "the text is not UTF-8"},
	} {
		_, err := op.SplitWords(c.line)
		require.Error(t, err, c.line)
		if c.message != "" {
			require.EqualError(t, err, c.message)
		}
	}
}

func FuzzSplitWords(f *testing.F) {
	f.Add(`aws ec2 attach-volume --device "a \"b\" \u00e9\ud83d\ude42" ""`)
	f.Add("a  b")
	f.Fuzz(func(t *testing.T, line string) {
		list, err := op.SplitWords(line)
		if err != nil {
			return
		}
		back, err := op.SplitWords(string(op.AppendWords(nil, list)))
		require.NoError(t, err)
		require.Equal(t, list, back)
	})
}

func BenchmarkWords(b *testing.B) {
	o := find("AttachVolume")
	var in any = attachInput{Device: "/dev/sdf", InstanceID: "i-0123456789abcdef0", VolumeID: "vol-0123456789abcdef0"}
	var line []byte
	b.ReportAllocs()
	for b.Loop() {
		line = op.AppendWords(line[:0], o.Words(in))
	}
}

func BenchmarkSplitWords(b *testing.B) {
	const line = "aws ec2 attach-volume --device /dev/sdf --instance-id i-0123456789abcdef0 --volume-id vol-0123456789abcdef0"
	b.ReportAllocs()
	for b.Loop() {
		if _, err := op.SplitWords(line); err != nil {
			b.Fatal(err)
		}
	}
}
