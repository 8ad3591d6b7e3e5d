package session

import (
	"slices"
	"sort"

	"blockyard/scripting/lesson"
	"blockyard/sim"
	"blockyard/sim/unit"
)

// checkpointEvery is how many calls and wake-ups lie between two checkpoints of
// a world at first; a seek plays as many again. A long history has them farther apart.
const checkpointEvery = 512

// A timeline is one course that things took: the worlds of its lanes, the
// journal, what the learner did, and where that left the lesson.
type timeline struct {
	name    string
	moment  *lesson.Moment // the lanes as they are now, which share clock and seed, and what has happened in them
	tracks  []*track       // of all lanes there have been, in the order in which they began
	current string         // the lane at hand
	lines   []sim.Line
	deeds   []Deed
	steps   []StepState
	from    *timeline // the lesson's, where this one leaves it alone for a while; else nil
}

// A track is the course of one lane.
type track struct {
	name    string
	world   *sim.World
	history *sim.History
	until   unit.Instant // when the lane was dropped; unit.Forever while it is there
}

// newTrack returns the track of a lane that begins now.
func newTrack(l lesson.Lane) *track {
	return &track{l.Name, l.World, sim.NewHistory(l.World, checkpointEvery), unit.Forever}
}

// thereAt reports whether the lane was there at an instant, after all that happened then.
func (t *track) thereAt(at unit.Instant) bool { return t.history.Begins() <= at && at < t.until }

// now returns the timeline's present.
func (t *timeline) now() unit.Instant { return t.moment.Lanes[0].World.Now() }

// elapsed returns the time since the lesson opened.
func (t *timeline) elapsed() unit.Duration { return t.now().Sub(t.moment.Opening()) }

// trackOf returns the track of a lane that is there now.
func (t *timeline) trackOf(name string) (*track, bool) {
	for _, tr := range t.tracks {
		if tr.name == name && tr.until == unit.Forever {
			return tr, true
		}
	}
	return nil, false
}

// record takes checkpoints where enough has happened.
func (t *timeline) record() {
	for _, tr := range t.tracks {
		if tr.until == unit.Forever {
			tr.history.Record(tr.world)
		}
	}
}

// advance lets all lanes go on until an instant.
func (t *timeline) advance(until unit.Instant) {
	for _, tr := range t.tracks {
		if tr.until == unit.Forever {
			tr.history.Advance(tr.world, until)
		}
	}
}

// A mark is how far a timeline had got at a moment, so that it can be cut there.
type mark struct {
	at      unit.Instant
	calls   []int // in each track; gone where the lane had been dropped
	lines   int
	deeds   int
	answers int
	asked   int // commands
	passed  int // steps
	current string
	steps   []StepState
}

// mark returns how far the timeline has got now.
func (t *timeline) mark() mark {
	m := mark{
		at: t.now(), lines: len(t.lines), deeds: len(t.deeds), current: t.current, steps: slices.Clone(t.steps),
		answers: len(t.moment.Answers), asked: len(t.moment.Commands), passed: len(t.moment.Marks),
	}
	for _, tr := range t.tracks {
		calls := gone
		if tr.until == unit.Forever {
			calls = tr.world.Calls()
		}
		m.calls = append(m.calls, calls)
	}
	return m
}

// gone stands in a mark for the calls of a lane that had been dropped.
const gone = -1

// changedSince reports whether anything has happened since a mark that there is a reason to take
// back: time passed, a call that was not merely refused, an answer, a lane that began or ended.
func (t *timeline) changedSince(m *mark) bool {
	if t.now() != m.at || len(t.tracks) != len(m.calls) {
		return true
	}
	for i, tr := range t.tracks {
		if m.calls[i] != gone && slices.ContainsFunc(tr.world.Journal()[m.calls[i]:], sim.Entry.MayHaveChanged) {
			return true
		}
	}
	return slices.ContainsFunc(t.lines[m.lines:], func(l sim.Line) bool { return l.Lane == sim.SessionLane && l.Words[0] != hintNote })
}

// cut returns the timeline as it was at a mark. The two share what neither changes.
func (t *timeline) cut(m *mark) *timeline {
	past := &timeline{
		name: t.name, from: t.from, current: m.current, lines: t.lines[:m.lines:m.lines], deeds: t.deeds[:m.deeds:m.deeds], steps: slices.Clone(m.steps),
		moment: &lesson.Moment{
			Marks: t.moment.Marks[:m.passed:m.passed], Answers: t.moment.Answers[:m.answers:m.answers], Commands: t.moment.Commands[:m.asked:m.asked],
		},
	}
	for i, calls := range m.calls {
		tr := *t.tracks[i]
		if calls != gone {
			tr.goBack(tr.history.AtCall(tr.world, calls, m.at))
		}
		past.follow(&tr)
	}
	return past
}

// goBack makes an earlier world of the track its present.
func (t *track) goBack(past *sim.World) {
	t.history = t.history.Cut(past)
	t.world, t.until = past, unit.Forever
}

// follow adds the course of a lane.
func (t *timeline) follow(tr *track) {
	t.tracks = append(t.tracks, tr)
	if tr.until == unit.Forever {
		t.moment.Lanes = append(t.moment.Lanes, lesson.Lane{Name: tr.name, World: tr.world})
	}
}

// fork returns a copy of the timeline that goes its own way from now on.
func (t *timeline) fork() *timeline {
	m := t.mark()
	return t.cut(&m)
}

// momentAt returns the lanes as they were at an instant, after all that happened
// then. What the learner answered and has passed is as it is now.
func (t *timeline) momentAt(at unit.Instant) *lesson.Moment {
	past := *t.moment
	past.Lanes = nil
	for _, tr := range t.tracks {
		if tr.thereAt(at) {
			past.Lanes = append(past.Lanes, lesson.Lane{Name: tr.name, World: tr.history.At(tr.world, at)})
		}
	}
	return &past
}

// markAt returns how far the timeline had got at an instant, after all that happened then.
func (t *timeline) markAt(at unit.Instant) mark {
	began := sort.Search(len(t.deeds), func(i int) bool { return t.deeds[i].beginsAfter(at) })
	m := t.mark()
	if began < len(t.deeds) {
		m = t.deeds[began].before
	}
	m.at, m.deeds = at, began
	if began > 0 && t.deeds[began-1].To > at { // in the middle of a deed, so its beginning counts for the lesson
		before := &t.deeds[began-1].before
		m.steps, m.current, m.answers, m.passed, m.asked = before.steps, before.current, before.answers, before.passed, before.asked+1
	}
	since := at.Sub(t.moment.Opening())
	m.lines = sort.Search(len(t.lines), func(i int) bool { return t.lines[i].At > since })
	m.calls = nil
	for _, tr := range t.tracks {
		if tr.history.Begins() > at {
			break // and so do all after it
		}
		calls := gone
		if tr.thereAt(at) {
			journal := tr.world.Journal()
			calls = sort.Search(len(journal), func(i int) bool { return journal[i].At > at })
		}
		m.calls = append(m.calls, calls)
	}
	return m
}
