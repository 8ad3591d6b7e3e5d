package shell

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"blockyard/sim"
	"blockyard/sim/ec2"
	"blockyard/sim/unit"
)

// commandsOf returns the programs of all transcripts.
func commandsOf(t require.TestingT) []string {
	var programs []string
	files, err := filepath.Glob("testdata/*.txt")
	require.NoError(t, err)
	for _, file := range files {
		text, err := os.ReadFile(file)
		require.NoError(t, err)
		for block := range strings.SplitSeq(string(text), "\n$ ") {
			first, rest, _ := strings.Cut(block, "\n")
			for strings.HasPrefix(rest, "> ") {
				var line string
				line, rest, _ = strings.Cut(rest, "\n")
				first += "\n" + line[2:]
			}
			programs = append(programs, first)
		}
	}
	return programs
}

// FuzzCommands types anything at a world: nothing panics, every run ends, and a
// refused call leaves the world as it was.
func FuzzCommands(f *testing.F) {
	base := prepared(f)
	for _, program := range commandsOf(f) {
		f.Add(program)
	}
	for _, row := range []string{
		"aws ec2 wait instance-running", "yard write", "yard ls @last --output text", "aws ec2 describe-volumes --max-items 1 --page-size 5",
		"aws ec2 create-tags --resources @last @last-root @ --tags Key=,Value=", "yard --output json quotas", "yard help help", "aws ec2 wait help",
		"aws ec2 describe-instances --starting-token eyJOZXh0VG9rZW4iOiBudWxsLCAiYm90b190cnVuY2F0ZV9hbW91bnQiOiA5OTk5OTk5OTk5OTk5fQ==",
	} {
		f.Add(row)
	}
	f.Fuzz(func(t *testing.T, program string) {
		d := copyOf(base)
		const wakes = 2000 // enough for any program, but for one that waits for years
		d.shell = NewShell(Target{
			World:  func() *sim.World { return d.world },
			Caller: func() ec2.Caller { return d.caller },
			Do: func(call sim.Call) (any, error) {
				before := stateText(d.world)
				out, err := d.world.Do(call)
				if err != nil || call.Op.Reads {
					require.Equal(t, before, stateText(d.world), program)
				}
				return out, err
			},
			Run: func(length unit.Duration) error {
				if !d.world.Advance(d.world.Now().Add(length), wakes) {
					return errors.New("too much happens")
				}
				return nil
			},
		}, Limits{Steps: 5000, Output: 1 << 18})
		text, status, _ := d.run(program)
		if status == statusRefused && !strings.ContainsAny(program, ";&|\n$(){}") {
			require.NotEmpty(t, text, program)
		}
	})
}

// TestCallsAreCanonical holds what a session writes into its journal to what it
// means: each call of the transcripts, printed as words and read again, is the same call.
func TestCallsAreCanonical(t *testing.T) {
	d := prepared(t)
	require.Greater(t, len(d.calls), 10)
	for _, call := range d.calls {
		words := call.Op.Words(call.In)
		command, err := sim.Operations().ParseArgs(words[1:], false)
		require.NoError(t, err, words)
		in, err := command.Op.Decode(command.Params, 0)
		require.NoError(t, err, words)
		require.Equal(t, call.In, in, words)
		for _, word := range words {
			require.False(t, strings.HasPrefix(word, "@"), "%s is still a name", word)
		}
	}
}

func BenchmarkNames(b *testing.B) {
	d := newDesk(sim.Config{Seed: 1})
	_, status, _ := d.run("for n in $(seq 500); do aws ec2 create-volume --size 1 --availability-zone us-east-1a --name v$n > /dev/null; done")
	require.Zero(b, status)
	n := naming{cloud: d.world.Cloud(), caller: d.caller}
	for b.Loop() {
		if _, err := n.id("volume", "v250"); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkCommand(b *testing.B) {
	d := prepared(b)
	for _, command := range []string{
		"aws ec2 describe-volumes --volume-ids @data --query Volumes[0].State --output text",
		"aws ec2 create-tags --resources @data --tags Key=a,Value=b",
	} {
		b.Run(strings.Fields(command)[2], func(b *testing.B) {
			for b.Loop() {
				if _, status, _ := d.run(command); status != 0 {
					b.Fatal(status)
				}
			}
		})
	}
}
