package session

import (
	"errors"
	"fmt"

	"blockyard/sim"
	"blockyard/sim/unit"
)

// ErrPast refuses what would change the past.
var ErrPast = errors.New("you are looking back, and the past can only be looked at: yard travel now goes back to the present; yard fork goes on from here and keeps what came later")

var errLooksBack = errors.New("you are looking back: first go back to the present with yard travel now")

// Travel looks at an earlier moment, as it was after all that happened then.
// Until BackToNow or GoOn everything that is read is of that moment, and nothing
// can be changed. The present is no past: to go there is to go back.
func (s *Session) Travel(at unit.Instant) error {
	opening := s.moment.Opening()
	switch now := s.now(); {
	case at < opening:
		return fmt.Errorf("the history begins at %s, and that is before it", s.moment.Lanes[0].World.Date(opening))
	case at > now:
		return fmt.Errorf("it is %s, and that is still to come: yard run goes there", s.moment.Lanes[0].World.Date(now))
	case at == now:
		s.BackToNow()
		return nil
	}
	s.leave()
	s.past = s.momentAt(at)
	s.enter()
	return nil
}

// LooksBack reports whether the session looks at the past.
func (s *Session) LooksBack() bool { return s.past != nil }

// Present returns where the clock stands, also while the session looks back.
func (s *Session) Present() unit.Instant { return s.now() }

// Opening returns the instant at which the session opened, the earliest that it can look back to.
func (s *Session) Opening() unit.Instant { return s.moment.Opening() }

// PresentWorld returns the world of a lane as it is now, also while the session looks back.
func (s *Session) PresentWorld(lane string) (*sim.World, bool) { return worldOf(s.moment, lane) }

// BackToNow ends looking back.
func (s *Session) BackToNow() { s.past = nil }

// Back looks at the last instant before the one at hand at which something happened in any lane.
func (s *Session) Back() error {
	at, last, found := s.World().Now(), s.moment.Opening(), false
	for _, tr := range s.tracks {
		if before, ok := tr.history.Previous(tr.world, at); ok {
			last, found = max(last, before), true
		}
	}
	if !found && at == last {
		return errors.New("this is where everything begins")
	}
	return s.Travel(last)
}
