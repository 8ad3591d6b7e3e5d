package scene

import (
	"strconv"
	"strings"

	"blockyard/scripting/session"
	"blockyard/sim/catalog"
	"blockyard/sim/ec2"
)

// A Completion is how the command line can go on: what each of a list would
// take the place of, in bytes of UI.Input. The keyboard is at UI.Marked.
type Completion struct {
	From, To int
	List     []session.Candidate
}

// PanelCompletions is what the list of completions is scrolled by; it is a part of the commands.
const PanelCompletions Panel = "Completions"

// topBar is how high the bar at the top is at most.
const topBar = 56

// completionRows is how many completions are seen at once.
const completionRows = 8

// completionID begins the ids of the nodes of completions.
const completionID = "complete/"

// CompletionID returns the id of the node of a completion by its number.
func CompletionID(number int) string { return completionID + strconv.Itoa(number) }

// IsCompletion reports whether a node belongs to the list of completions.
func IsCompletion(id string) bool {
	return strings.HasPrefix(id, completionID) || id == "scroll/"+string(PanelCompletions)
}

// completions paints the list of completions over everything else, above the command line.
func (p *pen) completions() {
	field := p.Node(CommandLine)
	if p.ui.Completion == nil || field == nil || field.Rect.W <= 0 {
		return
	}
	list := p.ui.Completion.List
	row, pad := p.px(p.rowHeight()), p.px(5)
	above := field.Rect.Y - p.px(8) - 2*pad
	rows := min(len(list), completionRows, max(int((above-p.px(topBar))/row), 2)) // the clock stays in sight
	if float64(rows)*row > above {
		return
	}
	p.at = PanelCommands
	h := float64(rows)*row + 2*pad
	r := Rect{field.Rect.X, field.Rect.Y - h - p.px(6), min(field.Rect.W, p.px(760)), h}
	p.box(r, p.px(9), p.raised, p.edge, 1.5)
	inner := Rect{r.X + pad, r.Y + pad, r.W - 2*pad, h - 2*pad}
	line := Rect{inner.X, 0, inner.W, row}
	if len(list) > rows {
		line.W -= p.px(12) // for the scroll bar
	}
	texts := p.completionWidth(list, line.W)
	p.scroll(PanelCompletions, inner, false, func(y float64) float64 {
		for i := range list {
			line.Y = y
			p.completion(&list[i], i, line, texts)
			y += row
		}
		return y
	})
}

// rowHeight is how high the rows of a list are: a finger needs more.
func (p *pen) rowHeight() float64 {
	if p.ui.Width/p.k < roomForRail {
		return 44
	}
	return 28
}

// completionWidth returns how wide the column of the texts is: as wide as they
// are, as long as there is room for what they mean.
func (p *pen) completionWidth(list []session.Candidate, w float64) float64 {
	longest := ""
	helps := false
	for i := range list {
		if len(list[i].Text) > len(longest) {
			longest = list[i].Text
		}
		helps = helps || list[i].Help != ""
	}
	if !helps {
		return w - p.px(16)
	}
	return min(p.width(typeCode, longest)+1, 0.6*w)
}

// completion paints one of the list with its node.
func (p *pen) completion(c *session.Candidate, i int, r Rect, texts float64) {
	id, marked := CompletionID(i), i == p.ui.Marked
	switch {
	case marked:
		p.box(r, p.px(6), p.current, p.currentLine, 1)
	case p.ui.Hover == id:
		p.box(r, p.px(6), p.hover, 0, 0)
	}
	x, right := r.X+p.px(8), r.Right()-p.px(8)
	p.label(Rect{x, r.Y, min(texts, right-x), r.H}, typeCode, p.ink, c.Text)
	if at := x + texts + p.px(16); right-at > p.px(80) {
		p.label(Rect{at, r.Y, right - at, r.H}, typeBody, p.muted, c.Help)
	}
	p.node(Node{
		ID: id, Role: RoleOption, Name: c.Text, Help: c.Help, Rect: r, Chosen: marked,
		Action: &Action{"Complete with it", Accept, strconv.Itoa(i)},
	})
}

// ghost paints in grey how the line goes on that is typed: by the marked completion, or, where nothing is typed, by the example.
func (p *pen) ghost(r Rect) {
	text := p.ghostText()
	at := p.width(typeCode, p.ui.Input) + p.px(2) // beside the caret
	if room := r.W - at - p.px(4); text != "" && room > p.px(28) {
		p.label(Rect{r.X + at, r.Y, room, r.H}, typeCode, p.muted, text)
	}
}

func (p *pen) ghostText() string {
	if p.ui.Input == "" {
		return Example(p.session)
	}
	c := p.ui.Completion
	if c == nil || p.ui.Marked >= len(c.List) || c.To != len(p.ui.Input) {
		return ""
	}
	rest, ok := strings.CutPrefix(c.List[p.ui.Marked].Text, p.ui.Input[c.From:])
	if !ok || p.ui.Caret != len(p.ui.Input) {
		return ""
	}
	return rest
}

// tabHint says at the right that Tab takes what stands there in grey, and returns the room that is left.
func (p *pen) tabHint(r Rect, focused bool) Rect {
	const hint = "Tab"
	w := p.width(typeBody, hint) + p.px(14)
	text := p.ghostText()
	if !focused || p.ui.Passing && p.ui.Input == "" || text == "" || p.width(typeCode, p.ui.Input+text)+w+p.px(12) > r.W && p.ui.Input != "" || r.W < 4*w {
		return r
	}
	plate := Rect{r.Right() - w, r.Y + (r.H-p.px(22))/2, w, p.px(22)}
	p.box(plate, p.px(5), p.raised, p.buttonLine, 1)
	p.labelCentre(plate, typeBody, p.muted, hint)
	return Rect{r.X, r.Y, r.W - w - p.px(6), r.H}
}

// Example returns a command that fits what there is in the world, for who does
// not know what to type. In a lesson it gives nothing away; in the welcome it is what its button does.
func Example(s *session.Session) string {
	if IsWelcome(s) && openStep(s) >= 0 {
		if deed, is := welcomeDeeds[s.Steps()[openStep(s)].Step.ID]; is {
			return deed.command
		}
	}
	switch {
	case s.TriesFreely():
		return leaveFree
	case s.Lesson() != nil:
		return "yard steps"
	}
	cloud := s.World().Cloud()
	home, _ := catalog.RegionNamed(session.DefaultRegion)
	for index := cloud.Length(ec2.KindInstance); index > 0; index-- {
		i := cloud.Instances().At(index - 1)
		if i.Account != 0 || i.Region != uint16(home.Index) {
			continue
		}
		switch i.State {
		case ec2.InstanceRunning:
			return "aws ec2 stop-instances --instance-ids " + exampleName(cloud, index-1)
		case ec2.InstanceStopped:
			return "aws ec2 start-instances --instance-ids " + exampleName(cloud, index-1)
		case ec2.InstancePending, ec2.InstanceStopping:
			return "yard run 1m"
		case ec2.InstanceShuttingDown, ec2.InstanceTerminated, ec2.NoInstance:
		}
	}
	return "aws ec2 run-instances --image-id @al2023 --instance-type t3.micro --name web"
}

// mostCompared is how many instances are looked at to tell whether a name is one's own.
const mostCompared = 200

// exampleName returns what the example calls an instance: @NAME where that is plain and no other's, else the id.
func exampleName(cloud *ec2.State, index uint32) string {
	ref := instanceRef(index)
	name, length := cloud.Name(ref), cloud.Length(ec2.KindInstance)
	if name == "" || length > mostCompared || strings.ContainsAny(name, " \t\n'\"\\$`;&|<>(){}*?#~[]!") {
		return cloud.ID(ref)
	}
	for other := range length {
		state := cloud.Instances().At(other).State
		isThere := state != ec2.InstanceTerminated && state != ec2.InstanceShuttingDown
		if other != index && isThere && cloud.Name(instanceRef(other)) == name {
			return cloud.ID(ref)
		}
	}
	return "@" + name
}
