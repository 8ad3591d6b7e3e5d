package scene

import (
	"flag"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"blockyard/render/form"
	"blockyard/scenarios"
	"blockyard/scripting/session"
	"blockyard/sim"
	"blockyard/sim/op"
)

// faults returns what is wrong with a frame, whatever it shows.
func faults(f *Frame) []string { return faultsOf(f, roughly) }

// faultsOf returns what is wrong with a frame that was laid out with a measure.
func faultsOf(f *Frame, measure Measure) (all []string) {
	all = append(all, labelFaults(f, measure)...)
	all = append(all, crowdFaults(f)...)
	seen := map[string]bool{}
	for i := range f.Nodes {
		n := &f.Nodes[i]
		all = append(all, nodeFaults(f, n)...)
		if seen[n.ID] {
			all = append(all, "two nodes are called "+n.ID)
		}
		seen[n.ID] = true
		for _, a := range n.Actions {
			all = append(all, commandFaults(a)...)
		}
		if n.Action != nil && n.Off == "" {
			all = append(all, commandFaults(*n.Action)...)
		}
	}
	return all
}

// crowdFaults returns things that can be used and lie over each other.
func crowdFaults(f *Frame) (all []string) {
	var usable []*Node
	for i := range f.Nodes {
		if n := &f.Nodes[i]; n.Action != nil {
			usable = append(usable, n)
		}
	}
	for i, a := range usable {
		for _, b := range usable[:i] {
			if o := overlap(a.Rect, b.Rect); o.W > 1 && o.H > 1 {
				all = append(all, a.ID+" lies over "+b.ID)
			}
			if o := overlap(a.Whole, b.Whole); a.Panel == b.Panel && a.Scrolled == b.Scrolled && a.Role == RoleListitem && b.Role == RoleListitem && o.W > 1 && o.H > 1 {
				all = append(all, a.ID+" will lie over "+b.ID)
			}
		}
	}
	return all
}

func TestAnOffsetIsHeldToWhatThereIs(t *testing.T) {
	p := sandbox(busy...).size(1024, 700, 100)
	top := p.frame()
	p.Scrolls = []Offset{{PanelWorld, 1e9}}
	end := p.frame()
	extent := end.Scrolls[slices.IndexFunc(end.Scrolls, func(e Extent) bool { return e.Panel == PanelWorld })]
	require.Positive(t, extent.Most)
	require.Equal(t, extent.Most, extent.Y)
	last := func(f *Frame) *Node { return f.Node("shelf/us-west-2/images") }
	require.Zero(t, last(top).Rect.H, "it is out of sight")
	require.Positive(t, last(end).Rect.H)
	require.InDelta(t, last(top).Whole.Y-extent.Most, last(end).Whole.Y, 0.01)
	require.Nil(t, end.At(Point{last(top).Whole.X, last(top).Whole.Y + 1}), "what is out of sight cannot be met")
	summary := top.Node("world/summary").Name
	require.Contains(t, summary, "more below")
}

func TestTheFocusIsSeen(t *testing.T) {
	p := sandbox()
	before := len(p.frame().Items)
	p.Focus = "button/play"
	f := p.frame()
	require.Len(t, f.Items, before+1)
	ring := f.Items[before]
	require.Equal(t, palettes[Dark].focus, ring.Line)
	require.Equal(t, f.Node("button/play").Rect, ring.Rect.Inset(3))
	p.Focus = "button/that-is-gone"
	require.Len(t, p.frame().Items, before)
}

func TestNothingJumpsWhenSomethingIsMade(t *testing.T) {
	p := sandbox(busy...)
	places := func() map[string]Rect {
		all := map[string]Rect{}
		for _, n := range p.frame().Nodes {
			if n.Role == RoleListitem && !strings.HasPrefix(n.ID, "snapshot/") && !strings.HasPrefix(n.ID, "image/") {
				all[n.ID] = n.Whole
			}
		}
		return all
	}
	before := places()
	below := p.frame().Node("region/us-west-2").Whole.Y // where regions are below each other, what grows above moves them
	p.do("aws ec2 create-snapshot --volume-id @data", "aws ec2 run-instances --image-id @al2023 --instance-type t3.micro --availability-zone us-east-1c",
		"aws ec2 create-volume --size 1 --availability-zone us-east-1b")
	after := places()
	require.Greater(t, len(after), len(before))
	for id, r := range before {
		if !strings.Contains(id, "/disk/") && r.Y < below {
			require.Equal(t, r, after[id], id)
		}
	}
}

// A painted is a label with what can be seen of it.
type painted struct {
	text string
	seen Rect
	clip int // which clipped part of the frame it is in
}

// labelFaults returns labels that are wider than their room, not on the screen, or over another.
func labelFaults(f *Frame, measure Measure) (all []string) {
	whole := Rect{0, 0, f.Width, f.Height}
	clip, part := whole, 0
	var labels []painted
	for _, item := range f.Items {
		switch item.Kind {
		case Clip:
			clip, part = item.Rect, part+1
			if clip.W <= 0 {
				clip = whole
			}
		case Label:
			w := measure(item.Face, item.Size, item.Text)
			if w > item.Rect.W+0.6 {
				all = append(all, fmt.Sprintf("%q is %.1f wide in %.1f", item.Text, w, item.Rect.W))
			}
			if strings.HasSuffix(item.Text, ellipsis) && len([]rune(item.Text)) < 3 {
				all = append(all, fmt.Sprintf("%q is cut to nothing in %.1f at %s", item.Text, item.Rect.W, place(item.Rect)))
			}
			if item.Size < 14 {
				all = append(all, fmt.Sprintf("%q is only %.1f high", item.Text, item.Size))
			}
			glyphs := Rect{item.Rect.X, item.Rect.Y - 0.72*item.Size, w, 0.9 * item.Size}
			if glyphs.X < -0.5 || glyphs.Right() > f.Width+0.6 {
				all = append(all, fmt.Sprintf("%q goes beyond the screen", item.Text))
			}
			labels = append(labels, painted{item.Text, overlap(glyphs, clip), part})
		case Box, Polygon, Stroke:
		}
	}
	for i, a := range labels {
		for _, b := range labels[:i] {
			if o := overlap(a.seen, b.seen); a.clip == b.clip && o.W > 1 && o.H > 1 {
				all = append(all, fmt.Sprintf("%q lies over %q", a.text, b.text))
			}
		}
	}
	return all
}

// nodeFaults returns what a node lacks, and whether it lies outside the screen.
func nodeFaults(f *Frame, n *Node) (all []string) {
	if n.ID == "" || n.Role == "" || strings.TrimSpace(n.Name) == "" || n.Panel == "" {
		all = append(all, fmt.Sprintf("a node lacks something: %+v", *n))
	}
	if n.Off != "" && n.Action == nil {
		all = append(all, n.ID+" cannot be used, and would do nothing")
	}
	r := n.Rect
	if r.X < -0.5 || r.Y < -0.5 || r.Right() > f.Width+0.5 || r.Bottom() > f.Height+0.5 || r.W < 0 || r.H < 0 {
		all = append(all, fmt.Sprintf("%s is outside the screen: %s", n.ID, place(r)))
	}
	return all
}

// commandFaults returns why a command could not be read.
func commandFaults(a Action) (all []string) {
	for _, s := range starts {
		if a.Arg == s.program {
			return nil // TestStartsMakeWhatTheySay runs it
		}
	}
	if a.Verb != Command {
		return nil
	}
	for command := range strings.SplitSeq(a.Arg, "; ") {
		all = append(all, lineFaults(command)...)
	}
	return all
}

func lineFaults(command string) []string {
	fields := form.Split(command)
	if len(fields) < 2 {
		return []string{"no command: " + command}
	}
	for _, c := range session.Commands() {
		if c.Name == fields[1] && fields[0] == "yard" {
			return nil
		}
	}
	if fields[0] == "aws" {
		fields = fields[1:]
	}
	if c, err := sim.Operations().ParseArgs(fields, op.WithSugar); err != nil || c.Op == nil {
		return []string{fmt.Sprintf("%s: %v", command, err)}
	}
	return nil
}

func TestNothingIsCutOrOverlapsInALesson(t *testing.T) {
	for _, name := range scenarios.Names {
		p := lessonNamed(t, name)
		all := p.solution()
		for _, command := range slices.Concat([]string{"yard clock", "yard try", "yard try --back"}, all[:len(all)/2], []string{"yard try; yard run 1d", "yard try --back"}, all[len(all)/2:], []string{"yard try"}) {
			p.do(command)
			for _, size := range []struct {
				width, height float64
				scale         int
				stretch       float64
			}{{1440, 900, 100, 1}, {1440, 900, 100, 1.4}, {1024, 768, 100, 1}, {800, 600, 100, 1}, {1280, 720, 125, 1.4}, {800, 600, 200, 1.4}, {390, 844, 100, 1.4}} {
				p.stretch = size.stretch
				require.Empty(t, p.faults(p.size(size.width, size.height, size.scale).frame()), "%s after %s at %v", name, command, size)
			}
		}
	}
}

// moves are what random players do; % stands for a name.
var moves = []string{
	"aws ec2 run-instances --image-id @al2023 --instance-type t3.micro --name %",
	"aws ec2 run-instances --image-id @al2023 --instance-type m5d.large --availability-zone us-east-1d --name a-server-with-a-long-name-%",
	"aws ec2 run-instances --image-id @al2023 --instance-type t3.micro --count 7 --availability-zone us-east-1f",
	"aws ec2 run-instances --image-id @al2023 --instance-type t3.micro --region eu-west-1",
	"aws ec2 create-volume --size 8 --availability-zone us-east-1a --name %",
	"aws ec2 create-volume --size 16000 --volume-type st1 --availability-zone us-east-1c",
	"aws ec2 attach-volume --volume-id @% --instance-id @% --device /dev/sdf",
	"yard write @% data.db 700MiB", "yard run 3h", "yard run 20d", "yard run 7s",
	"aws ec2 create-snapshot --volume-id @%-root", "aws ec2 create-snapshot --volume-id @%-root --name %",
	"aws ec2 stop-instances --instance-ids @%", "aws ec2 start-instances --instance-ids @%", "aws ec2 terminate-instances --instance-ids @%",
	"aws ec2 create-image --instance-id @% --name image-of-%", "aws ec2 delete-volume --volume-id @%", "nonsense",
	"aws ec2 create-volume --size 12 --availability-zone us-east-1b --profile partner --name %", "aws ec2 create-snapshot --volume-id @% --profile partner",
	"aws ec2 copy-snapshot --source-region us-east-1 --source-snapshot-id @% --region us-west-2", "aws ec2 copy-snapshot --source-region us-east-1 --source-snapshot-id @% --region eu-west-1",
	"aws ec2 run-instances --image-id @al2023 --instance-type t3.micro --name % --disable-api-termination --user-data '#!/bin/sh\nyum install -y httpd\nsleep 60'",
	"aws ec2 run-instances --image-id ami-0189b9301df16ba54 --instance-type m3.medium --name %",
	"aws ec2 run-instances --image-id @al2023 --instance-type t3.micro --name % --hibernation-options Configured=true --block-device-mappings DeviceName=/dev/xvda,Ebs={Encrypted=true}",
	"aws ec2 stop-instances --instance-ids @% --hibernate", "aws ec2 stop-instances --instance-ids @% --force", "aws ec2 reboot-instances --instance-ids @%",
	"yard fail-host --instance-id @%", "yard retire-host --instance-id @% --in 3d", "yard run 25s", "yard run 90s",
	"aws ec2 modify-instance-attribute --instance-id @% --disable-api-stop", "aws ec2 monitor-instances --instance-ids @%",
	"aws ec2 allocate-address --name %", "aws ec2 associate-address --instance-id @% --allocation-id @%", "aws ec2 create-key-pair --key-name %",
	"aws ec2 disable-image --image-id @image-of-%", "aws ec2 enable-image-deregistration-protection --image-id @image-of-%",
	"aws ec2 enable-image-deprecation --image-id @image-of-% --deprecate-at 2026-05-01T00:00:00Z",
	"aws ec2 create-volume --size 100 --volume-type gp2 --availability-zone us-east-1a --encrypted --name %", "yard workload @% /mnt/sdf --kind database --iops 9000", "yard workload @% / --kind boot",
	"aws ec2 create-volume --size 10 --availability-zone us-east-1a --volume-type io2 --iops 100 --multi-attach-enabled --name both",
	"aws ec2 attach-volume --volume-id @both --instance-id @% --device /dev/sdh", "yard write @% /mnt/sdh/data.db 3MiB --flush",
	"aws ec2 modify-volume --volume-id @% --volume-type gp3 --size 300 --iops 6000", "aws ec2 modify-volume --volume-id @%-root --size 20", "aws ec2 copy-volumes --source-volume-id @%",
	"aws ec2 create-snapshots --instance-specification InstanceId=@%", "aws ec2 create-volume --snapshot-id @% --availability-zone us-east-1b --encrypted",
	"aws rbin create-rule --resource-type EBS_SNAPSHOT --retention-period RetentionPeriodValue=7,RetentionPeriodUnit=DAYS", "aws ec2 delete-snapshot --snapshot-id @%",
	"aws ec2 lock-snapshot --snapshot-id @% --lock-mode compliance --lock-duration 9 --cool-off-period 2", "aws ec2 modify-snapshot-tier --snapshot-id @% --storage-tier archive",
	"aws ec2 restore-snapshot-tier --snapshot-id @% --temporary-restore-days 3", "aws ec2 enable-fast-snapshot-restores --availability-zones us-east-1a us-east-1c --source-snapshot-ids @%",
	"yard impair-volume --volume-id @%", "aws ec2 create-replace-root-volume-task --instance-id @%",
}

// splits are what random players do with lanes; % stands for a name.
var splits = []string{"yard lane % --split", "yard lane % --split", "yard lane %", "yard lane main", "yard lane % --drop"}

// atLeast has the properties of a test tried that many times, unless a number is asked for.
func atLeast(t *testing.T, checks int) {
	asked := flag.Lookup("rapid.checks")
	if before := asked.Value.String(); before == asked.DefValue {
		require.NoError(t, asked.Value.Set(strconv.Itoa(checks)))
		t.Cleanup(func() { require.NoError(t, asked.Value.Set(before)) })
	}
}

func TestNothingIsCutOrOverlapsInARandomWorld(t *testing.T) {
	atLeast(t, 300)
	rapid.Check(t, func(t *rapid.T) {
		p := sandbox()
		names := rapid.SampledFrom([]string{"web", "db", "x"})
		for range rapid.IntRange(0, 12).Draw(t, "commands") {
			move := rapid.SampledFrom(append(splits, moves...)).Draw(t, "move")
			p.do(strings.ReplaceAll(move, "%", names.Draw(t, "name")))
		}
		scale := rapid.SampledFrom(scales).Draw(t, "scale")
		width := max(rapid.IntRange(360, 2560).Draw(t, "width"), 260*scale/100) // on less there is no room for a name beside its icon
		p.size(float64(width), float64(rapid.IntRange(560, 1440).Draw(t, "height")), scale)
		p.Theme = rapid.SampledFrom(themes).Draw(t, "theme")
		p.stretch = rapid.SampledFrom(stretches).Draw(t, "longer words")
		p.Tabs = []Choice{{string(PanelBar), rapid.SampledFrom(phoneTabs).Draw(t, "tab")}, {string(PanelInspector), rapid.SampledFrom(railTabs).Draw(t, "rail")}}
		p.Tabs = append(p.Tabs, Choice{string(PanelWorld), rapid.SampledFrom([]string{mapTab, mapTab, "Instances", "Volumes", "Snapshots", "Images", "Interfaces", "Addresses", "Key pairs"}).Draw(t, "stage")})
		p.Scrolls = []Offset{{PanelWorld, float64(rapid.IntRange(0, 3000).Draw(t, "scrolled"))}}
		p.Say = rapid.SampledFrom([]string{"", "Delete: not available, since the volume is in use by a server with a very long name in another zone"}).Draw(t, "said")
		p.Lessons = lessonsOffered
		p.Fields = []Choice{{LanesField, string(rapid.SampledFrom([]laneWay{lanesStacked, lanesBeside, oneLane}).Draw(t, "lanes"))}}
		p.Zoom = rapid.SampledFrom(append([]ZoomLevel{ZoomFit}, zoomLevels[:]...)).Draw(t, "zoom")
		p.Tabs = append(p.Tabs, Choice{string(PanelTime), rapid.SampledFrom(append([]string{tabCommands}, timeTabs...)).Draw(t, "time")})
		p.Memo = new(Memo)
		p.frame() // fills the memo before more happens
		p.do("yard run 20m", "aws ec2 delete-volume --volume-id @web")
		p.somewhereInTime(t)
		before := p.Digest()
		f := p.frame()
		if n := rapid.SampledFrom(f.Nodes).Draw(t, "selected"); n.Role == RoleListitem {
			p.Selected, p.Focus = n.ID, n.ID
			f = p.frame()
		}
		if n := rapid.SampledFrom(f.Nodes).Draw(t, "hovered"); n.Role == RoleListitem || n.Action != nil && n.Action.Verb == Preview {
			p.Hover = n.ID
			f = p.frame()
		}
		if n := f.Node(p.Hover); n != nil && n.Action != nil && n.Action.Verb == Preview {
			p.Preview = n.ID
			f = p.frame()
		}
		require.Empty(t, p.faults(f))
		p.Memo = nil
		require.True(t, reflect.DeepEqual(tidy(f), tidy(p.frame())), "the same state has two pictures")
		require.Equal(t, before, p.Digest(), "looking has changed the world")
	})
}
