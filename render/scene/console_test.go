package scene

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// typing has somebody type into the command line, with the list of completions open.
func (p *player) typing(line string) *player {
	p.Input, p.Caret, p.Focus = line, len(line), CommandLine
	from, to, list := p.Complete(line, len(line))
	if p.Completion = nil; len(list) > 0 {
		p.Completion = &Completion{from, to, list}
	}
	return p
}

func TestTheConsoleInWords(t *testing.T) {
	refused := func() *player {
		p := sandbox(busy...)
		p.Log = nil
		p.do("aws ec2 attach-volume --volume-id @data --instance-id @web --device /dev/sdg", "aws ec2 stop-instance --instance-ids @web", "false")
		p.Log[0].Comment = "drag data onto web"
		return p
	}
	const long = "for i in {1..80}; do echo line $i; done"
	for name, picture := range map[string]func() *player{
		"console_refused":    refused,
		"console_pointed_at": func() *player { p := refused(); p.Hover = "log/0"; return p },
		"console_long":       func() *player { p := sandbox(); p.do(long); return p },
		"console_unfolded": func() *player {
			p := sandbox()
			p.do(long)
			p.Fields = []Choice{{"log/0", "all"}}
			return p
		},
		"console_completing": func() *player { return sandbox(busy...).typing("aws ec2 create-snapshot --volume-id @") },
		"console_phone": func() *player {
			p := sandbox(busy...).typing("aws ec2 run-instances --").size(390, 844, 100).tab(PanelBar, "Do")
			p.Log = p.Log[len(p.Log)-1:]
			return p
		},
		"console_running": func() *player {
			p := sandbox()
			p.Running = &Entry{Command: "for i in 1 2; do echo $i; yard run 100d; done", Output: "1\n"}
			return p
		},
	} {
		t.Run(name, func(t *testing.T) {
			file := filepath.Join("testdata", name+".txt")
			got := words(part(picture().frame(), PanelCommands))
			if *update {
				require.NoError(t, os.WriteFile(file, []byte(got), 0o644))
			}
			want, err := os.ReadFile(file)
			require.NoError(t, err, "run with -update")
			require.Equal(t, string(want), got)
		})
	}
}

// half is what somebody has typed when the list opens.
var half = []string{
	"", "a", "aws ", "aws ec2 ", "aws ec2 describe-instances --filters ", "aws ec2 run-instances --instance-type ", "aws ec2 create-tags --resources ",
	"aws ec2 stop-instances --instance-ids=", "yard ", "yard run ", "aws ec2 create-volume --tag-specifications ", "echo $(aws ec2 create-image --instance-id '@",
	"aws ec2 create-snapshot --description 'a text that is so long that it does not fit the field by any means' --volume-id ",
}

func TestNothingIsCutOrOverlapsInTheConsole(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := sandbox(busy...)
		p.do("yard help", "aws ec2 describe-volumes", "aws ec2 stop-instances --instance-ids nobody", "echo "+strings.Repeat("x", 400), "echo; echo; false")
		p.Log[len(p.Log)-1].Comment = "drag a thing with a very long name of many words onto another one that has one of that kind, too"
		p.size(float64(rapid.IntRange(360, 2560).Draw(t, "width")), float64(rapid.IntRange(400, 1440).Draw(t, "height")), rapid.SampledFrom(scales).Draw(t, "scale"))
		p.Theme = rapid.SampledFrom(themes).Draw(t, "theme")
		p.stretch = rapid.SampledFrom(stretches).Draw(t, "longer words")
		p.Tabs = []Choice{{string(PanelBar), "Do"}, {string(PanelTime), string(PanelCommands)}}
		p.Scrolls = []Offset{{PanelCommands, float64(rapid.IntRange(0, 3000).Draw(t, "scrolled"))}}
		number := strconv.Itoa(rapid.IntRange(0, len(p.Log)-1).Draw(t, "entry"))
		p.Hover = "log/" + number + rapid.SampledFrom([]string{"", "/try1", "/more", "/copy"}).Draw(t, "part")
		if rapid.Bool().Draw(t, "unfolded") {
			p.Fields = []Choice{{"log/" + number, "all"}}
		}
		if rapid.Bool().Draw(t, "running") {
			p.Running = &p.Log[0]
		}
		p.InputIsNative = rapid.Bool().Draw(t, "native")
		p.typing(rapid.SampledFrom(half).Draw(t, "typed"))
		shown := p.Completion
		p.Completion = nil
		plain := p.frame()
		require.Empty(t, p.faults(part(plain, PanelCommands)))
		p.Completion, p.Marked = shown, rapid.IntRange(0, 30).Draw(t, "marked")
		p.Scrolls = append(p.Scrolls, Offset{PanelCompletions, float64(rapid.IntRange(0, 500).Draw(t, "along"))})
		require.Empty(t, p.faults(over(p.frame(), plain)))
		p.Memo = new(Memo)
		require.Equal(t, p.frame().Items, p.frame().Items, "a memo changes no picture")
	})
}

func TestTheListStandsAboveTheCommandLineAndFitsTheScreen(t *testing.T) {
	for _, size := range [][2]float64{{1440, 900}, {1024, 768}, {390, 844}, {800, 420}} {
		p := sandbox(busy...).typing("aws ec2 ").size(size[0], size[1], 100)
		p.Tabs = []Choice{{string(PanelBar), "Do"}, {string(PanelTime), string(PanelCommands)}}
		f := p.frame()
		line, first := f.Node(CommandLine), f.Node(CompletionID(0))
		require.NotNil(t, first)
		require.Less(t, first.Rect.Bottom(), line.Rect.Y)
		require.Positive(t, first.Rect.Y)
		seen := 0
		for i := range p.Completion.List {
			if n := f.Node(CompletionID(i)); n.Rect.H > 1 {
				seen++
				require.NotNil(t, f.At(Point{n.Rect.X + 1, n.Rect.Y + n.Rect.H/2}))
			}
		}
		require.LessOrEqual(t, seen, completionRows+1)
		require.Contains(t, line.Help, "Tab completes")
		require.Equal(t, RoleOption, first.Role)
		require.True(t, first.Chosen)
	}
}

func TestTheGhostGoesOnWithWhatIsTyped(t *testing.T) {
	p := sandbox(busy...)
	ghost := func() string { return (&pen{session: p.Session, ui: &p.UI}).ghostText() }
	p.typing("aws ec2 describe-sn")
	require.Equal(t, "apshots", ghost())
	p.Marked = 1
	require.NotEqual(t, "apshots", ghost())
	p.typing("aws ec2 volume")
	p.Marked = 0
	require.Empty(t, ghost(), "what only holds the word does not go on with it")
	p.typing("aws ec2 des").Caret = 3
	require.Empty(t, ghost(), "nor does anything in the middle of a line")
	p.typing("")
	require.Equal(t, Example(p.Session), ghost())
}

func TestWhatWouldWorkIsWrittenNotRun(t *testing.T) {
	p := sandbox(busy...)
	p.do("aws ec2 attach-volume --volume-id @data --instance-id @web --device /dev/sdg")
	n := p.frame().Node("log/" + strconv.Itoa(len(p.Log)-1) + "/try1")
	require.NotNil(t, n)
	require.Equal(t, Write, n.Action.Verb)
	require.Contains(t, p.Log[len(p.Log)-1].Error, "Try: "+n.Action.Arg+"\n")
	require.Equal(t, Copy, n.Actions[0].Verb)
}

func TestCommandsBreakAsPeopleWriteThem(t *testing.T) {
	p := &pen{measure: roughly, k: 1}
	w := p.width(typeCode, strings.Repeat("m", 44))
	require.Equal(t, []string{`aws ec2 attach-volume --volume-id vol-09e \`, `    --instance-id @web --device /dev/sdg`},
		p.wrapCommand("aws ec2 attach-volume --volume-id vol-09e --instance-id @web --device /dev/sdg", w))
	require.Equal(t, []string{"yard run 30d"}, p.wrapCommand("yard run 30d", w))
	require.Equal(t, []string{"for i in 1; do", "  echo", "done"}, p.wrapCommand("for i in 1; do\n  echo\ndone", w))
	long := p.wrapCommand("echo "+strings.Repeat("x", 100), w)
	require.Greater(t, len(long), 2)
	for _, line := range long {
		require.LessOrEqual(t, p.width(typeCode, line), w)
	}
}
