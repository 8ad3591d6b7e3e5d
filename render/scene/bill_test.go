package scene

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"blockyard/sim/cost"
	"blockyard/sim/unit"
)

// open lets somebody click a node.
func (p *player) open(t testing.TB, id string) *player {
	n := p.frame().Node(id)
	require.NotNil(t, n, id)
	require.NotNil(t, n.Action, id)
	require.Equal(t, Fill, n.Action.Verb)
	name, value, _ := strings.Cut(n.Action.Arg, "=")
	for i := range p.Fields {
		if p.Fields[i].Of == name {
			p.Fields[i].Value = value
			return p
		}
	}
	p.Fields = append(p.Fields, Choice{name, value})
	return p
}

// shopkeeper is somebody with a server that runs for some hours a day, and a disk.
func shopkeeper() *player {
	p := sandbox("aws ec2 run-instances --image-id @al2023 --instance-type t3.large --name web", "yard schedule @web --daily 09:00-18:00",
		"aws ec2 create-tags --resources @web --tags Key=Team,Value=shop", "yard run 5d")
	return p.size(1024, 768, 100).tab(PanelInspector, string(PanelBill))
}

// A line opens into the intervals that it was counted in, with their dates, and they add up.
func TestALineOfTheBillOpens(t *testing.T) {
	p := shopkeeper()
	const line = "bill/line/instance/0/compute/0"
	require.Nil(t, p.frame().Node(line+"/behind"))
	f := p.open(t, line).frame()
	require.Empty(t, faults(f))
	require.True(t, f.Node(line).Chosen)
	require.Contains(t, f.Node(line+"/behind").Name, "starts and stops behind the")
	require.Equal(t, "Apr 01 09:00:15 to 18:00", f.Node(line+"/2").Name)
	require.Contains(t, f.Node(line+"/2").Help, " h × $0.0832/h ≈ $0.7")
	require.Nil(t, p.open(t, line).frame().Node(line+"/behind"))
}

// However the bill is split, its parts are on it with their money, and each opens into its lines.
func TestTheBillIsSplit(t *testing.T) {
	p := shopkeeper()
	total := p.World().Bill(cost.Window{To: p.World().Now()}).Total
	for _, by := range []string{"resource", "account", "day", "tag:Team"} {
		f := p.open(t, "bill/by/"+by).frame()
		require.Empty(t, faults(f), by)
		require.True(t, f.Node("bill/by/"+by).Chosen)
		require.NotNil(t, f.Node("bill/part/1"), by)
		open := p.open(t, "bill/part/1").frame()
		require.Empty(t, faults(open), by)
		require.NotNil(t, open.Node("bill/part/1/1"), by)
		p.open(t, "bill/part/1")
	}
	require.Contains(t, p.frame().Node("bill/part/1").Name, "Team=shop: $")
	p.open(t, "bill/by/")
	f := p.open(t, "bill/month/730h").frame()
	require.Empty(t, faults(f))
	require.Contains(t, f.Node("bill/assumed").Name, "A month of 730 h at the pace so far: $")
	require.Nil(t, f.Node("bill/by/day"), "such a month has no days")
	require.Equal(t, 1, total.Sign())
}

// With several lanes the bill has a column for each, and says what is saved and why nothing is nothing.
func TestTheBillOfTwoLanes(t *testing.T) {
	p := lessonNamed(t, "cost-ebs-vs-instance-store")
	p.do("yard answer guess '?'", "yard lane ebs", "yard schedule @web --daily 09:00-13:00", "yard run 30d")
	f := p.frame()
	require.Empty(t, faults(f))
	require.Equal(t, []string{"Instances", "$72.00", "$12.00"}, f.Node("bill/lanes/compute").Cells)
	require.Equal(t, []string{"Total", "$72.00", "$17.00"}, f.Node("bill/lanes/total").Cells)
	require.Nil(t, f.Node("bill/lanes/guess"), "nobody guessed")
	require.Equal(t, "Difference: $55.00 saved by 2 ebs, beside 1 store", f.Node("bill/difference").Name)
	require.Contains(t, f.Node("bill/nothing").Help, "An instance-store disk is part of the instance's price.")
	require.Contains(t, f.Node("bill/line/instance/0/compute/0").Help, "60 starts and stops behind the 120 h")
	p.Scrolls = []Offset{{PanelBill, 1e9}}
	require.Equal(t, "In AWS's 730-hour month, at this pace: $73.00, $17.17, $55.83 apart.", p.frame().Node("bill/730h").Name)
}

// A budget is on the bill with what is left of it, and when it is reached.
func TestTheBillHasTheBudget(t *testing.T) {
	p := shopkeeper()
	p.Scrolls = []Offset{{PanelBill, 1e9}}
	require.NotNil(t, p.frame().Node("bill/budget/set"))
	require.Contains(t, p.frame().Node("bill/ahead").Name, "By May 01, as things go on: $")
	p.do("yard budget 12 --month")
	n := p.frame().Node("bill/budget")
	require.Contains(t, n.Name, "Budget a month: $4.")
	require.Contains(t, n.Help, "As things go on, it is reached on Apr ")
	foreseen := n.Help[len(n.Help)-len("Apr 13 10:48."):]
	p.do("yard run 20d")
	require.Contains(t, p.frame().Node("bill/budget").Help, "Reached on "+foreseen[:len(foreseen)-1])
	require.Empty(t, faults(p.frame()))
}

// Who looks back sees what everything had cost then, beside what it costs now.
func TestThenAndNow(t *testing.T) {
	p := shopkeeper().size(1440, 900, 100).tab(PanelInspector, "")
	now := p.World().Bill(cost.Window{To: p.World().Now()}).Total
	require.Nil(t, p.frame().Node("then/total/row"))
	p.do("yard travel -2d")
	then := p.World().Bill(cost.Window{To: p.World().Now()}).Total
	f := p.frame()
	require.Empty(t, faults(f))
	require.Equal(t, []string{"Total", then.String(), now.String()}, f.Node("then/total/row").Cells)
	require.Contains(t, f.Node("money").Name, "now "+now.String())
	sum := unit.Money{}
	for _, s := range services {
		if n := f.Node("then/" + s.name + "/row"); n != nil {
			amount, err := unit.ParseMoney(n.Cells[1][1:])
			require.NoError(t, err)
			sum = sum.Plus(amount)
		}
	}
	require.InDelta(t, dollars(then), dollars(sum), 0.02, "to the rounding of its rows")
}

func TestTheBillHasTheGuess(t *testing.T) {
	p := lessonNamed(t, "cost-ebs-vs-instance-store")
	p.do("yard answer guess '50' '12'", "yard run 3d")
	f := p.frame()
	require.Empty(t, faults(f))
	require.Equal(t, []string{"Your guess", "$50.00", "$12.00"}, f.Node("bill/lanes/guess").Cells)
}

// However the bill is split and opened, nothing is cut or overlaps: in all themes, at all sizes, with longer words.
func TestTheBillFits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := sandbox("aws ec2 run-instances --image-id @al2023 --instance-type t3.large --name web", "yard schedule @web --daily 09:00-18:00",
			"aws ec2 create-tags --resources @web --tags Key=Department,Value=a-department-with-a-long-name", "aws ec2 create-volume --size 9 --availability-zone eu-west-1a --region eu-west-1", "yard budget 12 --month")
		p.do(rapid.SampledFrom([]string{"yard clock", "yard run 20m", "yard run 3d", "yard run 29d 23h", "yard run 100d"}).Draw(t, "time"))
		if rapid.Bool().Draw(t, "past") {
			p.do("yard travel 10m")
		}
		p.size(float64(rapid.IntRange(360, 1700).Draw(t, "width")), float64(rapid.IntRange(600, 1200).Draw(t, "height")), rapid.SampledFrom(scales).Draw(t, "scale"))
		p.Theme, p.stretch = rapid.SampledFrom(themes).Draw(t, "theme"), rapid.SampledFrom(stretches).Draw(t, "longer words")
		p.Tabs = []Choice{{string(PanelBar), "Bill"}, {string(PanelInspector), "Bill"}}
		by := rapid.SampledFrom([]string{"", "resource", "account", "region", "day", "tag:Department"}).Draw(t, "by")
		open := rapid.SampledFrom([]string{"", "bill/line/instance/0/compute/0", "day 2026-04-01", "account 123456789012 (default)"}).Draw(t, "open")
		p.Fields = []Choice{{billBy, by}, {billOpen, open}, {billMonth, rapid.SampledFrom([]string{"", "720h", "730h"}).Draw(t, "month")}}
		p.Scrolls = []Offset{{PanelBill, float64(rapid.IntRange(0, 1500).Draw(t, "scrolled"))}}
		require.Empty(t, billFaults(p.faults(p.frame())))
	})
}

// billFaults leaves out what other panels are to blame for.
func billFaults(all []string) []string {
	return slices.DeleteFunc(all, func(fault string) bool { return !strings.Contains(fault, "bill") && strings.Contains(fault, "/") })
}
