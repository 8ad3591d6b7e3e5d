// Package session is what every door holds: one learner's work on a lesson or
// in the sandbox. It owns the worlds of the lanes, their common clock, the
// journal, the answers and the score; shell, page and window act through it.
//
// A session is not safe for concurrent use: doors with goroutines of their own
// hand it one command after the other.
package session

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"

	"blockyard/scripting/lesson"
	"blockyard/scripting/shell"
	"blockyard/sim"
	"blockyard/sim/apierr"
	"blockyard/sim/catalog"
	"blockyard/sim/ec2"
	"blockyard/sim/op"
	"blockyard/sim/unit"
)

// DefaultRegion is where commands act that name no region.
const DefaultRegion = "us-east-1"

// MainLane is the lane of a session that has only one.
const MainLane = "main"

// A Session is one learner's work.
type Session struct {
	// Interrupted, where it is set, is asked now and then whether to stop a running command.
	Interrupted func() bool

	lesson    *lesson.Lesson // nil in the sandbox
	seed      uint64
	learner   string
	*timeline                // the one at hand
	branches  []*timeline    // the others that are kept, the oldest first
	undone    []*timeline    // what redo goes back to, the next last
	past      *lesson.Moment // the moment that is looked at; nil for the present
	opened    *opened        // the deed under way, or nil
	playing   bool           // the last deed is a stretch of time that goes on
	quiet     bool           // nothing is judged for the time being
	shell     *shell.Shell
	watches   map[string]*sim.BudgetWatch // of the budget of each lane, once somebody asked
}

// Options are what a session can be opened with.
type Options struct {
	Learner string // a code, no name
	Seed    uint64 // of the sandbox; a lesson has its own
}

// Open returns a session at the opening of a lesson.
func Open(l *lesson.Lesson, o Options) (*Session, error) {
	s := &Session{lesson: l, seed: l.Seed, learner: o.Learner}
	return s, s.build()
}

// Sandbox returns a session without a lesson: an empty world in us-east-1 at
// AWS's prices, in which things take their usual time.
func Sandbox(o Options) *Session {
	s := &Session{seed: o.Seed, learner: o.Learner}
	if err := s.build(); err != nil {
		panic(fmt.Sprintf("session: the sandbox does not open: %v", err)) // it runs no lesson's code
	}
	return s
}

// build makes the worlds of the lanes as they are at the opening.
func (s *Session) build() error {
	s.timeline = &timeline{name: firstBranch}
	s.shell = shell.NewShell(shell.Target{
		World: s.World, Caller: s.caller, Do: s.Do, Run: s.runCommanded, Own: s.own, OwnCommands: Commands(), CompleteOwn: s.completeOwn,
		Interrupted: func() bool { return s.Interrupted != nil && s.Interrupted() },
	}, shell.DefaultLimits)
	moment, err := s.open()
	if err != nil {
		return err
	}
	s.moment, s.current = moment, moment.Lanes[0].Name
	for _, l := range moment.Lanes {
		s.tracks = append(s.tracks, newTrack(l))
	}
	s.evaluate(false)
	return nil
}

// open returns the moment at which the session opens, with fresh worlds.
func (s *Session) open() (*lesson.Moment, error) {
	if s.lesson == nil {
		return lesson.Open([]lesson.Lane{{Name: MainLane, World: sim.New(sim.Config{Seed: s.seed})}}), nil
	}
	for _, step := range s.lesson.Steps {
		s.steps = append(s.steps, StepState{Step: step})
	}
	return s.lesson.BuildAll(lesson.Setup{})
}

// Lesson returns the session's lesson, or nil in the sandbox.
func (s *Session) Lesson() *lesson.Lesson { return s.lesson }

// seen returns the moment that everything is read from: the present, or the past that is looked at.
func (s *Session) seen() *lesson.Moment {
	if s.past != nil {
		return s.past
	}
	return s.moment
}

// World returns the world of the lane at hand.
func (s *Session) World() *sim.World { return s.lane().World }

// lane returns the lane at hand, or, in a past without it, the one that it came from.
func (s *Session) lane() lesson.Lane {
	lanes := s.seen().Lanes
	for _, l := range lanes {
		if l.Name == s.current {
			return l
		}
	}
	return lanes[0]
}

// Lanes returns the names of the lanes.
func (s *Session) Lanes() []string {
	lanes := s.seen().Lanes
	names := make([]string, 0, len(lanes))
	for _, l := range lanes {
		names = append(names, l.Name)
	}
	return names
}

// Lane returns the name of the lane at hand.
func (s *Session) Lane() string { return s.lane().Name }

// WorldOf returns the world of a lane by name.
func (s *Session) WorldOf(name string) (*sim.World, bool) { return worldOf(s.seen(), name) }

func worldOf(m *lesson.Moment, name string) (*sim.World, bool) {
	for _, l := range m.Lanes {
		if l.Name == name {
			return l.World, true
		}
	}
	return nil, false
}

// UseLane makes a lane the one that commands act on.
func (s *Session) UseLane(name string) error {
	if _, ok := s.WorldOf(name); !ok {
		return s.noLane(name)
	}
	s.current = name
	return nil
}

// noLane says that there is no lane of a name, and which there are.
func (s *Session) noLane(name string) error {
	if names := s.Lanes(); len(names) > 1 {
		return fmt.Errorf("there is no lane %q: the lanes are %s", name, shell.And(names))
	}
	return fmt.Errorf("there is no lane %q: everything here is in one lane, %s", name, s.Lane())
}

// Clock returns the time since instant 0.
func (s *Session) Clock() unit.Duration { return s.World().Now().Sub(0) }

// Elapsed returns the time since the lesson opened.
func (s *Session) Elapsed() unit.Duration { return s.World().Now().Sub(s.moment.Opening()) }

// caller returns who calls where nothing else is said.
func (s *Session) caller() ec2.Caller {
	region, _ := catalog.RegionNamed(DefaultRegion)
	return ec2.Caller{Account: 0, Region: uint16(region.Index)}
}

// Do carries out a call in the lane at hand and writes it into the journal. A
// call that the lesson does not allow is refused with the lesson's sentence, and
// one that would change the past with ErrPast.
func (s *Session) Do(c sim.Call) (out any, err error) {
	if err := s.allowed(c); err != nil {
		return nil, err
	}
	if s.past != nil {
		if !c.Op.Reads && !c.Op.DryRun(c.In) {
			return nil, ErrPast
		}
		return s.World().Do(c)
	}
	if s.opened == nil && !c.Op.Reads {
		s.begin(string(op.AppendWords(nil, c.Words())))
		defer s.finish()
	}
	w := s.World()
	before := len(w.Journal())
	defer func() {
		if fault := recover(); fault != nil {
			out, err = nil, s.recovered(c, fault)
		}
	}()
	out, err = w.Do(c)
	if j := w.Journal(); len(j) > before {
		s.lines = append(s.lines, w.Line(j[before], s.Lane(), s.moment.Opening()))
		s.undone = nil
		s.record()
	}
	return out, err
}

// recovered rebuilds the session from its journal after a fault of the engine
// in a call, which is left out, and says what happened.
func (s *Session) recovered(c sim.Call, fault any) error {
	faulty := s.timeline
	if err := s.restore(faulty.lines, faulty.elapsed()); err != nil {
		panic(fault) // the journal does not play again: nothing can be saved
	}
	s.name, s.from, s.current, s.steps, s.deeds = faulty.name, faulty.from, faulty.current, faulty.steps, faulty.deeds
	s.moment.Answers, s.moment.Commands, s.moment.Marks = faulty.moment.Answers, faulty.moment.Commands, faulty.moment.Marks
	return apierr.New(apierr.InternalError, "An internal error has occurred").
		Because("This is a fault of Blockyard, not yours (seed %d, call %d, %s: %v). Everything is as it was before the command.", s.seed, len(s.lines)+1, c.Op.Action, fault)
}

// restore builds the worlds anew and plays lines.
func (s *Session) restore(lines []sim.Line, until unit.Duration) error {
	if err := s.build(); err != nil {
		return err
	}
	for _, l := range lines {
		if err := s.play(l); err != nil {
			return err
		}
	}
	s.advance(s.moment.Opening().Add(until))
	return nil
}

// allowed refuses a call that the lesson rules out.
func (s *Session) allowed(c sim.Call) error {
	if s.lesson == nil {
		return nil
	}
	if say, ok := s.lesson.Permits(c.Op.Service, c.Op.Verb); !ok {
		return apierr.New(apierr.UnauthorizedOperation, "You are not authorized to perform this operation.").Because("%s", say)
	}
	return nil
}

// slice is about how many wake-ups are fired before somebody may interrupt.
const slice = 20000

// errInterrupted says that a running command was stopped from outside.
var errInterrupted = errors.New("stopped: the clock stands where it was when you stopped it")

// RunFor lets time pass in all lanes. It can be interrupted: then all lanes
// stand at the same earlier instant. In the past that is looked at, it goes
// forward, at most to the present.
func (s *Session) RunFor(d unit.Duration) error {
	if s.past != nil {
		return s.Travel(min(s.World().Now().Add(d), s.now()))
	}
	return s.pass(func() error { return s.runFor(d) })
}

// runCommanded lets time pass for a command.
func (s *Session) runCommanded(d unit.Duration) error {
	if s.past != nil {
		return ErrPast
	}
	return s.RunFor(d)
}

func (s *Session) runFor(d unit.Duration) error {
	until, stride := s.now().Add(d), unit.Hour
	for now := s.now(); now < until; now = s.now() {
		if s.Interrupted != nil && s.Interrupted() {
			return errInterrupted
		}
		before := s.fired()
		s.advance(min(until, now.Add(stride)))
		if busy := s.fired() - before; busy < slice/2 {
			stride = min(2*stride, unit.MaxDuration)
		} else if busy > slice {
			stride = max(stride/2, unit.Second)
		}
	}
	return nil
}

// fired returns how many wake-ups have come due in all lanes.
func (s *Session) fired() (n uint64) {
	for _, l := range s.moment.Lanes {
		n += l.World.Fired()
	}
	return n
}

// Digest returns the digest of the session's worlds as they are now: the world's own where
// there is one lane, else that of all lanes with their names.
func (s *Session) Digest() string { return digestOf(s.moment) }

func digestOf(m *lesson.Moment) string {
	if len(m.Lanes) == 1 {
		return m.Lanes[0].World.Digest().String()
	}
	all := ""
	for _, l := range m.Lanes {
		all += l.Name + " " + l.World.Digest().String() + "\n"
	}
	sum := sha256.Sum256([]byte(all))
	return hex.EncodeToString(sum[:])
}
