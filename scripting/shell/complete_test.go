package shell

import (
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"blockyard/sim"
	"blockyard/sim/ec2"
	"blockyard/sim/op"
)

// caretMark stands for the caret in what tests type.
const caretMark = "‸"

// completed returns how a line goes on, as testdata/complete.txt shows it.
func (d *desk) completed(typed string) string {
	before, after, _ := strings.Cut(typed, caretMark)
	line := before + after
	from, to, list := d.shell.Complete(line, len(before))
	if len(list) == 0 {
		return "  nothing\n"
	}
	var rows [][]string
	const most = 8
	for i, c := range list {
		if i == most {
			rows = append(rows, []string{"  … and " + strconv.Itoa(len(list)-most) + " more"})
			break
		}
		text := c.Text
		if c.Open {
			text += "…"
		}
		rows = append(rows, []string{"  " + text, c.Help})
	}
	return "  [" + line[from:to] + "]\n" + columns(rows)
}

func TestCompletionsReadAsTheyAreTyped(t *testing.T) {
	const file = "testdata/complete.txt"
	want, err := os.ReadFile(file)
	require.NoError(t, err)
	d := newDesk(sim.Config{Seed: 1})
	var b strings.Builder
	for line := range strings.SplitSeq(strings.TrimSuffix(string(want), "\n"), "\n") {
		switch {
		case strings.HasPrefix(line, "> "):
			b.WriteString(line + "\n" + d.completed(line[2:]))
		case strings.HasPrefix(line, "$ "):
			text, status, _ := d.run(line[2:])
			require.Zero(t, status, text)
			fallthrough
		case strings.HasPrefix(line, "# "), line == "":
			b.WriteString(line + "\n")
		}
	}
	if *updateTranscripts {
		require.NoError(t, os.WriteFile(file, []byte(b.String()), 0o644))
	}
	require.Equal(t, string(want), b.String())
}

// pieces are what random lines are made of.
var pieces = []string{
	"aws ", "aws ec2 ", "yard ", "ec2 ", "describe-instances ", "stop-instances ", "create-volume ", "attach-volume ", "create-tags ", "wait ",
	"--instance-ids ", "--instance-id=", "--volume-id ", "--filters ", "Name=", "instance-state-name", ",Values=", "--availability-zone ", "--resources ",
	"@", "@w", "@my", "web", "i-", "us-", "--", "--n", "-", "schedule ", "write ", "quota ", "help ",
	"'", `"`, "$", "${", "$(", "`", ")", "}", "(", "{ ", "((", ";", "|", "||", "&&", "\n", "\\", " ", "#", ">", "<", "2>&1 ", "<<<", "if ", "then ", "for x in ", "do ", "x=", "é", "\t",
}

// accept returns a line with a candidate in its place, and where the caret is then.
func accept(line string, from, to int, c Candidate) (string, int) {
	return line[:from] + c.Text + line[to:], from + len(c.Text)
}

// parses reports whether a source is a program, or the beginning of one.
func parses(source string) bool {
	_, err := parseProgram(source)
	return err == nil || Incomplete(source)
}

// Whatever is typed: an accepted candidate is a word of the line in its own
// right, what stood before it stays, and it goes on to itself.
func TestAnAcceptedCandidateStays(t *testing.T) {
	d := prepared(t)
	d.run(`aws ec2 create-tags --resources @web --tags "Key=Name,Value=my \"own\" \$web"; x=1`)
	rapid.Check(t, func(t *rapid.T) {
		line := strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 12).Draw(t, "line"), "")
		caret := rapid.IntRange(0, len(line)).Draw(t, "caret")
		from, to, list := d.shell.Complete(line, caret)
		require.LessOrEqual(t, from, caret)
		require.GreaterOrEqual(t, to, caret)
		require.LessOrEqual(t, len(list), mostCandidates)
		if len(list) == 0 {
			return
		}
		c := rapid.SampledFrom(list).Draw(t, "candidate")
		accepted, at := accept(line, from, to, c)
		if parses(line[:from] + "word") {
			require.True(t, parses(accepted[:at]), "%q", accepted[:at])
		}
		from2, to2, again := d.shell.Complete(accepted, at)
		for _, same := range again {
			if twice, _ := accept(accepted, from2, to2, same); twice == accepted {
				return
			}
		}
		goesOn := c.Open || strings.HasPrefix(c.Text, "${") // then what follows is offered
		isWhole := to == len(line) || strings.IndexByte(separators, line[to]) >= 0
		if isWhole && !goesOn {
			require.Fail(t, "it does not complete to itself", "%q, of %q %d..%d, then %d..%d %v", accepted, line, from, to, from2, to2, again)
		}
	})
}

// Whatever a word holds, the shell reads it as it was meant.
func TestAQuotedWordReadsAsItself(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.StringOfN(rapid.SampledFrom([]rune("ab-@ '\"\\$`*?{}[]~#!;é,=")), 1, 12, -1).Draw(t, "word")
		quote := rapid.SampledFrom([]byte{0, '"', '\''}).Draw(t, "quote")
		if quote != 0 && !strings.HasPrefix(quoted(word, quote, false), string(quote)) {
			require.Fail(t, "the quote that was typed is gone")
		}
		text := ""
		_, err := New(nil, Limits{}).Run("printf '%s|' "+quoted(word, quote, false), func(printed string) { text += printed }, func(string) {})
		require.NoError(t, err)
		require.Equal(t, word+"|", text, "one word, as it was")
	})
}

func FuzzComplete(f *testing.F) {
	f.Add("aws ec2 stop-instances --instance-ids @w", 40)
	f.Add("echo $(aws ec2 `yard", 20)
	f.Add("'\"${x", 5)
	d := prepared(f)
	before := d.world.Digest()
	f.Fuzz(func(t *testing.T, line string, caret int) {
		from, to, list := d.shell.Complete(line, caret)
		require.True(t, 0 <= from && from <= to && to <= len(line))
		for _, c := range list {
			require.NotEmpty(t, c.Text)
		}
		require.Equal(t, before, d.world.Digest())
	})
}

// Every operation can be written from candidates alone: services, verbs and the flags that it needs.
func TestEveryOperationAndFlagIsOffered(t *testing.T) {
	d := prepared(t)
	offered := func(line string) (texts []string) {
		_, _, list := d.shell.Complete(line, len(line))
		for _, c := range list {
			texts = append(texts, c.Text)
		}
		return texts
	}
	for _, o := range sim.Operations().All() {
		command := "aws " + o.Service
		if o.Service == yardService {
			command = "yard"
		}
		require.Contains(t, offered(command+" "), o.Verb)
		flags := offered(command + " " + o.Verb + " --")
		required := 0
		for _, f := range o.Flags() {
			require.Contains(t, flags, "--"+f.Name)
			if f.Required {
				required++
			}
			if f.TakesWord() && f.ID == "" && f.Enum != nil {
				require.Subset(t, offered(command+" "+o.Verb+" --"+f.Name+" "), f.Enum)
			}
		}
		for i, name := range requiredFlags(o, nil) {
			require.Less(t, i, required)
			require.Contains(t, flags[:required], "--"+name, "what is needed comes first")
		}
	}
}

func TestFiltersAreThoseOfTheOperation(t *testing.T) {
	d := prepared(t)
	for _, o := range sim.Operations().All() {
		if o.In.Member("Filters") == nil || ec2.FilterNames(o.Action) == nil {
			continue
		}
		for _, name := range ec2.FilterNames(o.Action) {
			text, status, _ := d.run("aws " + o.Service + " " + o.Verb + " --filters Name=" + name + ",Values=x")
			require.Zero(t, status, text)
		}
	}
	for _, action := range []string{"DescribeInstances", "DescribeVolumes", "DescribeSnapshots", "DescribeImages"} {
		require.NotEmpty(t, ec2.FilterNames(action))
	}
}

func TestGlobalOptionsAreReadAsTheyAreOffered(t *testing.T) {
	describe, err := sim.Operations().Find("ec2", "DescribeVolumes")
	require.NoError(t, err)
	for _, g := range op.GlobalOptions(describe) {
		words := []string{"ec2", "describe-volumes", "--" + g.Name}
		if g.TakesWord {
			words = append(words, append(g.Choices, "1")[0])
		}
		command, err := sim.Operations().ParseArgs(words, op.NoSugar)
		require.NoError(t, err, words)
		require.Equal(t, words[2:], command.Globals.Words())
		require.NotEmpty(t, globalHelps[g.Name])
	}
}

func TestLinesAsTheAWSCLITakesThem(t *testing.T) {
	d := prepared(t)
	id := func(name string) string {
		text, status, _ := d.run("aws ec2 describe-tags --filters Name=value,Values=" + name + " --query Tags[0].ResourceId --output text")
		require.Zero(t, status, text)
		return strings.TrimSpace(text)
	}
	web, data := id("web"), id("data")
	for line, want := range map[string]string{
		"aws ec2 stop-instances --instance-ids @web":                                                  "aws ec2 stop-instances --instance-ids " + web,
		"aws ec2 attach-volume --volume-id '@data' --instance-id=@web --device /dev/sdf; yard run 1m": "aws ec2 attach-volume --device /dev/sdf --instance-id " + web + " --volume-id " + data + "; yard run 1m",
		"aws ec2 create-volume --size 1 --availability-zone us-east-1a --name x":                      `aws ec2 create-volume --availability-zone us-east-1a --size 1 --tag-specifications '[{"ResourceType":"volume","Tags":[{"Key":"Name","Value":"x"}]}]'`,
		"aws ec2 wait volume-available --volume-ids @data":                                            "aws ec2 wait volume-available --volume-ids " + data,
		"aws ec2 describe-volumes --query 'Volumes[].Size' --output text --max-items 3 | head -1":     "aws ec2 describe-volumes --output text --query 'Volumes[].Size' --max-items 3 | head -1",
		"v=$(aws ec2 describe-volumes --volume-ids @data)":                                            "v=$(aws ec2 describe-volumes --volume-ids " + data + ")",
		"aws ec2 stop-instances --instance-ids $web":                                                  "aws ec2 stop-instances --instance-ids $web",
		"aws ec2 stop-instances --instance-ids @nobody":                                               "aws ec2 stop-instances --instance-ids @nobody",
		"yard run 1d":         "yard run 1d",
		"aws ec2 'unfinished": "aws ec2 'unfinished",
	} {
		require.Equal(t, want, d.shell.AsCLI(line))
	}
}

func BenchmarkComplete(b *testing.B) {
	d := newDesk(sim.Config{Seed: 1})
	for range 40 {
		_, status, _ := d.run("for n in $(seq 250); do aws ec2 create-volume --size 1 --availability-zone us-east-1a --name v$n > /dev/null; done")
		require.Zero(b, status)
	}
	for name, line := range map[string]string{
		"verb": "aws ec2 des", "thing": "aws ec2 delete-volume --volume-id @", "id": "aws ec2 delete-volume --volume-id vol-0",
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				d.shell.Complete(line, len(line))
			}
		})
	}
}
