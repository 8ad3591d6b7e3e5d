package scene

import (
	"cmp"
	"slices"
	"sort"
	"strconv"
	"strings"

	"blockyard/sim"
	"blockyard/sim/ec2"
	"blockyard/sim/unit"
)

// A markKind is what a mark in the time bar stands for. Each has a shape of its own.
type markKind uint8

const (
	markCommand  markKind = iota // something was done
	markRefused                  // something was refused
	markFailure                  // something was made to fail
	markSnapshot                 // a snapshot was taken
	markKinds                    // how many there are
)

// markNames say what the kinds of marks are, in the legend.
var markNames = [markKinds]string{markCommand: "command", markRefused: "refused", markFailure: "failure", markSnapshot: "snapshot"}

// A timeMark is an instant at which something happened. Of is the place of what happened: in the journal, or among the snapshots.
type timeMark struct {
	at   unit.Instant
	kind markKind
	of   int
}

// A marksKey is what the marks of a world depend on.
type marksKey struct {
	world *sim.World
	calls int
}

// A markList is the marks of what was done in a world, in order, and which kinds of them there are.
type markList struct {
	marks []timeMark
	there [markKinds]bool
}

// marks returns the marks of what was done.
func (v *view) marks() markList {
	journal := v.world.Journal()
	return v.memo.marks.of(marksKey{v.world, len(journal)}, func() (list markList) {
		list.marks = make([]timeMark, 0, len(journal))
		for i := range journal {
			kind := kindOfMark(&journal[i])
			list.marks, list.there[kind] = append(list.marks, timeMark{journal[i].At, kind, i}), true
		}
		return list
	})
}

// kindOfMark returns what mark a call has.
func kindOfMark(e *sim.Entry) markKind {
	switch {
	case e.Refused:
		return markRefused
	case e.Op.Service == "yard" && strings.HasPrefix(e.Op.Verb, "fail-"):
		return markFailure
	}
	return markCommand
}

// snapshotTimes returns the marks of the snapshots that were taken of volumes, in order.
func (v *view) snapshotTimes() []timeMark {
	return v.memo.taken.of(stateOf(v.world), func() (marks []timeMark) {
		for index, x := range v.cloud.Snapshots().All() {
			if x.HasVolume {
				marks = append(marks, timeMark{x.Created, markSnapshot, int(index)})
			}
		}
		return marks
	})
}

// A cluster is marks that are painted as one, since they would lie over each other.
type cluster struct {
	marks []timeMark
	x     float64 // its middle
}

// clusterWidth returns how wide a cluster is: a finger needs more.
func (p *pen) clusterWidth() float64 {
	if p.isPhone() {
		return p.px(44)
	}
	return p.px(26)
}

// clustersOf returns the clusters of marks in order that are shown, no nearer to each other than a width.
func (a *TimeAxis) clustersOf(marks []timeMark, width float64) (all []cluster) {
	first := sort.Search(len(marks), func(i int) bool { return marks[i].at >= a.From })
	end := a.From.Add(a.Span)
	for i := first; i < len(marks) && marks[i].at <= end; i++ {
		x := a.At(marks[i].at)
		if n := len(all); n > 0 && x < all[n-1].x+width {
			c := &all[n-1]
			c.marks = c.marks[:len(c.marks)+1]
			continue
		}
		all = append(all, cluster{marks[i : i+1 : len(marks)], x})
	}
	return all
}

// events paints the row of what was done, and reports whether there is anything, and room for it.
func (p *pen) events(v *view, a *TimeAxis, r Rect, room float64) bool {
	marks := v.marks().marks
	if len(marks) == 0 || room < 2*r.H {
		return false
	}
	label := Rect{r.X, r.Y, a.X - r.X - p.px(15), r.H}
	p.node(Node{ID: "time/events", Role: RoleText, Name: "events", Help: plural(len(marks), "command"), Rect: label})
	p.label(label, typeBody, p.muted, "events")
	p.box(Rect{a.X, r.Y + r.H/2, a.W, 1}, 0, p.hairline, 0, 0)
	p.clusters(v, a, "time/event/", marks, r)
	return true
}

// snapshotMarks paints the snapshots that were taken.
func (p *pen) snapshotMarks(v *view, a *TimeAxis, r Rect) {
	p.clusters(v, a, "time/taken/", v.snapshotTimes(), r)
}

// clusters paints marks in a row, each with a node that says what it was and goes there.
func (p *pen) clusters(v *view, a *TimeAxis, id string, marks []timeMark, r Rect) {
	if !p.visible(r) {
		return
	}
	width := p.clusterWidth()
	for _, c := range a.clustersOf(marks, width+p.px(2)) {
		at := Rect{c.x - width/2, r.Y, width, r.H}
		n := Node{ID: id + strconv.Itoa(c.marks[0].of), Role: RoleButton, Name: v.clusterWords(&c), Help: v.clusterHelp(&c), Rect: at}
		n.Action = &Action{n.Name, Travel, strconv.FormatInt(int64(c.marks[0].at), 10)}
		if last := c.marks[len(c.marks)-1].at; last > c.marks[0].at {
			n.Action = &Action{"Look closer: " + n.Name, ZoomTime, strconv.FormatInt(int64(c.marks[0].at), 10) + ".." + strconv.FormatInt(int64(last), 10)}
		}
		p.node(n)
		p.cluster(&c, at, p.ui.Hover == n.ID, c.marks[0].at > a.Shown)
	}
}

// cluster paints marks: one by its shape, several by how many they are.
func (p *pen) cluster(c *cluster, r Rect, hover, later bool) {
	if hover {
		p.box(Rect{r.X, r.Y + 1, r.W, r.H - 2}, p.px(6), p.hover, 0, 0)
	}
	if n := len(c.marks); n > 1 {
		text, ink := strconv.Itoa(n), p.ink
		if n > 99 {
			text = "99+"
		}
		plate := Rect{r.X + r.W/2 - p.px(14), r.Y + r.H/2 - p.px(9), p.px(28), p.px(18)}
		p.box(plate, p.px(8), p.raised, p.worst(c), 1.5)
		if later {
			ink = p.muted
		}
		p.put(Rect{r.X + (r.W-p.width(typeBody, text))/2, r.Y, p.width(typeBody, text), r.H}, typeBody, ink, text)
		return
	}
	p.mark(c.marks[0].kind, r.X+r.W/2, r.Y+r.H/2, later)
}

// worst returns the colour of the border of a cluster: that of what went wrong in it, if anything did.
func (p *pen) worst(c *cluster) Color {
	if slices.ContainsFunc(c.marks, func(m timeMark) bool { return m.kind == markRefused || m.kind == markFailure }) {
		return p.bad.text
	}
	return p.edge
}

// mark paints the shape of a mark round a middle. What is still to come, seen from the past, is an outline.
func (p *pen) mark(kind markKind, x, y float64, later bool) {
	size := p.px(14)
	g := grid{p, x - size/2, y - size/2, size / 16}
	ink := p.ink
	if later {
		ink = p.muted
	}
	switch kind {
	case markRefused:
		g.disc(0, p.bad.text, 2, 8, 8, 6)
		g.line(p.bad.text, 2, 4, 12, 12, 4)
	case markFailure:
		drawings[symbolWarning](g, p.warn.text)
	case markSnapshot:
		if later {
			g.line(p.muted, 1.8, 8, 1, 15, 8, 8, 15, 1, 8, 8, 1)
		} else {
			drawings[symbolSnapshot](g, ink)
		}
	case markCommand, markKinds:
		if later {
			g.disc(0, ink, 2, 8, 8, 4.5)
		} else {
			g.disc(ink, 0, 0, 8, 8, 5)
		}
	}
}

// clusterWords returns what a cluster is called: what happened, and when.
func (v *view) clusterWords(c *cluster) string {
	first, last := &c.marks[0], &c.marks[len(c.marks)-1]
	if len(c.marks) == 1 {
		return v.markWords(first) + ", " + v.when(first.at)
	}
	noun := "command"
	if first.kind == markSnapshot {
		noun = "snapshot"
	}
	words := plural(len(c.marks), noun) + ", " + v.when(first.at)
	if v.when(first.at) != v.when(last.at) {
		words += " to " + v.when(last.at)
	}
	return words
}

// mostToldMarks is how many of the marks of a cluster are told one by one.
const mostToldMarks = 6

// clusterHelp tells what is in a cluster.
func (v *view) clusterHelp(c *cluster) string {
	if len(c.marks) == 1 {
		return ""
	}
	var words []string
	for i := range min(len(c.marks), mostToldMarks) {
		words = append(words, v.markWords(&c.marks[i]))
	}
	if more := len(c.marks) - len(words); more > 0 {
		words = append(words, strconv.Itoa(more)+" more")
	}
	return strings.Join(words, ", ")
}

// A toldKey is what the words of marks depend on: names are those of the present.
type toldKey struct {
	seen, present state
	lane          string
}

// markWords returns what a mark stands for: "Stop instances", "Refused: attach volume (InvalidVolume.ZoneMismatch)".
func (v *view) markWords(m *timeMark) string {
	key := toldKey{seen: stateOf(v.world), lane: cmp.Or(v.lane, v.session.Lane())}
	if present, ok := v.session.PresentWorld(key.lane); ok {
		key.present = stateOf(present)
	}
	told := v.memo.told.of(key, func() map[timeMark]string { return map[timeMark]string{} })
	words, ok := told[*m]
	if !ok {
		words = v.tellMark(m)
		told[*m] = words
	}
	return words
}

// tellMark says what a mark stands for.
func (v *view) tellMark(m *timeMark) string {
	if m.kind == markSnapshot {
		return v.snapshotMarkWords(uint32(m.of))
	}
	e := &v.world.Journal()[m.of]
	words := v.session.NameOf(cmp.Or(v.lane, v.session.Lane()), *e)
	if m.kind != markRefused {
		return words
	}
	words = "Refused: " + words
	if code := v.refusalOf(m.of); code != "" {
		words += " (" + code + ")"
	}
	return words
}

func (v *view) snapshotMarkWords(index uint32) string {
	x := v.cloud.Snapshots().At(index)
	words := "Snapshot " + v.name(snapshotRef(index)) + " taken of " + v.sourceOf(x)
	if x.State == ec2.SnapshotPending {
		return words + ", pending"
	}
	if x.State == ec2.SnapshotCompleted {
		words += ", completed " + v.when(x.Completes)
	}
	return words
}

// refusalOf returns with which code a refused call of the journal was refused: each of them has its place among the refusals.
func (v *view) refusalOf(call int) string {
	journal := v.world.Journal()
	n := uint32(0)
	for i := range call {
		if journal[i].Refused {
			n++
		}
	}
	if refusals := v.world.Refusals(); n < uint32(refusals.Len()) {
		return refusals.At(n).Code
	}
	return ""
}
