package session

import "errors"

// Undo takes back the last deed: the world, the clock, the bill, answers and
// score are as they were before it. Redo brings it back.
func (s *Session) Undo() (Deed, error) {
	if s.past != nil {
		return Deed{}, errLooksBack
	}
	s.leave()
	if len(s.deeds) == 0 {
		s.enter()
		return Deed{}, errors.New("there is nothing to undo: nothing has been changed yet")
	}
	last := s.deeds[len(s.deeds)-1]
	later := s.timeline
	s.timeline = later.cut(&last.before)
	s.undone = append(s.undone, later)
	s.enter()
	return last, nil
}

// Redo brings back what the last Undo took back. It is kept until the next deed.
func (s *Session) Redo() (Deed, error) {
	if s.past != nil {
		return Deed{}, errLooksBack
	}
	if s.leave(); len(s.undone) == 0 {
		s.enter()
		return Deed{}, errors.New("there is nothing to redo: only what was undone just now can be brought back")
	}
	s.timeline = s.undone[len(s.undone)-1]
	s.undone = s.undone[:len(s.undone)-1]
	s.enter()
	return s.deeds[len(s.deeds)-1], nil
}

// leave closes the deed under way before the session goes to another timeline.
func (s *Session) leave() {
	if s.opened != nil {
		command := s.opened.command
		s.finish()
		s.opened = &opened{command: command}
	}
	s.playing = false
}

// enter goes on with the deed under way in the timeline that is at hand now.
func (s *Session) enter() {
	if s.opened != nil {
		s.opened.before = s.mark()
	}
}
