package shell

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"blockyard/sim"
	"blockyard/sim/catalog"
	"blockyard/sim/ec2"
	"blockyard/sim/store"
	"blockyard/sim/unit"
)

// A desk is a world with a shell at it, as a session would hold them.
type desk struct {
	world  *sim.World
	caller ec2.Caller
	shell  *Shell
	events []string
	calls  []sim.Call
}

// newDesk returns a desk in us-east-1 at instant 0.
func newDesk(c sim.Config) *desk {
	d := &desk{}
	d.use(sim.New(c))
	d.shell = newDeskShell(d)
	return d
}

// use puts a world on the desk and notes what happens in it.
func (d *desk) use(w *sim.World) {
	d.world = w
	d.world.Listen(func(h sim.Happening) {
		if text := d.eventText(h.Event); text != "" {
			d.events = append(d.events, unit.Duration(h.At).String()+" "+text)
		}
	})
	caller, err := d.world.Caller(ec2.DefaultAccount, "us-east-1")
	if err != nil {
		panic(err)
	}
	d.caller = caller
}

// own stands in for a session's commands: yard run, yard bill and yard forecast.
func (d *desk) own(c *Call) (int, bool) {
	switch words := strings.Join(c.Args, " "); {
	case strings.HasPrefix(words, "yard run "):
		length, err := unit.ParseDuration(c.Args[2])
		if err != nil {
			return c.failed(err), true
		}
		d.world.Advance(d.world.Now().Add(length), 0)
		return 0, true
	case strings.HasPrefix(words, "yard bill"):
		request, err := ParseBill(c.Args[2:], d.world.Now())
		if err != nil {
			return c.failed(err), true
		}
		c.Stdout.WriteString(request.Text(d.world))
		return 0, true
	case strings.HasPrefix(words, "yard forecast"):
		request, err := ParseForecast(c.Args[2:], d.world.Now())
		if err != nil {
			return c.failed(err), true
		}
		text, err := request.Text(d.world, Foresight{Caller: func() ec2.Caller { return d.caller }})
		if err != nil {
			return c.failed(err), true
		}
		c.Stdout.WriteString(text)
		return 0, true
	}
	return 0, false
}

// eventText says what happened to which thing, or "" for what a reader need not see.
func (d *desk) eventText(event any) string {
	cloud := d.world.Cloud()
	var ref ec2.Ref
	switch e := event.(type) {
	case ec2.InstanceLaunched:
		ref = ec2.Ref{Kind: ec2.KindInstance, Index: cloud.Length(ec2.KindInstance) - 1}
	case ec2.InstanceMoved:
		ref = ec2.Ref{Kind: ec2.KindInstance, Index: e.Index}
	case ec2.VolumeCreated:
		ref = ec2.Ref{Kind: ec2.KindVolume, Index: cloud.Length(ec2.KindVolume) - 1}
	case ec2.VolumeMoved:
		ref = ec2.Ref{Kind: ec2.KindVolume, Index: e.Index}
	case ec2.VolumeAttaching:
		return d.attachmentText(e.Volume, e.Attachment.Instance)
	case ec2.AttachmentMoved:
		return d.attachmentText(e.Volume, e.Instance)
	case ec2.SnapshotStarted, ec2.SnapshotCopied, ec2.DirectStarted:
		ref = ec2.Ref{Kind: ec2.KindSnapshot, Index: cloud.Length(ec2.KindSnapshot) - 1}
	case ec2.SnapshotMoved:
		ref = ec2.Ref{Kind: ec2.KindSnapshot, Index: e.Index}
	case ec2.SnapshotBinned:
		ref = ec2.Ref{Kind: ec2.KindSnapshot, Index: e.Index}
	case ec2.ImageRegistered:
		ref = ec2.Ref{Kind: ec2.KindImage, Index: cloud.Length(ec2.KindImage) - 1}
	case ec2.ImageMoved:
		ref = ec2.Ref{Kind: ec2.KindImage, Index: e.Index}
	case ec2.AddressAllocated:
		ref = ec2.Ref{Kind: ec2.KindAddress, Index: cloud.Length(ec2.KindAddress) - 1}
	case ec2.AddressAssociated:
		ref = e.Ref()
	case ec2.AddressDisassociated:
		ref = ec2.Ref{Kind: ec2.KindAddress, Index: e.Index}
	case ec2.AddressReleased:
		ref = ec2.Ref{Kind: ec2.KindAddress, Index: e.Index}
	default:
		return ""
	}
	state := cloud.StateOf(ref)
	if state == "" {
		state = "gone"
	}
	return ref.Kind.String() + " " + d.handle(ref) + " is " + state
}

func (d *desk) attachmentText(volume, instance uint32) string {
	state, v := "no longer attached", d.world.Cloud().Volumes().At(volume)
	if a, ok := v.Attachment(instance); ok {
		state = string(a.State)
	}
	if v.MultiAttach {
		state += " (" + d.handle(ec2.Ref{Kind: ec2.KindInstance, Index: instance}) + ")"
	}
	return "volume " + d.handle(ec2.Ref{Kind: ec2.KindVolume, Index: volume}) + " is " + state
}

func (d *desk) handle(ref ec2.Ref) string {
	name := strings.TrimPrefix(d.world.Cloud().Handle(ref), "@")
	if strings.HasPrefix(name, ref.Kind.Prefix()) && ref.Kind == ec2.KindVolume {
		if root := (&naming{cloud: d.world.Cloud()}).rootName(ref.Index); root != "" {
			return root
		}
	}
	return name
}

// run types a program and returns what it prints, as a terminal shows it, its status and the events it caused.
func (d *desk) run(program string) (text string, status int, events []string) {
	var b strings.Builder
	d.events = nil
	status, err := d.shell.Run(program, func(t string) { b.WriteString(t) }, func(t string) { b.WriteString(t) })
	if err != nil {
		b.WriteString("!! " + err.Error() + "\n")
	}
	return b.String(), status, d.events
}

// TestCommandTranscripts runs testdata/{aws,yard}_*.txt: a line with $ is typed,
// lines with > go on with it, then come what it prints, a status that is not 0
// after ?, and what happened in the world after !, each with its time. A line
// with = says what the world is made from. Each file is one world.
func TestCommandTranscripts(t *testing.T) {
	files, err := filepath.Glob("testdata/aws_*.txt")
	require.NoError(t, err)
	more, err := filepath.Glob("testdata/yard_*.txt")
	require.NoError(t, err)
	files = append(files, more...)
	require.Greater(t, len(files), 10)
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			want, err := os.ReadFile(file)
			require.NoError(t, err)
			got := retype(t, string(want))
			if *updateTranscripts {
				require.NoError(t, os.WriteFile(file, []byte(got), 0o644))
			}
			require.Equal(t, string(want), got)
		})
	}
}

// retype returns a transcript with the answers of this shell.
func retype(t *testing.T, transcript string) string {
	d := newDesk(sim.Config{Seed: 1})
	var b strings.Builder
	lines := strings.Split(strings.TrimSuffix(transcript, "\n"), "\n")
	for i := 0; i < len(lines); i++ {
		switch line := lines[i]; {
		case strings.HasPrefix(line, "= "):
			d.use(sim.New(configOf(t, line[2:])))
			b.WriteString(line + "\n")
		case strings.HasPrefix(line, "$ "):
			program := []string{line[2:]}
			for i+1 < len(lines) && strings.HasPrefix(lines[i+1], "> ") {
				i++
				program = append(program, lines[i][2:])
			}
			b.WriteString("$ " + strings.Join(program, "\n> ") + "\n" + d.typed(strings.Join(program, "\n")))
		case strings.HasPrefix(line, "# "), line == "" && i+1 < len(lines) && startsBlock(lines[i+1]):
			b.WriteString(line + "\n")
		}
	}
	return b.String()
}

// startsBlock reports whether a line can follow an empty line of the transcript's own.
func startsBlock(line string) bool {
	return strings.HasPrefix(line, "# ") || strings.HasPrefix(line, "$ ") || strings.HasPrefix(line, "= ")
}

// typed runs one program of a transcript and returns its part of the transcript.
func (d *desk) typed(program string) string {
	text, status, events := d.run(program)
	if text != "" && !strings.HasSuffix(text, "\n") {
		text += "%\n"
	}
	if status != 0 {
		text += "? " + decimal(status) + "\n"
	}
	const most = 12
	for i, event := range events {
		if i == most {
			return text + "! … and " + decimal(len(events)-most) + " more\n"
		}
		text += "! " + event + "\n"
	}
	return text
}

// configOf reads "seed 3, timing none, book documents".
func configOf(t *testing.T, text string) sim.Config {
	c := sim.Config{Seed: 1}
	for part := range strings.SplitSeq(text, ", ") {
		what, value, _ := strings.Cut(part, " ")
		var err error
		switch what {
		case "timing":
			c.Timing, err = catalog.ParseMode(value)
		case "book":
			book, ok := catalog.BookNamed(value)
			require.True(t, ok, value)
			c.Book = book
		default:
			t.Fatalf("a world is not made from %q", part)
		}
		require.NoError(t, err)
	}
	return c
}

// newDeskShell returns a fresh shell at a desk, without options and variables of the last.
func newDeskShell(d *desk) *Shell {
	return NewShell(Target{
		World:  func() *sim.World { return d.world },
		Caller: func() ec2.Caller { return d.caller },
		Do: func(call sim.Call) (any, error) {
			d.calls = append(d.calls, call)
			return d.world.Do(call)
		},
		Run: func(length unit.Duration) error {
			d.world.Advance(d.world.Now().Add(length), 0)
			return nil
		},
		Own: d.own,
	}, Limits{})
}

// stateText prints everything that a call can change, but for the note of a refusal.
func stateText(w *sim.World) string {
	var b strings.Builder
	next, scheduled := w.Next()
	fmt.Fprintln(&b, w.Now(), next, scheduled)
	cloud := w.Cloud()
	printTable(&b, cloud.Instances())
	printTable(&b, cloud.Volumes())
	printTable(&b, cloud.Snapshots())
	printTable(&b, cloud.Images())
	printTable(&b, cloud.Interfaces())
	printTable(&b, cloud.Addresses())
	printTable(&b, cloud.KeyPairs())
	cloud.EachAssociation(func(link any) { fmt.Fprintf(&b, "%+v\n", link) })
	printTable(&b, w.Guests().Machines())
	printTable(&b, w.Guests().Workloads())
	printTable(&b, w.Yard().Schedules())
	cloud.EachLaunch(func(launch any) { fmt.Fprintf(&b, "%+v\n", launch) })
	cloud.EachQuota(func(q ec2.Quota) { fmt.Fprintf(&b, "%+v\n", q) })
	cloud.EachImageAccess(func(a ec2.ImageAccess) { fmt.Fprintf(&b, "%+v\n", a) })
	return b.String()
}

func printTable[T any](b *strings.Builder, table *store.Table[T]) {
	for index, row := range table.All() {
		fmt.Fprintf(b, "%d %+v\n", index, *row)
	}
}
