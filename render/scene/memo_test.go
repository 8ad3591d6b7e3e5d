package scene

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"blockyard/sim/catalog"
	"blockyard/sim/cost"
	"blockyard/sim/unit"
)

// lives are what goes on by itself in a random world, and what happens at once; % stands for a name.
var lives = []string{
	"yard schedule @% --daily 09:00-17:00", "yard schedule @% --off", "yard workload @% log.db --every 10m", "yard write @% data.db 700MiB",
	"aws ec2 create-tags --resources @% --tags Key=Name,Value=renamed", "aws ec2 delete-snapshot --snapshot-id @%", "aws ec2 deregister-image --image-id @image-of-%",
	"aws ec2 create-snapshot --volume-id @%-root", "aws ec2 create-snapshot --volume-id @%-root",
	"aws ec2 allocate-address --name %", "aws ec2 associate-address --allocation-id @% --instance-id @%", "aws ec2 release-address --allocation-id @%",
	"aws ec2 create-key-pair --key-name %", "aws ec2 delete-key-pair --key-name %",
	"aws ec2 run-instances --image-id @al2023 --instance-type t3.micro --key-name %",
	"aws ec2 modify-image-attribute --image-id @image-of-% --attribute launchPermission --operation-type add --user-ids 222233334444",
	"aws ec2 register-image --name reg-% --architecture x86_64 --root-device-name /dev/xvda --block-device-mappings DeviceName=/dev/xvda,Ebs={SnapshotId=@%}",
}

// Whatever a memo has seen, the frame is the one that is laid out without it:
// over commands of all kinds, times short and long, and whatever is selected and looked at.
func TestAMemoChangesNoPicture(outer *testing.T) {
	rapid.Check(outer, func(t *rapid.T) {
		p := sandbox("aws ec2 run-instances --image-id @al2023 --instance-type t3.micro --name web", "yard run 2m")
		if rapid.Bool().Draw(t, "lanes") {
			p = lessonNamed(outer, "cost-ebs-vs-instance-store")
		}
		p.Memo = new(Memo)
		for range rapid.IntRange(1, 12).Draw(t, "steps") {
			p.somethingRandom(t)
			f := p.frame()
			bare := p.bare()
			require.Equal(t, words(bare), words(f))
			require.True(t, reflect.DeepEqual(tidy(bare), tidy(f)), "the memo shows something else")
			if n := f.Nodes[rapid.IntRange(0, len(f.Nodes)-1).Draw(t, "node")].ID; rapid.Bool().Draw(t, "hover") {
				p.Hover = n
			} else {
				p.Selected, p.Preview = n, rapid.SampledFrom([]string{"", "action/terminate-instances", "action/delete-volume"}).Draw(t, "preview")
			}
		}
	})
}

// tidy returns a frame in which an empty list is none, whatever memory it has.
func tidy(f *Frame) *Frame {
	c := *f
	if len(c.Scrolls) == 0 {
		c.Scrolls = nil
	}
	if len(c.Lanes) == 0 {
		c.Lanes = nil
	}
	if len(c.Grids) == 0 {
		c.Grids = nil
	}
	if len(c.Places) == 0 {
		c.Places = nil
	}
	return &c
}

// bare lays a frame out without the memo.
func (p *player) bare() *Frame {
	ui := p.UI
	ui.Memo = nil
	return Layout(p.Session, &ui, roughly)
}

// somethingRandom lets something happen, or time pass, or the interface change.
func (p *player) somethingRandom(t *rapid.T) {
	name := rapid.SampledFrom([]string{"web", "db", "renamed"}).Draw(t, "name")
	switch rapid.IntRange(0, 11).Draw(t, "what") {
	case 0, 1, 2:
		p.do(strings.ReplaceAll(rapid.SampledFrom(moves).Draw(t, "move"), "%", name))
	case 3, 4:
		p.do(strings.ReplaceAll(rapid.SampledFrom(lives).Draw(t, "life"), "%", name))
	case 5, 6, 7:
		span := rapid.SampledFrom([]unit.Duration{1, unit.Second, 5 * unit.Second, 50 * unit.Second, 7 * unit.Minute, 5 * unit.Hour, 11 * unit.Day}).Draw(t, "span")
		_ = p.RunFor(span) // it may be held by a prediction
	case 8:
		p.Scrolls = []Offset{{PanelWorld, 900}, {PanelBill, float64(rapid.IntRange(0, 900).Draw(t, "scrolled"))}}
	case 10, 11:
		p.somewhereInTime(t)
	case 9:
		lanes := p.Lanes()
		_ = p.UseLane(rapid.SampledFrom(lanes).Draw(t, "lane"))
		p.size(rapid.SampledFrom([]float64{1440, 1024, 390}).Draw(t, "width"), 800, 100)
	}
}

func TestAMemoIsOfOneSession(t *testing.T) {
	p, q := sandbox(busy...), lessonNamed(t, "move-volume-az")
	p.Memo = new(Memo)
	q.Memo = p.Memo
	p.frame()
	require.Equal(t, tidy(q.bare()), tidy(q.frame()))
	require.Equal(t, tidy(p.bare()), tidy(p.frame()))
}

func TestAFrameStaysUntilTheThirdAfterIt(t *testing.T) {
	p := sandbox(busy...)
	p.Memo = new(Memo)
	first := p.frame()
	shown := words(first)
	p.do("yard run 1h")
	p.frame()
	p.Width = 800
	p.frame()
	require.Equal(t, shown, words(first))
	require.Same(t, first, p.frame())
}

// What is out of sight of a long list costs no nodes: they are told together.
func TestLongListsTellWhatIsOutOfSightTogether(t *testing.T) {
	p := crowd(300)
	f := p.frame()
	rows := func(f *Frame, prefix string) (n int) {
		for i := range f.Nodes {
			if strings.HasPrefix(f.Nodes[i].ID, prefix) {
				n++
			}
		}
		return n
	}
	require.Less(t, rows(f, "bill/line/"), 40)
	require.Less(t, rows(f, "time/instance/"), 10)
	require.Contains(t, f.Node("time/below").Name, " rows below")
	require.Nil(t, f.Node("time/above"))
	most := f.Scrolls
	for _, e := range most {
		p.Scrolls = append(p.Scrolls, Offset{e.Panel, e.Most})
	}
	end := p.frame()
	require.Nil(t, end.Node("time/below"))
	require.Contains(t, end.Node("time/above").Name, " rows above")
	require.Contains(t, end.Node("bill/foot").Name, "the total is exact")
	for i, e := range end.Scrolls {
		require.InDelta(t, most[i].Most, e.Most, 25, e.Panel) // the foot has a line more where it is seen
	}
	require.Empty(t, labelFaults(end, roughly))
	require.Empty(t, crowdFaults(end))
}

// A refusal may end by the clock alone: two snapshots of a volume need some time between them.
func TestARefusalThatTheClockEndsIsAskedAgain(t *testing.T) {
	p := sandbox("aws ec2 run-instances --image-id @al2023 --instance-type t3.micro --name web", "yard run 5m", "aws ec2 create-snapshot --volume-id @web-root").pick(t, "Volume web-root")
	p.Memo = new(Memo)
	require.NotEmpty(t, p.frame().Node("action/create-snapshot").Off)
	before := p.World().Changes()
	require.NoError(t, p.RunFor(catalog.SnapshotSpacing))
	require.Equal(t, before, p.World().Changes(), "nothing but the clock has moved")
	require.Empty(t, p.frame().Node("action/create-snapshot").Off)
}

// A consequence may change by the clock alone: what a deed saves is less where something stops by itself before it has settled.
func TestConsequencesSeeWhatIsAboutToHappen(t *testing.T) {
	p := sandbox("aws ec2 run-instances --image-id @al2023 --instance-type t3.micro --name web", "yard run 5m", "yard schedule @web --daily 09:00-17:00", "yard run 16h30m").pick(t, "Instance web")
	p.Memo, p.Hover = new(Memo), "action/terminate-instances"
	early, before := p.frame().Node("what-if/action/terminate-instances").Help, p.World().Changes()
	require.NoError(t, p.RunFor(20*unit.Minute))
	require.Equal(t, before, p.World().Changes(), "nothing but the clock has moved")
	late := p.frame().Node("what-if/action/terminate-instances").Help
	require.NotEqual(t, early, late)
	require.Equal(t, p.bare().Node("what-if/action/terminate-instances").Help, late)
}

func TestEveryServiceHasAPlaceOnTheBill(t *testing.T) {
	for meter := range cost.MeterCount {
		require.True(t, slices.ContainsFunc(services[:], func(s service) bool { return s.name == meter.Service() }), meter)
	}
	p := sandbox(append(busy, "yard run 1h", "aws ec2 copy-snapshot --source-region us-east-1 --source-snapshot-id @first --region us-west-2", "yard run 1h")...)
	require.Equal(t, "Data transfer: $0.10", p.frame().Node("bill/transfer").Name, "5 GiB at 2 cents")
}
