package scene

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// compared is somebody who has guessed and let a month go by in both lanes of the lesson that compares root disks.
func compared(t testing.TB) *player {
	p := lessonNamed(t, "cost-ebs-vs-instance-store")
	p.do("yard answer guess 50 12", "yard lane ebs", "yard schedule @web --daily 09:00-13:00", "yard lane store", "aws ec2 stop-instances --instance-ids @web", "yard run 30d")
	return p
}

// goneApart is a sandbox of two lanes that have gone apart for ten days.
func goneApart() *player {
	return sandbox("aws ec2 run-instances --image-id @al2023 --instance-type t3.micro --name web", "yard run 1d", "yard lane other --split",
		"aws ec2 create-volume --size 100 --availability-zone us-east-1b --name data", "yard run 10d")
}

// shown has the lanes shown in a way.
func (p *player) shown(way laneWay) *player {
	p.Fields = append(p.Fields, Choice{LanesField, string(way)})
	return p
}

func TestLanesInWords(t *testing.T) {
	for name, picture := range map[string]func() *player{
		"lanes_stacked": func() *player { return compared(t) },
		"lanes_beside":  func() *player { return compared(t).shown(lanesBeside).size(1600, 1000, 100) },
		"lanes_one":     func() *player { return compared(t).shown(oneLane).size(1024, 768, 100) },
		"lanes_phone":   func() *player { return compared(t).size(390, 844, 100).tab(PanelBar, "World") },
		"lanes_apart":   func() *player { return goneApart() },
	} {
		t.Run(name, func(t *testing.T) {
			p := picture()
			f := p.frame()
			require.Empty(t, p.faults(f))
			file := filepath.Join("testdata", name+".txt")
			got := words(f)
			if *update {
				require.NoError(t, os.WriteFile(file, []byte(got), 0o644))
			}
			want, err := os.ReadFile(file)
			require.NoError(t, err, "run with -update")
			require.Equal(t, string(want), got)
		})
	}
}

func TestLanesTellWhatTheyCostAndSave(t *testing.T) {
	f := compared(t).frame()
	require.Equal(t, "root on instance store, $72.00 so far; commands act here", f.Node("lane/store").Help)
	require.Equal(t, "root on a 100 GiB EBS volume, $17.00 so far", f.Node("lane/ebs").Help)
	require.Equal(t, "Lane store: $72.00 ($72.00 compute). Your guess: $50.00.", f.Node("difference/store").Name)
	require.Equal(t, "Lane ebs: $17.00 ($12.00 compute, $5.00 volume). Saves $55.00 a month. Your guess: $12.00.", f.Node("difference/ebs").Name)
	require.Equal(t, "720 h × $0.10/h = $72.00; the disk is included", f.Node("lane/store/sum").Name)
	require.Equal(t, "120 h × $0.10/h = $12.00; disk 100 GB × 1 month × $0.05/GB-month = $5.00", f.Node("in/ebs/lane/ebs/sum").Name)
	require.Equal(t, "web ran 5d in 30d, daily 09:00 to 13:00", f.Node("in/ebs/lane/ebs/hours").Name)
	require.Equal(t, "lane store $72.00, lane ebs $17.00: two lanes, one clock", f.Node("money").Name)
}

func TestHoursAreLitWhenTheInstanceRan(t *testing.T) {
	p := compared(t)
	for _, l := range (&pen{Frame: new(Frame), session: p.Session, ui: &p.UI}).laneViews(p.viewOf()) {
		h := l.hours()
		require.Equal(t, 30, h.columns)
		lit := 0
		for i, look := range h.ran {
			hour := i / h.columns
			want := hourRan
			if l.name == "ebs" && (hour < 9 || hour >= 13) {
				want = hourIdle
			}
			require.Equal(t, want, look, "%s, day %d, %d:00", l.name, i%h.columns+1, hour)
			if look == hourRan {
				lit++
			}
		}
		require.Equal(t, map[string]int{"store": 720, "ebs": 120}[l.name], lit)
		for _, look := range h.disk {
			require.Equal(t, hourRan, look)
		}
	}
}

func TestWhatHasStillToComeIsNotIdle(t *testing.T) {
	p := sandbox("aws ec2 run-instances --image-id @al2023 --instance-type t3.micro --name web", "yard run 1d", "yard run 90m")
	h := p.viewOf().hours()
	at := func(hour, day int) uint8 { return h.ran[hour*h.columns+day-1] }
	require.Equal(t, hourRan, at(23, 1))
	require.Equal(t, hourRan, at(0, 2))
	require.Equal(t, hourPartly, at(1, 2), "half of it")
	require.Equal(t, hourAhead, at(2, 2))
	require.Equal(t, hourAhead, at(0, 30))
	require.Equal(t, []uint8{hourRan, hourRan, hourAhead}, h.disk[:3])
	p.do("yard run 100d")
	require.Equal(t, 51, p.viewOf().hours().columns, "of two days each")
	require.Equal(t, hourRan, p.viewOf().hours().ran[0])
}

func TestWhatIsInAnotherLaneSaysSo(t *testing.T) {
	f := compared(t).frame()
	here, there := 0, 0
	for _, n := range f.Nodes {
		if n.Role != RoleListitem {
			continue
		}
		if n.Lane == "" {
			here++
			continue
		}
		there++
		require.Equal(t, "ebs", n.Lane)
		lane, id := LaneOf(n.ID)
		require.Equal(t, "ebs", lane)
		require.True(t, strings.HasPrefix(id, "instance/") || strings.HasPrefix(id, "volume/"), id)
		require.Empty(t, n.Drag+n.Drop)
	}
	require.Equal(t, 2, here)
	require.Equal(t, 2, there)
	require.Equal(t, "store", f.LaneAt(Point{f.Lanes[0].Rect.X + 1, f.Lanes[0].Rect.Y + 50}))
}

func TestNothingIsSelectedInAnotherLane(t *testing.T) {
	p := goneApart()
	id := ""
	for _, n := range p.frame().Nodes {
		if strings.HasPrefix(n.ID, "instance/") && n.Lane == "" {
			id = n.ID
		}
	}
	p.Selected = id
	f := p.frame()
	require.True(t, f.Node(id).Chosen)
	require.False(t, f.Node("in/main/"+id).Chosen, "it is the same id, and another instance")
}

func TestThereIsAWayToSplitAndToClose(t *testing.T) {
	p := sandbox("aws ec2 run-instances --image-id @al2023 --instance-type t3.micro --name web")
	require.Nil(t, p.frame().Node("lane/main"), "there is nothing to compare")
	for _, name := range []string{"other", "other-2", "other-3"} {
		b := p.frame().Node("lanes/split")
		require.Empty(t, b.Off)
		require.Zero(t, p.do(b.Action.Arg))
		require.Equal(t, name, p.Lane())
	}
	require.Contains(t, p.frame().Node("lanes/split").Off, "four lanes already")
	require.Zero(t, p.do(p.frame().Node("lane/main/close").Action.Arg))
	require.Equal(t, []string{"other", "other-2", "other-3"}, p.Lanes())
	require.Nil(t, compared(t).frame().Node("lanes/split"), "a lesson says itself what it compares")
	require.Nil(t, compared(t).frame().Node("lane/store/close"))
}

func TestLanesAreShownInTheWayThatHasRoom(t *testing.T) {
	p := compared(t)
	chosen := func(id string) bool { n := p.frame().Node(id); return n != nil && n.Chosen }
	require.True(t, chosen("lanes/stacked"))
	require.True(t, p.shown(lanesBeside) == p && chosen("lanes/beside"))
	p.Fields = nil
	require.True(t, p.size(800, 600, 100) == p && chosen("lanes/one"))
	require.NotEmpty(t, p.frame().Node("lanes/stacked").Off)
	require.Empty(t, p.frame().Lanes)
	p.size(1440, 900, 100).look(t, "Instance web", "action/terminate-instances")
	require.True(t, chosen("lanes/one"), "what a deed would do is looked at in its own lane alone")
}

func TestLanesInThePastTellThePast(t *testing.T) {
	p := compared(t)
	require.NoError(t, p.Travel(p.World().Now()/2))
	f := p.frame()
	require.Equal(t, "lane store $36.00, lane ebs $8.50: two lanes, one clock", f.Node("money").Name)
	require.Empty(t, p.faults(f))
}

// What is gone was there: an empty lane says which of the two it is.
func TestAnEmptyLaneSaysWhetherSomethingWasInIt(t *testing.T) {
	p := sandbox()
	p.do("yard lane other --split")
	require.Contains(t, said(p), "nothing in it yet")
	p.do("aws ec2 run-instances --image-id @al2023 --instance-type t3.micro --name web", "aws ec2 wait instance-running --instance-ids @web", "aws ec2 terminate-instances --instance-ids @web", "yard run 2h")
	require.Contains(t, said(p), "nothing in it any more")
	require.Contains(t, said(p), "Nothing here costs anything now.")
}

// said returns what is painted as text.
func said(p *player) (all []string) {
	for _, item := range p.frame().Items {
		if item.Kind == Label {
			all = append(all, item.Text)
		}
	}
	return all
}
