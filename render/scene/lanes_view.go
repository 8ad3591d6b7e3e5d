package scene

import (
	"slices"
	"strconv"
	"strings"

	"blockyard/scripting/lesson"
	"blockyard/scripting/session"
	"blockyard/sim/catalog"
	"blockyard/sim/ec2"
	"blockyard/sim/unit"
)

// A laneView is one lane as a frame needs it, with the pen that paints what is in it.
type laneView struct {
	*view
	pen    *pen
	name   string
	number int // from 1
	atHand bool
}

// laneViews returns all lanes of the session, in their order. v is that of the lane at hand.
func (p *pen) laneViews(v *view) []laneView {
	names := p.session.Lanes()
	lanes := make([]laneView, 0, len(names))
	for n, name := range names {
		l := laneView{view: v, pen: p, name: name, number: n + 1, atHand: name == p.session.Lane()}
		if !l.atHand {
			l.view = v.ofLane(name)
			l.pen = p.inLane(name, l.memo)
		}
		lanes = append(lanes, l)
	}
	return lanes
}

// ofLane returns the view of another lane, with what the memo keeps of it.
func (v *view) ofLane(name string) *view {
	w, ok := v.session.WorldOf(name)
	if !ok {
		panic("scene: no lane " + name)
	}
	memo := v.memo.ofLane(name)
	other := &view{places: &memo.places, session: v.session, world: w, cloud: w.Cloud(), now: w.Now(), region: v.region, memo: memo, lane: name}
	if other.places.world != w {
		memo.captions = [ec2Kinds][]caption{}
	}
	other.find(stateOf(w), v.region)
	other.account = v.memo.accountOf(w)
	other.bill = other.account.sum
	return other
}

// ofLane returns the memo of a lane that is not at hand.
func (m *Memo) ofLane(name string) *Memo {
	if m.lanes == nil {
		m.lanes = map[string]*Memo{}
	}
	if m.lanes[name] == nil {
		m.lanes[name] = &Memo{session: m.session}
	}
	return m.lanes[name]
}

// inLane returns a pen for what is in another lane than the one at hand: it paints into the same frame, nothing there is
// selected, looked at before it is done or on its way, and its nodes say whose they are.
func (p *pen) inLane(name string, memo *Memo) *pen {
	q := *p
	q.lane, q.also = name, nil
	q.ui = &UI{
		Width: p.ui.Width, Height: p.ui.Height, Scale: p.ui.Scale, Theme: p.ui.Theme, Zoom: p.ui.Zoom, Lessons: p.ui.Lessons, Playing: p.ui.Playing,
		Scrolls: p.ui.Scrolls, Fields: p.ui.Fields, Calm: p.ui.Calm, Wall: p.ui.Wall, Memo: memo,
	}
	for to, from := range map[*string]string{&q.ui.Hover: p.ui.Hover, &q.ui.Focus: p.ui.Focus, &q.ui.Pressed: p.ui.Pressed} {
		if lane, id := LaneOf(from); lane == name {
			*to = id
		}
	}
	return &q
}

// lanePrefix begins the id of the node of what is in a lane that is not at hand, before the name of the lane.
const lanePrefix = "in/"

// LaneOf returns the lane that a node's id names, "" for the one at hand, and the id that the node has where that lane is at hand.
func LaneOf(id string) (lane, inside string) {
	rest, other := strings.CutPrefix(id, lanePrefix)
	if lane, inside, ok := strings.Cut(rest, "/"); other && ok {
		return lane, inside
	}
	return "", id
}

// enter is the command that makes a lane the one that commands act on.
func enter(lane string) string { return "yard lane " + lane }

// handed returns a node as one of the lane that is painted. What is in another lane is neither dragged nor dropped upon:
// what is done with it goes to its lane first.
func (p *pen) handed(n Node) Node {
	if p.lane == "" || n.Role == RoleSlider {
		return n
	}
	n.ID, n.Lane, n.Drag, n.Drop = lanePrefix+p.lane+"/"+n.ID, p.lane, "", ""
	return n
}

// hue returns the lane's hue, which is that of its series in charts; its number tells it from the others without.
func (l *laneView) hue() Color { return looks[(l.number-1)%len(looks)].hue }

// title returns the lane's number and name, as it is called where several are compared.
func (l *laneView) title() string { return laneTitle(l.number, l.name) }

func laneTitle(number int, name string) string { return strconv.Itoa(number) + " " + name }

// things counts what is in a world.
func (v *view) things() (instances, volumes, snapshots, images int) {
	for i := range v.regions {
		for _, z := range v.regions[i].zones {
			instances += len(z.instances)
			volumes += z.attached + len(z.volumes)
		}
		snapshots += len(v.regions[i].snapshots)
		for _, index := range v.regions[i].images {
			if !v.cloud.Images().At(index).Public {
				images++
			}
		}
	}
	return instances, volumes, snapshots, images
}

// words says in a few words what is in the lane: where its one instance boots from, or how much there is.
func (l *laneView) words() string {
	instances, volumes, snapshots, images := l.things()
	if at := l.only(); at >= 0 && snapshots+images == 0 {
		return l.rootOf(uint32(at))
	}
	var parts []string
	for _, c := range []struct {
		n    int
		noun string
	}{{instances, "instance"}, {volumes, "volume"}, {snapshots, "snapshot"}, {images, "image"}} {
		if c.n > 0 {
			parts = append(parts, plural(c.n, c.noun))
		}
	}
	if len(parts) == 0 {
		if l.hadAny() {
			return "nothing in it any more"
		}
		return "nothing in it yet"
	}
	return strings.Join(parts, ", ")
}

// only returns the index of the instance where it is the only one, or -1.
func (v *view) only() int {
	at := -1
	for i := range v.regions {
		for _, z := range v.regions[i].zones {
			for _, index := range z.instances {
				if at >= 0 {
					return -1
				}
				at = int(index)
			}
		}
	}
	return at
}

// rootOf says what an instance boots from.
func (v *view) rootOf(index uint32) string {
	i := v.cloud.Instances().At(index)
	if i.RootKind == ec2.RootInstanceStore {
		return "root on instance store"
	}
	for _, d := range i.Devices {
		if d.Name == i.RootDevice {
			size := gib(int64(v.cloud.Volumes().At(d.Volume).GiB))
			return "root on " + articleOf(size) + " " + size + " EBS volume"
		}
	}
	return "root on EBS"
}

// articleOf returns the article before a number that is read aloud: "an" before eight, eleven, eighteen and what begins with eighty.
func articleOf(number string) string {
	digits := strings.IndexByte(number+" ", ' ')
	switch {
	case strings.HasPrefix(number, "8"), digits%3 == 2 && (strings.HasPrefix(number, "11") || strings.HasPrefix(number, "18")):
		return "an"
	}
	return "a"
}

// isSmall reports whether a world has so little in it that there is room for its hours beside it: one instance with one
// disk or two, and nothing else.
func (v *view) isSmall() bool {
	_, volumes, snapshots, images := v.things()
	at := v.only()
	if at < 0 || snapshots+images > 0 {
		return false
	}
	i := v.cloud.Instances().At(uint32(at))
	disks := len(i.Devices) + len(i.Disks)
	return disks >= 1 && disks <= 2 && len(i.Devices) == volumes
}

// monthOf returns how long a month of the session's price book is, where each is as long as the others.
func monthOf(book *catalog.Book) (unit.Duration, bool) {
	return book.Month.Length(), book.Month != catalog.Calendar
}

// since says over what time a bill up to now was run up.
func (v *view) since() string {
	elapsed := v.now.Sub(0)
	month, ok := monthOf(v.world.Config().Book)
	switch {
	case ok && elapsed == month:
		return "a month"
	case elapsed > 0 && elapsed%unit.Day == 0:
		return "in " + plural(int(elapsed/unit.Day), "day")
	}
	return "so far"
}

// guessFor returns what a lane was guessed to cost, where a prediction of the lesson asks for it by the lane's name.
func guessFor(s *session.Session, lane string) (guess unit.Ratio, ok bool) {
	steps := s.Steps()
	for i := range steps {
		step := &steps[i].Step
		at := slices.IndexFunc(step.Guesses, func(g lesson.Guess) bool { return g.ID == lane })
		if at < 0 {
			continue
		}
		if given, ok := s.Given(step.ID); ok {
			return numberIn(given, at)
		}
	}
	return guess, false
}
