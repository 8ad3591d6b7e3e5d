package scene

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"blockyard/sim/unit"
)

// somewhereInTime has time shown from near or far, and perhaps looks at the past, goes on from there, or takes something back.
func (p *player) somewhereInTime(t *rapid.T) {
	if rapid.Bool().Draw(t, "zoomed") {
		p.Window = TimeWindow{unit.Instant(rapid.IntRange(0, int(30*unit.Day)).Draw(t, "from")), unit.Duration(rapid.IntRange(int(unit.Second), int(60*unit.Day)).Draw(t, "span"))}
	}
	p.Fields = append(p.Fields, Choice{volumesField, rapid.SampledFrom([]string{"", "open", "shut"}).Draw(t, "volumes")})
	past := func() {
		since := p.Present().Sub(p.Opening())
		if at := p.Opening().Add(since * unit.Duration(rapid.IntRange(0, 1000).Draw(t, "moment")) / 1000); at < p.Present() {
			require.NoError(t, p.Travel(at))
		}
	}
	switch rapid.SampledFrom([]string{"", "", "past", "past", "fork", "undo", "redo", "now", "try", "back"}).Draw(t, "travel") {
	case "past":
		past()
	case "fork":
		past()
		p.do("yard fork")
	case "undo":
		p.do("yard travel now", "yard undo")
	case "redo":
		p.do("yard travel now", "yard redo")
	case "try": // the sandbox refuses it
		p.do("yard travel now", "yard try", "yard run 1h")
	case "back":
		p.do("yard try --back")
	case "now":
		p.BackToNow()
	}
}

// traveller is somebody who looks back into a busy past.
func traveller() *player {
	p := sandbox(busy...)
	p.do("yard travel 2h")
	p.Log = nil
	return p
}

// branched is somebody who went on from there, and has taken back one thing.
func branched() *player {
	p := traveller()
	p.do("yard fork", "aws ec2 stop-instances --instance-ids @web", "yard run 1h", "yard undo")
	p.Log = nil
	return p
}

// and shows a tab of a further panel.
func (p *player) and(of Panel, name string) *player {
	p.Tabs = append(p.Tabs, Choice{string(of), name})
	return p
}

func TestThePastInWords(t *testing.T) {
	p := traveller()
	f := p.frame()
	require.Equal(t, "The past: Apr 01 02:00. Read only.", f.Node("past/band").Name)
	require.Equal(t, "1 h 6 min before now", f.Node("past/band").Help)
	require.Equal(t, "Apr 01 02:00, the past · read only", f.Node("clock").Name)
	require.Contains(t, f.Node("past/card").Help, "That keeps your 8 later commands as a branch called before Apr 01 02:00. Nothing is lost.")
	require.Equal(t, "yard travel now", f.Node("past/now").Action.Arg)
	require.Equal(t, "yard fork", f.Node("past/fork").Action.Arg)
	require.Less(t, f.Time.Shown, f.Time.Present)
	require.Equal(t, "Apr 01 02:00", f.Node(PlayheadNode).Value)
	p.do("yard travel now")
	f = p.frame()
	require.Nil(t, f.Node("past/band"))
	require.Nil(t, f.Node("past/card"))
	require.Equal(t, f.Time.Shown, f.Time.Present)
}

// Whatever would change the world waits, at every door of the picture, and says why.
func TestNothingInThePastCanBeChanged(t *testing.T) {
	p := traveller().pick(t, "Instance web")
	p.Tabs = []Choice{{string(PanelInspector), string(PanelInspector)}}
	looked := func() {
		for _, n := range p.frame().Nodes {
			if a := n.Action; a != nil && (a.Verb == OpenForm || a.Verb == Preview || a.Verb == Command && changesWorld(a.Arg)) {
				require.NotEmpty(t, n.Off, n.ID)
			}
		}
	}
	looked()
	p.Menu = &Menu{Of: p.Selected, At: Point{400, 300}}
	looked()
	require.Equal(t, PastReason, p.frame().Node(MenuItemID(0)).Off)
	p.Menu, p.Tabs = nil, append(p.Tabs, Choice{string(PanelWorld), "Volumes"})
	looked()
	p.do("yard travel now")
	require.Empty(t, p.frame().Node("make/Instance").Off)
}

func TestWhatChangesTheWorld(t *testing.T) {
	for line, changes := range map[string]bool{
		"aws ec2 stop-instances --instance-ids @web": true, "aws ec2 describe-volumes": false, "aws ec2 get-console-output --instance-id @web": false,
		"yard run 3h": true, "yard travel now": false, "yard fork": false, "yard undo": true, "yard lane ebs": false, "yard lane cheaper --split": true,
		"yard bill; yard run 1h": true, "yard answer why 2": true, "ls": true,
	} {
		require.Equal(t, changes, changesWorld(line), line)
	}
}

func TestTheHistorySaysWhereOneIs(t *testing.T) {
	p := traveller()
	names := func(prefix string) (all []string) {
		for _, n := range p.frame().Nodes {
			if rest, ok := strings.CutPrefix(n.ID, prefix); ok && (rest == "here" || rest[0] >= '0' && rest[0] <= '9') {
				all = append(all, n.Name)
			}
		}
		return all
	}
	rows := names("history/")
	here := -1
	for i, name := range rows {
		if strings.HasPrefix(name, "You are here") {
			here = i
		}
	}
	require.Equal(t, 8, here, "deeds that came later are above")
	require.Equal(t, "You are here: Apr 01 02:00", rows[here])
	require.Equal(t, "Run 1h, Apr 01 01:05", rows[here+1], "it was under way")
	f := p.frame()
	require.True(t, f.Node("history/9").Chosen)
	require.Equal(t, Travel, f.Node("history/0").Action.Verb)
	p.do("yard travel now", "yard undo")
	p.Tabs = []Choice{{string(PanelTime), tabJournal}}
	rows = names("journal/")
	require.Contains(t, rows[1], "You are here")
	require.Equal(t, "yard redo", p.frame().Node("journal/0").Action.Arg)
	require.Equal(t, "Redo: "+strings.Split(rows[0], ", ")[0], p.frame().Node("button/redo").Name)
}

func TestBranchesAreListedAndGoneTo(t *testing.T) {
	p := traveller()
	p.do("yard fork")
	p.Tabs = []Choice{{string(PanelTime), tabJournal}}
	p.Scrolls = []Offset{{PanelTime, 1e6}}
	f := p.frame()
	require.NotEmpty(t, f.Node("journal/branch/0").Off)
	other := f.Node("journal/branch/1")
	require.Equal(t, "Branch before Apr 01 02:00", other.Name)
	require.Zero(t, p.do(other.Action.Arg))
	require.Equal(t, "before Apr 01 02:00", p.Branches()[0].Name)
}

func TestSpansInWords(t *testing.T) {
	require.Equal(t, "1 day 1 h 50 min", spanWords(unit.Day+unit.Hour+50*unit.Minute))
	require.Equal(t, "30 days", spanWords(unit.Month))
	require.Equal(t, "12 s", spanWords(12*unit.Second+3))
	require.Equal(t, "1 s", spanWords(3))
}

// What is not yet there has its place already, and leads to when it was made.
func TestWhatIsNotYetThereIsShown(t *testing.T) {
	p := sandbox(busy...)
	later := p.frame()
	p.do("yard travel 2h")
	f := p.frame()
	var names []string
	for _, n := range f.Nodes {
		if strings.HasPrefix(n.ID, "not-yet/") {
			names = append(names, n.Name+", "+n.Help)
			require.NotNil(t, later.Node(strings.TrimPrefix(n.ID, "not-yet/")), "it is there now")
			require.Nil(t, f.Node(strings.TrimPrefix(n.ID, "not-yet/")))
		}
	}
	require.Equal(t, []string{
		"store: not yet, made Apr 01 03:06", "second: not yet, made Apr 01 03:05", "snap-0b1a…ee77: not yet, made Apr 01 03:06", "snap-07e1…933d: not yet, made Apr 01 03:06", "golden: not yet, made Apr 01 03:06",
	}, names)
	p.do("yard travel now")
	require.Nil(t, p.frame().Node("not-yet/x"))
	for _, n := range p.frame().Nodes {
		require.False(t, strings.HasPrefix(n.ID, "not-yet/"), n.ID)
	}
}
